"""`show ospf lsdb`: the link-state database.  evidence: inferred (the layout), reference 11.5 (the filters)"""

from collections.abc import Iterator
from ipaddress import IPv4Address

from xos_cli.command.call import Call
from xos_cli.packets.addresses import ip_text
from xos_cli.packets.ospf_records import (
    AREA_OPAQUE,
    AS_OPAQUE,
    ASBR_SUMMARY,
    EXTERNAL,
    LINK_OPAQUE,
    NETWORK,
    NSSA,
    ROUTER,
    SUMMARY,
    ExternalBody,
    LsaBody,
    NetworkBody,
    RouterBody,
    RouterLink,
    SummaryBody,
)
from xos_cli.processes.ospf.areas import the_area
from xos_cli.processes.ospf.machine import running_router
from xos_cli.processes.ospf.protocol.database import AS, Scope, Stored
from xos_cli.processes.vlan.facts import the_vlan
from xos_cli.processes.vlan.rows import VirtualRouter

#: The types of LSAs: the words of the command, and of the screen.
LSTYPES = {
    ROUTER: ("router", "Router"),
    NETWORK: ("network", "Network"),
    SUMMARY: ("summary-net", "SummaryNet"),
    ASBR_SUMMARY: ("summary-asb", "SummaryAsb"),
    EXTERNAL: ("as-external", "AsExternal"),
    NSSA: ("nssa", "Nssa"),
    LINK_OPAQUE: ("opaque-local", "OpaqueLocal"),
    AREA_OPAQUE: ("opaque-area", "OpaqueArea"),
    AS_OPAQUE: ("opaque-global", "OpaqueGlobal"),
}
#: Other words of the command for the same type.  evidence: recalled
ALSO = {NSSA: "external_type7"}
ALL_BITS = IPv4Address(0xFFFFFFFF)
HEAD = "Link State Id     Adv Router        Sequence    Age   Checksum  Type\n"
LINK_WORDS = {1: "point-to-point", 2: "transit", 3: "stub", 4: "virtual"}


def _fits(number: int, wanted: IPv4Address | None, mask: IPv4Address) -> bool:
    """Return whether an identifier is the one that is wanted, as far as the mask has bits."""
    return wanted is None or not (number ^ int(wanted)) & int(mask)


def show_ospf_lsdb(
    call: Call,
    detail: bool = False,
    stats: bool = False,
    area_identifier: IPv4Address | None = None,
    lsid: IPv4Address | None = None,
    lsid_mask: IPv4Address = ALL_BITS,
    routerid: IPv4Address | None = None,
    routerid_mask: IPv4Address = ALL_BITS,
    vlan_name: str = "",
    **words: bool,
) -> str:
    """Show the database: of an area, of one type, identifier or router, or of a VLAN's area; counts with *stats*."""
    wanted = [
        kind for kind, (word, _) in LSTYPES.items() if {word.replace("-", "_"), ALSO.get(kind, "")} & words.keys()
    ]
    area = str(the_area(call, area_identifier).ospfAreaId) if area_identifier is not None else ""
    name = the_vlan(call.store, vlan_name) if vlan_name else ""
    text = []
    for title, scope, found in _databases(call, name):
        if area and scope != area:
            continue
        shown = [
            stored
            for stored in found
            if (not wanted or stored.lsa.kind in wanted)
            and _fits(stored.lsa.id, lsid, lsid_mask)
            and _fits(stored.lsa.router, routerid, routerid_mask)
        ]
        text.append(_statistics(title, shown) if stats else _listed(title, shown, call.node.clock.now, detail))
    return "\n".join(part for part in text if part)


def _databases(call: Call, vlan: str) -> Iterator[tuple[str, str, list[Stored]]]:
    """Yield the databases: how they are called, the area as text, their LSAs in order."""
    for row in call.rows(VirtualRouter):
        running = running_router(call.node, row.name)
        if running is None:
            continue
        only = running.interfaces[vlan].settings.area if vlan in running.interfaces else None
        for scope, database in running.databases():
            if only is None or scope == only:
                title, text = _scope(scope)
                yield title, text, [stored for _, stored in sorted(database.items())]


def _scope(scope: Scope) -> tuple[str, str]:
    if isinstance(scope, tuple):
        return f"Link {scope[1]}", ""
    return ("AS External", "") if scope == AS else (f"Area {ip_text(scope)}", ip_text(scope))


def _statistics(title: str, found: list[Stored]) -> str:
    counts: dict[int, int] = {}
    for stored in found:
        counts[stored.lsa.kind] = counts.get(stored.lsa.kind, 0) + 1
    rows = "".join(f"    {LSTYPES[kind][1]:<16}{count}\n" for kind, count in sorted(counts.items()))
    return f"{title}: {len(found)} LSAs\n{rows}" if found else ""


def _listed(title: str, found: list[Stored], now: float, detail: bool) -> str:
    rows = "".join(_line(stored, now) + (_details(stored.lsa.body) if detail else "") for stored in found)
    return f"{title}:\n{HEAD}{rows}" if found else ""


def _line(stored: Stored, now: float) -> str:
    lsa = stored.lsa
    sequence = f"0x{lsa.sequence & 0xFFFFFFFF:08x}"
    start = f"{ip_text(lsa.id):<18}{ip_text(lsa.router):<18}{sequence:<12}{stored.age(now):<6}"
    return f"{start}0x{lsa.checksum:04x}    {LSTYPES[lsa.kind][1]}\n"


def _details(body: LsaBody) -> str:
    if isinstance(body, RouterBody):
        return f"    Flags {body.flags:#x}, {len(body.links)} links\n" + "".join(_link(link) for link in body.links)
    if isinstance(body, NetworkBody):
        return f"    Mask {ip_text(body.mask)}, routers {', '.join(ip_text(router) for router in body.routers)}\n"
    if isinstance(body, SummaryBody):
        return f"    Mask {ip_text(body.mask)}, metric {body.metric}\n"
    if isinstance(body, ExternalBody):
        start = f"    Mask {ip_text(body.mask)}, metric {body.metric} type {body.kind}"
        return f"{start}, forwarding address {ip_text(body.forward)}, tag {body.tag}\n"
    return f"    {len(body.data)} octets\n"


def _link(link: RouterLink) -> str:
    return f"    {LINK_WORDS[link.kind]}: id {ip_text(link.id)}, data {ip_text(link.data)}, metric {link.metric}\n"
