"""The command-line arguments of the program; completion scripts and the man page are made from the same texts."""

import os
import re
import sys
from collections.abc import Collection
from contextlib import suppress
from functools import cache
from typing import Any, NoReturn

from xos_cli import __version__
from xos_cli.program.import_argparse import argparse

DESCRIPTION = """An emulator of the ExtremeWare XOS 11.3 command line, on a chassis with two management modules.

  xos-cli                      sit down at the serial console of MSM-A
  xos-cli run script.xsf       type a script at it, and print what the terminal would show
  xos-cli lint script.xsf      read a script only, and say what is wrong with it
  xos-cli check session.txt    replay a terminal session, and compare
  xos-cli record session.txt   sit down at the console, and keep the session as such a file
  xos-cli drill failover       solve a guided exercise; without a name: list them
  xos-cli serve --telnet 2323  let telnet and SSH clients in
  xos-cli commands             list the commands of the switch
"""
EPILOG = """\
At the console, ? lists what can be typed, and :help the lab's commands (faults,
time, snapshots).  Ctrl+T goes to the other console.  :quit leaves, and so does
Ctrl+D at an empty prompt."""
RUN_EPILOG = (
    "A line behind a question is its answer: y, n, yes, no or an empty line; any other line fails the run.  A script "
    "can check itself: :expect TEXT (the line before printed this), :refused {TEXT} (it was refused, with these "
    "words), :sync (the MSMs are in sync).  :help lists the lab's commands."
)
FORMAT_HELP = "(default: text)"


class HelpFormatter(argparse.HelpFormatter):
    """Help as wide as the terminal, whose width is found without the imports that argparse needs for it."""

    def __init__(self, prog: str, **options: Any) -> None:
        super().__init__(prog, **{"width": _columns() - 2} | options)


class PlainHelpFormatter(HelpFormatter, argparse.RawDescriptionHelpFormatter):
    """The same, for a description whose lines stay as they are."""


@cache
def _columns() -> int:
    """Return the columns of the terminal, or 80."""
    with suppress(ValueError):
        return max(int(os.environ.get("COLUMNS", "")), 20)
    with suppress(AttributeError, ValueError, OSError):
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or 80  # type: ignore[union-attr]
    return 80


