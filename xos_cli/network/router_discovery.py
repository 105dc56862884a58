"""Router discovery of a host (RFC 1256): one without a gateway takes the best router that advertises itself."""

from typing import Protocol

from xos_cli.packets.frames import Icmp
from xos_cli.switch.timing.clock import Clock, EventKind

#: A router with this preference is none by default (RFC 1256, 3).
NEVER = -(1 << 31)


class DiscoveringHost(Protocol):
    """A host as its router discovery sees it."""

    clock: Clock
    address: int
    length: int
    gateway: int


class RouterDiscovery:
    """The routers that a host has heard: by address their preference, and until when they hold."""

    def __init__(self, host: DiscoveringHost) -> None:
        self.host = host
        self.routers: dict[int, tuple[int, float]] = {}

    def take(self, message: Icmp) -> None:
        """Take an advertisement: its lifetime, and addresses with preferences; those of other subnets do not count."""
        words, now = message.identifier & 0xFF, self.host.clock.now
        for at in range(0, (message.identifier >> 8) * words * 4, words * 4):
            address = int.from_bytes(message.data[at : at + 4], "big")
            preference = int.from_bytes(message.data[at + 4 : at + 8], "big", signed=True)
            if not (address ^ self.host.address) >> (32 - self.host.length):
                self.routers[address] = preference, now + message.sequence
        self.host.clock.after(message.sequence, self.choose, kind=EventKind.GUARD)
        self.choose()

    def choose(self) -> None:
        """Use the router with the highest preference, of several the one with the lowest address."""
        now = self.host.clock.now
        self.routers = {router: held for router, held in self.routers.items() if held[1] > now}
        usable = [(-preference, router) for router, (preference, _) in self.routers.items() if preference != NEVER]
        self.host.gateway = min(usable)[1] if usable else 0
