"""`show ospf interfaces`: the VLANs as OSPF sees them, in a table or a block each."""

from collections.abc import Iterator
from ipaddress import IPv4Address

from xos_cli.command.call import Call
from xos_cli.processes.ospf.areas import the_area
from xos_cli.processes.ospf.facts import cost_of, router_id, state_of, wait_of
from xos_cli.processes.ospf.lines import LINKS, MD5, PASSWORD
from xos_cli.processes.ospf.rows import BACKBONE, ON, OspfGlobal, OspfInterface
from xos_cli.processes.vlan.facts import routed, the_vlan
from xos_cli.processes.vlan.ip.facts import Interface, interfaces
from xos_cli.record import NamedTuple

HEAD = "VLAN               IP Address         AREA ID         Flags   Cost State    Neighbors\n"
FLAGS = """
Flags : (f) Interface Forwarding Enabled, (i) Interface OSPF Enabled,
        (n) Multinetted VLAN, (p) Passive Interface,
        (r) Router OSPF Enable.
"""
ABILITY = ("DISABLED", "ENABLED")


class Seen(NamedTuple):
    """A VLAN with an address, and its row of OSPF: one that was never configured has the defaults."""

    item: Interface
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
        seen
        for seen in _seen(call)
        if wanted in ("", seen.item.vlan.name)
        and identifier in ("", seen.row.ospfIfAreaId)
        and (seen.row.ospfIfAdminStat == ON or not enabled)
    ]
    if detail or wanted:
        return "\n".join(_block(call, seen) for seen in shown)
    return HEAD + "".join(_line(call, seen) for seen in shown) + FLAGS


def _seen(call: Call) -> Iterator[Seen]:
    names = routed(call.store)
    for item in interfaces(call.store):
        if item.vlan.name in names:
            yield Seen(item, call.get(OspfInterface, item.vlan.name) or OspfInterface(item.vlan.name))


# -- the table -------------------------------------------------------------------------------------------------------


def _line(call: Call, seen: Seen) -> str:
    where = f"{seen.item.vlan.name[:18]:<19}{seen.item.address.ip!s:<15}/{seen.item.address.network.prefixlen:<3}"
    state = state_of(call.store, seen.row, seen.item, call.node.time())
    return f"{where}{seen.row.ospfIfAreaId:<16}{_flags(call, seen):<8}{_cost(call, seen):<5}{state:<9}0\n"


def _flags(call: Call, seen: Seen) -> str:
    """Return the letters of an interface.  evidence: recalled (the letters), inferred (their places)"""
    on = {
        "r": call.one(OspfGlobal).ospfAdminStat == ON,
        "i": seen.row.ospfIfAdminStat == ON,
        "f": seen.item.forwarding,
        "n": bool(seen.item.secondary),
        "p": seen.row.ospfIfPassive == ON,
    }
    return "-" + "".join(letter if flag else "-" for letter, flag in on.items()) + "-"


def _cost(call: Call, seen: Seen) -> str:
    """Return the cost with an A behind it if it is automatic, a C if it was configured."""
    return f"{cost_of(call.store, seen.row)}/{'A' if seen.row.ospfIfMetricStatus == 1 else 'C'}"


# -- one VLAN --------------------------------------------------------------------------------------------------------


def _block(call: Call, seen: Seen) -> str:
    """Return the block of one interface.

    evidence: later 16.2 (lines 1 and 2, starts of others), vendor automation (authentication), recalled (the rest),
    inferred (without the packets, which nobody counts)
    """
    item, row = seen
    number = item.vlan.ifIndex % 1000000
    link = LINKS[row.ospfIfLinkType or 1]
    return (
        f"Interface(rtif{number}): {item.address} Vlan: {item.vlan.name} OSPF: {ABILITY[row.ospfIfAdminStat == ON]}\n"
        f"AreaId: {row.ospfIfAreaId}  RtId: {router_id(call.store)}  Link Type: {link}  "
        f"Passive: {'Yes' if row.ospfIfPassive == ON else 'No'}\n"
        f"Cost: {_cost(call, seen)}  Priority: {row.ospfIfRtrPriority}  Transit Delay: {row.ospfIfTransitDelay}s\n"
        f"Hello Interval: {row.ospfIfHelloInterval}s  Rtr Dead Time: {row.ospfIfRtrDeadInterval}s  "
        f"Retransmit Interval: {row.ospfIfRetransInterval}s  Wait Timer: {wait_of(row)}s\n"
        f"Authentication: {_authentication(row)}\n" + _run(call, seen)
    )


def _authentication(row: OspfInterface) -> str:
    if row.ospfIfAuthType == MD5:
        return f"MD5  Key Id: {row.ospfIfAuthKeyId}"
    return "SIMPLE" if row.ospfIfAuthType == PASSWORD else "NONE"


def _run(call: Call, seen: Seen) -> str:
    state = state_of(call.store, seen.row, seen.item, call.node.time())
    designated = (router_id(call.store), str(seen.item.address.ip)) if state == "DR" else (BACKBONE, BACKBONE)
    return (
        f"State: {state}\n"
        f"Total Num of Nbrs: 0\nNbrs in FULL State: 0\n"
        f"DR RtId: {designated[0]}  DR IP addr: {designated[1]}  BDR IP addr: {BACKBONE}\n"
    )
