"""`show ospf`, and the screens of its areas and of the aggregates of external routes."""

from ipaddress import IPv4Address

from xos_cli.command.call import Call
from xos_cli.packets.addresses import ip_number
from xos_cli.packets.ospf_records import B_FLAG, E_FLAG
from xos_cli.processes.ospf.areas import the_area
from xos_cli.processes.ospf.facts import Leak, leaks, router_id
from xos_cli.processes.ospf.lines import NORMAL, NSSA, STUB, WITH, ranges
from xos_cli.processes.ospf.machine import running_router
from xos_cli.processes.ospf.protocol.core import Area
from xos_cli.processes.ospf.protocol.router import Router
from xos_cli.processes.ospf.rows import ON, OspfArea, OspfAseSummary, OspfGlobal
from xos_cli.processes.ospf.show_lsdb import LSTYPES
from xos_cli.processes.vlan.rows import VR_DEFAULT

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
SUMMARIES = "Network             Cost      Tag\n"
MEMORY = "LSA Type        Count   Octets\n"


def show_ospf(call: Call) -> str:
    """Show the router, and what it exports.

    evidence: later 16.2, vendor automation (labels and places of the router, its identifier, the costs), clients of
    11.2 (the columns of what is exported), recalled (the other labels), inferred (the labels of those columns;
    without what came after 11.3)
    """
    lines = [
        *_router(call),
        *_costs(call.one(OspfGlobal)),
        *_limits(call.one(OspfGlobal), running_router(call.node, VR_DEFAULT)),
    ]
    return "".join(lines) + REDISTRIBUTE + "".join(_export(leak) for leak in leaks(call.store))


def _pair(left: str, one: object, right: str = "", other: object = "") -> str:
    start = f"{left:<{LABEL}}: {one!s:<{VALUE}}"
    return (f"{start}{right:<{LABEL}}: {other}" if right else start).rstrip() + "\n"


def _router(call: Call) -> list[str]:
    ospf = call.one(OspfGlobal)
    runs = ospf.ospfAdminStat == ON
    running = running_router(call.node, VR_DEFAULT)
    externals = list(running.external.values()) if running else []
    checksum = sum(stored.lsa.checksum for stored in externals)
    return [
        _pair("OSPF", STATE[runs]),
        _pair(
            "RouterId",
            router_id(call.store),
            "RouterId Selection",
            "Automatic" if ospf.ospfRouterIdAuto else "Configured",
        ),
        _pair("ASBR", ANSWER[bool(running and running.boundary)], "ABR", ANSWER[bool(running and running.border)]),
        _pair("ExtLSA", len(externals), "ExtLSAChecksum", f"{checksum:#x}"),
        _pair(
            "OriginateNewLSA",
            running.originated if running else 0,
            "ReceivedNewLSA",
            running.accepted if running else 0,
        ),
        _pair("SpfHoldTime", ospf.spfHoldTime, "Lsa Batch Interval", ospf.lsaBatchInterval),
        _pair("CapabilityOpaqueLSA", STATE[bool(ospf.opaqueExtEnable)]),
    ]


def _costs(ospf: OspfGlobal) -> list[str]:
    return [
        _pair("10M Cost", ospf.metTabCost10M, "100M Cost", ospf.metTabCost100M),
        _pair("1000M Cost (1G)", ospf.metTabCost1G, "10000M Cost (10G)", ospf.metTabCost10G),
    ]


def _limits(ospf: OspfGlobal, running: Router | None) -> list[str]:
    limit = ospf.ospfExtLsdbLimit or STATE[0]
    timeout = ospf.ospfExitOverflowInterval or STATE[0]
    return [
        _pair("Router Alert", STATE[ospf.ipOptionRA]),
        _pair("Import Policy File", ospf.importPlcy),
        _pair("ASExternal LSALimit", limit, "Timeout (Count)", f"{timeout} ({running.overflows if running else 0})"),
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
    running = running_router(call.node, VR_DEFAULT)
    return AREAS + "".join(_area(row, running) for row in rows)


def _area(row: OspfArea, running: Router | None) -> str:
    bounded = row.ospfAreaType != NORMAL
    summary = "Yes" if bounded and row.ospfAreaSummary == WITH else NOTHING
    metric = str(row.ospfStubMetric) if bounded else NOTHING
    start = f"{row.ospfAreaId:<16}{TYPES.get(row.ospfAreaType, TYPES[NORMAL]):<5}{summary:<5}{metric:<9}"
    area = running.areas.get(ip_number(row.ospfAreaId)) if running else None
    return start + (_found(area) if area else f"{0:<5}{0:<5}{0:<5}{0:<6}0x0") + "\n"


def _found(area: Area) -> str:
    """Return how often an area was calculated, its border and boundary routers, its LSAs and their checksums' sum."""
    flags = list(area.tree.flags.values()) if area.tree else []
    borders, boundaries = (sum(1 for flag in flags if flag & bit) for bit in (B_FLAG, E_FLAG))
    checksum = sum(stored.lsa.checksum for stored in area.database.values())
    return f"{area.runs:<5}{borders:<5}{boundaries:<5}{len(area.database):<6}{checksum:#x}"


def show_ospf_area_detail(call: Call) -> str:
    """Show every area with its aggregates and policies.  evidence: inferred"""
    return "".join(_area_block(call, row) for row in call.rows(OspfArea))


def _area_block(call: Call, row: OspfArea) -> str:
    running = running_router(call.node, VR_DEFAULT)
    return (
        AREAS
        + _area(row, running)
        + f"    Inter-Area route Filter: {row.ospfInterAreaFilter or 'none'}\n"
        + f"    External route Filter: {row.ospfExternalRouteFilter or 'none'}\n"
        + "".join(f"    Range: {text}\n" for text in ranges(call.store, row.ospfAreaId))
        + "\n"
    )


def show_ospf_ase_summary(call: Call) -> str:
    """Show the aggregates of external routes.  evidence: inferred"""
    return SUMMARIES + "".join(f"{row.network:<20}{row.cost:<10}{row.tag}\n" for row in call.rows(OspfAseSummary))


def show_ospf_memory(call: Call, detail: bool = False) -> str:
    """Show how many LSAs of each type there are, and their octets.  evidence: inferred"""
    running = running_router(call.node, VR_DEFAULT)
    counts: dict[int, list[int]] = {}
    for _, database in running.databases() if running else ():
        for stored in database.values():
            counts.setdefault(stored.lsa.kind, []).append(stored.lsa.length)
    rows = "".join(f"{LSTYPES[kind][1]:<16}{len(sizes):<8}{sum(sizes)}\n" for kind, sizes in sorted(counts.items()))
    return MEMORY + rows
