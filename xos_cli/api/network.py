"""A whole network for a Python program: its switches, hosts, cables, captures, and time."""

import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NoReturn

from xos_cli.api.host import Host, Traffic
from xos_cli.api.node import Event, when
from xos_cli.api.switch import Seat, Snapshot, Switch
from xos_cli.errors import XosError
from xos_cli.network import network as inside
from xos_cli.network.cable import Cable as Wire
from xos_cli.network.cable import CableEnd, Socket
from xos_cli.network.traffic import Stream
from xos_cli.program.capture import Capture
from xos_cli.program.network import Options, build, built_plan, open_plan
from xos_cli.program.switch_on import START
from xos_cli.record import NamedTuple

if TYPE_CHECKING:
    pass


class Cable:
    """A cable, or the connection of a port to a segment."""

    def __init__(self, network: "Network", end: str) -> None:
        self._network, self._end = network, end

    @property
    def _wire(self) -> "CableEnd | Socket":
        return self._network._inside.wire(self._end)

    def cut(self, end: str | None = None) -> None:
        """Cut the cable; with *end* only in the direction in which that end sends."""
        wire = self._wire
        if isinstance(wire, Socket):
            wire.cut = True
            wire.look()
            return
        one = None if end is None else self._network._inside.wire(end)
        if one is not None and one not in wire.cable.ends:
            raise XosError(f"{end} is no end of the cable {wire.cable.name}")
        wire.cable.cut(one if isinstance(one, CableEnd) else None)

    def join(self) -> None:
        """Repair the cable."""
        wire = self._wire
        if isinstance(wire, Socket):
            wire.cut = False
            wire.look()
        else:
            wire.cable.join()

    @property
    def up(self) -> bool:
        """Whether there is a link at both ends."""
        wire = self._wire
        return wire.agreed is not None if isinstance(wire, Socket) else wire.cable.up

    @property
    def loss(self) -> float:
        """The share of frames that are lost, from 0 to 1."""
        return self._cable.loss

    @loss.setter
    def loss(self, share: float) -> None:
        if not 0 <= share <= 1:
            raise XosError(f"the loss can be from 0 to 1, not {share}")
        self._cable.loss = share

    @property
    def delay(self) -> float:
        """The seconds that a frame takes, from 0 to 10."""
        return self._cable.delay

    @delay.setter
    def delay(self, seconds: float) -> None:
        if not 0 <= seconds <= 10:
            raise XosError(f"the delay can be from 0 to 10 seconds, not {seconds}")
        self._cable.delay = seconds

    @property
    def _cable(self) -> Wire:
        return self._network._inside.cable_at(self._end)


class NetworkSwitch(Switch):
    """A switch of a network: a ``Switch`` whose time and snapshots are those of the network."""

    def __init__(self, network: "Network", name: str) -> None:
        self._network = network
        self.untaken = ()
        self._machine = network._inside.machines[name]
        self._begin(known_password=False)

    def advance(self, seconds: float) -> None:
        """Let virtual time pass in the whole network."""
        self._network.advance(seconds)

    def snapshot(self) -> NoReturn:
        """Refuse: a snapshot is the network's."""
        raise XosError("a switch of a network has no snapshots of its own: use network.snapshot()")

    def restore(self, snapshot: Snapshot) -> NoReturn:
        """Refuse: a snapshot is the network's."""
        raise XosError("a switch of a network has no snapshots of its own: use network.restore()")


class NetworkSnapshot(NamedTuple):
    """The whole network at one moment, to be given to ``Network.restore`` as often as wanted."""

    network: inside.Network
    consoles: dict[str, dict[str, Seat]]
    events: dict[str, int]


