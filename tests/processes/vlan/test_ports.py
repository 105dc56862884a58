"""Ports: their links, settings, groups, and the screens about them."""

from collections.abc import Callable
from typing import Any

import pytest
from conftest import Typist, booted
from hypothesis import given
from hypothesis import strategies as st

from xos_cli.errors import LabError
from xos_cli.language.ports import PortList
from xos_cli.processes.vlan.facts import members
from xos_cli.processes.vlan.ports.rows import PortConfig, PortLink, factory_port
from xos_cli.switch.hardware import portset as sets

PORTS = st.sets(st.tuples(st.integers(1, 16), st.integers(1, 255)))


def link(typist: Typist, slot: int, port: int) -> PortLink:
    """The link of a port, as the master knows it."""
    master = typist.machine.master
    assert master is not None
    return master.store.one(PortLink, slot, port)


def row(typist: Typist, port: str) -> list[str]:
    """The line of a port in `show ports configuration`, word by word."""
    return typist.run(f"show ports {port} configuration").splitlines()[5].split()


def section(typist: Typist) -> list[str]:
    """The lines of the VLAN module in `show configuration`."""
    return typist.run("show configuration vlan").splitlines()


# -- sets ------------------------------------------------------------------------------------------------------------


@given(PORTS)
def test_sets_are_sets(ports: set[tuple[int, int]]) -> None:
    """A number holds just the ports that were put into it, and gives them back in order."""
    mask = sets.of(ports)
    assert list(sets.each(mask)) == sorted(ports)
    assert mask.bit_count() == len(ports)


@given(PORTS)
def test_sets_as_text(ports: set[tuple[int, int]]) -> None:
    """The text of a set, read again, is the set, with blanks behind its commas or without."""
    text = sets.text(sets.of(ports), modular=True)
    assert sets.read(text) == sets.of(ports)
    assert sets.read(sets.printed(text)) == sets.of(ports)


def test_text_of_a_set() -> None:
    """Runs of neighbours, which end at the end of a slot; a stand-alone switch has no slots."""
    assert sets.text(sets.of([(1, 1), (1, 2), (1, 3), (1, 5), (2, 1)]), modular=True) == "1:1-3,1:5,2:1"
    assert sets.text(sets.of([(1, number) for number in range(2, 27)]), modular=False) == "2-26"
    assert sets.read("") == 0


def test_list_that_goes_on_into_the_next_slot() -> None:
    """A range over slots takes the ports that there are."""
    every = sets.of([(slot, port) for slot in (1, 2, 3) for port in range(1, 5)])
    ports = sets.of_list(PortList.read("1:3-3:2"), every)
    assert sets.text(ports, modular=True) == "1:3-4,2:1-4,3:1-2"


# -- links -----------------------------------------------------------------------------------------------------------


def test_links_with_a_partner_come_up(console: Typist) -> None:
    """Ports with a partner are active at its speed, and the log says so; the others are ready."""
    assert row(console, "1:1")[2:9] == ["E", "A", "ON", "AUTO", "1000", "AUTO", "FULL"]
    assert row(console, "2:2")[6] == "100"
    assert row(console, "1:3")[2:] == ["E", "R", "ON", "AUTO", "AUTO", "MGBIC"]
    log = console.run("show log")
    assert "<Info:vlan.msgs.portLinkStateUp> MSM-A: Port 1:1 link UP at speed 1 Gbps and full-duplex\n" in log
    assert "Port 2:2 link UP at speed 100 Mbps and full-duplex\n" in log
    assert "Port 3:1 link UP at speed 10 Gbps and full-duplex\n" in log


def test_disabled_port_goes_down_at_once_and_up_soon(console: Typist) -> None:
    """`disable ports` takes the link down; `enable ports` brings it up a few seconds later."""
    console.run("disable ports 1:1-2")
    assert row(console, "1:1")[2:4] == ["D", "R"]
    assert "disable ports 1:1" in section(console)
    assert "vlan.msgs.portLinkStateDown> MSM-A: Port 1:1 link down\n" in console.run("show log")
    console.run("enable ports all")
    assert row(console, "1:1")[2:4] == ["E", "R"]
    console.type(":wait 5")
    assert row(console, "1:1")[2:4] == ["E", "A"]
    assert (link(console, 1, 1).ups, link(console, 1, 1).downs) == (2, 1)


