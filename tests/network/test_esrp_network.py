"""ESRP between switches that are cabled: who is master, what hosts lose, what tracking, ELRP and faults do."""

import random
from itertools import pairwise
from typing import Any

import pytest

from xos_cli import Network

X450, BD10808 = "summit-x450-24t", "bd10808"
PORTS = {X450: ("1", "2", "3", "4"), BD10808: ("1:1", "1:2", "1:3", "1:4")}
#: Seconds in which a domain that has just been enabled has its master, with neighbours and without.
MET, ALONE = 5.0, 12.5


def member(number: int, chassis: str = X450, *more: str, mode: str = "extended") -> dict[str, Any]:
    """Return a switch with two ports in VLAN red (tag 10), the master VLAN of domain e1, and an address there."""
    one, two, up, _ = PORTS[chassis]
    lines = [
        "configure vlan Default delete ports all",
        "create vlan red",
        "configure vlan red tag 10",
        f"configure vlan red add ports {one},{two} untagged",
        "configure vlan red ipaddress 10.0.1.1/24",
        "create vlan up",
        f"configure vlan up add ports {up} untagged",
        f"configure vlan up ipaddress 10.0.2.{number}/24",
        "enable ipforwarding",
        f"configure esrp mode {mode}",
        "create esrp e1",
        "configure esrp e1 add master red",
        *more,
        "enable esrp e1",
    ]
    return {"chassis": chassis, "mac": f"00:04:96:00:{number:02x}:00", "lines": lines}


def two_hubs(*members: dict[str, Any]) -> Network:
    """Return switches r1, r2, ... each between a hub with host left and a hub with host right, all in VLAN red."""
    switches = {f"r{number}": switch for number, switch in enumerate(members, 1)}
    ends: list[list[str]] = [[], []]
    for name, switch in switches.items():
        for hub, port in enumerate(PORTS[switch["chassis"]][:2]):
            ends[hub].append(f"{name} {port}")
    return Network.build(
        switches=switches,
        hosts={name: {"address": f"10.0.1.{n}/24", "gateway": "10.0.1.1"} for name, n in (("left", 8), ("right", 9))},
        segments=[{"name": "one", "ends": [*ends[0], "left"]}, {"name": "two", "ends": [*ends[1], "right"]}],
    )


def states(network: Network) -> dict[str, str]:
    """Return the state of domain e1 at each switch."""
    found = {}
    for name, switch in network.switches.items():
        text = switch.console().run("show esrp e1")
        found[name] = text[text.index("Oper. State:") :].split()[2]
    return found


def masters(network: Network) -> list[str]:
    """Return the switches that are master of domain e1."""
    return [name for name, state in states(network).items() if state == "Master"]


# -- the election ------------------------------------------------------------------------------------------------------


def test_election() -> None:
    """Two that are enabled at once are neutral, then elect: with all else equal the higher MAC address is master."""
    network = two_hubs(member(1), member(2))
    network.advance(20.0)
    assert states(network) == {"r1": "Slave", "r2": "Master"}
    found = network.switches["r1"].neighbors("esrp")
    assert [(one.id, one.address, one.port_or_vlan, one.state) for one in found] == [
        ("00:04:96:00:02:00", "e1", "red", "master")
    ]
    network.switches["r2"].console().run("disable esrp e1")
    network.switches["r2"].console().run("enable esrp e1")
    assert states(network)["r2"] == "Neutral"


def test_alone() -> None:
    """Without a neighbour a switch is neutral for 4 s, slave for 8 s, and then master."""
    network = two_hubs(member(1))
    console = network.switches["r1"].console()
    console.run("disable esrp e1")
    begun = len(network.events)
    console.run("enable esrp e1")
    network.advance(15.0)
    changes = [event for event in network.events[begun:] if event.name == "ESRP.StateChange"]
    assert [event.text.split()[-1] for event in changes] == ["Neutral", "Slave", "PreMaster", "Master"]
    waits = [(later.at - event.at).total_seconds() for event, later in pairwise(changes)]
    assert waits == pytest.approx([4.0, 8.0, 0.0])


