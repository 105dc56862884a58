"""What came of each command when it was tried in the lab: read ``grammar/measured.tsv``, which a program writes.

A row has the process, the notation, ``acts`` or ``kept``, the line that was typed, where the difference was seen, and
the difference; for a command that is kept, why.  ``python tests/claims/rebuild.py`` writes it.
"""

import os.path
from collections.abc import Iterable

from xos_cli.language.grammar_files import folder, text_of
from xos_cli.record import NamedTuple

NAME = "measured.tsv"
HEAD = "# What came of each command in the lab; tests/claims/rebuild.py writes this file.\n"


class Measured(NamedTuple):
    """What came of a command: *how* is ``acts`` or ``kept``.

    *line*: what was typed.  *where*: the kind of place where a difference was seen, "" if there was none.  *evidence*:
    the first difference, or the reason why there is none.
    """

    process: str
    command: str
    how: str
    line: str
    where: str
    evidence: str


def path() -> str:
    """Return where the data file is."""
    return os.path.join(folder("grammar"), NAME)


def read() -> dict[tuple[str, str], Measured]:
    """Return what came of each command, by its process and notation."""
    rows = [Measured(*line.split("\t")) for line in text_of(path()).splitlines() if line and line[0] != "#"]
    return {(row.process, row.command): row for row in rows}


def text(rows: Iterable[Measured]) -> str:
    """Return the data file with these rows."""
    return HEAD + "".join("\t".join(" ".join(field.split()) for field in row) + "\n" for row in rows)
