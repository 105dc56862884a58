"""The process manager: heartbeats, and what processes take of the processor."""

from collections.abc import Callable

from conftest import Typist

#: evidence: later 16
LATER = "Slot-1 aaa           0.0  0.0  0.1  0.2  0.2  0.1  0.1  7.7 13255.93   29100.39 "


def test_heartbeats_of_both_msms(console: Typist) -> None:
    """A polled process answered as often as it was asked; one that reports was not; kernel modules do neither."""
    rows = console.run("show heartbeat process").splitlines()
    assert rows[0] == "Card   Process Name     Hello   HelloAck  Last Heartbeat Time"
    assert [row.split()[:2] for row in rows if "vrrp" in row] == [["MSM-A", "vrrp"], ["MSM-B", "vrrp"]]
    words = console.run("show heartbeat process acl").splitlines()[2].split()
    assert int(words[2]) > 50
    assert words[2] == words[3]
    words = console.run("show heartbeat process aaa").splitlines()[2].split()
    assert words[2] == "0"
    assert int(words[3]) > 250
    assert console.run("show heartbeat process exvlan").splitlines()[2].split()[2:] == ["0", "0", "Unknown"]
    assert console.refuse("show heartbeat process none") == "Error: Process none does not exist."
    assert console.refuse("show memory process none") == "Error: Process none does not exist."


def test_processor(console: Typist) -> None:
    """The columns of the capture; both MSMs or one, all processes or one."""
    rows = console.run("show cpu-monitoring").splitlines()
    assert rows[1] == "      CPU Utilization Statistics - Monitored every 20 seconds"
    assert rows[4].startswith("Card   Process      5    10   30   1 ")
    assert [row.split()[:2] for row in rows[10:13]] == [["MSM-A", "System"], ["MSM-B", "System"], ["MSM-A", "aaa"]]
    assert {len(row) for row in rows[10:]} == {len(LATER)}
    one = console.run("show cpu-monitoring process vlan slot B").splitlines()[10:]
    assert [row.split()[:3] for row in one] == [["MSM-B", "vlan", "0.0"]]


def test_processor_of_a_stand_alone_switch(switch: Callable[..., Typist]) -> None:
    """No column for a card."""
    rows = switch("summit-x450-24t").run("show cpu-monitoring").splitlines()
    assert rows[4].startswith("Process      5   10   30   1 ")
    assert rows[10].split()[0] == "System"


def test_processor_of_an_msm_that_is_out(console: Typist) -> None:
    """It is refused, and in the table of both there is one."""
    console.run(":remove msm-b")
    assert console.refuse("show cpu-monitoring slot B") == "Error: There is no MSM in slot B."
    assert "MSM-B" not in console.run("show cpu-monitoring")


def used(console: Typist, process: str, card: str = "MSM-A") -> list[float]:
    """Return the seven shares of a process, the most, and its seconds in user mode and in the kernel."""
    rows = console.run(f"show cpu-monitoring process {process}").splitlines()
    return next([float(word) for word in row.split()[2:]] for row in rows if row.startswith(card))


def test_the_start_of_a_process_is_what_it_takes_first(console: Typist) -> None:
    """Each took 0.4 s in the five seconds of its start, 8 per cent, more than what it has done since."""
    share, user, system = used(console, "elrp")[7:]
    assert (share, user, system) == (8.0, 0.25, 0.15)


def test_processor_follows_the_load(console: Typist) -> None:
    """Commands cost their process and the command line, on the backup what it is told; the shares fade with time."""
    console.run("clear cpu-monitoring")
    assert used(console, "vlan")[8:] == [0.0, 0.0]
    console.run(*[f"create vlan v{number}" for number in range(100)])
    vlan, cli, there = used(console, "vlan"), used(console, "cli"), used(console, "vlan", "MSM-B")
    assert vlan[8] + vlan[9] > 1.0
    assert cli[8] + cli[9] > 100 * 0.02
    assert 0.0 < there[8] < vlan[8] / 2
    assert used(console, "stp")[8:] == [0.0, 0.0]
    console.machine.advance(20.0)
    busy = used(console, "vlan")
    assert 0.0 < busy[3] <= busy[7]
    console.machine.advance(400.0)
    idle = used(console, "vlan")
    assert idle[:5] == [0.0] * 5
    assert idle[6] > 0.0
    assert idle[7] == busy[7]
    console.machine.advance(3700.0)
    assert used(console, "vlan")[:7] == [0.0] * 7


