"""`show esrp`, as a table, for one domain, counted, and what passes through; and how they are cleared.

evidence: guide 11.3 p.475 (which fields), inferred (the layout)
"""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.packets.addresses import mac_text
from xos_cli.processes.esrp.domains import domain_of
from xos_cli.processes.esrp.facts import (
    counted_ports,
    domain_id,
    host_ports,
    master_vlan,
    policy_of,
    standard,
    tracks_of,
    vlans_of,
)
from xos_cli.processes.esrp.rows import (
    AUTO,
    ENVIRONMENT,
    HOST,
    ROUTE,
    VLAN,
    EsrpAware,
    EsrpDomain,
    EsrpNeighbor,
    EsrpPort,
    EsrpRestart,
    EsrpState,
)
from xos_cli.processes.esrp.track import factors_of, failed, healthy
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.timing.calendar import stamp

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

HEAD = "Domain           Grp  Ver VLAN             VID   DId   State      Master MAC Address Nbr\n"
OFF = "Disabled"
NOBODY = "00:00:00:00:00:00"


def show_esrp(call: Call, esrp_name: str = "") -> str:
    """Show all domains, their neighbours and the ports of ESRP, or one domain in detail."""
    if esrp_name:
        return _block(call, domain_of(call, esrp_name))
    rows = call.rows(EsrpDomain)
    mode = "Standard" if standard(call.store) else "Extended"
    start = f"ESRP Mode: {mode}\nNumber of ESRP domains: {len(rows)}\n"
    return start + (f"\n{HEAD}{''.join(_row(call, row) for row in rows)}" if rows else "") + _ports(call)


def _row(call: Call, row: EsrpDomain) -> str:
    """Return a domain's line: states of neighbours as letters, `M` master, `P` premaster, `S` slave."""
    state, vlan = call.get(EsrpState, row.name), master_vlan(call.store, row.name)
    neighbors = "".join(known.state[0] for known in _neighbors(call, row)) or "-"
    version = "S" if (state.standard if state else standard(call.store)) else "E"
    where = f"{vlan.name if vlan else 'none':<16} {vlan.tag if vlan else 0:<5} {domain_id(call.store, row):<5}"
    said = state.state if state else OFF
    return f"{row.name:<16} {row.group:<4} {version:<3} {where} {said:<10} {_master(call, row):<18} {neighbors}\n"


def _neighbors(call: Call, row: EsrpDomain) -> list[EsrpNeighbor]:
    return [known for known in call.rows(EsrpNeighbor) if known.domain == row.name]


def _master(call: Call, row: EsrpDomain) -> str:
    """Return the MAC address of the switch that is master, as far as it is known."""
    state = call.get(EsrpState, row.name)
    if state is not None and state.state == "Master":
        return str(call.chassis.mac).lower()
    return next((mac_text(known.mac) for known in _neighbors(call, row) if known.state == "Master"), NOBODY)


def _ports(call: Call) -> str:
    """Return the ports that are host ports, or have a weight of their own."""
    rows = call.rows(EsrpPort)
    lines = [
        f"{call.chassis.port_name((row.slot, row.port)):<8} {'Host' if row.host else 'Normal':<7} "
        f"{'auto' if row.weight == AUTO else row.weight}{' (not counted)' if row.weight == 0 else ''}\n"
        for row in rows
    ]
    return f"\nPort     Mode    Weight\n{''.join(lines)}" if lines else ""


# -- one domain --------------------------------------------------------------------------------------------------------


def _block(call: Call, row: EsrpDomain) -> str:
    fields = dict(_fields(call, row))
    return "".join(f"{label + ':':<17}{text}\n" for label, text in fields.items())


def _fields(call: Call, row: EsrpDomain) -> Iterator[tuple[str, object]]:
    state, vlans = call.get(EsrpState, row.name), vlans_of(call.store, row.name)
    number = domain_id(call.store, row)
    yield "Domain", row.name
    yield "State", "Enabled" if row.enable else OFF
    yield "Oper. State", f"{state.state} since {stamp(state.since)}" if state else _aware(call, row)
    yield "Mode", "Standard" if (state.standard if state else standard(call.store)) else "Extended"
    yield "Domain Id", number or "none"
    yield "Group", row.group
    yield "Master VLAN", next((vlan.vlanName for vlan in vlans if vlan.master), "none")
    yield "Member VLANs", ", ".join(vlan.vlanName for vlan in vlans if not vlan.master) or "none"
    yield "Election Policy", policy_of(call.store, row)
    yield from _election(call, row, state)
    yield from _tracking(call, row)
    times = f"Hello {row.hello}  Neighbor {row.neighbor}  Premaster {row.premaster}  Neutral {row.neutral}"
    yield "Timers", f"{times}  Restart {row.restart}"
    yield from _changes(call, row)


def _aware(call: Call, row: EsrpDomain) -> str:
    """Return the master of a domain that does not run here, from the hellos that pass through."""
    vlan = master_vlan(call.store, row.name)
    known = call.get(EsrpAware, vlan.name, row.group) if vlan else None
    return f"Aware (master {mac_text(known.master)} since {stamp(known.since)})" if known else "-"


