"""The words of a policy and their values, and what is wrong with a condition or an action.

evidence: recalled (the words of the errors)
"""

from collections.abc import Mapping
from typing import Any

from xos_cli.processes.polMgr.flow_words import FLOW_CONDITIONS
from xos_cli.processes.polMgr.packet_words import PACKET_ACTIONS, PACKETS, UDP_ACTIONS, UDP_CONDITIONS
from xos_cli.processes.polMgr.route_words import ROUTE_ACTIONS, ROUTES
from xos_cli.processes.polMgr.values import BadValue, ValueReader
from xos_cli.record import NamedTuple

CONDITIONS: Mapping[str, ValueReader] = {**PACKETS, **ROUTES, **UDP_CONDITIONS, **FLOW_CONDITIONS}
#: What entries other than CLEAR-Flow rules do.
ACTIONS: Mapping[str, ValueReader] = {**ROUTE_ACTIONS, **UDP_ACTIONS, **PACKET_ACTIONS}


class Statement(NamedTuple):
    """A condition or an action: its first word in lower case, what its value means, its text and its line."""

    word: str
    value: Any
    text: str
    line: int = 0


def statement(text: str, known: Mapping[str, ValueReader], line: int = 0) -> Statement:
    """Read a condition or an action; raise BadValue with what is wrong with it."""
    word, _, value = text.partition(" ")
    read = known.get(word.lower())
    if read is None:
        raise BadValue(f"Attribute {word} not found in schema.")
    try:
        return Statement(word.lower(), read(value.strip()), text, line)
    except BadValue as bad:
        reason = f": {bad}" if str(bad) else ""
        raise BadValue(f"Attribute {word} has an invalid value{reason}.") from None


def statements(text: str, known: Mapping[str, ValueReader]) -> list[Statement]:
    """Read statements that semicolons separate; raise BadValue at the first that is wrong."""
    found = (" ".join(part.split()) for part in text.split(";"))
    return [statement(words, known) for words in found if words]
