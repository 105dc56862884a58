"""Serve telnet and SSH callers of the network: each has a session at this MSM, like those of `serve`.

SSH is telnet's stream behind a proof of who calls; its octets are mixed with a key, which keeps a capture from showing
them, and is no cryptography.  evidence: inferred (all that passes on the wire of SSH)
"""

from typing import TYPE_CHECKING

from xos_cli.packets.addresses import ip_text
from xos_cli.packets.frames import Ipv4
from xos_cli.processes.netTools.remote.copy_server import WELCOME, WRONG, CopyServer, Files, SwitchFiles
from xos_cli.processes.netTools.remote.terminal_stream import GO_AHEAD, KEY, LINE, QUESTION, SECRET, LineReader
from xos_cli.processes.netTools.tcp_table import Socket, TcpTable
from xos_cli.processes.netTools.veil import Veil
from xos_cli.processes.netTools.web_caller import WebCaller
from xos_cli.processes.telnetd.facts import ssh_port, telnet_port
from xos_cli.processes.thttpd.facts import https_port, web_port
from xos_cli.switch.console import NetworkLogin

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

#: Where the connections are kept.
TABLE = "terminals"


class SwitchStack:
    """The IP stack of a switch under its connections."""

    def __init__(self, node: "Node") -> None:
        self.node = node
        self.clock = node.clock

    def transmit(self, router: str, packet: Ipv4) -> None:
        """Send a packet, as long as the switch is there to do so."""
        node = self.node
        if node.is_master and node.fabric is not None and node.works("rtmgr"):
            node.call("rtmgr", "transmit", router, packet)

    def serves(self, router: str, port: int) -> bool:
        """Return whether telnet, SSH or the web server listens at a port."""
        return bool(self._kind(router, port))

    def accept(self, socket: Socket, router: str) -> None:
        """Serve a browser, or a caller of telnet or SSH, unless its access profile turns the caller away."""
        kind, caller = self._kind(router, socket.key.port), ip_text(socket.key.far)
        if kind in ("web", "https"):
            WebCaller(self.node, socket, kind == "https")
            return
        admitted = self.node.software.ask("telnetd", "admit_client", self.node, kind, caller)
        session = self.node.log_in(kind, caller) if admitted else None
        if session is None:
            socket.close()
        else:
            Guest(SwitchFiles(self.node), socket, session, kind == "ssh")

    def _kind(self, router: str, port: int) -> str:
        """Return which server listens at a port, "" for none."""
        if self.node.login_open and port == telnet_port(self.node, router):
            return "telnet"
        if self.node.login_open and port == web_port(self.node, router):
            return "web"
        if self.node.login_open and port == https_port(self.node, router):
            return "https"
        return "ssh" if self.node.login_open and port == ssh_port(self.node, router) else ""


def connections(node: "Node") -> TcpTable:
    """Return the TCP connections of this MSM."""
    found = node.memory.get(TABLE)
    if not isinstance(found, TcpTable):
        found = node.memory[TABLE] = TcpTable(SwitchStack(node))
    return found


class Guest:
    """A remote user: the output of the session is sent, typed text is received."""

    def __init__(self, files: Files, socket: Socket, session: NetworkLogin, secure: bool) -> None:
        self.files, self.socket, self.session = files, socket, session
        self._lines, self._turn = LineReader(), -1
        self._out, self._in = Veil(secure), Veil(secure)
        self._proved = not secure
        self._command = ""  # what is to be copied, instead of a session
        self._waits = False  # for the session to say whether the password is right
        self._typed: list[str] = []
        self._copy: CopyServer | None = None
        session.on_output, socket.changed = self.said, self.heard
        self.said()

    def _send(self, octets: bytes) -> None:
        if octets:
            self.socket.send(self._out.mix(octets))

    # -- from the caller -------------------------------------------------------------------------------------------

    def heard(self) -> None:
        """Process what the remote user typed; end the session of one who has disconnected."""
        octets = self._in.mix(self.socket.take())
        if self._copy is not None:
            self._send(self._copy.take(octets))
        else:
            self._typed += self._lines.read(octets)
        self.session.height = self._lines.height or self.session.height
        if self._lines.broken:
            self._lines.broken = False
            self.session.interrupt()
        self._type()
        if self.socket.over:
            self.session.close()
            self.socket.close()

    def _type(self) -> None:
        while self._typed and self.session.wants in ("line", "secret", "key"):
            line = self._typed.pop(0)
            if self._proved:
                self.session.feed(line)
            else:
                self._prove(*(line + "\0\0").split("\0")[:3])

    def _prove(self, name: str, password: str, command: str) -> None:
        """Log in with what the caller sent: a name and a password, and what they want to copy, if anything."""
        self._waits, self._command = True, command
        self.session.feed(name)
        self.session.take()
        self.session.feed(password)

    # -- from the session ------------------------------------------------------------------------------------------

    def said(self) -> None:
        """Send what the session has printed, and what it wants."""
        session = self.session
        if not self._proved:
            self._judge()
            return
        octets = session.take().encode()
        if session.wants == "closed":
            self._send(octets)
            self.socket.close()
            return
        if session.wants != "time" and session.turn != self._turn:
            self._turn = session.turn
            octets += self._option() + session.prompt.encode() + GO_AHEAD
        self._send(octets)
        self._type()

    def _judge(self) -> None:
        """Answer a login once the session has accepted or refused it."""
        session = self.session
        if not self._waits or session.wants == "time":
            return
        if session.account:
            self._proved, self._waits = True, False
            self._send(WELCOME)
            self._begin()
        elif session.wants in ("line", "closed"):
            self._waits = False
            session.take()
            self._send(WRONG)
            if session.wants == "closed":
                self.socket.close()

    def _begin(self) -> None:
        """Show the session, or copy a file."""
        if not self._command:
            self.said()
            return
        self.session.on_output = lambda: None
        self._copy = CopyServer(self.files, self.session.admin)
        self._send(self._copy.begin(self._command))

    def _option(self) -> bytes:
        """Return the telnet option that says what the session waits for."""
        if self.session.wants == "key":
            return KEY if self.session.wiped else QUESTION
        return SECRET if self.session.wants == "secret" else LINE


def end_connections(node: "Node") -> None:
    """End all connections: the process has stopped."""
    connections(node).leave_all()
