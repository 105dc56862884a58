"""What clears nothing, timers that cannot be 0, and groups that are none: rules that hold in several processes."""

import pytest
from conftest import Typist


@pytest.mark.parametrize(
    "line",
    [
        "clear access-list counter",
        "clear access-list counter mine ports 1:1 ingress",
        "clear access-list dynamic counter",
        "clear igmp snooping",
        "clear igmp group 225.1.1.1 vlan Default",
        "clear MLD snooping vlan Default",
        "clear MLD group",
        "clear netlogin state",
        "clear netlogin state port 1:1",
        "clear cpu-monitoring process aaa",
    ],
)
def test_nothing_is_left_to_clear(console: Typist, line: str) -> None:
    """Not a word, nothing in the log, no star."""
    before = console.run("show log")
    assert console.run(line) == ""
    assert console.run("show log") == before
    assert not console.machine.nodes["MSM-A"].config.dirty


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("clear igmp snooping vlan none", "Error: VLAN none does not exist."),
        ("clear access-list counter vlan none", "Error: VLAN none does not exist."),
        ("clear netlogin state port 9:1", "Error: Invalid port number."),
        ("clear cpu-monitoring process none", "Error: Process none does not exist."),
    ],
)
def test_what_is_not_there_cannot_be_cleared(console: Typist, line: str, words: str) -> None:
    """The switch's own words."""
    assert console.refuse(line) == words


@pytest.mark.parametrize(
    "line",
    [
        "configure rip updatetime {}",
        "configure rip routetimeout {}",
        "configure rip garbagetime {}",
        "configure ripng updatetime {}",
        "configure ripng routetimeout {}",
        "configure ripng garbagetime {}",
        "configure sys-health-check interval {}",
    ],
)
def test_no_time_is_nothing(console: Typist, line: str) -> None:
    """A timer of 0 seconds is refused where nothing says that it means something; one of 1 second is taken."""
    assert "Invalid input" in console.refuse(line.format(0))
    console.run(line.format(1))


@pytest.mark.parametrize(
    ("protocol", "group", "host"), [("igmp", "239.1.1.1", "10.0.0.1"), ("MLD", "ff0e::101", "2001:db8::1")]
)
def test_a_static_group_is_a_group(console: Typist, protocol: str, group: str, host: str) -> None:
    """Only an address of a group can be one."""
    start = f"configure {protocol} snooping vlan Default ports 1:1 add static group"
    assert "Invalid input" in console.refuse(f"{start} {host}")
    console.run(f"{start} {group}")
