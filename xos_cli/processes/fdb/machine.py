"""Keep the addresses that the I/O modules learn as rows, and resolve addresses by ARP.

evidence: guide 11.3 p.498 (timeout, checking, refresh), inferred (how often and how long the switch asks)
"""

from typing import TYPE_CHECKING

from xos_cli.packets.addresses import BROADCAST, ip_number, ip_text, mac_number, mac_text
from xos_cli.packets.frames import REPLY, REQUEST, Arp, Frame, Ipv4, Raw
from xos_cli.processes.fdb.facts import arp_config
from xos_cli.processes.fdb.rows import (
    ArpCounts,
    ArpLearned,
    ArpPending,
    ArpProxy,
    ArpReclaimed,
    FdbLearned,
    PermanentArpEntry,
)
from xos_cli.processes.vlan.rows import Vlan
from xos_cli.switch.fabric.fdb import VLAN_SHIFT
from xos_cli.switch.fabric.routing import FabricInterface
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.timing.clock import EventKind

if TYPE_CHECKING:
    from xos_cli.switch.fabric.fabric import Fabric
    from xos_cli.switch.hardware.chassis import Port
    from xos_cli.switch.node import Node

#: Seconds between two questions for an address, how often it is asked for, packets that wait for it meanwhile.
WAIT, TRIES, WAITING = 1.0, 3, 8


def _fabric(node: "Node") -> "Fabric":
    assert node.fabric is not None
    return node.fabric


# -- the forwarding database -----------------------------------------------------------------------------------------


def learned(node: "Node", vid: int, mac: int, port: "Port | None") -> None:
    """Put the row of an address that the I/O modules learned or moved, or take away that of one they forgot."""
    vlan = _fabric(node).vlans.get(vid)
    if vlan is None or vlan.vman:
        return
    with node.change() as transaction:
        if port is None:
            transaction.delete(FdbLearned, mac_text(mac), vlan.name)
        else:
            transaction.put(FdbLearned(mac_text(mac), vlan.name, *port))


def reconcile(node: "Node") -> None:
    """Compare a new master's rows with what the I/O modules know, which counts, and time its ARP entries."""
    fabric = _fabric(node)
    known = {
        (mac_text(key & (1 << VLAN_SHIFT) - 1), vlan.name.lower()): (vlan.name, entry.port.id)
        for key, entry in fabric.fdb.entries.items()
        if not entry.fixed and entry.port is not None and (vlan := fabric.vlans.get(key >> VLAN_SHIFT))
    }
    with node.change() as transaction:
        for row in node.store.rows(FdbLearned):
            if (row.mac, row.vlan_name.lower()) not in known:
                transaction.delete(FdbLearned, row.mac, row.vlan_name)
        for (mac, _), (name, port) in known.items():
            transaction.put(FdbLearned(mac, name, *port))
    for entry in node.store.rows(ArpLearned):
        _time(node, entry)


def forget_learned(node: "Node", vlan_name: str, ports: int | None, mac: str) -> None:
    """Forget addresses that were learned and are not locked: of a VLAN, behind ports (a set), or one address."""
    fabric = _fabric(node)
    for key, entry in list(fabric.fdb.entries.items()):
        vlan = fabric.vlans.get(key >> VLAN_SHIFT)
        there = entry.port is not None and (ports is None or sets.bit(entry.port.id) & ports)
        named = not mac or mac_number(mac) == key & (1 << VLAN_SHIFT) - 1
        if not entry.fixed and not entry.locked and vlan and vlan_name in ("", vlan.name) and there and named:
            fabric.fdb.remove([key])


# -- receiving ARP ---------------------------------------------------------------------------------------------------


def received(node: "Node", port: "Port", vid: int, frame: Frame) -> bool:
    """Process an ARP message: learn from it, and answer a request for an address of this switch."""
    message, interface = frame.payload, _fabric(node).router.interfaces.get(vid)
    if type(message) is not Arp:
        _count(node, rx_errors=1)
        return True
    if interface is None:
        return False
    asked = message.operation == REQUEST
    _count(node, in_requests=int(asked), in_replies=int(not asked))
    shared = _fabric(node).vlans[vid].answers
    mac = _mac_of(node, interface, message.target_ip)
    own = mac or (interface.router, message.target_ip) in _fabric(node).router.own
    if message.sender_ip and (interface.router, message.sender_ip) not in _fabric(node).router.own:
        _believe(node, interface, message, bool(own))
    elif message.sender_ip and message.sender_mac != _fabric(node).mac and message.sender_ip not in shared:
        _duplicate(node, message)
        if message.target_ip == message.sender_ip:
            _reclaim(node, interface, message.sender_ip)
    if asked and mac:
        _answer(node, vid, message, mac, mac)
    elif asked and message.sender_ip != message.target_ip and message.target_ip not in shared:
        _answer_for(node, interface, port, message)
    return False


