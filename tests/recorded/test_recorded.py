"""Commands that are, or once were, only recorded: no setting is lost, none outlives what takes it away, all print back.

Whether a command has rows of its own by now makes no difference here: its line stands in `show configuration`.
"""

from collections.abc import Callable
from functools import cache
from random import Random

import pytest
from conftest import Typist, booted, calls
from hypothesis import given, settings
from hypothesis import strategies as st

from xos_cli.command.names import Existing
from xos_cli.language import CommandEntry
from xos_cli.language.grammar_files import grammar
from xos_cli.language.lint import sentence
from xos_cli.processes import PROCESSES
from xos_cli.switch.recorded import Recorded

#: The commands that are declared by their line.
ENTRIES = [entry for entry in grammar().entries if entry.handler in PROCESSES.declared(entry.process)]
NEIGHBOR = "create bgp neighbor 10.1.1.9 remote-AS-number 77"
DOT3 = "configure lldp ports 1:1 advertise vendor-specific dot3"


@cache
def _new(chassis: str) -> frozenset[str]:
    """The lines that a new switch prints."""
    return frozenset(Typist(booted(chassis)).configuration().splitlines())


def printed(typist: Typist, chassis: str = "bd10808") -> list[str]:
    """The lines of `show configuration` that a new switch does not print, in their order."""
    return [line for line in typist.configuration().splitlines() if line not in _new(chassis)]


def kept(typist: Typist, *without: str) -> list[str]:
    """The lines of ``printed`` but those that begin like one of these, by name."""
    return sorted(line for line in printed(typist) if not line.startswith(without or ("#",)))


@pytest.mark.parametrize(
    "lines",
    [
        ["enable bgp export direct", "enable bgp export static"],
        [f"configure igmp snooping vlan Default ports 1:1 add static group 224.1.1.{n}" for n in (1, 2)],
        [f"{DOT3} mac-phy", f"{DOT3} link-aggregation"],
        ["configure pim crp static 1.1.1.1 p1", "configure pim crp static 1.1.1.2 p1"],
        ["configure bgp add network 10.0.0.0/8", "configure bgp add network 11.0.0.0/8"],
        ["disable igmp vlan Default", "disable igmp vlan Mgmt"],
    ],
)
def test_settings_of_their_own_stand_side_by_side(console: Typist, lines: list[str]) -> None:
    """What is chosen in brackets tells settings apart, and so does every object."""
    console.policies("p1").run(*lines)
    assert kept(console) == sorted(lines)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("configure power supply 1 auto", "configure power supply 1 on"),
        ("configure bgp add network 10.0.0.0/8", "configure bgp add network 10.0.0.0/8 network-policy p1"),
        ("disable ripng splithorizon vlan Default", "enable ripng splithorizon vlan Default"),
    ],
)
def test_a_value_replaces_the_one_before(console: Typist, before: str, after: str) -> None:
    """A setting has one value, which may be a keyword or an object; `all` is every one."""
    console.policies("p1").run(before, after)
    assert kept(console) == [after]


def test_all_replaces_each(console: Typist) -> None:
    """What is said of all neighbours is said of each, and of one can be said otherwise afterwards."""
    other = NEIGHBOR.replace("10.1.1.9", "10.1.1.8")
    console.run(NEIGHBOR, other, "configure bgp neighbor 10.1.1.9 weight 5", "configure bgp neighbor all weight 7")
    both = ["configure bgp neighbor 10.1.1.8 weight 7", "configure bgp neighbor 10.1.1.9 weight 7"]
    assert kept(console, "create") == both
    console.run("configure bgp neighbor 10.1.1.9 weight 6", "configure bgp neighbor all next-hop-self")
    console.run("configure bgp neighbor all no-next-hop-self")
    assert kept(console, "create") == [both[0], "configure bgp neighbor 10.1.1.9 weight 6"]


# -- on and off -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        (["disable bgp export direct", "enable bgp export direct"], ["enable bgp export direct"]),
        (["enable bgp export direct", "disable bgp export static"], ["enable bgp export direct"]),
        (["enable bgp export direct", "disable bgp export direct"], []),
        (["enable igmp vlan Default", "disable igmp vlan Default"], ["disable igmp vlan Default"]),
        (["disable igmp vlan Default", "enable igmp vlan Default"], []),
        (["disable igmp", "enable igmp vlan Default"], []),
        (["disable igmp vlan Default", "enable igmp"], []),
        (["enable ripng poisonreverse", "disable ripng poisonreverse"], ["disable ripng poisonreverse"]),
    ],
)
def test_the_last_of_on_and_off_holds(console: Typist, lines: list[str], left: list[str]) -> None:
    """Off after on is off, for what it names; only what a new switch does already needs no line."""
    console.run(*lines)
    assert kept(console) == sorted(left)


