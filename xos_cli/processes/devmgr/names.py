"""Set the name, the location and the contact of the system."""

from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.devmgr.rows import DmSystem

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis
    from xos_cli.switch.node import Node


def valid_configure_snmp_sysName(chassis: "Chassis", sysname: str, **_: object) -> None:
    """Refuse what cannot be a system name.

    evidence: guide 11.x (32 characters, a letter first), inferred (the words)
    """
    if any(character.isspace() for character in sysname):
        raise Refusal("Error: Invalid system name: it cannot have blanks.")
    if not sysname[:1].isalpha():
        raise Refusal("Error: Invalid system name: it must begin with a letter.")
    if len(sysname) > 32:
        raise Refusal("Error: Invalid system name: it has more than 32 characters.")


def configure_snmp_sysName(call: Call, sysname: str) -> None:
    """Set the system name; the prompt shows it from the next line on."""
    valid_configure_snmp_sysName(call.chassis, sysname)
    call.put(call.one(DmSystem)._replace(sysName=sysname))


def valid_configure_snmp_sysLocation(chassis: "Chassis", syslocation: str) -> None:
    """Refuse a location of more than 255 characters."""
    _text(syslocation)


def valid_configure_snmp_sysContact(chassis: "Chassis", syscontact: str) -> None:
    """Refuse a contact of more than 255 characters."""
    _text(syscontact)


def configure_snmp_sysLocation(call: Call, syslocation: str) -> None:
    """Set the system location, at most 255 characters."""
    call.put(call.one(DmSystem)._replace(sysLocation=_text(syslocation) or None))


def configure_snmp_sysContact(call: Call, syscontact: str) -> None:
    """Set the system contact, at most 255 characters."""
    call.put(call.one(DmSystem)._replace(sysContact=_text(syscontact)))


def _text(text: str) -> str:
    if len(text) > 255:
        raise Refusal("Error: The text is longer than 255 characters.")
    return text


def system_named(node: "Node", field: str, words: str) -> None:
    """Set ``sysName``, ``sysContact`` or ``sysLocation`` for another process; refuse what a command refuses."""
    if field == "sysName":
        valid_configure_snmp_sysName(node.chassis, words)
    given: dict[str, Any] = {field: _text(words)}
    node.put([node.store.one(DmSystem)._replace(**given)])
