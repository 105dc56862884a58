"""What `show switch`, `show slot` and `show checkpoint-data` print: screens of the device manager."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from xos_cli.command.call import Call
from xos_cli.errors import DamagedFile, Refusal
from xos_cli.processes.devmgr.facts import local
from xos_cli.processes.devmgr.rows import CardInfo, CardState, DmSystem, TimeInfo
from xos_cli.processes.devmgr.versions import branch
from xos_cli.record import NamedTuple
from xos_cli.switch.counter import Counter
from xos_cli.switch.election import State
from xos_cli.switch.messages import Hello
from xos_cli.switch.node import Node
from xos_cli.switch.saved.savedfile import read_header
from xos_cli.switch.timing.calendar import stamp

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis

#: Width of a label, of a node's column, of the gap between two columns, of a file name.  evidence: captures 11.2, 16.2
LABEL, COLUMN, GAP, FILE = 18, 24, 5, 53


class Side(NamedTuple):
    """One column of `show switch`: what an MSM has said of itself, or only its name and how it looks from outside."""

    name: str
    state: str
    hello: Hello | None


# -- show switch ---------------------------------------------------------------------------------------------------


def show_switch(call: Call, detail: bool = False) -> str:
    """Print the state of the switch and of both MSMs.

    evidence: capture 11.2 (all but the two columns), capture 16.2 (geometry of the columns), recalled (``MSM:``)
    """
    sides = _sides(call.node)
    return "\n\n" + "".join(_system(call)) + "\n\n" + "".join(_nodes(sides)) + "".join(_file(call))


def _system(call: Call) -> Iterator[str]:
    node, names = call.node, call.one(DmSystem)
    yield _row("SysName:", names.sysName)
    yield _row("SysLocation:", names.sysLocation or "")
    yield _row("SysContact:", names.sysContact)
    yield _row("System MAC:", call.chassis.mac)
    yield _row("Recovery Mode:", str(call.software.ask("epm", "recovery_words", call.store)))
    yield _row("System Watchdog:", str(call.software.ask("epm", "watchdog_words", call.store))) + "\n"
    yield _row("Current Time:", stamp(local(call.node)))
    yield _row("Timezone:", f"\n{'':<{LABEL}}".join(timezone_words(call.one(TimeInfo), node.time())))
    yield _row("Boot Time:", stamp(local(call.node, node.booted_at + node.rtc_offset)))
    yield _row("Next Reboot:", _next_reboot(call))


def _next_reboot(call: Call) -> str:
    """Return the reboots that are scheduled, the next first.

    evidence: recalled (of the switch), inferred (of one MSM)
    """
    whose = {msm.letter: f" ({msm.name})" for msm in call.chassis.msms if msm.letter} | {"": ""}
    rows: list[tuple[float, str]] = call.software.ask("epm", "scheduled_reboots", call.store)
    return ", ".join([stamp(local(call.node, at)) + whose[msm] for at, msm in rows]) or "None scheduled"


def timezone_words(zone: TimeInfo, now: float) -> list[str]:
    """Return the lines of the time zone in `show switch`.

    evidence: capture 11.2 (no daylight saving time), recalled (the lines of one)
    """
    dst = "Enabled" if zone.dst else "Disabled"
    first = f"[Auto DST {dst}] GMT Offset: {zone.gmt_offset or 0} minutes, name is {zone.name or 'UTC'}."
    if not zone.dst:
        return [first]
    from xos_cli.processes.devmgr.daylight import daylight  # most switches have none

    rule = daylight(zone.dst)
    effect = "in effect" if rule.ahead(now, 60.0 * (zone.gmt_offset or 0)) else "not in effect"
    name = f"name is {rule.name or 'not set'}."
    second = f"DST of {rule.minutes} minutes is currently {effect}, {name}"
    return [first, second, f"DST begins {rule.begins}", f"DST ends {rule.ends}"]


def _row(label: str, value: str) -> str:
    return f"{label:<{LABEL}}{value}\n"


def _sides(node: Node) -> list[Side]:
    """Return the columns of `show switch`: this node first, then the other."""
    own = Side(node.name, _state(node.state, node.checkpoint.in_sync), node.hello())
    if not node.chassis.modular:
        return [own]
    peer = node.peer
    if peer is None:
        return [own, Side(node.peer_name, node.watch.state() or "EMPTY", None)]
    in_sync = node.checkpoint.in_sync if node.is_master else peer.in_sync
    return [own, Side(peer.name, _state(peer.state, in_sync), peer)]


def _state(state: str, in_sync: bool) -> str:
    """Return the state of a node, with ``(In Sync)`` for a backup that is.

    evidence: captures (``BACKUP (In Sync)``), inferred (``BACKUP`` alone while it is not)
    """
    return "BACKUP (In Sync)" if state == State.BACKUP and in_sync else state


def _nodes(sides: list[Side]) -> Iterator[str]:
    dual = len(sides) > 1
    if dual:
        yield _columns("MSM:", [side.name + " *" * (number == 0) for number, side in enumerate(sides)])
        yield _columns("", ["-" * COLUMN] * 2)
    yield _columns("Current State:", [side.state for side in sides]) + "\n" * dual
    said = [side.hello for side in sides]
    yield _columns("Image Selected:", [hello.image_selected if hello else "" for hello in said])
    yield _columns("Image Booted:", [hello.image_booted if hello else "" for hello in said])
    for partition in ("primary", "secondary"):
        versions = [dict(hello.images)[partition] if hello else "" for hello in said]
        yield _columns(f"{partition.capitalize()} ver:", versions)
    width = COLUMN if dual else FILE
    yield "\n" + _columns("Config Selected:", [(h.config_selected or "NONE") if h else "" for h in said], width)
    yield _columns("Config Booted:", [(h.config_booted or "Factory Default") if h else "" for h in said], width)


def _columns(label: str, values: Iterable[str], width: int = COLUMN) -> str:
    return f"{label:<{LABEL}}" + (" " * GAP).join([f"{value:<{width}}" for value in values]) + "\n"


def _file(call: Call) -> Iterator[str]:
    """Return the rows of the selected file in this node's flash; a damaged file does not say what created it."""
    flash = call.node.flash
    name = flash.nvram.config_selected
    if name not in flash.names():
        return
    data = flash.read(name)
    creation = f"{len(data)} bytes saved on {stamp(local(call.node, flash.modified(name)))}"
    try:
        yield "\n" + _row(name, f"Created by ExtremeWare XOS version {read_header(data).version}")
        yield _row("", creation)
    except DamagedFile:
        yield "\n" + _row(name, creation)


