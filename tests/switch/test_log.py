"""The event log of one node."""

from collections.abc import Callable
from copy import deepcopy

import pytest
from conftest import booted

from xos_cli.switch.log import LARGE, SEVERITIES, Log, LogEntry, text_of


def entry(number: int) -> LogEntry:
    """An event that can be told from the others."""
    return LogEntry(float(number), "Info", "DM.Info", "MSM-A", f"event {number}")


def filled(count: int, size: int = 1000) -> Log:
    """A log of *size* that saw *count* events."""
    log = Log(size)
    for number in range(count):
        log.add(entry(number))
    return log


def test_the_buffer_keeps_the_newest_thousand() -> None:
    """The memory buffer holds 1000 events by default, the newest.  evidence: capture 11.2"""
    log = filled(1003)
    assert (len(log.entries), log.entries[0], log.entries[-1]) == (1000, entry(3), entry(1002))


def test_resized_buffer_keeps_the_newest() -> None:
    """A smaller buffer forgets the oldest at once, a larger one none."""
    log = filled(500)
    log.resize(200)
    assert list(log.entries) == [entry(number) for number in range(300, 500)]
    log.resize(20000)
    log.add(entry(500))
    assert len(log.entries) == 201


def test_a_copy_is_its_own() -> None:
    """Events after the copy are in one log only; the size goes along."""
    log = filled(3, size=3)
    copy = deepcopy(log)
    copy.add(entry(3))
    log.clear()
    assert [item.text for item in copy.entries] == ["event 1", "event 2", "event 3"]
    assert list(log.entries) == []


@pytest.mark.parametrize("count", [3, LARGE - 1, LARGE, LARGE + 1, 2 * LARGE])
def test_texts_are_those_of_the_entries(count: int) -> None:
    """What match expressions are compared with follows the log: when it is full, resized, copied and cleared."""
    log = filled(count, size=LARGE + 10)
    steps: list[Callable[[], None]] = [
        lambda: None,
        lambda: log.add(entry(count)),
        lambda: log.resize(LARGE),
        lambda: log.add(entry(0)),
    ]
    for step in steps:
        step()
        assert list(log.texts) == [text_of(item) for item in log.entries]
    copy = deepcopy(log)
    copy.add(entry(1))
    log.clear()
    assert (list(log.texts), list(copy.texts)) == ([], [text_of(item) for item in copy.entries])


def test_every_severity_shows_four_letters() -> None:
    """evidence: guide 11.x"""
    assert all(len(letters) == 4 for letters in SEVERITIES.values())
    assert list(SEVERITIES)[:4] == ["Critical", "Error", "Warning", "Notice"]


def test_warnings_and_worse_survive_a_reboot() -> None:
    """The flash keeps at most the newest hundred of them; notices and infos are lost with the memory."""
    machine = booted("bd10808")
    node = machine.nodes["MSM-A"]
    for number in range(120):
        node.event("Warning", "DM.Warning", f"warning {number}")
        node.event("Notice", "DM.Notice", f"notice {number}")
    machine.power_off()
    kept = [LogEntry(*entry).text for entry in node.flash.nvram.log]
    assert kept == [f"warning {number}" for number in range(20, 120)]
    assert list(node.log.entries) == []


def test_logs_are_not_copied_to_the_other_node() -> None:
    """What happened on the master is not in the backup's log.  evidence: guide 11.3 p.198"""
    machine = booted("bd10808")
    machine.nodes["MSM-A"].event("Error", "DM.Error", "only here")
    machine.advance(10.0)
    log = machine.nodes["MSM-B"].log.entries
    assert "only here" not in [entry.text for entry in log]
    assert {entry.node for entry in log} == {"MSM-B"}
