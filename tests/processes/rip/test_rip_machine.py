"""The RIP machine alone: what it learns, what it sends, its timers; random graphs against a plain calculation."""

import heapq
from itertools import pairwise
from random import Random
from typing import Any

import pytest

from xos_cli.packets.addresses import ip_number
from xos_cli.packets.frames import RIP_REQUEST, RIP_RESPONSE, Rip, RipEntry
from xos_cli.processes.rip.machine import RipMachine, text
from xos_cli.processes.rip.records import DIRECT, INFINITY, Judge, RipInterface, RipRoute, RipSettings
from xos_cli.processes.rip.updates import mask_of

OWN, PEER, OTHER = ip_number("10.0.1.1"), ip_number("10.0.1.2"), ip_number("10.0.1.3")
EVERYTHING = Rip(RIP_REQUEST, 2, (RipEntry(0, 0, INFINITY, family=0),))
PORT = 520


def net(prefix: str) -> tuple[int, int]:
    """Return a network and its length."""
    address, _, length = prefix.partition("/")
    return ip_number(address), int(length)


def response(*told: tuple[str, int], version: int = 2, next_hop: int = 0) -> Rip:
    """Return a message that tells of networks and their metrics."""
    entries = [
        RipEntry(net(prefix)[0], mask_of(net(prefix)[1]) if version > 1 else 0, metric, next_hop)
        for prefix, metric in told
    ]
    return Rip(RIP_RESPONSE, version, tuple(entries))


def machine(settings: RipSettings | None = None, now: float = 0.0, **interface: Any) -> RipMachine:
    """Return a machine with two VLANs, each with its network, whose first messages are gone."""
    found = RipMachine(settings or RipSettings(), now)
    first = RipInterface("one", OWN, 24)._replace(**interface)
    found.set_interfaces({"one": first, "two": RipInterface("two", ip_number("10.0.2.1"), 24)}, now)
    own = [("one", "10.0.1.0/24", OWN), ("two", "10.0.2.0/24", ip_number("10.0.2.1"))]
    routes = [RipRoute(*net(prefix), 1, vlan, 0, address, origin=DIRECT) for vlan, prefix, address in own]
    found.set_own({route.key: route for route in routes}, now)
    found.tick(now)
    found.sent.clear()
    found.told.clear()
    return found


def table(found: RipMachine) -> dict[str, int]:
    """Return the metrics of what neighbours told of."""
    return {text(route): route.metric for route in found.routes.values() if route.peer}


def told(found: RipMachine, vlan: str) -> dict[str, int]:
    """Return what the messages that wait to be sent tell of on a VLAN, and take them away."""
    sent, found.sent = found.sent, []
    entries = [entry for one in sent if one.vlan == vlan for entry in one.rip.entries]
    return {text(RipRoute(e.network, e.mask.bit_count(), 0, vlan)): e.metric for e in entries}


# -- what comes in -----------------------------------------------------------------------------------------------------


def test_a_better_route_and_one_of_the_same_neighbour_are_taken() -> None:
    """The cost of the VLAN is added; another neighbour's worse route is not taken, its better one is."""
    rip = machine(cost=3)
    rip.received("one", PEER, PORT, response(("10.9.0.0/16", 2)), 1.0)
    assert table(rip) == {"10.9.0.0/16": 5}
    rip.received("one", OTHER, PORT, response(("10.9.0.0/16", 4)), 2.0)
    assert table(rip) == {"10.9.0.0/16": 5}
    rip.received("one", PEER, PORT, response(("10.9.0.0/16", 9)), 3.0)
    assert table(rip) == {"10.9.0.0/16": 12}
    rip.received("one", OTHER, PORT, response(("10.9.0.0/16", 4)), 4.0)
    assert table(rip) == {"10.9.0.0/16": 7}
    rip.received("one", PEER, PORT, response(("10.9.0.0/16", 13)), 5.0)
    assert table(rip) == {"10.9.0.0/16": 7}


