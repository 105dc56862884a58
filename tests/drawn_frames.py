"""Frames of every kind, drawn by hypothesis."""

from drawn_ospf import OSPF_BODIES, packets
from hypothesis import strategies as st

from xos_cli.packets import rip
from xos_cli.packets.frames import (
    CONFIG,
    EAP_PACKET,
    EAPOL_LOGOFF,
    EAPOL_START,
    ECHO_REPLY,
    ECHO_REQUEST,
    REDIRECT,
    ROUTER_ALERT,
    RST,
    S_TAG,
    TCN,
    TIME_EXCEEDED,
    UNREACHABLE,
    Arp,
    Bpdu,
    Eap,
    Eapol,
    Eaps,
    EapsSegment,
    Edp,
    EdpVlan,
    Elrp,
    Esrp,
    Frame,
    Icmp,
    Ipv4,
    Lacpdu,
    LacpInfo,
    Lldp,
    LldpTlv,
    Payload,
    Raw,
    Rip,
    RipEntry,
    Tag,
    Udp,
    Vrrp,
)

OCTETS1, OCTETS2, OCTETS4 = st.integers(0, 0xFF), st.integers(0, 0xFFFF), st.integers(0, 0xFFFFFFFF)
MACS, BRIDGES, VLANS = st.integers(0, 2**48 - 1), st.integers(0, 2**64 - 1), st.integers(1, 4094)
#: Station addresses: no group bit, so that a frame's source is one.
STATIONS = st.integers(0, 2**40 - 1)
WHOLE = st.sampled_from((0, 0x4000))
NAMES = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=32)
DATA = st.binary(max_size=64)

#: Ports of no protocol that tshark looks into.
PORTS = OCTETS2.filter(lambda port: port != rip.PORT)
UDP = st.builds(Udp, PORTS, PORTS, DATA)
#: RIP messages: of version 2 with masks and tags, and of version 1 without.
RIP2 = st.builds(RipEntry, OCTETS4, OCTETS4, st.integers(1, 16), OCTETS4, OCTETS2, st.just(2))
RIP1 = st.builds(RipEntry, OCTETS4, st.just(0), st.integers(1, 16), st.just(0), st.just(0), st.just(2))
RIP = st.builds(Rip, st.sampled_from((1, 2)), st.just(2), st.lists(RIP2, max_size=25).map(tuple)) | st.builds(
    Rip, st.sampled_from((1, 2)), st.just(1), st.lists(RIP1, max_size=25).map(tuple)
)
OPTIONS = st.sampled_from((b"", ROUTER_ALERT))
RIP_UDP = RIP.map(lambda message: Udp(rip.PORT, rip.PORT, rip.encode(message)))
ECHO = st.builds(Icmp, st.sampled_from((ECHO_REPLY, ECHO_REQUEST)), st.just(0), OCTETS2, OCTETS2, DATA, st.none())
INNER = st.builds(Ipv4, OCTETS4, OCTETS4, UDP | ECHO, OCTETS1, OCTETS1, OCTETS2, st.just(0))
ERROR = st.builds(
    Icmp,
    st.sampled_from((UNREACHABLE, REDIRECT, TIME_EXCEEDED)),
    st.just(0),
    OCTETS2,
    OCTETS2,
    st.just(b""),
    INNER,
)
VRRP = st.builds(
    Vrrp,
    st.integers(1, 255),
    OCTETS1,
    st.integers(1, 255),
    st.lists(OCTETS4, max_size=8).map(tuple),
    st.sampled_from((0, 1)),
    st.binary(min_size=8, max_size=8),
)
UNKNOWN_IP = st.builds(Raw, st.sampled_from((2, 6, 46, 253)), DATA)
PART = st.builds(Ipv4, OCTETS4, OCTETS4, UNKNOWN_IP, OCTETS1, OCTETS1, OCTETS2, st.integers(1, 0x3FFF))
ZERO = st.just(0)
TCNS = st.builds(Bpdu, st.just(TCN), *[ZERO] * 9, ZERO | VLANS)


def bpdus(kind: int) -> st.SearchStrategy[Bpdu]:
    """Return configuration or rapid messages."""
    times = [OCTETS2] * 4
    return st.builds(Bpdu, st.just(kind), OCTETS1, BRIDGES, OCTETS4, BRIDGES, OCTETS2, *times, st.just(0) | VLANS)


#: Descriptions and names, capabilities, types that are reserved: those without a form are any octets.
TLVS = (
    st.builds(LldpTlv, st.integers(4, 6), NAMES.map(str.encode))
    | st.builds(LldpTlv, st.just(7), st.binary(min_size=4, max_size=4))
    | st.builds(LldpTlv, st.integers(9, 126), st.binary(max_size=40))
)

