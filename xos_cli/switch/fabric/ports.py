"""A port of an I/O module, and a VLAN as the I/O modules know it."""

from typing import TYPE_CHECKING, Protocol

from xos_cli.switch.fabric.counters import Counters
from xos_cli.switch.fabric.qos import PLAIN, Limits
from xos_cli.switch.hardware.link import Agreed, Copy, Offer, PoweredEnd, Wire

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Port
    from xos_cli.switch.timing.clock import Clock

#: The usual algorithm of a load-sharing group: MAC addresses.
L2 = "L2"
#: States of a port in a VLAN.  A port that no protocol holds back forwards.
BLOCKING, LEARNING, FORWARDING = 0, 1, 2
#: Octets of the largest frame without jumbo frames (one tag comes on top), and with them by default.
STANDARD, JUMBO = 1518, 9216  # evidence: guide 11.3 p.117 (jumbo frames: 1523 to 9216 octets)
TAG = 4
#: Mbps from which on a port has eight ingress queues and not two, and the last profile of the first of two.
FAST, HALF = 10000, 4
#: Addresses kept out by a limit that are remembered for each port.
REFUSED = 4096


class PortOwner(Protocol):
    """The fabric as its ports see it."""

    clock: "Clock"
    vlans: "dict[int, FabricVlan]"

    def cabled(self, port: "FabricPort") -> None:
        """Update a port whose wire was plugged in or pulled out."""

    def link_changed(self, port: "FabricPort") -> None:
        """Follow a link that came up or fell."""

    def receive(self, port: "FabricPort", copy: Copy) -> None:
        """Take a frame from the wire of a port."""

    def mirror(self, port: "FabricPort", copy: Copy) -> None:
        """Send a copy of what passed a mirrored port to the monitor port."""


class FabricPort:
    """A port: its wire, its counters, and the VLAN of each tag that frames can have on it (0: none).

    *master* is the port that stands for the load-sharing group it is in, else itself; *members* are the ports of the
    group, on the master, which knows the *algorithm* by which one is chosen.  *carries*: whether a member takes part.
    *special*: it needs more than a look at the tag (see ``classify.py``).
    """

    def __init__(self, fabric: PortOwner, id: "Port", name: str) -> None:
        self.fabric, self.id, self.name = fabric, id, name
        self.wire: Wire | None = None
        self.counters = Counters(fabric.clock.now)
        self.offered: Offer | None = None
        self.feeding = False  # it gives power
        self.agreed: Agreed | None = None
        self.vlans: dict[int, FabricVlan] = {}
        self.master = self
        self.clients: set[int] | None = None  # MAC addresses that network login has let in; None: all may
        self.mac_vlans: dict[int, FabricVlan] = {}  # those of them whose untagged frames belong to a VLAN of their own
        self.members: tuple[FabricPort, ...] = ()
        self.carries = True
        self.algorithm = L2
        self.learning = True
        self.flooding = True
        self.largest = STANDARD
        self.special = False
        self.mirrored = False
        self.mirrored_vlans: frozenset[str] = frozenset()  # the VLANs whose frames are mirrored; none: all frames
        self.filters: dict[str, FabricVlan] = {}  # by protocol filter: the VLAN of untagged frames
        self.qos = PLAIN
        self.graded = False  # its untagged frames or its code points choose a profile, or something is replaced
        self.limits: Limits | None = None  # of what it sends
        self.ingress_limits: Limits | None = None  # of what comes in
        self.tunnel: FabricVlan | None = None  # the VMAN that takes every frame of this port
        self.tunnels: dict[int, FabricVlan] = {}  # VMANs by their outer tag

    # -- the cable -------------------------------------------------------------------------------------------------

    @property
    def offer(self) -> Offer | None:
        """Return what the port offers to the other end; None while it is disabled, broken or not there."""
        return self.offered

    def attach(self, wire: Wire | None) -> None:
        """Plug a wire in, or pull it out; a port without one is as the chassis file says."""
        self.wire, self.feeding = wire, False
        self.fabric.cabled(self)

    @property
    def device(self) -> PoweredEnd | None:
        """Return the powered device at the other end of the cable, None if there is none."""
        ends = self.wire.far() if self.wire is not None else ()
        return next((end for end in ends if isinstance(end, PoweredEnd) and end.needs is not None), None)

    def feed(self, on: bool) -> None:
        """Give power to the device at the other end, or take it away."""
        self.feeding, device = on, self.device
        if device is not None:
            device.power(on)

    def set_offer(self, offer: Offer | None) -> None:
        """Change the offer of the port; a link that no longer fits goes down at once."""
        if offer != self.offered:
            self.offered = offer
            if self.wire is not None:
                self.wire.look()

    def carry(self, agreed: Agreed | None) -> None:
        """Set the state of the link, and tell the master's processes; None: it is down."""
        if agreed != self.agreed:
            self.agreed = agreed
            self.fabric.link_changed(self)

    def partners(self) -> "list[FabricPort]":
        """Return the ports of switches at the other ends of the wire."""
        return [end for end in (self.wire.far() if self.wire else ()) if isinstance(end, FabricPort)]

    @property
    def group(self) -> "list[FabricPort]":
        """Return the members of the port's group that have a link and take part."""
        return [port for port in self.members if port.agreed is not None and port.carries]

    @property
    def works(self) -> bool:
        """Return whether frames can leave by this port: it has a link, or one of its group has."""
        return bool(self.group) if self.members else self.agreed is not None

    def classified(self) -> None:
        """Work out whether the tag of a frame alone decides its VLAN."""
        self.special = bool(self.filters or self.tunnel or self.tunnels or self.mac_vlans)

    # -- frames ----------------------------------------------------------------------------------------------------

    def receive(self, copy: Copy) -> None:
        """Take a frame from the wire."""
        self.fabric.receive(self, copy)

    def queued(self, copy: Copy) -> bool:
        """Count a frame that came in, in its ingress queue; return False if it is above a limit there.

        evidence: guide 11.3 p.310 (queues, what is above the limit), inferred (which of two queues, the counter)
        """
        speed = self.agreed.speed if self.agreed else 0
        queue = (copy.queue or 1) if speed >= FAST else 1 + (copy.queue > HALF)
        flow = self.counters.rx
        if queue > 1:
            flow.queues[queue] = flow.queues.get(queue, 0) + 1
        limits = self.ingress_limits
        if limits is None or limits.take(queue, copy.size, speed, self.fabric.clock):
            return True
        self.counters.errors["rx_lost"] += 1
        return False

    def put(self, copy: Copy) -> None:
        """Put a frame on the wire, and count it."""
        wire = self.wire
        if self.agreed is None or wire is None:
            return
        size, flow, frame = copy.size, self.counters.tx, copy.frame
        if size > self.largest + TAG * (frame.vlan > 0):
            self.counters.errors["tx_errors"] += 1
            return
        if self.fabric.clock.now >= flow.until:
            flow.roll(self.fabric.clock.now)
        limits = self.limits
        if limits is not None and not limits.take(copy.queue or 1, size, self.agreed.speed, self.fabric.clock):
            self.counters.errors["tx_lost"] += 1
            return
        flow.sizes[size] = flow.sizes.get(size, 0) + 1
        if copy.queue:
            if copy.queue > 1:
                flow.queues[copy.queue] = flow.queues.get(copy.queue, 0) + 1
            copy = Copy(frame, size, copy.serial)
        if frame.dst >> 40 & 1:
            if frame.dst == 0xFFFFFFFFFFFF:
                flow.broadcasts += 1
            else:
                flow.multicasts += 1
        wire.send(copy)
        if self.mirrored:
            self.fabric.mirror(self, copy)