def test_fault_keeps_the_link_down(console: Typist) -> None:
    """A broken link comes up only when it is mended, whatever is typed."""
    console.type(":fail port 1:1", "disable ports 1:1", "enable ports 1:1", ":wait 10")
    assert row(console, "1:1")[3] == "R"
    console.type(":repair port 1:1", ":wait 10")
    assert row(console, "1:1")[3] == "A"
    master = console.machine.master
    assert master is not None
    with pytest.raises(LabError, match="no port 1:99"):
        master.call("vlan", "link_broken", "1:99", True)


def test_failover_keeps_links_and_what_was_counted(console: Typist) -> None:
    """The new master has the link states that it was sent; a fault is still one, and what was coming up comes up."""
    console.type(":fail port 1:1", "disable ports 1:2", "enable ports 1:2", "run msm-failover", "y", "n")
    console.type(":wait 10", ":console msm-b")
    assert console.machine.nodes["MSM-B"].is_master
    assert (link(console, 1, 1).up, link(console, 1, 1).downs) == (0, 1)
    assert (link(console, 1, 2).up, link(console, 1, 2).ups) == (1, 2)
    assert (link(console, 2, 1).up, link(console, 2, 1).ups) == (1, 1)


def test_links_are_found_again_after_a_power_cycle(console: Typist) -> None:
    """A cold start finds the links out anew."""
    machine = console.machine
    machine.power_off()
    machine.power_on()
    machine.settle()
    machine.advance(60)
    assert (link(console, 1, 1).up, link(console, 1, 1).ups) == (1, 1)
    assert link(console, 1, 3).up == 0


def test_ports_of_a_module_that_does_not_work(console: Typist) -> None:
    """Ports are not present until their module works."""
    master = console.machine.master
    assert master is not None
    master.call("vlan", "ports_down", 1)
    assert row(console, "1:1")[3] == "NP"
    with pytest.raises(LabError, match="does not work yet"):
        master.call("vlan", "link_broken", "1:1", True)
    master.call("vlan", "ports_up", 1)
    assert row(console, "1:1")[3] == "R"
    console.type(":wait 5")
    assert row(console, "1:1")[3] == "A"


# -- settings --------------------------------------------------------------------------------------------------------


def test_speed(console: Typist) -> None:
    """A fixed speed holds where the partner can follow, and the link is agreed on anew."""
    console.run("configure ports 2:1 auto off speed 100 duplex half")
    assert row(console, "2:1")[3] == "R"
    console.type(":wait 5")
    assert row(console, "2:1")[3:9] == ["A", "OFF", "100", "100", "HALF", "HALF"]
    assert "configure ports 2:1 auto off speed 100 duplex half" in section(console)
    console.type("configure ports 2:2 auto off speed 1000 duplex full", ":wait 5")
    assert row(console, "2:2")[3] == "R"
    console.type("configure ports 2:1-2 auto on", ":wait 5")
    assert row(console, "2:2")[3:7] == ["A", "ON", "AUTO", "100"]
    assert [line for line in section(console) if "auto" in line] == []


@pytest.mark.parametrize("what", ["1:1 auto off speed 100 duplex full", "2:1 auto off speed 1000 duplex half"])
def test_impossible_speeds(console: Typist, what: str) -> None:
    """Fiber has one speed, and a gigabit goes both ways."""
    assert "does not support" in console.refuse(f"configure ports {what}")
    assert "does not support" in console.refuse("configure ports 2:1-2 auto off speed 10000 duplex full")


def test_display_strings(console: Typist) -> None:
    """A name is kept as it was typed, in quotes if it has blanks."""
    console.run("configure ports 1:1-2 display-string uplink", 'configure ports 1:3 display-string "to core"')
    assert "configure ports 1:2 display-string uplink" in section(console)
    assert 'configure ports 1:3 display-string "to core"' in section(console)
    assert '\tDescription String: "to core"\n' in console.run("show ports 1:3 information detail")
    assert "at most 15" in console.refuse("configure ports 1:1 display-string " + "x" * 16)
    console.run("unconfigure ports 1:* display-string")
    assert [line for line in section(console) if "display" in line] == []


