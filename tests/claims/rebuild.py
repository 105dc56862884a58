"""Try every command in the lab, and write what came of it: python tests/claims/rebuild.py [WORD ...]

With words, only the commands of these processes, or those whose notation has the words, are tried again.
"""

import sys
from collections import defaultdict
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parent.parent))

from claims.children import in_children  # noqa: E402
from claims.lab import Attempt, Lab, Plans, plans  # noqa: E402
from claims.measure import UNTYPED, Finding, Job, in_situation  # noqa: E402
from claims.observe import warm_up  # noqa: E402

from xos_cli.language.grammar import CommandEntry  # noqa: E402
from xos_cli.language.grammar_files import grammar  # noqa: E402

#: Copies of the process that try commands at a time, and the most commands of one copy.
AT_ONCE, TOGETHER = 2, 12


def find(entries: list[CommandEntry], plan: Plans, lab: Lab) -> dict[CommandEntry, Finding]:
    """Return what came of commands; those that do not act in their first situation are tried in the next."""
    found: dict[CommandEntry, Finding] = dict.fromkeys(entries, UNTYPED)
    waiting = {entry: plan.of(entry.notation) for entry in entries}
    while any(waiting.values()):
        groups: dict[tuple[str, str], list[Job]] = defaultdict(list)
        for entry, attempts in waiting.items():
            if attempts and not found[entry].acts:
                attempt: Attempt = attempts.pop(0)
                groups[entry.process, attempt.situation.name].append(Job(entry, attempt))
            else:
                waiting[entry] = []
        parts = [jobs[at : at + TOGETHER] for jobs in groups.values() for at in range(0, len(jobs), TOGETHER)]
        results = in_children([lambda jobs=jobs: in_situation(jobs, lab) for jobs in parts], AT_ONCE)
        for jobs, findings in zip(parts, results, strict=True):
            for job, finding in zip(jobs, findings, strict=True):
                if finding.acts or found[job.entry].kind == "refused":
                    found[job.entry] = finding
                print("ACTS" if finding.acts else "kept", job.entry.process, job.attempt.situation.name, job.entry.notation, "|", *finding[1:], file=sys.stderr, flush=True)
    return found


def main(words: list[str]) -> None:
    """Measure."""
    lab, plan, begun = Lab(), plans(), perf_counter()
    warm_up(lab)
    import re
    entries = [e for e in grammar().entries if not e.recorded and (not words or re.search(words[0], f"{e.process} {e.notation}"))]
    entries.sort(key=lambda e: (e.process in ("bgp", "pim", "mcmgr", "ospfv3", "ripng"), e.notation.startswith("show")))
    found = find(entries, plan, lab)
    print(f"{sum(f.acts for f in found.values())} of {len(found)} act, {perf_counter() - begun:.0f} seconds")


main(sys.argv[1:])
