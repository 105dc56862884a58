"""The shortest paths through one area (RFC 2328, 16.1), by Dijkstra's algorithm."""

from collections.abc import Mapping
from heapq import heappop, heappush
from typing import TypeAlias

from xos_cli.packets.ospf_records import (
    MAX_AGE,
    NETWORK,
    ROUTER,
    STUB,
    TRANSIT,
    V_FLAG,
    VIRTUAL,
    NetworkBody,
    RouterBody,
    RouterLink,
)
from xos_cli.processes.ospf.protocol.database import Database
from xos_cli.record import NamedTuple


class Hop(NamedTuple):
    """A way out: the interface, and the address of the router there, 0 if the destination is on its network."""

    interface: str
    gateway: int = 0


Hops: TypeAlias = tuple[Hop, ...]
#: A vertex: networks come before routers of the same distance.
Vertex: TypeAlias = tuple[int, int]
NETWORKS, ROUTERS = 0, 1
Prefix: TypeAlias = tuple[int, int]


class Exit(NamedTuple):
    """How the root leaves by one of its interfaces, by whose address its LSA names it.

    *gateways*: the addresses of the neighbours by identifier, on links without a network.
    """

    interface: str
    gateways: Mapping[int, Hops]


class Path(NamedTuple):
    """The distance of a vertex, and the ways to it."""

    cost: int
    hops: Hops


class Tree(NamedTuple):
    """The result of the calculation of an area: paths to its routers and networks, and whether it carries transit."""

    routers: dict[int, Path]
    networks: dict[Prefix, Path]
    flags: dict[int, int]
    transit: bool


class Search:
    """One calculation."""

    def __init__(self, database: Database, root: int, exits: Mapping[int, Exit]) -> None:
        self.exits, self.root = exits, root
        self.routers: dict[int, RouterBody] = {}
        self.networks: dict[int, tuple[int, NetworkBody]] = {}  # by the designated router's address: who tells of it
        for key, stored in database.items():
            body = stored.lsa.body
            if stored.lsa.age >= MAX_AGE:
                continue
            if key.kind == ROUTER and isinstance(body, RouterBody):
                self.routers[key.router] = body
            elif key.kind == NETWORK and isinstance(body, NetworkBody):
                self.networks[key.id] = key.router, body
        self.attached = {  # by router and network: the router's address there
            (id, link.id): link.data for id, body in self.routers.items() for link in body.links if link.kind == TRANSIT
        }
        self.best: dict[Vertex, Path] = {}
        self.done: dict[Vertex, Path] = {}
        self.heap: list[tuple[int, int, int]] = []

    def run(self) -> Tree:
        """Return the shortest paths from the root."""
        self._offer((ROUTERS, self.root), 0, ())
        while self.heap:
            cost, rank, id = heappop(self.heap)
            vertex = rank, id
            if vertex not in self.done and self.best[vertex].cost == cost:
                self.done[vertex] = self.best[vertex]
                if rank == ROUTERS:
                    self._leave_router(id)
                else:
                    self._leave_network(id)
        return self._tree()

    def _offer(self, vertex: Vertex, cost: int, hops: Hops) -> None:
        """Keep a path to a vertex if it is the best so far, or as good as the best."""
        known = self.best.get(vertex)
        if known is None or cost < known.cost:
            self.best[vertex] = Path(cost, hops)
            heappush(self.heap, (cost, *vertex))
        elif cost == known.cost and vertex not in self.done:
            self.best[vertex] = Path(cost, merged(known.hops, hops))

    def _leave_router(self, id: int) -> None:
        path, body = self.done[ROUTERS, id], self.routers.get(id)
        for link in body.links if body else ():
            if link.kind == TRANSIT:
                found = self.networks.get(link.id)
                if found is not None and id in found[1].routers:
                    hops = self._first_network(link) if id == self.root else path.hops
                    self._offer((NETWORKS, link.id), path.cost + link.metric, hops)
            elif link.kind != STUB and self._points_back(link.id, id, link.kind):
                hops = self._first_router(link) if id == self.root else path.hops
                if hops or id != self.root:
                    self._offer((ROUTERS, link.id), path.cost + link.metric, hops)

    def _points_back(self, id: int, to: int, kind: int) -> bool:
        body = self.routers.get(id)
        return body is not None and any(link.id == to and link.kind == kind for link in body.links)

    def _first_network(self, link: RouterLink) -> Hops:
        found = self.exits.get(link.data)
        return (Hop(found.interface),) if found else ()

    def _first_router(self, link: RouterLink) -> Hops:
        found = self.exits.get(-link.id if link.kind == VIRTUAL else link.data)
        return found.gateways.get(link.id, ()) if found else ()

    def _leave_network(self, id: int) -> None:
        path, (_, body) = self.done[NETWORKS, id], self.networks[id]
        for router in body.routers:
            data = self.attached.get((router, id))
            if data is not None:
                hops = tuple([hop if hop.gateway else Hop(hop.interface, data) for hop in path.hops])
                self._offer((ROUTERS, router), path.cost, hops)

    # -- the result --------------------------------------------------------------------------------------------------

    def _tree(self) -> Tree:
        routers = {id: path for (rank, id), path in self.done.items() if rank == ROUTERS}
        networks: dict[Prefix, Path] = {}
        for (rank, id), path in self.done.items():
            if rank == NETWORKS:
                mask = self.networks[id][1].mask
                _add(networks, (id & mask, length_of(mask)), path)
        for id, path in routers.items():
            self._add_stubs(networks, id, path)
        flags = {id: self.routers[id].flags for id in routers if id in self.routers}
        return Tree(routers, networks, flags, any(flag & V_FLAG for flag in flags.values()))

    def _add_stubs(self, networks: dict[Prefix, Path], id: int, path: Path) -> None:
        body = self.routers.get(id)
        for link in body.links if body else ():
            if link.kind == STUB:
                _add(networks, (link.id, length_of(link.data)), Path(path.cost + link.metric, path.hops))


def _add(networks: dict[Prefix, Path], prefix: Prefix, path: Path) -> None:
    known = networks.get(prefix)
    if known is None or path.cost < known.cost:
        networks[prefix] = path
    elif path.cost == known.cost:
        networks[prefix] = Path(path.cost, merged(known.hops, path.hops))


def merged(one: Hops, other: Hops) -> Hops:
    """Return the ways of two equally good paths, each once."""
    return one if one == other else tuple(sorted({*one, *other}))


def length_of(mask: int) -> int:
    """Return the length of the prefix of a mask."""
    return mask.bit_count()


def mask_of(length: int) -> int:
    """Return the mask of a prefix length."""
    return 0xFFFFFFFF << (32 - length) & 0xFFFFFFFF
