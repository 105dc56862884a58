"""LACP: the screens of its groups and their ports.

evidence: later 22 (`show lacp lag`, `show lacp counters`), recalled (`show lacp`, the details)
"""

from collections.abc import Iterator

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.language import PortList
from xos_cli.packets.addresses import mac_text
from xos_cli.processes.vlan.lacp.facts import key_of, lacp_groups, members_of_lag, settings_of
from xos_cli.processes.vlan.lacp.machine import DETACHED, IDLE, SELECTED, STANDBY, UNSELECTED
from xos_cli.processes.vlan.lacp.run import ACCEPTED, DAMAGED, NOT_UP, OWN_MAC, SENT, counters_of
from xos_cli.processes.vlan.lacp.settings import lacp_group
from xos_cli.processes.vlan.ports.facts import active_members, group_of
from xos_cli.processes.vlan.ports.rows import CARRYING, LacpMember, LacpParty, LacpPort, LoadShare, PortLink
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.hardware.chassis import Port

DASHES, RULE = "-" * 80 + "\n", "=" * 80 + "\n"
GROUPS = (
    "Lag   Actor    Actor  Partner           Partner  Partner Agg\n"
    "      Sys-Pri  Key    MAC               Sys-Pri  Key     Count\n"
)
PORTS = (
    "Member     Port      Rx           Sel          Mux            Actor     Partner\n"
    "Port       Priority  State        Logic        State          Flags     Port\n"
)
LEGEND = (
    "Actor Flags: A-Activity, T-Timeout, G-Aggregation, S-Synchronization\n"
    "             C-Collecting, D-Distributing, F-Defaulted, E-Expired\n"
)
COUNTERS = (
    "Lag        Member     Rx       Rx Drop  Rx Drop  Rx Drop  Tx       Tx\n"
    "Group      Port       Ok       PDU Err  Not Up   Same MAC Sent Ok  Xmit Err\n"
)


def _ports(group: LoadShare) -> list[Port]:
    return list(sets.each(sets.read(group.portList)))


def _name(call: Call, group: LoadShare) -> str:
    return call.chassis.port_name((group.slot, group.port))


def _partner(call: Call, group: LoadShare) -> LacpParty:
    """Return the partner of a group: that of its selected ports."""
    found = [row.partner for row in members_of_lag(call.store, group) if row.selection == SELECTED]
    return found[0] if found else LacpParty()


# -- show lacp -------------------------------------------------------------------------------------------------------


def show_lacp(call: Call, counters: bool = False) -> str:
    """Show the LACP system and its groups, or the counters of LACP messages."""
    if counters:
        return _counters(call)
    head = {"LACP Up": "Yes", "LACP Enabled": "Yes", "System MAC": call.chassis.mac.lower()}
    head["LACP PDUs dropped on non-LACP ports "] = str(counters_of(call.node).strays)
    rows = "".join(_group(call, group) for group in lacp_groups(call.store))
    return "".join(f"{label:<21}: {text}\n" for label, text in head.items()) + GROUPS + DASHES + rows + RULE


def _group(call: Call, group: LoadShare) -> str:
    own, partner = settings_of(call.store, group), _partner(call, group)
    count = len(active_members(call.store, group))
    start = f"{_name(call, group):<5} {own.systemPriority:>7}  0x{key_of((group.slot, group.port)):04x}"
    return f"{start} {mac_text(partner.system)} {partner.system_priority:>7}  0x{partner.key:04x} {count:>6}\n"


#: The counters of the whole switch.  LACP is part of process vlan: its bulk checkpoint has no messages of LACP alone.
WHOLE = (
    "LACP PDUs dropped on non-LACP ports",
    "LACP Bulk checkpointed msgs sent",
    "LACP Bulk checkpointed msgs recv",
    "LACP PDUs checkpointed sent",
    "LACP PDUs checkpointed recv",
)


def _counters(call: Call) -> str:
    found = counters_of(call.node)
    values = found.strays, 0, 0, found.checkpointed, 0
    head = "".join(f"{label:<35} : {value}\n" for label, value in zip(WHOLE, values, strict=True))
    lines = "".join(line for group in lacp_groups(call.store) for line in _count(call, group))
    return head + COUNTERS + DASHES + lines + RULE


def _count(call: Call, group: LoadShare) -> Iterator[str]:
    lag, counted = _name(call, group), counters_of(call.node).counted
    for port in _ports(group):
        numbers = [counted[port, what] for what in (ACCEPTED, DAMAGED, NOT_UP, OWN_MAC, SENT)]
        yield f"{lag:<11}{call.chassis.port_name(port):<11}" + "".join(f"{number:<9}" for number in numbers) + "0\n"
        lag = ""
    yield "\n"


