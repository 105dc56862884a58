"""Broadcast storms: bound the copies of a frame that circles in a loop, and count the rest by arithmetic.

The copies of one frame share a number.  A switch forwards a bounded number of them in one VLAN; with the next one the
VLAN is storming: its ports then send, and their partners receive, at the speed of the link, until anything changes
that could have cut the loop.  Each frame that was circling is then sent once more, which shows whether it still does.
"""

from typing import TYPE_CHECKING, Protocol

from xos_cli.packets.frames import Frame
from xos_cli.record import NamedTuple
from xos_cli.switch.hardware.link import Copy
from xos_cli.switch.timing.clock import Clock, EventKind

if TYPE_CHECKING:
    from xos_cli.switch.fabric.ports import FabricPort, FabricVlan

#: Octets between two frames on the wire: preamble and gap (802.3).
GAP = 20


class Flooder(Protocol):
    """The fabric of one switch as a storm sees it."""

    name: str

    def copy(self, frame: Frame) -> Copy:
        """Return the first copy of a frame that is sent."""

    def flood(self, vlan: "FabricVlan", copy: Copy) -> None:
        """Send a frame out of every port of a VLAN that forwards."""

    def flood_processor(self, vlan: "FabricVlan", frame: Frame, on: bool) -> None:
        """Let the master's processor have its share of a frame that circles, or end that."""


class Storm(NamedTuple):
    """A VLAN of one switch in which a frame circles, since when, and the ports that send it without end."""

    fabric: Flooder
    vlan: "FabricVlan"
    frame: Frame
    since: float
    ports: "tuple[FabricPort, ...]"


class Storms:
    """All storms of the switches that are cabled together; it also numbers the frames that are sent."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.raging: dict[tuple[str, int], Storm] = {}
        self.ways: dict[int, list[str]] = {}  # the frames whose way is to be known, by number: the ends they left by
        self._serial = 0

    def number(self) -> int:
        """Return the number of a frame that is sent now."""
        self._serial += 1
        return self._serial

    def rage(self, fabric: Flooder, vlan: "FabricVlan", copy: Copy) -> None:
        """Note that a VLAN is storming, and count what its ports send from now on."""
        key = fabric.name, vlan.vid
        if key in self.raging:
            return
        ports = tuple([member for out in vlan.ways for member in (out.group[:1] if out.members else [out])])
        self.raging[key] = Storm(fabric, vlan, copy.frame, self.clock.now, ports)
        for port in ports:
            _count(port, self.clock.now, copy.size)
        fabric.flood_processor(vlan, copy.frame, True)

    def probe(self) -> None:
        """Test, after a change, whether each storming frame still circles."""
        storms, self.raging = list(self.raging.values()), {}
        for storm in storms:
            for port in storm.ports:
                _count(port, self.clock.now, 0)
            storm.fabric.flood_processor(storm.vlan, storm.frame, False)
            self.clock.after(0.0, self.retry, storm, kind=EventKind.FLIGHT)

    def retry(self, storm: Storm) -> None:
        """Send the frame of a storm once more."""
        storm.fabric.flood(storm.vlan, storm.fabric.copy(storm.frame))

    def describe(self) -> str:
        """Name the storms: the switch and VLAN of each."""
        return ", ".join(f"VLAN {storm.vlan.name} of {name}" for (name, _), storm in sorted(self.raging.items()))


def _count(port: "FabricPort", now: float, size: int) -> None:
    """Count frames of *size* octets at the speed of the link on a port and its partners; size 0 ends that."""
    speed = port.agreed.speed if port.agreed else 0
    rate = speed * 1e6 / 8 / (size + GAP) if size else 0.0
    port.counters.tx.storm(now, rate, size)
    for partner in port.partners():
        partner.counters.rx.storm(now, rate, size)
