"""`xos-cli run`."""

import argparse
import sys

from xos_cli.lab import Lab
from xos_cli.power import switch
from xos_cli.replay.runner import Runner


def run(options: argparse.Namespace) -> int:
    """Replay the scripts; 0 if every line was accepted, 1 if one was refused."""
    scripts = [(name, _read(name)) for name in options.files or ["-"]]
    runner = Runner(Lab(switch(options), options.speed), _show)
    for name, lines in scripts:
        if not runner.run("standard input" if name == "-" else name, lines, options.stop):
            break
    runner.finish()
    sys.stdout.flush()
    for refused in runner.refused:
        print(f"{refused.file}:{refused.line}: {refused.text.strip()}: {refused.message}", file=sys.stderr)
    return 1 if runner.refused else 0


def _show(text: str) -> None:
    sys.stdout.write(text)


def _read(name: str) -> list[str]:
    if name == "-":
        return sys.stdin.read().splitlines()
    with open(name, encoding="utf-8") as file:
        return file.read().splitlines()
