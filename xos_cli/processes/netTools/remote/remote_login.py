"""`telnet` and `ssh2`: a session on another host of the network, inside this one.

evidence: guide 11.3 p.64 and p.69 (that the switch has both clients), recalled (syntax, the words of the clients),
inferred (the steps of SSH)
"""

from collections.abc import Generator, Iterator, Mapping
from ipaddress import IPv4Address
from typing import Any

from xos_cli.command.answer import MOMENT
from xos_cli.command.call import Call
from xos_cli.command.dialogue import Answer, Dialogue, KeyPress, Question, Step, TextInput, Wait
from xos_cli.errors import Refusal
from xos_cli.processes.netTools.nslookup import address_of
from xos_cli.processes.netTools.probes import source_of
from xos_cli.processes.netTools.remote.copy_server import WELCOME
from xos_cli.processes.netTools.remote.login_server import connections
from xos_cli.processes.netTools.remote.terminal_stream import (
    BREAK,
    END,
    KEY,
    QUESTION,
    SECRET,
    Asked,
    TerminalReader,
    size_of,
)
from xos_cli.processes.netTools.tcp_table import Socket
from xos_cli.processes.netTools.veil import Veil
from xos_cli.processes.telnetd.rows import PORT, SSH_PORT
from xos_cli.processes.vlan.facts import the_router

#: Ctrl+], also as it is written.
ESCAPES = ("\x1d", "^]")
#: Seconds for which a connection is waited for; it gives up by itself before.
PATIENCE = 150.0
#: What a switch answers to a line that it refuses.  evidence: captures (``%%``), recalled (``Error``)
REFUSALS = ("%% ", "Error: ")
#: How often a password may be typed.
TRIES = 3
WORDS = {Answer.YES: "y", Answer.NO: "n", Answer.CANCEL: " "}


class Remote:
    """A connection to a host, and what came of it."""

    def __init__(self, call: Call, socket: Socket, secure: bool) -> None:
        self.call, self.socket = call, socket
        self.reader, self.came = TerminalReader(), b""
        self._out, self._in = Veil(secure), Veil(secure)
        socket.changed = call.session.wake

    @property
    def over(self) -> bool:
        """Return whether the connection has ended."""
        return self.socket.over

    def send(self, octets: bytes) -> None:
        """Send octets."""
        self.socket.send(self._out.mix(octets))

    def fetch(self) -> None:
        """Process the received octets."""
        self.came += self._in.mix(self.socket.take())

    def read(self) -> str:
        """Return the text that came, as a terminal prints it."""
        self.fetch()
        self.reader.read(self.came)
        self.came = b""
        return self.reader.take()


def opened(call: Call, host: str, port: int, vr_name: str, client: str) -> Generator[Step, Any, Socket]:
    """Open a connection; refuse the command if that cannot be done."""
    router = the_router(call.store, vr_name, call.session.context)
    address = yield from address_of(call, host)
    yield f"Trying {address}...\n"
    failed = f"{client}: Unable to connect to remote host: "
    own = source_of(call.node, router, int(address)) if call.node.fabric is not None else 0
    if not own:
        raise Refusal(f"{failed}Network is unreachable")
    socket = connections(call.node).connect(router, own, int(address), port)
    broken = yield Wait(PATIENCE, lambda: not socket.opening, breakable=True, every=MOMENT)
    if socket.opening or (broken and socket.over):
        socket.close()
        refused = socket.end.refused
        raise Refusal(failed + ("Connection refused" if refused else "Connection timed out"))
    return socket


def telnet(call: Call, host_name_or_ip: str, tcp_port: int = PORT, vr_name: str = "", **_: bool) -> Dialogue:
    """Work on another host by telnet until that ends the session, or Ctrl+] leaves it."""
    socket = yield from opened(call, host_name_or_ip, tcp_port, vr_name, "telnet")
    yield f"Connected to {_address(socket)}.\nEscape character is '^]'.\n"
    yield from _work(Remote(call, socket, secure=False))


def _address(socket: Socket) -> IPv4Address:
    return IPv4Address(socket.key.far)


# -- the session on the other host -----------------------------------------------------------------------------------


