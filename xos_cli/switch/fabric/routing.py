"""Route IPv4 in the I/O modules by the interfaces, routes and ARP entries that the master has programmed.

What the hardware cannot do itself goes to the master: packets to the switch, an address that ARP does not know yet, a
packet whose time to live has ended, and one without a route.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Protocol

from xos_cli.packets.frames import Arp, Frame, Icmp, Ipv4, Raw, Udp
from xos_cli.record import NamedTuple
from xos_cli.switch.fabric.ip_counts import IpCounts
from xos_cli.switch.fabric.qos import OWN
from xos_cli.switch.hardware.link import Copy
from xos_cli.switch.processor import FRAME, Work

if TYPE_CHECKING:
    from xos_cli.switch.fabric.dos_guard import DosGuard
    from xos_cli.switch.fabric.ports import FabricPort, FabricVlan
    from xos_cli.switch.fabric.storm import Storms
    from xos_cli.switch.software import Software
    from xos_cli.switch.timing.clock import Clock

BROADCAST = 0xFFFFFFFF
#: Why a packet goes to the master.
RESOLVE, EXPIRED, UNREACHABLE, REDIRECT, TOO_BIG = "resolve", "expired", "unreachable", "redirect", "too big"
#: What such a packet counts as in `show ipstats`.
COUNTED = {
    RESOLVE: ("Forwards",),
    EXPIRED: ("Forwards", "Fwd Err", "Bad TTL"),
    UNREACHABLE: ("Forwards", "Fwd Err", "No route"),
    REDIRECT: ("Redirects",),
    TOO_BIG: ("Forwards", "Fwd Err", "FragFails"),
}


class FabricInterface(NamedTuple):
    """A VLAN with addresses, as (address, prefix length); *forwarding*: it routes; *mtu* in octets of a packet."""

    vid: int
    router: str
    forwarding: bool
    addresses: tuple[tuple[int, int], ...]
    mtu: int = 1500

    def subnet_of(self, address: int) -> int | None:
        """Return this interface's own address in the subnet of *address*; None if it has no such subnet."""
        for own, length in self.addresses:
            if not (own ^ address) >> (32 - length):
                return own
        return None


class Hop(NamedTuple):
    """Where a route leads to: a VLAN, and the gateway there (0: the destination itself); VLAN 0 is a black hole."""

    vid: int
    gateway: int = 0


class FabricNeighbor(NamedTuple):
    """An entry of the ARP table."""

    mac: int
    vid: int


class Table:
    """The routes of one virtual router, looked up by the longest prefix."""

    def __init__(self) -> None:
        self._prefixes: list[tuple[int, dict[int, tuple[Hop, ...]]]] = []
        self._found: dict[int, tuple[Hop, ...]] = {}

    def load(self, routes: Iterable[tuple[int, int, tuple[Hop, ...]]]) -> None:
        """Replace all routes: network, prefix length, hops."""
        lengths: dict[int, dict[int, tuple[Hop, ...]]] = {}
        for network, length, hops in routes:
            lengths.setdefault(32 - length, {})[network >> (32 - length)] = hops
        self._prefixes = sorted(lengths.items())
        self._found = {}

    def set(self, network: int, length: int, hops: tuple[Hop, ...]) -> None:
        """Replace the hops of one route; without any the route is gone."""
        bits = 32 - length
        lengths = dict(self._prefixes)
        networks = lengths.setdefault(bits, {})
        if hops:
            networks[network >> bits] = hops
        else:
            networks.pop(network >> bits, None)
        if len(lengths) != len(self._prefixes):
            self._prefixes = sorted(lengths.items())
        self._found = {}

    def find(self, address: int) -> tuple[Hop, ...]:
        """Return the hops of the best route to *address*; none if there is no route."""
        hops = self._found.get(address)
        if hops is None:
            prefixes = self._prefixes
            hops = next((nets[address >> bits] for bits, nets in prefixes if address >> bits in nets), ())
            self._found[address] = hops
        return hops


class FabricMaster(Protocol):
    """The node that manages the switch as the I/O modules see it."""

    software: "Software"

    @property
    def is_master(self) -> bool:
        """Return whether this node manages the switch."""

    def works(self, process: str) -> bool:
        """Return whether a process runs there and does its work."""

    def call(self, process: str, function: str, *arguments: Any) -> None:
        """Call a function of a process there."""

    def worked(self, process: str, work: Work) -> None:
        """Count work that a process does."""


