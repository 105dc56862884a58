"""What a port counts of a storm that is not stepped through."""

from xos_cli.switch.fabric.counters import WINDOW, Counters, Flow, Load


def test_a_storm_counts_its_frames_by_time() -> None:
    """Ten frames a second of 64 octets from the moment at which it begins until it ends, none afterwards."""
    flow = Flow(0.0)
    flow.storm(1.0, 10.0, 64)
    flow.settle(3.0)
    assert (flow.sizes, flow.broadcasts, flow.frames, flow.octets) == ({64: 20}, 20, 20, 1280)
    flow.settle(3.05)
    flow.settle(3.15)
    assert flow.frames == 21
    flow.storm(4.0, 0.0, 64)
    flow.settle(9.0)
    assert (flow.frames, flow.broadcasts) == (30, 30)


def test_each_window_of_a_storm_has_its_load() -> None:
    """Windows that were not looked at have the same load; after the storm the port is idle, and the peak stays."""
    flow = Flow(0.0)
    flow.storm(0.0, 100.0, 64)
    flow.roll(3 * WINDOW)
    assert flow.last == flow.peak == Load(100.0, 6400.0)
    assert flow.until == 4 * WINDOW
    flow.storm(3 * WINDOW, 0.0, 0)
    flow.roll(6 * WINDOW)
    assert (flow.last, flow.peak) == (Load(), Load(100.0, 6400.0))


def test_frames_that_were_not_stepped_through_are_added() -> None:
    """By size, and as group frames where they are such."""
    flow = Flow(0.0)
    flow.add(5, 64, False)
    flow.add(2, 64, True)
    flow.add(1, 1518, True)
    assert (flow.sizes, flow.multicasts, flow.between(64, 127)) == ({64: 7, 1518: 1}, 3, 7)


def test_cleared_counters_go_on_with_a_storm() -> None:
    """What was counted is gone, what goes on is counted from that moment."""
    counters = Counters(0.0)
    counters.rx.storm(0.0, 10.0, 64)
    counters.look(2.0)
    counters.errors["rx_crc"] = 3
    counters.clear(2.0)
    assert (counters.rx.frames, counters.errors["rx_crc"]) == (0, 0)
    assert counters.look(4.0).rx.frames == 20
