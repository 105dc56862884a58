"""A telnet connection: to the switch's management port, or to the serial console of one MSM."""

import asyncio
from typing import Protocol, cast

from xos_cli.serve.connection import Connection, ServedSwitch
from xos_cli.serve.console import ConsolePort
from xos_cli.serve.telnet import Telnet
from xos_cli.serve.terminal import Terminal
from xos_cli.session.session import Session

#: Octets that are read in one round of the event loop: to understand them takes no longer than a turn.
AT_ONCE = 4096
#: evidence: clients (the words)
TIMED_OUT = b"\r\nLogin timed out!\r\n"
IN_USE = b"\r\nThis console is in use\r\n"


class TelnetSwitch(ServedSwitch, Protocol):
    """What a telnet connection needs of the switch that it leads to."""

    def login(self, kind: str, address: str) -> Session | None:
        """Return a session at the management port; None while there is nobody to answer."""


class TelnetConnection(Connection, asyncio.BufferedProtocol):
    """A login at the master over telnet, with a limit of time."""

    #: Where the host puts what came, for all connections: it is used at once.
    room = memoryview(bytearray(AT_ONCE))

    def __init__(self, switch: TelnetSwitch, address: str) -> None:
        super().__init__(switch)
        self.switch, self.address = switch, address
        self.telnet = Telnet(self.resized)
        self.session: Session | None = None
        self.reading = True
        self.timer: asyncio.TimerHandle | None = None

    # -- the connection ----------------------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        if self.ended:  # the program has ended meanwhile
            self.transport.abort()
            return
        self.switch.catch_up()
        self.session = self.open()
        if self.session is None:
            self.transport.close()
            return
        self.begin(self.session, self.terminal_at(self.session))
        self.switch.settle()

    def open(self) -> Session | None:
        """Return the session at the other end; None if there can be none."""
        self.timer = self.switch.loop.call_later(self.switch.limits.login, self.time_out)
        return self.switch.login("telnet", self.address)

    def terminal_at(self, session: Session) -> Terminal:
        """Return what shows the session."""
        return Terminal(session, turn=self.switch.turn)

    def get_buffer(self, sizehint: int) -> memoryview:
        """Return where the host is to put what has come; the rest waits until others had their turn."""
        return self.room

    def buffer_updated(self, nbytes: int) -> None:
        self.typed(self.telnet.receive(bytes(self.room[:nbytes])))

    def connection_lost(self, error: Exception | None) -> None:
        self.ended = True
        if self.timer is not None:
            self.timer.cancel()
        self.switch.gone(self)
        self.switch.left(self.address)
        if self.session is not None:
            self.close(self.session)
            self.switch.settle()

    def close(self, session: Session) -> None:
        """End the login: the terminal is gone."""
        session.close()

    def time_out(self) -> None:
        """End the connection if nobody has logged in."""
        if self.session is not None and not self.session.account and not self.ended:
            self.switch.note(f"telnet connection from {self.address}: nobody logged in within the time")
            self.transport.write(TIMED_OUT)
            self.end()

    def resized(self, width: int, height: int) -> None:
        """Take the size of the client's window."""
        if self.terminal is not None:
            self.terminal.resize(width, height)

    # -- what a connection does --------------------------------------------------------------------------------------

    def send(self, data: bytes) -> None:
        self.transport.write(self.telnet.replies() + self.telnet.send(data))

    def refresh(self) -> None:
        super().refresh()
        replies = self.telnet.replies()
        if replies and not self.ended:
            self.transport.write(replies)

    def end(self) -> None:
        if self.transport is None:
            self.ended = True
        else:
            super().end()

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


class ConsoleConnection(TelnetConnection):
    """A connection to a serial console: one at a time; a login outlives the connection."""

    def __init__(self, switch: TelnetSwitch, address: str, console: ConsolePort) -> None:
        super().__init__(switch, address)
        self.console = console

    def open(self) -> Session | None:
        session = self.console.take(self)
        if session is None:
            self.transport.write(IN_USE)
        else:
            self.console.terminal_type = lambda: self.telnet.terminal_type
        return session

    def terminal_at(self, session: Session) -> Terminal:
        return Terminal(session, console=self.console, turn=self.switch.turn)

    def close(self, session: Session) -> None:
        self.console.release(self)
