"""Ping hosts that other processes watch (VRRP and ESRP track them), and keep which of them do not answer.

A process names the hosts in its hook ``watched_hosts(store)``, has ``watch_hosts`` called when they change, and is told
by its hook ``hosts_changed(node)`` when one fails or answers again.
"""

from typing import TYPE_CHECKING

from xos_cli.packets.addresses import ip_number, ip_text
from xos_cli.packets.frames import ECHO_REQUEST, Icmp, Ipv4
from xos_cli.processes.netTools.probes import source_of
from xos_cli.processes.netTools.rows import MissedHost, WatchedHost
from xos_cli.processes.vlan.ip.facts import interfaces
from xos_cli.switch.timing.clock import EventKind

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

#: The identifier of these pings; those of `ping` are higher.
IDENTIFIER = 39999


class Watch:
    """One host that is pinged: the moments of the pings in a row that it did not answer, and whether that is too many.

    A ping is answered in time if the answer comes before the next one is sent.
    """

    def __init__(self, host: WatchedHost, now: float) -> None:
        self.host, self.next = host, now
        self.asked = self.answered = False
        self.silent: tuple[float, ...] = ()
        self.missed = False

    def ask(self, now: float) -> None:
        """Send a ping, and check the answer to the last one."""
        if self.asked and not self.answered:
            self.silent = (*self.silent, now)[-self.host.miss :]
            self.missed = len(self.silent) >= self.host.miss
        self.asked, self.answered, self.next = True, False, now + self.host.frequency

    def answer(self) -> None:
        """Process an answer."""
        self.answered, self.silent, self.missed = True, (), False


class HostWatcher:
    """All hosts that a master pings, by what is asked of each."""

    def __init__(self, node: "Node") -> None:
        self.node = node
        self.watches: dict[WatchedHost, Watch] = {}

    def follow(self) -> None:
        """Ping the hosts that are wanted now, and no others."""
        wanted = [host for _, hosts in self.node.software.gather("watched_hosts", self.node.store) for host in hosts]
        now = self.node.clock.now
        self.watches = {host: self.watches.get(host) or Watch(host, now) for host in wanted}
        self._keep()
        self._arm()

    def due(self) -> None:
        """Ping the hosts whose time has come."""
        self.node.worked("netTools")
        now = self.node.clock.now
        for host, watch in self.watches.items():
            if watch.next <= now:
                watch.ask(now)
                self._ping(host, watch)
        self._keep()
        self._arm()

    def _ping(self, host: WatchedHost, watch: Watch) -> None:
        """Send one echo request; an address of the switch itself answers at once."""
        node, address = self.node, ip_number(host.address)
        here = [item for item in interfaces(node.store) if item.up and item.vlan.vrName == host.vrName]
        own = {str(mine.ip) for item in here for mine in (item.address, *item.secondary)}
        if host.address in own:
            watch.answer()
        elif node.fabric is not None and (source := source_of(node, host.vrName, address)):
            message = Icmp(ECHO_REQUEST, 0, IDENTIFIER)
            node.call("rtmgr", "transmit", host.vrName, Ipv4(source, address, message))

    def answered(self, address: str) -> None:
        """Process an answer of a host."""
        for host, watch in self.watches.items():
            if host.address == address:
                watch.answer()
        self._keep()

    def _keep(self) -> None:
        """Put the rows of hosts that do not answer, delete those of others, and call the processes that watch them."""
        missed = {MissedHost(*host): None for host, watch in self.watches.items() if watch.missed}
        known = self.node.store.rows(MissedHost)
        if [*missed] == known:
            return
        with self.node.change() as transaction:
            for row in known:
                if row not in missed:
                    transaction.delete(MissedHost, *row)
            for row in missed:
                transaction.put(row)
        self.node.software.tell("hosts_changed", self.node)

    def _arm(self) -> None:
        clock = self.node.clock
        clock.drop(self)
        if self.watches:
            clock.at(min(watch.next for watch in self.watches.values()), self.due, kind=EventKind.BEACON)


def watch_hosts(node: "Node") -> None:
    """Update the list of hosts that are pinged."""
    found = node.memory.get("watched hosts")
    if found is None and not any(hosts for _, hosts in node.software.gather("watched_hosts", node.store)):
        return
    if found is None:
        found = node.memory["watched hosts"] = HostWatcher(node)
    assert isinstance(found, HostWatcher)
    found.follow()


def answered(node: "Node", address: int) -> None:
    """Process an answer to a ping of this module."""
    found = node.memory.get("watched hosts")
    if isinstance(found, HostWatcher):
        found.answered(ip_text(address))
