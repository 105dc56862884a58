"""MAC and IPv4 addresses as integers, and as text."""

BROADCAST = 0xFFFFFFFFFFFF
#: Group addresses of the protocols.  A bridge never forwards a frame to 01:80:C2:00:00:00 to 0F (802.1D-2004, 7.12.6).
STP_GROUP = 0x0180C2000000
LACP_GROUP = 0x0180C2000002
PAE_GROUP = 0x0180C2000003  # 802.1X-2001, 7.8
LLDP_GROUP = 0x0180C200000E
PVST_GROUP = 0x01000CCCCCCD
#: EDP is never forwarded; ELRP is flooded, so that it can come back.
EDP_GROUP = 0x00E02B000000  # evidence: Wireshark 4.0
ELRP_GROUP = 0x01E02B000006  # evidence: inferred
#: The groups of Extreme's own protocols, 00:E0:2B:00:00:00 to 0F: their addresses look like those of single stations.
EXTREME_GROUPS = 0x00E02B000000
ESRP_GROUP = 0x00E02B000002  # evidence: recalled
EAPS_GROUP = 0x00E02B000004  # evidence: RFC 3619


ALL_HOSTS, ALL_HOSTS_MAC = 0xE0000001, 0x01005E000001
VRRP_GROUP, VRRP_GROUP_MAC = 0xE0000012, 0x01005E000012
#: The virtual MAC addresses of VRRP: 00:00:5E:00:01 and the VRID (RFC 3768, 7.3).
VRRP_MAC = 0x00005E000100
#: The virtual MAC addresses of ESRP: 00:E0:2B:00:00:80 and the group.  evidence: recalled
ESRP_MAC = 0x00E02B000080


def mac_text(mac: int) -> str:
    """Return a MAC address as the switch prints it: ``00:04:96:10:00:00``, lower case."""
    digits = f"{mac:012x}"
    return ":".join(digits[at : at + 2] for at in range(0, 12, 2))


def mac_number(text: str) -> int:
    """Return the number of a MAC address in any case, its octets separated by ``:`` or ``-``."""
    return int(text.replace(":", "").replace("-", ""), 16)


def is_group(mac: int) -> bool:
    """Return whether a MAC address names a group: a multicast address, or the broadcast."""
    return bool(mac >> 40 & 1)


def ip_text(address: int) -> str:
    """Return an IPv4 address in dotted form."""
    return f"{address >> 24}.{address >> 16 & 255}.{address >> 8 & 255}.{address & 255}"


def ip_number(text: str) -> int:
    """Return the number of a dotted IPv4 address; one that is none is a ValueError."""
    octets = [int(octet) for octet in text.split(".")]
    if len(octets) != 4 or any(not 0 <= octet <= 255 for octet in octets):
        raise ValueError(f"{text!r} is no IPv4 address")
    return octets[0] << 24 | octets[1] << 16 | octets[2] << 8 | octets[3]


def is_multicast(address: int) -> bool:
    """Return whether an IPv4 address is one of 224.0.0.0/4."""
    return address >> 28 == 14


def multicast_mac(address: int) -> int:
    """Return the MAC address of an IPv4 multicast group (RFC 1112, 6.4)."""
    return 0x01005E000000 | address & 0x7FFFFF
