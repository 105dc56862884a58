"""Which commands ask something: the lines behind them in a script are answers."""

from collections.abc import Iterator
from functools import cache
from types import CodeType, FunctionType

from xos_cli.language import Command, CommandEntry
from xos_cli.processes import PROCESSES
from xos_cli.record import NamedTuple
from xos_cli.replay.runner import ANSWERS as ANSWERS

#: Commands that ask in any state of the switch, unless one of the words in UNLESS was typed.
SURE = frozenset(["save", "save_configuration", "unconfigure_switch", "reboot", "run_msm_failover", "rm"])
UNLESS = frozenset(["cancel", "force"])
#: Commands behind which all lines up to an empty one are text.
TEXTS = frozenset(["configure_banner", "configure_ssl_certificate_pregenerated", "configure_ssl_privkey_pregenerated"])


class Asks(NamedTuple):
    """What a command may ask for before it goes on.

    *question*: an answer.  *text*: a line of text.  *lines*: lines of text up to an empty one, in any case.
    """

    question: bool = False
    text: bool = False
    lines: bool = False


NOTHING = Asks()


def asks(command: Command) -> Asks:
    """Return what the command may ask for; it does not ask for a password that stands on the line."""
    found = _asks(command.entry)
    if found.text and any("password" in name for name in command.arguments):
        return found._replace(text=False)
    return found


def surely(command: Command) -> bool:
    """Return whether the command asks a question in any state of the switch."""
    return command.entry.handler in SURE and not UNLESS & command.arguments.keys()


@cache
def _asks(entry: CommandEntry) -> Asks:
    """Return what the command's handler, or a function that it calls, can yield."""
    handler = PROCESSES.handler(entry.process, entry.handler)
    if not isinstance(handler, FunctionType):
        return NOTHING
    words = {word for function in _reached(handler, set()) for word in _words(function.__code__)}
    return Asks("Question" in words, "TextInput" in words, entry.handler in TEXTS)


def _reached(function: FunctionType, seen: set[FunctionType]) -> Iterator[FunctionType]:
    """Yield the function and, at any depth, those of the processes that it calls."""
    if function in seen:
        return
    seen.add(function)
    yield function
    for word in _words(function.__code__):
        called = function.__globals__.get(word)
        if isinstance(called, FunctionType) and called.__module__.startswith("xos_cli.processes"):
            yield from _reached(called, seen)


def _words(code: CodeType) -> Iterator[str]:
    """Yield the names that a function's code uses, those of the functions inside it as well."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _words(constant)
