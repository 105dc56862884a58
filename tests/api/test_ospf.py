"""OSPF in Python, and what the lab says of it."""

import pytest

from xos_cli import Network, XosError

LINES = [
    "configure default delete ports all",
    "create vlan trunk",
    "configure vlan trunk add ports 1",
    "configure vlan trunk ipaddress 10.0.0.{number}/24",
    "configure ospf add vlan trunk area 0.0.0.0",
    "configure ospf vlan trunk priority 1",
    "configure ospf routerid {number}.{number}.{number}.{number}",
    "enable ipforwarding",
    "enable ospf",
]


def pair(*more: str) -> Network:
    """Return two switches that run OSPF on the cable between them."""
    switches = {
        name: {"chassis": "summit-x450-24t", "lines": [line.format(number=number) for line in LINES]}
        for number, name in enumerate(("north", "south"), 1)
    }
    switches["south"]["lines"] = [*switches["south"]["lines"], *more]
    network = Network.build(switches=switches, hosts={}, cables=[("north 1", "south 1")])
    network.advance(60.0)
    return network


def test_neighbors_and_database() -> None:
    """Neighbours have state and role, the database its LSAs, in the words of the screens; other names are refused."""
    network = pair()
    north = network.switches["north"]
    assert north.neighbors("ospf") == [("2.2.2.2", "10.0.0.2", "trunk", "full", "dr")]
    assert network.switches["south"].neighbors("ospf") == [("1.1.1.1", "10.0.0.1", "trunk", "full", "bdr")]
    assert north.lsdb("ospf") == [
        ("0.0.0.0", "router", "1.1.1.1", "1.1.1.1"),
        ("0.0.0.0", "router", "2.2.2.2", "2.2.2.2"),
        ("0.0.0.0", "network", "10.0.0.2", "2.2.2.2"),
    ]
    with pytest.raises(XosError, match="no link-state database of isis"):
        north.lsdb("isis")


def test_screens() -> None:
    """The screens show the neighbour, its state, the database and the counters."""
    network = pair()
    console = network.switches["north"].console()
    assert "2.2.2.2         1   FULL/DR " in console.run("show ospf neighbor")
    assert "State is FULL" in console.run("show ospf neighbor detail")
    assert "2.2.2.2" not in console.run("show ospf neighbor routerid 9.9.9.9")
    lsdb = console.run("show ospf lsdb lstype network")
    assert "10.0.0.2          2.2.2.2           0x8000000" in lsdb
    assert "Router\n" not in lsdb
    assert "Area 0.0.0.0: 3 LSAs\n" in console.run("show ospf lsdb stats")
    assert "routers 1.1.1.1, 2.2.2.2" in console.run("show ospf lsdb detail")
    interfaces = console.run("show ospf interfaces vlan trunk")
    assert "State: BDR\n" in interfaces
    assert "DR RtId: 2.2.2.2  DR IP addr: 10.0.0.2  BDR IP addr: 10.0.0.1\n" in interfaces
    assert "Total Pkts Rxed: Hello " in interfaces
    console.run("clear ospf counters")
    assert "Total Pkts Rxed" not in console.run("show ospf interfaces vlan trunk")
    assert "OriginateNewLSA     : " in console.run("show ospf")
