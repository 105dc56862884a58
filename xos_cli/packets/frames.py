"""Frames as frozen records with integer addresses; no record has a part that can change.

The type of ``Frame.payload`` says which protocol receives the frame.  Every record knows its ``length`` in octets on
the wire, without being encoded.
"""

from typing import TYPE_CHECKING, TypeAlias

from xos_cli.record import NamedTuple

if TYPE_CHECKING:
    from xos_cli.packets.ospf_records import Ospf

#: Ethernet header and check sequence, one tag, the shortest frame (802.3).
OVERHEAD, TAG_LENGTH, SHORTEST = 18, 4, 64
#: An LLC header, and one with SNAP.
LLC, SNAP = 3, 8


class Raw(NamedTuple):
    """A payload that no codec knows.

    *number* is its EtherType, or the protocol of an IPv4 packet; 0 is an 802.3 frame, its data begins with LLC.
    """

    number: int
    data: bytes

    @property
    def length(self) -> int:
        """Return the length in octets."""
        return len(self.data)


class Malformed(NamedTuple):
    """Octets that are no message of the *protocol*: ``stp``, ``edp``, ``lldp``, ``arp``, ``ip``, ``icmp``, ...

    *number* and *data* are those of ``Raw``.
    """

    protocol: str
    number: int
    data: bytes

    @property
    def length(self) -> int:
        """Return the length in octets."""
        return len(self.data)


REQUEST, REPLY = 1, 2


class Arp(NamedTuple):
    """An ARP request or reply of IPv4 on Ethernet (RFC 826)."""

    operation: int
    sender_mac: int
    sender_ip: int
    target_mac: int
    target_ip: int

    @property
    def length(self) -> int:
        """Return the length in octets."""
        return 28


ECHO_REPLY, UNREACHABLE, REDIRECT, ECHO_REQUEST, TIME_EXCEEDED = 0, 3, 5, 8, 11
ROUTER_ADVERTISEMENT = 9  # RFC 1256


class Icmp(NamedTuple):
    """An ICMP message (RFC 792).

    *identifier* and *sequence* are the two halves of its second word (for a redirect, the gateway).  *quoted* is the
    packet that an error is about.
    """

    kind: int
    code: int = 0
    identifier: int = 0
    sequence: int = 0
    data: bytes = b""
    quoted: "Ipv4 | None" = None

    @property
    def length(self) -> int:
        """Return the length in octets; an error quotes at most 576 octets of the packet (RFC 1812, 4.3.2.3)."""
        return 8 + (min(self.quoted.length, QUOTED) if self.quoted else len(self.data))


#: What an ICMP error can quote of a packet, so that the whole packet has 576 octets.
QUOTED = 576 - 20 - 8


class Udp(NamedTuple):
    """A UDP datagram (RFC 768)."""

    src_port: int
    dst_port: int
    data: bytes = b""

    @property
    def length(self) -> int:
        """Return the length in octets."""
        return 8 + len(self.data)


RIP_REQUEST, RIP_RESPONSE = 1, 2


class RipEntry(NamedTuple):
    """A route in a RIP message (RFC 2453, 4); in version 1 only *network* and *metric* are used.

    *family* is 2 for IPv4, 0 in a request for the whole table.
    """

    network: int
    mask: int
    metric: int
    next_hop: int = 0
    tag: int = 0
    family: int = 2


class Rip(NamedTuple):
    """A RIP message, the data of a datagram to port 520: *command* is RIP_REQUEST or RIP_RESPONSE."""

    command: int
    version: int
    entries: tuple[RipEntry, ...] = ()

    @property
    def length(self) -> int:
        """Octets."""
        return 4 + 20 * len(self.entries)


class Vrrp(NamedTuple):
    """An advertisement of VRRP version 2 (RFC 3768, 5): *interval* in seconds, *password* of authentication type 1."""

    vrid: int
    priority: int
    interval: int
    addresses: tuple[int, ...] = ()
    authentication: int = 0
    password: bytes = bytes(8)

    @property
    def length(self) -> int:
        """Octets."""
        return 16 + 4 * len(self.addresses)


#: The router alert: routers on the way look at the packet, too (RFC 2113).
ROUTER_ALERT = bytes([148, 4, 0, 0])


