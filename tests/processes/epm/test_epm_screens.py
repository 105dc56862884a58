"""Screens and messages of process epm to the letter: the processor, heartbeats, recovery, processes that end."""

import pytest
from conftest import Typist

from xos_cli.processes.epm.rows import SlotRecovery

HEAD = """
      CPU Utilization Statistics - Monitored every {interval} seconds
{rule}

{title}
{indent}secs secs secs min  mins mins hour            User/System
{indent}util util util util util util util util       CPU Usage
{indent}(%)  (%)  (%)  (%)   (%)  (%)  (%)  (%)         (secs)
{rule}

"""
#: A process that has done nothing since the statistics were cleared.  evidence: later 16 (the columns)
USED = "aaa           0.0  0.0  0.0  0.0  0.0  0.0  0.0  0.0     0.00       0.00 \n"


def test_processor_of_two_msms(console: Typist) -> None:
    """The columns stand behind card and process, a row for each MSM; one MSM alone where it is named."""
    console.run("enable cpu-monitoring interval 10 threshold 50", "clear cpu-monitoring")
    title = "Card   Process      5    10   30   1    5    30   1    Max           Total"
    head = HEAD.format(interval=10, rule="-" * 79, title=title, indent=" " * 20)
    assert console.run("show cpu-monitoring process aaa") == f"{head}MSM-A  {USED}MSM-B  {USED}"
    assert console.run("show cpu-monitoring process aaa slot b") == f"{head}MSM-B  {USED}"


def test_processor_of_a_switch_alone(switch: object) -> None:
    """Without cards the columns stand further left."""
    title = "Process      5   10   30   1    5    30   1    Max           Total"
    head = HEAD.format(interval=20, rule="-" * 71, title=title, indent=" " * 12)
    alone = switch("summit-x450-24t")  # type: ignore[operator]
    alone.run("clear cpu-monitoring")
    assert alone.run("show cpu-monitoring process aaa") == head + USED


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("forceful", "Forceful termination success for telnetd\n"),
        ("graceful", "Successful graceful termination for telnetd\n"),
    ],
)
def test_a_process_ends_and_starts(console: Typist, how: str, words: str) -> None:
    """Each step has its message, here and on the other MSM."""
    for place in ("", " msm b"):
        assert console.run(f"terminate process telnetd {how}{place}") == words
        assert console.run(f"start process telnetd{place}") == "Started telnetd successfully\n"
        assert console.run(f"restart process telnetd{place}") == "Restarted telnetd successfully\n"


def test_recovery_of_slots(console: Typist) -> None:
    """A slot has a row unless it is reset; all slots at once; a new switch and a cleared slot have none."""
    store = console.lab.session.node.store

    def rows() -> dict[int, str]:
        return {row.slot: row.level for row in store.rows(SlotRecovery)}

    assert rows() == {}
    shown = console.say(
        "configure sys-recovery-level slot 3 shutdown", "y", "configure sys-recovery-level slot 4 none", "y"
    )
    assert "Are you sure you want to shutdown on errors? (y/n) Yes" in shown
    assert rows() == {3: "shutdown", 4: "none"}
    assert [line for line in console.lines("epm") if " slot " in line] == [
        "configure sys-recovery-level slot 3 shutdown",
        "configure sys-recovery-level slot 4 none",
    ]
    console.run("configure sys-recovery-level slot 3 reset")
    assert rows() == {4: "none"}
    console.say("configure sys-recovery-level slot all shutdown", "n", "show slot")
    assert rows() == {4: "none"}
    console.say("configure sys-recovery-level slot all shutdown", "y", "show slot")
    assert set(rows()) == set(console.machine.chassis.slots)
    console.run("configure sys-recovery-level slot all reset")
    assert rows() == {}


def test_settings_of_epm_print_as_they_are_typed(console: Typist) -> None:
    """Each changes its own line."""
    before = console.lines("epm")
    for line, instead in (
        ("configure sys-recovery-level None", "configure sys-recovery-level All"),
        ("disable watchdog", "enable watchdog"),
        ("configure firmware auto-install", "configure firmware install-on-demand"),
        ("enable cpu-monitoring interval 15 threshold 70", "enable cpu-monitoring interval 20 threshold 60"),
        ("disable cpu-monitoring", "enable cpu-monitoring interval 20 threshold 60"),
    ):
        console.run(line)
        assert set(console.lines("epm")) - set(before) <= {line}, line
        assert instead not in console.lines("epm"), line
        console.run(instead)
        assert console.lines("epm") == before, line


def test_an_msm_that_cannot_be_reached_is_not_rebooted(console: Typist) -> None:
    """A scheduled reboot of the other MSM that comes due while the channel is cut is logged as a warning."""
    console.say("reboot time 11 1 2005 9 10 0 msm b", "y")
    console.machine.backplane.cut()
    console.machine.advance(1200.0)
    entries = console.machine.nodes["MSM-A"].log.entries
    events = [(entry.severity, entry.name, entry.text) for entry in entries if "rebooted" in entry.text]
    assert events == [("Warning", "EPM.Warning", "MSM-B was not rebooted: it cannot be reached")]


def test_synchronize_says_how_far_it_is(console: Typist) -> None:
    """A warning, three steps, and the end."""
    assert console.run("synchronize") == (
        "DO NOT interrupt synchronization, the backup MSM may become unbootable!\n"
        "Synchronize currently in progress - 0%\n"
        "Synchronize currently in progress - 50%\n"
        "Synchronize currently in progress - 100%\nOK\n"
    )
