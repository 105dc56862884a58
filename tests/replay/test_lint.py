"""`xos-cli lint`: what is wrong with a script, before anybody types it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from xos_cli.language.grammar_files import grammar
from xos_cli.processes import PROCESSES
from xos_cli.program.resources import read_chassis
from xos_cli.replay.lint import Finding
from xos_cli.replay.lint_program import prepared

Run = Callable[..., Any]
SCRIPTS = Path(__file__).resolve().parents[2] / "configs" / "scripts"


def findings(*lines: str, chassis: str = "bd10808", config: bytes | None = None) -> list[Finding]:
    """What is wrong with the lines."""
    linter, before = prepared(read_chassis(chassis), config)
    return [*before, *linter.read("script", list(lines))]


def told(*lines: str, **options: Any) -> list[tuple[int, str]]:
    """Line and message of each finding."""
    return [(found.line, found.message) for found in findings(*lines, **options)]


def test_column_and_expected() -> None:
    """An error has its place, as one counts on paper, and what could have stood there."""
    (found,) = findings("show vlan", "configure vlan Default tagg 5")
    assert found[1:5] == (2, 27, "error", "Invalid input: tag is meant?")
    assert "tag" in found.expected
    (short,) = findings("configure vlan Default")
    assert short.message == "Incomplete command"
    (many,) = findings("show p")
    assert many.message == "Ambiguous command"


def test_mistyped_keyword_is_no_name() -> None:
    """A second word that is neither a keyword nor a known name is an error, with the keyword that it is near to."""
    mistyped, other, name = told("show vlanx", "enable ripp", "configure wombat tag 5")
    assert mistyped == (1, "Invalid input: vlan is meant?")
    assert other[1].startswith("Invalid input: rip ")
    assert name == (3, "Invalid input")


def test_names_of_recorded_objects_are_known(switch: Callable[..., Any]) -> None:
    """Of VMANs, meters and tunnels: those that a line makes, and those of the file that the script comes after."""
    assert told("create vman v1", "configure v1 tag 5", "create meter m1", "configure m1 committed-rate 5 Mbps") == []
    typist = switch()
    typist.run("create vman v1")
    assert told("configure v1 tag 5", config=typist.machine.nodes["MSM-A"].config.text("admin")) == []
    assert [line for line, _ in told("delete vman v1", "create vman v1", "delete vman v1", "delete v1")] == [1, 4]


def test_names_are_known_from_the_line_that_makes_them() -> None:
    """Until one that deletes or renames them."""
    assert told("create vlan sales", "configure sales tag 5", "show vlan sales") == []
    assert told("create vlan sales", "delete vlan sales", "configure vlan sales tag 5") == [
        (3, "VLAN sales does not exist: no earlier line creates it")
    ]
    lines = "create vlan sales", "configure vlan sales name shop", "configure shop tag 5", "show vlan sales"
    assert told(*lines) == [(4, "VLAN sales does not exist: no earlier line creates it")]


def test_unknown_names_are_warnings() -> None:
    """The switch may have them; the column is that of the name."""
    found = findings("configure vlan sales tag 5", "show vlan sales stpd")
    assert [(one.column, one.severity) for one in found][:1] == [(16, "warning")]


def test_a_second_word_is_a_keyword_or_a_name_that_is_known() -> None:
    """`show fbd` is an error where the word begins to be none, as at the switch; a VLAN of an earlier line is not."""
    found = findings("show fbd", "configure foobar", "disable foo", "create vlan foo", "show foo")
    assert [(one.line, one.column, one.severity) for one in found] == [
        (1, 7, "error"),
        (2, 12, "error"),
        (3, 10, "error"),
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("create vlan transit", "transit is a reserved keyword and cannot be used as a name"),
        ("create vlan 5a", "VLAN name must begin with a letter, and have no blanks, commas or quotation marks"),
        (
            'create eaps "two words"',
            "EAPS domain name must begin with a letter, and have no blanks, commas or quotation",
        ),
        ("create stpd stp", "stp is a reserved keyword and cannot be used as a name"),
        (f"create vlan {'a' * 33}", "VLAN name cannot have more than 32 characters"),
        ("configure ports 1:1 display-string abcdefghijklmnopq", "A display string has at most 15 characters"),
        ("enable sharing 1:1 grouping 1:1-60", "A load sharing group has at most 16 ports"),
        ("enable sharing 1:1 grouping 1:2-3", "The master port 1:1 must be in the group"),
        ("configure snmp sysName 5core", "Invalid system name: it must begin with a letter"),
        ('configure snmp sysName "a b"', "Invalid system name: it cannot have blanks"),
        ("configure timezone 750", "The GMT offset must be from -720 to 720 minutes"),
    ],
)
def test_what_every_switch_refuses_is_an_error(line: str, message: str) -> None:
    """Names that nothing can have and values out of bounds, in the switch's own words."""
    assert [(one.severity, one.message[: len(message)]) for one in findings(line)] == [("error", message)]


