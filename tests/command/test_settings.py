"""Commands that are declared by their line: each is set, replaced, set back, and printed as it can be typed again."""

from functools import cache
from random import Random

import pytest
from conftest import Typist, booted

from xos_cli.command.names import Existing
from xos_cli.command.settings import Entry, Setting, fields_of
from xos_cli.language import CommandEntry
from xos_cli.language.grammar_files import grammar
from xos_cli.language.lint import sentence
from xos_cli.language.notation import argument_name
from xos_cli.processes import PROCESSES

#: Objects that the commands are about.
MAKE = [
    *("create vlan sales", "configure vlan sales ipaddress 10.1.1.1/24", "create tunnel t1 6to4 source 10.1.1.1"),
    *("create ospfv3 area 10.0.0.1", "create bgp neighbor 10.0.0.1 remote-AS-number 77", "create bgp peer-group name1"),
]
ENTRIES = [entry for entry in grammar().entries if entry.handler in PROCESSES.declared(entry.process)]


@cache
def _settings() -> dict[tuple[str, str], Setting]:
    """Every declared setting by its process and the names of its handlers."""
    return {
        (process, name): setting
        for process in PROCESSES.files
        for setting in PROCESSES.settings(process)
        for name, _ in setting.handlers()
    }


@cache
def _ready() -> Typist:
    typist = Typist(booted("bd10808")).policies("p1", "p2")
    typist.run(*MAKE)
    return typist


def switch() -> Typist:
    """A switch of one's own that has the objects."""
    return Typist(_ready().machine.snapshot())


def line_of(entry: CommandEntry, seed: int, typist: Typist | None = None) -> str:
    """A line of a command, about the objects there are."""
    typist = typist or _ready()
    return " ".join(sentence(grammar(), entry, Existing(typist.machine.nodes["MSM-A"], typist.machine), Random(seed)))


def after(*lines: str) -> list[str]:
    """What the switch prints once these lines were typed; a line that is refused changes nothing."""
    typist = switch()
    typist.type(*lines)
    return typist.configuration().splitlines()


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.notation[:60])
def test_a_second_line_replaces_the_first(entry: CommandEntry) -> None:
    """It leaves what it alone would make, or it is about something else and leaves the first as it was."""
    one, two = line_of(entry, 1), line_of(entry, 2)
    both, first, second = after(one, two), after(one), after(two)
    assert both == second or set(first) <= set(both) or set(both) <= set(first)
    assert after(two, two) == second or "create" in two


#: Those that have an opposite; a deleted object takes others with it.
OPPOSITES = [entry for entry in ENTRIES if _settings()[entry.process, entry.handler].off]


@pytest.mark.parametrize("entry", OPPOSITES, ids=lambda entry: entry.notation[:60])
def test_the_opposite_sets_it_back(entry: CommandEntry) -> None:
    """After a command and its opposite the switch prints what it printed before, or says that it is off."""
    setting = _settings()[entry.process, entry.handler]
    on, off = (entry_of(entry.process, name) for name, _ in setting.handlers())
    line = line_of(on, 3)
    typist = switch()
    before = set(typist.configuration().splitlines())
    typist.type(line)
    typist.type(*_opposites(off, line, typist))
    left = set(typist.configuration().splitlines()) - before
    words = off.notation.split()[0]
    assert all(new.split()[0] == words == "disable" for new in left), (line, left)


def entry_of(process: str, name: str) -> CommandEntry:
    """The entry of a handler."""
    return next(entry for entry in ENTRIES if (entry.process, entry.handler) == (process, name))


def _opposites(off: CommandEntry, line: str, typist: Typist) -> list[str]:
    """Lines of the opposite command about what *line* is about: those whose values stand in it."""
    drawn = {line_of(off, seed, typist) for seed in range(40)}
    said = set(line.split())
    fixed = set(off.notation.replace("[", " ").replace("]", " ").replace("{", " ").split())
    return sorted(one for one in drawn if all(word in said or word in fixed for word in one.split()))


def test_entries_and_settings_are_declared() -> None:
    """There are both kinds, in several processes."""
    kinds = {type(setting) is Setting for setting in _settings().values()}
    assert kinds == {True, False}
    assert any(isinstance(setting, Entry) for setting in _settings().values())
    assert len({process for process, _ in _settings()}) > 4


def test_defaults_need_no_line() -> None:
    """A value that a new switch has is not printed, and `none` means it."""
    before = after()
    assert after("configure bgp local-preference 100", "configure bgp med none", "disable bgp") == before
    assert after("configure bgp med 5", "configure bgp med none") == before


def test_all_means_each() -> None:
    """A command about all neighbors sets each that there is, and one that comes later is as a new one."""
    typist = switch()
    typist.run("create bgp neighbor 10.0.0.2 remote-AS-number 78", "configure bgp neighbor all weight 9")
    typist.run("create bgp neighbor 10.0.0.3 remote-AS-number 78")
    lines = [line for line in typist.lines("bgp") if "weight" in line]
    assert lines == ["configure bgp neighbor 10.0.0.1 weight 9", "configure bgp neighbor 10.0.0.2 weight 9"]


def test_secrets_are_encrypted_and_policies_exist() -> None:
    """A password is never printed in clear; a policy that is not there is refused, one is spelled as its file."""
    typist = switch()
    typist.run("configure bgp neighbor 10.0.0.1 password hush", "configure bgp neighbor 10.0.0.1 route-policy in P1")
    shown = typist.configuration()
    assert "hush" not in shown
    assert "route-policy in p1" in shown
    assert "Policy p9 does not exist" in typist.refuse("configure bgp neighbor 10.0.0.1 route-policy in p9")
    assert "cannot be empty" in typist.refuse('configure bgp neighbor 10.0.0.1 description ""')


def test_rows_reach_the_backup() -> None:
    """The backup has the rows of every declared command, and prints them after a failover."""
    typist = switch()
    typist.type(*[line_of(entry, 1) for entry in ENTRIES if not entry.notation.startswith("delete")])
    before = typist.configuration()
    typist.say(":wait in-sync", "run msm-failover", "y", ":console msm-b")
    assert typist.configuration() == before


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.notation[:60])
def test_what_gives_a_field_is_an_argument(entry: CommandEntry) -> None:
    """Each value and keyword that a declared line names for a field can be typed in that command."""
    setting = _settings()[entry.process, entry.handler]
    on = next(name for name, _ in setting.handlers())
    line = setting.line if entry.handler == on else setting.off
    sources = {argument_name(source) for field in fields_of(line) for source in field.sources}
    assert sources <= grammar().parameters(entry).keys()


def test_a_domain_is_not_another() -> None:
    """What is said of OSPFv3 without a domain is said of the usual one, and leaves the others as they were."""
    lines = after("enable ospfv3 domain other", "configure ospfv3 domain other routerid 1.1.1.1", "disable ospfv3")
    assert {"enable ospfv3 domain other", "configure ospfv3 domain other routerid 1.1.1.1"} <= set(lines)
    assert after("enable ospfv3 domain OSPF-Default", "disable ospfv3") == after()
