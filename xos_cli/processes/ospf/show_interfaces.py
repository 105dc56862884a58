"""`show ospf interfaces`: the VLANs under OSPF, and what runs on them."""

from collections.abc import Iterator
from ipaddress import IPv4Address
from itertools import chain

from xos_cli.command.call import Call
from xos_cli.command.dialogue import Screen
from xos_cli.packets.addresses import ip_text
from xos_cli.processes.ospf.areas import the_area
from xos_cli.processes.ospf.facts import cost_of, new_interface, router_id, wait_of
from xos_cli.processes.ospf.lines import LINKS, MD5, PASSWORD
from xos_cli.processes.ospf.machine import running_router
from xos_cli.processes.ospf.protocol.neighbor import DOWN, Interface, State
from xos_cli.processes.ospf.rows import BACKBONE, ON, OspfGlobal, OspfInterface
from xos_cli.processes.vlan.facts import routed, the_vlan
from xos_cli.processes.vlan.ip.facts import IpInterface, interfaces
from xos_cli.record import NamedTuple

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
) -> Screen:
    """Show the VLANs under OSPF, in detail if the command is about one.

    evidence: vendor automation (that it is), recalled (layout of the table)
    """
    wanted = the_vlan(call.store, vlan_name) if vlan_name else ""
    identifier = the_area(call, area_identifier).ospfAreaId if area_identifier is not None else ""
    shown = (
        subnet
        for subnet in _subnets(call)
        if wanted in ("", subnet.item.vlan.name)
        and identifier in ("", subnet.row.ospfIfAreaId)
        and (subnet.row.ospfIfAdminStat == ON or not enabled)
    )
    if detail or wanted:
        return Screen("\n" * bool(number) + _block(call, subnet) for number, subnet in enumerate(shown))
    return Screen(chain([HEAD], (_line(call, subnet) for subnet in shown), [FLAGS]))


def _subnets(call: Call) -> Iterator[Subnet]:
    names = set(routed(call.store))
    for item in interfaces(call.store):
        if item.vlan.name in names:
            yield Subnet(item, call.get(OspfInterface, item.vlan.name) or new_interface(call.chassis, item.vlan.name))


def _line(call: Call, subnet: Subnet) -> str:
    where = f"{subnet.item.vlan.name[:18]:<19}{subnet.item.address.ip!s:<15}/{subnet.item.address.network.prefixlen:<3}"
    found = _running(call, subnet)
    state, neighbors = (found.state, len(found.neighbors)) if found else (DOWN, 0)
    start = f"{where}{subnet.row.ospfIfAreaId:<16}{_flags(call, subnet):<8}{_cost(call, subnet):<5}"
    return f"{start}{state:<9}{neighbors}\n"


def _running(call: Call, subnet: Subnet) -> Interface | None:
    """Return the interface as OSPF runs on it, None where it does not."""
    running = running_router(call.node, subnet.item.vlan.vrName)
    return running.interfaces.get(subnet.item.vlan.name) if running else None


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

    evidence: later 16.2 (lines 1 and 2, starts of others), vendor automation (authentication), recalled (the rest)
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
    """Return state, neighbours, designated routers and packets of an interface.

    evidence: recalled (the first lines), inferred (the packets)
    """
    found = _running(call, subnet)
    if found is None:
        return (
            f"State: {DOWN}\nTotal Num of Nbrs: 0\nNbrs in FULL State: 0\n"
            f"DR RtId: {BACKBONE}  DR IP addr: {BACKBONE}  BDR IP addr: {BACKBONE}\n"
        )
    own = router_id(call.store, subnet.item.vlan.vrName)
    ids = {n.address: ip_text(n.id) for n in found.neighbors.values()} | {found.address: own}
    full = sum(1 for neighbor in found.neighbors.values() if neighbor.state is State.FULL)
    designated = ids.get(found.dr, BACKBONE) if found.dr else BACKBONE
    return (
        f"State: {found.state}\n"
        f"Total Num of Nbrs: {len(found.neighbors)}\nNbrs in FULL State: {full}\n"
        f"DR RtId: {designated}  DR IP addr: {ip_text(found.dr)}  BDR IP addr: {ip_text(found.bdr)}\n" + _counts(found)
    )


def _counts(found: Interface) -> str:
    if not found.counts:
        return ""
    kinds = (("Hello", "hello"), ("DD", "dd"), ("LSR", "lsr"), ("LSU", "lsu"), ("LSAck", "lsack"))
    return (
        "".join(
            f"{word} Pkts {name}: "
            + "  ".join(f"{kind} {found.counts.get(f'{way}_{key}', 0)}" for kind, key in kinds)
            + "\n"
            for way, word, name in (("tx", "Total", "Txed"), ("rx", "Total", "Rxed"))
        )
        + f"Discarded Pkts: {found.counts.get('discarded', 0)}\n"
    )


def clear_ospf_counters(
    call: Call,
    vlan_name: str = "",
    area_identifier: IPv4Address | None = None,
    **_: bool,
) -> None:
    """Count the packets of one VLAN, of those of an area or of all from 0."""
    wanted = the_vlan(call.store, vlan_name) if vlan_name else ""
    identifier = the_area(call, area_identifier).ospfAreaId if area_identifier is not None else ""
    for subnet in _subnets(call):
        if wanted in ("", subnet.item.vlan.name) and identifier in ("", subnet.row.ospfIfAreaId):
            found = _running(call, subnet)
            if found is not None:
                found.counts = {}
