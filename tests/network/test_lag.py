"""Load-sharing groups between switches, with LACP and without: what is selected, and what hosts lose."""

import pytest
from eaps_rings import BD10808, FABRIC, X450

from xos_cli import Network

RATE = 100
BD8810 = "bd8810"
NAMES = {X450: "{}", BD10808: "1:{}", BD8810: "1:{}"}


Lines = dict[str, tuple[str, ...]]
#: Flows of which the hash puts some on each of two links.
FLOWS = (("pc1", "pc2"), ("pc1", "pc5"), ("pc3", "pc2"), ("pc3", "pc5"))


def pair(lacp: bool = True, ports: int = 2, chassis: str = X450, more: Lines | None = None) -> Network:
    """Return switches east and west with a group of the first ports between them; pc1 and pc3 are at east."""
    name = NAMES[chassis].format
    group = f"enable sharing {name(1)} grouping {name(f'1-{ports}')}{' lacp' if lacp else ''}"
    switches = {
        switch: {"chassis": chassis, "lines": [group, *(more or {}).get(switch, ())]} for switch in ("east", "west")
    }
    cables = [(f"east {name(port)}", f"west {name(port)}") for port in range(1, ports + 1)]
    hosts = {}
    for number, at in enumerate(("east", "west", "east", "west", "west"), 1):
        hosts[f"pc{number}"] = {"address": f"10.1.1.{number}/24"}
        cables.append((f"pc{number}", f"{at} {name(20 + number)}"))
    return Network.build(switches=switches, hosts=hosts, cables=cables)


def member(network: Network, switch: str, port: str) -> list[str]:
    """Return the words of a port's row in `show lacp member-port`: port, priority, states, flags, partner's port."""
    screen = network.switches[switch].console().run(f"show lacp member-port {port}")
    return next(line for line in screen.splitlines() if line.startswith(f"{port} ")).split()


def agg_count(network: Network, switch: str) -> int:
    """Return how many ports the aggregator of the only group has."""
    screen = network.switches[switch].console().run("show lacp").splitlines()
    return int(screen[-2].split()[-1])


def lost(network: Network, seconds: float, source: str = "pc1", destination: str = "pc2") -> int:
    """Return how many of 100 probes a second are lost in some seconds."""
    traffic = network.traffic(source, destination, every=1 / RATE)
    network.advance(seconds)
    return traffic.stop().lost


def test_ports_are_selected() -> None:
    """Both ends find each other, select all ports, and carry frames; the screens and neighbors() say who is there."""
    network = pair()
    network.advance(5.0)
    macs = {name: network.switches[name]._machine.chassis.mac.lower() for name in ("east", "west")}
    for name, other in (("east", "west"), ("west", "east")):
        assert member(network, name, "2") == ["2", "0", "Current", "Selected", "Collect-Dist", "A-GSCD--", "1002"]
        assert agg_count(network, name) == 2
        assert macs[other] in network.switches[name].console().run("show lacp lag 1")
        found = network.switches[name].neighbors("lacp")
        assert [(one.id, one.port_or_vlan) for one in found] == [(macs[other], port) for port in "12"]
        assert {one.state for one in found} == {"Collect-Dist"}
    assert "LAG State           : Up" in network.switches["east"].console().run("show lacp lag 1 detail")
    assert lost(network, 1.0) == 0
    texts = [event.text for event in network.events if event.name == "LACP.AddPortToAggr"]
    assert texts == []  # that was while the network was built


def test_messages_are_counted_and_put_no_rows() -> None:
    """Each message is counted; those that change nothing send nothing to the backup."""
    network = pair(chassis=BD10808)
    network.advance(40.0)
    east = network.switches["east"]
    node = east._machine.master
    assert node is not None
    before = node.checkpoint.counters["vlan"].transmitted
    east.console().run("clear lacp counters")
    network.advance(60.0)
    counts = [line.split() for line in east.console().run("show lacp counters").splitlines() if " 1:2 " in line]
    assert counts == [["1:2", "2", "0", "0", "0", "2", "0"]]
    assert node.checkpoint.counters["vlan"].transmitted == before
    assert "LACP PDUs checkpointed sent         : 0\n" in east.console().run("show lacp counters")
    network.cable("east 1:2").cut()
    network.advance(1.0)
    assert "LACP PDUs checkpointed sent         : 1\n" in east.console().run("show lacp counters")


def test_nobody_at_the_other_end() -> None:
    """A port whose partner does not speak LACP is defaulted and removed: nothing is carried, and no loop forms."""
    network = pair()
    for line in ("disable sharing 1", "configure vlan default delete ports 1"):
        network.switches["west"].console().run(line)
    network.advance(120.0)
    assert member(network, "east", "1")[2:6] == ["Defaulted", "Unselected", "Detached", "A-G---F-"]
    assert agg_count(network, "east") == 0
    assert network.hosts["pc1"].ping("10.1.1.2", count=2).received == 0
    assert network.hosts["pc1"].ping("10.1.1.3", count=2).received == 2


