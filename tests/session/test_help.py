"""`?` and Tab at a prompt: what is offered of the whole grammar, and what is not."""

from collections.abc import Callable
from typing import Any

import pytest

from xos_cli.errors import InvalidInput
from xos_cli.language.grammar_files import grammar
from xos_cli.session.session import Session

ENTRIES = grammar().entries


@pytest.fixture(scope="module")
def switch_of_all() -> Any:
    """A switch on which one of everything exists."""
    from conftest import Typist, booted

    typist = Typist(booted("bd10808"))
    typist.type("create vlan sales", "create stpd s1", "create account user guest secret", "save", "y")
    typist.type("cp primary old", "y")
    return typist


def offered(session: Session, line: str) -> dict[str, str]:
    """Each text that is offered, with its help."""
    return {item.text: item.help for item in session.candidates(line).items}


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("show vlan ", ["Default", "Mgmt", "sales"]),
        ("show stpd ", ["s0", "s1"]),
        ("delete account ", ["admin", "user", "guest"]),
        ("use configuration ", ["primary.cfg", "old.cfg"]),
        ("show configuration ", ["devmgr", "vlan", "vrrp"]),
        ("show process ", ["cfgmgr", "vlan", "telnetd"]),
        ("show checkpoint-data ", ["devmgr", "nodemgr"]),
        ("configure slot 4 module ", ["G60X", "10G6X"]),
        ("reboot msm ", ["A", "B"]),
    ],
)
def test_what_exists_is_offered(switch_of_all: Any, line: str, names: list[str]) -> None:
    """VLANs, STPDs, accounts, files, modules, processes, types of module, MSMs."""
    assert set(names) <= offered(switch_of_all.lab.session, line).keys()


@pytest.mark.parametrize(
    ("line", "value", "help"),
    [
        ("configure vlan sales tag ", "<tag>", "4094"),
        ("configure node slot A priority ", "<node_pri>", "1 to 100"),
        ("configure idletimeout ", "<minutes>", "240"),
        ("configure time ", "<month>", "Month"),
    ],
)
def test_values_say_what_they_can_be(switch_of_all: Any, line: str, value: str, help: str) -> None:
    """Their type or meaning, and the range of a number."""
    assert help in offered(switch_of_all.lab.session, line)[value]


def test_the_end_of_the_line_is_offered(switch_of_all: Any) -> None:
    """Where the command is complete, and only there."""
    session = switch_of_all.lab.session
    assert offered(session, "show switch ")["<cr>"] == "Execute the command"
    assert "<cr>" not in offered(session, "configure vlan ")


def test_every_place_offers_something_with_its_help(switch_of_all: Any) -> None:
    """After every word that every command begins with, each thing offered has its line of help."""
    session = switch_of_all.lab.session
    places = {""}
    for entry in ENTRIES:
        if entry.hidden or entry.process not in session.node.processes:
            continue
        words = entry.notation.replace("[", "{").replace("<", "{").partition(" {")[0].split()
        places |= {" ".join(words[:count]) + " " for count in range(1, len(words) + 1)}
    for place in sorted(places):
        items = session.candidates(place).items
        assert items, place
        assert [item.text for item in items if not item.help] == [], place


@pytest.mark.parametrize("entry", [entry for entry in ENTRIES if entry.hidden], ids=lambda entry: entry.handler)
def test_hidden_commands_work_and_are_not_offered(switch_of_all: Any, entry: Any) -> None:
    """Whoever knows one may type it; `?` keeps silent about it, without calling it wrong."""
    session, words = switch_of_all.lab.session, entry.notation.partition(" [")[0].partition(" <")[0].split()
    before = " ".join(words[:-1]) + " "
    assert words[-1] not in [item.text for item in session.candidates(before.lstrip()).items]
    assert session.candidates(" ".join(words) + " ").column == len(" ".join(words)) + 1


def test_an_invalid_line_is_told_as_if_it_were_entered(switch_of_all: Any) -> None:
    """The same caret, whether Tab, `?` or Enter is pressed."""
    session = switch_of_all.lab.session
    for line in ("show vlanx", "frob ", "show switch nothing ", "configure vlan sales tag 5000"):
        with pytest.raises(InvalidInput) as caught:
            session.candidates(line)
        session.feed(line)
        assert session.error is not None
        assert (session.error.line.rstrip(), session.error.column) == (line.rstrip(), caught.value.column), line
        session.take()


def test_a_process_that_does_not_run_offers_nothing(switch: Callable[..., Any]) -> None:
    """Its commands do not exist in the parser.  evidence: capture 12.5 (`show vrrp`)"""
    typist = switch()
    typist.type("show node")
    session = typist.lab.session
    assert "vrrp" in offered(session, "show ")
    typist.machine.nodes["MSM-A"].processes.set("vrrp", ready=False)
    assert "vrrp" not in offered(session, "show ")


def test_a_word_has_one_help_in_a_file() -> None:
    """A second one would silently be that of every command of the file."""
    for file in grammar().files:
        known: dict[str, str] = {}
        for number, row in file.remarks:
            word, _, text = row.strip().partition("  ")
            assert known.setdefault(word.lower(), text.strip()) == text.strip(), f"{file.name}, line {number}: {word}"


@pytest.mark.parametrize(
    ("line", "word", "help"),
    [
        ("enable ", "slot", "I/O module slot"),
        ("show ", "slot", "I/O module slot"),
        ("show ", "vlan", "VLAN"),
        ("show ", "process", "Processes"),
        ("show switch ", "detail", "Detailed display"),
        ("configure sales ", "add", "Add ports of a VLAN"),
        ("configure s1 ", "delete", "Delete ports of a VLAN"),
        ("use ", "configuration", "Configuration, running or in a file"),
    ],
)
def test_help_reads_right_wherever_the_word_stands(switch_of_all: Any, line: str, word: str, help: str) -> None:
    """A word that goes on to several commands is explained for all of them."""
    assert offered(switch_of_all.lab.session, line)[word] == help
