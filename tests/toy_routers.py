"""Routers without switches: pure machines whose packets travel over links of a toy network."""

import heapq
from collections.abc import Callable
from itertools import count
from typing import Any

from xos_cli.packets.addresses import ip_number, ip_text
from xos_cli.packets.ospf_records import Ospf
from xos_cli.processes.ospf.protocol.core import ALL_DESIGNATED, ALL_ROUTERS, Outgoing
from xos_cli.processes.ospf.protocol.database import AS
from xos_cli.processes.ospf.protocol.neighbor import State
from xos_cli.processes.ospf.protocol.router import Router
from xos_cli.processes.ospf.protocol.settings import (
    VIRTUAL,
    AreaSettings,
    InterfaceSettings,
    RouterSettings,
)
from xos_cli.processes.ospf.protocol.spf import mask_of

DELAY = 0.0001
TYPES = {1: "router", 2: "net", 3: "summary", 4: "asbr-summary", 5: "external", 7: "nssa"}


class ToyNetwork:
    """Routers by name; links by name, each with the routers on it."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.routers: dict[str, Router] = {}
        self.settings: dict[str, RouterSettings] = {}
        self.links: dict[str, list[str]] = {}
        self.broken: set[tuple[str, str]] = set()  # (router, link): this router's port into the link is down
        self.lost: Callable[[str, str, Ospf], bool] = lambda link, router, packet: False
        self.packets = 0
        self._queue: list[tuple[float, int, Callable[..., None], tuple[Any, ...]]] = []
        self._order = count()
        self._armed: dict[str, float] = {}

    # -- building --------------------------------------------------------------------------------------------------

    def add(self, name: str, id: str, areas: tuple[AreaSettings, ...] = (), **more: Any) -> None:
        """Add a router."""
        self.settings[name] = RouterSettings(ip_number(id), areas, **more)

    def attach(self, name: str, link: str, address: str, area: str = "0.0.0.0", **more: Any) -> None:
        """Attach a router to a link; ``10.0.0.1/24``."""
        host, _, length = address.partition("/")
        interface = InterfaceSettings(link, ip_number(area), ip_number(host), mask_of(int(length or 24)), **more)
        self.settings[name] = _with(self.settings[name], interface)
        if more.get("kind") != VIRTUAL:
            self.links.setdefault(link, []).append(name)

    def start(self, *names: str) -> None:
        """Start routers, or all."""
        for name in names or self.settings:
            self.routers[name] = Router(self.settings[name], self.now)
            self.follow(name)

    def follow(self, name: str) -> None:
        """Let a router follow its settings and its ports."""
        router, settings = self.routers[name], self.settings[name]
        up = {i.name: (name, i.name) not in self.broken for i in settings.interfaces}
        router.configure(settings, up, self.now)
        self.after(name)

    def change(self, name: str, link: str, **fields: Any) -> None:
        """Change the settings of an interface."""
        settings = self.settings[name]
        new = [i._replace(**fields) if i.name == link else i for i in settings.interfaces]
        self.settings[name] = settings._replace(interfaces=tuple(new))
        self.follow(name)

    def down(self, link: str, *names: str) -> None:
        """Break a link, or the ports of some routers into it."""
        for name in names or self.links[link]:
            self.broken.add((name, link))
            self.follow(name)

    def up(self, link: str, *names: str) -> None:
        """Mend a link."""
        for name in names or self.links[link]:
            self.broken.discard((name, link))
            self.follow(name)

    def stop(self, name: str) -> None:
        """Let a router die."""
        del self.routers[name]

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

    def after(self, name: str) -> None:
        """Deliver what a router sends, and ask for its next deadline."""
        router = self.routers[name]
        sent, router.sent = router.sent, []
        for item in sent:
            self._send(name, item)
        router.notes = []
        moment = min(router.deadlines())
        if moment != self._armed.get(name):
            self._armed[name] = moment
            self._push(moment, self._tick, name, router, moment)

    def _tick(self, name: str, router: Router, moment: float) -> None:
        if self.routers.get(name) is router and self._armed.get(name) == moment:
            self._armed.pop(name)
            router.tick(self.now)
            self.after(name)

    # -- packets ---------------------------------------------------------------------------------------------------

    def _send(self, name: str, item: Outgoing) -> None:
        self.packets += 1
        if item.interface.settings.kind == VIRTUAL:
            self._send_far(name, item)
            return
        link = item.interface.name
        for other in self.links.get(link, ()):
            works = other != name and not {(name, link), (other, link)} & self.broken
            if works and not self.lost(link, other, item.packet):
                self._push(self.now + DELAY, self._arrive, other, link, item)

    def _send_far(self, name: str, item: Outgoing) -> None:
        peer = next((n for n, s in self.settings.items() if s.id == item.interface.settings.peer), None)
        if peer is not None:
            self._push(self.now + DELAY, self._arrive_far, peer, self.routers[name].id, item)

    def _arrive_far(self, name: str, sender: int, item: Outgoing) -> None:
        router = self.routers.get(name)
        if router is None:
            return
        for interface in router.interfaces.values():
            if interface.settings.kind == VIRTUAL and interface.settings.peer == sender and interface.up:
                router.received(interface, item.interface.address, 0, item.packet, self.now)
                self.after(name)

    def _arrive(self, name: str, link: str, item: Outgoing) -> None:
        router = self.routers.get(name)
        if router is None or (name, link) in self.broken or link not in router.interfaces:
            return
        interface = router.interfaces[link]
        mine = item.address in (ALL_ROUTERS, interface.settings.address)
        if interface.up and (mine or (item.address == ALL_DESIGNATED and interface.state in ("DR", "BDR"))):
            router.received(interface, item.interface.settings.address, 0, item.packet, self.now)
            self.after(name)

    # -- what is seen ----------------------------------------------------------------------------------------------

    def states(self, name: str) -> dict[str, dict[str, State]]:
        """Return the states of the neighbours of a router, by link and identifier."""
        router = self.routers[name]
        return {i.name: {ip_text(n.id): n.state for n in i.neighbors.values()} for i in router.interfaces.values()}

    def lsdb(self, name: str) -> dict[str, dict[str, list[str]]]:
        """Return the database: of each area the LSAs by type, as ``id router``; externals under ``as``."""
        router = self.routers[name]
        found: dict[str, dict[str, list[str]]] = {}
        for scope, database in router.databases():
            if isinstance(scope, tuple):
                continue
            for key in sorted(database):
                where = "as" if scope == AS else ip_text(int(scope))
                kinds = found.setdefault(where, {})
                kinds.setdefault(TYPES.get(key.kind, "?"), []).append(f"{ip_text(key.id)} {ip_text(key.router)}")
        return found

    def routes(self, name: str) -> dict[str, tuple[int, int, set[str]]]:
        """Return the routes: kind, cost, and the gateways (``direct`` on a router's own networks)."""
        return {
            f"{ip_text(network)}/{length}": (
                route.kind,
                route.cost,
                {ip_text(hop.gateway) if hop.gateway else "direct" for hop in route.hops} or {"direct"},
            )
            for (network, length), route in self.routers[name].routes.items()
        }


def _with(settings: RouterSettings, interface: InterfaceSettings) -> RouterSettings:
    """Return the settings with one more interface, and with its area."""
    areas = settings.areas
    if interface.area not in {area.id for area in areas}:
        areas = (*areas, AreaSettings(interface.area))
    return settings._replace(areas=areas, interfaces=(*settings.interfaces, interface))
