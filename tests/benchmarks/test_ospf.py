"""What OSPF costs, and what a failover over OSPF loses; run by hand: pytest tests/benchmarks/test_ospf.py -s

Times are CPU seconds, printed with those of a calibration loop of the same run.
"""

import gc
import random
import resource
from pathlib import Path
from typing import Any

import pytest
from benchmarks.test_network import BD10808, X450, calibration, measured, stepped

from xos_cli import Network
from xos_cli.network import network as inside
from xos_cli.processes.ospf.machine import running_router
from xos_cli.processes.rtmgr.rows import RouteEntry

VR = "VR-Default"


def booted(count: int, links: int, folder: Path, limit: float) -> Network:
    """Return a network whose switches boot with what was saved before, and print what that costs until it is quiet."""
    typed = mesh(count, links)
    switches: dict[str, Any] = {}
    for number, (name, switch) in enumerate(typed.switches.items()):
        switch.save_to(folder / f"{name}.cfg")
        switches[name] = {"chassis": X450 if number % 4 else BD10808, "config": str(folder / f"{name}.cfg")}
    cables = [tuple(end.endpoint.name for end in cable.ends) for cable in typed._inside.cables]
    del typed
    gc.collect()
    with measured(f"{count} chassis, {links} links, OSPF and STP: boot to quiet", limit):
        return Network.build(switches, {}, cables)


def mesh(count: int, links: int, more: tuple[str, ...] = (), kinds: tuple[str, ...] = (BD10808, X450)) -> Network:
    """Return switches in a random connected graph with OSPF and STP; one of four is a chassis with two MSMs."""
    chance, used = random.Random(1), dict.fromkeys(range(count), 0)
    pairs = [(number, chance.randrange(number)) for number in range(1, count)]
    while len(pairs) < links:
        one, other = chance.randrange(count), chance.randrange(count)
        if one != other and used[one] < 22 and used[other] < 22:
            pairs.append((one, other))
    lines = {number: ["configure default delete ports all"] for number in range(count)}
    cables = []
    for place, pair in enumerate(pairs):
        ends = []
        for host, number in enumerate(pair, 1):
            used[number] += 1
            port = str(used[number]) if kinds[bool(number % 4)] == X450 else f"1:{used[number]}"
            ends.append(f"s{number} {port}")
            lines[number] += interface(f"n{place}", port, f"10.{place // 256}.{place % 256}.{host}/24")
        cables.append((ends[0], ends[1]))
    switches = {
        f"s{n}": {
            "chassis": kinds[bool(n % 4)],
            "lines": [*lines[n], f"configure ospf routerid 1.1.{n // 256}.{n % 256 + 1}", *more, *ENABLED],
        }
        for n in range(count)
    }
    return Network.build(switches, {}, cables)


ENABLED = ("enable ipforwarding", "enable ospf", "enable stpd s0")


def interface(vlan: str, port: str, address: str) -> list[str]:
    """Return the lines of a VLAN that runs OSPF and STP."""
    return [
        f"create vlan {vlan}",
        f"configure vlan {vlan} add ports {port}",
        f"configure vlan {vlan} ipaddress {address}",
        f"configure ospf add vlan {vlan} area 0.0.0.0",
        f"configure ospf vlan {vlan} priority 1",
        f"enable stpd s0 auto-bind vlan {vlan}",
    ]


def full(network: Network) -> bool:
    """Return whether every adjacency of every switch is FULL, and every switch reaches every network."""
    reached = {frozenset({route.prefix for route in switch.routes()}) for switch in network.switches.values()}
    states = {neighbor.state for switch in network.switches.values() for neighbor in switch.neighbors("ospf")}
    return states == {"full"} and len(reached) == 1


def test_twenty_chassis(tmp_path: Path) -> None:
    """Boot to quiet 3 s, a steady minute 0.15 s, a steady day with skipped repetitions 20 s."""
    network = booted(20, 40, tmp_path, 3.0)
    assert full(network)
    stepped(network, 120.0)
    with measured("20 chassis: a steady minute", 0.15, network):
        stepped(network, 60.0)
    with measured("20 chassis: a steady day", 20.0, network):
        network.advance(86400.0)
    assert full(network)


