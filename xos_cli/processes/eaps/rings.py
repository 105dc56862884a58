"""The ring nodes of an MSM that is master: they follow the configuration and the links, and send and receive through
the fabric.  What they come to is put into rows; what a hello repeats is not.
"""

from typing import TYPE_CHECKING

from xos_cli.packets.addresses import EAPS_GROUP
from xos_cli.packets.frames import EAPS_HEALTH, EAPS_LINK_DOWN, EAPS_RING_DOWN, Eaps, Frame
from xos_cli.processes.eaps.facts import control_vlan, is_master, ring_ports, running_domains, tag_on, vlans_of
from xos_cli.processes.eaps.machine import NUMBERS, SECONDARY, Heard, MasterNode, RingNode, RingTimes, TransitNode
from xos_cli.processes.eaps.rows import EapsDomain, EapsState
from xos_cli.processes.vlan.ports.facts import active_ports
from xos_cli.processes.vlan.rows import Vlan
from xos_cli.record import NamedTuple
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.timing.deadlines import AT_REST, rearm

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Port
    from xos_cli.switch.node import Node

#: What a master passes on, for the shared ports of its ring.  evidence: inferred
PASSED = (EAPS_LINK_DOWN, EAPS_RING_DOWN)
#: The 802.1p priority of messages.
PRIORITY = 7


class Place(NamedTuple):
    """Where a ring node is: its ring ports, and its control VLAN."""

    domain: EapsDomain
    ports: "tuple[Port, ...]"
    vlan: Vlan


class LastHello(NamedTuple):
    """The last hello of the master that a transit node heard: who sent it, and when (seconds UTC)."""

    mac: int
    at: float


