"""`xos-cli run`: what it begins with, what it prints, what it requires."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from xos_cli.processes import Processes
from xos_cli.replay.start import commands
from xos_cli.switch.saved.savedfile import read

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


def test_diff_after_a_restored_snapshot(xos: Run) -> None:
    """What a restored snapshot has undone is no difference, and what came after it is one."""
    script = ":snapshot clean\ncreate vlan sales\n:restore clean\n"
    assert "(before)" not in xos("run", "--quiet", "--diff", typed=script).out
    assert '+create vlan "labs"\n' in xos("run", "--quiet", "--diff", typed=f"{script}create vlan labs\n").out


def test_nothing_changed_writes_no_configuration(xos: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that changed nothing does not write the configuration out, which would load most of the program."""
    written: list[str] = []
    real = Processes.configuration

    def counted(self: Processes, process: str, *rest: Any) -> Iterator[str]:
        written.append(process)
        return real(self, process, *rest)

    monkeypatch.setattr(Processes, "configuration", counted)
    assert xos("run", typed="show node\nshow vlan\n").status == 0
    assert not written
    xos("run", "--diff", typed="show node\n")
    assert "vlan" in written


def test_a_change_writes_out_the_sections_that_differ(xos: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """That something has changed, so that it ought to be saved, is known from the first section that differs."""
    written: list[str] = []
    real = Processes.configuration

    def counted(self: Processes, process: str, *rest: Any) -> Iterator[str]:
        written.append(process)
        return real(self, process, *rest)

    monkeypatch.setattr(Processes, "configuration", counted)
    assert "the changes are not saved" in xos("run", typed="configure snmp sysName core-1\n").err
    assert written == ["devmgr", "devmgr"]
    written.clear()
    assert "not saved" not in xos("run", typed="create vlan sales\ndelete vlan sales\n").err


def loaded(script: str) -> list[str]:
    """Return the names of the modules that a run of *script* has loaded at its end."""
    program = (
        "import sys\nfrom xos_cli.__main__ import main\nmain(['run', '--quiet'])\n"
        "print(*[name for name, module in sys.modules.items() if '__path__' not in vars(module)])"
    )
    python = [sys.executable, "-c", program]
    return subprocess.run(python, input=script, capture_output=True, text=True, cwd=TOP, check=True).stdout.split()


SHORT = ["show node\nshow vlan\n", "show node\nconfigure snmp sysName core-1\n"]


@pytest.mark.parametrize("script", SHORT)
def test_a_short_script_loads_what_it_needs(script: str) -> None:
    """Networks, frames, policies, OpenSSL and parts of the standard library take their time, and it needs none."""
    unwanted = (
        *("xos_cli.network", "xos_cli.packets", "xos_cli.switch.fabric", "xos_cli.processes.polMgr.reader"),
        *("xos_cli.processes.polMgr.words", "_hashlib", "pyparsing.common", "pyparsing.helpers", "difflib", "gettext"),
        *("html", "inspect", "locale", "pathlib", "textwrap", "threading", "traceback", "unittest"),
    )
    assert [name for name in loaded(script) if name.startswith(unwanted)] == []


#: What the start of a switch needs of its processes, beside their main modules and their rows.
STARTING = {
    "aaa": "facts logins passwords",
    "cfgmgr": "command_log facts",
    "devmgr": "declared facts lines modules msm_ports names power slot_power",
    "eaps": "facts",
    "ems": "catalog counters facts filter format pattern target",
    "epm": "facts processor",
    "esrp": "facts",
    "netTools": "facts",
    "ospf": "facts",
    "polMgr": "facts",
    "rtmgr": "best facts index learned lines routes since",
    "snmpMaster": "build engine factory keys",
    "stp": "facts",
    "telnetd": "facts",
    "vlan": "facts index ip.facts lasting ports.facts ports.links ports.members ports.redundancy protocols show",
}
#: So many modules of its own does a short script load outside the processes.
OTHER_MODULES = 100


@pytest.mark.parametrize("script", SHORT)
def test_a_short_script_loads_few_modules(script: str) -> None:
    """A hook that a start does not need imports other modules of its process when it is called."""
    own = [name.removeprefix("xos_cli.") for name in loaded(script) if name.startswith("xos_cli.")]
    parts = [name.removeprefix("processes.") for name in own if name.startswith("processes.")]
    known = {f"{process}.{part}" for process, names in STARTING.items() for part in names.split()}
    assert {name for name in parts if "." in name and not name.endswith((".process", ".rows"))} <= known
    assert len(own) - len(parts) <= OTHER_MODULES


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


def on_a_terminal(out: int | None, *arguments: str) -> tuple[int, bytes]:
    """Run the program with standard error on a terminal; its status, and what was there to be seen."""
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "xos_cli", "run", *arguments]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    stdout = theirs if out is None else out
    with subprocess.Popen(command, stdout=stdout, stderr=theirs, cwd=TOP, env=environment) as program:
        os.close(theirs)
        seen = b""
        with suppress(OSError):  # the end, on Linux
            while data := os.read(ours, 65536):
                seen += data
        os.close(ours)
    return program.returncode, seen


