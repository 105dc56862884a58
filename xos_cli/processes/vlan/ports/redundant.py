"""Software-controlled redundant ports: one stands by for another.

evidence: guide 11.3 p.136 (smart redundancy is on by default), inferred (the words of the refusals)
"""

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.language import PortList
from xos_cli.processes.vlan.ports.facts import config_of, group_of, masters, up_ports
from xos_cli.processes.vlan.ports.links import follow
from xos_cli.processes.vlan.ports.redundancy import check_pair
from xos_cli.processes.vlan.ports.rows import RedundantPort
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.hardware.chassis import Chassis, Port


def valid_configure_ports_redundant(
    chassis: Chassis, primary_port: PortList, secondary_port: PortList, **_: object
) -> None:
    """Refuse a port as the standby of itself."""
    primary, second = (sets.first(sets.given(chassis, port)) for port in (primary_port, secondary_port))
    if primary == second:
        raise Refusal("Error: A port cannot be redundant to itself.")


def configure_ports_redundant(
    call: Call,
    primary_port: PortList,
    secondary_port: PortList,
    link: bool = False,
    on: bool = False,
    off: bool = False,
) -> None:
    """Make *secondary_port* the standby of a primary port, with its link off unless the command says otherwise."""
    primary, second = (sets.first(sets.given(call.chassis, port)) for port in (primary_port, secondary_port))
    valid_configure_ports_redundant(call.chassis, primary_port, secondary_port)
    for pair in call.rows(RedundantPort):
        for port in (primary, second):
            used = port in ((pair.slot, pair.port), (pair.redundantSlot, pair.redundantPort))
            if used and (pair.slot, pair.port) != primary:
                raise Refusal(f"Error: Port {call.chassis.port_name(port)} is in a redundant pair already.")
    _no_mere_member(call, primary)
    _no_mere_member(call, second)
    check_pair(call, primary, second)
    _undo(call, sets.bit(primary))
    call.put(RedundantPort(*primary, *second, int(on)))
    follow(call.node, call.put, [primary, second])


def _no_mere_member(call: Call, port: Port) -> None:
    """Refuse a port of a load-sharing group that is not its master."""
    if group_of(call.store, port) and not sets.bit(port) & masters(call.store):
        name = call.chassis.port_name(port)
        raise Refusal(f"Error: Port {name} is not the master port of its load sharing group.")


def unconfigure_ports_redundant(call: Call, port_list: PortList) -> None:
    """End the redundant pairs of these primary ports."""
    _undo(call, sets.given(call.chassis, port_list))


def _undo(call: Call, primaries: int) -> None:
    for pair in call.rows(RedundantPort):
        if sets.bit((pair.slot, pair.port)) & primaries:
            call.drop(pair)
            follow(call.node, call.put, [(pair.slot, pair.port), (pair.redundantSlot, pair.redundantPort)])


def enable_smartredundancy(call: Call, port_list: PortList) -> None:
    """Let a primary port take over again as soon as it can."""
    _smart(call, port_list, None)


def disable_smartredundancy(call: Call, port_list: PortList) -> None:
    """Let a primary port wait until the redundant one has failed."""
    _smart(call, port_list, 1)


def _smart(call: Call, port_list: PortList, disabled: int | None) -> None:
    ports = sets.given(call.chassis, port_list)
    for port in sets.each(ports):
        call.put(config_of(call.store, port)._replace(smartRedundancyDisabled=disabled))
    follow(call.node, call.put, sets.each(ports))


def _line(call: Call, pair: RedundantPort) -> str:
    primary = _marked(call, (pair.slot, pair.port)) + ","
    second = _marked(call, (pair.redundantSlot, pair.redundantPort)) + ","
    return f"Primary: {primary:<15}Redundant: {second:<6}Link on/off option: {'ON' if pair.linkOn else 'OFF'}\n"


def _marked(call: Call, port: Port) -> str:
    """Return a port with its marks."""
    bit = sets.bit(port)
    disabled, up = not config_of(call.store, port).enabled, bit & up_ports(call.store)
    mark = "!" if disabled else "*" if up else ""
    return f"{mark}{call.chassis.port_name(port)}{'g' if bit & masters(call.store) else ''}"
