"""The spanning tree of 802.1D-1998, clause 8: configuration messages, forward delay, topology change notification.

The names of the standard's procedures (8.6, 8.7) stand in the docstrings.
"""

from math import ceil

from xos_cli.packets.frames import CONFIG, TCN, Bpdu
from xos_cli.processes.stp.classic_info import designate, is_designated, record, supersedes, update
from xos_cli.processes.stp.rows import NEVER, Bridge, Kept
from xos_cli.processes.stp.tree import (
    AGE_INCREMENT,
    ALTERNATE,
    BACKUP,
    BLOCKING,
    DESIGNATED,
    FORWARDING,
    LEARNING,
    LISTENING,
    ROOT,
    TC_ACK,
    TC_FLAG,
    TICKS,
    Key,
    Tree,
    TreeDeadlines,
    TreePort,
    TreeSettings,
    times_of,
    vector_of,
)

#: Least time between two configuration messages of a port (802.1D-1998, table 8-3).
HOLD = 1.0
WAITING = (LISTENING, LEARNING)


class Classic(Tree):
    """A bridge of 802.1D-1998."""

    # -- what happens ----------------------------------------------------------------------------------------------

    def link_up(self, port: TreePort, now: float) -> None:
        """Add a port to the tree; it starts as designated port in LISTENING (8.8.2)."""
        self.ports[port.key] = port
        port.turn(BLOCKING, now)
        designate(self, port)
        self._set_states(now)

    def link_down(self, key: Key, now: float) -> None:
        """Remove a port (8.8.3); with rapid root failover another root port forwards at once."""
        lost = self.ports.pop(key)
        was_root = self.is_root
        update(self)
        if lost is self.root_port or lost.role == ROOT:
            self._fail_over(now)
        self._set_states(now)
        self._became_root(was_root, now)

    def _fail_over(self, now: float) -> None:
        """evidence: guide 11.0 p.202 (only where the link went down)"""
        port = self.root_port
        if self.settings.rapid_root and port is not None and port.state == BLOCKING:
            port.forward_at = NEVER
            port.turn(FORWARDING, now)
            self._detect_change(now)

    def received(self, key: Key, bpdu: Bpdu, now: float) -> bool:
        """Process a BPDU; ignore one of 802.1w, and one that is too old (9.3.4)."""
        port = self.ports.get(key)
        if port is None or (bpdu.kind != TCN and not self._valid(port, bpdu)):
            return False
        if bpdu.kind == TCN:
            self._received_tcn(port, now)
        elif self._repeats(port, bpdu):
            port.hear(now)
            if port is self.root_port:
                self._generate(now)
            return False
        else:
            self._received_config(port, bpdu, now)
        return True

    def _valid(self, port: TreePort, bpdu: Bpdu) -> bool:
        own = (bpdu.bridge, bpdu.port) == (self.settings.bridge, port.number)
        return bpdu.kind == CONFIG and bpdu.message_age < bpdu.max_age and not own

    def _repeats(self, port: TreePort, bpdu: Bpdu) -> bool:
        """Return whether a message only repeats known values and has no flag set."""
        if not port.received or port.expires != NEVER or vector_of(bpdu) != port.vector or times_of(bpdu) != port.times:
            return False
        return port is not self.root_port or bpdu.flags == TC_FLAG * self.changing

    def _received_config(self, port: TreePort, bpdu: Bpdu, now: float) -> None:
        """Handle a received configuration BPDU (8.7.1)."""
        was_root = self.is_root
        if not supersedes(self, port, bpdu):
            if is_designated(self, port):
                self._send_config(port, now)
            return
        record(port, bpdu, now)
        update(self)
        self._set_states(now)
        if was_root and not self.is_root and self.detected:
            self.changing_until = NEVER
            self._notify(now)
        if port is self.root_port:
            self._follow_root(bpdu, now)

    def _follow_root(self, bpdu: Bpdu, now: float) -> None:
        """Record the values of the root, and pass them on (8.6.3, 8.6.4, 8.6.15)."""
        self.changing = bool(bpdu.flags & TC_FLAG)
        self._generate(now)
        if bpdu.flags & TC_ACK:
            self.detected, self.tcn_at = False, NEVER

    def _received_tcn(self, port: TreePort, now: float) -> None:
        """Handle a received topology change notification BPDU (8.7.2)."""
        if is_designated(self, port):
            self._detect_change(now)
            port.acknowledge = True
            self._send_config(port, now)

    def reconfigure(self, settings: TreeSettings, now: float) -> None:
        """Apply a changed priority or changed costs (8.8.4 to 8.8.6)."""
        was_root, own = self.is_root, [port for port in self.ports.values() if port.role == DESIGNATED]
        self.settings = settings
        for port in own:
            port.vector = port.vector._replace(bridge=settings.bridge, port=port.number)
        update(self)
        for port in own:
            if is_designated(self, port):
                designate(self, port)
        self._set_states(now)
        self._became_root(was_root, now)

    # -- timers ----------------------------------------------------------------------------------------------------

    def deadlines(self, now: float) -> TreeDeadlines:
        """Return the next end of a wait, of a message's age, and the next hello of the root."""
        ports = self.ports.values()
        waits = [self.tcn_at, *[p.hold_until for p in ports if p.pending]]
        waits += [moment for port in ports for moment in (port.forward_at, port.expires)]
        ages = [self.changing_until, *[min(port.heard_until, port.doubt_at) for port in ports]]
        hello = self.hello_at if self.is_root and self.ports else NEVER
        return TreeDeadlines(min(waits), min(ages), hello)

    def tick(self, now: float) -> None:
        """Process every timer that is due (8.7.3 to 8.7.8)."""
        for port in list(self.ports.values()):
            port.doubt(now)
            if port.heard_until <= now:
                self._aged(port, now)
            if port.forward_at <= now:
                self._delay_over(port, now)
            if port.pending and port.hold_until <= now:
                self._send_config(port, now)
        if self.tcn_at <= now:
            self._notify(now)
        if self.changing_until <= now:
            self.detected, self.changing, self.changing_until = False, False, NEVER
        if self.hello_due(now):
            self.hello(now)

    def hello(self, now: float) -> None:
        """Send configuration BPDUs on all designated ports, if this bridge is the root (8.7.3)."""
        if self.is_root:
            self._generate(now)

    def _aged(self, port: TreePort, now: float) -> None:
        """Handle the expiry of the message age timer of a port (8.7.4)."""
        was_root = self.is_root
        designate(self, port)
        update(self)
        self._set_states(now)
        self._became_root(was_root, now)

    def _delay_over(self, port: TreePort, now: float) -> None:
        """Handle the expiry of the forward delay timer of a port (8.7.5)."""
        if port.state == LISTENING:
            port.turn(LEARNING, now)
            port.forward_at = now + self.times.forward_delay
            return
        port.turn(FORWARDING, now)
        port.forward_at = NEVER
        if any(is_designated(self, other) for other in self.ports.values()):
            self._detect_change(now)

    # -- sending ---------------------------------------------------------------------------------------------------

    def _generate(self, now: float) -> None:
        """Generate configuration BPDUs (8.6.4)."""
        for port in self.ports.values():
            if is_designated(self, port):
                self._send_config(port, now)

    def _send_config(self, port: TreePort, now: float) -> None:
        """Transmit configuration BPDU (8.6.1), at most one in ``HOLD`` seconds."""
        if now < port.hold_until != NEVER:
            port.pending = True
            return
        age, source = 0.0, self.root_port
        if source is not None:
            age = source.times.message_age + now - source.heard_at + AGE_INCREMENT
        port.pending = False
        if age < self.times.max_age:
            self.sent.append((port, self._config(port, age)))
            port.acknowledge = False
            port.hold_until = now + HOLD

    def _config(self, port: TreePort, age: float) -> Bpdu:
        flags = TC_FLAG * self.changing | TC_ACK * port.acknowledge
        times = [ceil(seconds * TICKS) for seconds in (age, *self.times[1:])]
        return Bpdu(CONFIG, flags, self.root.root, self.root.cost, self.settings.bridge, port.number, *times)

    def _notify(self, now: float) -> None:
        """Transmit topology change notification BPDU (8.6.6)."""
        if self.root_port is not None:
            self.sent.append((self.root_port, Bpdu(TCN)))
            self.tcn_at = now + self.settings.hello

    # -- which port does what --------------------------------------------------------------------------------------

    def _set_states(self, now: float) -> None:
        """Select the port states (8.6.11) and the roles that follow from the vectors."""
        for port in self.ports.values():
            if port is self.root_port:
                port.role = ROOT
            elif is_designated(self, port):
                port.role = DESIGNATED
            else:
                port.role = BACKUP if port.vector.bridge == self.settings.bridge else ALTERNATE
            if port.role == DESIGNATED:
                self._open(port, now)
            else:
                port.pending = port.acknowledge = False
                if port.role == ROOT:
                    self._open(port, now)
                else:
                    self._block(port, now)

    def _open(self, port: TreePort, now: float) -> None:
        """Make forwarding (8.6.12)."""
        if port.state == BLOCKING:
            port.turn(LISTENING, now)
            port.forward_at = now + self.times.forward_delay

    def _block(self, port: TreePort, now: float) -> None:
        """Make blocking (8.6.13)."""
        if port.state in (FORWARDING, LEARNING):
            self._detect_change(now)
        port.turn(BLOCKING, now)
        port.forward_at = NEVER

    # -- topology changes ------------------------------------------------------------------------------------------

    def _detect_change(self, now: float) -> None:
        """Detect a topology change (8.6.14)."""
        self._changed_topology(now)
        if self.is_root:
            self.changing = True
            self.changing_until = now + self.settings.max_age + self.settings.forward_delay
        elif not self.detected:
            self._notify(now)
        self.detected = True

    def _became_root(self, was_root: bool, now: float) -> None:
        """Become the root: the actions of 8.7.4 and 8.8.3 for a bridge that was not root before."""
        if self.is_root and not was_root:
            self.tcn_at = NEVER
            self.hello_from, self.hello_at = now, now + self.times.hello
            self._detect_change(now)
            self._generate(now)

    # -- failover --------------------------------------------------------------------------------------------------

    def restore(self, bridge: Bridge, ports: list[tuple[TreePort, Kept]], now: float) -> None:
        """Continue in the state that the other MSM had before the failover."""
        for name, value in zip(Bridge._fields, bridge, strict=True):
            setattr(self, name, value)
        self.hello_at = now  # one may have been missed
        for port, kept in ports:
            port.restore(kept, now)
            self.ports[port.key] = port
        update(self)
        if not self.is_root:
            self._generate(now)
