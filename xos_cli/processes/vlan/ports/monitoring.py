"""Configure at which ports the statistics of a VLAN are taken; no command of this release shows them."""

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.language import PortList
from xos_cli.processes.vlan.facts import the_vlan
from xos_cli.processes.vlan.ports.rows import VlanMonitor
from xos_cli.switch.hardware import portset as sets

#: VLANs whose statistics a port can take.  evidence: recalled
MOST = 4


def _keep(call: Call, row: VlanMonitor, ports: int) -> None:
    """Let a VLAN have these ports and no others."""
    if ports:
        call.put(row._replace(ports=sets.text(ports, call.chassis.modular)))
    elif call.get(VlanMonitor, row.vlanName) is not None:
        call.drop(row)


def configure_ports_monitor_vlan(call: Call, port_list: PortList, vlan_name: str) -> None:
    """Take the statistics of a VLAN at these ports; a port has up to four such VLANs."""
    name, ports = the_vlan(call.store, vlan_name), sets.given(call.chassis, port_list)
    row = call.get(VlanMonitor, name) or VlanMonitor(name)
    others = [sets.read(other.ports) for other in call.rows(VlanMonitor) if other.vlanName != name]
    for port in sets.each(ports):
        if sum(bool(other & sets.bit(port)) for other in others) >= MOST:
            raise Refusal(f"Error: Port {call.chassis.port_name(port)} already monitors {MOST} VLANs.")
    _keep(call, row, sets.read(row.ports) | ports)


def unconfigure_ports_monitor_vlan(call: Call, port_list: PortList, vlan_name: str) -> None:
    """Stop taking the statistics of a VLAN at these ports."""
    row = call.get(VlanMonitor, the_vlan(call.store, vlan_name))
    if row is not None:
        _keep(call, row, sets.read(row.ports) & ~sets.given(call.chassis, port_list))


def clear_monitors(call: Call, ports: int) -> None:
    """Take statistics of no VLAN at these ports."""
    for row in call.rows(VlanMonitor):
        has = sets.read(row.ports)
        if has & ports:
            _keep(call, row, has & ~ports)
