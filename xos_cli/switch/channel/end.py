"""One MSM's end of the control channel: each message arrives once, complete and in order, or is given up.

A message travels in pieces, and is handed over when the last one is there.  The receiver acknowledges every piece; a
piece without an acknowledgement is sent again.  Keep-alives say which *session* of its own a node is in and which one
of the other it hears: the channel is up while both hear each other.  A node begins a new session when it boots and when
it loses the other, so that nothing of an earlier session is ever taken.  What was not acknowledged then is given up.

Nothing of this counts in `show checkpoint-data` but the messages themselves, and the repeats as errors.
evidence: inferred (all of it)
"""

from collections import deque
from typing import Any, Protocol

from xos_cli.switch.channel.pieces import HEADER, PIECE, Done, KeepAlive, Parcel, Piece, Receipt, size_of
from xos_cli.switch.channel.wire import SILENCE, ChannelWire
from xos_cli.switch.messages import Message
from xos_cli.switch.timing.beacon import Ear
from xos_cli.switch.timing.clock import Clock, EventKind

#: How many pieces may be without an acknowledgement.
WINDOW = 16
#: Seconds without an acknowledgement after which a piece is sent again: before the channel was measured, at least, at
#: most.
FIRST_REPEAT, SHORTEST_REPEAT, LONGEST_REPEAT = 0.2, 0.1, 4.0
#: How often a wait is doubled at most: it is the longest one long before.
DOUBLED = 16


class Reply:
    """The answer of the other node to messages that belong together, for a command that waits for it.

    *pending*: how many are not answered yet.  *taken*: at least one was answered, and none was refused or given up.
    """

    def __init__(self) -> None:
        self.pending = self.good = self.bad = 0

    def expect(self) -> Done:
        """Count one more message to wait for; return the function to call with its answer."""
        self.pending += 1
        return self._answered

    def withdraw(self) -> None:
        """Wait for one answer less, because the message was not sent."""
        self.pending -= 1

    def _answered(self, message: Message, taken: bool) -> None:
        self.pending -= 1
        self.good += taken
        self.bad += not taken

    @property
    def answered(self) -> bool:
        """Return whether every message is answered or given up."""
        return not self.pending

    @property
    def taken(self) -> bool:
        """Return whether the other node has everything."""
        return bool(self.good) and not self.bad and not self.pending


class ChannelNode(Protocol):
    """The node at this end, as the channel sees it."""

    def came(self) -> None:
        """Handle a channel that came up."""

    def left(self) -> None:
        """Handle a channel that went down."""

    def receive(self, message: Message) -> bool:
        """Carry out a message of the other node; return False if this node cannot."""

    def sent(self, message: Message) -> None:
        """Count a message that has been sent for the first time, complete."""

    def failed(self, message: Message) -> None:
        """Count a message, or a piece of it, that was lost and is sent again."""


