"""Discover neighbours by repeated advertisements: when each port sends, and when a neighbour expires.

``Discovery`` only knows the times; ``Discoverer`` calls a process of the master when something is due.
"""

from collections import Counter
from collections.abc import Hashable
from typing import TYPE_CHECKING

from xos_cli.switch.timing.clock import EventKind

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Port
    from xos_cli.switch.node import Node

NEVER = float("inf")


class Discovery:
    """The advertising ports, each with the moment of its next advertisement, and the neighbours until they expire."""

    def __init__(self) -> None:
        self.next: dict[Port, float] = {}
        self.until: dict[Hashable, float] = {}
        self.heard: dict[Hashable, float] = {}

    def speak(self, port: "Port", now: float) -> None:
        """Begin to advertise on a port, at once and then every interval."""
        self.next.setdefault(port, now)

    def hush(self, port: "Port") -> None:
        """Stop advertising on a port."""
        self.next.pop(port, None)

    def hear(self, neighbor: Hashable, seconds: float, now: float) -> None:
        """Remember a neighbour for *seconds* from now on."""
        self.heard[neighbor], self.until[neighbor] = now, now + seconds

    def forget(self, neighbor: Hashable) -> None:
        """Forget a neighbour."""
        self.until.pop(neighbor, None)
        self.heard.pop(neighbor, None)

    def speakers(self, interval: float, now: float) -> "list[Port]":
        """Return the ports whose advertisement is due; schedule the next one of each."""
        due = [port for port, moment in self.next.items() if moment <= now]
        for port in due:
            self.next[port] = now + interval
        return due

    def hurry(self, interval: float, now: float) -> None:
        """Bring the next advertisement of each port forward to at most one interval from now."""
        for port, moment in self.next.items():
            self.next[port] = min(moment, now + interval)

    def expired(self, now: float) -> list[Hashable]:
        """Return the neighbours that have expired, and forget them."""
        gone = [neighbor for neighbor, moment in self.until.items() if moment <= now]
        for neighbor in gone:
            self.forget(neighbor)
        return gone


class Discoverer:
    """Call ``advertise(node, port)`` and ``expired(node, neighbor)`` of a process on the master when they are due.

    *counted* is for the process: by port, what was sent, received, ...
    """

    def __init__(self, node: "Node", process: str, interval: float) -> None:
        self.node, self.process, self.interval = node, process, interval
        self.discovery = Discovery()
        self.counted: Counter[tuple[Port, str]] = Counter()
        self.quiet_until = 0.0  # when changes may be told outside again
        self._armed = NEVER, NEVER

    def ring(self) -> None:
        """Advertise and expire what is due now."""
        self.node.worked(self.process)
        now = self.node.clock.now
        self.node.clock.drop(self)
        self._armed = NEVER, NEVER
        for port in self.discovery.speakers(self.interval, now):
            self.node.call(self.process, "advertise", port)
        for neighbor in self.discovery.expired(now):
            self.node.call(self.process, "expired", neighbor)
        self.arm()

    def arm(self) -> None:
        """Set the timers for the next moments."""
        clock = self.node.clock
        found = self.discovery
        speak, expire = min(found.next.values(), default=NEVER), min(found.until.values(), default=NEVER)
        if (speak, expire) == self._armed:
            return
        clock.drop(self)
        self._armed = speak, expire
        for moment, kind in ((speak, EventKind.BEACON), (expire, EventKind.GUARD)):
            if moment < NEVER:
                clock.at(moment, self.ring, kind=kind)


def discoverer_of(node: "Node", process: str, interval: float) -> Discoverer:
    """Return the discoverer of a process on a node; make it at the first call."""
    found = node.memory.get(process)
    if found is None:
        found = node.memory[process] = Discoverer(node, process, interval)
    assert isinstance(found, Discoverer)
    if found.interval != interval:
        found.interval = interval
        found.discovery.hurry(interval, node.clock.now)
    return found
