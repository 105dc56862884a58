"""Elect the master: a pure function of what the nodes say of themselves."""

from collections.abc import Iterable

from xos_cli.record import NamedTuple


class State:
    """The states of a node.  evidence: guide 11.3 p.71 table 10; OPERATIONAL: capture 11.2, a node that has no peer"""

    INIT = "INIT"
    STANDBY = "STANDBY"
    MASTER = "MASTER"
    BACKUP = "BACKUP"
    DOWN = "DOWN"
    FAIL = "FAIL"
    OPERATIONAL = "OPERATIONAL"


class Candidate(NamedTuple):
    """The facts of a node that decide an election; *priority* 1 to 100, lower is better, 0 is none configured."""

    name: str
    state: str
    priority: int
    software_health: int
    hardware_health: int
    slot: int


#: The health below which a node cannot win by its priority.  evidence: guide 11.3 p.71, inferred (the figures)
LEAST_SOFTWARE_HEALTH = 25
LEAST_HARDWARE_HEALTH = 1


def quality(candidate: Candidate) -> tuple[bool, int, int, int, int]:
    """Return the rank of a candidate: whether it is fit, priority, health and slot; the greatest rank wins."""
    fit = candidate.software_health >= LEAST_SOFTWARE_HEALTH and candidate.hardware_health >= LEAST_HARDWARE_HEALTH
    priority = 101 - (candidate.priority or 101)
    return fit, priority, candidate.software_health, candidate.hardware_health, -candidate.slot


def elect(candidates: Iterable[Candidate]) -> str | None:
    """Return the name of the node that becomes master: the best of those in STANDBY; None if there is none."""
    standing = [candidate for candidate in candidates if candidate.state == State.STANDBY]
    return max(standing, key=quality).name if standing else None
