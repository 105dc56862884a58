"""Damaged frames of every kind arrive at a switch with all its protocols on: an error is counted, and that is all."""

from typing import Any

import pytest
from drawn_frames import KINDS, frames
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xos_cli.errors import PacketError
from xos_cli.network.network import Network
from xos_cli.packets import ethernet
from xos_cli.packets.addresses import EDP_GROUP, ELRP_GROUP, LLDP_GROUP, STP_GROUP
from xos_cli.packets.frames import ECHO_REQUEST, UNREACHABLE, Frame, Icmp, Ipv4, Malformed
from xos_cli.processes.edp.rows import EdpNeighbor
from xos_cli.processes.lldp.rows import LldpNeighbor
from xos_cli.processes.stp.rows import StpPortState, StpTopology
from xos_cli.program.network import build, built_plan
from xos_cli.switch.discovery import Discoverer
from xos_cli.switch.node import Node

X450 = "summit-x450-24t"
LINES = ["enable lldp ports all", "enable elrp-client", "enable stpd s0"]
#: Where messages of each kind go.
GROUPS = {
    "edp": EDP_GROUP,
    "elrp": ELRP_GROUP,
    "lldp": LLDP_GROUP,
    "config": STP_GROUP,
    "rst": STP_GROUP,
    "tcn": STP_GROUP,
}
LEARNED = (StpPortState, StpTopology, EdpNeighbor, LldpNeighbor)


@pytest.fixture(scope="module")
def network() -> Network:
    """Two switches with a cable, and STP, EDP, LLDP and ELRP on."""
    switches = {name: {"chassis": X450, "lines": LINES} for name in ("up", "down")}
    return build(built_plan(switches, {}, [("up 1", "down 1")]))


def node_of(network: Network) -> Node:
    """Return the node of the switch that gets the frames."""
    return network.machines["down"].nodes["Switch"]


def learned(network: Network) -> dict[type, Any]:
    """Return what the protocols know."""
    return {table: node_of(network).store.rows(table) for table in LEARNED}


def counted(network: Network) -> int:
    """Return how many messages could not be read: by event, or by what discovers neighbours."""
    node = node_of(network)
    found = [node.memory[name] for name in ("edp", "lldp") if name in node.memory]
    errors = [one.counted[(1, 1), "errors"] for one in found if isinstance(one, Discoverer)]
    return sum(errors) + sum(1 for entry in node.log.entries if entry.name == "STP.InBPDU.Drop")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_damaged(network: Network, kind: str) -> None:
    """Octets that were changed and cut raise nothing; a message that cannot be read changes nothing that is known."""
    fabric = network.machines["down"].backplane.fabric
    assert fabric is not None
    port = fabric.ports[1, 1]

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(frames(kind), st.lists(st.tuples(st.integers(14), st.integers(0, 255)), max_size=4), st.integers(0))
    def safe(frame: Frame, changes: list[tuple[int, int]], cut: int) -> None:
        octets = bytearray(ethernet.encode(frame._replace(dst=GROUPS.get(kind, frame.dst))))
        for at, value in changes:
            octets[at % len(octets)] = value
        try:
            damaged = ethernet.read(bytes(octets[: len(octets) - cut % len(octets)]))
        except PacketError:
            return
        before = learned(network)
        fabric.receive(port, fabric.copy(damaged))
        if isinstance(damaged.payload, Malformed):
            assert learned(network) == before
        network.advance(0.01)

    safe()


@pytest.mark.parametrize(("protocol", "group"), [("stp", STP_GROUP), ("edp", EDP_GROUP), ("lldp", LLDP_GROUP)])
def test_counted(network: Network, protocol: str, group: int) -> None:
    """A message that cannot be read is counted once, and the neighbour is known as before."""
    fabric = network.machines["down"].backplane.fabric
    assert fabric is not None
    errors, before = counted(network), learned(network)
    fabric.receive(fabric.ports[1, 1], fabric.copy(Frame(5, group, 0, Malformed(protocol, 0, b"\x42\x42\x03"))))
    assert counted(network) == errors + 1
    assert learned(network) == before


@pytest.mark.parametrize("group", [STP_GROUP, EDP_GROUP, LLDP_GROUP])
@pytest.mark.parametrize("kind", [ECHO_REQUEST, UNREACHABLE])
def test_ip_to_a_group_of_bridges(network: Network, group: int, kind: int) -> None:
    """An IP packet to an address that no station has goes nowhere, in a VLAN with an address or without."""
    fabric = network.machines["down"].backplane.fabric
    assert fabric is not None
    port = fabric.ports[1, 1]
    before = dict(port.counters.tx.sizes)
    fabric.receive(port, fabric.copy(Frame(5, group, 0, Ipv4(1, 2, Icmp(kind)))))
    network.advance(0.01)
    assert port.counters.tx.sizes == before
