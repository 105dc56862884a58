"""EAPS rings that share links: what the controller blocks when a common link fails, and that nothing circles."""

from itertools import combinations, pairwise
from random import Random

import pytest
from eaps_rings import BD10808, FABRIC, Builder, state, told, two_rings

from xos_cli import Network
from xos_cli.network.traffic import Stream


def all_reach(network: Network) -> bool:
    """Return whether every host reaches the next one; fail if a frame circles."""
    inside = network._inside
    pairs = list(pairwise(inside.hosts.values()))
    streams = [Stream(one, other.address, 0.2, 3) for one, other in pairs]
    network.advance(3.0)
    assert not any(island.storms.raging for island in inside.islands)
    return all(stream.received == 3 for stream in streams)


def shared_row(network: Network, name: str, port: int = 1) -> list[str]:
    """Return the words of a shared port's row in `show eaps shared-port`."""
    screen = network.switches[name].console().run("show eaps shared-port")
    return next(line for line in screen.splitlines() if line.startswith(f"{port} ")).split()


def statuses(network: Network, what: str) -> list[str]:
    """Return the status of each segment or VLAN of the controller's shared port."""
    screen = network.switches["con"].console().run("show eaps shared-port 1 detail")
    return [line.split("tatus: ")[1] for line in screen.splitlines() if what in line]


def test_ready() -> None:
    """Both ends hear each other and are Ready; the controller blocks nothing."""
    network = two_rings()
    assert shared_row(network, "con") == ["1", "Controller", "10", "Y", "Ready", "2", "1", "Yes", "None", "None"]
    assert shared_row(network, "par") == ["1", "Partner", "10", "Y", "Ready", "2", "1", "Yes", "None", "None"]
    detail = network.switches["con"].console().run("show eaps shared-port 1")
    assert "Segment Port: 2, Status: Up\n" in detail
    assert "Vlan: Default, Virtual-port Status: Active\n" in detail
    assert all_reach(network)


def test_common_link_fails_and_returns() -> None:
    """Both ends are Blocking: the controller forwards on its lowest segment port and blocks the other.

    When the link returns, the controller waits in Preforwarding until both masters have closed their rings.
    """
    network = two_rings()
    network.cable("con 1").cut()
    network.advance(5.0)
    assert shared_row(network, "con")[4:] == ["Blocking", "2", "1", "No", "Active", "10"]
    assert shared_row(network, "par")[4] == "Blocking"
    detail = network.switches["con"].console().run("show eaps shared-port detail")
    assert [line.split("Status: ")[1] for line in detail.splitlines() if "Segment Port" in line] == [
        "Up",
        "Blocking-Up",
    ]
    assert [line.split("Status: ")[1] for line in detail.splitlines() if "Vlan: " in line] == ["Active-Open", "Blocked"]
    assert all_reach(network)
    network.cable("con 1").join()
    network.advance(10.0)
    assert shared_row(network, "con")[4] == "Ready"
    assert all_reach(network)
    start = "con: Shared-port 1 - State transition from"
    moves = [text for text in told(network) if text.startswith(start)]
    assert moves == [
        f"{start} Ready => Blocking",
        f"{start} Blocking => Preforwarding",
        f"{start} Preforwarding => Ready",
    ]


def test_segment_falls_while_the_controller_blocks() -> None:
    """The open segment breaks: a node of it tells, the other segment is opened; both hosts' ways are one again."""
    network = two_rings()
    network.cable("con 1").cut()
    network.advance(5.0)
    network.cable("par 2").cut()  # between par and m1: the link of the segment of ring one
    network.advance(10.0)
    assert statuses(network, "Segment Port: ") == ["Blocking-Down", "Up"]
    assert statuses(network, "Vlan: ") == ["Open", "Active-Open"]
    assert all_reach(network)


