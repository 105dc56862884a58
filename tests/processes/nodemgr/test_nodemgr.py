"""The node manager: `show node`, priorities, `run msm-failover`."""

from collections.abc import Callable
from typing import Any

import pytest

from xos_cli.processes import PROCESSES
from xos_cli.processes.epm.rows import SysRecovery
from xos_cli.program.resources import read_chassis
from xos_cli.program.switch_on import START, moment
from xos_cli.switch.machine import Machine

NODES = """\
Node   State      Priority  SwHealth HwHealth
-----------------------------------------------
MSM-A  MASTER     0         49       7
MSM-B  BACKUP     0         49       7
"""
DETAIL = """\
Node MSM-A information:
  Node State:     MASTER
  Node Priority:  0
  Sw Health:      49
  Hw Health:      7

Node MSM-B information:
  Node State:     BACKUP
  Node Priority:  0
  Sw Health:      49
  Hw Health:      7
"""


def states(console: Any) -> list[str]:
    """The states of the nodes, by slot."""
    return [node.state for node in console.machine.nodes.values()]


# -- show node --------------------------------------------------------------------------------------------------------


def test_show_node(console: Any) -> None:
    """The words and figures of the table.  evidence: later 12.4 p.117 (re-badged, NETGEAR 8800)"""
    assert console.run("show node") == NODES


def test_show_node_detail(console: Any) -> None:
    """The same, a block per node.  evidence: recalled"""
    assert console.run("show node detail") == DETAIL


def test_show_node_follows_what_happens(console: Any) -> None:
    """Health, state and presence are those of the moment, in the order of the slots."""
    assert console.run(":fail psu 1", "show node") == NODES.replace("49       7", "49       6")
    assert console.run(":repair psu 1", ":remove msm-b", ":wait 1", "show node") == NODES[: NODES.index("MSM-B")]
    out = console.run(":insert msm-b", ":wait 68", "show node")
    assert "MSM-B  INIT       0         49       7\n" in out
    assert "MSM-B  STANDBY    0         49       7\n" in console.run(":wait 5", "show node")


def test_a_stopped_process_lowers_the_software_health(console: Any) -> None:
    """With recovery level none the process stays stopped, and the node tells the other so."""
    console.machine.nodes["MSM-A"].put([SysRecovery(no_reboot=1)])
    console.run(":fail process lldp on msm-b", ":wait 5")
    assert "MSM-B  BACKUP     0         48       7\n" in console.run("show node")
    assert console.run(":repair process lldp on msm-b", "show node") == NODES


# -- priority ---------------------------------------------------------------------------------------------------------


def test_priority_is_configured_shown_and_relayed(console: Any) -> None:
    """At once, on both MSMs; it is a line of the device manager, and 0 takes it away."""
    console.run("configure node slot B priority 2", "configure node slot a priority 100")
    expected = NODES.replace("MASTER     0  ", "MASTER     100").replace("BACKUP     0", "BACKUP     2")
    assert console.run("show node") == expected
    assert console.run(":console msm-b", "show node") == expected
    lines = console.run(":console msm-a", "show configuration devmgr").splitlines()
    assert [line for line in lines if " node " in line] == [
        "configure node slot B priority 2",
        "configure node slot A priority 100",
    ]
    console.run("configure node slot B priority 0", "configure node slot A priority 0")
    assert console.run("show node") == NODES
    assert "priority" not in console.run("show configuration devmgr")


@pytest.mark.parametrize(
    "line", ["slot C priority 1", "slot B priority 101", "slot B priority -1", "slot B priority x"]
)
def test_what_is_no_priority_is_refused(console: Any, line: str) -> None:
    """1 to 100, or 0 for none, for a slot that an MSM can have.  evidence: guide 11.3 p.71"""
    console.refuse(f"configure node {line}")
    assert console.run("show node") == NODES
    assert not console.machine.nodes["MSM-A"].config.dirty


def test_priority_wins_the_next_election_and_preempts_nobody(console: Any) -> None:
    """Configured it changes nothing; saved it decides the next cold boot.  evidence: guide 11.3 p.71, hardware guide"""
    console.run("configure node slot B priority 1", ":wait 300")
    assert states(console) == ["MASTER", "BACKUP"]
    console.say("save", "y", "reboot", "y", ":wait in-sync")
    assert states(console) == ["BACKUP", "MASTER"]
    console.say(":remove msm-b", ":wait 1", ":insert msm-b", ":wait in-sync")
    assert states(console) == ["MASTER", "BACKUP"]


