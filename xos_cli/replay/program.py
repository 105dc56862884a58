"""`xos-cli run`."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from xos_cli.errors import DamagedFile, LabError, XosError
from xos_cli.lab.commands import Lab
from xos_cli.program.switch_on import serve_files, switch
from xos_cli.replay.bulk import bulk
from xos_cli.replay.difference import as_commands, sections
from xos_cli.replay.progress import progress
from xos_cli.replay.report import Entry, Report
from xos_cli.replay.runner import Place, Runner
from xos_cli.replay.start import Start, as_text, booted
from xos_cli.replay.summary import Summary, summary
from xos_cli.switch.machine import Machine

#: A script: its name as it is shown, and its lines.
Script = tuple[str, list[str]]


@bulk()
def run(options: argparse.Namespace) -> int:
    """Replay the scripts; 0 if every line was accepted and every requirement is met, else 1."""
    scripts = [_script(name) for name in options.files or ["-"]]
    start = _start(options)
    before = sections(start.machine)
    runner, entries = _typed(options, start.machine, scripts)
    after = sections(start.machine)
    report = Report(entries, summary(runner, before, after), before, after, start.untaken)
    sys.stdout.write(_output(options, report))
    sys.stdout.flush()
    for remark in start.remarks:
        _complain(f"{options.on}: {remark}")
    status = _judge(options, report)
    if options.save_to:
        save_to(start.machine, options.save_to)
    return status


def _start(options: argparse.Namespace) -> Start:
    """The switch that the scripts are typed at."""
    if options.on is None:
        return Start(switch(options))
    moment = {"start": options.start} if options.start else {}
    with named(options.on):
        start = booted(options.chassis, seed=options.seed, flash=options.flash, config=read(options.on), **moment)
    serve_files(start.machine, options.tftp)
    return start


def _typed(options: argparse.Namespace, machine: Machine, scripts: list[Script]) -> tuple[Runner, tuple[Entry, ...]]:
    """Type the scripts; who did, and the lines with what they printed, where that is wanted afterwards."""
    entries: list[Entry] = []

    def show(text: str) -> None:
        if options.format == "text" and not options.quiet:
            sys.stdout.write(text)

    def ended(place: Place, said: str) -> None:
        advance()
        if options.format != "text":
            entries.append(Entry(place, said, machine.clock.now))

    password = "" if options.password is None and options.on is None else options.password
    runner = Runner(Lab(machine, options.speed), show, options.account, password, ended)
    with progress(sum(len(lines) for _, lines in scripts)) as advance:
        for name, lines in scripts:
            if not runner.run(name, lines, options.stop):
                break
        runner.finish()
    return runner, tuple(entries)


# -- what is said of it ----------------------------------------------------------------------------------------------


def _output(options: argparse.Namespace, report: Report) -> str:
    """What is printed behind the transcript, or instead of it."""
    if options.format == "json":
        return report.json()
    if options.format == "junit":
        return report.junit()
    return report.difference() if options.diff else ""


def _judge(options: argparse.Namespace, report: Report) -> int:
    """Say on standard error what is to be said; the exit status."""
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
    return 1 if result.refused or required else 0


def _shortcomings(result: Summary, required: list[str]) -> Iterator[str]:
    """What the scripts left behind that they ought not to."""
    for name, words in result.shortcomings.items():
        if name in required:
            yield f"{words} (--require {name})"
        elif result.lines and (name != "saved" or result.changes):
            yield words


def _complain(words: str) -> None:
    print(words, file=sys.stderr)


# -- files -----------------------------------------------------------------------------------------------------------


def save_to(machine: Machine, name: str) -> None:
    """Write the running configuration: as commands into a .txt or .xsf, else as the file that `save` writes."""
    master = machine.master
    if master is None:
        raise LabError(f"--save-to: there is no master ({machine.describe()})")
    plain = name.endswith((".txt", ".xsf"))
    data = as_commands(sections(machine)).encode() if plain else master.config.text("admin")
    with open(name, "wb") as file:
        file.write(data)


def read(name: str) -> bytes:
    """What is in a file; ``-`` is standard input."""
    if name == "-":
        return sys.stdin.buffer.read()
    with open(name, "rb") as file:
        return file.read()


@contextmanager
def named(name: str) -> Iterator[None]:
    """What is wrong with a saved file is said with its name."""
    try:
        yield
    except DamagedFile as error:
        raise XosError(f"{name}: {error}") from None


def _script(name: str) -> Script:
    return "standard input" if name == "-" else name, script_lines(read(name))


def script_lines(data: bytes) -> list[str]:
    """The lines of a script, each as it was meant."""
    return [as_text(line) for line in data.removeprefix(b"\xef\xbb\xbf").splitlines()]
