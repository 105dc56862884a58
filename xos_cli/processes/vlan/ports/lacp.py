"""LACP: the screens of its groups and their ports.  No partner is there, so no port is ever selected.

What was configured is in the recorded lines.  evidence: later 22 (`show lacp lag`, `show lacp counters`), recalled
(`show lacp`, the details), inferred (the states of ports without a partner)
"""

from collections.abc import Iterator

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.language import PortList
from xos_cli.processes.vlan.ports.facts import group_of
from xos_cli.processes.vlan.ports.rows import LoadShare, PortLink
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.hardware.chassis import Port
from xos_cli.switch.recorded import told

DASHES, RULE = "-" * 80 + "\n", "=" * 80 + "\n"
NOBODY = "00:00:00:00:00:00"
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


def _groups(call: Call) -> list[LoadShare]:
    return [row for row in call.rows(LoadShare) if row.lacp]


def _ports(group: LoadShare) -> list[Port]:
    return list(sets.each(sets.read(group.portList)))


def _said(call: Call, start: str, otherwise: str) -> str:
    """Return the last word of the recorded line that begins so."""
    return next(told(call.store, start), [otherwise])[-1]


def _of_group(call: Call, group: LoadShare, what: str, otherwise: str) -> str:
    return _said(call, f"configure sharing {_name(call, group)} lacp {what}", otherwise)


def _name(call: Call, group: LoadShare) -> str:
    return call.chassis.port_name((group.slot, group.port))


def _key(port: Port) -> str:
    """Return the LACP key of a port.  evidence: later 22 (port 21 has 0x03fd)"""
    return f"0x{port[0] * 1000 + port[1]:04x}"


# -- show lacp -------------------------------------------------------------------------------------------------------


def show_lacp(call: Call, counters: bool = False) -> str:
    """Show the LACP system and its groups, or the counters of LACP packets: none is sent."""
    if counters:
        return _counters(call)
    head = {"LACP Up": "Yes", "LACP Enabled": "Yes", "System MAC": call.chassis.mac.lower()}
    head["LACP PDUs dropped on non-LACP ports "] = "0"
    rows = "".join(_group(call, group) for group in _groups(call))
    return "".join(f"{label:<21}: {text}\n" for label, text in head.items()) + GROUPS + DASHES + rows + RULE


def _group(call: Call, group: LoadShare) -> str:
    priority = _of_group(call, group, "system-priority", "0")
    start = f"{_name(call, group):<5} {priority:>7}  {_key((group.slot, group.port))}"
    return f"{start} {NOBODY} {0:>7}  0x0000 {0:>6}\n"


def _counters(call: Call) -> str:
    labels = ("LACP PDUs dropped on non-LACP ports", "LACP Bulk checkpointed msgs sent")
    more = ("LACP Bulk checkpointed msgs recv", "LACP PDUs checkpointed sent", "LACP PDUs checkpointed recv")
    head = "".join(f"{label:<35} : 0\n" for label in (*labels, *more))
    return head + COUNTERS + DASHES + "".join(line for group in _groups(call) for line in _count(call, group)) + RULE


def _count(call: Call, group: LoadShare) -> Iterator[str]:
    lag = _name(call, group)
    for port in _ports(group):
        yield f"{lag:<11}{call.chassis.port_name(port):<11}" + f"{0:<9}" * 5 + "0\n"
        lag = ""
    yield "\n"


def clear_lacp_counters(call: Call) -> None:
    """Clear the counters of LACP: every one stands at 0."""


# -- one group -------------------------------------------------------------------------------------------------------


def show_lacp_lag(call: Call, group_id: PortList, detail: bool = False) -> str:
    """Show a group with LACP, named by its master port.

    evidence: later 22, recalled (*detail*), inferred (the refusal)
    """
    master = sets.first(sets.given(call.chassis, group_id))
    group = call.get(LoadShare, *master)
    if group is None or not group.lacp:
        raise Refusal(f"Error: Port {call.chassis.port_name(master)} is not the master of an LACP group.")
    middle = "".join(f"{label:<20}: {text}\n" for label, text in _details(call, group)) if detail else ""
    rows = "".join(_member(call, group, port) for port in _ports(group))
    return GROUPS + DASHES + _group(call, group) + middle + "Port list:\n" + PORTS + DASHES + rows + RULE + LEGEND


