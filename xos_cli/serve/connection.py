"""One connection to a switch: a session, the terminal at it, and a transport for what the terminal is to show."""

from asyncio import AbstractEventLoop
from typing import Protocol

from xos_cli.serve.connection_limits import Limits
from xos_cli.serve.turns import Turn
from xos_cli.session.session import Session

#: Real seconds for a client to take what it was sent, once the session has ended.
LINGER = 10.0


class ConnectionScreen(Protocol):
    """The layer between a session and the bytes of a connection: a terminal, or commands that came with it."""

    session: Session

    @property
    def closed(self) -> bool:
        """Return whether the session has ended."""

    @property
    def full(self) -> bool:
        """Return whether so much was typed ahead that nothing more should be read."""

    @property
    def more(self) -> bool:
        """Return whether there is work for another turn."""

    def receive(self, data: bytes) -> None:
        """Store typed bytes until ``refresh``."""

    def refresh(self) -> None:
        """Work until there is nothing left to do, or the turn is over."""

    def take(self) -> bytes:
        """Return what is to be sent."""

    def resize(self, width: int, height: int) -> None:
        """Take the size of the client's window."""


class ServedSwitch(Protocol):
    """The part of a served switch that a connection uses."""

    loop: AbstractEventLoop
    limits: Limits
    turn: Turn

    def catch_up(self) -> None:
        """Begin a turn, and advance the virtual time of the switch to now."""

    def settle(self) -> None:
        """Refresh the connections that have changed, and set the alarm for the next event."""

    def has_changed(self, connection: "Connection") -> None:
        """Refresh *connection* at the next ``settle``."""

    def wait_for_turn(self, connection: "Connection") -> None:
        """Refresh *connection* once others have had their turn."""

    def join(self, connection: "Connection") -> None:
        """Count *connection* among those to the switch."""

    def gone(self, connection: "Connection") -> None:
        """Remove a closed connection."""

    def left(self, address: str) -> None:
        """Note that a client from *address* has gone."""

    def note(self, text: str) -> None:
        """Write a line to the server's log."""

    def shown(self, session: Session, data: bytes) -> None:
        """Note what *session* shows its client."""


class Connection:
    """The common part of telnet and SSH connections; subclasses send the bytes and close the connection."""

    def __init__(self, server: ServedSwitch) -> None:
        self.server = server
        self.terminal: ConnectionScreen | None = None
        self.ended = self.paused = False
        self.waiting = False  # it has more to do, and will be called when it is its turn

    # -- what a transport must do ------------------------------------------------------------------------------------

    def send(self, data: bytes) -> None:
        """Send *data* in one piece."""
        raise NotImplementedError

    def finish(self) -> None:
        """Close the connection when all was sent."""
        raise NotImplementedError

    def read(self, on: bool) -> None:
        """Resume or pause reading."""
        raise NotImplementedError

    def unread(self) -> int:
        """Return how many bytes the client has not taken yet."""
        raise NotImplementedError

    def abort(self) -> None:
        """Close the connection at once."""
        raise NotImplementedError

    # -- what they share ---------------------------------------------------------------------------------------------

    def begin(self, session: Session, terminal: ConnectionScreen) -> None:
        """Connect *terminal*, which is at *session*, to this transport."""
        self.terminal = terminal
        session.on_output = self.changed
        self.changed()

    def changed(self) -> None:
        """Show new output, now or at the connection's next turn."""
        if not self.waiting:
            self.server.has_changed(self)

    def typed(self, data: bytes) -> None:
        """Take bytes that the client sent."""
        if self.terminal is not None and not self.ended:
            self.terminal.receive(data)
            if self.waiting:
                self.flow()
            else:
                self.server.catch_up()
                self.server.has_changed(self)
                self.server.settle()

    def refresh(self) -> None:
        """Work for one turn, and send what there is to show."""
        terminal = self.terminal
        if terminal is None or self.ended:
            return
        behind = self.unread()
        terminal.refresh()
        data = terminal.take()
        if data:
            self.send(data)
            self.server.shown(terminal.session, data)
        if terminal.closed:
            self.end()
        elif behind > self.server.limits.unread:
            self.ended = True
            self.abort()
        else:
            self.flow()

    def flow(self) -> None:
        """Stop reading while too much is typed ahead or too little read; wait for a turn if there is more to do."""
        terminal = self.terminal
        if terminal is None:
            return
        if terminal.more and not self.paused and not self.waiting:
            self.waiting = True
            self.server.wait_for_turn(self)
        self.read(not self.paused and not terminal.full)

    def end(self) -> None:
        """Close the connection of a session that has ended; after a while even if the client does not read."""
        if not self.ended:
            self.ended = True
            self.finish()
            if self.unread():
                self.server.loop.call_later(LINGER, self.abort)

    def pause_writing(self) -> None:
        """Stop reading: the client does not take what it is sent."""
        self.paused = True
        self.flow()

    def resume_writing(self) -> None:
        """Read again: the client has taken what it was sent."""
        self.paused = False
        self.flow()
