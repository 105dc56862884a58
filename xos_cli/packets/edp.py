"""EDP, ELRP, EAPS and ESRP: TLVs after one header of Extreme's.  evidence: Wireshark 4.0 (all but the value of ELRP)"""

from collections.abc import Callable, Iterator
from struct import Struct
from typing import Any

from xos_cli.errors import PacketError
from xos_cli.packets import eaps, esrp
from xos_cli.packets.frames import Eaps, Edp, EdpVlan, Elrp, Esrp
from xos_cli.packets.octets import checksum, mac_octets, take, text_octets, text_of

HEADER = Struct("!BBHHHH6s")
TLV = Struct("!BBH")
MARKER = 0x99
END, DISPLAY, INFO, VLAN, ESRP, EAPS, ELRP = 0, 1, 2, 5, 8, 11, 13
#: Slot, port, chassis, six octets not used, version, sixteen octets of connections.
INFO_VALUE = Struct("!HHH6xI16x")
VLAN_VALUE = Struct("!BBHII")
HAS_ADDRESS = 0x80
#: VLAN, slot, port, MAC address, four octets not used.  evidence: inferred
ELRP_VALUE = Struct("!HHH6s4x")


def encode(message: Edp | Elrp | Eaps | Esrp) -> bytes:
    """Return a message without its SNAP header."""
    tlvs = TLVS[type(message)](message)
    body = b"".join(TLV.pack(MARKER, kind, TLV.size + len(value)) + value for kind, value in tlvs)
    number = message.number if isinstance(message, Eaps) else message.sequence
    length = HEADER.size + len(body)
    bare = HEADER.pack(1, 0, length, 0, number & 0xFFFF, 0, mac_octets(message.mac)) + body
    return bare[:4] + checksum(bare).to_bytes(2, "big") + bare[6:]


def _edp_tlvs(edp: Edp) -> Iterator[tuple[int, bytes]]:
    yield DISPLAY, text_octets(edp.name)
    yield INFO, INFO_VALUE.pack(edp.slot - 1, edp.port - 1, edp.chassis, edp.version)
    for vlan in edp.vlans:
        start = VLAN_VALUE.pack(vlan.flags, 0, vlan.tag, 0, vlan.address)
        yield VLAN, start + text_octets(vlan.name)
    yield END, b""


def _elrp_tlvs(elrp: Elrp) -> Iterator[tuple[int, bytes]]:
    yield ELRP, ELRP_VALUE.pack(elrp.vlan, elrp.slot - 1, elrp.port - 1, mac_octets(elrp.mac))
    yield END, b""


def _eaps_tlvs(message: Eaps) -> Iterator[tuple[int, bytes]]:
    yield EAPS, eaps.encode(message)
    yield END, b""


def _esrp_tlvs(message: Esrp) -> Iterator[tuple[int, bytes]]:
    yield ESRP, esrp.encode(message)
    yield END, b""


TLVS: dict[type, Callable[[Any], Iterator[tuple[int, bytes]]]] = {
    Edp: _edp_tlvs,
    Elrp: _elrp_tlvs,
    Eaps: _eaps_tlvs,
    Esrp: _esrp_tlvs,
}


def decode(octets: bytes) -> Edp | Elrp | Eaps | Esrp:
    """Return the message; a length or checksum that is wrong, or one without its TLVs, is a PacketError."""
    version, _, length, _, sequence, kind, mac = take(HEADER, octets, 0, "edp")
    if version != 1 or kind or not HEADER.size <= length <= len(octets):
        raise PacketError("edp", f"version {version}, length {length}, identifier {kind}")
    if checksum(octets[:length]):
        raise PacketError("edp", "checksum")
    tlvs = list(_tlvs(octets[:length]))
    values = dict(tlvs)
    if EAPS in values:
        return eaps.decode(values[EAPS])
    if ESRP in values:
        return esrp.decode(values[ESRP], sequence)
    machine = int.from_bytes(mac, "big")
    if ELRP in values:
        vlan, slot, port, _ = take(ELRP_VALUE, values[ELRP], 0, "elrp")
        return Elrp(sequence, machine, vlan, slot + 1, port + 1)
    return _edp(sequence, machine, values, [value for kind, value in tlvs if kind == VLAN])


def _edp(sequence: int, mac: int, values: dict[int, bytes], vlans: list[bytes]) -> Edp:
    if not values.keys() >= {DISPLAY, INFO}:
        raise PacketError("edp", "no name or no port")
    slot, port, chassis, version = take(INFO_VALUE, values[INFO], 0, "edp")
    name = text_of(values[DISPLAY])
    return Edp(sequence, mac, name, slot + 1, port + 1, version, tuple(map(_vlan, vlans)), chassis)


def _vlan(value: bytes) -> EdpVlan:
    flags, _, tag, _, address = take(VLAN_VALUE, value, 0, "edp")
    return EdpVlan(tag, text_of(value[VLAN_VALUE.size :]), address, flags)


def _tlvs(octets: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield types and values up to the end TLV."""
    at = HEADER.size
    while True:
        marker, kind, length = take(TLV, octets, at, "edp")
        if marker != MARKER or length < TLV.size or at + length > len(octets):
            raise PacketError("edp", f"TLV at {at}: marker {marker}, length {length}")
        if kind == END:
            return
        yield kind, octets[at + TLV.size : at + length]
        at += length
