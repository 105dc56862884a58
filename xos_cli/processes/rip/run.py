"""Run RIP on a master: apply the configuration and the routes, send and receive through the fabric."""

from collections import Counter
from typing import TYPE_CHECKING

from xos_cli.errors import PacketError
from xos_cli.packets.addresses import BROADCAST, ip_text, multicast_mac
from xos_cli.packets.frames import ROUTER_ALERT, Frame, Ipv4, Udp
from xos_cli.packets.rip import PORT, decode, encode
from xos_cli.processes.rip.machine import RipMachine
from xos_cli.processes.rip.own import enabled, own_routes, rip_interfaces, settings_of
from xos_cli.processes.rip.policies import Policies, imported, in_use
from xos_cli.processes.rip.records import NEVER, Deadlines, Key, RipInterface, RipRoute, Sent
from xos_cli.processes.rip.rows import Rip2Conf
from xos_cli.processes.rip.updates import mask_of
from xos_cli.processes.rtmgr.rows import LearnedRoute
from xos_cli.processes.vlan.rows import VR_DEFAULT, Vlan
from xos_cli.switch.timing.clock import EventKind

if TYPE_CHECKING:
    from xos_cli.command.call import Call
    from xos_cli.switch.hardware.chassis import Port
    from xos_cli.switch.node import Node

#: 224.0.0.9, where version 2 goes (RFC 2453, 4.5), and the address of all.
GROUP, ALL = 0xE0000009, 0xFFFFFFFF
AT_REST = Deadlines(NEVER, NEVER, NEVER)
KINDS = (EventKind.TRANSITION, EventKind.GUARD, EventKind.BEACON)


class RipOfNode:
    """The RIP machine of a node, its timer, and the learned routes that the route manager does not have yet."""

    def __init__(self, node: "Node") -> None:
        self.node = node
        seed = node.seed ^ _number(node)
        self.machine = RipMachine(settings_of(node.store), node.clock.now, seed, Policies(node))
        self._policies = in_use(node)
        self._looking = self._giving = self._judging = False
        self._armed = AT_REST

    def look(self) -> None:
        """Apply changes of the configuration and the routes, once for all of the same moment."""
        self._looking = True
        self._arm()

    def judge_anew(self) -> None:
        """Apply the present policies to all routes."""
        self._judging = True
        self.look()

    def received(self, vlan: str, packet: Ipv4, udp: Udp) -> None:
        """Process a datagram of a neighbour."""
        try:
            message = decode(udp.data)
        except PacketError:
            self.machine.counts[vlan, "bad packets"] += 1
            return
        self.machine.received(vlan, packet.src, udp.src_port, message, self.node.clock.now)
        self._after()

    def due(self) -> None:
        """Process every timer that is due."""
        self.node.worked("rip")
        self.node.clock.drop(self)
        self._armed = AT_REST
        if self._looking:
            self._looking = False
            self._align()
        if self._giving:
            self._giving = False
            self._give()
        self._after()

    def _align(self) -> None:
        """Bring the machine in line with the configuration, the links and the routes of other origins."""
        node, now, machine = self.node, self.node.clock.now, self.machine
        machine.configure(settings_of(node.store), now)
        machine.set_interfaces(rip_interfaces(node.store) if node.fabric is not None else {}, now)
        machine.set_own(own_routes(node), now)
        policies = in_use(node)
        if self._judging or policies != self._policies:
            self._judging, self._policies = False, policies
            machine.judge_anew(now)

    def _give(self) -> None:
        """Give the routes of the neighbours to the route manager."""
        found = [imported(self.node, route) for route in self.machine.learned()]
        rows = [_row(route) for route in found if route is not None and route.alive]
        self.node.call("rtmgr", "learned", VR_DEFAULT, "rip", rows)

    def end(self) -> None:
        """Stop, and withdraw all routes."""
        self.node.clock.drop(self)
        self.node.call("rtmgr", "learned", VR_DEFAULT, "rip", [])

    # -- what came of it -------------------------------------------------------------------------------------------

    def _after(self) -> None:
        """Send messages, log events, and set the next timer."""
        machine = self.machine
        machine.tick(self.node.clock.now)
        told, machine.told = machine.told, []
        for name, text in told:
            self.node.event("Debug-Summary", name, text)  # evidence: inferred (names and texts)
        self._giving, machine.changed = self._giving or machine.changed, False
        sent, machine.sent = machine.sent, []
        for message in sent:
            self._send(message)
        self._arm()

    def _send(self, sent: Sent) -> None:
        fabric, interface = self.node.fabric, self.machine.interfaces.get(sent.vlan)
        vlan = self.node.store.get(Vlan, sent.vlan)
        if fabric is None or interface is None or vlan is None:
            return
        if sent.peer:
            datagram = Udp(PORT, sent.port, encode(sent.rip))
            self.node.call("rtmgr", "transmit", VR_DEFAULT, Ipv4(interface.address, sent.peer, datagram))
            return
        address, mac = _group(interface)
        options = ROUTER_ALERT if self.node.store.one(Rip2Conf).rip2IPRouterAlertStatus else b""
        packet = Ipv4(interface.address, address, Udp(PORT, PORT, encode(sent.rip)), ttl=1, options=options)
        fabric.router.counts.sent(VR_DEFAULT, packet)
        fabric.send_vlan(vlan.tag, Frame(fabric.mac, mac, 0, packet))

    def _arm(self) -> None:
        """Set the timers of the next deadlines."""
        clock, wanted = self.node.clock, self.machine.deadlines()
        if self._looking or self._giving:
            wanted = wanted._replace(transition=clock.now)
        if wanted != self._armed:
            clock.drop(self)
            self._armed = wanted
            for moment, kind in zip(wanted, KINDS, strict=True):
                if moment < NEVER:
                    clock.at(moment, self.due, kind=kind)