@pytest.mark.parametrize(("lines", "bar"), [(3000, True), (20, False)])
def test_progress(lines: int, bar: bool, tmp_path: Path) -> None:
    """A bar on the terminal of standard error for a long script; the transcript in a file is the whole of it."""
    script = tmp_path / "long.xsf"
    script.write_text("show node\n" * lines)
    with open(tmp_path / "out.txt", "wb") as out:
        status, seen = on_a_terminal(out.fileno(), str(script))
    assert status == 0
    assert f"{lines} lines, 0 refused".encode() in seen
    assert (b"\x1b[" in seen) is bar
    printed = (tmp_path / "out.txt").read_bytes()
    assert printed.count(b"# show node\nNode   State ") == lines
    assert b"\x1b" not in printed


def test_progress_is_seen_where_there_is_no_transcript(tmp_path: Path) -> None:
    """With `--quiet` the terminal of standard output is free for it; beside a transcript there is none."""
    script = tmp_path / "long.xsf"
    script.write_text("show node\n" * 3000)
    assert b" of 3,000 lines" in on_a_terminal(None, "--quiet", str(script))[1]
    assert b" of 3,000 lines" not in on_a_terminal(None, str(script))[1]


def test_a_terminal_is_told_that_it_is_waited_for(tmp_path: Path) -> None:
    """`run` without a file on a terminal says that it reads from there; a pipe hears nothing."""
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "xos_cli", "run", "--quiet"]
    with subprocess.Popen(command, stdin=theirs, stderr=subprocess.PIPE, cwd=TOP) as program:
        os.write(ours, b"show node\n\x04")
        assert program.stderr is not None
        told = program.stderr.read()
    os.close(ours)
    os.close(theirs)
    assert told == b"xos-cli: reading from this terminal; Ctrl+D on an empty line ends the text\n"


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


def test_a_file_that_cannot_be_written_is_found_before_the_run(xos: Run, tmp_path: Path) -> None:
    """`--save-to` is tried first: nothing is typed, and nothing is left behind or changed by the attempt."""
    done = xos("run", "--save-to", "/proc/nonexistent/x.cfg", typed="show node\n")
    assert (done.status, done.out) == (2, "")
    assert done.err == "xos-cli: /proc/nonexistent/x.cfg: there is no such file or folder\n"
    fresh, kept = tmp_path / "fresh.cfg", tmp_path / "kept.cfg"
    kept.write_text("as it was")
    for path in (fresh, kept):
        assert xos("run", "--save-to", str(path), "/nonexistent.xsf").status == 2
    assert (fresh.exists(), kept.read_text()) == (False, "as it was")


def test_a_lab_line_is_no_answer(xos: Run) -> None:
    """It is refused, names the question, and leaves it open; the next line answers it."""
    done = xos("run", "--quiet", typed="create vlan sales\nreboot\n:console msm-b\n\nshow node\n")
    assert done.status == 1
    first, *rest = done.err.splitlines()
    assert first.startswith('standard input:3: :console msm-b: a lab line is no answer to "Do you want to save')
    assert not [line for line in rest if line.startswith("standard input")]


def test_a_command_taken_as_an_answer_fails_the_run(xos: Run) -> None:
    """The line is named with the question and its command: the VLAN was never created."""
    done = xos("run", "--quiet", typed="save\ny\nsave\ncreate vlan y\nshow vlan y\n")
    assert done.status == 1
    told = done.err.splitlines()
    assert told[0] == (
        'standard input:4: create vlan y: it was taken as the answer to "The configuration file primary.cfg already '
        'exists. Do you want to save configuration to primary.cfg and overwrite it? (y/n)" of `save`'
    )
    assert told[1] == "standard input:5: show vlan y: Error: VLAN y does not exist."


@pytest.mark.parametrize("answer", ["y", "n", "YES", " no ", ""])
def test_an_answer_that_the_question_knows(xos: Run, answer: str) -> None:
    """The letters, the words and Enter, in any case."""
    assert xos("run", "--quiet", typed=f"save\n{answer}\nshow node\n").status == 0


def test_a_text_question_takes_any_line_but_a_lab_line(xos: Run) -> None:
    """A password may look like a command; a lab line is refused there too."""
    typed = "create account user joe\nshow vlan\nshow vlan\nsave\ny\n"
    assert xos("run", "--quiet", typed=typed).status == 0
    done = xos("run", "--quiet", typed="create account user joe\n:wait 1\nsecret\nsecret\n")
    assert (done.status, done.err.count(":wait 1: a lab line is no answer")) == (1, 1)