@pytest.mark.parametrize(
    ("more", "master"),
    [
        (("configure esrp e1 priority 5",), "r1"),
        (("configure esrp ports 1 weight 9000",), "r1"),
        (("configure esrp ports 1 weight 0",), "r2"),
        (("configure esrp e1 priority 255",), "r2"),
    ],
)
def test_factors(more: tuple[str, ...], master: str) -> None:
    """Priority counts before the MAC address, weight and ports before that; 255 is never master."""
    network = two_hubs(member(1, X450, *more), member(2))
    network.advance(20.0)
    assert masters(network) == [master]


def test_standby_alone() -> None:
    """A switch with priority 255 stays slave even when it is alone, until its priority changes."""
    network = two_hubs(member(1, X450, "configure esrp e1 priority 255"), member(2))
    network.advance(20.0)
    network.switches["r2"].power_off()
    network.advance(60.0)
    console = network.switches["r1"].console()
    text = console.run("show esrp e1")
    assert "Slave since" in text
    console.run("configure esrp e1 priority 1")
    network.advance(10.0)
    assert "Master since" in console.run("show esrp e1")


def test_sticky() -> None:
    """A master that came back stays slave though its priority is higher, until the stickiness is cleared."""
    network = two_hubs(member(1, X450, "configure esrp e1 priority 9"), member(2))
    network.advance(20.0)
    assert masters(network) == ["r1"]
    for port in "12":
        network.cable(f"r1 {port}").cut()
    network.advance(20.0)
    for port in "12":
        network.cable(f"r1 {port}").join()
    network.advance(20.0)
    assert masters(network) == ["r2"]
    network.switches["r2"].console().run("clear esrp e1 sticky")
    network.advance(1.0)
    assert masters(network) == ["r1"]


def test_fails_back_without_sticky() -> None:
    """With a policy that knows no stickiness, the better switch takes over again as soon as it is back."""
    policy = "configure esrp e1 election-policy priority > mac"
    network = two_hubs(member(1, X450, policy, "configure esrp e1 priority 9"), member(2, X450, policy))
    network.advance(20.0)
    for verb, master in (("cut", "r2"), ("join", "r1")):
        for port in "12":
            getattr(network.cable(f"r1 {port}"), verb)()
        network.advance(20.0)
        assert master in masters(network)
    assert masters(network) == ["r1"]


def test_parameter_change() -> None:
    """A master that loses an active port gives way within a second: the new one has more ports."""
    network = two_hubs(member(1, X450, "configure esrp e1 priority 9"), member(2))
    network.advance(20.0)
    assert masters(network) == ["r1"]
    network.cable("r1 2").cut()
    network.advance(1.0)
    assert states(network) == {"r1": "Slave", "r2": "Master"}


@pytest.mark.parametrize("mode", ["standard", "extended"])
def test_modes(mode: str) -> None:
    """Both modes elect one master; in the extended mode only the master repeats its hellos."""
    network = two_hubs(member(1, mode=mode), member(2, mode=mode))
    network.advance(20.0)
    assert masters(network) == ["r2"]
    before = sent(network, "r1")
    network.advance(10.0)
    assert sent(network, "r1") - before in ((5, 6) if mode == "standard" else (0,))


def sent(network: Network, name: str) -> int:
    """Return how many hellos a switch has sent."""
    text = network.switches[name].console().run("show esrp e1 counters")
    return int(text[text.index("Tx-Hello") :].split(":")[1].split()[0])


def test_mode_toggles() -> None:
    """A neighbour in standard mode makes the domain of an extended one run in standard mode, too."""
    network = two_hubs(member(1, mode="extended"), member(2, mode="standard"))
    network.advance(30.0)
    assert masters(network) == ["r2"]
    text = network.switches["r1"].console().run("show esrp e1")
    assert "Mode:            Standard\n" in text
    assert "ESRP Mode: Extended\n" in network.switches["r1"].console().run("show esrp")


@pytest.mark.parametrize("line", ["configure esrp e1 domain-id 5000", "configure esrp e1 group 3"])
def test_domain_ids_and_groups(line: str) -> None:
    """Domains with other identifiers, or other groups, do not hear each other: each has its own master."""
    switches = {"r1": member(1, X450, line), "r2": member(2)}
    network = Network.build(switches=switches, hosts={}, cables=[("r1 1", "r2 1")])
    network.advance(30.0)
    assert masters(network) == ["r1", "r2"]
    text = network.switches["r2"].console().run("show esrp aware")
    assert ("red              3     10     00:04:96:00:01:00" in text) is ("group" in line)


