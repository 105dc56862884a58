"""ESRP: the value of its TLV.

evidence: Wireshark 4.0 (up to the hello time), unknown (the twelve octets behind it, reserved in Wireshark's words:
here they have what the extended mode has to tell)
"""

from struct import Struct

from xos_cli.packets.frames import Esrp
from xos_cli.packets.octets import mac_octets, take

#: Protocol, group, priority, state, ports, address, MAC address, hello time.
VALUE = Struct("!BBHHHI6sH")
#: Mode (2 is extended), whether tracking passes, domain identifier, stickiness, flags, weight, two octets not used.
#: evidence: unknown
REST = Struct("!BBHBBI2x")
#: The protocol of hellos: 0 is IP, 2 layer 2.
IP = 0
EXTENDED, HOLD, LEAVING = 2, 1, 2


def encode(message: Esrp) -> bytes:
    """Return the value of the TLV."""
    start = IP, message.group, message.priority, message.state, message.ports, message.address
    flags = HOLD * message.hold | LEAVING * message.leaving
    mode = EXTENDED if message.extended else 0
    rest = REST.pack(mode, message.track, message.domain, message.sticky, flags, message.weight)
    return VALUE.pack(*start, mac_octets(message.mac), message.hello) + rest


def decode(octets: bytes, sequence: int) -> Esrp:
    """Return the message; one that is too short is a PacketError."""
    _, group, priority, state, ports, address, mac, hello = take(VALUE, octets, 0, "esrp")
    mode, track, domain, sticky, flags, weight = take(REST, octets, VALUE.size, "esrp")
    known = sequence, int.from_bytes(mac, "big"), group, priority, state, ports, address, hello
    extended = mode == EXTENDED
    return Esrp(*known, track, extended, domain, sticky, weight, bool(flags & HOLD), bool(flags & LEAVING))
