"""Sets of ports: an int with a bit per port, so that long lists are combined in one operation.

Port 3 of slot 2 is bit 2 * 256 + 3; no module has 256 ports, and none has a port 0, so runs never reach into another
slot.
"""

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from xos_cli.errors import Refusal
from xos_cli.language.ports import PortList

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis, Port

PER_SLOT = 256
#: evidence: later EXOS (the words)
INVALID = "Error: Invalid port number."


def bit(port: "Port") -> int:
    """Return the set of one port."""
    return 1 << (port[0] * PER_SLOT + port[1])


def of(ports: Iterable["Port"]) -> int:
    """Return the set of these ports."""
    found = 0
    for slot, number in ports:
        found |= 1 << (slot * PER_SLOT + number)
    return found


def slot_mask(slot: int) -> int:
    """Return the set of all ports that a slot could have."""
    return ((1 << PER_SLOT) - 1) << (slot * PER_SLOT)


def of_list(ports: PortList, every: int) -> int:
    """Return the set that a list names; ``1:*`` stands for those of *every* that are in the slot."""
    found = 0
    for slot, first, last in ports:
        if last is None:
            found |= every & slot_mask(slot) & -(1 << (slot * PER_SLOT + first))
        else:
            found |= ((1 << (last - first + 1)) - 1) << (slot * PER_SLOT + first)
    return found


@lru_cache(maxsize=16384)
def read(text: str) -> int:
    """Return the set that the saved file writes as *text*: ``1:1-22,1:24-38``, or ``2-26`` on a stand-alone switch."""
    return of_list(PortList.read(text), 0) if text else 0


def in_slot(saved: str, slot: int) -> bool:
    """Return whether a saved list has a port of a slot."""
    return bool(read(saved) & slot_mask(slot))


def runs(ports: int) -> Iterator[tuple[int, int, int]]:
    """Yield the runs of adjacent ports of a set, in order: slot, first and last port."""
    while ports:
        start = (ports & -ports).bit_length() - 1
        rest = ports >> start
        length = (~rest & (rest + 1)).bit_length() - 1
        slot, first = divmod(start, PER_SLOT)
        yield slot, first, first + length - 1
        ports = (rest >> length) << (start + length)


def each(ports: int) -> Iterator["Port"]:
    """Yield the ports of a set, in order."""
    for slot, first, last in runs(ports):
        for number in range(first, last + 1):
            yield slot, number


def first(ports: int) -> "Port":
    """Return the lowest port of a set."""
    return next(each(ports))


def text(ports: int, modular: bool) -> str:
    """Return the set as the saved file writes it."""
    return ",".join(_run(run, modular) for run in runs(ports))


def _run(run: tuple[int, int, int], modular: bool) -> str:
    slot, first, last = run
    where = f"{slot}:{first}" if modular else str(first)
    return where if first == last else f"{where}-{last}"


def printed(saved: str) -> str:
    """Return a saved list as a screen prints it: ``1:1-22, 1:24-38``.  evidence: capture 12.5"""
    return saved.replace(",", ", ")


def every(chassis: "Chassis") -> int:
    """Return the set of all ports of a chassis."""
    return _every(_Ports(chassis.ports))


class _Ports:
    """A chassis's ports, compared by identity: comparing hundreds of them takes too long."""

    def __init__(self, ports: tuple["Port", ...]) -> None:
        self.ports = ports

    def __hash__(self) -> int:
        return id(self.ports)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Ports) and self.ports is other.ports


@cache
def _every(ports: _Ports) -> int:
    return of(ports.ports)


def given(chassis: "Chassis", ports: PortList | None) -> int:
    """Return the set of ports that a command names (None: all); Refusal if one of them does not exist."""
    there = every(chassis)
    if ports is None:
        return there
    found = of_list(ports, there)
    if not found or found & ~there:
        raise Refusal(INVALID)
    return found
