"""Files of the host: scripts, transcripts and configurations, as `run`, `lint`, `check` and `--on` read them."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from xos_cli.errors import DamagedFile, XosError, host_answer
from xos_cli.replay.start import as_text

#: A script: its name as it is shown, and its lines.
Script = tuple[str, list[str]]
#: Control characters that a text may have: backspace, tab, line ends, page feed, escape, bell.
_USUAL = frozenset(b"\a\b\t\n\v\f\r\x1b")
#: The share of other control characters above which a file is taken for a binary one.
_BINARY = 0.1
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read(name: str) -> bytes:
    """Return the text of a file, undecoded; ``-`` is standard input.  XosError if it is a binary file."""
    data = _standard_input() if name == "-" else _file(name)
    if _is_binary(data):
        raise XosError(f"{display_name(name)}: not a text file")
    return data


def _standard_input() -> bytes:
    """Read standard input to its end; say so where a person has to type it."""
    if sys.stdin.isatty():
        print("xos-cli: reading from this terminal; Ctrl+D on an empty line ends the text", file=sys.stderr)
    return sys.stdin.buffer.read()


def _file(name: str) -> bytes:
    with open(name, "rb") as file:
        return file.read()


def _is_binary(data: bytes) -> bool:
    """Return whether the bytes are no text: a NUL is among them, or many control characters."""
    odd = sum(data.count(code) for code in range(32) if code not in _USUAL)
    return b"\0" in data or odd > len(data) * _BINARY


def display_name(name: str) -> str:
    """Return the name of a file as messages have it."""
    return "standard input" if name == "-" else name


def told(name: str, error: XosError | OSError) -> str:
    """Return what is wrong with the file *name*, in the program's own words."""
    if isinstance(error, OSError):
        return f"{display_name(name)}: {host_answer(error)}"
    return str(error)


@contextmanager
def named_in_errors(name: str | None) -> Iterator[None]:
    """Put the name of a saved file before what is wrong with it."""
    try:
        yield
    except DamagedFile as error:
        raise XosError(f"{name}: {error}") from None


def script(name: str) -> Script:
    """Read a script."""
    return display_name(name), script_lines(read(name))


def script_lines(data: bytes) -> list[str]:
    """Return the lines of a script, each decoded by itself, and without the control characters that a session drops."""
    return [_typed(as_text(line)) for line in data.removeprefix(BYTE_ORDER_MARK).splitlines()]


def _typed(line: str) -> str:
    """Return the line without control characters; any white space but a tab is a blank."""
    if line.isprintable():
        return line
    return "".join(char if char.isprintable() or char == "\t" else " " * char.isspace() for char in line)


def expanded(names: Iterable[str], *patterns: str) -> list[str]:
    """Return the files of these names; a folder stands for the files in it, at any depth, that fit a pattern."""
    files: list[str] = []
    for name in names:
        files += _inside(name, patterns) if os.path.isdir(name) else [name]
    return files


def _inside(folder: str, patterns: tuple[str, ...]) -> list[str]:
    """Return the files in a folder that fit a pattern, in alphabetical order."""
    from fnmatch import fnmatch

    files = [os.path.join(where, file) for where, _, names in os.walk(folder) for file in names]
    fitting = sorted(file for file in files if any(fnmatch(os.path.basename(file), pattern) for pattern in patterns))
    if not fitting:
        raise XosError(f"{folder}: no {' or '.join(patterns)} in this folder")
    return fitting


def try_to_write(name: str) -> None:
    """Raise OSError if a file cannot be written; what is in it stays, and none is left behind."""
    existed = os.path.lexists(name)
    with open(name, "ab"):
        pass
    if not existed:
        os.unlink(name)
