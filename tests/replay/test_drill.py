"""`xos-cli drill`: guided exercises, each of which a script solves."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pexpect
import pytest

from xos_cli.errors import XosError
from xos_cli.replay.drill_conditions import CONDITIONS
from xos_cli.replay.drill_file import KEYS, MISTAKE, STEP, names, read

Run = Callable[..., Any]
TOP = Path(__file__).resolve().parents[2]
SOLUTIONS = Path(__file__).resolve().parent / "drills"
OWN = """
title = "Mine"
task = "Do it."
prepare = ["create vlan one"]
[[step]]
goal = "There is a VLAN two"
hint = "`create vlan two`"
configured = ["create vlan \\"two\\""]
[[step]]
goal = "It is saved"
typed = "save"
saved = ["two"]
[[mistake]]
what = "VLAN one was deleted"
not-configured = ["create vlan \\"one\\""]
"""


@pytest.fixture
def own(tmp_path: Path) -> str:
    """A drill file of an instructor's own."""
    path = tmp_path / "own.toml"
    path.write_text(OWN)
    return str(path)


#: What every operator of such a switch should have done once.
DRILLS = {
    *("damaged-file", "failover", "loop", "mid-checkpoint", "out-of-sync", "reboot", "stp-root", "upgrade"),
    *("eaps-ring", "no-neighbor", "refused-login", "vrrp-tracking", "wrong-filter", "wrong-way"),
}


def test_which_there_are() -> None:
    """Every drill is there, each with a solution."""
    assert {*names()} == DRILLS
    assert {path.stem for path in SOLUTIONS.iterdir()} == DRILLS


@pytest.mark.parametrize("name", names())
def test_a_script_solves_it(xos: Run, name: str) -> None:
    """Every step is reached in its order, without a mistake or a hint."""
    done = xos("drill", name, "--solve", str(SOLUTIONS / f"{name}.xsf"))
    assert (done.status, done.err) == (0, ""), done.out
    drill = read(name)
    told = [line for line in done.out.splitlines() if line.startswith("[step ")]
    count = len(drill.steps)
    assert told == [f"[step {number} of {count}: {step.goal}]" for number, step in enumerate(drill.steps, 1)]
    assert f"Drill: {drill.title}: passed\n" in done.out
    assert f"{count} of {count} steps, 0 mistakes, 0 hints; " in done.out


@pytest.mark.parametrize("name", names())
def test_doing_nothing_is_not_enough(xos: Run, write: Run, name: str) -> None:
    """The verdict names every step that was missed; every step has a hint, every text fits the screen."""
    done = xos("drill", name, "--solve", write("nothing.xsf", "# nothing", ":hint", ":task"))
    assert done.status == 1
    verdict = done.out[done.out.rindex("\nDrill: ") :]
    assert "not passed" in verdict
    assert all(f"  missed  {step.goal}\n" in verdict for step in read(name).steps)
    assert "0 mistakes, 1 hint;" in verdict
    assert all(step.hint for step in read(name).steps)
    assert max(map(len, done.out.splitlines())) < 80


@pytest.mark.parametrize(
    ("name", "lines", "mistake"),
    [
        ("failover", ("delete vlan sales",), "the VLAN sales was lost"),
        ("reboot", ("show vlan", "reboot", "n", ":wait booted"), "the switch came up without the VLAN night"),
        ("mid-checkpoint", (":wait in-sync",), "the checkpoint had ended before MSM-B was pulled"),
        ("out-of-sync", ("delete vlan night",), "the VLAN night was lost"),
        ("upgrade", ("delete vlan sales",), "the VLAN sales was lost"),
        (
            "damaged-file",
            ("use configuration spare.cfg", "save", "y", "reboot", "y", ":wait booted"),
            "the copy was overwritten with the factory defaults",
        ),
        (
            "wrong-way",
            ("configure iproute add 10.0.9.0/24 10.0.2.2",),
            "Another static route covers up for RIP: it will be in the way when the link is down",
        ),
        (
            "wrong-way",
            ("configure iproute priority static 3000",),
            "All static routes are believed less now, not just the wrong one",
        ),
        ("wrong-way", ("configure rip delete vlan near",), "RIP no longer runs on the short way"),
    ],
)
def test_a_mistake_fails_it(xos: Run, write: Run, name: str, lines: tuple[str, ...], mistake: str) -> None:
    """It is told at once, and again in the verdict, once each."""
    done = xos("drill", name, "--solve", write("wrong.xsf", *lines))
    assert done.status == 1
    assert done.out.count(f"[mistake: {mistake}]\n") == 1
    assert f"\n  mistake {mistake}\n" in done.out


def test_pulling_it_too_late_is_not_pulling_it_in_mid_checkpoint(xos: Run, write: Run) -> None:
    """What had to hold when the command was typed did not."""
    lines = (":wait 115", "show checkpoint-data", ":wait in-sync", ":remove msm-b")
    done = xos("drill", "mid-checkpoint", "--solve", write("late.xsf", *lines))
    assert "  missed  MSM-B is pulled while its checkpoint is under way\n" in done.out


def test_a_refused_or_declined_command_is_not_done(xos: Run, write: Run, own: str) -> None:
    """A step asks for a command that was carried out, and for what it brought about."""
    done = xos("drill", own, "--solve", write("no.xsf", "create vlan two", "save", "n"))
    assert (done.status, "  done    There is a VLAN two\n  missed  It is saved\n" in done.out) == (1, True)
    done = xos("drill", own, "--solve", write("yes.xsf", "cr vl two", "sav", "y"))
    assert done.status == 0, done.out


def test_the_list(xos: Run) -> None:
    """Without a name, each drill with its title."""
    done = xos("drill")
    assert done.status == 0
    assert "\nfailover        A first failover\n" in done.out


