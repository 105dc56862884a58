"""What the protocols of a switch know, as records: the spanning tree, and neighbours."""

from xos_cli.api.tables import master_of
from xos_cli.errors import XosError
from xos_cli.packets.addresses import ip_text, mac_number, mac_text
from xos_cli.processes.edp.rows import EdpNeighbor
from xos_cli.processes.esrp.facts import master_vlan
from xos_cli.processes.esrp.rows import EsrpNeighbor
from xos_cli.processes.lldp.rows import LldpNeighbor
from xos_cli.processes.stp.facts import enabled, ports_of_domain
from xos_cli.processes.stp.membership import cost_of, setting
from xos_cli.processes.stp.rows import StpDomain, StpPortState, StpTopology
from xos_cli.processes.vlan.ip.facts import interface
from xos_cli.processes.vlan.ports.rows import LacpMember
from xos_cli.processes.vrrp.facts import priority_of, state_of
from xos_cli.processes.vrrp.machine import INIT
from xos_cli.processes.vrrp.rows import VrrpRouter, VrrpState
from xos_cli.record import NamedTuple
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.machine import Machine
from xos_cli.switch.node import Node


class StpPort(NamedTuple):
    """A port of a domain.

    *role*: root, designated, alternate, backup, edge, disabled.  *state*: disabled, blocking, listening, learning,
    forwarding.  *priority*: as configured (0 to 31).
    """

    role: str
    state: str
    cost: int
    priority: int


class Stp(NamedTuple):
    """A spanning-tree domain: identifiers as 16 digits, priority and MAC address; *root_port* "" on the root itself.

    A domain that does not work has no root.
    """

    bridge_id: str
    root_id: str
    root_cost: int
    root_port: str
    ports: dict[str, StpPort]


class Neighbor(NamedTuple):
    """Who is at the other end.

    *id*: a MAC address (``edp``, ``lacp``, ``esrp``), what the other calls itself (``lldp``), or its IP address
    (``rip``).  With ``lacp``, *state* is the mux state of the port (``Collect-Dist``: it carries frames), *role*
    ``Selected`` or so.  With ``esrp``, *address* is the domain, *state* neutral, slave, premaster or master.
    """

    id: str
    address: str
    port_or_vlan: str
    state: str = "up"
    role: str = ""


class Vrrp(NamedTuple):
    """A VRRP router.  *state*: initialize, backup, master.  *priority*: 255 where it owns the address.

    *master*: the address of the master in this VLAN, "" if none is known.
    """

    vlan: str
    vrid: int
    state: str
    priority: int
    master: str


def stp(machine: Machine, name: str) -> Stp:
    """Return a spanning-tree domain; XosError if there is none of this name."""
    node = master_of(machine)
    domain = node.store.get(StpDomain, name)
    if domain is None:
        raise XosError(f"there is no STPD {name}")
    bridge = domain.priority << 48 | mac_number(machine.chassis.mac)
    topology = node.store.get(StpTopology, domain.name) if enabled(node.store, domain.name) else None
    ports = {
        machine.chassis.port_name(port): _port(node, domain, port)
        for port in sets.each(ports_of_domain(node.store, domain.name))
    }
    if topology is None:
        return Stp(f"{bridge:016x}", "", 0, "", ports)
    at = topology.root_slot, topology.root_port
    root_port = machine.chassis.port_name(at) if topology.root_slot else ""
    return Stp(f"{bridge:016x}", f"{topology.root:016x}", topology.cost, root_port, ports)


def _port(node: Node, domain: StpDomain, port: tuple[int, int]) -> StpPort:
    row = node.store.get(StpPortState, domain.name, *port) if enabled(node.store, domain.name) else None
    set_to = setting(node.store, domain, port)
    cost = set_to.cost or cost_of(node.store, node.chassis, port)
    if row is None:
        return StpPort("disabled", "disabled", cost, set_to.priority)
    role = "edge" if row.kept.edge and row.role == "designated" else row.role
    return StpPort(role, row.state.lower(), cost, set_to.priority)


def vrrp(machine: Machine) -> list[Vrrp]:
    """Return the VRRP routers by VLAN and VRID."""
    store = master_of(machine).store
    found = []
    for row in sorted(store.rows(VrrpRouter)):
        state, known = state_of(store, row), store.get(VrrpState, row.vlanName, row.vrid)
        priority = priority_of(store, row, interface(store, row.vlanName))
        word = "initialize" if state == INIT else state.lower()
        found.append(Vrrp(row.vlanName, row.vrid, word, priority, known.master if known else ""))
    return found


def neighbors(machine: Machine, protocol: str) -> list[Neighbor]:
    """Return the neighbours that a protocol knows; XosError where none is known of such a protocol."""
    node = master_of(machine)
    if protocol not in KNOWN:
        raise XosError(f"no neighbours are known of {protocol} (but of {', '.join(KNOWN)})")
    return KNOWN[protocol](node)


def _edp(node: Node) -> list[Neighbor]:
    return [
        Neighbor(mac_text(row.mac), row.name, node.chassis.port_name((row.slot, row.port)))
        for row in sorted(node.store.rows(EdpNeighbor))
    ]


def _lldp(node: Node) -> list[Neighbor]:
    return [
        Neighbor(row.chassis, row.their_port, node.chassis.port_name((row.slot, row.port)))
        for row in sorted(node.store.rows(LldpNeighbor))
    ]


def _rip(node: Node) -> list[Neighbor]:
    from xos_cli.processes.rip.facts import neighbors_of  # few switches run RIP

    return [Neighbor(ip_text(address), ip_text(address), vlan) for vlan, address in sorted(neighbors_of(node))]


def _esrp(node: Node) -> list[Neighbor]:
    found = []
    for row in sorted(node.store.rows(EsrpNeighbor)):
        vlan = master_vlan(node.store, row.domain)
        found.append(Neighbor(mac_text(row.mac), row.domain, vlan.name if vlan else "", row.state.lower()))
    return found


def _lacp(node: Node) -> list[Neighbor]:
    return [
        Neighbor(mac_text(row.partner.system), "", node.chassis.port_name((row.slot, row.port)), row.mux, row.selection)
        for row in sorted(node.store.rows(LacpMember))
        if row.partner.system
    ]


def _ospf(node: Node) -> list[Neighbor]:
    from xos_cli.processes.ospf.machine import running_router  # few switches run OSPF
    from xos_cli.processes.ospf.protocol.adjacency import word
    from xos_cli.processes.ospf.show_neighbor import role_of
    from xos_cli.processes.vlan.rows import VR_DEFAULT

    running = running_router(node, VR_DEFAULT)
    return [
        Neighbor(ip_text(n.id), ip_text(n.address), name, word(n.state).lower(), role_of(interface, n).lower())
        for name, interface in (running.interfaces.items() if running else ())
        for n in sorted(interface.neighbors.values(), key=lambda neighbor: neighbor.id)
    ]


KNOWN = {"edp": _edp, "lldp": _lldp, "ospf": _ospf, "rip": _rip, "lacp": _lacp, "esrp": _esrp}