# -- show slot -----------------------------------------------------------------------------------------------------


def valid_show_slot(chassis: "Chassis", slot: int | None = None, **_: object) -> None:
    """Refuse a slot that the chassis does not have."""
    if slot is not None and slot not in chassis.slots:
        raise Refusal(f"Error: Slot {slot} is not a valid slot.")


def show_slot(call: Call, slot: int | None = None, detail: bool = False) -> str:
    """Print the slots, or one slot in detail.

    evidence: later EXOS (header, columns), recalled (the rows of the MSMs, the block)
    """
    valid_show_slot(call.chassis, slot)
    if slot is not None:
        return _block(call, slot)
    if detail:
        return "\n".join(_block(call, number) for number in call.chassis.slots)
    head = "Slots    Type                 Configured           State       Ports\n" + "-" * 68 + "\n"
    return head + "".join(_slot_row(call, number) for number in call.chassis.slots) + "".join(_msm_rows(call))


def _slot_row(call: Call, number: int) -> str:
    card, info = call.get(CardState, number), call.get(CardInfo, number)
    kind, state = (card.type, card.state) if card else ("", "Empty")
    configured = info.configured_type if info else ""
    return _columns_of_slot(f"Slot-{number}", kind, configured, state, _ports(call, number))


def _columns_of_slot(name: str, kind: str, configured: str, state: str, ports: int) -> str:
    return f"{name:<9}{kind:<21}{configured:<21}{state:<12}{ports:>4}\n"