def test_jumbo_frames(switch: Any) -> None:
    """Port by port on a 10808, all ports or none on an 8810."""
    big, small = switch(), switch("bd8810")
    big.run("enable jumbo-frame ports 1:1-2", "configure jumbo-frame size 9000")
    assert {"enable jumbo-frame ports 1:2", "configure jumbo-frame size 9000"} <= set(section(big))
    assert " 9000  none" in big.run("show ports 1:1 information")
    assert "all ports" in small.refuse("enable jumbo-frame ports 1:1")
    small.run("enable jumbo-frame ports all")
    assert "enable jumbo-frame ports all" in section(small)
    assert "Invalid input" in small.refuse("configure jumbo-frame size 1522")


def test_flags_of_ports(console: Typist) -> None:
    """The letters follow the settings."""
    console.run("disable learning ports 1:3", "disable flooding ports 1:3", "disable ports 1:3")
    assert console.run("show ports 1:3-4 information").splitlines()[3].split()[1] == "D-------e---"
    assert console.run("show ports 1:3-4 information").splitlines()[4].split()[1] == "Em------e--f"


def test_media(switch: Any) -> None:
    """Only a port with two media prefers one; only copper tells crossed cables apart."""
    typist = switch("summit-x450-24t")
    typist.run("configure ports 1 preferred-medium copper force", "configure ports 5 auto-polarity off")
    assert row(typist, "1")[-1] == "UTPMGBIC"
    assert "configure ports 1 preferred-medium copper force" in section(typist)
    assert "configure ports 5 auto-polarity off" in section(typist)
    assert "two media" in typist.refuse("configure ports 5 preferred-medium fiber")
    assert "auto-polarity" in typist.refuse("configure ports 1 auto-polarity off")
    typist.run("configure ports all auto-polarity on", "configure ports 1 preferred-medium fiber")
    assert [line for line in section(typist) if "polarity" in line or "medium" in line] == []


# -- load sharing ----------------------------------------------------------------------------------------------------


def test_load_sharing(console: Typist) -> None:
    """Ports but for the master leave their VLANs and come into none; the group is up if one of them is."""
    console.run("enable sharing 1:3 grouping 1:1-4 algorithm address-based", "configure sharing address-based L2_L3")
    assert "enable sharing 1:3 grouping 1:1-4 algorithm address-based" in section(console)
    assert "configure vlan Default add ports 1:3, 1:5-60, 2:1-60, 3:1-6 untagged  " in section(console)
    assert "*1:3g," in console.run("show Default")
    assert "not the master port" in console.refuse("configure vlan Default add ports 1:4 tagged")
    rows = console.run("show sharing").splitlines()
    assert rows[4].split() == ["1:3", "1:1", "Static", "L2_L3", "1:1", "Y", "A", "1"]
    assert rows[6].split() == ["L2_L3", "1:3", "-", "R", "0"]
    assert rows[-1] == "Number of load sharing trunks: 1"
    console.run("disable ports 1:1-2")
    assert "Number of active ports=3" in console.run("show Default")
    assert "    1:3g," in console.run("show Default")
    console.run("disable sharing 1:3")
    assert [line for line in section(console) if "enable sharing" in line] == []


def test_lacp_waits_for_a_partner(console: Typist) -> None:
    """No partner here speaks LACP, so no port takes part and the group carries nothing."""
    console.run("enable sharing 1:1 grouping 1:1-2 lacp")
    assert console.run("show sharing").splitlines()[4].split() == ["1:1", "LACP", "port", "1:1", "-", "A", "1"]
    assert "Number of active ports=3" in console.run("show Default")
    assert "enable sharing 1:1 grouping 1:1-2 algorithm port-based lacp" in section(console)


