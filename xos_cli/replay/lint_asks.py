"""Which commands ask: the lines behind them in a script are answers."""

from collections.abc import Iterator
from functools import cache
from types import CodeType, FunctionType
from typing import NamedTuple

from xos_cli.language import Command, Entry
from xos_cli.processes import PROCESSES

#: Commands that ask whatever the state of the switch, unless one of these words was typed.
SURE = frozenset(["save", "save_configuration", "unconfigure_switch", "reboot", "run_msm_failover", "rm"])
UNLESS = frozenset(["cancel", "force"])
#: Commands behind which all lines up to an empty one are text.
TEXTS = frozenset(["configure_banner"])
#: What answers a question; an empty line does, too.
ANSWERS = frozenset(["y", "n", "yes", "no"])


class Asks(NamedTuple):
    """What a command may want to know before it goes on: an answer to a *question*, or a line of *text*; *lines* of it
    follow in any case."""

    question: bool = False
    text: bool = False
    lines: bool = False


NOTHING = Asks()


def asks(command: Command) -> Asks:
    """What the command may ask; a password that stands on the line is not asked for."""
    found = _asks(command.entry)
    if found.text and any("password" in name for name in command.arguments):
        return found._replace(text=False)
    return found


def surely(command: Command) -> bool:
    """Whether the command asks a question, whatever the state of the switch."""
    return command.entry.handler in SURE and not UNLESS & command.arguments.keys()


@cache
def _asks(entry: Entry) -> Asks:
    """By the dialogue steps that the command's function, or one that it calls, can yield."""
    handler = PROCESSES.handler(entry.process, entry.handler)
    if not isinstance(handler, FunctionType):
        return NOTHING
    words = {word for function in _reached(handler, set()) for word in _words(function.__code__)}
    return Asks("Question" in words, "Line" in words, entry.handler in TEXTS)


def _reached(function: FunctionType, seen: set[FunctionType]) -> Iterator[FunctionType]:
    if function in seen:
        return
    seen.add(function)
    yield function
    for word in _words(function.__code__):
        called = function.__globals__.get(word)
        if isinstance(called, FunctionType) and called.__module__.startswith("xos_cli.processes"):
            yield from _reached(called, seen)


def _words(code: CodeType) -> Iterator[str]:
    """The names that a function's code uses, those of the functions inside it as well."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _words(constant)
