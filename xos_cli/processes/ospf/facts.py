"""Questions about OSPF, answered from a store: the router's identifier, the VLANs it runs on, costs and states."""

from xos_cli.processes.ospf.rows import BACKBONE, ON, OspfGlobal, OspfInterface
from xos_cli.processes.vlan.facts import member_ports, routed
from xos_cli.processes.vlan.ip.facts import Interface, interface, interfaces
from xos_cli.processes.vlan.ports.rows import PortLink
from xos_cli.switch import portset as sets
from xos_cli.switch.tables import Store

#: Kinds of links, as rows have them.
POINT_TO_POINT = 2


def router_id(store: Store) -> str:
    """Return the router's identifier: what was configured, or the highest address; none while OSPF is off.

    evidence: recalled, inferred (the off)
    """
    ospf = store.one(OspfGlobal)
    if not ospf.ospfRouterIdAuto:
        return ospf.ospfRouterId or BACKBONE
    names = routed(store)
    found = [item.address.ip for item in interfaces(store) if item.vlan.name in names]
    return str(max(found)) if found and ospf.ospfAdminStat == ON else BACKBONE


def active(store: Store) -> list[OspfInterface]:
    """Return the VLANs that OSPF runs on now."""
    if store.one(OspfGlobal).ospfAdminStat != ON:
        return []
    rows = [row for row in store.rows(OspfInterface) if row.ospfIfAdminStat == ON]
    return [row for row in rows if (item := interface(store, row.ospfIfName)) and item.up]


def cost_of(store: Store, row: OspfInterface) -> int:
    """Return the cost of a VLAN: the fixed one, or that of the fastest port that is up.

    evidence: recalled (the fastest)
    """
    ospf, held = store.one(OspfGlobal), member_ports(store, row.ospfIfName)
    if row.ospfIfMetricStatus != 1:
        return row.ospfIfMetricValue
    speeds = [link.speed for link in store.rows(PortLink) if link.up and held & sets.bit((link.slot, link.port))]
    costs = {
        10: ospf.metTabCost10M,
        100: ospf.metTabCost100M,
        1000: ospf.metTabCost1G,
        10000: ospf.metTabCost10G,
    }
    return costs.get(max(speeds, default=0), row.ospfIfMetricValue)


def state_of(store: Store, row: OspfInterface, item: Interface, now: float) -> str:
    """Return the state of an interface:

    DOWN, or what a router becomes that hears no other: designated when it has waited, unless it must not.

    evidence: RFC 2328 (the machine), recalled (ODR), inferred (that it waits since the VLAN is up)
    """
    if not (store.one(OspfGlobal).ospfAdminStat == row.ospfIfAdminStat == ON and item.up):
        return "DOWN"
    if row.ospfIfLinkType == POINT_TO_POINT:
        return "P2P"
    if now - item.since < wait_of(row):
        return "WAITING"
    return "DR" if row.ospfIfRtrPriority else "ODR"


def wait_of(row: OspfInterface) -> int:
    """Return the seconds to wait for a designated router: those of a dead neighbour, if nothing else is set."""
    return row.ospfIfWaitInterval or row.ospfIfRtrDeadInterval
