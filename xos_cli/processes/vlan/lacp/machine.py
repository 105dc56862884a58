"""LACP of one group (802.3ad, clause 43.4): the receive machine, selection and the mux machine of each port.

Nothing here sends, waits or knows the time: ``now`` is passed in, what is to be sent is left in a list, and ``due``
says when the group has to be asked again.

All ports of a group share one aggregator, so that a port is either in it or carries nothing.
"""

from collections.abc import Iterable

from xos_cli.packets.frames import (
    LACP_ACTIVITY,
    LACP_AGGREGATION,
    LACP_COLLECTING,
    LACP_DEFAULTED,
    LACP_DISTRIBUTING,
    LACP_EXPIRED,
    LACP_SYNC,
    LACP_TIMEOUT,
)
from xos_cli.processes.vlan.ports.rows import CARRYING, LacpMember, LacpParty
from xos_cli.record import NamedTuple
from xos_cli.switch.hardware.chassis import Port
from xos_cli.switch.timing.deadlines import NEVER, Deadlines

#: States of the receive machine, of selection and of the mux machine, as the screens call them.
IDLE, CURRENT, EXPIRED, DEFAULTED = "Idle", "Current", "Expired", "Defaulted"
UNSELECTED, SELECTED, STANDBY = "Unselected", "Selected", "Standby"
DETACHED, WAITING, ATTACHED = "Detached", "Waiting", "Attached"
#: Seconds (802.3ad, 43.4.4): between messages to a partner with a short or a long time-out; the time-outs; the wait
#: before a port is attached.
FAST, SLOW = 1.0, 30.0
SHORT, LONG = 3.0, 90.0
AGGREGATE_WAIT = 2.0
#: How late a message may be before it is thought to be missing.  evidence: inferred
GRACE = 0.5
#: What of a state the two ends compare (43.4.9, update_NTT).
COMPARED = LACP_ACTIVITY | LACP_TIMEOUT | LACP_SYNC | LACP_AGGREGATION
NOBODY = LacpParty()


class LacpSettings(NamedTuple):
    """The settings of a group.  *most*: how many of its ports can be selected at a time."""

    system_priority: int
    system: int
    key: int
    short: bool
    passive: bool
    most: int


class Member:
    """A port of a group.  *number*: its number in messages; *partner*: what is known of the other end."""

    def __init__(self, port: Port, number: int, priority: int) -> None:
        self.port, self.number, self.priority = port, number, priority
        self.rx, self.selection, self.mux = IDLE, UNSELECTED, DETACHED
        self.partner = NOBODY
        self.heard_until = self.doubt_at = NEVER  # the current while timer, and when a message is overdue
        self.wait_until = NEVER
        self.send_at = NEVER
        self.send_now = False

    @property
    def up(self) -> bool:
        """Return whether the port has a link."""
        return self.rx != IDLE

    @property
    def knows(self) -> bool:
        """Return whether the port has a partner."""
        return self.rx in (CURRENT, EXPIRED) and self.partner.system > 0

    @property
    def lag(self) -> LacpParty:
        """Return what must be the same for all ports in the aggregator: the partner's system and key."""
        return LacpParty(*self.partner[:3])


