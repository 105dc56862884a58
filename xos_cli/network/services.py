"""Services of hosts: a log host, a server of the time, a file server.  What they got is there to be looked at."""

import struct
from collections.abc import Mapping
from typing import Protocol

from xos_cli.errors import PacketError
from xos_cli.packets.frames import Ipv4, Udp
from xos_cli.packets.syslog import decode
from xos_cli.record import NamedTuple
from xos_cli.switch.timing.clock import Clock

SNTP, TFTP = 123, 69
#: Seconds from 1900, where NTP counts from, to 1970.
NTP_EPOCH = 2208988800
#: TFTP (RFC 1350): octets of a block, and the operations.
BLOCK = 512
READ, WRITE, DATA, ACKNOWLEDGE, ERROR = 1, 2, 3, 4, 5
NOT_FOUND = 1


class ServiceHost(Protocol):
    """A host as its services see it: the time, its address, and how it sends."""

    @property
    def clock(self) -> Clock:
        """Return the virtual clock."""

    @property
    def address(self) -> int:
        """Return the IPv4 address as a number."""

    def send(self, packet: Ipv4) -> None:
        """Send a packet."""


class LogLine(NamedTuple):
    """A message that a log host got: when, from which address, its facility and severity, and all of it as a text."""

    at: float
    source: int
    text: str
    facility: int
    severity: int


class LogHost:
    """A syslog server (RFC 3164): it keeps what it gets.  *dropped* counts datagrams that are no log messages."""

    def __init__(self) -> None:
        self.lines: list[LogLine] = []
        self.dropped = 0

    def take(self, host: ServiceHost, packet: Ipv4, datagram: Udp) -> None:
        """Keep a message."""
        try:
            message = decode(datagram.data)
        except PacketError:
            self.dropped += 1
            return
        text = datagram.data.decode("utf-8", "replace")
        self.lines.append(LogLine(host.clock.now, packet.src, text, message.facility, message.severity))


class TimeServer:
    """An SNTP server (RFC 4330); its clock is *offset* seconds ahead of the virtual time."""

    def __init__(self, offset: float = 0.0) -> None:
        self.offset = offset
        self.asked = 0

    def take(self, host: ServiceHost, packet: Ipv4, datagram: Udp) -> None:
        """Answer with the time."""
        if len(datagram.data) < 48:
            return
        self.asked += 1
        seconds = host.clock.now + self.offset + NTP_EPOCH
        stamp = struct.pack("!II", int(seconds), int(seconds % 1 * 2**32))
        reply = (
            struct.pack("!BBbb", 0x24, 1, 6, -20) + bytes(8) + b"LOCL" + stamp + datagram.data[40:48] + stamp + stamp
        )
        answer(host, packet, datagram, reply)


class FileServer:
    """A TFTP server (RFC 1350) with *files* by name; what is put there is kept."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = dict(files)
        self._reading: dict[tuple[int, int], bytes] = {}
        self._writing: dict[tuple[int, int], tuple[str, bytes, int]] = {}

    def take(self, host: ServiceHost, packet: Ipv4, datagram: Udp) -> None:
        """Take one message of a transfer, and answer it."""
        data, peer = datagram.data, (packet.src, datagram.src_port)
        if len(data) < 4:
            return
        operation, number = struct.unpack("!HH", data[:4])
        if operation in (READ, WRITE):
            reply = self._begin(peer, operation, data[2:].split(b"\0")[0].decode("utf-8", "replace"))
        elif operation == ACKNOWLEDGE:
            reply = self._block(peer, number + 1)
        elif operation == DATA:
            reply = self._store(peer, number, data[4:])
        else:
            return
        if reply:
            answer(host, packet, datagram, reply)

    def _begin(self, peer: tuple[int, int], operation: int, name: str) -> bytes:
        if operation == WRITE:
            self._writing[peer] = name, b"", 0
            return struct.pack("!HH", ACKNOWLEDGE, 0)
        if name not in self.files:
            return struct.pack("!HH", ERROR, NOT_FOUND) + b"File not found\0"
        self._reading[peer] = self.files[name]
        return self._block(peer, 1)

    def _block(self, peer: tuple[int, int], number: int) -> bytes:
        data = self._reading.get(peer)
        if data is None or (number - 1) * BLOCK > len(data):
            self._reading.pop(peer, None)
            return b""
        return struct.pack("!HH", DATA, number & 0xFFFF) + data[(number - 1) * BLOCK : number * BLOCK]

    def _store(self, peer: tuple[int, int], number: int, block: bytes) -> bytes:
        if peer not in self._writing:
            return b""
        name, data, last = self._writing[peer]
        if number == (last + 1) & 0xFFFF:
            data, last = data + block, last + 1
            self._writing[peer] = name, data, last
        if len(block) < BLOCK:
            self.files[name] = data
        return struct.pack("!HH", ACKNOWLEDGE, number)


def answer(host: ServiceHost, packet: Ipv4, datagram: Udp, data: bytes) -> None:
    """Send a datagram back to where one came from."""
    host.send(Ipv4(host.address, packet.src, Udp(datagram.dst_port, datagram.src_port, data)))