class RouterFabric(Protocol):
    """The fabric as its router sees it."""

    mac: int
    clock: "Clock"
    storms: "Storms"
    vlans: "dict[int, FabricVlan]"
    dark_until: float
    guard: "DosGuard | None"

    @property
    def master(self) -> FabricMaster | None:
        """Return the node that manages the switch, if one does."""

    def tell(self, process: str, function: str, *arguments: Any) -> None:
        """Call a function of a process on the master."""

    def trap(self, port: "FabricPort", vlan: "FabricVlan | None", frame: Frame) -> bool:
        """Give a frame to the process that receives its kind of payload."""

    def switch(self, vlan: "FabricVlan", copy: Copy) -> None:
        """Send a frame to one address."""


class FabricRouter:
    """The interfaces, routes and neighbours of all virtual routers of one switch."""

    def __init__(self, fabric: RouterFabric) -> None:
        self.fabric = fabric
        self.clear()

    def clear(self) -> None:
        """Forget all interfaces, routes and neighbours."""
        self.interfaces: dict[int, FabricInterface] = {}
        self.own: dict[tuple[str, int], int] = {}
        self.tables: dict[str, Table] = {}
        self.neighbors: dict[tuple[str, int], FabricNeighbor] = {}
        self.counts = IpCounts()

    def program(self, interfaces: Iterable[FabricInterface]) -> None:
        """Replace all interfaces."""
        self.interfaces = {interface.vid: interface for interface in interfaces}
        self.own = {(i.router, address): i.vid for i in self.interfaces.values() for address, _ in i.addresses}
        for vid, vlan in self.fabric.vlans.items():
            interface = self.interfaces.get(vid)
            vlan.routes, vlan.router = interface is not None, interface.router if interface else ""

    # -- packets that come in --------------------------------------------------------------------------------------

    def receive(self, port: "FabricPort", vlan: "FabricVlan", copy: Copy) -> None:
        """Take a frame that is addressed to the switch's own MAC address: for the CPU, or to be routed."""
        frame, packet = copy.frame, copy.frame.payload
        if type(packet) is not Ipv4:
            self.fabric.trap(port, vlan, frame)
            return
        if port.clients is not None and type(packet.payload) is Raw and self._for_page(port, vlan, frame):
            return
        interface = self.interfaces[vlan.vid]
        if (interface.router, packet.dst) in self.own or packet.dst == BROADCAST:
            self.punt(port, vlan, frame)
        elif packet.dst in vlan.answers:  # who shares an address and does not own it takes no packets for it (RFC 3768)
            self.counts.add(interface.router, "Bad IPdest")
        elif interface.forwarding:
            reason = self._route(interface, packet, copy)
            if reason and self.fabric.master is not None and self._admitted(port, packet):
                self.counts.received(interface.router, frame)
                self.counts.add(interface.router, *COUNTED[reason])
                self.fabric.tell("rtmgr", "exception", reason, vlan.vid, frame)
        else:
            self.counts.add(interface.router, "NoFwding")

    def _for_page(self, port: "FabricPort", vlan: "FabricVlan", frame: Frame) -> bool:
        """Return whether a frame of a client of network login is for the login page, which takes it then."""
        node = self.fabric.master
        if node is None or not node.works("netLogin"):
            return False
        taken: bool = node.software.ask("netLogin", "take_for_page", node, port.id, vlan.vid, frame)
        return taken

    def group(self, port: "FabricPort", vlan: "FabricVlan", frame: Frame) -> None:
        """Pass an ARP message, or a multicast or broadcast packet, to the master."""
        if type(frame.payload) is Arp:
            self.fabric.trap(port, vlan, frame)
        else:
            self.punt(port, vlan, frame)

    def punt(self, port: "FabricPort", vlan: "FabricVlan", frame: Frame) -> None:
        """Pass a packet for the switch itself to the process of its protocol or UDP port, else to the IP stack."""
        node, packet = self.fabric.master, frame.payload
        if node is None or type(packet) is not Ipv4 or not self._admitted(port, packet):
            return
        receivers = node.software.receivers
        process = receivers.get(kind_of(packet)) or receivers.get("Ipv4")
        self.counts.received(vlan.router, frame)
        if process and node.works(process):
            self.counts.delivered(vlan.router, packet)
            node.worked(process, FRAME)
            node.call(process, "received", port.id, vlan.vid, frame)

    def _admitted(self, port: "FabricPort", packet: Ipv4) -> bool:
        """Return whether DoS protection lets a packet through to the CPU."""
        guard = self.fabric.guard
        return guard is None or guard.admits(self.fabric, port.id, packet)

    # -- packets that go out ---------------------------------------------------------------------------------------

    def _route(self, interface: FabricInterface, packet: Ipv4, copy: Copy) -> str:
        """Route a packet in hardware; return why the master has to see it, "" if it need not."""
        hop = self.hop(interface.router, packet)
        if packet.ttl <= 1:
            return EXPIRED
        if hop is None or (hop.vid and self._blocked(hop)):
            return UNREACHABLE
        if not hop.vid:
            return ""
        if packet.length > self.interfaces[hop.vid].mtu:
            return TOO_BIG
        return self._send(interface.router, hop, packet._replace(ttl=packet.ttl - 1), copy) or (
            REDIRECT if hop.vid == interface.vid else ""
        )

    def redirect(self, vlan: "FabricVlan", copy: Copy, gateway: int) -> bool:
        """Send a packet to a gateway and not where it would go; return False if it goes its usual way.

        It does where the switch has no interface in the network of the gateway, or ARP does not know the gateway.
        evidence: guide 11.3 p.264 (the action), inferred (the usual way)
        """
        packet, own = copy.frame.payload, self.interfaces.get(vlan.vid)
        if type(packet) is not Ipv4 or own is None or packet.ttl <= 1 or (own.router, packet.dst) in self.own:
            return False
        for interface in self.interfaces.values():
            if interface.router == own.router and interface.subnet_of(gateway) is not None:
                hop = Hop(interface.vid, gateway)
                return not self._send(own.router, hop, packet._replace(ttl=packet.ttl - 1), copy)
        return False

    def _blocked(self, hop: Hop) -> bool:
        return hop.vid not in self.interfaces

    def hop(self, router: str, packet: Ipv4) -> Hop | None:
        """Return where a packet goes; packets of one pair of hosts always take the same of several equal ways."""
        table = self.tables.get(router)
        hops = table.find(packet.dst) if table else ()
        if len(hops) > 1:
            return hops[(packet.src ^ packet.dst) % len(hops)]
        return hops[0] if hops else None

    def _send(self, router: str, hop: Hop, packet: Ipv4, copy: Copy) -> str:
        """Send a packet on as *copy* came in: its priority and its QoS profile stay.  evidence: guide 11.3 p.297"""
        neighbor = self.neighbors.get((router, hop.gateway or packet.dst))
        if neighbor is None:
            return RESOLVE
        frame = Frame(self.fabric.mac, neighbor.mac, 0, packet, copy.frame.priority)
        vlan = self.fabric.vlans.get(hop.vid)
        if vlan is not None:
            self.fabric.switch(vlan, Copy(frame, frame.length, copy.serial, copy.queue, copy.dot1p))
        return ""

    def send(self, router: str, packet: Ipv4) -> str:
        """Send a packet of the master; return why it cannot: ``unreachable``, or ``resolve`` (ARP has to ask first)."""
        self.counts.sent(router, packet)
        reason = self._emit(router, packet)
        if reason == UNREACHABLE:
            self.counts.add(router, "OutNoRoute")
        return reason

    def release(self, router: str, packet: Ipv4) -> None:
        """Send a packet that has waited for ARP: one of the master's, or one that it forwards."""
        reason = self._emit(router, packet)
        if (router, packet.src) not in self.own:
            self.counts.add(router, *(("Fwd Err", "Output err") if reason else ("ForwardOK",)))

    def discard(self, router: str, packet: Ipv4) -> None:
        """Count a packet that has waited for ARP in vain."""
        own = (router, packet.src) in self.own
        self.counts.add(router, *(("OutDiscard",) if own else ("Fwd Err", "Output err")))

    def _emit(self, router: str, packet: Ipv4) -> str:
        hop = self.hop(router, packet)
        if hop is None or not hop.vid or hop.vid not in self.interfaces:
            return UNREACHABLE
        if self.fabric.clock.now < self.fabric.dark_until:
            return ""
        frame, own = Frame(self.fabric.mac, 0, 0, packet), (router, packet.src) in self.own
        return self._send(router, hop, packet, Copy(frame, 0, self.fabric.storms.number(), OWN if own else 0))


def kind_of(packet: Ipv4) -> str:
    """Return the name under which a process receives a packet: the payload's type, ``Udp 520``, or ``Ip 89``."""
    payload = packet.payload
    if type(payload) is Udp:
        return f"Udp {payload.dst_port}"
    if type(payload) is Raw:
        return f"Ip {payload.number}"
    return "Icmp" if type(payload) is Icmp else type(payload).__name__
