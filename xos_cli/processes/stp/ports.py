"""The ports of a domain: `configure stpd ports`, and `enable stpd ports`."""

from typing import Any

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.language import PortList
from xos_cli.processes.stp.changes import follow, hold
from xos_cli.processes.stp.facts import ports_in, ports_of_domain, put_in, the_domain, vlans_of
from xos_cli.processes.stp.rows import ENCAPSULATIONS, LINK_TYPES, StpDomain, StpPortConfig
from xos_cli.switch.hardware import portset as sets

DEFAULT_LINK = "broadcast"


def _ports(call: Call, domain: StpDomain, ports: PortList | None) -> int:
    """Return the ports that a command names, all of the domain where it names none.  evidence: inferred (the words)"""
    if ports is None:
        return ports_of_domain(call.store, domain.name)
    found = sets.given(call.chassis, ports)
    strange = found & ~ports_of_domain(call.store, domain.name)
    if strange:
        port = call.chassis.port_name(sets.first(strange))
        raise Refusal(f"Error: Port {port} is not in STPD {domain.name}.")
    return found


def _set(call: Call, stpd_name: str, ports: PortList | None, **fields: Any) -> None:
    domain = the_domain(call.store, stpd_name)
    for port in sets.each(_ports(call, domain, ports)):
        row = (call.get(StpPortConfig, domain.name, *port) or StpPortConfig(domain.name, *port))._replace(**fields)
        if row == StpPortConfig(domain.name, *port):
            call.delete(StpPortConfig, domain.name, *port)
        else:
            call.put(row)
    follow(call)


def forget_settings(call: Call, domain: StpDomain) -> None:
    """Delete the settings of ports that left a domain."""
    there = ports_of_domain(call.store, domain.name)
    for row in call.rows(StpPortConfig):
        if row.stpd_name == domain.name and not sets.bit((row.slot, row.port)) & there:
            call.drop(row)


def _turn(call: Call, stpd_name: str, ports: PortList | None, on: int) -> None:
    """Turn STP on or off at ports: one without it forwards, one that gets it back begins to listen."""
    _set(call, stpd_name, ports, enabled=on)


def enable_stpd_ports(call: Call, stpd_name: str, port_list: PortList | None = None, all: bool = False) -> None:
    """Enable STP on these ports; each starts in LISTENING."""
    _turn(call, stpd_name, port_list, 1)


def disable_stpd_ports(call: Call, stpd_name: str, port_list: PortList | None = None, all: bool = False) -> None:
    """Disable STP on these ports; they forward, whatever comes."""
    _turn(call, stpd_name, port_list, 0)


def configure_stpd_ports_cost(
    call: Call, stpd_name: str, port_list: PortList, auto: bool = False, cost: int = 0
) -> None:
    """Set the path cost of ports, by their speed or fixed."""
    _set(call, stpd_name, port_list, cost=cost)


def configure_stpd_ports_priority(call: Call, stpd_name: str, port_priority: int, port_list: PortList) -> None:
    """Set the priority of ports, 0 to 31.  evidence: recalled (the range)"""
    _set(call, stpd_name, port_list, priority=port_priority)


def configure_stpd_ports_link_type(call: Call, stpd_name: str, port_list: PortList, **kind: bool) -> None:
    """Set the link type of ports: what is at their other end."""
    link = next(word for word in LINK_TYPES if word.replace("-", "_") in kind)
    _set(call, stpd_name, port_list, link_type=link)


def unconfigure_stpd_ports_link_type(call: Call, stpd_name: str, port_list: PortList) -> None:
    """Reset the link type of ports to the default."""
    _set(call, stpd_name, port_list, link_type=DEFAULT_LINK)


def configure_stpd_ports_mode(call: Call, stpd_name: str, port_list: PortList, **mode: bool) -> None:
    """Set how ports of a domain send."""
    domain = the_domain(call.store, stpd_name)
    ports = _ports(call, domain, port_list)
    wanted = encapsulation(mode, domain)
    for vlan_name in vlans_of(call.store, domain.name):
        moved = ports_in(call.store, domain.name, vlan_name) & ports
        for number in ENCAPSULATIONS if moved else ():
            held = put_in(call.store, domain.name, vlan_name, number)
            hold(call, domain.name, vlan_name, number, held | moved if number == wanted else held & ~moved)
    follow(call)


def encapsulation(words: dict[str, bool], domain: StpDomain) -> int:
    """Return the encapsulation that a command names, or the domain's default."""
    numbers = [number for number, (word, _) in ENCAPSULATIONS.items() if word.replace("-", "_") in words]
    return numbers[0] if numbers else domain.default_mode
