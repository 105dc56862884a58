"""`xos-cli record`: the shell, kept as a transcript."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from xos_cli.replay.check import checked

TOP = Path(__file__).resolve().parents[2]
DRILL = """\
create vlan drill

show vlanx
save
y
run msm-failover
y
:console msm-b
admin

show switch
:wait in-sync
create account admin joe
secret
secret
show log
:console msm-a
admin

show node
"""


def record(tmp_path: Path, typed: str, *options: str) -> str:
    """What is written down of lines typed at the shell, through a pipe."""
    path = tmp_path / "session.txt"
    command = [sys.executable, "-m", "xos_cli", "record", *options, str(path)]
    done = subprocess.run(command, input=typed, capture_output=True, text=True, check=False, cwd=TOP)
    assert (done.returncode, done.stderr) == (0, "")
    return path.read_text()


def test_what_is_recorded_checks(tmp_path: Path) -> None:
    """Whatever one does there, consoles, failovers, passwords and mistakes included."""
    text = record(tmp_path, DRILL)
    assert text.startswith("BD-10808.1 # create vlan drill\n* BD-10808.2 # \n")
    assert "secret" not in text
    assert checked("recorded", text).difference() == ""


def test_a_secret_is_not_in_the_transcript(tmp_path: Path) -> None:
    """It stands there in the encrypted form, which `check` types: the switch then has the same secret."""
    text = record(tmp_path, "configure radius primary shared-secret purple\nshow configuration aaa\nhistory\n")
    assert "purple" not in text
    assert text.count('shared-secret encrypted "x0') == 4  # the line, both uses in the configuration, the history
    assert checked("session.txt", text).ok


def test_an_existing_file_is_kept(tmp_path: Path) -> None:
    """It is refused; `--overwrite` replaces it; `--append` goes on at its last prompt, and the whole checks."""
    path = tmp_path / "session.txt"
    text = record(tmp_path, "create vlan sales\n")
    command = [sys.executable, "-m", "xos_cli", "record", str(path)]
    done = subprocess.run(command, input="show node\n", capture_output=True, text=True, check=False, cwd=TOP)
    assert done.returncode == 2
    assert "it exists already (--append goes on in it, --overwrite replaces it)" in done.stderr
    assert path.read_text() == text
    longer = record(tmp_path, "show vlan sales\nsave\ny\n", "--append")
    assert longer.startswith(text.removesuffix("\n") + "show vlan sales\n")
    assert checked("recorded", longer).difference() == ""
    assert record(tmp_path, "", "--append") == longer
    assert "sales" not in record(tmp_path, "show node\n", "--overwrite")


def test_nothing_is_appended_to_what_the_switch_would_not_print(tmp_path: Path) -> None:
    """Such a transcript stays as it is."""
    path = tmp_path / "session.txt"
    path.write_text("BD-10808.1 # show node\nnothing\nBD-10808.2 # \n")
    command = [sys.executable, "-m", "xos_cli", "record", "--append", str(path)]
    done = subprocess.run(command, input="show node\n", capture_output=True, text=True, check=False, cwd=TOP)
    assert (done.returncode, "prints something else now" in done.stderr) == (2, True)
    assert path.read_text() == "BD-10808.1 # show node\nnothing\nBD-10808.2 # \n"


def test_head(tmp_path: Path) -> None:
    """Which switch it was stands before it, where it is not the usual one."""
    text = record(tmp_path, "show vlan\n", "--chassis", "bd8810", "--seed", "3", "--start", "2006-01-02 03:04:05")
    assert text.startswith("# chassis: bd8810\n# start: 2006-01-02 03:04:05\n# seed: 3\nBD-8810.1 # show vlan\n")
    assert checked("recorded", text).ok


@pytest.mark.parametrize("options", [["--cold"], ["--flash", "x"]])
def test_what_cannot_be_replayed_is_not_recorded(tmp_path: Path, options: list[str]) -> None:
    """A boot that is looked on, and a flash that is somebody's, are nothing a transcript could begin with."""
    command = [sys.executable, "-m", "xos_cli", "record", *options, str(tmp_path / "session.txt")]
    done = subprocess.run(command, input="", capture_output=True, text=True, check=False, cwd=TOP)
    assert done.returncode == 2
    assert "a transcript begins on a switch that is up" in done.stderr


def test_on_a_terminal(tmp_path: Path) -> None:
    """Completion, help and what is typed in vain stay out of it; a line is there as it was entered."""
    pexpect = pytest.importorskip("pexpect", reason="pexpect is not installed")
    path = tmp_path / "session.txt"
    command = ["-m", "xos_cli", "record", str(path)]
    terminal = {**os.environ, "TERM": "xterm", "PYTHONPATH": str(TOP)}
    shell = pexpect.spawn(sys.executable, command, encoding="utf-8", timeout=20, env=terminal)
    shell.delaybeforesend = None
    for wanted, typed in (
        ("10808.1 # ", "show nod\t?"),
        ("# show node ", "\r"),
        ("10808.2 # ", "save\r"),
        ("y/n", "y"),
    ):
        shell.expect_exact(wanted)
        shell.send(typed)
    shell.expect_exact("10808.3 # ")
    shell.send("exit\r")
    shell.expect_exact("login: ")
    shell.close()
    text = path.read_text()
    assert text.startswith("BD-10808.1 # show node \nNode   State ")
    assert "Do you want to save configuration to primary.cfg? (y/n) Yes\n" in text
    assert "<cr>" not in text
    assert checked("recorded", text).difference() == ""


PASSWORDS = """\
enable cli-config-logging
create account user bob hushhush1
configure account bob hushhush2
create account user bob hushhush3
configure snmpv3 add user joe authentication md5 hushhush4 privacy hushhush5
configure snmpv3 add user jim authentication sha hushhush6
configure tacacs primary shared-secret hushhush7
show configuration aaa
show configuration snmp
history
show log
"""


def test_passwords_of_accounts_and_snmp_users(tmp_path: Path) -> None:
    """Those that the switch took stand there in the form of `show configuration`; all that is printed checks."""
    text = record(tmp_path, PASSWORDS)
    found = [line for line in text.splitlines() if "hushhush" in line]
    assert [line.partition(" # ")[2] for line in found] == ["create account user bob hushhush3"]  # it was refused
    assert checked("session.txt", text).difference() == ""