class Group:
    """A group with LACP, by its master port.  *sent*: the ports that are to send, in order."""

    def __init__(self, settings: LacpSettings) -> None:
        self.settings = settings
        self.members: dict[Port, Member] = {}
        self.sent: list[Port] = []

    # -- what is said ----------------------------------------------------------------------------------------------

    def flags(self, member: Member) -> int:
        """Return the state of a port as messages say it."""
        bits = LACP_AGGREGATION
        bits |= 0 if self.settings.passive else LACP_ACTIVITY
        bits |= LACP_TIMEOUT if self.settings.short else 0
        bits |= LACP_SYNC if member.mux in (ATTACHED, CARRYING) else 0
        bits |= LACP_COLLECTING | LACP_DISTRIBUTING if member.mux == CARRYING else 0
        bits |= {DEFAULTED: LACP_DEFAULTED, EXPIRED: LACP_EXPIRED}.get(member.rx, 0)
        return bits

    def actor(self, member: Member) -> LacpParty:
        """Return what a port says of itself."""
        own = self.settings
        return LacpParty(own.system_priority, own.system, own.key, member.priority, member.number, self.flags(member))

    # -- what happens ----------------------------------------------------------------------------------------------

    def set_members(self, wanted: Iterable[Member], up: set[Port], now: float) -> None:
        """Update the ports of the group, their priorities and links."""
        before, self.members = self.members, {}
        for new in wanted:
            member = before.get(new.port) or new
            member.priority = new.priority
            self.members[new.port] = member
            if member.up != (new.port in up):
                self._link(member, new.port in up, now)
        self.settle(now)

    def _link(self, member: Member, up: bool, now: float) -> None:
        """Wait for a partner where a link came up; forget the partner's state where one fell (43.4.12)."""
        state = member.partner.state & ~LACP_SYNC
        member.partner = member.partner._replace(state=state | LACP_TIMEOUT if up else state)
        member.rx = EXPIRED if up else IDLE
        member.heard_until, member.doubt_at = (now + SHORT if up else NEVER), NEVER
        member.send_at = now if up else NEVER

    def received(self, port: Port, actor: LacpParty, partner: LacpParty, now: float) -> None:
        """Process a message: record the partner's state, and answer if its view of this end is outdated (43.4.9)."""
        member = self.members.get(port)
        if member is None or not member.up:
            return
        own = self.actor(member)
        knows = partner[:5] == own[:5] and not (partner.state ^ own.state) & LACP_AGGREGATION
        member.partner = actor if knows else actor._replace(state=actor.state & ~LACP_SYNC)
        member.rx = CURRENT
        member.heard_until = now + (SHORT if self.settings.short else LONG)
        member.doubt_at = now + (FAST if self.settings.short else SLOW) + GRACE
        if not knows or (partner.state ^ own.state) & COMPARED:
            member.send_now = True
        self.settle(now)

    def tick(self, now: float) -> None:
        """Process every timer that is due."""
        for member in self.members.values():
            member.doubt_at = NEVER if member.doubt_at <= now else member.doubt_at
            if member.heard_until <= now:
                self._silent(member, now)
            if member.send_at <= now:
                member.send_now = True
        self.settle(now)

    def _silent(self, member: Member, now: float) -> None:
        """Process a missing message: wait a short timeout, then remove the defaulted port from the aggregator.

        evidence: reference 11.5 p.333 (that it always is, in 11.3)
        """
        if member.rx == CURRENT:
            state = member.partner.state & ~LACP_SYNC | LACP_TIMEOUT
            member.partner, member.rx = member.partner._replace(state=state), EXPIRED
            member.heard_until, member.doubt_at = now + SHORT, NEVER
            member.send_at = now
        else:
            member.rx, member.partner, member.heard_until = DEFAULTED, NOBODY, NEVER

    # -- selection and mux -----------------------------------------------------------------------------------------

    def settle(self, now: float) -> None:
        """Choose the ports of the aggregator, move each port on, and note which are to send."""
        self._select()
        for member in self.members.values():
            while self._move(member, now):
                member.send_now = True
            self._pace(member, now)

    def _select(self) -> None:
        """Select the best ports with the same partner, as many as the platform can; the others with it stand by.

        evidence: guide 11.3 p.122-124 (lowest number first), 802.3ad (the system with the lower identifier decides)
        """
        able = [m for m in self.members.values() if m.knows and m.partner.state & LACP_AGGREGATION]
        held = [m for m in able if m.selection == SELECTED]
        first = min(held or able, key=self._rank, default=None)
        same = sorted([m for m in able if first is not None and m.lag == first.lag], key=self._rank)
        for member in self.members.values():
            member.selection = UNSELECTED
        for place, member in enumerate(same):
            member.selection = SELECTED if place < self.settings.most else STANDBY

    def _rank(self, member: Member) -> tuple[int, int, int]:
        partner, own = member.partner, self.settings
        if (own.system_priority, own.system) <= (partner.system_priority, partner.system):
            return member.priority, member.number, member.number
        return partner.port_priority, partner.port, member.number

    def _move(self, member: Member, now: float) -> bool:
        """Take the next state of the mux machine (43.4.15, coupled control); False if there is none."""
        chosen, synced = member.selection == SELECTED, bool(member.partner.state & LACP_SYNC)
        if member.mux == DETACHED and member.selection != UNSELECTED:
            member.mux, member.wait_until = WAITING, now + AGGREGATE_WAIT
        elif member.mux == WAITING and member.selection == UNSELECTED:
            member.mux, member.wait_until = DETACHED, NEVER
        elif member.mux == WAITING and chosen and member.wait_until <= now:
            member.mux, member.wait_until = ATTACHED, NEVER
        elif member.mux == ATTACHED and not chosen:
            member.mux = DETACHED
        elif member.mux == ATTACHED and synced:
            member.mux = CARRYING
        elif member.mux == CARRYING and not (chosen and synced):
            member.mux = ATTACHED
        else:
            return False
        return True

    def _pace(self, member: Member, now: float) -> None:
        """Send changes, and repeat messages at the partner's rate if either end is active (43.4.13)."""
        if not member.up or (self.settings.passive and not member.partner.state & LACP_ACTIVITY):
            member.send_at, member.send_now = NEVER, False
            return
        period = FAST if member.partner.state & LACP_TIMEOUT else SLOW
        if member.send_now:
            self.sent.append(member.port)
            member.send_now, member.send_at = False, now + period
        member.send_at = min(member.send_at, now + period)

    def due(self) -> Deadlines:
        """Return the times of the next timers; once a message is missing, its timeout will change the state."""
        every = self.members.values()
        lost = [m.heard_until for m in every if m.doubt_at == NEVER]
        waits = [m.wait_until for m in every if m.selection == SELECTED]
        guards = [m.doubt_at for m in every]
        return Deadlines(
            min([*lost, *waits], default=NEVER),
            min(guards, default=NEVER),
            min([m.send_at for m in every], default=NEVER),
        )

    # -- failover --------------------------------------------------------------------------------------------------

    def resume(self, member: Member, row: LacpMember, now: float, first: float) -> None:
        """Continue a port in the state of the other MSM: its partner counts as heard now; send from *first* on."""
        member.rx, member.selection, member.mux, member.partner = row.rx, row.selection, row.mux, row.partner
        self.members[member.port] = member
        if member.rx == CURRENT:
            member.heard_until = now + (SHORT if self.settings.short else LONG)
            member.doubt_at = now + (FAST if self.settings.short else SLOW) + GRACE
        elif member.rx == EXPIRED:
            member.heard_until = now + SHORT
        member.wait_until = now + AGGREGATE_WAIT if member.mux == WAITING else NEVER
        member.send_at = first
