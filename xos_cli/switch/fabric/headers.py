"""The fields of a frame that access lists look at; None stands for one that the frame does not have."""

from enum import IntEnum

from xos_cli.packets.frames import Arp, Eapol, Frame, Icmp, Ipv4, Lldp, Malformed, Raw, Udp

#: Added to an IPv6 address, so that it is none of IPv4.
IPV6 = 1 << 128
#: The fragment offset in the field of flags and offset (RFC 791).
OFFSET = 0x1FFF
ETHERNET_TYPES: dict[type, int] = {Ipv4: 0x0800, Arp: 0x0806, Lldp: 0x88CC, Eapol: 0x888E}
#: The numbers of the protocols that have a record of their own.
PROTOCOLS = {"Icmp": 1, "Igmp": 2, "Udp": 17, "Ospf": 89, "Vrrp": 112}
TCP, UDP, IGMP, ICMP = 6, 17, 2, 1
IPV6_TYPE, IPV6_HEADER = 0x86DD, 40

Headers = tuple[int | None, ...]
#: Ports, TCP flags, ICMP type and code, IGMP type.
_NO_TRANSPORT: Headers = (None,) * 6
_NO_NETWORK: Headers = (None,) * 12


class Field(IntEnum):
    """The place of each field in what ``headers`` returns."""

    ETHERNET_TYPE = 0
    ETHERNET_SOURCE = 1
    ETHERNET_DESTINATION = 2
    SOURCE = 3
    DESTINATION = 4
    PROTOCOL = 5
    SOURCE_PORT = 6
    DESTINATION_PORT = 7
    TCP_FLAGS = 8
    ICMP_TYPE = 9
    ICMP_CODE = 10
    IGMP_TYPE = 11
    TOS = 12
    DSCP = 13
    LATER_FRAGMENT = 14  # 1: the packet is a part of another, but not its first


def headers(frame: Frame) -> Headers:
    """Return the fields of a frame."""
    payload = frame.payload
    if type(payload) is Ipv4:
        src, dst, inner, _, tos, _, fragment, _ = payload
        later = 1 if fragment & OFFSET else 0
        number = _protocol(inner)
        transport = _NO_TRANSPORT if later else _transport(number, inner)
        return (0x0800, frame.src, frame.dst, src, dst, number, *transport, tos, tos >> 2, later)
    if type(payload) is Raw and payload.number == IPV6_TYPE and len(payload.data) >= IPV6_HEADER:
        return (IPV6_TYPE, frame.src, frame.dst, *_ipv6(payload.data))
    number = payload.number if type(payload) in (Raw, Malformed) else ETHERNET_TYPES.get(type(payload), 0)  # type: ignore[union-attr]
    return (number or None, frame.src, frame.dst, *_NO_NETWORK)


def _protocol(inner: object) -> int | None:
    kind = type(inner)
    if kind is Icmp:
        return ICMP
    if kind is Udp:
        return UDP
    number = getattr(inner, "number", None)
    return number if isinstance(number, int) else PROTOCOLS.get(kind.__name__)


def _transport(number: int | None, inner: object) -> Headers:
    """Return what is behind the IP header of a packet that is whole, or the first part of one."""
    if type(inner) is Icmp:
        return (None, None, None, inner.kind, inner.code, None)
    if type(inner) is Udp:
        return (inner.src_port, inner.dst_port, None, None, None, None)
    data = inner.data if type(inner) in (Raw, Malformed) else b""  # type: ignore[attr-defined]
    return _octets(number, data)


def _octets(number: int | None, data: bytes) -> Headers:
    if number in (TCP, UDP) and len(data) >= 4:
        flags = data[13] if number == TCP and len(data) > 13 else None
        return (int.from_bytes(data[:2], "big"), int.from_bytes(data[2:4], "big"), flags, None, None, None)
    if number == IGMP and data:
        return (None, None, None, None, None, data[0])
    if number == ICMP and len(data) >= 2:
        return (None, None, None, data[0], data[1], None)
    return _NO_TRANSPORT


def _ipv6(data: bytes) -> Headers:
    """Return the fields of an IPv6 packet without extension headers (RFC 2460)."""
    tos = (data[0] & 0x0F) << 4 | data[1] >> 4
    source, destination = (int.from_bytes(data[at : at + 16], "big") | IPV6 for at in (8, 24))
    transport = _octets(data[6], data[IPV6_HEADER:])
    return (source, destination, data[6], *transport, tos, tos >> 2, 0)
