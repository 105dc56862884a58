"""Run LACP on a master: apply the configuration and the links to its groups, send and receive on each port."""

from collections import Counter
from typing import TYPE_CHECKING

from xos_cli.packets.addresses import LACP_GROUP, mac_number
from xos_cli.packets.frames import Frame, Lacpdu, LacpInfo
from xos_cli.processes.vlan.lacp.facts import key_of, lacp_groups, settings_of
from xos_cli.processes.vlan.lacp.machine import Group, LacpSettings, Member
from xos_cli.processes.vlan.ports.facts import up_ports
from xos_cli.processes.vlan.ports.rows import CARRYING, LacpMember, LacpParty, LacpPort, LoadShare
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.timing.deadlines import AT_REST, rearm

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Port
    from xos_cli.switch.node import Node

#: What is counted by port.
ACCEPTED, DAMAGED, NOT_UP, OWN_MAC, SENT = "accepted", "damaged", "not up", "own MAC", "sent"


class Aggregators:
    """The groups with LACP, by master port.  *counted*: messages, by port and what became of them."""

    def __init__(self, node: "Node") -> None:
        self.node = node
        self.groups: dict[Port, Group] = {}
        self.counted: Counter[tuple[Port, str]] = Counter()
        self.strays = 0  # messages on ports without LACP
        self.checkpointed = 0  # what they changed, as the backup was told
        self._armed = AT_REST

    # -- the configuration and the links ---------------------------------------------------------------------------

    def resume(self) -> None:
        """Continue in the state that the old master had."""
        node, now = self.node, self.node.clock.now
        first = max(now, node.fabric.dark_until) if node.fabric is not None else now
        for row in lacp_groups(node.store):
            group = self.groups[row.slot, row.port] = Group(self._settings(row))
            for member in self._members(row):
                kept = node.store.get(LacpMember, *member.port)
                if kept is not None:
                    group.resume(member, kept, now, first)

    def align(self) -> None:
        """Bring the groups in line with the configuration and the links."""
        node, now = self.node, self.node.clock.now
        wanted = {(row.slot, row.port): row for row in lacp_groups(node.store)}
        for master in [master for master in self.groups if master not in wanted]:
            del self.groups[master]
        up = set(sets.each(up_ports(node.store)))
        for master, row in wanted.items():
            group = self.groups.setdefault(master, Group(self._settings(row)))
            changed, group.settings = group.settings != self._settings(row), self._settings(row)
            if changed:
                for member in group.members.values():
                    member.send_now = True
            group.set_members(self._members(row), up, now)
        self.after()

    def _settings(self, row: LoadShare) -> LacpSettings:
        own, chassis = settings_of(self.node.store, row), self.node.chassis
        key = key_of((row.slot, row.port))
        short, passive = bool(own.shortTimeout), bool(own.passive)
        most = chassis.features.sharing_static
        return LacpSettings(own.systemPriority, mac_number(chassis.mac), key, short, passive, most)

    def _members(self, row: LoadShare) -> list[Member]:
        ports = sets.each(sets.read(row.portList))
        return [Member(port, key_of(port), self._priority(port)) for port in ports]

    def _priority(self, port: "Port") -> int:
        row = self.node.store.get(LacpPort, *port)
        return row.priority if row is not None else 0

    # -- frames ----------------------------------------------------------------------------------------------------

    def received(self, port: "Port", message: Lacpdu) -> None:
        """Process a message received at a port."""
        node, fabric = self.node, self.node.fabric
        assert fabric is not None
        group = next((group for group in self.groups.values() if port in group.members), None)
        if group is None:
            self.strays += 1
        elif not group.members[port].up:
            self.counted[port, NOT_UP] += 1
        elif message.actor.system == fabric.mac:
            self.counted[port, OWN_MAC] += 1
        else:
            self.counted[port, ACCEPTED] += 1
            group.received(port, LacpParty(*message.actor), LacpParty(*message.partner), node.clock.now)
            self.after()

    def _send(self) -> None:
        fabric = self.node.fabric
        for group in self.groups.values():
            sent, group.sent = group.sent, []
            for port in dict.fromkeys(sent) if fabric is not None else ():
                assert fabric is not None
                member = group.members[port]
                actor, partner = LacpInfo(*group.actor(member)), LacpInfo(*member.partner)
                self.counted[port, SENT] += 1
                fabric.send(port, Frame(fabric.mac, LACP_GROUP, 0, Lacpdu(actor, partner)))

    # -- time ------------------------------------------------------------------------------------------------------

    def ring(self) -> None:
        """Process the timers of all groups that are due."""
        self.node.worked("vlan")
        now = self.node.clock.now
        self._armed = AT_REST
        self.node.clock.drop(self)
        for group in self.groups.values():
            if min(group.due()) <= now:
                group.tick(now)
        self.after()

    def _arm(self) -> None:
        """Set the timers of the next events; messages have one only where a neighbor could hear them."""
        found = [group.due() for group in self.groups.values()]
        heard = self.node.fabric is not None
        self._armed = rearm(self.node.clock, self, self.ring, self._armed, found, heard)

    # -- what came of it -------------------------------------------------------------------------------------------

    def after(self) -> None:
        """Store the changes as rows, log them, send messages, and set the next timers."""
        rows = {row[:2]: row for row in self._rows()}
        old = {row[:2]: row for row in self.node.store.rows(LacpMember)}
        if rows != old:
            with self.node.change() as transaction:
                for port in old.keys() - rows.keys():
                    transaction.delete(LacpMember, *port)
                for row in rows.values():
                    transaction.put(row)
            changed = [port for port, row in rows.items() if old.get(port) != row]
            self.checkpointed += len(changed) if self.node.linked else 0
            self._tell(old, rows)
        self._send()
        self._arm()

    def _rows(self) -> list[LacpMember]:
        return [
            LacpMember(*port, member.rx, member.selection, member.mux, group.flags(member), member.partner)
            for group in self.groups.values()
            for port, member in group.members.items()
        ]

    def _tell(self, old: "dict[Port, LacpMember]", rows: "dict[Port, LacpMember]") -> None:
        """Log the ports that joined or left an aggregator, and update what depends on them.

        evidence: later 31.6 (the event of a port that is added), inferred (that of one that is removed)
        """
        before = {port for port, row in old.items() if row.mux == CARRYING}
        after = {port for port, row in rows.items() if row.mux == CARRYING}
        for port in sorted(before ^ after):
            word, name = ("Add", "to") if port in after else ("Remove", "from")
            event = "LACP.AddPortToAggr" if port in after else "LACP.RemPortFromAggr"
            self.node.event("Info", event, f"{word} port {self.node.chassis.port_name(port)} {name} aggregator")
        if before != after:
            self.node.later(0.0, "vlan", "tell_vlans")


def aggregators_of(node: "Node") -> Aggregators:
    """Return the groups of a master, made from its rows if there are none yet."""
    found = node.memory.get("lacp")
    if found is None:
        found = node.memory["lacp"] = Aggregators(node)
        found.resume()
    assert isinstance(found, Aggregators)
    return found


def counters_of(node: "Node") -> Aggregators:
    """Return the message counters of a node."""
    found = node.memory.get("lacp")
    return found if isinstance(found, Aggregators) else Aggregators(node)


def align_lacp(node: "Node") -> None:
    """Bring the groups in line with the configuration and the links."""
    aggregators_of(node).align()


def received(node: "Node", port: "Port", vid: int, frame: Frame) -> bool:
    """Process an LACP message received at a port."""
    found = aggregators_of(node)
    if isinstance(frame.payload, Lacpdu):
        found.received(port, frame.payload)
    else:
        found.counted[port, DAMAGED] += 1
    return True