def test_passive_ends() -> None:
    """Two passive ends never speak; one active end is enough."""
    passive = ("configure sharing 1 lacp activity-mode passive",)
    silent = pair(more={"east": passive, "west": passive})
    silent.advance(10.0)
    assert agg_count(silent, "east") == 0
    network = pair(more={"east": passive})
    network.advance(10.0)
    assert agg_count(network, "east") == agg_count(network, "west") == 2
    assert member(network, "east", "1")[5] == "--GSCD--"


def test_priorities_decide_who_stands_by() -> None:
    """Ten ports, eight can be selected: the lowest numbers, unless the system that decides gives priorities."""
    network = pair(ports=10)
    network.advance(5.0)
    assert agg_count(network, "east") == 8
    assert [member(network, "east", str(port))[3] for port in (8, 9, 10)] == ["Selected", "Standby", "Standby"]
    assert member(network, "west", "9")[3:5] == ["Standby", "Waiting"]
    network.switches["east"].console().run("configure lacp member-port 1 priority 9")
    network.advance(5.0)
    assert [member(network, "east", str(port))[3] for port in (1, 9, 10)] == ["Standby", "Selected", "Standby"]
    network.cable("east 5").cut()
    network.advance(5.0)
    assert agg_count(network, "east") == 8
    assert lost(network, 1.0) == 0
    network.cable("east 5").join()
    network.advance(10.0)
    network.switches["west"].console().run("configure lacp member-port 2 priority 5")
    network.advance(5.0)
    assert member(network, "west", "2")[3] == "Selected"  # east has the lower MAC address: its priorities count
    network.switches["east"].console().run("configure sharing 1 lacp system-priority 10")
    network.advance(5.0)
    assert [member(network, "west", str(port))[3] for port in (1, 2, 9, 10)] == [
        "Selected",
        "Standby",
        "Selected",
        "Standby",
    ]


@pytest.mark.parametrize("lacp", [False, True], ids=["static", "LACP"])
def test_loss_of_a_link(lacp: bool) -> None:
    """A link of the group is cut: its flows leave by the other at once, with LACP and without."""
    network = pair(lacp)
    network.advance(5.0)
    for cut in ("east 1", "east 2"):
        traffic = [network.traffic(*ends, every=1 / RATE) for ends in FLOWS]
        network.advance(1.0)
        network.cable(cut).cut()
        network.advance(3.0)
        assert max(stream.stop().lost for stream in traffic) <= 1
        network.cable(cut).join()
        network.advance(10.0)
    assert lost(network, 1.0) == 0


@pytest.mark.parametrize(
    ("lacp", "timeout", "least", "most"),
    [(False, "", 140.0, 151.0), (True, "short", 2.0, 3.6), (True, "long", 60.0, 91.0)],
    ids=["static", "LACP short", "LACP long"],
)
def test_silent_loss_of_a_link(lacp: bool, timeout: str, least: float, most: float) -> None:
    """A link loses all frames and stays up: a static group loses its flows for ever, LACP after its time-out."""
    lines = (f"configure sharing 1 lacp timeout {timeout}",) if timeout else ()
    network = pair(lacp, more={"east": lines, "west": lines})
    network.advance(40.0)
    streams = [network.traffic(*ends, every=0.1) for ends in FLOWS]
    network.advance(1.0)
    network.cable("east 2").loss = 1.0
    network.advance(150.0)
    gaps = [stream.stop().longest_gap for stream in streams]
    assert min(gaps) == 0.0  # flows of the other link
    assert least <= max(gaps) <= most


def test_cable_to_another_switch() -> None:
    """A member that is cabled to another switch has another partner: it is not selected."""
    lines = ["enable sharing 1 grouping 1-3 lacp"]
    switches = {name: {"chassis": X450, "lines": lines} for name in ("east", "west", "north")}
    cables = [("east 1", "west 1"), ("east 2", "west 2"), ("east 3", "north 3")]
    network = Network.build(switches=switches, cables=cables)
    network.advance(10.0)
    assert [member(network, "east", port)[3] for port in "123"] == ["Selected", "Selected", "Unselected"]


@pytest.mark.parametrize("lacp", [False, True], ids=["static", "LACP"])
def test_failover(lacp: bool) -> None:
    """The MSM of one end dies: the group stays as it is, no port leaves, and only the I/O modules' time is lost."""
    more: Lines = {"east": ("configure sharing 1:1 lacp timeout short",)} if lacp else {}
    network = pair(lacp, chassis=BD10808, more=more)
    network.advance(5.0)
    traffic = network.traffic("pc1", "pc2", every=1 / RATE)
    network.advance(1.0)
    network.switches["east"].remove("a")
    network.advance(30.0)
    assert 0 < traffic.stop().lost <= FABRIC
    assert [event for event in network.events if event.name.startswith("LACP.")] == []
