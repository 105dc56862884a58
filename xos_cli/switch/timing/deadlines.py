"""The next moments at which the state machines of a process have something to do, and the events that wake it then."""

from collections.abc import Callable, Iterable

from xos_cli.record import NamedTuple
from xos_cli.switch.timing.clock import Clock, EventKind

NEVER = float("inf")


class Deadlines(NamedTuple):
    """When a machine has something to do: a change that is certain, one that a message can put off, a repetition."""

    transition: float
    guard: float
    beacon: float


AT_REST = Deadlines(NEVER, NEVER, NEVER)
KINDS = (EventKind.TRANSITION, EventKind.GUARD, EventKind.BEACON)


def rearm(
    clock: Clock, owner: object, action: Callable[[], None], armed: Deadlines, found: Iterable[Deadlines], heard: bool
) -> Deadlines:
    """Have *action*, a method of *owner*, called at the earliest of the moments that its machines *found*.

    *armed*: the moments that it waits for already; *heard*: somebody could hear a repetition.  Returns the moments that
    it waits for now.
    """
    wanted = Deadlines._make([min(moments) for moments in zip(AT_REST, *found, strict=True)])
    if not heard:
        wanted = wanted._replace(beacon=NEVER)
    if wanted != armed:
        clock.drop(owner)
        for moment, kind in zip(wanted, KINDS, strict=True):
            if moment < NEVER:
                clock.at(moment, action, kind=kind)
    return wanted