def test_algorithm_of_all_groups(switch: Any) -> None:
    """What address-based groups look at is one setting of a 10808; L2 is not printed, since it is so by default."""
    typist = switch()
    typist.run("configure sharing address-based L2_L3_CHK_SUM")
    assert "configure sharing address-based L2_L3_CHK_SUM" in section(typist)
    typist.run("configure sharing address-based L2")
    assert [line for line in section(typist) if "address-based" in line] == []
    assert "not supported" in switch("bd8810").refuse("configure sharing address-based L2")


@pytest.mark.parametrize(
    ("chassis", "ports", "algorithm", "there"),
    [
        ("bd10808", "1:1-2", "port-based", True),
        ("bd10808", "1:1-2", "address-based", True),
        ("bd10808", "1:1-2", "address-based L2", False),
        ("bd10808", "1:1-2", "address-based L3", False),
        ("bd8810", "1:1-2", "port-based", False),
        ("bd8810", "1:1-2", "address-based L2", True),
        ("bd8810", "1:1-2", "address-based L3", True),
        ("summit-x450-24t", "1-2", "port-based", False),
        ("summit-x450-24t", "1-2", "address-based L3", True),
    ],
)
def test_algorithms_of_the_platforms(switch: Any, chassis: str, ports: str, algorithm: str, there: bool) -> None:
    """A group has an algorithm of its platform, printed as it was typed; any other is refused.

    evidence: guide 11.3 p.124
    """
    typist, master = switch(chassis), ports.partition("-")[0]
    line = f"enable sharing {master} grouping {ports} algorithm {algorithm}"
    if there:
        typist.run(line)
        assert line in section(typist)
    else:
        assert "not supported on this platform" in typist.refuse(line)
        assert [said for said in section(typist) if "sharing" in said] == []


def test_groups_that_cannot_be(console: Typist) -> None:
    """The master is in its group, a port in one group only, all at one speed; the master stays."""
    console.run("enable sharing 1:1 grouping 1:1-2")
    assert "must be in the group" in console.refuse("enable sharing 1:5 grouping 1:6-7")
    assert "already in a load sharing group" in console.refuse("enable sharing 1:3 grouping 1:2-3")
    assert "same speed" in console.refuse("enable sharing 3:1 grouping 3:1,1:9")
    assert "at most 16" in console.refuse("enable sharing 2:1 grouping 2:1-17")
    assert "cannot be deleted" in console.refuse("configure sharing 1:1 delete ports 1:1")
    assert "not the master" in console.refuse("configure sharing 1:2 add ports 1:3")
    console.run("configure sharing 1:1 add ports 1:3-4", "configure sharing 1:1 delete ports 1:2")
    assert "enable sharing 1:1 grouping 1:1, 1:3-4 algorithm port-based" in section(console)


def test_sharing_screen(switch: Any, capture: Callable[[str], str]) -> None:
    """Without a group the screen is that of the capture, but for the algorithms that came later."""
    want = capture("two-node-stack-12.5.4.5/show-ports-sharing.txt").splitlines()[1:]
    got = switch().run("show ports sharing").splitlines()
    assert got[:6] == want[:6]
    assert got[-1] == want[-1]


# -- redundant ports and mirroring -----------------------------------------------------------------------------------


def test_redundant_port_takes_over(console: Typist) -> None:
    """The link of the redundant port is off until the primary port has lost its own, and off again afterwards."""
    console.type("configure ports 1:1 redundant 1:2", ":wait 5")
    assert (link(console, 1, 1).up, link(console, 1, 2).up) == (1, 0)
    assert console.run("show ports redundant").startswith("Primary: *1:1,")
    console.type(":fail port 1:1", ":wait 5")
    assert (link(console, 1, 1).up, link(console, 1, 2).up) == (0, 1)
    console.type(":repair port 1:1", ":wait 5")
    assert (link(console, 1, 1).up, link(console, 1, 2).up) == (1, 0)
    console.type("unconfigure ports 1:1 redundant", ":wait 5")
    assert (link(console, 1, 1).up, link(console, 1, 2).up) == (1, 1)


def test_without_smart_redundancy_the_primary_waits(console: Typist) -> None:
    """The redundant port keeps the traffic until it fails itself."""
    console.type("configure ports 1:1 redundant 1:2", "disable smartredundancy 1:1", ":fail port 1:1", ":wait 5")
    console.type(":repair port 1:1", ":wait 5")
    assert (link(console, 1, 1).up, link(console, 1, 2).up) == (0, 1)
    console.type(":fail port 1:2", ":wait 5")
    assert (link(console, 1, 1).up, link(console, 1, 2).up) == (1, 0)


