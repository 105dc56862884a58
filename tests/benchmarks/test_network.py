"""What a network costs, and what a failover loses; run by hand: pytest tests/benchmarks/test_network.py -s

Times are CPU seconds.  Each is printed with the time of a calibration loop of the same run, and with the events that
happened, so that runs on different machines can be compared.
"""

import hashlib
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from xos_cli import Network
from xos_cli.network import network as inside
from xos_cli.network.traffic import Stream
from xos_cli.processes.stp.rows import StpTopology

X450, BD10808 = "summit-x450-24t", "bd10808"
#: Seconds of the calibration loop on the machine where the limits were set.
REFERENCE = 0.10


def calibration() -> float:
    """Return the CPU seconds of a loop of a million additions and dictionary accesses."""
    begun, table = time.process_time(), dict.fromkeys(range(1000), 0)
    for number in range(1_000_000):
        table[number % 1000] += number
    return time.process_time() - begun


class Cost:
    """CPU seconds and events of a part of a test."""

    seconds = 0.0
    events = 0


@contextmanager
def measured(what: str, limit: float, network: Network | None = None) -> Iterator[Cost]:
    """Measure what happens inside, print it, and hold it against a limit in seconds of the reference machine."""
    cost, before = Cost(), calibration()
    clocks = [island.clock for island in network._inside.islands] if network else []
    orders = sum(clock._order for clock in clocks)
    begun = time.process_time()
    yield cost
    cost.seconds = time.process_time() - begun
    cost.events = sum(clock._order for clock in clocks) - orders
    pace = (before + calibration()) / 2
    print(f"\n{what}: {cost.seconds:.3f} s CPU, {cost.events} events (calibration {pace:.3f} s, limit {limit} s)")
    assert cost.seconds <= limit * max(1.0, pace / REFERENCE)


def mesh(count: int, links: int, lines: Any = ("enable stpd s0",)) -> Network:
    """Return switches in a random connected graph with STP and EDP; one of four is a chassis with two MSMs."""
    chance, used = random.Random(1), dict.fromkeys(range(count), 0)

    def end(number: int) -> str:
        used[number] += 1
        return f"s{number} {used[number]}" if number % 4 else f"s{number} 1:{used[number]}"

    switches = {f"s{n}": {"chassis": X450 if n % 4 else BD10808, "lines": list(lines)} for n in range(count)}
    cables = [(end(number), end(chance.randrange(number))) for number in range(1, count)]
    while len(cables) < links:
        one, other = chance.randrange(count), chance.randrange(count)
        if one != other and used[one] < 22 and used[other] < 22:
            cables.append((end(one), end(other)))
    return Network.build(switches, {}, cables)


def stepped(network: Network, seconds: float) -> None:
    """Let time pass without skipping anything."""
    for island in network._inside.islands:
        island.clock.advance(seconds)


# -- how fast frames go ------------------------------------------------------------------------------------------------


def chain(count: int) -> Network:
    """Return switches in a line, with a host at each end."""
    switches = {f"s{n}": {"chassis": X450} for n in range(count)}
    hosts = {"pc1": {"address": "10.0.0.1/24"}, "pc2": {"address": "10.0.0.2/24"}}
    cables = [(f"s{n} 1", f"s{n + 1} 2") for n in range(count - 1)]
    return Network.build(switches, hosts, [*cables, ("pc1", "s0 10"), ("pc2", f"s{count - 1} 10")])


def test_a_ping_of_a_thousand_packets_over_five_switches() -> None:
    """0.5 s; at least 50,000 hops of frames a second."""
    network = chain(5)
    stations = network._inside.hosts
    with measured("ping of 1,000 packets over five switches", 0.5, network) as cost:
        stream = Stream(stations["pc1"], stations["pc2"].address, 0.001, 1000)
        network._inside.wait(lambda: stream.done, "the end of the ping")
    hops = 1000 * 2 * 6
    print(f"{hops / cost.seconds:,.0f} frame hops a second")
    assert stream.received == 1000
    assert hops / cost.seconds * max(1.0, calibration() / REFERENCE) >= 50_000


# -- many switches -----------------------------------------------------------------------------------------------------


def test_twenty_chassis() -> None:
    """Boot to quiet 2 s, a steady minute 0.10 s, a steady day with skipped repetitions 5 s."""
    mesh(2, 1)
    with measured("20 chassis, 40 links: boot to quiet", 2.0):
        network = mesh(20, 40)
    stepped(network, 120.0)
    with measured("20 chassis: a steady minute", 0.10, network):
        stepped(network, 60.0)
    with measured("20 chassis: a steady day", 5.0, network):
        network.advance(86400.0)


