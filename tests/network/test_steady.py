"""Time in which a network only repeats itself is skipped, with the same result as stepping through it."""

import sys
from typing import Any

import pytest

from xos_cli import Network
from xos_cli.network import network as inside
from xos_cli.network.steady import PERIODS, PeriodComparison, Unsteady
from xos_cli.processes.stp.rows import StpPortState, StpTopology


def state(network: Network) -> list[Any]:
    """What a long time leaves behind: counters of every port, rows of STP, tables, the moment."""
    found: list[Any] = [network.now]
    for name, switch in network.switches.items():
        machine = network._inside.machines[name]
        fabric, master = machine.backplane.fabric, machine.master
        assert fabric is not None
        assert master is not None
        for port in fabric.ports.values():
            counters = port.counters.look(master.clock.now)
            found.append((name, port.name, counters.rx.sizes, counters.tx.sizes, counters.tx.multicasts))
        found += [switch.fdb(), master.store.rows(StpTopology), master.store.rows(StpPortState)]
        found.append([(c.transmitted, c.received) for c in master.checkpoint.counters.values()])
    return found


def test_a_skipped_time_equals_a_stepped_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forty minutes of a triangle with STP, with an address that ages meanwhile: the same counters, rows and tables."""
    skipped, stepped = Network.read("triangle"), Network.read("triangle")
    for network in (skipped, stepped):
        network.hosts["pc1"].ping("10.0.0.3", count=2)
    skipped.advance(2400.0)
    monkeypatch.setattr(inside, "PERIODS", ())
    stepped.advance(2400.0)
    assert state(skipped) == state(stepped)


def test_what_happens_after_a_skipped_time_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """A link that fails later: STP reacts as it does after a stepped time, at the same moments."""
    results = []
    for periods in (PERIODS, ()):
        monkeypatch.setattr(inside, "PERIODS", periods)
        network = Network.read("triangle")
        network.advance(1200.0)
        network.cable("s1 1:1").cut()
        took = network.settle()
        results.append((took, state(network), network.hosts["pc1"].ping("10.0.0.2").lost))
    assert results[0] == results[1]


def test_a_day_at_rest_is_few_events() -> None:
    """A day of a triangle with STP and EDP is computed: not a hundredth of its events really happen."""
    network = Network.read("triangle")
    network.advance(400.0)
    (island,) = network._inside.islands
    before = island.clock._order
    network.advance(86400.0)
    assert island.clock._order - before < 5000


def gateways() -> Network:
    """Return two VRRP routers of one priority that are cabled."""
    switches = {
        f"r{number}": {
            "chassis": "summit-x450-24t",
            "lines": [
                "configure vlan Default delete ports all",
                "create vlan lan",
                "configure vlan lan add ports 1",
                f"configure vlan lan ipaddress 10.0.1.{number}/24",
                "create vrrp vlan lan vrid 1",
                "configure vrrp vlan lan vrid 1 add 10.0.1.254",
                "enable vrrp",
            ],
        }
        for number in (1, 2)
    }
    return Network.build(switches=switches, cables=[("r1 1", "r2 1")])


def test_entries_that_are_refreshed_do_not_end_the_skipping() -> None:
    """Two VRRP masters, each with an ARP entry that is asked for anew: six hours are not all stepped through.

    What bounds the repetition comes back here, but never after the same time, so that no long period repeats.
    """
    network = gateways()
    network.switches["r1"].console().run("configure vrrp vlan lan vrid 1 authentication simple-password abc")
    network.advance(400.0)
    (island,) = network._inside.islands
    before = island.clock._order
    network.advance(6 * 3600.0)
    assert island.clock._order - before < 75000  # 91,121 if all is stepped through


def test_an_address_that_ages_bounds_what_is_skipped() -> None:
    """An address that is silent is forgotten in time, although another is heard every second and looked at."""
    network = gateways()
    network.advance(400.0)
    (island,) = network._inside.islands
    fabric = network._inside.machines["r1"].backplane.fabric
    assert fabric is not None
    heard = next(iter(fabric.fdb.entries))
    silent, since = heard + 1, island.clock.now
    fabric.fdb.learn(silent, next(iter(fabric.ports.values())))
    found = network._inside._repeats(island, 60.0)
    assert found is not None
    assert silent in fabric.fdb.entries
    assert found.bound == since + fabric.fdb.age


def test_a_long_network_is_copied() -> None:
    """A snapshot and a skipped hour of twenty switches in a row, each of which refers to the next, go as deep."""
    switches = {f"s{number}": {"chassis": "summit-x450-24t"} for number in range(20)}
    cables = [(f"s{number} 1", f"s{number + 1} 2") for number in range(19)]
    network = Network.build(switches=switches, cables=cables)
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(600)
    try:
        snapshot = network.snapshot()
        network.advance(3600.0)
        network.restore(snapshot)
    finally:
        sys.setrecursionlimit(limit)


def test_traffic_is_not_skipped() -> None:
    """While probes are sent, nothing repeats: all of them are really sent."""
    network = Network.read("two-switches")
    traffic = network.traffic("pc1", "pc2", every=1.0)
    network.advance(600.5)
    assert traffic.stop().received == 601


def test_numbers_must_grow_evenly() -> None:
    """A value that grew once, or a text that changed, is no repetition."""
    comparison = PeriodComparison(60.0)
    assert comparison.compare((1, 2.0), (2, 62.0), (3, 122.0)) is not None
    for uneven in ((1, 2, 4), ("a", "a", "b"), ([1], [1], [1, 2]), (1, 1, 1.0)):
        with pytest.raises(Unsteady):
            comparison.compare(*uneven)
