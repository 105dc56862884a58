"""Run ELRP: sessions send packets, and process those that come back.

evidence: later 22.6 (what a session does, and that any port of the VLAN receives), recalled (the text of the report)
"""

from typing import TYPE_CHECKING

from xos_cli.packets.addresses import ELRP_GROUP
from xos_cli.packets.frames import Elrp, Frame
from xos_cli.processes.elrp.machine import NEVER, Loop, LoopSearch, Port
from xos_cli.processes.elrp.rows import ElrpGlobal, ElrpLoop, ElrpPeriodic
from xos_cli.processes.vlan.facts import member_ports, tagged
from xos_cli.processes.vlan.ports.facts import active_ports
from xos_cli.processes.vlan.rows import Vlan, VlanPort
from xos_cli.switch.fabric.ports import FORWARDING
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.timing.clock import EventKind

if TYPE_CHECKING:
    from xos_cli.switch.node import Node


class Client:
    """The sessions of a master: those that were asked for once, and by VLAN those that go on."""

    def __init__(self, node: "Node") -> None:
        self.node = node
        self.once: list[LoopSearch] = []
        self.periodic: dict[str, LoopSearch] = {}
        self.polls: dict[str, LoopSearch] = {}  # by the ESRP domain that asked; they go by ports that block, too
        self.sequence = self.sent = self.received = 0

    @property
    def sessions(self) -> list[LoopSearch]:
        """Return all searches of this master."""
        return [*self.once, *self.periodic.values(), *self.polls.values()]

    def ring(self) -> None:
        """Send the packets that are due, and end the searches that are over."""
        self.node.worked("elrp")
        now = self.node.clock.now
        for session in self.sessions:
            for port in session.due(now):
                self._send(session, port)
        self.once = [session for session in self.once if not session.over]
        self.arm()

    def arm(self) -> None:
        """Set the timer of the next packet: it is a transition if the search ends, else a beacon."""
        self.node.clock.drop(self)
        for sessions, kind in (
            (self.once, EventKind.TRANSITION),
            ([*self.periodic.values(), *self.polls.values()], EventKind.BEACON),
        ):
            moment = min([session.next for session in sessions], default=NEVER)
            if moment < NEVER:
                self.node.clock.at(moment, self.ring, kind=kind)

    def _send(self, session: LoopSearch, port: Port) -> None:
        """Send a packet out of a port that forwards."""
        node, fabric = self.node, self.node.fabric
        vlan, row = node.store.get(Vlan, session.vlan), node.store.get(VlanPort, session.vlan)
        if fabric is None or vlan is None or not sets.bit(port) & active_ports(node.store):
            return
        known = fabric.vlans.get(vlan.tag)
        blocked = known is None or known.state(fabric.ports[port]) != FORWARDING
        if blocked and session not in self.polls.values():
            return
        self.sequence, self.sent = self.sequence + 1 & 0xFFFF, self.sent + 1
        tag = vlan.tag if tagged(row) & sets.bit(port) else 0
        fabric.send(port, Frame(fabric.mac, ELRP_GROUP, tag, Elrp(self.sequence, fabric.mac, vlan.tag, *port)))

    def returned(self, vlan: Vlan, loop: Loop) -> None:
        """Report a packet that came back to each session of its VLAN."""
        self.received += 1
        for session in self.sessions:
            mine = session.vlan.lower() == vlan.name.lower()
            if mine and session.returned(loop, self.node.clock.now) and session.logs:
                self.node.event("Warning", "ELRP.Report.Message", report(self.node, session, loop))
        for domain, session in list(self.polls.items()):
            if session.vlan.lower() == vlan.name.lower():
                self.node.call("esrp", "looped", domain)


def report(node: "Node", session: LoopSearch, loop: Loop) -> str:
    """Return the text about a loop.  evidence: recalled (from a script that reads it)"""
    ingress, egress = (node.chassis.port_name(port) for port in loop)
    counts = f"{session.sent} transmited, {session.received} received"
    return f"[CLI:{session.vlan}:1] LOOP DETECTED : {counts}, ingress slot:port ({ingress}) egress slot:port ({egress})"


def client_of(node: "Node") -> Client:
    """Return the client of a node, made if there is none yet."""
    found = node.memory.get("elrp")
    if found is None:
        found = node.memory["elrp"] = Client(node)
    assert isinstance(found, Client)
    return found


# -- sessions ----------------------------------------------------------------------------------------------------------


def search(node: "Node", vlan: str, ports: int, interval: int, count: int) -> LoopSearch:
    """Begin a search in a VLAN that ends by itself."""
    client = client_of(node)
    session = LoopSearch(vlan, tuple(sets.each(ports)), interval, count, node.clock.now)
    client.once.append(session)
    client.ring()
    return session


def poll(node: "Node", domain: str, vlan: str, ports: int, interval: int) -> None:
    """Look for loops in a VLAN for an ESRP domain until ESRP stops it; report a loop to ESRP."""
    client, wanted = client_of(node), tuple(sets.each(ports))
    old = client.polls.get(domain)
    if old is None or (old.vlan, old.ports, old.interval) != (vlan, wanted, interval):
        client.polls[domain] = LoopSearch(vlan, wanted, interval, None, node.clock.now)
        client.arm()


def stop_polling(node: "Node", domain: str) -> None:
    """Stop looking for loops for an ESRP domain."""
    if "elrp" in node.memory and domain in client_of(node).polls:
        del client_of(node).polls[domain]
        client_of(node).arm()


def follow(node: "Node") -> None:
    """Create a session for each VLAN that is searched periodically, while the client is on."""
    if not node.is_master:
        return
    rows = node.store.rows(ElrpPeriodic) if node.store.one(ElrpGlobal).enable else []
    client, wanted = client_of(node), {row.vlanName.lower(): row for row in rows}
    client.periodic = {name: old for name, old in client.periodic.items() if name in wanted}
    for name, row in wanted.items():
        old, ports, logs = client.periodic.get(name), _ports(node, row), row.action != "trap"
        if old is None or (old.ports, old.interval, old.logs) != (ports, row.interval, logs):
            client.periodic[name] = LoopSearch(row.vlanName, ports, row.interval, None, node.clock.now, logs)
    client.arm()


def _ports(node: "Node", row: ElrpPeriodic) -> tuple[Port, ...]:
    """Return the ports at which a VLAN is searched all the time."""
    own = member_ports(node.store, row.vlanName)
    return tuple(sets.each(own if row.ports == "all" else own & sets.read(row.ports)))


# -- receiving ---------------------------------------------------------------------------------------------------------


def received(node: "Node", port: Port, vid: int, frame: Frame) -> bool:
    """Process a packet of this switch that came back; forward those of others; ignore all at a blocked port."""
    payload, fabric = frame.payload, node.fabric
    if not isinstance(payload, Elrp) or fabric is None or payload.mac != fabric.mac:
        return False
    known = fabric.vlans.get(vid)
    vlan = next((row for row in node.store.rows(Vlan) if row.tag == payload.vlan), None)
    polled = vlan is not None and vlan.name in [session.vlan for session in client_of(node).polls.values()]
    if known is None or (known.state(fabric.ports[port].master) != FORWARDING and not polled):
        return True
    if vlan is not None:
        loop = Loop(fabric.ports[port].master.id, (payload.slot, payload.port))
        client_of(node).returned(vlan, loop)
        ingress, egress = (node.chassis.port_name(end) for end in loop)
        if node.store.get(ElrpLoop, vlan.name, ingress, egress) is None:
            node.put([ElrpLoop(vlan.name, ingress, egress, node.clock.now)])
    return True
