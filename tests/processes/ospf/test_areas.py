"""Areas, borders and routes from outside, between pure routers."""

import pytest
from toy_routers import ToyNetwork

from xos_cli.packets.addresses import ip_number, ip_text
from xos_cli.packets.ospf_records import N_BIT, LsaKey
from xos_cli.processes.ospf.protocol.settings import (
    NSSA,
    STUB,
    VIRTUAL,
    AreaSettings,
    External,
    Range,
)

INTRA, INTER, TYPE1, TYPE2 = range(4)
ONE = ip_number("0.0.0.1")
NORMAL_ONE = AreaSettings(ONE)


def chain(one: AreaSettings = NORMAL_ONE) -> ToyNetwork:
    """Return a - b - c - d: a and b in area 1, c beyond in the backbone, d in area 2; a and d have two stubs each."""
    network = ToyNetwork()
    areas = {"a": (one,), "b": (AreaSettings(0), one), "c": (), "d": ()}
    for number, name in enumerate("abcd", 1):
        network.add(name, f"{number}.{number}.{number}.{number}", areas[name])
    for name in "ab":
        network.attach(name, "ab", f"10.1.0.{1 + 'ab'.index(name)}/24", "0.0.0.1", cost=3)
    for name in "bc":
        network.attach(name, "bc", f"10.0.0.{1 + 'bc'.index(name)}/24", cost=4)
    for name in "cd":
        network.attach(name, "cd", f"10.2.0.{1 + 'cd'.index(name)}/24", "0.0.0.2", cost=5)
    for name, area, net in (("a", "0.0.0.1", 1), ("d", "0.0.0.2", 2)):
        for more in (16, 17):
            network.attach(name, f"{name}{more}", f"10.{net}.{more}.1/24", area, cost=more)
    return network


def externals(network: ToyNetwork, name: str, *found: tuple[str, int, int]) -> None:
    """Let a router tell of networks of other origins: prefix, metric, kind."""
    items = []
    for prefix, metric, kind in found:
        host, _, length = prefix.partition("/")
        items.append(External(ip_number(host), int(length), metric, kind, 7))
    network.routers[name].export_now(items, network.now)
    network.after(name)


def ready(network: ToyNetwork) -> ToyNetwork:
    """Start a network and wait."""
    network.start()
    network.run(100.0)
    return network


def test_normal_areas() -> None:
    """Networks are told across both borders with the cost up to there; the backbone is where they meet."""
    network = ready(chain())
    assert network.routes("a")["10.2.17.0/24"] == (INTER, 3 + 4 + 5 + 17, {"10.1.0.2"})
    assert network.routes("d")["10.1.16.0/24"] == (INTER, 5 + 4 + 3 + 16, {"10.2.0.1"})
    assert "10.2.16.0 3.3.3.3" in network.lsdb("b")["0.0.0.0"]["summary"]


def test_ranges() -> None:
    """An aggregate hides its networks with the highest cost of them; one that is not advertised hides them whole."""
    network = chain(AreaSettings(ONE, ranges=(Range(ip_number("10.1.16.0"), 20),)))
    ready(network)
    assert network.routes("d")["10.1.16.0/20"] == (INTER, 5 + 4 + 3 + 17, {"10.2.0.1"})
    assert "10.1.16.0/24" not in network.routes("d")
    assert "10.1.0.0/24" in network.routes("d")
    network = chain(AreaSettings(ONE, ranges=(Range(ip_number("10.1.16.0"), 20, advertise=False),)))
    ready(network)
    assert not {"10.1.16.0/20", "10.1.16.0/24", "10.1.17.0/24"} & set(network.routes("d"))


@pytest.mark.parametrize("summaries", [True, False])
def test_stub_area(summaries: bool) -> None:
    """No externals come into a stub area, but a default route at its cost; without summaries nothing else does."""
    network = chain(AreaSettings(ONE, STUB, summaries, cost=9))
    ready(network)
    externals(network, "d", ("192.0.2.0/24", 20, 2))
    network.run(20.0)
    assert network.routes("b")["192.0.2.0/24"] == (TYPE2, 20, {"10.0.0.2"})
    routes = network.routes("a")
    assert routes["0.0.0.0/0"] == (INTER, 3 + 9, {"10.1.0.2"})
    assert "192.0.2.0/24" not in routes
    assert ("10.2.16.0/24" in routes) is summaries
    assert "as" not in network.lsdb("a")


