"""Commands without a handler: they change nothing, and say so."""

from random import Random

import pytest
from conftest import Typist

from xos_cli.command.names import Existing
from xos_cli.language import CommandEntry
from xos_cli.language.grammar_files import grammar
from xos_cli.language.lint import sentence

ENTRIES = [entry for entry in grammar().entries if entry.recorded]
NONE = "[the layout of this screen is not known, and no line of the configuration is about it]\n"


def test_the_lines_of_a_subject(console: Typist) -> None:
    """A `show` prints the lines of the configuration, in their order; without any, that there is none."""
    lines = ["configure ospfv3 routerid 1.1.1.1", "create ospfv3 area 0.0.0.1"]
    assert console.run("show ospfv3") == NONE
    console.run(*lines)
    assert console.run("show ospfv3") == "".join(f"{line}\n" for line in lines)
    assert console.run("show pim rp-set") == NONE


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.notation[:60])
def test_nothing_is_changed(console: Typist, entry: CommandEntry) -> None:
    """Each is answered by lines of the configuration or in square brackets, and leaves no row behind."""
    console.run("create bgp neighbor 10.0.0.1 remote-AS-number 77", "create tunnel t1 6to4 source 10.0.0.1")
    node = console.machine.nodes["MSM-A"]
    line = " ".join(sentence(grammar(), entry, Existing(node, console.machine), Random(1))).replace("1:1-99:999", "1:1")
    before, changes = console.configuration(), node.store.changes
    said = console.run(line)
    assert node.store.changes == changes
    assert said.startswith("[") or all(one in before.splitlines() for one in said.splitlines())


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("show ipstats vlan nosuch", "VLAN nosuch does not exist"),
        ("show tunnel nosuch", "Tunnel nosuch does not exist"),
        ("show bgp peer-group nosuch", "BGP peer group nosuch does not exist"),
    ],
)
def test_what_they_name_must_exist(console: Typist, line: str, words: str) -> None:
    """A port, a VLAN or an object that is not there is refused as by any command."""
    assert words in console.refuse(line)