class Ipv4(NamedTuple):
    """An IPv4 packet (RFC 791); its *options* are octets, in whole words of four.

    *fragment* is the field of flags and offset: 0x4000 is "don't fragment".  The payload of a fragment is ``Raw``.
    """

    src: int
    dst: int
    payload: "Icmp | Udp | Ospf | Vrrp | Raw"
    ttl: int = 64
    tos: int = 0
    identifier: int = 0
    fragment: int = 0
    options: bytes = b""

    @property
    def length(self) -> int:
        """Return the length in octets."""
        return 20 + len(self.options) + self.payload.length


CONFIG, TCN, RST = 0x00, 0x80, 0x02


class Bpdu(NamedTuple):
    """A bridge protocol data unit: *kind* is CONFIG or TCN (802.1D-1998, 9.3) or RST (802.1D-2004, 9.3.3).

    *root* and *bridge* are a priority in the upper 16 bits and a MAC address; times are in 1/256 seconds.  A TCN has
    no fields.  *pvst* is the VLAN that a PVST+ message names, 0 for all others; an EMISTP message is one in a frame
    with the domain's tag.
    """

    kind: int
    flags: int = 0
    root: int = 0
    cost: int = 0
    bridge: int = 0
    port: int = 0
    message_age: int = 0
    max_age: int = 0
    hello_time: int = 0
    forward_delay: int = 0
    pvst: int = 0

    @property
    def length(self) -> int:
        """Return the length in octets, with the LLC header, and with the VLAN of PVST+."""
        body = {CONFIG: 36 if self.pvst else 35, TCN: 4, RST: 36}[self.kind]
        return body + (SNAP + 6 if self.pvst else LLC)


class EdpVlan(NamedTuple):
    """A VLAN that an EDP message tells of; *address* 0: it has none."""

    tag: int
    name: str
    address: int = 0
    flags: int = 0


class Edp(NamedTuple):
    """A message of the Extreme Discovery Protocol: who sends it, from where, and its VLANs.

    *slot* and *port* count from 1.  *version* has one octet each for major, minor, patch and build.
    """

    sequence: int
    mac: int
    name: str
    slot: int
    port: int
    version: int
    vlans: tuple[EdpVlan, ...] = ()
    chassis: int = 0

    @property
    def length(self) -> int:
        """Return the length in octets, with the SNAP header."""
        vlans = sum(17 + len(vlan.name) for vlan in self.vlans)
        return SNAP + 16 + (5 + len(self.name)) + 36 + vlans + 4


class Elrp(NamedTuple):
    """A message that looks for a loop: it comes from the switch *mac*, VLAN *vlan*, and *port* (counts from 1)."""

    sequence: int
    mac: int
    vlan: int
    slot: int
    port: int

    @property
    def length(self) -> int:
        """Return the length in octets, with the SNAP header."""
        return SNAP + 16 + 20 + 4


#: What an EAPS message is.  evidence: RFC 3619, Wireshark 4.0 (5 to 8), unknown (the numbers of the other two)
EAPS_HEALTH, EAPS_RING_UP, EAPS_RING_DOWN, EAPS_LINK_DOWN, EAPS_QUERY, EAPS_SEGMENT = 5, 6, 7, 8, 9, 10


class EapsSegment(NamedTuple):
    """What a shared port tells the next one behind a segment, or the other end of its link.

    *controller*: its mode.  *blocking*: the link of a controller that blocks, as far as the sender is one, 0 for none.
    *root*: the least such link that the sender knows of, *hops* shared ports away.  evidence: unknown (the layout)
    """

    link: int
    controller: bool
    ready: bool
    blocking: int = 0
    root: int = 0
    hops: int = 0


class Eaps(NamedTuple):
    """An EAPS message on a control VLAN (RFC 3619): *hello* and *fail* in seconds, *state* of the sender as a number.

    *number* counts the messages of the sender.
    """

    kind: int
    vlan: int
    mac: int
    hello: int = 0
    fail: int = 0
    state: int = 0
    number: int = 0
    segment: EapsSegment | None = None

    @property
    def length(self) -> int:
        """Octets, with the SNAP header."""
        return SNAP + 16 + 64 + 4


