"""Files in the flash: `ls`, `cp`, `mv`, `rm`, on both MSMs."""

import re
from collections.abc import Callable
from typing import Any

import pytest


def files(console: Any) -> list[dict[str, bytes]]:
    """What is in each flash, by name."""
    return [{name: node.flash.read(name) for name in node.flash.names()} for node in console.machine.nodes.values()]


def test_ls_is_that_of_a_real_switch(console: Any, capture: Callable[[str], str]) -> None:
    """Sorted, each column where a real switch has it.  evidence: capture 12.5"""
    assert console.run("ls") == ""
    console.say("save configuration secondary", "y", "save configuration primary", "y", "n")
    lines = console.run("ls").splitlines()
    size = len(files(console)[0]["primary.cfg"])
    assert lines[0] == f"-rw-r--r--    1 root     0        {size:>8} Nov  1 09:00 primary.cfg"
    assert [line.rpartition(" ")[2] for line in lines] == ["primary.cfg", "secondary.cfg"]
    real = next(line for line in capture("two-node-stack-12.5.4.5/ls.txt").splitlines() if "primary.cfg" in line)
    assert [match.end() for match in re.finditer(r"\S+", real)] == [
        match.end() for match in re.finditer(r"\S+", lines[0])
    ]


def test_ls_shows_the_year_of_an_old_file(console: Any) -> None:
    """evidence: capture 12.5"""
    console.say("save", "y", "configure time 11 1 2006 12 0 0")
    assert " Nov  1  2005 primary.cfg\n" in console.run("ls")


def test_cp_mv_rm(console: Any) -> None:
    """Each asks once, and what is done on the master is done on the backup too."""
    console.say("save", "y")
    content = files(console)[0]["primary.cfg"]
    out = console.say("cp primary.cfg copy", "y")
    assert out.endswith("Copy primary.cfg to copy.cfg on switch? (y/n) Yes\n")
    out = console.say("mv copy.cfg moved.cfg", "y")
    assert out.endswith("Rename config copy.cfg to moved.cfg on switch? (y/n) Yes\n")
    assert files(console) == [{"primary.cfg": content, "moved.cfg": content}] * 2
    out = console.say("rm moved.cfg", "y")
    assert out.endswith("Remove moved.cfg from switch? (y/n) Yes\n")
    assert files(console) == [{"primary.cfg": content}] * 2


@pytest.mark.parametrize("line", ["cp primary.cfg copy.cfg", "mv spare.cfg moved.cfg", "rm spare.cfg"])
def test_files_stay_when_the_answer_is_no(console: Any, line: str) -> None:
    """Anything but y."""
    console.say("save", "y", "cp primary.cfg spare.cfg", "y")
    before = files(console)
    console.say(line, "n", line, "")
    assert files(console) == before


def test_the_selected_file_cannot_go(console: Any) -> None:
    """Nor a file that is not there."""
    console.say("save", "y")
    for line in ("rm primary.cfg", "mv primary.cfg other.cfg"):
        assert (
            console.refuse(line) == "Error: primary.cfg is the selected configuration and cannot be removed or renamed."
        )
    for line in ("rm nosuch.cfg", "mv nosuch other", "cp nosuch other"):
        assert console.refuse(line).startswith("Error: File nosuch")
    assert list(files(console)[1]) == ["primary.cfg"]


def test_the_files_of_the_backup(console: Any) -> None:
    """`ls` at the console of the backup lists what is in its own flash; it changes no file there."""
    console.say("save", "y", "cp primary spare", "y")
    assert [line.split()[-1] for line in console.run(":console msm-b", "ls").splitlines()] == [
        "primary.cfg",
        "spare.cfg",
    ]
    assert "only be executed on Master" in console.refuse("rm spare")


def test_a_file_moved_onto_itself_stays(console: Any) -> None:
    """And one copied over another replaces it."""
    console.say("save", "y", "cp primary spare", "y", "configure snmp sysContact x", "save", "y")
    console.say("mv spare.cfg spare.cfg", "y", "cp primary.cfg spare.cfg", "y")
    assert {flash["spare.cfg"] for flash in files(console)} == {files(console)[0]["primary.cfg"]}


def test_a_file_without_an_ending_keeps_its_name(console: Any) -> None:
    """Files of the host's folder may have none."""
    for node in console.machine.nodes.values():
        node.flash.write("README", b"text", 0.0)
    console.say("cp README COPY", "y")
    assert files(console)[1]["COPY"] == b"text"
