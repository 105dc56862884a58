"""What the README shows is what the program does."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from xos_cli.__main__ import main
from xos_cli.program.arguments import parser
from xos_cli.replay.check import checked

pytest_plugins = ["pytester"]

TOP = Path(__file__).resolve().parents[1]
README = (TOP / "README.md").read_text(encoding="utf-8")
SESSIONS = re.findall(r"```\n(BD-10808\.1 # .*?)```\n", README, re.DOTALL)
PYTHON = re.findall(r"```python\n(.*?)```\n", README, re.DOTALL)


@pytest.mark.parametrize("session", SESSIONS, ids=range(len(SESSIONS)))
def test_a_session(session: str) -> None:
    """Typed again, it prints the same."""
    assert checked("README.md", session).difference() == ""


def test_the_session_in_a_network(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Typed again at the sample network, its lines print the same, the lost probes included."""
    (session,) = re.findall(r"```\n(core\.1 # .*?)```\n", README, re.DOTALL)
    script = tmp_path / "failover.xsf"
    script.write_text(
        "show edp ports 1:1\n:traffic pc1 pc2 every 0.01\nrun msm-failover\ny\n:wait 10\n:traffic stop\n", "ascii"
    )
    main(["run", "--network", "two-switches", str(script)])
    assert capsys.readouterr().out.rstrip("\n").endswith(session.rstrip("\n"))


def test_there_are_sessions() -> None:
    """A failover, the question before a reboot, and a fault."""
    found = ["run msm-failover" in SESSIONS[0], "# reboot\n" in SESSIONS[1], ":cut" in SESSIONS[2]]
    assert found == [True, True, True]


def test_set_up_takes_two_lines() -> None:
    """One for the shell, one for the tests, each a single command line."""
    lines = re.findall(r"^    (python3 -m venv .*)$", README, re.MULTILINE)
    assert [line.rpartition("&& ")[2] for line in lines] == [".venv/bin/xos-cli", ".venv/bin/python -m pytest"]


def test_every_command_line_is_understood() -> None:
    """The program's own arguments, as they are in the README, are arguments of the program."""
    found = re.findall(r"^\s+(?:- run: |\.venv/bin/)xos-cli (.*?)(?: > \S+)?$", README, re.MULTILINE)
    assert len(found) >= 5
    for line in found:
        parser().parse_args(line.split())


def test_the_expect_script() -> None:
    """It runs as it is, with the program of this checkout."""
    pytest.importorskip("pexpect", reason="pexpect is not installed")
    (script,) = [text for text in PYTHON if "pexpect.spawn" in text]
    spawn = f'pexpect.spawn("{sys.executable} -m xos_cli"'
    assert 'pexpect.spawn(".venv/bin/xos-cli"' in script
    script = script.replace('pexpect.spawn(".venv/bin/xos-cli"', spawn)
    subprocess.run([sys.executable, "-c", script], check=True, cwd=TOP, timeout=60)


def test_the_tests(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """They pass."""
    monkeypatch.setenv("PYTHONPATH", str(TOP))
    (text,) = [text for text in PYTHON if "xos_switch" in text]
    pytester.makepyfile(text)
    run = pytester.runpytest_subprocess("-p", "xos_cli.testing", "-p", "no:cacheprovider")
    run.assert_outcomes(passed=1)


def test_files_that_are_named_exist() -> None:
    """Every path of the project."""
    for path in re.findall(r"`((?:configs|tests|grammar|xos_cli)/[\w./-]*)`", README):
        assert (TOP / path).exists(), path
