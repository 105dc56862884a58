"""Explain step by step what the I/O modules would do with a packet, without sending it."""

from collections.abc import Iterable
from struct import Struct

from xos_cli.packets.addresses import ip_text, mac_text
from xos_cli.packets.frames import ECHO_REQUEST, Frame, Icmp, Ipv4, Raw, Udp
from xos_cli.record import NamedTuple
from xos_cli.switch.fabric.classify import classify
from xos_cli.switch.fabric.explain_rules import look
from xos_cli.switch.fabric.fabric import Fabric
from xos_cli.switch.fabric.fdb import VLAN_SHIFT
from xos_cli.switch.fabric.ports import BLOCKING, FORWARDING, FabricPort, FabricVlan
from xos_cli.switch.fabric.qos import grade
from xos_cli.switch.fabric.routing import FabricInterface
from xos_cli.switch.fabric.rules import EGRESS, INGRESS
from xos_cli.switch.hardware.chassis import Port
from xos_cli.switch.hardware.link import Copy
from xos_cli.switch.verdict import Verdict

STATES = ("blocking", "learning", "forwarding")
#: A TCP header without options (RFC 793): ports, numbers, length and flags, window, checksum, urgent pointer.
TCP_HEADER = Struct("!HHIIBBHHH")
TCP, UDP, ICMP = 6, 17, 1


class Probe(NamedTuple):
    """A packet to be explained: *protocol* is ``tcp``, ``udp``, ``icmp`` or a number; *number* a port or an ICMP type.

    *tcp_flags* are those of a TCP header, SYN if nothing is said.  *tag* is that of the frame, 0 for none, with
    an 802.1p *priority*.
    """

    source: int
    destination: int
    protocol: str = ""
    number: int | None = None
    source_port: int = 0
    tcp_flags: int = 2
    dscp: int = 0
    tag: int = 0
    priority: int = 0

    @property
    def packet(self) -> Ipv4:
        """Return the packet."""
        return Ipv4(self.source, self.destination, self._payload(), tos=self.dscp << 2)

    def _payload(self) -> Icmp | Udp | Raw:
        number = self.number or 0
        if self.protocol == "udp":
            return Udp(self.source_port, number)
        if self.protocol == "tcp":
            return Raw(TCP, TCP_HEADER.pack(self.source_port, number, 0, 0, 0x50, self.tcp_flags, 0, 0, 0))
        if self.protocol.isdecimal():
            return Raw(int(self.protocol), b"")
        return Icmp(ECHO_REQUEST if self.number is None else number)


class _Way:
    """A packet on its way through the fabric; *steps* grow as it is looked at."""

    def __init__(self, fabric: Fabric, probe: Probe) -> None:
        self.fabric = fabric
        self.frame = Frame(0, 0, probe.tag, probe.packet, probe.priority)
        self.profile = 0  # the QoS profile that an access list or a traffic group has chosen
        self.steps: list[str] = []

    def end(self, action: str, text: str = "", out: tuple[str, ...] = ()) -> Verdict:
        """Return the verdict, with a last step if there is one."""
        if text:
            self.steps.append(text)
        return Verdict(tuple(self.steps), action, out)

    def name(self, port: FabricPort) -> str:
        """Return what a port is called on its switch."""
        return port.name.split()[1]

    def admitted(self, port: FabricPort, vlan: FabricVlan, direction: str = INGRESS) -> bool:
        """Return whether the access lists at a port let the packet pass; note what they do."""
        looked = look(self.fabric.rules, port, vlan, self.frame, direction)
        self.steps += looked.steps
        self.profile = looked.profile or self.profile
        return not looked.dropped

    def grade(self, port: FabricPort, vlan: FabricVlan) -> None:
        """Note which QoS profile the packet gets, and what is replaced in it."""
        setting, own, by_list = self.fabric.qos, port.qos, bool(self.profile)
        graded = grade(setting, port, vlan, Copy(self.frame, 64, -1, self.profile))
        self.profile = graded.profile
        self.steps.append(f"QoS: {graded.why} leads to profile QP{graded.profile}")
        if own.replace_dscp and not by_list:
            self.steps.append(f"QoS: the packet gets code point {setting.replacements[graded.profile - 1]}")
        if own.replace_dot1p and not by_list:
            self.steps.append(f"QoS: with a tag the frame leaves with 802.1p priority {graded.profile - 1}")

    def leaving(self, ports: Iterable[FabricPort], vlan: FabricVlan) -> tuple[str, ...]:
        """Return the names of those ports by which egress access lists let the packet leave."""
        return tuple([self.name(port) for port in ports if self.admitted(port, vlan, EGRESS)])


