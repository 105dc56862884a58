"""Send notifications to the configured targets: as traps of SNMPv1, v2c or v3, as far as the notify views allow.

evidence: RFC 2576 3.2 (a notification as a trap of SNMPv1), inferred (the virtual router is the first with a way)
"""

from typing import TYPE_CHECKING

from pysnmp.proto.api import v1, v2c

from xos_cli.processes.snmpMaster.access_control import NOTIFY, Principal, allowed
from xos_cli.processes.snmpMaster.agent import Binding, count
from xos_cli.processes.snmpMaster.filters import passes
from xos_cli.processes.snmpMaster.messages import bound, encoded_message
from xos_cli.processes.snmpMaster.mib.objects import COUNTER64, OID, Oid, Value, ticks
from xos_cli.processes.snmpMaster.mib.system import counted, object_id, up_seconds
from xos_cli.processes.snmpMaster.notifications import STANDARD
from xos_cli.processes.snmpMaster.rows import Community, Notify, TargetAddr, TargetParams
from xos_cli.processes.vlan.rows import VirtualRouter, VlanIpAddress
from xos_cli.switch.timing.clock import EventKind

if TYPE_CHECKING:
    from typing import Any

    from xos_cli.switch.node import Node

UP_TIME, TRAP_OID = (1, 3, 6, 1, 2, 1, 1, 3, 0), (1, 3, 6, 1, 6, 3, 1, 1, 4, 1, 0)
ENTERPRISE_SPECIFIC = 6
PORT = 161
#: Seconds after which a notification that has no way yet is sent again.  evidence: inferred
AGAIN = 2.0


def notify_targets(node: "Node", oid: Oid, bindings: tuple[Binding, ...], tries: int) -> None:
    """Send a notification to every target that is to have it."""
    for target in _targets(node):
        params = node.store.get(TargetParams, target.snmpTargetAddrParams)
        wanted = passes(node.store, target.snmpTargetAddrParams, oid, [part for part, _ in bindings])
        data = _message(node, target, params, oid, bindings) if params is not None and wanted else b""
        if data:
            deliver_trap(node, target, data, tries)


def _targets(node: "Node") -> list[TargetAddr]:
    """Return the targets with a tag that is to be notified."""
    tags = {bytes.fromhex(row.snmpNotifyTag.replace(":", "")) for row in node.store.rows(Notify)}
    return [
        row
        for row in node.store.rows(TargetAddr)
        if not tags.isdisjoint(bytes.fromhex(row.snmpTargetAddrTagList.replace(":", "")).split())
    ]


def _message(node: "Node", target: TargetAddr, params: TargetParams, oid: Oid, bindings: tuple[Binding, ...]) -> bytes:
    """Return the message for a target; no octets where its user may not be told of this."""
    name, model = params.snmpTargetParamsSecurityName, params.snmpTargetParamsSecurityModel
    who = Principal(model, name, params.snmpTargetParamsSecurityLevel)
    if not all(allowed(node.store, who, NOTIFY, part) for part in (oid, *[part for part, _ in bindings])):
        return b""
    if params.snmpTargetParamsMPModel == 3:
        return _user_message(node, who, oid, bindings)
    rows = [row for row in node.store.rows(Community) if row.snmpCommunitySecurityName == name]
    if not rows:
        return b""
    community = bytes.fromhex(rows[0].snmpCommunityName.replace(":", ""))
    if params.snmpTargetParamsMPModel == 0:
        return encoded_message(0, community, _old_trap(node, target, oid, bindings))
    return encoded_message(1, community, _trap(node, oid, bindings))


def _trap(node: "Node", oid: Oid, bindings: tuple[Binding, ...]) -> "Any":
    """Return a trap of SNMPv2: the time, what it is, and its objects."""
    pdu = v2c.SNMPv2TrapPDU()
    v2c.apiTrapPDU.set_defaults(pdu)
    v2c.apiTrapPDU.set_request_id(pdu, _number(node))
    first = (UP_TIME, ticks(up_seconds(node))), (TRAP_OID, Value(OID, oid))
    v2c.apiTrapPDU.set_varbinds(pdu, bound([*first, *bindings], 1))
    return pdu


def _number(node: "Node") -> int:
    """Return the number of this notification, from 1 since the MSM started."""
    count(node, "notifications")
    return counted(node).notifications


def _old_trap(node: "Node", target: TargetAddr, oid: Oid, bindings: tuple[Binding, ...]) -> "Any":
    """Return a trap of SNMPv1: its enterprise and two numbers say what it is."""
    standard = oid[:-1] == STANDARD
    enterprise = object_id(node) if standard else oid[:-2] if oid[-2] == 0 else oid[:-1]
    pdu = v1.TrapPDU()  # its defaults would look up the name of this host
    v1.apiTrapPDU.set_enterprise(pdu, enterprise)
    v1.apiTrapPDU.set_agent_address(pdu, _own_address(node, target))
    v1.apiTrapPDU.set_generic_trap(pdu, oid[-1] - 1 if standard else ENTERPRISE_SPECIFIC)
    v1.apiTrapPDU.set_specific_trap(pdu, 0 if standard else oid[-1])
    v1.apiTrapPDU.set_timestamp(pdu, ticks(up_seconds(node)).content)
    carried = [binding for binding in bindings if binding[1].kind != COUNTER64]
    v1.apiTrapPDU.set_varbinds(pdu, bound(carried, 0))
    return pdu


def _own_address(node: "Node", target: TargetAddr) -> str:
    """Return the address in a trap of SNMPv1: that of the target's row, else the first one."""
    addresses = [row.ipaddress for row in node.store.rows(VlanIpAddress)]
    return target.snmpTargetAddrFrom or next(iter(addresses), "0.0.0.0")


def _user_message(node: "Node", who: Principal, oid: Oid, bindings: tuple[Binding, ...]) -> bytes:
    """Return a trap of SNMPv3, which this engine answers for."""
    from xos_cli.processes.snmpMaster.usm import user_message, user_of

    user = user_of(node, bytes.fromhex(who.name.replace(":", "")))
    if user is None or (who.level > 1 and not user.auth_secret) or (who.level > 2 and not user.priv_secret):
        return b""
    pdu = _trap(node, oid, bindings)
    return user_message(node, _number(node), user, (0, 1, 3)[who.level - 1], pdu)


def deliver_trap(node: "Node", target: TargetAddr, data: bytes, tries: int) -> None:
    """Send a message to a target; where there is no way to it, as often as *tries* says."""
    outside, sent = node.backplane.outside, False
    if outside is not None:
        outside(data)
        sent = True
    if node.fabric is not None:
        sent = _by_network(node, target, data) or sent
    if sent:
        count(node, "traps", "out_packets")
        node.event("Debug-Summary", "SNMP.Master.trapSent", f"Notification sent to {target.snmpTargetAddrAddress}")
    elif tries > 1:
        kind = EventKind.GUARD
        node.later(AGAIN, "snmpMaster", "deliver_trap", target, data, tries - 1, kind=kind)


def _by_network(node: "Node", target: TargetAddr, data: bytes) -> bool:
    """Send a message by the first virtual router that has a way."""
    where = target.snmpTargetAddrAddress, (PORT, target.snmpTargetAddrPort), data, target.snmpTargetAddrFrom
    return any(
        node.software.ask("netTools", "send_datagram", node, row.name, *where) for row in node.store.rows(VirtualRouter)
    )
