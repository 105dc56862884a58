"""A network of bare spanning-tree machines in virtual time, and what a tree must be by plain calculation."""

import heapq
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from typing import Any

from xos_cli.packets.frames import Bpdu
from xos_cli.processes.stp.classic import Classic
from xos_cli.processes.stp.rapid import Rapid
from xos_cli.processes.stp.tree import FORWARDING, Key, Tree, TreePort, TreeSettings

DELAY = 0.00001
#: A bridge and one of its ports.
End = tuple[str, int]


class ToyLink:
    """A LAN with some ends; one of them can be down alone, and what one end sends can be lost."""

    def __init__(self, name: str, ends: list[End]) -> None:
        self.name, self.ends = name, ends
        self.down: set[End] = set()
        self.deaf: set[End] = set()  # the ends whose frames are lost

    def up(self, end: End) -> bool:
        """Whether an end has the link; between two both have it or none."""
        return end not in self.down if len(self.ends) > 2 else not self.down


class ToyNetwork:
    """Bridges, links and a queue of events."""

    def __init__(self, mode: str, point_to_point: bool = True) -> None:
        self.kind: type[Tree] = Classic if mode == "dot1d" else Rapid
        self.point_to_point = point_to_point
        self.now = 0.0
        self.trees: dict[str, Tree] = {}
        self.links: dict[str, ToyLink] = {}
        self.wired: dict[End, ToyLink] = {}
        self.costs: dict[End, tuple[int, int]] = {}  # cost and port identifier
        self.changed: list[tuple[float, str, int, str]] = []  # when a port took which state
        self.flushes = 0
        self.watch: Callable[[], None] | None = None  # called at every change of a state
        self._seen: dict[End, str] = {}
        self._queue: list[tuple[float, int, Callable[..., None], tuple[Any, ...]]] = []
        self._order = count()
        self._armed: dict[str, float] = {}

    # -- building --------------------------------------------------------------------------------------------------

    def add_bridge(self, name: str, mac: int, priority: int = 32768, **settings: Any) -> None:
        """Add a bridge without ports."""
        self.trees[name] = self.kind(TreeSettings(priority << 48 | mac, **settings), self.now)

    def add_link(self, name: str, ends: Iterable[tuple[str, int, int, int]]) -> None:
        """Add a link between ends (bridge, port, cost, port priority), which is up from now on."""
        link = ToyLink(name, [])
        for bridge, port, cost, priority in ends:
            end = bridge, port
            link.ends.append(end)
            self.wired[end] = link
            self.costs[end] = cost, priority << 8 | port
        self.links[name] = link
        for end in link.ends:
            self._port_up(end)

    def add_host(self, bridge: str, port: int, edge: bool) -> None:
        """Add a port with nobody who speaks the protocol at its other end."""
        self.wired[bridge, port] = ToyLink(f"{bridge}:{port}", [(bridge, port)])
        self.trees[bridge].link_up(TreePort((1, port), 128 << 8 | port, 4, False, edge), self.now)
        self._after(bridge)

    def _port_up(self, end: End) -> None:
        cost, number = self.costs[end]
        point_to_point = self.point_to_point and len(self.wired[end].ends) == 2
        self.trees[end[0]].link_up(TreePort((1, end[1]), number, cost, point_to_point), self.now)
        self._after(end[0])

    # -- faults ----------------------------------------------------------------------------------------------------

    def down(self, name: str, end: End | None = None) -> None:
        """Cut a link, or the connection of one of its ends."""
        self._set(self.links[name], end, True)

    def up(self, name: str, end: End | None = None) -> None:
        """Mend what was cut."""
        self._set(self.links[name], end, False)

    def _set(self, link: ToyLink, end: End | None, down: bool) -> None:
        before = {one: link.up(one) for one in link.ends}
        for one in link.ends if end is None else [end]:
            (link.down.add if down else link.down.discard)(one)
        for one in link.ends:
            if before[one] and not link.up(one):
                self.trees[one[0]].link_down((1, one[1]), self.now)
                self._after(one[0])
            elif link.up(one) and not before[one]:
                self._port_up(one)

    def fail_over(self, name: str) -> None:
        """Let another MSM of a bridge take over with what it has to know of the tree."""
        old = self.trees[name]
        new = self.kind(old.settings, self.now)
        ports = [
            (TreePort(key, port.number, port.cost, port.point_to_point, port.admin_edge), port.kept())
            for key, port in old.ports.items()
        ]
        new.restore(old.kept(), ports, self.now)
        self.trees[name] = new
        self._armed.pop(name, None)
        self._after(name)

    def remove(self, name: str) -> None:
        """Take the power of a bridge away."""
        for end, link in self.wired.items():
            if end[0] == name and not link.down:
                self.down(link.name, end if len(link.ends) > 2 else None)

    # -- time ------------------------------------------------------------------------------------------------------

    def run(self, seconds: float) -> None:
        """Let time pass."""
        until = self.now + seconds
        while self._queue and self._queue[0][0] <= until:
            self.now, _, action, arguments = heapq.heappop(self._queue)
            action(*arguments)
        self.now = until

    def _push(self, at: float, action: Callable[..., None], *arguments: Any) -> None:
        heapq.heappush(self._queue, (at, next(self._order), action, arguments))

    def _after(self, name: str) -> None:
        """Send what a tree has to send, note its states, and ask for its next deadline."""
        tree = self.trees[name]
        sent, tree.sent = tree.sent, []
        for port, bpdu in sent:
            self._carry((name, port.key[1]), bpdu)
        self.flushes, tree.flushed = self.flushes + len(tree.flushed), []
        for key, port in tree.ports.items():
            if self._seen.get((name, key[1])) != port.state:
                self._seen[name, key[1]] = port.state
                self.changed.append((self.now, name, key[1], port.state))
                if self.watch:
                    self.watch()
        due = min(tree.deadlines(self.now))
        if due < self._armed.get(name, float("inf")) or self._armed[name] <= self.now:
            self._armed[name] = due
            if due < float("inf"):
                self._push(max(due, self.now), self._tick, name, due)

    def _tick(self, name: str, due: float) -> None:
        if self._armed.get(name) == due:
            self._armed[name] = float("inf")
        self.trees[name].tick(self.now)
        self._after(name)

    def _carry(self, end: End, bpdu: Bpdu) -> None:
        link = self.wired[end]
        if end not in link.deaf:
            for other in link.ends:
                if other != end and link.up(other) and link.up(end):
                    self._push(self.now + DELAY, self._arrive, other, bpdu)

    def _arrive(self, end: End, bpdu: Bpdu) -> None:
        if self.wired[end].up(end):
            self.trees[end[0]].received((1, end[1]), bpdu, self.now)
            self._after(end[0])

    # -- what came of it -------------------------------------------------------------------------------------------

    def port(self, end: End) -> TreePort | None:
        """Return a port that takes part."""
        key: Key = (1, end[1])
        return self.trees[end[0]].ports.get(key)

    def forwards(self, end: End) -> bool:
        """Whether a port forwards."""
        port = self.port(end)
        return port is not None and port.state == FORWARDING

    def forwarding(self) -> Iterator[tuple[str, list[str]]]:
        """Yield the links that pass frames, with the bridges that forward on them."""
        for name, link in self.links.items():
            bridges = [end[0] for end in link.ends if link.up(end) and self.forwards(end)]
            if len(bridges) > 1:
                yield name, bridges

    def has_loop(self) -> bool:
        """Whether a frame could come back to where it was: a link joins what is joined already."""
        group: dict[str, str] = {}
        for name, bridges in self.forwarding():
            for bridge in bridges:
                one, other = _find(group, bridge), _find(group, f"lan {name}")
                if one == other:
                    return True
                group[one] = other
        return False

    def components(self, only_forwarding: bool) -> set[frozenset[str]]:
        """Return the bridges that are joined, by links that are up or by those that forward."""
        group: dict[str, str] = {}
        joined = (
            self.forwarding()
            if only_forwarding
            else ((name, [end[0] for end in link.ends if link.up(end)]) for name, link in self.links.items())
        )
        for name, bridges in joined:
            for bridge in bridges:
                group[_find(group, bridge)] = _find(group, f"lan {name}")
        found: dict[str, set[str]] = {}
        for bridge in self.trees:
            found.setdefault(_find(group, bridge), set()).add(bridge)
        return {frozenset(bridges) for bridges in found.values()}


