"""EDP and LLDP between switches that are cabled: who is known, for how long, and what a failover forgets."""

from typing import Any

import pytest

from xos_cli.network.network import Network
from xos_cli.packets.addresses import EDP_GROUP, LLDP_GROUP
from xos_cli.packets.frames import Frame, Lldp, Malformed
from xos_cli.processes.edp.rows import EdpNeighbor
from xos_cli.processes.lldp.rows import LldpNeighbor
from xos_cli.processes.lldp.vendor import described
from xos_cli.program.network import build, built_plan
from xos_cli.program.typist import type_lines
from xos_cli.session.session import Session
from xos_cli.switch.discovery import Discoverer, Discovery
from xos_cli.switch.machine import Machine
from xos_cli.switch.node import Node


def pair(*lines: str) -> Network:
    """Return a chassis and a stand-alone switch with one cable, each with the same lines."""
    switches = {
        "core": {"chassis": "bd10808", "sysname": "core", "lines": list(lines)},
        "edge": {"chassis": "summit-x450-24t", "sysname": "edge", "lines": list(lines)},
    }
    return build(built_plan(switches, {}, [("core 1:7", "edge 5")]))


def master(machine: Machine) -> Node:
    """Return the node that manages a switch."""
    return next(node for node in machine.nodes.values() if node.is_master)


def neighbors(network: Network, name: str, table: type = EdpNeighbor) -> list[Any]:
    """Return the neighbours that a switch knows."""
    return master(network.machines[name]).store.rows(table)


def say(network: Network, name: str, *lines: str) -> None:
    """Type lines at a switch; none is refused."""
    assert list(type_lines(network.machines[name], list(enumerate(lines, 1)))) == []
    network.advance(0.1)


def discoverer(network: Network, name: str, process: str) -> Discoverer:
    """Return what discovers for a process."""
    found = master(network.machines[name]).memory[process]
    assert isinstance(found, Discoverer)
    return found


# -- the times ---------------------------------------------------------------------------------------------------------


def test_times() -> None:
    """A port speaks at once, then at each interval; a neighbour holds from the last time that it was heard."""
    found = Discovery()
    found.speak((1, 1), 10.0)
    assert found.speakers(60.0, 10.0) == [(1, 1)]
    assert found.speakers(60.0, 69.9) == []
    assert found.speakers(60.0, 70.0) == [(1, 1)]
    found.hurry(5.0, 71.0)
    assert found.speakers(5.0, 76.0) == [(1, 1)]
    found.hear("a", 180.0, 0.0)
    found.hear("a", 180.0, 60.0)
    assert found.expired(239.9) == []
    assert found.expired(240.0) == ["a"]
    assert found.expired(999.0) == []


# -- EDP ---------------------------------------------------------------------------------------------------------------


def test_edp_knows_the_neighbour() -> None:
    """Both ends know name, port, version and VLANs of the other, without anything typed."""
    network = pair("create vlan red", "configure vlan red tag 77", "configure vlan red ipaddress 10.7.0.1/24")
    say(network, "edge", "configure vlan red add ports 5 tagged")
    network.advance(61.0)
    (row,) = neighbors(network, "core")
    assert (row.slot, row.port, row.name, row.remote_slot, row.remote_port) == (1, 7, "edge", 1, 5)
    assert row.version == "11.3.1.3"
    assert {(vlan.tag, vlan.name, vlan.address) for vlan in row.vlans} == {(1, "Default", ""), (77, "red", "10.7.0.1")}
    (row,) = neighbors(network, "edge")
    assert (row.port, row.name, row.remote_slot, row.remote_port) == (5, "core", 1, 7)


def test_edp_ages() -> None:
    """A neighbour that falls silent is known for the holddown interval; a link that falls ends it at once."""
    network = pair()
    say(network, "edge", "disable edp ports 5")
    assert neighbors(network, "edge") == []
    network.advance(118.0)
    assert len(neighbors(network, "core")) == 1
    network.advance(65.0)
    assert neighbors(network, "core") == []
    say(network, "edge", "enable edp ports 5")
    assert len(neighbors(network, "core")) == 1
    network.cable_at("edge 5").cut()
    network.advance(0.1)
    assert neighbors(network, "core") == neighbors(network, "edge") == []


def test_edp_is_learned_again() -> None:
    """A new master knows nobody, and learns its neighbours from their next messages; the neighbour notices nothing."""
    network = pair()
    network.advance(1.0)
    before = neighbors(network, "edge")
    master(network.machines["core"]).power_off()
    network.advance(1.0)
    assert neighbors(network, "core") == []
    network.advance(60.0)
    assert len(neighbors(network, "core")) == 1
    assert neighbors(network, "edge") == before


def test_edp_repeats_put_no_rows() -> None:
    """Ten minutes of advertisements leave the same rows, and all the time were counted."""
    network = pair()
    rows = neighbors(network, "core")
    sent = discoverer(network, "core", "edp").counted[(1, 7), "sent"]
    network.advance(600.0)
    assert neighbors(network, "core") == rows
    assert discoverer(network, "core", "edp").counted[(1, 7), "sent"] == sent + 10


# -- LLDP --------------------------------------------------------------------------------------------------------------


def test_lldp_is_off_and_can_be_on() -> None:
    """Nobody is known until ports are on; then chassis, port and what is advertised."""
    network = pair()
    network.advance(120.0)
    assert neighbors(network, "core", LldpNeighbor) == []
    say(network, "edge", "enable lldp ports 5", "configure lldp ports 5 advertise system-name")
    say(network, "core", "enable lldp ports 1:7 receive-only")
    network.advance(30.0)
    (row,) = neighbors(network, "core", LldpNeighbor)
    assert (row.slot, row.port, row.their_port, row.ttl) == (1, 7, "5", 120)
    assert row.chassis == network.machines["edge"].chassis.mac.lower()
    assert dict(row.tlvs)[5] == "edge"
    assert neighbors(network, "edge", LldpNeighbor) == []


