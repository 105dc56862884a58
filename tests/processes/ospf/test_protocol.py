"""The machine of OSPF between pure routers: elections, flooding, ageing, refresh."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from toy_routers import ToyNetwork

from xos_cli.packets.addresses import ip_number
from xos_cli.packets.ospf_records import (
    FIRST_SEQUENCE,
    LAST_SEQUENCE,
    Lsa,
    LsaKey,
    Ospf,
    OspfLsAck,
    OspfLsu,
    RouterBody,
)
from xos_cli.processes.ospf.protocol.database import newer
from xos_cli.processes.ospf.protocol.election import Candidate, elect
from xos_cli.processes.ospf.protocol.neighbor import State
from xos_cli.processes.ospf.protocol.settings import AreaSettings, External


def lan(count: int, priorities: dict[int, int] | None = None) -> ToyNetwork:
    """Return routers r1, r2, ... on one LAN."""
    network = ToyNetwork()
    for number in range(1, count + 1):
        network.add(f"r{number}", f"{number}.{number}.{number}.{number}")
        priority = (priorities or {}).get(number, 1)
        network.attach(f"r{number}", "lan", f"10.0.0.{number}/24", cost=number, priority=priority)
    return network


def roles(network: ToyNetwork) -> dict[str, str]:
    """Return the state of each router's interface on the LAN."""
    return {name: router.interfaces["lan"].state for name, router in network.routers.items()}


# -- elections ---------------------------------------------------------------------------------------------------------


def test_the_highest_identifier_of_the_highest_priority() -> None:
    """Of all that start together the highest identifier is designated, the next its backup; others hold at 2WAY."""
    network = lan(4)
    network.start()
    network.run(90.0)
    assert roles(network) == {"r1": "ODR", "r2": "ODR", "r3": "BDR", "r4": "DR"}
    states = network.states("r1")["lan"]
    assert states == {"2.2.2.2": State.TWO_WAY, "3.3.3.3": State.FULL, "4.4.4.4": State.FULL}


def test_priority_decides_and_0_never() -> None:
    """The highest priority is designated whatever the identifiers; a router with priority 0 is nothing, ever."""
    network = lan(4, {1: 9, 4: 0})
    network.start()
    network.run(90.0)
    assert roles(network) == {"r1": "DR", "r2": "ODR", "r3": "BDR", "r4": "ODR"}
    for name in ("r1", "r2", "r3"):
        network.stop(name)
    network.run(120.0)
    assert roles(network) == {"r4": "ODR"}


def test_a_better_router_that_comes_later_waits() -> None:
    """Who is designated stays so; when it dies the backup takes its place, and the better one becomes backup."""
    network = lan(3)
    network.start("r1", "r2")
    network.run(90.0)
    network.start("r3")
    network.run(90.0)
    assert roles(network) == {"r1": "BDR", "r2": "DR", "r3": "ODR"}
    network.stop("r2")
    network.run(60.0)
    assert roles(network) == {"r1": "DR", "r3": "BDR"}
    assert network.states("r3")["lan"] == {"1.1.1.1": State.FULL}


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(("", "dr", "bdr"))), min_size=1, max_size=6))
def test_election(routers: list[tuple[int, str]]) -> None:
    """Whoever is elected has a priority; a designated router that there is stays so."""
    found = []
    for number, (priority, claim) in enumerate(routers, 1):
        found.append(Candidate(number, number, priority, number * (claim == "dr"), number * (claim == "bdr")))
    dr, bdr = elect(found[0], found[1:])
    able = {router.address for router in found if router.priority}
    claims = [router.address for router in found[1:] if router.dr and router.priority]
    assert {dr, bdr} - {0} <= able
    assert (dr == 0) == (not able)
    if claims and not found[0].dr:
        assert dr in claims


# -- which LSA is newer ------------------------------------------------------------------------------------------------

LSA = Lsa(10, 2, 1, 1, 1, 5, RouterBody(0, ()))


