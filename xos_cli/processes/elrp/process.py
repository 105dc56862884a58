"""The Extreme Loop Recovery Protocol: its client, which looks for loops.

evidence: capture 11.2 (the row and the line), recalled (commands and screen)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.language import PortList
from xos_cli.processes.elrp.rows import ElrpGlobal, ElrpLoop, ElrpPeriodic
from xos_cli.processes.vlan.facts import the_vlan
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis
    from xos_cli.switch.node import Node


TABLES = (ElrpGlobal, ElrpPeriodic, ElrpLoop)
RECEIVES = ("Elrp",)


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """evidence: capture 11.2"""
    return [ElrpGlobal()]


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """evidence: capture 11.2"""
    yield f"{'enable' if store.one(ElrpGlobal).enable else 'disable'} elrp-client"
    for row in store.rows(ElrpPeriodic):
        how = f"interval {row.interval} {row.action}"
        yield f"configure elrp-client periodic {row.vlanName} ports {row.ports} {how}"


def enable_elrp_client(call: Call) -> None:
    """Let the switch search for loops."""
    call.put(call.one(ElrpGlobal)._replace(enable=1))
    _changed(call)


def disable_elrp_client(call: Call) -> None:
    """Stop all searches for loops."""
    call.put(call.one(ElrpGlobal)._replace(enable=0))
    _changed(call)


def _changed(call: Call) -> None:
    """Update the sessions once a command is done."""
    if call.node.fabric is not None:
        call.node.later(0.0, "elrp", "follow")


def configure_elrp_client_periodic_ports_interval(
    call: Call, vlan_name: str, seconds: int, port_list: PortList | None = None, all: bool = False, **how: bool
) -> None:
    """Search a VLAN for loops all the time, at its ports or some of them."""
    ports = "all" if all else sets.text(sets.given(call.chassis, port_list), call.chassis.modular)
    action = next(word for word in ("log_and_trap", "log", "trap") if word in how).replace("_", "-")
    call.put(ElrpPeriodic(the_vlan(call.store, vlan_name), ports, seconds, action))
    _changed(call)


def unconfigure_elrp_client(call: Call, vlan_name: str) -> None:
    """Stop searching a VLAN for loops."""
    name = the_vlan(call.store, vlan_name)
    if call.get(ElrpPeriodic, name) is not None:
        call.delete(ElrpPeriodic, name)
    _changed(call)


def slot_cleared(call: Call, slot: int) -> None:
    """Take the ports of a slot out of the searches; one without ports goes."""
    for row in call.rows(ElrpPeriodic):
        if row.ports != "all" and sets.in_slot(row.ports, slot):
            left = sets.read(row.ports) & ~sets.slot_mask(slot)
            call.drop(row)
            if left:
                call.put(row._replace(ports=sets.text(left, call.chassis.modular)))
    _changed(call)


def running(node: "Node") -> None:
    """Start the periodic sessions."""
    if node.fabric is not None and node.store.one(ElrpGlobal).enable:
        node.call("elrp", "follow")
