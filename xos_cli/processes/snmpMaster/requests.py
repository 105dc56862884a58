"""Answer the SNMP messages that come to the switch: who asks, what is counted, what is not answered.

evidence: RFC 1157 4.1 (a wrong community is not answered), RFC 2576 (communities as users), later EXOS (the events)
"""

from typing import TYPE_CHECKING

from xos_cli.processes.polMgr.facts import admits
from xos_cli.processes.snmpMaster.access_control import Principal
from xos_cli.processes.snmpMaster.agent import carried_out, count
from xos_cli.processes.snmpMaster.messages import (
    CommunityMessage,
    Malformed,
    decoded_message,
    encoded_message,
    number_of,
    request_of,
    response,
    version_of,
)
from xos_cli.processes.snmpMaster.rows import Community, SnmpEnable, TargetAddr
from xos_cli.processes.snmpMaster.usm import answer_user

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

#: The names of the events.  evidence: later EXOS
DISABLED = "SNMP is currently disabled. Hence dropping the SNMP request."
BAD_COMMUNITY = "Login failed through SNMPv1/v2c - bad community name ({name})"


def snmp_answer(node: "Node", data: bytes, source: str) -> bytes:
    """Return the answer to a message from the address *source*, no octets if there is none."""
    if not node.works("snmpMaster"):
        return b""
    count(node, "in_packets")
    if not node.store.one(SnmpEnable).snmpEnabled:
        count(node, "drops")
        node.event("Error", "SNMP.Master.ReqDropSNMPDsbl", DISABLED)
        return b""
    if not _admitted(node, source):
        count(node, "drops")
        return b""
    try:
        found = _answered(node, data, source)
    except Malformed:
        count(node, "errors", "parse_errors")
        return b""
    if found:
        count(node, "out_packets")
    return found


def _admitted(node: "Node", source: str) -> bool:
    """Return whether the access profile lets an address ask.  evidence: inferred (that others are dropped)"""
    profile = node.store.one(SnmpEnable).snmpAccessProfile
    return profile is None or admits(node, profile, source)


def _answered(node: "Node", data: bytes, source: str) -> bytes:
    version = version_of(data)
    if version == 3:
        return answer_user(node, data)
    if version not in (0, 1):
        count(node, "errors", "bad_versions")
        return b""
    message = decoded_message(data, version)
    who = _community_user(node, message, source)
    return _answer_community(node, message, who) if who is not None else b""


def _community_user(node: "Node", message: CommunityMessage, source: str) -> Principal | None:
    """Return who a community stands for; None, counted and told, if it is wrong or SNMPv1 and v2c are disabled."""
    store, given = node.store, message.community.hex(":")
    if not store.one(SnmpEnable).snmpV1V2CEnabled:
        count(node, "drops")
        return None
    for row in store.rows(Community):
        if row.snmpCommunityName == given and _comes_from(node, row, source):
            return Principal(message.version + 1, row.snmpCommunitySecurityName)
    count(node, "auth_errors")
    name = message.community.decode("ascii", "replace")
    node.event("Warning", "SNMP.Master.AuthFail", BAD_COMMUNITY.format(name=name))
    node.call("snmpMaster", "authentication_failed")
    return None


def _comes_from(node: "Node", row: Community, source: str) -> bool:
    """Return whether a community may be used from an address: its tag names the targets that may."""
    tag = row.snmpCommunityTransportTag
    if not tag:
        return True
    wanted = bytes.fromhex(tag.replace(":", ""))
    return any(
        target.snmpTargetAddrAddress == source
        and wanted in bytes.fromhex(target.snmpTargetAddrTagList.replace(":", "")).split()
        for target in node.store.rows(TargetAddr)
    )


def _answer_community(node: "Node", message: CommunityMessage, who: Principal) -> bytes:
    try:
        request = request_of(message.pdu, message.version)
    except (ValueError, TypeError):
        raise Malformed from None
    if request is None:
        count(node, "drops")
        return b""
    reply = carried_out(node, who, request)
    pdu = response(number_of(message.pdu), reply, message.version)
    return encoded_message(message.version, message.community, pdu)
