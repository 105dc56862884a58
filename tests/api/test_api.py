"""The switch in a Python program."""

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import xos_cli
from xos_cli import CommandRefused, ConsoleError, LabError, Network, NotSeen, Switch, Unanswered, XosError

#: What a release may add to, and not take from: names, and those of each class.
PROMISED = {
    "CommandRefused": {"line", "message", "column", "candidates"},
    "Console": {"name", "run", "send", "answer", "expect", "script", "prompt", "question", "transcript"},
    "ConsoleError": set(),
    "Event": {"at", "node", "severity", "name", "text"},
    "LabError": set(),
    "Network": {
        *("read", "build", "switches", "hosts", "cable", "capture", "traffic", "events", "now", "quiet"),
        *("advance", "settle", "snapshot", "restore"),
    },
    "NetworkError": set(),
    "Node": {
        *("name", "state", "is_master", "plugged", "login_open", "unsaved", "priority", "image", "files", "selected"),
    },
    "NotSeen": {"pattern", "output"},
    "Snapshot": set(),
    "Switch": {
        *("nodes", "master", "console", "consoles", "in_sync", "unsaved", "configuration", "save_to", "untaken"),
        *("now", "events", "advance", "settle", "snapshot", "restore"),
        *("fail", "repair", "remove", "insert", "cut", "join", "power_off", "power_on"),
    },
    "Unanswered": {"question"},
    "XosError": set(),
}


@pytest.fixture(scope="module")
def made() -> Switch:
    """One of each, to look at."""
    return Switch()


def _objects(made: Switch) -> Iterator[tuple[str, object]]:
    yield "Switch", made
    yield "Node", made.nodes["MSM-A"]
    yield "Console", made.console()
    yield "Network", Network.build({"edge": {"chassis": "summit-x450-24t"}})
    yield "CommandRefused", CommandRefused("line", "message")
    yield "Unanswered", Unanswered("question")
    yield "NotSeen", NotSeen("pattern", "output")
    made.console().run("show node")
    yield "Event", made.events[0]


def test_what_is_promised_is_there(made: Switch) -> None:
    """``__all__`` is what stands here, and nothing in it has lost a name."""
    assert sorted(xos_cli.__all__) == sorted(PROMISED)
    assert set(dir(xos_cli)) >= set(PROMISED)
    for name, thing in _objects(made):
        assert isinstance(thing, getattr(xos_cli, name))
        assert PROMISED[name] <= set(dir(thing)), name


def test_what_is_promised_is_described() -> None:
    """Everything public has a sentence."""
    for name in xos_cli.__all__:
        thing = getattr(xos_cli, name)
        assert thing.__doc__, name
        for attribute, value in vars(thing).items():
            if callable(value) and not attribute.startswith("_"):
                assert value.__doc__, f"{name}.{attribute}"


def test_importing_is_cheap() -> None:
    """The package alone loads nothing; a name that is not there is an AttributeError."""
    program = "import sys, xos_cli; print([name for name in sys.modules if name.startswith(('xos_cli.', 'pyparsing'))])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
    with pytest.raises(AttributeError, match="no attribute 'Swich'"):
        xos_cli.Swich  # noqa: B018


# -- consoles --------------------------------------------------------------------------------------------------------


def test_run() -> None:
    """What stands between the line and the next prompt, nothing else."""
    switch = Switch()
    console = switch.console("MSM-A")
    assert console.run("create vlan sales") == ""
    assert console.run("show node").startswith("Node   State      Priority")
    assert console.prompt == "* BD-10808.3 # "
    assert switch.console("a") is console
    assert console.transcript.endswith("\n* BD-10808.3 # ")


def test_answers() -> None:
    """Given with the command, or one by one; neither too few nor too many."""
    console = Switch().console()
    assert console.run("save", "y").endswith("Configuration saved to primary.cfg successfully.\n")
    with pytest.raises(Unanswered, match=r"overwrite it\? \(y/n\)"):
        console.run("save")
    with pytest.raises(Unanswered):
        console.run("show node")
    assert "overwrite" in console.question
    console.answer("n")
    assert console.question == ""
    with pytest.raises(ConsoleError, match="there is no question"):
        console.answer("n")
    with pytest.raises(ConsoleError, match="it asks nothing"):
        console.run("show node", "y")
    assert console.run("create account admin joe", "pw", "pw").count("assword: ") == 2


