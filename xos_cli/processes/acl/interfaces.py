"""Find the interfaces that a command about access lists names.  evidence: inferred (the refusal)"""

from typing import Any

from xos_cli.command.call import Call
from xos_cli.command.names import Existing
from xos_cli.errors import Refusal
from xos_cli.language import PortList
from xos_cli.processes.acl.rows import EGRESS, INGRESS, AclInterface
from xos_cli.record import NamedTuple
from xos_cli.switch.hardware import portset as sets


class InterfaceChoice(NamedTuple):
    """The interfaces that a line names: ports and VLANs (None: all) in a *direction* ("": both)."""

    spots: frozenset[tuple[str, str]] | None
    direction: str

    def has(self, interface: AclInterface) -> bool:
        """Return whether this interface is one of those named."""
        there = self.spots is None or (interface.port, interface.vlan) in self.spots
        return there and self.direction in ("", interface.direction)


def interfaces(
    call: Call, port_list: PortList | None = None, vlan_name: str = "", egress: bool = False, **_: Any
) -> list[AclInterface]:
    """Return the interfaces that a line names, ``any`` where it names no port or VLAN; refuse one that is missing."""
    direction = EGRESS if egress else INGRESS
    if port_list is not None:
        named = sets.each(sets.given(call.chassis, port_list))
        return [AclInterface(port=call.chassis.port_name(port), direction=direction) for port in named]
    if not vlan_name:
        return [AclInterface(direction=direction)]
    found = Existing(call.node, call.machine).find("vlan", vlan_name)
    if found is None:
        raise Refusal(f"Error: VLAN {vlan_name} does not exist.")
    return [AclInterface(vlan=found, direction=direction)]


def choice(
    call: Call,
    any: bool = False,
    ports: bool = False,
    vlan: bool = False,
    ingress: bool = False,
    egress: bool = False,
    **where: Any,
) -> InterfaceChoice:
    """Return the interfaces that the optional words at the end of a line choose."""
    spots = None
    if any or ports or where.get("vlan_name"):
        spots = frozenset([(one.port, one.vlan) for one in interfaces(call, **where)])
    return InterfaceChoice(spots, "" if ingress == egress else EGRESS if egress else INGRESS)