# -- what hosts see ----------------------------------------------------------------------------------------------------


def test_only_the_master_forwards() -> None:
    """Two switches between two hubs are no loop: hosts reach each other, and the slave's interface is down."""
    network = two_hubs(member(1), member(2))
    network.advance(20.0)
    left = network.hosts["left"]
    assert left.ping("10.0.1.9", count=5).lost == 0
    assert left.ping("10.0.1.1", count=5).lost == 0
    assert network.quiet
    for name, there in (("r1", False), ("r2", True)):
        prefixes = [route.prefix for route in network.switches[name].routes() if route.best]
        assert ("10.0.1.0/24" in prefixes) is there
    hosts = network._inside.hosts
    assert f"{hosts['left'].neighbors[0x0A000101][0]:012x}" == "00e02b000080"


def test_master_dies() -> None:
    """The master loses its power under 100 probes a second: hosts lose the neighbour timeout, less what was left."""
    network = two_hubs(member(1), member(2))
    network.advance(20.0)
    traffic = network.traffic("left", "right", every=0.01)
    network.advance(3.3)
    network.switches["r2"].power_off()
    network.advance(20.0)
    traffic.stop()
    print(f"ESRP master dies: {traffic.lost} lost, longest gap {traffic.longest_gap:.2f} s")
    assert 6.0 <= traffic.longest_gap <= 8.1
    assert network.hosts["left"].ping("10.0.1.1", count=3).lost == 0


def chassis_as_master() -> Network:
    """Return r1, and chassis r2, which is master: it boots later, so that r1 has to give way first."""
    network = two_hubs(member(1), member(2, BD10808))
    network.advance(20.0)
    network.switches["r1"].console().run("clear esrp e1 sticky")
    network.advance(5.0)
    assert masters(network) == ["r2"]
    return network


def changes(network: Network) -> str:
    """Return how often the domain of r1 has changed its state."""
    lines = network.switches["r1"].console().run("show esrp e1").splitlines()
    return next(line for line in lines if line.startswith("State Changes:"))


def test_master_fails_over() -> None:
    """The MSM of the master dies: no state changes, and hosts lose no more than while the I/O modules are dark."""
    network = chassis_as_master()
    before = changes(network)
    traffic = network.traffic("left", "right", every=0.01)
    network.advance(3.0)
    network.switches["r2"].remove("a")
    network.advance(60.0)
    traffic.stop()
    print(f"ESRP master's MSM fails over: {traffic.lost} lost, longest gap {traffic.longest_gap:.2f} s")
    assert 0 < traffic.lost <= 41
    text = network.switches["r1"].console().run("show esrp e1")
    assert "Slave since" in text
    assert changes(network) == before


def test_hold() -> None:
    """While a neighbour holds still, silence does not make it master: not before the restart timer."""
    network = chassis_as_master()
    network.switches["r2"].remove("a")
    network.advance(1.0)
    network.switches["r2"].power_off()
    network.advance(20.0)
    text = network.switches["r1"].console().run("show esrp e1")
    assert "Slave since" in text
    network.advance(15.0)
    assert "Master since" in network.switches["r1"].console().run("show esrp e1")


# -- tracking ----------------------------------------------------------------------------------------------------------