@pytest.mark.parametrize(
    "message",
    [
        response(("224.0.0.0/8", 1)),
        response(("127.0.0.0/8", 1)),
        response(("0.0.0.0/8", 1)),
        response(("10.9.0.0/16", 0)),
        response(("10.9.0.0/16", 17)),
        response(("10.9.0.1/16", 1)),
        Rip(RIP_RESPONSE, 2, (RipEntry(net("10.9.0.0/16")[0], 0xFF00FF00, 1),)),
        Rip(RIP_RESPONSE, 2, (RipEntry(net("10.9.0.0/16")[0], mask_of(16), 1, family=3),)),
        Rip(RIP_RESPONSE, 1, (RipEntry(net("10.0.0.0/8")[0], mask_of(8), 1),)),
    ],
)
def test_routes_without_sense_are_counted_only(message: Rip) -> None:
    """Groups, loopback, metrics out of range, bits of hosts, masks with holes, other families, v1 with a mask."""
    rip = machine()
    rip.received("one", PEER, PORT, message, 1.0)
    assert table(rip) == {}
    assert rip.counts["one", "bad routes"] == 1
    assert rip.counts["one", "received"] == 1


def test_who_is_not_believed() -> None:
    """A sender outside the primary subnet, a command that does not exist, another port, a distrusted neighbour."""
    rip = machine()
    rip.received("one", ip_number("10.0.7.2"), PORT, response(("10.9.0.0/16", 1)), 1.0)
    rip.received("one", PEER, PORT, response(("10.9.0.0/16", 1))._replace(command=9), 1.0)
    assert rip.counts["one", "bad packets"] == 2
    rip.received("one", PEER, 5200, response(("10.9.0.0/16", 1)), 1.0)
    rip.received("one", OWN, PORT, response(("10.9.0.0/16", 1)), 1.0)
    assert table(rip) == {}

    class Nobody(Judge):
        def trusts(self, vlan: str, peer: int) -> bool:
            return False

    rip.judge = Nobody()
    rip.received("one", PEER, PORT, response(("10.9.0.0/16", 1)), 1.0)
    assert table(rip) == {}
    assert rip.counts["one", "bad packets"] == 3


@pytest.mark.parametrize(
    ("mode", "versions"), [("none", []), ("v1only", [1]), ("v2only", [2]), ("any", [1, 2])], ids=str
)
def test_receive_modes(mode: str, versions: list[int]) -> None:
    """Each mode takes its versions and no others."""
    for version in (1, 2):
        rip = machine(rxmode=mode)
        rip.received("one", PEER, PORT, response(("172.16.0.0/16", 1), version=version), 1.0)
        assert bool(table(rip)) == (version in versions)


def test_masks_of_version_1() -> None:
    """Within the own class that of the VLAN, else that of the class; with bits of a host it is a host."""
    rip = machine()
    message = response(("10.0.9.0/24", 1), ("172.16.0.0/16", 1), ("0.0.0.0/0", 1), ("10.0.9.5/32", 1), version=1)
    rip.received("one", PEER, PORT, message, 1.0)
    assert set(table(rip)) == {"10.0.9.0/24", "172.16.0.0/16", "0.0.0.0/0", "10.0.9.5/32"}


def test_a_next_hop_counts_only_on_the_vlan_itself() -> None:
    """Another router of the subnet is taken, an address elsewhere means the sender (RFC 2453, 4.4)."""
    for hop, wanted in ((OTHER, OTHER), (ip_number("10.7.7.7"), PEER), (0, PEER)):
        rip = machine()
        rip.received("one", PEER, PORT, response(("10.9.0.0/16", 1), next_hop=hop), 1.0)
        assert rip.routes[net("10.9.0.0/16")].next_hop == wanted


def test_own_networks_are_not_learned() -> None:
    """What a neighbour says of a network of the switch itself changes nothing."""
    rip = machine()
    rip.received("one", PEER, PORT, response(("10.0.2.0/24", 1)), 1.0)
    assert table(rip) == {}


