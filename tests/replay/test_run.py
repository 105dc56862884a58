"""`xos-cli run`: what it begins with, what it prints, what it requires."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from xos_cli.replay.start import commands
from xos_cli.switch.savedfile import read

Run = Callable[..., Any]
TOP = Path(__file__).resolve().parents[2]
CHANGE = ("create vlan sales", "configure sales tag 100")


def test_clean_script_says_nothing_on_standard_error(xos: Run) -> None:
    """What is saved and in sync needs no words but the transcript."""
    done = xos("run", typed="create vlan sales\nsave\ny\n")
    assert done.status == 0
    assert done.err == ""
    assert "Configuration saved to primary.cfg successfully." in done.out


def test_unsaved_changes_are_told(xos: Run) -> None:
    """A script that leaves them is told so, and does not fail for it."""
    done = xos("run", typed="create vlan sales\n")
    assert done.status == 0
    assert done.err == "xos-cli: the changes are not saved: a reboot would lose them\n"


def test_requirements_fail(xos: Run) -> None:
    """Not saved, and not in sync, are failures where they are required not to be."""
    done = xos("run", "--require", "saved,in-sync", typed="create vlan sales\n:remove msm-b\n")
    assert done.status == 1
    assert "(--require saved)" in done.err
    assert "the MSMs are not in sync" in done.err
    assert "(--require in-sync)" in done.err
    assert xos("run", "--require", "saved,in-sync", typed="show vlan\n").status == 0


def test_unknown_requirement(xos: Run) -> None:
    """What cannot be required is refused with what can."""
    with pytest.raises(SystemExit):
        xos("run", "--require", "perfect")


def test_summary(xos: Run) -> None:
    """Lines, refusals, answers, the modules that changed, saved, in sync: in one line."""
    done = xos("run", "--summary", "--quiet", typed="create vlan sales\ncreate vlan sales\nsave\ny\n")
    assert done.out == ""
    assert done.err.splitlines()[-1] == (
        "xos-cli: 3 lines, 1 refused, 1 question answered; changed: vlan (+1); saved, in sync"
    )


def test_diff_by_module(xos: Run) -> None:
    """What changed is a unified diff of each module, behind the transcript or alone."""
    done = xos("run", "--quiet", "--diff", typed="create vlan sales\nconfigure snmp sysContact noc\n")
    assert done.out.startswith("--- devmgr (before)\n+++ devmgr (after)\n@@ ")
    assert "\n+configure snmp sysContact noc\n" in done.out.replace('"noc"', "noc")
    assert "\n--- vlan (before)\n+++ vlan (after)\n" in done.out
    assert '\n+create vlan "sales"\n' in done.out


def test_json(xos: Run) -> None:
    """Every line with its output, its refusal and the virtual time; the summary; the diff."""
    done = xos("run", "--format", "json", typed="show vlanx\ncreate vlan sales\n:expect nothing\n")
    whole = json.loads(done.out)
    assert done.status == 1
    assert [entry["text"] for entry in whole["lines"]] == ["show vlanx", "create vlan sales", ":expect nothing"]
    refused = whole["lines"][0]["refused"][0]
    assert refused["message"] == "%% Invalid input detected at '^' marker."
    assert refused["column"] == 9
    assert "version" in refused["expected"]
    assert whole["lines"][0]["at"] == "2005-11-01T09:00:01.00Z"
    assert whole["lines"][0]["output"].endswith("%% Invalid input detected at '^' marker.\n")
    assert whole["summary"]["changes"] == ["vlan"]
    assert whole["summary"]["saved"] is False
    assert '+create vlan "sales"' in whole["diff"]["vlan"]


def test_junit(xos: Run, write: Run) -> None:
    """A suite for each script, a case for each line, a failure for each that was refused; control characters too."""
    script = write("a&b.xsf", 'configure snmp sysContact "<&\x01>"', "bad line", ":sync")
    done = xos("run", "--format", "junit", script)
    suite = ElementTree.fromstring(done.out).find("testsuite")
    assert suite is not None
    assert suite.attrib == {"name": script, "tests": "3", "failures": "1", "errors": "0"}
    cases = suite.findall("testcase")
    assert [case.get("line") for case in cases] == ["1", "2", "3"]
    assert [case.find("failure") is not None for case in cases] == [False, True, False]


# -- checks inside scripts -------------------------------------------------------------------------------------------


def test_checks_hold(xos: Run) -> None:
    """What was printed, refused, and in sync, in a script that fails in nothing."""
    lines = (
        "show vlan",
        ":expect Default   1",
        "nonsense",
        ":refused Invalid input",
        ":sync",
        "save",
        "y",
        ":expect done",
    )
    done = xos("run", "--stop", typed="\n".join(lines))
    assert done.status == 0, done.err


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (("show vlan", ":expect sales"), '2: :expect sales: the line before did not print "sales"'),
        (("show vlan sales", ":expect sales", ":refused"), None),
        (("show vlan", ":refused"), "2: :refused: the line before was accepted"),
        (("nonsense", ":refused not so"), "2: :refused not so: the line before was refused with"),
        ((":remove msm-b", ":sync"), "2: :sync: the MSMs are not in sync (MSM-A MASTER, MSM-B removed)"),
        (("show vlan", ":expect"), "2: :expect: say what the line before should have printed"),
    ],
)
def test_checks_fail(xos: Run, lines: tuple[str, ...], words: str | None) -> None:
    """Each with its own words, at its own line."""
    done = xos("run", typed="\n".join(lines))
    if words is None:
        assert done.status == 0
    else:
        assert done.status == 1
        assert f"standard input:{words}" in done.err


def test_echo_is_not_what_was_printed(xos: Run) -> None:
    """A check does not find its words in the line that was typed."""
    assert xos("run", typed="create vlan sales\n:expect sales\nsave\ny\n").status == 1


def test_stop_goes_on_where_a_refusal_is_wanted(xos: Run) -> None:
    """But ends at one that is not."""
    done = xos("run", "--stop", typed="bad\n# so it must be\n\n:refused\nworse\ncreate vlan sales\n")
    assert done.status == 1
    assert "sales" not in done.out
    assert "worse" in done.err
    assert ": bad:" not in done.err


# -- where it begins -------------------------------------------------------------------------------------------------


def test_on_a_saved_file(xos: Run, tmp_path: Path) -> None:
    """What `--save-to` writes is a file that the switch would have written, and `--on` boots with it."""
    saved = str(tmp_path / "before.cfg")
    assert xos("run", "--save-to", saved, "--quiet", typed="\n".join(CHANGE)).status == 0
    assert [module.name for module in read(Path(saved).read_bytes()).modules]
    done = xos("run", "--on", saved, typed="show vlan sales\ndelete vlan sales\n")
    assert done.status == 0
    assert "Tagging:\t802.1Q Tag 100" in done.out
    assert "not saved" in done.err


def test_on_a_text(xos: Run, tmp_path: Path) -> None:
    """`show configuration` as text, with its banners, command and prompts, is typed in and counts as saved."""
    text = tmp_path / "before.txt"
    text.write_text(xos("run", typed="\n".join((*CHANGE, "save", "y", "show configuration vlan"))).out)
    lines = text.read_text()
    text.write_text(lines[lines.index("# show configuration vlan") - len("BD-10808.5 ") :])
    done = xos("run", "--on", str(text), "--diff", "--quiet", typed="configure sales tag 200\n")
    assert done.status == 0
    assert "not taken" not in done.err
    assert "-configure vlan sales tag 100\n+configure vlan sales tag 200\n" in done.out


def test_lines_that_are_not_taken_are_told(xos: Run, write: Run) -> None:
    """A configuration that the switch does not take as a whole is not passed off as taken."""
    before = write("before.txt", "# Module vlan configuration.", "create vlan sales", "configure wonder on")
    done = xos("run", "--on", before, typed="show vlan sales\n")
    assert f"{before}:3: configure wonder on: not taken: %% Invalid input" in done.err


def test_damaged_file_is_refused(xos: Run, write: Run) -> None:
    """Rather than begun without."""
    done = xos("run", "--on", write("before.cfg", "<xos-configuration"), typed="show vlan\n")
    assert done.status == 2
    assert "cut short" in done.err


def test_flash_and_on_exclude_each_other(xos: Run, write: Run, tmp_path: Path) -> None:
    """Nobody's flash is overwritten with the configuration of a rehearsal."""
    done = xos("run", "--flash", str(tmp_path), "--on", write("before.txt"), typed="show vlan\n")
    assert done.status == 2
    assert "not with both" in done.err


