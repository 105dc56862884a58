"""However the fields of a saved file were edited, the switch loads it and shows what it took of it."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from random import Random
from typing import Any

import pytest
from conftest import Typist, booted

from xos_cli.command.names import Existing
from xos_cli.language.grammar_files import grammar
from xos_cli.language.lint import sentence
from xos_cli.processes import PROCESSES
from xos_cli.session.session import Session
from xos_cli.switch.saved.fields import plan
from xos_cli.switch.saved.savedfile import Unknown
from xos_cli.switch.tables import Scope, Transaction, info

#: One or more rows of every kind that stands in a new switch's file, and of these.
SETUP = """create vlan blue
configure vlan blue tag 10
configure vlan blue ipaddress 10.1.1.1/24
configure vlan blue add ports 1:1-1:4 tagged
create stpd s1
configure stpd s1 add vlan blue ports 1:1
configure ospf add vlan blue area 0.0.0.0
configure rip add vlan blue
configure iproute add 10.9.0.0/16 10.1.1.2
configure iparp add 10.1.1.77 vr VR-Default 00:04:96:1f:a5:71
create fdbentry 00:00:00:00:00:01 vlan blue ports 1:1
configure snmp add trapreceiver 10.1.1.9 community public
configure radius primary server 10.1.1.8 1812 client-ip 10.1.1.1 vr VR-Default
configure tacacs primary server 10.1.1.8 49 client-ip 10.1.1.1 vr VR-Default
configure syslog add 10.1.1.7 local3
enable sharing 2:1 grouping 2:1-2:4 algorithm address-based
configure ports 1:6 display-string uplink
create vrrp vlan blue vrid 1
configure vrrp vlan blue vrid 1 add 10.1.1.254
create eaps e1
configure log filter DefaultFilter add exclude events stp
configure slot 4 module G60X
create virtual-router vr1
create protocol pp
configure protocol pp add etype 0x8137
save"""
SHOWN = ("show configuration", "show vlan", "show iparp", "show iproute", "show snmpv3 user", "show stpd", "show log")
ELEMENT = re.compile(rb"^<(\w+)>(.*)</\1>$", re.MULTILINE)
FIELD = re.compile(rb"<(\w+)>(<!\[CDATA\[)?([^<>\]]*)(\]\]>)?</\1>")


@cache
def good() -> bytes:
    """A file with something of many kinds in it."""
    machine = booted("bd10808")
    Typist(machine).run(*SETUP.splitlines(), "y")
    return machine.nodes["MSM-A"].flash.read("primary.cfg")


def fields() -> Iterator[tuple[str, "re.Match[bytes]"]]:
    """One field of each kind: its name, and where it stands."""
    found: dict[str, re.Match[bytes]] = {}
    for element in ELEMENT.finditer(good()):
        for field in FIELD.finditer(good(), element.start(2), element.end(2)):
            found.setdefault(f"{element[1].decode()}.{field[1].decode()}", field)
    yield from found.items()


#: A number, or a text, that nobody expects.
ODD = [(b"-1", b"x"), (b"3", b""), (b"9" * 30, "é b".encode())]


@pytest.mark.parametrize("part", range(4))
def test_no_value_whatever_is_a_fault(part: int) -> None:
    """Each field in its turn has one of them."""
    for place, (name, field) in list(enumerate(fields()))[part::4]:
        number, text = ODD[place // 4 % len(ODD)]
        value = number if field[3].isdigit() and not field[2] else text
        machine = booted("bd10808")
        node = machine.nodes["MSM-A"]
        node.flash.write("primary.cfg", good()[: field.start(3)] + value + good()[field.end(3) :], 0.0)
        node.flash.change(config_selected="primary.cfg")
        node.config.read()
        node.config.load()
        session: Any = Session(machine, "MSM-A", "ssh", "10.0.0.1")
        session.height = None
        for line in ("admin", "", *SHOWN):
            session.feed(line)
            assert not session.error or "Internal" not in str(session.error), (name, value, line)


def test_every_default_is_a_value_of_its_field() -> None:
    """What a row has where nobody said otherwise can be saved and loaded."""
    saved = [row for module in PROCESSES.modules.values() for row in getattr(module, "TABLES", ())]
    for row in saved:
        for name, _, read, default in plan(row)[1] if info(row).scope is Scope.CONFIG else ():
            assert default in (..., None) or read(str(default)) == default, f"{row.__name__}.{name}"


def unsavable(row: Any) -> list[str]:
    """The fields of a row that would not be what they are after a save and a reboot."""
    kind: Any = type(row)
    saved = info(kind).scope is Scope.CONFIG and kind is not Unknown
    fields = plan(kind)[1] if saved else []
    return [
        f"{type(row).__name__}.{name} = {value!r}"
        for (name, _, read, _), value in zip(fields, row, strict=False)
        if value is not None and not _reads(read, value)
    ]


def _reads(read: Callable[[str], Any], value: Any) -> bool:
    try:
        return bool(read(str(value)) == value)
    except ValueError:
        return False


CHANGING = ("configure", "create", "disable", "enable", "unconfigure")


def test_every_command_writes_values_of_its_fields(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a command is given and takes, what it writes can be saved and loaded: sentences of each, at random."""
    written: set[Any] = set()
    put = Transaction.put

    def noted(self: Transaction, row: tuple[Any, ...]) -> None:
        written.add(row)
        put(self, row)

    monkeypatch.setattr(Transaction, "put", noted)
    machine, random = booted("bd10808"), Random(113)
    session = Session(machine, "MSM-A")
    for line in ("admin", "", *SETUP.splitlines()[:-1]):
        session.feed(line)
    names = Existing(session.node, machine)
    for entry in grammar().entries:
        if entry.notation.split()[0] in CHANGING and not entry.notation.startswith("unconfigure switch"):
            for _ in range(5):
                _type(session, " ".join(sentence(grammar(), entry, names, random)))
    assert sorted(field for row in written for field in unsavable(row)) == []


def _type(session: Session, line: str) -> None:
    """Type a line, and leave every question open that it asks."""
    session.feed(line)
    while not session.prompt.endswith(" # "):
        session.feed("")
    assert "Internal error" not in str(session.error), line
    session.take()
