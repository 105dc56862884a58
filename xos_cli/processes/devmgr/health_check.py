"""Send diagnostic packets over the backplane to the modules of slots, and report a module that does not answer.

evidence: guide 11.0 p.130 (every 6 s; more work for the processor), reference 11.5 p.605, p.655 (5 s on an 8800; a
module that does not answer is reported to the log with its slot and the number of the packet), inferred (the words)
"""

from typing import TYPE_CHECKING

from xos_cli.processes.devmgr.rows import POWERLESS, CardState, HealthCheck, HealthCheckSlot
from xos_cli.switch.timing.clock import EventKind

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

#: Seconds between two packets to a slot, on an 8800 and on any other chassis.
USUAL_8800, USUAL = 5, 6
#: Where the tests are kept.
CHECKS = "health checks"


class SlotCheck:
    """The tests of one slot: since when, seconds between two packets, and whether a silent module was reported."""

    def __init__(self, since: float, every: int) -> None:
        self.since, self.every, self.reported = since, every, False


class HealthChecks:
    """The tests that go on, by slot, and those that are over: from when to when, and seconds between two packets."""

    def __init__(self) -> None:
        self.slots: dict[int, SlotCheck] = {}
        self.past: list[tuple[float, float, int]] = []

    def end(self, slot: int, now: float) -> None:
        """End the tests of a slot."""
        check = self.slots.pop(slot)
        self.past.append((check.since, now, check.every))

    def packets(self, since: float, now: float) -> int:
        """Return how many packets were sent from a moment on."""
        spans = [*self.past, *[(check.since, now, check.every) for check in self.slots.values()]]
        return sum(int(max(0.0, end - max(start, since)) // every) for start, end, every in spans)


def interval(node: "Node") -> int:
    """Return the seconds between two packets to a slot."""
    usual = USUAL_8800 if "88" in node.chassis.prefix else USUAL
    return next((row.interval for row in node.store.rows(HealthCheck)), 0) or usual


def _checks(node: "Node") -> HealthChecks:
    found = node.memory.setdefault(CHECKS, HealthChecks())
    assert isinstance(found, HealthChecks)
    return found


def follow_health_checks(node: "Node") -> None:
    """Start or stop the tests of slots, and check at the next packet for a module that no longer answers."""
    wanted = [row.slot for row in node.store.rows(HealthCheckSlot) if row.enabled]
    checks, every, now = _checks(node), interval(node), node.clock.now
    for slot in [slot for slot, check in checks.slots.items() if slot not in wanted or check.every != every]:
        checks.end(slot, now)
    for slot in wanted:
        check = checks.slots.setdefault(slot, SlotCheck(now, every))
        if not _silent(node, slot):
            check.reported = False
        elif not check.reported:
            wait = every - (now - check.since) % every
            node.later(wait, "devmgr", "check_health", slot, kind=EventKind.GUARD)


def _silent(node: "Node", slot: int) -> bool:
    """Return whether the module of a slot should answer, and cannot: it has lost its power."""
    card = node.store.get(CardState, slot)
    return card is not None and card.state == POWERLESS


def check_health(node: "Node", slot: int) -> None:
    """Report a module that has not answered the packet that was sent now; once, until it answers again."""
    check = _checks(node).slots.get(slot)
    if check is not None and not check.reported and _silent(node, slot):
        check.reported = True
        number = int((node.clock.now - check.since) // check.every)
        text = f"Health Check: slot {slot}: the MSM did not receive the last packet, id {number:#x}"
        node.event("Error", "HAL.Card.Error", text)


def health_packets(node: "Node") -> int:
    """Return how many diagnostic packets were sent to slots and came from them, since work is counted.

    They are no events: they are worked out from the time.
    """
    found = node.memory.get(CHECKS)
    since = node.processor.load("devmgr").since
    return 2 * found.packets(since, node.clock.now) if isinstance(found, HealthChecks) else 0
