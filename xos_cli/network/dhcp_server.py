"""A DHCP server at a host: it gives addresses to clients of its own subnet, and to those behind relays."""

from collections.abc import Mapping
from ipaddress import IPv4Network
from typing import Any

from xos_cli.errors import PacketError
from xos_cli.network.services import ServiceHost
from xos_cli.packets import dhcp
from xos_cli.packets.addresses import ip_number
from xos_cli.packets.dhcp import Dhcp
from xos_cli.packets.frames import Ipv4, Udp
from xos_cli.switch.dhcp_pool import DhcpLease, DhcpPool, answer

#: Seconds of a lease of a server that the network file gives none.
LEASE = 7200
EVERYONE = 0xFFFFFFFF


class DhcpServer:
    """The ranges of a server by their subnets, and who has which address.  *asked* counts the requests."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.lease = int(table.get("lease", LEASE))
        self.ranges = {IPv4Network(subnet): range_of(words) for subnet, words in table.get("ranges", {}).items()}
        self.leases: dict[int, DhcpLease] = {}
        self.asked = 0

    def take(self, host: ServiceHost, packet: Ipv4, datagram: Udp) -> None:
        """Answer a client or a relay."""
        try:
            message = dhcp.decode(datagram.data)
        except PacketError:
            return
        pool = self._pool(host, message.relay or message.client or host.address, message.relay)
        if message.op != dhcp.REQUEST or pool is None:
            return
        self.asked += 1
        found = answer(pool, self.leases, message, host.clock.now)
        if found.released:
            self.leases = {key: lease for key, lease in self.leases.items() if lease.mac != message.mac}
        if found.lease is not None:
            self.leases[found.lease.address] = found.lease
        if found.reply is not None:
            self._send(host, found.reply)

    def _pool(self, host: ServiceHost, address: int, relay: int) -> DhcpPool | None:
        """Return the range for a client, whose relay or own address is *address*; None for a subnet without one."""
        for subnet, (first, last) in self.ranges.items():
            if (address ^ int(subnet.network_address)) >> (32 - subnet.prefixlen) == 0:
                options = (dhcp.option(dhcp.ROUTER, relay),) if relay else ()
                return DhcpPool(host.address, subnet.prefixlen, first, last, self.lease, options)
        return None

    def _send(self, host: ServiceHost, reply: Dhcp) -> None:
        """Send a reply to the relay, to a client that has its address, or to everybody in the subnet."""
        port = dhcp.SERVER_PORT if reply.relay else dhcp.CLIENT_PORT
        to = reply.relay or (reply.client if reply.kind != dhcp.NAK else 0) or EVERYONE
        host.send(Ipv4(host.address, to, Udp(dhcp.SERVER_PORT, port, dhcp.encode(reply))))


def range_of(words: str) -> tuple[int, int]:
    """Return the ends of ``10.0.0.10-10.0.0.99``; ValueError if it is none."""
    first, dash, last = (word.strip() for word in words.partition("-"))
    ends = ip_number(first), ip_number(last if dash else first)
    if ends[0] > ends[1]:
        raise ValueError(words)
    return ends
