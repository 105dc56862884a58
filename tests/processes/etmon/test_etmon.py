"""sFlow and RMON: collectors, sampling of ports, the history of RMON, the screens."""

from collections.abc import Callable

import pytest
from conftest import Typist
from printing_back import is_on_both_nodes, prints_back

from xos_cli.processes.etmon.facts import rmon_enabled
from xos_cli.processes.etmon.rows import HistoryControl, SflowPort

LINES = [
    "enable sflow",
    "enable rmon",
    "configure sflow sample-rate 1024",
    "configure sflow max-cpu-sample-limit 500",
    "configure sflow poll-interval 60",
    "configure sflow agent ipaddress 10.1.1.9",
    "configure sflow collector ipaddress 10.1.1.1 port 6343 vr VR-Mgmt",
    "configure sflow ports 1:1 sample-rate 512",
    "enable sflow ports 1:1",
]


def test_section_is_the_captured_one(switch: Callable[..., Typist], section: Callable[[str], list[str]]) -> None:
    """A new switch prints the captured lines.  evidence: capture 11.2"""
    assert switch("summit-x450-24t").lines("etmon") == section("etmon")


def test_lines_print_back(switch: Callable[..., Typist]) -> None:
    """Every setting is printed, can be typed again, and is saved."""
    prints_back(switch, "etmon", LINES)


def test_settings_are_relayed(console: Typist) -> None:
    """The backup has the rows of each command at once."""
    for line in LINES:
        console.run(line)
        is_on_both_nodes(console, "etmon")


def test_history_of_each_port(switch: Callable[..., Typist]) -> None:
    """RMON remembers each port twice, every 30 seconds and every 30 minutes.  evidence: capture 11.2"""
    console = switch("summit-x450-24t")
    rows = console.lab.session.node.store.rows(HistoryControl)
    assert len(rows) == 2 * (26 + 1)
    assert [row.historyControlInterval for row in rows[:4]] == [30, 1800, 30, 1800]
    assert rows[2].historyControlDataSource == "1.3.6.1.2.1.2.2.1.1.1002"


def test_rmon_is_switched(console: Typist) -> None:
    """It is off on a new switch; `show management` says how it is."""
    assert not rmon_enabled(console.lab.session.node.store)
    console.run("enable rmon")
    assert "RMON                             : Enabled\n" in console.run("show management")
    console.run("disable rmon")
    assert console.lines("etmon")[-1] == "disable rmon"


def test_four_collectors_at_most(console: Typist) -> None:
    """The fifth is refused; one that exists gets another port."""
    console.run(*[f"configure sflow collector 10.1.1.{n}" for n in range(1, 5)])
    assert "4 sFlow collectors" in console.refuse("configure sflow collector 10.1.1.5")
    console.run("configure sflow collector 10.1.1.4 port 7777", "unconfigure sflow collector ipaddress 10.1.1.1")
    shown = console.run("show sflow")
    assert 'Collector IP 10.1.1.4,  Port 7777, VR "VR-Mgmt"\n' in shown
    assert "10.1.1.1," not in shown
    console.run("unconfigure sflow", "disable sflow")
    assert "Collector IP" not in console.run("show sflow")


def test_collectors_go_with_their_virtual_router(console: Typist) -> None:
    """Deleting a virtual router takes its collectors and leaves the others."""
    console.run("create virtual-router red", "configure sflow collector 10.1.1.1 vr red")
    console.run("configure sflow collector 10.1.1.2", "delete virtual-router red")
    collectors = [line for line in console.lines("etmon") if "collector" in line]
    assert collectors == ["configure sflow collector ipaddress 10.1.1.2 port 6343 vr VR-Mgmt"]


def test_ports_are_forgotten_with_their_slot(console: Typist) -> None:
    """After `clear slot` no port of the slot is sampled; ports of other slots still are."""
    console.run("enable sflow ports 1:1-2", "enable sflow ports 2:1")
    console.say("clear slot 1", "y")
    assert [row.port for row in console.lab.session.node.store.rows(SflowPort)] == ["2:1"]


def test_a_port_without_settings_has_no_row(console: Typist) -> None:
    """What is taken back leaves nothing behind."""
    before = console.lines("etmon")
    console.run("enable sflow ports 1:1", "configure sflow ports 1:1 sample-rate 512", "unconfigure sflow ports 1:1")
    assert console.lines("etmon") == before
    assert console.lab.session.node.store.rows(SflowPort) == []


@pytest.mark.parametrize(
    ("line", "least", "most"),
    [
        ("configure sflow sample-rate", 1, 536870912),
        ("configure sflow max-cpu-sample-limit", 200, 200000),
        ("configure sflow poll-interval", 0, 3600),
    ],
)
def test_limits(console: Typist, line: str, least: int, most: int) -> None:
    """The least and the most are taken, one beyond either is refused."""
    console.run(f"{line} {least}", f"{line} {most}")
    assert f"{line} {most}" in console.lines("etmon")
    assert "Invalid input" in console.refuse(f"{line} {most + 1}")
    if least:
        assert "Invalid input" in console.refuse(f"{line} {least - 1}")
    assert f"{line} {most}" in console.lines("etmon")


def test_ports_that_do_not_exist(console: Typist) -> None:
    """A port of an empty slot is refused."""
    assert console.refuse("enable sflow ports 4:1") == "Error: Invalid port number."


def test_nothing_was_sampled(console: Typist) -> None:
    """Every counter stands at 0."""
    rows = console.run("show sflow statistics").splitlines()
    assert rows[0] == "SFLOW Statistics"
    assert [row.split(": ")[1] for row in rows[1:]] == ["0"] * 6


def test_an_enabled_port_keeps_its_rate(console: Typist, switch: Callable[..., Typist]) -> None:
    """The global rate is that of ports enabled later; rates are rounded up to powers of two."""
    console.run("configure sflow sample-rate 1000", "enable sflow ports 1:1", "configure sflow sample-rate 4096")
    console.run("enable sflow ports 1:2-3", "enable sflow ports 2:1", "configure sflow ports 1:3 sample-rate 400")
    rows = {
        line.split()[0]: line.split()[2:]
        for line in console.run("show sflow").splitlines()
        if ":1 " in line or ":2 " in line
    }
    assert rows["1:1"] == ["1024", "2"]  # all ports of slot 1 are sampled as 1:3 is
    assert rows["1:2"] == ["4096", "8"]
    assert rows["2:1"] == ["4096", "1"]
    other = switch("bd8810")
    other.run("configure sflow ports 1:1 sample-rate 512", "enable sflow ports 1:1-2")
    shown = other.run("show sflow")
    assert "1:2       enabled            8192                1\n" in shown  # an 8800 samples by port