class Esrp(NamedTuple):
    """A hello of ESRP: *state* 1 is master, 2 slave, *hello* in seconds, *address* that of the VLAN.

    The rest is not known to others: *track* 1: tracking passes; in *extended* mode *domain*, *sticky*, *weight*, *hold*
    (neighbours hold still) and *leaving* (the sender disables the domain).
    """

    sequence: int
    mac: int
    group: int
    priority: int
    state: int
    ports: int
    address: int
    hello: int
    track: int = 1
    extended: bool = True
    domain: int = 0
    sticky: int = 0
    weight: int = 0
    hold: bool = False
    leaving: bool = False

    @property
    def length(self) -> int:
        """Octets, with the SNAP header."""
        return SNAP + 16 + 36 + 4


class LacpInfo(NamedTuple):
    """What one end of a link says of itself in LACP, or knows of the other; *state*: the bits of ``LACP_...``."""

    system_priority: int = 0
    system: int = 0
    key: int = 0
    port_priority: int = 0
    port: int = 0
    state: int = 0


#: The bits of a state (802.3ad, 43.4.2.2).
LACP_ACTIVITY, LACP_TIMEOUT, LACP_AGGREGATION, LACP_SYNC = 1, 2, 4, 8
LACP_COLLECTING, LACP_DISTRIBUTING, LACP_DEFAULTED, LACP_EXPIRED = 16, 32, 64, 128


class Lacpdu(NamedTuple):
    """An LACP message (802.3ad, 43.4.2): the sender, and what it knows of the receiver."""

    actor: LacpInfo
    partner: LacpInfo
    max_delay: int = 0

    @property
    def length(self) -> int:
        """Octets."""
        return 110


class LldpTlv(NamedTuple):
    """One TLV of LLDP: its type, and the octets of its value (at most 511)."""

    number: int
    value: bytes


class Lldp(NamedTuple):
    """An LLDP message (802.1AB): chassis and port as subtype and octets, seconds to live, and the TLVs that follow."""

    chassis_kind: int
    chassis: bytes
    port_kind: int
    port: bytes
    ttl: int
    tlvs: tuple[LldpTlv, ...] = ()

    @property
    def length(self) -> int:
        """Return the length in octets, with the end TLV."""
        return 12 + len(self.chassis) + len(self.port) + sum(2 + len(tlv.value) for tlv in self.tlvs)


#: What an EAPOL frame is (802.1X-2001, 7.5.4).
EAP_PACKET, EAPOL_START, EAPOL_LOGOFF, EAPOL_KEY = 0, 1, 2, 3


class Eap(NamedTuple):
    """An EAP packet (RFC 3748, 4); *kind* is the type of a request or a response, and *data* what follows it."""

    code: int
    identifier: int
    kind: int = 0
    data: bytes = b""

    @property
    def length(self) -> int:
        """Octets; a success and a failure have no type."""
        return 5 + len(self.data) if self.code < 3 else 4


class Eapol(NamedTuple):
    """A frame of 802.1X between a station and the port that it is at."""

    version: int
    kind: int
    eap: Eap | None = None
    data: bytes = b""

    @property
    def length(self) -> int:
        """Octets."""
        return 4 + (self.eap.length if self.eap is not None else len(self.data))


Payload: TypeAlias = Arp | Ipv4 | Bpdu | Edp | Elrp | Eaps | Esrp | Lacpdu | Lldp | Eapol | Raw | Malformed

C_TAG, S_TAG = 0x8100, 0x88A8


class Tag(NamedTuple):
    """A tag outside the 802.1Q tag of the frame: its EtherType, VLAN and priority."""

    ethertype: int
    vlan: int
    priority: int = 0


class Frame(NamedTuple):
    """A frame on a cable.

    *vlan* is the number in its 802.1Q tag, 0 if it has none, or a tag with a priority alone.  *outer* are the tags
    outside that one, outermost first.
    """

    src: int
    dst: int
    vlan: int
    payload: Payload
    priority: int = 0
    outer: tuple[Tag, ...] = ()

    @property
    def length(self) -> int:
        """Return the length in octets on the wire, with the check sequence."""
        tags = len(self.outer) + (self.vlan > 0 or self.priority > 0)
        return max(SHORTEST, OVERHEAD + TAG_LENGTH * tags + self.payload.length)
