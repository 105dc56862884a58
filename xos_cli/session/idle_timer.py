"""The idle time-out: a login session ends when nothing was typed for as long as `configure idletimeout` allows.

The time is that of the person at the terminal (``Clock.lived``).

evidence: capture 11.2 (on, 20 minutes), later 16.x (consoles, telnet and SSH alike; SSH still after 61 minutes where
it is off), inferred (the words)
"""

from xos_cli.processes.cfgmgr.rows import IdleTimeout
from xos_cli.session.typist import Typist

#: What the session prints last.
MESSAGE = "\n\nSession was idle for {minutes} minutes: logging out.\n"
#: Minutes that an SSH session may be idle where the time-out is off.
SSH_MINUTES = 61
#: Seconds after which the limit is looked up again: any session may have changed it.
PERIOD = 60.0


class IdleTimer:
    """The timer of one session while somebody is logged in."""

    def __init__(self, session: Typist) -> None:
        self.session = session
        self.since = 0.0

    def start(self) -> None:
        """Start the timer at a login."""
        self.stop()
        self.touch()
        self._look()

    def touch(self) -> None:
        """Restart the time: something was typed."""
        self.since = self.session.machine.clock.lived

    def stop(self) -> None:
        """Stop the timer: nobody is logged in."""
        self.session.machine.clock.drop(self)

    def _look(self) -> None:
        if self.session.under_way:
            self.touch()
        clock, minutes = self.session.machine.clock, self._limit()
        left = PERIOD if minutes is None else self.since + minutes * 60 - clock.lived
        if left > 0:
            clock.visit(min(left, PERIOD), self._look)
        elif minutes is not None:
            self.session.ended(self.session.id, MESSAGE.format(minutes=minutes))

    def _limit(self) -> int | None:
        """Return the limit in minutes; None where there is none."""
        for row in self.session.node.store.rows(IdleTimeout):
            if row.enabled:
                return row.minutes
        return SSH_MINUTES if self.session.kind == "ssh" else None
