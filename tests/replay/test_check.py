"""`xos-cli check`: terminal sessions replayed and compared."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from xos_cli.replay.check import checked

Run = Callable[..., Any]
SCRIPTS = sorted((Path(__file__).resolve().parents[2] / "configs" / "scripts").glob("*.xsf"))
#: A session that begins somewhere in the middle, as one pastes it.
PASTED = """\
# chassis: summit-x450-24t
Here is what I did:
SummitX450-24t.41 #
SummitX450-24t.41 # show vlanx
                             ^
%% Invalid input detected at '^' marker.
SummitX450-24t.42 # # only looking
SummitX450-24t.42 # create vlan foo
* SummitX450-24t.43 # show switch
...
System MAC:       <mac>
...
Config Booted:    Factory...
* SummitX450-24t.44 # save
No default configuration database has been selected to boot up the system.
Save configuration will set the new configuration as the default database.

Do you want to save configuration to primary.cfg? (y/n) No
Save configuration cancelled.
* SummitX450-24t.45 # create account admin joe
password:
Reenter password:
* SummitX450-24t.46 #
"""


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_what_run_prints_is_a_transcript(xos: Run, script: Path) -> None:
    """Drills too, with both consoles, boots, questions and checks of their own."""
    out = xos("run", str(script)).out
    found = checked(script.stem, out)
    assert found.difference() == ""
    assert found.text() == out


def test_checks_in_a_transcript(xos: Run) -> None:
    """A script's own checks are part of what `run` prints."""
    out = xos("run", typed=":sync\nbad\n:refused\n:remove msm-b\n:sync\n:insert msm-b\n").out
    assert checked("x", out).ok


def test_pasted_session() -> None:
    """It begins at a prompt of its own number, after words of somebody's own, and holds placeholders."""
    assert checked("pasted", PASTED).difference() == ""


def test_without_the_last_prompt() -> None:
    """Whether one copied it too does not matter, nor do line ends."""
    assert checked("x", PASTED[: PASTED.rindex("* Summit")]).ok
    assert checked("x", PASTED.rstrip() + "\n\n\n").ok
    assert checked("x", PASTED.replace("\n", "\r\n")).ok


def test_difference() -> None:
    """What was printed else, by the lines of the file."""
    wrong = PASTED.replace("# create vlan foo", "# delete vlan foo")
    found = checked("pasted", wrong)
    assert not found.ok
    assert found.difference().startswith("--- pasted\n+++ pasted (replayed)\n@@ -")
    assert "\n+Error: " in found.difference()
    assert "<mac>" in found.text()


def test_update(xos: Run, tmp_path: Path) -> None:
    """Rewritten as the switch would have it, placeholders and head kept, it is right."""
    path = tmp_path / "session.txt"
    path.write_text(PASTED.replace("only looking", "looking").replace("Config Booted:    Factory...", "Nonsense"))
    assert xos("check", str(path)).status == 1
    done = xos("check", "--update", str(path))
    assert (done.status, done.err) == (0, "1 transcript, 1 rewritten\n")
    assert path.read_text().startswith("# chassis: summit-x450-24t\nHere is what I did:\n")
    assert "System MAC:       <mac>\n" in path.read_text()
    done = xos("check", str(path))
    assert (done.status, done.err) == (0, "1 transcript, 0 differ\n")


def test_on_a_configuration_beside_it(xos: Run, tmp_path: Path) -> None:
    """What a transcript begins with is looked for where the transcript is."""
    xos("run", "--quiet", "--save-to", str(tmp_path / "before.cfg"), typed="configure snmp sysName core-1\n")
    path = tmp_path / "session.txt"
    path.write_text("# on: before.cfg\ncore-1.3 # show node\n...\ncore-1.4 #\n")
    assert xos("check", str(path)).status == 0


def test_failed_login_in_a_transcript() -> None:
    """A wrong password is typed where one was."""
    session = (
        "\nlogin: admin\npassword: \n\nLogin incorrect\n\nlogin: user\npassword: \n...\nBD-10808.1 > show vlan\n...\n"
    )
    assert checked("x", session).difference() == ""


def test_options_hold_where_the_head_says_nothing(xos: Run, tmp_path: Path) -> None:
    """The chassis of the options, unless the transcript has one of its own."""
    path = tmp_path / "session.txt"
    path.write_text("SummitX450-24t.1 # show vlan\n...\n")
    assert xos("check", str(path)).status == 1
    assert xos("check", "--chassis", "summit-x450-24t", str(path)).status == 0


def test_a_transcript_of_a_switch_with_the_ssh_module(xos: Run, tmp_path: Path) -> None:
    """The head says so, or an option."""
    path, access = tmp_path / "session.txt", "Enabled (Key valid, tcp port 22 vr all)"
    session = f"BD-10808.1 # show management\n...\nSSH Access                       : {access}\n...\n"
    path.write_text(session)
    assert xos("check", str(path)).status == 1
    assert xos("check", "--ssh-module", str(path)).status == 0
    path.write_text(f"# ssh-module: yes\n{session}")
    assert xos("check", str(path)).status == 0


def test_no_transcript_is_an_error(xos: Run, tmp_path: Path) -> None:
    """It says so, rather than that all is well."""
    path = tmp_path / "empty.txt"
    path.write_text("nothing\n")
    done = xos("check", str(path))
    assert done.status == 2
    assert "nothing" not in done.err
    assert "no transcript" in done.err


def test_a_folder_is_checked_to_its_end(xos: Run, tmp_path: Path) -> None:
    """A file that is no transcript, and one that is no text, are named, and the others are checked all the same."""
    (tmp_path / "a.txt").write_text("nothing\n")
    (tmp_path / "b.txt").write_bytes(b"\0\1\2")
    (tmp_path / "c.txt").write_text("BD-10808.1 # create vlan x\nwrong\n")
    done = xos("check", str(tmp_path))
    assert done.status == 2
    assert "-wrong" in done.out
    assert [line.partition(str(tmp_path))[2][:6] for line in done.err.splitlines()[:2]] == ["/a.txt", "/b.txt"]
    assert done.err.endswith("3 transcripts, 1 differ, 2 not read\n")
    (tmp_path / "c.txt").write_text("BD-10808.1 # create vlan x\n")
    assert xos("check", str(tmp_path)).status == 2


def test_text_of_a_banner() -> None:
    """It is typed as it stands."""
    text = """BD-10808.1 # configure banner
hello
there

* BD-10808.2 # show banner
hello
there
* BD-10808.3 #
"""
    assert checked("x", text).text() == text


def test_what_a_transcript_says_goes_before_an_option() -> None:
    """Even where it says what holds by default."""
    text = "# chassis: bd10808\nBD-10808.1 # show node\n"
    assert "BD-10808.1 # show node\nNode" in checked("x", text, {"chassis": "summit-x450-24t"}).text()


def test_files_of_a_tftp_server(tmp_path: Path) -> None:
    """A transcript can get them from the folder that it is given."""
    (tmp_path / "mine.pol").write_text("")
    text = "BD-10808.1 # tftp 10.1.1.1 -g -r mine.pol\nDownloading mine.pol to switch... done!\n"
    assert checked("x", text, None, str(tmp_path)).ok
    assert not checked("x", text).ok