def test_a_text_without_a_prompt(xos: Run) -> None:
    """The lines of a banner are asked for without words: colons, `#` and lines like commands belong to it."""
    done = xos(
        "run", typed="configure banner\n# one\n:two\nshow node\n\nshow banner\n:expect :two show node\nsave\ny\n"
    )
    assert (done.status, done.err) == (0, "")
    done = xos("run", "--quiet", typed="configure banner\n:wait 5\n\n")
    assert done.err.startswith('standard input:2: :wait 5: a lab line is no answer to "the text that it asks for"\n')


def test_a_slow_command_may_ask(xos: Run) -> None:
    """A line behind a command that asks only after a while is its answer, an empty one too."""
    done = xos("run", typed="download image 10.10.10.10 bd10K-11.3.2.4.xos secondary\ny\nshow node\n")
    assert done.status == 0, done.err


def test_requirements_add_up(xos: Run) -> None:
    """`--require a --require b` is `--require a,b`."""
    both = ("--require", "saved", "--require", "in-sync")
    done = xos("run", *both, typed="create vlan sales\n:remove msm-b\n")
    assert done.status == 1
    assert "(--require saved)" in done.err
    assert "(--require in-sync)" in done.err


@pytest.mark.parametrize("subcommand", ["run", "lint"])
def test_lines_of_a_configuration_that_are_not_taken_fail(xos: Run, write: Run, subcommand: str) -> None:
    """Both read it in the same way; `--on-lenient` goes on, and says so all the same."""
    before = write("before.txt", "create vlan sales", "", "configure wonder on")
    script = write("ok.xsf", "show vlan sales")
    done = xos(subcommand, "--on", before, script)
    assert done.status == 1
    assert f"{before}:3:" in done.out + done.err
    done = xos(subcommand, "--on", before, "--on-lenient", script)
    assert done.status == 0
    assert f"{before}:3:" in done.out + done.err


@pytest.mark.parametrize("subcommand", ["run", "lint", "check"])
def test_binary_files_are_refused(xos: Run, tmp_path: Path, subcommand: str) -> None:
    """A file with NULs or many control characters is no text, as a script and as a configuration."""
    binary = tmp_path / "image.xos"
    binary.write_bytes(bytes(range(256)) * 4)
    words = f"xos-cli: {binary}: not a text file\n"
    assert xos(subcommand, str(binary))[::2] == (2, words)
    if subcommand != "check":
        assert xos(subcommand, "--on", str(binary), typed="show vlan\n")[::2] == (2, words)


def test_control_characters_mean_the_same_to_run_and_lint(xos: Run) -> None:
    """White space is a blank, others are not there: a line that the one accepts is right for the other."""
    typed = "sh\x01ow\tvlan\xa0Default\ncreate\x0bvlan sa\x7fles\nshow vlan sales\n"
    assert xos("run", "--quiet", typed=typed).status == 0
    done = xos("lint", "--strict", typed=typed)
    assert done.status == 0, done.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("run", "nosuch.xsf"), "nosuch.xsf: there is no such file or folder"),
        (("run", "."), ".: it is a folder, not a file"),
        (("check", "nosuch.txt"), "nosuch.txt: there is no such file or folder"),
        (("run", "--on", "nosuch.cfg", "-"), "nosuch.cfg: there is no such file or folder"),
        (("lint", "/dev/null/x"), "/dev/null/x: part of the path is no folder"),
        (("record", "/proc/nonexistent/x.txt"), "/proc/nonexistent/x.txt: there is no such file or folder"),
    ],
)
def test_the_host_is_quoted_in_our_own_words(xos: Run, arguments: tuple[str, ...], words: str) -> None:
    """The file, and what is wrong with it, without an errno."""
    assert xos(*arguments) == (2, "", f"xos-cli: {words}\n")


def test_folders(xos: Run, write: Run, tmp_path: Path) -> None:
    """`lint DIR` and `check DIR` take the scripts and the transcripts in it; a folder without any is an error."""
    write("one.xsf", "show vlan")
    write("two.xsf", "shw vlan")
    write("notes.md", "shw vlan")
    done = xos("lint", str(tmp_path))
    assert (done.status, done.out.splitlines()[-1]) == (1, "2 lines: 1 error")
    assert "two.xsf:1:3: error" in done.out
    done = xos("check", str(tmp_path))
    assert (done.status, done.err) == (2, f"xos-cli: {tmp_path}: no *.txt or *.xos-session in this folder\n")
    write("a.txt", "BD-10808.1 # show configuration vrrp")
    write("b.xos-session", "BD-10808.1 # show nothing")
    done = xos("check", str(tmp_path))
    assert (done.status, done.err) == (1, "2 transcripts, 2 differ\n")
