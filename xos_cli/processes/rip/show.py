"""`show rip`: its interfaces, and the routes that it would tell its neighbours of (there are none to learn from)."""

from collections.abc import Iterator

from xos_cli.command.call import Call
from xos_cli.processes.rip.rows import ORIGIN_NAMES, Rip2Conf, Rip2ExportConf, Rip2IfConf
from xos_cli.processes.rtmgr.facts import IpRoute, routes
from xos_cli.processes.vlan.facts import the_vlan
from xos_cli.processes.vlan.ip.facts import IpInterface, interface, interfaces
from xos_cli.processes.vlan.rows import VR_DEFAULT, VR_MGMT

STATE = ("Disabled", "Enabled")
ORIGINATE = ("Disabled", "Enabled", "Enabled (always)")
#: Width of what stands before the colon, and of the values of the first column.
LABEL, VALUE = 20, 18
REDISTRIBUTE = f"""Redistribute:
{"-" * 79}
             Admin     Oper      Shutdown   Cost  Tag         Policy
             Status    Status    Priority
{"-" * 79}
"""
INTERFACES = """\
VLAN        IP Address          Flags    Sent      Rcved     Triggered Cost
                                         Packets   Packets   Updates
"""
FLAGS = """
Flags: (f) Interface Forwarding Enabled, (i) Interface RIP Enabled,
       (n) Multinetted VLAN, (r) Router RIP Enabled
"""
ROUTES = "Ori  Destination        Peer            Mtr State VLAN       Age Next-hop\n"
#: A route that was taken from elsewhere without a cost, and one of an interface.
COST = 1


# -- the protocol ----------------------------------------------------------------------------------------------------


def show_rip(call: Call) -> str:
    """Show the settings of RIP, and what it exports.

    evidence: capture 11.2 (which settings there are), recalled (that origins stand in a table with a priority to
    shut down), inferred (labels, places)
    """
    return _settings(call.one(Rip2Conf)) + REDISTRIBUTE + "".join(_export(row) for row in _exports(call))


def _settings(rip: Rip2Conf) -> str:
    pairs: list[tuple[str, object, str, object]] = [
        ("RIP Routing", STATE[rip.rip2AdminStatus], "Aggregation", STATE[rip.rip2AggregationStatus]),
        ("Split Horizon", STATE[rip.rip2SplitHorizonStatus], "Poison Reverse", STATE[rip.rip2PoisonReverseStatus]),
        ("Triggered Updates", STATE[rip.rip2TriggeredUpdtStatus], "Router Alert", STATE[rip.rip2IPRouterAlertStatus]),
        ("Update Interval", f"{rip.rip2UpdateTimeInterval} s", "Route Timeout", f"{rip.rip2RouteTimeoutInterval} s"),
        ("Garbage Timeout", f"{rip.rip2GarbageTimeInterval} s", "Import Policy", rip.rip2SysImportPolicyName or "None"),
    ]
    return _lines(pairs) + f"{'Originate Default':<{LABEL}}: {_originate(rip)}\n\n"


def _lines(pairs: list[tuple[str, object, str, object]]) -> str:
    """Return two labels and their values to a line."""
    rows = (f"{left:<{LABEL}}: {one!s:<{VALUE}}{right:<{LABEL}}: {other}" for left, one, right, other in pairs)
    return "".join(f"{row}\n" for row in rows)


def _originate(rip: Rip2Conf) -> str:
    kind = ORIGINATE[rip.rip2OriginateDefaultType]
    if not rip.rip2OriginateDefaultType:
        return kind
    return f"{kind}, Cost: {rip.rip2OriginateDefaultMetric}, Tag: {rip.rip2OriginateDefaultTag}"


def _exports(call: Call) -> list[Rip2ExportConf]:
    return [call.get(Rip2ExportConf, name) or Rip2ExportConf(name) for name in ORIGIN_NAMES.values()]


def _export(row: Rip2ExportConf) -> str:
    on = STATE[row.rip2ExportAdminStatus]
    start = f"{row.rip2ExportProtoName:<13}{on:<10}{'Up' if row.rip2ExportAdminStatus else 'Down':<10}"
    numbers = f"{row.rip2ExportShutDownPriority:<11}{row.rip2ExportMetric:<6}{row.rip2ExportTag:<12}"
    return f"{start}{numbers}{row.rip2ExportPolicyName or 'None'}\n"


# -- interfaces ------------------------------------------------------------------------------------------------------