def _election(call: Call, row: EsrpDomain, state: EsrpState | None) -> Iterator[tuple[str, object]]:
    """Yield the election factors of this switch and its neighbours."""
    own = factors_of(call.node, row)._replace(sticky=state.sticky if state else 0)
    yield "Priority", row.priority
    yield "Active Ports", f"{own.ports} ({sets.text(counted_ports(call.store, row.name), call.chassis.modular) or '-'})"
    yield "Own Factors", _factors(own.sticky, own.ports, own.weight, own.track, own.priority)
    for known in _neighbors(call, row):
        offered = _factors(known.sticky, known.ports, known.weight, known.track, known.priority)
        yield f"Neighbor {mac_text(known.mac)}", f" {known.state}  {offered}"


def _factors(sticky: int, ports: int, weight: int, track: int, priority: int) -> str:
    passes = "pass" if track else "fail"
    return f"sticky {sticky}  ports {ports}  weight {weight}  track {passes}  priority {priority}"


def _tracking(call: Call, row: EsrpDomain) -> Iterator[tuple[str, object]]:
    tracks, lost = tracks_of(call.store, row.name), failed(call.store, row.name)
    for label, kind in (("Tracked VLANs", VLAN), ("Tracked Routes", ROUTE), ("Tracked Pings", HOST)):
        found = [f"{track.what}{' (failed)' if track in lost else ''}" for track in tracks if track.kind == kind]
        yield label, ", ".join(found) or "-"
    environment = next((track for track in tracks if track.kind == ENVIRONMENT), None)
    health = "normal" if healthy(call.node) else "failed"
    yield "Environment", f"failover priority {environment.failover} ({health})" if environment else "-"


def _changes(call: Call, row: EsrpDomain) -> Iterator[tuple[str, object]]:
    counted = counters_of(call.node).get(row.name, Counter())
    changes = [f"{state} {counted[f'To-{state}']}" for state in ("Neutral", "Slave", "PreMaster", "Master")]
    yield "State Changes", "  ".join(changes)
    polls = f"{row.premasterPolls} every {row.premasterInterval} s" if row.premasterPolls else "off"
    yield "ELRP", f"premaster {polls}, master {f'every {row.masterPoll} s' if row.masterPoll else 'off'}"
    restart = call.get(EsrpRestart, row.name)
    yield "Restart Ports", restart.ports if restart else "-"
    hosts = sets.text(host_ports(call.store), call.chassis.modular)
    yield "Host Ports", hosts or "-"


# -- counters and what passes through ----------------------------------------------------------------------------------

#: evidence: inferred
COUNTERS = ("Rx-Hello", "Tx-Hello", "Rx-Drop-Domain-Id", "To-Neutral", "To-Slave", "To-PreMaster", "To-Master")


def counters_of(node: "Node") -> dict[str, "Counter[str]"]:
    """Return what the domains of a node counted, by name."""
    found: Any = node.memory.get("esrp")
    counters: dict[str, Counter[str]] = found.counters if found else {}
    return counters


def show_esrp_counters(call: Call, esrp_name: str = "") -> str:
    """Show what one domain counted, or all."""
    rows = [domain_of(call, esrp_name)] if esrp_name else call.rows(EsrpDomain)
    return "\n".join(_counters(call, row) for row in rows)


def _counters(call: Call, row: EsrpDomain) -> str:
    counted = counters_of(call.node).get(row.name, Counter())
    return f"Domain: {row.name}\n" + "".join(f"  {name:<18}: {counted[name]}\n" for name in COUNTERS)


def show_esrp_aware(call: Call) -> str:
    """Show the groups whose hellos pass through this switch: their master, and for how many seconds it is known."""
    now = call.node.time()
    lines = [
        f"{row.vlanName:<16} {row.group:<5} {row.domainId:<6} {mac_text(row.master):<18} {now - row.since:.0f}\n"
        for row in call.rows(EsrpAware)
    ]
    return f"VLAN             Group DId    Master MAC Address Age (s)\n{''.join(lines)}"


def clear_esrp_counters(call: Call, esrp_name: str = "") -> None:
    """Set the counters of one domain, or of all, back to 0."""
    wanted = domain_of(call, esrp_name).name if esrp_name else ""
    for name, counter in counters_of(call.node).items():
        if wanted in ("", name):
            counter.clear()


def clear_esrp_neighbor(call: Call, esrp_name: str = "") -> None:
    """Forget the neighbours of one domain, or of all; their next hellos make them known again."""
    name = domain_of(call, esrp_name).name if esrp_name else ""
    call.node.later(0.0, "esrp", "forget_neighbors", name)


def clear_esrp_sticky(call: Call, esrp_name: str = "") -> None:
    """Clear the stickiness of the master in one domain or in all, and have a master elected.

    evidence: reference 11.5 p.1239
    """
    name = domain_of(call, esrp_name).name if esrp_name else ""
    call.node.later(0.0, "esrp", "unstick", name)
