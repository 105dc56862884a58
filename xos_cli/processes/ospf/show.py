"""`show ospf`, and the screens of its areas, interfaces and neighbors.

There is no neighbour, and no database of link states is kept: the counts of both are 0.
"""

from collections.abc import Iterator
from ipaddress import IPv4Address

from xos_cli.command.call import Call
from xos_cli.processes.ospf.areas import the_area
from xos_cli.processes.ospf.facts import Leak, cost_of, leaks, new_interface, router_id, wait_of
from xos_cli.processes.ospf.lines import LINKS, MD5, NORMAL, NSSA, PASSWORD, STUB, WITH
from xos_cli.processes.ospf.rows import BACKBONE, ON, OspfArea, OspfGlobal, OspfInterface
from xos_cli.processes.vlan.facts import routed, the_vlan
from xos_cli.processes.vlan.ip.facts import IpInterface, interfaces
from xos_cli.record import NamedTuple

STATE = ("Disabled", "Enabled")
ANSWER = ("No", "Yes")
#: Width of what stands before the colon, and of the values of the first column.
LABEL, VALUE = 20, 16
REDISTRIBUTE = """
Redistribute:
Protocol   Admin Status  Oper Status  Cost      Type  Tag
"""
TYPES = {NORMAL: "NORM", STUB: "STUB", NSSA: "NSSA"}
AREAS = """\
AREA ID         Type Summ Def      Num  Num  Num  Num   LSA
                          Metric   SPF  ABR  ASBR LSA   Checksum
"""
NOTHING = "----"
NEIGHBORS = f"""\
Neighbor ID     Pri State         Up/Dead Time            Address         Interface
{"=" * 82}
"""


def show_ospf(call: Call) -> str:
    """Show the router, and what it exports.

    evidence: later 16.2, vendor automation (labels and places of the router, its identifier, the costs), clients of
    11.2 (the columns of what is exported), recalled (the other labels), inferred (the labels of those columns;
    without what came after 11.3)
    """
    lines = [*_router(call), *_costs(call.one(OspfGlobal)), *_limits(call.one(OspfGlobal))]
    return "".join(lines) + REDISTRIBUTE + "".join(_export(leak) for leak in leaks(call.store))


def _pair(left: str, one: object, right: str = "", other: object = "") -> str:
    start = f"{left:<{LABEL}}: {one!s:<{VALUE}}"
    return (f"{start}{right:<{LABEL}}: {other}" if right else start).rstrip() + "\n"


def _router(call: Call) -> list[str]:
    ospf = call.one(OspfGlobal)
    runs = ospf.ospfAdminStat == ON
    areas = {row.ospfIfAreaId for row in active(call.store)}
    exports = any(leak.enabled for leak in leaks(call.store)) or ospf.defRouteEnable
    return [
        _pair("OSPF", STATE[runs]),
        _pair(
            "RouterId",
            router_id(call.store),
            "RouterId Selection",
            "Automatic" if ospf.ospfRouterIdAuto else "Configured",
        ),
        _pair("ASBR", ANSWER[bool(runs and exports)], "ABR", ANSWER[len(areas) > 1]),
        _pair("ExtLSA", 0, "ExtLSAChecksum", "0x0"),
        _pair("OriginateNewLSA", 0, "ReceivedNewLSA", 0),
        _pair("SpfHoldTime", ospf.spfHoldTime, "Lsa Batch Interval", ospf.lsaBatchInterval),
        _pair("CapabilityOpaqueLSA", STATE[bool(ospf.opaqueExtEnable)]),
    ]


def _costs(ospf: OspfGlobal) -> list[str]:
    return [
        _pair("10M Cost", ospf.metTabCost10M, "100M Cost", ospf.metTabCost100M),
        _pair("1000M Cost (1G)", ospf.metTabCost1G, "10000M Cost (10G)", ospf.metTabCost10G),
    ]


