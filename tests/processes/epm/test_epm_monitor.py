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
