"""TACACS+ messages and the TCP segments under them: to octets and back, and what tshark reads in them."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tshark import capture, needed, tshark

from xos_cli.errors import PacketError
from xos_cli.packets import tacacs, tcp
from xos_cli.packets.ethernet import encode
from xos_cli.packets.frames import Frame, Ipv4, Raw
from xos_cli.packets.tacacs import (
    Accounting,
    Answer,
    AuthenticationContinue,
    AuthenticationReply,
    AuthenticationStart,
    Authorization,
    Tacacs,
)
from xos_cli.packets.tcp import Tcp

BYTE, WORD, LONG = st.integers(0, 255), st.integers(0, 0xFFFF), st.integers(0, 0xFFFFFFFF)
TEXT = st.text(st.characters(codec="ascii", exclude_characters="\0"), max_size=40)
SEGMENT = st.builds(
    Tcp, WORD, WORD, LONG, LONG, st.integers(0, 63), st.binary(max_size=200), WORD, st.sampled_from([b"", b"\1" * 8])
)
QUESTION = st.builds(Authorization, TEXT, TEXT, TEXT, st.lists(TEXT, max_size=6).map(tuple), BYTE, BYTE, BYTE, BYTE)
ANSWER = st.builds(Answer, st.sampled_from([1, 2, 16, 17]), st.lists(TEXT, max_size=6).map(tuple), TEXT, TEXT)
BODIES = {
    "start": (tacacs.start_body, tacacs.start_of),
    "reply": (tacacs.reply_body, tacacs.reply_of),
    "continue": (tacacs.continue_body, tacacs.continue_of),
    "question": (tacacs.question_body, tacacs.question_of),
    "answer": (tacacs.answer_body, tacacs.answer_of),
    "accounting": (tacacs.accounting_body, tacacs.accounting_of),
    "accounted": (tacacs.accounted_body, tacacs.accounted_of),
}
DRAWN = {
    "start": st.builds(AuthenticationStart, TEXT, TEXT, TEXT, st.binary(max_size=40), BYTE, BYTE, BYTE, BYTE),
    "reply": st.builds(AuthenticationReply, st.integers(1, 7), TEXT, BYTE, st.binary(max_size=40)),
    "continue": st.builds(AuthenticationContinue, TEXT, st.binary(max_size=40), BYTE),
    "question": QUESTION,
    "answer": ANSWER,
    "accounting": st.builds(Accounting, BYTE, QUESTION),
    "accounted": st.builds(Answer, st.sampled_from([1, 2]), st.just(()), TEXT, TEXT),
}


@settings(max_examples=60, deadline=None)
@given(SEGMENT, LONG, LONG)
def test_segments_come_back(segment: Tcp, src: int, dst: int) -> None:
    """A segment is the same after it was encoded and decoded; between other addresses its checksum is wrong."""
    octets = tcp.encode(segment, src, dst)
    assert tcp.decode(octets, src, dst) == segment
    with pytest.raises(PacketError):
        tcp.decode(octets, src ^ 0x0001_0000, dst)


@pytest.mark.parametrize("kind", sorted(BODIES))
def test_bodies_come_back(kind: str) -> None:
    """A body of every kind is the same after it was encoded and decoded; noise is a body or a PacketError."""
    encoded, decoded = BODIES[kind]

    @settings(max_examples=40, deadline=None)
    @given(DRAWN[kind], st.binary(max_size=60))
    def check(body: object, noise: bytes) -> None:
        assert decoded(encoded(body)) == body  # type: ignore[operator]
        with suppress(PacketError):
            decoded(noise)

    check()


def test_a_message_comes_back_with_the_right_secret_alone() -> None:
    """Whole messages come one by one out of a stream; with another secret the body's lengths do not fit."""
    body = tacacs.start_body(AuthenticationStart("alice", "tty0", "10.0.0.9"))
    message = Tacacs(tacacs.AUTHENTICATION, 1, 0x12345678, body)
    octets = tacacs.encode(message, b"s3")
    assert tacacs.decode(octets[:-1], b"s3") is None
    assert tacacs.decode(octets + octets[:5], b"s3") == (message, octets[:5])
    found = tacacs.decode(octets, b"other")
    assert found is not None
    with pytest.raises(PacketError):
        tacacs.start_of(found[0].body)


def segments(messages: list[bytes]) -> list[bytes]:
    """Return frames of a client's connection that carry these messages."""
    client, server, at = 0x0A000001, 0x0A000002, 1001
    sent = [Tcp(50000, 49, 1000, 0, tcp.SYN)]
    for data in messages:
        sent.append(Tcp(50000, 49, at, 5001, tcp.ACK | tcp.PSH, data))
        at += len(data)
    packets = [Ipv4(client, server, Raw(tcp.NUMBER, tcp.encode(one, client, server))) for one in sent]
    return [encode(Frame(2, 4, 0, packet)) for packet in packets]


@needed
def test_tshark_reads_them(tmp_path: Path) -> None:
    """With the secret, tshark finds the user, the command and the flags in the fields, and no wrong checksum."""
    told = Authorization("alice", "telnet", "10.0.0.9", ("service=shell", "cmd=show", "cmd-arg=switch"), 15)
    bodies = {
        tacacs.AUTHENTICATION: tacacs.start_body(AuthenticationStart("alice", "telnet", "10.0.0.9")),
        tacacs.AUTHORIZATION: tacacs.question_body(told),
        tacacs.ACCOUNTING: tacacs.accounting_body(Accounting(tacacs.STOP, told)),
    }
    octets = [tacacs.encode(Tacacs(kind, 1, kind, body), b"s3") for kind, body in bodies.items()]
    file = str(capture(tmp_path / "tacacs.pcap", segments(octets)))
    fields = ("tacplus.user", "tacplus.arg_value", "tacplus.acct.flags.stop", "tcp.checksum.status", "_ws.malformed")
    options = ("-o", "tacplus.key:s3", "-o", "tcp.check_checksum:TRUE", "-T", "fields")
    printed = tshark("-r", file, *options, *[word for field in fields for word in ("-e", field)])
    rows = [line.split("\t") for line in printed.splitlines()]
    assert [row[0] for row in rows] == ["", "alice", "alice", "alice"]
    assert rows[2][1] == "service=shell,cmd=show,cmd-arg=switch"
    assert rows[3][2] in ("1", "True")
    assert {row[3] for row in rows} == {"1"}
    assert not any(row[4] for row in rows)