# -- what goes out -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("split", "poison", "back"), [(1, 1, {"10.9.0.0/16": 16}), (0, 1, {"10.9.0.0/16": 16}), (1, 0, {}), (0, 0, None)]
)
def test_split_horizon_and_poison_reverse(split: int, poison: int, back: dict[str, int] | None) -> None:
    """A route goes back to where it came from as unreachable, or not at all; poison reverse goes first."""
    rip = machine(RipSettings(split_horizon=bool(split), poison_reverse=bool(poison)))
    rip.received("one", PEER, PORT, response(("10.9.0.0/16", 2)), 10.0)
    rip.tick(10.0)
    assert told(rip, "one") == ({"10.9.0.0/16": 3} if back is None else back)
    rip.tick(rip.next_update)
    assert told(rip, "two") == {
        **({} if split or poison else {"10.0.2.0/24": 1}),
        "10.0.1.0/24": 1,
        "10.9.0.0/16": 3,
    }


def test_triggered_updates_wait_for_each_other() -> None:
    """A change is told of at once, the next not before one to five seconds have passed; only what changed is told."""
    rip = machine()
    rip.received("one", PEER, PORT, response(("10.9.0.0/16", 2)), 10.0)
    rip.tick(10.0)
    assert told(rip, "two") == {"10.9.0.0/16": 3}
    rip.received("one", PEER, PORT, response(("10.9.0.0/16", 5)), 10.5)
    rip.tick(10.5)
    assert told(rip, "two") == {}
    moment = rip.deadlines().transition
    assert 11.0 <= moment <= 15.0
    rip.tick(moment)
    assert told(rip, "two") == {"10.9.0.0/16": 6}
    assert rip.counts["two", "triggered"] == 3  # the first told of the own networks


def test_without_triggered_updates_only_regular_ones_go() -> None:
    """A change is told of by the next regular update."""
    rip = machine(RipSettings(triggered=False))
    told(rip, "two")
    rip.received("one", PEER, PORT, response(("10.9.0.0/16", 2)), 5.0)
    rip.tick(5.0)
    assert told(rip, "two") == {}
    assert rip.deadlines().transition == float("inf")
    rip.tick(rip.next_update)
    assert told(rip, "two")["10.9.0.0/16"] == 3


def test_aggregation_happens_at_the_border_of_a_class() -> None:
    """Subnets of another class's network are one route with the best metric; those of the own class stay."""
    rip = machine(RipSettings(aggregation=True))
    message = response(("172.16.1.0/24", 4), ("172.16.2.0/24", 2), ("10.7.0.0/16", 1), ("192.0.0.0/8", 1))
    rip.received("one", PEER, PORT, message, 5.0)
    rip.tick(5.0)
    assert told(rip, "two") == {"172.16.0.0/16": 3, "10.7.0.0/16": 2, "192.0.0.0/8": 2}
    rip.configure(RipSettings(), 6.0)
    rip.tick(rip.next_update)
    assert {"172.16.1.0/24": 5, "172.16.2.0/24": 3}.items() <= told(rip, "two").items()


@pytest.mark.parametrize(
    ("mode", "version", "extra"), [("v1only", 1, 0), ("v1comp", 2, 1), ("v2only", 2, 1), ("none", 0, 0)]
)
def test_transmit_modes(mode: str, version: int, extra: int) -> None:
    """Each mode sends its version; version 1 tells of no subnet with another mask than the VLAN's."""
    rip = machine(txmode=mode)
    rip.received("two", ip_number("10.0.2.9"), PORT, response(("10.0.9.0/24", 2), ("10.0.8.0/28", 2)), 5.0)
    rip.tick(rip.next_update)
    sent = [one for one in rip.sent if one.vlan == "one"]
    assert {one.rip.version for one in sent} == ({version} if version else set())
    networks = {entry.network for one in sent for entry in one.rip.entries}
    assert (net("10.0.9.0/24")[0] in networks) == bool(version)
    assert (net("10.0.8.0/28")[0] in networks) == bool(extra)


def test_a_message_has_at_most_25_routes() -> None:
    """60 routes go in three messages, in the order of their networks."""
    rip = machine()
    for start in range(0, 60, 20):
        routes = [(f"10.9.{number}.0/24", 1) for number in range(start, start + 20)]
        rip.received("one", PEER, PORT, response(*routes), 5.0)
    rip.tick(5.0)
    sizes = [len(one.rip.entries) for one in rip.sent if one.vlan == "two"]
    networks = [entry.network for one in rip.sent if one.vlan == "two" for entry in one.rip.entries]
    assert sizes == [25, 25, 10]
    assert networks == sorted(networks)


