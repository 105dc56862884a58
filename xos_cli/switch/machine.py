"""The whole switch: a chassis, its MSMs, the backplane between them, and one clock."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import partial
from typing import Any, ClassVar, Protocol

from xos_cli.errors import FlashError, LabError
from xos_cli.switch.backplane import Backplane
from xos_cli.switch.console import NetworkLogin
from xos_cli.switch.election import State
from xos_cli.switch.flash import Flash, MemoryStorage, Storage
from xos_cli.switch.hardware.chassis import Chassis
from xos_cli.switch.hardware.licence import highest
from xos_cli.switch.node import Node
from xos_cli.switch.nvram import Nvram
from xos_cli.switch.software import Software
from xos_cli.switch.timing.clock import Clock

#: The longest chain of messages that cause one another: a file, its selection, the end of a checkpoint, a greeting.
DEPTH = 4
#: The longest wait for the switch to settle, in virtual seconds.
PATIENCE = 3600.0


def _licensed(chassis: Chassis, enabled: list[str]) -> Chassis:
    """Return *chassis* with the highest licence that it came with or that was enabled on it."""
    level = highest(chassis.licence, *enabled)
    return chassis if level == chassis.licence else chassis.with_licence(level)


class SshKeys(Protocol):
    """The host keys of SSH; whoever puts the switch on the network makes and keeps them."""

    def new_key(self, machine: "Machine") -> None:
        """Make new host keys."""

    def put_key(self, machine: "Machine", text: str) -> bool:
        """Take over the host key that ``private_key`` gave; return whether it is one."""

    def private_key(self, machine: "Machine") -> str:
        """Return the host key as it is printed."""


class Machine:
    """A switch of *chassis*, off, at *start* (seconds since the epoch, UTC); *storage* gives each MSM its flash.

    Machines that are cabled together are given one *clock*; each other machine has its own.
    """

    #: Makes the session of a network login: the class of sessions, once there is one.
    sessions: ClassVar[Callable[..., Any] | None] = None

    def __init__(
        self,
        chassis: Chassis,
        software: Software,
        start: float,
        storage: Callable[[str], Storage] = lambda name: MemoryStorage(),
        seed: int = 0,
        clock: Clock | None = None,
    ) -> None:
        self.software, self.seed = software, seed
        self.clock = Clock(start) if clock is None else clock
        wires = tuple([msm.name for msm in chassis.msms]) if chassis.modular else ()
        self.backplane = Backplane(self.clock, wires, *chassis.channel, seed)
        self.powered = False
        self.ssh: SshKeys | None = None  # its host keys, where SSH is served
        self.server: Storage = MemoryStorage()  # what the file servers of the network have
        factory = Nvram(images={name: image.version for name, image in chassis.images.items()})
        flashes = {msm: Flash(storage(msm.name), factory) for msm in chassis.msms}
        self.chassis = _licensed(chassis, [flash.nvram.licence for flash in flashes.values()])
        self.nodes = {
            msm.name: Node(self.chassis, msm, self.clock, self.backplane, flash, software, seed)
            for msm, flash in flashes.items()
        }
        for node in self.nodes.values():
            self.backplane.plug(node)
            node.renew = partial(software.renew, self, node)
            node.log_in = partial(self.log_in, node.name)

    # -- what one can see --------------------------------------------------------------------------------------------

    @property
    def master(self) -> Node | None:
        """Return the node that manages the switch now, if any does."""
        return next((node for node in self.nodes.values() if node.is_master), None)

    @property
    def in_sync(self) -> bool:
        """Return whether the backup could take over without loss; a stand-alone switch that runs is always in sync."""
        if not self.chassis.modular:
            return self.master is not None and self.master.running
        return all(
            self.plugged(node.name) and node.linked and node.listening and node.checkpoint.in_sync
            for node in self.nodes.values()
        )

    def log_in(self, name: str, kind: str, location: str) -> NetworkLogin | None:
        """Return a new session at an MSM for somebody who comes by the network; None where there are no sessions."""
        return Machine.sessions(self, name, kind, location) if Machine.sessions else None

    def plugged(self, name: str) -> bool:
        """Return whether this MSM is in its slot."""
        return name in self.backplane.cards

    # -- time --------------------------------------------------------------------------------------------------------

    def advance(self, seconds: float) -> None:
        """Let virtual time pass."""
        self.clock.advance(seconds)

    def wait(self, until: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
        """Let time pass until something is so; LabError once it can no longer become so."""
        for _ in self.waiting(until, what, patience):
            pass

    def waiting(self, until: Callable[[], bool], what: str, patience: float = PATIENCE) -> Iterator[None]:
        """Wait as ``wait`` does, and yield after each event, so that the caller can pause in between."""
        clock = self.clock
        limit = clock.now + patience
        while not until():
            if self.clock is not clock:
                raise LabError(f"{what}: time went back to a snapshot")
            if clock.idle or not clock.step(limit):
                raise LabError(f"{what}: it would never be so ({self.describe()})")
            yield

    def drain(self) -> None:
        """Let time pass until every message that was sent is acknowledged or given up, and what followed from it.

        A checkpoint that never pauses, on a slow channel, is not waited for: only so many messages deep is looked.
        """
        ends = [node.channel for node in self.nodes.values() if node.channel is not None]
        for _ in range(DEPTH):
            waiting = [(end, end.issued) for end in ends if end.concluded < end.issued]
            for end, mark in waiting:
                while end.concluded < mark and self.clock.step():
                    pass
            if not waiting:
                return

    def describe(self) -> str:
        """Return the states of the nodes and the faults of the channel in a few words."""
        words = [f"{name} {self._word(node)}" for name, node in self.nodes.items()]
        if not self.powered:
            words.append("power off")
        return ", ".join(words + self.backplane.faults())

    def _word(self, node: Node) -> str:
        return "removed" if not self.plugged(node.name) else "hangs" if node.hangs else node.state

    def settle(self) -> None:
        """Wait until the switch is booted and its MSMs are in sync, as far as there are two."""
        self.drain()
        self.wait(self.settled, "in sync")

    def settled(self) -> bool:
        """Return whether a master runs, and the other MSM, if there is one, is as far in sync as it can be."""
        master = self.master
        if master is None or not master.running:
            return False
        return self.in_sync or len(self.backplane.cards) == 1 or master.checkpoint.short

    # -- hands on the chassis ----------------------------------------------------------------------------------------

    def power_on(self) -> None:
        """Switch the chassis on."""
        self.powered = True
        for name in self.backplane.cards:
            self.nodes[name].power_on()

    def power_off(self) -> None:
        """Switch the chassis off."""
        self.powered = False
        self.backplane.master = None
        for name in self.backplane.cards:
            self.nodes[name].power_off()

    def node(self, name: str) -> Node:
        """Return the MSM of this name (``msm-a``, ``A``)."""
        for node in self.nodes.values():
            if name.upper() in (node.name.upper(), node.msm.letter):
                return node
        raise LabError(f"no such MSM: {name} (there is {', '.join(self.nodes)})")

    def remove(self, name: str) -> None:
        """Pull an MSM out of its slot."""
        node = self.node(name)
        if not self.plugged(node.name):
            raise LabError(f"{node.name} is not in its slot")
        self.backplane.unplug(node)
        node.power_off()

    def insert(self, name: str) -> None:
        """Put an MSM back into its slot; it boots if the chassis has power."""
        node = self.node(name)
        if self.plugged(node.name):
            raise LabError(f"{node.name} is in its slot already")
        self.backplane.plug(node)
        if self.powered:
            node.power_on()

    def fail(self, name: str, why: str = "Hw Failure") -> None:
        """Make an MSM fail.  evidence: later EXOS (the words for why)"""
        node = self.node(name)
        if node.state == State.FAIL or not node.powered:
            raise LabError(f"{node.name} is not running")
        node.fail(why)

    def hang(self, name: str) -> None:
        """Make the software of an MSM hang: it answers nothing and sends nothing."""
        node = self.node(name)
        if not node.started or node.hangs:
            raise LabError(f"the software of {node.name} does not run")
        node.hang()

    def repair(self, name: str) -> None:
        """Repair a failed or hanging MSM, which then boots."""
        node = self.node(name)
        if node.state != State.FAIL and not node.hangs:
            raise LabError(f"{node.name} has not failed")
        node.reset()

    def break_part(self, kind: str, which: str, broken: bool) -> None:
        """Break or repair a power supply, a fan tray (by number), the link of a port (``1:1``), or let one get too hot.

        A part that is too hot is an MSM (``msm-a``) or a slot, by its number.
        """
        master = self.master
        if master is None:
            raise LabError(f"there is no master to notice ({self.describe()})")
        if kind == "port":
            master.call("vlan", "link_broken", which, broken)
            return
        which = which.lower()
        if which not in self._parts(kind):
            raise LabError(f"there is no {'MSM or module' if kind == 'heat' else kind} {which}")
        if not broken and f"{kind} {which}" not in master.hardware_faults:
            raise LabError(f"{kind} {which} has not failed")
        for node in self.nodes.values():
            (node.hardware_faults.add if broken else node.hardware_faults.discard)(f"{kind} {which}")
        master.call("devmgr", "part_changed", kind, which, broken)
        for node in self.nodes.values():
            if node.listening:
                node.greet()

    def _parts(self, kind: str) -> list[str]:
        """Return the names of the parts of a kind that can break."""
        if kind == "heat":
            slots = [str(number) for number, slot in self.chassis.slots.items() if slot.module]
            return [*slots, *[msm.name.lower() for msm in self.chassis.msms if msm.letter]]
        return [str(part.number) for part in (self.chassis.psus if kind == "psu" else self.chassis.fans)]

    def enable_licence(self, level: str) -> None:
        """Note a licence in the EEPROM of the chassis, and start the processes that it allows on every MSM.

        Raise FlashError, and change nothing, if it cannot be noted.
        """
        before = {node.flash: node.flash.nvram.licence for node in self.nodes.values()}
        try:
            for flash in before:
                flash.change(licence=level)
        except FlashError:
            for flash, licence in before.items():
                flash.note(licence=licence)
            raise
        old, self.chassis = self.chassis, self.chassis.with_licence(level)
        for node in self.nodes.values():
            node.chassis = self.chassis
            node.boot.catch_up([name for name, one in self.chassis.processes.items() if one != old.processes[name]])

    # -- copies ------------------------------------------------------------------------------------------------------

    def snapshot(self) -> "Machine":
        """Return a copy of everything, with the time, the events to come and the flash; rows are shared."""
        try:
            return deepcopy(self)
        except OSError as error:
            raise LabError(f"the flash cannot be copied: {error.strerror}") from None

    def restore(self, snapshot: "Machine") -> None:
        """Go back to *snapshot*, which can be used again; each flash keeps its present storage."""
        copy = deepcopy(snapshot)
        moved: list[Callable[[], None]] = []
        try:
            for name, node in copy.nodes.items():
                moved.append(node.flash.move(self.nodes[name].flash.storage))
        except OSError as error:
            for put_back in moved:
                put_back()
            raise LabError(f"the flash of {name} cannot be restored: {error.strerror}") from None
        self.__dict__.update(copy.__dict__)
