"""The state machine of one ESRP domain.  Nothing here sends, receives or knows the time.

| state     | event                                            | what follows                                         |
|-----------|--------------------------------------------------|------------------------------------------------------|
| Neutral   | neutral timeout, with a port that works          | Slave                                                |
| Slave     | superior to every neighbour that is known        | PreMaster                                            |
| Slave     | hello of a master that is superior               | wait for the neighbour timeout anew                  |
| Slave     | hello with HOLD                                  | wait for the restart timer, whatever is heard        |
| Slave     | neighbour timeout                                | forget the master, and elect again                   |
| PreMaster | every neighbour agrees to be slave, or none is known | look for loops by ELRP if that is on, then Master |
| PreMaster | hello of a superior, or a loop                   | Slave                                                |
| PreMaster | premaster timeout                                | as if all had agreed                                 |
| Master    | hello interval over                              | hello                                                |
| Master    | premaster or master that is superior             | Slave, which says so                                 |
| Master    | tracking fails, priority 255, or a loop          | Slave, which says so                                 |
| any       | a neighbour disables the domain; no port works   | Neutral                                              |
| any       | hello of standard mode in extended mode          | standard mode, Neutral                               |

evidence: guide 11.3 p.457-468 (states, handshake, policies), p.76 (HOLD), guide 11.0 p.233 (disabled), p.236 (times),
reference 11.5 p.1268 (toggle), inferred (a premaster that knows no neighbour has nobody to ask, and does not wait)
"""

from xos_cli.processes.esrp.machine_records import (
    MASTER,
    NEUTRAL,
    PREMASTER,
    SLAVE,
    Factors,
    Heard,
    Neighbor,
    Said,
    Settings,
)
from xos_cli.switch.timing.deadlines import NEVER, Deadlines

#: Hellos with HOLD that a new master MSM sends before one without.  evidence: guide 11.3 p.76, inferred (how many)
HOLDS = 2