def _details(call: Call, group: LoadShare) -> Iterator[tuple[str, str]]:
    yield from (("Enabled", "Yes"), ("LAG State", "Down"), ("Unack count", "0"), ("Wait-for-count", "0"))
    yield "Current timeout", _of_group(call, group, "timeout", "long").title()
    yield "Activity mode", _of_group(call, group, "activity-mode", "active").title()
    yield from (("Receive state", "Enabled"), ("Transmit state", "Enabled"))
    yield from (("Selected count", "0"), ("Standby count", "0"), ("LAG Id flag", "No"))


def _member(call: Call, group: LoadShare, port: Port) -> str:
    """Return the row of a port of a group:

    one whose link is up has heard nobody, one whose link is down does not listen.
    """
    link = call.get(PortLink, *port)
    up = bool(link and link.up)
    name = call.chassis.port_name(port)
    priority = _said(call, f"configure lacp member-port {name} priority", "0")
    start = f"{name:<10} {priority:<9} {'Defaulted' if up else 'Idle':<12} {'Unselected':<12} {'Detached':<14}"
    return f"{start} {_flags(call, group, up):<9} 0\n"


def _flags(call: Call, group: LoadShare, up: bool) -> str:
    active = _of_group(call, group, "activity-mode", "active") == "active"
    short = _of_group(call, group, "timeout", "long") == "short"
    return f"{'A' if active else '-'}{'T' if short else '-'}G---{'F' if up else '-'}-"


# -- one port --------------------------------------------------------------------------------------------------------


def show_lacp_member_port(call: Call, port: PortList, detail: bool = False) -> str:
    """Show a port of a group with LACP.  evidence: later 22 (its row), recalled (*detail*), inferred (the refusal)"""
    member = sets.first(sets.given(call.chassis, port))
    group = group_of(call.store, member)
    if group is None or not group.lacp:
        raise Refusal(f"Error: Port {call.chassis.port_name(member)} is not in an LACP group.")
    more = "".join(_port_details(call, group, member)) if detail else ""
    return PORTS + DASHES + _member(call, group, member) + RULE + LEGEND + more


def _port_details(call: Call, group: LoadShare, port: Port) -> Iterator[str]:
    link = call.get(PortLink, *port)
    up = bool(link and link.up)
    fields = {"Up": "Yes" if up else "No", "Enabled": "Yes", "Link State": "Up" if up else "Down"}
    fields |= {"Actor Churn": "False", "Partner Churn": "False", "Ready_N": "No"}
    fields |= {"Wait pending": "No", "Ack pending": "No"}
    yield from (f"{label:<20}: {text}\n" for label, text in fields.items())
    priority = _said(call, f"configure lacp member-port {call.chassis.port_name(port)} priority", "0")
    system = f"S.pri:{_of_group(call, group, 'system-priority', '0'):<4}, S.id:{call.chassis.mac.lower()}"
    yield f"LAG Id:\n  {system}, K:{_key((group.slot, group.port))}, P.pri:{priority:<4}, P.num:{int(_key(port), 16)}\n"
    yield f"  T.pri:{0:<4}, T.id:{NOBODY}, L:0x0000, Q.pri:{0:<4}, Q.num:0\nStats:\n"
    yield from (f"  {label} : 0\n" for label in STATISTICS)


STATISTICS = (
    "Rx - Accepted",
    "Rx - Dropped due to error in verifying PDU",
    "Rx - Dropped due to LACP not being up on this port",
    "Rx - Dropped due to matching own MAC",
    "Tx - Sent successfully",
    "Tx - Transmit error",
)
