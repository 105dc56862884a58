"""The shared ports of an MSM that is master: they follow the configuration and the links, send and receive by the
control VLANs of their domains, and put what they come to into rows.
"""

from typing import TYPE_CHECKING

from xos_cli.packets.frames import EAPS_RING_DOWN, EAPS_SEGMENT, Eaps, EapsSegment
from xos_cli.processes.eaps.facts import (
    control_vlan,
    domains_on,
    port_of,
    running_domains,
    segment_port,
    tag_on,
    vlans_of,
)
from xos_cli.processes.eaps.rings import frame_of
from xos_cli.processes.eaps.rows import EapsDomain, EapsSegmentState, EapsShared, EapsSharedState
from xos_cli.processes.eaps.shared_machine import SharedPort, SharedSettings
from xos_cli.processes.vlan.ports.facts import active_ports
from xos_cli.processes.vlan.rows import Vlan
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.timing.deadlines import AT_REST, rearm

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Port
    from xos_cli.switch.node import Node
    from xos_cli.switch.tables import Store


def domains_of(store: "Store", row: EapsShared) -> list[EapsDomain]:
    """Return the domains that run over a shared port."""
    names = {domain.name for domain in running_domains(store)}
    return [domain for domain in domains_on(store, row.port) if domain.name in names]


def works(store: "Store", row: EapsShared) -> bool:
    """Return whether a shared port runs: it has a mode and a link identifier, and a domain runs over it."""
    return row.mode is not None and row.linkId > 0 and bool(domains_of(store, row))


