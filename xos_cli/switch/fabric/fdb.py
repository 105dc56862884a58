"""The forwarding database in the I/O modules: which address is behind which port, learned, aged, and configured."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from xos_cli.switch.timing.clock import Clock, EventKind

if TYPE_CHECKING:
    from xos_cli.switch.fabric.ports import FabricPort

#: The key of an address in a VLAN: the VLAN's number above the 48 bits of the address.
VLAN_SHIFT = 48
Report = Callable[[int, int, "FabricPort | None"], None]

#: Seconds between two looks for aged entries where none is about to age.
REGULAR = 60.0
NEVER = float("inf")


class FabricEntry:
    """One address in one VLAN.  *port* None: a black hole.  A *fixed* entry is configured, and does not age.

    *more*: the other ports of an entry that was configured for several.
    """

    __slots__ = ("fixed", "locked", "more", "port", "seen", "used")

    def __init__(self, port: "FabricPort | None", seen: float, fixed: bool = False, locked: bool = False) -> None:
        self.port, self.seen, self.fixed, self.locked = port, seen, fixed, locked
        self.used = 0
        self.more: tuple[FabricPort, ...] = ()


def key_of(vid: int, mac: int) -> int:
    """Return the key of an address in a VLAN."""
    return vid << VLAN_SHIFT | mac


class Fdb:
    """The entries of all VLANs; *report* is told of each that is learned or moves (port) or goes (None)."""

    def __init__(self, clock: Clock, report: Report) -> None:
        self.clock, self.report = clock, report
        self.entries: dict[int, FabricEntry] = {}
        self.age = 300.0  # seconds; 0: entries do not age
        self.hurried: dict[int, float] = {}  # VLANs whose entries age faster while their topology changes: seconds
        self._sweep_at = NEVER  # when an event will look for aged entries

    # -- learning --------------------------------------------------------------------------------------------------

    def learn(self, key: int, port: "FabricPort") -> None:
        """Enter an address, or move it to *port*; a configured or locked entry stays as it is."""
        entry = self.entries.get(key)
        if entry is None:
            self.entries[key] = FabricEntry(port, self.clock.now)
        elif entry.fixed or entry.locked:
            return
        else:
            entry.port, entry.seen = port, self.clock.now
        self.report(key >> VLAN_SHIFT, key & (1 << VLAN_SHIFT) - 1, port)
        self._watch()

    def fix(self, key: int, *ports: "FabricPort") -> None:
        """Enter a configured address behind these ports; without ports it is a black hole."""
        entry = self.entries[key] = FabricEntry(ports[0] if ports else None, self.clock.now, fixed=True)
        entry.more = ports[1:]

    def lock(self, wanted: "dict[int, FabricPort]") -> None:
        """Hold these addresses behind their ports: they neither age nor move.  Forget all others that were locked."""
        self.remove([key for key, entry in self.entries.items() if entry.locked and key not in wanted])
        for key, port in wanted.items():
            entry = self.entries.get(key)
            if entry is None or (entry.port is not port and not entry.fixed):
                self.entries[key] = FabricEntry(port, self.clock.now, locked=True)
                self.report(key >> VLAN_SHIFT, key & (1 << VLAN_SHIFT) - 1, port)
            elif not entry.fixed:
                entry.locked = True

    def remove(self, keys: Iterable[int], tell: bool = True) -> None:
        """Delete entries; report those that were learned unless *tell* is False."""
        for key in keys:
            entry = self.entries.pop(key, None)
            if entry and tell and not entry.fixed:
                self.report(key >> VLAN_SHIFT, key & (1 << VLAN_SHIFT) - 1, None)

    # -- forgetting ------------------------------------------------------------------------------------------------

    def flush(self, vids: Iterable[int] | None = None, port: "FabricPort | None" = None, locked: bool = False) -> None:
        """Forget what was learned: of these VLANs (None: all), behind this port (None: any)."""
        wanted = None if vids is None else set(vids)
        gone = [
            key
            for key, entry in self.entries.items()
            if not entry.fixed
            and (locked or not entry.locked)
            and (wanted is None or key >> VLAN_SHIFT in wanted)
            and (port is None or entry.port is port)
        ]
        self.remove(gone)

    def hurry(self, vid: int, age: float | None) -> None:
        """Set a shorter ageing time in seconds for a VLAN while its topology changes; None ends that."""
        if age is None:
            self.hurried.pop(vid, None)
        else:
            self.hurried[vid] = age
            self.sweep()

    def ages(self, key: int) -> float:
        """Return the ageing time of an entry in seconds; 0 for never."""
        return self.hurried.get(key >> VLAN_SHIFT, self.age) if self.hurried else self.age

    def _watch(self) -> None:
        """Set the timer for the first moment at which an entry can have aged, or for the next full minute."""
        if self.age:
            now = self.clock.now
            self._expect(min([now + self.age, _full_minute(now), *[now + age for age in self.hurried.values()]]))

    def _expect(self, moment: float) -> None:
        if moment < self._sweep_at:
            self.clock.drop(self)
            self._sweep_at = moment
            self.clock.at(moment, self.sweep, kind=EventKind.GUARD)

    def sweep(self) -> None:
        """Delete the entries that have aged, and set the timer for the next.

        That is the next full minute where none ages before: a switch whose entries are used again and again then looks
        at regular moments.
        """
        self.clock.drop(self)
        self._sweep_at = NEVER
        now, gone, soonest = self.clock.now, [], NEVER
        for key, entry in self.entries.items():
            age = self.ages(key)
            if entry.fixed or entry.locked or not age:
                continue
            if entry.seen + age <= now:
                gone.append(key)
            else:
                soonest = min(soonest, entry.seen + age)
        if soonest < NEVER:
            self._expect(min(soonest, _full_minute(now)))
        self.remove(gone)

    def first_to_age(self, unused_since: float) -> float:
        """Return when the first of the entries ages that nothing has used since then; infinity if there is none."""
        ageing = [
            entry.seen + age
            for key, entry in self.entries.items()
            if (age := self.ages(key)) and not entry.fixed and not entry.locked and entry.seen <= unused_since
        ]
        return min(ageing, default=NEVER)

    def set_age(self, seconds: float) -> None:
        """Set the ageing time in seconds; 0: entries do not age."""
        if seconds != self.age:
            self.age = seconds
            self.sweep()


def _full_minute(now: float) -> float:
    """Return the next moment at which every switch looks for aged entries."""
    return (now // REGULAR + 1) * REGULAR
