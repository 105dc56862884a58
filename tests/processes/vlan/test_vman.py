"""VMANs: their rules on each platform, their tags and ports, on both MSMs and in files."""

from collections.abc import Callable

import pytest
from conftest import Typist

from xos_cli.switch.recorded import Recorded

Switch = Callable[..., Typist]


def lines(typist: Typist) -> list[str]:
    """Return the lines of VMANs in `show configuration`."""
    return [line for line in typist.lines("vlan") if " vman " in line]


def test_ports_of_a_vman_have_jumbo_frames(console: Typist) -> None:
    """They get them when they come, keep them when they go, and have them meanwhile.  evidence: guide 11.0 p.94"""
    console.run("create vman v1", "configure vman v1 add ports 1:1-1:2", "configure vman v1 add ports 1:5 tagged")
    assert "enable jumbo-frame ports 1:5" in console.lines("vlan")
    assert "enable jumbo-frame ports 1:3" not in console.lines("vlan")
    assert console.refuse("disable jumbo-frame ports all") == "Error: Port 1:1 belongs to a VMAN."
    console.run("disable jumbo-frame ports 1:3", "configure vman v1 delete ports 1:1")
    assert "enable jumbo-frame ports 1:1" in console.lines("vlan")
    console.run("disable jumbo-frame ports 1:1")


@pytest.mark.parametrize("chassis", ["bd8810", "summit-x450-24t"])
def test_jumbo_frames_come_before_a_vman(switch: Switch, chassis: str) -> None:
    """Where all ports have them or none, a VMAN is refused without them, and they stay while there is one with ports.

    evidence: guide 11.3 p.233
    """
    typist = switch(chassis)
    assert typist.refuse("create vman v1") == (
        "Error: Jumbo frames must be enabled before a VMAN is configured on this platform."
    )
    port = "1" if chassis.startswith("summit") else "1:1"
    typist.run("enable jumbo-frame ports all", "create vman v1", f"configure vman v1 add ports {port}")
    assert typist.refuse("disable jumbo-frame ports all") == f"Error: Port {port} belongs to a VMAN."
    other = switch(chassis)
    other.run(*typist.lines("vlan"))
    assert lines(other) == lines(typist)


def test_an_access_port_has_one_vman(console: Typist) -> None:
    """A port between switches has many.  evidence: guide 11.3 p.233"""
    console.run("create vman v1", "create vman v2", "configure v1 add ports 1:1", "configure v1 add ports 1:2 tagged")
    before = lines(console)
    one = "Error: Port {} belongs to VMAN v1; an access port has one VMAN only."
    for line, port in (("1:1", "1:1"), ("1:1 tagged", "1:1"), ("1:2", "1:2")):
        assert console.refuse(f"configure vman v2 add ports {line}") == one.format(port)
    assert lines(console) == before
    console.run("configure vman v2 add ports 1:2 tagged", "configure v1 delete ports 1:1", "configure v2 add ports 1:1")


def test_ports_change_their_form_and_go(console: Typist) -> None:
    """Tagged or not, the last that was said; with the slot, with load sharing, and with `all`."""
    console.run("create vman v1", "configure vman v1 add ports 1:1-1:4 tagged", "configure v1 add ports 1:4, 2:1")
    assert lines(console) == [
        "create vman v1",
        "configure vman v1 add ports 1:1-3 tagged",
        "configure vman v1 add ports 1:4, 2:1",
    ]
    console.run("enable sharing 1:1 grouping 1:1-1:2")
    assert "configure vman v1 add ports 1:1, 1:3 tagged" in lines(console)
    assert console.refuse("configure vman v1 add ports 1:2").startswith("Error: Port 1:2 is not the master port")
    console.say("clear slot 1", "y")
    assert lines(console) == ["create vman v1", "configure vman v1 add ports 2:1"]
    console.run("configure vman v1 delete ports all")
    assert lines(console) == ["create vman v1"]
    console.run("delete vman V1")
    assert lines(console) == []


