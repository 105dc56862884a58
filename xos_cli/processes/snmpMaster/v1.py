"""`configure snmp`: communities and trap receivers, which are rows of SNMPv3 in shorter words.

evidence: capture 11.2 (which user a community stands for; the group for notifications), clients (the short forms),
recalled (how the rows of a trap receiver are called), inferred (the refusals)
"""

from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.language import PortList
from xos_cli.processes.polMgr.facts import the_policy
from xos_cli.processes.snmpMaster.build import community, group
from xos_cli.processes.snmpMaster.facts import _user, receivers
from xos_cli.processes.snmpMaster.keys import coded, decoded
from xos_cli.processes.snmpMaster.rows import (
    NONVOLATILE,
    NOTIFY,
    NOTIFY_GROUP,
    Community,
    SilentPort,
    SnmpEnable,
    SnmpGroup,
    TargetAddr,
    TargetAddrExtension,
    TargetParams,
)
from xos_cli.processes.snmpMaster.v3 import engine_id, name, put, take
from xos_cli.switch.hardware import portset as sets

if TYPE_CHECKING:
    import ipaddress

    from xos_cli.switch.hardware.chassis import Chassis

#: How the rows of a trap receiver are called; a number follows.
USER, PARAMS, ADDRESS = "v1v2cNotifyUser", "v1v2cNotifyParam", "v1v2cNotifyTAddr"
PORT = 162


def valid_configure_snmp_add_community(chassis: "Chassis", community_string: str, **_: object) -> None:
    """Refuse a community of more than 32 characters."""
    if len(community_string) > 32:
        raise Refusal("Error: A community has at most 32 characters.")


def configure_snmp_add_community(
    call: Call, community_string: str, readonly: bool = False, readwrite: bool = False
) -> None:
    """Add a community of at most 32 characters."""
    valid_configure_snmp_add_community(call.chassis, community_string)
    put(call, community(community_string, _user(readonly), engine_id(call), NONVOLATILE))


def configure_snmp_delete_community(
    call: Call, community_string: str = "", all: bool = False, readonly: bool = False, readwrite: bool = False
) -> None:
    """Delete a community, or all of a kind."""
    user = coded(_user(readonly))
    rows = [row for row in call.rows(Community) if row.snmpCommunitySecurityName == user]
    gone = rows if all else [row for row in rows if row.snmpCommunityName == coded(community_string)]
    if not gone and not all:
        raise Refusal(f"Error: Community {community_string} does not exist.")
    take(call, Community, gone)


# -- trap receivers --------------------------------------------------------------------------------------------------


def configure_snmp_add_trapreceiver_community(
    call: Call,
    ipaddress: "ipaddress.IPv4Address",
    community_string: str = "",
    hex_community_name: str = "",
    udp_port: int = PORT,
    src_ipaddress: "ipaddress.IPv4Address | None" = None,
    **given: bool,
) -> None:
    """Add a trap receiver: a target, its parameters, and a user in the group for notifications who is called as the
    community.
    """
    known = name(
        {"community_name": community_string or None, "hex_community_name": hex_community_name}, "community_name"
    )
    number = _number(call, str(ipaddress), udp_port)
    for model in (1, 2):
        put(call, group(NOTIFY_GROUP, f"{USER}{number}", model, NONVOLATILE))
    row = community(f"{USER}{number}", f"{USER}{number}", engine_id(call), NONVOLATILE)
    put(call, row._replace(snmpCommunityName=coded(decoded(known))))
    names = coded(f"{PARAMS}{number}"), 1, 2, coded(f"{USER}{number}")
    put(call, TargetParams(*names, 1, NONVOLATILE, 1, 0))
    where = coded(f"{ADDRESS}{number}"), str(ipaddress), udp_port, coded(NOTIFY), coded(f"{PARAMS}{number}")
    put(call, TargetAddr(*where, str(src_ipaddress or ""), NONVOLATILE, 1, 0))
    if given.get("mode"):
        call.put(TargetAddrExtension(where[0], int(given.get("standard", False))))
    else:
        call.delete(TargetAddrExtension, where[0])


