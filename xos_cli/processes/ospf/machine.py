"""Run OSPF on a master MSM: apply the configuration and the links, send and receive through the fabric."""

from typing import TYPE_CHECKING

from xos_cli.packets.addresses import ip_text, is_multicast, multicast_mac
from xos_cli.packets.frames import ROUTER_ALERT, Frame, Ipv4
from xos_cli.packets.ospf_records import Ospf
from xos_cli.processes.ospf.configured import Configured, configured
from xos_cli.processes.ospf.policies import FilteredRouter, exported, kept_routes
from xos_cli.processes.ospf.protocol.core import ALL_DESIGNATED, Outgoing
from xos_cli.processes.ospf.protocol.neighbor import BDR, DR, Interface
from xos_cli.processes.ospf.protocol.restart import SOFTWARE, SWITCHOVER
from xos_cli.processes.ospf.protocol.router import Deadlines
from xos_cli.processes.ospf.protocol.settings import NEVER, VIRTUAL
from xos_cli.processes.rtmgr.rows import LearnedRoute
from xos_cli.switch.timing.clock import EventKind

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

#: Life of packets on a link and over a virtual link, and the type of service: internetwork control (RFC 2328, A.1).
TTL, FAR_TTL, CONTROL = 1, 255, 0xC0


class Alarm:
    """A timer for one kind of deadline of all routers; it is set again only when the time changes."""

    def __init__(self, routers: "Routers", kind: EventKind) -> None:
        self.routers, self.kind = routers, kind
        self.moment = NEVER

    def set(self, moment: float) -> None:
        """Set the timer to a time, in place of the one before."""
        if moment != self.moment:
            clock = self.routers.node.clock
            if self.moment < NEVER:
                clock.drop(self)
            self.moment = moment
            if moment < NEVER:
                clock.at(moment, self.ring, kind=self.kind)

    def ring(self) -> None:
        """Process the timers of all routers that are due."""
        self.moment = NEVER
        self.routers.due()


#: Seconds from the end of the process until its routes are deleted; where it is remembered that it was ended.
WITHDRAWAL = 1.0
STOPPED = "ospf stopped"
#: The kinds of the events of ``Deadlines``.
KINDS = (EventKind.TRANSITION, EventKind.GUARD, EventKind.BEACON, EventKind.GUARD)