# -- taken away -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        (["create tunnel t6 6to4 source 10.1.1.1", "configure ripng add tunnel t6", "delete tunnel T6"], []),
        ([NEIGHBOR, "configure bgp neighbor 10.1.1.9 weight 5", "delete bgp neighbor all"], []),
        (["configure bgp add network 10.0.0.0/8", "configure bgp delete network all"], []),
        (["configure bgp med 5", "configure bgp med none"], []),
        ([f"{DOT3} mac-phy", "unconfigure lldp port 1:1"], []),
        ([f"{DOT3} mac-phy", f"{DOT3.replace('advertise', 'no-advertise')} mac-phy"], []),
        ([f"{DOT3} mac-phy", "unconfigure lldp port 1:2"], [f"{DOT3} mac-phy"]),
        (["create bgp peer-group g", "create bgp neighbor 10.1.1.9 peer-group g", "delete bgp peer-group g"], []),
        (["configure ripng add vlan Default", "configure ripng delete vlan all"], []),
    ],
)
def test_what_is_taken_away_is_gone(console: Typist, lines: list[str], left: list[str]) -> None:
    """By its name in any case, by `all`, port by port, and with all that was said of it."""
    console.run(*lines)
    assert kept(console) == sorted(left)


def test_unconfigure_ospf(console: Typist) -> None:
    """The settings of a VLAN, or of an area's VLANs, are a new one's; it stays where it was added."""
    console.run("configure vlan Default ipaddress 10.0.0.1/24", "create ospf area 0.0.0.1")
    console.run("configure ospf add vlan Default area 0.0.0.1 passive")
    before = console.lines("ospf")
    console.run("configure ospf vlan Default cost 7", "configure ospf vlan Default priority 3")
    console.run("configure ospf vlan Default restart-helper both")
    assert console.lines("ospf") != before
    console.run("unconfigure ospf area 0.0.0.1")
    assert console.lines("ospf") == before
    console.run("configure ospf vlan Default restart-helper both", "unconfigure ospf vlan Default")
    assert console.lines("ospf") == before


# -- objects ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("configure vman nope tag 5", "VMAN nope does not exist"),
        ("delete vman nope", "VMAN nope does not exist"),
        ("delete tunnel nope", "Tunnel nope does not exist"),
        ("configure bgp neighbor 9.9.9.9 weight 5", "BGP neighbor 9.9.9.9 does not exist"),
        ("configure bgp peer-group nope weight 5", "BGP peer group nope does not exist"),
        ("configure bgp neighbor 10.1.1.9 peer-group nope", "BGP peer group nope does not exist"),
        ("configure ospf area 9.9.9.9 add range 10.0.0.0/8 advertise", "OSPF area 9.9.9.9 does not exist"),
        ("configure ospfv3 area 9.9.9.9 normal", "OSPFv3 area 9.9.9.9 does not exist"),
        ("configure esrp nope timer neutral 4", "ESRP domain nope does not exist"),
        ("create vman v1", "VMAN v1 already exists"),
        ("create vlan V1", "VMAN v1 already exists"),
        ("create vman sales", "VLAN sales already exists"),
        ("create bgp neighbor 10.1.1.9 remote-AS-number 78", "BGP neighbor 10.1.1.9 already exists"),
        ("create vman stpd", "reserved keyword"),
    ],
)
def test_objects_exist_or_are_new(console: Typist, line: str, words: str) -> None:
    """As for the objects of modelled commands: nothing is kept about what is not there, or twice there."""
    console.run("create vlan sales", "create vman v1 vr VR-Default", NEIGHBOR)
    before = kept(console)
    assert words.lower() in console.refuse(line).lower()
    assert kept(console) == before


def test_the_keyword_can_be_left_out(console: Typist) -> None:
    """Before the name of a VMAN, a meter or a tunnel that exists, in any case; not when it is gone."""
    console.run("create vman v1", "configure v1 tag 5")
    console.run("create tunnel t6 6to4 source 10.1.1.1", "configure ripng add t6", "delete v1")
    assert kept(console) == [
        "configure ripng add tunnel t6",
        "create tunnel t6 6to4 source 10.1.1.1",
    ]
    assert "Invalid input" in console.refuse("configure v1 tag 6")


# -- files ------------------------------------------------------------------------------------------------------------

#: Rows as files have them that were saved when a line was filed by its handler.
OLD = [
    Recorded(
        "rtmgr", "create tunnel new_tunnel_name=t6 ", "create tunnel t6 6to4 source 10.1.1.1", " new_tunnel_name=t6 "
    ),
    Recorded("ospfv3", "create ospfv3_area area_identifier=0.0.0.1 ", "create ospfv3 area 0.0.0.1"),
    Recorded("ospfv3", "configure ospfv3_area_cost area_identifier=0.0.0.1 ", "configure ospfv3 area 0.0.0.1 cost 5"),
]


