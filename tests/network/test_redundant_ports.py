"""Redundant ports between switches: they switch over, nothing circles, and traffic returns as it is set."""

import pytest

from xos_cli import Network

X450 = "summit-x450-24t"
RATE = 100


def homed(*lines: str, group: bool = False) -> Network:
    """Return a switch ``low`` with two ways to ``one`` and ``two``, which are cabled; hosts at ``low`` and ``two``.

    With *group* the primary way is a group of ports 1 and 3.
    """
    sharing = {"low": ["enable sharing 1 grouping 1,3"], "one": ["enable sharing 1 grouping 1,3"]} if group else {}
    switches = {name: {"chassis": X450, "lines": sharing.get(name, [])} for name in ("one", "two")}
    switches["low"] = {"chassis": X450, "lines": [*sharing.get("low", []), *lines]}
    cables = [("low 1", "one 1"), ("low 2", "two 2"), ("one 5", "two 5"), ("pc1", "low 20"), ("pc2", "two 20")]
    cables += [("low 3", "one 3")] if group else []
    hosts = {f"pc{number}": {"address": f"10.1.1.{number}/24"} for number in (1, 2)}
    network = Network.build(switches=switches, hosts=hosts, cables=cables)
    network.advance(10.0)
    return network


def lost(network: Network, end: str, cut: bool, seconds: float = 8.0) -> int:
    """Cut or join the cable at an end while both hosts talk; return how many of 100 probes a second were lost."""
    traffic = network.traffic("pc1", "pc2", every=1 / RATE)
    traffic_back = network.traffic("pc2", "pc1", every=1 / RATE)
    network.advance(1.0)
    cable = network.cable(end)
    cable.cut() if cut else cable.join()
    network.advance(seconds)
    return max(traffic.stop().lost, traffic_back.stop().lost)


def carrying(network: Network) -> str:
    """Return by which port of the switch with two ways the other host is reached."""
    inside = network._inside
    mac = inside.hosts["pc2"].mac
    return next(row.port for row in network.switches["low"].fdb() if int(row.mac.replace(":", ""), 16) == mac)


def calm(network: Network) -> bool:
    """Return whether nothing circles, after a broadcast for an address that nobody has."""
    network.hosts["pc1"].ping("10.1.1.99", count=1)
    return not any(island.storms.raging for island in network._inside.islands)


@pytest.mark.parametrize(("link", "most"), [("off", 320), ("on", 2)])
def test_takes_over(link: str, most: int) -> None:
    """The redundant port takes over: at once with its link on, after the link has come up (3 s) with it off.

    The primary port takes over again when it can; in all that time nothing circles.
    """
    network = homed(f"configure ports 1 redundant 2 link {link}")
    assert calm(network)
    assert lost(network, "low 1", cut=True) <= most
    assert carrying(network) == "2"
    assert calm(network)
    assert lost(network, "low 1", cut=False) <= most
    assert carrying(network) == "1"
    assert calm(network)


@pytest.mark.parametrize("link", ["off", "on"])
def test_without_smart_redundancy(link: str) -> None:
    """The redundant port keeps the traffic until it fails itself."""
    network = homed(f"configure ports 1 redundant 2 link {link}", "disable smartredundancy 1")
    lost(network, "low 1", cut=True)
    assert lost(network, "low 1", cut=False) == 0
    assert carrying(network) == "2"
    assert calm(network)
    lost(network, "low 2", cut=True)
    assert carrying(network) == "1"
    assert calm(network)


def test_all_ports_of_a_group_must_fail() -> None:
    """A pair whose primary port is a group switches over when its last port has failed."""
    network = homed("configure ports 1 redundant 2", group=True)
    lost(network, "low 1", cut=True)
    assert carrying(network) == "1"
    lost(network, "low 3", cut=True)
    assert carrying(network) == "2"
    lost(network, "low 3", cut=False)
    assert carrying(network) == "1"
    assert calm(network)


def test_event() -> None:
    """The switch logs which port carries the traffic."""
    network = homed("configure ports 1 redundant 2 link on")
    lost(network, "low 1", cut=True)
    lost(network, "low 1", cut=False)
    texts = [event.text for event in network.events if event.name == "vlan.msgs.redundantPort"]
    assert texts == [f"Port {port} carries the traffic of redundant pair 1, 2" for port in (2, 1)]
