"""The DHCP client of a host (RFC 2131): it asks when its link comes up, renews, and gives an expired address up."""

from typing import Protocol

from xos_cli.errors import PacketError
from xos_cli.network.services import ServiceHost
from xos_cli.packets import dhcp
from xos_cli.packets.addresses import BROADCAST
from xos_cli.packets.dhcp import Dhcp
from xos_cli.packets.frames import Frame, Ipv4, Udp
from xos_cli.switch.timing.clock import Clock, EventKind

EVERYONE = 0xFFFFFFFF
#: Seconds between two requests: twice as many each time, to a limit (RFC 2131 4.1); so many are waited for.
FIRST, LONGEST, AWAITED = 4.0, 64.0, 3
#: How often a wait is doubled at most: it is the longest one long before.
DOUBLED = 16


class DhcpHost(Protocol):
    """A host as its DHCP client sees it."""

    clock: Clock
    mac: int
    vlan: int
    address: int
    length: int
    gateway: int
    name_server: int

    def transmit(self, frame: Frame, serial: int = 0) -> None:
        """Put a frame on the cable."""

    def send(self, packet: Ipv4, serial: int = 0) -> None:
        """Send a packet."""

    def announce(self) -> None:
        """Tell everybody the address."""


class DhcpClient:
    """The state of a client: the number of its exchange, whether it selects an offer, until when it has its address."""

    def __init__(self, host: DhcpHost) -> None:
        self.host = host
        self.exchange = 0
        self.selecting = False
        self.offer: Dhcp | None = None
        self.until = 0.0

    def begin(self) -> None:
        """Ask anew, as at the start and whenever the link comes up."""
        self.exchange += 1
        self.selecting = True
        self._discover(self.exchange, 1)

    def renew(self) -> None:
        """Give the address up, and ask anew, as a person does whose station is in another VLAN now."""
        self._give_up()
        self.begin()

    def _discover(self, exchange: int, tries: int) -> None:
        """Ask who has an address, and again while nobody gives one."""
        if exchange != self.exchange:
            return
        self.offer = None
        wanted = (dhcp.option(dhcp.WANTED, self.host.address),) if self.host.address else ()
        self._broadcast(self._message(dhcp.DISCOVER, wanted))
        wait = min(FIRST * 2 ** min(tries - 1, DOUBLED), LONGEST)
        kind = EventKind.TRANSITION if tries <= AWAITED else EventKind.GUARD
        self.host.clock.after(wait, self._discover, exchange, tries + 1, kind=kind)

    def take(self, host: ServiceHost, packet: Ipv4, datagram: Udp) -> None:
        """Take a server's answer."""
        try:
            reply = dhcp.decode(datagram.data)
        except PacketError:
            return
        if reply.op != dhcp.REPLY or reply.mac != self.host.mac or reply.xid != self._xid:
            return
        if reply.kind == dhcp.OFFER and self.selecting and self.offer is None:
            self.offer = reply
            wanted = dhcp.option(dhcp.WANTED, reply.yours), dhcp.option(dhcp.SERVER, reply.number(dhcp.SERVER))
            self._broadcast(self._message(dhcp.ASK, wanted))
        elif reply.kind == dhcp.ACK:
            self._bind(reply, packet.src)
        elif reply.kind == dhcp.NAK:
            self._give_up()
            self.begin()

    @property
    def _xid(self) -> int:
        return (self.host.mac + self.exchange) & 0xFFFFFFFF

    def _message(self, kind: int, options: tuple[tuple[int, bytes], ...] = (), client: int = 0) -> Dhcp:
        flags = 0 if client else dhcp.BROADCAST_FLAG
        return Dhcp(dhcp.REQUEST, self._xid, self.host.mac, kind, client=client, flags=flags, options=options)

    def _broadcast(self, message: Dhcp) -> None:
        datagram = Udp(dhcp.CLIENT_PORT, dhcp.SERVER_PORT, dhcp.encode(message))
        self.host.transmit(Frame(self.host.mac, BROADCAST, self.host.vlan, Ipv4(message.client, EVERYONE, datagram)))

    def _bind(self, reply: Dhcp, server: int) -> None:
        """Take an address, and renew it after half of its time."""
        host, lease = self.host, reply.number(dhcp.LEASE)
        mask = reply.number(dhcp.MASK)
        host.address, host.length, host.gateway = reply.yours, mask.bit_count() or 24, reply.number(dhcp.ROUTER)
        host.name_server = reply.number(dhcp.NAME_SERVER)
        self.exchange += 1
        self.selecting = False
        self.until = host.clock.now + lease
        host.announce()
        here = reply.number(dhcp.SERVER) or server
        host.clock.after(lease / 2, self._renew, self.exchange, here, kind=EventKind.GUARD)
        host.clock.after(lease, self._expire, self.exchange, kind=EventKind.GUARD)

    def _renew(self, exchange: int, server: int) -> None:
        """Ask the server for the same address again; after seven eighths of the time, any server."""
        if exchange != self.exchange:
            return
        left = self.until - self.host.clock.now
        message = self._message(dhcp.ASK, client=self.host.address)
        if server:
            datagram = Udp(dhcp.CLIENT_PORT, dhcp.SERVER_PORT, dhcp.encode(message))
            self.host.send(Ipv4(self.host.address, server, datagram))
            self.host.clock.after(left * 3 / 4, self._renew, exchange, 0, kind=EventKind.GUARD)
        else:
            self._broadcast(message)

    def _expire(self, exchange: int) -> None:
        if exchange == self.exchange:
            self._give_up()
            self.begin()

    def _give_up(self) -> None:
        """Have no address any more."""
        self.until = 0.0
        self.host.address, self.host.length, self.host.gateway, self.host.name_server = 0, 32, 0, 0