def test_whose_password_is_unknown_is_let_in(xos: Run, write: Run) -> None:
    """A configuration with passwords can be rehearsed without knowing them; given one, it must be right."""
    before = write("before.txt", "configure account admin encrypted Zs7pMc$xZg7y4kUQ3vJv9V6m2lMP1")
    assert xos("run", "--on", before, typed="show vlan\n").status == 0
    done = xos("run", "--on", before, "--password", "guess", typed="show vlan\n")
    assert done.status == 1
    assert "cannot log in" in done.err


def test_save_to_commands(xos: Run, tmp_path: Path) -> None:
    """A .txt or .xsf is written as commands, which can be begun with in turn."""
    path = tmp_path / "after.txt"
    xos("run", "--save-to", str(path), "--quiet", typed="\n".join(CHANGE))
    text = path.read_text()
    assert text.startswith("#\n# Module devmgr configuration.\n#\n")
    assert "configure vlan sales tag 100\n" in text
    done = xos("run", "--on", str(path), "--diff", "--quiet", typed="show vlan\n")
    assert (done.status, done.out) == (0, "")


def test_on_a_real_switch(xos: Run, capture: Callable[[str], str], tmp_path: Path) -> None:
    """What a real switch saved, and what it printed, begin a run with the very configuration it had."""
    folder = "summit-x450-11.2.3.3/"
    wanted = [line for _, line in commands(capture(f"{folder}show-configuration.txt"))]
    for name in ("primary.cfg", "show-configuration.txt"):
        before = tmp_path / name
        before.write_text(capture(folder + name))
        after = str(tmp_path / "after.txt")
        done = xos(
            "run", "--chassis", "summit-x450-24t", "--on", str(before), "--save-to", after, typed="show switch\n"
        )
        assert (done.status, done.err) == (0, "")
        assert [line for _, line in commands(Path(after).read_text())] == wanted


