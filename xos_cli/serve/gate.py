"""Who may connect: so many connections in all, so many from one address to one switch, and so long to log in."""

from collections import Counter
from typing import NamedTuple


class Limits(NamedTuple):
    """*total* connections to the program, *per_address* from one address to one switch, *login* real seconds from
    connecting to being logged in, *unread* bytes that a client may leave unread.  *sessions* stands in for the switch's
    own limit of login sessions (`configure cli max-sessions`), 0 leaves that in force.
    """

    total: int = 1024
    per_address: int = 32
    login: float = 60.0
    unread: int = 4_000_000
    sessions: int = 0


def limits(switches: int, sessions: int) -> Limits:
    """The limits of a program that serves so many *switches*, with so many *sessions* each (0: the switch's own)."""
    standard = Limits()
    per_address = max(standard.per_address, 2 * sessions)
    return Limits(max(standard.total, switches * per_address), per_address, sessions=sessions)


class Gate:
    """Counts the connections to all switches."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._open: Counter[tuple[str, str]] = Counter()

    def enter(self, switch: str, address: str) -> str:
        """Let one in; "", or why not."""
        if self._open.total() >= self.limits.total:
            return "Too many connections"
        if self._open[switch, address] >= self.limits.per_address:
            return "Too many connections from your address"
        self._open[switch, address] += 1
        return ""

    def leave(self, switch: str, address: str) -> None:
        """One has gone."""
        self._open[switch, address] -= 1
        if not self._open[switch, address]:
            del self._open[switch, address]
