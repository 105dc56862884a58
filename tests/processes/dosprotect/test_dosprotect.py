"""The protection against floods of packets: its settings, their rules, the screen."""

from collections.abc import Callable

import pytest
from conftest import Typist
from printing_back import is_on_both_nodes, prints_back

START = "configure dos-protect type l3-protect"
LINES = [
    "enable dos-protect simulated",
    "configure dos-protect interval 5",
    "configure dos-protect acl-expire 30",
    "configure dos-protect trusted-ports ports 1:1-4, 2:1",
    f"{START} alert-threshold 900",
]


def test_section_is_the_captured_one(switch: Callable[..., Typist], section: Callable[[str], list[str]]) -> None:
    """A new switch prints the captured lines, the blank at the end of one included.  evidence: capture 11.2"""
    assert switch("summit-x450-24t").lines("dosprotect") == section("dosprotect")


def test_lines_print_back(switch: Callable[..., Typist]) -> None:
    """Every setting is printed, can be typed again, and is saved."""
    prints_back(switch, "dosprotect", LINES)


def test_settings_are_relayed(console: Typist) -> None:
    """The backup has the row after each command."""
    for line in LINES:
        console.run(line)
        is_on_both_nodes(console, "dosprotect")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("enable dos-protect", "enabled"),
        ("enable dos-protect simulated", "enabled in simulated mode"),
        ("disable dos-protect", "disabled"),
    ],
)
def test_the_screen_says_how_it_is(console: Typist, line: str, words: str) -> None:
    """Enabled, enabled in simulated mode, disabled."""
    console.run(line)
    assert console.run("show dos-protect").startswith(f"dos-protect is {words}\n")


def test_the_screen_has_every_setting(console: Typist) -> None:
    """Interval, lifetime of the blocking ACL, both thresholds.  evidence: recalled (the layout)"""
    console.run("configure dos-protect interval 7", "configure dos-protect acl-expire 11")
    console.run(f"{START} alert-threshold 3000", f"{START} notify-threshold 2000")
    assert console.run("show dos-protect") == (
        "dos-protect is disabled\ndos-protect settings:\n interval: 7 (measurement interval secs)\n"
        " acl expire time: 11 (secs)\n trusted ports:\n  no trusted ports configured\n type L3-Protect:\n"
        "  notify threshold: 2000 (level for logging a message)\n"
        "  alert threshold: 3000 (level for generating an ACL)\n"
    )


def test_trusted_ports(console: Typist) -> None:
    """They are set, added, deleted, and set to none."""
    console.run(
        "configure dos-protect trusted-ports ports 1:1-3",
        "configure dos-protect trusted-ports add-ports 1:4",
        "configure dos-protect trusted-ports delete-ports 1:2",
    )
    assert "  1:1, 1:3-4\n" in console.run("show dos-protect")
    console.run("configure dos-protect trusted-ports ports")
    assert "  no trusted ports configured\n" in console.run("show dos-protect")


def test_trusted_ports_go_with_their_slot(console: Typist) -> None:
    """After `clear slot` the packets of its ports count again."""
    console.run("configure dos-protect trusted-ports ports 1:1-3, 2:1")
    console.say("clear slot 1", "y")
    assert "  2:1\n" in console.run("show dos-protect")


def test_unconfigured_it_is_as_new(console: Typist) -> None:
    """Everything that was set is set back."""
    before = console.lines("dosprotect")
    console.run(*LINES, "unconfigure dos-protect")
    assert console.lines("dosprotect") == before


def test_what_is_logged_is_not_blocked_before(console: Typist) -> None:
    """The notify threshold is not above the alert threshold, in whatever order they are given."""
    assert "alert threshold" in console.refuse(f"{START} notify-threshold 4001")
    console.run(f"{START} alert-threshold 1000")
    assert f"{START} notify-threshold 1000" in console.lines("dosprotect")
    console.run(f"{START} notify-threshold 900")
    assert console.typed_back() == console.configuration()


@pytest.mark.parametrize("word", ["interval", "acl-expire"])
def test_no_time_is_nothing(console: Typist, word: str) -> None:
    """A time of 0 seconds is refused, one of 1 second is taken.  evidence: inferred"""
    assert "Invalid input" in console.refuse(f"configure dos-protect {word} 0")
    console.run(f"configure dos-protect {word} 1")
    assert f"configure dos-protect {word} 1" in console.lines("dosprotect")
