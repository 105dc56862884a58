"""Program the ports with network login: only stations that are logged in may use them.

In the mode with MAC-based VLANs the frames of each station belong to its own VLAN.
"""

from typing import TYPE_CHECKING

from xos_cli.processes.netLogin.facts import guarded_ports, is_guest_port
from xos_cli.processes.netLogin.rows import AUTHENTICATED, NetloginClient, NetloginPort
from xos_cli.switch.fabric.programming import set_clients
from xos_cli.switch.hardware import portset as sets

if TYPE_CHECKING:
    from xos_cli.switch.fabric.ports import FabricPort
    from xos_cli.switch.node import Node


def watch_ports(node: "Node") -> None:
    """Hold strangers back at the ports with network login, and at no others."""
    if node.fabric is None:
        return
    guarded = guarded_ports(node.store)
    for port in node.fabric.ports.values():
        if not port.id[0] and node.chassis.modular:
            continue
        name, there = node.chassis.port_name(port.id), bool(sets.bit(port.id) & guarded)
        if there or port.clients is not None:
            _program(node, port, name, there)


def program_port(node: "Node", name: str) -> None:
    """Program one port again: its clients are others than before."""
    if node.fabric is None:
        return
    port = node.fabric.ports[sets.first(sets.read(name))]
    _program(node, port, name, bool(sets.bit(port.id) & guarded_ports(node.store)))


def _program(node: "Node", port: "FabricPort", name: str, guarded: bool) -> None:
    assert node.fabric is not None
    rows = [row for row in node.store.where(NetloginClient, "port", name) if row.state == AUTHENTICATED]
    is_open = not guarded or is_guest_port(node.store, name)
    own = node.store.get(NetloginPort, name)
    apart = [row for row in rows if row.vlan and not row.tagged] if own is not None and own.macBasedVlans else []
    set_clients(node.fabric, port, None if is_open else {row.mac for row in rows}, {row.mac: row.vlan for row in apart})
