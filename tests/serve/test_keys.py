"""Bytes into keys, however they arrive."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xos_cli.serve.keys import ENTER, ESCAPE, Key, Keyboard


def pressed(*pieces: bytes) -> list[Key]:
    """The keys in all pieces, text that was cut up put together again."""
    keyboard, keys = Keyboard(), list[Key]()
    for key in [key for piece in pieces for key in keyboard.press(piece)]:
        if keys and keys[-1].name == key.name == "text":
            key = Key("text", keys.pop().text + key.text)
        keys.append(key)
    return keys


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\r\0"])
def test_every_line_end_is_one_enter(end: bytes) -> None:
    """CR, LF, CR LF and CR NUL."""
    assert pressed(b"a" + end + b"b" + end) == [Key("text", "a"), ENTER, Key("text", "b"), ENTER]


@pytest.mark.parametrize("second", [b"\n", b"\0"])
def test_the_second_byte_of_a_line_end_may_come_later(second: bytes) -> None:
    """It is no other Enter; nor is it waited for."""
    assert pressed(b"a\r") == [Key("text", "a"), ENTER]
    assert pressed(b"a\r", b"", second + b"b") == [Key("text", "a"), ENTER, Key("text", "b")]


def test_enter_twice_is_twice() -> None:
    """Only what belongs to a line end goes with it."""
    assert pressed(b"\r\r") == pressed(b"\n\n") == pressed(b"\r\n\r\n") == [ENTER, ENTER]


@pytest.mark.parametrize(
    ("sequence", "name"),
    [
        ("\x1b[A", "up"),
        ("\x1bOB", "down"),
        ("\x1b[C", "right"),
        ("\x1bOD", "left"),
        ("\x1b[3~", "delete"),
        ("\x1b[2~", "insert"),
        ("\x1b[H", "home"),
        ("\x1b[4~", "end"),
        ("\x01", "ctrl-a"),
        ("\x7f", "backspace"),
        ("\t", "tab"),
        ("\x08", "backspace"),
        ("\x17", "ctrl-w"),
    ],
)  # fmt: skip
def test_keys_have_names(sequence: str, name: str) -> None:
    """Sequences and control characters."""
    assert pressed(sequence.encode()) == [Key(name)]


def test_sequences_nobody_knows_are_no_keys() -> None:
    """A mouse, a bracketed paste, Alt and a letter."""
    assert pressed(b"a\x1b[200~b\x1b[M\x1bxc\x1b[1;5Cd\x1b[201~") == [Key("text", "abcd")]


def test_escape_alone_is_a_key_once_nothing_follows() -> None:
    """Whoever waits for one key asks for it."""
    keyboard = Keyboard()
    assert keyboard.press(b"\x1b") == []
    assert keyboard.release() == ESCAPE
    assert keyboard.release() is None
    assert keyboard.press(b"a") == [Key("text", "a")]


def test_a_sequence_without_an_end_is_given_up() -> None:
    """Nothing grows without bound."""
    keyboard = Keyboard()
    for _ in range(1000):
        keyboard.press(b"\x1b[" + b"1;" * 100)
    assert keyboard.press(b"~ok")[-1].text.endswith("ok")


def test_what_cannot_be_seen_is_no_text() -> None:
    """Bytes that are no UTF-8, characters that turn the line round."""
    assert pressed(b"a\xff\xfe\xc3b") == [Key("text", "ab")]
    assert pressed("a\u202eb\u200bc".encode()) == [Key("text", "abc")]
    assert pressed("caf\u00e9 \u65e5".encode()) == [Key("text", "caf\u00e9 \u65e5")]


@given(
    st.lists(st.sampled_from([b"a\xc3\xa9", b"\r\n", b"\r\0", b"\r", b"\x1b[A", b"\x1b[3~", b"?", b"\x03"])), st.data()
)
def test_cuts_change_nothing(typed: list[bytes], data: st.DataObject) -> None:
    """The same keys come out wherever the bytes are cut."""
    whole = b"".join(typed)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)))))
    pieces = [whole[start:end] for start, end in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    assert pressed(*pieces) == pressed(whole)


@given(st.lists(st.binary()))
def test_any_bytes_whatever(pieces: list[bytes]) -> None:
    """No bytes upset the keyboard."""
    for key in pressed(*pieces):
        assert key.name == "text" or key.text in ("", "\r", "\x1b")
        assert key.text.isprintable() or key in (ENTER, ESCAPE)


@given(st.text(alphabet="ab \u00e9\u6f22\t\x01\x1b[A\r\n\0", max_size=12), st.integers(0, 40))
def test_a_whole_line_is_read_as_its_pieces_are(text: str, at: int) -> None:
    """A line that comes in one piece gives the same keys as one that comes in two."""
    data = text.encode() + b"\r"
    at = min(at, len(data))
    assert pressed(data) == pressed(data[:at], data[at:])
