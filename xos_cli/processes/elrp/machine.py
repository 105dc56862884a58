"""Search a VLAN for loops: send packets from its ports repeatedly; a packet that comes back shows a loop.

Nothing here sends or knows the time.
"""

from xos_cli.record import NamedTuple

Port = tuple[int, int]
NEVER = float("inf")


class Loop(NamedTuple):
    """Where a packet came back, and where it had left."""

    ingress: Port
    egress: Port


class LoopSearch:
    """A search for loops in one VLAN: its ports, seconds between packets, packets left to send (None: no end)."""

    def __init__(
        self, vlan: str, ports: tuple[Port, ...], interval: float, left: int | None, now: float, logs: bool = True
    ) -> None:
        self.vlan, self.ports, self.interval, self.left = vlan, ports, interval, left
        self.logs = logs  # whether a loop is logged
        self.next = now
        self.sent = self.received = 0
        self.loops: dict[Loop, float] = {}  # when a packet came last by this way

    @property
    def over(self) -> bool:
        """Return whether all packets were sent, and there was time for the last to come back."""
        return self.left == 0 and self.next == NEVER

    def due(self, now: float) -> tuple[Port, ...]:
        """Return the ports that send now."""
        if self.next > now:
            return ()
        if self.left == 0:
            self.next = NEVER
            return ()
        self.next = now + self.interval
        self.left = None if self.left is None else self.left - 1
        self.sent += len(self.ports)
        return self.ports

    def returned(self, loop: Loop, now: float) -> bool:
        """Count a packet that came back; True if this loop is new, or was gone for more than an interval."""
        self.received += 1
        last, self.loops[loop] = self.loops.get(loop), now
        return last is None or now - last > 1.5 * self.interval
