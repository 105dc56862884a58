"""Compare the configuration before and after, module by module."""

from collections.abc import Iterator, Mapping
from difflib import unified_diff

from xos_cli.switch.machine import Machine

#: Module -> the lines of its section of `show configuration`.
Sections = dict[str, list[str]]


def sections(machine: Machine) -> Sections:
    """Return the running configuration of the master; nothing where there is none."""
    node = machine.master
    if node is None or not node.running:
        return {}
    return {
        name: list(node.software.configuration(name, node.store, node.chassis, False)) for name in node.chassis.modules
    }


def every_section(machines: Mapping[str, Machine]) -> Sections:
    """Return the running configurations of several switches; the name of each stands before those of its modules."""
    found: Sections = {}
    for name, machine in machines.items():
        found |= {f"{name}: {module}" if name else module: lines for module, lines in sections(machine).items()}
    return found


def changed(before: Sections, after: Sections) -> Iterator[tuple[str, list[str]]]:
    """Yield the modules whose section has changed, each with the lines of a unified diff."""
    for module in dict.fromkeys([*before, *after]):
        old, new = before.get(module, []), after.get(module, [])
        if old != new:
            names = f"{module} (before)", f"{module} (after)"
            yield module, list(unified_diff(old, new, *names, lineterm=""))


def counts(diff: list[str]) -> tuple[int, int]:
    """Return how many lines a diff adds and removes."""
    body = diff[2:]
    return sum(line.startswith("+") for line in body), sum(line.startswith("-") for line in body)


def text(before: Sections, after: Sections) -> str:
    """Return the whole difference, as it is printed."""
    return "".join(f"{line}\n" for _, diff in changed(before, after) for line in diff)


def as_commands(found: Sections) -> str:
    """Return sections as `show configuration` prints them."""
    banner = "#\n# Module {} configuration.\n#\n"
    return "\n".join(banner.format(name) + "".join(f"{line}\n" for line in lines) for name, lines in found.items())


def words(changes: Mapping[str, list[str]]) -> str:
    """``vlan (+4 -1), rtmgr (+1)``"""
    return ", ".join(f"{module} ({_signed(*counts(diff))})" for module, diff in changes.items()) or "nothing"


def _signed(added: int, gone: int) -> str:
    return " ".join([f"+{added}"] * bool(added) + [f"-{gone}"] * bool(gone))
