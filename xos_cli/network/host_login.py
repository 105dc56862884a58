"""Logins at a host by telnet and SSH: a shell with a few commands, and the files that `scp` copies."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from xos_cli.errors import Refusal
from xos_cli.packets.frames import Ipv4
from xos_cli.processes.netTools.login_server import Guest
from xos_cli.processes.netTools.tcp_table import Socket, TcpTable
from xos_cli.switch.timing.calendar import stamp
from xos_cli.switch.timing.clock import Clock

#: The services by TCP port; how often a password may be wrong.
PORTS = {23: "telnet", 22: "ssh"}
TRIES = 3
HELP = "Commands: hostname, date, echo, ls, exit\n"


class LoginHost(Protocol):
    """A host as its logins see it."""

    name: str
    clock: Clock
    given: Mapping[str, Mapping[str, Any]]
    shared: dict[str, bytes]

    def send(self, packet: Ipv4) -> None:
        """Send a packet."""


class HostStack:
    """The IP stack of a host under its connections."""

    def __init__(self, host: LoginHost) -> None:
        self.host = host
        self.clock = host.clock

    def transmit(self, router: str, packet: Ipv4) -> None:
        """Send a packet."""
        self.host.send(packet)

    def accept(self, socket: Socket, port: int, caller: int) -> bool:
        """Serve a caller where the host has the service of the port."""
        service = PORTS.get(port, "")
        if service not in self.host.given:
            return False
        users: Mapping[str, str] = self.host.given[service].get("users", {})
        Guest(HostFiles(self.host), socket, HostShell(self.host, users), service == "ssh")
        return True


def connections_of(host: LoginHost) -> TcpTable:
    """Return the TCP connections of a host, of which there are none yet."""
    return TcpTable(HostStack(host))


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