def _work(remote: Remote) -> Dialogue:
    """Show what the host prints, and send it what is typed, until one of them ends it."""
    call = remote.call
    if call.session.height and call.session.paging:
        remote.send(size_of(call.session.height))
    echoed = False
    while True:
        text = remote.read()
        if echoed and text:
            text, echoed = text.partition("\n")[2], False
        yield from _shown(call, text)
        asked = remote.reader.asked
        if remote.over:
            remote.socket.close()
            yield "Connection closed by foreign host.\n"
            return
        if asked is None:
            if (yield Wait(float("inf"), breakable=True, remote=True)):
                remote.send(BREAK)
            continue
        typed = yield from _asked(asked)
        if typed is None:
            continue
        if typed in ESCAPES:
            if (yield from _left(remote)):
                return
            continue
        remote.reader.asked = None
        echoed = asked.how == QUESTION
        remote.send(typed.encode() + END)


def _asked(asked: Asked) -> Generator[Step, Any, str | None]:
    """Ask the user what the host asks; return None if the host has something else to say."""
    if asked.how == QUESTION:
        return WORDS[(yield Question(asked.prompt, Answer.CANCEL))]
    if asked.how == KEY:
        key: str | None = yield KeyPress(asked.prompt, remote=True)
        return key
    line: str | None = yield TextInput(asked.prompt, secret=asked.how == SECRET, remote=True)
    return line


def _left(remote: Remote) -> Generator[Step, Any, bool]:
    """Ask at the client's own prompt whether to end the connection; return whether it is ended."""
    while True:
        word = (yield TextInput("telnet> ")).strip().lower()
        if word in ("close", "quit", "c", "q"):
            remote.socket.close()
            yield "Connection closed.\n"
            return True
        if not word or remote.over:
            return False
        yield "?Invalid command\n"


def _shown(call: Call, text: str) -> Iterator[str]:
    """Yield text in pieces that the pager leaves alone, as the other host has its own; note what it has refused."""
    lines, most = text.splitlines(keepends=True), max(1, (call.session.height or 2) - 2)
    for line in lines:
        if line.startswith(REFUSALS):
            call.session.noted(line.strip())
    for start in range(0, len(lines), most):
        yield "".join(lines[start : start + most])


# -- SSH -------------------------------------------------------------------------------------------------------------


#: Options that change nothing, as nothing is encrypted; and what the lab says of them.
WITHOUT_EFFECT = ("cipher", "compression", "debug")
NO_EFFECT = "[{options}: without effect, as nothing is really encrypted here]\n"


def idle_options(options: Mapping[str, object]) -> str:
    """Return what the lab says of options without effect, "" where none was given."""
    named = [word for word in WITHOUT_EFFECT if word in options]
    return NO_EFFECT.format(options=", ".join(named)) if named else ""


def ssh2(
    call: Call,
    host_name_or_ip: str,
    user_name: str = "",
    tcp_port: int = SSH_PORT,
    vr_name: str = "",
    **options: object,
) -> Dialogue:
    """Work on another host by SSH."""
    yield idle_options(options)
    user, _at, host = host_name_or_ip.rpartition("@")
    socket = yield from opened(call, host, tcp_port, vr_name, "ssh2")
    remote = Remote(call, socket, secure=True)
    yield from proved(remote, user or user_name or call.session.account, host)
    yield from _work(remote)


def proved(remote: Remote, user: str, host: str, command: str = "") -> Dialogue:
    """Log in at a host and request a shell or a copy; refuse the command after too many wrong passwords."""
    for _ in range(TRIES):
        password = yield TextInput(f"{user}@{host}'s password: ", secret=True)
        remote.send(f"{user}\0{password}\0{command}".encode() + END)
        answer = yield from fetched_octets(remote, 1)
        if answer == WELCOME:
            return
        if remote.over:
            break
        yield "Permission denied, please try again.\n"
    if not remote.over:
        remote.socket.close()
    raise Refusal(f"ssh2: {user}@{host}: Permission denied")


def fetched_octets(remote: Remote, size: int) -> Generator[Step, Any, bytes]:
    """Wait for so many octets; return them, or fewer if the connection ends before."""
    remote.fetch()
    while len(remote.came) < size and not remote.over:
        yield Wait(PATIENCE, lambda: bool(remote.socket.inbox) or remote.over, every=MOMENT)
        remote.fetch()
    octets, remote.came = remote.came[:size], remote.came[size:]
    return octets
