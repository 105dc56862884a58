"""Which port of a redundant pair carries frames, and what the ports of a pair must have in common.

evidence: guide 11.3 p.136 (the rules), inferred (the event, the words of the refusals)
"""

from typing import TYPE_CHECKING

from xos_cli.errors import Refusal
from xos_cli.processes.vlan.facts import Members, members_of
from xos_cli.processes.vlan.ports.facts import config_of, pair_ports, side_up
from xos_cli.processes.vlan.ports.rows import RedundantPort, RedundantState
from xos_cli.processes.vlan.rows import VlanPort
from xos_cli.switch.hardware import portset as sets

if TYPE_CHECKING:
    from xos_cli.command.call import Call
    from xos_cli.switch.hardware.chassis import Port
    from xos_cli.switch.node import Node
    from xos_cli.switch.tables import Store

#: The state of a port that holds frames back (``switch/fabric/ports.py``).
BLOCKING = 0


def choose_ports(node: "Node") -> None:
    """Choose the active port of each pair, and report each change."""
    store = node.store
    wanted = {row[:2]: RedundantState(row.slot, row.port, _chosen(store, row)) for row in store.rows(RedundantPort)}
    old = {row[:2]: row for row in store.rows(RedundantState)}
    if wanted == old:
        return
    with node.change() as transaction:
        for key in old.keys() - wanted.keys():
            transaction.delete(RedundantState, *key)
        for row in wanted.values():
            transaction.put(row)
    for pair in store.rows(RedundantPort):
        before, now = old.get(pair[:2]), wanted[pair[:2]]
        if before is not None and before != now:
            _changed(node, pair, bool(now.redundant))


def _chosen(store: "Store", pair: RedundantPort) -> int:
    """Return 1 if the redundant port is to carry frames.

    With smart redundancy the primary port does whenever it can; without, only when the redundant port has failed.
    """
    primary, second = pair_ports(pair)
    state = store.get(RedundantState, *primary)
    now = state.redundant if state else 0
    first_up, second_up = side_up(store, primary), side_up(store, second)
    smart = not config_of(store, primary).smartRedundancyDisabled
    if first_up and (smart or not now or not second_up):
        return 0
    return 1 if second_up else now


def _changed(node: "Node", pair: RedundantPort, redundant: bool) -> None:
    """Flush the addresses of the port that is no longer active, and log the change."""
    ports = pair_ports(pair)
    lost, used = ports if redundant else reversed(ports)
    name = node.chassis.port_name
    text = f"Port {name(used)} carries the traffic of redundant pair {name(ports[0])}, {name(ports[1])}"
    node.event("Info", "vlan.msgs.redundantPort", text)
    if node.fabric is not None:
        node.fabric.fdb.flush(port=node.fabric.ports[lost].master)


def port_states(store: "Store", vlan_name: str) -> "dict[Port, int]":
    """Return the ports that stand by with their link on: they block in every VLAN."""
    found: dict[Port, int] = {}
    for pair in store.rows(RedundantPort):
        state, ports = store.get(RedundantState, pair.slot, pair.port), pair_ports(pair)
        if pair.linkOn:
            found[ports[0] if state is not None and state.redundant else ports[1]] = BLOCKING
    return found


# -- what a pair must have in common -----------------------------------------------------------------------------------


def check_pair(call: "Call", primary: "Port", second: "Port") -> None:
    """Refuse ports that are not in the same VLANs, or in one with a protocol that chooses ports itself."""
    for row in call.rows(VlanPort):
        held = members_of(row)
        _check_alike(call, row.vlanName, held, (primary, second))
        if held.all & sets.bit(primary):
            _check_protocols(call, row.vlanName, primary)


def check_members(call: "Call", vlan_name: str, after: Members) -> None:
    """Refuse members of a VLAN that a redundant pair forbids: one port of it without the other, or a protocol."""
    for pair in call.rows(RedundantPort):
        ports = pair_ports(pair)
        _check_alike(call, vlan_name, after, ports)
        if after.all & sets.bit(ports[0]):
            _check_protocols(call, vlan_name, ports[0])


def _check_alike(call: "Call", vlan_name: str, held: Members, ports: "tuple[Port, Port]") -> None:
    one, other = ((held.untagged & sets.bit(port) > 0, held.tagged & sets.bit(port) > 0) for port in ports)
    if one != other:
        names = " and ".join(call.chassis.port_name(port) for port in ports)
        raise Refusal(f"Error: Redundant ports {names} must have identical membership in VLAN {vlan_name}.")


def _check_protocols(call: "Call", vlan_name: str, port: "Port") -> None:
    for _, protocol in call.software.gather("layer2_protocol", call.store, vlan_name):
        if protocol:
            name = call.chassis.port_name(port)
            raise Refusal(f"Error: Port {name} cannot be redundant: VLAN {vlan_name} runs {protocol}.")


def check_protocol(call: "Call", vlan_name: str, protocol: str) -> None:
    """Refuse a layer 2 protocol on a VLAN with redundant ports; a process that runs one asks for it."""
    row = call.get(VlanPort, vlan_name)
    held = members_of(row).all
    for pair in call.rows(RedundantPort):
        for port in pair_ports(pair):
            if held & sets.bit(port):
                name = call.chassis.port_name(port)
                raise Refusal(f"Error: VLAN {vlan_name} cannot run {protocol}: port {name} is in a redundant pair.")
