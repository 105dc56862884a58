"""The protection of the CPU against floods: it counts the packets for the CPU, and blocks the flow that most come from.

evidence: guide 11.3 p.320-321 (what is counted, thresholds, how long the access list stays), inferred (that a flow is
blocked as soon as the threshold is reached, and that it is a port and a source address)
"""

from typing import Any, Protocol

from xos_cli.packets.frames import Ipv4
from xos_cli.record import NamedTuple

#: What is told of a flood.
NOTIFY, ALERT = "notify", "alert"
Flow = tuple[tuple[int, int], int]


class DosSettings(NamedTuple):
    """Seconds of an interval, the thresholds in packets, how long a flow is blocked, and ports that are trusted."""

    interval: int
    notify: int
    alert: int
    expire: int
    trusted: frozenset[tuple[int, int]]
    simulated: bool


class GuardedFabric(Protocol):
    """The fabric as its guard sees it."""

    clock: Any

    def tell(self, process: str, function: str, *arguments: Any) -> None:
        """Call a function of a process on the master."""


class DosGuard:
    """The packets of the present interval by their flows, and until when which flows are blocked."""

    def __init__(self, settings: DosSettings) -> None:
        self.settings = settings
        self.begun = 0.0
        self.told = ""
        self.flows: dict[Flow, int] = {}
        self.blocked: dict[Flow, float] = {}

    def admits(self, fabric: GuardedFabric, port: tuple[int, int], packet: Ipv4) -> bool:
        """Count a packet for the CPU; return False for one of a flow that is blocked."""
        now, flow = fabric.clock.now, (port, packet.src)
        if port in self.settings.trusted:
            return True
        if self.blocked and self._is_blocked(flow, now):
            return False
        if now - self.begun >= self.settings.interval:
            self.begun, self.told, self.flows = now, "", {}
        self.flows[flow] = self.flows.get(flow, 0) + 1
        self._evaluate(fabric, now)
        return True

    def _is_blocked(self, flow: Flow, now: float) -> bool:
        until = self.blocked.get(flow)
        if until is None:
            return False
        if until > now:
            return True
        del self.blocked[flow]
        return False

    def _evaluate(self, fabric: GuardedFabric, now: float) -> None:
        """Tell of a flood, and block the flow with the most packets, once in an interval."""
        count = sum(self.flows.values())
        if count >= self.settings.notify and not self.told:
            self.told = NOTIFY
            fabric.tell("dosprotect", "flooded", NOTIFY, count, (0, 0), 0)
        if count >= self.settings.alert and self.told != ALERT:
            self.told = ALERT
            flow = max(self.flows, key=lambda flow: self.flows[flow])
            if not self.settings.simulated:
                self.blocked[flow] = now + self.settings.expire
            fabric.tell("dosprotect", "flooded", ALERT, count, *flow)