def test_at_the_console(own: str) -> None:
    """The task, the real console, the steps along the way, hints, and the verdict with the time that it took."""
    terminal = {**os.environ, "TERM": "xterm", "PYTHONPATH": str(TOP)}
    command = ["-m", "xos_cli", "drill", own]
    shell = pexpect.spawn(sys.executable, command, encoding="utf-8", timeout=20, env=terminal, cwd=str(TOP))
    for wanted, typed in (
        ("Do it.", ""),
        ("* BD-10808.1 # ", ":hint\r"),
        ("Next: There is a VLAN two.  `create vlan two`\r\n", ""),
        ("BD-10808.1 # ", "create vlan two\r"),
        ("[step 1 of 2: There is a VLAN two]\r\n", ""),
        ("# ", ":task\r"),
        ("done    There is a VLAN two\r\n  to do   It is saved\r\n", ""),
        ("# ", "save\r"),
        ("(y/n) ", "y"),
        ("[step 2 of 2: It is saved]\r\n[that was the last step; :quit leaves]\r\n", ""),
        ("# ", ":quit\r"),
        ("Drill: Mine: passed\r\n", ""),
        ("2 of 2 steps, 0 mistakes, 1 hint; ", ""),
        (" of yours\r\n", ""),
    ):
        shell.expect_exact(wanted)
        shell.send(typed)
    shell.expect(pexpect.EOF)
    shell.close()
    assert shell.exitstatus == 0


def test_through_a_pipe(own: str) -> None:
    """Leaving early is not passing."""
    command = [sys.executable, "-m", "xos_cli", "drill", own]
    done = subprocess.run(command, input="create vlan two\n", capture_output=True, text=True, check=False, cwd=TOP)
    assert (done.returncode, done.stderr) == (1, "")
    assert "Drill: Mine: not passed\n  done    There is a VLAN two\n  missed  It is saved\n" in done.stdout


def test_the_last_line_of_a_pipe_counts() -> None:
    """A step that the last line reaches while it is carried out, as `save` does, is passed."""
    command = [sys.executable, "-m", "xos_cli", "drill", "refused-login"]
    server = "configure radius mgmt-access primary server 10.0.0.1 client-ip 10.0.0.254 vr VR-Default"
    secret = "configure radius mgmt-access primary shared-secret operators"
    lines = ["show radius", server, secret, ":login alice spring", "save", "y"]
    typed = "".join(f"{line}\n" for line in lines)
    done = subprocess.run(command, input=typed, capture_output=True, text=True, check=False, cwd=TOP)
    assert "  done    It is saved\n" in done.stdout
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title = 'x'", "task is missing"),
        (OWN.replace("[[mistake]]", "[[misteak]]"), "there is no misteak (there is title, task,"),
        (OWN.replace('typed = "save"', "typed = 5"), "step 2: typed must be text"),
        (OWN.replace('saved = ["two"]', "in-sync = 1"), "step 2: in-sync must be true or false"),
        (OWN.replace('typed = "save"\nsaved = ["two"]', ""), "step 2: nothing says how it is reached"),
        (OWN.replace("not-configured", "# "), "mistake 1: it needs `what`, and at least one of master"),
        (OWN.replace('"create vlan one"]', '"create vlan"]'), "`create vlan` is refused: %% Incomplete command"),
        (OWN + '[damage]\nMSM-A = ["no.cfg"]', "damage: there is no no.cfg on MSM-A"),
        (OWN.replace("[[step]]", "[[step", 1), "Expected ']]' at the end"),
        (OWN.replace('prepare = ["create vlan one"]', "prepare = [1]"), "prepare must be a list of lines"),
    ],
)
def test_a_file_that_is_wrong(xos: Run, write: Run, text: str, words: str) -> None:
    """It is refused with the place and what is wrong there."""
    path = write("wrong.toml", text)
    done = xos("drill", path, "--solve", write("x.xsf"))
    assert (done.status, words in done.err, done.err.startswith(f"xos-cli: {path}: ")) == (2, True, True), done.err


def test_a_name_that_is_none() -> None:
    """It is refused with those there are."""
    with pytest.raises(XosError, match="neither a drill file nor one of damaged-file, eaps-ring, failover"):
        read("nosuch")


def test_the_format_is_explained() -> None:
    """`configs/README.md` has a row for every key of a drill file, and no other."""
    text = (TOP / "configs" / "README.md").read_text(encoding="utf-8").partition("## Drill files\n")[2]
    text = text.partition("\n## ")[0]
    rows = set(re.findall(r"^\| `([\w-]+)` \|", text, re.MULTILINE))
    assert rows == {*KEYS, *STEP, *MISTAKE, *CONDITIONS} - {"step", "mistake"}
    assert "`[[step]]`" in text
    assert "`[[mistake]]`" in text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x = " + "[" * 5000, "nested so deeply"),
        ("x = " + "9" * 5000, "such a number"),
        ("damage = { MSM-A = 5 }", "damage: MSM-A must be a list of lines"),
        *((f"speed = {text}", "speed must be from") for text in ("0", "-1", "nan", "inf", "1" + "0" * 400)),
    ],
)
def test_a_drill_file_that_is_absurd_is_refused(tmp_path: Path, text: str, words: str) -> None:
    """It is refused in one line, however deep it is nested and whatever number is in it; so is a folder."""
    file = tmp_path / "own.toml"
    file.write_text(f'title = "t"\ntask = "t"\n{text}\n[[step]]\ngoal = "g"\ntyped = "show vlan"\n')
    with pytest.raises(XosError, match=words) as caught:
        read(str(file))
    assert len(str(caught.value).splitlines()) == 1
    with pytest.raises(XosError, match=r"directory|folder"):
        read(str(tmp_path))