def explain(fabric: Fabric, port: Port, probe: Probe) -> Verdict:
    """Return what becomes of a packet that comes in by a port, sent by a host of the VLAN there."""
    way, entry = _Way(fabric, probe), fabric.ports[port]
    if entry.agreed is None:
        return way.end("drop", f"port {way.name(entry)} has no link: nothing comes in")
    way.steps.append(f"port {way.name(entry)} has a link")
    first = Copy(way.frame, 64, -1)
    vlan = (
        classify(fabric.vman_type, entry.master, first)[0]
        if entry.master.special
        else entry.master.vlans.get(probe.tag)
    )
    if vlan is None:
        what = f"frames with tag {probe.tag}" if probe.tag else "untagged frames"
        return way.end("drop", f"no VLAN takes {what} on this port")
    way.steps.append(f"the frame belongs to VLAN {vlan.name} ({vlan.vid})")
    way.frame = _addressed(fabric, vlan, probe)
    if not way.admitted(entry.master, vlan):
        return way.end("drop")
    way.grade(entry.master, vlan)
    return _bridged(way, entry.master, vlan, probe)


def _addressed(fabric: Fabric, vlan: FabricVlan, probe: Probe) -> Frame:
    """Return the frame in which a host of the VLAN sends the packet; 0 is an address that the switch does not know."""
    interface = fabric.router.interfaces.get(vlan.vid)
    near = interface is None or interface.subnet_of(probe.destination) is not None
    own = interface is not None and (interface.router, probe.destination) in fabric.router.own
    to = _mac_of(fabric, interface, probe.destination) if near and not own else fabric.mac
    return Frame(_mac_of(fabric, interface, probe.source) or 0, to or 0, probe.tag, probe.packet, probe.priority)


def _bridged(way: _Way, entry: FabricPort, vlan: FabricVlan, probe: Probe) -> Verdict:
    """Explain a packet that no access list has dropped."""
    state = vlan.state(entry)
    if state != FORWARDING:
        what = "dropped" if state == BLOCKING else "learned from, and dropped"
        return way.end("drop", f"the port is {STATES[state]} in VLAN {vlan.name}: the frame is {what}")
    way.steps.append(f"the port is forwarding in VLAN {vlan.name}")
    if entry.clients is not None:
        held = _held_back(way.frame.src, entry.clients)
        if held:
            return way.end("drop", f"network login: {held}")
        way.steps.append("network login: the sender is logged in, as far as the switch knows who it is")
    interface = way.fabric.router.interfaces.get(vlan.vid)
    if interface is None or interface.subnet_of(probe.destination) is not None:
        return _same_vlan(way, entry, vlan, interface, probe.destination)
    return _routed(way, vlan, interface, probe.packet)


def _held_back(sender: int, clients: set[int]) -> str:
    """Return why network login drops a frame, "" if it lets it pass; *sender* 0: ARP does not know the sender."""
    if not clients:
        return "nobody is logged in at the port, so only the login itself goes to the master"
    if sender and sender not in clients:
        return f"the station {mac_text(sender)} is not logged in at the port"
    return ""


def _same_vlan(
    way: _Way, entry: FabricPort, vlan: FabricVlan, interface: FabricInterface | None, destination: int
) -> Verdict:
    """Explain a packet whose destination is in its own VLAN."""
    if interface and (interface.router, destination) in way.fabric.router.own:
        return way.end("cpu", f"{ip_text(destination)} is an address of the switch: the packet goes to the master")
    mac = _mac_of(way.fabric, interface, destination)
    if mac is None:
        return _flood(way, vlan, entry, f"the switch does not know which MAC address {ip_text(destination)} has")
    return _switched(way, vlan, mac, entry)


