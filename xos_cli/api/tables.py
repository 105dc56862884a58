"""Tables of a switch as records: the forwarding database, ARP, routes, spanning trees, neighbours."""

from xos_cli.errors import XosError
from xos_cli.packets.addresses import ip_number, mac_text
from xos_cli.processes.edp.rows import EdpNeighbor
from xos_cli.processes.fdb.rows import ArpEntry as ConfiguredArp
from xos_cli.processes.fdb.rows import ArpLearned, FdbLearned
from xos_cli.processes.fdb.rows import FdbEntry as ConfiguredFdb
from xos_cli.processes.lldp.rows import LldpNeighbor
from xos_cli.processes.rtmgr.facts import routes as known_routes
from xos_cli.processes.stp.membership import parts
from xos_cli.processes.stp.rows import StpDomain, StpPortState, StpTopology
from xos_cli.processes.stp.rows import StpPort as StpPortSetting
from xos_cli.processes.vlan.rows import VirtualRouter
from xos_cli.record import NamedTuple
from xos_cli.switch import portset as sets
from xos_cli.switch.fabric.explain import Verdict, explain
from xos_cli.switch.machine import Machine
from xos_cli.switch.node import Node


class FdbEntry(NamedTuple):
    """An address in a VLAN and its port ("" for a black hole); *kind*: ``dynamic`` or ``permanent``."""

    mac: str
    vlan: str
    port: str
    kind: str = "dynamic"


class ArpEntry(NamedTuple):
    """An address that ARP knows; *kind*: ``dynamic`` or ``permanent``; *vlan* "" where it is not known."""

    address: str
    mac: str
    vlan: str
    vr: str
    kind: str = "dynamic"


class Route(NamedTuple):
    """A route; *origin* as the screens call it, *best*: packets take it."""

    prefix: str
    origin: str
    metric: int
    next_hops: tuple[str, ...]
    best: bool


def master_of(machine: Machine) -> Node:
    """Return the node that manages the switch; XosError while none does."""
    if machine.master is None:
        raise XosError(f"there is no master ({machine.describe()})")
    return machine.master


def fdb(machine: Machine) -> list[FdbEntry]:
    """Return the forwarding database, what was configured first."""
    node = master_of(machine)
    name = machine.chassis.port_name
    fixed = [
        FdbEntry(row.mac, row.vlan_name, ",".join(map(name, sets.each(sets.read(row.ports)))), "permanent")
        for row in node.store.rows(ConfiguredFdb)
    ]
    return fixed + [FdbEntry(r.mac, r.vlan_name, name((r.slot, r.port))) for r in node.store.rows(FdbLearned)]


def arp(machine: Machine) -> list[ArpEntry]:
    """Return the ARP table, what was configured first."""
    store = master_of(machine).store
    fixed = [ArpEntry(row.ip_addr, row.mac, "", row.vr_name, "permanent") for row in store.rows(ConfiguredArp)]
    return fixed + [ArpEntry(r.ip_addr, r.mac, r.vlan_name, r.vr_name) for r in store.rows(ArpLearned)]


def routes(machine: Machine, vr: str) -> list[Route]:
    """Return the routes of a virtual router, by network."""
    store = master_of(machine).store
    router = store.get(VirtualRouter, vr)
    if router is None:
        raise XosError(f"there is no virtual router {vr}")
    ways: dict[tuple[str, str, int, bool], list[str]] = {}
    for route, unicast, multicast in known_routes(store, router.name):
        key = str(route.network), route.origin, route.metric, unicast or multicast
        ways.setdefault(key, []).append(route.gateway)
    return [
        Route(prefix, origin, metric, tuple(sorted(hops)), best)
        for (prefix, origin, metric, best), hops in ways.items()
    ]


class StpPort(NamedTuple):
    """A port of a spanning-tree domain; *role* and *state* in lower case; *cost* is the port's own."""

    role: str
    state: str
    cost: int
    priority: int


class Stp(NamedTuple):
    """A spanning-tree domain; identifiers are priority and MAC address: ``8000000496123456``."""

    bridge_id: str
    root_id: str
    root_cost: int
    root_port: str
    ports: dict[str, StpPort]


class Neighbor(NamedTuple):
    """A neighbour that a protocol knows; *role* where the protocol has one."""

    id: str
    address: str
    port_or_vlan: str
    state: str
    role: str = ""


def stp(machine: Machine, name: str) -> Stp:
    """Return a domain as it is now; XosError if there is none, or it is disabled."""
    node = master_of(machine)
    domain, topology = node.store.get(StpDomain, name), node.store.get(StpTopology, name)
    if domain is None:
        raise XosError(f"there is no STP domain {name}")
    if topology is None:
        raise XosError(f"STP domain {domain.name} is disabled")
    port = machine.chassis.port_name
    root_port = (topology.root_slot, topology.root_port)
    bridge = f"{domain.priority:04x}{machine.chassis.mac.lower().replace(':', '')}"
    ports = {port((row.slot, row.port)): _stp_port(node, row) for row in _port_rows(node, domain)}
    return Stp(bridge, f"{topology.root:016x}", topology.cost, port(root_port) if any(root_port) else "", ports)


def _port_rows(node: Node, domain: StpDomain) -> list[StpPortState]:
    rows = [row for row in node.store.rows(StpPortState) if row.stpd_name == domain.name]
    return sorted(rows, key=lambda row: (row.slot, row.port))


def _stp_port(node: Node, row: StpPortState) -> StpPort:
    part = parts(node.store, node.chassis, node.store.one(StpDomain, row.stpd_name)).get((row.slot, row.port))
    setting = node.store.get(StpPortSetting, row.stpd_name, row.slot, row.port)
    priority = setting.priority if setting else StpPortSetting._field_defaults["priority"]
    return StpPort(row.role.lower(), row.state.lower(), part.cost if part else 0, priority)


def neighbors(machine: Machine, protocol: str) -> list[Neighbor]:
    """Return the neighbours that a protocol knows; XosError if there is no such protocol here."""
    node, port = master_of(machine), machine.chassis.port_name
    if protocol == "edp":
        return [
            Neighbor(mac_text(row.mac), _edp_address(row), port((row.slot, row.port)), "")
            for row in node.store.rows(EdpNeighbor)
        ]
    if protocol == "lldp":
        return [Neighbor(row.chassis, "", port((row.slot, row.port)), "") for row in node.store.rows(LldpNeighbor)]
    raise XosError(f"no neighbours are known of {protocol} (there is edp, lldp)")


def _edp_address(row: EdpNeighbor) -> str:
    return next((vlan.address for vlan in row.vlans if vlan.address), "")


def packet(machine: Machine, port: str, source: str, destination: str, protocol: str, number: int) -> Verdict:
    """Return step by step what the switch does with a packet that comes in by a port."""
    fabric = machine.backplane.fabric
    ids = {machine.chassis.port_name(id): id for id in machine.chassis.ports}
    if fabric is None:
        raise XosError("only a switch of a network has packets")
    if port not in ids:
        raise XosError(f"there is no port {port}")
    try:
        ends = ip_number(source), ip_number(destination)
    except ValueError as error:
        raise XosError(str(error)) from None
    return explain(fabric, ids[port], *ends, protocol, number)
