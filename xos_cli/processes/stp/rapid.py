"""The rapid spanning tree of 802.1w (802.1D-2004, clause 17), as ExtremeWare XOS has it.

Rapid transitions take part on point-to-point and edge links only.  What is received and which role each port has is in
``rapid_info``, how ports reach their states in ``rapid_roles``.

evidence: guide 11.3 p.438-446; later 22.2 (derived timers: message age is max age, topology change twice the hello)
"""

from math import ceil

from xos_cli.packets.frames import CONFIG, RST, TCN, Bpdu
from xos_cli.processes.stp.rapid_info import age_out, select_roles, take
from xos_cli.processes.stp.rapid_roles import step, topology_step
from xos_cli.processes.stp.rows import NEVER, Bridge, Kept
from xos_cli.processes.stp.tree import (
    AGREEMENT,
    BLOCKING,
    DESIGNATED,
    FORWARDING,
    FORWARDING_FLAG,
    LEARNING_FLAG,
    PROPOSAL,
    ROLE_SHIFT,
    ROOT,
    TC_ACK,
    TC_FLAG,
    TICKS,
    Key,
    Tree,
    TreeDeadlines,
    TreePort,
    TreeSettings,
)

#: Messages that a port may send at once; each second allows one more (802.1D-2004, table 17-1).
BURST = 6
#: Seconds for which a port that changed its protocol keeps it.  evidence: guide 11.3 p.439
MIGRATE = 3.0
#: How a message says what its port is.
ROLE_BITS = {ROOT: 2, DESIGNATED: 3}
ALTERNATE_BITS = 1