def _limits(ospf: OspfGlobal) -> list[str]:
    limit = ospf.ospfExtLsdbLimit or STATE[0]
    timeout = ospf.ospfExitOverflowInterval or STATE[0]
    return [
        _pair("Router Alert", STATE[ospf.ipOptionRA]),
        _pair("Import Policy File", ospf.importPlcy),
        _pair("ASExternal LSALimit", limit, "Timeout (Count)", f"{timeout} (0)"),
        _pair("Originate Default", _originate(ospf)),
    ]


def _originate(ospf: OspfGlobal) -> str:
    if not ospf.defRouteEnable:
        return STATE[0]
    always = " (always)" if ospf.always else ""
    return f"{STATE[1]}{always}, Cost: {ospf.def_cost}, Type: {ospf.def_type}, Tag: {ospf.def_tag}"


def _export(leak: Leak) -> str:
    status = f"{STATE[leak.enabled]:<14}{'Up' if leak.enabled else 'Down':<13}"
    return f"{leak.origin:<11}{status}{leak.cost:<10}{leak.type:<6}{leak.tag}\n"


# -- areas -----------------------------------------------------------------------------------------------------------


def show_ospf_area(call: Call, area_identifier: IPv4Address | None = None) -> str:
    """Show one area, or all.

    evidence: clients of 11.2 (columns, NORM, ``----``), inferred (labels, STUB, widths, one area)
    """
    wanted = [the_area(call, area_identifier)] if area_identifier is not None else call.rows(OspfArea)
    rows = sorted(wanted, key=lambda row: IPv4Address(row.ospfAreaId))
    return AREAS + "".join(_area(row) for row in rows)


def _area(row: OspfArea) -> str:
    bounded = row.ospfAreaType != NORMAL
    summary = "Yes" if bounded and row.ospfAreaSummary == WITH else NOTHING
    metric = str(row.ospfStubMetric) if bounded else NOTHING
    start = f"{row.ospfAreaId:<16}{TYPES.get(row.ospfAreaType, TYPES[NORMAL]):<5}{summary:<5}{metric:<9}"
    return f"{start}{row.ospfSpfRuns:<5}{row.ospfAreaBdrRtrCount:<5}{row.ospfAsBdrRtrCount:<5}{_database(row)}\n"


def _database(row: OspfArea) -> str:
    return f"{row.ospfAreaLsaCount:<6}{row.ospfAreaLsaCksumSum:#x}"


# -- neighbours ------------------------------------------------------------------------------------------------------


def show_ospf_neighbor(
    call: Call, routerid: IPv4Address | None = None, vlan_name: str = "", detail: bool = False, vlan: bool = False
) -> str:
    """Show the neighbours of OSPF: none; in detail there is no heading either.

    evidence: recalled (labels), later 16.2 (detail)
    """
    if vlan_name:
        the_vlan(call.store, vlan_name)
    return "" if detail else NEIGHBORS


HEAD = "VLAN               IP Address         AREA ID         Flags   Cost State    Neighbors\n"
FLAGS = """
Flags : (f) Interface Forwarding Enabled, (i) Interface OSPF Enabled,
        (n) Multinetted VLAN, (p) Passive Interface,
        (r) Router OSPF Enable.
"""
ABILITY = ("DISABLED", "ENABLED")


class Subnet(NamedTuple):
    """A VLAN with an address, and its row of OSPF: one that was never configured has the defaults."""

    item: IpInterface
    row: OspfInterface


def show_ospf_interfaces(
    call: Call,
    vlan_name: str = "",
    area_identifier: IPv4Address | None = None,
    enabled: bool = False,
    detail: bool = False,
    vlan: bool = False,
    area: bool = False,
) -> str:
    """Show the VLANs under OSPF, in detail if the command is about one.

    evidence: vendor automation (that it is), recalled (layout of the table)
    """
    wanted = the_vlan(call.store, vlan_name) if vlan_name else ""
    identifier = the_area(call, area_identifier).ospfAreaId if area_identifier is not None else ""
    shown = [
        subnet
        for subnet in _subnets(call)
        if wanted in ("", subnet.item.vlan.name)
        and identifier in ("", subnet.row.ospfIfAreaId)
        and (subnet.row.ospfIfAdminStat == ON or not enabled)
    ]
    if detail or wanted:
        return "\n".join(_block(call, subnet) for subnet in shown)
    return HEAD + "".join(_line(call, subnet) for subnet in shown) + FLAGS


