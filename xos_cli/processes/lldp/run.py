"""Run LLDP: each enabled port advertises the switch, and remembers up to four neighbours.

evidence: guide 11.3 p.149-150 (30 s, four times that, four neighbours a port, off by default), inferred (a link that
falls ends its neighbours; a port that is turned off says so with a time to live of 0, as 802.1AB 10.2.1.1 has it)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xos_cli.packets.addresses import LLDP_GROUP, ip_number, mac_text
from xos_cli.packets.frames import Frame, Lldp, LldpTlv
from xos_cli.processes.devmgr.facts import sysname
from xos_cli.processes.lldp.rows import LldpGlobal, LldpNeighbor, LldpPort
from xos_cli.processes.lldp.vendor import vendor_tlvs
from xos_cli.processes.vlan.facts import member, primary
from xos_cli.processes.vlan.ports.facts import config_of, up_ports
from xos_cli.switch.discovery import Discoverer, discoverer_of
from xos_cli.switch.hardware import portset as sets

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Port
    from xos_cli.switch.node import Node
    from xos_cli.switch.tables import Transaction

MOST = 4
#: Subtypes of identifiers (802.1AB-2005, 9.5.2 and 9.5.3): a MAC address, the name of an interface.
MAC_ADDRESS, INTERFACE_NAME = 4, 5
PORT_DESCRIPTION, SYSTEM_NAME, SYSTEM_DESCRIPTION, CAPABILITIES, MANAGEMENT_ADDRESS = range(4, 9)
#: Bridge and router, both enabled; an IPv4 address, then an interface index and no object.
BRIDGE_AND_ROUTER = b"\x00\x14\x00\x14"
IPV4, BY_INDEX = 1, 2


def _discoverer(node: "Node") -> Discoverer:
    return discoverer_of(node, "lldp", node.store.one(LldpGlobal).lldpMessageTxInterval)


def _settings(node: "Node", port: "Port") -> LldpPort:
    name = node.chassis.port_name(port)
    return node.store.get(LldpPort, name) or LldpPort(name)


def follow_ports(node: "Node") -> None:
    """Advertise on the enabled ports that have a link, and forget the neighbours of ports that no longer receive."""
    if node.fabric is None or not node.is_master:
        return
    found = _discoverer(node)
    up = [port for port in sets.each(up_ports(node.store)) if port[0]]
    sending = {port: None for port in up if _settings(node, port).tx}
    for port in [port for port in found.discovery.next if port not in sending]:
        found.discovery.hush(port)
        if port in up:
            _send(node, port, ttl=0)
    for port in sending:
        found.discovery.speak(port, max(node.clock.now, node.fabric.dark_until))
    receiving = {port for port in up if _settings(node, port).rx}
    forget(node, [row for row in node.store.rows(LldpNeighbor) if (row.slot, row.port) not in receiving])
    found.arm()


def forget(node: "Node", rows: list[LldpNeighbor]) -> None:
    """Forget neighbours."""
    found = _discoverer(node)
    with node.change() as transaction:
        for row in rows:
            found.discovery.forget(row.key)
            _remove(node, transaction, row.key)


def _remove(node: "Node", transaction: "Transaction", key: tuple[int, int, str, str]) -> None:
    """Delete a neighbour, count it, and log it.  evidence: inferred (the event)"""
    _discoverer(node).counted[ALL, "deletes"] += 1
    transaction.delete(LldpNeighbor, *key)
    port = node.chassis.port_name((key[0], key[1]))
    node.event("Debug-Summary", "LLDP.NbrRemove", f"Neighbor {key[2]} on port {port}")
    _trap(node, (key[0], key[1]))


def _trap(node: "Node", port: "Port") -> None:
    """Send an SNMP trap that a neighbor has changed, at most once in the notification interval."""
    found, now = _discoverer(node), node.clock.now
    if not _settings(node, port).traps or found.quiet_until > now:
        return
    found.quiet_until = now + node.store.one(LldpGlobal).lldpNotificationInterval
    counts = [found.counted[ALL, what] for what in ("inserts", "deletes", "drops")]
    aged = sum(count for (_, what), count in found.counted.items() if what == "aged")
    node.call("snmpMaster", "neighbors_trapped", (*counts, aged))


#: In whose name the whole table is counted.
ALL = (0, 0)


# -- sending -----------------------------------------------------------------------------------------------------------


def advertise(node: "Node", port: "Port") -> None:
    """Send an advertisement with the TLVs that are enabled on the port."""
    common = node.store.one(LldpGlobal)
    _discoverer(node).counted[port, "sent"] += 1
    _send(node, port, common.lldpMessageTxInterval * common.lldpMessageTxHoldMultiplier)


def _send(node: "Node", port: "Port", ttl: int) -> None:
    fabric = node.fabric
    assert fabric is not None
    name = node.chassis.port_name(port).encode()
    tlvs = tuple(_tlvs(node, port)) if ttl else ()
    chassis = fabric.mac.to_bytes(6, "big")
    message = Lldp(MAC_ADDRESS, chassis, INTERFACE_NAME, name, min(ttl, 65535), tlvs)
    fabric.send(port, Frame(fabric.mac, LLDP_GROUP, 0, message))


def _tlvs(node: "Node", port: "Port") -> Iterator[LldpTlv]:
    """Return the optional TLVs that a port sends."""
    wanted = _settings(node, port).tlvs.split()
    texts = {
        "port-description": (PORT_DESCRIPTION, config_of(node.store, port).displayString or ""),
        "system-name": (SYSTEM_NAME, sysname(node.store)),
        "system-description": (SYSTEM_DESCRIPTION, f"ExtremeWare XOS version {node.version}"),
    }
    for word in wanted:
        if word in texts:
            number, text = texts[word]
            yield LldpTlv(number, text.encode("latin-1", "replace")[:255])
        elif word == "system-capabilities":
            yield LldpTlv(CAPABILITIES, BRIDGE_AND_ROUTER)
        else:
            yield from _management(node, port)
    yield from vendor_tlvs(node, port)


def _management(node: "Node", port: "Port") -> Iterator[LldpTlv]:
    """Return the address of the first VLAN of the port that has one.  evidence: inferred (which)"""
    rows = [row for vlan in member(node.store, port) if (row := primary(node.store, vlan.name)) is not None]
    if rows:
        address = ip_number(rows[0].ipaddress).to_bytes(4, "big")
        value = bytes([5, IPV4]) + address + bytes([BY_INDEX]) + rows[0].ifIndex.to_bytes(4, "big") + b"\0"
        yield LldpTlv(MANAGEMENT_ADDRESS, value)


# -- receiving ---------------------------------------------------------------------------------------------------------


def received(node: "Node", port: "Port", vid: int, frame: Frame) -> bool:
    """Process a message at a port that receives LLDP."""
    if not _settings(node, port).rx:
        return True
    found, payload = _discoverer(node), frame.payload
    if not isinstance(payload, Lldp):
        found.counted[port, "errors"] += 1
        return True
    found.counted[port, "received"] += 1
    row = _row(port, payload)
    old = node.store.get(LldpNeighbor, *row.key)
    if payload.ttl == 0:
        forget(node, [old] if old else [])
    elif old is None and len([r for r in node.store.rows(LldpNeighbor) if (r.slot, r.port) == port]) >= MOST:
        found.counted[port, "discarded"] += 1
        found.counted[ALL, "drops"] += 1
    else:
        _learn(node, found, row, old)
    return True


def _learn(node: "Node", found: Discoverer, row: LldpNeighbor, old: LldpNeighbor | None) -> None:
    """Store a neighbour; a message that only repeats known values puts no row."""
    found.discovery.hear(row.key, row.ttl, node.clock.now)
    if old != row:
        node.put([row])
    if old is None:
        found.counted[ALL, "inserts"] += 1
        port = node.chassis.port_name((row.slot, row.port))
        node.event("Debug-Summary", "LLDP.NbrAdd", f"Neighbor {row.chassis} on port {port}")
    if old != row:
        _trap(node, (row.slot, row.port))
    found.arm()


def _row(port: "Port", lldp: Lldp) -> LldpNeighbor:
    chassis = _identifier(lldp.chassis, lldp.chassis_kind == MAC_ADDRESS)
    their_port = _identifier(lldp.port, lldp.port_kind == MAC_ADDRESS - 1)
    tlvs = tuple([(tlv.number, _text(tlv)) for tlv in lldp.tlvs])
    return LldpNeighbor(*port, chassis, their_port, lldp.ttl, tlvs)


def _identifier(octets: bytes, mac: bool) -> str:
    """Return an identifier as text: a MAC address with colons, a name as it is, all else in hexadecimal."""
    if mac and len(octets) == 6:
        return mac_text(int.from_bytes(octets, "big"))
    text = octets.decode("latin-1")
    return text if text.isprintable() else octets.hex(":")


def _text(tlv: LldpTlv) -> str:
    return _identifier(tlv.value, False) if tlv.number <= SYSTEM_DESCRIPTION else tlv.value.hex(":")


def expired(node: "Node", neighbor: tuple[int, int, str, str]) -> None:
    """Forget a neighbour whose time to live is over."""
    found = _discoverer(node)
    found.counted[(neighbor[0], neighbor[1]), "aged"] += 1
    with node.change() as transaction:
        _remove(node, transaction, neighbor)