def test_lines_of_older_files_are_filed_anew(console: Typist) -> None:
    """What is typed after the boot replaces them or takes them away like any other line."""
    for node in console.machine.nodes.values():
        node.store.fill(OLD)
    console.say("save", "y", "reboot", "y", ":wait booted", ":wait in-sync")
    assert kept(console) == sorted(row.line for row in OLD)
    console.run("configure ospfv3 area 0.0.0.1 cost 6", "delete tunnel t6")
    left = ["configure ospfv3 area 0.0.0.1 cost 6", "create ospfv3 area 0.0.0.1"]
    assert kept(console) == left
    console.say("run msm-failover", "y")
    assert kept(console) == left


def test_saved_lines_come_back(switch: Callable[..., Typist]) -> None:
    """After a reboot, in their order; what is typed then still finds them."""
    typist = switch("summit-x450-24t")
    typist.run("create vlan v1", "create tunnel t6 6to4 source 10.1.1.1")
    before = printed(typist, "summit-x450-24t")
    typist.say("save", "y", "reboot", "y", ":wait booted")
    assert printed(typist, "summit-x450-24t") == before
    typist.run("delete tunnel t6")
    left = ['create vlan "v1"']
    assert printed(typist, "summit-x450-24t") == left


# -- whatever is typed ------------------------------------------------------------------------------------------------

MAKE = [
    *("create vlan sales", "create esrp e1", "create ospf area 10.0.0.1"),
    *("create vman v1", "create meter m1", "create tunnel t6 6to4 source 10.1.1.1", "create ospfv3 area 10.0.0.1"),
    *("create bgp neighbor 10.0.0.1 remote-AS-number 77", "create bgp peer-group name1"),
]
PORTS = ["1:1", "1:1-1:4", "1:3, 2:1", "2:*", "1:2-2:2"]


def something(typist: Typist, entry: CommandEntry, random: Random) -> str:
    """A line that is this command, about what there is."""
    names = Existing(typist.machine.nodes["MSM-A"], typist.machine)
    words = sentence(grammar(), entry, names, random)
    return " ".join(random.choice(PORTS) if word == "1:1-99:999" else word for word in words)


@settings(max_examples=25, deadline=None)
@given(random=st.randoms(use_true_random=False), count=st.integers(1, 25))
def test_what_prints_makes_the_same(random: Random, count: int) -> None:
    """`show configuration`, typed on a new switch, is accepted to the last line and prints the same."""
    typist = Typist(booted("bd10808")).policies("p1", "p2")
    typist.run(*MAKE)
    typist.type(*[something(typist, random.choice(ENTRIES), random) for _ in range(count)])
    fresh = Typist(booted("bd10808")).policies("p1", "p2")
    fresh.run(*printed(typist))
    assert printed(fresh) == printed(typist)


@settings(max_examples=60, deadline=None)
@given(random=st.randoms(use_true_random=False))
def test_no_line_takes_another_setting(random: Random) -> None:
    """A line of another command, but of `delete` and of its own opposite, leaves each line as it was."""
    typist = Typist(booted("bd10808")).policies("p1", "p2")
    typist.run(*MAKE)
    one, other = random.sample([entry for entry in ENTRIES if entry.notation.startswith("configure")], 2)
    if "delete" in other.handler or _setting(one) == _setting(other):
        return
    typist.type(something(typist, one, random))
    before = printed(typist)
    typist.type(something(typist, other, random))
    assert set(before) <= set(printed(typist))


def _setting(entry: CommandEntry) -> str:
    """The same for `next-hop-self` and `no-next-hop-self`."""
    return entry.handler.replace("_dont_", "_").replace("_no_", "_")


RANGES = "configure ospfv3 area 0.0.0.0 add range"


def test_recorded_commands_are_quick(console: Typist) -> None:
    """With a hundred lines kept, one more costs hardly more than with ten."""

    def type(count: int, first: int) -> int:
        return calls(
            lambda: console.run(
                *[f"{RANGES} {first:x}:{number:x}::/64 advertise inter-prefix" for number in range(count)]
            )
        )

    type(10, 10)
    few = type(10, 11)
    type(100, 12)
    assert type(10, 13) < 3 * few


@pytest.mark.parametrize("line", ['create tunnel "" 6to4 source 10.1.1.1'])
def test_an_object_without_a_name(console: Typist, line: str) -> None:
    """It is refused, and nothing is kept."""
    before = console.configuration()
    assert "cannot be empty" in console.refuse(line)
    assert console.configuration() == before
