"""Find out whether a command acts: try it in the lab, and compare with the same run without it."""

import gc
import re
from collections.abc import Iterator, Sequence

from claims.children import in_child
from claims.lab import Attempt, Lab
from claims.lines import lines_of, opposites
from claims.observe import Moving, Observation, Watch, changed, screen, warm_up
from claims.probes import ALL, DEEP, END, MORE, QUICK, Probe

from xos_cli import XosError
from xos_cli.command.names import Existing, language
from xos_cli.errors import Refusal
from xos_cli.language.grammar import CommandEntry
from xos_cli.record import NamedTuple

#: How many lines of a notation are tried.
MOST = 4
#: How many of them are also tried with faults, failover and logins.
DEEPLY = 1
AT_ONCE = "at once"
#: Virtual seconds from the lines before a command to the command, and from there to the first look and to the probes.
READY, SOON, LATER, LATEST = 20.0, 5.0, 30.0, 50.0


class Finding(NamedTuple):
    """What came of a command: whether it *acts*, with the line and its evidence, else the reason why not."""

    acts: bool
    line: str
    kind: str
    evidence: str


UNTYPED = Finding(False, "", "refused", "no line to type")
#: How a screen begins that is refused.
REFUSED = re.compile(r" ?Error|%%")
#: Commands that only print something.
DISPLAYS = re.compile(r"(show|ls|history|rtlookup|check policy|top)\b")


class Job(NamedTuple):
    """A command to be tried in a situation."""

    entry: CommandEntry
    attempt: Attempt


class Trial(NamedTuple):
    """A line to type, with other lines *before* it, and *then* and *after* it; the answers to *after* count."""

    before: tuple[str, ...]
    line: str
    then: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


def typed(entry: CommandEntry, attempt: Attempt) -> list[str]:
    """Return the lines of an attempt that can be the command: those that have the words it cannot do without."""
    if not attempt.lines:
        return lines_of(entry.notation, attempt.values, MOST)
    bare = re.sub(r"<[^<>]*>", " ", entry.notation)
    while (shorter := re.sub(r"[{\[][^{}\[\]]*[}\]](\.\.\.)?", " ", bare)) != bare:
        bare = shorter
    pattern = re.compile(r"\b.*\b".join(map(re.escape, bare.split())))
    return [line for line in attempt.lines if pattern.match(line)]


def trials(entry: CommandEntry, attempt: Attempt) -> list[Trial]:
    """Return the trials of a command in one situation: each line as it is, the first ones after their opposite too."""
    lines = typed(entry, attempt)
    common = attempt.then, attempt.after
    plain = [Trial(attempt.before, line, *common) for line in lines]
    if attempt.lines and attempt.before:
        return plain
    others = [(line, other) for line in lines[:DEEPLY] for other in opposites(line)]
    turned = [Trial((*attempt.before, other), line, *common) for line, other in others]
    return turned + plain if entry.notation.startswith(("enable", "disable")) else plain + turned


class Measure:
    """The lab in one situation, with what is seen there without a command, as far as that was needed."""

    def __init__(self, lab: Lab, own: str) -> None:
        self.lab, self.own = lab, own
        self.entry: CommandEntry | None = None  # the command that is tried
        self.quiet: dict[tuple[object, ...], list[Observation]] = {}

    def run(self, trial: Trial, probes: tuple[Probe, ...]) -> Iterator[tuple[str, Observation]]:
        """Yield what is seen after each probe; CommandRefused if the line is."""
        began, line = self.lab.now, trial.line
        self.lab.prepare(trial.before)
        self.lab.until(began + READY)
        watch = Watch(self.lab, self.own)
        if line:
            if self.entry is not None and not _is(self.lab, line, self.entry):
                raise Refusal("it is another command")
            self.lab.type(line)
        self.lab.until(began + READY + SOON)
        in_time = self.lab.now - began < READY + SOON + 0.1
        yield AT_ONCE, watch.look() if not line else watch.own() if in_time else {}
        self.lab.until(began + READY + LATER)
        watch.typed(trial.then, False)
        watch.typed(trial.after, True)
        self.lab.until(began + READY + LATEST)
        for probe in probes:
            probe(self.lab, watch)
            yield probe.__name__, watch.look()

    def without(self, trial: Trial, probes: tuple[Probe, ...]) -> list[Observation]:
        """Return what is seen without a command."""
        bare = trial._replace(line="")
        key = (bare, *probes)
        if key not in self.quiet:
            self.quiet[key] = in_child(lambda: [seen for _, seen in self.run(bare, probes)])
        return self.quiet[key]

    def compare(self, trial: Trial, probes: tuple[Probe, ...]) -> Finding:
        """Type the line, and return the first difference."""
        expected = self.without(trial, probes)

        def follow() -> Finding:
            moving = Moving(expected, self.own)
            try:
                for (probe, seen), usual in zip(self.run(trial, probes), expected, strict=True):
                    kind, text = moving.difference(
                        {key: usual[key] for key in seen} if probe == AT_ONCE else usual, seen
                    )
                    if kind:
                        return Finding(True, trial.line, kind, f"{probe}: {text}")
            except XosError as error:
                return Finding(False, trial.line, "refused", " ".join(str(error).split()))
            return Finding(False, trial.line, "", "nothing else changes")

        return in_child(follow)


