"""`show eaps`.

evidence: capture 12.5 (the first lines), guide 11.3 p.409 (fields and states), recalled (the table)
"""

from collections.abc import Iterator

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.packets.addresses import mac_text
from xos_cli.processes.eaps.facts import IDLE, control_vlan, ring_ports, runs, state_of, vlans_of
from xos_cli.processes.eaps.machine import INIT, PREFORWARD_TIMES, SIDES
from xos_cli.processes.eaps.rows import ACTIONS, MASTER, EapsDomain, EapsGlobal, EapsState, EapsVlan
from xos_cli.processes.eaps.run import last_hello
from xos_cli.processes.vlan.facts import members, the_vlan
from xos_cli.processes.vlan.ports.facts import active_ports
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.timing.calendar import stamp

RULE = "-" * 80 + "\n"


def _head(call: Call) -> str:
    common = call.one(EapsGlobal)
    return (
        f"\nEAPS Enabled: {'Yes' if common.enable else 'No'}\n"
        f"EAPS Fast-Convergence: {'On' if common.fast_convergence else 'Off'}\n"
        f"Number of EAPS instances: {len(call.rows(EapsDomain))}\n"
    )


def show_eaps(call: Call, eaps_name: str = "") -> str:
    """Show all rings in a table, or one in a block."""
    if eaps_name:
        row = call.get(EapsDomain, eaps_name)
        if row is None:
            raise Refusal(f"Error: EAPS domain {eaps_name} does not exist.")
        return _block(call, row)
    return show_eaps_summary(call)


def show_eaps_summary(call: Call) -> str:
    """Show a line for each ring."""
    rows = [_row(call, row) for row in call.rows(EapsDomain)]
    head = f"# EAPS domain configuration :\n{RULE}"
    columns = f"Domain      State        Mo  En  Pri    Sec    Control-Vlan VID   Count\n{RULE}"
    return _head(call) + (head + columns + "".join(rows) + RULE if rows else "")


def show_eaps_detail(call: Call, eaps_name: str = "") -> str:
    """Show a block for each ring, or for one."""
    if eaps_name:
        return show_eaps(call, eaps_name)
    return _head(call) + "".join(f"\n{_block(call, row)}" for row in call.rows(EapsDomain))


def _state(call: Call, row: EapsDomain) -> str:
    """Return the state of a ring; on the backup MSM a master's is Init.  evidence: guide 11.3 p.75"""
    state = state_of(call.store, row)
    return INIT if state != IDLE and row.mode == MASTER and not call.node.is_master else state


def _letter(row: EapsDomain) -> str:
    return "-" if row.mode is None else "M" if row.mode == MASTER else "T"


def _row(call: Call, row: EapsDomain) -> str:
    control = vlans_of(call.store, row.name, 1)
    count = len(vlans_of(call.store, row.name, 0))
    ports = f"{row.primaryPort or '--':<7}{row.secondaryPort or '--':<7}"
    vlan = f"{control[0][:12]:<13}({_tag(call, control[0]):<4}) " if control else f"{'':<20}"
    start = f"{row.name[:11]:<12}{_state(call, row):<13}{_letter(row):<4}{'Y' if row.enable else 'N':<4}"
    return f"{start}{ports}{vlan}{count}\n"


def _tag(call: Call, vlan: str) -> int:
    from xos_cli.processes.vlan.rows import Vlan

    row = call.get(Vlan, vlan)
    return row.tag if row else 0


def _block(call: Call, row: EapsDomain) -> str:
    """Return the block of a ring.  evidence: guide 11.3 p.410 (fields and words), recalled (the layout)"""
    control, protected = (vlans_of(call.store, row.name, kind) for kind in (1, 0))
    state, works = call.get(EapsState, row.name), runs(call.store, row)
    expired = " [Failtimer Expired]" if state and state.expired else ""
    lines = [
        f'Name: "{row.name}"',
        f"State: {_state(call, row)}{expired:<9} Running: {'Yes' if works else 'No'}",
        f"Enabled: {'Yes' if row.enable else 'No'}     Mode: "
        + {None: "None", MASTER: "Master"}.get(row.mode, "Transit"),
        _port_line(call, row, SIDES[0]),
        _port_line(call, row, SIDES[1]),
        f"Hello timer interval: {row.helloTime} sec",
        f"Fail timer interval: {row.failTime} sec",
        *_mode_lines(call, row),
        "EAPS Domain has following Controller Vlan:" if control else "EAPS Domain has no Controller Vlan",
        *[f"    {vlan:<33}{_tag(call, vlan)}" for vlan in control],
        "EAPS Domain has following Protected Vlan(s):" if protected else "EAPS Domain has no Protected Vlans",
        *[f"    {vlan:<33}{_tag(call, vlan)}" for vlan in protected],
        f"Number of Protected Vlans: {len(protected)}",
    ]
    return "".join(f"{line}\n" for line in lines)


def _port_line(call: Call, row: EapsDomain, side: int) -> str:
    word, name = ("Primary", row.primaryPort) if side == SIDES[0] else ("Secondary", row.secondaryPort)
    start = f"{word} port:".ljust(16) + f"{name or 'None':<9}"
    return f"{start}Port status: {_port_status(call, row, side):<10}Tag status: {_tag_status(call, row, name)}"


def _port_status(call: Call, row: EapsDomain, side: int) -> str:
    """Return Unknown, Down, Blocked or Up.  evidence: guide 11.3 p.410"""
    state = call.get(EapsState, row.name)
    if state is None:
        return "Unknown"
    port = ring_ports(row)[side]
    if not active_ports(call.store) & sets.bit(port):
        return "Down"
    return "Blocked" if state.blocked[side] else "Up"


def _tag_status(call: Call, row: EapsDomain, name: str) -> str:
    """Return how a ring port is in the control VLAN.  evidence: guide 11.3 p.411"""
    vlan = control_vlan(call.store, row.name)
    if vlan is None or not name:
        return "Undetermined"
    held, port = members(call.store, vlan.name), sets.read(name)
    return "Tagged" if held.tagged & port else "Untagged" if held.untagged & port else "Undetermined"


def _mode_lines(call: Call, row: EapsDomain) -> Iterator[str]:
    """Yield the lines that only a master or only a transit node has.  evidence: guide 11.3 p.411"""
    if row.mode == MASTER:
        yield f"Fail Timer expiry action: {ACTIONS[row.failAction].capitalize()}"
    elif row.mode is not None:
        yield f"Preforwarding Timer interval: {PREFORWARD_TIMES * row.failTime} sec"
        hello = last_hello(call.node, row.name)
        since = f"{mac_text(hello.mac)}, at {stamp(hello.at)}" if hello else "None"
        yield f"Last update: From Master Id {since}"


def show_vlan_eaps(call: Call, vlan_name: str) -> str:
    """Print the rings that a VLAN is the control VLAN of, or is protected by.  evidence: recalled, inferred (layout)"""
    name = the_vlan(call.store, vlan_name)
    rows = [row for row in call.rows(EapsVlan) if row.vlanName.lower() == name.lower()]
    if not rows:
        return f"Vlan {name} is not in any EAPS domain.\n"
    return "".join(f'{"Control" if row.control else "Protected"} Vlan of EAPS domain "{row.domain}"\n' for row in rows)
