"""Random networks with directed costs and faults: every route equals that of a plain Dijkstra over the same graph.

``XOS_OSPF_GRAPHS=200`` runs that many; 10 are run otherwise.
"""

import heapq
import os
import random
from typing import NamedTuple

import pytest
from toy_routers import ToyNetwork

from xos_cli.packets.addresses import ip_text

GRAPHS = int(os.environ.get("XOS_OSPF_GRAPHS", "10"))


class Plan(NamedTuple):
    """A network: how many routers, and of each link its kind and who is on it at which cost."""

    routers: int
    links: list[tuple[str, dict[int, int]]]


def drawn(seed: int) -> Plan:
    """Return a random network: a tree so that all are connected, further links, and LANs of three or four."""
    chance = random.Random(seed)
    count = chance.randint(3, 9)
    pairs = [[number, chance.randrange(number)] for number in range(1, count)]
    pairs += [chance.sample(range(count), 2) for _ in range(chance.randint(1, count))]
    lans = [chance.sample(range(count), min(count, chance.randint(3, 4))) for _ in range(chance.randint(0, 2))]
    links = [("broadcast" if chance.random() < 0.6 else "point-to-point", pair) for pair in pairs]
    links += [("broadcast", lan) for lan in lans]
    return Plan(count, [(kind, {member: chance.randint(1, 60) for member in members}) for kind, members in links])


def network_of(plan: Plan) -> ToyNetwork:
    """Return the routers of a plan, each with a network of its own."""
    network = ToyNetwork()
    for number in range(plan.routers):
        network.add(f"r{number}", f"1.1.1.{number + 1}")
        network.attach(f"r{number}", f"own{number}", f"192.0.2.{number + 1}/32", cost=1)
    for place, (kind, members) in enumerate(plan.links):
        for number, cost in members.items():
            network.attach(f"r{number}", f"l{place}", f"10.0.{place}.{number + 1}/24", kind=kind, cost=cost)
    return network


def expected(plan: Plan, start: int, broken: set[int]) -> dict[str, tuple[int, set[str]]]:
    """Return cost and next hops to each router's network by a plain Dijkstra; a link costs what its sender says."""
    edges: dict[int, list[tuple[int, int, str]]] = {number: [] for number in range(plan.routers)}
    for place, (_, members) in enumerate(plan.links):
        for one, cost in members.items() if place not in broken else ():
            edges[one] += [(other, cost, f"10.0.{place}.{other + 1}") for other in members if other != one]
    best, hops, heap = {start: 0}, {start: set()}, [(0, start)]  # type: ignore[var-annotated]
    while heap:
        cost, at = heapq.heappop(heap)
        if cost > best[at]:
            continue
        for other, more, gateway in edges[at]:
            way = {gateway} if at == start else hops[at]
            if cost + more < best.get(other, 1 << 30):
                best[other], hops[other] = cost + more, set(way)
                heapq.heappush(heap, (cost + more, other))
            elif cost + more == best[other]:
                hops[other] |= way
    return {f"192.0.2.{n + 1}/32": (cost + 1, hops[n] or {"direct"}) for n, cost in best.items()}


def check(network: ToyNetwork, plan: Plan, broken: set[int]) -> None:
    """Hold the routes of every router against the plain calculation."""
    for number in range(plan.routers):
        routes = {
            prefix: (cost, hops)
            for prefix, (_, cost, hops) in network.routes(f"r{number}").items()
            if prefix.startswith("192.0.2.")
        }
        assert routes == expected(plan, number, broken), (number, broken)


@pytest.mark.parametrize("seed", range(GRAPHS))
def test_random(seed: int) -> None:
    """Routes, costs and all equal next hops are right at first, after each of three broken links, and when mended."""
    plan, chance = drawn(seed), random.Random(f"faults {seed}")
    network = network_of(plan)
    network.start()
    network.run(100.0)
    broken: set[int] = set()
    check(network, plan, broken)
    for place in chance.sample(range(len(plan.links)), min(3, len(plan.links))):
        network.down(f"l{place}")
        broken.add(place)
        network.run(60.0)
        check(network, plan, broken)
    for place in sorted(broken):
        network.up(f"l{place}")
    network.run(120.0)
    check(network, plan, set())
    assert len({ip_text(router.id) for router in network.routers.values()}) == plan.routers


@pytest.mark.parametrize("seed", range(GRAPHS // 5))
def test_random_with_losses(seed: int) -> None:
    """With every tenth packet lost all still come to the same routes: what is not acknowledged is sent again."""
    plan, chance = drawn(1000 + seed), random.Random(f"losses {seed}")
    network = network_of(plan)
    network.lost = lambda link, router, packet: chance.random() < 0.1
    network.start()
    network.run(400.0)
    network.lost = lambda link, router, packet: False
    network.run(60.0)
    check(network, plan, set())
