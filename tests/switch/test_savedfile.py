"""The XML of the saved configuration: what the switch wrote, what it reads, and what it does not know."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

import pytest
from captures import captured
from conftest import calls
from hypothesis import given
from hypothesis import strategies as st

from xos_cli.errors import DamagedFile
from xos_cli.switch.saved.reader import Element, Header, SavedModule
from xos_cli.switch.saved.savedfile import (
    Unknown,
    element_text,
    read,
    read_header,
    rows_of,
    to_row,
    write,
)
from xos_cli.switch.tables import Always, Plain, table

CAPTURE = "summit-x450-11.2.3.3/primary.cfg"
HEADER = Header("11.2.3.3", "Tue Jan 15 00:52:35 2008", "admin", "ASPEN")
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<?xml-stylesheet type="text/xsl" href="exos_config_display.xsl"?>\n'
    '<xos-configuration version="11.2.3.3" date="Tue Jan 15 00:52:35 2008" creator="admin" checksum="0"'
    ' platform="ASPEN">\n'
)


@table(element="cliSession")
class Session(NamedTuple):
    """The one row of the capture in which all kinds of field stand."""

    maxSessions: int
    maxLogins: int = 3
    loginBanner: Always = ""
    vr: str = "VR-Mgmt"
    host: Plain = "0.0.0.0"
    limit: int | None = None
    note: str | None = None
    bare: Plain | None = None


@table(element="vlan", key=("name",))
class Vlan(NamedTuple):
    """A row with a key."""

    name: str
    tag: int = 0


def saved(*modules: tuple[str, str, Sequence[tuple[Any, ...]]]) -> bytes:
    """A file of these modules."""
    return write(HEADER, modules)


def module(body: str) -> SavedModule:
    """What is read of a file with one module, vlan, that holds *body*."""
    text = f'{HEAD}<xos-module-vlan version="3.1.0.2">\n{body}\n</xos-module-vlan>\n</xos-configuration>\n'
    (only,) = read(text.encode()).modules
    return only


def again(body: str) -> str:
    """*body* read with the table ``Vlan`` and written again."""
    rows = list(rows_of(module(body), {"vlan": Vlan}))
    lines = saved(("vlan", "1", rows)).decode().split("\n")
    return "\n".join(lines[4:-3])


def capture() -> bytes:
    """The real file; the copy in the captures has a line end more than `show switch` counted."""
    data = captured(CAPTURE)
    assert data.endswith(b"\n\n")
    return data[:-1]


def test_capture_to_the_byte() -> None:
    """The real file, read as unknown throughout and written again, is the same to the byte, 87734 of them."""
    data = capture()
    content = read(data)
    assert content.header == HEADER
    modules = [(part.name, part.version, list(rows_of(part, {}))) for part in content.modules]
    assert len(modules) == 30
    assert write(content.header, reversed(modules)) == data
    assert len(data) == 87734


def test_capture_as_rows() -> None:
    """A known row of the real file is written as the switch wrote it."""
    part = next(part for part in read(capture()).modules if part.name == "cfgmgr")
    session = to_row(Session, part.elements[0])
    assert session[:3] == (8, 3, "")
    assert (
        "<maxSessions>8</maxSessions><maxLogins>3</maxLogins><loginBanner><![CDATA[]]></loginBanner>"
        in element_text(session)
    )


def test_nested_fields_of_capture() -> None:
    """What ``ospfGlobal`` holds beside plain fields goes with its row, and comes back whole."""

    @table(element="ospfGlobal")
    class Ospf(NamedTuple):
        metTabCost10M: int = 0

    part = next(part for part in read(capture()).modules if part.name == "ospf")
    rows: list[Any] = list(rows_of(part, {"ospfGlobal": Ospf}))
    assert rows[0] == Ospf(10)
    assert rows[1].of == ("ospfGlobal",)
    assert rows[1].text.count("<ospfRouteLeak>") == 5
    (element,) = [x for x in read(saved(("ospf", "1", rows))).modules[0].elements if x.name == "ospfGlobal"]
    assert (element.fields, element.odd) == (part.elements[0].fields, part.elements[0].odd)


def test_form() -> None:
    """Modules stand in alphabetical order, a row a line, and each kind of field in its own form."""
    row = Session(8, note="")
    data = saved(("vlan", "3.1.0.2", [Vlan("Default", 1), Vlan("sales")]), ("cfgmgr", "3.0.0.21", [row]))
    assert data.decode() == (
        f'{HEAD}<xos-module-cfgmgr version="3.0.0.21">\n'
        "<cliSession><maxSessions>8</maxSessions><maxLogins>3</maxLogins><loginBanner><![CDATA[]]></loginBanner>"
        "<vr><![CDATA[VR-Mgmt]]></vr><host>0.0.0.0</host><note/></cliSession>\n"
        "</xos-module-cfgmgr>\n"
        '<xos-module-vlan version="3.1.0.2">\n'
        "<vlan><name><![CDATA[Default]]></name><tag>1</tag></vlan>\n"
        "<vlan><name><![CDATA[sales]]></name><tag>0</tag></vlan>\n"
        "</xos-module-vlan>\n"
        "</xos-configuration>\n"
    )


def test_empty_plain_text() -> None:
    """A bare text that is empty stands between two tags, as ``<trusted_ports></trusted_ports>`` of the capture."""
    assert "<host></host>" in element_text(Session(1, host=""))


def test_missing_fields() -> None:
    """A field that the element does not have takes the default of the class."""
    assert to_row(Session, Element("cliSession", {"maxSessions": "4"}, "")) == Session(4)


def test_missing_field_without_default() -> None:
    """An element without a field that has no default is damage."""
    with pytest.raises(DamagedFile, match=r"^cliSession without maxSessions$"):
        to_row(Session, Element("cliSession", {}, ""))


@pytest.mark.parametrize("text", ["", "eight", "8.5", "9" * 5000, str(2**64)])
def test_bad_number(text: str) -> None:
    """A number that is none is damage."""
    with pytest.raises(DamagedFile, match=r"^cliSession: maxSessions cannot be "):
        to_row(Session, Element("cliSession", {"maxSessions": text}, ""))


def test_unknown_kind_of_field() -> None:
    """A table whose field cannot be saved is the programmer's mistake."""

    @table()
    class Wrong(NamedTuple):
        ports: list[int]

    with pytest.raises(TypeError, match=r"Wrong\.ports: a saved field cannot be list\[int\]"):
        element_text(Wrong([1]))


