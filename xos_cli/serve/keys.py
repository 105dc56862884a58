"""The bytes of a terminal as the keys that were pressed.  No I/O: bytes in, keys out, however the bytes are cut up."""

import codecs
import re

from xos_cli.record import NamedTuple


class Key(NamedTuple):
    """*name* is ``text`` (*text*: any number of characters that can be seen) or that of one other key."""

    name: str
    text: str = ""


ENTER, ESCAPE = Key("enter", "\r"), Key("escape", "\x1b")

#: The longest text that is one key: one of which only the first character is used is copied, and may not be long.
TEXT = 256
#: Characters, the ends of a line, the sequences of a terminal's other keys, and control characters.
_TOKEN = re.compile(
    rf"(?P<text>[^\x00-\x1f\x7f-\x9f]{{1,{TEXT}}})|(?P<enter>\r[\n\0]?|\n)"
    r"|(?P<sequence>\x1b(?:\[[0-?]*[ -/]*[@-~]|O[@-~]|[^\[O\x1b]))|(?P<control>.)",
    re.DOTALL,
)
#: A sequence that is not complete yet, and the longest that is waited for.
_BEGUN, _LONGEST = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|O)?\Z"), 32

_CONTROLS = {chr(number): Key(f"ctrl-{chr(number + 96)}") for number in range(1, 27)} | {
    "\t": Key("tab"),
    "\b": Key("backspace"),
    "\x7f": Key("backspace"),
    "\x1b": ESCAPE,
    "\x1d": Key("ctrl-]"),
}
_ARROWS = {"A": "up", "B": "down", "C": "right", "D": "left", "H": "home", "F": "end"}
_SEQUENCES = {f"\x1b{lead}{final}": Key(name) for lead in "[O" for final, name in _ARROWS.items()} | {
    "\x1b[1~": Key("home"),
    "\x1b[2~": Key("insert"),
    "\x1b[3~": Key("delete"),
    "\x1b[4~": Key("end"),
    "\x1b[7~": Key("home"),
    "\x1b[8~": Key("end"),
}


class Keyboard:
    """Makes keys of bytes.  CR, LF, CR LF and CR NUL are each one Enter; what is no UTF-8 is no key."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("ignore")
        self._begun = ""
        self._after_return = False

    def press(self, data: bytes) -> list[Key]:
        """Return the keys in *data*."""
        typed = self._decoder.decode(data)
        line, end = typed[:-1], typed[-1:]
        if end and end in "\r\n" and line.isprintable() and 0 < len(line) <= TEXT and not self._begun:
            self._after_return = end == "\r"
            return [Key("text", line), ENTER]  # a line that came whole, as programs send it
        return self._keys(typed)

    def _keys(self, typed: str) -> list[Key]:
        """Return the keys in *typed*, of whatever kind they are."""
        text = self._begun + typed
        if self._after_return and text:
            text = text[1:] if text[0] in "\n\0" else text
        self._after_return = text.endswith("\r") or (self._after_return and not text)
        begun = _BEGUN.search(text)
        self._begun = text[begun.start() :] if begun and len(begun[0]) <= _LONGEST else ""
        if begun:
            text = text[: begun.start()]
        found = [_key(match) for match in _TOKEN.finditer(text)]
        return [key for key in found if key is not None]

    def release(self) -> Key | None:
        """Return the Escape key, if its byte came and nothing after it."""
        if self._begun != "\x1b":
            return None
        self._begun = ""
        return ESCAPE


def _key(match: re.Match[str]) -> Key | None:
    text = match[0]
    match match.lastgroup:
        case "text":
            return Key("text", text) if text.isprintable() else _printable(text)
        case "enter":
            return ENTER
        case "sequence":
            return _SEQUENCES.get(text)
    return _CONTROLS.get(text)


def _printable(text: str) -> Key | None:
    """Leave out what would move the cursor or turn the line round."""
    shown = "".join(filter(str.isprintable, text))
    return Key("text", shown) if shown else None
