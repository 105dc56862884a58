"""What a process prints in `show configuration` can be typed again; several test modules check it."""

from collections.abc import Callable, Sequence

from conftest import Typist


def prints_back(switch: Callable[..., Typist], module: str, lines: Sequence[str]) -> None:
    """Check that lines stand in their section, make the same on another switch, and survive a save and a reboot."""
    console = switch()
    console.run(*lines)
    shown = console.lines(module)
    assert set(lines) <= set(shown)
    other = switch()
    other.run(*shown)
    assert other.lines(module) == shown
    console.say("save", "y", "reboot", "y", ":wait booted")
    assert console.lines(module) == shown


def is_on_both_nodes(console: Typist, module: str) -> None:
    """Check that the backup holds the same rows of a process as the master."""
    master, backup = console.machine.nodes.values()
    assert all(master.store.rows(table) == backup.store.rows(table) for table in master.tables(module))