def _mac_of(node: "Node", interface: FabricInterface, address: int) -> int:
    """Return the MAC address that answers in a VLAN for an address of this switch; 0 if none does."""
    fabric = _fabric(node)
    shared = fabric.vlans[interface.vid].answers.get(address)
    if shared is not None:
        return shared
    return fabric.mac if any(own == address for own, _ in interface.addresses) else 0


def _duplicate(node: "Node", message: Arp) -> None:
    """Log that another station claims an address of this switch.  evidence: inferred (the words)"""
    _count(node, duplicate=ip_text(message.sender_ip))
    text = f"Duplicate IP address {ip_text(message.sender_ip)} from {mac_text(message.sender_mac)}"
    node.event("Warning", "FDB.dupIpAddr", text)


def _reclaim(node: "Node", interface: FabricInterface, address: int) -> None:
    """Send a gratuitous ARP for an address that another station has claimed, where addresses are protected.

    It is told once a second at most, so that two switches that protect one address do not answer each other for ever.
    evidence: later 32.2 (what is sent), inferred (once a second)
    """
    vlan = node.store.get(Vlan, _fabric(node).vlans[interface.vid].name)
    if vlan is None or not vlan.arpGratuitousInspection:
        return
    last = node.store.get(ArpReclaimed, interface.router, ip_text(address))
    if last is None or node.clock.now - last.at >= WAIT:
        node.put([ArpReclaimed(interface.router, ip_text(address), node.clock.now)])
        message = Arp(REQUEST, _fabric(node).mac, address, 0, address)
        _fabric(node).send_vlan(interface.vid, Frame(_fabric(node).mac, BROADCAST, 0, message))


def _believe(node: "Node", interface: FabricInterface, message: Arp, own: bool) -> None:
    """Learn the sender's address if it is known or pending, or if the sender asks for an address of this switch."""
    router, address = interface.router, ip_text(message.sender_ip)
    checking = arp_config(node.store, router).checking
    if checking and interface.subnet_of(message.sender_ip) is None:
        _count(node, rejected=address)
        return
    known = node.store.get(ArpLearned, router, address) or node.store.get(ArpPending, router, address)
    if not (own or known):
        return
    vlan = _fabric(node).vlans[interface.vid].name
    _learn(node, ArpLearned(router, address, mac_text(message.sender_mac), vlan, node.clock.now))


def _learn(node: "Node", row: ArpLearned) -> None:
    """Put the row of a neighbour, and send the packets that waited for it."""
    if node.store.get(PermanentArpEntry, row.vr_name, row.ip_addr):
        return
    before = node.store.get(ArpLearned, row.vr_name, row.ip_addr)
    limit = arp_config(node.store, row.vr_name).max_entries
    if before is None and len(node.store.rows(ArpLearned)) + len(node.store.rows(PermanentArpEntry)) >= limit:
        return
    pending = node.store.get(ArpPending, row.vr_name, row.ip_addr)
    fresh = before is None or before.mac != row.mac or before.vlan_name != row.vlan_name or pending
    if fresh or (before and row.since - before.since > arp_config(node.store, row.vr_name).timeout * 30):
        with node.change() as transaction:
            transaction.put(row)
            transaction.delete(ArpPending, row.vr_name, row.ip_addr)
        _time(node, row)
    for packet in pending.packets if pending else ():
        _fabric(node).router.release(row.vr_name, packet)


# -- answering -------------------------------------------------------------------------------------------------------


def _answer(node: "Node", vid: int, message: Arp, mac: int, src: int = 0) -> None:
    """Answer a question with a MAC address; *src*: the sender of the frame, 0 for the switch's own address."""
    _count(node, out_replies=1)
    reply = Arp(REPLY, mac, message.target_ip, message.sender_mac, message.sender_ip)
    _fabric(node).send_vlan(vid, Frame(src or _fabric(node).mac, message.sender_mac, 0, reply))


def _answer_for(node: "Node", interface: FabricInterface, port: "Port", message: Arp) -> None:
    """Answer for an address that proxy ARP is configured for: one behind another VLAN, or with *always* any.

    evidence: guide 11.3 p.502 (the conditions)
    """
    for row in node.store.rows(ArpProxy):
        mask, address = ip_number(row.mask), message.target_ip
        if row.vr_name != interface.router or (ip_number(row.ip_addr) ^ address) & mask:
            continue
        hop = _fabric(node).router.hop(interface.router, Ipv4(0, address, Raw(0, b"")))
        if row.always or (hop is not None and hop.vid not in (0, interface.vid)):
            _count(node, proxied=1)
            _answer(node, interface.vid, message, mac_number(row.mac) if row.mac else _fabric(node).mac)
            return


