"""EAPS rings of switches that are cabled: states, faults, failovers, and what hosts lose."""

import pytest
from eaps_rings import BD10808, FABRIC, X450, ring, ring_lines, state, told

from xos_cli import Network
from xos_cli.network.traffic import Stream

OPEN = ("configure eaps r failtime expiry-action open-secondary-port",)
RATE = 100


def lost(network: Network, *waits: float) -> int:
    """Return how many of 100 probes a second from pc1 to pc2 are lost in the given seconds."""
    traffic = network.traffic("pc1", "pc2", every=1 / RATE)
    for seconds in waits:
        network.advance(seconds)
    return traffic.stop().lost


def test_states() -> None:
    """A whole ring is Complete and its transit nodes are Links-Up; a cut is told, and its end again."""
    network = ring("mxyz")
    network.advance(2.0)
    assert [state(network, name) for name in "mxyz"] == ["Complete", "Links-Up", "Links-Up", "Links-Up"]
    network.cable("x 1").cut()
    network.advance(0.1)
    assert [state(network, name) for name in "mxyz"] == ["Failed", "Links-Down", "Links-Down", "Links-Up"]
    network.cable("x 1").join()
    network.advance(6.0)
    assert [state(network, name) for name in "mxyz"] == ["Complete", "Links-Up", "Links-Up", "Links-Up"]
    start = "EAPSD r - State transition from"
    assert told(network)[-8:] == [
        f"x: {start} Links-Up => Links-Down",
        f"y: {start} Links-Up => Links-Down",
        f"m: {start} Complete => Failed",
        f"x: {start} Links-Down => Preforwarding",
        f"y: {start} Links-Down => Preforwarding",
        f"m: {start} Failed => Complete",
        f"x: {start} Preforwarding => Links-Up",
        f"y: {start} Preforwarding => Links-Up",
    ]


def test_cut_costs_less_than_a_tenth_of_a_second() -> None:
    """A link is cut: its ends tell the master, which opens its secondary port at once."""
    network = ring("mxyz", hosts="my")
    network.advance(3.0)
    traffic = network.traffic("pc1", "pc2", every=1 / RATE)
    network.advance(1.0)
    network.cable("x 1").cut()
    network.advance(5.0)
    assert traffic.stop().longest_gap < 0.1
    assert traffic.lost < RATE / 10


def test_ring_that_heals_costs_nothing() -> None:
    """The link returns: the ports at its ends wait until the master has blocked its secondary port; nothing is lost."""
    network = ring("mxyz", hosts="my")
    network.cable("x 1").cut()
    network.advance(3.005)
    traffic = network.traffic("pc1", "pc2", every=1 / RATE)
    network.advance(1.0)
    network.cable("x 1").join()
    network.advance(10.0)
    assert traffic.stop().lost == 0  # no probe is on its way in the moment between blocking and opening
    assert state(network, "m") == "Complete"


def silent(network: Network) -> None:
    """Lose all frames between x and y while their link stays up; pc1 at m then cannot reach pc2 at y that way."""
    network.cable("x 1").loss = 1.0


def test_silent_loss_opens_after_the_fail_time() -> None:
    """Hellos stay away and no link is down: with open-secondary-port the loss ends with the fail timer."""
    network = ring("mxyz", more=OPEN, hosts="my")
    network.advance(3.0)
    traffic = network.traffic("pc1", "pc2", every=1 / RATE)
    network.advance(1.0)
    silent(network)
    network.advance(20.0)
    assert state(network, "m") == "Failed"
    assert 2.0 <= traffic.stop().longest_gap <= 3.1


def test_silent_loss_lasts_with_send_alert() -> None:
    """With send-alert, the default, the secondary port stays blocked: nothing arrives any more; the log says why."""
    network = ring("mxyz", hosts="my")
    network.advance(3.0)
    silent(network)
    network.advance(60.0)
    assert lost(network, 5.0) >= 5 * RATE - 1
    assert state(network, "m") == "Complete"
    assert "State: Complete [Failtimer Expired]" in network.switches["m"].console().run("show eaps r")
    assert "m: EAPSD r - Fail timer expired" in told(network)


def test_a_switch_without_eaps_passes_messages_on() -> None:
    """A switch in the ring that has no domain passes the messages of the control VLAN on: the ring is Complete."""
    network = ring("mxy")
    network.switches["x"].console().run("disable eaps")
    network.advance(10.0)
    assert [state(network, name) for name in "mxy"] == ["Complete", "Idle", "Links-Up"]


@pytest.mark.parametrize("lacp", ["", " lacp"], ids=["static", "LACP"])
def test_a_group_as_ring_port(lacp: str) -> None:
    """A ring port can be a load-sharing group: the ring is whole until the last cable of the group is cut."""
    modes = {"x": "master", "y": "transit", "z": "transit"}
    sharing = {"x": [f"enable sharing 1 grouping 1,3{lacp}"], "y": [f"enable sharing 2 grouping 2-3{lacp}"], "z": []}
    switches = {n: {"chassis": X450, "lines": [*sharing[n], *ring_lines(mode)]} for n, mode in modes.items()}
    cables = [("x 1", "y 2"), ("x 3", "y 3"), ("y 1", "z 2"), ("z 1", "x 2"), ("pc1", "x 20"), ("pc2", "y 20")]
    hosts = {f"pc{number}": {"address": f"10.1.1.{number}/24"} for number in (1, 2)}
    network = Network.build(switches=switches, hosts=hosts, cables=cables)
    network.advance(10.0)
    for cut, whole in (("", "Complete"), ("x 1", "Complete"), ("x 3", "Failed")):
        if cut:
            network.cable(cut).cut()
            network.advance(5.0)
        assert state(network, "x") == whole
        assert lost(network, 1.0) == 0
    network.cable("x 1").join()
    network.advance(20.0)
    assert state(network, "x") == "Complete"
    assert lost(network, 1.0) == 0


