"""`show neighbor-discovery cache ipv6`: the neighbours of IPv6 that were configured; none is there to be found."""

from collections.abc import Iterator
from ipaddress import IPv6Address, IPv6Interface

from xos_cli.command.call import Call
from xos_cli.processes.fdb.rows import PermanentFdbEntry
from xos_cli.processes.rtmgr.rows import Ipv6Neighbor
from xos_cli.processes.vlan.facts import the_router, the_vlan
from xos_cli.processes.vlan.rows import VlanIpv6Address
from xos_cli.record import NamedTuple
from xos_cli.switch.hardware import portset as sets

HEAD = "VR            Destination                              Mac                Age  Static  VLAN          Port\n"


class ArpNeighbor(NamedTuple):
    """A neighbour, and the VLAN it is in, "" if no VLAN has its network."""

    router: str
    address: str
    mac: str
    vlan: str


def show_neighbor_discovery_cache_ipv6(
    call: Call,
    ipv6_addr: IPv6Address | None = None,
    mac: str = "",
    permanent: bool = False,
    vr_name: str = "",
    vlan_name: str = "",
    vr: bool = False,
    vlan: bool = False,
) -> str:
    """Show the IPv6 neighbours; every one of them was configured.

    evidence: vendor automation (labels, the trailer), inferred (widths)
    """
    router = the_router(call.store, vr_name, call.session.context) if vr_name else ""
    wanted = the_vlan(call.store, vlan_name) if vlan_name else ""
    found = [
        item
        for item in _neighbors(call)
        if router in ("", item.router)
        and wanted.lower() in ("", item.vlan.lower())
        and mac.lower() in ("", item.mac)
        and (ipv6_addr is None or str(ipv6_addr) == item.address)
    ]
    return HEAD + "".join(_row(call, item) for item in found) + f"\nTotal Entries    :{len(found):>12}\n"


def _neighbors(call: Call) -> Iterator[ArpNeighbor]:
    for row in call.rows(Ipv6Neighbor):
        yield ArpNeighbor(row.vrName, str(IPv6Address(row.address)), row.mac.lower(), _vlan(call, row.address))


def _vlan(call: Call, address: str) -> str:
    """Return the VLAN that a scoped address names, or that has an address in the same network."""
    plain, _, scope = address.partition("%")
    if scope:
        return scope
    for row in call.rows(VlanIpv6Address):
        if "/" in row.address and IPv6Address(plain) in IPv6Interface(row.address).network:
            return row.vlanName
    return ""


def _row(call: Call, item: ArpNeighbor) -> str:
    entry = call.get(PermanentFdbEntry, item.mac, item.vlan)
    port = sets.printed(entry.ports) if entry else ""
    start = f"{item.router[:13]:<14}{item.address:<41}{item.mac:<19}{0:>3}  {'YES':<8}"
    return f"{start}{item.vlan[:13]:<14}{port}".rstrip() + "\n"
