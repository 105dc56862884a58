"""Bring ports into VLANs and back: of ports with network login, of clients, of guests.

evidence: guide 11.3 p.348, p.365-366 (unauthenticated ports are in the network login VLAN), p.362 (guests), inferred
(only a port that is in no VLAN untagged comes into the network login VLAN)
"""

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from xos_cli.processes.netLogin.facts import guarded_ports, guest_vlan, home_of, moves_of, netlogin_vlan
from xos_cli.processes.netLogin.rows import AUTHENTICATED, NetloginClient
from xos_cli.processes.vlan.facts import has_vlan, untagged
from xos_cli.processes.vlan.rows import AS_GUEST, BY_USER, FOR_STATIONS, PLACED, VisitingPort, VlanPort
from xos_cli.switch.hardware import portset as sets

if TYPE_CHECKING:
    from xos_cli.switch.node import Node
    from xos_cli.switch.tables import Store


def base_vlan(store: "Store", port: str) -> str:
    """Return the VLAN in which a port is untagged when nobody is logged in there and no guest is."""
    moved = [move for move in moves_of(store, port) if move.why in (BY_USER, AS_GUEST) and not move.tagged]
    return moved[0].home if moved else home_of(store, port)


def move_port(node: "Node", port: str, vlan: str, why: str, tagged: bool = False) -> None:
    """Bring a port into a VLAN: with the tag, or out of the one where it is untagged."""
    if node.batch is None or node.store.get(VisitingPort, port, vlan) is not None:
        return
    home = "" if tagged else home_of(node.store, port)
    if home.lower() == vlan.lower():
        return
    form = "tagged" if tagged else "untagged"
    with _mark(node, why):
        if home:
            node.batch(node, f'configure vlan "{home}" delete ports {port}')
        if not node.batch(node, f'configure vlan "{vlan}" add ports {port} {form}'):
            node.put([VisitingPort(port, vlan, why, home, int(tagged))])


def _mark(node: "Node", why: str) -> AbstractContextManager[None]:
    """Return what a move does to the mark of unsaved changes: only one that follows from the configuration sets it."""
    return nullcontext() if why == PLACED else node.config.passing()


def visit(node: "Node", port: str, vlan: str) -> None:
    """Note that stations behind a port are in a VLAN, while the port itself stays where it is."""
    with _mark(node, FOR_STATIONS):
        node.put([VisitingPort(port, vlan, FOR_STATIONS)])
    node.later(0.0, "vlan", "tell_vlans")


def move_back(node: "Node", move: VisitingPort) -> None:
    """Bring a port out of a VLAN, and into the one where it was."""
    with _mark(node, move.why):
        _move_back(node, move)


def _move_back(node: "Node", move: VisitingPort) -> None:
    with node.change() as transaction:
        transaction.delete(VisitingPort, move.port, move.vlanName)
    if move.why == FOR_STATIONS:
        node.later(0.0, "vlan", "tell_vlans")
    if node.batch is None or move.why == FOR_STATIONS:
        return
    if has_vlan(node.store, move.vlanName):
        node.batch(node, f'configure vlan "{move.vlanName}" delete ports {move.port}')
    bring_home(node, move.port, move.home)


def bring_home(node: "Node", port: str, home: str) -> None:
    """Bring a port that is untagged in no VLAN into the one where it was."""
    if node.batch is not None and has_vlan(node.store, home) and not home_of(node.store, port):
        with node.config.passing():
            node.batch(node, f'configure vlan "{home}" add ports {port} untagged')


def settle_ports(node: "Node") -> None:
    """Bring ports with network login that are in no VLAN into its own, and others back out of it."""
    guarded, vlan = guarded_ports(node.store), netlogin_vlan(node.store)
    for move in node.store.rows(VisitingPort):
        stays = move.vlanName == vlan and sets.read(move.port) & guarded
        no_guest = move.why == AS_GUEST and guest_vlan(node.store, sets.read(move.port)) != move.vlanName
        if (move.why == PLACED and not stays) or no_guest:
            move_back(node, move)
    for port in sets.each(guarded & ~_untagged_anywhere(node.store)) if vlan else ():
        move_port(node, node.chassis.port_name(port), vlan, PLACED)


def _untagged_anywhere(store: "Store") -> int:
    """Return the ports that are untagged in some VLAN."""
    found = 0
    for row in store.rows(VlanPort):
        found |= untagged(row)
    return found


def forget_moves(node: "Node") -> None:
    """Bring ports back from the VLANs of clients that a reboot has logged out."""
    held = {(row.port, row.vlan.lower()) for row in node.store.rows(NetloginClient) if row.state == AUTHENTICATED}
    for move in node.store.rows(VisitingPort):
        if move.why != PLACED and (move.port, move.vlanName.lower()) not in held:
            move_back(node, move)
