"""The spanning tree and neighbours in Python."""

import pytest

from xos_cli import Network, XosError

LINES = ("configure stpd s0 mode dot1w", "configure stpd s0 ports link-type edge 20", "enable stpd s0")


def pair() -> Network:
    """Return two switches with two cables, and a host."""
    switches = {name: {"chassis": "summit-x450-24t", "lines": list(LINES)} for name in ("north", "south")}
    cables = [("north 1", "south 1"), ("north 2", "south 2"), ("pc", "south 20")]
    return Network.build(switches=switches, hosts={"pc": {"address": "10.1.1.1/24"}}, cables=cables)


def test_stp() -> None:
    """The root and the roles of the ports are those of two switches with two cables, and identifiers are digits."""
    network = pair()
    north, south = (network.switches[name].stp("s0") for name in ("north", "south"))
    assert north.root_id == north.bridge_id == south.root_id
    assert (north.root_cost, north.root_port) == (0, "")
    assert (south.root_cost, south.root_port) == (4, "1")
    assert south.ports["1"] == ("root", "forwarding", 4, 16)
    assert south.ports["2"] == ("alternate", "blocking", 4, 16)
    assert south.ports["20"][:2] == ("edge", "forwarding")
    assert south.ports["7"][:2] == ("disabled", "disabled")
    assert len(north.root_id) == 16
    with pytest.raises(XosError, match="no STPD red"):
        network.switches["north"].stp("red")


def test_neighbors() -> None:
    """EDP knows the other switch at both ports; of a protocol without neighbours one is told so."""
    network = pair()
    found = network.switches["north"].neighbors("edp")
    assert [(neighbor.address, neighbor.port_or_vlan) for neighbor in found] == [
        ("SummitX450-24t", "1"),
        ("SummitX450-24t", "2"),
    ]
    assert network.switches["north"].neighbors("lldp") == []
    with pytest.raises(XosError, match="no neighbours are known of nosuch"):
        network.switches["north"].neighbors("nosuch")
