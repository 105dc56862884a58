"""EDP: its timers, and the ports it is on."""

from collections.abc import Callable

from conftest import Typist

LINES = ["configure edp advertisement-interval 30 holddown-interval 90", "disable edp ports 1:3"]


def test_section_is_the_captured_one(switch: Callable[..., Typist], section: Callable[[str], list[str]]) -> None:
    """A new switch prints the captured lines, blanks at their ends included."""
    assert switch("summit-x450-24t").lines("edp") == section("edp")


def test_lines_print_back_and_can_be_typed_again(switch: Callable[..., Typist]) -> None:
    """What was typed is there, in the flash of both MSMs after a save, and makes the same on another switch."""
    console = switch()
    console.run(*LINES)
    lines = console.lines("edp")
    assert set(LINES) <= set(lines)
    other = switch()
    other.run(*lines)
    assert other.lines("edp") == lines
    console.say("save", "y", "reboot", "y", ":wait booted")
    assert console.lines("edp") == lines


def test_edp_names_the_ports_it_is_on(console: Typist) -> None:
    """All but those that were turned off."""
    console.run("disable edp ports 1:2-60", "disable edp ports 2:*", "disable edp ports 3:1-3:6")
    assert "EDP enabled on ports   :1:1\n" in console.run("show edp")
    console.run("enable edp ports all", "unconfigure edp")
    assert "EDP holddown-interval  :180 seconds\n" in console.run("show edp")


def test_ports_that_do_not_exist(console: Typist) -> None:
    """A port that the chassis does not have is refused, and nothing is changed."""
    before = console.lines("edp")
    assert console.refuse("enable edp ports 9:1") == "Error: Invalid port number."
    assert console.refuse("disable edp ports 1:1,9:1") == "Error: Invalid port number."
    assert console.lines("edp") == before


def test_timers_are_in_their_ranges(console: Typist) -> None:
    """A timer of 0 seconds is refused; the timers of a new switch come back with `unconfigure edp`."""
    assert "Invalid input" in console.refuse("configure edp advertisement-interval 0 holddown-interval 90")
    console.run("configure edp advertisement-interval 30 holddown-interval 90")
    assert "EDP advert-interval    :30 seconds\nEDP holddown-interval  :90 seconds\n" in console.run("show edp")
    console.run("unconfigure edp")
    assert console.lines("edp")[0] == "configure edp advertisement-interval 60 holddown-interval 180"


def test_edp_is_on_again_in_a_slot_that_was_cleared(console: Typist) -> None:
    """The ports of the slot are as on a new switch, those of other slots stay as they were set."""
    console.run("disable edp ports 1:3", "disable edp ports 2:1")
    console.say("clear slot 1", "y")
    lines = console.lines("edp")
    assert "enable edp ports 1:3" in lines
    assert "disable edp ports 2:1" in lines


def test_a_failover_keeps_what_was_set(console: Typist) -> None:
    """The backup has every change without a save."""
    console.run("disable edp ports 1:3", "configure edp advertisement-interval 30 holddown-interval 90")
    before = console.lines("edp")
    console.say("run msm-failover", "y", ":wait booted", ":console msm-b")
    assert console.lines("edp") == before


def test_the_table_of_ports_has_a_letter_for_edp(console: Typist) -> None:
    """`show ports information` marks the ports where EDP is enabled."""
    assert "1:1       Em------e--f" in console.run("show ports 1:1 information")
    console.run("disable edp ports 1:1", "enable diffserv examination ports 1:2")
    assert "1:2       Em----n-e--f" in console.run("show ports 1:2 information")
    assert "1:1       Em---------f" in console.run("show ports 1:1 information")
