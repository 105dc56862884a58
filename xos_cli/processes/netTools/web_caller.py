"""Serve a browser of the network: one request, one answer, and the connection is closed.

Over SSL the switch shows its certificate first, and the octets of both sides are mixed with a key.  evidence: inferred
(what passes on the wire)
"""

from typing import TYPE_CHECKING

from xos_cli.processes.netTools.tcp_table import Socket
from xos_cli.processes.netTools.veil import Veil
from xos_cli.processes.thttpd.facts import subject
from xos_cli.processes.thttpd.rows import ThttpdSsl

if TYPE_CHECKING:
    from xos_cli.switch.node import Node


#: What the certificate begins with.
GREETING = b"certificate "


class WebCaller:
    """A browser at the web server of a switch."""

    def __init__(self, node: "Node", socket: Socket, secure: bool = False) -> None:
        self.node, self.socket = node, socket
        self._in, self._out = Veil(secure), Veil(secure)
        self._heard = b""
        socket.changed = self.heard
        if secure:
            socket.send(GREETING + subject(node.store.one(ThttpdSsl)).encode() + b"\n")

    def heard(self) -> None:
        """Take a part of the request, and answer it once it is whole."""
        self._heard += self._in.mix(self.socket.take())
        answer = self.node.software.ask("thttpd", "web_answer", self.node, self._heard)
        if answer:
            self.socket.send(self._out.mix(answer))
        if answer is None or answer or self.socket.over:
            self.socket.close()
