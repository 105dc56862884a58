"""The switch for a Python program: its MSMs, consoles, faults and time."""

import os
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from xos_cli.api.console import Console
from xos_cli.api.node import Event, Node, when
from xos_cli.errors import XosError
from xos_cli.lab.commands import Lab
from xos_cli.program.switch_on import START, serve_files
from xos_cli.record import NamedTuple
from xos_cli.replay.difference import as_commands, sections
from xos_cli.replay.program import save_to
from xos_cli.replay.start import booted
from xos_cli.session.passwordless import without_password
from xos_cli.switch.log import LogEntry
from xos_cli.switch.machine import Machine

if TYPE_CHECKING:
    from xos_cli.api.ospf import Lsa
    from xos_cli.api.policy import Policy
    from xos_cli.api.protocols import Neighbor, Stp, Vrrp
    from xos_cli.api.tables import ArpEntry, FdbEntry, Route
    from xos_cli.switch.verdict import Verdict


class Seat(NamedTuple):
    """A console at its prompt: the account, and the number and history of its session."""

    account: str
    id: int
    number: int
    history: tuple[str, ...]


class Snapshot(NamedTuple):
    """The whole switch at one moment, to be given to ``Switch.restore`` as often as wanted."""

    machine: Machine
    consoles: dict[str, Seat]
    events: int


@lru_cache(maxsize=8)
def _fresh(chassis: str, start: str, seed: int, ssh_module: bool) -> Machine:
    """Return a booted switch, to be copied for each user."""
    return booted(chassis, start, seed, ssh_module=ssh_module).machine


