"""Lists of ports: ``1:1``, ``1:1-1:4``, ``1:1-4``, ``1:*``, ``1:1,2:3-5``; on a stand-alone switch ``1,3-5``.

evidence: capture 11.2 (stand-alone), clients (both forms of a range, ``slot:*``); that a range may go on into the next
slot (``3:20-4:5``) is recalled.
"""

import re
from collections.abc import Iterable
from typing import Annotated

from xos_cli.record import NamedTuple

#: A port: its slot and its number.  The ports of a stand-alone switch are in slot 1.
Port = tuple[int, int]

ONE_MODULAR = r"\d{1,2}:\d{1,3}"
ONE_PLAIN = r"\d{1,3}"
_PART = {
    True: r"\d{1,2}:(?:\*|\d{1,3}(?:-(?:\d{1,2}:)?\d{1,3})?)",
    False: r"\d{1,3}(?:-\d{1,3})?",
}
#: The shape of a list on a modular switch (True) and on a stand-alone one (False); blanks may follow a comma.
SHAPE = {modular: rf"{part}(?:,\s*{part})*" for modular, part in _PART.items()}
_EITHER = "|".join(SHAPE.values())
#: Whole items of a list, each with its comma: what can stand before the item that is being typed.
WHOLE = {modular: rf"(?:{part},\s*)+" for modular, part in _PART.items()}
_NUMBERS = r"(?:(\d+):)?(\d+|\*)(?:-(?:(\d+):)?(\d+))?"


class PortRange(NamedTuple):
    """Adjacent ports of one slot; *last* None: up to the last port of the slot."""

    slot: int
    first: int
    last: int | None


class PortList(tuple[PortRange, ...]):
    """A list of ports as typed; only the switch knows which of them exist."""

    __slots__ = ()

    @classmethod
    def read(cls, text: str) -> "PortList":
        """Return the list that *text*, of the right shape, stands for; ValueError if a range runs backwards."""
        ranges: list[PortRange] = []
        for item in text.split(","):
            ranges += _ranges(item.strip())
        return cls(ranges)

    def expand(self, ports: Iterable[Port]) -> tuple[Port, ...]:
        """Return the existing *ports* that the list names, in its order, each once."""
        slots: dict[int, list[Port]] = {}
        for port in ports:
            slots.setdefault(port[0], []).append(port)
        named = (port for part in self for port in slots.get(part.slot, ()) if _within(part, port[1]))
        return tuple(dict.fromkeys(named))

    def missing(self, ports: Iterable[Port]) -> tuple[PortRange, ...]:
        """Return the ranges that have an end that is not among the existing *ports*."""
        there = set(ports)
        slots = {slot for slot, _ in there}
        return tuple(part for part in self if not _exists(part, there, slots))


def is_list(text: str) -> bool:
    """Return whether *text* is a port list of a chassis or of a stand-alone switch, or empty."""
    try:
        return not text or (bool(re.fullmatch(_EITHER, text)) and bool(PortList.read(text)))
    except ValueError:
        return False


#: A list of ports as the saved file has it.
Ports = Annotated[str, "plain", is_list]


def _within(part: PortRange, number: int) -> bool:
    return part.first <= number and (part.last is None or number <= part.last)


def _exists(part: PortRange, there: set[Port], slots: set[int]) -> bool:
    if part.last is None:
        return part.slot in slots
    return (part.slot, part.first) in there and (part.slot, part.last) in there


def _ranges(item: str) -> list[PortRange]:
    """Return the ranges of one item; there are several if it runs on into another slot."""
    found = re.fullmatch(_NUMBERS, item)
    if found is None:
        raise ValueError(item)
    at, low, until, high = found.groups()
    slot = int(at or 1)
    if low == "*":
        return [PortRange(slot, 1, None)]
    first = int(low)
    if high is None:
        return [PortRange(slot, first, first)]
    last, end = int(high), int(until or slot)
    if (end, last) < (slot, first):
        raise ValueError(item)
    return _across(slot, first, end, last)


def _across(slot: int, first: int, end: int, last: int) -> list[PortRange]:
    if slot == end:
        return [PortRange(slot, first, last)]
    between = [PortRange(middle, 1, None) for middle in range(slot + 1, end)]
    return [PortRange(slot, first, None), *between, PortRange(end, 1, last)]