def test_redundant_pairs_that_cannot_be(console: Typist) -> None:
    """A port is in one pair."""
    console.run("configure ports 1:1 redundant 1:2 link on")
    assert link(console, 1, 2).up == 1
    assert "in a redundant pair already" in console.refuse("configure ports 1:3 redundant 1:2")
    assert "to itself" in console.refuse("configure ports 1:5 redundant 1:5")
    assert "configure ports 1:1 redundant 1:2 link on" in section(console)


def test_mirroring(console: Typist) -> None:
    """The monitor port leaves its VLANs; filters go with mirroring."""
    assert "not enabled" in console.refuse("configure mirroring add port 1:1")
    console.run("enable mirroring to port 1:9 tagged", "configure mirroring add port 1:1")
    console.run("configure mirroring add vlan Default port 1:2", "configure mirroring add vlan Default")
    assert console.run("show mirroring").splitlines() == [
        "Mirror port: 1:9 is down",
        "Number of Mirroring filters: 3",
        "Mirror Port configuration:",
        "       Port number 1:1 in all vlans",
        "       Port number 1:2 in vlan Default",
        "       All ports in vlan Default",
    ]
    assert "cannot be mirrored" in console.refuse("configure mirroring add port 1:9")
    assert "monitor port" in console.refuse("configure vlan Default add ports 1:9")
    assert "Delete all" in console.refuse("enable mirroring to port 1:10 tagged")
    console.run("configure vlan Default delete ports 1:2", "configure mirroring delete port 1:1")
    assert [line for line in section(console) if line.startswith("configure mirroring")] == [
        "configure mirroring add vlan Default"
    ]
    console.run("disable mirroring")
    assert console.run("show mirroring") == "Mirroring is disabled\n"


# -- screens ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("word", "file", "legend"), [("rxerrors", "rx", 1), ("txerrors", "tx", 2)])
def test_errors_in_the_columns_of_the_capture(
    console: Typist, capture: Callable[[str], str], word: str, file: str, legend: int
) -> None:
    """The counters stand where those of the two-node capture do."""
    want = capture(f"two-node-stack-12.5.4.5/show-ports-{file}errors.txt").splitlines()[1:]
    got = console.run(f"show ports {word} no-refresh").splitlines()
    assert got[:4] == want[:4]
    assert got[4] == want[4 + 3].replace("1:4", "1:1")
    assert got[4 + 9] == want[4 + 9]
    assert got[-2:] == [want[-1 - legend], want[-1]]


@pytest.mark.parametrize("what", ["statistics", "collisions", "packet", "utilization", "utilization bytes"])
def test_counters_are_zero(console: Typist, what: str) -> None:
    """No frame passes, so no counter is anything but 0; the link is what it is."""
    lines = console.run(f"show ports 1:1,1:3 {what} no-refresh").splitlines()
    rows = [line.split() for line in lines if line.startswith("1:")]
    assert [cells[:2] for cells in rows] == [["1:1", "A"], ["1:3", "R"]]
    assert set(rows[1][2:]) <= {"0", "0.00"}


def test_management_port(switch: Any) -> None:
    """The management port is in VR-Mgmt and in no slot."""
    assert row(switch(), "mgmt")[:4] == ["Mgmt", "VR-Mgmt", "E", "A"]
    assert row(switch("summit-x450-24t"), "mgmt")[3] == "R"
    assert "Name: Mgmt, 802.1Q Tag = 4095" in switch().run("show ports mgmt information detail")


