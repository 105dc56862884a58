"""Bridge protocol data units: 802.1D-1998, 9.3, 802.1D-2004, 9.3.3, and those of PVST+."""

from struct import Struct

from xos_cli.errors import PacketError
from xos_cli.packets.frames import CONFIG, RST, TCN, Bpdu
from xos_cli.packets.octets import take

START = Struct("!HBB")
BODY = Struct("!BQIQHHHHH")
#: The TLV after a PVST+ message: type 0, length 2, the VLAN.  It stands behind the octet of an RST's version 1 length.
PVST_VLAN = Struct("!HHH")
VERSIONS = {CONFIG: 0, TCN: 0, RST: 2}


def encode(bpdu: Bpdu) -> bytes:
    """Return a message without its LLC or SNAP header."""
    octets = START.pack(0, VERSIONS[bpdu.kind], bpdu.kind)
    if bpdu.kind != TCN:
        octets += BODY.pack(*bpdu[1:-1])
        octets += b"\0" if bpdu.kind == RST or bpdu.pvst else b""
    return octets + (PVST_VLAN.pack(0, 2, bpdu.pvst) if bpdu.pvst else b"")


def decode(octets: bytes, pvst: bool = False) -> Bpdu:
    """Return the message; one that is too short or of no known type is a PacketError.

    A version that is not known is read as the newest that is (802.1D-2004, 9.3.4).
    """
    protocol, version, kind = take(START, octets, 0, "stp")
    if protocol or kind not in VERSIONS or (kind == RST and version < VERSIONS[RST]):
        raise PacketError("stp", f"protocol {protocol}, version {version}, type {kind}")
    if kind == TCN:
        return Bpdu(TCN, pvst=_vlan(octets, START.size) if pvst else 0)
    fields = take(BODY, octets, START.size, "stp")
    end = START.size + BODY.size
    if kind == RST and len(octets) <= end:
        raise PacketError("stp", f"{end} of {end + 1} octets")
    return Bpdu._make((kind, *fields, _vlan(octets, end + 1) if pvst else 0))


def _vlan(octets: bytes, at: int) -> int:
    kind, length, vlan = take(PVST_VLAN, octets, at, "stp")
    if (kind, length) != (0, 2) or not 0 < vlan < 4095:
        raise PacketError("stp", f"PVST+ VLAN {vlan}")
    return int(vlan)
