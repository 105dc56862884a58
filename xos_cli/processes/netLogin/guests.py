"""Set the VLANs of clients without 802.1X: `configure netlogin dot1x guest-vlan`.

evidence: guide 11.3 p.362-363 (the commands), later 22.3 (without ports the VLAN is that of all ports), inferred (a
port has one guest VLAN, the last that was configured)
"""

from xos_cli.command.call import Call
from xos_cli.language import PortList
from xos_cli.processes.netLogin.facts import guest_ports
from xos_cli.processes.netLogin.rows import GuestPorts, GuestVlan
from xos_cli.processes.vlan.facts import the_vlan
from xos_cli.switch.hardware import portset as sets


def configure_netlogin_dot1x_guest_vlan(
    call: Call, vlan_name: str, ports: bool = False, port_list: PortList | None = None
) -> None:
    """Set the guest VLAN of ports, or of all ports that have none of their own."""
    name = the_vlan(call.store, vlan_name)
    if port_list is None:
        for row in call.rows(GuestVlan):
            if not row.portList:
                call.drop(row)
        call.put(GuestVlan(name))
        return
    given = sets.given(call.chassis, port_list)
    leave_guest_vlans(call, given)
    before = call.get(GuestVlan, name) or GuestVlan(name)
    call.put(before._replace(portList=sets.text(sets.read(before.portList) | given, call.chassis.modular)))


def unconfigure_netlogin_dot1x_guest_vlan(call: Call, ports: bool = False, port_list: PortList | None = None) -> None:
    """Remove the guest VLAN of ports, or all of them.  evidence: inferred (that the other settings stay)"""
    if port_list is not None:
        leave_guest_vlans(call, sets.given(call.chassis, port_list))
        return
    for row in call.rows(GuestVlan):
        call.drop(row)


def leave_guest_vlans(call: Call, ports: int) -> None:
    """Take ports out of every guest VLAN that names them."""
    for row in call.rows(GuestVlan):
        if sets.read(row.portList) & ports:
            left = sets.text(sets.read(row.portList) & ~ports, call.chassis.modular)
            if left:
                call.put(row._replace(portList=left))
            else:
                call.drop(row)


def enable_netlogin_dot1x_guest_vlan_ports(call: Call, port_list: PortList | None = None, all: bool = False) -> None:
    """Let clients without 802.1X into the guest VLAN at ports."""
    keep_guest_ports(call, guest_ports(call.store) | sets.given(call.chassis, port_list))


def disable_netlogin_dot1x_guest_vlan_ports(call: Call, port_list: PortList | None = None, all: bool = False) -> None:
    """Let no client without 802.1X into the guest VLAN at ports."""
    keep_guest_ports(call, guest_ports(call.store) & ~sets.given(call.chassis, port_list))


def keep_guest_ports(call: Call, ports: int) -> None:
    """Keep these ports as those at which guest VLANs are enabled."""
    if ports:
        call.put(GuestPorts(sets.text(ports, call.chassis.modular)))
    else:
        call.delete(GuestPorts)