#: Anything but the private area, in which ``write`` hides what XML cannot hold.
texts = st.text(st.characters(exclude_categories=["Co"]))
numbers = st.integers(-(2**63), 2**64 - 1)
rows = st.builds(
    Session,
    maxSessions=numbers,
    maxLogins=numbers,
    loginBanner=texts,
    vr=texts,
    host=texts,
    limit=st.none() | numbers,
    note=st.none() | texts,
    bare=st.none() | texts,
)


@given(st.lists(rows, max_size=5))
def test_round_trip(written: list[Session]) -> None:
    """Any row comes back as it was, whatever its texts hold: line ends, control characters, ``]]>``, stray bytes."""
    (part,) = read(saved(("cfgmgr", "1", list(written)))).modules
    assert list(rows_of(part, {"cliSession": Session})) == written


@pytest.mark.parametrize(
    "text", ["a]]>b", "]]]]>>", "<![CDATA[", "a\r\nb\tc", "\x1b[7m\x00", "\udcff", "\uffff", "&lt;"]
)
def test_awkward_texts(text: str) -> None:
    """Texts that XML cannot hold as they are come back all the same."""
    row = Session(1, loginBanner=text, vr=text, host=text)
    (part,) = read(saved(("cfgmgr", "1", [row]))).modules
    assert list(rows_of(part, {"cliSession": Session})) == [row]


@given(st.builds(Header, texts, texts, texts, texts, texts))
def test_header_round_trip(header: Header) -> None:
    """Whatever an account is called, the header comes back, from the whole file and from its beginning."""
    data = write(header, [])
    assert read(data).header == header
    assert read_header(data) == header