class Rings:
    """The nodes of the domains that run, by the domain's name."""

    def __init__(self, node: "Node") -> None:
        self.node = node
        self.nodes: dict[str, RingNode] = {}
        self.places: dict[str, Place] = {}
        self.hellos: dict[str, LastHello] = {}
        self._armed = AT_REST

    # -- the configuration and the links ---------------------------------------------------------------------------

    def resume(self) -> None:
        """Continue from the rows of the old master: a transit node in its state, a master in Init."""
        node, now = self.node, self.node.clock.now
        first = max(now, node.fabric.dark_until) if node.fabric is not None else now
        for domain in running_domains(node.store):
            row = node.store.get(EapsState, domain.name)
            if row is not None:
                self._place(domain)
                self.nodes[domain.name] = found = self._new(domain)
                if isinstance(found, MasterNode):
                    found.take_over(row.state, self._up(domain.name), now, first)
                elif isinstance(found, TransitNode):
                    found.resume(row.state, row.blocked, row.until)

    def align(self) -> None:
        """Bring the nodes in line with the configuration and the links."""
        store, now = self.node.store, self.node.clock.now
        domains = {domain.name: domain for domain in running_domains(store)}
        gone = [name for name in self._known() if name not in domains]
        for name in gone:
            self._end(name)
        for name, domain in domains.items():
            before, found = self.places.get(name), self.nodes.get(name)
            self._place(domain)
            if found is None or isinstance(found, MasterNode) != is_master(domain) or self._moved(name, before):
                self.nodes[name] = found = self._new(domain)
                found.start(self._up(name), now)
            else:
                found.times = _times(domain)
                found.links(self._up(name), now)
        self.after(list(domains), gone)

    def _known(self) -> dict[str, None]:
        """Return the domains that have nodes, or rows."""
        return dict.fromkeys([*self.nodes, *[row.domain for row in self.node.store.rows(EapsState)]])

    def _end(self, name: str) -> None:
        for kept in (self.nodes, self.places, self.hellos):
            kept.pop(name, None)

    def _new(self, domain: EapsDomain) -> RingNode:
        return (MasterNode if is_master(domain) else TransitNode)(_times(domain))

    def _place(self, domain: EapsDomain) -> None:
        vlan = control_vlan(self.node.store, domain.name)
        assert vlan is not None
        self.places[domain.name] = Place(domain, tuple(ring_ports(domain)), vlan)

    def _moved(self, name: str, before: Place | None) -> bool:
        return before is None or before.ports != self.places[name].ports

    def _up(self, name: str) -> list[bool]:
        """Return whether each ring port of a domain has a link."""
        active = active_ports(self.node.store)
        return [bool(active & sets.bit(port)) for port in self.places[name].ports]

    # -- frames ----------------------------------------------------------------------------------------------------

    def domain_at(self, port: "Port", vid: int) -> str:
        """Return the domain that has a port and a control VLAN, "" if none has."""
        places = self.places.items()
        return next((name for name, place in places if place.vlan.tag == vid and port in place.ports), "")

    def received(self, name: str, port: "Port", message: Eaps) -> bool:
        """Give a message to the node of a domain; False if the I/O modules must forward it (never on a master)."""
        node, fabric = self.nodes[name], self.node.fabric
        assert fabric is not None
        own = message.mac == fabric.mac
        if isinstance(node, MasterNode):
            came_round = own and message.kind == EAPS_HEALTH and port == self.places[name].ports[SECONDARY]
            if came_round or (not own and message.kind != EAPS_HEALTH):
                self._hear(name, message)
            return True if own or message.kind not in PASSED else self.pass_on(name, port, message)
        if message.kind == EAPS_HEALTH:
            self.hellos[name] = LastHello(message.mac, self.node.time())
        self._hear(name, message)
        return own

    def pass_on(self, name: str, port: "Port", message: Eaps) -> bool:
        """Forward once a message that is not for the master; return False if the I/O modules must forward it."""
        if not isinstance(self.nodes[name], MasterNode):
            return False
        fabric, place = self.node.fabric, self.places[name]
        assert fabric is not None
        if not message.number:
            out = place.ports[1 - place.ports.index(port)]
            tag = tag_on(self.node.store, place.vlan, out)
            fabric.send(out, frame_of(fabric.mac, tag, message._replace(number=1)))
        return True

    def _hear(self, name: str, message: Eaps) -> None:
        node = self.nodes[name]
        node.heard(Heard(message.kind, message.state, message.number), self.node.clock.now)
        if node.moves or node.sent or node.flushed:
            self.after([name])
        else:
            self._arm()

    def _send(self, name: str, node: RingNode) -> None:
        sent, node.sent = node.sent, []
        fabric, place = self.node.fabric, self.places[name]
        for side, kind in sent if fabric is not None else ():
            assert fabric is not None
            port, times = place.ports[side], node.times
            number = node.number if isinstance(node, MasterNode) else 0
            state = NUMBERS[node.state]
            message = Eaps(kind, place.vlan.tag, fabric.mac, int(times.hello), int(times.fail), state, number)
            fabric.send(port, frame_of(fabric.mac, tag_on(self.node.store, place.vlan, port), message))

    # -- time ------------------------------------------------------------------------------------------------------

    def ring(self) -> None:
        """Process the timers of all nodes that are due."""
        self.node.worked("eaps")
        now = self.node.clock.now
        self._armed = AT_REST
        self.node.clock.drop(self)
        touched = [name for name, node in self.nodes.items() if min(node.due(now)) <= now]
        for name in touched:
            self.nodes[name].tick(now)
        self.after(touched)

    def _arm(self) -> None:
        """Set the timers of the next events; hellos have one only where a neighbor could hear them."""
        now = self.node.clock.now
        found = [node.due(now) for node in self.nodes.values()]
        heard = self.node.fabric is not None
        self._armed = rearm(self.node.clock, self, self.ring, self._armed, found, heard)

    # -- what came of it -------------------------------------------------------------------------------------------

    def after(self, names: list[str], gone: list[str] | None = None) -> None:
        """Store the changes as rows, log them, flush addresses, send messages, and set the next timers."""
        with self.node.change() as transaction:
            for name in gone or ():
                transaction.delete(EapsState, name)
            for name in names:
                node = self.nodes[name]
                primary, secondary = (int(held) for held in node.blocked)
                transaction.put(EapsState(name, node.state, primary, secondary, int(node.expired), node.until))
        for name in names:
            node = self.nodes[name]
            self._tell(name, node)
            self._flush(name, node)
            self._send(name, node)
        self._arm()

    def _tell(self, name: str, node: RingNode) -> None:
        """Log what happened.

        evidence: later 32 (``EAPS.DmnInfo``), ExtremeWare 7.8 (its text), guide 11.3 p.411 (that the alert is critical)
        """
        moves, node.moves = node.moves, []
        for old, new in moves:
            self.node.event("Info", "EAPS.DmnInfo", f"EAPSD {name} - State transition from {old} => {new}")
        if node.alert:
            node.alert = False
            self.node.event("Critical", "EAPS.FailTimerExp", f"EAPSD {name} - Fail timer expired")

    def _flush(self, name: str, node: RingNode) -> None:
        """Forget the addresses of the protected VLANs."""
        flushed, node.flushed = node.flushed, False
        if not flushed or self.node.fabric is None:
            return
        store = self.node.store
        found = [store.get(Vlan, vlan) for vlan in vlans_of(store, name, 0)]
        self.node.fabric.fdb.flush([vlan.tag for vlan in found if vlan is not None])


def frame_of(mac: int, tag: int, message: Eaps) -> Frame:
    """Return a message as a port sends it, with priority 7 in its tag.  evidence: reference 11.5 p.1113"""
    return Frame(mac, EAPS_GROUP, tag, message, PRIORITY if tag else 0)


def _times(domain: EapsDomain) -> RingTimes:
    return RingTimes(float(domain.helloTime), float(domain.failTime), bool(domain.failAction))
