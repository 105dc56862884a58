"""A telnet connection: to the switch's management port, or to the serial console of one MSM."""

import asyncio
from typing import TYPE_CHECKING, cast

from xos_cli.serve.connection import Connection
from xos_cli.serve.telnet import Telnet
from xos_cli.serve.terminal import Terminal
from xos_cli.session.session import Session

if TYPE_CHECKING:
    from xos_cli.serve.served import Served

#: evidence: clients (the words)
TIMED_OUT = b"\r\nLogin timed out!\r\n"
IN_USE = b"\r\nThis console is in use\r\n"


class TelnetLine(Connection, asyncio.Protocol):
    """A login at the master over telnet, which must be done in time."""

    def __init__(self, served: "Served", address: str) -> None:
        super().__init__(served)
        self.address = address
        self.telnet = Telnet(self.resized)
        self.session: Session | None = None
        self.reading = True

    # -- the connection ----------------------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.served.catch_up()
        self.session = self.open()
        if self.session is None:
            self.transport.close()
            return
        self.begin(self.session, self.terminal_at(self.session))
        self.served.settle()

    def open(self) -> Session | None:
        """The session at the other end; None if there can be none."""
        loop = self.served.loop
        self.timer: asyncio.TimerHandle | None = loop.call_later(self.served.limits.login, self.time_out)
        return self.served.login("telnet", self.address)

    def terminal_at(self, session: Session) -> Terminal:
        """What shows the session."""
        return Terminal(session)

    def data_received(self, data: bytes) -> None:
        self.typed(self.telnet.receive(data))

    def connection_lost(self, error: Exception | None) -> None:
        self.ended = True
        if self.timer is not None:
            self.timer.cancel()
        self.served.left(self, self.address)
        if self.session is not None:
            self.close(self.session)
            self.served.settle()

    def close(self, session: Session) -> None:
        """The terminal is gone, and its login with it."""
        session.close()

    def time_out(self) -> None:
        """The time to log in is over."""
        if self.session is not None and not self.session.account and not self.ended:
            self.transport.write(TIMED_OUT)
            self.end()

    def resized(self, width: int, height: int) -> None:
        """The client's window has this size."""
        if isinstance(self.terminal, Terminal):
            self.terminal.resize(width, height)

    # -- what a connection does --------------------------------------------------------------------------------------

    def send(self, data: bytes) -> None:
        self.transport.write(self.telnet.replies() + self.telnet.send(data))

    def refresh(self) -> None:
        super().refresh()
        replies = self.telnet.replies()
        if replies and not self.ended:
            self.transport.write(replies)

    def finish(self) -> None:
        self.transport.close()

    def abort(self) -> None:
        self.transport.abort()

    def unread(self) -> int:
        return self.transport.get_write_buffer_size()

    def read(self, on: bool) -> None:
        if on is not self.reading and not self.transport.is_closing():
            self.reading = on
            (self.transport.resume_reading if on else self.transport.pause_reading)()


class ConsoleLine(TelnetLine):
    """Somebody at a serial console: one at a time, and whoever is logged in there stays so."""

    def __init__(self, served: "Served", address: str, service: str) -> None:
        super().__init__(served, address)
        self.console = served.consoles[service]

    def open(self) -> Session | None:
        self.timer = None
        session = self.console.take(self)
        if session is None:
            self.transport.write(IN_USE)
        return session

    def terminal_at(self, session: Session) -> Terminal:
        return Terminal(session, console=self.console)

    def close(self, session: Session) -> None:
        self.console.release(self)
