"""`xos-cli commands`: every command of the grammar, its process, and whether it is modelled or only recorded."""

import sys
from argparse import Namespace
from collections.abc import Iterable

from xos_cli.language.grammar_files import grammar
from xos_cli.record import NamedTuple


class ListedCommand(NamedTuple):
    """One command; *how* is ``modelled`` (it does what the switch does) or ``recorded`` (it is checked and kept)."""

    command: str
    process: str
    how: str


def rows() -> list[ListedCommand]:
    """Return every command, in the order of the processes and of their grammar files."""
    return [
        ListedCommand(entry.notation, entry.process, "recorded" if entry.recorded else "modelled")
        for entry in grammar().entries
    ]


def counts(listed: Iterable[ListedCommand]) -> dict[str, int]:
    """Return how many commands are modelled, and how many recorded."""
    found = {"modelled": 0, "recorded": 0}
    for row in listed:
        found[row.how] += 1
    return found


def print_commands(options: Namespace) -> int:
    """Print the list as a table for the terminal, as Markdown or as JSON."""
    listed = rows()
    {"text": _text, "markdown": _markdown, "json": _json}[options.format](listed)
    return 0


def _summary(listed: list[ListedCommand]) -> str:
    found = counts(listed)
    return f"{len(listed)} commands: {found['modelled']} modelled, {found['recorded']} recorded"


def _text(listed: list[ListedCommand]) -> None:
    """Return a table as wide as the terminal; for another program one line per command, the command last."""
    if not sys.stdout.isatty():
        print("".join(f"{row.process:<13}{row.how:<10}{row.command}\n" for row in listed) + _summary(listed))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table("Command", "Process", "", box=None, pad_edge=False)
    for row in listed:
        style = "dim" if row.how == "recorded" else ""
        table.add_row(row.command.replace("[", "\\["), row.process, row.how, style=style)
    console = Console(soft_wrap=False)
    console.print(table)
    console.print(_summary(listed))


def _markdown(listed: list[ListedCommand]) -> None:
    print(f"{_summary(listed)}\n\n| command | process | |\n|---|---|---|")
    for row in listed:
        command = row.command.replace("|", "\\|")
        print(f"| `{command}` | {row.process} | {row.how} |")


def _json(listed: list[ListedCommand]) -> None:
    import json

    print(json.dumps({"counts": counts(listed), "commands": [row._asdict() for row in listed]}, indent=1))
