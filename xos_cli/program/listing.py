"""`xos-cli commands`: every command of the grammar, its process, and whether it acts, is kept or not modelled."""

import sys
from argparse import Namespace
from collections.abc import Iterable

from xos_cli.language.grammar_files import grammar
from xos_cli.program.measured import Measured, read
from xos_cli.record import NamedTuple

#: What a command can be; a new line of the grammar is not measured before somebody does it.
HOW = ("acts", "kept", "recorded", "not measured")
RECORDED = "it is not modelled: it keeps nothing and says so, or prints the lines that configure its subject"
UNMEASURED = "it was not tried in the lab yet"


class ListedCommand(NamedTuple):
    """One command; *how* is ``acts``, ``kept``, ``recorded`` or ``not measured``.

    It acts if it changed something when *line* was typed in the lab: *evidence* says what.  It is kept if it changed
    nothing else than its settings: *evidence* says why.  It is recorded if it is read and not carried out.
    """

    command: str
    process: str
    how: str
    line: str
    evidence: str


def rows() -> list[ListedCommand]:
    """Return every command, in the order of the processes and of their grammar files."""
    measured = read()
    return [
        ListedCommand(
            entry.notation,
            entry.process,
            *(_recorded() if entry.recorded else _measured(measured.get((entry.process, entry.notation)))),
        )
        for entry in grammar().entries
    ]


def _recorded() -> tuple[str, str, str]:
    return "recorded", "", RECORDED


def _measured(row: Measured | None) -> tuple[str, str, str]:
    return ("not measured", "", UNMEASURED) if row is None else (row.how, row.line, row.evidence)


def counts(listed: Iterable[ListedCommand]) -> dict[str, int]:
    """Return how many commands act, are kept, are recorded and are not measured."""
    found = dict.fromkeys(HOW, 0)
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
    return f"{len(listed)} commands: " + ", ".join(f"{many} {how}" for how, many in found.items() if many)


def _why(row: ListedCommand) -> str:
    """Return what was typed and what came of it."""
    return f"{row.line}: {row.evidence}" if row.line else row.evidence


def _text(listed: list[ListedCommand]) -> None:
    """Print a table as wide as the terminal; for another program two lines per command, the evidence indented."""
    if not sys.stdout.isatty():
        rows = [f"{row.process:<13}{row.how:<13}{row.command}\n    {_why(row)}\n" for row in listed]
        print("".join(rows) + _summary(listed))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table("Command", "Process", "", "Evidence", box=None, pad_edge=False)
    for row in listed:
        style = "" if row.how == "acts" else "dim"
        table.add_row(row.command.replace("[", "\\["), row.process, row.how, _why(row).replace("[", "\\["), style=style)
    console = Console(soft_wrap=False)
    console.print(table)
    console.print(_summary(listed))


def _markdown(listed: list[ListedCommand]) -> None:
    print(f"{_summary(listed)}\n\n| command | process | | evidence |\n|---|---|---|---|")
    for row in listed:
        command, why = row.command.replace("|", "\\|"), _why(row).replace("|", "\\|")
        print(f"| `{command}` | {row.process} | {row.how} | {why} |")


def _json(listed: list[ListedCommand]) -> None:
    import json

    print(json.dumps({"counts": counts(listed), "commands": [row._asdict() for row in listed]}, indent=1))
