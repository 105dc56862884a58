"""Set where and how clients log in: the ways, the ports, their mode, the VLAN of ports without a client.

evidence: guide 11.3 p.341-376 (the commands), p.372 (the mode: netlogin first, only 8800 and X450, the text)
"""

from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.language import PortList
from xos_cli.processes.netLogin.facts import all_netlogin_ports
from xos_cli.processes.netLogin.rows import DOT1X, MAC, WEB, NetloginMethod, NetloginPort, NetloginVlan
from xos_cli.processes.vlan.facts import the_vlan
from xos_cli.switch.hardware import portset as sets

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis, Port

#: The fields of a port by the ways to log in.
FIELDS = {DOT1X: "dot1x", MAC: "mac", WEB: "web"}
#: evidence: guide 11.3 p.372
NO_NETLOGIN = "ERROR: The following ports do not have NetLogin enabled; {ports}"
#: evidence: guide 11.3 p.372 (that there is such an error), recalled (the words)
TOO_FAST = "ERROR: The following ports do not support the MAC-Based VLAN mode; {ports}"
#: Mbps of a port that cannot have MAC-based VLANs.
TEN_GIGABIT = 10_000


def _ways(dot1x: bool, mac: bool, web_based: bool) -> list[str]:
    return [way for way, named in ((DOT1X, dot1x), (MAC, mac), (WEB, web_based)) if named]


def enable_netlogin(call: Call, dot1x: bool = False, mac: bool = False, web_based: bool = False) -> None:
    """Enable these ways to log in, at the ports that have them."""
    for way in _ways(dot1x, mac, web_based):
        call.put(NetloginMethod(way))


def disable_netlogin(call: Call, dot1x: bool = False, mac: bool = False, web_based: bool = False) -> None:
    """Disable these ways to log in; a port without any of them is open."""
    for way in _ways(dot1x, mac, web_based):
        call.delete(NetloginMethod, way)


def enable_netlogin_ports(
    call: Call, port_list: PortList, dot1x: bool = False, mac: bool = False, web_based: bool = False
) -> None:
    """Enable these ways to log in at ports."""
    ways = _ways(dot1x, mac, web_based)
    for name in names_of(call, sets.given(call.chassis, port_list)):
        call.put(_with(call.get(NetloginPort, name) or NetloginPort(name), ways, 1))


def _with(row: NetloginPort, ways: list[str], enabled: int) -> NetloginPort:
    """Return a port with these ways to log in enabled or not."""
    fields: dict[str, Any] = dict.fromkeys([FIELDS[way] for way in ways], enabled)
    return row._replace(**fields)


def disable_netlogin_ports(
    call: Call, port_list: PortList, dot1x: bool = False, mac: bool = False, web_based: bool = False
) -> None:
    """Disable these ways to log in at ports; a port without any of them gets the default mode back.

    evidence: later 22.3 (the mode)
    """
    ways = _ways(dot1x, mac, web_based)
    for name in names_of(call, sets.given(call.chassis, port_list)):
        row = call.get(NetloginPort, name)
        if row is None:
            continue
        left = _with(row, ways, 0)
        if left.ways:
            call.put(left)
        else:
            call.drop(row)


def names_of(call: Call, ports: int) -> list[str]:
    """Return the names of a set of ports."""
    return [call.chassis.port_name(port) for port in sets.each(ports)]


def configure_netlogin_vlan(call: Call, vlan_name: str) -> None:
    """Set the VLAN of the ports at which nobody has logged in."""
    call.put(NetloginVlan(the_vlan(call.store, vlan_name)))


def unconfigure_netlogin_vlan(call: Call) -> None:
    """Remove the VLAN of the ports at which nobody has logged in."""
    call.delete(NetloginVlan)


def valid_configure_netlogin_ports_mode(chassis: "Chassis", **_: object) -> None:
    """Refuse the mode on a platform without MAC-based VLANs."""
    if not chassis.features.mac_vlans:
        raise Refusal("Error: This command is not supported on this platform.")


def configure_netlogin_ports_mode(
    call: Call,
    port_list: PortList | None = None,
    all: bool = False,
    mac_based_vlans: bool = False,
    port_based_vlans: bool = False,
) -> None:
    """Let each MAC address at a port have a VLAN of its own, or all of them one; *all*: the ports with network login.

    A change logs the clients of the port out.
    evidence: guide 11.3 p.372, later 32 (all, the clients), inferred (the words for another platform)
    """
    valid_configure_netlogin_ports_mode(call.chassis)
    there = all_netlogin_ports(call.store)
    wanted = there if all else sets.given(call.chassis, port_list)
    if not wanted or wanted & ~there:
        lacking = ", ".join(names_of(call, wanted & ~there)) or "all"
        raise Refusal(NO_NETLOGIN.format(ports=lacking))
    fast = [port for port in sets.each(wanted) if mac_based_vlans and _is_fast(call, port)]
    if fast:
        raise Refusal(TOO_FAST.format(ports=", ".join(map(call.chassis.port_name, fast))))
    for name in names_of(call, wanted):
        row = call.store.one(NetloginPort, name)
        if row.macBasedVlans != int(mac_based_vlans):
            call.put(row._replace(macBasedVlans=int(mac_based_vlans)))
            call.node.later(0.0, "netLogin", "log_out", name)


def _is_fast(call: Call, port: "Port") -> bool:
    return call.chassis.port_type(port).speed >= TEN_GIGABIT


def forget_ports(call: Call, ports: int) -> None:
    """Remove network login from ports."""
    for row in call.rows(NetloginPort):
        if sets.read(row.port) & ports:
            call.drop(row)