class Switch:
    """A switch that is booted and, if it has two MSMs, in sync.

    *chassis*: a chassis that comes with the program (``bd10808``, ``bd8810``, ``bd8806``, ``summit-x450-24t``), or the
    path of a chassis file.  *flash*: a folder that keeps what is saved; without it, saved files are kept in memory.
    *seed*: the seed of what varies from switch to switch.  *start*: the date and time on the switch.  *config*: the
    configuration to begin with, a file that `save` wrote or the text of `show configuration` (a path, or the contents
    as bytes).  *tftp*: a folder with the files of TFTP servers; without it, they have what the switch puts there.
    *ssh_module*: the SSH module is installed and SSH is enabled, if nothing else was configured.

    The same arguments and the same commands give the same bytes.
    """

    def __init__(
        self,
        chassis: str = "bd10808",
        flash: str | os.PathLike[str] | None = None,
        seed: int = 0,
        start: str | datetime = START,
        config: str | os.PathLike[str] | bytes | None = None,
        tftp: str | os.PathLike[str] | None = None,
        ssh_module: bool = False,
    ) -> None:
        moment = start if isinstance(start, str) else f"{start:%Y-%m-%d %H:%M:%S}"
        self.untaken: tuple[str, ...] = ()
        if flash is None and config is None:
            self._machine = _fresh(os.fspath(chassis), moment, seed, ssh_module).snapshot()
        else:
            folder = None if flash is None else os.fspath(flash)
            begun = booted(os.fspath(chassis), moment, seed, folder, _contents(config), ssh_module)
            self._machine = begun.machine
            self.untaken = (*(f"{line}: {text}: {said}" for line, text, said in begun.untaken), *begun.remarks)
        serve_files(self._machine, None if tftp is None else os.fspath(tftp))
        self._begin(known_password=config is None)

    def _begin(self, known_password: bool) -> None:
        """Open the lab and the consoles of the machine."""
        self._lab = Lab(self._machine)
        self._known_password = known_password
        self._consoles: dict[str, Console] = {}
        self._events: list[Event] = []
        self.nodes: Mapping[str, Node] = MappingProxyType({n: Node(self._machine, n) for n in self._machine.nodes})
        self._watch()

    def __repr__(self) -> str:
        return f"<{self._machine.chassis.product}: {self._machine.describe()}>"

    # -- how it is ---------------------------------------------------------------------------------------------------

    @property
    def master(self) -> Node | None:
        """The MSM that manages the switch, None while none does."""
        return next((node for node in self.nodes.values() if node.is_master), None)

    @property
    def in_sync(self) -> bool:
        """Whether the MSMs are in sync: a failover now would lose nothing."""
        return self._machine.in_sync

    @property
    def unsaved(self) -> bool:
        """Whether a reboot would lose something: the selected file has another configuration than the running one."""
        master = self._machine.master
        return master is not None and master.config.unsaved

    @property
    def now(self) -> datetime:
        """The virtual clock, UTC."""
        return when(self._machine.clock.now)

    @property
    def events(self) -> tuple[Event, ...]:
        """The events on every MSM since this object was made, oldest first; a reboot does not clear them."""
        return tuple(self._events)

    def configuration(self, module: str | None = None) -> str:
        """Return the running configuration as `show configuration` prints it, or the lines of one *module*."""
        found = sections(self._machine)
        if module is None:
            return as_commands(found)
        if module not in found:
            raise XosError(f"no module {module} in the configuration (there is {', '.join(found) or 'none'})")
        return "".join(f"{line}\n" for line in found[module])

    def save_to(self, path: str | os.PathLike[str]) -> None:
        """Write the running configuration to a file of the host: as commands (.txt, .xsf), else as `save` writes it."""
        save_to(self._machine, os.fspath(path))

    # -- consoles ----------------------------------------------------------------------------------------------------

    def console(self, name: str = "", account: str = "admin", password: str | None = None) -> Console:
        """Return the serial console of an MSM (``MSM-A``, ``msm-b``, ``B``; default: the first), the same one each
        time.

        The first line that is typed there logs in as *account*.  *password* None: no password on a switch fresh from
        the factory, and whatever it is on one that began with a configuration.
        """
        node = self._machine.node(name).name if name else next(iter(self._machine.nodes))
        if node not in self._consoles:
            word = "" if password is None and self._known_password else password
            self._consoles[node] = Console(self._lab, node, account, word)
        return self._consoles[node]

    @property
    def consoles(self) -> Mapping[str, Console]:
        """The consoles in use so far: MSM -> console."""
        return MappingProxyType(self._consoles)

    # -- tables ------------------------------------------------------------------------------------------------------

    def fdb(self) -> "list[FdbEntry]":
        """Return the forwarding database: the addresses that were learned or configured, and where they are."""
        from xos_cli.api.tables import fdb

        return fdb(self._machine)

    def arp(self) -> "list[ArpEntry]":
        """Return the ARP table."""
        from xos_cli.api.tables import arp

        return arp(self._machine)

    def routes(self, vr: str = "VR-Default") -> "list[Route]":
        """Return the routes of a virtual router; several ways to one network are one route with several next hops."""
        from xos_cli.api.tables import routes

        return routes(self._machine, vr)

    def stp(self, domain: str = "s0") -> "Stp":
        """Return a spanning-tree domain: its bridge, its root, and role and state of its ports."""
        from xos_cli.api.protocols import stp

        return stp(self._machine, domain)

    def vrrp(self) -> "list[Vrrp]":
        """Return the VRRP routers: state, priority and master of each."""
        from xos_cli.api.protocols import vrrp

        return vrrp(self._machine)

    def neighbors(self, protocol: str) -> "list[Neighbor]":
        """Return the neighbours that ``edp``, ``lldp``, ``rip``, ``ospf``, ``lacp`` or ``esrp`` knows."""
        from xos_cli.api.protocols import neighbors

        return neighbors(self._machine, protocol)

    def lsdb(self, protocol: str = "ospf") -> "list[Lsa]":
        """Return the link-state database of VR-Default; XosError for a protocol other than ``ospf``."""
        from xos_cli.api.ospf import lsdb

        if protocol != "ospf":
            raise XosError(f"there is no link-state database of {protocol} (but of ospf)")
        return lsdb(self._machine)

    def packet(
        self,
        entry: str,
        source: str,
        destination: str,
        protocol: str = "",
        port: int | None = None,
        *,
        source_port: int = 0,
        tcp_flags: int = 2,
        dscp: int = 0,
        tag: int = 0,
        priority: int = 0,
    ) -> "Verdict":
        """Return what the switch does with a packet that comes in by the port *entry*, step by step.

        *protocol* is ``tcp``, ``udp``, ``icmp`` (an echo request, if nothing is said) or the number of another one;
        *port* is the destination port, or the ICMP type; *tag* the VLAN tag of the frame, 0 for none, and
        *priority* the 802.1p priority in it.
        """
        from xos_cli.api.tables import packet

        given = {"source-port": str(source_port), "tcp-flags": str(tcp_flags), "dscp": str(dscp)}
        given |= {"tag": str(tag), "priority": str(priority)}
        if protocol.isdecimal():
            given["protocol"] = protocol
        elif protocol not in ("", "icmp") or port is not None:
            given[protocol or "icmp"] = str(port or 0)
        return packet(self._machine, entry, (source, destination), given)

    def policy(self, name: str) -> "Policy":
        """Return a policy of the switch, which can be asked what it does with a route."""
        from xos_cli.api.policy import Policy

        return Policy(self._machine, name)

    # -- time --------------------------------------------------------------------------------------------------------

    def advance(self, seconds: float) -> None:
        """Let virtual time pass, in seconds."""
        self._machine.advance(seconds)

    def settle(self) -> None:
        """Let time pass until the switch is up and, with two MSMs, in sync.  Raises LabError if that cannot happen."""
        self._machine.settle()

    # -- hands on the chassis ----------------------------------------------------------------------------------------

    def remove(self, msm: str) -> None:
        """Pull an MSM out of its slot."""
        self._do("remove", msm)

    def insert(self, msm: str) -> None:
        """Put an MSM back into its slot: it boots."""
        self._do("insert", msm)

    def fail(self, what: str, which: str | int = "", on: str = "") -> None:
        """Let something fail: ``fail("MSM-B")``, ``fail("psu", 1)``, ``fail("fan", 2)``, ``fail("port", "1:1")``,
        ``fail("heat", "msm-a")`` (too hot; or a slot), ``fail("process", "vlan", on="MSM-A")`` (without *on*: on the
        master)."""
        self._do("fail", what, which, *(("on", on) if on else ()))

    def repair(self, what: str, which: str | int = "", on: str = "") -> None:
        """Repair what failed; the arguments are those of ``fail``."""
        self._do("repair", what, which, *(("on", on) if on else ()))

    def hang(self, msm: str) -> None:
        """Let the software of an MSM stop without a reset; ``repair(msm)`` resets it."""
        self._do("hang", msm)

    def cut(self, direction: str = "") -> None:
        """Cut the channel between the MSMs, or only what is sent ``a-to-b`` or ``b-to-a``."""
        self._do(*(("channel", "cut", direction) if direction else ("cut",)))

    def impair(self, *, loss: float | None = None, delay: float | None = None, slow: float | None = None) -> None:
        """Let the channel lose a share of the messages, delay them by seconds, or carry so many bytes per second."""
        for fault, value in (("loss", loss), ("delay", delay), ("slow", slow)):
            if value is not None:
                self._do("channel", fault, value)

    def join(self) -> None:
        """Repair the channel between the MSMs, whatever is wrong with it."""
        self._do("join")

    def power_off(self) -> None:
        """Switch the chassis off."""
        self._do("power", "off")

    def power_on(self) -> None:
        """Switch the chassis on: it boots."""
        self._do("power", "on")

    def wait(self, *words: str) -> None:
        """Let time pass as `:wait` does: ``wait("checkpoint", "vlan", "begin")``, ``wait("booted", "msm-b")``.

        LabError if that can never be so.
        """
        self._lab.execute(f":wait {' '.join(words)}")

    def step(self) -> str:
        """Let one transition happen, and return what it was; LabError if nothing is under way."""
        return self._lab.execute(":step").strip("[]\n")

    def _do(self, *words: str | float) -> None:
        line = " ".join(str(word) for word in words if word != "")
        self._events.append(Event(self.now, "", "Lab", f"lab.{words[0]}", line))
        try:
            self._lab.execute(f":{line}")
        except XosError:
            self._events.pop()
            raise

    # -- copies ------------------------------------------------------------------------------------------------------

    def snapshot(self) -> Snapshot:
        """Return a copy of everything as it is now, time and consoles included."""
        return Snapshot(self._machine.snapshot(), self._seats(), len(self._events))

    def _seats(self) -> dict[str, Seat]:
        """Return who is at a prompt at which console."""
        return {
            name: Seat(session.account, session.id, session.number, tuple(session.history))
            for name, session in self._lab.consoles.items()
            if session.at_prompt
        }

    def restore(self, snapshot: Snapshot) -> None:
        """Go back to a snapshot.  A console that was at its prompt goes on there; any other begins anew."""
        self._machine.restore(snapshot.machine)
        if self._seat(snapshot.consoles):
            self._machine.restore(snapshot.machine)  # without the traces of logging in again
        self._resume(snapshot.consoles, snapshot.events)

    def _resume(self, seats: Mapping[str, Seat], events: int) -> None:
        """Go on at the consoles that were at a prompt when the snapshot was taken."""
        for name, session in self._lab.consoles.items():
            if name in seats:
                _, session.id, session.number, session.history[:] = seats[name]
                session.reattach()
            else:
                session.attach()
                session.node.console.take()
                session.down()
            session.take()
        self._lab.forget_others()
        del self._events[events:]
        self._watch()

    def _seat(self, seats: Mapping[str, Seat]) -> bool:
        """Log in again at the consoles that were at a prompt and are not now; return whether there were any."""
        gone = {name: seat for name, seat in seats.items() if not self._lab.consoles[name].at_prompt}
        for name, seat in gone.items():
            session = self._lab.consoles[name]
            session.reattach()
            with without_password(session, seat.account, session.admin):
                session.feed(seat.account)
                session.feed("")
        return bool(gone)

    def _watch(self) -> None:
        for node in self._machine.nodes.values():
            node.console.journals.append(self._happened)

    def _happened(self, node: str, entry: LogEntry) -> None:
        self._events.append(Event(when(self._machine.clock.now), node, entry.severity, entry.name, entry.text))


def _contents(config: str | os.PathLike[str] | bytes | None) -> bytes | None:
    return config if config is None or isinstance(config, bytes) else Path(config).read_bytes()