def _find(group: dict[str, str], name: str) -> str:
    while group.get(name, name) != name:
        name = group[name]
    return name


def calculated(network: ToyNetwork) -> dict[str, tuple[int, int, dict[int, str]]]:
    """Return root, cost and the role of each port of every bridge, by 802.1D's rules without any protocol.

    Relax the vectors of all LANs until nothing improves: each LAN has the best vector that a bridge offers on it.
    """
    best: dict[str, tuple[int, int, int, int]] = {}
    state: dict[str, tuple[tuple[int, int, int, int, int], End | None]] = {}
    for _ in range(2 * len(network.trees) + 2):
        for name, tree in network.trees.items():
            own = tree.settings.bridge
            offers: list[tuple[tuple[int, int, int, int, int], End | None]] = [((own, 0, own, 0, 0), None)]
            for end, link in network.wired.items():
                lan = best.get(link.name)
                if end[0] == name and link.up(end) and lan is not None and lan[2] != own:
                    cost, number = network.costs[end]
                    offers.append(((lan[0], lan[1] + cost, lan[2], lan[3], number), end))
            state[name] = min(offers, key=lambda offer: offer[0])
        best = {}
        for end, link in network.wired.items():
            vector, through = state[end[0]]
            if link.up(end) and through != end:
                offer = vector[0], vector[1], network.trees[end[0]].settings.bridge, network.costs[end][1]
                best[link.name] = min(best.get(link.name, offer), offer)
    return {name: (*state[name][0][:2], _roles(network, name, state[name][1], best)) for name in network.trees}


def _roles(
    network: ToyNetwork, name: str, through: End | None, best: dict[str, tuple[int, int, int, int]]
) -> dict[int, str]:
    roles = {}
    for end, link in network.wired.items():
        if end[0] == name and link.up(end):
            own = network.trees[name].settings.bridge, network.costs[end][1]
            if end == through:
                roles[end[1]] = "root"
            elif best[link.name][2:] == own:
                roles[end[1]] = "designated"
            else:
                roles[end[1]] = "backup" if best[link.name][2] == own[0] else "alternate"
    return roles
