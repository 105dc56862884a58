"""Logins at a host by telnet and SSH: a shell with a few commands, and the files that `scp` copies."""

from collections.abc import Callable, Mapping
from typing import Protocol

from xos_cli.errors import Refusal
from xos_cli.processes.netTools.remote.login_server import Guest
from xos_cli.processes.netTools.tcp_table import Socket
from xos_cli.switch.tcp_ends import TcpEnds, TcpKey
from xos_cli.switch.timing.calendar import stamp
from xos_cli.switch.timing.clock import Clock

#: How often a password may be wrong.
TRIES = 3
HELP = "Commands: hostname, date, echo, ls, exit\n"


class LoginHost(Protocol):
    """A host as its logins see it."""

    name: str
    clock: Clock
    shared: dict[str, bytes]


class HostLogins:
    """The server of telnet or SSH of a host: a shell for each caller."""

    def __init__(self, host: LoginHost, users: Mapping[str, str], secure: bool) -> None:
        self.host, self.users, self.secure = host, users, secure
        self._guests: dict[TcpKey, Guest] = {}

    def hear(self, ends: TcpEnds, key: TcpKey) -> None:
        """Look at a connection that has changed; a new one is a caller."""
        guest = self._guests.get(key)
        if guest is None and key in ends.ends:
            shell = HostShell(self.host, self.users)
            guest = self._guests[key] = Guest(HostFiles(self.host), Socket(ends, key), shell, self.secure)
        if guest is not None:
            guest.heard()
        if key not in ends.ends:
            self._guests.pop(key, None)


class HostFiles:
    """The files that a host shares by SSH."""

    def __init__(self, host: LoginHost) -> None:
        self.host = host

    def read(self, name: str) -> bytes:
        """Return the contents of a file."""
        if name not in self.host.shared:
            raise Refusal(f"{name}: No such file or directory")
        return self.host.shared[name]

    def check(self, name: str) -> str:
        """Return the name of a file, which a host takes as it is."""
        return name

    def write(self, name: str, data: bytes) -> None:
        """Make or replace a file."""
        self.host.shared[name] = data


class HostShell:
    """A login at a host: it asks for name and password, then carries out commands."""

    def __init__(self, host: LoginHost, users: Mapping[str, str]) -> None:
        self.host, self.users = host, users
        self.account, self.wants, self.prompt = "", "line", f"{host.name} login: "
        self.turn = 0
        self.height: int | None = None
        self.on_output: Callable[[], None] = lambda: None
        self.wiped, self.admin = False, True
        self._name, self._failures, self._out = "", 0, ""

    def take(self) -> str:
        """Return what was printed since the last call."""
        text, self._out = self._out, ""
        return text

    def feed(self, text: str) -> None:
        """Take what was typed."""
        if self.wants == "closed":
            return
        if self.account:
            self._out += self._command(text.split())
        elif self.wants == "line":
            self._name, self.wants, self.prompt = text, "secret", "Password: "
        else:
            self._judge(text)
        self.turn += 1
        self.on_output()

    def interrupt(self) -> None:
        """Take no notice: no command takes time."""

    def close(self) -> None:
        """End the login."""
        self.wants = "closed"

    def _judge(self, password: str) -> None:
        if self._name in self.users and self.users[self._name] == password:
            self.account, self.wants, self.prompt = self._name, "line", f"{self._name}@{self.host.name}:~$ "
            return
        self._failures += 1
        self._out += "Login incorrect\n"
        self.wants, self.prompt = "closed" if self._failures >= TRIES else "line", f"{self.host.name} login: "

    def _command(self, words: list[str]) -> str:
        """Carry out a command; return what it prints."""
        match words:
            case []:
                return ""
            case ["exit" | "logout"]:
                self.close()
                return "logout\n"
            case ["hostname"]:
                return f"{self.host.name}\n"
            case ["date"]:
                return f"{stamp(self.host.clock.now)}\n"
            case ["echo", *rest]:
                return " ".join(rest) + "\n"
            case ["ls"]:
                return "".join(f"{name}\n" for name in sorted(self.host.shared))
            case ["help"]:
                return HELP
        return f"-sh: {words[0]}: not found\n"