def with_server(line: str) -> Network:
    """Return r1 as master with this tracking, and r2, with a server on a hub behind both uplinks."""
    switches = {"r1": member(1, X450, "configure esrp e1 priority 9", *line.split("; ")), "r2": member(2)}
    hosts = {name: {"address": f"10.0.1.{n}/24", "gateway": "10.0.1.1"} for name, n in (("left", 8), ("right", 9))}
    hosts["server"] = {"address": "10.0.2.100/24", "gateway": "10.0.2.1"}
    segments = [
        {"name": "one", "ends": ["r1 1", "r2 1", "left"]},
        {"name": "two", "ends": ["r1 2", "r2 2", "right"]},
        {"name": "three", "ends": ["r1 3", "r2 3", "server"]},
    ]
    return Network.build(switches=switches, hosts=hosts, segments=segments)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("configure esrp e1 add track-vlan up", "r1 3"),
        ("configure iproute add 10.9.0.0/16 10.0.2.9; configure esrp e1 add track-iproute 10.9.0.0/16", "r1 3"),
        ("configure esrp e1 add track-ping 10.0.2.100 frequency 1 miss 2", "r1 3"),
    ],
)
def test_tracking(line: str, fault: str) -> None:
    """A master whose tracked VLAN, route or host is gone gives up, and is no candidate until it is back."""
    network = with_server(line)
    network.advance(20.0)
    assert masters(network) == ["r1"]
    network.cable(fault).cut()
    network.advance(5.0)
    assert states(network) == {"r1": "Slave", "r2": "Master"}
    assert "(failed)" in network.switches["r1"].console().run("show esrp e1")
    network.cable(fault).join()
    network.advance(20.0)
    assert masters(network) == ["r2"]  # it is sticky
    network.switches["r2"].console().run("clear esrp e1 sticky")
    network.advance(3.0)
    assert masters(network) == ["r1"]


def test_all_routes_must_be_gone() -> None:
    """A domain that tracks two routes stays master while one of them is there.  evidence: guide 11.3 p.470"""
    lines = [
        f"configure iproute add 10.{n}.0.0/16 10.0.2.9; configure esrp e1 add track-iproute 10.{n}.0.0/16"
        for n in (8, 9)
    ]
    network = with_server("; ".join(lines))
    network.advance(20.0)
    seen = []
    for number in (8, 9):
        network.switches["r1"].console().run(f"configure iproute delete 10.{number}.0.0/16 10.0.2.9")
        network.advance(3.0)
        seen.append(masters(network))
    assert seen == [["r1"], ["r2"]]


def test_environment() -> None:
    """A power supply that fails lowers the priority of the master, so that the other takes over."""
    policy = "configure esrp e1 election-policy priority > mac"
    more = (policy, "configure esrp e1 priority 50", "configure esrp e1 add track-environment failover 1")
    network = two_hubs(member(1, BD10808, *more), member(2, X450, policy, "configure esrp e1 priority 20"))
    network.advance(20.0)
    assert masters(network) == ["r1"]
    network.switches["r1"].fail("psu", 1)
    network.advance(2.0)
    assert masters(network) == ["r2"]
    network.switches["r1"].repair("psu", 1)
    network.advance(2.0)
    assert masters(network) == ["r1"]


# -- ports -------------------------------------------------------------------------------------------------------------


def test_dont_count() -> None:
    """A port of weight 0 is in the VLAN and does not count: its link may fall without an election."""
    network = two_hubs(member(1, X450, "configure esrp e1 priority 9", "configure esrp ports 2 weight 0"), member(2))
    network.switches["r2"].console().run("configure esrp ports 2 weight 0")
    network.advance(20.0)
    assert masters(network) == ["r1"]
    network.cable("r1 2").cut()
    network.advance(5.0)
    assert masters(network) == ["r1"]


def test_host_ports() -> None:
    """A host that is cabled to a host port of the slave is not cut off, and others are not let in."""
    more = ("configure vlan red add ports 3,4 untagged", "configure esrp ports 3 mode host")
    switches = {
        "r1": member(1, X450, "configure vlan up delete ports 3", *more),
        "r2": member(2, X450, "configure vlan up delete ports 3", *more),
    }
    hosts = {name: {"address": f"10.0.1.{n}/24"} for name, n in (("left", 8), ("right", 9), ("shut", 10), ("more", 11))}
    cables = [("r1 3", "r2 3"), ("left", "r1 1"), ("right", "r2 1"), ("shut", "r1 4"), ("more", "r2 4")]
    network = Network.build(switches=switches, hosts=hosts, cables=cables)
    network.advance(20.0)
    assert masters(network) == ["r2"]
    assert network.hosts["right"].ping("10.0.1.8", count=2).received == 0
    network.switches["r1"].console().run("configure esrp ports 1 mode host")
    assert network.hosts["right"].ping("10.0.1.8", count=3).received == 3
    assert network.hosts["right"].ping("10.0.1.10", count=2).received == 0


