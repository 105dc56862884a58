"""Read a saved file with expat: its header, its modules, and the elements of each."""

import re
from typing import Any

from xos_cli.errors import DamagedFile
from xos_cli.record import NamedTuple
from xos_cli.switch.saved.fields import unhide


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


class SavedFileReader:
    """The functions that expat calls, level by level: configuration, module, element, field."""

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

    def skip_elements(self) -> None:
        """Look at no element: expat alone says whether the file is whole."""
        parser = self._parser
        parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = None

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
        return Header(*[unhide(self.attributes.get(name, "")) for name in Header._fields])

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


def well_formed(data: bytes) -> None:
    """Raise DamagedFile where a file is no XML, or has a document type; its elements are not read."""
    reader = SavedFileReader(data)
    reader.skip_elements()
    reader.parse(data, final=True)