def _mac_of(fabric: Fabric, interface: FabricInterface | None, address: int) -> int | None:
    """Return the MAC address of a neighbour, if ARP of the switch knows it."""
    known = fabric.router.neighbors.get((interface.router, address)) if interface else None
    return known.mac if known else None


def _flood(way: _Way, vlan: FabricVlan, entry: FabricPort | None, why: str) -> Verdict:
    way.steps.append(f"{why}: the frame is flooded in VLAN {vlan.name}")
    return way.end("flood", out=way.leaving([port for port in vlan.ways if port is not entry], vlan))


def _switched(way: _Way, vlan: FabricVlan, mac: int, entry: FabricPort | None) -> Verdict:
    """Look an address up in the forwarding database."""
    found = way.fabric.fdb.entries.get(vlan.vid << VLAN_SHIFT | mac)
    if found is None or way.fabric.fdb_aged(vlan, found):
        return _flood(way, vlan, entry, f"the FDB has no entry for {mac_text(mac)}")
    if found.port is None:
        return way.end("drop", f"the FDB has a black hole for {mac_text(mac)}")
    if found.more:
        return _several(way, vlan, (found.port, *found.more), entry)
    name = way.name(found.port)
    way.steps.append(f"the FDB has {mac_text(mac)} on port {name}")
    if found.port is entry:
        return way.end("drop", "that is the port it came from")
    tagged = vlan.ways.get(found.port)
    if tagged is None:
        return way.end("drop", f"port {name} does not forward in VLAN {vlan.name}")
    if not way.leaving([found.port], vlan):
        return way.end("drop")
    return way.end("forward", f"it leaves by port {name}, {'tagged' if tagged else 'untagged'}", (name,))


def _several(way: _Way, vlan: FabricVlan, ports: tuple[FabricPort, ...], entry: FabricPort | None) -> Verdict:
    """Return the verdict on a frame whose address is configured for several ports."""
    way.steps.append(f"the FDB has it on ports {', '.join(way.name(port) for port in ports)}")
    forwarding = [port for port in ports if port in vlan.ways and port is not entry]
    if not forwarding:
        return way.end("drop", f"none of them forwards in VLAN {vlan.name}")
    out = way.leaving(forwarding, vlan)
    if not out:
        return way.end("drop")
    return way.end("forward", f"it leaves by ports {', '.join(out)}", out)


def _routed(way: _Way, vlan: FabricVlan, interface: FabricInterface, packet: Ipv4) -> Verdict:
    """Explain a packet to another network, which the switch routes."""
    router, text = way.fabric.router, ip_text(packet.dst)
    if (interface.router, packet.dst) in router.own:
        return way.end("cpu", f"{text} is an address of the switch: the packet goes to the master")
    if not interface.forwarding:
        return way.end("drop", f"VLAN {vlan.name} does not forward IP packets")
    hop = router.hop(interface.router, packet)
    if hop is None:
        return way.end("drop", f"{interface.router} has no route to {text}: the sender is told")
    if not hop.vid:
        return way.end("drop", f"the route to {text} is a black hole")
    out = way.fabric.vlans[hop.vid]
    via = f"by gateway {ip_text(hop.gateway)}" if hop.gateway else "directly"
    way.steps.append(f"{interface.router} routes {text} {via} into VLAN {out.name}")
    address = hop.gateway or packet.dst
    neighbor = router.neighbors.get((interface.router, address))
    if neighbor is None:
        return way.end("cpu", f"ARP has no entry for {ip_text(address)}: the master asks, and the packet waits")
    way.steps.append(f"ARP has {mac_text(neighbor.mac)} for {ip_text(address)}")
    way.frame = Frame(way.fabric.mac, neighbor.mac, 0, packet)
    return _switched(way, out, neighbor.mac, None)