def test_lint_agrees_with_a_real_switch(xos: Run, capture: Callable[[str], str], write: Run) -> None:
    """Nothing is wrong with what a real switch printed."""
    lines = commands(capture("summit-x450-11.2.3.3/show-configuration.txt"))
    script = write("printed.xsf", *(line for _, line in lines))
    done = xos("lint", "--chassis", "summit-x450-24t", "--strict", script)
    assert (done.status, done.err) == (0, ""), done.out


# -- a person who waits ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("lines", "bar"), [(1500, True), (20, False)])
def test_progress(lines: int, bar: bool, tmp_path: Path) -> None:
    """A bar on the terminal of standard error for a long script whose transcript goes elsewhere, then the summary."""
    script = tmp_path / "long.xsf"
    script.write_text("show node\n" * lines)
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "xos_cli", "run", str(script)]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=theirs, cwd=TOP, env=environment) as program:
        os.close(theirs)
        seen = b""
        with suppress(OSError):  # the end, on Linux
            while data := os.read(ours, 65536):
                seen += data
        os.close(ours)
    assert program.returncode == 0
    assert f"{lines} lines, 0 refused".encode() in seen
    assert (b"\x1b[" in seen) is bar


@pytest.mark.parametrize("lines", ["create vlan sales\nreboot\n", "save\n", "configure banner\nhello\n"])
def test_a_question_that_nothing_answers(xos: Run, lines: str) -> None:
    """The script ends in the middle of a command: that is a failure, in its last line."""
    done = xos("run", "--quiet", typed=lines)
    asking = lines.splitlines().index("configure banner" if "banner" in lines else lines.splitlines()[-1]) + 1
    assert done.status == 1
    assert done.err.splitlines()[0].startswith(f"standard input:{asking}: ")
    assert done.err.splitlines()[0].endswith(": nothing answers what it asks")


def test_a_saved_file_of_another_chassis(xos: Run, tmp_path: Path) -> None:
    """What the switch says of it as it boots is on standard error, with its name; so is that one is damaged."""
    saved = str(tmp_path / "before.cfg")
    xos("run", "--save-to", saved, typed="create vlan sales\n")
    done = xos("run", "--on", saved, "--chassis", "summit-x450-24t", "--quiet", typed="show vlan sales\n")
    assert done.status == 0
    assert (
        f"{saved}: Warning: Configuration file primary.cfg: it was saved on platform BD10K, this is ASPEN" in done.err
    )
    Path(saved).write_text("<xos-configuration")
    for subcommand in ("run", "lint"):
        done = xos(subcommand, "--on", saved, typed="show vlan\n")
        assert (done.status, done.err) == (2, f"xos-cli: {saved}: it is cut short\n")


def test_refusals_are_listed_before_a_file_that_cannot_be_written(xos: Run) -> None:
    """One does not hide the other."""
    done = xos("run", "--quiet", "--save-to", "/nonexistent/x.cfg", typed="foo\n")
    assert done.status == 2
    assert "standard input:1: foo: " in done.err


def test_a_question_left_at_the_other_console(xos: Run) -> None:
    """Whoever goes to the other console has not answered it."""
    done = xos("run", "--quiet", typed="create vlan sales\nreboot\n:console msm-b\nshow node\n")
    assert done.status == 1
    assert "nothing answers what it asks" in done.err