def test_clear_of_one_process_on_one_msm(console: Typist) -> None:
    """The figures of the others, and of the other MSM, stay; heartbeats count anew."""
    console.machine.advance(3600.0)
    before = used(console, "aaa"), used(console, "aaa", "MSM-B")
    assert before[0][8] > 0.25 + 1000 * 20e-6
    console.run("clear cpu-monitoring process aaa slot B")
    assert used(console, "aaa") == before[0]
    assert used(console, "aaa", "MSM-B")[7:] == [0.0, 0.0, 0.0]
    assert used(console, "acl", "MSM-B")[7] == 8.0
    console.run("clear cpu-monitoring")
    assert used(console, "acl", "MSM-B")[7:] == [0.0, 0.0, 0.0]


def test_a_process_that_takes_too_much_is_logged(console: Typist) -> None:
    """At the end of the interval, and only above the threshold; not while monitoring is disabled."""

    def burst() -> list[str]:
        console.run(*[f"configure vlan Default tag {number}" for number in range(2, 102)])
        console.machine.advance(10.0)
        entries = console.machine.nodes["MSM-A"].log.entries
        return [entry.text for entry in entries if entry.name == "EPM.cpu"]

    console.run("enable cpu-monitoring interval 5 threshold 60")
    assert burst() == []
    console.run("disable cpu-monitoring", "enable cpu-monitoring interval 5 threshold 1", "disable cpu-monitoring")
    assert burst() == []
    console.run("enable cpu-monitoring")
    found = burst()
    assert found
    assert all(text.startswith("CPU utilization monitor: process ") for text in found)
    assert any("process cli consumes" in text for text in found)


def test_memory_follows_the_tables(console: Typist) -> None:
    """Rows take memory of their process on both MSMs, and of the whole; it is free again when they go."""

    def memory(command: str = "show memory process vlan") -> list[int]:
        return [
            int(line.split()[-1])
            for line in console.run(command).splitlines()
            if line.split()[-1:][0:1] and line.split()[-1].isdigit()
        ]

    new = memory()
    console.run(*[f"create vlan v{number}" for number in range(50)])
    more = memory()
    grown = more[-1] - new[-1]
    assert grown > 0
    assert [b - a for a, b in zip(new, more, strict=True)] == [0, 0, grown, -grown, 0, 0, grown, -grown, grown, grown]
    console.run(*[f"delete vlan v{number}" for number in range(50)])
    assert memory() == new


def test_questions_about_usage_are_no_replication(console: Typist) -> None:
    """`show checkpoint-data` counts no message for a screen that asks the other MSM."""
    before = console.run("show checkpoint-data")
    console.run("show memory", "show cpu-monitoring")
    assert console.run("show checkpoint-data") == before


def test_an_msm_that_does_not_answer_is_left_out(console: Typist) -> None:
    """Its rows are missing; a command for it alone is refused."""
    console.run(":cut")
    console.machine.advance(10.0)
    assert "MSM-B" not in console.run("show memory")
    assert console.refuse("show cpu-monitoring slot B") == "Error: The MSM in slot B cannot be reached."


def test_top(console: Typist) -> None:
    """The process that has worked most in the last five seconds stands first; one MSM, no kernel modules."""
    console.run(*[f"create vlan v{number}" for number in range(100)])
    console.machine.advance(5.0 - console.machine.clock.now % 5.0)
    lines = console.run("top").splitlines()
    assert lines[0].startswith("Mem: ")
    assert lines[3] == "  PID USER     STATUS   RSS  PPID %CPU %MEM COMMAND"
    assert lines[4].split()[-1] == "cli"
    assert float(lines[4].split()[5]) > 0.0
    assert "exvlan" not in "".join(lines)
