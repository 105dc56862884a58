"""SSH (asyncssh): a shell, or commands to be carried out, at the switch's management port.

The account proves itself at the ``login:`` of a session, so that failures, lock-out and limits are those of the switch.
Each further channel of a connection is a login of its own.
"""

import socket
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import asyncssh

from xos_cli.processes import PROCESSES
from xos_cli.processes.cli.banner import banner
from xos_cli.serve.connection import Connection
from xos_cli.serve.exec import Exec
from xos_cli.serve.terminal import Terminal
from xos_cli.session.passwordless import unlocked
from xos_cli.session.session import CLOSED, Session

if TYPE_CHECKING:
    from xos_cli.serve.hostkey import HostKeys
    from xos_cli.serve.served import Served

#: How the server calls itself.  evidence: inferred
VERSION = "XOS"
#: What every client has had for many years.  (Of what is newer, ChaCha20 takes asyncssh three times as long.)
CIPHERS = ["aes128-gcm@openssh.com", "aes256-gcm@openssh.com", "aes128-ctr", "aes192-ctr", "aes256-ctr", "aes128-cbc"]


class SshServer:
    """The SSH server of one switch."""

    def __init__(self, served: "Served", keys: "HostKeys") -> None:
        self.served, self.keys = served, keys
        self._offered: tuple[list[asyncssh.SSHKey], asyncssh.SSHServerConnectionOptions] | None = None

    async def serve(self, connection: socket.socket, address: str) -> None:
        """One connection, from its beginning to its end."""
        login = Login(self.served, address)
        try:
            with suppress(OSError, asyncssh.Error, TimeoutError):
                server = await asyncssh.run_server(connection, options=self.options(), server_factory=lambda: login)
                await server.wait_closed()
        finally:
            login.forget()
            self.served.gate.leave(self.served.name, address)

    def options(self) -> asyncssh.SSHServerConnectionOptions:
        """What is offered: with all the host keys there are by now."""
        keys = self.keys.of(self.served.machine)
        if self._offered is None or self._offered[0] != keys:
            offered = asyncssh.SSHServerConnectionOptions(
                server_version=VERSION,
                server_host_keys=keys,
                login_timeout=self.served.limits.login,
                encoding=None,
                line_editor=False,
                encryption_algs=CIPHERS,
                compression_algs=["none"],
                agent_forwarding=False,
                gss_host=None,
            )
            self._offered = keys, offered
        return self._offered[1]


class Login(asyncssh.SSHServer):
    """One connection, and the account that proved itself; without a channel it still is a login at the switch, and
    goes when that does, or the MSM."""

    connection: asyncssh.SSHServerConnection
    home: tuple[str, int] | None

    def __init__(self, served: "Served", address: str) -> None:
        self.served, self.address = served, address
        self.name = ""
        self._session: Session | None = None  # the login that no channel has taken yet

    def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
        self.connection, self.home = conn, self.served.home
        self.served.logins.add(self)

    def begin_auth(self, username: str) -> bool:
        """Nobody is let in without proof; before it comes the switch's banner."""
        master = self.served.master
        text = banner(master) if master is not None else ""
        if text:
            self.connection.send_auth_banner(text)
        return True

    def password_auth_supported(self) -> bool:
        """And so is keyboard-interactive, which asks for nothing else."""
        return True

    def validate_password(self, username: str, password: str) -> bool:
        """Whether the switch takes it; too many failures end the connection."""
        self.served.catch_up()
        session = self._session = self._session or self._knock()
        proved = _prove(session, username, password)
        self.served.settle()
        if proved:
            self.name = username
            session.on_output = self._watch
        elif session.wants == CLOSED:
            raise asyncssh.DisconnectError(asyncssh.DISC_NO_MORE_AUTH_METHODS_AVAILABLE, "Too many failures")
        return proved

    def session_requested(self) -> "Channel":
        """A channel: the session that was proved, or another one like it."""
        self.served.catch_up()
        session, self._session = self._session, None
        if session is None:
            session = self._again()
            self.served.settle()
        return Channel(self.served, session, self.connection)

    def drop(self) -> None:
        """The MSM is gone, and the connection with it."""
        self.connection.abort()

    def forget(self) -> None:
        """The connection is over."""
        self.served.logins.discard(self)
        if self._session is not None:
            self.served.catch_up()
            self._session.close()
            self.served.settle()

    def _watch(self) -> None:
        """The login that no channel has taken was ended: by somebody else, as idle, or with the MSM."""
        if self._session is not None and self._session.wants == CLOSED and not self._session.turned_away:
            self.drop()

    def _knock(self) -> Session:
        """A session at its ``login:``."""
        session = self.served.login("ssh", self.address)
        if session is None:
            raise asyncssh.DisconnectError(asyncssh.DISC_SERVICE_NOT_AVAILABLE, "Not available")
        session.take()
        return session

    def _again(self) -> Session:
        """Another session of the account, if that may still log in; whatever its password is by now."""
        session = self._knock()
        with unlocked(session.node, self.name):
            if PROCESSES.modules["aaa"].authenticate(session.node, self.name, "") is not None:
                _prove(session, self.name, "")
                return session
        session.close()
        raise asyncssh.ChannelOpenError(asyncssh.OPEN_ADMINISTRATIVELY_PROHIBITED, "The account may not log in")