def test_restarted_ports() -> None:
    """When a master becomes slave, its ports with restart lose their link for three seconds."""
    network = two_hubs(member(1, X450, "configure esrp e1 priority 9", "configure esrp e1 ports 1 restart"), member(2))
    network.advance(20.0)
    network.switches["r1"].console().run("configure esrp e1 priority 255")
    network.advance(1.0)
    assert masters(network) == ["r2"]
    assert [network.cable(f"r1 {port}").up for port in "12"] == [False, True]
    network.advance(4.0)
    assert [network.cable(f"r1 {port}").up for port in "12"] == [True, True]


# -- members, awareness, disabling -------------------------------------------------------------------------------------


def test_member_vlans() -> None:
    """A member VLAN forwards on the master only, and follows when the master changes."""
    more = (
        "create vlan blue",
        "configure vlan blue tag 20",
        "configure vlan blue add ports 1,2 tagged",
        "configure esrp e1 add member blue",
    )
    switches = {name: member(n, X450, *more) for n, name in ((1, "r1"), (2, "r2"))}
    hosts = {name: {"address": f"10.0.3.{n}/24", "vlan": 20} for name, n in (("left", 8), ("right", 9))}
    segments = [
        {"name": "one", "ends": ["r1 1", "r2 1", "left"]},
        {"name": "two", "ends": ["r1 2", "r2 2", "right"]},
    ]
    network = Network.build(switches=switches, hosts=hosts, segments=segments)
    network.advance(20.0)
    assert network.hosts["left"].ping("10.0.3.9", count=3).lost == 0
    network.switches["r2"].power_off()
    network.advance(12.0)
    assert network.hosts["left"].ping("10.0.3.9", count=3).lost == 0
    network.switches["r1"].console().run("configure esrp e1 priority 255")
    network.advance(1.0)
    assert network.hosts["left"].ping("10.0.3.9", count=2).received == 0


def test_aware() -> None:
    """A switch between them passes hellos on, shows the master, and forgets addresses when it changes."""
    switches = {"r1": member(1), "r2": member(2)}
    for name in ("s1", "s2"):
        switches[name] = {"chassis": X450, "lines": ["configure vlan Default tag 1"]}
    hosts = {name: {"address": f"10.0.1.{n}/24"} for name, n in (("left", 8), ("right", 9))}
    cables = [
        ("r1 1", "s1 1"),
        ("r2 1", "s1 2"),
        ("r1 2", "s2 1"),
        ("r2 2", "s2 2"),
        ("left", "s1 9"),
        ("right", "s2 9"),
    ]
    network = Network.build(switches=switches, hosts=hosts, cables=cables)
    network.advance(20.0)
    assert network.hosts["left"].ping("10.0.1.9", count=3).lost == 0
    text = network.switches["s1"].console().run("show esrp aware")
    assert "Default          0     10     00:04:96:00:02:00" in text
    network.switches["r2"].console().run("configure esrp e1 priority 255")
    network.advance(1.0)
    assert network.hosts["left"].ping("10.0.1.9", count=3).lost == 0
    console = network.switches["s1"].console()
    assert "00:04:96:00:01:00" in console.run("show esrp aware")
    console.run("create esrp e1")
    console.run("configure esrp e1 add master Default")
    assert "Oper. State:     Aware (master 00:04:96:00:01:00 since " in console.run("show esrp e1")


def test_disabled() -> None:
    """A domain that is disabled tells the others, which begin anew in the neutral state.  evidence: guide 11.0 p.233"""
    network = two_hubs(member(1), member(2))
    network.advance(20.0)
    network.cable("r1 2").cut()  # a switch without ESRP forwards: with both cables it would be a loop
    network.advance(10.0)
    network.switches["r1"].console().run("disable esrp e1")
    network.advance(0.1)
    text = network.switches["r2"].console().run("show esrp e1")
    assert "Neutral since" in text
    assert "Neighbor 00" not in text
    network.advance(13.0)
    assert "Master since" in network.switches["r2"].console().run("show esrp e1")


# -- ELRP --------------------------------------------------------------------------------------------------------------

POLL = "configure esrp e1 elrp-premaster-poll enable"


