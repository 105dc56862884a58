"""Refuse what exceeds the limits of a licence below Core."""

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.switch.hardware.licence import CORE, allows

#: evidence: later 12.4
AT_LIMIT = "Error: You have reached the maximum limit for this feature at this license level."
#: The VLANs that OSPF or PIM runs on without the Core licence.  evidence: recalled from later EXOS
INTERFACES = 4


def check_interfaces(call: Call, count: int) -> None:
    """Refuse a command after which OSPF or PIM runs on *count* VLANs, if the licence allows fewer."""
    if count > INTERFACES and not allows(call.chassis.licence, CORE):
        raise Refusal(AT_LIMIT)
