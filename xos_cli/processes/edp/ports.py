"""Set the timers of EDP, and enable or disable it on ports."""

from xos_cli.command.call import Call
from xos_cli.language import PortList
from xos_cli.processes.edp.rows import EdpGlobal, EdpPort
from xos_cli.switch.discovery import Discoverer
from xos_cli.switch.hardware import portset as sets


def configure_edp_advertisement_interval_holddown_interval(call: Call, timer: int, timeout: int) -> None:
    """Set the seconds between two advertisements, and for how many a neighbour is remembered."""
    call.put(EdpGlobal(timeout, timer))
    _changed(call)


def unconfigure_edp(call: Call) -> None:
    """Reset the timers to those of a new switch."""
    call.put(EdpGlobal())
    _changed(call)


def _switch(call: Call, ports: PortList | None, enable: int) -> None:
    for port in sets.each(sets.given(call.chassis, ports)):
        call.put(EdpPort(call.chassis.port_name(port), enable))
    _changed(call)


def clear_counters_edp(call: Call, ports: bool = False, port_list: PortList | None = None) -> None:
    """Count from zero again what ports have sent and received."""
    found, asked = call.node.memory.get("edp"), sets.given(call.chassis, port_list)
    if isinstance(found, Discoverer):
        for port, what in [key for key in found.counted if sets.bit(key[0]) & asked]:
            del found.counted[port, what]


def _changed(call: Call) -> None:
    """Make the running protocol follow a changed configuration, once the command is done."""
    if call.node.fabric is not None:
        call.node.later(0.0, "edp", "follow")


def enable_edp_ports(call: Call, port_list: PortList | None = None, all: bool = False) -> None:
    """Enable EDP on ports."""
    _switch(call, port_list, 1)


def disable_edp_ports(call: Call, port_list: PortList | None = None, all: bool = False) -> None:
    """Disable EDP on ports, and forget the neighbours there."""
    _switch(call, port_list, 0)
