"""TLVs of organizations that a port advertises, and what is shown of those of a neighbor.

evidence: 802.1AB-2005 annexes F (802.1) and G (802.3: the octets), inferred (the words of the screen)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xos_cli.packets.frames import LldpTlv
from xos_cli.processes.devmgr.rows import CardState
from xos_cli.processes.lldp.rows import LldpVendorTlv
from xos_cli.processes.vlan.facts import member, members, numbers
from xos_cli.processes.vlan.ports.facts import config_of, group_of
from xos_cli.processes.vlan.ports.rows import PortLink
from xos_cli.switch.hardware import portset as sets

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Port
    from xos_cli.switch.node import Node

SPECIFIC = 127
DOT1, DOT3 = b"\x00\x80\xc2", b"\x00\x12\x0f"
#: The subtypes by the words of the command.
SUBTYPES = {
    "dot1 port-vlan-id": (DOT1, 1),
    "dot1 port-protocol-vlan-id": (DOT1, 2),
    "dot1 vlan-name": (DOT1, 3),
    "dot3 mac-phy": (DOT3, 1),
    "dot3 power-via-mdi": (DOT3, 2),
    "dot3 link-aggregation": (DOT3, 3),
    "dot3 max-frame-size": (DOT3, 4),
}
#: Octets of the largest frame, and of one with a tag and jumbo frames.
FRAME, JUMBO = 1518, 9216
#: Autonegotiation is supported and enabled; what it offers; the operational MAU types by Mbps (RFC 3636).
NEGOTIATES, OFFERS = 3, 0x6C01
MAU = {10: 11, 100: 16, 1000: 30, 10000: 31}


def vendor_tlvs(node: "Node", port: "Port") -> Iterator[LldpTlv]:
    """Yield the TLVs of organizations that a port is set to advertise."""
    name = node.chassis.port_name(port)
    for row in node.store.rows(LldpVendorTlv):
        if row.port == name:
            organization, subtype = SUBTYPES[row.tlv]
            for value in _values(node, port, row):
                yield LldpTlv(SPECIFIC, organization + bytes([subtype]) + value)


def _values(node: "Node", port: "Port", row: LldpVendorTlv) -> Iterator[bytes]:
    bit = sets.bit(port)
    inside = [vlan for vlan in member(node.store, port) if row.vlanName in ("", "all", vlan.name)]
    if row.tlv == "dot1 vlan-name":
        for vlan in inside:
            text = vlan.name.encode("latin-1", "replace")[:32]
            yield vlan.tag.to_bytes(2, "big") + bytes([len(text)]) + text
    elif row.tlv == "dot1 port-vlan-id":
        plain = [vlan.tag for vlan in inside if members(node.store, vlan.name).untagged & bit]
        yield (plain[0] if plain else 0).to_bytes(2, "big")
    elif row.tlv == "dot1 port-protocol-vlan-id":
        yield from (b"\x06" + vlan.tag.to_bytes(2, "big") for vlan in inside)
    else:
        yield _dot3(node, port, row.tlv)


def _dot3(node: "Node", port: "Port", tlv: str) -> bytes:
    """Return the value of a TLV of 802.3."""
    config = config_of(node.store, port)
    if tlv == "dot3 mac-phy":
        link = node.store.get(PortLink, *port)
        return (
            bytes([NEGOTIATES]) + OFFERS.to_bytes(2, "big") + MAU.get(link.speed if link else 0, 0).to_bytes(2, "big")
        )
    if tlv == "dot3 link-aggregation":
        group = group_of(node.store, port)
        place = sets.bit((group.slot, group.port)).bit_length() if group else 0
        return bytes([3 if group else 1]) + place.to_bytes(4, "big")
    if tlv == "dot3 max-frame-size":
        common = numbers(node.store)
        jumbo = config.jumboEnabled or common.globalJumboEnabled
        size = (common.jumboFrameSize or JUMBO) if jumbo else FRAME
        return size.to_bytes(2, "big")
    card = node.store.get(CardState, port[0])
    powered = card is not None and node.chassis.types[card.type].poe
    return bytes([7 if powered else 0, 1, 1])


# -- of a neighbor ---------------------------------------------------------------------------------------------------


def described(octets: bytes) -> tuple[str, str]:
    """Return the label and the text of a TLV of an organization; one that is not known is in hexadecimal."""
    words = {(kind, number): words for words, (kind, number) in SUBTYPES.items()}
    known = words.get((octets[:3], octets[3] if len(octets) > 3 else 0), "")
    value = octets[4:]
    number = int.from_bytes(value[:2], "big")
    match known:
        case "dot1 port-vlan-id" if len(value) == 2:
            return "Port VLAN ID", str(number)
        case "dot1 port-protocol-vlan-id" if len(value) == 3:
            return "Port And Protocol VLAN ID", str(int.from_bytes(value[1:], "big"))
        case "dot1 vlan-name" if len(value) >= 3:
            return "VLAN Name", f"{value[3:].decode('latin-1')} (VLAN {number})"
        case "dot3 mac-phy" if len(value) == 5:
            return "MAC/PHY Configuration/Status", f"operational MAU type {int.from_bytes(value[3:], 'big')}"
        case "dot3 power-via-mdi" if len(value) == 3:
            return "Power Via MDI", "supported" if value[0] & 2 else "not supported"
        case "dot3 link-aggregation" if len(value) == 5:
            return "Link Aggregation", f"port {int.from_bytes(value[1:], 'big')}" if value[0] & 2 else "not enabled"
        case "dot3 max-frame-size" if len(value) == 2:
            return "Maximum Frame Size", f"{number} octets"
    return f"TLV {SPECIFIC}", octets.hex(":")