def test_lldp_tells_of_the_system_unless_it_is_told_not_to() -> None:
    """The system description goes out by default."""
    network = pair("enable lldp ports all")
    network.advance(31.0)
    (row,) = neighbors(network, "core", LldpNeighbor)
    assert dict(row.tlvs)[6] == f"ExtremeWare XOS version {master(network.machines['edge']).version}"
    say(network, "edge", "configure lldp ports 5 no-advertise system-description")
    network.advance(31.0)
    assert neighbors(network, "core", LldpNeighbor)[0].tlvs == ()


VENDOR = {
    "dot1 port-vlan-id": "- Port VLAN ID: 1",
    "dot1 port-protocol-vlan-id vlan all": "- Port And Protocol VLAN ID: 77",
    "dot1 vlan-name vlan red": "- VLAN Name: red (VLAN 77)",
    "dot3 mac-phy": "- MAC/PHY Configuration/Status: operational MAU type 30",
    "dot3 power-via-mdi": "- Power Via MDI: not supported",
    "dot3 link-aggregation": "- Link Aggregation: not enabled",
    "dot3 max-frame-size": "- Maximum Frame Size: 1518 octets",
}


def test_lldp_tlvs_of_organizations() -> None:
    """Each that a port is set to advertise reaches the neighbor, which shows it in words, until it is taken back."""
    network = pair("enable lldp ports all")
    say(network, "edge", "create vlan red", "configure vlan red tag 77", "configure vlan red add ports 5 tagged")
    say(network, "edge", *[f"configure lldp ports 5 advertise vendor-specific {words}" for words in VENDOR])
    network.advance(31.0)
    session = Session(network.machines["core"], "MSM-A")
    for line in ("admin", "", "disable clipaging", "show lldp neighbors detailed"):
        session.feed(line)
    shown = session.take()
    assert [text for text in VENDOR.values() if text not in shown] == []
    assert "VLAN Name: Default" not in shown
    say(
        network,
        "edge",
        "enable jumbo-frame ports all",
        "configure lldp ports 5 no-advertise vendor-specific dot3 mac-phy",
    )
    network.advance(31.0)
    session.feed("show lldp neighbors detailed")
    shown = session.take()
    assert "MAC/PHY" not in shown
    assert "- Maximum Frame Size: 9216 octets" in shown
    session.close()


def test_a_tlv_that_nobody_knows_is_shown_in_hexadecimal() -> None:
    """So is one that is too short."""
    assert described(bytes.fromhex("00bb0101ff")) == ("TLV 127", "00:bb:01:01:ff")
    assert described(b"\0") == ("TLV 127", "00")
    assert described(bytes.fromhex("0080c20100")) == ("TLV 127", "00:80:c2:01:00")


def test_clear_counters_edp() -> None:
    """Of one port, or of all: `show edp ports detail` counts from zero."""
    network = pair()
    network.advance(61.0)
    counted = discoverer(network, "core", "edp").counted
    assert counted[(1, 7), "received"] > 0
    say(network, "core", "clear counters edp ports 1:8")
    assert counted[(1, 7), "received"] > 0
    say(network, "core", "clear counters edp ports 1:7")
    assert counted[(1, 7), "received"] == 0
    network.advance(61.0)
    say(network, "core", "clear counters edp")
    assert not any(counted.values())


def test_lldp_ages_and_says_goodbye() -> None:
    """A neighbour holds four intervals; one that is turned off is forgotten at once."""
    network = pair("enable lldp ports all")
    network.advance(31.0)
    assert len(neighbors(network, "core", LldpNeighbor)) == 1
    network.cable_at("edge 5").loss = 1.0
    network.advance(85.0)
    assert len(neighbors(network, "core", LldpNeighbor)) == 1
    network.advance(40.0)
    assert neighbors(network, "core", LldpNeighbor) == []
    network.cable_at("edge 5").loss = 0.0
    network.advance(31.0)
    assert len(neighbors(network, "core", LldpNeighbor)) == 1
    say(network, "edge", "disable lldp ports 5")
    assert neighbors(network, "core", LldpNeighbor) == []


def receive(network: Network, name: str, port: tuple[int, int], dst: int, payload: Any) -> None:
    """Have a frame arrive at a port."""
    fabric = network.machines[name].backplane.fabric
    assert fabric is not None
    frame = Frame(0x020000001234, dst, 0, payload)
    fabric.receive(fabric.ports[port], fabric.copy(frame))


def test_four_neighbours() -> None:
    """A port remembers four; the fifth is dropped and counted."""
    network = pair("enable lldp ports all")
    for number in range(6):
        receive(network, "edge", (1, 5), LLDP_GROUP, Lldp(7, b"pc%d" % number, 7, b"1", 120))
    known = neighbors(network, "edge", LldpNeighbor)
    assert len(known) == 4
    assert discoverer(network, "edge", "lldp").counted[(1, 5), "discarded"] == 3


@pytest.mark.parametrize(
    ("process", "table", "group"), [("edp", EdpNeighbor, EDP_GROUP), ("lldp", LldpNeighbor, LLDP_GROUP)]
)
def test_malformed(process: str, table: type, group: int) -> None:
    """A message that cannot be read is counted as an error, and changes nothing else."""
    network = pair("enable lldp ports all")
    network.advance(31.0)
    before = neighbors(network, "edge", table)
    receive(network, "edge", (1, 5), group, Malformed(process, 0, b"\xaa"))
    assert discoverer(network, "edge", process).counted[(1, 5), "errors"] == 1
    assert neighbors(network, "edge", table) == before