class ChannelEnd:
    """One node's end of the channel: it sends by the wire *out* and receives by the wire *into*."""

    def __init__(self, clock: Clock, card: ChannelNode, out: ChannelWire, into: ChannelWire) -> None:
        self.clock, self.card, self.out, self.into = clock, card, out, into
        self.session = self.peer = 0
        self.up = False
        self.issued = self.concluded = 0  # messages that were sent; of them acknowledged or given up, in their order
        self.repeats = self.receipts = 0
        self._disturbed = False
        for wire in (out, into):
            wire.disturbed.append(self._disturb)
        self._new_session()

    def _new_session(self) -> None:
        self.session += 1
        self.concluded = self.issued
        self._queue: deque[Parcel] = deque()
        self._window: deque[Parcel] = deque()
        self._number = self._expected = 0
        self._early: dict[int, Piece] = {}
        self._refused: list[int] = []
        self._round_trip: float | None = None
        self.clock.drop(self)

    # -- the life of a node ------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin to send keep-alives and to listen; called when the node manager starts."""
        self._new_session()
        self.into.attend(Ear(self.clock, SILENCE, self._heard, self._silent), self._take)
        self.out.repeat(KeepAlive(self.session, self.peer))

    def stop(self) -> None:
        """Send and hear nothing more: the node is gone, and what it had sent is lost; nobody is told."""
        self.out.die()
        self.into.ignore()
        self.up, self.peer = False, 0
        self._new_session()

    def quit(self) -> None:
        """Send and hear nothing more: the node manager stopped; what was not acknowledged is given up."""
        self.hang_up()
        self.stop()

    def hang_up(self) -> None:
        """Treat the other node as lost at once, without waiting for the keep-alive time-out."""
        self.peer = 0
        self._lose()

    # -- keep-alives -------------------------------------------------------------------------------------------------

    def _heard(self, said: KeepAlive) -> None:
        if self.up and said != (self.peer, self.session):
            self._lose()
        if said.session != self.peer:
            self.peer = said.session
            self._expected, self._early, self._refused = 0, {}, []
            self.out.repeat(KeepAlive(self.session, self.peer))
        if not self.up and said.hears == self.session:
            self.up = True
            self.card.came()

    def _silent(self) -> None:
        self.hang_up()

    def _lose(self) -> None:
        """Give up all unacknowledged messages, and start a new session."""
        lost, was_up, self.up = [*self._window, *self._queue], self.up, False
        if was_up:
            self._new_session()
        self.out.repeat(KeepAlive(self.session, self.peer))
        for parcel in lost:
            if parcel.last:
                for done in parcel.done:
                    done(parcel.message, False)
        if was_up:
            self.card.left()

    # -- sending -----------------------------------------------------------------------------------------------------

    def send(self, message: Message, *done: Done) -> bool:
        """Send *message*; each of *done* is called with the outcome.  Return False, and call none, while it is down."""
        if not self.up:
            return False
        self.issued += 1
        left = size_of(message)
        while left > PIECE:
            self._queue.append(Parcel(self._number, message, PIECE, False, done))
            self._number += 1
            left -= PIECE
        self._queue.append(Parcel(self._number, message, left, True, done))
        self._number += 1
        self._fill()
        return True

    @property
    def waiting(self) -> tuple[int, int]:
        """Return how many messages, and bytes of them, are not acknowledged yet."""
        return self.issued - self.concluded, sum(parcel.size for parcel in (*self._window, *self._queue))

    def _fill(self) -> None:
        """Send as many waiting pieces as the window has room for."""
        while self._queue and len(self._window) < WINDOW:
            parcel = self._queue.popleft()
            self._window.append(parcel)
            self._transmit(parcel)
        self._arm()

    def _transmit(self, parcel: Parcel) -> None:
        parcel.tries += 1
        piece = Piece(self.session, self.peer, parcel.number, parcel.message if parcel.last else None, self.clock.now)
        parcel.left = self.out.carry(piece, parcel.size)
        if parcel.tries > 1:
            self.repeats += 1
            self.card.failed(parcel.message)
        elif parcel.last:
            self.card.sent(parcel.message)

    def _arm(self) -> None:
        """Set the timer that repeats the oldest piece; none is needed on a channel without faults."""
        if self._disturbed:
            self.clock.drop(self)
            self._disturbed = bool(self._window) or not (self.out.sound and self.into.sound)
        if self._disturbed and self._window:
            self.clock.at(self._due(self._window[0]), self._overdue, kind=EventKind.FLIGHT)

    def _disturb(self) -> None:
        """Start the repeat timer: the channel has a fault now, so pieces under way may be lost."""
        self._disturbed = True
        self._arm()

    def _due(self, parcel: Parcel) -> float:
        """Return when a piece is to be sent again; the delay grows with each repetition."""
        wait = FIRST_REPEAT if self._round_trip is None else max(SHORTEST_REPEAT, 2 * self._round_trip)
        return parcel.left + min(LONGEST_REPEAT, wait * 2.0 ** min(parcel.tries - 1, DOUBLED))

    def _overdue(self) -> None:
        """Send the pieces again that were not acknowledged in time."""
        for parcel in list(self._window):
            if self._due(parcel) <= self.clock.now:
                self._transmit(parcel)
        self._arm()

    def _acknowledged(self, receipt: Receipt) -> None:
        trip = self.clock.now - receipt.at
        self._round_trip = trip if self._round_trip is None else 0.75 * self._round_trip + 0.25 * trip
        while self._window and self._window[0].number < receipt.expected:
            parcel = self._window.popleft()
            if parcel.last:
                self.concluded += 1
                for done in parcel.done:
                    done(parcel.message, parcel.number not in receipt.refused)
        self._fill()

    # -- receiving ---------------------------------------------------------------------------------------------------

    def _take(self, frame: Any) -> None:
        """Handle a piece or receipt, unless it belongs to an old session of either node."""
        if (frame.session, frame.to) != (self.peer, self.session):
            return
        if isinstance(frame, Receipt):
            self._acknowledged(frame)
        else:
            self._arrived(frame)

    def _arrived(self, piece: Piece) -> None:
        """Pass complete messages to the node; only acknowledge a piece that had already arrived."""
        session = self.session
        if piece.number >= self._expected:
            self._early[piece.number] = piece
        while self._expected in self._early:
            following = self._early.pop(self._expected)
            self._expected += 1
            if following.message is not None and not self.card.receive(following.message):
                self._refused = [*self._refused[1 - WINDOW :], following.number]
            if self.session != session:
                return  # the message ended this session
        self.receipts += 1
        self.out.carry(Receipt(self.session, self.peer, self._expected, tuple(self._refused), piece.at), HEADER)
