"""The TCP connections of a host: each service hears what comes in at its port, and a port without one is reset."""

from typing import Protocol

from xos_cli.network.services import ServiceHost
from xos_cli.packets.frames import Ipv4
from xos_cli.switch.tcp_ends import TcpEnds, TcpKey


class StreamService(Protocol):
    """A service behind a TCP port."""

    def hear(self, ends: TcpEnds, key: TcpKey) -> None:
        """Look at a connection that has changed: read from it, write to it, close it."""


class Streams:
    """The connections of one host, and its services by port."""

    def __init__(self, host: ServiceHost) -> None:
        self.host = host
        self.services: dict[int, StreamService] = {}
        self.ends = TcpEnds(host.clock, self._send, self._heard, self._serves)

    def take(self, packet: Ipv4) -> None:
        """Take a packet with a segment."""
        if not self.ends.take(packet):
            self.ends.refuse(packet)

    def _send(self, key: TcpKey, packet: Ipv4) -> None:
        self.host.send(packet)

    def _heard(self, key: TcpKey) -> None:
        service = self.services.get(key.port)
        if service is not None:
            service.hear(self.ends, key)

    def _serves(self, port: int) -> bool:
        return port in self.services
