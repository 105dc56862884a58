"""The DHCP and BOOTP client of a VLAN in a network: it asks for its address, renews it, and gives it up.

The address that it gets is the VLAN's address like a typed one, and the router that comes with it a default route.

evidence: RFC 2131 4.4 (states, timers), guide 11.3 p.33 (the commands), inferred (what a failover does: the new master
asks anew, and keeps the address meanwhile)
"""

from typing import TYPE_CHECKING

from xos_cli.errors import PacketError
from xos_cli.packets import dhcp
from xos_cli.packets.addresses import BROADCAST, ip_text
from xos_cli.packets.dhcp import Dhcp
from xos_cli.packets.frames import Frame, Ipv4, Udp
from xos_cli.processes.netTools.rows import BootpClient, DhcpClientState
from xos_cli.processes.vlan.rows import Vlan
from xos_cli.switch.timing.clock import EventKind

if TYPE_CHECKING:
    from xos_cli.switch.fabric.ports import FabricVlan
    from xos_cli.switch.node import Node

EVERYONE = 0xFFFFFFFF
#: Seconds between two requests: twice as many each time, to a limit.
FIRST, LONGEST = 4.0, 64.0
#: How often a wait is doubled at most: it is the longest one long before.
DOUBLED = 16
SELECTING, REQUESTING, BOUND, RENEWING = "Selecting", "Requesting", "Bound", "Renewing"


def ask_anew(node: "Node") -> None:
    """Ask for the addresses of all VLANs that have none of their own, on a new master."""
    for row in node.store.rows(BootpClient):
        begin_asking(node, row.vlanName)


def begin_asking(node: "Node", name: str) -> None:
    """Ask for the address of a VLAN."""
    if node.fabric is None or node.store.get(BootpClient, name) is None:
        return
    xid = (node.fabric.mac + int(node.clock.now * 1000)) & 0xFFFFFFFF
    node.put([DhcpClientState(name, xid)])
    discover(node, name, xid, 1)


def discover(node: "Node", name: str, xid: int, tries: int) -> None:
    """Ask who has an address for a VLAN, and again while nobody gives one."""
    row, vlan = node.store.get(DhcpClientState, name), _vlan(node, name)
    if row is None or row.xid != xid or row.state in (BOUND, RENEWING):
        return
    node.put([row._replace(state=SELECTING)])
    client = node.store.get(BootpClient, name)
    if vlan is not None and client is not None:
        vlan.asks = True
        _broadcast(node, vlan, xid, dhcp.DISCOVER if client.protocol == "DHCP" else 0)
    wait = min(FIRST * 2 ** min(tries - 1, DOUBLED), LONGEST)
    node.later(wait, "netTools", "discover", name, xid, tries + 1, kind=EventKind.GUARD)


def _vlan(node: "Node", name: str) -> "FabricVlan | None":
    assert node.fabric is not None
    return next((vlan for vlan in node.fabric.vlans.values() if vlan.name == name), None)


def _broadcast(
    node: "Node", vlan: "FabricVlan", xid: int, kind: int, options: tuple[tuple[int, bytes], ...] = ()
) -> None:
    assert node.fabric is not None
    mac = node.fabric.mac
    message = Dhcp(dhcp.REQUEST, xid, mac, kind, flags=dhcp.BROADCAST_FLAG, options=options)
    packet = Ipv4(0, EVERYONE, Udp(dhcp.CLIENT_PORT, dhcp.SERVER_PORT, dhcp.encode(message)))
    node.fabric.send_vlan(vlan.vid, Frame(mac, BROADCAST, 0, packet))


def take_answer(node: "Node", vid: int, server: int, data: bytes) -> None:
    """Take a server's answer to a VLAN that asks."""
    assert node.fabric is not None
    vlan = node.fabric.vlans.get(vid)
    row = node.store.get(DhcpClientState, vlan.name) if vlan is not None else None
    try:
        reply = dhcp.decode(data)
    except PacketError:
        return
    if vlan is None or row is None or (reply.op, reply.xid, reply.mac) != (dhcp.REPLY, row.xid, node.fabric.mac):
        return
    if reply.kind == dhcp.OFFER and row.state == SELECTING:
        _request(node, vlan, row, reply)
    elif (reply.kind == dhcp.ACK and row.state in (REQUESTING, RENEWING)) or (
        not reply.kind and row.state == SELECTING
    ):
        _bind(node, row._replace(server=row.server or server), reply)
    elif reply.kind == dhcp.NAK:
        node.event("Warning", "netTools.DHCP.refused", f"VLAN {row.vlanName}: {ip_text(server)} refuses an address")
        begin_asking(node, row.vlanName)


