"""Replaying lines: answers, comments, logins, waits, and what is refused."""

from collections.abc import Callable
from typing import Any

import pytest
from conftest import booted

from xos_cli.lab.commands import Lab
from xos_cli.replay import Refused, Runner


def replay(*lines: str, stop: bool = False, chassis: str = "bd10808", **options: str) -> tuple[str, Runner]:
    """Everything that is shown, and who replayed it."""
    shown: list[str] = []
    runner = Runner(Lab(booted(chassis)), shown.append, **options)  # type: ignore[arg-type]
    runner.run("script", lines, stop)
    runner.finish()
    return "".join(shown), runner


def refusals(runner: Runner) -> list[tuple[int, str, str]]:
    """Line, text and message of each."""
    return [(refused.line, refused.text, refused.message) for refused in runner.refused]


def test_what_is_shown_is_what_the_terminal_would_show() -> None:
    """Login, banner, prompt, echo, output, and the last prompt."""
    out, runner = replay("show node")
    assert out == (
        "\nlogin: admin\npassword: \nExtremeWare XOS\n"
        "Copyright (C) 2000-2005 Extreme Networks. All rights reserved.\n"
        "Protected by US Patent Nos: 6,678,248; 6,104,700; 6,766,482; 6,618,388; 6,034,957\n"
        f"{'=' * 78}\n\nPress the <tab> or '?' key at any time for completions.\n"
        "Remember to save your configuration changes.\n\n"
        "BD-10808.1 # show node\n"
        "Node   State      Priority  SwHealth HwHealth\n-----------------------------------------------\n"
        "MSM-A  MASTER     0         49       7\nMSM-B  BACKUP     0         49       7\n"
        "BD-10808.2 # \n"
    )
    assert runner.refused == []


def test_a_line_after_a_question_is_its_answer() -> None:
    """Even an empty one, a long one, or one that would be a command."""
    out, runner = replay("configure snmp sysName x", "reboot", "", "save", "no", "save", "yes", "show node")
    assert "<cr> - cancel command) \n* x.3 # save\n" in out
    assert "(y/n) No\nSave configuration cancelled.\n* x.4 # save\n" in out
    assert "(y/n) Yes\nSaving configuration on primary MSM ...... done!\n" in out
    assert "x.5 # show node\n" in out
    assert runner.refused == []


def test_comments_and_empty_lines_are_not_typed() -> None:
    """Anywhere but where a command asks for a text of its own."""
    out, _ = replay("# first", "show node", "", "   ", "#second", "save", "# third", "n", "show node")
    assert "first" not in out
    assert "third" not in out
    assert "BD-10808.3 # show node\n" in out


def test_refused_lines_are_listed() -> None:
    """With their place and the switch's words; the run goes on."""
    out, runner = replay(
        "show node", "shw node", "show", "# remark", "configure node slot A priority 1", "clear slot 77"
    )
    assert refusals(runner) == [
        (2, "shw node", "%% Invalid input detected at '^' marker."),
        (3, "show", "%% Incomplete command"),
        (6, "clear slot 77", "Error: Slot 77 is not a valid slot."),
    ]
    assert {refused.file for refused in runner.refused} == {"script"}
    assert out.endswith("* BD-10808.6 # \n")


def test_stop_ends_it_at_the_first() -> None:
    """What follows is not typed."""
    out, runner = replay("show node", "shw node", "configure snmp sysName never", stop=True)
    assert len(runner.refused) == 1
    assert "never" not in out
    assert out.endswith("BD-10808.3 # \n")


def test_a_refusal_after_a_while_belongs_to_its_own_line() -> None:
    """A command that takes its time and fails is listed under its own line, whatever was typed behind it."""
    lab = Lab(booted("bd10808"))
    lab.machine.clock.visit(10.0, lab.machine.remove, "B")
    runner = Runner(lab, lambda text: None)
    runner.run("script", ["show node", "synchronize", "show slot", "shw"])
    runner.finish()
    assert [(refused.line, refused.text) for refused in runner.refused] == [(2, "synchronize"), (4, "shw")]


def test_the_login_of_a_reboot_is_shown() -> None:
    """The runner waits through the boot and logs in again, showing what the console shows."""
    out, runner = replay("reboot", "y", "show node")
    boot, login = out.index("Running POST... PASSED"), out.rindex("login: admin")
    assert boot < login < out.index("BD-10808.1 # show node")
    assert runner.refused == []


def test_the_other_console_is_logged_in_at() -> None:
    """At its own login, as soon as there is one, even if it still boots."""
    out, runner = replay(":remove msm-b", ":insert msm-b", ":console msm-b", "show node", ":console msm-a", "show node")
    assert "[console of MSM-B]\n" in out
    assert "Authentication Service (AAA) on the backup node is now available for login.\n" in out
    assert "BD-10808.1 > show node\n" in out
    assert runner.refused == []


def test_a_prompt_that_never_comes_is_a_refusal() -> None:
    """With both MSMs out there is nobody to type at: refused with the reason, and the run goes on."""
    out, runner = replay(
        "show node", ":remove msm-a", ":remove msm-b", "show node", ":insert msm-b", ":console msm-b", "ls"
    )
    assert [(refused.line, refused.text) for refused in runner.refused] == [(4, "show node")]
    assert "a prompt on MSM-A: it would never be so (MSM-A removed, MSM-B removed)" in runner.refused[0].message
    assert out.endswith("BD-10808.2 # \n")


def test_a_script_that_ends_in_a_command_waits_for_its_end() -> None:
    """Down to the last prompt, or to the end of the switch; a question that nobody answered stays open."""
    out, _ = replay("save", "y")
    assert out.endswith("Configuration saved to primary.cfg successfully.\nBD-10808.2 # \n")
    out, _ = replay("reboot", "y")
    assert out.endswith("Rebooting ...\n")
    out, _ = replay("configure snmp sysName x", "reboot")
    assert out.endswith("<cr> - cancel command) \n")


def test_a_wrong_password_is_a_refusal(switch: Callable[..., Any]) -> None:
    """Somebody who cannot log in gets no command through, and is told."""
    out, runner = replay("show node", account="nobody")
    assert "Login incorrect\n" in out
    assert runner.refused[0].line == 1
    assert "nobody cannot log in on MSM-A" in runner.refused[0].message


def test_typing_takes_time() -> None:
    """Half a second a line, so that stamps differ, and the same every time."""
    outs = [replay("show switch", "show switch")[0] for _ in range(2)]
    assert outs[0] == outs[1]
    assert "Current Time:     Tue Nov  1 09:00:00 2005" in outs[0]
    assert "Current Time:     Tue Nov  1 09:00:01 2005" in outs[0]


@pytest.mark.parametrize("line", ["x" * 5000, "\x00\x01", "show \ud800", '"', "é ü", "configure " * 300, "\t", "?"])
def test_no_line_ends_the_run(line: str) -> None:
    """Whatever is typed, the next line is typed too."""
    out, _ = replay("show node", line, "", "", "show node")
    assert out.rindex("show node\nNode   State") > out.index("show node\nNode   State")


def test_refused_is_a_plain_fact() -> None:
    """What is listed can be compared and unpacked."""
    _, runner = replay("shw")
    file, line, text, message = runner.refused[0][:4]
    assert (file, line, text) == ("script", 1, "shw")
    assert isinstance(runner.refused[0], Refused)
    assert message.startswith("%%")
