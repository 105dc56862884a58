"""`show log`: what a switch says of itself.

evidence: guide 11.0 p.140 (the line), capture 12.5 (order, the last line), later EXOS (the texts)
"""

import re
from typing import Any

LINE = re.compile(r"\d\d/\d\d/\d{4} \d\d:\d\d:\d\d\.\d\d <(Crit|Erro|Warn|Noti|Info):[\w.]+> (MSM-[AB]: )?\S.*")


def lines(console: Any, command: str = "show log") -> list[str]:
    """The events; the form of each and of the last line checked."""
    *events, blank, total = console.run(command).splitlines()
    assert (blank, total) == ("", f"A total of {len(events)} log messages were displayed.")
    assert all(LINE.fullmatch(event) for event in events), events
    return list(events)


def test_newest_first(console: Any) -> None:
    """By default; `chronological` turns it around."""
    events = lines(console)
    stamps = [event[:22] for event in events]
    assert stamps == sorted(stamps, reverse=True)
    assert events[0] == "11/01/2005 09:00:00.00 <Info:AAA.authPass> MSM-A: Login passed for user admin through serial"
    assert lines(console, "show log chronological") == events[::-1]


def test_the_events_of_a_boot(console: Any) -> None:
    """In the order of a real boot.  evidence: later EXOS boot log"""
    texts = [event.partition("> MSM-A: ")[2] for event in lines(console, "show log chronological")]
    expected = [
        "EPM Started",
        "DM started",
        "Node State[1] = INIT",
        "Node INIT DONE ....",
        "Node State[2] = STANDBY",
        "Node State[3] = MASTER",
        "System is stable. Change to warm reset mode",
        "Node MSM-B is in sync",
        "Login passed for user admin through serial",
    ]
    places = [texts.index(text) for text in expected]
    assert places == sorted(places)


def test_a_stand_alone_switch_has_no_prefix(switch: Any) -> None:
    """evidence: captures of stand-alone switches"""
    console = switch("summit-x450-24t")
    assert all("MSM" not in event for event in lines(console))
    assert any(event.endswith("<Noti:DM.Notice> Node State[3] = OPERATIONAL") for event in lines(console))


def test_each_msm_has_its_own_log(console: Any) -> None:
    """Log data is not copied between them.  evidence: guide 11.3 p.198"""
    a = lines(console)
    console.say(":console msm-b", "show node")
    b = lines(console)
    assert all(" MSM-A: " in event for event in a)
    assert all(" MSM-B: " in event for event in b)


def test_warnings_are_kept_in_nvram(console: Any) -> None:
    """They are there after a reboot, and are more than what is in memory then; the rest is lost."""
    console.say("clear log", ":fail psu 1", ":repair psu 1")
    memory = lines(console)
    assert len(memory) == 2
    assert memory[1].endswith("<Erro:DM.Error> MSM-A: PowerSupply:1 Failed")
    assert memory[0].endswith("<Info:DM.Info> MSM-A: PowerSupply:1 Powered On")
    console.say("reboot", "y", ":wait in-sync")
    kept = lines(console, "show log messages nvram")
    assert memory[1] in kept
    assert memory[0] not in kept
    assert memory[1] not in lines(console)
    assert lines(console, "show log messages memory-buffer") == lines(console)


def test_login_failures_are_warnings(console: Any) -> None:
    """evidence: capture 12.5"""
    console.run("show node")
    session = console.lab.session
    for text in ("exit", "admin", "wrong", "admin", ""):
        session.feed(text)
    session.take()
    events = lines(console)
    assert events[0].endswith("<Info:AAA.authPass> MSM-A: Login passed for user admin through serial")
    assert events[1].endswith("<Warn:AAA.authFail> MSM-A: Login failed for user admin through serial")
    assert events[2].endswith("<Info:AAA.logout> MSM-A: User admin logout from serial")


def test_clear_log_empties_the_memory_only(console: Any) -> None:
    """What is in the flash stays."""
    console.say(":fail fan 1", "clear log")
    assert lines(console) == []
    assert any("FanTray:1 Failed" in event for event in lines(console, "show log messages nvram"))
