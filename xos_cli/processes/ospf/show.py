"""`show ospf`, `show ospf area` and `show ospf neighbor`.

There is no neighbour, and no database of link states is kept: what is counted of either is 0.
"""

from ipaddress import IPv4Address

from xos_cli.command.call import Call
from xos_cli.processes.ospf.areas import the_area
from xos_cli.processes.ospf.facts import active, router_id
from xos_cli.processes.ospf.leak import Leak, leaks
from xos_cli.processes.ospf.lines import NORMAL, NSSA, STUB, WITH
from xos_cli.processes.ospf.rows import ON, OspfArea, OspfGlobal
from xos_cli.processes.vlan.facts import the_vlan

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