def _ports(call: Call, number: int) -> int:
    card = call.get(CardState, number)
    return len(call.chassis.types[card.type].ports) if card else 0


def _msm_rows(call: Call) -> Iterator[str]:
    """Return the rows of MSMs in slots of their own; on the 8800s the MSMs are among the I/O slots."""
    for msm in call.chassis.msms:
        if msm.letter:
            lamp = call.node.backplane.lamp(msm.name)
            state = {"EMPTY": "Empty", "FAIL": "Failed"}.get(lamp, "Operational")
            yield _columns_of_slot(msm.name, msm.module if lamp != "EMPTY" else "", "", state, 0)


def _block(call: Call, number: int) -> str:
    card, info = call.get(CardState, number), call.get(CardInfo, number)
    fields = {"State": card.state if card else "Empty"}
    if card:
        slot = call.chassis.slots[number]
        fields |= {
            "Download %": "100",
            "Restart count": "0 (limit 5)",
            "Serial number": f"{slot.part} {slot.serial}",
            "Hw Module Type": card.type,
            "SW Version": call.node.version,
            "SW Build": branch(call.node.version),
        }
    fields["Configured Type"] = info.configured_type if info else ""
    if card:
        fields |= {"Ports available": str(_ports(call, number)), "Recovery Mode": _recovery(call, number)}
    return f"Slot-{number} information:\n" + "".join(f"    {name + ':':<21}{value}\n" for name, value in fields.items())


def _recovery(call: Call, number: int) -> str:
    """Return what happens to a module that fails, as process epm tells."""
    return str(call.software.ask("epm", "slot_recovery", call.store, number)).capitalize()


# -- show checkpoint-data ------------------------------------------------------------------------------------------

#: What no capture shows; ON, OK and the words 08D3, 18D3 and 8853 are from later 16.2.  evidence: inferred
#: OFF: the process does not checkpoint, and its word under Debug-info lacks the bit *IN_SYNC*.  ERR: it has a fault.
#: A count that is too long for its column is shown as nines.
OFF, FAULTY, IN_SYNC, NINE = "OFF", "ERR", 0x0080, "9"
CHECKPOINT_HEAD = "Process          Tx     Rx  Errors   Sent  Total     % Chkpt    Debug-info\n" + "-" * 76 + "\n"


def show_checkpoint_data(call: Call, process: str | None = None) -> str:
    """Print the messages of each process between the MSMs, as this MSM counted them.

    evidence: later 16.2 (the format, measured)
    """
    counters = call.node.checkpoint.counters
    if process is not None and process not in counters:
        what = "does not checkpoint" if process in call.chassis.processes else "does not exist"
        raise Refusal(f"Error: Process {process} {what}.")  # evidence: inferred (the words)
    names = list(call.chassis.processes) if process is None else [process]
    return CHECKPOINT_HEAD + "".join(_counter(call, name, counters[name]) for name in names if name in counters)


def _counter(call: Call, name: str, c: Counter) -> str:
    """Print one row; a process that does not run here is off, and that is a fault."""
    runs = call.node.works(name)
    on = c.on and runs
    faulty = not runs or (c.errors and not c.on)
    percent = min(100, 100 * c.sent // c.total) if c.total else 100 * c.done
    counts = zip((c.transmitted, c.received, c.errors, c.sent, c.total), (6, 6, 7, 6, 6), strict=True)
    flags = call.chassis.processes[name].flags
    return (
        f"{name:<12} {' '.join(_fit(count, width) for count, width in counts)} {percent:>4}%"
        f" {'ON' if on else OFF:<3} {FAULTY if faulty else 'OK':<4} 1 ({flags if on else flags & ~IN_SYNC:08X})\n"
    )


def _fit(count: int, width: int) -> str:
    """Print a count in its column; one that is too long as the most that fits."""
    text = str(count)
    return NINE * width if len(text) > width else f"{text:>{width}}"