def test_a_hundred_chassis() -> None:
    """Boot to quiet 6 s, a steady minute 0.5 s, 300 MB."""
    with measured("100 chassis, 200 links: boot to quiet", 6.0):
        network = mesh(100, 200)
    stepped(network, 120.0)
    with measured("100 chassis: a steady minute", 0.5, network):
        stepped(network, 60.0)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{megabytes:.0f} MB")
    assert megabytes <= 300


def test_a_skipped_day_equals_a_stepped_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counters of every port after a day are the same, skipped or stepped."""

    def counters(network: Network) -> list[Any]:
        fabrics = [machine.backplane.fabric for machine in network._inside.machines.values()]
        ports = [port for fabric in fabrics if fabric is not None for port in fabric.ports.values()]
        return [(p.name, p.counters.rx.sizes, p.counters.tx.sizes, p.counters.tx.multicasts) for p in ports]

    skipped, day = Network.read("triangle"), 86400.0
    skipped.advance(day)
    monkeypatch.setattr(inside, "PERIODS", ())
    whole = Network.read("triangle")
    whole.advance(day)
    assert counters(skipped) == counters(whole)
    print(f"\n{sum(sum(port[2].values()) for port in counters(whole))} frames sent in a day, skipped and stepped alike")


# -- convergence -------------------------------------------------------------------------------------------------------

TREE = ("configure stpd s0 mode {mode}", "enable stpd s0")
POINT = "configure stpd s0 ports link-type point-to-point 1-7"


def triangle(mode: str, point: bool = False) -> Network:
    """Return three switches in a triangle, a host at two of them."""
    lines = [line.format(mode=mode) for line in TREE] + ([POINT] if point else [])
    switches = {f"s{n}": {"chassis": X450, "lines": list(lines)} for n in (1, 2, 3)}
    hosts = {f"pc{n}": {"address": f"10.0.0.{n}/24"} for n in (1, 3)}
    cables = [("s1 1", "s2 1"), ("s2 2", "s3 1"), ("s3 2", "s1 2"), ("pc1", "s1 10"), ("pc3", "s3 10")]
    return Network.build(switches, hosts, cables)


@pytest.mark.parametrize(
    ("mode", "point", "least", "most"),
    [("dot1d", False, 28.0, 32.0), ("dot1w", True, 0.0, 1.0), ("dot1w", False, 28.0, 50.0)],
)
def test_how_long_a_lost_root_port_interrupts(mode: str, point: bool, least: float, most: float) -> None:
    """The bridge that loses the link of its root port has another way: seconds without answers between two hosts."""
    network = triangle(mode, point)
    root_link = "s3 2"
    traffic = network.traffic("pc3", "pc1", every=0.05)
    network.advance(2.0)
    network.cable(root_link).cut()
    network.advance(90.0)
    gap = traffic.stop().longest_gap
    links = "point-to-point" if point else "default links"
    print(f"\n{mode}, {links}: {gap:.2f} s without answers ({least} to {most})")
    assert least <= gap <= most


def forwards(trees: dict[str, Any], end: str) -> bool:
    """Whether the port at an end forwards."""
    name, port = end.split()
    return name in trees and port in trees[name].ports and trees[name].ports[port].state == "forwarding"


def test_how_long_a_lost_root_takes_in_a_mesh() -> None:
    """802.1w on point-to-point links: the root of a mesh of seven loses its power; at most 20 s."""
    lines = [line.format(mode="dot1w") for line in TREE] + [POINT]
    switches = {f"s{n}": {"chassis": X450, "lines": list(lines)} for n in range(7)}
    cables = [(f"s{one} {other + 1}", f"s{other} {one + 1}") for one in range(7) for other in range(one)]
    network = Network.build(switches, {}, cables)
    root = min(network.switches, key=lambda name: network.switches[name].stp("s0").bridge_id)
    network.switches[root].power_off()
    others = {name: switch for name, switch in network.switches.items() if name != root}
    seen = []
    for _ in range(600):
        network.advance(0.1)
        trees = {name: switch.stp("s0") for name, switch in others.items()}
        roots = [(name, tree.root_id, tree.root_cost, tree.root_port) for name, tree in trees.items()]
        seen.append((roots, [ends for ends in cables if all(forwards(trees, end) for end in ends)]))
    took = 0.1 * (1 + max([at for at, state in enumerate(seen) if state != seen[-1]], default=-1))
    print(f"\nroot lost in a mesh of seven: {took:.1f} s until roots and forwarding links are as they stay")
    assert {root_id for _, root_id, _, _ in seen[-1][0]} == {min(tree.bridge_id for tree in trees.values())}
    assert len(seen[-1][1]) == len(others) - 1
    assert took <= 20.0


# -- failover ----------------------------------------------------------------------------------------------------------


def one_vlan() -> Network:
    """Return a chassis between two hosts, cabled to a neighbour with STP."""
    lines = ["enable stpd s0"]
    switches = {"core": {"chassis": BD10808, "lines": lines}, "edge": {"chassis": X450, "lines": lines}}
    hosts = {"pc1": {"address": "10.0.0.1/24"}, "pc2": {"address": "10.0.0.2/24"}}
    return Network.build(switches, hosts, [("core 1:1", "edge 1"), ("pc1", "edge 2"), ("pc2", "core 1:2")])


def routed() -> Network:
    """Return a chassis that routes between two hosts."""
    lines = ["configure Default delete ports all"]
    for name, port, net in (("red", "1:1", 0), ("blue", "1:2", 1)):
        lines += [f"create vlan {name}", f"configure {name} add ports {port}"]
        lines += [f"configure {name} ipaddress 10.0.{net}.254/24"]
    hosts = {
        "pc1": {"address": "10.0.0.1/24", "gateway": "10.0.0.254"},
        "pc2": {"address": "10.0.1.2/24", "gateway": "10.0.1.254"},
    }
    switches = {"core": {"chassis": BD10808, "lines": [*lines, "enable ipforwarding"]}}
    return Network.build(switches, hosts, [("pc1", "core 1:1"), ("pc2", "core 1:2")])


@pytest.mark.parametrize("build", [one_vlan, routed])
def test_what_a_failover_loses(build: Callable[[], Network]) -> None:
    """More than 0 and at most 50 of the probes sent 100 times a second; no topology change at a neighbour."""
    network = build()
    edge = network._inside.machines.get("edge")
    store = edge.master.store if edge and edge.master else None
    before = store.one(StpTopology, "s0").kept.changes if store else 0
    traffic = network.traffic("pc1", "pc2", every=0.01)
    network.advance(2.0)
    network.switches["core"].fail("MSM-A")
    network.advance(120.0)
    lost, gap = traffic.stop().lost, traffic.longest_gap
    changes = (store.one(StpTopology, "s0").kept.changes if store else 0) - before
    print(f"\nfailover, {build.__name__}: {lost} probes lost, {gap:.2f} s; {changes} topology changes at the neighbour")
    assert 0 < lost <= 50
    assert changes == 0


def test_how_long_the_ports_of_an_8800s_msm_are_away() -> None:
    """110 to 130 s."""
    hosts = {"pc1": {"address": "10.0.0.1/24"}, "pc2": {"address": "10.0.0.2/24"}}
    network = Network.build({"core": {"chassis": "bd8810"}}, hosts, [("pc1", "core 1:1"), ("pc2", "core 5:1")])
    traffic = network.traffic("pc1", "pc2", every=0.1)
    network.advance(2.0)
    network.switches["core"].console().run("run msm-failover", "y")
    network.advance(200.0)
    gap = traffic.stop().longest_gap
    print(f"\na port of the old master of an 8800: {gap:.1f} s away")
    assert 110 <= gap <= 130


# -- the same bytes ----------------------------------------------------------------------------------------------------


def test_the_same_network_gives_the_same_bytes(tmp_path: Path) -> None:
    """Transcript and capture are equal under two values of PYTHONHASHSEED."""
    script = tmp_path / "s.xsf"
    digests = []
    for seed in ("1", "2"):
        capture = tmp_path / f"{seed}.pcap"
        script.write_text(
            f":capture s1 1:1 {capture}\n:ping pc1 pc3\nshow fdb\nshow stpd s0 ports\n:cable cut s1 1:1\n:wait 60\n"
            ":network\n:events\n:ping pc1 pc3\n:capture stop\n".replace(f" {capture}", f" {capture}")
        )
        done = subprocess.run(
            [sys.executable, "-m", "xos_cli", "--network", "triangle", "run", str(script)],
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PATH": ""},
        )
        text = done.stdout.replace(str(capture).encode(), b"FILE")
        digests.append((hashlib.sha256(text).hexdigest(), hashlib.sha256(capture.read_bytes()).hexdigest()))
    print(f"\ntranscript {digests[0][0][:16]}, capture {digests[0][1][:16]} under both hash seeds")
    assert digests[0] == digests[1]