def test_premaster_poll() -> None:
    """With ELRP on, the state before master lasts as long as its three packets; a loop ends it in slave."""
    network = two_hubs(member(1, X450, POLL))
    console = network.switches["r1"].console()
    console.run("disable esrp e1")
    console.run("enable esrp e1")
    network.advance(13.0)
    assert states(network) == {"r1": "PreMaster"}
    network.advance(3.0)
    assert states(network) == {"r1": "Master"}


def test_premaster_loop() -> None:
    """While the two hubs are joined by something else, no switch becomes master; when that is gone, one does."""
    switches = {"r1": member(1, X450, POLL), "s": {"chassis": X450, "lines": []}}
    cables = [("r1 1", "s 1"), ("r1 2", "s 2")]
    network = Network.build(switches=switches, hosts={}, cables=cables)
    network.advance(60.0)
    assert states_of(network, "r1") != "Master"
    assert "loop" in network.switches["r1"].console().run("show log")
    network.cable("r1 2").cut()
    network.advance(20.0)
    assert states_of(network, "r1") == "Master"


def states_of(network: Network, name: str) -> str:
    """Return the state of domain e1 at one switch."""
    text = network.switches[name].console().run("show esrp e1")
    return text[text.index("Oper. State:") :].split()[2]


def test_master_loop() -> None:
    """A master that finds a loop becomes slave, so that the loop is open."""
    more = (POLL, "configure esrp e1 elrp-master-poll enable")
    switches = {"r1": member(1, X450, *more), "s": {"chassis": X450, "lines": []}}
    network = Network.build(switches=switches, hosts={}, cables=[("r1 1", "s 1"), ("r1 2", "s 2")])
    network.cable("r1 2").cut()
    network.advance(20.0)
    assert states_of(network, "r1") == "Master"
    network.cable("r1 2").join()
    network.advance(6.0)
    assert states_of(network, "r1") != "Master"


# -- random networks ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", range(8))
def test_random(number: int) -> None:
    """Whatever fails: of the switches that reach the hubs there is one master, and by its policy it is the best."""
    draw = random.Random(number)
    size = draw.randint(2, 3)
    policy = "configure esrp e1 election-policy priority > mac"
    priorities = [draw.randint(0, 3) for _ in range(size)]
    mode = draw.choice(("standard", "extended"))
    members = [
        member(n + 1, X450, policy, f"configure esrp e1 priority {priorities[n]}", mode=mode) for n in range(size)
    ]
    network = two_hubs(*members)
    names = list(network.switches)
    there = set(names)
    for _ in range(4):
        network.advance(30.0)
        best = max(there, key=lambda name: (priorities[names.index(name)], name), default=None)
        assert [name for name in masters(network) if name in there] == ([best] if best else []), (priorities, there)
        name = draw.choice(names)
        for port in "12":
            getattr(network.cable(f"{name} {port}"), "cut" if name in there else "join")()
        there ^= {name}


def test_a_snapshot_goes_on_alike() -> None:
    """What happens after a snapshot happens in the same way after it was restored: states, moments, hellos."""
    network = two_hubs(member(1), member(2))
    network.advance(20.3)
    snapshot = network.snapshot()
    seen = []
    for _ in range(2):
        begun = len(network.events)
        network.switches["r2"].power_off()
        network.advance(12.0)
        changes = [(event.at, event.text) for event in network.events[begun:] if event.name == "ESRP.StateChange"]
        seen.append((changes, sent(network, "r1")))
        network.restore(snapshot)
    assert seen[0] == seen[1]
    assert [text.split()[-1] for _, text in seen[0][0]] == ["PreMaster", "Master"]


def test_what_begins_anew_in_one_state_is_no_change() -> None:
    """A link that comes while a domain is neutral starts its time-out anew; that is neither counted nor logged."""
    network = two_hubs(member(1), member(2))
    network.advance(MET)
    for verb in ("cut", "join"):
        for end in ("r1 1", "r1 2"):
            getattr(network.cable(end), verb)()
        network.advance(20.0)
    texts = [event.text for event in network.events if event.name == "ESRP.StateChange"]
    assert "Domain e1: Neutral to Slave" in texts
    assert [text for text in texts if text.split()[-3] == text.split()[-1]] == []