class Routers:
    """The routers by virtual router, and the interface that each VLAN is."""

    def __init__(self, node: "Node") -> None:
        self.node = node
        self.routers: dict[str, FilteredRouter] = {}
        self.configured: dict[str, Configured] = {}
        self.vlans: dict[int, tuple[str, Interface]] = {}  # by the VLAN's number: virtual router and interface
        self.hellos: dict[tuple[str, str], Frame] = {}  # the last hello of each interface, as a frame
        self.exports: dict[str, None] = {}  # virtual routers in which the routes of other origins may have changed
        self.alarms = [Alarm(self, kind) for kind in KINDS]
        for name, alarm in zip(Deadlines._fields, self.alarms, strict=True):
            node.memory[f"ospf {name}"] = alarm  # a node that stops drops the events of what it remembers
        self._following = False

    # -- the configuration and the links -----------------------------------------------------------------------------

    def follow(self) -> None:
        """Apply a change once it is complete, and after a failover once the I/O modules forward again."""
        if not self._following:
            self._following = True
            fabric = self.node.fabric
            self.node.clock.at(fabric.dark_until if fabric is not None else 0.0, self.align)

    def align(self) -> None:
        """Bring the routers in line with the configuration and the links."""
        self._following = False
        if not self.node.is_master or not self.node.works("ospf"):
            self.end()
            return
        wanted = configured(self.node.store)
        for name in [name for name in self.routers if not self._stays(name, wanted)]:
            self._end(name)
        for name, found in wanted.items():
            if self.configured.get(name) != found or name not in self.routers:
                self._configure(name, found)
        self.configured = wanted
        self._find_vlans()
        for name in wanted:
            self.exports[name] = None
        self.after()

    def _stays(self, name: str, wanted: dict[str, Configured]) -> bool:
        return name in wanted and wanted[name].settings.id == self.routers[name].id

    def _configure(self, name: str, found: Configured) -> None:
        now = self.node.clock.now
        new = name not in self.routers
        if new:
            self.routers[name] = FilteredRouter(found.settings, now, self.node)
        self.hellos = {key: frame for key, frame in self.hellos.items() if key[0] != name}
        router = self.routers[name]
        reason = self._restart_reason(name, found.settings.restart) if new else None
        router.silent = reason is not None
        router.configure(found.settings, found.up, now)
        if reason is not None:
            router.restart(reason, now + found.settings.grace, now)

    def _restart_reason(self, name: str, wanted: str) -> int | None:
        """Return why OSPF restarts gracefully, None if it begins anew: routes of before are there, and it may.

        evidence: inferred (an MSM failover is unplanned, a restart of the process is planned)
        """
        rows = self.node.store.rows(LearnedRoute)
        if not any(row.vrName == name and row.origin.startswith("OSPF") for row in rows):
            return None
        stopped = self.node.memory.pop(STOPPED, None) is not None
        kind, reason = ("planned", SOFTWARE) if stopped else ("unplanned", SWITCHOVER)
        return reason if wanted in ("both", kind) else None

    def prepare(self, name: str, planned: bool) -> float:
        """Prepare for the end of the process; return for how many seconds its routes must stay.

        A planned restart tells the neighbours before.
        """
        router, wanted = self.routers[name], self.configured[name].settings
        if not planned or wanted.restart not in ("planned", "both"):
            return WITHDRAWAL
        now = self.node.clock.now
        router.restart(SOFTWARE, now + wanted.grace, now)
        sent, router.sent = router.sent, []
        for item in sent:
            self._send(name, item)
        self.node.memory[STOPPED] = now
        return float(wanted.grace)

    def _end(self, name: str) -> None:
        """Stop OSPF in a virtual router and withdraw its routes; its neighbours notice the missing hellos."""
        del self.routers[name]
        self.hellos = {key: frame for key, frame in self.hellos.items() if key[0] != name}
        self.node.software.ask("rtmgr", "learned", self.node, name, "ospf", [])

    def end(self) -> None:
        """Stop: the process has crashed, or the MSM is no longer the master."""
        for name in ("ospf", *[f"ospf {name}" for name in Deadlines._fields]):
            self.node.clock.drop(self.node.memory.pop(name, None))

    def _find_vlans(self) -> None:
        self.vlans = {
            vid: (name, self.routers[name].interfaces[vlan])
            for name, found in self.configured.items()
            for vlan, vid in found.vids.items()
        }

    # -- packets -----------------------------------------------------------------------------------------------------

    def received(self, vid: int, frame: Frame) -> None:
        """Process a packet received in a VLAN."""
        found, packet = self.vlans.get(vid), frame.payload
        if found is None or not isinstance(packet, Ipv4) or not isinstance(packet.payload, Ospf):
            return
        name, interface = found
        if interface.settings.passive or not interface.up or packet.src == interface.settings.address:
            return
        router, ospf = self.routers[name], packet.payload
        if ospf.area == 0 != interface.settings.area:
            interface = router.virtual(ospf.router, interface.settings.area) or interface
        elif packet.dst == ALL_DESIGNATED and interface.state not in (DR, BDR):
            return
        now, near = self.node.clock.now, router.near(interface, packet.src, ospf)
        if not near or router.received(interface, packet.src, frame.src, ospf, now):
            self.after()
        else:
            self._lived()

    def _lived(self) -> None:
        """Set the timers again after a hello has moved a dead timer."""
        for router in self.routers.values():
            self._tell(router)
        self._arm()

    def malformed(self, vid: int) -> None:
        """Count a packet that cannot be read."""
        found = self.vlans.get(vid)
        if found is not None:
            found[1].count("discarded")

    def _send(self, name: str, item: Outgoing) -> None:
        node, interface = self.node, item.interface
        if node.fabric is None:
            return
        if interface.settings.kind == VIRTUAL:
            options = ROUTER_ALERT if self.configured[name].settings.alert else b""
            packet = Ipv4(interface.address, item.address, item.packet, FAR_TTL, CONTROL, options=options)
            node.software.ask("rtmgr", "transmit", node, name, packet)
            return
        known = self.hellos.get((name, interface.name))
        if known is None or known.payload.payload is not item.packet:  # type: ignore[union-attr]
            known = self._frame(name, interface, item)
            if item.packet is interface.hello:
                self.hellos[name, interface.name] = known
        vid = self.configured[name].vids.get(interface.name)
        if vid is not None:
            node.fabric.router.counts.sent(name, known.payload)  # type: ignore[arg-type]
            node.fabric.send_vlan(vid, known)

    def _frame(self, name: str, interface: Interface, item: Outgoing) -> Frame:
        assert self.node.fabric is not None
        options = ROUTER_ALERT if self.configured[name].settings.alert else b""
        packet = Ipv4(interface.settings.address, item.address, item.packet, TTL, CONTROL, options=options)
        return Frame(self.node.fabric.mac, _mac(interface, item.address), 0, packet)

    # -- time --------------------------------------------------------------------------------------------------------

    def due(self) -> None:
        """Process the timers that are due in every router."""
        self.node.worked("ospf")
        now = self.node.clock.now
        if not self.node.works("ospf"):
            self.end()
            return
        for router in self.routers.values():
            if min(router.deadlines()) <= now:
                router.tick(now)
        self.after()

    def _arm(self) -> None:
        """Set the timers of the next deadlines; hellos have one only where a neighbor could hear them."""
        found = [router.deadlines() for router in self.routers.values()]
        wanted = found[0] if len(found) == 1 else map(min, zip(Deadlines(), *found, strict=True))
        for alarm, moment in zip(self.alarms, wanted, strict=True):
            if alarm.kind != EventKind.BEACON or self.node.fabric is not None:
                alarm.set(moment)

    # -- what came of it ---------------------------------------------------------------------------------------------

    def after(self) -> None:
        """Send packets, log notes, give routes to the route manager, and set the next timer."""
        for name, router in self.routers.items():
            if name in self.exports:
                del self.exports[name]
                router.export_now(exported(self.node, name, router), self.node.clock.now)
            self._tell(router)
            sent, router.sent = router.sent, []
            for item in sent:
                self._send(name, item)
            if router.routes_changed and not router.silent:
                router.routes_changed = False
                rows = kept_routes(self.node, name, router)
                self.node.software.ask("rtmgr", "learned", self.node, name, "ospf", rows)
        self._arm()

    def _tell(self, router: FilteredRouter) -> None:
        if router.notes:
            notes, router.notes = router.notes, []
            for note in notes:
                self.node.event(*note)
        moves, router.moves = router.moves, []
        for address, identifier, state in moves:
            told = ip_text(router.id), ip_text(address), ip_text(identifier), state
            self.node.software.tell("ospf_neighbor_moved", self.node, *told)


def _mac(interface: Interface, address: int) -> int:
    """Return the MAC address for a packet: that of a group, or the one that the neighbour's hellos come from."""
    if is_multicast(address):
        return multicast_mac(address)
    return next((n.mac for n in interface.neighbors.values() if n.address == address), 0)


def routers_of(node: "Node") -> Routers:
    """Return the routers of a master, made if there are none yet."""
    found = node.memory.get("ospf")
    if found is None:
        found = node.memory["ospf"] = Routers(node)
    assert isinstance(found, Routers)
    return found


def running_router(node: "Node", router: str) -> FilteredRouter | None:
    """Return the router that runs in a virtual router, None if none does."""
    found = node.memory.get("ospf")
    return found.routers.get(router) if isinstance(found, Routers) else None
