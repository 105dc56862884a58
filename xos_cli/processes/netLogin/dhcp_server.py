"""The DHCP server of a VLAN in a network: it answers clients at its ports, and keeps their leases as rows.

A failover forgets the leases; a client that renews has its address again.  evidence: RFC 2131, inferred (the failover)
"""

from typing import TYPE_CHECKING

from xos_cli.errors import PacketError
from xos_cli.packets import dhcp
from xos_cli.packets.addresses import BROADCAST, ip_number, ip_text
from xos_cli.packets.dhcp import Dhcp
from xos_cli.packets.frames import Frame, Ipv4, Udp
from xos_cli.processes.netLogin.facts import LEASE, NETLOGIN_LEASE, dhcp_server
from xos_cli.processes.netLogin.rows import DhcpBinding, DhcpOption, DhcpServer
from xos_cli.switch.dhcp_pool import DhcpAnswer, DhcpLease, DhcpPool, answer
from xos_cli.switch.hardware import portset as sets

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Port
    from xos_cli.switch.node import Node

EVERYONE = 0xFFFFFFFF
CODES = {"default-gateway": dhcp.ROUTER, "dns-server": dhcp.NAME_SERVER, "wins-server": dhcp.WINS}


def serve_dhcp(node: "Node", port: "Port", vid: int, message: Dhcp) -> bool:
    """Answer a client at a port where the DHCP server is enabled; return False at any other port."""
    assert node.fabric is not None
    row = dhcp_server(node.store, node.fabric.vlans[vid].name)
    if not sets.read(row.portList) & sets.bit(port):
        return False
    found = _found(node, vid, message, row, row.lease or LEASE)
    if found is not None and found[1].reply is not None:
        _send(node, vid, found[0], found[1].reply)
    return found is not None


def serve_stranger(node: "Node", port: "Port", vid: int, data: bytes) -> None:
    """Answer a station that has not logged in: its address is for a short time only, whatever the port.

    evidence: guide 11.3 p.364 (a temporary address of the switch), recalled (the time)
    """
    assert node.fabric is not None
    try:
        message = dhcp.decode(data)
    except PacketError:
        return
    row = dhcp_server(node.store, node.fabric.vlans[vid].name)
    found = _found(node, vid, message, row, row.netloginLease or NETLOGIN_LEASE)
    if found is not None and found[1].reply is not None:
        node.fabric.send(port, _frame(node, found[0], found[1].reply))


def _found(node: "Node", vid: int, message: Dhcp, row: DhcpServer, lease: int) -> tuple[DhcpPool, DhcpAnswer] | None:
    """Return the answer to a client and the addresses that it is from; None if the VLAN has none to give."""
    pool = _pool(node, vid, row, lease)
    if pool is None or message.relay or message.op != dhcp.REQUEST:
        return None
    assert node.fabric is not None
    name = node.fabric.vlans[vid].name
    rows = [(ip_number(row.address), row) for row in node.store.rows(DhcpBinding) if row.vlanName == name]
    leases = {address: DhcpLease(address, row.mac, row.until, bool(row.bound)) for address, row in rows}
    found = answer(pool, leases, message, node.clock.now)
    _keep(node, name, message, found)
    return pool, found


def _pool(node: "Node", vid: int, row: DhcpServer, lease: int) -> DhcpPool | None:
    """Return the addresses of a VLAN; None where no range is configured or the switch has no address."""
    assert node.fabric is not None
    interface = node.fabric.router.interfaces.get(vid)
    if interface is None or not row.first:
        return None
    own, length = interface.addresses[0]
    told = [option for option in node.store.rows(DhcpOption) if option.vlanName == row.vlanName]
    options = tuple([dhcp.option(CODES[option.option], ip_number(option.address)) for option in told])
    return DhcpPool(own, length, ip_number(row.first), ip_number(row.last), lease, options)


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
    if reply.client and reply.kind != dhcp.NAK:
        datagram = Udp(dhcp.SERVER_PORT, dhcp.CLIENT_PORT, dhcp.encode(reply))
        router = node.fabric.router.interfaces[vid].router
        node.call("rtmgr", "transmit", router, Ipv4(pool.server, reply.client, datagram))
        return
    node.fabric.send_vlan(vid, _frame(node, pool, reply))


def _frame(node: "Node", pool: DhcpPool, reply: Dhcp) -> Frame:
    """Return the frame with a reply, to the client alone or to everybody as it wishes."""
    assert node.fabric is not None
    everyone = bool(reply.flags & dhcp.BROADCAST_FLAG) or not reply.yours
    datagram = Udp(dhcp.SERVER_PORT, dhcp.CLIENT_PORT, dhcp.encode(reply))
    packet = Ipv4(pool.server, EVERYONE if everyone else reply.yours, datagram)
    return Frame(node.fabric.mac, BROADCAST if everyone else reply.mac, 0, packet)