def test_hellos_put_no_rows() -> None:
    """A minute of hellos sends nothing to the backup of any switch; a cut link does."""
    network = ring("mxy", BD10808)
    network.advance(10.0)

    def sent() -> list[int]:
        masters = [machine.master for machine in network._inside.machines.values()]
        return [node.checkpoint.counters["eaps"].transmitted for node in masters if node is not None]

    before = sent()
    network.advance(60.0)
    assert sent() == before
    network.cable("x 1:1").cut()
    network.advance(1.0)
    assert all(after > old for old, after in zip(before, sent(), strict=True))


def test_events_at_the_terminal() -> None:
    """`:events eaps` lists what EAPS did, in order, with the switch's name."""
    from xos_cli.lab.network import NetworkLab

    network = ring("mxy")
    lab = NetworkLab(network._inside)
    network.advance(3.0)
    network.cable("x 1").cut()
    network.advance(1.0)
    lines = lab.execute(":events eaps").splitlines()
    assert [line.split("]")[0].split()[-1] for line in lines[-1:]] == ["Failed"]
    assert all(" EAPS.DmnInfo: EAPSD r - State transition from " in line for line in lines)


# -- failover of the MSMs ----------------------------------------------------------------------------------------------


def failed_over(network: Network, name: str) -> int:
    """Pull the master MSM of a switch out while pc1 and pc2 talk; return how many probes were lost in 20 s."""
    traffic = network.traffic("pc1", "pc2", every=1 / RATE)
    network.advance(1.0)
    network.switches[name].remove("a")
    network.advance(20.0)
    return traffic.stop().lost


@pytest.mark.parametrize("name", ["m", "x"])
def test_failover_in_a_whole_ring(name: str) -> None:
    """The MSM of the master in Complete, or of a transit node, dies: no more than the I/O modules' time is lost."""
    network = ring("mxy", BD10808, hosts="my")
    network.advance(3.0)
    before = {switch: state(network, switch) for switch in "mxy"}
    assert failed_over(network, name) <= FABRIC
    assert {switch: state(network, switch) for switch in "mxy"} == before


def test_failover_of_a_master_in_failed() -> None:
    """The new master is in Init, asks, hears that a link is down, and opens its secondary port: a slight hit."""
    network = ring("mxy", BD10808, hosts="mx")
    network.cable("m 1:1").cut()
    network.advance(3.0)
    network.cable("m 1:1").join()
    network.cable("x 1:1").cut()
    network.advance(20.0)
    network.cable("m 1:1").join()
    assert [state(network, name) for name in "mxy"] == ["Failed", "Links-Down", "Links-Down"]
    assert failed_over(network, "m") <= FABRIC
    assert state(network, "m") == "Failed"
    moves = [text for text in told(network) if text.startswith("m: ")]
    assert moves[-1] == "m: EAPSD r - State transition from Init => Failed"


def test_failover_of_a_transit_node_with_a_link_down() -> None:
    """A transit node in Links-Down stays so; what it held back is held back, and nothing more is lost."""
    network = ring("mxy", BD10808, hosts="my")
    network.cable("x 1:1").cut()
    network.advance(3.0)
    assert failed_over(network, "x") == 0  # it is not on the way
    assert state(network, "x") == "Links-Down"
    network.cable("x 1:1").join()
    network.advance(20.0)
    assert [state(network, name) for name in "mxy"] == ["Complete", "Links-Up", "Links-Up"]


def test_backup_of_the_master_is_in_init() -> None:
    """On the backup MSM the domain of a master is in Init.  evidence: guide 11.3 p.75"""
    network = ring("mxy", BD10808)
    network.advance(3.0)
    screen = network.switches["m"].console("MSM-B").run("show eaps")
    assert "r           Init " in screen


# -- a ring against a plain calculation --------------------------------------------------------------------------------


def reaches(network: Network) -> bool:
    """Return whether three pings of pc1 to pc2 are answered, and no VLAN storms."""
    inside = network._inside
    stream = Stream(inside.hosts["pc1"], inside.hosts["pc2"].address, 0.2, 3)
    network.advance(3.0)
    assert not any(island.storms.raging for island in inside.islands)
    return stream.received == 3


@pytest.mark.parametrize("seed", range(6))
def test_random_faults(seed: int) -> None:
    """Links of a ring are cut and mended at random.

    All hosts reach each other exactly when at most one link is cut, and nothing ever circles.
    """
    from random import Random

    chance = Random(seed)
    names = "mvwxyz"[: chance.randint(3, 6)]
    places = chance.sample(range(len(names)), 2)
    network = ring(names, X450, hosts="".join(names[place] for place in places))
    broken: set[int] = set()
    for _ in range(8):
        link = chance.randrange(len(names))
        cable = network.cable(f"{names[link]} 1")
        if link in broken:
            broken.remove(link)
            cable.join()
        else:
            broken.add(link)
            cable.cut()
        network.advance(chance.choice((0.01, 0.5, 10.0)))
        if chance.random() < 0.5:
            continue
        network.advance(10.0)
        assert reaches(network) == connected(len(names), broken, *places)


def connected(size: int, broken: set[int], one: int, other: int) -> bool:
    """Return whether two places of a ring are joined by links that are whole: link *n* joins places *n* and *n* + 1."""
    low, high = sorted((one, other))
    inner = set(range(low, high))
    return not broken & inner or not broken & (set(range(size)) - inner)
