"""`:step`: let the next transition happen, and print it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from xos_cli.errors import LabError
from xos_cli.switch.boot import Boot
from xos_cli.switch.channel.end import ChannelEnd
from xos_cli.switch.channel.pieces import Piece
from xos_cli.switch.channel.wire import ChannelWire
from xos_cli.switch.node import Node
from xos_cli.switch.replication.agenda import Agenda
from xos_cli.switch.role import Role
from xos_cli.switch.timing.beacon import Ear
from xos_cli.switch.timing.clock import ClockEvent, EventKind

if TYPE_CHECKING:
    from xos_cli.switch.machine import Machine

#: Kinds of events that count as a step; the others happen on the way.
STEPS = (EventKind.TRANSITION, EventKind.FLIGHT)


def step(machine: "Machine") -> str:
    """Advance time to the next transition or arrival; return what it was."""
    clock = machine.clock
    if clock.quiet:
        raise LabError("nothing is under way: only time-outs and schedules are to come")
    before = clock.now
    while True:
        event = clock.head
        assert event is not None
        words = describe(machine, event)
        clock.step()
        if event.kind in STEPS and not event.visitor:
            return f"[+{clock.now - before:.4f} s  {words}]\n"


def describe(machine: "Machine", event: ClockEvent) -> str:
    """Describe an event in a few words."""
    owner = getattr(event.action, "__self__", None)
    name = event.action.__name__.strip("_").replace("_", " ")
    for kind, words in _WORDS.items():
        if isinstance(owner, kind):
            return words(machine, owner, name, event.arguments)
    return f"{type(owner).__name__.lower()}: {name}"


def _wire(machine: "Machine", wire: ChannelWire, name: str, arguments: tuple[Any, ...]) -> str:
    frame = arguments[0]
    other = next(sender for sender in machine.backplane.wires if sender != wire.name)
    if not isinstance(frame, Piece):
        what = "an acknowledgement"
    elif frame.message is None:
        what = "a piece of a message"
    else:
        what = f"{type(frame.message).__name__} of {frame.message.process}"
    return f"{wire.name} to {other}: {what}"


def _agenda(machine: "Machine", agenda: Agenda, name: str, arguments: tuple[Any, ...]) -> str:
    return f"{agenda.node.name}: checkpoint, {agenda.next}"


def _node(machine: "Machine", node: Node, name: str, arguments: tuple[Any, ...]) -> str:
    if name == "call":
        return f"{node.name}: {arguments[0]}, {arguments[1].replace('_', ' ')}"
    return f"{node.name}: {_NODE.get(name, name)}"


def _role(machine: "Machine", role: Role, name: str, arguments: tuple[Any, ...]) -> str:
    return f"{role.node.name}: {'election' if name == 'decide' else name}"


def _boot(machine: "Machine", boot: Boot, name: str, arguments: tuple[Any, ...]) -> str:
    return f"{boot.node.name}: boot, {_BOOT.get(name, name)}"


def _end(machine: "Machine", end: ChannelEnd, name: str, arguments: tuple[Any, ...]) -> str:
    return f"{end.out.name}: sends again what is not acknowledged"


def _ear(machine: "Machine", ear: Ear, name: str, arguments: tuple[Any, ...]) -> str:
    return "a keep-alive arrives" if name == "wake" else "no keep-alive for too long"


_NODE = {
    "notice": "looks at the lines of the other slot",
    "reset": "restarts",
    "step down": "hands over",
}
_BOOT = {
    "wave": "processes start",
    "screen": "the screen",
    "initialise": "the selected file is read",
    "stand": "ready for election",
    "loading": "the configuration is loaded",
    "loaded": "the configuration is in force",
}
#: By the class that an event belongs to.
_WORDS: dict[type, Callable[["Machine", Any, str, tuple[Any, ...]], str]] = {
    ChannelWire: _wire,
    Agenda: _agenda,
    Node: _node,
    Role: _role,
    Boot: _boot,
    ChannelEnd: _end,
    Ear: _ear,
}
