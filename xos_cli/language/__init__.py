"""How a line is read: the grammar files' notation, the values, the commands, ``?`` and Tab.

It knows nothing of the switch but the names that exist, and those it is told with every line.
"""

from xos_cli.language.complete import Candidate, Candidates
from xos_cli.language.grammar import Entry, Grammar
from xos_cli.language.language import Command, Language
from xos_cli.language.ports import PortList, PortRange
from xos_cli.language.typed import Names

__all__ = [
    "Candidate",
    "Candidates",
    "Command",
    "Entry",
    "Grammar",
    "Language",
    "Names",
    "PortList",
    "PortRange",
]