def test_refusals() -> None:
    """What the switch cannot read has a column and candidates, what it will not do has its words."""
    console = Switch().console()
    with pytest.raises(CommandRefused) as unread:
        console.run("show vlanx")
    assert (unread.value.line, unread.value.column) == ("show vlanx", 9)
    assert unread.value.message == "%% Invalid input detected at '^' marker."
    assert {"vlan", "version"} <= set(unread.value.candidates)
    with pytest.raises(CommandRefused, match=r"delete vlan ghost: Error: .*ghost does not exist\.") as refused:
        console.run("delete vlan ghost")
    assert (refused.value.column, refused.value.candidates) == (None, ())
    assert isinstance(refused.value, XosError)
    console.run("show node")


def test_send_and_expect() -> None:
    """What comes after the last line typed, in its order, in virtual time."""
    switch = Switch()
    console = switch.console()
    console.send("run msm-failover")
    console.expect(r"\(y/n\) $")
    console.answer("y")
    before = switch.now
    assert console.expect(r"Running (\w+)")[1] == "POST"
    console.expect("login: ")
    assert (switch.now - before).total_seconds() > 30
    with pytest.raises(NotSeen, match="'POST'"):
        console.expect("POST", timeout=5)


def test_script(tmp_path: Path) -> None:
    """A file or lines, with answers, lab commands and checks; the first refusal is an error."""
    console = Switch().console()
    assert "Tag 7" in console.script(["create vlan v", "configure v tag 7", "show v", ":expect Tag 7", "save", "y"])
    path = tmp_path / "x.xsf"
    path.write_text("create vlan w\nnonsense\ncreate vlan x\n")
    with pytest.raises(CommandRefused, match="nonsense"):
        console.script(path)
    assert "create vlan x" not in console.transcript


def test_password() -> None:
    """The account's, if it has one."""
    switch = Switch()
    switch.console().run("create account admin joe", "pw", "pw")
    switch.console().run("logout", "n")
    with pytest.raises(LabError, match="cannot log in"):
        switch.console("B", account="joe", password="guess").run("show node")
    assert "MSM-B" in Switch().console("B").run("show node")


# -- the switch ------------------------------------------------------------------------------------------------------


def test_failover() -> None:
    """Nodes, sync, the unsaved mark, events."""
    switch = Switch()
    assert switch.in_sync
    assert not switch.unsaved
    switch.console().run("create vlan sales")
    assert switch.unsaved
    switch.remove("MSM-A")
    switch.advance(2)
    assert (switch.nodes["MSM-A"].state, switch.nodes["MSM-B"].state) == ("EMPTY", "MASTER")
    assert switch.master is switch.nodes["MSM-B"]
    assert not switch.in_sync
    switch.insert("MSM-A")
    switch.settle()
    assert switch.in_sync
    assert 'create vlan "sales"\n' in switch.configuration("vlan")
    names = [(event.node, event.text) for event in switch.events]
    assert names.index(("", "remove MSM-A")) < names.index(("MSM-B", "Node State[4] = MASTER"))
    assert [event.at for event in switch.events] == sorted(event.at for event in switch.events)


def test_faults() -> None:
    """Parts, processes, the channel, the power; what cannot be is refused and is no event."""
    switch = Switch()
    switch.fail("psu", 1)
    assert re.search(r"MSM-A  MASTER +\d+ +\d+ +6\n", switch.console().run("show node"))
    switch.repair("psu", 1)
    switch.cut()
    switch.advance(1)
    assert not switch.in_sync
    switch.join()
    switch.settle()
    switch.fail("process", "vlan", on="MSM-B")
    switch.settle()
    switch.power_off()
    switch.power_on()
    switch.settle()
    count = len(switch.events)
    with pytest.raises(LabError):
        switch.remove("MSM-C")
    assert len(switch.events) == count


def test_snapshot() -> None:
    """Back to it as often as one likes: the same commands give the same bytes again."""
    switch = Switch(seed=3)
    console = switch.console()
    console.run("create vlan sales")
    snapshot = switch.snapshot()

    def drill() -> str:
        console.run("run msm-failover", "y")
        switch.settle()
        other = switch.console("MSM-B")
        return other.run("show log") + other.run("show session") + repr(switch.events)

    first = drill()
    switch.restore(snapshot)
    assert console.prompt == "* BD-10808.2 # "
    assert drill() == first
    switch.restore(snapshot)
    assert "sales" in console.run("show vlan")


def test_start_and_chassis() -> None:
    """The date there, a stand-alone switch, a seed of one's own."""
    switch = Switch("summit-x450-24t", start=datetime(2008, 1, 15, 0, 52, 35, tzinfo=UTC), seed=1)
    assert switch.now == datetime(2008, 1, 15, 0, 52, 35, tzinfo=UTC)
    assert list(switch.nodes) == ["Switch"]
    assert "Tue Jan 15 00:52:" in switch.console().run("show switch")
    with pytest.raises(XosError, match="neither a chassis file nor one of"):
        Switch("bd9")