def test_ports_in_detail(console: Typist) -> None:
    """VLANs, links and group of one port."""
    console.run("create vlan red", "configure vlan red tag 10", "configure vlan red add ports 1:1 tagged")
    text = console.run("show ports 1:1 information detail")
    assert text.startswith("Port:\t1:1\n\tVirtual-router:\tVR-Default\n")
    assert "\t\t Name: Default, Internal Tag = 1, MAC-limit" in text
    assert "\t\t Name: red, 802.1Q Tag = 10, MAC-limit" in text
    console.run("configure ports 1:1 vlan red limit-learning 9")
    text = console.run("show ports 1:1 information detail")
    assert "Name: red, 802.1Q Tag = 10, MAC-limit = 9, Virtual router:   VR-Default\n" in text
    assert "Name: Default, Internal Tag = 1, MAC-limit = No-limit, " in text
    assert "\tLink State:\tActive, 1G, full-duplex\n" in text
    assert "\tLink Ups:     1        Last: " in text


def test_ports_that_do_not_exist(console: Typist) -> None:
    """A list with a port that there is not shows nothing."""
    for what in ("9:1", "1:61", "1:1-99", "3:7"):
        assert console.refuse(f"show ports {what} configuration") == "Error: Invalid port number."


# -- slots -----------------------------------------------------------------------------------------------------------


def test_cleared_slot_is_as_new(console: Typist) -> None:
    """`clear slot` takes settings, groups and memberships of its ports; they are in Default again."""
    before = [line for line in section(console) if "slot" not in line]
    console.run("create vlan red", "configure vlan Default delete ports 1:*")
    console.run("configure vlan red add ports 1:1-3", "configure vlan red add ports 2:1 tagged", "disable ports 1:5")
    console.run("enable sharing 1:7 grouping 1:7-8", "configure ports 1:9 redundant 1:10")
    console.run("enable mirroring to port 1:20 tagged", "configure mirroring add port 2:2")
    console.type("clear slot 1", "y", ":wait 5")
    console.run("delete vlan red")
    assert section(console) == before
    master = console.machine.master
    assert master is not None
    assert members(master.store, "Default").untagged == sets.every(console.machine.chassis)
    assert master.store.get(PortConfig, 1, 5) == factory_port(console.machine.chassis, (1, 5))


def test_restart_of_ports(console: Typist) -> None:
    """The links go down and come up again."""
    console.run("restart ports all")
    assert row(console, "1:1")[3] == "R"
    console.type(":wait 5")
    assert (link(console, 1, 1).up, link(console, 1, 1).ups) == (1, 2)


def test_stand_alone_switch_comes_up() -> None:
    """The one link of the captured switch is up, and is told by its plain number."""
    typist = Typist(booted("summit-x450-24t"))
    assert row(typist, "3")[3:7] == ["A", "ON", "AUTO", "100"]
    assert "vlan.msgs.portLinkStateUp> Port 3 link UP at speed 100 Mbps and full-duplex\n" in typist.run("show log")


def test_what_a_group_and_a_mirror_refuse_of_each_other(console: Typist) -> None:
    """The monitor port is in no group, sixteen ports are the most of one, and a filter that is not there stays so."""
    console.run("enable mirroring to port 1:20 tagged")
    missing = console.refuse("configure mirroring delete port 1:4")
    assert missing == "Error: There is no such mirroring filter."
    monitor = console.refuse("enable sharing 1:1 grouping 1:1,1:20")
    assert monitor == "Error: The mirroring monitor port cannot be in a load sharing group."
    console.run("enable sharing 1:1 grouping 1:1-1:16")
    most = console.refuse("configure sharing 1:1 add ports 1:17")
    assert most == "Error: A load sharing group has at most 16 ports."
    assert "Number of load sharing trunks: 1\n" in console.run("show ports sharing")


def test_redundant_pair_on_the_screen(console: Typist) -> None:
    """A disabled port is marked, and the option of the link is told."""
    console.run("configure ports 1:10 redundant 1:11", "disable ports 1:11")
    pair = "Primary: 1:10,          Redundant: !1:11,Link on/off option: OFF\n"
    assert console.run("show ports redundant").startswith(pair)


def test_learning_is_enabled_again(console: Typist) -> None:
    """The port that was named learns again, and only that one."""
    console.run("disable learning ports 1:12,1:13", "enable learning ports 1:12")
    assert "\tLearning:\tEnabled\n" in console.run("show ports 1:12 information detail")
    assert "\tLearning:\tDisabled\n" in console.run("show ports 1:13 information detail")
