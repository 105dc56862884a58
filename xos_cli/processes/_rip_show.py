"""`show rip`: its interfaces, and the routes that it would tell its neighbours of (there are none to learn from)."""

from collections.abc import Iterator

from xos_cli.call import Call
from xos_cli.processes._rip_rows import Rip2Conf, Rip2ExportConf, Rip2IfConf
from xos_cli.processes._rtmgr_interfaces import Interface, interface, interfaces
from xos_cli.processes._rtmgr_table import Route, routes
from xos_cli.processes._vlan_rows import VR_DEFAULT, VR_MGMT

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


# -- interfaces ------------------------------------------------------------------------------------------------------


def show_rip_interface(call: Call) -> str:
    """The VLANs with an address; nobody counts the packets.  evidence: recalled (all of the layout)"""
    shown = [item for item in interfaces(call.store) if item.vlan.vrName != VR_MGMT]
    return INTERFACES + "".join(_interface(call, item) for item in shown) + FLAGS


def _interface(call: Call, item: Interface) -> str:
    row = call.get(Rip2IfConf, item.vlan.name)
    cost = row.cost if row else Rip2IfConf(item.vlan.name).cost
    where = f"{item.vlan.name[:11]:<12}{item.address.ip!s:<15}/{item.address.network.prefixlen:<3} "
    return f"{where}{_flags(call, item, row is not None):<9}{0:<10}{0:<10}{0:<10}{cost}\n"


def _flags(call: Call, item: Interface, added: bool) -> str:
    on = {
        "r": call.one(Rip2Conf).rip2AdminStatus,
        "i": added,
        "f": item.forwarding,
        "n": bool(item.secondary),
    }
    return "".join(letter if flag else "-" for letter, flag in on.items())


# -- routes ----------------------------------------------------------------------------------------------------------


def show_rip_routes(call: Call, detail: bool = False) -> str:
    """The networks of its VLANs, and the routes that are passed on.

    evidence: later 2017 (labels, their order, a direct route), inferred (widths of the first columns)
    """
    if not call.one(Rip2Conf).rip2AdminStatus:
        return ROUTES
    return ROUTES + "".join(_route(*found) for found in _told(call))


def _told(call: Call) -> Iterator[tuple[Route, int]]:
    """The routes that are told of, and at what cost."""
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


def _exported(call: Call, route: Route) -> bool:
    """Whether a route is passed on; one of an interface only if that forwards.  evidence: ExtremeWare (that it must)"""
    row = call.get(Rip2ExportConf, route.origin)
    if row is None or not row.rip2ExportAdminStatus:
        return False
    own = interface(call.store, route.vlan) if route.origin == "Direct" else None
    return own is None or own.forwarding


def _route(route: Route, cost: int) -> str:
    start = f">{route.origin[0].lower():<4}{route.network!s:<19}{'0.0.0.0':<16}{cost:<4}"
    return f"{start}{'':<6}{route.vlan[:10]:<11}{0:<4}{route.gateway}\n"
