"""The program's own arguments."""

import argparse
import sys
from collections.abc import Sequence

from xos_cli import __version__
from xos_cli.errors import XosError

DESCRIPTION = """An emulator of the ExtremeWare XOS 11.3 command line, on a chassis with two management modules.

  xos-cli                      sit down at the serial console of MSM-A
  xos-cli run script.xsf       type a script at it, and print what the terminal would show
  xos-cli commands             list every command there is
"""
EPILOG = "At the console, ? lists what can be typed, :help what no switch has (faults, time, snapshots)."


def _switch(defaults: bool) -> argparse.ArgumentParser:
    """The options that describe the switch; behind a subcommand without defaults, or they would undo what stands
    before it."""
    common = argparse.ArgumentParser(add_help=False, argument_default=None if defaults else argparse.SUPPRESS)
    add = common.add_argument_group("the switch").add_argument
    add("--chassis", metavar="NAME|FILE", help="what is plugged in (default: bd10808)")
    add("--flash", metavar="DIR", help="keep each MSM's flash under DIR (default: in memory only)")
    add("--start", metavar='"YYYY-MM-DD HH:MM:SS"', help="the date and time on the switch")
    add("--seed", type=int, metavar="N", help="of what varies from switch to switch (default: 0)")
    add("--speed", type=float, metavar="X", help="virtual seconds per second in the shell (default: 20)")
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
    run.add_argument("--stop", action="store_true", help="end at the first line that is refused")
    listing = subcommands.add_parser("commands", help="every command, its process, and whether it is modelled or recorded")
    listing.add_argument("--format", choices=["text", "markdown", "json"], default="text", help="(default: text)")
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; its exit status."""
    options = parser().parse_args(arguments)
    try:
        if options.subcommand == "commands":
            from xos_cli.listing import print_commands

            return print_commands(options.format)
        if options.subcommand == "run":
            from xos_cli.replay.program import run

            return run(options)
        from xos_cli.shell import shell

        return shell(options)
    except (XosError, OSError) as error:
        print(f"xos-cli: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
