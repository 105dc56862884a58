"""The index of routes: whatever changes, it holds what is worked out anew from the same rows."""

from copy import deepcopy
from ipaddress import IPv4Address
from random import Random
from typing import Any

import pytest
from conftest import booted

from xos_cli.processes.rtmgr import facts
from xos_cli.processes.rtmgr.index import index_of
from xos_cli.processes.rtmgr.rows import (
    BlackholeEntry,
    LearnedRoute,
    RouteEntry,
    RoutePriority,
    RouteSharing,
    RouteSince,
)
from xos_cli.processes.vlan.rows import Addressed, Vlan, VlanIpAddress
from xos_cli.switch.tables import Store, Transaction, key_of

ROUTER = "VR-Default"
VLANS = ("one", "two", "three")


def with_vlans() -> Store:
    """Return the rows of a switch with three VLANs that are up and have addresses."""
    machine = booted("summit-x450-24t")
    assert machine.master is not None
    store = deepcopy(machine.master.store)
    for number, name in enumerate(VLANS):
        vlan = Vlan(1000 + number, name, tag=10 + number, loopbackMode=1)
        address = VlanIpAddress(f"10.{number}.0.1", name, 1000 + number, 1, "255.255.0.0")
        store.fill([vlan, address, Addressed(name, (address.ipaddress,))])
    return store


def something(random: Random, store: Store) -> tuple[Any, ...]:
    """Return a row that could be put: of a route, an interface, or a setting."""
    number, gateway = random.randint(0, 9), f"10.{random.randint(0, 3)}.0.{random.randint(2, 4)}"
    network, mask = f"20.{number}.0.0", random.choice(["255.255.0.0", "255.255.128.0"])
    length = 16 if mask == "255.255.0.0" else 17
    vlan = store.one(Vlan, random.choice(VLANS))
    metric, only = random.randint(1, 3), random.choice([(0, 0), (1, 0), (0, 1)])
    origin = random.choice(["RIP", "OSPFIntra", "OSPFExt2"])
    return random.choice(
        [
            RouteEntry(metric, ROUTER, 3, gateway, mask, network, *only),
            RouteEntry(metric, "VR-Mgmt", 3, gateway, mask, network),
            BlackholeEntry(ROUTER, mask, network, *only),
            LearnedRoute(ROUTER, origin, f"{network}/{length}", gateway, vlan.name, metric, at=float(number)),
            RouteSince(ROUTER, f"{network}/{mask}", gateway, float(number)),
            vlan._replace(loopbackMode=random.randint(1, 2)),
            vlan._replace(tag=10 + random.randint(0, 9)),
            vlan._replace(vrName=random.choice([ROUTER, "VR-Mgmt"])),
            RouteSharing(random.randint(0, 1)),
            RoutePriority(random.choice(["RIP", "Static", "OSPFIntra"]), random.randint(11, 5000)),
        ]
    )


def disturb(random: Random, store: Store) -> None:
    """Make a few changes in one transaction: keep them, or take them back."""
    transaction = Transaction(store)
    for _ in range(random.randint(1, 5)):
        kind = random.choice([RouteEntry, BlackholeEntry, LearnedRoute, RouteEntry, LearnedRoute])
        held: list[Any] = store.rows(kind)
        if held and random.random() < 0.4:
            row = random.choice(held)
            transaction.delete(kind, *key_of(row))
            if random.random() < 0.3:
                transaction.put(row)  # it is the youngest now
        else:
            transaction.put(something(random, store))
    if random.random() < 0.2:
        readdress(random, store, transaction)
    if random.random() < 0.2:
        transaction.rollback()
    else:
        transaction.commit()


def readdress(random: Random, store: Store, transaction: Transaction) -> None:
    """Take the address of a VLAN away, or give it one again."""
    number = random.randint(0, 2)
    name, address = VLANS[number], f"10.{number}.0.1"
    if store.get(VlanIpAddress, name, address) is None:
        transaction.put(VlanIpAddress(address, name, 1000 + number, 1, "255.255.0.0"))
        transaction.put(Addressed(name, (address,)))
    else:
        transaction.delete(VlanIpAddress, name, address)
        transaction.delete(Addressed, name)


@pytest.mark.parametrize("number", range(10))
def test_the_index_is_what_the_rows_say(number: int) -> None:
    """After each of 60 disturbances: all routes and their order, the best, the way to any address, and the news."""
    random, store = Random(number), with_vlans()
    followed: dict[str, dict[facts.Prefix, Any]] = {}
    for _ in range(60):
        disturb(random, store)
        fresh = deepcopy(store)
        for router in (ROUTER, "VR-Mgmt"):
            assert facts.routes(store, router) == facts.routes(fresh, router)
            assert facts.best_routes(store, router) == facts.best_routes(fresh, router)
            for _ in range(5):
                address = random.choice([20, 10]) << 24 | random.randint(0, 9) << 16 | random.randint(0, 0xFFFF)
                assert facts.lookup(store, router, address) == plain_lookup(fresh, router, address)
        follow(store, followed)
        assert followed == {
            router: best for router in facts.routers_with_routes(store) if (best := shown(store, router))
        }


def plain_lookup(store: Store, router: str, address: int) -> tuple[facts.IpRoute, ...]:
    """Return the routes to the longest network with an address, found by looking at every route."""
    fits = [
        item.route
        for item in facts.routes(store, router)
        if item.unicast and IPv4Address(address) in item.route.network
    ]
    longest = max((route.network.prefixlen for route in fits), default=0)
    return tuple(route for route in fits if route.network.prefixlen == longest)


def shown(store: Store, router: str) -> dict[facts.Prefix, Any]:
    """Return the best routes by network."""
    return dict(facts.best_routes(store, router))


def follow(store: Store, followed: dict[str, dict[facts.Prefix, Any]]) -> None:
    """Bring what was followed up to date by the news alone."""
    news = facts.news(store, "test")
    if news is None:
        followed.clear()
        news = {router: dict.fromkeys(facts.best_routes(store, router)) for router in facts.routers_with_routes(store)}
    for router, prefixes in news.items():
        table = followed.setdefault(router, {})
        for prefix in prefixes:
            table.pop(prefix, None)
            if best := facts.best_to(store, router, prefix):
                table[prefix] = best
        if not table:
            del followed[router]


def test_only_what_changed_is_news() -> None:
    """Whoever asks first hears that all is new; then only of the networks whose best routes changed, each one apart."""
    store = with_vlans()
    assert facts.news(store, "one") is None
    store.fill([RouteEntry(1, ROUTER, 3, "10.0.0.2", "255.255.0.0", "20.0.0.0")])
    assert facts.news(store, "two") is None
    network = 20 << 24, 16
    assert facts.news(store, "one") == {ROUTER: {network: None}}
    assert facts.news(store, "one") == {}
    store.fill([RouteEntry(9, ROUTER, 3, "10.0.0.3", "255.255.0.0", "20.0.0.0")])
    assert facts.news(store, "one") == {}
    assert index_of(deepcopy(store)) is not index_of(store)