class Parser(argparse.ArgumentParser):
    """A parser that says what a mistyped subcommand may have been meant to be."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"formatter_class": HelpFormatter} | options)

    def error(self, message: str) -> NoReturn:
        """Print what is wrong and exit with status 2."""
        found = re.search(r"invalid choice: '(.*?)' \(choose from ", message)
        if found is not None and message.startswith("argument COMMAND"):
            message = _unknown(found[1], list(SUBCOMMANDS))
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {message}\n")


def _unknown(word: str, known: list[str]) -> str:
    """Return what is wrong with a word that is no subcommand."""
    if os.path.isfile(word):
        return f"{word} is a file: `xos-cli run {word}` types it at the console"
    from difflib import get_close_matches

    near = get_close_matches(word, known, 1)
    return f"there is no command {word}" + (f"; did you mean {near[0]}?" if near else f" (there is {', '.join(known)})")


def parser(words: Collection[str] | None = None) -> Parser:
    """Return the parser of the program's arguments.

    With *words*, only the subcommands among these have their options, and others are made only where help lists them:
    to make all of them would take longer than the lines of a short script.
    """
    asked = [name for name in SUBCOMMANDS if words is None or name in words]
    listed = SUBCOMMANDS if words is None or not asked or {"-h", "--help"} & set(words) else asked
    top = Parser(
        prog="xos-cli",
        parents=[_switch(defaults=True)],
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=PlainHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"xos-cli {__version__}")
    top.add_argument("--plain", action="store_true", help="a plain line reader, even on a terminal")
    subcommands = top.add_subparsers(
        dest="subcommand", metavar="COMMAND", prog="xos-cli"
    )  # or argparse formats a usage
    for name in listed:
        help, options, described = SUBCOMMANDS[name]
        parents = [_switch(defaults=False)] if described and name in asked else []
        made = subcommands.add_parser(name, parents=parents, help=help, description=f"{help[0].upper()}{help[1:]}.")
        if name in asked:
            options(made)
    return top


def _switch(defaults: bool) -> Parser:
    """Return the options that describe the switch.

    Behind a subcommand they have no defaults, or those would undo what stands before it.
    """
    common = Parser(add_help=False, argument_default=None if defaults else argparse.SUPPRESS)
    add = common.add_argument_group("the switch").add_argument
    add("--chassis", metavar="NAME|FILE", help="the chassis and its modules (default: bd10808)")
    add("--network", metavar="FILE", help="the switches, hosts and cables of a network file, instead of one switch")
    add("--flash", type=_folder, metavar="DIR", help="keep each MSM's flash under DIR (default: in memory only)")
    add("--tftp", type=_folder, metavar="DIR", help="the files of TFTP servers (default: what the switch puts there)")
    add("--start", metavar='"YYYY-MM-DD HH:MM:SS"', help="the date and time on the switch")
    add("--seed", type=_seed, metavar="N", help="the seed of what varies from switch to switch (default: 0)")
    add("--speed", type=_speed, metavar="X", help="virtual seconds per second at a console (default: 20)")
    add("--cold", action="store_const", const=True, help="power on now, and show the boot")
    add("--ssh-module", action="store_const", const=True, help="install the SSH module, and enable SSH")
    if defaults:
        common.set_defaults(chassis="bd10808", seed=0, speed=20.0, cold=False, network=None, ssh_module=False)
    return common


# -- the options of each subcommand ------------------------------------------------------------------------------------


def _scripts(parser: argparse.ArgumentParser, what: str) -> None:
    parser.add_argument("files", nargs="*", metavar="FILE", help=f"{what}; - or nothing is standard input")


def _on(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--on", metavar="CFG", help="begin with this configuration: a saved file, or a `show configuration` as text")
    add("--on-lenient", action="store_true", help="go on where the switch does not take a line of that text")


def _run(parser: argparse.ArgumentParser) -> None:
    _scripts(parser, "scripts")
    _on(parser)
    parser.epilog = RUN_EPILOG
    add = parser.add_argument
    add("--stop", action="store_true", help="end at the first line that fails")
    add("--diff", action="store_true", help="print what changed in the configuration, as a unified diff of each module")
    add("--save-to", metavar="FILE", help="write the configuration at the end (.txt, .xsf: as commands)")
    add("--format", choices=["text", "json", "junit"], default="text", help=FORMAT_HELP)
    add("--quiet", action="store_true", help="print no transcript")
    add("--summary", action="store_true", help="a summary on standard error, even if that is no terminal")
    require = "fail unless it is so at the end; may be given more than once"
    add("--require", metavar="saved,in-sync", type=_requirements, action="extend", default=[], help=require)
    add("--account", metavar="NAME", default="admin", help="who logs in (default: admin)")
    add("--password", metavar="TEXT", help="the password to log in with (default: none; with --on: any)")


def _lint(parser: argparse.ArgumentParser) -> None:
    _scripts(parser, "scripts, or folders of *.xsf")
    _on(parser)
    add = parser.add_argument
    add("--strict", action="store_true", help="warnings fail, too")
    add("--format", choices=["text", "json", "github", "sarif"], default="text", help=FORMAT_HELP)


def _check(parser: argparse.ArgumentParser) -> None:
    what = "terminal sessions, or folders of *.txt and *.xos-session; <word> and ... may vary"
    parser.add_argument("files", nargs="+", metavar="TRANSCRIPT", help=what)
    parser.add_argument("--update", action="store_true", help="rewrite the transcripts as the switch would have them")


def _record(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="where the transcript goes")
    existing = parser.add_mutually_exclusive_group()
    existing.add_argument("--append", action="store_true", help="go on where the transcript in FILE ends")
    existing.add_argument("--overwrite", action="store_true", help="replace FILE if it exists")


def _drill(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="NAME|FILE", help="the exercise; without one they are listed")
    parser.add_argument(
        "--solve", metavar="SCRIPT", help="type a script instead of sitting down, and print the verdict"
    )


def _serve(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--host", default="127.0.0.1", metavar="ADDRESS", help="where to listen (default: 127.0.0.1, this host only)")
    for service, what in (
        ("telnet", "telnet to the management port"),
        ("ssh", "SSH to the management port"),
        ("snmp", "SNMP in UDP, with the extra `snmp`"),
        ("console-a", "the serial console of MSM-A, over telnet"),
        ("console-b", "that of MSM-B"),
    ):
        add(f"--{service}", type=_port, metavar="PORT", help=f"{what} (0: any free port)")
    add(
        "--traps", type=_address, metavar="HOST:PORT", help="send SNMP notifications to configured receivers there, too"
    )
    add("--count", type=_count, default=1, metavar="N", help="serve N switches, on consecutive ports")
    add("--capture-dir", type=_folder, metavar="DIR", help="let lab commands at the consoles write files into DIR")
    add("--ready-file", metavar="FILE", help="write the ports to FILE, as JSON, when clients can connect")
    add("--format", choices=["text", "json"], default="text", help=f"of the ports that are printed {FORMAT_HELP}")
    limit = "let N sessions log in at each switch, whatever its own limit is"
    add("--max-sessions", type=_count, default=0, metavar="N", help=limit)
    add("--log", metavar="FILE", help="append logins, refusals and faults to FILE (default: standard error)")
    add("--ssh-legacy", action="store_true", help="offer the SSH algorithms of old clients, too")
    add("--admin-password-file", metavar="FILE", help="give admin the password in FILE, if it has none")
    lab = parser.add_mutually_exclusive_group()
    lab.add_argument("--lab-password-file", metavar="FILE", help="lock the consoles' lab with the password in FILE")
    lab.add_argument("--no-lab", action="store_true", help="allow no lab commands at the consoles")


def _commands(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=["text", "markdown", "json"], default="text", help=FORMAT_HELP)


def _samples(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", nargs="?", choices=["list", "show"], default="list", help="(default: list)")
    parser.add_argument("name", nargs="?", metavar="NAME", help="which of them to show")


def _completion(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("program", choices=["bash", "zsh", "fish"], help="the shell that the script is for")


def _man(parser: argparse.ArgumentParser) -> None:
    """Add no options: `man` has none."""


#: Name -> help, the function that adds its options, and whether those that describe the switch are among them.
SUBCOMMANDS = {
    "run": ("type scripts at the console of MSM-A", _run, True),
    "lint": ("check scripts without running them", _lint, True),
    "check": ("replay terminal sessions, and compare", _check, True),
    "record": ("sit down at the console, and keep the session as a transcript", _record, True),
    "drill": ("list the guided exercises, or start one", _drill, True),
    "serve": ("put switches on the network: telnet, SSH, SNMP and serial consoles", _serve, True),
    "commands": ("list the commands of the switch, and which of them act", _commands, False),
    "chassis": ("list the chassis files that come with the program, or print one", _samples, False),
    "scripts": ("list the sample scripts, or print one", _samples, False),
    "completion": ("print the completion script of a shell", _completion, False),
    "man": ("print the manual page, in the format of man(1)", _man, False),
}


# -- values -----------------------------------------------------------------------------------------------------------


def _port(text: str) -> int:
    """Read a TCP or UDP port."""
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text} is no port")
    return int(text)


def _address(text: str) -> tuple[str, int]:
    """Read an address and a UDP port: ``127.0.0.1:162``."""
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise argparse.ArgumentTypeError(f"{text} is not HOST:PORT")
    return host.strip("[]"), int(port)


def _speed(text: str) -> float:
    """Read a number of virtual seconds per second."""
    from xos_cli.switch.timing.clock import FASTEST, SLOWEST

    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not SLOWEST <= speed <= FASTEST:
        raise argparse.ArgumentTypeError(f"{text} is no speed from {SLOWEST} to {FASTEST:,}")
    return speed


def _seed(text: str) -> int:
    """Read a whole number."""
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no whole number") from None


def _folder(text: str) -> str:
    """Read the name of a folder."""
    if not text.strip():
        raise argparse.ArgumentTypeError("no folder is named")
    return text


def _count(text: str) -> int:
    """Read a number above 0."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text} is no number above 0")
    return int(text)


def _requirements(text: str) -> tuple[str, ...]:
    """Read what `--require` asks for."""
    names = tuple(filter(None, text.split(",")))
    if not set(names) <= {"saved", "in-sync"}:
        raise argparse.ArgumentTypeError("saved, in-sync, or both with a comma")
    return names