def test_a_hundred_chassis(tmp_path: Path) -> None:
    """Boot to quiet 8 s, a steady minute 0.6 s."""
    network = booted(100, 200, tmp_path, 8.0)
    assert full(network)
    stepped(network, 120.0)
    with measured("100 chassis: a steady minute", 0.6, network):
        stepped(network, 60.0)
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def test_a_skipped_day_equals_a_stepped_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counters of ports and of OSPF, and the database, are the same after a day, skipped or stepped."""

    def seen(network: Network) -> list[Any]:
        found: list[Any] = []
        for machine in network._inside.machines.values():
            fabric, master = machine.backplane.fabric, machine.master
            assert fabric is not None
            assert master is not None
            found += [(p.name, p.counters.rx.sizes, p.counters.tx.sizes) for p in fabric.ports.values()]
            router = running_router(master, VR)
            assert router is not None
            found += [(i.name, dict(sorted(i.counts.items()))) for i in router.interfaces.values()]
            found += [(key, stored.lsa) for _, database in router.databases() for key, stored in database.items()]
        return found

    skipped = mesh(3, 3)
    with measured("3 chassis: a day, skipped", 10.0):
        skipped.advance(86400.0)
    monkeypatch.setattr(inside, "PERIODS", ())
    whole = mesh(3, 3)
    with measured("3 chassis: a day, stepped", 60.0):
        whole.advance(86400.0)
    assert seen(skipped) == seen(whole)


def test_five_thousand_externals() -> None:
    """5,000 external LSAs from one of ten switches reach the nine others, as routes too."""
    network = mesh(10, 14, kinds=(X450, X450))
    machine = network._inside.machines["s0"]
    node = machine.master
    assert node is not None
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    gateway = next(neighbor.address for neighbor in network.switches["s0"].neighbors("ospf"))
    rows = [
        RouteEntry(1, VR, 3, gateway, "255.255.255.0", f"{20 + n // 65536}.{n // 256 % 256}.{n % 256}.0")
        for n in range(5000)
    ]
    node.put(rows)
    start = network.now
    with measured("5,000 externals flooded to 10 switches", 60.0, network):
        network.switches["s0"].console().run("enable ospf export static cost 10 type ase-type-2")
        network.advance(30.0)
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{(network.now - start).total_seconds():.0f} virtual seconds; {used - before:.0f} MB more")
    for name, switch in network.switches.items():
        assert sum(lsa.type == "as-external" for lsa in switch.lsdb("ospf")) == 5000, name
        if name != "s0":
            assert sum(route.origin == "OSPFExt2" for route in switch.routes()) == 5000


@pytest.mark.parametrize("graceful", [False, True], ids=["plain", "graceful"])
def test_what_a_failover_loses(graceful: bool) -> None:
    """100 probes a second over a chassis whose master dies: plain until the adjacencies are back, graceful 0.4 s."""
    restart = (
        ("configure ospf restart unplanned", "configure ospf area 0.0.0.0 restart-helper both") if graceful else ()
    )
    ends = {
        "west": [*interface("n1", "1", "10.0.1.1/24"), *interface("h1", "2", "10.1.1.254/24")],
        "core": [*interface("n1", "1:1", "10.0.1.2/24"), *interface("n2", "1:2", "10.0.2.2/24")],
        "east": [*interface("n2", "1", "10.0.2.3/24"), *interface("h2", "2", "10.1.2.254/24")],
    }
    switches = {
        name: {
            "chassis": BD10808 if name == "core" else X450,
            "lines": ["configure default delete ports all", *lines, *restart, *ENABLED[:2]],
        }
        for name, lines in ends.items()
    }
    hosts = {f"pc{n}": {"address": f"10.1.{n}.1/24", "gateway": f"10.1.{n}.254"} for n in (1, 2)}
    cables = [("west 1", "core 1:1"), ("core 1:2", "east 1"), ("pc1", "west 2"), ("pc2", "east 2")]
    network = Network.build(switches, hosts, cables)
    network.advance(60.0)
    traffic = network.traffic("pc1", "pc2", every=0.01)
    network.advance(2.0)
    network.switches["core"].fail("MSM-A")
    network.advance(120.0)
    lost = traffic.stop().lost
    print(
        f"\nfailover over OSPF, {'graceful' if graceful else 'plain'}: {lost} of {traffic.sent} probes lost, "
        f"longest gap {traffic.longest_gap:.2f} s"
    )
    assert (0 < lost <= 50) if graceful else lost > 500
    assert calibration() > 0