def test_flash_and_files(tmp_path: Path) -> None:
    """What is saved in a folder is there for the next switch."""
    switch = Switch(flash=tmp_path)
    switch.console().run("create vlan kept")
    switch.console().run("save", "y")
    assert list(switch.nodes["MSM-B"].files) == ["primary.cfg"]
    assert switch.nodes["MSM-A"].selected == "primary.cfg"
    again = Switch(flash=tmp_path)
    assert 'create vlan "kept"\n' in again.configuration()


def test_a_flash_stays_in_its_folder_over_a_restore(tmp_path: Path) -> None:
    """The folder goes back with the switch, and keeps what is saved from then on."""
    switch = Switch(flash=tmp_path)
    before = switch.snapshot()
    switch.console().run("save", "y")
    switch.restore(before)
    assert not (tmp_path / "MSM-B" / "primary.cfg").exists()
    switch.console().run("create vlan kept")
    switch.console().run("save", "y")
    assert 'create vlan "kept"\n' in Switch(flash=tmp_path).configuration()


def test_a_damaged_file_in_the_folder_is_told_of(tmp_path: Path) -> None:
    """The console of a switch that is made from it says so first."""
    Switch(flash=tmp_path).console().run("save", "y")
    (tmp_path / "MSM-A" / "primary.cfg").write_bytes(b"")
    console = Switch(flash=tmp_path).console()
    console.run("show node")
    assert "Error: Configuration file primary.cfg cannot be loaded: it is empty.\n" in console.transcript


def test_config(tmp_path: Path) -> None:
    """A saved file or a text, by its path or as bytes; what was not taken of it is told."""
    switch = Switch()
    switch.console().run("create vlan sales")
    for name in ("a.cfg", "a.txt"):
        switch.save_to(tmp_path / name)
        other = Switch(config=tmp_path / name)
        assert other.untaken == ()
        assert other.configuration() == switch.configuration()
        assert not other.unsaved
    assert Switch(config=b"create vlan x\nwonder\n").untaken == ("2: wonder: %% Invalid input detected at '^' marker.",)
    with pytest.raises(XosError, match="no module wonder"):
        switch.configuration("wonder")


def test_served_without_ssh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where asyncssh is missing there is telnet, and whoever asks for SSH is told what to install."""
    from xos_cli.api.server import serve

    monkeypatch.setitem(sys.modules, "asyncssh", None)
    monkeypatch.delitem(sys.modules, "xos_cli.serve.host_keys", raising=False)
    with serve(Switch()) as server:
        assert server.telnet_port
        with pytest.raises(XosError, match="pip install asyncssh"):
            server.ssh_port  # noqa: B018


def test_ssh_module() -> None:
    """With it SSH is enabled and saved, without it the commands of SSH are refused."""
    switch = Switch(ssh_module=True)
    assert "enable ssh2 port 22 vr all\n" in switch.configuration("telnetd")
    assert not switch.unsaved
    with pytest.raises(CommandRefused, match="ssh module not loaded"):
        Switch().console().run("enable ssh2")


def test_each_has_its_own() -> None:
    """What is done to one is not done to the next."""
    Switch().console().run("create vlan mine")
    assert "mine" not in Switch().configuration()


# -- what a reboot would lose ------------------------------------------------------------------------------------------

#: Ways to have the selected file replaced or another one selected after a change, each from a switch whose test.cfg
#: lacks the VLAN and whose primary.cfg has it.
SILENT = [
    [("cp test primary", "y")],
    [("use configuration test",)],
    [("cp test other", "y"), ("mv other primary", "y")],
    [("tftp 10.0.0.1 -v VR-Mgmt -p -l test.cfg",), ("tftp 10.0.0.1 -v VR-Mgmt -g -l primary.cfg -r test.cfg",)],
]


@pytest.mark.parametrize("lines", SILENT, ids=lambda lines: lines[-1][0].split()[0])
def test_unsaved_is_what_a_reboot_would_lose(lines: list[tuple[str, ...]]) -> None:
    """It is so without the star too, and no longer when the selected file restores what runs."""
    switch = Switch()
    console = switch.console()
    console.run("save configuration test", "y")
    console.run("create vlan red")
    console.run("save configuration primary", "y", "y")
    assert not switch.unsaved
    for line in lines:
        console.run(*line)
    assert switch.unsaved
    console.run("save", "y")
    assert not switch.unsaved


def test_what_undoes_itself_is_saved() -> None:
    """The star stays, but a reboot loses nothing."""
    switch = Switch()
    console = switch.console()
    console.run("configure snmp sysLocation Cellar")
    assert switch.unsaved
    console.run('configure snmp sysLocation ""')
    assert (switch.unsaved, switch.nodes["MSM-A"].unsaved) == (False, True)