@pytest.mark.parametrize(
    ("one", "other", "result"),
    [
        (LSA._replace(sequence=6), LSA, 1),
        (LSA._replace(sequence=LAST_SEQUENCE), LSA._replace(sequence=FIRST_SEQUENCE), 1),
        (LSA._replace(age=3600), LSA, 1),
        (LSA._replace(age=1000), LSA, -1),
        (LSA._replace(age=900), LSA, 0),
        (LSA, LSA._replace(age=11), 0),
    ],
)
def test_newer(one: Lsa, other: Lsa, result: int) -> None:
    """The number decides, then the checksum, then the greatest age, then ages that are far apart."""
    assert newer(one, other) == result
    assert newer(other, one) == -result


def test_the_greater_checksum_is_newer() -> None:
    """Of two LSAs of one number that say something else the greater checksum wins, the same at every router."""
    other = LSA._replace(body=RouterBody(1, ()))
    assert newer(LSA, other) == (1 if LSA.checksum > other.checksum else -1)
    assert newer(LSA, other.header) == newer(LSA.header, other)


# -- ageing ------------------------------------------------------------------------------------------------------------


def test_refresh() -> None:
    """Every half hour an LSA is told again with the next number, in steps of the batch interval, and nothing else."""
    network = lan(2)
    network.start()
    network.run(120.0)
    key = LsaKey(1, ip_number("1.1.1.1"), ip_number("1.1.1.1"))
    stored = network.routers["r2"].areas[0].database[key]
    runs = network.routers["r2"].spf_runs
    for number in range(1, 4):
        network.run(1800.0)
        again = network.routers["r2"].areas[0].database[key]
        assert again.lsa == stored.lsa._replace(sequence=stored.lsa.sequence + number, age=again.lsa.age)
        own = network.routers["r1"].areas[0].database[key]
        assert own.installed % 30.0 == 0.0
    assert network.routers["r2"].spf_runs == runs


def test_what_nobody_refreshes_is_gone_after_an_hour() -> None:
    """The LSAs of a dead router stay until their age is the greatest; then they are flushed everywhere."""
    network = lan(3)
    network.start()
    network.run(120.0)
    network.stop("r1")
    network.run(3400.0)
    assert "1.1.1.1 1.1.1.1" in network.lsdb("r2")["0.0.0.0"]["router"]
    network.run(400.0)
    for name in ("r2", "r3"):
        assert network.lsdb(name)["0.0.0.0"]["router"] == ["2.2.2.2 2.2.2.2", "3.3.3.3 3.3.3.3"]
        assert not network.routers[name].dying


def test_a_router_that_comes_back_goes_on_with_its_number() -> None:
    """A router that was away finds its old LSA at the others, and tells the new one with the next number."""
    network = lan(2)
    network.start()
    network.run(120.0)
    key = LsaKey(1, ip_number("1.1.1.1"), ip_number("1.1.1.1"))
    before = network.routers["r2"].areas[0].database[key].lsa.sequence
    network.stop("r1")
    network.run(60.0)
    network.start("r1")
    network.run(120.0)
    assert network.routers["r2"].areas[0].database[key].lsa.sequence > before
    assert network.states("r2")["lan"] == {"1.1.1.1": State.FULL}


def test_an_update_is_sent_again_until_it_is_acknowledged() -> None:
    """A lost update is sent again after the retransmit interval, to that neighbour alone, until it is acknowledged."""
    network = lan(2)
    network.start()
    network.run(120.0)
    lost = [3]

    def drop(link: str, router: str, packet: object) -> bool:
        if isinstance(getattr(packet, "body", None), OspfLsu) and router == "r2" and lost[0]:
            lost[0] -= 1
            return True
        return False

    network.lost = drop
    network.change("r1", "lan", cost=50)
    network.run(14.0)
    neighbor = next(iter(network.routers["r1"].interfaces["lan"].neighbors.values()))
    assert neighbor.retransmit
    network.run(6.0)
    assert not neighbor.retransmit
    assert lost == [0]
    assert network.routes("r1")["10.0.0.0/24"][1] == 50


def test_changes_are_not_told_more_often_than_every_five_seconds() -> None:
    """Of many changes in a moment the last is told five seconds after the first (MinLSInterval)."""
    network = lan(2)
    network.start()
    network.run(120.0)
    key = LsaKey(1, ip_number("1.1.1.1"), ip_number("1.1.1.1"))
    before = network.routers["r1"].areas[0].database[key].lsa.sequence
    for cost in range(60, 80):
        network.change("r1", "lan", cost=cost)
        network.run(0.1)
    network.run(10.0)
    lsa = network.routers["r2"].areas[0].database[key].lsa
    assert lsa.sequence == before + 2
    assert isinstance(lsa.body, RouterBody)
    assert lsa.body.links[0].metric == 79


