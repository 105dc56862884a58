"""Configure ports: on and off, speed, names, jumbo frames, learning and flooding."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.language import PortList
from xos_cli.processes.vlan.facts import numbers, vman_ports
from xos_cli.processes.vlan.ports.facts import config_of
from xos_cli.processes.vlan.ports.links import follow, restart
from xos_cli.processes.vlan.ports.rows import PortConfig
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.hardware.chassis import Port

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis
    from xos_cli.switch.node import Node

#: evidence: recalled (11.x: 15 characters)
LONGEST_NAME = 15


def _change(call: Call, ports: int, **fields: object) -> None:
    """Set fields of ports."""
    for port in sets.each(ports):
        call.put(config_of(call.store, port)._replace(**fields))  # type: ignore[arg-type]


def _each(call: Call, ports: int, possible: Callable[[Port], bool], text: str) -> None:
    """Refuse a command at the first port that cannot do what it asks."""
    for port in sets.each(ports):
        if not possible(port):
            raise Refusal(text.format(port=call.chassis.port_name(port)))


# -- on and off ------------------------------------------------------------------------------------------------------


def enable_ports(call: Call, port_list: PortList | None = None, all: bool = False) -> None:
    """Enable ports; their links come up where there is a partner."""
    _enabled(call, port_list, 1)


def disable_ports(call: Call, port_list: PortList | None = None, all: bool = False) -> None:
    """Disable ports; their links go down at once."""
    _enabled(call, port_list, 0)


def _enabled(call: Call, port_list: PortList | None, enabled: int) -> None:
    ports = sets.given(call.chassis, port_list)
    _change(call, ports, enabled=enabled)
    follow(call.node, call.put, sets.each(ports))


def port_switched(node: "Node", port: Port, on: bool) -> None:
    """Enable or disable a port for another process, as a command does."""
    with node.change() as transaction:
        transaction.put(config_of(node.store, port)._replace(enabled=int(on)))
        follow(node, transaction.put, [port])


def restart_ports(call: Call, port_list: PortList | None = None, all: bool = False) -> None:
    """Restart ports: their links go down and are agreed on again."""
    restart(call.node, call.put, sets.each(sets.given(call.chassis, port_list)))


# -- speed -----------------------------------------------------------------------------------------------------------


def configure_ports_auto_off_duplex(
    call: Call,
    port_list: PortList,
    speed: bool = False,
    _10: bool = False,
    _100: bool = False,
    _1000: bool = False,
    _10000: bool = False,
    half: bool = False,
    full: bool = False,
) -> None:
    """Fix the duplex and the speed of ports; without a speed it is the port's own.

    evidence: inferred (what a port cannot do)
    """
    ports = sets.given(call.chassis, port_list)
    duplex = "half" if half else "full"
    named = 10 * _10 + 100 * _100 + 1000 * _1000 + 10000 * _10000
    for port in sets.each(ports):
        kind = call.chassis.port_type(port)
        value = named or kind.speed
        if value > kind.speed or (value < kind.speed and not kind.copper) or (value >= 1000 and half):
            raise Refusal(
                f"Error: Port {call.chassis.port_name(port)} does not support speed {value} and {duplex} duplex."
            )
        call.put(config_of(call.store, port)._replace(speed=value, duplex=duplex))
    follow(call.node, call.put, sets.each(ports))


def configure_ports_auto_on(call: Call, port_list: PortList | None = None, all: bool = False) -> None:
    """Let ports agree on speed and duplex with their partners."""
    ports = sets.given(call.chassis, port_list)
    _change(call, ports, speed=None, duplex=None)
    follow(call.node, call.put, sets.each(ports))


def configure_ports_auto_polarity(
    call: Call, port_list: PortList | None = None, all: bool = False, on: bool = False, off: bool = False
) -> None:
    """Turn the detection of crossed cables on or off, on copper ports only; *all* are all of those.

    evidence: capture 11.2 (the field), recalled (the command)
    """
    copper = sets.of(port for port in call.chassis.ports if call.chassis.port_type(port).media == ("UTP",))
    ports = copper if all else sets.given(call.chassis, port_list)
    _each(call, ports, lambda port: bool(sets.bit(port) & copper), "Error: Port {port} does not support auto-polarity.")
    _change(call, ports, autoPolarityDisabled=int(off))


def configure_ports_preferred_medium(
    call: Call, port_list: PortList, copper: bool = False, fiber: bool = False, force: bool = False
) -> None:
    """Choose the preferred medium of ports that have both media."""
    ports = sets.given(call.chassis, port_list)
    kinds = call.chassis.port_type
    _each(call, ports, lambda port: len(kinds(port).media) > 1, "Error: Port {port} does not have two media.")
    _change(call, ports, mediumPreferred=int(copper), forcePreferred=int(force))


# -- names -----------------------------------------------------------------------------------------------------------


def valid_configure_ports_display_string(chassis: "Chassis", display_string: str, **_: object) -> None:
    """Refuse a description that is empty or longer than 15 characters."""
    if not 0 < len(display_string) <= LONGEST_NAME:
        raise Refusal(f"Error: A display string has at most {LONGEST_NAME} characters.")


def configure_ports_display_string(call: Call, port_list: PortList, display_string: str) -> None:
    """Give ports a description of at most 15 characters."""
    valid_configure_ports_display_string(call.chassis, display_string)
    _change(call, sets.given(call.chassis, port_list), displayString=display_string)


def unconfigure_ports_display_string(call: Call, port_list: PortList) -> None:
    """Delete the description of ports."""
    _change(call, sets.given(call.chassis, port_list), displayString=None)


# -- jumbo frames ----------------------------------------------------------------------------------------------------


def enable_jumbo_frame_ports(call: Call, port_list: PortList | None = None, all: bool = False) -> None:
    """Let frames of more than 1522 bytes pass through ports."""
    _jumbo(call, port_list, 1)


def disable_jumbo_frame_ports(call: Call, port_list: PortList | None = None, all: bool = False) -> None:
    """Drop frames of more than 1522 bytes at ports."""
    _jumbo(call, port_list, 0)


def valid_enable_jumbo_frame(chassis: "Chassis", port_list: PortList | None = None, **_: object) -> None:
    """Refuse single ports where there is one setting for all."""
    if port_list is not None and not chassis.features.jumbo_by_port:
        raise Refusal("Error: Jumbo frames can only be configured for all ports on this platform.")


def valid_disable_jumbo_frame(chassis: "Chassis", port_list: PortList | None = None, **_: object) -> None:
    """Refuse single ports where there is one setting for all."""
    valid_enable_jumbo_frame(chassis, port_list)


def _jumbo(call: Call, port_list: PortList | None, enabled: int) -> None:
    """Let jumbo frames pass through ports or drop them; some platforms have one setting for all ports.

    evidence: guide 11.3 p.233 (all ports or none on an 8800 or X450), inferred (the words)
    """
    valid_enable_jumbo_frame(call.chassis, port_list)
    if not call.chassis.features.jumbo_by_port:
        _keep_vmans(call, sets.every(call.chassis), enabled)
        call.put(numbers(call.store)._replace(globalJumboEnabled=enabled))
        return
    _keep_vmans(call, sets.given(call.chassis, port_list), enabled)
    _change(call, sets.given(call.chassis, port_list), jumboEnabled=enabled)


def _keep_vmans(call: Call, ports: int, enabled: int) -> None:
    """Refuse to take jumbo frames from ports of VMANs.  evidence: guide 11.0 p.94, inferred (the refusal)"""
    taken = ports & vman_ports(call.store)
    if taken and not enabled:
        raise Refusal(f"Error: Port {call.chassis.port_name(sets.first(taken))} belongs to a VMAN.")


def configure_jumbo_frame_size(call: Call, size: int) -> None:
    """Set the largest frame in bytes, CRC and tag included.  evidence: guide 10.1 p.56 (1523 to 9216)"""
    call.put(numbers(call.store)._replace(jumboFrameSize=size))


def jumbo_ports(call: Call) -> int:
    """Return the ports that let jumbo frames pass."""
    if numbers(call.store).globalJumboEnabled:
        return sets.every(call.chassis)
    return sets.of((row.slot, row.port) for row in call.rows(PortConfig) if row.jumboEnabled)


def jumbo_size(call: Call) -> int:
    """Return the size of the largest frame in bytes.  evidence: later EXOS (9216 unless configured)"""
    return numbers(call.store).jumboFrameSize or 9216


# -- learning and flooding -------------------------------------------------------------------------------------------


def enable_learning_ports(call: Call, port_list: PortList | None = None, all: bool = False) -> None:
    """Learn MAC addresses on ports."""
    _change(call, sets.given(call.chassis, port_list), fdbLearning=1)


def disable_learning_ports(call: Call, port_list: PortList | None = None, all: bool = False) -> None:
    """Learn no MAC addresses on ports."""
    _change(call, sets.given(call.chassis, port_list), fdbLearning=0)


def enable_flooding_ports(call: Call, port_list: PortList | None = None, all: bool = False) -> None:
    """Flood frames to unknown addresses out of ports."""
    _change(call, sets.given(call.chassis, port_list), flood_mask=0)


def disable_flooding_ports(call: Call, port_list: PortList | None = None, all: bool = False) -> None:
    """Flood no frames to unknown addresses out of ports."""
    _change(call, sets.given(call.chassis, port_list), flood_mask=1)
