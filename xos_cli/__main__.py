"""The program's own arguments."""

import argparse
import gc
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import NoReturn

from xos_cli import __version__
from xos_cli.errors import XosError

DESCRIPTION = """An emulator of the ExtremeWare XOS 11.3 command line, on a chassis with two management modules.

  xos-cli                      sit down at the serial console of MSM-A
  xos-cli run script.xsf       type a script at it, and print what the terminal would show
  xos-cli lint script.xsf      read it only, and say what is wrong with it
  xos-cli check session.txt    replay a terminal session, and compare
  xos-cli record session.txt   sit down at the console, and keep what is done as such a session
  xos-cli serve --telnet 2323  let telnet and SSH clients in
  xos-cli commands             list every command there is
"""
#: What each subcommand is done by, given the options; without one it is the shell.
SUBCOMMANDS = {
    None: "xos_cli.shell:shell",
    "run": "xos_cli.replay.program:run",
    "lint": "xos_cli.replay.lint_program:lint",
    "check": "xos_cli.replay.check:check",
    "record": "xos_cli.replay.record:record",
    "serve": "xos_cli.serve.program:serve",
    "commands": "xos_cli.program.listing:print_commands",
}
#: New objects after which Python looks for garbage: hardly anything that is made at the start becomes any.
MANY = 200_000
EPILOG = "At the console, ? lists what can be typed, :help what no switch has (faults, time, snapshots)."


def _switch(defaults: bool) -> argparse.ArgumentParser:
    """The options that describe the switch; behind a subcommand without defaults, or they would undo what stands
    before it."""
    common = argparse.ArgumentParser(add_help=False, argument_default=None if defaults else argparse.SUPPRESS)
    add = common.add_argument_group("the switch").add_argument
    add("--chassis", metavar="NAME|FILE", help="what is plugged in (default: bd10808)")
    add("--flash", type=_folder, metavar="DIR", help="keep each MSM's flash under DIR (default: in memory only)")
    add("--tftp", type=_folder, metavar="DIR", help="what TFTP servers have (default: what the switch puts there)")
    add("--start", metavar='"YYYY-MM-DD HH:MM:SS"', help="the date and time on the switch")
    add("--seed", type=int, metavar="N", help="of what varies from switch to switch (default: 0)")
    add("--speed", type=_speed, metavar="X", help="virtual seconds per second where somebody sits (default: 20)")
    add("--cold", action="store_const", const=True, help="power on now, and show the boot")
    if defaults:
        common.set_defaults(chassis="bd10808", seed=0, speed=20.0, cold=False)
    return common


def parser() -> argparse.ArgumentParser:
    """The program's arguments."""
    top = argparse.ArgumentParser(
        prog="xos-cli",
        parents=[_switch(defaults=True)],
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"xos-cli {__version__}")
    top.add_argument("--plain", action="store_true", help="a plain line reader, even on a terminal")
    subcommands = top.add_subparsers(dest="subcommand", metavar="COMMAND")
    run = subcommands.add_parser("run", parents=[_switch(defaults=False)], help="type scripts at the console of MSM-A")
    run.add_argument("files", nargs="*", metavar="FILE", help="scripts; - or nothing is standard input")
    _run_options(run)
    lint = subcommands.add_parser("lint", parents=[_switch(defaults=False)], help="check scripts without running them")
    lint.add_argument("files", nargs="*", metavar="FILE", help="scripts; - or nothing is standard input")
    lint.add_argument("--on", metavar="CFG", help="the configuration the script will find: a saved file or a text")
    lint.add_argument("--strict", action="store_true", help="warnings fail, too")
    lint.add_argument("--format", choices=["text", "json", "github", "sarif"], default="text", help="(default: text)")
    check = subcommands.add_parser("check", parents=[_switch(defaults=False)], help="replay sessions, and compare")
    check.add_argument("files", nargs="+", metavar="TRANSCRIPT", help="terminal sessions; <word> and ... may vary")
    check.add_argument("--update", action="store_true", help="rewrite the transcripts as the switch would have them")
    record = subcommands.add_parser("record", parents=[_switch(defaults=False)], help="the shell, kept as a transcript")
    record.add_argument("file", metavar="FILE", help="where the transcript goes")
    _serve_options(
        subcommands.add_parser("serve", parents=[_switch(defaults=False)], help="put switches on the network")
    )
    listing = subcommands.add_parser("commands", help="every command, its process, and whether it is modelled")
    listing.add_argument("--format", choices=["text", "markdown", "json"], default="text", help="(default: text)")
    return top


