"""The state machine of one virtual router (RFC 3768, 6.4).  Nothing here sends, receives or knows the time.

| state  | event                                        | what follows                                              |
|--------|----------------------------------------------|-----------------------------------------------------------|
| INIT   | startup, priority 255                        | advertise, announce the addresses, MASTER                 |
| INIT   | startup                                      | wait for the master-down interval, BACKUP                 |
| BACKUP | master-down interval over                    | advertise, announce the addresses, MASTER                 |
| BACKUP | advertisement of priority 0                  | wait for the skew time only                               |
| BACKUP | advertisement, not lower, or no preemption   | wait for the master-down interval anew                    |
| BACKUP | lower advertisement                          | ignore it                                                 |
| BACKUP | shutdown                                     | INIT                                                      |
| MASTER | advertisement interval over                  | advertise                                                 |
| MASTER | advertisement of priority 0                  | advertise                                                 |
| MASTER | higher advertisement; equal, higher address  | wait for the master-down interval, BACKUP                 |
| MASTER | any other advertisement                      | ignore it                                                 |
| MASTER | shutdown                                     | advertise priority 0, INIT                                |

What a router tracks can hold it: in INIT, as after a shutdown, or in BACKUP, where it waits for nothing.
"""

from xos_cli.record import NamedTuple
from xos_cli.switch.timing.deadlines import NEVER, Deadlines

INIT, BACKUP, MASTER = "INIT", "BACKUP", "MASTER"
#: The priority of who owns an address, and of a master that gives up.
OWNER, GIVES_UP = 255, 0


class Settings(NamedTuple):
    """What is configured of a router: *interval* in seconds, *address* the switch's own one in the VLAN."""

    priority: int
    interval: int
    preempt: bool
    address: int

    @property
    def skew(self) -> float:
        """Return the skew time in seconds: a lower priority waits longer.  evidence: guide 11.3 p.491"""
        return (256 - self.priority) / 256

    @property
    def down(self) -> float:
        """Return the seconds without an advertisement until the master counts as down.  evidence: guide 11.3 p.491"""
        return 3 * self.interval + self.skew


class Heard(NamedTuple):
    """An advertisement that came in: its priority, and the address of its sender."""

    priority: int
    source: int


class VirtualRouter:
    """One virtual router on this switch.

    *sent* and *announced* are for whoever has it: the priorities to advertise now, and whether to announce the
    addresses.  *master* is the address of the master, 0 if none is known.
    """

    def __init__(self) -> None:
        self.state = INIT
        self.settings = Settings(100, 1, True, 0)
        self.master = 0
        self.down_at = self.send_at = NEVER
        self.alive = False  # a master was heard that is to be followed
        self.held = ""
        self.sent: list[int] = []
        self.announced = False

    # -- the configuration, the interface and what is tracked ----------------------------------------------------------

    def configure(self, settings: Settings | None, held: str, now: float) -> None:
        """Apply the settings (None: shutdown), and the state that failed tracking forces ("": none)."""
        if settings is None or held == INIT:
            self.shutdown()
            self.settings, self.held = settings or self.settings, held
            return
        before, self.settings = self.settings, settings
        freed, self.held = self.held != held, held
        if held == BACKUP:
            self._hold()
        elif self.state == INIT or freed:
            self._startup(now)
        elif before != settings:
            self._adjust(now)

    def _hold(self) -> None:
        """Stay in BACKUP, whatever is heard."""
        if self.state == MASTER:
            self.sent.append(GIVES_UP)
        self._rest(BACKUP)

    def _startup(self, now: float) -> None:
        if self.settings.priority == OWNER:
            self._take_over(now)
        else:
            self._wait(self.settings.down, now)

    def _adjust(self, now: float) -> None:
        """Apply changed settings: a master advertises them at once."""
        if self.settings.priority == OWNER and self.state == BACKUP:
            self._take_over(now)
        elif self.state == MASTER:
            self.master = self.settings.address
            self._advertise(now)
        elif not self.alive:
            self._wait(self.settings.down, now)

    def shutdown(self) -> None:
        """Shut down: a master sends priority 0; the router enters INIT."""
        if self.state == MASTER:
            self.sent.append(GIVES_UP)
        self._rest(INIT)

    def _rest(self, state: str) -> None:
        self.state, self.master, self.alive = state, 0, False
        self.down_at = self.send_at = NEVER

    # -- what is heard -------------------------------------------------------------------------------------------------

    def received(self, heard: Heard, now: float) -> None:
        """Process an advertisement."""
        if self.state == MASTER:
            self._as_master(heard, now)
        elif self.state == BACKUP and not self.held:
            self._as_backup(heard, now)

    def _as_backup(self, heard: Heard, now: float) -> None:
        if heard.priority == GIVES_UP:
            self._wait(self.settings.skew, now)
        elif heard.priority >= self.settings.priority or not self.settings.preempt:
            self._wait(self.settings.down, now)
            self.alive = True
        else:
            self.alive = False
        self.master = heard.source

    def _as_master(self, heard: Heard, now: float) -> None:
        own = self.settings.priority, self.settings.address
        if heard.priority == GIVES_UP:
            self._advertise(now)
        elif heard > own:
            self._wait(self.settings.down, now)
            self.alive, self.master = True, heard.source

    # -- time ----------------------------------------------------------------------------------------------------------

    def _wait(self, seconds: float, now: float) -> None:
        """Enter BACKUP, and take over after so many seconds without an advertisement."""
        self.state, self.alive = BACKUP, False
        self.down_at, self.send_at = now + seconds, NEVER

    def _take_over(self, now: float) -> None:
        self.state, self.down_at, self.alive = MASTER, NEVER, False
        self.master, self.announced = self.settings.address, True
        self._advertise(now)

    def _advertise(self, now: float) -> None:
        self.sent.append(self.settings.priority)
        self.send_at = now + self.settings.interval

    def tick(self, now: float) -> None:
        """Process every timer that is due."""
        if self.down_at <= now:
            self._take_over(now)
        elif self.send_at <= now:
            self._advertise(now)

    def deadlines(self) -> Deadlines:
        """Return the times of the next timers."""
        certain, guarded = (NEVER, self.down_at) if self.alive else (self.down_at, NEVER)
        return Deadlines(certain, guarded, self.send_at)
