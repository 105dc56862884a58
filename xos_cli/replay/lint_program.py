"""`xos-cli lint`."""

import argparse
import sys
from collections.abc import Iterator
from typing import Any

from xos_cli.command.names import grammar
from xos_cli.errors import XosError
from xos_cli.language import Language
from xos_cli.processes import PROCESSES
from xos_cli.program.resources import read_chassis
from xos_cli.replay.bulk import bulk
from xos_cli.replay.lint import Finding, Linter
from xos_cli.replay.lint_names import Known
from xos_cli.replay.lint_report import FORMATS, failed
from xos_cli.replay.program import named, read, script_lines
from xos_cli.replay.start import FILE, as_text, commands
from xos_cli.switch import savedfile
from xos_cli.switch.chassis import Chassis
from xos_cli.switch.tables import info


@bulk()
def lint(options: argparse.Namespace) -> int:
    """Check the scripts; 0 if a switch could read every line, else 1."""
    if options.cold or options.flash or options.tftp:
        raise XosError("lint: nothing is run: no --cold, no --flash, no --tftp")
    scripts = [(_shown(name), script_lines(read(name))) for name in options.files or ["-"]]
    config = read(options.on) if options.on else None
    with named(options.on):
        linter = prepared(read_chassis(options.chassis), config)
    findings = [found for name, lines in scripts for found in linter.read(name, lines)]
    findings += linter.end()
    sys.stdout.write(FORMATS[options.format](findings, linter.lines))
    return 1 if failed(findings, options.strict) else 0


def prepared(chassis: Chassis, config: bytes | None = None) -> Linter:
    """A linter for a switch of *chassis*, fresh from the factory or with a configuration: a saved file, or a text."""
    saved = config is not None and config.lstrip()[:1] == b"<"
    rows = _rows(config) if config is not None and saved else PROCESSES.factory(chassis)
    running = [name for name, process in chassis.processes.items() if process.licensed]
    known = Known(chassis, rows, [FILE] if config is not None else [])
    linter = Linter(Language(grammar(), running), known)
    if config is not None and not saved:
        lines = [line for _, line in commands(as_text(config))]
        before: list[Finding] = list(linter.read("", lines))
        del before
        linter.lines = 0
    return linter


def _rows(config: bytes) -> Iterator[tuple[Any, ...]]:
    """The rows of a saved file."""
    for module in savedfile.read(config).modules:
        own = (row for row, owner in PROCESSES.owners.items() if owner == module.name)
        tables = {info(row).element: row for row in (*own, *PROCESSES.shared)}
        yield from savedfile.rows_of(module, tables)


def _shown(name: str) -> str:
    return "standard input" if name == "-" else name
