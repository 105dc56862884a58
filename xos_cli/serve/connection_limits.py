"""The limits on connections: in total, from one address to one switch, and the time to log in."""

from collections import Counter

from xos_cli.record import NamedTuple


class Limits(NamedTuple):
    """*total* connections to the program, *per_address* from one address to one switch, *login* real seconds from
    connecting to being logged in, *unread* bytes that a client may leave unread.  *sessions* replaces the switch's own
    limit of login sessions (`configure cli max-sessions`); 0 leaves that in force.
    """

    total: int = 1024
    per_address: int = 32
    login: float = 60.0
    unread: int = 4_000_000
    sessions: int = 0


def limits(switches: int, sessions: int) -> Limits:
    """Return the limits of a program that serves so many *switches*, with so many *sessions* each (0: the switch's)."""
    standard = Limits()
    per_address = max(standard.per_address, 2 * sessions)
    return Limits(max(standard.total, switches * per_address), per_address, sessions=sessions)


class ConnectionCounter:
    """Count the connections to all switches of the program."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._open: Counter[tuple[str, str]] = Counter()
        self._total = 0

    def enter(self, switch: str, address: str) -> str:
        """Count a new connection and return ""; if it is one too many, return the reason instead."""
        if self._total >= self.limits.total:
            return "Too many connections"
        if self._open[switch, address] >= self.limits.per_address:
            return "Too many connections from your address"
        self._open[switch, address] += 1
        self._total += 1
        return ""

    def leave(self, switch: str, address: str) -> None:
        """Remove a connection that has ended from the count."""
        self._total -= 1
        self._open[switch, address] -= 1
        if not self._open[switch, address]:
            del self._open[switch, address]
