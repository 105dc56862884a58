"""Change the ports of a domain and update its tree, for several commands."""

from xos_cli.command.call import Call
from xos_cli.processes.stp.facts import enabled, vlans_of
from xos_cli.processes.stp.rows import StpDomain, StpVlanPort
from xos_cli.processes.vlan.ports.rows import RedundantPort
from xos_cli.switch.hardware import portset as sets


def follow(call: Call) -> None:
    """Update the trees once a command is done; refuse STP on VLANs with redundant ports."""
    if call.rows(RedundantPort):
        for domain in call.rows(StpDomain):
            for vlan_name in vlans_of(call.store, domain.name) if enabled(call.store, domain.name) else ():
                call.software.ask("vlan", "check_protocol", call, vlan_name, "STP")
    call.node.later(0.0, "stp", "vlans_changed")


def hold(call: Call, stpd_name: str, vlan_name: str, mode: int, ports: int) -> None:
    """Keep these ports as those that were put into a domain with this encapsulation."""
    if ports:
        call.put(StpVlanPort(stpd_name, vlan_name, mode, sets.text(ports, call.chassis.modular)))
    else:
        call.delete(StpVlanPort, stpd_name, vlan_name, mode)