def _number(node: "Node") -> int:
    """Return a number that tells this switch from others."""
    return int(node.chassis.mac.replace(":", ""), 16)


def _group(interface: RipInterface) -> tuple[int, int]:
    """Return where messages to all neighbours on a VLAN go."""
    if interface.txmode == "v2only":
        return GROUP, multicast_mac(GROUP)
    return ALL, BROADCAST


def _row(route: RipRoute) -> LearnedRoute:
    network = f"{ip_text(route.network & mask_of(route.length))}/{route.length}"
    gateway = ip_text(route.next_hop)
    return LearnedRoute(VR_DEFAULT, route.origin, network, gateway, route.vlan, route.metric, route.tag)


# -- hooks -----------------------------------------------------------------------------------------------------------


def rip_of(node: "Node") -> RipOfNode | None:
    """Return the RIP that runs on a node."""
    found = node.memory.get("rip")
    assert found is None or isinstance(found, RipOfNode)
    return found


def follow(node: "Node") -> None:
    """Start, stop or update RIP; a process that was terminated does nothing."""
    found = rip_of(node)
    if enabled(node.store) and node.is_master and node.works("rip"):
        if found is None:
            found = node.memory["rip"] = RipOfNode(node)
        found.look()
    elif found is not None:
        del node.memory["rip"]
        found.end()


def routes_of(node: "Node") -> dict[Key, RipRoute]:
    """Return the routes of RIP; on a node where it does not run yet, those it would advertise."""
    if not enabled(node.store):
        return {}
    found = rip_of(node)
    return found.machine.routes if found is not None else own_routes(node)


def age_of(node: "Node", route: RipRoute) -> int:
    """Return how many seconds ago a neighbour advertised a route, 0 for a route of the switch itself."""
    if not route.peer or route.until == NEVER:
        return 0
    times = settings_of(node.store)
    lasts = times.timeout if route.alive else times.timeout + times.garbage
    return max(0, round(lasts - (route.until - node.clock.now)))


def expiry_of(node: "Node", route: RipRoute) -> str:
    """Return when a neighbour's route times out, or is forgotten if it is dead."""
    return f"{max(0, round(route.until - node.clock.now))} s"


def counted(node: "Node", vlan_name: str) -> Counter[str]:
    """Return what was counted on a VLAN: messages sent and received, triggered updates, what made no sense."""
    found = rip_of(node)
    counts = found.machine.counts if found is not None else {}
    return Counter({what: count for (vlan, what), count in counts.items() if vlan == vlan_name})


def clear_rip_counters(call: "Call") -> None:
    """Count from 0 again."""
    found = rip_of(call.node)
    if found is not None:
        found.machine.counts.clear()


def received(node: "Node", port: "Port", vid: int, frame: Frame) -> bool:
    """Process a datagram to port 520, which the switch does not forward."""
    found, packet = rip_of(node), frame.payload
    if found is not None and isinstance(packet, Ipv4) and isinstance(packet.payload, Udp) and node.fabric is not None:
        found.received(node.fabric.vlans[vid].name, packet, packet.payload)
    return True


def judge_anew(node: "Node") -> None:
    """Apply the present policies to all routes."""
    found = rip_of(node)
    if found is not None:
        found.judge_anew()
