"""The DHCP server of a VLAN in a network: it answers clients at its ports, and keeps their leases as rows.

A failover forgets the leases; a client that renews has its address again.  evidence: RFC 2131, inferred (the failover)
"""

from typing import TYPE_CHECKING

from xos_cli.packets import dhcp
from xos_cli.packets.addresses import BROADCAST, ip_number, ip_text
from xos_cli.packets.dhcp import Dhcp
from xos_cli.packets.frames import Frame, Ipv4, Udp
from xos_cli.processes.netLogin.facts import LEASE, dhcp_server
from xos_cli.processes.netLogin.rows import DhcpBinding, DhcpOption
from xos_cli.switch.dhcp_pool import DhcpAnswer, DhcpLease, DhcpPool, answer
from xos_cli.switch.hardware import portset as sets

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Port
    from xos_cli.switch.node import Node

EVERYONE = 0xFFFFFFFF
CODES = {"default-gateway": dhcp.ROUTER, "dns-server": dhcp.NAME_SERVER, "wins-server": dhcp.WINS}


def serve_dhcp(node: "Node", port: "Port", vid: int, message: Dhcp) -> bool:
    """Answer a client at a port where the DHCP server is enabled; return False at any other port."""
    pool = _pool(node, port, vid)
    if pool is None or message.relay:
        return False
    assert node.fabric is not None
    name = node.fabric.vlans[vid].name
    rows = [(ip_number(row.address), row) for row in node.store.rows(DhcpBinding) if row.vlanName == name]
    leases = {address: DhcpLease(address, row.mac, row.until, bool(row.bound)) for address, row in rows}
    found = answer(pool, leases, message, node.clock.now)
    _keep(node, name, message, found)
    if found.reply is not None:
        _send(node, vid, pool, found.reply)
    return True


def _pool(node: "Node", port: "Port", vid: int) -> DhcpPool | None:
    """Return the addresses for clients at a port; None where the server does not answer."""
    assert node.fabric is not None
    name, interface = node.fabric.vlans[vid].name, node.fabric.router.interfaces.get(vid)
    row = dhcp_server(node.store, name)
    if interface is None or not row.first or not sets.read(row.portList) & sets.bit(port):
        return None
    own, length = interface.addresses[0]
    told = [option for option in node.store.rows(DhcpOption) if option.vlanName == name]
    options = tuple([dhcp.option(CODES[option.option], ip_number(option.address)) for option in told])
    return DhcpPool(own, length, ip_number(row.first), ip_number(row.last), row.lease or LEASE, options)


def _keep(node: "Node", name: str, message: Dhcp, found: DhcpAnswer) -> None:
    """Keep the lease that an answer makes, and forget those that it ends."""
    lease = found.lease
    with node.change() as transaction:
        for row in node.store.rows(DhcpBinding):
            other = lease is not None and row.mac == message.mac and ip_number(row.address) != lease.address
            if row.vlanName == name and ((found.released and row.mac == message.mac) or other):
                transaction.delete(DhcpBinding, name, row.address)
        if lease is not None:
            transaction.put(DhcpBinding(name, ip_text(lease.address), lease.mac, lease.until, int(lease.bound)))


def _send(node: "Node", vid: int, pool: DhcpPool, reply: Dhcp) -> None:
    """Send a reply to a client: to the address that it has, or into the VLAN as it wishes."""
    assert node.fabric is not None
    datagram = Udp(dhcp.SERVER_PORT, dhcp.CLIENT_PORT, dhcp.encode(reply))
    if reply.client and reply.kind != dhcp.NAK:
        router = node.fabric.router.interfaces[vid].router
        node.call("rtmgr", "transmit", router, Ipv4(pool.server, reply.client, datagram))
        return
    everyone = bool(reply.flags & dhcp.BROADCAST_FLAG) or not reply.yours
    packet = Ipv4(pool.server, EVERYONE if everyone else reply.yours, datagram)
    node.fabric.send_vlan(vid, Frame(node.fabric.mac, BROADCAST if everyone else reply.mac, 0, packet))
