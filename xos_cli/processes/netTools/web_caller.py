"""Serve a browser of the network: one request, one answer, and the connection is closed."""

from typing import TYPE_CHECKING

from xos_cli.processes.netTools.tcp_table import Socket

if TYPE_CHECKING:
    from xos_cli.switch.node import Node


class WebCaller:
    """A browser at the web server of a switch."""

    def __init__(self, node: "Node", socket: Socket) -> None:
        self.node, self.socket = node, socket
        self._heard = b""
        socket.changed = self.heard

    def heard(self) -> None:
        """Take a part of the request, and answer it once it is whole."""
        self._heard += self.socket.take()
        answer = self.node.software.ask("thttpd", "web_answer", self.node, self._heard)
        if answer:
            self.socket.send(answer)
        if answer is None or answer or self.socket.over:
            self.socket.close()
