"""`xos-cli run`: type scripts at a console, and judge what came of them."""

import argparse
import sys
from collections.abc import Iterator

from xos_cli.errors import LabError
from xos_cli.lab.commands import Lab
from xos_cli.lab.start import lab_of
from xos_cli.program import colour
from xos_cli.program.garbage import collect_rarely
from xos_cli.program.switch_on import serve_files
from xos_cli.record import NamedTuple
from xos_cli.replay.difference import Difference, as_commands, sections
from xos_cli.replay.files import Script, named_in_errors, read, script, try_to_write
from xos_cli.replay.progress import progress
from xos_cli.replay.report import LineReport, Report
from xos_cli.replay.runner import Runner, ScriptLine
from xos_cli.replay.start import Untaken, booted
from xos_cli.replay.summary import Summary, summary
from xos_cli.switch.machine import Machine


@collect_rarely()
def run(options: argparse.Namespace) -> int:
    """Type the scripts; return 0 if every line was accepted and every requirement is met, else 1."""
    if options.save_to:
        try_to_write(options.save_to)
    scripts = [script(name) for name in options.files or ["-"]]
    start = _start(options)
    lab = start.lab
    difference = Difference(lab.machines)
    runner, entries = _typed(options, lab, scripts)
    difference.end(lab.machines)
    report = Report(entries, summary(runner, difference), start.untaken)
    sys.stdout.write(_output(options, report))
    sys.stdout.flush()
    for remark in start.remarks:
        _complain(f"{options.on}: {remark}")
    status = _judge(options, report)
    if options.save_to:
        save_to(lab.machine, options.save_to)
    return status


class Begun(NamedTuple):
    """The lab that scripts are typed in, and what the switch did not take of the configuration it began with."""

    lab: Lab
    untaken: tuple[Untaken, ...] = ()
    remarks: tuple[str, ...] = ()


def _start(options: argparse.Namespace) -> Begun:
    """Return the switch or the network that the scripts are typed at."""
    if options.on is None or options.network:
        return Begun(lab_of(options))
    moment = {"start": options.start} if options.start else {}
    with named_in_errors(options.on):
        config, ssh_module = read(options.on), options.ssh_module
        start = booted(
            options.chassis, **moment, seed=options.seed, flash=options.flash, config=config, ssh_module=ssh_module
        )
    serve_files(start.machine, options.tftp)
    return Begun(Lab(start.machine, options.speed), start.untaken, start.remarks)


def _typed(options: argparse.Namespace, lab: Lab, scripts: list[Script]) -> tuple[Runner, tuple[LineReport, ...]]:
    """Type the scripts; return the runner, and for JSON and JUnit each line with what it printed."""
    entries: list[LineReport] = []
    seen = options.format == "text" and not options.quiet

    def show(text: str) -> None:
        if seen:
            sys.stdout.write(text)

    def ended(place: ScriptLine, said: str) -> None:
        advance()
        if options.format != "text":
            entries.append(LineReport(place, said, lab.machine.clock.now))

    password = "" if options.password is None and options.on is None else options.password
    runner = Runner(lab, show, options.account, password, ended)
    with progress(sum(len(lines) for _, lines in scripts), seen) as advance:
        for name, lines in scripts:
            if not runner.run(name, lines, options.stop):
                break
        runner.finish()
    return runner, tuple(entries)


# -- what is printed about it ----------------------------------------------------------------------------------------


def _output(options: argparse.Namespace, report: Report) -> str:
    """Return what is printed behind the transcript, or instead of it."""
    if options.format == "json":
        return report.json()
    if options.format == "junit":
        return report.junit()
    return colour.unified_diff(report.difference(), sys.stdout) if options.diff else ""


def _judge(options: argparse.Namespace, report: Report) -> int:
    """Print the failures, shortcomings and summary on standard error; return the exit status."""
    result = report.summary
    required = [name for name in result.shortcomings if name in options.require]
    for line, text, message in report.untaken:
        _complain(f"{options.on}:{line}: {text}: not taken: {message}")
    for refused in result.refused:
        _complain(f"{refused.file}:{refused.line}: {refused.text.strip()}: {refused.message}")
    for complaint in _shortcomings(result, required):
        _complain(f"xos-cli: {complaint}")
    if options.summary or sys.stderr.isatty():
        _complain(f"xos-cli: {result.text()}")
    untaken = report.untaken and not options.on_lenient
    return 1 if result.refused or required or untaken else 0


def _shortcomings(result: Summary, required: list[str]) -> Iterator[str]:
    """Yield what the scripts left undone: unsaved changes, MSMs out of sync."""
    for name, words in result.shortcomings.items():
        if name in required:
            yield f"{words} (--require {name})"
        elif result.lines and (name != "saved" or result.difference):
            yield words


def _complain(words: str) -> None:
    print(words, file=sys.stderr)


def save_to(machine: Machine, name: str) -> None:
    """Write the running configuration to a file: as commands into a .txt or .xsf, else as the file that `save`
    writes."""
    master = machine.master
    if master is None:
        raise LabError(f"--save-to: there is no master ({machine.describe()})")
    plain = name.endswith((".txt", ".xsf"))
    data = as_commands(sections(machine)).encode() if plain else master.config.text("admin")
    with open(name, "wb") as file:
        file.write(data)
