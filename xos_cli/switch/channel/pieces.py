"""What travels on the control channel: keep-alives, the pieces of messages, and receipts; and their sizes."""

from collections.abc import Callable

from xos_cli.record import NamedTuple
from xos_cli.switch.messages import Message

#: Bytes: the most that one piece carries, what comes with every message and acknowledgement, and a row of a table.
PIECE, HEADER, ROW = 4096, 64, 48

#: A bound method called with a message and whether the other node took it; False also if the message was given up.
Done = Callable[[Message, bool], None]


class KeepAlive(NamedTuple):
    """The session a node is in, and the session of the other that it hears (0: none)."""

    session: int
    hears: int


class Piece(NamedTuple):
    """A piece of a message, from a session *to* a session, sent *at* a moment; the last completes the *message*."""

    session: int
    to: int
    number: int
    message: Message | None
    at: float


class Receipt(NamedTuple):
    """Every piece before *expected* has arrived; the messages of the pieces *refused* were not taken.

    *at*: when the piece was sent that this answers.
    """

    session: int
    to: int
    expected: int
    refused: tuple[int, ...]
    at: float


class Parcel:
    """A piece that this node sends, until it is acknowledged."""

    __slots__ = ("done", "last", "left", "message", "number", "size", "tries")

    def __init__(self, number: int, message: Message, size: int, last: bool, done: tuple[Done, ...]) -> None:
        self.number, self.message, self.size, self.last, self.done = number, message, size, last, done
        self.tries, self.left = 0, 0.0


def size_of(message: Message) -> int:
    """Return the bytes that *message* takes on the wire."""
    size = HEADER
    for field in message:
        if isinstance(field, bytes):
            size += len(field)
        elif isinstance(field, tuple):
            size += ROW * len(field)
    return size
