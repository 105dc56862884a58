"""Tables and hooks of network login.  evidence: capture 11.2 (the rows of a new switch)"""

from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.processes.netLogin.rows import (
    DhcpBinding,
    DhcpOption,
    DhcpServer,
    Dot1xTimers,
    GuestPorts,
    GuestVlan,
    LocalUser,
    LocalUserVlan,
    MacEntry,
    NetloginClient,
    NetloginMethod,
    NetloginPort,
    NetloginVlan,
    WebLogin,
)
from xos_cli.switch.hardware import portset as sets

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis, Port
    from xos_cli.switch.node import Node


TABLES = (
    Dot1xTimers,
    WebLogin,
    NetloginVlan,
    NetloginMethod,
    NetloginPort,
    LocalUser,
    LocalUserVlan,
    MacEntry,
    GuestVlan,
    GuestPorts,
    DhcpServer,
    DhcpOption,
    DhcpBinding,
    NetloginClient,
)
NAMES = {"local-user": LocalUser}
#: The rows that say which ports are watched.
FOLLOWS = (NetloginMethod, NetloginPort)


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the rows of a new switch.  evidence: capture 11.2"""
    return [Dot1xTimers(), WebLogin()]


def running(node: "Node") -> None:
    """Watch the ports on a new master; clients that were let in stay so."""
    if node.fabric is not None:
        node.call("netLogin", "watch_ports")


def rows_changed(node: "Node") -> None:
    """Follow a change of the ports that are watched."""
    if node.is_master and node.fabric is not None:
        node.call("netLogin", "watch_ports")


def link_changed(node: "Node", port: "Port", up: bool) -> None:
    """Log the clients of a port out when its link falls."""
    if not up and node.store.count(NetloginClient):
        node.later(0.0, "netLogin", "log_out", node.chassis.port_name(port))


def ports_left(call: Call, vlan_name: str, ports: int) -> None:
    """Give no addresses any more at ports that left a VLAN."""
    from xos_cli.processes.netLogin.dhcp import without_ports

    without_ports(call, ports, vlan_name)


def slot_cleared(call: Call, slot: int) -> None:
    """Forget what was configured of the ports of a slot."""
    from xos_cli.processes.netLogin.dhcp import without_ports
    from xos_cli.processes.netLogin.facts import guest_ports
    from xos_cli.processes.netLogin.guests import keep_guest_ports, leave_guest_vlans
    from xos_cli.processes.netLogin.mac_list import forget_mac_ports
    from xos_cli.processes.netLogin.ports import forget_ports

    ports = sets.slot_mask(slot)
    without_ports(call, ports)
    forget_ports(call, ports)
    forget_mac_ports(call, ports)
    leave_guest_vlans(call, ports)
    keep_guest_ports(call, guest_ports(call.store) & ~ports)