def test_a_cold_boot_is_in_sync_after_three_minutes() -> None:
    """About as long as a real two-node system took: 192 s after power-on.  evidence: capture 12.5"""
    for chassis in ("bd10808", "bd8810", "bd8806"):
        machine = Machine(read_chassis(chassis), PROCESSES, moment(START))
        machine.power_on()
        machine.settle()
        assert 180.0 <= machine.clock.now - moment(START) <= 195.0, chassis


# -- failover ---------------------------------------------------------------------------------------------------------


def test_failover(console: Any) -> None:
    """The backup goes on with the active configuration, unsaved changes included, and the old master restarts."""
    console.run("configure snmp sysName core-1")
    before = console.configuration()
    out = console.type("run msm-failover", "y")
    assert "# run msm-failover\nAre you sure you want to failover? (y/n) Yes\n" in out
    console.type(":console msm-b", ":wait in-sync")
    assert states(console) == ["BACKUP", "MASTER"]
    assert console.configuration() == before
    assert console.lab.session.prompt.startswith("* core-1.")


@pytest.mark.parametrize("answer", ["n", "", "x"])
def test_failover_is_asked_about(console: Any, answer: str) -> None:
    """Anything but y leaves everything as it is."""
    out = console.press("run msm-failover", answer)
    assert out.endswith("Are you sure you want to failover? (y/n) No\n")
    console.run(":wait 5", "show node")
    assert states(console) == ["MASTER", "BACKUP"]


def test_failover_is_refused_while_not_in_sync(console: Any) -> None:
    """Without force there is none before the backup is in sync; with force there is.  evidence: guide 11.3 p.71"""
    console.run(":remove msm-b", ":insert msm-b", ":wait 110")
    assert console.machine.nodes["MSM-B"].state == "BACKUP"
    assert "not in sync" in console.refuse("run msm-failover")
    assert states(console) == ["MASTER", "BACKUP"]
    console.type("run msm-failover force", "y", ":wait 200")
    assert states(console) == ["BACKUP", "MASTER"]


def test_failover_needs_somebody_to_fail_over_to(console: Any, switch: Callable[..., Any]) -> None:
    """Neither an empty slot nor an MSM that boots nor one that cannot be heard can take over, nor can a stand-alone."""
    for lines in (":remove msm-b", ":wait 1"), (":insert msm-b", ":wait 30"), (":wait in-sync", ":cut", ":wait 1"):
        console.say(*lines)
        assert console.refuse("run msm-failover") == "Error: There is no backup MSM to fail over to."
    assert console.machine.nodes["MSM-A"].state == "MASTER"
    assert "stand-alone" in switch("summit-x450-24t").refuse("run msm-failover force")


@pytest.mark.parametrize("lines", [(":remove msm-b",), (":remove msm-b", ":insert msm-b", ":wait 30"), (":cut",)])
def test_a_forced_failover_without_a_backup_is_an_election(console: Any, lines: tuple[str, ...]) -> None:
    """The master goes to STANDBY and wins, with its running configuration and state.  evidence: reference 10.1 p.276"""
    console.say("create vlan precious", "reboot time 11 1 2005 12 0 0", "n", *lines, ":wait 1")
    node = console.machine.nodes["MSM-A"]
    slots = console.run("show slot")
    console.say("run msm-failover force", "y")
    entered = [e.text.partition(" = ")[2] for e in node.log.entries if e.text.startswith("Node State[")]
    assert entered[-2:] == ["STANDBY", "MASTER"]
    assert node.boots == 1
    assert 'create vlan "precious"' in console.lines("vlan")
    assert "Next Reboot:      Tue Nov  1 12:00:00 2005" in console.run("show switch")
    assert console.run("show slot") == slots
    assert console.machine.master is node
    console.type(":join", ":insert msm-b")
    console.say(":wait in-sync")


@pytest.mark.parametrize("line", ["run msm-failover", "run msm-failover force"])
@pytest.mark.parametrize("fault", [":remove msm-b", ":cut", ":fail msm-b"])
def test_failover_looks_again_after_its_question(console: Any, line: str, fault: str) -> None:
    """Whoever could have taken over when it was asked may be gone when it is answered: then the master stays.

    An empty slot and a failed MSM are seen at once, a cut channel after a second of silence.
    """
    console.run("create vlan precious")
    session = console.lab.session
    session.feed(line)
    console.lab.execute(fault)
    console.machine.advance(1.0 if fault == ":cut" else 0.0)
    session.feed("y")
    refused = "Error: There is no backup MSM to fail over to.\n" in session.take()
    assert refused is ("force" not in line)
    console.machine.advance(5.0)
    assert console.machine.nodes["MSM-A"].is_master
    assert 'create vlan "precious"' in console.lines("vlan")


