"""One SSH connection, and the account that has proved itself there.

The account proves itself at the ``login:`` of a session, so that failures, lock-out and limits are those of the switch.
Each further channel of a connection is a login of its own.
"""

import asyncio
from typing import Protocol

import asyncssh

from xos_cli.processes.aaa import process as aaa
from xos_cli.processes.aaa.rows import Account
from xos_cli.processes.cfgmgr.facts import banner
from xos_cli.serve.connection import ServedSwitch
from xos_cli.serve.ssh_channel import SshChannel
from xos_cli.serve.ssh_packets import DirectPackets, describe_none, leave_out_ignored
from xos_cli.session.passwordless import without_password
from xos_cli.session.session import CLOSED, TIME, Session
from xos_cli.switch.machine import Machine
from xos_cli.switch.node import Node

#: Seconds of the wall clock between two looks at whether a login has been answered.
LOOK = 0.02


class SshSwitch(ServedSwitch, Protocol):
    """What an SSH connection needs of the switch that it leads to."""

    ssh_logins: dict["SshLogin", None]

    @property
    def machine(self) -> Machine:
        """Return the switch itself."""

    @property
    def master(self) -> Node | None:
        """Return the MSM that answers at the management address, None if there is none."""

    @property
    def home(self) -> tuple[str, int] | None:
        """Return the MSM that one is connected to over the network, and which boot of it."""

    def login(self, kind: str, address: str) -> Session | None:
        """Return a session at the management port; None while there is nobody to answer."""


class SshLogin(asyncssh.SSHServer):
    """One connection from *address*; without a channel it still is a login at the switch, and ends with that login, or
    with the MSM."""

    connection: asyncssh.SSHServerConnection
    home: tuple[str, int] | None

    def __init__(self, switch: SshSwitch, address: str, legacy: bool = False) -> None:
        self.switch, self.address, self.legacy = switch, address, legacy
        self.name = ""
        self.admin: bool | None = None  # the rights of one without an account here, whom a server let in
        self._session: Session | None = None  # the login that no channel has taken yet
        self._failures = 0
        self._direct: DirectPackets | None = None

    def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
        self.connection, self.home = conn, self.switch.home
        describe_none(conn)
        if not self.legacy:
            self._direct = leave_out_ignored(conn)
        self.switch.ssh_logins[self] = None

    def begin_auth(self, username: str) -> bool:
        """Ask for proof, after the switch's banner."""
        master = self.switch.master
        text = banner(master) if master is not None else ""
        if text:
            self.connection.send_auth_banner(text)
        return True

    def password_auth_supported(self) -> bool:
        """Accept passwords; and with them keyboard-interactive, which asks for nothing else."""
        return True

    async def validate_password(self, username: str, password: str) -> bool:
        """Return whether the switch takes the password; too many failures end the connection."""
        self.switch.catch_up()
        session = self._session = self._session or self._at_login()
        _type(session, username, password)
        while session.wants == TIME:  # a server is asked
            self.switch.settle()
            await asyncio.sleep(LOOK)
            self.switch.catch_up()
        proved = _is_in(session)
        self.switch.settle()
        if proved:
            local = session.node.store.get(Account, username) is not None
            self.name, self.admin = username, None if local else session.admin
            session.on_output = self._watch
            return True
        self._failures += 1
        if session.wants == CLOSED or self._failures >= aaa.max_failures(session.node):
            raise asyncssh.DisconnectError(asyncssh.DISC_NO_MORE_AUTH_METHODS_AVAILABLE, "Too many failures")
        return False

    def session_requested(self) -> SshChannel:
        """Return a channel, with the login that was proved, or with another one like it."""
        self.switch.catch_up()
        session, self._session = self._session, None
        if session is None:
            session = self._log_in_again()
            self.switch.settle()
        return SshChannel(self.switch, session, self.connection, self._direct)

    def drop(self) -> None:
        """End the connection, because the MSM is gone."""
        self.connection.abort()

    def forget(self) -> None:
        """Log out, because the connection has ended."""
        self.switch.ssh_logins.pop(self, None)
        if self._session is not None:
            self.switch.catch_up()
            self._session.close()
            self.switch.settle()

    def _watch(self) -> None:
        """End the connection if its login was ended: by somebody else, as idle, or with the MSM."""
        if self._session is not None and self._session.wants == CLOSED and not self._session.turned_away:
            self.drop()

    def _at_login(self) -> Session:
        """Return a session at its ``login:``."""
        session = self.switch.login("ssh", self.address)
        if session is None:
            raise asyncssh.DisconnectError(asyncssh.DISC_SERVICE_NOT_AVAILABLE, "Not available")
        session.take()
        return session

    def _log_in_again(self) -> Session:
        """Return another session of the account, if it may still log in, whatever its password is by now."""
        session = self._at_login()
        if self.admin is not None or aaa.vouched(session.node, self.name) is not None:
            with without_password(session, self.name, self.admin):
                _type(session, self.name, "")
            if _is_in(session):
                return session
        session.close()
        raise asyncssh.ChannelOpenError(asyncssh.OPEN_ADMINISTRATIVELY_PROHIBITED, "The account may not log in")


def _type(session: Session, name: str, password: str) -> None:
    """Type a name and a password at a login."""
    if name.strip():
        session.feed(name)
        session.feed(password)


def _is_in(session: Session) -> bool:
    """Return whether a login succeeded; one session too many succeeds, and is told on its screen."""
    return bool(session.account) or session.turned_away
