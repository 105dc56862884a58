"""`:chassis`: the switch as it is now, as somebody sees it who looks into every MSM at once.

It is the lab's own view: no MSM knows all of this.
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

from xos_cli.command.dialogue import Dialogue, Key
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
COLOURS = {
    State.MASTER: "bold green",
    State.OPERATIONAL: "bold green",
    State.BACKUP: "cyan",
    State.FAIL: "bold red",
    State.DOWN: "red",
}


def draw(machine: "Machine", colour: bool = False) -> str:
    """The picture as lines of text; in *colour* for a terminal."""
    out = StringIO()
    console = Console(
        file=out, width=WIDTH, force_terminal=colour, color_system="standard" if colour else None, highlight=False
    )
    for part in _parts(machine):
        console.print(part)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def live(machine: "Machine") -> Dialogue:
    """The picture again and again, until a key is pressed or the MSMs are in sync."""
    while True:
        yield HOME + draw(machine, colour=True)
        if machine.in_sync or (yield Key(LEAVING, PERIOD)) is not None:
            return


def _parts(machine: "Machine") -> Iterator[RenderableType]:
    chassis = machine.chassis
    power = "on" if machine.powered else "off"
    yield Text.assemble((chassis.product, "bold"), f"  power {power}  release {chassis.release}")
    yield _side_by_side(*_modules(machine))
    master = machine.master
    yield _side_by_side(_slots(machine, master), _checkpoint(master) if master and chassis.modular else None)


def _side_by_side(*parts: RenderableType | None) -> Table:
    grid = Table.grid(padding=(0, 1))
    grid.add_row(*[part for part in parts if part is not None])
    return grid


# -- the MSMs --------------------------------------------------------------------------------------------------------


def _modules(machine: "Machine") -> list[RenderableType]:
    """An MSM each, and between them the channel."""
    nodes: list[RenderableType] = [_module(machine, node) for node in machine.nodes.values()]
    if len(nodes) > 1:
        whole = machine.backplane.channel_up
        channel = Text("\n\nchannel\n" + ("═══════" if whole else "══/ /══"), "green" if whole else "bold red")
        nodes.insert(1, channel)
    return nodes


def _module(machine: "Machine", node: "Node") -> Panel:
    """What one sees of it, and what it knows of itself."""
    there, facts = machine.plugged(node.name), Table.grid(padding=(0, 1))
    state = _state(node, there)
    colour = COLOURS.get(node.state, "") if there and node.powered else "dim"
    facts.add_row("State", Text(state, colour))
    if there and node.powered:
        for label, text in _of_itself(node).items():
            facts.add_row(label, text)
    return Panel(facts, title=node.name, box=ROUNDED, width=33, height=8, border_style=colour)


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
    """What is in the slots, as far as there is a master that has looked."""
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
    """How far each process that has something to transfer is with it; messages of the others, in one line."""
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
