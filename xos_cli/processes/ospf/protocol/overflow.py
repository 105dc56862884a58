"""Limit the external LSAs in the database (RFC 1765): the overflow state, and when it is left."""

from xos_cli.packets.ospf_records import EXTERNAL, LsaKey
from xos_cli.processes.ospf.protocol.core import Core
from xos_cli.processes.ospf.protocol.settings import NEVER, RouterSettings


class Overflow(Core):
    """A router whose database takes a limited number of external LSAs; default routes do not count."""

    def __init__(self, settings: RouterSettings, now: float) -> None:
        super().__init__(settings, now)
        self.overflowing = False
        self.overflows = 0  # how often the limit was reached
        self.leave_at = NEVER

    def full(self) -> bool:
        """Return whether the database has as many external LSAs as it may have."""
        limit = self.settings.limit
        return bool(limit) and len(self.external) >= limit and sum(map(limited, self.external)) >= limit

    def overflow(self, now: float) -> None:
        """Enter the overflow state: the router advertises no external network but a default route."""
        if not self.overflowing:
            self.overflowing = True
            self.overflows += 1
            # evidence: inferred (the name and the text of the event)
            self.note("Warning", "OSPF.LSDBOvrflw", f"The limit of {self.settings.limit} external LSAs is reached")
            self.externals_changed()
        if self.leave_at == NEVER and self.settings.overflow_timeout:
            self.leave_at = now + self.settings.overflow_timeout

    def leave_overflow(self, now: float) -> None:
        """Leave the overflow state if there is room again, else try once more after the timeout."""
        self.leave_at = NEVER
        if self.full():
            self.overflow(now)
        elif self.overflowing:
            self.overflowing = False
            self.externals_changed()

    def externals_changed(self) -> None:
        """Update the external LSAs that this router originates."""


def limited(key: LsaKey) -> bool:
    """Return whether the LSA of this key counts: an external one that is not of a default route."""
    return key.kind == EXTERNAL and bool(key.id)
