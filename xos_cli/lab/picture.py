"""`:chassis`: a picture of the switch as it is now.

It is the lab's own view into both MSMs: no MSM knows all of this.
"""

from collections.abc import Iterator
from io import StringIO
from typing import TYPE_CHECKING

from rich.box import ROUNDED
from rich.console import Console, RenderableType
from rich.panel import Panel
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from xos_cli.command.dialogue import Dialogue, KeyPress
from xos_cli.lab.channel import state
from xos_cli.lab.look import TEXT, Look
from xos_cli.processes.devmgr.rows import CardInfo, CardState
from xos_cli.processes.vlan.ports.rows import PortLink
from xos_cli.switch.election import State

if TYPE_CHECKING:
    from xos_cli.switch.machine import Machine
    from xos_cli.switch.node import Node

WIDTH = 78
#: Virtual seconds between two pictures.
PERIOD = 1.0
LEAVING = "[any key ends this picture]"
HOME = "\x1b[H\x1b[J"
#: What stands for the drawing characters of this module in ASCII.
PLAIN = str.maketrans("═", "=")
COLOURS = {
    State.MASTER: "bold green",
    State.OPERATIONAL: "bold green",
    State.BACKUP: "cyan",
    State.FAIL: "bold red",
    State.DOWN: "red",
}


class Ascii(StringIO):
    """A text for which rich draws boxes and bars with ASCII characters."""

    encoding = "ascii"


def draw(machine: "Machine", look: Look = TEXT) -> str:
    """Return the picture as lines of text, as a terminal with this *look* can show it."""
    out = StringIO() if look.drawing else Ascii()
    console = Console(
        file=out,
        width=WIDTH,
        force_terminal=look.colour,
        color_system="standard" if look.colour else None,
        highlight=False,
    )
    for part in _parts(machine):
        console.print(part)
    text = out.getvalue() if look.drawing else out.getvalue().translate(PLAIN)
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


def redraw(machine: "Machine", look: Look) -> Dialogue:
    """Draw the picture every second until a key is pressed or the MSMs are in sync."""
    while True:
        yield HOME + draw(machine, look)
        if machine.in_sync or (yield KeyPress(LEAVING, PERIOD)) is not None:
            return


def _parts(machine: "Machine") -> Iterator[RenderableType]:
    chassis = machine.chassis
    power = "on" if machine.powered else "off"
    yield Text.assemble((chassis.product, "bold"), f"  power {power}  release {chassis.release}")
    yield _side_by_side(*_modules(machine))
    master = machine.master
    if machine.backplane.wires:
        yield Text("\n".join(state(machine) + _progress(master)), "" if machine.backplane.channel_up else "red")
    yield _side_by_side(_slots(machine, master), _checkpoint(master) if master and chassis.modular else None)


def _progress(master: "Node | None") -> list[str]:
    """Return a line about what the checkpoint sends next, while it is under way."""
    following = master.checkpoint.agenda.next if master else ""
    return [f"checkpoint: {following}"] if following else []


def _side_by_side(*parts: RenderableType | None) -> Table:
    grid = Table.grid(padding=(0, 1))
    grid.add_row(*[part for part in parts if part is not None])
    return grid


# -- the MSMs --------------------------------------------------------------------------------------------------------


def _modules(machine: "Machine") -> list[RenderableType]:
    """Return a panel for each MSM, and the channel between them."""
    nodes: list[RenderableType] = [_module(machine, node) for node in machine.nodes.values()]
    if len(nodes) > 1:
        whole = machine.backplane.channel_up
        channel = Text("\n\nchannel\n" + ("═══════" if whole else "══/ /══"), "green" if whole else "bold red")
        nodes.insert(1, channel)
    return nodes


def _module(machine: "Machine", node: "Node") -> Panel:
    """Return the panel of an MSM: its state, and what it knows of itself."""
    there, facts = machine.plugged(node.name), Table.grid(padding=(0, 1))
    state = _state(node, there)
    colour = COLOURS.get(node.state, "") if there and node.powered else "dim"
    facts.add_row("State", Text(state, colour))
    if there and node.powered:
        for label, text in _of_itself(node).items():
            facts.add_row(label, text)
    return Panel(facts, title=node.name, box=ROUNDED, width=33, height=9, border_style=colour)


def _state(node: "Node", there: bool) -> str:
    if not there:
        return "removed"
    if not node.powered:
        return "no power"
    return f"{node.state} ({node.failure})" if node.failure else str(node.state)


def _of_itself(node: "Node") -> dict[str, str]:
    config = node.config.booted or "factory defaults"
    sync = "in sync" if node.checkpoint.in_sync else "under way" if node.checkpoint.active else "none"
    facts = {"Config": config + (", unsaved changes" if node.config.dirty else ""), "Image": node.version}
    if node.chassis.modular:
        facts = {"Priority": str(node.priority()), "Checkpoint": sync} | facts
    return facts | {"Logins": ", ".join(row.account for row in node.sessions.values()) or "none"}


# -- slots and ports -------------------------------------------------------------------------------------------------


def _slots(machine: "Machine", master: "Node | None") -> Table:
    """Return the table of the slots, as the master knows them."""
    table = Table("Slot", "Module", "State", "Ports up", box=None, padding=(0, 2, 0, 0))
    chassis = machine.chassis
    for number, slot in chassis.slots.items():
        card = master.store.get(CardState, number) if master else None
        ports = [port for port in chassis.ports if port[0] == number]
        links = [master.store.get(PortLink, *port) for port in ports] if master else []
        up = sum(1 for link in links if link is not None and link.up)
        configured = master.store.get(CardInfo, number) if master else None
        kind = slot.module or (f"({configured.configured_type})" if configured else "")
        state = card.state if card else "" if slot.module else "Empty"
        table.add_row(str(number), kind, Text(state, _look(state)), f"{up}/{len(ports)}" if ports else "")
    return table


def _look(state: str) -> str:
    return {"Operational": "green", "Empty": "dim", "Mismatch": "bold red"}.get(state, "yellow" if state else "")


# -- the checkpoint --------------------------------------------------------------------------------------------------


def _checkpoint(master: "Node") -> Table:
    """Return the table of the checkpoint: a bar for each process that has rows to transfer, and the messages sent."""
    table = Table("Checkpoint", "", "", box=None, padding=(0, 1, 0, 0))
    counters = master.checkpoint.counters
    for name, counter in counters.items():
        if counter.total:
            share = f"{counter.sent}/{counter.total}"
            look = "green" if counter.done else "yellow" if counter.sent else "dim"
            table.add_row(Text(name, look), ProgressBar(counter.total, counter.sent, width=10), Text(share, look))
    sent, errors = sum(c.transmitted for c in counters.values()), sum(c.errors for c in counters.values())
    table.add_row("messages", "", Text(f"{sent} sent, {errors} lost", "red" if errors else ""))
    return table
