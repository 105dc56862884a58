"""`show ospf neighbor` and `show ospf virtual-link`: who is at the other end, and how far the exchange is."""

from collections.abc import Iterator
from ipaddress import IPv4Address

from xos_cli.command.call import Call
from xos_cli.packets.addresses import ip_text
from xos_cli.processes.ospf.lines import timers
from xos_cli.processes.ospf.machine import running_router
from xos_cli.processes.ospf.protocol.adjacency import word
from xos_cli.processes.ospf.protocol.neighbor import Interface, Neighbor, State
from xos_cli.processes.ospf.rows import OspfVirtualInterface
from xos_cli.processes.ospf.virtual_links import the_virtual_link
from xos_cli.processes.vlan.facts import the_vlan
from xos_cli.processes.vlan.rows import VirtualRouter
from xos_cli.switch.tables import Store

NEIGHBORS = f"""\
Neighbor ID     Pri State         Up/Dead Time            Address         Interface
{"=" * 82}
"""
LINKS = "Router Id       Transit Area    Timers (R/T/H/D)    State    Neighbor State\n"


def show_ospf_neighbor(
    call: Call, routerid: IPv4Address | None = None, vlan_name: str = "", detail: bool = False, vlan: bool = False
) -> str:
    """Show the neighbours of OSPF.

    evidence: recalled (labels), later 16.2 (detail), vendor automation (columns), inferred (the times)
    """
    wanted = the_vlan(call.store, vlan_name) if vlan_name else ""
    found = [
        (interface, neighbor)
        for interface, neighbor in _neighbors(call)
        if wanted in ("", interface.name) and (routerid is None or neighbor.id == int(routerid))
    ]
    now = call.node.clock.now
    if detail:
        return "\n".join(_block(interface, neighbor, now) for interface, neighbor in found)
    return NEIGHBORS + "".join(_line(interface, neighbor, now) for interface, neighbor in found)


def _neighbors(call: Call) -> Iterator[tuple[Interface, Neighbor]]:
    for row in call.rows(VirtualRouter):
        running = running_router(call.node, row.name)
        for interface in running.interfaces.values() if running else ():
            for neighbor in sorted(interface.neighbors.values(), key=lambda neighbor: neighbor.id):
                yield interface, neighbor


def role_of(interface: Interface, neighbor: Neighbor) -> str:
    """Return what a neighbour is on its network: DR, BDR, DROTHER, "" where no router is designated."""
    if not interface.designated or neighbor.state < State.TWO_WAY:
        return ""
    return {interface.bdr: "BDR", interface.dr: "DR"}.get(neighbor.address, "DROTHER")


def state_word(interface: Interface, neighbor: Neighbor) -> str:
    """Return the state of a neighbour with its role: ``FULL/DR``."""
    role = role_of(interface, neighbor)
    return f"{word(neighbor.state)}/{role}" if role else word(neighbor.state)


def duration(seconds: float) -> str:
    """Return a time as days, hours, minutes and seconds: ``00:00:00:31``."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    days, hour = divmod(hours, 24)
    return f"{days:02}:{hour:02}:{minute:02}:{second:02}"


def _line(interface: Interface, neighbor: Neighbor, now: float) -> str:
    times = f"{duration(now - neighbor.since)}/{duration(max(0.0, neighbor.dead_at - now))}"
    start = f"{ip_text(neighbor.id):<16}{neighbor.priority:<4}{state_word(interface, neighbor):<14}"
    return f"{start}{times:<24}{ip_text(neighbor.address):<16}{interface.name}\n"


def _block(interface: Interface, neighbor: Neighbor, now: float) -> str:
    return (
        f" Neighbor {ip_text(neighbor.id)}, interface address {ip_text(neighbor.address)}\n"
        f"    In the area {ip_text(interface.settings.area)} via interface {interface.name}\n"
        f"    Neighbor priority is {neighbor.priority}, State is {word(neighbor.state)}, "
        f"{neighbor.changes} state changes\n"
        f"    DR is {ip_text(neighbor.dr)} BDR is {ip_text(neighbor.bdr)}\n"
        f"    Options is {neighbor.options:#x}\n"
        f"    Dead timer due in {duration(max(0.0, neighbor.dead_at - now))}\n"
        f"    Neighbor is up for {duration(now - neighbor.since)}\n"
        f"    Link state request list {len(neighbor.requests)}, retransmission list {len(neighbor.retransmit)}\n"
        + (f"    Restart helper for {duration(neighbor.helped_until - now)}\n" if neighbor.helped_until else "")
    )


# -- virtual links ---------------------------------------------------------------------------------------------------


def show_ospf_virtual_link(
    call: Call, router_identifier: IPv4Address | None = None, area: IPv4Address | None = None
) -> str:
    """Show the virtual links, or one.  evidence: inferred"""
    if router_identifier is not None:
        return LINKS + _link(call, the_virtual_link(call, router_identifier, area))
    return LINKS + "".join(_link(call, row) for row in call.rows(OspfVirtualInterface))


def _link(call: Call, row: OspfVirtualInterface) -> str:
    found = _virtual(call.store, call, row.name)
    times = "/".join(str(time) for time in timers(row))
    neighbors = [word(neighbor.state) for neighbor in found.neighbors.values()] if found else []
    state = found.state if found else "DOWN"
    start = f"{row.ospfVirtIfNeighbor:<16}{row.ospfAreaId:<16}{times:<20}"
    return f"{start}{state:<9}{neighbors[0] if neighbors else 'DOWN'}\n"


def _virtual(store: Store, call: Call, name: str) -> Interface | None:
    for row in store.rows(VirtualRouter):
        running = running_router(call.node, row.name)
        if running is not None and name in running.interfaces:
            return running.interfaces[name]
    return None
