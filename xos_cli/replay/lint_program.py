"""`xos-cli lint`: check scripts without running them."""

import argparse
import sys
from collections.abc import Iterator
from typing import Any

from xos_cli.errors import XosError
from xos_cli.lab.network_help import NETWORK_COMMANDS
from xos_cli.processes import PROCESSES
from xos_cli.program.garbage import collect_rarely
from xos_cli.program.resources import read_chassis
from xos_cli.replay import files
from xos_cli.replay.lint import ERROR, WARNING, Finding, Linter
from xos_cli.replay.lint_names import Known
from xos_cli.replay.lint_needs import Needs
from xos_cli.replay.lint_report import FORMATS, failed
from xos_cli.replay.start import FILE, as_text, commands
from xos_cli.switch.hardware.chassis import Chassis
from xos_cli.switch.saved import savedfile
from xos_cli.switch.tables import info


@collect_rarely()
def lint(options: argparse.Namespace) -> int:
    """Check the scripts; return 0 if a switch could read every line, else 1."""
    if options.cold or options.flash or options.tftp:
        raise XosError("lint: nothing is run: no --cold, no --flash, no --tftp")
    scripts, unread = _scripts(files.expanded(options.files or ["-"], "*.xsf"))
    config = files.read(options.on) if options.on else None
    with files.named_in_errors(options.on):
        linter, findings = prepared(
            read_chassis(options.chassis), config, options.on or "", options.on_lenient, options.ssh_module
        )
    if options.network:
        linter.lab = NETWORK_COMMANDS
    findings += [found for name, lines in scripts for found in linter.read(name, lines)]
    findings += linter.end()
    sys.stdout.write(FORMATS[options.format](findings, linter.lines))
    return 1 if unread or failed(findings, options.strict) else 0


def _scripts(names: list[str]) -> tuple[list[files.Script], int]:
    """Return the scripts that can be read, and how many cannot; each of those is named.  A single one must be read."""
    scripts, unread = [], 0
    for name in names:
        try:
            scripts.append(files.script(name))
        except (XosError, OSError) as error:
            if len(names) == 1:
                raise
            unread += 1
            print(f"xos-cli: {files.told(name, error)}", file=sys.stderr)
    return scripts, unread


def prepared(
    chassis: Chassis,
    config: bytes | None = None,
    name: str = "",
    lenient: bool = False,
    ssh_module: bool = False,
) -> tuple[Linter, list[Finding]]:
    """Return a linter for a switch of *chassis*, and what is wrong with its configuration.

    *config*: a saved file, or the text of `show configuration`, from the file *name*; None for factory defaults.  A
    line of it that the switch would not take is an error, or a warning if *lenient*.  *ssh_module*: SSH is installed.
    """
    saved = config is not None and config.lstrip()[:1] == b"<"
    rows = _rows(config) if config is not None and saved else PROCESSES.factory(chassis)
    needs = Needs(chassis, frozenset(["ssh"]) if ssh_module else frozenset())
    linter = Linter(needs, Known(chassis, rows, [FILE] if config is not None else []))
    if config is None or saved:
        return linter, []
    lines = commands(as_text(config))
    places = [line for line, _ in lines]
    findings = [
        found._replace(line=places[found.line - 1], severity=WARNING if lenient else ERROR)
        for found in linter.read(name, [text for _, text in lines])
    ]
    linter.lines = 0
    return linter, findings


def _rows(config: bytes) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a saved file."""
    for module in savedfile.read(config).modules:
        own = (row for row, owner in PROCESSES.owners.items() if owner == module.name)
        tables = {info(row).element: row for row in (*own, *PROCESSES.shared)}
        yield from savedfile.rows_of(module, tables)
