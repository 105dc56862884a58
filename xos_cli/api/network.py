"""A whole network for a Python program: its switches, hosts, cables, captures, and time."""

import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NoReturn

from xos_cli.api.node import Event, when
from xos_cli.api.switch import Seat, Snapshot, Switch
from xos_cli.errors import XosError
from xos_cli.network import network as inside
from xos_cli.network.cable import Cable as Wire
from xos_cli.network.cable import CableEnd, Socket
from xos_cli.network.traffic import Stream, Trace
from xos_cli.packets.addresses import ip_number, ip_text
from xos_cli.program.capture import Capture
from xos_cli.program.network import Options, build, built_plan, open_plan
from xos_cli.program.switch_on import START
from xos_cli.record import NamedTuple

if TYPE_CHECKING:
    from xos_cli.network.browser import Browser


class Gap(NamedTuple):
    """Probes that were lost one after another: when the first was sent, for how many seconds, and how many."""

    start: datetime
    seconds: float
    lost: int


class Traffic:
    """A stream of probes, and what has become of it until now."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream

    def __repr__(self) -> str:
        return f"<{self.sent} sent, {self.received} received, {self.lost} lost, longest gap {self.longest_gap:.3f} s>"

    @property
    def sent(self) -> int:
        """Probes whose fate is known: answered, or not answered in time."""
        return self._stream.sent

    @property
    def received(self) -> int:
        """Probes that were answered."""
        return self._stream.received

    @property
    def lost(self) -> int:
        """Probes that were not answered within two seconds."""
        return self._stream.lost

    @property
    def longest_gap(self) -> float:
        """Seconds of the longest run of lost probes."""
        return self._stream.longest_gap

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The runs of lost probes, oldest first."""
        return tuple([Gap(when(start), seconds, lost) for start, seconds, lost in self._stream.gaps])

    def stop(self) -> "Traffic":
        """Stop sending probes, and return the result."""
        self._stream.stop()
        return self


class WebLogin(NamedTuple):
    """What a login page said: whether the user is in, the title of the page, and the page that it leads to."""

    accepted: bool
    title: str
    page: str


class Host:
    """A host of the network.  *name*: as the network file has it."""

    def __init__(self, network: "Network", name: str) -> None:
        self._network, self.name = network, name

    def ping(self, address: str, count: int = 4, every: float = 1.0, dscp: int = 0) -> Traffic:
        """Send *count* echo requests; return the result when the last is answered or lost.

        *every*: seconds.  *dscp*: the DiffServ code point of the requests, which the replies have, too.
        """
        stream = Stream(self._network._inside.hosts[self.name], _address(address), every, count, dscp=dscp)
        self._network._inside.wait(lambda: stream.done, "the end of the ping")
        return Traffic(stream)

    def traceroute(self, address: str) -> list[str]:
        """Return the addresses of the routers on the way, the host's own last; ``*`` where nobody answered."""
        trace = Trace(self._network._inside.hosts[self.name], _address(address))
        self._network._inside.wait(lambda: trace.done, "the end of the traceroute")
        return trace.hops

    def login(self, user: str, password: str, url: str = "") -> WebLogin:
        """Open a page in the host's browser and log in at the login page that comes instead; *url*: any page.

        Raises XosError where there is no page.
        """
        browser = self._browser()
        browser.log_in(user, password, url)
        self._browse("the end of the login")
        return WebLogin("authenticated" in browser.title, browser.title, browser.page)

    def open_page(self, url: str) -> str:
        """Open a page in the host's browser; return its title.  Raises XosError where there is no page."""
        self._browser().visit(url)
        self._browse("the page")
        return self._browser().title

    def logout(self) -> None:
        """Log out with the window that the login has opened."""
        self._browser().log_out()
        self._browse("the end of the logout")

    def close_window(self) -> None:
        """Close the logout window, so that it no longer refreshes the session."""
        self._browser().close_window()

    def _browser(self) -> "Browser":
        return self._network._inside.hosts[self.name].browser

    def _browse(self, what: str) -> None:
        """Let time pass until the browser is done; raise XosError if it has found no page."""
        browser = self._browser()
        self._network._inside.wait(lambda: browser.done, what)
        if browser.failure:
            raise XosError(f"{self.name}: {browser.failure}")

    def dot1x(self, user: str, password: str) -> str:
        """Say by 802.1X (EAP-MD5) who the host is; return ``authenticated``, ``failed`` or ``unanswered``."""
        supplicant = self._network._inside.hosts[self.name].supply(user, password)
        supplicant.begin()
        self._network._inside.wait(lambda: supplicant.state != "connecting", "the end of the authentication")
        return supplicant.state

    def logoff(self) -> None:
        """Leave the port by 802.1X; XosError if the host has no supplicant."""
        supplicant = self._network._inside.hosts[self.name].supplicant
        if supplicant is None:
            raise XosError(f"{self.name} has no supplicant")
        supplicant.log_off()
        self._network.advance(0.1)

    def renew(self) -> None:
        """Release the address that the host has by DHCP, and ask for another one; XosError if it has a fixed one."""
        client = self._network._inside.hosts[self.name].client
        if client is None:
            raise XosError(f"{self.name} has a fixed address")
        client.renew()
        self._network._inside.wait(lambda: bool(client.host.address), "an address")

    @property
    def address(self) -> str:
        """Its IPv4 address, "" while it has none."""
        number = self._network._inside.hosts[self.name].address
        return ip_text(number) if number else ""

    @property
    def log(self) -> list[str]:
        """The messages that its syslog service got."""
        log = self._network._inside.hosts[self.name].log
        return [line.text for line in log.lines] if log else []

    @property
    def accounting(self) -> list[str]:
        """The logins and logouts that its RADIUS or TACACS+ server was told of: ``alice start``, ``alice stop``.

        TACACS+ tells of commands too: ``alice stop show switch``.
        """
        host = self._network._inside.hosts[self.name]
        told = [f"{note.user} {note.status}" for note in host.radius.accounting] if host.radius else []
        notes = host.tacacs.notes if host.tacacs else []
        return told + [f"{note.user} {note.status} {note.command}".rstrip() for note in notes]

    @property
    def files(self) -> Mapping[str, bytes]:
        """The files that its TFTP service has."""
        files = self._network._inside.hosts[self.name].files
        return MappingProxyType(files.files) if files else MappingProxyType({})


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


def _address(text: str) -> int:
    try:
        return ip_number(text)
    except ValueError:
        raise XosError(f"{text} is no IPv4 address") from None
