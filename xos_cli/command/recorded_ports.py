"""Recorded lines about ports, and how some of the ports leave them.

A line about ``all`` stands before the lines about single ports, which override it.
"""

from collections.abc import Iterable
from functools import lru_cache

from xos_cli.command.call import Call
from xos_cli.language.ports import PortList
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.recorded import Recorded

ALL = "all"


def the_ports(call: Call, text: str) -> int:
    """Return the set of ports that a word of a recorded line stands for."""
    return _read(text, sets.every(call.chassis))


@lru_cache(maxsize=4096)
def _read(text: str, every: int) -> int:
    return every if text == ALL else sets.of_list(PortList.read(text), every)


def narrow(call: Call, rows: Iterable[Recorded], ports: int, kind: str = "ports") -> None:
    """Take ports out of lines that say the same, or the opposite, of others; the lines keep their order."""
    changed = False
    for row in rows:
        text = row.part(kind)
        affected = bool(text) and bool(the_ports(call, text) & ports)
        left = _without(call, row, ports, kind) if affected else row
        if affected or changed:
            call.drop(row)
        if left is not None and (affected or changed):
            call.put(left)
            changed = True


def _without(call: Call, row: Recorded, ports: int, kind: str) -> Recorded | None:
    """Return the line without some ports; None if it has no others."""
    word = row.part(kind)
    left = the_ports(call, word) & ~ports
    if not left:
        return None
    text = sets.text(left, call.chassis.modular)
    words = row.line.split(" ")
    words[words.index(word)] = text
    objects = row.objects.replace(f" {kind}={word} ", f" {kind}={text} ")
    return row._replace(line=" ".join(words), objects=objects)


def clear_kept(call: Call, ports: int) -> None:
    """Delete these ports from every recorded line that names them."""
    for kind in ("ports", "within"):
        for about in dict.fromkeys(row.about for row in call.rows(Recorded) if row.part(kind)):
            rows = [row for row in call.rows(Recorded) if row.about == about and row.part(kind) != ALL]
            narrow(call, rows, ports, kind)