def _number(call: Call, address: str, port: int) -> int:
    """Return the number of a receiver that exists, else the first that is free."""
    numbers = {_number_of(row): row for row in receivers(call.store)}
    for number, row in numbers.items():
        if (row.snmpTargetAddrAddress, row.snmpTargetAddrPort) == (address, port):
            return number
    return next(number for number in range(1, len(numbers) + 2) if number not in numbers)


def _number_of(row: TargetAddr) -> int:
    digits = decoded(row.snmpTargetAddrName).removeprefix(ADDRESS)
    return int(digits) if digits.isdecimal() else 0


def configure_snmp_delete_trapreceiver(
    call: Call, ipaddress: "ipaddress.IPv4Address | None" = None, udp_port: int = 0, all: bool = False
) -> None:
    """Delete a trap receiver, or all of them."""
    gone = [
        row
        for row in receivers(call.store)
        if all or (row.snmpTargetAddrAddress == str(ipaddress) and udp_port in (0, row.snmpTargetAddrPort))
    ]
    if not gone and not all:
        raise Refusal(f"Error: Trap receiver {ipaddress} does not exist.")
    for row in gone:
        _forget(call, row)


def _forget(call: Call, row: TargetAddr) -> None:
    user = coded(f"{USER}{_number_of(row)}")
    take(call, TargetAddr, [row])
    call.delete(TargetAddrExtension, row.snmpTargetAddrName)
    params = [other for other in call.rows(TargetParams) if other.snmpTargetParamsName == row.snmpTargetAddrParams]
    take(call, TargetParams, params)
    take(call, Community, [other for other in call.rows(Community) if other.snmpCommunityIndex == user])
    take(call, SnmpGroup, [other for other in call.rows(SnmpGroup) if other.vacmSecurityName == user])


# -- on and off ------------------------------------------------------------------------------------------------------


def _change(call: Call, **fields: Any) -> None:
    call.put(call.one(SnmpEnable)._replace(**fields))


def enable_snmp_access(call: Call, snmp_v1v2c: bool = False) -> None:
    """Let SNMP answer; with *snmp-v1v2c*, communities as well."""
    _change(call, **({"snmpV1V2CEnabled": 1} if snmp_v1v2c else {"snmpEnabled": 1, "snmpV1V2CEnabled": 1}))


def disable_snmp_access(call: Call, snmp_v1v2c: bool = False) -> None:
    """Let SNMP answer nobody; with *snmp-v1v2c*, only no communities."""
    _change(call, **({"snmpV1V2CEnabled": 0} if snmp_v1v2c else {"snmpEnabled": 0}))


def enable_snmp_traps(call: Call) -> None:
    """Send notifications to the targets."""
    _change(call, snmpTrapsEnabled=1)


def disable_snmp_traps(call: Call) -> None:
    """Send no notifications to the targets."""
    _change(call, snmpTrapsEnabled=0)


def enable_snmp_traps_port_up_down_ports(call: Call, port_list: PortList | None = None, all: bool = False) -> None:
    """Tell the targets of the links of ports, as at first."""
    for port in sets.each(sets.given(call.chassis, port_list)):
        call.delete(SilentPort, *port)


def disable_snmp_traps_port_up_down_ports(call: Call, port_list: PortList | None = None, all: bool = False) -> None:
    """Stop telling the targets of the links of ports."""
    for port in sets.each(sets.given(call.chassis, port_list)):
        call.put(SilentPort(*port))


def configure_snmp_access_profile(call: Call, policy: str = "", none: bool = False) -> None:
    """Let only those ask whose address the policy permits, or everybody."""
    _change(call, snmpAccessProfile=the_policy(call.node.flash.names(), policy) or None)