PARTIES = st.builds(LacpInfo, OCTETS2, MACS, OCTETS2, OCTETS2, OCTETS2, OCTETS1)
#: EAP packets of types without a form of their own, and those without a type.
EAP = st.builds(Eap, st.sampled_from((1, 2)), OCTETS1, st.just(1), NAMES.map(str.encode)) | st.builds(
    Eap, st.sampled_from((3, 4)), OCTETS1, st.just(0), st.just(b"")
)
SEGMENTS = st.none() | st.builds(
    EapsSegment, st.integers(1, 65534), st.booleans(), st.booleans(), OCTETS2, OCTETS2, OCTETS2
)

#: A strategy for each kind of payload, by the name of the kind.
KINDS: dict[str, st.SearchStrategy[Payload]] = {
    "arp": st.builds(Arp, st.sampled_from((1, 2)), STATIONS, OCTETS4, MACS, OCTETS4),
    "udp": st.builds(Ipv4, OCTETS4, OCTETS4, UDP, OCTETS1, OCTETS1, OCTETS2, WHOLE),
    "rip": st.builds(Ipv4, OCTETS4, OCTETS4, RIP_UDP, OCTETS1, OCTETS1, OCTETS2, WHOLE, OPTIONS),
    "icmp echo": st.builds(Ipv4, OCTETS4, OCTETS4, ECHO, OCTETS1, OCTETS1, OCTETS2, WHOLE),
    **{
        f"ospf {kind}": st.builds(Ipv4, OCTETS4, OCTETS4, packets(kind), OCTETS1, OCTETS1, OCTETS2, WHOLE)
        for kind in OSPF_BODIES
    },
    "icmp error": st.builds(Ipv4, OCTETS4, OCTETS4, ERROR, OCTETS1, OCTETS1, OCTETS2, WHOLE),
    "ip": st.builds(Ipv4, OCTETS4, OCTETS4, UNKNOWN_IP, OCTETS1, OCTETS1, OCTETS2, WHOLE),
    "vrrp": st.builds(Ipv4, OCTETS4, OCTETS4, VRRP, st.just(255), OCTETS1, OCTETS2, st.just(0)),
    "ip fragment": PART,
    "config": bpdus(CONFIG),
    "rst": bpdus(RST),
    "tcn": TCNS,
    "edp": st.builds(
        Edp,
        OCTETS2,
        STATIONS,
        NAMES,
        st.integers(1, 8),
        st.integers(1, 96),
        OCTETS4,
        st.lists(st.builds(EdpVlan, VLANS, NAMES, OCTETS4, st.sampled_from((0, 0x80))), max_size=4).map(tuple),
        OCTETS2,
    ),
    "eaps": st.builds(Eaps, st.integers(5, 10), VLANS, STATIONS, OCTETS2, OCTETS2, OCTETS1, OCTETS2, SEGMENTS),
    "lacp": st.builds(Lacpdu, PARTIES, PARTIES, OCTETS2),
    "elrp": st.builds(Elrp, OCTETS2, STATIONS, VLANS, st.integers(1, 8), st.integers(1, 96)),
    "esrp": st.builds(
        Esrp,
        *(OCTETS2, STATIONS, st.integers(0, 31), OCTETS1, st.integers(0, 3), OCTETS2, OCTETS4, OCTETS2),
        *(st.integers(0, 1), st.booleans(), OCTETS2, st.integers(0, 1), OCTETS4, st.booleans(), st.booleans()),
    ),
    "lldp": st.builds(
        Lldp,
        st.just(4),
        st.binary(min_size=6, max_size=6),
        st.sampled_from((1, 5, 7)),
        NAMES.map(str.encode),
        OCTETS2,
        st.lists(TLVS, max_size=4).map(tuple),
    ),
    "eapol": st.builds(Eapol, st.just(1), st.just(EAP_PACKET), EAP, st.just(b""))
    | st.builds(Eapol, st.just(1), st.sampled_from((EAPOL_START, EAPOL_LOGOFF)), st.none(), st.just(b"")),
    "unknown": st.builds(Raw, st.sampled_from((0x86DD, 0x8137, 0x9000)), st.binary(min_size=46, max_size=80)),
    "unknown llc": st.builds(Raw, st.just(0), st.binary(max_size=40).map(lambda data: b"\xe0\xe0\x03" + data)),
}
TAGS = st.builds(Tag, st.sampled_from((S_TAG, 0x9100)), VLANS, st.integers(0, 7))


def frames(kind: str) -> st.SearchStrategy[Frame]:
    """Return frames with a payload of one kind, untagged, with a tag, and with tags outside it."""
    tagged = st.just(0) | VLANS
    outer = st.just(()) | st.lists(TAGS, min_size=1, max_size=2).map(tuple)
    return st.builds(Frame, STATIONS, MACS, tagged, KINDS[kind], st.integers(0, 7), outer)


FRAMES = st.sampled_from(sorted(KINDS)).flatmap(frames)
