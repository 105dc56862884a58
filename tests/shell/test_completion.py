"""What ``?`` and Tab make of a line."""

from typing import Any

import pytest

from xos_cli.language import Candidates, NextWord
from xos_cli.shell.completion import complete, explain, listing


@pytest.fixture
def lab(console: Any) -> Any:
    """The lab of a bd10808 where admin has logged in."""
    console.run("show node")
    return console.lab


def test_listing() -> None:
    """Words with their help in two columns; names that exist in quotes below their value; long help goes on below."""
    found = Candidates(
        0,
        (
            NextWord(
                "all", "Every one of them, and as the help of this word is long it goes on below itself", "keyword"
            ),
            NextWord("<vlan_name>", "Name of a VLAN", "value"),
            NextWord("Default", "Name of a VLAN", "name"),
            NextWord("Mgmt", "Name of a VLAN", "name"),
            NextWord("<cr>", "Execute the command", "cr"),
        ),
    )
    assert listing(found) == (
        "  all             Every one of them, and as the help of this word is long it\n"
        "                  goes on below itself\n"
        "  <vlan_name>     Name of a VLAN\n"
        '                  "Default"  "Mgmt"\n'
        "  <cr>            Execute the command\n"
    )


def test_names_without_their_keyword() -> None:
    """A name whose keyword is left out stands on its own, with its help; a long word moves the help of all."""
    found = Candidates(0, (NextWord("s0", "Domain", "name"), NextWord("spanning-tree-protocol", "STP", "keyword")))
    assert listing(found) == '  "s0"                    Domain\n  spanning-tree-protocol  STP\n'


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ("sh", "ow "),
        ("show SW", "itch "),
        ("show switch", " "),
        ("show vlan def", "ault "),
        ('show vlan "Def', 'ault" '),
        (":sn", "apshot "),
        (":remove ", ""),
        (":remove msm-a", " "),
        (":f process vl", "an "),
        (":fail process vlan ", "on "),
        (":wait b", "ooted "),
    ],
)
def test_tab(lab: Any, line: str, typed: str) -> None:
    """The only word that can be meant is completed, a blank after it."""
    assert complete(lab, line).typed == typed


@pytest.mark.parametrize("line", ["show ", "show vlan ", "s", ":", ":remove ", ":p process "])
def test_tab_lists(lab: Any, line: str) -> None:
    """Several words, or a value, are listed as ``?`` does."""
    assert complete(lab, line) == explain(lab, line)


@pytest.mark.parametrize(
    ("line", "column"), [("show vx", 6), ("xyz", 0), ("show switch detail more", 19), ("shx vlan ", 2)]
)
def test_caret(lab: Any, line: str, column: int) -> None:
    """The caret stands under the first character that nothing can continue, the prompt counted."""
    caret = " " * (len("BD-10808.2 # ") + column) + "^\n%% Invalid input detected at '^' marker.\n"
    assert explain(lab, line).printed == caret
    assert complete(lab, line).printed == caret


def test_lab_words(lab: Any) -> None:
    """Lab commands are explained like those of the switch."""
    assert "  console         Go to the console of the other MSM" in explain(lab, ":").printed
    assert [line.split()[0] for line in explain(lab, ":repair ").printed.splitlines()] == [
        "msm-a",
        "msm-b",
        "fan",
        "heat",
        "port",
        "process",
        "psu",
    ]
    lab.execute(":snapshot before")
    assert complete(lab, ":restore b").typed == "efore "