def _prove(session: Session, name: str, password: str) -> bool:
    """Log in.  One session too many has proved itself too: it is told so where it can be seen."""
    if name.strip():
        session.feed(name)
        session.feed(password)
    return bool(session.account) or session.turned_away


class Channel(Connection, asyncssh.SSHServerSession[bytes]):
    """A shell, or commands, in *session*."""

    channel: asyncssh.SSHServerChannel[bytes]

    def __init__(self, served: "Served", session: Session, connection: asyncssh.SSHServerConnection) -> None:
        super().__init__(served)
        self.session, self.connection = session, connection
        self.boots = session.node.boots
        self.commands: str | None = None
        self.size: tuple[int, int] | None = None
        self.reading, self.at_end = True, False

    # -- the channel -------------------------------------------------------------------------------------------------

    def connection_made(self, chan: asyncssh.SSHServerChannel[bytes]) -> None:
        self.channel = chan

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
        """Everything is asked for: begin."""
        self.served.catch_up()
        self.served.connections.add(self)
        self.begin(self.session, self._terminal())
        self.served.settle()

    def _terminal(self) -> Terminal | Exec:
        if self.commands is not None:
            return Exec(self.session, self.commands, "\r\n" if self.size else "\n")
        terminal = Terminal(self.session, echo=self.size is not None)
        if self.size is None:
            self.session.height = None
        else:
            terminal.resize(*self.size)
        return terminal

    def data_received(self, data: bytes, datatype: int | None) -> None:
        self.typed(data)

    def eof_received(self) -> bool:
        """Nothing more will be typed; what was is still carried out."""
        self.at_end = True
        if isinstance(self.terminal, Exec):
            self.served.catch_up()
            self.terminal.end_of_input()
        self.changed()
        self.served.settle()
        return True

    def break_received(self, msec: int) -> bool:
        self.typed(b"\x03")
        return True

    def signal_received(self, signal: str) -> None:
        if signal == "INT":
            self.typed(b"\x03")

    def connection_lost(self, exc: Exception | None) -> None:
        self.ended = True
        self.served.gone(self)
        self.session.close()
        self.served.settle()

    # -- what a connection does --------------------------------------------------------------------------------------

    def refresh(self) -> None:
        super().refresh()
        if self.at_end and isinstance(self.terminal, Terminal) and self.terminal.idle:
            self.end()

    def send(self, data: bytes) -> None:
        self.channel.write(data)

    def finish(self) -> None:
        """The session is over; where the MSM went with it, so is the connection."""
        node = self.session.node
        if node.boots != self.boots or not node.login_open:
            self.connection.abort()
            return
        self.channel.exit(self.terminal.status if isinstance(self.terminal, Exec) else 0)

    def abort(self) -> None:
        self.channel.abort()

    def unread(self) -> int:
        return self.channel.get_write_buffer_size()

    def read(self, on: bool) -> None:
        if on is not self.reading:
            self.reading = on
            (self.channel.resume_reading if on else self.channel.pause_reading)()
