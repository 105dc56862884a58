"""Read a command line: the notation of the grammar files, values, commands, ``?`` and Tab.

This package knows nothing of the switch but the names that exist, which it is given with every line. Its names are
loaded when they are first used, so that a switch boots and shows its prompt without them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xos_cli.language.candidates import Candidates, NextWord
    from xos_cli.language.grammar import CommandEntry, Grammar
    from xos_cli.language.language import Command, Language
    from xos_cli.language.ports import PortList, PortRange
    from xos_cli.language.typed import Names

__all__ = [
    "Candidates",
    "Command",
    "CommandEntry",
    "Grammar",
    "Language",
    "Names",
    "NextWord",
    "PortList",
    "PortRange",
]

_HOMES = {
    "NextWord": "candidates",
    "Candidates": "candidates",
    "Command": "language",
    "CommandEntry": "grammar",
    "Grammar": "grammar",
    "Language": "language",
    "Names": "typed",
    "PortList": "ports",
    "PortRange": "ports",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