def test_hold_time_of_the_calculation() -> None:
    """Between two calculations there are at least three seconds, however often the database changes."""
    network = lan(3)
    network.start()
    network.run(120.0)
    runs = network.routers["r3"].spf_runs
    for cost in (60, 61, 62):
        for name in ("r1", "r2"):
            network.change(name, "lan", cost=cost)
        network.run(6.0)
    assert 3 <= network.routers["r3"].spf_runs - runs <= 6


# -- the network LSA of a designated router ----------------------------------------------------------------------------


def lan_of_three() -> ToyNetwork:
    """Return three routers on a network and two of them on a second; r3 is the designated router of both."""
    network = ToyNetwork()
    for number in (1, 2, 3):
        network.add(f"r{number}", f"{number}.{number}.{number}.{number}", (AreaSettings(0), AreaSettings(1)))
        network.attach(f"r{number}", "lan", f"10.0.0.{number}/24", priority=number)
    for number in (2, 3):
        network.attach(f"r{number}", "back", f"10.1.0.{number}/24")
    network.start()
    network.run(60.0)
    assert network.lsdb("r1")["0.0.0.0"]["net"] == ["10.0.0.3 3.3.3.3", "10.1.0.3 3.3.3.3"]
    return network


def drop(network: ToyNetwork, name: str, link: str) -> None:
    """Take an interface of a router away."""
    settings = network.settings[name]
    kept = tuple(interface for interface in settings.interfaces if interface.name != link)
    network.settings[name] = settings._replace(interfaces=kept)
    network.follow(name)


@pytest.mark.parametrize(
    "change",
    [
        lambda network: drop(network, "r3", "lan"),
        lambda network: network.change("r3", "lan", address=0x0A000009, priority=0),
        lambda network: network.change("r3", "lan", area=1),
        lambda network: network.change("r3", "lan", passive=True),
    ],
    ids=["deleted", "another address", "another area", "passive"],
)
def test_a_designated_router_that_leaves_takes_its_network_lsa_back(change: Callable[[ToyNetwork], None]) -> None:
    """Its interface is deleted, or has another address or area: only the new designated router tells of the network."""
    network = lan_of_three()
    change(network)
    network.run(60.0)
    for name in ("r1", "r2", "r3"):
        assert network.lsdb(name)["0.0.0.0"]["net"] == ["10.0.0.2 2.2.2.2", "10.1.0.3 3.3.3.3"], name


def test_a_router_takes_back_what_it_told_by_another_identifier() -> None:
    """Network LSAs that name an address of its own are taken back by a router that came with another identifier."""
    network = lan_of_three()
    network.stop("r3")
    network.settings["r3"] = network.settings["r3"]._replace(id=ip_number("9.9.9.9"))
    network.start("r3")
    network.run(120.0)
    told = network.lsdb("r1")["0.0.0.0"]["net"]
    assert [text for text in told if text.endswith(" 3.3.3.3")] == []
    assert len(told) == 2


def test_the_end_of_an_lsa_is_sent_until_it_is_acknowledged_as_such() -> None:
    """An acknowledgement of the living LSA, which comes late, is none of its end: the neighbour would keep it."""
    network = lan(2)
    network.start()
    network.run(60.0)
    router = network.routers["r1"]
    neighbor = next(iter(router.interfaces["lan"].neighbors.values()))
    router.export_now([External(ip_number("192.0.2.0"), 24, 5)], network.now)
    network.after("r1")
    network.run(10.0)
    key = LsaKey(5, ip_number("192.0.2.0"), router.id)
    living = router.external[key].lsa.header
    network.lost = lambda link, name, packet: isinstance(packet.body, OspfLsu)
    router.export_now([], network.now)
    network.after("r1")
    network.run(1.0)
    router.received(
        router.interfaces["lan"], neighbor.address, 0, Ospf(neighbor.id, 0, OspfLsAck((living,))), network.now
    )
    assert key in neighbor.retransmit
    network.lost = lambda link, name, packet: False
    network.run(10.0)
    assert key not in neighbor.retransmit
    assert "as" not in network.lsdb("r2")
