"""A host: one interface with an address.  It answers ARP and echo requests, sends probes, and forwards nothing."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from xos_cli.packets.addresses import ALL_HOSTS, BROADCAST, PAE_GROUP
from xos_cli.packets.frames import (
    ECHO_REPLY,
    ECHO_REQUEST,
    REPLY,
    REQUEST,
    ROUTER_ADVERTISEMENT,
    UNREACHABLE,
    Arp,
    Eapol,
    Frame,
    Icmp,
    Ipv4,
    Raw,
    Udp,
)
from xos_cli.switch.hardware.link import Agreed, Copy, Offer, PowerNeed, Wire
from xos_cli.switch.timing.clock import Clock

if TYPE_CHECKING:
    from xos_cli.network.browser import Browser
    from xos_cli.network.cna import CnaServer
    from xos_cli.network.dhcp_client import DhcpClient
    from xos_cli.network.dhcp_server import DhcpServer
    from xos_cli.network.dns import DnsServer
    from xos_cli.network.radius import RadiusServer
    from xos_cli.network.router_discovery import RouterDiscovery
    from xos_cli.network.services import FileServer, LogHost
    from xos_cli.network.streams import Streams
    from xos_cli.network.supplicant import Supplicant
    from xos_cli.network.tacacs import TacacsServer

#: Seconds for which a host believes an answer, between two questions, and how often it asks.  evidence: inferred
ARP_LIFE, ARP_WAIT, ARP_TRIES = 1200.0, 1.0, 3
#: Packets that wait for one address.
WAITING = 8
PORT_UNREACHABLE, TCP = 3, 6
EVERYONE = 0xFFFFFFFF
TCP = 6


class Numbers(Protocol):
    """A counter that numbers the frames that are sent, and records the paths of traced ones."""

    ways: dict[int, list[str]]

    def number(self) -> int:
        """Return the number of a frame that is sent now."""


class ProbeListener(Protocol):
    """A receiver of the answers to what this host sends under one identifier."""

    def heard(self, packet: Ipv4, message: Icmp) -> None:
        """Take an ICMP message: an echo reply, or an error about a packet of this identifier."""


class Host:
    """A station at the end of a cable.  *vlan* is the tag of all its frames, 0 for none, *priority* that in the tag."""

    def __init__(
        self,
        clock: Clock,
        name: str,
        mac: int,
        address: int,
        length: int,
        gateway: int,
        numbers: Numbers,
        vlan: int = 0,
        priority: int = 0,
    ) -> None:
        self.clock, self.name, self.mac, self.numbers, self.vlan = clock, name, mac, numbers, vlan
        self.address, self.length, self.gateway, self.priority = address, length, gateway, priority
        self.wire: Wire | None = None
        self.needs: PowerNeed | None = None  # it lives on the power of the other end
        self._powered = False
        self.agreed: Agreed | None = None
        self.neighbors: dict[int, tuple[int, float]] = {}
        self.waiting: dict[int, list[tuple[Ipv4, int]]] = {}
        self.listeners: dict[int, ProbeListener] = {}
        self.services: dict[int, Callable[[Host, Ipv4, Udp], None]] = {}  # by UDP port
        self.given: Mapping[str, Mapping[str, Any]] = {}  # its services as the network file has them
        self.log: LogHost | None = None  # what its syslog service got
        self.files: FileServer | None = None  # what its TFTP service has
        self.client: DhcpClient | None = None  # it gets its address by DHCP
        self.dhcp: DhcpServer | None = None  # its DHCP server
        self.radius: RadiusServer | None = None  # its RADIUS server
        self.name_server = 0  # whom it asks for the addresses of names, as DHCP told it
        self.supplicant: Supplicant | None = None  # it says by 802.1X who it is
        self._browser: Browser | None = None
        self.tacacs: TacacsServer | None = None  # its TACACS+ server
        self.dns: DnsServer | None = None  # its DNS server
        self.discovery: RouterDiscovery | None = None  # the routers that it has heard
        self.streams: Streams | None = None  # its TCP connections
        self.cna: CnaServer | None = None  # its CNA server
        self.shared: dict[str, bytes] = {}  # the files that its SSH service copies
        self.received = self.sent = 0
        self._identifier = 0

    # -- its cable -------------------------------------------------------------------------------------------------

    @property
    def offer(self) -> Offer | None:
        """Return the offer of a host, which negotiates up to 1 Gbps; a powered device without power has none."""
        return Offer() if self.needs is None or self._powered else None

    def attach(self, wire: Wire | None) -> None:
        """Plug the cable in, or pull it out: a powered device is off."""
        self.wire = wire
        self._powered = self._powered and wire is not None

    def power(self, on: bool) -> None:
        """Switch a powered device on or off: its link follows."""
        if on != self._powered:
            self._powered = on
            if self.wire is not None:
                self.wire.look()

    def carry(self, agreed: Agreed | None) -> None:
        """Set the state of the link; None: it is down."""
        came_up = self.agreed is None and agreed is not None
        self.agreed = agreed
        if came_up and self.supplicant is not None:
            self.supplicant.begin()
        if came_up and self.client is not None:
            self.client.begin()

    def lease_address(self) -> None:
        """Get the address by DHCP from now on."""
        from xos_cli.network.dhcp_client import DhcpClient
        from xos_cli.packets.dhcp import CLIENT_PORT

        self.client = DhcpClient(self)
        self.services[CLIENT_PORT] = self.client.take

    @property
    def browser(self) -> "Browser":
        """Return its browser, which is started when it is first used."""
        if self._browser is None:
            from xos_cli.network.browser import Browser

            self._browser = Browser(self)
        return self._browser

    # -- sending ---------------------------------------------------------------------------------------------------

    def identifier(self, listener: ProbeListener) -> int:
        """Return a new identifier, under which *listener* is told of answers."""
        self._identifier += 1
        self.listeners[self._identifier] = listener
        return self._identifier

    def transmit(self, frame: Frame, serial: int = 0) -> None:
        """Put a frame on the cable."""
        if self.wire is not None and self.agreed is not None:
            self.sent += 1
            self.wire.send(Copy(frame, frame.length, serial or self.numbers.number()))

    def send(self, packet: Ipv4, serial: int = 0) -> None:
        """Send a packet: to its destination in the same subnet, else to the gateway."""
        near = not (packet.dst ^ self.address) >> (32 - self.length)
        hop = packet.dst if near else self.gateway
        if packet.dst == EVERYONE and self.address:
            self.transmit(Frame(self.mac, BROADCAST, self.vlan, packet, self.priority), serial)
            return
        if not hop or not self.address:
            return
        serial = serial or self.numbers.number()
        known = self.neighbors.get(hop)
        if known is not None and self.clock.now - known[1] < ARP_LIFE:
            self.transmit(Frame(self.mac, known[0], self.vlan, packet, self.priority), serial)
            return
        queue = self.waiting.setdefault(hop, [])
        if len(queue) < WAITING:
            queue.append((packet, serial))
        if len(queue) == 1:
            self.ask(hop, ARP_TRIES)

    def ask(self, hop: int, tries: int) -> None:
        """Ask for the MAC address of *hop*, a few times."""
        if hop not in self.waiting:
            return
        if not tries:
            del self.waiting[hop]
            return
        self._arp(REQUEST, BROADCAST, 0, hop)
        self.clock.after(ARP_WAIT, self.ask, hop, tries - 1)

    def announce(self) -> None:
        """Tell everybody this host's address (gratuitous ARP)."""
        self._arp(REQUEST, BROADCAST, 0, self.address)

    def _arp(self, operation: int, dst: int, mac: int, address: int) -> None:
        message = Arp(operation, self.mac, self.address, mac, address)
        self.transmit(Frame(self.mac, dst, self.vlan, message, self.priority))

    # -- receiving -------------------------------------------------------------------------------------------------

    def receive(self, copy: Copy) -> None:
        """Take a frame that is for this host."""
        frame = copy.frame
        if type(frame.payload) is Eapol:
            self._take_eapol(frame, frame.payload)
            return
        if self.agreed is None or frame.vlan != self.vlan or frame.outer:
            return
        if frame.dst != self.mac and not frame.dst >> 40 & 1:
            return
        self.received += 1
        payload = frame.payload
        if type(payload) is Arp:
            self._take_arp(payload)
        elif type(payload) is Ipv4 and (payload.dst in (self.address, ALL_HOSTS) or frame.dst == BROADCAST):
            self._take_packet(payload)

    def _take_eapol(self, frame: Frame, message: Eapol) -> None:
        """Give a frame of 802.1X to the supplicant, whatever tag the host's other frames have."""
        if self.supplicant is not None and frame.dst in (self.mac, PAE_GROUP):
            self.received += 1
            self.supplicant.take(message)

    def supply(self, user: str, password: str) -> "Supplicant":
        """Have a supplicant of this user from now on."""
        from xos_cli.network.supplicant import Supplicant

        self.supplicant = Supplicant(self, user, password)
        return self.supplicant

    def _take_arp(self, message: Arp) -> None:
        """Answer a question for this host's address; believe whoever asks or answers it."""
        known = message.sender_ip in self.neighbors or message.sender_ip in self.waiting
        stranger = message.sender_ip not in (0, self.address)
        if stranger and (known or message.target_ip == self.address):
            self._learn(message.sender_ip, message.sender_mac)
        if message.operation == REQUEST and message.target_ip == self.address and message.sender_ip != self.address:
            self._arp(REPLY, message.sender_mac, message.sender_mac, message.sender_ip)

    def _learn(self, address: int, mac: int) -> None:
        self.neighbors[address] = mac, self.clock.now
        for packet, serial in self.waiting.pop(address, ()):
            self.transmit(Frame(self.mac, mac, self.vlan, packet, self.priority), serial)

    def _take_packet(self, packet: Ipv4) -> None:
        message = packet.payload
        if type(message) is Udp:
            self._take_datagram(packet, message)
        elif type(message) is Raw and message.number == TCP and packet.dst == self.address:
            self.tcp().take(packet)
        elif type(message) is not Icmp:
            return
        elif message.kind == ECHO_REQUEST:
            self.send(Ipv4(self.address, packet.src, message._replace(kind=ECHO_REPLY), tos=packet.tos))
        elif message.kind == ROUTER_ADVERTISEMENT:
            self._take_advertisement(message)
        else:
            self._tell(packet, message)

    def _take_advertisement(self, message: Icmp) -> None:
        """Learn of a router, unless a gateway was configured or came by DHCP."""
        if self.discovery is None and not self.gateway and self.address:
            from xos_cli.network.router_discovery import RouterDiscovery

            self.discovery = RouterDiscovery(self)
        if self.discovery is not None:
            self.discovery.take(message)

    def tcp(self) -> "Streams":
        """Return the TCP connections of this host."""
        if self.streams is None:
            from xos_cli.network.streams import Streams

            self.streams = Streams(self)
        return self.streams

    def _tell(self, packet: Ipv4, message: Icmp) -> None:
        """Tell whoever waits for this answer."""
        about = message if message.quoted is None else message.quoted.payload
        number = about.identifier if type(about) is Icmp else about.src_port if type(about) is Udp else 0
        listener = self.listeners.get(number)
        if listener is not None:
            listener.heard(packet, message)

    def _take_datagram(self, packet: Ipv4, datagram: Udp) -> None:
        """Give a datagram to the service of its port; without one it is answered with "port unreachable"."""
        service = self.services.get(datagram.dst_port)
        if service is not None:
            service(self, packet, datagram)
        elif packet.dst == self.address:
            self.send(Ipv4(self.address, packet.src, Icmp(UNREACHABLE, PORT_UNREACHABLE, quoted=packet)))
