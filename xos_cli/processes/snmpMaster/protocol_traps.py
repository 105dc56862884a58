"""Notifications of protocols and parts: spanning trees, VRRP, OSPF, modules, logins.

evidence: RFC 4188, 2787 and 1850 (the standard ones), the vendor's MIB (the others), capture 11.2 (that those of VRRP
are on and those of OSPF off on a new switch)
"""

from typing import TYPE_CHECKING

from xos_cli.processes.devmgr.facts import celsius
from xos_cli.processes.etmon.rows import RmonAlarm
from xos_cli.processes.ospf.rows import OspfTrapControl
from xos_cli.processes.snmpMaster.facts import module_state, msm_word
from xos_cli.processes.snmpMaster.notifications import VENDOR, described, notify
from xos_cli.processes.stp.rows import StpDomain, StpTopology
from xos_cli.processes.vlan.rows import Vlan
from xos_cli.processes.vrrp.rows import VrrpGlobal

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

MIB_2 = (1, 3, 6, 1, 2, 1)
BRIDGE_TRAPS = (*MIB_2, 17, 0)
NEW_ROOT, TOPOLOGY_CHANGE = (*BRIDGE_TRAPS, 1), (*BRIDGE_TRAPS, 2)
VRRP_TRAPS = (*MIB_2, 68, 0)
VRRP_NEW_MASTER, VRRP_MASTER_ADDRESS = (*VRRP_TRAPS, 1), (*MIB_2, 68, 1, 3, 1, 7)
OSPF = (*MIB_2, 14)
OSPF_TRAPS = (*OSPF, 16, 2)
OSPF_NEIGHBOR = 2
RMON = (*MIB_2, 16)
OVERHEAT, MODULE_CHANGED, INVALID_LOGIN = (*VENDOR, 0, 6), (*VENDOR, 0, 15), (*VENDOR, 0, 9)


def tree_trapped(node: "Node", stpd_name: str, new_root: bool) -> None:
    """Send a notification that this bridge is the new root of a domain, or that its topology changed."""
    from xos_cli.processes.snmpMaster.mib.spanning_tree import own_bridge

    domain, topology = node.store.get(StpDomain, stpd_name), node.store.get(StpTopology, stpd_name)
    is_root = domain is not None and topology is not None and topology.root == own_bridge(node, domain)
    if new_root and is_root:
        notify(node, NEW_ROOT)
    elif not new_root:
        notify(node, TOPOLOGY_CHANGE)


def master_trapped(node: "Node", vlan_name: str, vrid: int, own: str) -> None:
    """Send a notification that this switch has become the master of a VRRP router."""
    from xos_cli.processes.snmpMaster.mib.objects import address

    vlan = node.store.get(Vlan, vlan_name)
    if vlan is not None and node.store.one(VrrpGlobal).vrrpNotificationCntl == 1:
        notify(node, VRRP_NEW_MASTER, (((*VRRP_MASTER_ADDRESS, vlan.ifIndex, vrid), address(own)),))


def ospf_trapped(node: "Node", router_id: str, neighbor_address: str, neighbor_id: str, state: int) -> None:
    """Send the trap of an OSPF neighbour's new state, if enabled.  evidence: RFC 1850 1.5.1 (bits from the right)"""
    from xos_cli.processes.snmpMaster.mib.objects import address, integer, numbers

    mask = int(node.store.one(OspfTrapControl).ospfSetTrap.replace(":", ""), 16)
    if not mask >> OSPF_NEIGHBOR & 1:
        return
    row = *numbers(neighbor_address), 0
    values = (1, address(neighbor_address)), (2, integer(0)), (3, address(neighbor_id)), (6, integer(state))
    neighbor = [((*OSPF, 10, 1, column, *row), value) for column, value in values]
    notify(node, (*OSPF_TRAPS, OSPF_NEIGHBOR), (((*OSPF, 1, 1, 0), address(router_id)), *neighbor))


def module_trapped(node: "Node", number: int, state: str) -> None:
    """Send the notification of a module's new state; MSMs are numbered behind the slots.  evidence: inferred"""
    from xos_cli.processes.snmpMaster.mib.extreme import CHASSIS
    from xos_cli.processes.snmpMaster.mib.objects import integer

    entry = (*CHASSIS, 2, 1)
    notify(
        node,
        MODULE_CHANGED,
        (((*entry, 1, number), integer(number)), ((*entry, 5, number), integer(module_state(state)))),
    )


def peer_trapped(node: "Node", number: int, state: str, lamp: str) -> None:
    """Send a notification that the other MSM, with this number among the slots, changed its state."""
    module_trapped(node, number, msm_word(state, lamp))


def alarm_trapped(node: "Node", index: int, rising: bool, value: int) -> None:
    """Send a notification that an alarm of RMON fired.  evidence: RFC 2819 (the objects)"""
    from xos_cli.processes.snmpMaster.mib.objects import OID, Value, integer, numbers

    row = node.store.one(RmonAlarm, index)
    values = {1: integer(index), 3: Value(OID, numbers(row.alarmVariable)), 4: integer(row.alarmSampleType)}
    threshold = row.alarmRisingThreshold if rising else row.alarmFallingThreshold
    values |= {5: integer(value), 7 if rising else 8: integer(threshold)}
    bindings = tuple([((*RMON, 3, 1, 1, column, index), content) for column, content in values.items()])
    notify(node, (*RMON, 0, 1 if rising else 2), bindings)


def heat_trapped(node: "Node", which: str) -> None:
    """Send a notification that a part is too hot, with its temperature."""
    from xos_cli.processes.snmpMaster.mib.extreme import COMMON
    from xos_cli.processes.snmpMaster.mib.objects import integer

    msms = {msm.name.lower(): msm.celsius for msm in node.chassis.msms}
    normal = msms[which] if which in msms else node.chassis.slots[int(which)].celsius
    notify(node, OVERHEAT, (described(node), ((*COMMON, 8, 0), integer(round(celsius(node, which, normal))))))


def login_trapped(node: "Node") -> None:
    """Send a notification that a login with a wrong name or password failed."""
    notify(node, INVALID_LOGIN, (described(node),))
