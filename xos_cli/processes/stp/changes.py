"""What several commands of the spanning tree change: the ports of a domain, and the trees that follow."""

from xos_cli.command.call import Call
from xos_cli.processes.stp.rows import StpVlanPort
from xos_cli.switch.hardware import portset as sets


def follow(call: Call) -> None:
    """Make the trees follow a changed configuration, once the command is done."""
    call.node.later(0.0, "stp", "vlans_changed")


def hold(call: Call, stpd_name: str, vlan_name: str, mode: int, ports: int) -> None:
    """Keep these ports as those that were put into a domain with this encapsulation."""
    if ports:
        call.put(StpVlanPort(stpd_name, vlan_name, mode, sets.text(ports, call.chassis.modular)))
    else:
        call.delete(StpVlanPort, stpd_name, vlan_name, mode)
