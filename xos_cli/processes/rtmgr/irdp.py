"""Advertise the switch to the hosts of VLANs by ICMP router discovery (RFC 1256).

A VLAN where it is enabled, and which is up, is sent an advertisement with its addresses; the first three follow each
other within 16 seconds, the others as the intervals say.  A last one with the lifetime 0 says that it is over.

evidence: guide 11.3 (that it advertises; the intervals), RFC 1256 (everything else)
"""

import zlib
from typing import TYPE_CHECKING

from xos_cli.packets.addresses import ALL_HOSTS, ALL_HOSTS_MAC, BROADCAST
from xos_cli.packets.frames import ROUTER_ADVERTISEMENT, Frame, Icmp, Ipv4
from xos_cli.processes.rtmgr.rows import Irdp, IrdpConfig
from xos_cli.processes.vlan.ip.facts import IpInterface, interface, interfaces
from xos_cli.switch.timing.clock import EventKind

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

#: The first advertisements, and the seconds that may be between two of them (RFC 1256, 5).
FIRST, SOON = 3, 16.0
EVERYBODY = 0xFFFFFFFF
#: The 32-bit words of an address and its preference (RFC 1256, 3).
WORDS = 2


class Advertiser:
    """The advertisements of a master: by VLAN when the next is due, and how many were sent."""

    def __init__(self, node: "Node") -> None:
        self.node = node
        self.due: dict[str, float] = {}
        self.sent: dict[str, int] = {}
        self._settings: IrdpConfig | None = None

    def follow(self) -> None:
        """Advertise into the VLANs where IRDP is enabled; restart where the intervals changed."""
        node, now = self.node, self.node.clock.now
        settings, wanted = node.store.one(IrdpConfig), _enabled(node)
        if settings != self._settings:
            self.due, self.sent, self._settings = {}, {}, settings
        for name in [name for name in self.due if name not in wanted]:
            del self.due[name], self.sent[name]
            self._withdraw(name)
        for name in wanted:
            if name not in self.due:
                self.due[name], self.sent[name] = now, 0
        self._arm()

    def advertise(self) -> None:
        """Send the advertisements that are due."""
        now = self.node.clock.now
        for name in [name for name, moment in self.due.items() if moment <= now]:
            found = interface(self.node.store, name)
            if found is not None:
                self._send(found, self.node.store.one(IrdpConfig).lifetime)
            self.sent[name] += 1
            self.due[name] = now + self._wait(name)
        self._arm()

    def _wait(self, name: str) -> float:
        """Return the seconds until the next advertisement, drawn from the seed, the VLAN and the number of the last."""
        settings, number = self.node.store.one(IrdpConfig), self.sent[name]
        part = zlib.crc32(f"{self.node.seed}/{name}/{number}".encode()) % 1000 / 1000
        seconds = settings.mininterval + part * (settings.maxinterval - settings.mininterval)
        return min(SOON, seconds) if number < FIRST else seconds

    def _arm(self) -> None:
        clock = self.node.clock
        clock.drop(self)
        if self.due:
            clock.after(min(self.due.values()) - clock.now, self.advertise, kind=EventKind.BEACON)

    def _withdraw(self, name: str) -> None:
        """Send an advertisement with lifetime 0 into a VLAN that can still be reached."""
        found = interface(self.node.store, name)
        if found is not None and found.up:
            self._send(found, 0)

    def _send(self, found: IpInterface, lifetime: int) -> None:
        fabric, settings = self.node.fabric, self.node.store.one(IrdpConfig)
        assert fabric is not None
        own = [found.address, *found.secondary]
        entries = b"".join(
            int(one.ip).to_bytes(4, "big") + settings.preference.to_bytes(4, "big", signed=True) for one in own
        )
        message = Icmp(ROUTER_ADVERTISEMENT, 0, len(own) << 8 | WORDS, lifetime, entries)
        packet = Ipv4(int(found.address.ip), ALL_HOSTS if settings.mcast else EVERYBODY, message, ttl=1)
        fabric.router.counts.sent(found.vlan.vrName, packet)
        mac = ALL_HOSTS_MAC if settings.mcast else BROADCAST
        fabric.send_vlan(found.vlan.tag, Frame(fabric.mac, mac, 0, packet))


def _enabled(node: "Node") -> list[str]:
    """Return the VLANs that are up and have IRDP."""
    on = {row.vlan.lower() for row in node.store.rows(Irdp) if row.enabled}
    return [found.vlan.name for found in interfaces(node.store) if found.up and found.vlan.name.lower() in on]


def advertise(node: "Node") -> None:
    """Update the router advertisements after a change of settings, addresses or links."""
    if node.fabric is None or not node.is_master:
        return
    found = node.memory.get("irdp")
    if not isinstance(found, Advertiser):
        found = node.memory["irdp"] = Advertiser(node)
    found.follow()
