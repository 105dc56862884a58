"""Store the states of the trees as rows, and log what changed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xos_cli.processes.stp.facts import tree_ports
from xos_cli.processes.stp.membership import setting
from xos_cli.processes.stp.rows import Kept, StpDomain, StpPortState, StpTopology, Times, Vector
from xos_cli.processes.stp.tree import FORWARDING, NO_ROLE, Key, Tree
from xos_cli.processes.vlan.ports.facts import active_ports
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.tables import Store, Transaction

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

#: What a port without STP is: it forwards, and has no role.
OPEN = Kept(NO_ROLE, FORWARDING, 0.0, Vector(0, 0, 0, 0), Times(0, 0, 0, 0))
#: Severity, name and text of an event.
Told = tuple[str, str, str]


def remove(transaction: Transaction, name: str) -> None:
    """Delete the state rows of a disabled domain."""
    for row in transaction.store.rows(StpPortState):
        if row.stpd_name == name:
            transaction.delete(StpPortState, name, row.slot, row.port)
    transaction.delete(StpTopology, name)


def keep(transaction: Transaction, name: str, tree: Tree, node: "Node") -> list[Told]:
    """Store the changes of a tree as rows; return the events to log."""
    store = transaction.store
    told = list(_ports_told(store, name, tree, node)) + list(_bridge_told(store, name, tree))
    kept = {key: port.kept() for key, port in tree.ports.items()}
    kept |= {key: OPEN for key in _open_ports(store, name) if key not in kept}
    for row in store.rows(StpPortState):
        if row.stpd_name == name and (row.slot, row.port) not in kept:
            transaction.delete(StpPortState, name, row.slot, row.port)
    for key, state in kept.items():
        transaction.put(StpPortState(name, *key, state))
    root_key = tree.root_port.key if tree.root_port else (0, 0)
    transaction.put(StpTopology(name, tree.root.root, tree.root.cost, *root_key, tree.times, tree.kept()))
    return told


def _open_ports(store: Store, name: str) -> list[Key]:
    """Return the ports of a domain that have a link, and no STP."""
    domain = store.get(StpDomain, name)
    if domain is None:
        return []
    working = sets.each(tree_ports(store, domain) & active_ports(store))
    return [port for port in working if not setting(store, domain, port).enabled]


def _ports_told(store: Store, name: str, tree: Tree, node: "Node") -> Iterator[Told]:
    """Yield the events of ports that took another state.  evidence: inferred (name and text)"""
    for key, port in tree.ports.items():
        row = store.get(StpPortState, name, *key)
        if row is None or row.state != port.state:
            text = f"Port {node.chassis.port_name(key)} in STPD {name} is {port.state} ({port.role})"
            yield "Debug-Summary", "STP.System.PortState", text


def _bridge_told(store: Store, name: str, tree: Tree) -> Iterator[Told]:
    """Yield the events of a new root and of topology changes.  evidence: inferred (names and texts)"""
    row = store.get(StpTopology, name)
    if row is None or row.root != tree.root.root:
        yield "Debug-Summary", "STP.System.Root", f"Root of STPD {name} is {tree.root.root:016x}"
    if row is not None and row.kept.changes != tree.changes:
        yield "Debug-Summary", "STP.System.TopologyChange", f"Topology change in STPD {name}"
