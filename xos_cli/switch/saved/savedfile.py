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
from functools import lru_cache
from operator import itemgetter
from typing import Any

from xos_cli.errors import DamagedFile
from xos_cli.record import NamedTuple
from xos_cli.switch.saved.fields import ESCAPES, plan, safe
from xos_cli.switch.saved.reader import Element, Header, Saved, SavedFileReader, SavedModule, well_formed
from xos_cli.switch.tables import info, key_of, table

Row = tuple[Any, ...]

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<?xml-stylesheet type="text/xsl" href="exos_config_display.xsl"?>\n'


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


def write(header: Header, modules: Iterable[tuple[str, str, Iterable[Row]]]) -> bytes:
    """Return the file of these modules, each with its name, its version and its rows, in the order of their names."""
    about = header._asdict()
    order = ("version", "date", "creator", "checksum", "platform")
    attributes = " ".join([f'{name}="{safe(about[name]).translate(ESCAPES)}"' for name in order])
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
    name, fields, _ = plan(type(row))
    parts = [f"<{name}>"]
    for (field, write, _, _), value in zip(fields, row, strict=True):
        if value is not None:
            parts.append(write(field, value))
    parts.append(f"{more}</{name}>")
    return "".join(parts)


@lru_cache(maxsize=2)
def read(data: bytes) -> Saved:
    """Return what is in a saved file; DamagedFile, with a short reason, if it is none.

    Both MSMs of a chassis boot with the same file, one after the other: it is read once.  The answer is not changed.
    """
    reader = SavedFileReader(data)
    reader.parse(data, final=True)
    return Saved(reader.header(), reader.modules)


def check(data: bytes) -> None:
    """Raise DamagedFile, with a short reason, where a file is no saved file; its elements are not looked at."""
    read_header(data)
    well_formed(data)


def read_header(data: bytes) -> Header:
    """Return what the file says of itself, from its beginning alone; the rest of it may be damaged."""
    reader = SavedFileReader(data)
    try:
        for at in range(0, len(data) or 1, 2048):
            reader.parse(data[at : at + 2048], final=False)
            if reader.attributes is not None:
                break
    except DamagedFile:
        if reader.attributes is None:
            raise
    return reader.header()


def to_row(table: type, element: Element) -> Any:
    """Return the row of *table* that *element* holds; a field that it does not have takes the default of the class."""
    texts = element.fields
    values = []
    for name, _, read, default in plan(table)[1]:
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
        more = _strange(element, plan(kind)[2])
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
