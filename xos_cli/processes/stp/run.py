"""A domain at work: its ports listen, learn, forward.

No other bridge is there to be heard, so this one is the root of every tree and all its ports are designated ones.
"""

from typing import TYPE_CHECKING

from xos_cli.command.call import Call
from xos_cli.processes.stp.domains import enabled, ports_of_domain
from xos_cli.processes.stp.rows import StpDomain, StpEnable, StpPort, StpPortState, StpTopology
from xos_cli.processes.vlan.ports.facts import active_ports
from xos_cli.switch import portset as sets
from xos_cli.switch.tables import Store, Transaction

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

DISABLED, LISTENING, LEARNING, FORWARDING = "DISABLED", "LISTENING", "LEARNING", "FORWARDING"


def look(node: "Node") -> None:
    """Something changed: bring the states of the ports in line with it."""
    with node.change() as transaction:
        _align(node, transaction)


def looked(call: Call) -> None:
    """The same at the end of a command."""
    _align(call.node, call)


def running(node: "Node") -> None:
    """A new master goes on where the old one was."""
    for row in node.store.rows(StpPortState):
        domain = node.store.get(StpDomain, row.stpd_name)
        if domain and row.state != FORWARDING:
            _wait(node, row, row.since + domain.forward_delay - node.clock.now)
    look(node)


def _align(node: "Node", changes: "Transaction | Call") -> None:
    """Ports that work now begin to listen; those that no longer do have no state."""
    store = node.store
    if not any(row.stpd_enabled for row in store.rows(StpEnable)) and not store.rows(StpPortState):
        return
    active = active_ports(store)
    for domain in store.rows(StpDomain):
        working = ports_of_domain(store, domain.name) & active if enabled(store, domain.name) else 0
        known = sets.of((row.slot, row.port) for row in _states(store, domain.name))
        for port in sets.each(known & ~working):
            changes.delete(StpPortState, domain.name, *port)
        for port in sets.each(working & ~known):
            changes.put(_begin(node, domain, port))
        if enabled(store, domain.name):
            changes.put(store.get(StpTopology, domain.name) or StpTopology(domain.name))
        else:
            changes.delete(StpTopology, domain.name)


def _states(store: Store, stpd_name: str) -> list[StpPortState]:
    return [row for row in store.rows(StpPortState) if row.stpd_name == stpd_name]


def _begin(node: "Node", domain: StpDomain, port: tuple[int, int]) -> StpPortState:
    """The first state of a port: one without STP forwards at once, and so does one to a host in 802.1w.

    evidence: recalled
    """
    setting = node.store.get(StpPort, domain.name, *port) or StpPort(domain.name, *port)
    at_once = not setting.enabled or (domain.protocol_mode == 1 and setting.link_type == "edge")
    row = StpPortState(domain.name, *port, FORWARDING if at_once else LISTENING, node.clock.now)
    if not at_once:
        _wait(node, row, domain.forward_delay)
    return row


def _wait(node: "Node", row: StpPortState, seconds: float) -> None:
    node.later(seconds, "stp", "advance", row)


def advance(node: "Node", row: StpPortState) -> None:
    """A port has listened, or learned, for long enough, if it still does."""
    domain = node.store.get(StpDomain, row.stpd_name)
    if domain is None or node.store.get(StpPortState, *row[:3]) != row:
        return
    later = row._replace(state=LEARNING if row.state == LISTENING else FORWARDING, since=node.clock.now)
    changes: list[tuple[object, ...]] = [later]
    if later.state == FORWARDING:
        topology = node.store.get(StpTopology, domain.name) or StpTopology(domain.name)
        changes.append(topology._replace(changes=topology.changes + 1, last=node.clock.now))
    else:
        _wait(node, later, domain.forward_delay)
    node.put(changes)