class SharedPorts:
    """The shared ports that run, by port, and the domains over each of them."""

    def __init__(self, node: "Node") -> None:
        self.node = node
        self.ports: dict[str, SharedPort] = {}
        self._armed = AT_REST

    # -- the configuration and the links ---------------------------------------------------------------------------

    def resume(self) -> None:
        """Continue in the state that the old master had."""
        store, now = self.node.store, self.node.clock.now
        for row in store.rows(EapsShared):
            state = store.get(EapsSharedState, row.port)
            if state is not None and works(store, row):
                self.ports[row.port] = found = SharedPort(_settings(row), self._up(row.port))
                found.resume(state, [part for part in store.rows(EapsSegmentState) if part.shared == row.port], now)
                found.hello_at = max(now, self.node.fabric.dark_until) if self.node.fabric is not None else now

    def align(self) -> None:
        """Bring the shared ports in line with the configuration and the links."""
        store, now = self.node.store, self.node.clock.now
        wanted = {row.port: row for row in store.rows(EapsShared) if works(store, row)}
        known = [*self.ports, *[row.port for row in store.rows(EapsSharedState)]]
        gone = [port for port in dict.fromkeys(known) if port not in wanted]
        for port in gone:
            self.ports.pop(port, None)
        for port, row in wanted.items():
            if port not in self.ports or self.ports[port].settings != _settings(row):
                self.ports[port] = SharedPort(_settings(row), self._up(port))
                self.ports[port].hello_at = now
            segments = {segment_port(domain, row) for domain in domains_of(store, row)}
            self.ports[port].set_segments({name: self._up(name) for name in segments}, now)
            self.ports[port].set_link(self._up(port), now)
        self.after(list(wanted), gone)

    def _up(self, port: str) -> bool:
        return bool(active_ports(self.node.store) & sets.read(port))

    def _ways(self, shared: str, port: str) -> "list[tuple[EapsDomain, Vlan, Port]]":
        """Return the domains whose messages go over one port of a shared port, each with its control VLAN."""
        store, row = self.node.store, self.node.store.get(EapsShared, shared)
        found = []
        for domain in domains_of(store, row) if row is not None else ():
            vlan = control_vlan(store, domain.name)
            if vlan is not None and port in (domain.primaryPort, domain.secondaryPort):
                found.append((domain, vlan, port_of(port)))
        return found

    # -- frames ----------------------------------------------------------------------------------------------------

    def received(self, port: "Port", domain: EapsDomain, message: Eaps) -> bool:
        """Process a segment message received at a ring port; return False if it is for another shared port."""
        fabric, now = self.node.fabric, self.node.clock.now
        assert fabric is not None
        if message.segment is None or message.mac == fabric.mac:
            return message.mac == fabric.mac
        for name, shared in self.ports.items():
            row = self.node.store.get(EapsShared, name)
            if row is None or name not in (domain.primaryPort, domain.secondaryPort):
                continue
            if port_of(name) != port:
                shared.hear_segment(segment_port(domain, row), message.mac, message.segment, now)
            elif message.segment.link != shared.settings.link:
                continue
            else:
                shared.hear_link(message.segment, now)
            self.after([name])
            return True
        return False

    def link_fell(self, domain: EapsDomain, mac: int) -> None:
        """Process the Link Down message of a transit node."""
        for name, shared in self.ports.items():
            row = self.node.store.get(EapsShared, name)
            if row is not None and name in (domain.primaryPort, domain.secondaryPort):
                shared.link_fell(segment_port(domain, row), mac)
                self.after([name])

    def closed(self, domain: str) -> None:
        """Note that the master of a domain has closed its ring."""
        for name, shared in self.ports.items():
            row = self.node.store.get(EapsShared, name)
            domains = domains_of(self.node.store, row) if row is not None else []
            if row is not None and domain in [found.name for found in domains]:
                whole = {found.name for found in domains if shared.segments[segment_port(found, row)].up}
                shared.closed(domain, whole)
                self.after([name])

    def _send(self, name: str, shared: SharedPort) -> None:
        """Send messages over the common link and each segment, and flush the addresses of segments if necessary."""
        tell, shared.send_now = shared.send_now, False
        flush, shared.flushed = shared.flushed, False
        for port in (name, *shared.segments):
            if tell:
                self._emit(name, port, EAPS_SEGMENT, shared.message("" if port == name else port))
            if flush:
                self._emit(name, port, EAPS_RING_DOWN)
        if flush and self.node.fabric is not None:
            self.node.fabric.fdb.flush(self._protected(name))

    def _emit(self, name: str, port: str, kind: int, segment: EapsSegment | None = None) -> None:
        fabric = self.node.fabric
        for domain, vlan, id in self._ways(name, port) if fabric is not None else ():
            assert fabric is not None
            times = domain.helloTime, domain.failTime
            message = Eaps(kind, vlan.tag, fabric.mac, *times, segment=segment)
            fabric.send(id, frame_of(fabric.mac, tag_on(self.node.store, vlan, id), message))

    def _protected(self, name: str) -> list[int]:
        store, row = self.node.store, self.node.store.get(EapsShared, name)
        domains = domains_of(store, row) if row is not None else []
        found = [store.get(Vlan, vlan) for domain in domains for vlan in vlans_of(store, domain.name, 0)]
        return [vlan.tag for vlan in found if vlan is not None]

    # -- time ------------------------------------------------------------------------------------------------------

    def ring(self) -> None:
        """Process the timers of all shared ports that are due."""
        self.node.worked("eaps")
        now = self.node.clock.now
        self._armed = AT_REST
        self.node.clock.drop(self)
        touched = [name for name, shared in self.ports.items() if min(shared.due()) <= now]
        for name in touched:
            self.ports[name].tick(now)
        self.after(touched)

    def _arm(self) -> None:
        """Set the timers of the next events; messages have one only where a neighbor could hear them."""
        found = [shared.due() for shared in self.ports.values()]
        heard = self.node.fabric is not None
        self._armed = rearm(self.node.clock, self, self.ring, self._armed, found, heard)

    # -- what came of it -------------------------------------------------------------------------------------------

    def after(self, names: list[str], gone: list[str] | None = None) -> None:
        """Store the changes as rows, log them, send messages, and set the next timers."""
        for name in names:
            self.ports[name].settle()
        with self.node.change() as transaction:
            for row in transaction.store.rows(EapsSegmentState):
                known = self.ports.get(row.shared)
                if known is None or row.port not in known.segments:
                    transaction.delete(EapsSegmentState, row.shared, row.port)
            for name in gone or ():
                transaction.delete(EapsSharedState, name)
            for name in names:
                for made in _rows(name, self.ports[name]):
                    transaction.put(made)
        for name in names:
            self._tell(name, self.ports[name])
            self._send(name, self.ports[name])
        self._arm()

    def _tell(self, name: str, shared: SharedPort) -> None:
        """Log what happened.  evidence: ExtremeWare 7.8 (the text of a transition), inferred (names, the alert)"""
        moves, shared.moves = shared.moves, []
        alerts, shared.alerts = shared.alerts, []
        for old, new in moves:
            self.node.event(
                "Info", "EAPS.SharedPort.State", f"Shared-port {name} - State transition from {old} => {new}"
            )
        for port in alerts:
            text = f"Shared-port {name} - Segment timer expired on port {port}"
            self.node.event("Warning", "EAPS.SharedPort.SegTimerExp", text)


def _settings(row: EapsShared) -> SharedSettings:
    return SharedSettings(bool(row.mode), row.linkId, bool(row.segmentAction))


def _rows(name: str, shared: SharedPort) -> list[EapsSharedState | EapsSegmentState]:
    state = EapsSharedState(name, shared.state, int(shared.neighbor), shared.root, int(shared.relieved))
    return [
        state,
        *[
            EapsSegmentState(name, part.port, int(part.up), int(part.expired), part.adjacent, part.root)
            for part in shared.segments.values()
        ],
    ]
