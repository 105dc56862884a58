"""Run EDP: each port with a link advertises the switch, and remembers the neighbour at the other end.

evidence: guide 11.3 p.76 (learned again after a failover), inferred (a link that falls ends its neighbours)
"""

from typing import TYPE_CHECKING

from xos_cli.packets.addresses import EDP_GROUP, ip_number, ip_text
from xos_cli.packets.frames import Edp, EdpVlan, Frame
from xos_cli.processes.devmgr.facts import sysname
from xos_cli.processes.edp.rows import EdpGlobal, EdpNeighbor, EdpPort, TheirVlan
from xos_cli.processes.vlan.facts import member, primary
from xos_cli.processes.vlan.ports.facts import up_ports
from xos_cli.switch.discovery import Discoverer, discoverer_of
from xos_cli.switch.hardware import portset as sets

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Port
    from xos_cli.switch.node import Node
    from xos_cli.switch.tables import Transaction

#: A VLAN with an address says so by this flag.  evidence: Wireshark 4.0
HAS_ADDRESS = 0x80


def _discoverer(node: "Node") -> Discoverer:
    return discoverer_of(node, "edp", node.store.one(EdpGlobal).timer)


def is_on(node: "Node", port: "Port") -> bool:
    """Return whether a port sends and receives EDP."""
    row = node.store.get(EdpPort, node.chassis.port_name(port))
    return row is None or bool(row.enable)


def follow(node: "Node") -> None:
    """Advertise on the ports that have a link and EDP, and forget the neighbours behind the others."""
    if node.fabric is None or not node.is_master:
        return
    found = _discoverer(node)
    up = up_ports(node.store)
    on = {port: None for port in sets.each(up) if port[0] and is_on(node, port)}
    for port in [port for port in found.discovery.next if port not in on]:
        found.discovery.hush(port)
    for port in on:
        found.discovery.speak(port, max(node.clock.now, node.fabric.dark_until))
    with node.change() as transaction:
        for row in node.store.rows(EdpNeighbor):
            if (row.slot, row.port) not in on:
                found.discovery.forget((row.slot, row.port, row.mac))
                _remove(node, transaction, row)
    found.arm()


# -- sending -----------------------------------------------------------------------------------------------------------


def advertise(node: "Node", port: "Port") -> None:
    """Send what the switch is and which VLANs this port is in."""
    fabric, found = node.fabric, _discoverer(node)
    assert fabric is not None
    sent = found.counted[port, "sent"]
    version = _version(node.version)
    vlans = tuple([_told(node, vlan.name, vlan.tag) for vlan in member(node.store, port)])
    message = Edp(sent & 0xFFFF, fabric.mac, sysname(node.store), *port, version, vlans)
    found.counted[port, "sent"] = sent + 1
    fabric.send(port, Frame(fabric.mac, EDP_GROUP, 0, message))


def _version(text: str) -> int:
    """Return the four numbers of a version as octets."""
    numbers = [int(part) & 255 for part in text.split(".") if part.isdecimal()]
    return int.from_bytes(bytes([*numbers, 0, 0, 0, 0][:4]), "big")


def _told(node: "Node", name: str, tag: int) -> EdpVlan:
    address = primary(node.store, name)
    if address is None:
        return EdpVlan(tag, name)
    return EdpVlan(tag, name, ip_number(address.ipaddress), HAS_ADDRESS)


# -- receiving ---------------------------------------------------------------------------------------------------------


def received(node: "Node", port: "Port", vid: int, frame: Frame) -> bool:
    """Process a message of a neighbour; ignore one that this switch sent itself."""
    if not is_on(node, port):
        return True
    found, payload = _discoverer(node), frame.payload
    if not isinstance(payload, Edp):
        found.counted[port, "errors"] += 1
    else:
        found.counted[port, "received"] += 1
        if node.fabric is not None and payload.mac != node.fabric.mac:
            _learn(node, found, port, payload)
    return True


def _learn(node: "Node", found: Discoverer, port: "Port", edp: Edp) -> None:
    """Store a neighbour; a message that only repeats known values puts no row."""
    found.discovery.hear((*port, edp.mac), node.store.one(EdpGlobal).timeout, node.clock.now)
    vlans = tuple([TheirVlan(v.tag, v.name, ip_text(v.address) if v.flags & HAS_ADDRESS else "") for v in edp.vlans])
    version = ".".join(str(octet) for octet in edp.version.to_bytes(4, "big"))
    row = EdpNeighbor(*port, edp.mac, edp.name, edp.slot, edp.port, version, vlans)
    old = node.store.get(EdpNeighbor, *port, edp.mac)
    if old != row:
        node.put([row])
    if old is None:
        node.event("Debug-Summary", "EDP.NbrAdd", f"Neighbor {row.name} on port {node.chassis.port_name(port)}")
    found.arm()


def expired(node: "Node", neighbor: tuple[int, int, int]) -> None:
    """Delete a neighbour that was not heard for the holddown interval."""
    row = node.store.get(EdpNeighbor, *neighbor)
    with node.change() as transaction:
        if row is not None:
            _remove(node, transaction, row)


def _remove(node: "Node", transaction: "Transaction", row: EdpNeighbor) -> None:
    """Delete a neighbour, and log it.  evidence: inferred (the event)"""
    transaction.delete(EdpNeighbor, row.slot, row.port, row.mac)
    port = node.chassis.port_name((row.slot, row.port))
    node.event("Debug-Summary", "EDP.NbrRemove", f"Neighbor {row.name} on port {port}")
