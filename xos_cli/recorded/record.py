"""Commands that are only checked: there is nothing here that they could change, and the answer says so.

A `show` of this kind, whose layout is not known, prints the lines of `show configuration` about its subject instead.
"""

from xos_cli.command.call import Call
from xos_cli.command.objects import TITLES, the_object
from xos_cli.errors import Refusal
from xos_cli.language import Command, PortList
from xos_cli.language.values import value
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.tables import Store

#: What the lab says, in its square brackets, of a command that does nothing here.
NOTHING_DONE = "[nothing was done: this command is not modelled]\n"
#: The same of a screen without a line to print.
NO_SCREEN = "[the layout of this screen is not known, and no line of the configuration is about it]\n"


def record(call: Call, command: Command) -> str:
    """Check a command that has no handler; return what it prints."""
    for argument, given in command.arguments.items():
        _check(call, argument, given)
    if command.words[0] == "show":
        return "".join(f"{line}\n" for line in _lines(call, command.entry.process, command.words[1])) or NO_SCREEN
    return NOTHING_DONE


def _check(call: Call, argument: str, given: object) -> None:
    """Refuse an empty value, a port or a slot that the chassis does not have, and an object that does not exist."""
    if given == "":
        raise Refusal(f"Error: The {argument.replace('_', ' ')} cannot be empty.")  # evidence: inferred
    if isinstance(given, PortList):
        sets.given(call.chassis, given)
    if argument == "slot" and given not in call.chassis.slots:
        raise Refusal(f"Error: Slot {given} is not a valid slot.")
    meant = value(argument)
    if isinstance(given, str) and meant is not None and meant.kind in TITLES:
        the_object(call, meant.kind, given)


def _lines(call: Call, process: str, word: str) -> list[str]:
    """Return the lines of `show configuration` with this word that a new switch does not print."""
    new = Store(call.store.tables())
    new.share(call.software.factory_tables(call.chassis))
    usual = set(call.software.configuration(process, new, call.chassis, False))
    lines = call.software.configuration(process, call.store, call.chassis, False)
    return [line for line in lines if word in line.split() and line not in usual]