def test_what_every_switch_has_is_known() -> None:
    """Factory VLANs, hardware, modules, processes."""
    assert told("show Default", "show vlan Mgmt", "show slot 1", "show configuration vlan", "show process vlan") == []


def test_ports_of_the_chassis() -> None:
    """A port that the chassis does not have is a warning, one of the wrong form an error."""
    assert told("configure vlan Default delete ports 1:1-4,9:1") == [(1, "there is no port 9:1 in a BD-10808")]
    assert told("configure vlan Default delete ports 1:1", chassis="summit-x450-24t")[0][1] == "Invalid input"
    assert told("configure vlan Default delete ports 1-4", chassis="summit-x450-24t") == []


def test_lines_after_a_question_are_answers() -> None:
    """Whole words, letters, or nothing; elsewhere such a line is an error."""
    assert told("save", "y", "run msm-failover", "YES", "reboot", "", "show vlan") == []
    assert [line for line, _ in told("show vlan", "y")] == [2]


def test_question_without_an_answer() -> None:
    """The next line would be taken for it."""
    assert told("save", "# so be it", "show vlan") == [
        (3, "`save` asks a question, and this line would be the answer to it")
    ]
    assert told("run msm-failover force", "show vlan", "reboot cancel", "show vlan") == []


def test_every_sure_question_is_a_command() -> None:
    """The commands said to ask always are there, and can ask."""
    from xos_cli.replay import lint_asks

    entries = {entry.handler: entry for entry in grammar().entries}
    assert entries.keys() >= lint_asks.SURE
    assert all(lint_asks._asks(entries[handler]).question for handler in lint_asks.SURE)


def test_texts_that_a_command_asks_for() -> None:
    """Passwords that are asked for are no commands; where one stands on the line there are none to come."""
    assert told("create account admin joe", "secret!", "secret!", "show vlan") == []
    assert [line for line, _ in told("create account admin joe hidden", "secret!")] == [2]


def test_lab_commands_and_checks() -> None:
    """Those there are pass, others do not; a line that is to be refused may be wrong."""
    assert told(":wait in-sync", ":con msm-b", "show node", ":expect MASTER", ":sync", "bad", "# !", ":refused") == []
    assert told(":wobble")[0][1] == "no such lab command (:help lists them)"


def test_the_samples_are_clean() -> None:
    """Nothing is wrong with the scripts that come with the program."""
    for path in SCRIPTS.glob("*.xsf"):
        assert told(*path.read_text().splitlines()) == [], path.name


def test_on_a_configuration(xos: Run, tmp_path: Path) -> None:
    """What the switch has already is known, from a saved file or a text."""
    saved, text = str(tmp_path / "a.cfg"), str(tmp_path / "a.txt")
    for path in (saved, text):
        xos("run", "--quiet", "--save-to", path, typed="create vlan sales\n")
        assert told("configure sales tag 5", config=Path(path).read_bytes()) == []
    assert xos("lint", "--on", saved, typed="configure sales tag 5\nuse configuration primary\n").status == 0


# -- the program -----------------------------------------------------------------------------------------------------


def test_text(xos: Run) -> None:
    """file:line:column, the line, the caret, what was expected, and how many."""
    done = xos("lint", typed="show vlan\n\tshow vlan detail x\n")
    assert done.status == 1
    assert done.out == (
        "standard input:2:19: error: Invalid input\n    \tshow vlan detail x\n"
        "    \t                 ^\n    expected: <cr>\n2 lines: 1 error\n"
    )
    assert xos("lint", typed="show vlan\n").out == "1 line: nothing wrong\n"


def test_strict(xos: Run) -> None:
    """Warnings alone do not fail, unless they are to."""
    assert xos("lint", typed="configure vlan sales tag 5\n").status == 0
    assert xos("lint", "--strict", typed="configure vlan sales tag 5\n").status == 1


def test_json(xos: Run) -> None:
    """The findings as data."""
    whole = json.loads(xos("lint", "--format", "json", typed="bad\n").out)
    assert whole["lines"] == 1
    assert (whole["findings"][0]["line"], whole["findings"][0]["severity"]) == (1, "error")


def test_github(xos: Run, write: Run) -> None:
    """Workflow commands, with what they cannot hold escaped."""
    path = write("a,b%.xsf", "show vlan detail 100%")
    out = xos("lint", "--format", "github", path).out
    escaped = path.replace("%", "%25").replace(",", "%2C")
    assert out.startswith(
        f"::error file={escaped},line=1,col=18,title=xos-cli lint::Invalid input: show vlan detail 100%25%0A"
    )
    assert out.count("\n") == 1


def test_sarif(xos: Run, write: Run) -> None:
    """Version 2.1.0: every result has a rule that is there, a level, a place."""
    whole = json.loads(xos("lint", "--format", "sarif", write("a.xsf", "bad", "configure vlan sales tag 5")).out)
    assert whole["version"] == "2.1.0"
    (run,) = whole["runs"]
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert [result["level"] for result in run["results"]] == ["error", "warning"]
    assert {result["ruleId"] for result in run["results"]} == rules
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"]) == (1, 1)


