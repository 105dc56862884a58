"""OSPF of one virtual router: it takes settings, packets and the time."""

from xos_cli.packets.ospf_records import Ospf, OspfDbd, OspfHello, OspfLsAck, OspfLsr, OspfLsu
from xos_cli.processes.ospf.protocol.core import NAMES, Area, refusal
from xos_cli.processes.ospf.protocol.database import AS
from xos_cli.processes.ospf.protocol.flooding import PACE
from xos_cli.processes.ospf.protocol.neighbor import Interface, Neighbor, State
from xos_cli.processes.ospf.protocol.restart import Restart
from xos_cli.processes.ospf.protocol.settings import (
    NEVER,
    NORMAL,
    VIRTUAL,
    AreaSettings,
    InterfaceSettings,
    RouterSettings,
)
from xos_cli.record import NamedTuple

#: How often something is sent again before it counts as a mere repetition.
PATIENCE = 4


class Deadlines(NamedTuple):
    """When the next transition, dead timer and hello are due, and when the database is looked through next."""

    transition: float = NEVER
    dead: float = NEVER
    beacon: float = NEVER
    ageing: float = NEVER


class Router(Restart):
    """The whole router.  After each call ``sent``, ``notes``, ``routes_changed`` hold its results."""

    # -- settings ----------------------------------------------------------------------------------------------------

    def configure(self, settings: RouterSettings, up: dict[str, bool], now: float) -> None:
        """Apply new settings and the links of the interfaces; the identifier must stay the same."""
        before, self.settings = self.settings, settings
        for area in settings.areas:
            self._configure_area(area, now)
        wanted = {interface.name: interface for interface in settings.interfaces}
        for name in [name for name in self.interfaces if name not in wanted]:
            self.interface_down(self.interfaces[name], now)
            del self.interfaces[name]
        self.sort_interfaces()
        for id in [id for id in self.areas if id not in {area.id for area in settings.areas}]:
            self._forget_area(id)
        if not any(area.kind == NORMAL for area in settings.areas):
            self._forget_externals()
        for name, interface in wanted.items():
            self._configure_interface(interface, up.get(name, False), now)
        self.sort_interfaces()
        self.stale = dict.fromkeys(self.areas)
        if (before.limit, before.overflow_timeout) != (settings.limit, settings.overflow_timeout):
            self.leave_overflow(now)
        self.finish(now)

    def _configure_area(self, settings: AreaSettings, now: float) -> None:
        area = self.areas.get(settings.id)
        if area is not None and area.settings.kind != settings.kind:
            for interface in self.interfaces_of(area.id):
                self.interface_down(interface, now)
            self._forget_area(area.id)
            area = None
        if area is None:
            self.areas[settings.id] = Area(settings)
            self.recalculate(now)
        elif area.settings != settings:
            before, area.settings = area.settings, settings
            if before.external_filter != settings.external_filter:
                self.offer_externals(area.id, now)
            self.recalculate(now)

    def _forget_area(self, id: int) -> None:
        self.areas.pop(id, None)
        self.wanted = {place: wanted for place, wanted in self.wanted.items() if place[0] != id}
        self.dying = {place: None for place in self.dying if place[0] != id}
        self.translates.pop(id, None)

    def _forget_externals(self) -> None:
        """Keep no external LSAs: stub areas and NSSAs have none (RFC 2328, 3.6)."""
        self.external.clear()
        self.wanted = {place: wanted for place, wanted in self.wanted.items() if place[0] != AS}

    def _configure_interface(self, settings: InterfaceSettings, up: bool, now: float) -> None:
        interface = self.interfaces.get(settings.name)
        if interface is None:
            interface = self.interfaces[settings.name] = Interface(settings, now)
            self.sort_interfaces()
        elif interface.settings != settings:
            self._change(interface, settings, now)
        if settings.kind == VIRTUAL:
            self.recalculate(now)
        elif up:
            self.interface_up(interface, now)
        else:
            self.interface_down(interface, now)

    def _change(self, interface: Interface, settings: InterfaceSettings, now: float) -> None:
        """Apply new settings of an interface; one with a new cost only keeps its neighbours."""
        old = interface.settings
        quiet = old._replace(
            cost=settings.cost, priority=settings.priority, extra=settings.extra, helper=settings.helper
        )
        quiet = quiet._replace(retransmit=settings.retransmit, delay=settings.delay, mtu=settings.mtu)
        if quiet != settings:
            self.interface_down(interface, now)
        interface.settings = settings
        self.sort_interfaces()
        if settings.kind != VIRTUAL:
            interface.cost, interface.address = settings.cost, settings.address
        self.touched(interface)
        if old.priority != settings.priority:
            self.neighbors_changed(interface, now)

    def virtual(self, peer: int, transit: int) -> Interface | None:
        """Return the virtual link to a router through an area."""
        for interface in self.interfaces.values():
            if interface.settings.kind == VIRTUAL and _through(interface.settings) == (transit, peer):
                return interface if interface.up else None
        return None

    # -- packets -----------------------------------------------------------------------------------------------------

    def near(self, interface: Interface, source: int, packet: Ospf) -> bool:
        """Return whether a packet comes from the network of an interface; refuse it if not (8.2)."""
        settings = interface.settings
        if not interface.designated or not (source ^ settings.address) & settings.mask:
            return True
        from xos_cli.packets.addresses import ip_text

        network = f"{ip_text(settings.address & settings.mask)}/{settings.mask.bit_count()}"
        self._refuse(interface, source, packet, f"subnet mismatch: {ip_text(source)} is not in {network}")
        return False

    def received(self, interface: Interface, source: int, mac: int, packet: Ospf, now: float) -> bool:
        """Process a packet; return False if it only restarted the neighbour's dead timer."""
        neighbor = interface.neighbors.get(source if interface.designated else packet.router)
        interface.count(f"rx_{NAMES[type(packet.body)]}")
        if neighbor is not None and neighbor.heard is packet:
            neighbor.dead_at = now + interface.settings.dead
            return False
        why = self._refusal(interface, neighbor, packet)
        if why:
            self._refuse(interface, source, packet, why)
            return False
        self._dispatch(interface, neighbor, source, mac, packet, now)
        self.finish(now)
        return True

    def _refusal(self, interface: Interface, neighbor: Neighbor | None, packet: Ospf) -> str:
        from xos_cli.packets.addresses import ip_text

        if packet.area != interface.settings.area:
            return f"area mismatch: {ip_text(packet.area)} there, {ip_text(interface.settings.area)} here"
        why = refusal(interface.settings.key, packet, neighbor.crypto if neighbor else 0)
        return why or (self.refused(interface, packet) if isinstance(packet.body, OspfHello) else "")

    def _refuse(self, interface: Interface, source: int, packet: Ospf, why: str) -> None:
        from xos_cli.packets.addresses import ip_text

        interface.count("discarded")
        if interface.complaints.get(source) != why:
            interface.complaints[source] = why
            who = f"{ip_text(packet.router)} ({ip_text(source)})"
            self.note("Warning", "OSPF.CfgErr", f"Neighbor {who} on {interface.name}: {why}")

    def _dispatch(
        self, interface: Interface, neighbor: Neighbor | None, source: int, mac: int, packet: Ospf, now: float
    ) -> None:
        body = packet.body
        if isinstance(body, OspfHello):
            if not interface.complaints.get(source, "").startswith("MTU"):
                interface.complaints.pop(source, None)
            self.heard(interface, source, mac, packet, now)
            neighbor = interface.neighbors.get(source if interface.designated else packet.router)
        elif neighbor is not None and neighbor.state >= State.INIT:
            neighbor.mac = mac
            self._take_body(interface, neighbor, packet, now)
        if neighbor is not None:
            neighbor.crypto = packet.auth.sequence

    def _take_body(self, interface: Interface, neighbor: Neighbor, packet: Ospf, now: float) -> None:
        body = packet.body
        if isinstance(body, OspfDbd):
            self.described(interface, neighbor, body, now)
        elif isinstance(body, OspfLsr):
            self.requested(interface, neighbor, body, now)
        elif isinstance(body, OspfLsAck):
            self.acknowledged(neighbor, body)
        elif isinstance(body, OspfLsu) and not self.updated(interface, neighbor, body, now):
            self.begin(interface, neighbor, now, "an LSA that was requested is older")

    # -- time --------------------------------------------------------------------------------------------------------

    def tick(self, now: float) -> None:
        """Process every timer that is due."""
        for interface in list(self.interfaces.values()):
            self._tick_interface(interface, now)
        self.tick_restart(now)
        if self.leave_at <= now:
            self.leave_overflow(now)
        if self.flood_at <= now:
            self.flush_updates(now)
        if self.refresh_at <= now:
            self.refresh(now)
        if self.age_at <= now:
            self.age(now)
        if self.spf_at <= now:
            self.calculate(now)
            self.tell_borders()
        self.finish(now)

    def _tick_interface(self, interface: Interface, now: float) -> None:
        for neighbor in list(interface.neighbors.values()):
            if neighbor.dead_at <= now and neighbor.helped_until:
                neighbor.dead_at = NEVER  # it restarts
            elif neighbor.dead_at <= now:
                self.lose(interface, neighbor, now, "dead timer expired")
            elif min(neighbor.describe_at, neighbor.request_at, neighbor.update_at) <= now:
                self.repeat(interface, neighbor, now)
        if interface.wait_at <= now:
            self.elect(interface, now)
        if interface.ack_at <= now:
            self.acknowledge_all(interface)
        if interface.hello_at <= now:
            self.say_hello(interface, now)

    def finish(self, now: float) -> None:
        """Process all consequences of the events so far: own LSAs, neighbours, updates."""
        if self.silent:
            self.follow_restart(now)
        if self.stale or self.stale_networks:
            self.describe_links()
        self.sweep()
        if self.dirty or self.originate_at <= now:
            self.originate(now)
        if self.loaded:
            self.load(now)
            if self.stale:
                self.finish(now)
                return
        if self.outgoing and self.flood_at == NEVER:
            self.flood_at = now + PACE

    def deadlines(self) -> Deadlines:
        """Return the next deadlines of each kind."""
        transitions, dead, beacons = [self.spf_at, self.originate_at, self.flood_at], [NEVER], [NEVER]
        for interface in self.interfaces.values():
            (transitions if interface.news else beacons).append(interface.hello_at)
            transitions += (interface.wait_at, interface.ack_at)
            for neighbor in interface.neighbors.values():
                dead.append(neighbor.dead_at)
                again = beacons if neighbor.tries > PATIENCE else transitions
                again += (neighbor.describe_at, neighbor.request_at, neighbor.update_at)
        guard = min(self.refresh_at, self.age_at, self.waits_until, self.leave_at)
        return Deadlines(min(transitions), min(dead), min(beacons), guard)


def _through(settings: InterfaceSettings) -> tuple[int, int]:
    """Return the transit area and the other end of a virtual link."""
    return settings.transit, settings.peer
