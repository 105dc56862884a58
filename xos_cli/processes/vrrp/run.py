"""Run the VRRP routers of a master: apply the configuration, send and receive, store changes as rows."""

from collections import Counter
from ipaddress import IPv4Address
from typing import TYPE_CHECKING

from xos_cli.packets.addresses import ip_text
from xos_cli.packets.frames import Frame, Ipv4, Malformed, Vrrp
from xos_cli.processes.vlan.ip.facts import interface
from xos_cli.processes.vlan.rows import Vlan
from xos_cli.processes.vrrp import wire
from xos_cli.processes.vrrp.facts import addresses_of, priority_of
from xos_cli.processes.vrrp.machine import INIT, MASTER, OWNER, Heard, Settings, VirtualRouter
from xos_cli.processes.vrrp.rows import VrrpRouter, VrrpState, VrrpTrack
from xos_cli.processes.vrrp.track import failed, held
from xos_cli.switch.timing.deadlines import AT_REST, rearm

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Port
    from xos_cli.switch.node import Node

#: VLAN and VRID.
Key = tuple[str, int]


class Routers:
    """The virtual routers of a master by VLAN and VRID, with the failed tracking and the counters of each."""

    def __init__(self, node: "Node") -> None:
        self.node = node
        self.routers: dict[Key, VirtualRouter] = {}
        self.failures: dict[Key, list[VrrpTrack]] = {}
        self.counters: dict[Key, Counter[str]] = {}
        self._armed = AT_REST

    # -- the configuration -----------------------------------------------------------------------------------------

    def align(self) -> None:
        """Bring all routers in line with the configuration, the interfaces and what is tracked."""
        rows = {(row.vlanName, row.vrid): row for row in self.node.store.rows(VrrpRouter)}
        self._rename([key for key in rows if key not in self.routers])
        gone = [key for key in self.routers if key not in rows]
        for key in gone:
            self.routers[key].shutdown()
        for key, row in rows.items():
            self._align(key, row)
        self.after([*gone, *rows])
        for key in gone:
            del self.routers[key], self.counters[key]
            self.failures.pop(key, None)

    def _rename(self, new: list[Key]) -> None:
        """Continue the routers of renamed VLANs in their state, under the new name."""
        store = self.node.store
        for key in new:
            lost = [old for old in self.routers if old[1] == key[1] and store.get(Vlan, old[0]) is None]
            if lost and store.get(VrrpState, *key) is not None:
                self.routers[key] = self.routers.pop(lost[0])
                self.failures[key] = self.failures.pop(lost[0], [])
                self.counters[key] = self.counters.pop(lost[0])

    def _align(self, key: Key, row: VrrpRouter) -> None:
        router = self.routers.setdefault(key, VirtualRouter())
        self.counters.setdefault(key, Counter())
        before = self.failures.get(key, [])
        self.failures[key] = list(failed(self.node.store, row)) if row.enabled else []
        for track in self.failures[key]:
            if track not in before:
                self._tell(key, "Info", "VRRP.TrackFail", f"tracked {track.kind} {track.what} failed")
        for track in before:
            if track not in self.failures[key] and row.enabled:
                self._tell(key, "Info", "VRRP.TrackPass", f"tracked {track.kind} {track.what} is there again")
        router.configure(self._settings(row), held(self.failures[key]), self.node.clock.now)

    def _settings(self, row: VrrpRouter) -> Settings | None:
        """Return the settings of a router that is on and whose interface is up, else None."""
        own = interface(self.node.store, row.vlanName)
        if not row.enabled or own is None or not own.up:
            return None
        priority = priority_of(self.node.store, row, own)
        return Settings(priority, row.interval, bool(row.preempt), int(own.address.ip))

    def _tell(self, key: Key, severity: str, name: str, text: str) -> None:
        """Log an event.  evidence: inferred (names and texts)"""
        self.node.event(severity, name, f"VLAN {key[0]} VRID {key[1]}: {text}")

    # -- messages --------------------------------------------------------------------------------------------------

    def received(self, vid: int, packet: Ipv4, message: Vrrp) -> None:
        """Process a valid advertisement for a router of this switch."""
        vlan = next((row for row in self.node.store.rows(Vlan) if row.tag == vid), None)
        row = self.node.store.get(VrrpRouter, vlan.name, message.vrid) if vlan else None
        if vlan is None or row is None:
            self._count_all(vlan.name if vlan else "", "VRID Errors")
            return
        key = row.vlanName, row.vrid
        router = self.routers.get(key)
        if router is None or router.state == INIT or router.settings.priority == OWNER:
            return
        addresses = [int(IPv4Address(text)) for text in addresses_of(self.node.store, row)]
        wrong = wire.error(row, addresses, packet, message)
        if wrong:
            self.counters[key][wrong] += 1
            return
        self._count_received(key, message)
        router.received(Heard(message.priority, packet.src), self.node.clock.now)
        self.after([key])

    def _count_received(self, key: Key, message: Vrrp) -> None:
        self.counters[key]["Advertisements Received"] += 1
        if not message.priority:
            self.counters[key]["Priority Zero Packets Received"] += 1

    def damaged(self, vid: int, fault: str) -> None:
        """Count an advertisement that cannot be read, for all routers of its VLAN."""
        vlan = next((row for row in self.node.store.rows(Vlan) if row.tag == vid), None)
        self._count_all(vlan.name if vlan else "", wire.FAULTS[fault])

    def _count_all(self, vlan_name: str, name: str) -> None:
        for key, counter in self.counters.items():
            if key[0] == vlan_name:
                counter[name] += 1

    def _send(self, key: Key, router: VirtualRouter) -> None:
        """Send the advertisements of a router, and gratuitous ARP where it has become master."""
        sent, announced = router.sent, router.announced
        router.sent, router.announced = [], False
        fabric, row = self.node.fabric, self.node.store.get(VrrpRouter, *key)
        vlan = self.node.store.get(Vlan, key[0])
        if fabric is None or vlan is None or not self.node.works("vrrp"):
            return
        addresses = tuple([int(IPv4Address(text)) for text in addresses_of(self.node.store, row)]) if row else ()
        row = row or VrrpRouter(*key, interval=router.settings.interval)
        for priority in sent:
            packet = wire.advertisement(row, priority, router.settings.address, addresses)
            fabric.router.counts.sent(vlan.vrName, packet)
            fabric.send_vlan(vlan.tag, Frame(wire.mac_of(row.vrid), wire.GROUP_MAC, 0, packet))
            self.counters[key]["Priority Zero Packets Sent"] += priority == 0
        for address in addresses if announced else ():
            fabric.send_vlan(vlan.tag, wire.announcement(row.vrid, address))

    # -- time ------------------------------------------------------------------------------------------------------

    def due(self) -> None:
        """Process all timers that are due."""
        self.node.worked("vrrp")
        now = self.node.clock.now
        self._armed = AT_REST
        self.node.clock.drop(self)
        touched = [key for key, router in self.routers.items() if min(router.deadlines()) <= now]
        for key in touched:
            self.routers[key].tick(now)
        self.after(touched)

    def _arm(self) -> None:
        """Set the timers of the next deadlines; an advertisement has one only where a neighbor could hear it."""
        found = [router.deadlines() for router in self.routers.values()]
        heard = self.node.fabric is not None
        self._armed = rearm(self.node.clock, self, self.due, self._armed, found, heard)

    # -- what came of it -------------------------------------------------------------------------------------------

    def after(self, keys: list[Key]) -> None:
        """Store the changes as rows, log them, send messages, and set the next timer."""
        for key in keys:
            self._keep(key, self.routers[key])
        for key in keys:
            if self.routers[key].sent:
                self._send(key, self.routers[key])
        self._arm()

    def _keep(self, key: Key, router: VirtualRouter) -> None:
        """Put the row of a router whose state or master is another than before; count and log a new state."""
        row = self.node.store.get(VrrpState, *key)
        before, master = row.state if row else INIT, ip_text(router.master) if router.master else ""
        if (before, row.master if row else "") == (router.state, master):
            return
        since = row.since if row and before == router.state else self.node.time()
        with self.node.change() as transaction:
            if router.state == INIT:
                transaction.delete(VrrpState, *key)
            else:
                transaction.put(VrrpState(*key, router.state, master, since))
        if before != router.state:
            self.counters[key]["Master Transitions"] += router.state == MASTER
            self._tell(key, "Info", "VRRP.StateChange", f"{before} to {router.state}")
            if router.state == MASTER:
                self.node.software.tell("vrrp_mastered", self.node, *key, master)


# -- what comes to them ------------------------------------------------------------------------------------------------


def routers_of(node: "Node") -> Routers:
    """Return the VRRP routers of a node, made if there are none yet."""
    found = node.memory.get("vrrp")
    if found is None:
        found = node.memory["vrrp"] = Routers(node)
    assert isinstance(found, Routers)
    return found


def align_routers(node: "Node") -> None:
    """Bring the VRRP routers of a master in line with the configuration and the links."""
    if node.is_master:
        node.call("netTools", "watch_hosts")
        routers_of(node).align()


def received(node: "Node", port: "Port", vid: int, frame: Frame) -> bool:
    """Process an advertisement; it is also forwarded to the other switches in the VLAN."""
    packet, fault = frame.payload, ""
    if isinstance(packet, Malformed):
        fault = wire.fault_of(packet.data)
    if "vrrp" in node.memory and fault:
        routers_of(node).damaged(vid, fault)
    elif "vrrp" in node.memory and isinstance(packet, Ipv4) and isinstance(packet.payload, Vrrp):
        routers_of(node).received(vid, packet, packet.payload)
    return False