def show_rip_interface(call: Call) -> str:
    """Show the VLANs with an address, and RIP on them; nobody counts the packets.

    evidence: recalled (all of the layout)
    """
    return INTERFACES + "".join(_interface(call, item) for item in _shown(call)) + FLAGS


def show_rip_interface_detail(call: Call) -> str:
    """Show a block for each VLAN with an address.

    evidence: inferred (all of it, by analogy with `show rip` and `show ospf interfaces`)
    """
    return "\n".join(_block(call, item) for item in _shown(call))


def show_rip_interface_vlan(call: Call, vlan_name: str) -> str:
    """Show the block of one VLAN.  evidence: inferred (that it is in detail, as with `show ospf interfaces`)"""
    name = the_vlan(call.store, vlan_name)
    return "".join(_block(call, item) for item in _shown(call) if item.vlan.name == name)


def _shown(call: Call) -> list[IpInterface]:
    return [item for item in interfaces(call.store) if item.vlan.vrName != VR_MGMT]


def _block(call: Call, item: IpInterface) -> str:
    """Return what is set of a VLAN, or would be if it came under RIP."""
    row, on = call.get(Rip2IfConf, item.vlan.name), call.one(Rip2Conf).rip2AdminStatus
    said = row or Rip2IfConf(item.vlan.name)
    pairs: list[tuple[str, object, str, object]] = [
        ("VLAN", said.vlanName, "IP Address", str(item.address)),
        ("Interface RIP", STATE[row is not None], "Router RIP", STATE[on]),
        ("Forwarding", STATE[item.forwarding], "Cost", said.cost),
        ("Receive Mode", said.rxmode, "Transmit Mode", said.txmode),
        ("In Policy", said.inPolicy, "Out Policy", said.outPolicy),
        ("Trusted Gateway", said.trustedGateway, "Triggered Updates", 0),
        ("Packets Sent", 0, "Packets Received", 0),
    ]
    return _lines(pairs)


def _interface(call: Call, item: IpInterface) -> str:
    row = call.get(Rip2IfConf, item.vlan.name)
    cost = row.cost if row else Rip2IfConf(item.vlan.name).cost
    where = f"{item.vlan.name[:11]:<12}{item.address.ip!s:<15}/{item.address.network.prefixlen:<3} "
    return f"{where}{_flags(call, item, row is not None):<9}{0:<10}{0:<10}{0:<10}{cost}\n"


def _flags(call: Call, item: IpInterface, added: bool) -> str:
    on = {
        "r": call.one(Rip2Conf).rip2AdminStatus,
        "i": added,
        "f": item.forwarding,
        "n": bool(item.secondary),
    }
    return "".join(letter if flag else "-" for letter, flag in on.items())


# -- routes ----------------------------------------------------------------------------------------------------------


def show_rip_routes(call: Call, detail: bool = False) -> str:
    """Show the networks of the VLANs under RIP, and the routes that are passed on.

    evidence: later 2017 (labels, their order, a direct route), inferred (widths of the first columns)
    """
    if not call.one(Rip2Conf).rip2AdminStatus:
        return ROUTES
    return ROUTES + "".join(_route(*found) for found in _told(call))


def _told(call: Call) -> Iterator[tuple[IpRoute, int]]:
    """Yield the routes that are told of, and at what cost."""
    under = {row.vlanName for row in call.rows(Rip2IfConf)}
    for taken in routes(call.store, VR_DEFAULT):
        route = taken.route
        if not taken.unicast:
            continue
        if route.origin == "Direct" and route.vlan in under:
            yield route, COST
        elif _exported(call, route):
            row = call.get(Rip2ExportConf, route.origin)
            yield route, (row.rip2ExportMetric if row else 0) or COST


def _exported(call: Call, route: IpRoute) -> bool:
    """Return whether a route is passed on; one of an interface only if that forwards.

    evidence: ExtremeWare (that it must)
    """
    row = call.get(Rip2ExportConf, route.origin)
    if row is None or not row.rip2ExportAdminStatus:
        return False
    own = interface(call.store, route.vlan) if route.origin == "Direct" else None
    return own is None or own.forwarding


def _route(route: IpRoute, cost: int) -> str:
    start = f">{route.origin[0].lower():<4}{route.network!s:<19}{'0.0.0.0':<16}{cost:<4}"
    return f"{start}{'':<6}{route.vlan[:10]:<11}{0:<4}{route.gateway}\n"