class Network:
    """Switches, hosts and cables: booted, in sync, and quiet.  Use ``Network.read`` or ``Network.build``."""

    def __init__(self, network: inside.Network) -> None:
        self._inside = network
        found = {name: NetworkSwitch(self, name) for name in network.machines}
        self.switches: Mapping[str, NetworkSwitch] = MappingProxyType(found)
        self.hosts: Mapping[str, Host] = MappingProxyType({name: Host(self, name) for name in network.hosts})

    @classmethod
    def read(
        cls,
        path: str | os.PathLike[str],
        seed: int = 0,
        start: str | datetime = START,
        cold: bool = False,
        ssh_module: bool = False,
    ) -> "Network":
        """Return the network that a file describes (or a sample: ``two-switches``); *cold*: just switched on.

        *ssh_module*: every switch has the SSH module, and SSH is enabled.
        """
        return cls(build(open_plan(path), Options(_moment(start), seed, cold, ssh_module)))

    @classmethod
    def build(
        cls,
        switches: Mapping[str, Mapping[str, Any]],
        hosts: Mapping[str, Mapping[str, Any]] | None = None,
        cables: Iterable[Any] = (),
        segments: Iterable[Mapping[str, Any]] = (),
        seed: int = 0,
        start: str | datetime = START,
        cold: bool = False,
        ssh_module: bool = False,
    ) -> "Network":
        """Return the network that tables like those of a file describe; a cable can be a pair of ends."""
        plan = built_plan(switches, hosts or {}, cables, segments)
        return cls(build(plan, Options(_moment(start), seed, cold, ssh_module)))

    # -- what there is -----------------------------------------------------------------------------------------------

    def cable(self, end: str) -> Cable:
        """Return the cable at an end: ``core 1:1``, ``core mgmt-a``, ``pc1``."""
        self._inside.wire(end)
        return Cable(self, end)

    def capture(self, end: str, path: str | os.PathLike[str]) -> Capture:
        """Write every frame that passes an end into a pcap file, until ``stop()``."""
        return Capture(self._inside.wire(end), os.fspath(path))

    def traffic(self, source: str, destination: str, every: float = 0.01, dscp: int = 0) -> Traffic:
        """Send probes from one host to another until ``stop()``; *dscp* is their DiffServ code point."""
        return Traffic(Stream(self._host(source), self._host(destination).address, every, dscp=dscp))

    def _host(self, name: str) -> Any:
        if name not in self._inside.hosts:
            raise XosError(f"there is no host {name} (there is {', '.join(self._inside.hosts) or 'none'})")
        return self._inside.hosts[name]

    @property
    def events(self) -> tuple[Event, ...]:
        """What happened on all switches since the network was made, oldest first."""
        found = [
            event._replace(node=f"{name} {event.node}".strip())
            for name, switch in self.switches.items()
            for event in switch.events
        ]
        return tuple(sorted(found, key=lambda event: event[0]))

    # -- time --------------------------------------------------------------------------------------------------------

    @property
    def now(self) -> datetime:
        """The virtual clock, UTC."""
        return when(self._inside.now)

    def advance(self, seconds: float) -> None:
        """Let virtual time pass."""
        self._inside.advance(seconds)

    @property
    def quiet(self) -> bool:
        """Whether no frame or message is in flight, and nothing but repetitions and time limits is pending."""
        return self._inside.quiet

    def settle(self, limit: float = 300.0) -> float:
        """Wait until the network is quiet; return the virtual seconds that took.  LabError after *limit* seconds."""
        return self._inside.settle(limit)

    # -- copies ------------------------------------------------------------------------------------------------------

    def snapshot(self) -> NetworkSnapshot:
        """Return a copy of everything as it is now, time, frames in flight and consoles included."""
        seats = {name: switch._seats() for name, switch in self.switches.items()}
        events = {name: len(switch.events) for name, switch in self.switches.items()}
        return NetworkSnapshot(self._inside.snapshot(), seats, events)

    def restore(self, snapshot: NetworkSnapshot) -> None:
        """Go back to a snapshot.  A console that was at its prompt goes on there; any other begins anew."""
        self._inside.restore(snapshot.network)
        seated = [switch._seat(snapshot.consoles.get(name, {})) for name, switch in self.switches.items()]
        if any(seated):
            self._inside.restore(snapshot.network)  # without the traces of logging in again
        for name, switch in self.switches.items():
            switch._resume(snapshot.consoles.get(name, {}), snapshot.events.get(name, 0))


def _moment(start: str | datetime) -> str:
    return start if isinstance(start, str) else f"{start:%Y-%m-%d %H:%M:%S}"