def test_external_types() -> None:
    """Type 1 adds the way to the boundary router; type 2 does not; an ASBR summary tells of the router elsewhere."""
    network = ready(chain())
    externals(network, "d", ("192.0.2.0/24", 20, 1), ("198.51.100.0/24", 20, 2))
    network.run(20.0)
    assert network.routes("a")["192.0.2.0/24"] == (TYPE1, 3 + 4 + 5 + 20, {"10.1.0.2"})
    assert network.routes("a")["198.51.100.0/24"] == (TYPE2, 20, {"10.1.0.2"})
    assert network.lsdb("a")["0.0.0.1"]["asbr-summary"] == ["4.4.4.4 2.2.2.2"]
    assert network.lsdb("a")["as"]["external"] == ["192.0.2.0 4.4.4.4", "198.51.100.0 4.4.4.4"]
    externals(network, "d")
    network.run(20.0)
    assert "192.0.2.0/24" not in network.routes("a")
    assert "as" not in network.lsdb("a")


def test_type_1_before_type_2_and_the_nearer_of_type_2() -> None:
    """A type 1 route wins whatever it costs; of two type 2 routes of one metric that of the nearer router wins."""
    network = ready(chain())
    externals(network, "d", ("192.0.2.0/24", 500, 1), ("198.51.100.0/24", 20, 2))
    externals(network, "a", ("192.0.2.0/24", 1, 2), ("198.51.100.0/24", 20, 2))
    network.run(20.0)
    assert network.routes("b")["192.0.2.0/24"] == (TYPE1, 4 + 5 + 500, {"10.0.0.2"})
    assert network.routes("b")["198.51.100.0/24"] == (TYPE2, 20, {"10.1.0.1"})
    assert network.routes("c")["198.51.100.0/24"] == (TYPE2, 20, {"10.2.0.2"})


def test_nssa() -> None:
    """A boundary router in an NSSA tells type 7, which the border router translates; the forwarding address stays."""
    network = chain(AreaSettings(ONE, NSSA, cost=9))
    ready(network)
    externals(network, "a", ("192.0.2.0/24", 20, 2))
    externals(network, "d", ("198.51.100.0/24", 20, 2))
    network.run(20.0)
    assert network.lsdb("a")["0.0.0.1"]["nssa"] == ["0.0.0.0 2.2.2.2", "192.0.2.0 1.1.1.1"]
    assert network.lsdb("d")["as"]["external"] == ["192.0.2.0 2.2.2.2", "198.51.100.0 4.4.4.4"]
    assert network.routes("d")["192.0.2.0/24"] == (TYPE2, 20, {"10.2.0.1"})
    assert "198.51.100.0/24" not in network.routes("a")
    assert network.routes("a")["0.0.0.0/0"][2] == {"10.1.0.2"}
    own = network.routers["a"].areas[ONE].database[LsaKey(7, ip_number("192.0.2.0"), ip_number("1.1.1.1"))].lsa
    assert own.options & N_BIT
    assert ip_text(own.body.forward) == "10.1.0.1"  # type: ignore[union-attr]


def test_the_translator_is_elected() -> None:
    """Of two border routers of an NSSA that with the higher identifier translates, or the one that is set to."""
    for first in (False, True):
        network = ToyNetwork()
        network.add("x", "1.1.1.1", (AreaSettings(0), AreaSettings(ONE, NSSA, translate=first)))
        network.add("y", "2.2.2.2", (AreaSettings(0), AreaSettings(ONE, NSSA)))
        network.add("z", "3.3.3.3", (AreaSettings(ONE, NSSA),))
        for number, name in enumerate("xyz", 1):
            network.attach(name, "lan", f"10.1.0.{number}/24", "0.0.0.1")
        for number, name in enumerate("xy", 1):
            network.attach(name, "back", f"10.0.0.{number}/24")
        ready(network)
        externals(network, "z", ("192.0.2.0/24", 20, 2))
        network.run(30.0)
        translator = "1.1.1.1" if first else "2.2.2.2"
        assert network.lsdb("x")["as"]["external"] == [f"192.0.2.0 {translator}"]


def test_nssa_ranges() -> None:
    """An aggregate of type 7 routes is translated as one."""
    network = chain(AreaSettings(ONE, NSSA, ranges=(Range(ip_number("192.0.0.0"), 16, nssa=True),)))
    ready(network)
    externals(network, "a", ("192.0.2.0/24", 20, 1), ("192.0.3.0/24", 30, 1))
    network.run(20.0)
    assert network.lsdb("d")["as"]["external"] == ["192.0.0.0 2.2.2.2"]


