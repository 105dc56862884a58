"""Layer 1: what an end of a cable offers, what two ends agree on, and what carries frames between them.

evidence: inferred from 802.3 clause 28 (auto-negotiation against a fixed setting gives half duplex)
"""

from collections.abc import Iterable
from typing import Protocol, runtime_checkable

from xos_cli.packets.frames import Frame
from xos_cli.record import NamedTuple


class Copy(NamedTuple):
    """A copy of a frame on its way: the frame, its octets on the wire, and a number that all copies of it share.

    Inside a switch it has a *queue* too (the number of its QoS profile, 0: none was chosen), and *dot1p*, the priority
    that it gets in the tag it leaves with (None: its own).
    """

    frame: Frame
    size: int
    serial: int
    queue: int = 0
    dot1p: int | None = None


class Offer(NamedTuple):
    """What one end of a cable offers: its speed in Mbps (the highest with *auto*) and its duplex."""

    speed: int = 1000
    duplex: str = "full"
    auto: bool = True


class Agreed(NamedTuple):
    """The speed in Mbps and the duplex (``full`` or ``half``) that one end of a link uses."""

    speed: int
    duplex: str


class Wire(Protocol):
    """What is plugged into a port: one end of a cable or of a segment."""

    def send(self, copy: Copy) -> None:
        """Carry a frame away; it may be lost."""

    def look(self) -> None:
        """Compare the offers of the ends again, because this one changed."""

    def far(self) -> "Iterable[Endpoint]":
        """Return what is at the other ends."""


class Endpoint(Protocol):
    """What a wire is plugged into: a port of a switch, a management port, or a host."""

    name: str

    @property
    def offer(self) -> Offer | None:
        """Return what this end offers now; None if it is off."""

    def attach(self, wire: Wire | None) -> None:
        """Plug a wire in, or pull it out."""

    def receive(self, copy: Copy) -> None:
        """Take a frame that arrives."""

    def carry(self, agreed: Agreed | None) -> None:
        """Bring the link up as *agreed*, or down (None)."""


class PowerNeed(NamedTuple):
    """What a powered device takes from its cable: milliwatts, its class of IEEE 802.3af; *legacy*: it follows none."""

    milliwatts: int
    kind: int = 0
    legacy: bool = False


@runtime_checkable
class PoweredEnd(Protocol):
    """An end of a cable that may live on the power of the other end."""

    needs: PowerNeed | None

    def power(self, on: bool) -> None:
        """Give it power, or take the power away."""


def negotiate(one: Offer | None, other: Offer | None) -> tuple[Agreed, Agreed] | None:
    """Return what two ends agree on, one value for each; None if they cannot have a link.

    Two fixed ends need the same speed and duplex.  An end that negotiates with a fixed one finds its speed and falls
    back to half duplex.
    """
    if one is None or other is None:
        return None
    if one.auto and other.auto:
        speed = min(one.speed, other.speed)
        duplex = "full" if one.duplex == other.duplex == "full" else "half"
        return Agreed(speed, duplex), Agreed(speed, duplex)
    if not one.auto and not other.auto:
        both = Agreed(one.speed, one.duplex)
        return (both, both) if (one.speed, one.duplex) == (other.speed, other.duplex) else None
    fixed, free = (other, one) if one.auto else (one, other)
    if fixed.speed > free.speed:
        return None
    ends = Agreed(fixed.speed, "half"), Agreed(fixed.speed, fixed.duplex)
    return ends if one.auto else (ends[1], ends[0])