def _subnets(call: Call) -> Iterator[Subnet]:
    names = routed(call.store)
    for item in interfaces(call.store):
        if item.vlan.name in names:
            yield Subnet(item, call.get(OspfInterface, item.vlan.name) or new_interface(call.chassis, item.vlan.name))


def _line(call: Call, subnet: Subnet) -> str:
    where = f"{subnet.item.vlan.name[:18]:<19}{subnet.item.address.ip!s:<15}/{subnet.item.address.network.prefixlen:<3}"
    state = state_of(call.store, subnet.row, subnet.item, call.node.time())
    return f"{where}{subnet.row.ospfIfAreaId:<16}{_flags(call, subnet):<8}{_cost(call, subnet):<5}{state:<9}0\n"


def _flags(call: Call, subnet: Subnet) -> str:
    """Return the letters of an interface.  evidence: recalled (the letters), inferred (their places)"""
    on = {
        "r": call.one(OspfGlobal).ospfAdminStat == ON,
        "i": subnet.row.ospfIfAdminStat == ON,
        "f": subnet.item.forwarding,
        "n": bool(subnet.item.secondary),
        "p": subnet.row.ospfIfPassive == ON,
    }
    return "-" + "".join(letter if flag else "-" for letter, flag in on.items()) + "-"


def _cost(call: Call, subnet: Subnet) -> str:
    """Return the cost with an A behind it if it is automatic, a C if it was configured."""
    return f"{cost_of(call.store, subnet.row)}/{'A' if subnet.row.ospfIfMetricStatus == 1 else 'C'}"


def _block(call: Call, subnet: Subnet) -> str:
    """Return the block of one interface.

    evidence: later 16.2 (lines 1 and 2, starts of others), vendor automation (authentication), recalled (the rest),
    inferred (without the packets, which nobody counts)
    """
    item, row = subnet
    number = item.vlan.ifIndex % 1000000
    link = LINKS[row.ospfIfLinkType or 1]
    return (
        f"Interface(rtif{number}): {item.address} Vlan: {item.vlan.name} OSPF: {ABILITY[row.ospfIfAdminStat == ON]}\n"
        f"AreaId: {row.ospfIfAreaId}  RtId: {router_id(call.store)}  Link Type: {link}  "
        f"Passive: {'Yes' if row.ospfIfPassive == ON else 'No'}\n"
        f"Cost: {_cost(call, subnet)}  Priority: {row.ospfIfRtrPriority}  Transit Delay: {row.ospfIfTransitDelay}s\n"
        f"Hello Interval: {row.ospfIfHelloInterval}s  Rtr Dead Time: {row.ospfIfRtrDeadInterval}s  "
        f"Retransmit Interval: {row.ospfIfRetransInterval}s  Wait Timer: {wait_of(row)}s\n"
        f"Authentication: {_authentication(row)}\n" + _run(call, subnet)
    )


def _authentication(row: OspfInterface) -> str:
    if row.ospfIfAuthType == MD5:
        return f"MD5  Key Id: {row.ospfIfAuthKeyId}"
    return "SIMPLE" if row.ospfIfAuthType == PASSWORD else "NONE"


def _run(call: Call, subnet: Subnet) -> str:
    state = state_of(call.store, subnet.row, subnet.item, call.node.time())
    designated = (router_id(call.store), str(subnet.item.address.ip)) if state == "DR" else (BACKBONE, BACKBONE)
    return (
        f"State: {state}\n"
        f"Total Num of Nbrs: 0\nNbrs in FULL State: 0\n"
        f"DR RtId: {designated[0]}  DR IP addr: {designated[1]}  BDR IP addr: {BACKBONE}\n"
    )
