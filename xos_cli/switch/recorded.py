"""Rows of recorded commands: lines that are kept as typed, because their effect is not modelled."""

import re
from collections.abc import Iterator

from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Store, table


@table("recorded", key=("module", "about", "line"))
class Recorded(NamedTuple):
    """A line kept as typed; *objects* says what it is about: `` vlan=sales `` with a blank on each side."""

    module: str
    about: str
    line: str
    objects: str = ""

    @property
    def keywords(self) -> list[str]:
        """Return the words that distinguish the setting from others."""
        return [word for word in self.about.split() if "=" not in word]

    @property
    def items(self) -> dict[str, str]:
        """Return the objects that distinguish the line from others of the same setting, by kind."""
        pairs = (word.partition("=") for word in self.about.split() if "=" in word)
        return {kind: name for kind, _, name in pairs}

    @property
    def made(self) -> tuple[str, str] | None:
        """Return the kind and the name of the object that the line creates; None if it creates none."""
        return next(reversed(self.items.items()), None) if self.about.startswith("create ") else None

    def part(self, kind: str) -> str:
        """Return the name of the object of a kind that the line names; "" if it names none."""
        return self.objects.partition(f" {kind}=")[2].partition(" ")[0]


def known(store: Store, module: str, word: str = "") -> Iterator[str]:
    """Yield the recorded lines of a module; with *word*, those that contain it."""
    for row in store.rows(Recorded):
        if row.module == module and (not word or word in row.line.split()):
            yield row.line


#: A word of a recorded line; one with blanks, or none, is quoted.
_WORD = r'"([^"]*)"|([^\s"]+)'


def told(store: Store, start: str) -> Iterator[list[str]]:
    """Yield the rest of each recorded line that begins with the words *start*, split into words."""
    for row in store.rows(Recorded):
        if row.line.startswith(f"{start} "):
            yield [quoted or bare for quoted, bare in re.findall(_WORD, row.line.removeprefix(f"{start} "))]


def kept_about(store: Store, kind: str, name: str) -> list[Recorded]:
    """Return the recorded lines that name this object, and those about objects that such lines create."""
    found = [row for row in store.rows(Recorded) if f" {kind}={name.lower()} " in row.objects]
    for row in found:
        if row.made and row.made != (kind, name.lower()):
            found += [more for more in kept_about(store, *row.made) if more not in found]
    return found


def renamed(row: Recorded, kind: str, old: str, new: str) -> Recorded:
    """Return a recorded line with the new name of an object."""
    names = {old.lower(): new, f'"{old.lower()}"': f'"{new}"'}
    line = " ".join(names.get(word.lower(), word) for word in row.line.split(" "))
    before, after = f"{kind}={old.lower()}", f"{kind}={new.lower()}"
    about = " ".join(after if word == before else word for word in row.about.split(" "))
    return Recorded(row.module, about, line, row.objects.replace(f" {before} ", f" {after} "))
