"""What the processor takes in a network: frames and timers of protocols, a storm, and time that is skipped."""

from typing import Any

from xos_cli import Network
from xos_cli.switch.processor import SYSTEM

X450 = "summit-x450-24t"


def loads(network: Network, name: str) -> dict[str, tuple[int, int]]:
    """Return the microseconds of each process of the master of a switch."""
    node: Any = network._inside.machines[name].master
    return {process: (load.user, load.system) for process, load in node.processor.loads.items()}


def pair(*cables: tuple[str, str], lines: tuple[str, ...] = ()) -> Network:
    """Return two switches with an address each, a host at one of them, and these cables."""
    switches = {
        name: {"chassis": X450, "lines": [f"configure vlan Default ipaddress 10.1.1.{number}/24", *lines]}
        for number, name in enumerate(("up", "down"), 1)
    }
    return Network.build(switches, {"pc": {"address": "10.1.1.10/24"}}, [("pc", "up 9"), *cables])


def test_protocols_and_packets_take_their_share() -> None:
    """OSPF takes time while it runs, and none while it does not; a ping costs the IP stack of the switch."""
    network = pair(("up 1", "down 1"))
    before = loads(network, "up")
    network.advance(60.0)
    assert loads(network, "up").get("ospf") == before.get("ospf")
    assert loads(network, "up")["edp"] > before["edp"]
    for name in ("up", "down"):
        network.switches[name].console().run("configure ospf add vlan Default area 0.0.0.0")
        network.switches[name].console().run("enable ospf")
    network.advance(60.0)
    assert loads(network, "up")["ospf"] > before["ospf"]
    before = loads(network, "up")
    network.hosts["pc"].ping("10.1.1.1", count=10)
    assert loads(network, "up")["netTools"][1] - before["netTools"][1] >= 10 * 100


def test_skipped_time_counts_as_stepped_time() -> None:
    """An hour of hellos is computed; each process has taken what it takes when every second is stepped through."""
    taken = []
    for steps in (1, 120):
        network = pair(("up 1", "down 1"), lines=("configure ospf add vlan Default area 0.0.0.0", "enable ospf"))
        network.advance(120.0)
        before = loads(network, "up")
        for _ in range(steps):
            network.advance(3600.0 / steps)
        after = loads(network, "up")
        taken.append({name: after[name][0] + after[name][1] - sum(before[name]) for name in ("ospf", "edp", SYSTEM)})
    assert taken[0] == taken[1]
    assert taken[0]["ospf"] > 0


def test_a_storm_keeps_the_processor_busy() -> None:
    """Frames to everybody reach the switch as fast as it is passed any, until the loop is cut; the log says so."""
    network = pair(("up 1", "down 1"), ("up 2", "down 2"), lines=("enable cpu-monitoring interval 5 threshold 60",))
    node: Any = network._inside.machines["up"].master
    network._inside.hosts["pc"].announce()
    network.advance(30.0)
    share = node.software.ask("epm", "usage", node).rows[0].shares[1]
    assert 75.0 < share < 90.0
    texts = [entry.text for entry in node.log.entries if entry.name == "EPM.cpu"]
    assert len(texts) >= 4
    assert all(text.startswith("CPU utilization monitor: process fdb consumes ") for text in texts)
    network.cable("up 2").cut()
    network.advance(60.0)
    assert node.software.ask("epm", "usage", node).rows[0].shares[1] < 1.0
    network.advance(10.0)
    assert len([entry for entry in node.log.entries if entry.name == "EPM.cpu"]) <= len(texts) + 2
