"""The I/O modules: they forward frames by tables that a master has programmed, even while there is no master."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from xos_cli.packets.addresses import BROADCAST, EDP_GROUP, EXTREME_GROUPS, mac_number
from xos_cli.packets.frames import Arp, Frame, Ipv4, Malformed
from xos_cli.switch.fabric.classify import classify, dressed
from xos_cli.switch.fabric.fdb import VLAN_SHIFT, FabricEntry, Fdb
from xos_cli.switch.fabric.ip_counts import IpCounts
from xos_cli.switch.fabric.ports import BLOCKING, FORWARDING, TAG, FabricPort, FabricVlan
from xos_cli.switch.fabric.qos import OWN, default_setting, marked
from xos_cli.switch.fabric.routing import FabricMaster, FabricRouter
from xos_cli.switch.fabric.rules import EGRESS, FabricRules
from xos_cli.switch.fabric.sharing import port_of_group
from xos_cli.switch.fabric.storm import Storms
from xos_cli.switch.hardware.chassis import Port
from xos_cli.switch.hardware.link import Copy, Offer
from xos_cli.switch.processor import FRAME
from xos_cli.switch.timing.clock import Clock

if TYPE_CHECKING:
    from xos_cli.switch.fabric.dos_guard import DosGuard
    from xos_cli.switch.hardware.chassis import Chassis

#: Group addresses that no bridge forwards: 01:80:C2:00:00:00 to 0F (802.1D-2004, 7.12.6).
LINK_LOCAL = 0x0180C2000000
#: Seconds without forwarding from the loss of a master until a new one has reprogrammed the I/O modules.
#: evidence: guide 11.3 p.78 (less than half a second)
REPROGRAMMING = 0.4
#: The process that gets the frames which no other receives.
IP_STACK = "netTools"
#: Copies of one frame that one switch forwards in one VLAN; more is a storm.
COPIES = 24
#: The bits of a key that are the MAC address.
MAC = (1 << 48) - 1
#: Frames whose copies are counted at a time.
REMEMBERED = 512


class FabricCard(Protocol):
    """An MSM in its slot as the I/O modules see it."""

    name: str


class FabricBackplane(Protocol):
    """The backplane as the I/O modules see it."""

    @property
    def master(self) -> str | None:
        """Return the name of the node that holds the master line, if one does."""

    @property
    def cards(self) -> Mapping[str, FabricCard]:
        """Return the MSMs in their slots, by name."""

    def others(self, card: Any) -> Sequence[FabricCard]:
        """Return the MSMs in the other slots."""


class Fabric:
    """The ports of a chassis, its VLANs, the forwarding database and the programmed routes.

    The fabric belongs to the machine.  It goes on when an MSM dies, and stands still only until *dark_until*, while
    a new master reprograms it.
    """

    #: Attributes that are no state of the switch (see ``network/steady.py``).
    TRANSIENT = ("_copies",)

    def __init__(self, chassis: "Chassis", clock: Clock, backplane: FabricBackplane, name: str, storms: Storms) -> None:
        self.chassis, self.clock, self.backplane, self.name, self.storms = chassis, clock, backplane, name, storms
        self.mac = mac_number(chassis.mac)
        self.ports = {port: FabricPort(self, port, f"{name} {chassis.port_name(port)}") for port in chassis.ports}
        self.management: dict[str, FabricPort] = {}  # by MSM
        for number, msm in enumerate(chassis.msms, 1):
            word = f"mgmt-{msm.letter.lower()}" if msm.letter else "mgmt"
            self.ports[0, number] = self.management[msm.name] = FabricPort(self, (0, number), f"{name} {word}")
        self.vlans: dict[int, FabricVlan] = {}
        self.fdb = Fdb(clock, self._learned)
        self.router = FabricRouter(self)
        self.rules = FabricRules(self)
        self.guard: DosGuard | None = None  # DoS protection, where it is enabled
        self.mirror_to: FabricPort | None = None
        self.mirror_tagged = False
        self.dark_until = 0.0
        self.vman_type = 0x88A8
        self.qos = default_setting(chassis.features.queues)
        self._copies: dict[tuple[int, int], int] = {}

    # -- the master ------------------------------------------------------------------------------------------------

    @property
    def master(self) -> FabricMaster | None:
        """Return the node that manages the switch, if one does."""
        card: Any = self.backplane.cards.get(self.backplane.master or "")
        return card if card is not None and card.is_master and card.running else None

    def tell(self, process: str, function: str, *arguments: Any) -> None:
        """Call a function of a process on the master, if there is one."""
        node = self.master
        if node is not None:
            node.call(process, function, *arguments)

    def trap(self, port: FabricPort, vlan: FabricVlan | None, frame: Frame) -> bool:
        """Pass a frame to the process that receives its kind of payload; return True if it must not be forwarded."""
        node = self.master
        payload = frame.payload
        kind = f"Malformed {payload.protocol}" if type(payload) is Malformed else type(payload).__name__
        if node is None:
            return False
        if vlan is not None and vlan.routes and kind in ("Malformed ip", "Malformed icmp"):
            self.router.counts.damaged(vlan.router, frame)
        process = node.software.receivers.get(kind)
        if process is None or not node.works(process):
            return False
        node.worked(process, FRAME)
        taken: bool = node.software.ask(process, "received", node, port.id, vlan.vid if vlan else 0, frame)
        return taken

    def flood_processor(self, vlan: FabricVlan, frame: Frame, on: bool) -> None:
        """Let the master's processor have its share of a group's frame that circles in a VLAN with an address."""
        node: Any = self.master
        if node is not None and vlan.routes and frame.dst >> 40 & 1:
            process = node.software.receivers.get(type(frame.payload).__name__, IP_STACK)
            node.processor.flood(process, on)

    def _learned(self, vid: int, mac: int, port: FabricPort | None) -> None:
        self.tell("fdb", "learned", vid, mac, port.id if port else None)

    # -- links -----------------------------------------------------------------------------------------------------

    def cabled(self, port: FabricPort) -> None:
        """Update a port whose wire was plugged in or pulled out."""
        self.tell("vlan", "cable_changed", port.id)
        self.tell("poe", "cable_changed", port.id)

    def link_changed(self, port: FabricPort) -> None:
        """Follow a link that came up or fell: the tables at once, the master's processes as soon as they run."""
        if not port.master.works:
            self.fdb.flush(port=port.master)
        for vlan in self.vlans.values():
            vlan.changed()
        self.storms.probe()
        self.tell("vlan", "carrier_changed", port.id)

    def orphaned(self) -> None:
        """Stop forwarding until a new master has reprogrammed the I/O modules."""
        self.router.counts = IpCounts()
        self.darken(REPROGRAMMING)

    def card_left(self, card: FabricCard) -> None:
        """Take an MSM away; without another one that can manage the switch, reset the I/O modules."""
        self.management[card.name].set_offer(None)
        others: Sequence[Any] = self.backplane.others(card)
        if not any(other.can_manage for other in others):
            self.lose()

    def card_ready(self, name: str) -> None:
        """Bring up the management port of an MSM that has its role."""
        self.management[name].set_offer(Offer(100))  # evidence: guide 11.3 p.33 (10/100 management port)

    def lose(self) -> None:
        """Reset the I/O modules: no port works, and nothing is known."""
        self.fdb.entries.clear()
        self.router.clear()
        self.rules.clear()
        for vlan in self.vlans.values():
            vlan.states.clear()
        for port in self.ports.values():
            port.set_offer(None)
            if port.feeding:
                port.feed(False)

    def darken(self, seconds: float) -> None:
        """Stop forwarding for *seconds*."""
        self.dark_until = max(self.dark_until, self.clock.now + seconds)

    # -- receiving -------------------------------------------------------------------------------------------------

    def receive(self, port: FabricPort, copy: Copy) -> None:
        """Take a frame from the wire of a port, count it, and forward it."""
        now, frame, size = self.clock.now, copy.frame, copy.size
        if port.agreed is None:
            return
        flow = port.counters.rx
        if now >= flow.until:
            flow.roll(now)
        if size > port.largest + TAG * (frame.vlan > 0):
            port.counters.errors["rx_over"] += 1
            return
        flow.sizes[size] = flow.sizes.get(size, 0) + 1
        dst = frame.dst
        if dst >> 40 & 1:
            if dst == BROADCAST:
                flow.broadcasts += 1
            else:
                flow.multicasts += 1
        if now < self.dark_until:
            port.counters.errors["rx_lost"] += 1
            return
        if port.mirrored:
            self.mirror(port, copy)
        logical = port.master
        if logical.special:
            vlan, copy = classify(self.vman_type, logical, copy)
            frame = copy.frame
        else:
            vlan = logical.vlans.get(frame.vlan)
        if dst & 0xFFFFFFFFFFF0 == LINK_LOCAL or dst == EDP_GROUP:
            if type(frame.payload) not in (Arp, Ipv4):  # no station has such an address
                self.trap(port, vlan, frame)
        elif vlan is not None and port.carries:
            if dst & 0xFFFFFFFFFFF0 == EXTREME_GROUPS:
                self._pass_control(port, vlan, copy)
            elif (
                self.rules.ingress or self.qos.special or logical.graded or vlan.profile or frame.priority or copy.dot1p
            ):
                self._grade(port, logical, vlan, copy)
            else:
                self._bridge(logical, vlan, copy)

    def _grade(self, port: FabricPort, logical: FabricPort, vlan: FabricVlan, copy: Copy) -> None:
        """Pass on a frame that the access lists of its port and VLAN permit, with the QoS profile that it gets."""
        admitted = self.rules.admit(logical, vlan, copy) if self.rules.ingress else copy
        if admitted is None:
            return
        graded = admitted
        if copy.frame.priority or copy.dot1p or logical.graded or vlan.profile or self.qos.special:
            graded = marked(self.qos, logical, vlan, admitted)
        if not self.qos.ingress or port.queued(graded):
            self._bridge(logical, vlan, graded)

    def _pass_control(self, port: FabricPort, vlan: FabricVlan, copy: Copy) -> None:
        """Give a frame to a group of Extreme's own to the master, and flood it unless that takes it."""
        if not self.trap(port, vlan, copy.frame) and vlan.state(port.master) == FORWARDING:
            self.flood(vlan, copy, port.master)

    def _bridge(self, port: FabricPort, vlan: FabricVlan, copy: Copy) -> None:
        """Learn the sender of a frame, and pass it on, as far as the state of the port allows."""
        state = vlan.states.get(port, FORWARDING) if vlan.states else FORWARDING
        frame = copy.frame
        if state == BLOCKING:
            if frame.dst >> 40 & 1 and type(frame.payload) not in (Arp, Ipv4):
                self.trap(port, vlan, frame)
            return
        key = vlan.vid << VLAN_SHIFT | frame.src
        entry = self.fdb.entries.get(key)
        if entry is not None and entry.port is port:
            entry.seen = self.clock.now
        elif not self._admit(port, vlan, key, entry, frame):
            return
        if state == FORWARDING:
            self._pass_on(port, vlan, copy)

    def _admit(self, port: FabricPort, vlan: FabricVlan, key: int, entry: FabricEntry | None, frame: Frame) -> bool:
        """Learn a new or moved address; return False if the frame is to be dropped."""
        if key >> 40 & 1:  # no sender has the address of a group
            return False
        if entry is not None and (entry.fixed or entry.locked):
            return not (entry.port is None or entry.locked)
        if port.clients is not None and key & MAC not in port.clients:
            self.tell("netLogin", "stranger", port.id, vlan.vid, frame)
            return False
        if not port.learning:
            return True
        if port in vlan.limits and not self._within(port, vlan):
            vlan.refuse(port, key, self.clock.now)
            return False
        if vlan.refused:
            vlan.refused.get(port, {}).pop(key, None)
        self.fdb.learn(key, port)
        return True

    def _within(self, port: FabricPort, vlan: FabricVlan) -> bool:
        """Return whether one more address may be learned behind a port of a VLAN; configured ones do not count."""
        entries = self.fdb.entries.items()
        held = [e for k, e in entries if k >> VLAN_SHIFT == vlan.vid and e.port is port and not e.fixed]
        return len(held) < vlan.limits[port]

    # -- forwarding ------------------------------------------------------------------------------------------------

    def _pass_on(self, port: FabricPort, vlan: FabricVlan, copy: Copy) -> None:
        """Send a frame to where its destination is: by the database, by a route, to the CPU, or everywhere."""
        frame = copy.frame
        dst = frame.dst
        if dst >> 40 & 1:
            payload = frame.payload
            if type(payload) is Arp or type(payload) is Ipv4:
                if vlan.routes:
                    self.router.group(port, vlan, frame)
                elif vlan.asks:
                    self.trap(port, vlan, frame)
            elif self.trap(port, vlan, frame):
                return
            self.flood(vlan, copy, port)
            return
        if vlan.routes and (dst == self.mac or dst in vlan.macs):
            self.router.receive(port, vlan, copy)
            return
        self.switch(vlan, copy, port)

    def switch(self, vlan: FabricVlan, copy: Copy, source: FabricPort | None = None) -> None:
        """Send a frame to one address out of the port that the database has for it, or flood it."""
        key = vlan.vid << VLAN_SHIFT | copy.frame.dst
        entry = self.fdb.entries.get(key)
        if entry is None or self.fdb_aged(vlan, entry):
            if vlan.refused and vlan.is_refused(key, self.clock.now - self.fdb.age if self.fdb.age else 0.0):
                return
            if source is None or source.flooding:
                self.flood(vlan, copy, source)
            return
        out = entry.port
        if out is None or (out is source and not entry.more) or self._looping(vlan, copy):
            return
        entry.used += 1
        for port in (out, *entry.more):
            tagged = vlan.ways.get(port)
            if tagged is not None and port is not source:
                self._emit(port, vlan, dressed(vlan, copy, tagged, self.vman_type), True, source)

    def fdb_aged(self, vlan: FabricVlan, entry: FabricEntry) -> bool:
        """Return whether an entry is older than its ageing time, although the ageing timer has not run yet."""
        age = self.fdb.hurried.get(vlan.vid, self.fdb.age) if self.fdb.hurried else self.fdb.age
        return bool(age) and not entry.fixed and not entry.locked and self.clock.now - entry.seen >= age

    def flood(self, vlan: FabricVlan, copy: Copy, source: FabricPort | None = None) -> None:
        """Send a frame out of every port of a VLAN that forwards, but not where it came from."""
        if self._looping(vlan, copy):
            return
        group = copy.frame.dst >> 40 & 1
        plain = tagged_copy = None
        for out, tagged in vlan.ways.items():
            if out is source or (vlan.quiet and group and out in vlan.quiet):
                continue
            if tagged:
                tagged_copy = tagged_copy or dressed(vlan, copy, True, self.vman_type)
                self._emit(out, vlan, tagged_copy)
            else:
                plain = plain or dressed(vlan, copy, False, self.vman_type)
                self._emit(out, vlan, plain)

    def _emit(
        self, out: FabricPort, vlan: FabricVlan, copy: Copy, known: bool = False, source: FabricPort | None = None
    ) -> None:
        """Send a frame of a VLAN out of a port, if the access lists there let it pass."""
        admitted = self.rules.admit(out, vlan, copy, EGRESS) if self.rules.egress else copy
        if admitted is not None:
            self._leave(out, admitted, known, source)

    def _leave(self, out: FabricPort, copy: Copy, known: bool = False, source: FabricPort | None = None) -> None:
        """Send a frame out of a port, or of one port of a load-sharing group: the first but for a known station.

        evidence: guide 11.3 p.124 (broadcasts, multicasts and unknown unicasts leave by a single port)
        """
        if not out.members:
            out.put(copy)
            return
        group = out.group
        if len(group) > 1 and known and not copy.frame.dst >> 40 & 1:
            port_of_group(group, copy.frame, out.algorithm, source).put(copy)
        elif group:
            group[0].put(copy)

    def _looping(self, vlan: FabricVlan, copy: Copy) -> bool:
        """Count this copy of a frame; return True if there were too many, which makes the VLAN a storm."""
        key = vlan.vid, copy.serial
        count = self._copies.get(key, 0) + 1
        self._copies[key] = count
        if count <= 1:
            if len(self._copies) > REMEMBERED:
                self._copies.pop(next(iter(self._copies)))
            return False
        if count >= COPIES:
            self.storms.rage(self, vlan, copy)
        return count > COPIES

    # -- sending ---------------------------------------------------------------------------------------------------

    def send(self, port: Port, frame: Frame) -> None:
        """Send a frame of a process out of one port as it is, whatever state the port is in."""
        out = self.ports[port]
        if self.clock.now < self.dark_until:
            return
        if out.members and out.agreed is None:
            self._leave(out, self._own(frame))
        else:
            out.put(self._own(frame))

    def send_vlan(self, vid: int, frame: Frame, but: Port | None = None) -> None:
        """Send a frame of a process into a VLAN: to where its destination is, or everywhere but to port *but*."""
        vlan = self.vlans.get(vid)
        if vlan is None or self.clock.now < self.dark_until:
            return
        copy, source = self._own(frame), self.ports[but].master if but else None
        if frame.dst >> 40 & 1:
            self.flood(vlan, copy, source)
        else:
            self.switch(vlan, copy, source)

    def copy(self, frame: Frame) -> Copy:
        """Return the first copy of a frame that is sent."""
        return Copy(frame, frame.length, self.storms.number())

    def _own(self, frame: Frame) -> Copy:
        """Return the first copy of a frame of a process, in the queue of such frames."""
        return Copy(frame, frame.length, self.storms.number(), OWN)

    def mirror(self, port: FabricPort, copy: Copy) -> None:
        """Send a copy of what passed a mirrored port to the monitor port, if it is of a VLAN that is mirrored.

        The monitor port sends all with the VLAN's tag or all without.  evidence: guide 11.0 p.78
        """
        out = self.mirror_to
        if out is None or out is port or out.mirrored:
            return
        vlan = classify(self.vman_type, port.master, copy)[0]
        if port.mirrored_vlans and (vlan is None or vlan.name not in port.mirrored_vlans):
            return
        if vlan is not None and not vlan.vman:
            copy = dressed(vlan, copy, self.mirror_tagged, self.vman_type)
        out.put(copy)
