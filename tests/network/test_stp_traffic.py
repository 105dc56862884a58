"""What hosts see of the spanning tree: how long a fault interrupts them, and that addresses are forgotten in time."""

import pytest

from xos_cli import Network

X450 = "summit-x450-24t"
RAPID = (
    "configure stpd s0 mode dot1w",
    "configure stpd s0 ports link-type point-to-point 1-2",
    "configure stpd s0 ports link-type edge 20",
)


def triangle(*lines: str, chassis: str = X450) -> Network:
    """Return three switches that are cabled to each other, with a host at the root ``x`` and one at ``z``."""
    ports = ("1:1", "1:2", "1:20") if chassis != X450 else ("1", "2", "20")
    one, two, host = ports
    switches = {name: {"chassis": chassis, "lines": [*lines, "enable stpd s0"]} for name in "xyz"}
    hosts = {"pc1": {"address": "10.1.1.1/24"}, "pc2": {"address": "10.1.1.2/24"}}
    cables = [
        (f"x {one}", f"y {one}"),
        (f"y {two}", f"z {two}"),
        (f"z {one}", f"x {two}"),
        ("pc1", f"x {host}"),
        ("pc2", f"z {host}"),
    ]
    return Network.build(switches=switches, hosts=hosts, cables=cables)


@pytest.mark.parametrize(
    ("lines", "least", "most"), [((), 28.0, 33.0), (RAPID, 0.0, 1.0)], ids=["dot1d", "dot1w point-to-point"]
)
def test_gap(lines: tuple[str, ...], least: float, most: float) -> None:
    """The link that two hosts talk over is cut: their gap is that of the tree, for addresses are flushed."""
    network = triangle(*lines)
    assert network.hosts["pc1"].ping("10.1.1.2", count=2).received == 2
    traffic = network.traffic("pc1", "pc2", every=0.1)
    network.advance(5.0)
    network.cable("z 1").cut()
    network.advance(60.0)
    traffic.stop()
    assert least <= traffic.longest_gap <= most
    assert network.hosts["pc1"].ping("10.1.1.2", count=3).lost == 0


def test_edge_port_keeps_its_traffic() -> None:
    """When a link returns, an edge port's host is not interrupted for long; one at a port like others waits 30 s."""
    gaps = []
    for lines in (RAPID, RAPID[:2]):
        network = triangle(*lines)
        network.cable("z 1").cut()
        network.advance(60.0)
        traffic = network.traffic("pc1", "pc2", every=0.1)
        network.cable("z 1").join()
        network.advance(60.0)
        traffic.stop()
        gaps.append(traffic.longest_gap)
    assert gaps[0] <= 1.0
    assert 28.0 <= gaps[1] <= 33.0


def test_no_storm() -> None:
    """Three switches in a ring forward a broadcast once: the tree holds, and the network is quiet."""
    network = triangle()
    network.hosts["pc1"].ping("10.1.1.99", count=3)
    network.settle()
    assert network.switches["y"].console().run("show stpd s0").count("FORWARDING") == 0


def test_failover_of_the_root() -> None:
    """The root's master dies while two hosts talk: the gap is the half second of the I/O modules, no tree changes."""
    network = triangle(chassis="bd10808")
    before = {name: network.switches[name].stp("s0") for name in "xyz"}
    traffic = network.traffic("pc1", "pc2", every=0.01)
    network.advance(2.0)
    network.switches["x"].remove("a")
    network.advance(30.0)
    traffic.stop()
    assert 0 < traffic.lost <= 50
    assert {name: network.switches[name].stp("s0") for name in "xyz"} == before
