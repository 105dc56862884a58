"""Return which ports ESRP holds back.  (This module is imported on a switch that is part of a network.)"""

from typing import TYPE_CHECKING

from xos_cli.processes.esrp.facts import host_ports, idle_domains
from xos_cli.processes.esrp.rows import EsrpVlan
from xos_cli.processes.vlan.facts import member_ports
from xos_cli.switch.fabric.ports import BLOCKING
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Port


def states_of(store: Store, vlan_name: str) -> "dict[Port, int]":
    """Return the ports of a VLAN that are blocked: all but host ports while its domain is not master."""
    idle = {name.lower() for name in idle_domains(store)}
    rows = [row for row in store.rows(EsrpVlan) if row.vlanName.lower() == vlan_name.lower()]
    if not any(row.domain.lower() in idle for row in rows):
        return {}
    return dict.fromkeys(sets.each(member_ports(store, vlan_name) & ~host_ports(store)), BLOCKING)
