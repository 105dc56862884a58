"""The telnet protocol."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xos_cli.serve.telnet import AYT, BINARY, DO, DONT, ECHO, IAC, NAWS, SB, SE, SGA, TTYPE, WILL, WONT, Telnet


def begun() -> Telnet:
    """A connection whose offers have been sent."""
    telnet = Telnet()
    telnet.replies()
    return telnet


def test_the_offers() -> None:
    """Echo and no go-aheads at once, and two questions; nothing is waited for."""
    assert Telnet().replies() == bytes(
        [IAC, WILL, ECHO, IAC, WILL, SGA, IAC, DO, NAWS, IAC, DO, TTYPE]
    )  # fmt: skip


def test_an_agreement_is_not_agreed_to_again() -> None:
    """What was offered and is accepted needs no answer; the terminal's type is asked for then."""
    telnet = begun()
    assert telnet.receive(bytes([IAC, DO, ECHO, IAC, DO, SGA, IAC, WILL, NAWS])) == b""
    assert telnet.replies() == b""
    telnet.receive(bytes([IAC, WILL, TTYPE]))
    assert telnet.replies() == bytes([IAC, SB, TTYPE, 1, IAC, SE])
    telnet.receive(bytes([IAC, SB, TTYPE, 0]) + b"vt100" + bytes([IAC, SE]))
    assert telnet.terminal_type == "vt100"


def test_a_refusal_is_taken() -> None:
    """Without a word."""
    telnet = begun()
    telnet.receive(bytes([IAC, WONT, NAWS, IAC, WONT, TTYPE, IAC, DONT, ECHO]))
    assert telnet.replies() == b""


@pytest.mark.parametrize(
    ("proposal", "answer"),
    [
        ((DO, BINARY), (WILL, BINARY)),
        ((WILL, BINARY), (DO, BINARY)),
        ((WILL, SGA), (DO, SGA)),
        ((DO, 39), (WONT, 39)),
        ((WILL, 39), (DONT, 39)),
        ((DO, NAWS), (WONT, NAWS)),
        ((WILL, ECHO), (DONT, ECHO)),
        ((WONT, 39), ()),
        ((DONT, 39), ()),
    ],
)
def test_proposals(proposal: tuple[int, int], answer: tuple[int, ...]) -> None:
    """What can be is agreed to, everything else declined, what is off already stays off in silence."""
    telnet = begun()
    telnet.receive(bytes([IAC, *proposal]))
    assert telnet.replies() == (bytes([IAC, *answer]) if answer else b"")


def test_the_windows_size() -> None:
    """NAWS, however often, with 255 doubled."""
    sizes: list[tuple[int, int]] = []
    telnet = Telnet(lambda width, height: sizes.append((width, height)))
    telnet.receive(bytes([IAC, SB, NAWS, 0, 132, 0, 50, IAC, SE]))
    telnet.receive(bytes([IAC, SB, NAWS, 0, IAC, IAC, 1, 4, IAC, SE]))
    telnet.receive(bytes([IAC, SB, NAWS, 0, 1, IAC, SE]))
    assert sizes == [(132, 50), (255, 260)]


def test_data_goes_through() -> None:
    """255 is doubled both ways; commands in between are taken out."""
    telnet = begun()
    assert (
        telnet.receive(b"sh" + bytes([IAC, 241]) + b"ow\xff\xff" + bytes([IAC, WILL, NAWS]) + b"\r\0")
        == b"show\xff\r\0"
    )
    assert telnet.send(b"a\xffb") == b"a\xff\xffb"


@pytest.mark.parametrize(("command", "key"), [(243, b"\x03"), (244, b"\x03"), (247, b"\x7f"), (248, b"\x15")])
def test_commands_that_are_keys(command: int, key: bytes) -> None:
    """Break, Interrupt Process, Erase Character, Erase Line."""
    assert begun().receive(bytes([IAC, command])) == key


def test_are_you_there() -> None:
    """It is."""
    telnet = begun()
    telnet.receive(bytes([IAC, AYT]))
    assert b"[Yes]" in telnet.replies()


def test_a_flood_of_proposals_is_answered_once() -> None:
    """Two sides that both insist do not go on for ever."""
    telnet = begun()
    for _ in range(1000):
        telnet.receive(bytes([IAC, DO, BINARY, IAC, WILL, SGA]))
    assert len(telnet.replies()) == 6


def test_an_endless_subnegotiation_is_not_kept() -> None:
    """Nothing grows, and its end is still found."""
    telnet = begun()
    telnet.receive(bytes([IAC, SB, TTYPE, 0]))
    for _ in range(100):
        assert telnet.receive(b"x" * 10_000) == b""
    assert telnet.receive(bytes([IAC, SE]) + b"ok") == b"ok"
    assert len(telnet.terminal_type) < 200


@given(st.lists(st.binary(max_size=20)), st.data())
def test_any_bytes_cut_anywhere(pieces: list[bytes], data: st.DataObject) -> None:
    """The same comes out of the same bytes."""
    whole = b"".join(pieces)
    one, other = begun(), begun()
    typed = b"".join(one.receive(piece) for piece in pieces)
    cut = data.draw(st.integers(0, len(whole)))
    assert other.receive(whole[:cut]) + other.receive(whole[cut:]) == typed
    assert one.replies() == other.replies()
