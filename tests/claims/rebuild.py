"""Try commands in the lab, and write what came of them into ``grammar/measured.tsv``.

    python tests/claims/rebuild.py                  every command
    python tests/claims/rebuild.py new kept         those that were not measured yet, and those that did not act
    python tests/claims/rebuild.py vlan "^clear "   the commands of these processes, and whose notation has this pattern

Each command is typed in the situations of ``situations.toml``, and the run is compared with the same run without it.
Commands that do not act in their first situation are tried in the next.  Many copies of this process work at a time.
"""

import gc
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parent.parent))

from claims.children import in_children
from claims.lab import Attempt, Lab, Plans, plans
from claims.measure import UNTYPED, Finding, Job, in_situation, typed
from claims.observe import warm_up

from xos_cli.language.grammar import CommandEntry
from xos_cli.language.grammar_files import grammar
from xos_cli.program import measured
from xos_cli.program.measured import Measured

#: The most commands that one copy of the process tries.
TOGETHER = 6
#: So many copies work at a time.
COPIES = 8
#: Characters of a line that the data file has.
LONGEST = 160
Found = dict[CommandEntry, Finding]


def find(
    entries: Iterable[CommandEntry], plan: Plans, lab: Lab, at_once: int, keep: Callable[[Found], object] = len
) -> Found:
    """Return what came of commands; *keep* is told of what came of them so far."""
    found: Found = dict.fromkeys(entries, UNTYPED)
    waiting = {entry: [a for a in plan.of(entry.notation) if typed(entry, a)] for entry in found}
    while parts := _parts(found, waiting):
        results = in_children([partial(in_situation, jobs, lab) for jobs in parts], at_once)
        for place, findings in results:
            for job, finding in zip(parts[place], findings, strict=True):
                if finding.acts or found[job.entry].kind == "refused":
                    found[job.entry] = finding
                _tell(job, finding)
            keep(found)
    return found


def _parts(found: Found, waiting: dict[CommandEntry, list[Attempt]]) -> list[list[Job]]:
    """Return the next attempt for each command that does not act so far, those of one situation together."""
    groups: dict[tuple[str, str], list[Job]] = defaultdict(list)
    for entry, attempts in waiting.items():
        if attempts and not found[entry].acts:
            attempt = attempts.pop(0)
            groups[entry.process, attempt.situation.name].append(Job(entry, attempt))
    return [jobs[at : at + TOGETHER] for jobs in groups.values() for at in range(0, len(jobs), TOGETHER)]


def _tell(job: Job, finding: Finding) -> None:
    how = "acts" if finding.acts else "    "
    print(how, job.entry.process, job.attempt.situation.name, *finding[1:], sep=" | ", file=sys.stderr, flush=True)


def chosen(words: list[str], known: Mapping[tuple[str, str], Measured]) -> list[CommandEntry]:
    """Return the commands that the words of the command line name; recorded ones are not tried."""
    patterns = [re.compile(word) for word in words if not word.isalnum()]
    entries = [entry for entry in grammar().entries if not entry.recorded]
    if not words:
        return entries
    return [
        entry
        for entry in entries
        if entry.process in words
        or _state(known.get((entry.process, entry.notation))) in words
        or any(pattern.search(entry.notation) for pattern in patterns)
    ]


def _state(row: Measured | None) -> str:
    return "new" if row is None else row.how


def rows(found: Found, plan: Plans) -> dict[tuple[str, str], Measured]:
    """Return the rows of the data file."""
    return {(entry.process, entry.notation): _row(entry, finding, plan) for entry, finding in found.items()}


def _row(entry: CommandEntry, finding: Finding, plan: Plans) -> Measured:
    how = "acts" if finding.acts else "kept"
    reason = "" if finding.acts else plan.reason(entry.notation)
    evidence = reason or finding.evidence
    line = finding.line if len(finding.line) <= LONGEST else f"{finding.line[: LONGEST - 4]} ..."
    return Measured(entry.process, entry.notation, how, line, finding.kind if finding.acts else "", evidence)


def main(words: list[str]) -> None:
    """Try the commands that *words* name, and write what came of them."""
    begun, plan, known = perf_counter(), plans(), measured.read()
    entries = sorted(
        chosen(words, known), key=lambda entry: words.index(entry.process) if entry.process in words else 0
    )
    lab = Lab()
    warm_up(lab)
    gc.freeze()  # copies of this process then share more of its memory
    order = [(entry.process, entry.notation) for entry in grammar().entries if not entry.recorded]

    def keep(found: Found) -> None:
        every = known | rows({entry: finding for entry, finding in found.items() if finding.line}, plan)
        Path(measured.path()).write_text(measured.text(every[key] for key in order if key in every), encoding="utf-8")

    found = find(entries, plan, lab, COPIES, keep)
    acting = sum(finding.acts for finding in found.values())
    print(f"{acting} of {len(found)} commands act; {perf_counter() - begun:.0f} seconds")


if __name__ == "__main__":
    main(sys.argv[1:])
