"""What the IP stack of the CPU counts: packets that come up to it and leave it, by virtual router.

The hardware forwards most packets without it, and those count nowhere here.  The counts are the master's: a new master
begins at 0.  evidence: capture 12.5 (the counters), inferred (which packet counts where)
"""

from collections import Counter
from collections.abc import Iterator

from xos_cli.packets.addresses import BROADCAST as BROADCAST_MAC
from xos_cli.packets.frames import (
    ECHO_REPLY,
    ECHO_REQUEST,
    REDIRECT,
    TIME_EXCEEDED,
    UNREACHABLE,
    Frame,
    Icmp,
    Ipv4,
    Malformed,
    Raw,
)

#: How an ICMP message is called on the screen, by its type; 9 is RFC 1256's advertisement.
MESSAGES = {
    ECHO_REPLY: "echo reply",
    UNREACHABLE: "destination unreachable",
    REDIRECT: "redirect",
    ECHO_REQUEST: "echo",
    9: "router advertisement",
    TIME_EXCEEDED: "time exceeded",
}
#: Octets of the shortest IP header and ICMP message.
HEADER, SHORTEST_ICMP, VERSION = 20, 8, 4
PROTOCOL_UNREACHABLE, LAST_CODE = 2, 15
#: The protocol number of IGMP, and its messages by their type (RFC 3376).
IGMP = 2
IGMP_MESSAGES = {0x11: "Query", 0x12: "Report", 0x16: "Report", 0x22: "Report", 0x17: "Leave"}


class IpCounts:
    """The counters of each virtual router, by what they are called on the screen; ICMP's begin with ``icmp``."""

    def __init__(self) -> None:
        self.routers: dict[str, Counter[str]] = {}

    def of(self, router: str = "") -> Counter[str]:
        """Return the counters of one virtual router, or the sum of all."""
        if router:
            return self.routers.get(router, Counter())
        return sum(self.routers.values(), Counter())

    def add(self, router: str, *names: str) -> None:
        """Add 1 to each of these counters."""
        counter = self.routers.setdefault(router, Counter())
        for name in names:
            counter[name] += 1

    def received(self, router: str, frame: Frame) -> None:
        """Count a packet that came up to the CPU."""
        way = "InUnicast" if not frame.dst >> 40 & 1 else "InBcast" if frame.dst == BROADCAST_MAC else "InMcast"
        self.add(router, "InReceives", way)

    def damaged(self, router: str, frame: Frame) -> None:
        """Count a packet whose IP header, or whose ICMP message, is damaged."""
        self.received(router, frame)
        payload = frame.payload
        if type(payload) is Malformed and payload.protocol == "icmp":
            self.add(router, "icmp Bad chksum" if len(payload.data) >= HEADER + SHORTEST_ICMP else "icmp InTooshort")
        elif type(payload) is Malformed:
            self.add(router, "InHdrErr", _fault(payload.data))

    def delivered(self, router: str, packet: Ipv4) -> None:
        """Count a packet for the switch itself that a process takes."""
        self.add(router, "InDelivers", *_contents(packet, "In"))

    def sent(self, router: str, packet: Ipv4) -> None:
        """Count a packet of the switch itself."""
        self.add(router, "OutRequest", *_contents(packet, "Out"))


def _fault(octets: bytes) -> str:
    """Return the counter of the first fault found in an IP header."""
    if len(octets) < HEADER:
        return "Short pkt"
    if octets[0] >> 4 != VERSION:
        return "Bad vers"
    size, length = (octets[0] & 15) * 4, int.from_bytes(octets[2:4], "big")
    if size < HEADER:
        return "Short hdr"
    if size > length or size > len(octets):
        return "Bad hdrlen"
    return "Bad length" if length > len(octets) else "Bad chksum"


def _contents(packet: Ipv4, way: str) -> Iterator[str]:
    """Yield what a packet's payload counts as; *way*: ``In`` or ``Out``."""
    message = packet.payload
    if type(message) is Icmp:
        yield from _icmp(message, way)
    elif type(message) is Raw and message.number == IGMP:
        name = IGMP_MESSAGES.get(message.data[0]) if message.data else None
        if name or way == "In":
            yield f"{way} {name or 'Error'}"


def _icmp(message: Icmp, way: str) -> Iterator[str]:
    if message.kind in MESSAGES:
        yield f"icmp {way} {MESSAGES[message.kind]}"
    if message.kind == UNREACHABLE and message.code == PROTOCOL_UNREACHABLE:
        yield f"icmp {way}  - protocol unreachable"
    if way == "Out" and message.kind == ECHO_REPLY:
        yield "icmp OutResp"
    if way == "Out" and message.quoted is not None:
        yield "icmp OutError"
    if way == "In" and message.kind == UNREACHABLE and message.code > LAST_CODE:
        yield "icmp InBadcode"