class FabricVlan:
    """A VLAN: its number (for an untagged one an internal tag), its members, and the state of each of them.

    *wire_tag* is what tagged members send, 0 in a VLAN without a tag.
    """

    def __init__(self, vid: int, name: str) -> None:
        self.vid, self.name = vid, name
        self.vman = False
        self.untagged: frozenset[FabricPort] = frozenset()
        self.tagged: frozenset[FabricPort] = frozenset()
        self.quiet: frozenset[FabricPort] = frozenset()  # members that get no broadcasts
        self.visitors: frozenset[FabricPort] = frozenset()  # ports of which single stations are in the VLAN, untagged
        self.states: dict[FabricPort, int] = {}
        self.limits: dict[FabricPort, int] = {}  # how many more addresses may be learned behind a port
        self.refused: dict[FabricPort, dict[int, float]] = {}  # keys of addresses that a limit kept out, and when last
        self.routes = False  # it has an address that is up: frames to the switch's own address are routed
        self.router = ""
        self.profile = 0  # the QoS profile of its untagged frames, 0: none
        self.asks = False  # it asks for its address by DHCP: broadcast packets are for the CPU, too
        self.macs: frozenset[int] = frozenset()  # virtual MAC addresses: frames to them are for this switch, too
        self.answers: dict[int, int] = {}  # the MAC address that ARP answers with for an address; 0: it keeps silent
        self._ways: dict[FabricPort, bool] | None = None

    def state(self, port: FabricPort) -> int:
        """Return the state of a member."""
        return self.states.get(port, FORWARDING)

    def refuse(self, port: FabricPort, key: int, now: float) -> None:
        """Note an address that a limit kept out: frames to it are dropped, too."""
        keys = self.refused.setdefault(port, {})
        if len(keys) < REFUSED or key in keys:
            keys[key] = now

    def is_refused(self, key: int, since: float) -> bool:
        """Return whether a limit kept an address out since a moment.  evidence: guide 11.3 p.316 (black holes)"""
        return any(keys.get(key, -1.0) >= since for keys in self.refused.values())

    def changed(self) -> None:
        """Discard the cached list of ports that forward."""
        self._ways = None

    @property
    def ways(self) -> dict[FabricPort, bool]:
        """Return the members that frames can leave by, and whether with a tag."""
        if self._ways is None:
            members = dict.fromkeys(self.tagged, True) | dict.fromkeys(self.untagged | self.visitors, False)
            order = sorted(members, key=lambda port: port.id)
            self._ways = {p: members[p] for p in order if p.works and self.state(p) == FORWARDING}
        return self._ways