@pytest.mark.parametrize("chassis", ["bd10808", "summit-x450-24t"])
def test_agrees_with_the_switch(chassis: str, switch: Run) -> None:
    """A line is an error exactly where the switch cannot read it either."""
    lines = ("show vlan", "sh vl", "show vlanx", "configure vlan Default tag 5000", "disable", "ls", "reboot x")
    typist = switch(chassis)
    for line in lines:
        typist.type(line)
    typist.type("")
    unread = {refused.text for refused in typist.runner.refused if refused.column is not None}
    assert {found.text for found in findings(*lines, chassis=chassis) if found.severity == "error"} == unread
    assert PROCESSES.handler("cfgmgr", "save") is not None


def test_a_question_at_the_end(xos: Run) -> None:
    """Nothing answers it; in the next script something may."""
    done = xos("lint", "--strict", typed="create vlan sales\nreboot\n")
    assert done.status == 1
    assert "standard input:2:1: warning: `reboot` asks a question that no line answers\n" in done.out
    assert xos("lint", "--strict", typed="reboot\n\n").status == 0


def test_the_text_of_a_banner() -> None:
    """It is no command, whatever stands in it, up to an empty line."""
    assert told("configure banner", "show nothing", "create vlan x", ":nosuch", "", "delete vlan x") == [
        (6, "VLAN x does not exist: no earlier line creates it")
    ]


def test_a_file_that_was_saved() -> None:
    """It is there under its name with the ending."""
    assert told("save configuration foo", "y", "cp foo.cfg bar.cfg", "y", "rm bar", "y") == []


def test_the_commands_of_a_network(xos: Run) -> None:
    """They are known where the script is for one, and only there."""
    typed = ":network\nshow vlan\n"
    assert xos("--network", "triangle", "lint", typed=typed).status == 0
    done = xos("lint", typed=typed)
    assert (done.status, "no such lab command" in done.out) == (1, True)


def test_a_folder_is_read_to_its_end(xos: Run, tmp_path: Path) -> None:
    """A script that is no text is named, the others are checked all the same, and the status says so."""
    (tmp_path / "a.xsf").write_bytes(b"\0\1\2")
    (tmp_path / "b.xsf").write_text("show vlan\n")
    done = xos("lint", str(tmp_path))
    assert done.status == 1
    assert done.err == f"xos-cli: {tmp_path / 'a.xsf'}: not a text file\n"
    (tmp_path / "b.xsf").write_text("shw vlan\n")
    assert "b.xsf:1:3" in xos("lint", str(tmp_path)).out
    (tmp_path / "a.xsf").unlink()
    (tmp_path / "b.xsf").write_bytes(b"\0")
    assert xos("lint", str(tmp_path)).status == 2


#: Lines that a switch refuses whatever was typed before.
NEVER = (
    "configure timezone 0 autodst 61",
    "configure timezone 0 autodst name TOOLONG 60",
    "configure time 2 30 2006 0 0 0",
    "configure iproute add 10.0.0.0/8 224.0.0.1",
    "configure iparp add 224.0.0.1 00:11:22:33:44:55",
    "configure irdp 100 50 200 0",
    "configure fdb agingtime 5",
    "configure ospf routerid 0.0.0.0",
    "configure ospf vlan Default authentication simple-password ninechars",
    "configure ospf vlan Default timer 5 1 10 5",
    "configure telnet port 80",
    "configure vlan Default name other",
    "configure vlan Mgmt tag 5",
    "configure vlan Mgmt add ports 1:1",
    "configure vlan Mgmt delete ports all",
    "configure vlan Mgmt protocol ip",
    "configure vr VR-Mgmt add ports 1:1",
    "configure vr VR-Default add protocol rip",
    "create qosprofile QP1",
    "delete qosprofile QP8",
    "create protocol ip",
    "delete protocol ip",
    "create account user admin",
    "delete account admin",
    "delete log filter DefaultFilter",
    "configure snmpv3 delete user admin",
    "configure snmpv3 delete mib-view defaultAdminView",
    "disable slot 12",
    "clear slot 12",
    "show slot 12",
    "show diagnostics slot 12",
    "configure sys-recovery-level slot 12 none",
    "configure slot 3 module XYZ",
    "enable inline-power slot 2",
    "show inline-power slot 2",
    "reset inline-power ports 2:1",
    "show configuration nothing",
    "show process nothing",
    'tftp 10.0.0.1 -g -r "two words"',
)


@pytest.mark.parametrize("line", NEVER)
def test_what_is_refused_in_any_case(switch: Callable[..., Any], line: str) -> None:
    """The linter says of it what the switch does: limits, what every switch has, what this hardware lacks."""
    said = switch().refuse(line).removeprefix("Error: ").rstrip(".")
    assert [(one.severity, one.message.rstrip(".")) for one in findings(line)] == [("error", said)]