def _request(node: "Node", vlan: "FabricVlan", row: DhcpClientState, reply: Dhcp) -> None:
    """Request the offered address."""
    server = reply.number(dhcp.SERVER)
    node.put([row._replace(state=REQUESTING, server=server)])
    options = dhcp.option(dhcp.WANTED, reply.yours), dhcp.option(dhcp.SERVER, server)
    _broadcast(node, vlan, row.xid, dhcp.ASK, options)


def _bind(node: "Node", row: DhcpClientState, reply: Dhcp) -> None:
    """Give a VLAN the address that it got, and renew it after half of its time."""
    name, length = row.vlanName, reply.number(dhcp.MASK).bit_count() or 24
    lease = reply.number(dhcp.LEASE) or float("inf")
    until = node.clock.now + lease
    now = DhcpClientState(name, row.xid, BOUND, row.server, reply.yours, reply.number(dhcp.ROUTER), until)
    node.put([now])
    words = f"VLAN {name} has the address {ip_text(reply.yours)}/{length} from {ip_text(row.server)}"
    node.event("Info", "netTools.DHCP.bound", words)
    if node.batch is not None:
        node.batch(node, f'configure vlan "{name}" ipaddress {ip_text(reply.yours)}/{length}')
    _learn(node, name)
    if lease != float("inf"):
        node.later(lease / 2, "netTools", "renew", name, until, kind=EventKind.GUARD)
        node.later(lease, "netTools", "expire", name, until, kind=EventKind.GUARD)


def _learn(node: "Node", name: str) -> None:
    """Give the route manager the DHCP default routes of all VLANs in the virtual router of a VLAN."""
    vlan = node.store.get(Vlan, name)
    if vlan is None:
        return
    found = []
    for row in node.store.rows(DhcpClientState):
        other = node.store.get(Vlan, row.vlanName)
        if row.gateway and other is not None and other.vrName == vlan.vrName:
            found.append((row.vlanName, ip_text(row.gateway)))
    node.call("rtmgr", "told_gateways", vlan.vrName, found)


def renew(node: "Node", name: str, until: float) -> None:
    """Ask the server for more time."""
    row, vlan = node.store.get(DhcpClientState, name), node.store.get(Vlan, name)
    if row is None or vlan is None or row.until != until or node.fabric is None:
        return
    node.put([row._replace(state=RENEWING)])
    message = Dhcp(dhcp.REQUEST, row.xid, node.fabric.mac, dhcp.ASK, client=row.address)
    datagram = Udp(dhcp.CLIENT_PORT, dhcp.SERVER_PORT, dhcp.encode(message))
    node.call("rtmgr", "transmit", vlan.vrName, Ipv4(row.address, row.server, datagram))


def expire(node: "Node", name: str, until: float) -> None:
    """Remove the address of a VLAN when its lease ends, and ask again."""
    row = node.store.get(DhcpClientState, name)
    if row is not None and row.until == until:
        node.event("Warning", "netTools.DHCP.expired", f"VLAN {name}: the lease of {ip_text(row.address)} has ended")
        _release(node, row)
        begin_asking(node, name)


def stop_asking(node: "Node", name: str) -> None:
    """Remove the address of a VLAN that no longer asks for one."""
    row = node.store.get(DhcpClientState, name)
    if row is None or node.store.get(BootpClient, name) is not None:
        return
    _release(node, row)
    with node.change() as transaction:
        transaction.delete(DhcpClientState, name)
    vlan = _vlan(node, name)
    if vlan is not None:
        vlan.asks = False


def _release(node: "Node", row: DhcpClientState) -> None:
    node.put([DhcpClientState(row.vlanName, row.xid)])
    _learn(node, row.vlanName)
    if row.address and node.batch is not None:
        node.batch(node, f'unconfigure vlan "{row.vlanName}" ipaddress')
