"""Discover neighbours by advertisements that are repeated: when each port speaks, and until when a neighbour holds.

``Discovery`` knows the times and does nothing; ``Discoverer`` lets a process of a master do what is due.
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
    """The ports that speak, each with the moment of its next advertisement, and the neighbours, until they expire."""

    def __init__(self) -> None:
        self.next: dict[Port, float] = {}
        self.until: dict[Hashable, float] = {}
        self.heard: dict[Hashable, float] = {}

    def speak(self, port: "Port", now: float) -> None:
        """Have a port advertise from now on, and at once."""
        self.next.setdefault(port, now)

    def hush(self, port: "Port") -> None:
        """Have a port advertise no more."""
        self.next.pop(port, None)

    def hear(self, neighbor: Hashable, seconds: float, now: float) -> None:
        """Remember a neighbour for *seconds* from now on."""
        self.heard[neighbor], self.until[neighbor] = now, now + seconds

    def forget(self, neighbor: Hashable) -> None:
        """Forget a neighbour."""
        self.until.pop(neighbor, None)
        self.heard.pop(neighbor, None)

    def speakers(self, interval: float, now: float) -> "list[Port]":
        """Return the ports whose time has come; each speaks again an interval later."""
        due = [port for port, moment in self.next.items() if moment <= now]
        for port in due:
            self.next[port] = now + interval
        return due

    def hurry(self, interval: float, now: float) -> None:
        """Let no port wait longer than an interval."""
        for port, moment in self.next.items():
            self.next[port] = min(moment, now + interval)

    def expired(self, now: float) -> list[Hashable]:
        """Return the neighbours whose time is over, and forget them."""
        gone = [neighbor for neighbor, moment in self.until.items() if moment <= now]
        for neighbor in gone:
            self.forget(neighbor)
        return gone


class Discoverer:
    """Let ``advertise(node, port)`` and ``expired(node, neighbor)`` of a process happen on a master when they are due.

    *counted* is for the process: by port, what was sent, received, ...
    """

    def __init__(self, node: "Node", process: str, interval: float) -> None:
        self.node, self.process, self.interval = node, process, interval
        self.discovery = Discovery()
        self.counted: Counter[tuple[Port, str]] = Counter()
        self._armed = NEVER, NEVER

    def ring(self) -> None:
        """Do what is due."""
        now = self.node.clock.now
        self.node.clock.drop(self)
        self._armed = NEVER, NEVER
        for port in self.discovery.speakers(self.interval, now):
            self.node.call(self.process, "advertise", port)
        for neighbor in self.discovery.expired(now):
            self.node.call(self.process, "expired", neighbor)
        self.arm()

    def arm(self) -> None:
        """Ask the clock for the next moment; one that only moved away is looked at when the old one comes."""
        clock = self.node.clock
        found = self.discovery
        speak, expire = min(found.next.values(), default=NEVER), min(found.until.values(), default=NEVER)
        if speak == self._armed[0] and self._armed[1] <= expire and (self._armed[1] < NEVER) == (expire < NEVER):
            return
        clock.drop(self)
        self._armed = speak, expire
        for moment, kind in ((speak, EventKind.BEACON), (expire, EventKind.GUARD)):
            if moment < NEVER:
                clock.at(moment, self.ring, kind=kind)


def discoverer_of(node: "Node", process: str, interval: float) -> Discoverer:
    """Return what discovers neighbours for a process on a node, made if there is none yet."""
    found = node.memory.get(process)
    if found is None:
        found = node.memory[process] = Discoverer(node, process, interval)
    assert isinstance(found, Discoverer)
    if found.interval != interval:
        found.interval = interval
        found.discovery.hurry(interval, node.clock.now)
    return found
