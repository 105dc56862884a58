"""Capture files that Wireshark and tcpdump open: pcap 2.4, Ethernet, microseconds."""

from collections.abc import Iterator
from struct import Struct
from typing import BinaryIO

from xos_cli.errors import PacketError
from xos_cli.packets import ethernet
from xos_cli.packets.frames import Frame
from xos_cli.packets.octets import take
from xos_cli.record import NamedTuple

MAGIC, LINKTYPE_ETHERNET, SNAP_LENGTH = 0xA1B2C3D4, 1, 65535
HEADER = Struct("<IHHiIII")
RECORD = Struct("<IIII")
MICROSECONDS = 1_000_000


class Captured(NamedTuple):
    """A frame of a capture: when it passed, in seconds, and its octets."""

    at: float
    octets: bytes


class PcapWriter:
    """Write frames to an open binary file, in the order in which they pass."""

    def __init__(self, file: BinaryIO) -> None:
        """Write the file's header."""
        self._file = file
        file.write(HEADER.pack(MAGIC, 2, 4, 0, 0, SNAP_LENGTH, LINKTYPE_ETHERNET))

    def write(self, at: float, frame: Frame) -> None:
        """Add a frame that passed at *at*, in seconds since 1970."""
        octets = ethernet.encode(frame)
        seconds, micro = divmod(round(at * MICROSECONDS), MICROSECONDS)
        self._file.write(RECORD.pack(seconds, micro, len(octets), len(octets)) + octets)


def read(octets: bytes) -> Iterator[Captured]:
    """Yield the frames of a capture that ``PcapWriter`` wrote; anything else is a PacketError."""
    magic, major, _, _, _, _, link = take(HEADER, octets, 0, "pcap")
    if (magic, major, link) != (MAGIC, 2, LINKTYPE_ETHERNET):
        raise PacketError("pcap", f"magic {magic:08x}, version {major}, link type {link}")
    at = HEADER.size
    while at < len(octets):
        seconds, micro, size, _ = take(RECORD, octets, at, "pcap")
        end = at + RECORD.size + size
        if end > len(octets):
            raise PacketError("pcap", f"a frame ends at {end} of {len(octets)} octets")
        yield Captured(seconds + micro / MICROSECONDS, octets[at + RECORD.size : end])
        at = end
