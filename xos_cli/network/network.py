"""The whole network: switches, hosts, segments, cables, and their clocks."""

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from typing import Any

from xos_cli.errors import LabError
from xos_cli.network.cable import DELAY, Cable, CableEnd, Segment, Socket
from xos_cli.network.depth import deep
from xos_cli.network.host import Host
from xos_cli.network.steady import PERIODS, PeriodComparison, Unsteady
from xos_cli.switch.fabric.fabric import Fabric
from xos_cli.switch.fabric.storm import Storms
from xos_cli.switch.hardware.link import Endpoint
from xos_cli.switch.machine import Machine
from xos_cli.switch.timing.clock import Clock

#: A time is worth skipping if it has more than so many periods: to look for a repetition takes two, and copies.
SKIPPED = 5
#: How often a period that was repeated is tried: something that comes seldom may have come between.
TRIES = 4
#: No wait is longer than this, in virtual seconds.
PATIENCE = 3600.0


class Island:
    """All that is cabled together: it has one clock, and its frames are numbered together."""

    def __init__(self, start: float) -> None:
        self.clock = Clock(start)
        self.storms = Storms(self.clock)

    @property
    def ways(self) -> dict[int, list[str]]:
        """Return the frames whose way is to be known."""
        return self.storms.ways


class Network:
    """Machines, hosts and segments by name, and the wires between them."""

    def __init__(self, seed: int = 0) -> None:
        self.seed = seed
        self.islands: list[Island] = []
        self.machines: dict[str, Machine] = {}
        self.hosts: dict[str, Host] = {}
        self.segments: dict[str, Segment] = {}
        self.cables: list[Cable] = []
        self.ports: dict[str, Mapping[str, int]] = {}  # the TCP ports of each switch's services, as its file has them
        self.where: dict[str, Island] = {}  # the island of each switch, host and segment

    # -- building --------------------------------------------------------------------------------------------------

    def island(self, start: float) -> Island:
        """Add an island, with nothing on it yet."""
        self.islands.append(Island(start))
        return self.islands[-1]

    def add_machine(self, name: str, machine: Machine, island: Island) -> None:
        """Put a switch, whose clock is the island's, on an island; it has a fabric from now on."""
        self._new(name, island)
        machine.backplane.fabric = Fabric(machine.chassis, island.clock, machine.backplane, name, island.storms)
        self.machines[name] = machine

    def add_host(self, host: Host, island: Island) -> None:
        """Put a host on an island."""
        self._new(host.name, island)
        self.hosts[host.name] = host

    def add_segment(self, segment: Segment, island: Island) -> None:
        """Put a segment on an island."""
        self._new(segment.name, island)
        self.segments[segment.name] = segment

    def _new(self, name: str, island: Island) -> None:
        if name in self.where:
            raise LabError(f"there is a {name} already")
        self.where[name] = island

    # -- ends ------------------------------------------------------------------------------------------------------

    def endpoint(self, text: str) -> Endpoint:
        """Return the port or host that ``core 1:1``, ``core mgmt-a`` or ``pc1`` names; LabError if there is none."""
        words = text.split()
        if len(words) == 1 and words[0] in self.hosts:
            return self.hosts[words[0]]
        if len(words) != 2 or words[0] not in self.machines:
            raise LabError(f'there is no end "{text}" (an end is a host, or a switch and its port: "core 1:1")')
        machine = self.machines[words[0]]
        found = dict(ports_of(machine)).get(words[1].lower())
        if found is None:
            raise LabError(f"{words[0]} ({machine.chassis.product}) has no port {words[1]}")
        return found

    def wire(self, text: str) -> CableEnd | Socket:
        """Return the wire's end at a port or host; LabError if nothing is plugged in there."""
        endpoint = self.endpoint(text)
        wire: Any = getattr(endpoint, "wire", None)
        if wire is None:
            raise LabError(f"there is no cable at {endpoint.name}")
        found: CableEnd | Socket = wire
        return found

    def cable_at(self, text: str) -> Cable:
        """Return the cable at a port or host."""
        wire = self.wire(text)
        if isinstance(wire, Socket):
            raise LabError(f"{wire.endpoint.name} is plugged into segment {wire.segment.name}")
        return wire.cable

    # -- cables ----------------------------------------------------------------------------------------------------

    def plug(self, one: str, other: str, delay: float = DELAY, loss: float = 0.0) -> Cable:
        """Cable two ends; their islands become one."""
        ends = self.endpoint(one), self.endpoint(other)
        for end in ends:
            if getattr(end, "wire", None) is not None:
                raise LabError(f"there is a cable at {end.name} already")
        if ends[0] is ends[1]:
            raise LabError(f"a cable needs two ends, not {one} twice")
        island = self._join(self.where[one.split()[0]], self.where[other.split()[0]])
        ends = self.endpoint(one), self.endpoint(other)
        cable = Cable(island.clock, *ends, island.storms, str(self.seed), delay, loss)
        self.cables.append(cable)
        return cable

    def plug_segment(self, segment: Segment, text: str) -> None:
        """Plug an end into a segment."""
        endpoint = self.endpoint(text)
        if getattr(endpoint, "wire", None) is not None:
            raise LabError(f"there is a cable at {endpoint.name} already")
        self._join(self.where[segment.name], self.where[text.split()[0]])
        self.segments[segment.name].plug(self.endpoint(text))

    def unplug(self, text: str) -> None:
        """Pull out the cable at an end."""
        wire = self.wire(text)
        if isinstance(wire, Socket):
            wire.segment.unplug(wire)
        else:
            self.cables.remove(wire.cable)
            wire.cable.unplug()

    def _join(self, one: Island, other: Island) -> Island:
        """Make two islands one: both come to the later of their moments, and have one clock from then on."""
        if one is other:
            return one
        late = max(one.clock.now, other.clock.now)
        for island in (one, other):
            island.clock.advance_to(late)
        gone, stays = (other, one) if self._weight(one) >= self._weight(other) else (one, other)
        self._move(gone, stays)
        self.islands.remove(gone)
        return stays

    def _weight(self, island: Island) -> int:
        return sum(1 for here in self.where.values() if here is island)

    def _move(self, gone: Island, stays: Island) -> None:
        """Move everything on one island to another: a copy of it that refers to the other's clock takes its place.

        The machines themselves stay the same objects, for whoever holds them.
        """
        names = [name for name, island in self.where.items() if island is gone]
        memo: dict[int, Any] = {id(gone.clock): stays.clock, id(gone.storms): stays.storms}
        machines = {name: self.machines[name] for name in names if name in self.machines}
        hosts = {name: self.hosts[name] for name in names if name in self.hosts}
        segments = {name: self.segments[name] for name in names if name in self.segments}
        cables = [cable for cable in self.cables if cable.clock is gone.clock]
        with deep():
            copies = deepcopy((machines, hosts, segments, cables), memo)
            stays.clock.adopt(gone.clock, memo)
        for name, machine in copies[0].items():
            self.machines[name].__dict__.update(machine.__dict__)
        self.hosts.update(copies[1])
        self.segments.update(copies[2])
        self.cables = [cable for cable in self.cables if cable.clock is not gone.clock] + copies[3]
        self.where.update(dict.fromkeys(names, stays))

    # -- time ------------------------------------------------------------------------------------------------------

    @property
    def now(self) -> float:
        """Return the latest moment of all islands."""
        return max((island.clock.now for island in self.islands), default=0.0)

    def advance(self, seconds: float) -> None:
        """Let virtual time pass on every island; what only repeats itself is computed, not stepped through."""
        target = self.now + seconds
        for island in self.islands:
            self._advance(island, target)

    def _advance(self, island: Island, target: float) -> None:
        """Step an island to *target*, and skip what it repeats on the way."""
        periods = [period for period in PERIODS if target - island.clock.now > SKIPPED * period]
        bounds: list[float] = []
        shorter: list[float] = []  # to go on with if the longest, once it was worth a try, is no repetition either
        tries, tried = 1, False
        while periods and target - island.clock.now > SKIPPED * periods[0]:
            found = self._repeats(island, periods[0])
            if found is None:
                tries -= 1
                if tries < 1:
                    tries, periods, shorter = 1, periods[1:] or shorter, []
                continue
            rest = min(found.bound, target) - island.clock.now
            if rest > found.period:
                found.skip(int(rest / found.period))
            island.clock.advance_to(min(found.bound + periods[0], target))  # what happens at the bound is soon over
            bounds.append(found.bound)
            tries = TRIES
            if not tried and _returns(bounds, periods):
                tries, tried, shorter, periods = 1, True, periods[:-1], periods[-1:]
        island.clock.advance_to(target)

    def _repeats(self, island: Island, period: float) -> PeriodComparison | None:
        """Step through two periods; return how everything goes on if it only repeats itself."""
        copies = []
        for _ in range(2):
            with deep():
                copies.append(deepcopy(self._on(island)))
            island.clock.advance(period)
        comparison = PeriodComparison(period)
        try:
            with deep():
                comparison.compare(copies[0], copies[1], self._on(island))
        except Unsteady:
            return None
        return comparison

    def _on(self, island: Island) -> list[Any]:
        """Return all that is on an island."""
        named = {**self.machines, **self.hosts, **self.segments}
        there = [named[name] for name, where in self.where.items() if where is island]
        return [island.clock, island.storms, *there, *[c for c in self.cables if c.clock is island.clock]]

    def catch_up(self) -> None:
        """Bring every island to the latest moment."""
        now = self.now
        for island in self.islands:
            island.clock.advance_to(now)

    @property
    def quiet(self) -> bool:
        """Return whether nothing is in flight and no transition is pending anywhere, and no VLAN storms."""
        return all(island.clock.quiet and not island.storms.raging for island in self.islands)

    def wait(self, until: Callable[[], bool], what: str, patience: float = PATIENCE) -> float:
        """Let time pass until something is so; return the seconds.  LabError once it cannot become so."""
        start = self.now
        self.catch_up()
        while not until():
            island = min((i for i in self.islands if i.clock.next is not None), key=_next, default=None)
            if island is None or not island.clock.step(start + patience):
                raise LabError(
                    f"{what}: not within {patience:g} seconds" if island else f"{what}: it would never be so"
                )
        self.catch_up()
        return self.now - start

    def settle(self, limit: float = 300.0) -> float:
        """Wait until the network is quiet; return the seconds that took.  LabError after *limit* seconds."""
        return self.wait(self._settled, "quiet", limit)

    def _settled(self) -> bool:
        storms = [text for island in self.islands if (text := island.storms.describe())]
        if storms:
            raise LabError(f"the network is not quiet: a storm in {', '.join(storms)}, until the loop is cut")
        return self.quiet

    def booted(self) -> bool:
        """Return whether every switch that has power is up and in sync, as far as it can be."""
        return all(machine.settled() for machine in self.machines.values() if machine.powered)

    # -- copies ----------------------------------------------------------------------------------------------------

    def snapshot(self) -> "Network":
        """Return a copy of everything, time and frames in flight included."""
        with deep():
            return deepcopy(self)

    def restore(self, snapshot: "Network") -> None:
        """Become what *snapshot* was; it can be gone back to again.  Each flash stays where it is kept now."""
        with deep():
            copy = deepcopy(snapshot)
        kept = self.machines
        for name, machine in copy.machines.items():
            if name in kept:
                for msm, node in machine.nodes.items():
                    node.flash.move(kept[name].nodes[msm].flash.storage)
                    node.leave_guests()
                kept[name].__dict__.update(machine.__dict__)
        self.__dict__.update(copy.__dict__)
        self.machines = {name: kept.get(name, machine) for name, machine in copy.machines.items()}


def _returns(bounds: list[float], periods: list[float]) -> bool:
    """Return whether what bounded the repetition comes back, so that the longest period is worth a try."""
    return len(bounds) > 1 and periods[0] < bounds[-1] - bounds[-2] <= periods[-1]


def _next(island: Island) -> float:
    moment = island.clock.next
    return float("inf") if moment is None else moment


def ports_of(machine: Machine) -> Iterator[tuple[str, Endpoint]]:
    """Yield the ports of a switch that a cable fits, by what they are called: ``1:1``, ``mgmt-a``, ``mgmt``."""
    fabric = machine.backplane.fabric
    for port in fabric.ports.values() if fabric is not None else ():
        yield port.name.split()[1], port
