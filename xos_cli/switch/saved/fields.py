"""The fields of a row as the texts of an XML element: how each type is written and read.

A field is ``int`` or ``str``, with a limit or a way of writing in its annotation (see ``tables``).
evidence: capture 11.2 primary.cfg
"""

import re
from collections.abc import Callable
from functools import cache, partial
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from xos_cli.switch.tables import info

ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;"})
#: What no XML file can hold (control characters, stray bytes of a terminal) is moved into Unicode's private area.
_FORBIDDEN = "[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]"
_HIDDEN = "[\ue000-\ue01f\ue0fe\ue0ff\ue800-\uefff]"


def safe(text: str) -> str:
    """Return *text* without characters that XML cannot hold; ``unhide`` undoes it."""
    return text if text.isprintable() else re.sub(_FORBIDDEN, _hide, text)


def _hide(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0xE800 | code & 0x7FF if 0xD800 <= code <= 0xDFFF else 0xE000 | code & 0xFF)


def unhide(text: str) -> str:
    """Return a text of a file with the characters that ``safe`` took out."""
    return text if text.isascii() else re.sub(_HIDDEN, _shown, text)


def _shown(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0xD800 | code & 0x7FF if code >= 0xE800 else code & 0xFF if code < 0xE0FE else 0xFF00 | code & 0xFF)


def _write_int(name: str, value: int) -> str:
    return f"<{name}>{value:d}</{name}>"


def _write_plain(name: str, value: str) -> str:
    return f"<{name}>{safe(value).translate(ESCAPES)}</{name}>"


def _write_always(name: str, value: str) -> str:
    text = safe(value).replace("]]>", "]]]]><![CDATA[>")
    return f"<{name}><![CDATA[{text}]]></{name}>"


def _write_text(name: str, value: str) -> str:
    return _write_always(name, value) if value else f"<{name}/>"


def _number(text: str) -> int:
    """Return a number of 64 bits; ValueError if it is none."""
    if len(text) > 20 or not -(2**63) <= int(text) < 2**64:
        raise ValueError(text)
    return int(text)


#: How a field is written, read, and what it is if the element does not have it (``...``: it must).
Field = tuple[str, Callable[[str, Any], str], Callable[[str], Any], Any]

_KINDS: dict[Any, tuple[Callable[[str, Any], str], Callable[[str], Any]]] = {
    int: (_write_int, _number),
    str: (_write_text, unhide),
}
_WRITERS = {"plain": _write_plain, "always": _write_always}


@cache
def plan(row: Any) -> tuple[str, list[Field], frozenset[str]]:
    """Return the element that rows of this table are saved as, its fields in their order, and their names."""
    fields = []
    for name, annotation in row.__annotations__.items():
        write, read = _codec(row, name, annotation)
        fields.append((name, write, read, row._field_defaults.get(name, ...)))
    return info(row).element, fields, frozenset(row._fields)


def _codec(row: type, name: str, annotation: Any) -> tuple[Callable[[str, Any], str], Callable[[str], Any]]:
    """Return the writer and the reader of a field: ``int`` or ``str``, limited or not, ``| None`` or not."""
    union = get_origin(annotation) in (Union, UnionType)
    kinds = [kind for kind in (get_args(annotation) if union else [annotation]) if kind is not NoneType]
    base, *marks = get_args(kinds[0]) if get_origin(kinds[0]) is Annotated else kinds[:1]
    if len(kinds) > 1 or base not in _KINDS:
        raise TypeError(f"{row.__name__}.{name}: a saved field cannot be {annotation}")
    write, read = _KINDS[base]
    for mark in marks:
        if isinstance(mark, str):
            write = _WRITERS[mark]
        else:
            read = partial(_limited, read, mark if callable(mark) else mark.__contains__)
    return write, read


def _limited(read: Callable[[str], Any], fits: Callable[[Any], bool], text: str) -> Any:
    """Return a value that fits; ValueError if it does not."""
    value = read(text)
    if not fits(value):
        raise ValueError(text)
    return value