@pytest.mark.parametrize("name", ["con", "par"])
@pytest.mark.parametrize("blocking", [False, True], ids=["Ready", "Blocking"])
def test_failover(name: str, blocking: bool) -> None:
    """The MSM of either end dies: its state stays, nothing circles, and no more is lost than the I/O modules' time."""
    network = two_rings(BD10808)
    if blocking:
        network.cable("con 1:1").cut()
        network.advance(5.0)
    traffic = network.traffic("pc1", "pc2", every=0.01)
    network.advance(1.0)
    network.switches[name].remove("a")
    network.advance(20.0)
    assert traffic.stop().lost <= FABRIC
    screen = network.switches[name].console("MSM-B").run("show eaps shared-port")
    assert ("Blocking" if blocking else "Ready") in screen
    assert all_reach(network)


def test_without_shared_ports_a_loop_forms() -> None:
    """The same rings without shared ports: when the common link fails, both masters open and the frames circle."""
    builder = Builder()
    for one, other in (("con", "par"), ("con", "m1"), ("con", "m2"), ("par", "m1"), ("par", "m2")):
        builder.cable(one, other)
    builder.ring("one", 101, "m1", "con", "par")
    builder.ring("two", 102, "m2", "con", "par")
    network = builder.build("m1", "m2")
    network.cable("con 1").cut()
    network.advance(2.0)
    Stream(network._inside.hosts["pc1"], network._inside.hosts["pc2"].address, 0.2, 3)
    network.advance(0.5)
    assert any(island.storms.raging for island in network._inside.islands)


def test_root_blocker() -> None:
    """Two common links fail: the controller with the lesser link is the root blocker, the other leaves it to block."""
    builder = Builder()
    for one, other in (
        ("c10", "p10"),
        ("c20", "p20"),
        ("c10", "ma"),
        ("p10", "ma"),
        ("c10", "c20"),
        ("p10", "mb"),
        ("mb", "p20"),
        ("c20", "mc"),
        ("p20", "mc"),
    ):
        builder.cable(one, other)
    builder.ring("a", 101, "ma", "c10", "p10")
    builder.ring("b", 102, "mb", "p10", "c10", "c20", "p20")
    builder.ring("c", 103, "mc", "c20", "p20")
    builder.shared(10, "c10", "p10")
    builder.shared(20, "c20", "p20")
    network = builder.build("ma", "mb", "mc", "c10", "p20")
    assert all_reach(network)
    network.cable("c20 1").cut()
    network.advance(12.0)
    assert shared_row(network, "c20")[4:] == ["Blocking", "2", "1", "No", "Active", "20"]
    assert all_reach(network)
    network.cable("c10 1").cut()
    network.advance(12.0)
    assert shared_row(network, "c10")[4:] == ["Blocking", "2", "1", "No", "Active", "10"]
    assert shared_row(network, "c20")[4:] == ["Blocking", "2", "1", "No", "None", "10"]
    assert all_reach(network)
    network.cable("c10 1").join()
    network.advance(20.0)
    assert shared_row(network, "c20")[4:] == ["Blocking", "2", "1", "No", "Active", "20"]
    assert all_reach(network)


def test_two_rings_at_one_switch() -> None:
    """A VLAN spans two rings that are joined by one switch: a cut in each is healed by its own master."""
    builder = Builder()
    for one, other in (("mid", "m1"), ("m1", "t1"), ("t1", "mid"), ("mid", "m2"), ("m2", "t2"), ("t2", "mid")):
        builder.cable(one, other)
    builder.ring("one", 101, "m1", "t1", "mid")
    builder.ring("two", 102, "m2", "t2", "mid")
    network = builder.build("t1", "t2", "m1", "m2")
    assert all_reach(network)
    for cut in ("mid 1", "t2 2"):  # mid - m1, t2 - mid
        network.cable(cut).cut()
        network.advance(3.0)
        assert all_reach(network)
    assert [state(network, name, domain) for name, domain in (("m1", "one"), ("m2", "two"))] == ["Failed", "Failed"]
    for cut in ("mid 1", "t2 2"):
        network.cable(cut).join()
    network.advance(10.0)
    assert [state(network, name, domain) for name, domain in (("m1", "one"), ("m2", "two"))] == ["Complete", "Complete"]
    assert all_reach(network)


