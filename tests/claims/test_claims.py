"""A sample of the commands is tried in the lab: what the data file says of them is so.

``python tests/claims/rebuild.py`` tries them all, and writes the file.
"""

from itertools import islice

from claims.lab import Lab, plans
from claims.lines import lines_of, opposites
from claims.observe import Moving, Observation, frames_changed, warm_up
from claims.rebuild import find

from xos_cli.language.grammar_files import grammar
from xos_cli.program.measured import Measured, read, text

#: How many commands are tried again.
SAMPLE = 3


def sample() -> list[Measured]:
    """Return rows of commands that act, far apart, and only those whose effect is seen at once."""
    quick = [row for row in read().values() if row.how == "acts" and row.evidence.startswith(("run:", "at once:"))]
    return list(islice(quick, None, None, max(1, len(quick) // SAMPLE)))


def test_a_sample_is_as_the_data_says() -> None:
    """Commands that acted act; if not, ``python tests/claims/rebuild.py "^the command"`` tries one again."""
    entries = {(entry.process, entry.notation): entry for entry in grammar().entries}
    tried = [entries[row.process, row.command] for row in sample() if (row.process, row.command) in entries]
    lab = Lab()
    warm_up(lab)
    found = find(tried, plans(), lab, 2)
    assert len(tried) >= SAMPLE // 2
    assert [entry.notation for entry in tried if not found[entry].acts] == []


def test_the_data_is_read_as_it_is_written() -> None:
    """Tabs and line ends inside a text become blanks."""
    row = Measured("vlan", "delete vlan <vlan_name>", "acts", "delete vlan red", "traffic", "run: pc1: 4 -> 0")
    assert text([row._replace(evidence="run:\tpc1: 4\n-> 0")]).splitlines()[1:] == ["\t".join(row)]
    assert all(row.how in ("acts", "kept") and row.evidence for row in read().values())


def test_lines_of_a_notation() -> None:
    """The shortest line, each choice in turn, the longest."""
    found = lines_of("enable x [all | <port_list>] {vr <vr_name>}", {"port_list": ["1:1", "1:2"], "vr_name": ["v"]}, 9)
    assert found == [
        "enable x all",
        "enable x 1:1",
        "enable x 1:2",
        "enable x all vr v",
    ]
    assert lines_of("configure x <n (1-9)>", {}, 9) == [f"configure x {n}" for n in (3, 1, 5, 9)]
    assert list(opposites("configure x add y")) == ["configure x delete y"]
    assert list(opposites("enable x")) == ["disable x"]


def looks(kind: str, *texts: str) -> list[Observation]:
    """Return what one place shows at several times."""
    return [{(kind, "place"): text} for text in texts]


def test_settings_and_counters_are_no_effect() -> None:
    """On the process's own screen only what moves counts, elsewhere only what does not move by itself."""
    own = Moving(looks("own", "cost 5\nhits 1", "cost 5\nhits 2"))
    assert own.difference(own.looks[0], looks("own", "cost 9\nhits 1")[0]) == ("", "")
    assert own.difference(own.looks[0], looks("own", "cost 5\nhits 0")[0]) == ("own", "place: 'hits 1' -> 'hits 0'")
    other = Moving(looks("neighbour", "root a age 1", "root a age 2"))
    assert other.difference(other.looks[0], looks("neighbour", "root a age 7")[0]) == ("", "")
    assert other.difference(other.looks[0], looks("neighbour", "root b age 7")[0])[0] == "neighbour"


def test_a_hello_more_or_less_is_no_effect() -> None:
    """Frames that nobody sent before are one, and many more of a kind."""
    assert frames_changed("9 x Hello(sequence=4)", "10 x Hello(sequence=5)") == ""
    assert frames_changed("9 x Hello(sequence=4)", "30 x Hello(sequence=5)") == "9 -> 30 Hello(sequence=#)"
    assert frames_changed("9 x Hello()", "9 x Hello()\n1 x Bye()") == "0 -> 1 Bye()"