def test_tags_are_of_one_vlan_or_vman(console: Typist) -> None:
    """An internal tag makes way for one that is named."""
    console.run("create vlan red", "configure red tag 7", "create vman v1", "create vman v2", "configure v1 tag 8")
    assert console.refuse("configure v2 tag 8") == "Error: 802.1Q Tag 8 is already assigned to VMAN v1."
    assert console.refuse("configure v2 tag 7") == "Error: 802.1Q Tag 7 is already assigned to VLAN red."
    assert console.refuse("configure red tag 8") == "Error: 802.1Q Tag 8 is already assigned to VMAN v1."
    internal = console.lab.session.node.store.rows
    from xos_cli.processes.vlan.rows import Vman

    (hidden,) = [row.tag for row in internal(Vman) if not row.tagged]
    console.run(f"configure red tag {hidden}", "configure v2 tag 9")
    assert len({row.tag for row in internal(Vman)}) == 2
    assert f"configure vlan red tag {hidden}" in console.lines("vlan")


def test_it_belongs_to_a_virtual_router(console: Typist) -> None:
    """Its ports do too; the virtual router stays while it has a VMAN, and its ports while they are in it."""
    console.run("configure Default delete ports 1:1-1:2", "configure vr VR-Default delete ports 1:1-1:2")
    console.run("create virtual-router helix", "configure vr helix add ports 1:1-1:2", "create vman v1 vr helix")
    console.run("configure vman v1 add ports 1:1")
    assert console.refuse("configure vman v1 add ports 1:3") == (
        "Error: Port 1:3 does not belong to virtual router helix."
    )
    assert console.refuse("delete virtual-router helix") == "Error: Virtual router helix still has VMAN v1."
    assert console.refuse("configure vr helix delete ports 1:1") == "Error: Port 1:1 is a member of VMAN v1."
    assert console.refuse("create vman v2 vr VR-Mgmt").startswith("Error: VMANs cannot be created")
    assert "create vman v1 vr helix" in console.lines("vlan")


def test_names_are_of_one_vlan_or_vman(console: Typist) -> None:
    """In any case; a name that no object can have is refused."""
    console.run("create vlan red", "create vman v1")
    assert console.refuse("create vman RED") == "Error: VLAN red already exists."
    assert console.refuse("create vlan V1") == "Error: VMAN v1 already exists."
    assert console.refuse("create vman v1") == "Error: VMAN v1 already exists."
    assert "must begin with a letter" in console.refuse("create vman 1bad")
    assert "reserved keyword" in console.refuse("create vman stpd")


def test_both_msms_and_the_file_have_it(console: Typist) -> None:
    """After a failover and after a reboot."""
    console.run(
        "create vman v1", "configure v1 tag 100", "configure v1 add ports 1:1", "configure v1 add ports 1:2 tagged"
    )
    before = console.lines("vlan")
    console.say("save", "y", "run msm-failover", "y", ":console msm-b", ":wait in-sync", "show node")
    assert console.lines("vlan") == before
    console.say("reboot", "y", ":wait booted", ":wait in-sync")
    assert console.lines("vlan") == before


def test_an_old_file_has_it_as_recorded_lines(console: Typist) -> None:
    """They are carried out at the boot, and their ports get jumbo frames."""
    old = [
        Recorded("vlan", "create vman vman=v1", "create vman v1", " vman=v1 "),
        Recorded("vlan", "configure vman tag vman=v1", "configure vman v1 tag 5", " vman=v1 "),
        Recorded(
            "vlan", "configure vman add ports vman=v1 ports=1:1-2", "configure vman v1 add ports 1:1-2", " vman=v1 "
        ),
    ]
    for node in console.machine.nodes.values():
        node.store.fill(old)
    console.say("save", "y", "reboot", "y", ":wait booted", ":wait in-sync")
    assert lines(console) == ["create vman v1", "configure vman v1 tag 5", "configure vman v1 add ports 1:1-2"]
    assert "enable jumbo-frame ports 1:1" in console.lines("vlan")
    assert console.lab.session.node.store.rows(Recorded) == []