def test_header_alone() -> None:
    """The header can be read where the rest of the file is damaged."""
    data = saved(("vlan", "1", [Vlan(f"v{number}") for number in range(200)]))
    assert read_header(data[: len(data) // 2]) == HEADER
    for name in (b"v0", b"v199"):
        assert read_header(data.replace(name + b"]]></name>", name + b"]]></nam>")) == HEADER


@pytest.mark.parametrize("data", [b"", b"<?xml", b"configure vlan Default tag 1", b"<html></html>"])
def test_no_header(data: bytes) -> None:
    """What does not begin as a saved file has no header."""
    with pytest.raises(DamagedFile):
        read_header(data)


UNKNOWN = [
    "<port><number>1:1</number></port>",
    "<port/>",
    "<port  a='>'/>",
    '<port  a="/>" />',
    "<port>\n  <a>1</a>\n</port >",
    "<port>Grüße &amp; <![CDATA[</port>]]></port>",
    "<port><!-- why --><a>1</a></port>",
    "<vlan colour='red'><name>x</name></vlan>",
    "<vlan>stray<name>x</name></vlan>",
    "<vlan><name>x</name>stray</vlan>",
    "<vlan><!-- why --><name>x</name></vlan>",
]


@pytest.mark.parametrize("text", UNKNOWN)
def test_unknown_to_the_byte(text: str) -> None:
    """An element that no table knows, or that is not plain, is written as it stood."""
    part = module(f"{text}\n<vlan><name><![CDATA[x]]></name><tag>1</tag></vlan>\n{text}")
    assert list(rows_of(part, {"vlan": Vlan})) == [
        Unknown("vlan", 0, text, "3.1.0.2"),
        Vlan("x", 1),
        Unknown("vlan", 2, text, "3.1.0.2"),
    ]
    assert again(text) == text


EXTRA = {
    "<tag>1</tag><color>2</color>": "<tag>1</tag><color>2</color>",
    "<color><![CDATA[<tag>9</tag>]]></color><tag>1</tag>": "<tag>1</tag><color><![CDATA[<tag>9</tag>]]></color>",
    "<color/><tag>1</tag>\n<shade a='1'/>": "<tag>1</tag><color/><shade a='1'/>",
    "<color><name>y</name><x>1</x></color><x>2</x>": "<tag>0</tag><x>2</x><color><name>y</name><x>1</x></color>",
    "<tag>1</tag><tag>2</tag>": "<tag>1</tag><tag>2</tag>",
    "<tag>1</tag><x>1</x><x>2</x>": "<tag>1</tag><x>1</x><x>2</x>",
}


@pytest.mark.parametrize("extra", EXTRA)
def test_unknown_fields(extra: str) -> None:
    """The fields that a table does not have stand behind those of the row, as they were."""
    name = "<name><![CDATA[Sales]]></name>"
    assert again(f"<vlan>{name}{extra}</vlan>") == f"<vlan>{name}{EXTRA[extra]}</vlan>"


def test_unknown_fields_follow_their_row() -> None:
    """They go with a row that changed, and are not written when it is gone."""
    body = "<vlan><name>Sales</name><color>2</color></vlan>"
    first: Any
    extra: Any
    first, extra = rows_of(module(body), {"vlan": Vlan})
    assert extra.of == ("vlan", "sales")
    assert b"<tag>7</tag><color>2</color></vlan>" in saved(("vlan", "1", [first._replace(tag=7), extra]))
    assert b"color" not in saved(("vlan", "1", [Vlan("other"), extra]))


def good() -> bytes:
    """A file with nothing wrong with it."""
    return saved(("vlan", "1", [Vlan("Default", 1), Vlan("sales", 2)]))


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "it is empty": lambda data: b"",
    "it is empty ": lambda data: b" \n",
    "it is cut short": lambda data: data[: len(data) // 2],
    "it is cut short ": lambda data: data[:60],
    "line 5: mismatched tag": lambda data: data.replace(b"Default]]></name>", b"Default]]></nam>"),
    "line 1: syntax error": lambda data: b"configure vlan Default tag 1\n",
    "line 9: junk after document element": lambda data: data + b"x",
    "it holds html, not xos-configuration": lambda data: b"<html></html>",
    "it holds vlan where a module should be": lambda data: data.replace(b"xos-module-vlan", b"vlan"),
    "line 5: not well-formed (invalid token)": lambda data: data.replace(b"Default", b"Def\xffult"),
    "it has a document type, which no switch writes": lambda data: b"<!DOCTYPE a>" + data[data.index(b"<xos") :],
}


@pytest.mark.parametrize("reason", DAMAGE)
def test_damage(reason: str) -> None:
    """What is no saved file is refused, and the reason says what is wrong in a few words."""
    with pytest.raises(DamagedFile) as caught:
        read(DAMAGE[reason](good()))
    assert str(caught.value) == reason.rstrip()


@given(st.data())
def test_every_cut_is_noticed(data: st.DataObject) -> None:
    """Wherever a file was cut short before its last element ends, it is refused."""
    whole = good().rstrip()
    place = data.draw(st.integers(0, len(whole) - 1))
    with pytest.raises(DamagedFile):
        read(whole[:place])


@given(st.binary(max_size=60), st.integers(0, 500))
def test_noise_raises_nothing_else(noise: bytes, place: int) -> None:
    """Whatever is in a file, it is read or it is damaged."""
    whole = good()
    with suppress(DamagedFile):
        content = read(whole[:place] + noise + whole[place:])
        for part in content.modules:
            list(rows_of(part, {"vlan": Vlan}))


def test_other_forms() -> None:
    """A file that went through an editor is read: a byte order mark, other line ends, no declaration."""
    text = good().decode().split("\n", 2)[2]
    for data in (good().replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + good(), text.encode()):
        (part,) = read(data).modules
        assert list(rows_of(part, {"vlan": Vlan})) == [Vlan("Default", 1), Vlan("sales", 2)]
        assert part.elements[1].raw == "<vlan><name><![CDATA[sales]]></name><tag>2</tag></vlan>"


def test_the_cost_of_a_large_file() -> None:
    """Reading and writing cost four times as much for four times as many elements."""

    def there_and_back(count: int) -> None:
        many = [Session(number, vr=f"VR-{number}", note="x", bare="y", limit=1) for number in range(count)]
        (part,) = read(saved(("cfgmgr", "1", many))).modules
        assert list(rows_of(part, {"cliSession": Session})) == many

    there_and_back(1)
    assert calls(lambda: there_and_back(4000)) < 4.2 * calls(lambda: there_and_back(1000))


@pytest.mark.parametrize(
    ("number", "fits"), [(2**64 - 1, True), (2**64, False), (-(2**63), True), (-(2**63) - 1, False), (10**20, False)]
)
def test_a_number_has_64_bits(number: int, fits: bool) -> None:
    """A number of a saved file is read up to the last that 64 bits hold, signed or not; what is more is no number."""
    (row,) = rows_of(module(f"<vlan><name><![CDATA[x]]></name><tag>{number}</tag></vlan>"), {"vlan": Vlan})
    assert (row == Vlan("x", number)) == fits
    assert isinstance(row, Vlan) == fits
