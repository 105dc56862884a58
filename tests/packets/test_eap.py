"""EAP packets and EAPOL frames to octets and back, EAP-MD5, and what tshark reads in them."""

import hashlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tshark import capture, needed, tshark

from xos_cli.errors import PacketError
from xos_cli.packets import eap
from xos_cli.packets.addresses import PAE_GROUP
from xos_cli.packets.ethernet import decode, encode
from xos_cli.packets.frames import EAP_PACKET, EAPOL_START, Eap, Eapol, Frame

OCTET = st.integers(0, 255)
TYPED = st.builds(Eap, st.sampled_from((eap.REQUEST, eap.RESPONSE)), OCTET, st.integers(1, 255), st.binary(max_size=80))
PACKETS = TYPED | st.builds(Eap, st.sampled_from((eap.SUCCESS, eap.FAILURE)), OCTET, st.just(0), st.just(b""))
FRAMES = st.builds(Eapol, st.sampled_from((1, 2)), st.just(EAP_PACKET), PACKETS, st.just(b"")) | st.builds(
    Eapol, st.sampled_from((1, 2)), st.integers(1, 4), st.none(), st.binary(max_size=40)
)


@given(FRAMES)
def test_round_trip(frame: Eapol) -> None:
    """A frame is the same after it was encoded and decoded, padding behind it or not; its length is right."""
    octets = eap.encode(frame)
    assert eap.decode(octets) == eap.decode(octets + bytes(20)) == frame
    assert len(octets) == frame.length
    sent = Frame(2, PAE_GROUP, 0, frame)
    assert decode(encode(sent)) == sent


@given(st.binary(max_size=60))
def test_noise(octets: bytes) -> None:
    """Octets without any sense are a frame, or a PacketError."""
    with suppress(PacketError):
        assert octets.startswith(eap.encode(eap.decode(octets)))


@pytest.mark.parametrize(
    "octets", [b"", b"\x01\x00\x00", b"\x01\x00\x00\x09\x01\x01\x00\x05", b"\x01\x00\x00\x04\x01\x01\x00\x04"]
)
def test_cut_off(octets: bytes) -> None:
    """A frame that is cut off, and a request without a type, are refused."""
    with pytest.raises(PacketError):
        eap.decode(octets)


def test_md5() -> None:
    """The response is the digest of identifier, password and challenge (RFC 1994 4.1)."""
    value = bytes(range(16))
    assert eap.md5_response(7, b"secret", value) == hashlib.md5(b"\x07secret" + value).digest()
    assert eap.value_of(eap.challenge(value, b"name")) == value
    assert eap.value_of(b"\x10abc") == eap.value_of(b"") == b""


@needed
def test_tshark_reads_eapol(tmp_path: Path) -> None:
    """tshark finds version, type, code, identifier and identity as they went in."""
    sent = [
        Frame(2, PAE_GROUP, 0, Eapol(1, EAPOL_START)),
        Frame(2, PAE_GROUP, 0, Eapol(2, EAP_PACKET, Eap(eap.RESPONSE, 9, eap.IDENTITY, b"alice"))),
        Frame(4, 2, 0, Eapol(1, EAP_PACKET, Eap(eap.SUCCESS, 10))),
    ]
    names = ("eapol.version", "eapol.type", "eap.code", "eap.id", "eap.identity", "_ws.malformed")
    fields = [word for name in names for word in ("-e", name)]
    printed = tshark("-r", str(capture(tmp_path / "eapol.pcap", map(encode, sent))), "-T", "fields", *fields)
    rows = [line.split("\t") for line in printed.splitlines()]
    assert rows == [["1", "1", "", "", "", ""], ["2", "0", "2", "9", "alice", ""], ["1", "0", "3", "10", "", ""]]
