"""Find out what a terminal can show (colour, drawing characters, cursor moves), by which pictures are drawn."""

import os
import sys
from collections.abc import Mapping

from xos_cli.program.colour import DUMB, allowed
from xos_cli.record import NamedTuple

#: Beginnings of the types of terminals that show UTF-8.
UTF8_TERMINALS = ("xterm", "screen", "tmux", "rxvt", "linux", "alacritty", "kitty", "foot", "konsole", "putty")


class Look(NamedTuple):
    """*colour*: it shows colour.  *drawing*: it shows characters beyond ASCII.  *moves*: its cursor can be moved."""

    colour: bool = False
    drawing: bool = True
    moves: bool = False


#: A transcript, or a pipe.
TEXT = Look()


def local() -> Look:
    """Return what the program's own terminal can show, by TERM, NO_COLOR and the locale."""
    return Look(allowed(os.environ), _is_utf8(), os.environ.get("TERM", "") not in DUMB)


def remote(kind: str, environment: Mapping[str, str] = os.environ) -> Look:
    """Return what a client's terminal of this *kind* can show (``XTERM-256COLOR``); "" is one that does not say.

    NO_COLOR and the locale of this program hold for it, too.
    """
    name = kind.lower()
    colour = allowed({"TERM": name, "NO_COLOR": environment.get("NO_COLOR", "")})
    return Look(colour, name.startswith(UTF8_TERMINALS) and _is_utf8(), name not in DUMB)


def _is_utf8() -> bool:
    return (getattr(sys.stdout, "encoding", None) or "ascii").lower().replace("-", "") == "utf8"
