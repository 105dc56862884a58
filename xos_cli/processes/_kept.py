"""Rows that any module can have: lines that are kept as they were typed, because their effect is not modelled."""

from collections.abc import Iterator
from typing import NamedTuple

from xos_cli.switch.tables import Store, table


@table("recorded", key=("module", "about", "line"))
class Recorded(NamedTuple):
    """A line kept as it was typed; *objects* names what it is about, as `` vlan=sales `` with a blank around."""

    module: str
    about: str
    line: str
    objects: str = ""


def known(store: Store, module: str, word: str = "") -> Iterator[str]:
    """The recorded lines of a module, or those of them that have *word* in them."""
    for row in store.rows(Recorded):
        if row.module == module and (not word or word in row.line.split()):
            yield row.line


def told(store: Store, start: str) -> Iterator[list[str]]:
    """How the recorded lines that begin with the words *start* go on, word by word: what their screens show."""
    for row in store.rows(Recorded):
        if row.line.startswith(f"{start} "):
            yield row.line.removeprefix(f"{start} ").replace('"', "").split()


def kept_about(store: Store, kind: str, name: str) -> list[Recorded]:
    """The recorded lines that name this object: they go when it goes."""
    return [row for row in store.rows(Recorded) if f" {kind}={name.lower()} " in row.objects]


def renamed(row: Recorded, kind: str, old: str, new: str) -> Recorded:
    """A recorded line in which an object has its new name."""
    names = {old.lower(): new, f'"{old.lower()}"': f'"{new}"'}
    line = " ".join(names.get(word.lower(), word) for word in row.line.split(" "))
    before, after = f" {kind}={old.lower()} ", f" {kind}={new.lower()} "
    return Recorded(row.module, row.about.replace(before, after), line, row.objects.replace(before, after))