def nodes(console: Any) -> list[list[str]]:
    """Name and state of each row of `show node`."""
    return [line.split()[:2] for line in console.run("show node").splitlines()[2:]]


@pytest.mark.parametrize(
    ("lines", "state"),
    [
        ((":fail msm-b", ":wait 1"), "FAIL"),
        ((":cut", ":wait 2"), "FAIL"),
        (("reboot msm B", "y"), "DOWN"),
        (("reboot msm B", "y", ":wait 30"), "DOWN"),
        (("reboot msm B", "y", ":wait 65"), "INIT"),
        ((":remove msm-b", ":insert msm-b", ":wait 30"), "INIT"),
        (("disable watchdog", ":hang msm-b", ":wait 2"), "FAIL"),
        ((":hang msm-b", ":wait 2"), "INIT"),
    ],
)
def test_every_msm_in_its_slot_is_listed(console: Any, lines: tuple[str, ...], state: str) -> None:
    """Whatever its state, and in `show switch` with the same word.  evidence: guide 11.3 p.73"""
    console.say(*lines)
    assert nodes(console) == [["MSM-A", "MASTER"], ["MSM-B", state]]
    assert f"Current State:    MASTER                       {state} " in console.run("show switch")
    assert f"  Node State:     {state}\n" in console.run("show node detail")


def test_an_empty_slot_is_not_listed(console: Any) -> None:
    """There is no MSM in it."""
    console.say(":remove msm-b", ":wait 1")
    assert nodes(console) == [["MSM-A", "MASTER"]]


def test_a_running_master_behind_a_cut_channel(console: Any) -> None:
    """The backup sees that it works, and shows it as the master that it is."""
    console.say(":cut", ":wait 2", ":console msm-b", "show version")
    assert nodes(console) == [["MSM-A", "MASTER"], ["MSM-B", "BACKUP"]]
    console.say(":join", ":wait in-sync")


def test_down_is_visible_during_synchronize(console: Any) -> None:
    """The backup goes down and comes back, twice."""
    console.say("show node")
    seen: list[str] = []
    node = console.machine.nodes["MSM-A"]
    console.lab.session.feed("synchronize")
    for _ in range(4 * 330):
        console.machine.advance(0.25)
        state = node.watch.state()
        if not seen or seen[-1] != state:
            seen.append(state)
    console.runner.settle()
    assert seen == ["DOWN", "INIT", "STANDBY", "BACKUP"] * 2


def test_failover_typed_on_the_backup(console: Any) -> None:
    """The master is asked to hand over; whoever sits at the backup goes on as master.  evidence: later 16.2"""
    out = console.say(":console msm-b", "show node", "run msm-failover", "y", "show node", "configure snmp sysName new")
    assert "BD-10808.2 > run msm-failover\n" in out
    assert "BD-10808.3 # show node\n" in out
    assert out.endswith("BD-10808.4 # configure snmp sysName new\n")
    console.say(":wait in-sync")
    assert states(console) == ["BACKUP", "MASTER"]
    assert console.lab.session.prompt == "* new.5 # "


def test_many_failovers_change_nothing(console: Any) -> None:
    """Twenty in a row, from whichever console is the master's; the unsaved change is still there and still unsaved."""
    console.run("configure snmp sysContact noc")
    before = console.configuration()
    for number in range(20):
        console.type("run msm-failover", "y", f":console msm-{'ba'[number % 2]}", ":wait in-sync")
    assert console.configuration() == before
    assert states(console) == ["MASTER", "BACKUP"]
    assert console.lab.session.prompt.startswith("* ")


def test_the_log_says_who_does_what(console: Any) -> None:
    """Events carry the name of the MSM that raised them, so that after a failover the prefix is another.

    evidence: capture 12.5 (the prefix), later EXOS (the texts)
    """
    console.type("run msm-failover", "y", ":console msm-b", ":wait in-sync")
    log = console.run("show log")
    assert "<Noti:DM.Notice> MSM-B: Node State[4] = MASTER\n" in log
    assert "<Noti:DM.Notice> MSM-B: Node MSM-A is in sync\n" in log
    assert " MSM-A: " not in log
    a = console.run(":console msm-a", "show log")
    assert "<Noti:DM.Notice> MSM-A: Node State[3] = BACKUP\n" in a
