"""A channel of an SSH connection: a shell, or commands to be carried out."""

from typing import Any

import asyncssh

from xos_cli.serve.connection import Connection, ServedSwitch
from xos_cli.serve.exec_commands import ExecCommands
from xos_cli.serve.ssh_packets import USED_OF_CHANNEL, DirectPackets, describe_none
from xos_cli.serve.terminal import Terminal
from xos_cli.session.session import Session


class SshChannel(Connection, asyncssh.SSHServerSession[bytes]):
    """A shell, or commands, in *session*."""

    channel: asyncssh.SSHServerChannel[bytes]

    def __init__(
        self,
        server: ServedSwitch,
        session: Session,
        connection: asyncssh.SSHServerConnection,
        direct: DirectPackets | None = None,
    ) -> None:
        super().__init__(server)
        self._direct = direct
        self.session, self.connection = session, connection
        self.boots = session.node.boots
        self.commands: str | None = None
        self.size: tuple[int, int] | None = None
        self.reading, self.at_end = True, False

    # -- the channel -------------------------------------------------------------------------------------------------

    def connection_made(self, chan: asyncssh.SSHServerChannel[bytes]) -> None:
        self.channel = chan
        if not all(hasattr(chan, name) for name in USED_OF_CHANNEL):
            self._direct = None
        describe_none(chan)

    def pty_requested(self, term_type: str, term_size: tuple[int, int, int, int], term_modes: Any) -> bool:
        self.size = term_size[:2]
        return True

    def terminal_size_changed(self, width: int, height: int, pixwidth: int, pixheight: int) -> None:
        if self.terminal is not None:
            self.terminal.resize(width, height)

    def shell_requested(self) -> bool:
        return True

    def exec_requested(self, command: str) -> bool:
        self.commands = command
        return True

    def session_started(self) -> None:
        """Begin the session: the client has asked for its shell or commands."""
        self.server.catch_up()
        self.server.join(self)
        self.begin(self.session, self._terminal())
        self.server.settle()

    def _terminal(self) -> Terminal | ExecCommands:
        if self.commands is not None:
            line_end = "\r\n" if self.size else "\n"
            return ExecCommands(self.session, self.commands, line_end, self.server.turn)
        terminal = Terminal(self.session, echo=self.size is not None, turn=self.server.turn)
        if self.size is None:
            self.session.height = None
        else:
            terminal.resize(*self.size)
        return terminal

    def data_received(self, data: bytes, datatype: int | None) -> None:
        self.typed(data)

    def eof_received(self) -> bool:
        """Note the end of the input; what was typed is still carried out."""
        self.at_end = True
        if isinstance(self.terminal, ExecCommands):
            self.terminal.end_of_input()
        self.server.catch_up()
        self.changed()
        self.server.settle()
        return True

    def break_received(self, msec: int) -> bool:
        self.typed(b"\x03")
        return True

    def signal_received(self, signal: str) -> None:
        if signal == "INT":
            self.typed(b"\x03")

    def connection_lost(self, exc: Exception | None) -> None:
        self.ended = True
        self.server.gone(self)
        self.session.close()
        self.server.settle()

    # -- what a connection does --------------------------------------------------------------------------------------

    def refresh(self) -> None:
        super().refresh()
        if self.at_end and isinstance(self.terminal, Terminal) and self.terminal.idle:
            self.end()

    def send(self, data: bytes) -> None:
        if self._direct is None:
            self.channel.write(data)
        else:
            self._direct.write(self.channel, data)

    def finish(self) -> None:
        """End the channel; where the MSM is gone, end the connection with it."""
        node = self.session.node
        if node.boots != self.boots or not node.login_open:
            self.connection.abort()
            return
        self.channel.exit(self.terminal.status if isinstance(self.terminal, ExecCommands) else 0)

    def abort(self) -> None:
        self.channel.abort()

    def unread(self) -> int:
        return self.channel.get_write_buffer_size()

    def read(self, on: bool) -> None:
        if on is not self.reading:
            self.reading = on
            (self.channel.resume_reading if on else self.channel.pause_reading)()