def test_requests_are_answered() -> None:
    """The whole table with split horizon, to the port that asked; single routes as they are; unknown ones as 16."""
    rip = machine()
    rip.received("one", PEER, PORT, response(("10.9.0.0/16", 2)), 5.0)
    rip.sent.clear()
    rip.received("one", OTHER, 4000, EVERYTHING, 6.0)
    (answer,) = rip.sent
    assert (answer.peer, answer.port) == (OTHER, 4000)
    assert told(rip, "one") == {"10.0.2.0/24": 1, "10.9.0.0/16": 16}
    asked = response(("10.9.0.0/16", 0), ("10.8.0.0/16", 0))._replace(command=RIP_REQUEST)
    rip.received("one", PEER, PORT, asked, 7.0)
    assert told(rip, "one") == {"10.9.0.0/16": 3, "10.8.0.0/16": 16}


# -- time --------------------------------------------------------------------------------------------------------------


def test_a_route_times_out_and_is_forgotten() -> None:
    """Dead after 180 s, told of as unreachable, forgotten after 120 more; the neighbour is silent as well."""
    rip = machine()
    rip.received("one", PEER, PORT, response(("10.9.0.0/16", 2)), 10.0)
    assert list(rip.neighbors) == [("one", PEER)]
    rip.tick(189.9)
    assert table(rip) == {"10.9.0.0/16": 3}
    told(rip, "two")
    assert rip.deadlines().guard == 190.0
    rip.tick(190.0)
    assert table(rip) == {"10.9.0.0/16": 16}
    assert not rip.neighbors
    assert told(rip, "two")["10.9.0.0/16"] == 16
    rip.tick(309.9)
    assert table(rip) == {"10.9.0.0/16": 16}
    rip.tick(310.0)
    assert table(rip) == {}
    assert [name for name, _ in rip.told] == ["RIP.NbrAdd", "RIP.RouteAdd", "RIP.RouteRemove", "RIP.NbrRemove"]


def test_a_dead_route_comes_back() -> None:
    """While it waits to be forgotten, any neighbour's route takes its place; it is not forgotten then."""
    rip = machine()
    rip.received("one", PEER, PORT, response(("10.9.0.0/16", 2)), 10.0)
    rip.received("one", PEER, PORT, response(("10.9.0.0/16", 16)), 11.0)
    assert table(rip) == {"10.9.0.0/16": 16}
    rip.received("one", OTHER, PORT, response(("10.9.0.0/16", 9)), 12.0)
    rip.tick(150.0)
    assert table(rip) == {"10.9.0.0/16": 10}


def test_what_came_in_on_a_vlan_goes_with_it() -> None:
    """Its routes and its own network are told of as unreachable at once."""
    rip = machine()
    rip.received("one", PEER, PORT, response(("10.9.0.0/16", 2)), 10.0)
    rip.tick(14.0)
    told(rip, "two")
    rip.set_interfaces({"two": rip.interfaces["two"]}, 60.0)
    rip.set_own({key: route for key, route in rip.routes.items() if route.vlan == "two"}, 60.0)
    rip.tick(60.0)
    assert {"10.9.0.0/16": 16, "10.0.1.0/24": 16}.items() <= told(rip, "two").items()
    assert rip.learned() == []


def test_shorter_times_count_from_the_next_update_on() -> None:
    """Routes with a shorter timeout expire before older ones that have the longer."""
    rip = machine()
    rip.received("one", PEER, PORT, response(("10.9.0.0/16", 2)), 10.0)
    rip.configure(RipSettings(timeout=30.0), 11.0)
    rip.received("one", OTHER, PORT, response(("10.8.0.0/16", 2)), 12.0)
    rip.tick(42.0)
    assert table(rip) == {"10.9.0.0/16": 3, "10.8.0.0/16": 16}


# -- random graphs -----------------------------------------------------------------------------------------------------

Edge = tuple[int, int]


