"""Frames to octets and back."""

import io
from contextlib import suppress

import pytest
from drawn_frames import FRAMES, KINDS, frames
from hypothesis import given, settings
from hypothesis import strategies as st

from xos_cli.errors import PacketError
from xos_cli.packets import ethernet, pcap
from xos_cli.packets.frames import QUOTED, Frame, Icmp, Ipv4, Malformed, Raw, Udp

FCS = 4


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_round_trip(kind: str) -> None:
    """A frame of every kind is the same after it was encoded and decoded, and has the length that it says."""

    @settings(max_examples=60, deadline=None)
    @given(frames(kind))
    def same(frame: Frame) -> None:
        octets = ethernet.encode(frame)
        assert ethernet.decode(octets) == frame
        assert len(octets) + FCS == frame.length

    same()


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_damaged(kind: str) -> None:
    """Octets that were changed and cut raise nothing but PacketError, and ``read`` keeps what it cannot decode."""

    @settings(max_examples=150, deadline=None)
    @given(frames(kind), st.lists(st.tuples(st.integers(0), st.integers(0, 255)), max_size=4), st.integers(0))
    def safe(frame: Frame, changes: list[tuple[int, int]], cut: int) -> None:
        octets = bytearray(ethernet.encode(frame))
        for at, value in changes:
            octets[at % len(octets)] = value
        damaged = bytes(octets[: len(octets) - cut % len(octets)])
        with suppress(PacketError):
            ethernet.read(damaged)
            ethernet.decode(damaged)

    safe()


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_noise(octets: bytes) -> None:
    """Octets without any sense are a frame, or a PacketError."""
    with suppress(PacketError):
        frame = ethernet.read(octets)
        assert ethernet.read(ethernet.encode(frame)).src == frame.src


@settings(max_examples=60, deadline=None)
@given(FRAMES)
def test_malformed_payload(frame: Frame) -> None:
    """The frame around a payload that was cut off is read; its payload names the protocol and keeps the octets."""
    octets = ethernet.encode(frame._replace(vlan=0, priority=0, outer=()))
    damaged = octets[:12] + b"\x08\x06" + octets[14:30]
    assert ethernet.read(damaged).payload == Malformed("arp", 0x0806, octets[14:30])
    assert ethernet.encode(ethernet.read(damaged))[: len(damaged)] == damaged


@pytest.mark.parametrize(("at", "protocol"), [(24, "ip"), (36, "icmp")], ids=["header of IPv4", "checksum of ICMP"])
def test_checksums(at: int, protocol: str) -> None:
    """One bit that is wrong is found by the checksum of the protocol it is in."""
    octets = bytearray(ethernet.encode(Frame(1, 2, 0, Ipv4(3, 4, Icmp(8, 0, 1, 1, b"ping")))))
    octets[at] ^= 1
    with pytest.raises(PacketError, match=f"^{protocol}: "):
        ethernet.decode(bytes(octets))


def test_quote() -> None:
    """An ICMP error about a long packet quotes what 576 octets allow; the rest of the packet is raw."""
    packet = Ipv4(3, 4, Udp(5, 6, bytes(1000)))
    frame = Frame(1, 2, 0, Ipv4(4, 3, Icmp(11, quoted=packet)))
    found = ethernet.decode(ethernet.encode(frame)).payload
    assert isinstance(found, Ipv4)
    assert found.length == 576
    assert isinstance(found.payload, Icmp)
    assert found.payload.quoted is not None
    assert found.payload.quoted.payload == Raw(17, ethernet.encode(Frame(1, 2, 0, packet))[34 : 34 + QUOTED - 20])


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4_000_000_000_000_000), FRAMES), max_size=8))
def test_pcap(captured: list[tuple[int, Frame]]) -> None:
    """A capture that is written and read has the same frames at the same times, to the microsecond."""
    file = io.BytesIO()
    writer = pcap.PcapWriter(file)
    for micro, frame in captured:
        writer.write(micro / 1_000_000, frame)
    found = list(pcap.read(file.getvalue()))
    assert [ethernet.decode(item.octets) for item in found] == [frame for _, frame in captured]
    assert [round(item.at * 1_000_000) for item in found] == [micro for micro, _ in captured]


@pytest.mark.parametrize("size", [0, 10, 24 + 5, 24 + 16 + 20])
def test_cut_pcap(size: int) -> None:
    """A capture that was cut off is a PacketError."""
    file = io.BytesIO()
    pcap.PcapWriter(file).write(0.0, Frame(1, 2, 0, Ipv4(3, 4, Udp(5, 6))))
    with pytest.raises(PacketError, match=r"^pcap: "):
        list(pcap.read(file.getvalue()[:size]))
