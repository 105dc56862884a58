"""`xos-cli man`: the manual page, made from the program's own arguments and the lab's help."""

import argparse
import sys
from collections.abc import Iterator

from xos_cli import __version__
from xos_cli.lab.network_help import NETWORK_COMMANDS
from xos_cli.program import arguments
from xos_cli.program.completion import Option, Subcommand, subcommands

EXIT_STATUS = (
    ("0", "Every line was accepted, every check and requirement is met."),
    ("1", "A line was refused, a transcript differs, a drill was not passed."),
    ("2", "The arguments or a file are wrong."),
    ("130, 143", "The program was ended by a signal."),
)


def man(options: argparse.Namespace) -> int:
    """Print the manual page: ``xos-cli man | man -l -``."""
    sys.stdout.write("\n".join(_page()) + "\n")
    return 0


def _page() -> Iterator[str]:
    """Yield the lines of the page, in the macros of man(7)."""
    found = subcommands()
    summary, _, examples = arguments.DESCRIPTION.partition("\n\n")
    yield f'.TH XOS-CLI 1 "" "xos-cli {__version__}" "User Commands"'
    yield from (".SH NAME", f"xos-cli \\- {_plain(summary[0].lower() + summary[1:].rstrip('.'))}")
    yield from (".SH SYNOPSIS", ".B xos-cli", "[OPTION]... [COMMAND] [ARGUMENT]...")
    yield from (".SH DESCRIPTION", ".nf", *(_plain(line) for line in examples.strip("\n").splitlines()), ".fi")
    yield from (".PP", _plain(" ".join(arguments.EPILOG.split())))
    yield from (".SH OPTIONS", *_options(found[0]))
    yield ".SH COMMANDS"
    for one in found[1:]:
        yield from _command(one)
    yield from (".SH SCRIPTS", _plain(arguments.RUN_EPILOG))
    yield ".SH LAB COMMANDS"
    for command in NETWORK_COMMANDS.values():
        yield from (".TP", f".B {_plain(command.usage)}", f"{_plain(command.help)}.")
    yield ".SH EXIT STATUS"
    for status, words in EXIT_STATUS:
        yield from (".TP", f".B {status}", words)


def _command(one: Subcommand) -> Iterator[str]:
    """Yield the section of a subcommand: its help, its words, and the options that the program itself does not have."""
    common = {option.names for option in subcommands()[0].options}
    words = f" {'|'.join(one.words)}" if one.words else ""
    yield from (".SS", f"xos\\-cli {_plain(one.name + words)}", f"{_plain(one.help[0].upper() + one.help[1:])}.")
    for option in one.options:
        if option.names not in common:
            yield from _option(option)


def _options(one: Subcommand) -> Iterator[str]:
    for option in one.options:
        yield from _option(option)


def _option(option: Option) -> Iterator[str]:
    value = f" {'|'.join(option.choices)}" if option.choices else f" {option.value.upper()}" if option.value else ""
    yield from (".TP", f".B {_plain(', '.join(option.names) + value)}", f"{_plain(option.help)}.")


def _plain(text: str) -> str:
    """Return a text without what roff takes for its own."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{text}" if text.startswith((".", "'")) else text
