"""Answer questions about OSPF: the router's identifier, its VLANs, costs, states, and what it exports.

The exports are elements inside the ``ospfGlobal`` element, which no row can have as fields. They are kept to the
letter, as the file has them, in a row that belongs to the one of ``ospfGlobal``.
evidence: capture 11.2 (all of the element), inferred (the policy in ``rtmap_s``)
"""

import re
from typing import TYPE_CHECKING

from xos_cli.processes.ospf.rows import BACKBONE, ON, OspfAreaInterface, OspfGlobal, OspfInterface
from xos_cli.processes.vlan.facts import member_ports, protocols_of, routed
from xos_cli.processes.vlan.ip.facts import interfaces
from xos_cli.processes.vlan.ports.rows import PortLink
from xos_cli.processes.vlan.rows import VR_DEFAULT, VirtualRouter
from xos_cli.record import NamedTuple
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.hardware.licence import CORE
from xos_cli.switch.saved.savedfile import Unknown
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


def router_id(store: Store, router: str = VR_DEFAULT) -> str:
    """Return OSPF's identifier in a virtual router: what was configured, or the highest address; none while it is off.

    evidence: recalled, inferred (the off; that what is configured holds for every virtual router)
    """
    ospf = store.one(OspfGlobal)
    if not ospf.ospfRouterIdAuto:
        return ospf.ospfRouterId or BACKBONE
    names = set(routed(store))
    found = [i.address for i in interfaces(store) if i.vlan.name in names and i.vlan.vrName == router]
    return str(max(found, key=int).ip) if found and ospf.ospfAdminStat == ON else BACKBONE


def works(store: Store) -> bool:
    """Return whether OSPF is enabled."""
    return store.one(OspfGlobal).ospfAdminStat == ON


def routers(store: Store) -> dict[str, str]:
    """Return the virtual routers that OSPF runs in, with its identifier there."""
    if not works(store):
        return {}
    names = [row.name for row in store.rows(VirtualRouter) if "ospf" in protocols_of(row)]
    return {name: id for name in names if (id := router_id(store, name)) != BACKBONE}


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


def prefix_of(network: str) -> tuple[int, int]:
    """Return the address and the length of a network that is written as ``10.0.0.0/8``."""
    from xos_cli.packets.addresses import ip_number  # a switch that sends no frames needs none of the packets

    address, _, length = network.partition("/")
    return ip_number(address), int(length)


def usual_priority(chassis: "Chassis") -> int:
    """Return the priority that a VLAN has by default.

    evidence: capture 11.2 (0 on a Summit X450), later 22.6 (0 below the core licence)
    """
    return 1 if chassis.licence == CORE else 0


def new_interface(chassis: "Chassis", name: str) -> OspfInterface:
    """Return the row of a VLAN for which nothing was set."""
    return OspfInterface(name, ospfIfRtrPriority=usual_priority(chassis))


def new_area_interface(chassis: "Chassis", area: str) -> OspfAreaInterface:
    """Return the row of an area for whose VLANs nothing was set."""
    return OspfAreaInterface(area, ospfIfRtrPriority=usual_priority(chassis))


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


def export_policies(store: Store) -> list[str]:
    """Return the policies that say what is exported."""
    row = _row(store)
    return [leak.policy for leak in leaks(store) if leak.policy] if row and "<rtmap_s><!" in row.text else []


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
