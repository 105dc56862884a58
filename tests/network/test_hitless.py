"""What a failover of the MSMs costs the traffic, protocol by protocol: the table of the Concepts Guide 11.3 p.75-78.

A row is a network, the switch whose master dies, and how many of 100 probes a second may be lost.  The loss is counted
between two hosts; nothing but the model makes it: the time that the I/O modules are dark, a timer of a neighbour that
expires, a route that is deleted.
"""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import failover_networks as networks
import pytest

from xos_cli import Network
from xos_cli.switch.fabric.fabric import REPROGRAMMING

#: Probes a second, and how many of them the reprogramming of the I/O modules costs at most.  evidence: guide 11.3 p.78
RATE = 100
FABRIC = int(REPROGRAMMING * RATE) + 1
#: What the flush of an EAPS ring may cost besides ("a slight hit", p.75): the answer to a query, on its way.
SLIGHT = 3
BD10808 = "bd10808"


class Row(NamedTuple):
    """A row of the table: how the network is built, whose master dies, and the fewest and most probes that are lost."""

    name: str
    build: Callable[[], Network]
    switch: str
    least: int
    most: int


# -- VRRP: not hitless, at worst 3 s (p.76) ----------------------------------------------------------------------------


def vrrp() -> Network:
    """Return chassis core (priority 200) and edge (100), both gateways between pc1 and pc2."""
    switches = {}
    for name, chassis, ports, number, priority in (
        ("core", BD10808, ("1:1", "1:2"), 1, 200),
        ("edge", BD10808, ("1:1", "1:2"), 2, 100),
    ):
        lines = ["configure vlan Default delete ports all", "enable ipforwarding"]
        for index, (vlan, port) in enumerate(zip(("one", "two"), ports, strict=True), 1):
            start = f"configure vrrp vlan {vlan} vrid {index}"
            lines += [
                f"create vlan {vlan}",
                f"configure vlan {vlan} add ports {port} untagged",
                f"configure vlan {vlan} ipaddress 10.0.{index}.{number}/24",
                f"create vrrp vlan {vlan} vrid {index}",
                f"{start} add 10.0.{index}.254",
                f"{start} priority {priority}",
            ]
        switches[name] = {"chassis": chassis, "lines": [*lines, "enable ipforwarding", "enable vrrp"]}
    hosts = {f"pc{n}": {"address": f"10.0.{n}.100/24", "gateway": f"10.0.{n}.254"} for n in (1, 2)}
    segments = [
        {"name": "hub1", "ends": ["core 1:1", "edge 1:1", "pc1"]},
        {"name": "hub2", "ends": ["core 1:2", "edge 1:2", "pc2"]},
    ]
    return Network.build(switches=switches, hosts=hosts, segments=segments)


# -- ESRP: hitless, by hellos with HOLD (p.76) -------------------------------------------------------------------------


def esrp() -> Network:
    """Return chassis core (priority 9, master) and edge, both between a hub with pc1 and a hub with pc2."""
    switches = {
        name: {
            "chassis": BD10808,
            "lines": [
                "configure vlan Default delete ports all",
                "create vlan red",
                "configure vlan red tag 10",
                "configure vlan red add ports 1:1-2 untagged",
                "create esrp e1",
                "configure esrp e1 add master red",
                f"configure esrp e1 priority {priority}",
                "enable esrp e1",
            ],
        }
        for name, priority in (("core", 9), ("edge", 0))
    }
    hosts = {f"pc{n}": {"address": f"10.0.1.{n}/24"} for n in (1, 2)}
    segments = [{"name": f"hub{n}", "ends": [f"core 1:{n}", f"edge 1:{n}", f"pc{n}"]} for n in (1, 2)]
    return Network.build(switches=switches, hosts=hosts, segments=segments)


# -- the table ---------------------------------------------------------------------------------------------------------

ROWS = (
    Row("STP", networks.stp, "x", 1, FABRIC),
    Row("EAPS master, Complete", networks.eaps_complete, "m", 1, FABRIC),
    Row("EAPS master, Failed", networks.eaps_failed, "m", 1, FABRIC + SLIGHT),
    Row("EAPS transit, Links-Up", networks.eaps_links_up, "x", 1, FABRIC),
    Row("EAPS transit, Links-Down", networks.eaps_links_down, "x", 1, FABRIC),
    Row("EAPS shared port, controller, Ready", partial(networks.eaps_shared, "con", False), "con", 1, FABRIC),
    Row("EAPS shared port, controller, Blocking", partial(networks.eaps_shared, "con", True), "con", 1, FABRIC),
    Row("EAPS shared port, partner, Ready", partial(networks.eaps_shared, "par", False), "par", 1, FABRIC),
    Row("EAPS shared port, partner, Blocking", partial(networks.eaps_shared, "par", True), "par", 1, FABRIC),
    Row("VRRP master", vrrp, "core", 2 * RATE, 361),
    Row("VRRP backup", vrrp, "edge", 0, 0),
    Row("ESRP master", esrp, "core", 1, FABRIC),
    Row("ESRP slave", esrp, "edge", 0, 0),
    Row("static group", partial(networks.group, False), "east", 1, FABRIC),
    Row("group with LACP", partial(networks.group, True), "east", 1, FABRIC),
    Row("static routes", networks.static, "r2", 1, FABRIC),
    Row("OSPF without graceful restart", networks.ospf, "r2", 5 * RATE, 45 * RATE),
    Row("OSPF with graceful restart", networks.ospf_graceful, "r2", 1, FABRIC),
    Row("RIP", networks.rip, "r2", 1, 31 * RATE),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_table(row: Row) -> None:
    """The master MSM of the switch is pulled out while two hosts talk: the loss is what the guide says."""
    network = row.build()
    network.advance(10.0)
    assert all_arrive(network)
    traffic = network.traffic("pc1", "pc2", every=1 / RATE)
    network.advance(2.0)
    network.switches[row.switch].remove("a")
    network.advance(60.0)
    traffic.stop()
    print(f"{row.name}: {traffic.lost} of {traffic.sent} lost, longest gap {traffic.longest_gap:.2f} s")
    assert row.least <= traffic.lost <= row.most
    assert all_arrive(network)


def all_arrive(network: Network) -> bool:
    """Return whether all probes of one second from pc1 to pc2 are answered."""
    traffic = network.traffic("pc1", "pc2", every=1 / RATE)
    network.advance(1.0)
    return traffic.stop().lost == 0


def test_edp() -> None:
    """EDP checkpoints nothing: the new master has no neighbours until they advertise again (p.76)."""
    network = networks.group(lacp=False)
    network.advance(5.0)
    east = network.switches["east"]
    assert [found.port_or_vlan for found in east.neighbors("edp")] == ["1:1", "1:2"]
    east.remove("a")
    network.advance(2.0)
    assert east.neighbors("edp") == []
    network.advance(60.0)
    assert [found.port_or_vlan for found in east.neighbors("edp")] == ["1:1", "1:2"]


def test_ports_of_the_msm() -> None:
    """On an 8800 the I/O ports of the old master's slot are gone for about two minutes; the others go on (p.78)."""
    network = networks.msm_ports()
    network.advance(5.0)
    assert all_arrive(network)
    traffic = network.traffic("pc1", "pc2", every=1 / RATE)
    others = network.traffic("pc2", "pc3", every=1 / RATE)
    network.advance(2.0)
    network.switches["old"].console().run("run msm-failover", "y")
    network.advance(180.0)
    assert 110.0 <= traffic.stop().longest_gap <= 130.0
    assert 1 <= others.stop().lost <= FABRIC
    assert all_arrive(network)
