"""`show rip`: its settings, its interfaces and what they counted, and its routes."""

from ipaddress import IPv4Address, IPv4Interface, IPv4Network
from itertools import chain

from xos_cli.command.address_and_mask import network_of
from xos_cli.command.call import Call
from xos_cli.command.dialogue import Screen
from xos_cli.processes.rip.machine import text
from xos_cli.processes.rip.records import RipRoute
from xos_cli.processes.rip.rows import ORIGIN_NAMES, Rip2Conf, Rip2ExportConf, Rip2IfConf
from xos_cli.processes.rip.run import age_of, counted, expiry_of, routes_of
from xos_cli.processes.rip.updates import dotted
from xos_cli.processes.vlan.facts import the_vlan
from xos_cli.processes.vlan.ip.facts import IpInterface, interfaces
from xos_cli.processes.vlan.rows import VR_MGMT

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
MEMORY = "Origin          Count   Octets\n"
#: Octets of a route, as a row of a table with as many fields takes.  evidence: inferred
OCTETS = 96 + 24 * len(RipRoute._fields)
ROUTES = "Ori  Destination        Peer            Mtr State VLAN       Age Next-hop\n"


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


def show_rip_interface(call: Call) -> Screen:
    """Show the VLANs with an address, and RIP on them, with the messages that it sent and received there.

    evidence: recalled (all of the layout)
    """
    return Screen(chain([INTERFACES], (_interface(call, item) for item in _shown(call)), [FLAGS]))


def show_rip_interface_detail(call: Call) -> Screen:
    """Show a block for each VLAN with an address.

    evidence: inferred (all of it, by analogy with `show rip` and `show ospf interfaces`)
    """
    return Screen("\n" * bool(number) + _block(call, item) for number, item in enumerate(_shown(call)))


def show_rip_interface_vlan(call: Call, vlan_name: str, detail: bool = False) -> str:
    """Show the block of one VLAN.  evidence: inferred (that it is always in detail, as with `show ospf interfaces`)"""
    name = the_vlan(call.store, vlan_name)
    return "".join(_block(call, item) for item in _shown(call) if item.vlan.name == name)


def _shown(call: Call) -> list[IpInterface]:
    return [item for item in interfaces(call.store) if item.vlan.vrName != VR_MGMT]


def _block(call: Call, item: IpInterface) -> str:
    """Return what is set of a VLAN, or would be if it came under RIP."""
    row, on = call.get(Rip2IfConf, item.vlan.name), call.one(Rip2Conf).rip2AdminStatus
    said, counts = row or Rip2IfConf(item.vlan.name), counted(call.node, item.vlan.name)
    pairs: list[tuple[str, object, str, object]] = [
        ("VLAN", said.vlanName, "IP Address", str(item.address)),
        ("Interface RIP", STATE[row is not None], "Router RIP", STATE[on]),
        ("Forwarding", STATE[item.forwarding], "Cost", said.cost),
        ("Receive Mode", said.rxmode, "Transmit Mode", said.txmode),
        ("In Policy", said.inPolicy, "Out Policy", said.outPolicy),
        ("Trusted Gateway", said.trustedGateway, "Triggered Updates", counts["triggered"]),
        ("Packets Sent", counts["sent"], "Packets Received", counts["received"]),
        ("Bad Packets", counts["bad packets"], "Bad Routes", counts["bad routes"]),
    ]
    return _lines(pairs)


def _interface(call: Call, item: IpInterface) -> str:
    row = call.get(Rip2IfConf, item.vlan.name)
    cost = row.cost if row else Rip2IfConf(item.vlan.name).cost
    where = f"{item.vlan.name[:11]:<12}{item.address.ip!s:<15}/{item.address.network.prefixlen:<3} "
    counts = counted(call.node, item.vlan.name)
    numbers = f"{counts['sent']:<10}{counts['received']:<10}{counts['triggered']:<10}"
    return f"{where}{_flags(call, item, row is not None):<9}{numbers}{cost}\n"


def _flags(call: Call, item: IpInterface, added: bool) -> str:
    on = {
        "r": call.one(Rip2Conf).rip2AdminStatus,
        "i": added,
        "f": item.forwarding,
        "n": bool(item.secondary),
    }
    return "".join(letter if flag else "-" for letter, flag in on.items())


def show_rip_memory(call: Call, detail: bool = False) -> str:
    """Show how many routes of each origin RIP has, and the octets that they take.  evidence: inferred"""
    counts: dict[str, int] = {}
    for route in routes_of(call.node).values():
        counts[route.origin] = counts.get(route.origin, 0) + 1
    return MEMORY + "".join(f"{origin:<16}{count:<8}{count * OCTETS}\n" for origin, count in sorted(counts.items()))


# -- routes ----------------------------------------------------------------------------------------------------------


def show_rip_routes(
    call: Call,
    detail: bool = False,
    ip_prefix: IPv4Interface | None = None,
    ipaddress: IPv4Address | None = None,
    netmask: IPv4Address | None = None,
    network: bool = False,
) -> str:
    """Show the routes that RIP has: of its own VLANs, exported ones, and those that neighbours tell of; or those
    in one network.

    evidence: later 2017 (labels, their order, a direct route), inferred (widths of the first columns, the state)
    """
    found, wanted = routes_of(call.node), network_of(ip_prefix, ipaddress, netmask)
    shown = [found[key] for key in sorted(found)]
    if wanted is not None:
        shown = [route for route in shown if IPv4Network(text(route)).subnet_of(wanted.network)]
    return ROUTES + "".join(_route(call, route, detail) for route in shown)


def _route(call: Call, route: RipRoute, detail: bool) -> str:
    """Return the line of a route, "" for a dead one of the switch itself."""
    if not (route.peer or route.alive):
        return ""
    state, network = "" if route.alive else "Down", f"{text(route)}"
    age = age_of(call.node, route)
    start = f"{'>' if route.alive else ' '}{route.origin[0].lower():<4}{network:<19}{dotted(route.peer):<16}"
    line = f"{start}{route.metric:<4}{state:<6}{route.vlan[:10]:<11}{age:<4}{dotted(route.next_hop)}\n"
    return line + (
        f"     Tag: {route.tag}, expires in {expiry_of(call.node, route)}\n" if detail and route.peer else ""
    )
