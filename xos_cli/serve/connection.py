"""One connection to a switch: a session, the terminal at it, and somewhere to send what the terminal is to show."""

from typing import TYPE_CHECKING

from xos_cli.session.session import Session

if TYPE_CHECKING:
    from xos_cli.serve.exec import Exec
    from xos_cli.serve.served import Served
    from xos_cli.serve.terminal import Terminal

#: Real seconds for a client to take what it was sent, once the session has ended.
LINGER = 10.0


class Connection:
    """What telnet and SSH connections have in common; they say how bytes are sent and how the connection ends."""

    def __init__(self, served: "Served") -> None:
        self.served = served
        self.terminal: Terminal | Exec | None = None
        self.ended = self.paused = False

    # -- what a transport must do ------------------------------------------------------------------------------------

    def send(self, data: bytes) -> None:
        """Send *data*, all at once."""
        raise NotImplementedError

    def finish(self) -> None:
        """Close the connection when all was sent."""
        raise NotImplementedError

    def read(self, on: bool) -> None:
        """Go on reading, or stop it."""
        raise NotImplementedError

    def unread(self) -> int:
        """Bytes that the client has not taken yet."""
        raise NotImplementedError

    def abort(self) -> None:
        """Close the connection at once."""
        raise NotImplementedError

    # -- what they share ---------------------------------------------------------------------------------------------

    def begin(self, session: Session, terminal: "Terminal | Exec") -> None:
        """This is the session; the terminal shows what there is of it."""
        self.terminal = terminal
        session.on_output = self.changed
        self.changed()

    def changed(self) -> None:
        """There may be something to show."""
        self.served.changed[self] = None

    def typed(self, data: bytes) -> None:
        """Bytes were typed."""
        if self.terminal is not None and not self.ended:
            self.served.catch_up()
            self.terminal.receive(data)
            self.changed()
            self.served.settle()

    def refresh(self) -> None:
        """Send what there is to show."""
        terminal = self.terminal
        if terminal is None or self.ended:
            return
        terminal.refresh()
        self.served.changed.pop(self, None)  # by its own doing: what it has left to do waits for its next turn
        data, behind = terminal.take(), self.unread()
        if data:
            self.send(data)
        if terminal.closed:
            self.end()
        elif behind > self.served.limits.unread:
            self.ended = True
            self.abort()
        else:
            self.flow()

    def flow(self) -> None:
        """Read on, or not: while too much is typed ahead or too little read; go on with what waits for its turn."""
        terminal = self.terminal
        if terminal is None:
            return
        if terminal.more and not self.paused:
            self.served.go_on(self)
        self.read(not self.paused and not terminal.full)

    def end(self) -> None:
        """The session has ended, and the connection with it; one whose client does not read goes after a while."""
        if not self.ended:
            self.ended = True
            self.finish()
            if self.unread():
                self.served.loop.call_later(LINGER, self.abort)

    def pause_writing(self) -> None:
        """The client does not read."""
        self.paused = True
        self.flow()

    def resume_writing(self) -> None:
        """It does again."""
        self.paused = False
        self.flow()
