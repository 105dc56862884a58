"""LSAs and OSPF packets as octets: the Fletcher checksum, digests, and what is refused."""

import hashlib

import pytest
from drawn_ospf import BODIES, lsas
from hypothesis import given, settings
from hypothesis import strategies as st

from xos_cli.errors import PacketError
from xos_cli.packets import ospf
from xos_cli.packets.ospf_lsa import decode_lsa
from xos_cli.packets.ospf_records import (
    CRYPTOGRAPHIC,
    EXTERNAL,
    ExternalBody,
    Lsa,
    Ospf,
    OspfAuth,
    OspfHello,
    OspfLsu,
)


def fletcher(octets: bytes) -> tuple[int, int]:
    """Return the two sums of ISO 8473 over octets, one octet after the other."""
    first = second = 0
    for octet in octets:
        first = (first + octet) % 255
        second = (second + first) % 255
    return first, second


@pytest.mark.parametrize("kind", sorted(BODIES))
def test_fletcher(kind: int) -> None:
    """The sums over an LSA without its age are 0 with its checksum, whose octets are never 0 themselves."""

    @settings(max_examples=80, deadline=None)
    @given(lsas(kind))
    def right(lsa: Lsa) -> None:
        octets = lsa.octets
        assert fletcher(octets[2:]) == (0, 0)
        assert 0 not in octets[16:18]
        assert lsa.checksum == int.from_bytes(octets[16:18], "big")
        assert decode_lsa(octets, 0) == (lsa, len(octets))

    right()


def test_the_age_is_not_covered() -> None:
    """An LSA has the same checksum at every age, and another with another number."""
    lsa = Lsa(0, 2, EXTERNAL, 0x0A000000, 0x01010101, 5, ExternalBody(0xFF000000, 20, 2))
    assert lsa._replace(age=1800).checksum == lsa.checksum
    assert lsa._replace(sequence=6).checksum != lsa.checksum


@settings(max_examples=100, deadline=None)
@given(lsas(EXTERNAL), st.integers(2, 35), st.integers(1, 254))
def test_a_changed_octet_is_noticed(lsa: Lsa, at: int, by: int) -> None:
    """An LSA of which one octet has changed, in any place but its age, is refused."""
    octets = bytearray(lsa.octets)
    octets[at] = (octets[at] + by) % 256
    if octets[at] % 255 != lsa.octets[at] % 255:
        with pytest.raises(PacketError):
            decode_lsa(bytes(octets), 0)


def test_digest() -> None:
    """The digest is MD5 over the packet and the key, filled up to 16 octets (RFC 2328, D.4.3)."""
    packet = Ospf(1, 0, OspfHello(0xFFFFFF00, 10, 2, 1, 40), OspfAuth(CRYPTOGRAPHIC, bytes(16), 7, 9))
    found = ospf.digest(packet, b"secret")
    sealed = packet._replace(auth=packet.auth._replace(data=found))
    octets = ospf.encode(sealed)
    assert octets[-16:] == hashlib.md5(octets[:-16] + b"secret".ljust(16, b"\0"), usedforsecurity=False).digest()
    assert octets[12:14] == bytes(2)
    assert octets[16:24] == bytes([0, 0, 7, 16, 0, 0, 0, 9])
    assert ospf.decode(octets) == sealed


@pytest.mark.parametrize("at", [0, 1, 3, 12, 14, 30])
def test_refused(at: int) -> None:
    """A packet with another version, type, length, checksum, authentication or body is refused."""
    octets = bytearray(ospf.encode(Ospf(1, 0, OspfLsu(()))))
    octets.extend(bytes(8))
    octets[at if at < 28 else 27] ^= 0x55
    with pytest.raises(PacketError):
        ospf.decode(bytes(octets))
