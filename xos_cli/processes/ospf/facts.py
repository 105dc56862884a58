"""Answer questions about OSPF: the router's identifier, its VLANs, costs, states, and what it exports.

The exports are elements inside the ``ospfGlobal`` element, which no row can have as fields. They are kept to the
letter, as the file has them, in a row that belongs to the one of ``ospfGlobal``.
evidence: capture 11.2 (all of the element), inferred (the policy in ``rtmap_s``)
"""

import re

from xos_cli.processes.ospf.rows import BACKBONE, ON, OspfGlobal, OspfInterface
from xos_cli.processes.vlan.facts import member_ports, routed
from xos_cli.processes.vlan.ip.facts import IpInterface, interface, interfaces
from xos_cli.processes.vlan.ports.rows import PortLink
from xos_cli.record import NamedTuple
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.saved.savedfile import Unknown
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


def state_of(store: Store, row: OspfInterface, item: IpInterface, now: float) -> str:
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


#: The origins, in the order of the file.
ORIGINS = ("direct", "static", "rip", "e-bgp", "i-bgp")
_OWNER = ("ospfGlobal",)
_ELEMENT = (
    r"<ospfRouteLeak><cost>(\d+)</cost><shutdown_priority>\d+</shutdown_priority><operation_status>\d+"
    r"</operation_status>(?:<rtmap_s/>|<rtmap_s><!\[CDATA\[(.*?)\]\]></rtmap_s>)<hasRtMap>\d+</hasRtMap>"
    r"<proto><!\[CDATA\[(.*?)\]\]></proto><tag>(\d+)</tag><type>(\d+)</type><enable>(\d+)</enable></ospfRouteLeak>"
)


class Leak(NamedTuple):
    """How the routes of one origin are passed on: *type* 1 or 2, or as a policy says."""

    origin: str
    enabled: bool = False
    cost: int = 0
    type: int = 0
    tag: int = 0
    policy: str = ""


def leaks(store: Store) -> list[Leak]:
    """Return every origin of routes, exported or not."""
    row = _row(store)
    found = {match[3]: match for match in re.finditer(_ELEMENT, row.text)} if row else {}
    return [_leak(found[origin]) if origin in found else Leak(origin) for origin in ORIGINS]


def _leak(match: re.Match[str]) -> Leak:
    return Leak(match[3], match[6] == "1", int(match[1]), int(match[5]), int(match[4]), match[2] or "")


def _row(store: Store) -> Unknown | None:
    return next((row for row in store.rows(Unknown) if row.module == "ospf" and row.of == _OWNER), None)


def exports_row(store: Store, new: list[Leak]) -> Unknown:
    """Return the row that keeps these exports instead; what else it has, it keeps."""
    row = _row(store) or Unknown("ospf", 0, "", "", _OWNER)
    rest = re.sub(_ELEMENT, "", row.text)
    return row._replace(text="".join(_text(leak) for leak in new) + rest)


def _text(leak: Leak) -> str:
    policy = f"<rtmap_s><![CDATA[{leak.policy}]]></rtmap_s>" if leak.policy else "<rtmap_s/>"
    return (
        f"<ospfRouteLeak><cost>{leak.cost}</cost><shutdown_priority>2048</shutdown_priority><operation_status>0"
        f"</operation_status>{policy}<hasRtMap>{int(bool(leak.policy))}</hasRtMap>"
        f"<proto><![CDATA[{leak.origin}]]></proto><tag>{leak.tag}</tag><type>{leak.type}</type>"
        f"<enable>{int(leak.enabled)}</enable></ospfRouteLeak>"
    )


def no_exports() -> Unknown:
    """Return the row of a switch that exports nothing."""
    return Unknown("ospf", 0, "".join(_text(Leak(origin)) for origin in ORIGINS), "", _OWNER)
