"""LACP: the LACPDU of 802.3ad, 43.4.2, in a frame of the slow protocols."""

from struct import Struct

from xos_cli.errors import PacketError
from xos_cli.packets.frames import Lacpdu, LacpInfo, Raw
from xos_cli.packets.octets import mac_octets, take

SLOW_PROTOCOLS = 0x8809
START = Struct("!BB")
SUBTYPE, VERSION = 1, 1
#: Type, length, system priority, system, key, port priority, port, state, three octets not used.
PARTY = Struct("!BBH6sHHHB3x")
#: Type, length, the longest delay of the collector, twelve octets not used.
COLLECTOR = Struct("!BBH12x")
ACTOR_TLV, PARTNER_TLV, COLLECTOR_TLV = 1, 2, 3
RESERVED = 52


def encode(message: Lacpdu) -> bytes:
    """Return a message behind its EtherType: 110 octets."""
    collector = COLLECTOR.pack(COLLECTOR_TLV, COLLECTOR.size, message.max_delay)
    parties = _party(ACTOR_TLV, message.actor) + _party(PARTNER_TLV, message.partner)
    return START.pack(SUBTYPE, VERSION) + parties + collector + bytes(RESERVED)


def _party(kind: int, info: LacpInfo) -> bytes:
    return PARTY.pack(kind, PARTY.size, info.system_priority, mac_octets(info.system), *info[2:])


def decode(octets: bytes) -> Lacpdu | Raw:
    """Return the message; another slow protocol is raw, one whose TLVs are not those of LACP is a PacketError."""
    subtype, _ = take(START, octets, 0, "lacp")
    if subtype != SUBTYPE:
        return Raw(SLOW_PROTOCOLS, octets)
    actor, at = _info(octets, START.size, ACTOR_TLV)
    partner, at = _info(octets, at, PARTNER_TLV)
    kind, length, delay = take(COLLECTOR, octets, at, "lacp")
    if (kind, length) != (COLLECTOR_TLV, COLLECTOR.size):
        raise PacketError("lacp", f"TLV {kind} of {length} octets")
    if len(octets) < at + COLLECTOR.size + RESERVED:
        raise PacketError("lacp", f"{len(octets)} of {at + COLLECTOR.size + RESERVED} octets")
    return Lacpdu(actor, partner, delay)


def _info(octets: bytes, at: int, wanted: int) -> tuple[LacpInfo, int]:
    kind, length, priority, system, *rest = take(PARTY, octets, at, "lacp")
    if (kind, length) != (wanted, PARTY.size):
        raise PacketError("lacp", f"TLV {kind} of {length} octets")
    return LacpInfo(priority, int.from_bytes(system, "big"), *rest), at + PARTY.size