# -- asking ----------------------------------------------------------------------------------------------------------


def resolve(node: "Node", router: str, vid: int, address: int, packet: Ipv4 | None) -> None:
    """Ask for the MAC address of a neighbour; *packet* waits for the answer."""
    text, name = ip_text(address), _fabric(node).vlans[vid].name
    row = node.store.get(ArpPending, router, text)
    if row is None:
        if len(node.store.rows(ArpPending)) >= arp_config(node.store, router).max_pending_entries:
            return
        node.put([ArpPending(router, text, name, 0, (packet,) if packet else ())])
        ask(node, router, text)
    elif packet is not None and len(row.packets) < WAITING:
        node.put([row._replace(packets=(*row.packets, packet))])


def ask(node: "Node", router: str, address: str) -> None:
    """Send an ARP request for a pending address; give up after the last one."""
    row = node.store.get(ArpPending, router, address)
    vlan = node.store.get(Vlan, row.vlan_name) if row else None
    interface = _fabric(node).router.interfaces.get(vlan.tag) if vlan else None
    if row is None:
        return
    if row.tries >= TRIES or interface is None:
        _count(node, failed=1)
        with node.change() as transaction:
            transaction.delete(ArpPending, router, address)
        for packet in row.packets:
            _fabric(node).router.discard(router, packet)
            node.call("rtmgr", "unresolved", router, packet)
        return
    node.put([row._replace(tries=row.tries + 1)])
    question(node, interface, ip_number(address))
    node.later(WAIT, "fdb", "ask", router, address)


def question(node: "Node", interface: FabricInterface, address: int) -> None:
    """Send one ARP request into a VLAN."""
    _count(node, out_requests=1)
    own = interface.subnet_of(address) or interface.addresses[0][0]
    request = Arp(REQUEST, _fabric(node).mac, own, 0, address)
    _fabric(node).send_vlan(interface.vid, Frame(_fabric(node).mac, BROADCAST, 0, request))


def announce(node: "Node", vid: int) -> None:
    """Announce the addresses of this switch in a VLAN (gratuitous ARP)."""
    interface = _fabric(node).router.interfaces.get(vid)
    for address, _ in interface.addresses if interface else ():
        message = Arp(REQUEST, _fabric(node).mac, address, 0, address)
        _fabric(node).send_vlan(vid, Frame(_fabric(node).mac, BROADCAST, 0, message))


# -- ageing ----------------------------------------------------------------------------------------------------------


def _time(node: "Node", row: ArpLearned) -> None:
    """Set the timers of an entry: at its timeout, and shortly before for a refresh."""
    minutes = arp_config(node.store, row.vr_name).timeout
    if minutes:
        rest = row.since + minutes * 60 - node.clock.now
        named = row.vr_name, row.ip_addr, row.since
        node.later(rest - TRIES * WAIT, "fdb", "refresh", *named, TRIES, kind=EventKind.GUARD)
        node.later(rest, "fdb", "timed_out", *named, kind=EventKind.GUARD)


def refresh(node: "Node", router: str, address: str, since: float, tries: int) -> None:
    """Ask for an address whose entry ends soon, so that it stays in use meanwhile; at most *tries* times."""
    row = node.store.get(ArpLearned, router, address)
    vlan = node.store.get(Vlan, row.vlan_name) if row else None
    interface = _fabric(node).router.interfaces.get(vlan.tag) if vlan else None
    if row is None or row.since != since or interface is None or not arp_config(node.store, router).refresh:
        return
    question(node, interface, ip_number(address))
    if tries > 1:
        node.later(WAIT, "fdb", "refresh", router, address, since, tries - 1, kind=EventKind.GUARD)


def timed_out(node: "Node", router: str, address: str, since: float) -> None:
    """Delete an entry that has timed out without an answer."""
    row = node.store.get(ArpLearned, router, address)
    if row is not None and row.since == since:
        with node.change() as transaction:
            transaction.delete(ArpLearned, router, address)


def _count(node: "Node", duplicate: str = "", rejected: str = "", **counts: int) -> None:
    """Add to the counters of `show iparp`."""
    row = next(iter(node.store.rows(ArpCounts)), ArpCounts())
    new = {name: getattr(row, name) + count for name, count in counts.items()}
    if rejected:
        new["rejections"] = row.rejections + 1
    words = {name: word for name, word in (("duplicate", duplicate), ("rejected", rejected)) if word}
    node.put([row._replace(**new, **words)])  # type: ignore[arg-type]