def test_spatial_reuse() -> None:
    """Two domains on the same ring, with masters and VLANs of their own, block each VLAN at another place."""
    builder = Builder()
    for one, other in (("x", "y"), ("y", "z"), ("z", "x")):
        builder.cable(one, other)
    for name in "xyz":
        builder.lines[name] += [
            "create vlan red",
            "configure vlan red tag 10",
            "configure vlan red add ports 1-2 tagged",
        ]
    builder.ring("one", 101, "x", "y", "z")
    builder.ring("two", 102, "y", "z", "x")
    for name in "xyz":
        builder.lines[name] += [
            "disable eaps two",
            "configure eaps two delete protected vlan Default",
            "configure eaps two add protected vlan red",
            "enable eaps two",
        ]
    network = builder.build("x", "y")
    blocked = {
        (name, vlan.name, port.name)
        for name, machine in network._inside.machines.items()
        for vlan in (machine.backplane.fabric.vlans.values() if machine.backplane.fabric else ())
        for port in vlan.states
        if vlan.name in ("Default", "red")
    }
    assert blocked == {("x", "Default", "x 2"), ("y", "red", "y 1")}
    assert all_reach(network)
    network.cable("y 2").cut()
    network.advance(2.0)
    assert [state(network, name, domain) for name, domain in (("x", "one"), ("y", "two"))] == ["Failed", "Failed"]
    assert all_reach(network)


# -- against a plain calculation ---------------------------------------------------------------------------------------

#: The links of two rings with a common link, each with an end of its cable.
LINKS = {
    ("con", "par"): "con 1",
    ("con", "m1"): "con 2",
    ("con", "m2"): "con 3",
    ("par", "m1"): "par 2",
    ("par", "m2"): "par 3",
}
NAMES = ("m1", "m2", "con", "par")


def joined(broken: set[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Return for each switch all those that it reaches by links that are whole."""
    found = {name: frozenset([name]) for name in NAMES}
    for one, other in LINKS:
        if (one, other) not in broken:
            together = found[one] | found[other]
            found |= dict.fromkeys(together, together)
    return found


def reached(network: Network) -> set[tuple[str, str]]:
    """Return which switches' hosts reach each other; fail if a frame circles."""
    hosts = list(network._inside.hosts.values())
    streams = {
        (NAMES[place], NAMES[place + 1 + further]): Stream(one, other.address, 0.2, 3)
        for place, one in enumerate(hosts)
        for further, other in enumerate(hosts[place + 1 :])
    }
    network.advance(3.0)
    assert not any(island.storms.raging for island in network._inside.islands)
    return {ends for ends, stream in streams.items() if stream.received == 3}


@pytest.mark.parametrize("seed", [1, 2, 11, 17])
def test_random_faults(seed: int) -> None:
    """Links of two rings with a common link are cut and mended at random.

    Two hosts reach each other exactly when there is a way of whole links, and nothing ever circles.
    """
    chance, network = Random(seed), two_rings()
    broken: set[tuple[str, str]] = set()
    for _ in range(8):
        link = chance.choice(list(LINKS))
        cable = network.cable(LINKS[link])
        if link in broken:
            broken.remove(link)
            cable.join()
        else:
            broken.add(link)
            cable.cut()
        network.advance(chance.choice((0.01, 0.5, 20.0)))
        assert not any(island.storms.raging for island in network._inside.islands)
        if chance.random() < 0.4:
            continue
        network.advance(20.0)
        whole = joined(broken)
        assert reached(network) == {(one, other) for one, other in combinations(NAMES, 2) if other in whole[one]}