class Domain:
    """A domain that is enabled.

    *sent* and *entered* are for whoever has it: hellos to be sent, states that it came into since it was last asked.
    *polling*: ELRP is to look for loops.
    """

    def __init__(self, settings: Settings, now: float) -> None:
        self.settings, self.standard = settings, settings.standard
        self.neighbors: dict[int, Neighbor] = {}
        self.sticky = 0
        self.holds = 0
        self.sent: list[Said] = []
        self.entered: list[str] = []
        self.polling = self.frozen = False
        self.barred_until = -NEVER  # after a loop the domain is no candidate for a while
        self.change_at = self.silent_at = self.hello_at = NEVER
        self._enter(NEUTRAL, now)

    def restore(self, state: str, sticky: int, standard: bool, neighbors: dict[int, Neighbor], now: float) -> None:
        """Continue in the state of the other MSM before the failover; a master sends HOLD to its neighbours."""
        self.neighbors, self.standard, self.sent = neighbors, standard, []
        self._enter(state, now)
        self.sticky, self.sent, self.entered = sticky, [], []
        if state == MASTER and not standard:
            self.holds, self.hello_at = HOLDS, now

    # -- facts -------------------------------------------------------------------------------------------------------

    @property
    def factors(self) -> Factors:
        """Return the election factors of this switch."""
        return self.settings.factors._replace(sticky=self.sticky)

    @property
    def policy(self) -> tuple[str, ...]:
        """Return the factors that count in this mode: the standard mode has neither stickiness nor weight."""
        words = self.settings.policy
        return tuple([word for word in words if word not in ("sticky", "weight")]) if self.standard else words

    def above(self, other: Factors) -> bool:
        """Return whether this switch is superior; of two that are equal, who is master stays, else the MAC decides."""
        if self.factors.able != other.able:
            return self.factors.able
        own = self.factors.ranked(self.policy)
        if own != other.ranked(self.policy):
            return own > other.ranked(self.policy)
        if self.state == MASTER:
            return True
        master = any(known.state == MASTER and known.factors == other for known in self.neighbors.values())
        return not master and self.settings.factors.mac > other.mac

    # -- the configuration -------------------------------------------------------------------------------------------

    def configure(self, settings: Settings, now: float) -> None:
        """Apply new settings; send changed election factors to the neighbours at once."""
        before, self.settings = self.settings, settings
        if settings.standard != before.standard:
            self.standard = settings.standard
            self._begin_anew(now)
        elif settings.up != before.up:
            self._begin_anew(now)
        elif before.factors != settings.factors:
            self._differ(before.factors, now)

    def _differ(self, before: Factors, now: float) -> None:
        """Use new election factors of this switch."""
        if self.state == NEUTRAL:
            return
        if self.state != SLAVE and not self.factors.able:
            self._enter(SLAVE, now)
            return
        if self.state == MASTER and self.settings.factors.ranked(self.policy) < before.ranked(self.policy):
            self._let_go(now)  # evidence: reference 11.5 p.1239 (a local event lets the others elect)
        self._say()
        if self.state == SLAVE:
            self._elect(now)

    def unstick(self, now: float) -> None:
        """Clear the stickiness of a master, and let the neighbours elect.  evidence: reference 11.5 p.1239"""
        if self.state == MASTER:
            self._let_go(now)
            self._say()

    def _let_go(self, now: float) -> None:
        """Clear the stickiness until the next hello."""
        self.sticky, self.hello_at = 0, now + self.settings.timers.hello

    def forget(self) -> None:
        """Forget the neighbours."""
        self.neighbors = {}

    def leave(self) -> None:
        """Send a hello which says that the domain is disabled here."""
        self.sent.append(Said(NEUTRAL, self.factors, leaving=True))

    def _begin_anew(self, now: float) -> None:
        self.neighbors = {}
        self._enter(NEUTRAL, now)

    # -- what is heard -----------------------------------------------------------------------------------------------

    def received(self, heard: Heard, now: float) -> None:
        """Process a hello of a neighbour."""
        mac = heard.factors.mac
        if heard.leaving:
            self.neighbors.pop(mac, None)
            self._enter(NEUTRAL, now)
            return
        if heard.standard and not self.standard:
            self.standard = True
            self._begin_anew(now)
        fresh = mac not in self.neighbors
        self.neighbors[mac] = Neighbor(heard.state, heard.factors)
        if self.state == SLAVE:
            self._as_slave(heard, fresh, now)
        elif self.state == PREMASTER:
            self._as_premaster(heard, now)
        elif self.state == MASTER:
            self._as_master(heard, fresh, now)

    def _as_slave(self, heard: Heard, fresh: bool, now: float) -> None:
        if heard.state in (MASTER, PREMASTER):
            self.frozen = heard.hold
            self.silent_at = now + (self.settings.timers.restart if heard.hold else self.settings.timers.neighbor)
        inferior = not self.above(heard.factors)
        if fresh or (heard.state == PREMASTER and inferior):
            self._say()
        self._elect(now)

    def _as_premaster(self, heard: Heard, now: float) -> None:
        if heard.state != NEUTRAL and not self.above(heard.factors):
            self._enter(SLAVE, now)
        elif heard.state == PREMASTER:
            self._say()
        else:
            self._ask(now)

    def _as_master(self, heard: Heard, fresh: bool, now: float) -> None:
        if heard.state in (PREMASTER, MASTER) and not self.above(heard.factors):
            self._enter(SLAVE, now)
        elif fresh or heard.state in (PREMASTER, MASTER):
            self._say()

    def looped(self, now: float) -> None:
        """Process a loop that ELRP has found: become slave, and no candidate until the neighbour timeout is over."""
        if self.state in (PREMASTER, MASTER):
            self.barred_until = now + self.settings.timers.neighbor
            self._enter(SLAVE, now)

    # -- the election ------------------------------------------------------------------------------------------------

    def _elect(self, now: float) -> None:
        """Enter PreMaster if no known neighbour is better."""
        usable = self.factors.able and not self.frozen and now >= self.barred_until
        if usable and self.neighbors and all(self.above(known.factors) for known in self.neighbors.values()):
            self._enter(PREMASTER, now)

    def _ask(self, now: float) -> None:
        """Become master if no neighbour claims to be, once ELRP has found no loop."""
        if self.polling or any(known.state in (MASTER, PREMASTER) for known in self.neighbors.values()):
            return
        self._pass(now)

    def _pass(self, now: float) -> None:
        if self.settings.polls and not self.polling:
            self.polling, self.change_at = True, now + self.settings.polls
        else:
            self._enter(MASTER, now)

    # -- time --------------------------------------------------------------------------------------------------------

    def _enter(self, state: str, now: float) -> None:
        """Enter a state, send a hello, and set the timer that ends the state."""
        self.state, timers = state, self.settings.timers
        self.entered.append(state)
        self.polling = self.frozen = False
        self.change_at = self.silent_at = self.hello_at = NEVER
        self.holds, self.sticky = 0, int(state == MASTER and not self.standard)
        if state == NEUTRAL:
            self.change_at = now + timers.neutral if self.settings.up else NEVER
            return
        if state != SLAVE or self.standard:
            self.hello_at = now + timers.hello
        self._say()
        if state == SLAVE:
            self.silent_at = now + timers.neighbor
            self._elect(now)
        elif state == PREMASTER:
            self.change_at = now + timers.premaster
            self._ask(now)

    def tick(self, now: float) -> None:
        """Process every timer that is due."""
        if self.change_at <= now:
            self._change(now)
        if self.silent_at <= now:
            self._silent(now)
        if self.hello_at <= now:
            self.hello_at = now + self.settings.timers.hello
            self._repeat()

    def _change(self, now: float) -> None:
        self.change_at = NEVER
        if self.state == NEUTRAL:
            self._enter(SLAVE, now)
        elif self.state == PREMASTER:
            self._pass(now)

    def _silent(self, now: float) -> None:
        """Forget a master, or other neighbours, whose hellos are missing for too long, and elect again."""
        masters = [mac for mac, known in self.neighbors.items() if known.state != SLAVE]
        for mac in masters or list(self.neighbors):
            del self.neighbors[mac]
        self.frozen, self.silent_at = False, now + self.settings.timers.neighbor
        if self.neighbors:
            self._elect(now)
        elif self.factors.able and now >= self.barred_until:
            self._enter(PREMASTER, now)

    def _repeat(self) -> None:
        """Send the periodic hello; a master becomes sticky again."""
        if self.state == MASTER and not self.standard:
            self.sticky = 1
        self._say()
        self.holds = max(0, self.holds - 1)

    def _say(self) -> None:
        self.sent.append(Said(self.state, self.factors, self.holds > 0))

    def deadlines(self) -> Deadlines:
        """Return the times of the next timers; the retry after a loop changes nothing while the loop lasts."""
        known = any(known.state == MASTER for known in self.neighbors.values())
        waits = known or self.barred_until >= self.silent_at
        certain, guarded = (NEVER, self.silent_at) if waits else (self.silent_at, NEVER)
        return Deadlines(min(self.change_at, certain), guarded, self.hello_at)
