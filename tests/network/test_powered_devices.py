"""Power over Ethernet: the devices of a network that live on it, who gets power, and what is counted."""

from collections.abc import Callable

import pytest

from xos_cli import Network, XosError

#: At the module in slot 2 of a BlackDiamond 8810; the last one follows no standard.
PHONES = {
    "p1": {"address": "10.3.3.21/24", "powered": {"watts": 6.5, "class": 2}},
    "p2": {"address": "10.3.3.22/24", "powered": {"watts": 7.5, "class": 3}},
    "p3": {"address": "10.3.3.23/24", "powered": {"watts": 4.0, "legacy": True}},
}
Run = Callable[..., None]


@pytest.fixture
def network() -> Network:
    """A switch whose inline power is off, and three phones."""
    cables = [("far 2:1", "p1"), ("far 2:2", "p2"), ("far 2:3", "p3")]
    return Network.build({"far": {"chassis": "bd8810"}}, PHONES, cables)


@pytest.fixture
def run(network: Network) -> Run:
    """Type lines, and let ten seconds pass."""

    def lines_typed(*lines: str) -> None:
        for line in lines:
            typed(network, line)
        network.advance(10)

    return lines_typed


def typed(network: Network, line: str) -> str:
    """Type a line at the master; return what it prints."""
    switch = network.switches["far"]
    return switch.console(switch.master.name if switch.master else "").run(line)


def states(network: Network) -> list[str]:
    """Return what the three ports do."""
    screen = typed(network, "show inline-power stats ports 2:1-3")
    return [line.split()[1] for line in screen.splitlines()[-3:]]


def counts(network: Network, port: int) -> list[str]:
    """Return what was counted at a port: Absent, InvSig, Denied, OverCurrent, Short."""
    screen = typed(network, f"show inline-power stats ports 2:{port}")
    return screen.splitlines()[-1].split()[3:]


def links(network: Network) -> list[bool]:
    """Return which of the phones have a link."""
    return [network.cable(f"far 2:{port}").up for port in (1, 2, 3)]


def test_a_device_has_no_link_without_power(network: Network, run: Run) -> None:
    """Its link comes up when it gets power, and falls when the power is taken away."""
    network.advance(60)
    assert links(network) == [False, False, False]
    run("enable inline-power")
    assert links(network) == [True, True, False]
    assert states(network) == ["delivering", "delivering", "searching"]
    for line in ("disable inline-power ports 2:1", "disable inline-power slot 2", "disable inline-power"):
        run(line)
        assert links(network)[0] is False
        run(line.replace("disable", "enable"))
        assert links(network)[0] is True


def test_a_device_of_no_standard(network: Network, run: Run) -> None:
    """It gets power where legacy detection is enabled, and is counted before."""
    run("enable inline-power")
    assert counts(network, 3) == ["0", "1", "0", "0", "0"]
    run("enable inline-power legacy slot 2")
    assert links(network) == [True, True, True]


def test_what_a_device_takes_is_shown(network: Network, run: Run) -> None:
    """Class, volts, milliamperes and watts of the port, and the measured power of the slot."""
    run("enable inline-power")
    console = network.switches["far"].console()
    row = console.run("show inline-power info ports 2:1").splitlines()[-1]
    assert row.split() == ["2:1", "delivering", "class2", "48.0", "135", "6.500", "0"]
    assert console.run("show inline-power slot 2").split()[-1] == "14"
    assert "Total ports powered          : 2\n" in console.run("show inline-power stats slot 2")


def test_a_budget_that_is_too_small(network: Network, run: Run) -> None:
    """The device that has power keeps it; with lowest-priority the priority decides."""
    run("configure inline-power budget 10 slot 2", "enable inline-power")
    assert states(network)[:2] == ["delivering", "denied"]
    run("configure inline-power priority high ports 2:2")
    assert states(network)[:2] == ["delivering", "denied"]
    run("configure inline-power disconnect-precedence lowest-priority")
    assert states(network)[:2] == ["denied", "delivering"]
    assert counts(network, 1) == ["0", "0", "1", "0", "0"]
    run("unconfigure inline-power priority ports 2:2", "clear inline-power stats ports all")
    assert states(network)[:2] == ["delivering", "denied"]
    assert counts(network, 1) == ["0", "0", "0", "0", "0"]
    run("unconfigure inline-power budget slot 2")
    assert states(network)[:2] == ["delivering", "delivering"]


def test_a_device_above_the_operator_limit(network: Network, run: Run) -> None:
    """It is counted under OverCurrent, and has no power until the limit fits."""
    run("enable inline-power", "configure inline-power operator-limit 5000 ports 2:1")
    assert states(network)[0] == "faulted"
    assert counts(network, 1) == ["0", "0", "0", "1", "0"]
    assert links(network)[0] is False
    run("unconfigure inline-power operator-limit ports 2:1")
    assert states(network)[0] == "delivering"


def test_the_usage_threshold(network: Network, run: Run) -> None:
    """A slot that uses more than the threshold is logged once."""
    run("configure inline-power budget 20 slot 2", "enable inline-power")
    events = network.switches["far"].events
    assert not [event for event in events if event.name == "POE.Warning"]
    run("configure inline-power usage-threshold 60", "configure inline-power label x ports 2:1")
    (event,) = [event for event in network.switches["far"].events if event.name == "POE.Warning"]
    assert event.text == "Slot 2: inline-power usage of 14.0 W is above the threshold of 12.0 W"


def test_a_device_that_is_pulled_out(network: Network, run: Run) -> None:
    """It is off, and counted as absent; plugged in again it gets power again."""
    run("enable inline-power")
    network._inside.unplug("far 2:1")
    network.advance(5)
    assert states(network)[0] == "searching"
    assert counts(network, 1)[0] == "1"
    network._inside.plug("far 2:1", "p1")
    network.advance(10)
    assert links(network)[0] is True


def test_a_reset(network: Network, run: Run) -> None:
    """Switch a device off and on; say so where there is none."""
    run("enable inline-power")
    console = network.switches["far"].console()
    assert console.run("reset inline-power ports 2:1") == ""
    network.advance(0.5)
    assert links(network)[:2] == [False, True]
    network.advance(10)
    assert links(network)[:2] == [True, True]
    assert console.run("reset inline-power ports 2:9").startswith("[nothing was reset")


def test_power_over_a_failover(network: Network, run: Run) -> None:
    """The modules go on giving power, and the new master knows of it; a chassis without power gives none."""
    run("enable inline-power")
    switch = network.switches["far"]
    switch.fail("msm-a")
    assert links(network)[:2] == [True, True]
    network.advance(60)
    assert states(network)[:2] == ["delivering", "delivering"]
    switch.power_off()
    network.advance(10)
    assert links(network) == [False, False, False]


def test_a_device_that_cannot_be() -> None:
    """More than 20 watts, or an unknown class, are refused."""
    for table in ({"watts": 30}, {"class": 9}, {"legacy": 1}):
        with pytest.raises(XosError, match="powered: "):
            Network.build({"far": {"chassis": "bd8810"}}, {"p": {"address": "10.1.1.1/24", "powered": table}}, [])