class Rapid(Tree):
    """A bridge of 802.1w."""

    # -- what happens ----------------------------------------------------------------------------------------------

    def link_up(self, port: TreePort, now: float) -> None:
        """Add a port to the tree; an edge port forwards at once."""
        self.ports[port.key] = port
        port.migrate_until = now + MIGRATE
        port.budget, port.budget_from = BURST, now
        port.since = now
        self.settle(now)

    def link_down(self, key: Key, now: float) -> None:
        """Remove a port, and flush its addresses."""
        self.ports.pop(key)
        self.settle(now)

    def received(self, key: Key, bpdu: Bpdu, now: float) -> bool:
        """Process a BPDU; on an edge port it shows that a bridge is at the other end."""
        port = self.ports.get(key)
        if port is None:
            return False
        if port.admin_edge:
            return self._surprise(port, now)
        changed = self._migrate(port, bpdu, now)
        if take(self, port, bpdu, now):
            self.settle(now)
            return True
        return changed

    def _surprise(self, port: TreePort, now: float) -> bool:
        """Block an edge port while messages come.  evidence: guide 10.1 p.152"""
        port.heard_until = now + self.settings.max_age
        if port.inconsistent:
            return False
        port.inconsistent, port.edge, port.forward_at = True, False, NEVER
        port.turn(BLOCKING, now)
        self.settle(now)
        return True

    def _migrate(self, port: TreePort, bpdu: Bpdu, now: float) -> bool:
        """Switch to the protocol version of the neighbour, at most every three seconds."""
        speaks = bpdu.kind == RST
        changes = port.partner_rapid != speaks
        port.partner_rapid = speaks
        if now >= port.migrate_until and port.rapid != speaks:
            port.rapid, port.migrate_until = speaks, now + MIGRATE
            return True
        return changes

    def reconfigure(self, settings: TreeSettings, now: float) -> None:
        """Apply a changed priority, changed costs or link types."""
        self.settings = settings
        self.settle(now)

    # -- timers ----------------------------------------------------------------------------------------------------

    def deadlines(self, now: float) -> TreeDeadlines:
        """Return the next end of a wait, of a message's age or a topology change, and the next hello."""
        ports = self.ports.values()
        waits = [port.forward_at for port in ports if port.state != FORWARDING] + [port.expires for port in ports]
        waits += [port.budget_from + 1 for port in ports if port.new_info]
        if self.root_port is not None and self.root_port.state != FORWARDING:
            recent = [moment for port in ports for moment in (port.recent_root_until, port.recent_backup_until)]
            waits += [moment for moment in recent if moment > now]
        guards = [min(port.heard_until, port.doubt_at) for port in ports]
        guards += [port.changing_until for port in ports if port.changing_until > now]
        hello = self.hello_at if self.ports else NEVER
        return TreeDeadlines(min(waits, default=NEVER), min(guards, default=NEVER), hello)

    def tick(self, now: float) -> None:
        """Process every timer that is due."""
        for port in self.ports.values():
            port.doubt(now)
            if port.heard_until <= now:
                age_out(port)
        if self.hello_due(now):
            self.hello(now)
        self.settle(now)

    def hello(self, now: float) -> None:
        """Send the periodic BPDUs of designated ports, and of root ports during a topology change."""
        for port in self.ports.values():
            told = port.role == ROOT and port.changing_until > now
            port.new_info = port.new_info or port.role == DESIGNATED or told

    # -- the machine -----------------------------------------------------------------------------------------------

    def settle(self, now: float) -> None:
        """Select the roles, take every step that is possible, tell the neighbours."""
        select_roles(self, now)
        busy = True
        while busy:
            busy = False
            for port in self.ports.values():
                busy |= step(self, port, now)
            for port in self.ports.values():
                busy |= topology_step(self, port, now)
        self.changing = any(port.changing_until > now for port in self.ports.values())
        self._send_all(now)

    # -- sending ---------------------------------------------------------------------------------------------------

    def _send_all(self, now: float) -> None:
        for port in self.ports.values():
            if port.new_info and self._allowed(port, now):
                port.new_info = False
                self._send(port, now)

    def _allowed(self, port: TreePort, now: float) -> bool:
        """Return whether a port may send a BPDU now, and count it against the port's limit."""
        more = int(now - port.budget_from)
        if port.budget + more >= BURST:
            port.budget, port.budget_from = BURST, now
        else:
            port.budget, port.budget_from = port.budget + more, port.budget_from + more
        if port.budget == 0:
            return False
        port.budget -= 1
        return True

    def _send(self, port: TreePort, now: float) -> None:
        """Send what the protocol of the port allows: in 802.1D designated ports speak, and a root port notifies."""
        if port.inconsistent:
            return
        if port.rapid:
            self.sent.append((port, self._message(port, RST, self._flags(port, now))))
        elif port.role == DESIGNATED:
            flags = TC_FLAG * (port.changing_until > now) | TC_ACK * port.acknowledge
            self.sent.append((port, self._message(port, CONFIG, flags)))
        elif port.role == ROOT and port.changing_until > now:
            self.sent.append((port, Bpdu(TCN)))
        port.acknowledge = False

    def _flags(self, port: TreePort, now: float) -> int:
        learns, forwards = port.learns, port.state == FORWARDING
        flags = TC_FLAG * (port.changing_until > now) | LEARNING_FLAG * learns | FORWARDING_FLAG * forwards
        if port.point_to_point:
            flags |= PROPOSAL * port.proposing | AGREEMENT * port.agree
        return flags | ROLE_BITS.get(port.role, ALTERNATE_BITS) << ROLE_SHIFT

    def _message(self, port: TreePort, kind: int, flags: int) -> Bpdu:
        """Return a message with the vector and the times that this bridge would have as designated bridge."""
        times = [ceil(seconds * TICKS) for seconds in self.designated_times]
        return Bpdu(kind, flags, self.root.root, self.root.cost, self.settings.bridge, port.number, *times)

    # -- failover --------------------------------------------------------------------------------------------------

    def restore(self, bridge: Bridge, ports: list[tuple[TreePort, Kept]], now: float) -> None:
        """Continue in the state that the other MSM had before the failover."""
        for name, value in zip(Bridge._fields, bridge, strict=True):
            setattr(self, name, value)
        self.hello_at = now  # one may have been missed
        for port, kept in ports:
            port.restore(kept, now)
            port.selected = port.role
            port.active = port.role in (ROOT, DESIGNATED) and port.state == FORWARDING and not port.edge
            port.budget, port.budget_from = BURST, now
            self.ports[port.key] = port
            if port.inconsistent:
                port.heard_until = now + self.settings.max_age
        select_roles(self, now)
