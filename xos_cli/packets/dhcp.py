"""BOOTP and DHCP messages (RFC 951, RFC 2131, RFC 2132): the data of datagrams to the ports 67 and 68."""

from struct import Struct

from xos_cli.errors import PacketError
from xos_cli.packets.octets import take
from xos_cli.record import NamedTuple

#: Ports of servers and relays, and of clients.
SERVER_PORT, CLIENT_PORT = 67, 68
REQUEST, REPLY = 1, 2
#: Types of messages (option 53).
DISCOVER, OFFER, ASK, DECLINE, ACK, NAK, RELEASE, INFORM = 1, 2, 3, 4, 5, 6, 7, 8
#: Options.
MASK, ROUTER, NAME_SERVER, WINS, WANTED, LEASE, TYPE, SERVER = 1, 3, 6, 44, 50, 51, 53, 54
PAD, END = 0, 255
BROADCAST_FLAG = 0x8000
LAYOUT = Struct("!BBBBIHHIIII6s10x192x4s")
COOKIE = bytes((99, 130, 83, 99))
#: Octets of a message at least (RFC 951), of an option at most.
LEAST, MOST = 300, 255


class Dhcp(NamedTuple):
    """A message: *client* asks, *yours* is the address that it gets, *relay* the first relay; *mac* the client's."""

    op: int
    xid: int
    mac: int
    kind: int = 0
    client: int = 0
    yours: int = 0
    server: int = 0
    relay: int = 0
    hops: int = 0
    seconds: int = 0
    flags: int = 0
    options: tuple[tuple[int, bytes], ...] = ()

    def number(self, option: int) -> int:
        """Return the number or the first address that an option has, 0 without it."""
        return next((int.from_bytes(value[:4], "big") for code, value in self.options if code == option), 0)


def option(code: int, value: int) -> tuple[int, bytes]:
    """Return an option with a number of four octets or an address."""
    return code, value.to_bytes(4, "big")


def encode(message: Dhcp) -> bytes:
    """Return the octets of a message, of BOOTP where it has no *kind*."""
    kind = [(TYPE, bytes((message.kind,)))] if message.kind else []
    options = b"".join([bytes((code, len(value))) + value for code, value in (*kind, *message.options)])
    times = message.seconds, message.flags
    ends = message.client, message.yours, message.server, message.relay
    fixed = LAYOUT.pack(
        message.op, 1, 6, message.hops, message.xid, *times, *ends, message.mac.to_bytes(6, "big"), COOKIE
    )
    return (fixed + options + bytes((END,))).ljust(LEAST, b"\0")


def decode(octets: bytes) -> Dhcp:
    """Return the message; one of other hardware, or whose options do not fit, is a PacketError."""
    fields = take(LAYOUT, octets, 0, "dhcp")
    (op, hardware, size, hops, xid, seconds, flags), (mac, cookie) = fields[:7], fields[-2:]
    client, yours, server, relay = fields[7:11]
    if op not in (REQUEST, REPLY) or (hardware, size) != (1, 6):
        raise PacketError("dhcp", f"operation {op}, hardware {hardware}")
    options = _options(octets[LAYOUT.size :]) if cookie == COOKIE else []
    kind = next((value[0] for code, value in options if code == TYPE and value), 0)
    rest = tuple([(code, value) for code, value in options if code != TYPE])
    return Dhcp(op, xid, int.from_bytes(mac, "big"), kind, client, yours, server, relay, hops, seconds, flags, rest)


def _options(octets: bytes) -> list[tuple[int, bytes]]:
    place, found = 0, []
    while place < len(octets) and octets[place] != END:
        if octets[place] == PAD:
            place += 1
            continue
        size = octets[place + 1] if place + 1 < len(octets) else MOST + 1
        if place + 2 + size > len(octets):
            raise PacketError("dhcp", f"option {octets[place]} is cut off")
        found.append((octets[place], octets[place + 2 : place + 2 + size]))
        place += 2 + size
    return found
