"""The saved configuration: the XML that the switch writes, one element per row.

    <xos-module-cfgmgr version="3.0.0.21">
    <idleTimeout><minutes>20</minutes><enabled>1</enabled></idleTimeout>

Nothing in a file is lost because nobody here knows it:

- an element that is no row of a known table, that is not plain, or in which a field is missing or holds what it cannot,
  becomes an ``Unknown`` row, to the byte;
- the fields of a known row that its table does not have become an ``Unknown`` row *of* that row, and are written behind
  the row's own fields for as long as a row of that key exists.  So do fields that hold more than a text (in the capture
  only the ``ospfRouteLeak`` of ``ospfGlobal``) or stand there twice.

evidence: capture 11.2 primary.cfg, and the size that `show switch` gives for it (one line end behind the last element)
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from operator import itemgetter
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from xos_cli.errors import DamagedFile
from xos_cli.record import NamedTuple
from xos_cli.switch.tables import info, key_of, table

Row = tuple[Any, ...]


class Header(NamedTuple):
    """What the file says of itself: release, ``Tue Jan 15 00:52:35 2008``, account, family of chassis."""

    version: str
    date: str
    creator: str
    platform: str
    checksum: str = "0"


class Element(NamedTuple):
    """One element of a module: the texts of its fields, itself as it stands in the file, and those of its fields that
    are more than a name and a text.  If it has attributes, or anything in it beside fields, it is not *plain*.
    """

    name: str
    fields: dict[str, str]
    raw: str
    odd: tuple[str, ...] = ()
    plain: bool = True


class SavedModule(NamedTuple):
    """The part of the file that belongs to one process."""

    name: str
    version: str
    elements: list[Element]


class Saved(NamedTuple):
    """A saved configuration."""

    header: Header
    modules: list[SavedModule]


@table(key=("module", "number"), exact=True)
class Unknown(NamedTuple):
    """An element of a file that no table knows, or fields *of* a row that its table does not have: (element, key ...).

    *number* is the element's place in its module, from 0; *version* that of the module in the file it came from;
    *fault*: what is wrong with an element that its table cannot have.
    """

    module: str
    number: int
    text: str
    version: str = ""
    of: Row = ()
    fault: str = ""


# -- writing ----------------------------------------------------------------------------------------------------------

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<?xml-stylesheet type="text/xsl" href="exos_config_display.xsl"?>\n'
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;"})
#: What no XML file can hold (control characters, stray bytes of a terminal) is moved into Unicode's private area.
_FORBIDDEN = "[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]"
_HIDDEN = "[\ue000-\ue01f\ue0fe\ue0ff\ue800-\uefff]"


def write(header: Header, modules: Iterable[tuple[str, str, Iterable[Row]]]) -> bytes:
    """Return the file of these modules, each with its name, its version and its rows, in the order of their names."""
    about = header._asdict()
    order = ("version", "date", "creator", "checksum", "platform")
    attributes = " ".join([f'{name}="{_safe(about[name]).translate(_ESCAPES)}"' for name in order])
    lines = [f"{_HEAD}<xos-configuration {attributes}>"]
    for name, version, rows in sorted(modules, key=itemgetter(0)):
        lines.append(f'<xos-module-{name} version="{version}">')
        lines += _lines(list(rows))
        lines.append(f"</xos-module-{name}>")
    lines.append("</xos-configuration>\n")
    return "\n".join(lines).encode()


def _lines(rows: list[Row]) -> Iterator[str]:
    """Return the elements of one module, each with the fields that nobody knows of it."""
    more = {row.of: row.text for row in rows if isinstance(row, Unknown) and row.of}
    for row in rows:
        if not isinstance(row, Unknown):
            yield element_text(row, more.get(_owner(row), "") if more else "")
        elif not row.of:
            yield row.text


def _owner(row: Row) -> Row:
    """Return what ``Unknown.of`` is for fields of *row*."""
    return (info(type(row)).element, *key_of(row))


def element_text(row: Row, more: str = "") -> str:
    """Return *row* as the element it is saved as, without a line end; *more* stands behind its own fields."""
    name, fields, _ = _plan(type(row))
    parts = [f"<{name}>"]
    for (field, write, _, _), value in zip(fields, row, strict=True):
        if value is not None:
            parts.append(write(field, value))
    parts.append(f"{more}</{name}>")
    return "".join(parts)


def _safe(text: str) -> str:
    """Return *text* without anything that XML cannot hold; ``_unhide`` undoes it."""
    return text if text.isprintable() else re.sub(_FORBIDDEN, _hide, text)


def _hide(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0xE800 | code & 0x7FF if 0xD800 <= code <= 0xDFFF else 0xE000 | code & 0xFF)


def _unhide(text: str) -> str:
    return text if text.isascii() else re.sub(_HIDDEN, _shown, text)


def _shown(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0xD800 | code & 0x7FF if code >= 0xE800 else code & 0xFF if code < 0xE0FE else 0xFF00 | code & 0xFF)


def _write_int(name: str, value: int) -> str:
    return f"<{name}>{value:d}</{name}>"


def _write_plain(name: str, value: str) -> str:
    return f"<{name}>{_safe(value).translate(_ESCAPES)}</{name}>"


def _write_always(name: str, value: str) -> str:
    text = _safe(value).replace("]]>", "]]]]><![CDATA[>")
    return f"<{name}><![CDATA[{text}]]></{name}>"


def _write_text(name: str, value: str) -> str:
    return _write_always(name, value) if value else f"<{name}/>"


def _number(text: str) -> int:
    """Return a number of 64 bits; ValueError if it is none."""
    if len(text) > 20 or not -(2**63) <= int(text) < 2**64:
        raise ValueError(text)
    return int(text)


# -- the fields of a table --------------------------------------------------------------------------------------------

#: How a field is written, read, and what it is if the element does not have it (``...``: it must).
_Field = tuple[str, Callable[[str, Any], str], Callable[[str], Any], Any]

_KINDS: dict[Any, tuple[Callable[[str, Any], str], Callable[[str], Any]]] = {
    int: (_write_int, _number),
    str: (_write_text, _unhide),
}
_WRITERS = {"plain": _write_plain, "always": _write_always}


@cache
def _plan(row: Any) -> tuple[str, list[_Field], frozenset[str]]:
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


# -- reading ----------------------------------------------------------------------------------------------------------


def read(data: bytes) -> Saved:
    """Return what is in a saved file; DamagedFile, with a short reason, if it is none."""
    reader = _Reader(data)
    reader.parse(data, final=True)
    return Saved(reader.header(), reader.modules)


def read_header(data: bytes) -> Header:
    """Return what the file says of itself, from its beginning alone; the rest of it may be damaged."""
    reader = _Reader(data)
    try:
        for at in range(0, len(data) or 1, 2048):
            reader.parse(data[at : at + 2048], final=False)
            if reader.attributes is not None:
                break
    except DamagedFile:
        if reader.attributes is None:
            raise
    return reader.header()


class _Reader:
    """What expat calls, level by level: configuration, module, element, field."""

    def __init__(self, data: bytes) -> None:
        from xml.parsers import expat

        self.data = data
        self.attributes: dict[str, str] | None = None
        self.modules: list[SavedModule] = []
        self._level = 0
        self._fields: dict[str, str] = {}
        self._odd: list[str] = []
        self._text = ""
        self._plain = self._simple = True
        self._element_at = self._field_at = 0
        self._tag = re.compile(rb"""<(?:[^>"']++|"[^"]*"|'[^']*')*>""")
        self._error = expat.ExpatError
        self._parser = parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = self._characters, self._doctype
        parser.CommentHandler = parser.ProcessingInstructionHandler = self._other

    def parse(self, data: bytes, final: bool) -> None:
        """Read *data*, the next part of the file; *final*: nothing comes behind it."""
        if not self.data or self.data.isspace():
            raise DamagedFile("it is empty")
        try:
            self._parser.Parse(data, final)
        except self._error as error:
            short = error.code in (3, 5)  # no element found, unclosed token
            what = str(error).partition(":")[0]
            raise DamagedFile("it is cut short" if short else f"line {error.lineno}: {what}") from None

    def header(self) -> Header:
        """Return what the outermost element says."""
        if self.attributes is None:
            raise DamagedFile("it is cut short")
        return Header(*[_unhide(self.attributes.get(name, "")) for name in Header._fields])

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._level += 1
        if self._level == 4:
            self._plain = self._plain and not self._text.strip()
            self._simple, self._text = not attributes, ""
            self._field_at = self._parser.CurrentByteIndex
        elif self._level == 3:
            self._fields, self._odd, self._text, self._plain = {}, [], "", not attributes
            self._element_at = self._parser.CurrentByteIndex
        elif self._level == 2:
            self._module(name, attributes)
        elif self._level == 1:
            self._root(name, attributes)
        else:
            self._simple = False

    def _root(self, name: str, attributes: dict[str, str]) -> None:
        if name != "xos-configuration":
            raise DamagedFile(f"it holds {name}, not xos-configuration")
        self.attributes = attributes

    def _module(self, name: str, attributes: dict[str, str]) -> None:
        if not name.startswith("xos-module-"):
            raise DamagedFile(f"it holds {name} where a module should be")
        self.modules.append(SavedModule(name[11:], attributes.get("version", ""), []))

    def _characters(self, text: str) -> None:
        self._text += text

    def _other(self, *_: str) -> None:
        """Note a comment or a processing instruction, which no element of the switch has."""
        self._plain = False

    def _doctype(self, *_: Any) -> None:
        raise DamagedFile("it has a document type, which no switch writes")

    def _end(self, name: str) -> None:
        self._level -= 1
        if self._level == 3:
            self._field(name)
        elif self._level == 2:
            self._element(name)

    def _field(self, name: str) -> None:
        if self._simple and name not in self._fields:
            self._fields[name] = self._text
        else:
            self._odd.append(self._raw(self._field_at))
        self._text = ""

    def _element(self, name: str) -> None:
        plain = self._plain and not self._text.strip()
        element = Element(name, self._fields, self._raw(self._element_at), tuple(self._odd), plain)
        self.modules[-1].elements.append(element)

    def _raw(self, at: int) -> str:
        """Return the element that began at *at* and ends with what is being read, as it stands in the file."""
        data, end = self.data, self._parser.CurrentByteIndex
        tag = self._tag.match(data, at) if data.startswith(b"/>", end - 2) else None
        if not tag or tag.end() != end:  # not ``<x/>``, of which expat says where it ends: an end tag begins here
            end = data.index(b">", end) + 1
        return data[at:end].decode()


def to_row(table: type, element: Element) -> Any:
    """Return the row of *table* that *element* holds; a field that it does not have takes the default of the class."""
    texts = element.fields
    values = []
    for name, _, read, default in _plan(table)[1]:
        text = texts.get(name)
        if text is None:
            if default is ...:
                raise DamagedFile(f"{element.name} without {name}")
            values.append(default)
        else:
            values.append(_value(element, name, read, text))
    return table(*values)


def _value(element: Element, name: str, read: Callable[[str], Any], text: str) -> Any:
    try:
        return read(text)
    except ValueError:
        raise DamagedFile(f'{element.name}: {name} cannot be "{text[:20]}"') from None


def rows_of(module: SavedModule, tables: Mapping[str, type]) -> Iterator[Row]:
    """Return the rows of a module: of *tables*, which are given by the name of their element, and ``Unknown`` ones."""
    for number, element in enumerate(module.elements):
        kind = tables.get(element.name) if element.plain else None
        if kind is None:
            yield Unknown(module.name, number, element.raw, module.version)
            continue
        try:
            row = to_row(kind, element)
        except DamagedFile as error:
            yield Unknown(module.name, number, element.raw, module.version, fault=str(error))
            continue
        yield row
        more = _strange(element, _plan(kind)[2])
        if more:
            yield Unknown(module.name, number, more, module.version, _owner(row))


def _strange(element: Element, known: frozenset[str]) -> str:
    """Return the fields of an element that its table does not have, as they stand in the file."""
    if element.fields.keys() <= known:
        return "".join(element.odd)
    inside = element.raw[element.raw.index(">") + 1 :]
    for odd in element.odd:
        inside = inside.replace(odd, "", 1)
    field = r"<([^\s/>]+)\s*(?:/>|>(?:[^<]|<!\[CDATA\[.*?\]\]>)*</\1\s*>)"
    found = [match[0] for match in re.finditer(field, inside, re.DOTALL) if match[1] not in known]
    return "".join([*found, *element.odd])
