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
    WebSession,
)
from xos_cli.processes.vlan.rows import VisitingPort
from xos_cli.switch.hardware import portset as sets

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis, Port
    from xos_cli.switch.node import Node
    from xos_cli.switch.tables import Store


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
    WebSession,
)
NAMES = {"local-user": LocalUser}
#: The rows that say which ports are watched.
FOLLOWS = (NetloginMethod, NetloginPort, NetloginVlan, VisitingPort, GuestVlan, GuestPorts)
#: What it receives from the network.
RECEIVES = ("Eapol", "Malformed eapol", "Malformed eap")


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the rows of a new switch.  evidence: capture 11.2"""
    return [Dot1xTimers(), WebLogin()]


def vlan_flags(store: "Store") -> dict[str, str]:
    """Return ``N`` for the VLAN of network login."""
    return {row.vlanName.lower(): "N" for row in store.rows(NetloginVlan)}


def running(node: "Node") -> None:
    """Watch the ports on a new master; clients that were let in stay so."""
    if node.store.count(VisitingPort):
        node.later(0.0, "netLogin", "forget_moves")
    if node.store.count(NetloginClient):
        node.call("netLogin", "forget_attempts")
    if node.fabric is not None:
        node.call("netLogin", "watch_ports")
    if node.fabric is not None and node.store.count(NetloginPort):
        node.call("netLogin", "resume_sessions")
        node.call("netLogin", "resume_dot1x")


def stopped(node: "Node") -> None:
    """Forget the logins that are under way: the process stopped."""
    for name in ("netLogin page", "netLogin dot1x"):
        if (found := node.memory.pop(name, None)) is not None:
            node.clock.drop(found)


def crashed(node: "Node") -> None:
    """Forget the logins that are under way: the process has died."""
    stopped(node)


def started(node: "Node") -> None:
    """Continue with the clients that are logged in: the process has started again."""
    running(node)


def rows_changed(node: "Node") -> None:
    """Process a change of the ports with network login, or of their VLANs."""
    if not node.is_master:
        return
    if node.store.count(NetloginClient):
        node.later(0.0, "netLogin", "drop_disabled")
        node.later(0.0, "netLogin", "follow_vlans")
    node.later(0.0, "netLogin", "settle_ports")
    if node.fabric is not None:
        node.call("netLogin", "watch_ports")
        node.call("netLogin", "align_dot1x")


def vlans_changed(node: "Node") -> None:
    """Bring a port that is in no VLAN any more into that of network login."""
    if node.store.count(NetloginVlan) and node.store.count(NetloginPort):
        node.later(0.0, "netLogin", "settle_ports")


def link_changed(node: "Node", port: "Port", up: bool) -> None:
    """Log the clients of a port out when its link falls; ask who is there when it comes up."""
    if not node.store.count(NetloginPort):
        return
    if not up:
        node.later(0.0, "netLogin", "port_down", node.chassis.port_name(port))
    node.later(0.0, "netLogin", "align_dot1x")


def ports_left(call: Call, vlan_name: str, ports: int) -> None:
    """Stop giving addresses at ports that left a VLAN."""
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
    for row in call.rows(VisitingPort):
        if sets.in_slot(row.port, slot):
            call.drop(row)
    without_ports(call, ports)
    forget_ports(call, ports)
    forget_mac_ports(call, ports)
    leave_guest_vlans(call, ports)
    keep_guest_ports(call, guest_ports(call.store) & ~ports)