def test_virtual_link() -> None:
    """An area that is not at the backbone is joined to it through another; without the link it is on its own."""
    for linked in (True, False):
        network = ToyNetwork()
        for number, name in enumerate("abc", 1):
            network.add(name, f"{number}.{number}.{number}.{number}")
        for name in "ab":
            network.attach(name, "ab", f"10.1.0.{1 + 'ab'.index(name)}/24", "0.0.0.1", cost=3)
        network.attach("a", "a0", "10.0.0.1/24", cost=7)
        for name in "bc":
            network.attach(name, "bc", f"10.2.0.{1 + 'bc'.index(name)}/24", "0.0.0.2", cost=5)
        for name, peer in (("a", "2.2.2.2"), ("b", "1.1.1.1")) if linked else ():
            network.attach(name, "vl", "0.0.0.0/0", kind=VIRTUAL, transit=ONE, peer=ip_number(peer))
        ready(network)
        assert ("10.0.0.0/24" in network.routes("c")) is linked
        if linked:
            assert network.routes("c")["10.0.0.0/24"] == (INTER, 5 + 3 + 7, {"10.2.0.1"})
            assert network.routes("b")["10.0.0.0/24"] == (INTRA, 3 + 7, {"10.1.0.1"})


@pytest.mark.parametrize(("area", "kind", "carried"), [(0, 0, False), (1, 0, True), (1, STUB, False), (1, NSSA, False)])
def test_what_carries_a_virtual_link(area: int, kind: int, carried: bool) -> None:
    """A normal area does, but neither the backbone nor a stub area, which go on as if there were no such link."""
    network = ToyNetwork()
    for number, (name, peer) in enumerate((("a", "2.2.2.2"), ("b", "1.1.1.1")), 1):
        network.add(name, f"{number}.{number}.{number}.{number}", (AreaSettings(area, kind),))
        network.attach(name, "ab", f"10.1.0.{number}/24", ip_text(area))
        network.attach(name, f"{name}0", f"10.0.{number}.1/24")
        network.attach(name, "vl", "0.0.0.0/0", kind=VIRTUAL, transit=area, peer=ip_number(peer))
    ready(network)
    for name in "ab":
        network.change(name, f"{name}0", cost=9)
    network.run(100.0)
    assert network.routers["a"].interfaces["vl"].up is carried
    assert bool(network.states("a")["vl"]) is carried
    assert ("10.0.2.0/24" in network.routes("a")) is (carried or area == 0)


def test_one_address_and_two_masks() -> None:
    """Two networks with one address and unlike masks have LSAs of their own (RFC 2328, appendix E)."""
    network = ready(chain())
    externals(network, "d", ("192.0.0.0/16", 20, 2), ("192.0.0.0/24", 30, 2))
    network.run(20.0)
    assert network.lsdb("a")["as"]["external"] == ["192.0.0.0 4.4.4.4", "192.0.255.255 4.4.4.4"]
    assert network.routes("a")["192.0.0.0/16"][1] == 20
    assert network.routes("a")["192.0.0.0/24"][1] == 30


@pytest.mark.parametrize("kind", [STUB, NSSA])
def test_an_area_that_becomes_a_stub_forgets_the_externals(kind: int) -> None:
    """Routers without a normal area have no external LSAs and routes left; normal again, they learn and tell anew."""
    network = ready(chain())
    externals(network, "d", ("192.0.2.0/24", 20, 2))
    externals(network, "a", ("198.51.100.0/24", 20, 2))
    network.run(20.0)
    assert "192.0.2.0/24" in network.routes("a")
    normal = {name: network.settings[name] for name in "ab"}
    for name, settings in normal.items():
        areas = tuple(AreaSettings(ONE, kind) if area.id == ONE else area for area in settings.areas)
        network.settings[name] = settings._replace(areas=areas)
        network.follow(name)
    network.run(60.0)
    assert "as" not in network.lsdb("a")
    assert "192.0.2.0/24" not in network.routes("a")
    network.settings.update(normal)
    for name in normal:
        network.follow(name)
    network.run(60.0)
    assert network.lsdb("a")["as"]["external"] == ["192.0.2.0 4.4.4.4", "198.51.100.0 1.1.1.1"]
    assert network.routes("d")["198.51.100.0/24"] == (TYPE2, 20, {"10.2.0.1"})
