"""Ports that take the statistics of VLANs."""

from conftest import Typist

from xos_cli.switch.recorded import Recorded

LINE = "configure ports {} monitor vlan sales"


def test_ports_are_added_and_taken_away(console: Typist) -> None:
    """One line says which ports a VLAN has; it goes with the last of them, with the VLAN, and with the slot."""
    console.run("create vlan sales")
    before = console.lines("vlan")
    console.run(LINE.format("1:1-3"), "unconfigure ports 1:2 monitor vlan sales")
    assert [line for line in console.lines("vlan") if line not in before] == [LINE.format("1:1,1:3")]
    console.run("unconfigure ports 1:1,1:3 monitor vlan sales")
    assert console.lines("vlan") == before
    console.run(LINE.format("1:1,2:1"))
    console.say("clear slot 1", "y")
    assert LINE.format("2:1") in console.lines("vlan")
    console.run("delete vlan sales")
    assert not [line for line in console.lines("vlan") if "monitor" in line]


def test_a_port_has_four_vlans(console: Typist) -> None:
    """A fifth is refused, and so is a port that is not there."""
    console.run(*[f"create vlan v{n}" for n in range(5)], *[f"configure ports 1:1 monitor vlan v{n}" for n in range(4)])
    assert "already monitors 4 VLANs" in console.refuse("configure ports 1:1 monitor vlan v4")
    assert "Invalid port" in console.refuse("configure ports 9:1 monitor vlan v4")


def test_an_old_file(console: Typist) -> None:
    """The line of an earlier file is carried out."""
    console.run("create vlan sales")
    for node in console.machine.nodes.values():
        node.store.fill([Recorded("vlan", "configure ports monitor vlan=sales", LINE.format("1:1"), " vlan=sales ")])
    console.say("save", "y", "reboot", "y", ":wait booted")
    assert LINE.format("1:1") in console.lines("vlan")
    assert not console.machine.nodes["MSM-A"].store.rows(Recorded)
