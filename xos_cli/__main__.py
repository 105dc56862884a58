"""Run the program: read its arguments, import what the subcommand needs, and return its exit status."""

import gc
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import NoReturn

from xos_cli.errors import XosError, host_answer
from xos_cli.program.arguments import parser as parser
from xos_cli.program.import_argparse import argparse

#: The function that carries out each subcommand, given the options; without a subcommand it is the shell.
SUBCOMMANDS = {
    None: "xos_cli.shell:shell",
    "run": "xos_cli.replay.program:run",
    "lint": "xos_cli.replay.lint_program:lint",
    "check": "xos_cli.replay.check:check",
    "record": "xos_cli.replay.record:record",
    "drill": "xos_cli.replay.drill:drill",
    "serve": "xos_cli.serve.program:serve",
    "commands": "xos_cli.program.listing:print_commands",
    "chassis": "xos_cli.program.samples:chassis",
    "scripts": "xos_cli.program.samples:scripts",
    "completion": "xos_cli.program.completion:completion",
    "man": "xos_cli.shell.man_page:man",
}
#: New objects after which Python collects garbage: hardly anything that is made at the start becomes garbage.
GARBAGE_THRESHOLD = 200_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; return its exit status."""
    words = sys.argv[1:] if arguments is None else arguments
    options = parser(words).parse_args(words)
    try:
        status = _subcommand(options)
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # the reader of the output has closed it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except XosError as error:
        print(f"xos-cli: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        named = "" if error.filename is None else f"{error.filename}: "
        print(f"xos-cli: {named}{host_answer(error)}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _subcommand(options: argparse.Namespace) -> int:
    """Import what the subcommand needs, and carry it out."""
    module, _, name = SUBCOMMANDS[options.subcommand].partition(":")
    status: int = getattr(import_module(module), name)(options)
    return status


def program() -> NoReturn:
    """Run the program as a command, and end the process at once.

    Taking all objects apart first would take a large part of the time of a short script.
    """
    gc.set_threshold(GARBAGE_THRESHOLD)
    _open_streams()
    status = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):
            stream.flush()
    os._exit(status)


def _open_streams() -> None:
    """Replace closed standard streams by empty ones; print what an encoding does not have as its escape."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115  (as long as the program)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


if __name__ == "__main__":
    program()