class Net:
    """Machines on point-to-point links with a cost at each end; messages take a thousandth of a second."""

    def __init__(self, random: Random, nodes: int) -> None:
        self.costs: dict[Edge, int] = {}  # (from, to): what comes in at the second from the first costs more
        order = list(range(nodes))
        random.shuffle(order)
        for one, other in [*pairwise(order), *[random.sample(order, 2) for _ in range(nodes)]]:
            self.costs[one, other], self.costs[other, one] = random.randint(1, 4), random.randint(1, 4)
        self.down: set[frozenset[int]] = set()
        self.now = 0.0
        self.order = 0
        self.flying: list[tuple[float, int, int, str, int, Rip]] = []
        self.machines = [RipMachine(RipSettings(), 0.0, seed=number) for number in order]
        for node in range(nodes):
            self.align(node)

    def align(self, node: int) -> None:
        """Give a machine its links that are up, their networks, and a network of its own."""
        peers = [other for one, other in self.costs if one == node and frozenset((one, other)) not in self.down]
        vlans = {str(peer): self.interface(node, peer) for peer in peers}
        self.machines[node].set_interfaces(vlans, self.now)
        own = RipRoute(ip_number(f"192.168.{node}.0"), 24, 1, "lo", origin=DIRECT)
        self.machines[node].set_own({own.key: own}, self.now)

    def interface(self, node: int, peer: int) -> RipInterface:
        """Return the link of a node to another as its VLAN."""
        return RipInterface(str(peer), self.address(node, peer), 30, self.costs[peer, node])

    def address(self, node: int, peer: int) -> int:
        """Return the address of a node on its link to another."""
        return ip_number(f"10.{min(node, peer)}.{max(node, peer)}.{1 if node < peer else 2}")

    def collect(self) -> None:
        """Put what the machines want to send on its way."""
        for node, rip in enumerate(self.machines):
            rip.tick(self.now)
            sent, rip.sent = rip.sent, []
            for one in sent:
                peer = int(one.vlan)
                if frozenset((node, peer)) not in self.down:
                    self.order += 1
                    item = self.now + 0.001, self.order, peer, str(node), self.address(node, peer), one.rip
                    heapq.heappush(self.flying, item)

    def run(self, until: float) -> None:
        """Let time pass."""
        while True:
            self.collect()
            due = [min(rip.deadlines()) for rip in self.machines]
            moment = min([*due, self.flying[0][0] if self.flying else float("inf")])
            if moment > until:
                self.now = until
                return
            self.now = max(self.now, moment)
            while self.flying and self.flying[0][0] <= self.now:
                _, _, node, vlan, source, rip = heapq.heappop(self.flying)
                self.machines[node].received(vlan, source, PORT, rip, self.now)

    def wanted(self, target: int) -> dict[int, int]:
        """Return the metric that each node should have to the network of one, by Dijkstra; 16 and more is none."""
        best, heap = {}, [(1, target)]
        while heap:
            metric, node = heapq.heappop(heap)
            if node in best or metric >= INFINITY:
                continue
            best[node] = metric
            for (one, other), cost in self.costs.items():
                if one == node and frozenset((one, other)) not in self.down:
                    heapq.heappush(heap, (metric + cost, other))
        return best

    def check(self) -> None:
        """Hold every metric and next hop against the calculation."""
        for target in range(len(self.machines)):
            key = ip_number(f"192.168.{target}.0"), 24
            wanted = self.wanted(target)
            found = {n: r.routes[key] for n, r in enumerate(self.machines) if key in r.routes and r.routes[key].alive}
            assert {node: route.metric for node, route in found.items()} == wanted
            for node, route in found.items():
                if node != target:
                    peer = int(route.vlan)
                    assert wanted[peer] + self.costs[peer, node] == route.metric


@pytest.mark.parametrize("number", range(12))
def test_random_graphs(number: int) -> None:
    """Metrics and next hops are the calculated ones, at the start, with broken links and with all of them back."""
    random = Random(number)
    net = Net(random, random.randint(3, 8))
    net.run(120.0)
    net.check()
    edges = sorted(tuple(sorted(edge)) for edge in net.costs)
    for broken in (random.sample(edges, 1), random.sample(edges, 2), []):
        old, net.down = net.down, {frozenset(edge) for edge in broken}
        for node in {node for edge in old ^ net.down for node in edge}:
            net.align(node)
        net.run(net.now + 400.0)
        net.check()