def clear_lacp_counters(call: Call) -> None:
    """Clear the counters of LACP."""
    found = counters_of(call.node)
    found.counted.clear()
    found.strays = found.checkpointed = 0


# -- one group -------------------------------------------------------------------------------------------------------


def show_lacp_lag(call: Call, group_id: PortList, detail: bool = False) -> str:
    """Show a group with LACP, named by its master port.

    evidence: later 22 (*detail* included), inferred (the refusal)
    """
    group = lacp_group(call, group_id)
    middle = "".join(f"{label:<20}: {text}\n" for label, text in _details(call, group)) if detail else ""
    rows = "".join(_member(call, port) for port in _ports(group))
    return GROUPS + DASHES + _group(call, group) + middle + "Port list:\n" + PORTS + DASHES + rows + RULE + LEGEND


def _details(call: Call, group: LoadShare) -> Iterator[tuple[str, str]]:
    own, rows = settings_of(call.store, group), members_of_lag(call.store, group)
    up = any(row.mux == CARRYING for row in rows)
    yield from (
        ("Enabled", "Yes"),
        ("LAG State", "Up" if up else "Down"),
        ("Unack count", "0"),
        ("Wait-for-count", "0"),
    )
    yield "Current timeout", "Short" if own.shortTimeout else "Long"
    yield "Activity mode", "Passive" if own.passive else "Active"
    yield from (("Receive state", "Enabled"), ("Transmit state", "Enabled"))
    for label, selection in (("Selected count", SELECTED), ("Standby count", STANDBY)):
        yield label, str(len([row for row in rows if row.selection == selection]))
    yield "LAG Id flag", "Yes" if _partner(call, group).system else "No"


def _member(call: Call, port: Port) -> str:
    """Return the row of a port of a group."""
    row, name = _row(call, port), call.chassis.port_name(port)
    start = f"{name:<10} {_priority(call, port):<9} {row.rx:<12} {row.selection:<12} {row.mux:<14}"
    return f"{start} {_letters(row.flags):<9} {row.partner.port}\n"


def _row(call: Call, port: Port) -> LacpMember:
    return call.get(LacpMember, *port) or LacpMember(*port, IDLE, UNSELECTED, DETACHED, 0, LacpParty())


def _priority(call: Call, port: Port) -> int:
    row = call.get(LacpPort, *port)
    return row.priority if row else 0


def _letters(flags: int) -> str:
    return "".join(letter if flags >> bit & 1 else "-" for bit, letter in enumerate("ATGSCDFE"))


# -- one port --------------------------------------------------------------------------------------------------------


def show_lacp_member_port(call: Call, port: PortList, detail: bool = False) -> str:
    """Show a port of a group with LACP.  evidence: later 22 (its row), recalled (*detail*), inferred (the refusal)"""
    member = sets.first(sets.given(call.chassis, port))
    group = group_of(call.store, member)
    if group is None or not group.lacp:
        raise Refusal(f"Error: Port {call.chassis.port_name(member)} is not in an LACP group.")
    more = "".join(_port_details(call, group, member)) if detail else ""
    return PORTS + DASHES + _member(call, member) + RULE + LEGEND + more


def _port_details(call: Call, group: LoadShare, port: Port) -> Iterator[str]:
    link, row = call.get(PortLink, *port), _row(call, port)
    up = bool(link and link.up)
    fields = {"Up": "Yes" if up else "No", "Enabled": "Yes", "Link State": "Up" if up else "Down"}
    fields |= {"Actor Churn": "False", "Partner Churn": "False", "Ready_N": "Yes" if row.mux != DETACHED else "No"}
    fields |= {"Wait pending": "No", "Ack pending": "No"}
    yield from (f"{label:<20}: {text}\n" for label, text in fields.items())
    own, key = settings_of(call.store, group), key_of((group.slot, group.port))
    system = f"S.pri:{own.systemPriority:<4}, S.id:{call.chassis.mac.lower()}"
    yield f"LAG Id:\n  {system}, K:0x{key:04x}, P.pri:{_priority(call, port):<4}, P.num:{key_of(port)}\n"
    other = row.partner
    theirs = f"T.pri:{other.system_priority:<4}, T.id:{mac_text(other.system)}, L:0x{other.key:04x}"
    yield f"  {theirs}, Q.pri:{other.port_priority:<4}, Q.num:{other.port}\nStats:\n"
    counted = counters_of(call.node).counted
    for label, what in STATISTICS.items():
        yield f"  {label} : {counted[port, what]}\n"


STATISTICS = {
    "Rx - Accepted": ACCEPTED,
    "Rx - Dropped due to error in verifying PDU": DAMAGED,
    "Rx - Dropped due to LACP not being up on this port": NOT_UP,
    "Rx - Dropped due to matching own MAC": OWN_MAC,
    "Tx - Sent successfully": SENT,
    "Tx - Transmit error": "",
}