def _run_options(run: argparse.ArgumentParser) -> None:
    """What `run` can be told beside its scripts."""
    run.epilog = (
        "Behind a line a script can check what came of it: :expect TEXT (it printed this), :refused {TEXT} (it was "
        "refused, with these words), :sync (the MSMs are in sync).  :help lists the lab's commands."
    )
    add = run.add_argument
    add("--stop", action="store_true", help="end at the first line that is refused")
    add("--on", metavar="CFG", help="begin with this configuration: a saved file, or a `show configuration` as text")
    add("--diff", action="store_true", help="print what changed in the configuration, as a unified diff of each module")
    add("--save-to", metavar="FILE", help="write the configuration at the end (.txt, .xsf: as commands)")
    add("--format", choices=["text", "json", "junit"], default="text", help="of what is printed (default: text)")
    add("--quiet", action="store_true", help="print no transcript")
    add("--summary", action="store_true", help="a summary on standard error, even if that is no terminal")
    add("--require", metavar="saved,in-sync", type=_requirements, default=(), help="fail unless it is so at the end")
    add("--account", metavar="NAME", default="admin", help="who logs in (default: admin)")
    add("--password", metavar="TEXT", help="with which password (default: none; with --on: whatever it is)")


def _serve_options(serve: argparse.ArgumentParser) -> None:
    """What `serve` can be told."""
    add = serve.add_argument
    add("--host", default="127.0.0.1", metavar="ADDRESS", help="where to listen (default: 127.0.0.1, this host only)")
    for service, what in (
        ("telnet", "telnet to the management port"),
        ("ssh", "SSH to the management port"),
        ("console-a", "the serial console of MSM-A, over telnet"),
        ("console-b", "that of MSM-B"),
    ):
        add(f"--{service}", type=_port, metavar="PORT", help=f"{what} (0: any free port)")
    add("--count", type=_count, default=1, metavar="N", help="so many switches, on consecutive ports")
    add("--fleet", metavar="FILE", help="the switches of a fleet file, instead of one")
    add("--ready-file", metavar="FILE", help="written, as JSON, when one can connect")
    add(
        "--max-sessions", type=_count, default=0, metavar="N", help="log in so many, whatever the switch's own limit is"
    )


def _port(text: str) -> int:
    """A TCP port."""
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text} is no port")
    return int(text)


def _speed(text: str) -> float:
    """A pace of time."""
    from xos_cli.switch.clock import FASTEST, SLOWEST

    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not SLOWEST <= speed <= FASTEST:
        raise argparse.ArgumentTypeError(f"{text} is no speed from {SLOWEST} to {FASTEST:,}")
    return speed


def _folder(text: str) -> str:
    """The name of a folder."""
    if not text.strip():
        raise argparse.ArgumentTypeError("no folder is named")
    return text


def _count(text: str) -> int:
    """How many."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text} is no number of them")
    return int(text)


def _requirements(text: str) -> tuple[str, ...]:
    """What `--require` asks for."""
    names = tuple(filter(None, text.split(",")))
    if not set(names) <= {"saved", "in-sync"}:
        raise argparse.ArgumentTypeError("saved, in-sync, or both with a comma")
    return names


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; its exit status."""
    options = parser().parse_args(arguments)
    try:
        status = _subcommand(options)
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # whoever read the output has had enough of it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except (XosError, OSError) as error:
        print(f"xos-cli: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _subcommand(options: argparse.Namespace) -> int:
    """Do what is asked for; no more is imported than that takes."""
    module, _, name = SUBCOMMANDS[options.subcommand].partition(":")
    status: int = getattr(import_module(module), name)(options)
    return status


def program() -> NoReturn:
    """The program as a command.  Once done it is gone: taking everything to pieces first would take a third of the
    time of a short script.
    """
    gc.set_threshold(MANY)
    _open_streams()
    status = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):
            stream.flush()
    os._exit(status)


def _open_streams() -> None:
    """Those that are closed are empty; what an encoding does not have is printed as its escape."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115  (as long as the program)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


if __name__ == "__main__":
    program()