def in_situation(jobs: Sequence[Job], lab: Lab) -> list[Finding]:
    """Return what came of commands of one process that are tried in the same situation."""
    lab.enter(jobs[0].attempt.situation)
    warm_up(lab)
    gc.freeze()
    here = Measure(lab, jobs[0].entry.process)
    return [_shown(here, job) if displays(job.entry) else _tried(here, job) for job in jobs]


def _tried(here: Measure, job: Job) -> Finding:
    """Try the lines of a command, first quickly, then those that were not refused with faults, failover and logins."""
    here.entry = job.entry
    best, taken = UNTYPED, list[Trial]()
    more = tuple([MORE[name] for name in job.attempt.probes])
    if not more:
        for trial in trials(job.entry, job.attempt):
            found = _compared(here, trial, QUICK)
            if found.acts and found.kind != "screen":
                return found
            best = found if best.kind == "refused" or (found.acts and not best.acts) else best
            taken += [trial] if found.kind != "refused" else []
    else:
        taken = trials(job.entry, job.attempt)
    if best.acts:
        taken.insert(0, next(trial for trial in taken if trial.line == best.line))
    for trial in list(dict.fromkeys([*taken[:DEEPLY], *taken[-1:]])):
        found = _compared(here, trial, (*DEEP, *more, *END))
        if found.acts and found.kind != "screen":
            return found
        best = found if best.kind == "refused" or (found.acts and not best.acts) else best
    return best


def _is(lab: Lab, line: str, entry: CommandEntry) -> bool:
    """Return whether a line is this command, and not another one that begins alike."""
    try:
        found = language(lab.master, True).parse(line.split(" <- ")[0], Existing(lab.master, lab.machine))
    except XosError:
        return True  # the switch says what is wrong with it
    return found.entry.notation == entry.notation


def _compared(here: Measure, trial: Trial, probes: tuple[Probe, ...]) -> Finding:
    try:
        return here.compare(trial, probes)
    except RuntimeError as error:
        if str(error).startswith("Unprepared: "):  # what stands before the line is refused
            return Finding(False, trial.line, "refused", str(error).removeprefix("Unprepared: "))
        return Finding(False, trial.line, "refused", f"the lab failed: {error}")


# -- screens -----------------------------------------------------------------------------------------------------------


def displays(entry: CommandEntry) -> bool:
    """Return whether a command only prints something."""
    return bool(DISPLAYS.match(entry.notation))


def _shown(here: Measure, job: Job) -> Finding:
    """Print a screen again and again while things happen in the lab and nothing is typed: it acts if it changes."""
    lines = typed(job.entry, job.attempt)
    try:
        return in_child(lambda: _printed(here.lab, job, lines))
    except RuntimeError as error:
        return Finding(False, "", "refused", str(error))


def _printed(lab: Lab, job: Job, lines: Sequence[str]) -> Finding:
    """Print screens at the beginning, in the midst of each probe and after it; return the first change."""
    lab.prepare(job.attempt.before)
    watch, usual, best = Watch(lab, job.entry.process), {line: _print(lab, line) for line in lines}, UNTYPED
    moments: list[tuple[str, str, str]] = []
    watch.midway = lambda when: moments.extend((when, line, _print(lab, line)) for line in lines)
    for probe in (*DEEP, *[MORE[name] for name in job.attempt.probes or ALL], *END):
        probe(lab, watch)
        watch.midway(probe.__name__)
        for when, line, after in moments:
            if REFUSED.match(usual[line]) or REFUSED.match(after):
                best = Finding(False, line, "refused", " ".join(after.split())) if best.kind == "refused" else best
            elif after != usual[line]:
                return Finding(True, line, "output", f"{when}: {changed(usual[line], after)}")
            else:
                best = Finding(False, line, "", "its output never changes")
        moments.clear()
    return best


def _print(lab: Lab, line: str) -> str:
    machine = lab.network._inside.machines[lab.dut]
    return "no master" if machine.master is None else screen(machine, machine.master.name, line)
