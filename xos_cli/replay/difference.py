"""Compare the configuration before and after, module by module."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import cached_property

from xos_cli.switch.machine import Machine
from xos_cli.switch.tables import Scope, info

#: Module -> the lines of its section of `show configuration`.
Sections = dict[str, list[str]]


class Held:
    """The running configuration of a switch's master as it is now; its lines are made when they are asked for."""

    def __init__(self, machine: Machine) -> None:
        node = machine.master
        self._master = (node.software, deepcopy(node.store), node.chassis) if node and node.running else None
        self._sections: Sections = {}

    @property
    def sections(self) -> Sections:
        """Return the lines of each module; nothing where there was no master."""
        return {name: self.section(name) for name in self._modules}

    def section(self, name: str) -> list[str]:
        """Return the lines of one module; none where it does not exist."""
        if name not in self._sections and self._master is not None and name in self._modules:
            software, store, chassis = self._master
            self._sections[name] = list(software.configuration(name, store, chassis, False))
        return self._sections.get(name, [])

    @property
    def _modules(self) -> tuple[str, ...]:
        return () if self._master is None else self._master[2].modules

    def differs(self, other: "Held") -> bool:
        """Return whether any section of *other* is different; sections are compared until one is."""
        modules = dict.fromkeys([*self._with_other_rows(other), *self._modules, *other._modules])
        return any(self.section(name) != other.section(name) for name in modules)

    def _with_other_rows(self, other: "Held") -> Iterator[str]:
        """Yield the modules whose own rows are different: very likely their sections are, too."""
        if self._master is None or other._master is None:
            return
        software, store, _ = self._master
        for table, module in software.owners.items():
            if info(table).scope is Scope.CONFIG and store.keyed(table) != other._master[1].keyed(table):
                yield module


def sections(machine: Machine) -> Sections:
    """Return the running configuration of the master; nothing where there is none."""
    return Held(machine).sections


class Difference:
    """The running configurations of several switches before and after a run.

    They are written out when they are asked for: a run that changed nothing need not load what writes them.
    """

    def __init__(self, machines: Mapping[str, Machine]) -> None:
        self._before = {name: Held(machine) for name, machine in machines.items()}
        self._after: dict[str, Held] = {}

    def end(self, machines: Mapping[str, Machine]) -> None:
        """Take the configurations of *machines* as those after the run; a snapshot may have replaced a machine."""
        self._after = {name: Held(machine) for name, machine in machines.items()}

    @cached_property
    def changes(self) -> dict[str, list[str]]:
        """Return the modules whose section has changed, each with the lines of a unified diff."""
        return dict(changed(_every_section(self._before), _every_section(self._after)))

    def __bool__(self) -> bool:
        """Return whether anything has changed, without writing out all configurations."""
        if self._before.keys() != self._after.keys():
            return bool(self.changes)
        return any(held.differs(self._after[name]) for name, held in self._before.items())

    def text(self) -> str:
        """Return the whole difference, as it is printed."""
        return "".join(f"{line}\n" for diff in self.changes.values() for line in diff)


def _every_section(configurations: Mapping[str, Held]) -> Sections:
    """Return the running configurations of several switches; the name of each stands before those of its modules."""
    found: Sections = {}
    for name, held in configurations.items():
        found |= {f"{name}: {module}" if name else module: lines for module, lines in held.sections.items()}
    return found


def changed(before: Sections, after: Sections) -> Iterator[tuple[str, list[str]]]:
    """Yield the modules whose section has changed, each with the lines of a unified diff."""
    from difflib import unified_diff

    for module in dict.fromkeys([*before, *after]):
        old, new = before.get(module, []), after.get(module, [])
        if old != new:
            names = f"{module} (before)", f"{module} (after)"
            yield module, list(unified_diff(old, new, *names, lineterm=""))


def counts(diff: list[str]) -> tuple[int, int]:
    """Return how many lines a diff adds and removes."""
    body = diff[2:]
    return sum(line.startswith("+") for line in body), sum(line.startswith("-") for line in body)


def as_commands(found: Sections) -> str:
    """Return sections as `show configuration` prints them."""
    banner = "#\n# Module {} configuration.\n#\n"
    return "\n".join(banner.format(name) + "".join(f"{line}\n" for line in lines) for name, lines in found.items())


def words(changes: Mapping[str, list[str]]) -> str:
    """Return the changed modules with their counts: ``vlan (+4 -1), rtmgr (+1)``."""
    return ", ".join(f"{module} ({_signed(*counts(diff))})" for module, diff in changes.items()) or "nothing"


def _signed(added: int, gone: int) -> str:
    return " ".join([f"+{added}"] * bool(added) + [f"-{gone}"] * bool(gone))
