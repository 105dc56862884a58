"""The backplane between the MSMs: slots, power, the signal lines of each slot, and the wires of the channel.

A node sees the other slot without a message from it: whether there is an MSM (*lamp*), whether its software has started
since its last reset (*ready*), and whether that software works: its line carries a pulse, which a hanging MSM lacks.
The master line is a latch that one node at most can hold.  It keeps a cut channel from making two masters: a node that
hears nothing from the other still sees that the line is held, and by an MSM whose line pulses.  evidence: inferred
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from xos_cli.switch.channel.end import ChannelEnd, ChannelNode
from xos_cli.switch.channel.wire import ChannelWire
from xos_cli.switch.timing.clock import Clock

if TYPE_CHECKING:
    from xos_cli.switch.fabric.fabric import Fabric


class PluggedNode(Protocol):
    """A node as the backplane sees it."""

    name: str
    failure: str
    hangs: bool

    @property
    def started(self) -> bool:
        """Return whether its software has started since its last reset."""

    def notice(self) -> None:
        """Look at the lines of the other slot, because one of them changed."""

    def reset(self) -> None:
        """Restart, because the reset line was pulled."""


#: Seconds from a change of a line until the other node acts on it.  evidence: guide 11.3 p.78 (less than half a second)
DETECTION = 0.25


class Backplane:
    """The slots of the MSMs, their lines, and the *wires* between them, each under the name of its sender.

    *modules*: by slot, when the I/O module there works (virtual seconds); it goes on working without a master.

    *delay* (seconds) and *rate* (bytes per second) are those of a sound wire.
    """

    def __init__(
        self, clock: Clock, names: tuple[str, ...] = (), delay: float = 0.0005, rate: float = 1e7, seed: int = 0
    ) -> None:
        self.clock = clock
        self.cards: dict[str, PluggedNode] = {}
        self.outside: Callable[[bytes], None] | None = None  # sends notifications into the world of a served switch
        self.fabric: Fabric | None = None  # the I/O modules, where the switch is part of a network
        self._master: str | None = None
        self.wires = {name: ChannelWire(clock, name, delay, rate, seed) for name in names}
        self.modules: dict[int, float] = {}

    @property
    def master(self) -> str | None:
        """Return the name of the node that holds the master line, if one does."""
        return self._master

    @master.setter
    def master(self, name: str | None) -> None:
        if self.fabric is not None and name is None and self._master is not None:
            self.fabric.orphaned()
        self._master = name

    def others(self, card: PluggedNode) -> list[PluggedNode]:
        """Return the MSMs in the other slots, in whatever state."""
        return [other for other in self.cards.values() if other is not card]

    # -- what one sees of a slot -------------------------------------------------------------------------------------

    def lamp(self, name: str) -> str:
        """Return what is seen of the MSM in a slot without a word from it: EMPTY, FAIL or INIT (there is one)."""
        card = self.cards.get(name)
        return "EMPTY" if card is None else "FAIL" if card.failure else "INIT"

    def ready(self, name: str) -> bool:
        """Return whether the software of the MSM in a slot has started since its last reset."""
        return name in self.cards and self.cards[name].started

    def pulse(self, name: str) -> bool:
        """Return whether the line of a slot carries a pulse: the software there has started and does not hang."""
        return self.ready(name) and not self.cards[name].hangs

    # -- slots and lines ---------------------------------------------------------------------------------------------

    def plug(self, card: PluggedNode) -> None:
        """Put an MSM into its slot."""
        self.cards[card.name] = card

    def unplug(self, card: PluggedNode) -> None:
        """Take an MSM out of its slot; it loses the master line."""
        del self.cards[card.name]
        self.release(card)

    def claim(self, card: PluggedNode) -> bool:
        """Take the master line; False if another node holds it."""
        if self.master is None:
            self.master = card.name
        return self.master == card.name

    def yield_line(self, card: PluggedNode) -> None:
        """Release the master line while the node still runs; the other node is told over the channel."""
        if self.master == card.name:
            self.master = None

    def release(self, card: PluggedNode) -> None:
        """Release the master line of an MSM that was reset, removed or lost power; the other MSM notices."""
        self.yield_line(card)
        self.changed(card)
        if self.fabric is not None:
            self.fabric.card_left(card)

    def changed(self, card: PluggedNode) -> None:
        """Let the other MSM notice a change on the lines of *card*, after ``DETECTION`` seconds."""
        for other in self.others(card):
            self.clock.after(DETECTION, other.notice)

    def reset(self, name: str) -> None:
        """Pull the reset line of one MSM, which restarts it."""
        self.cards[name].reset()

    def reset_all(self) -> None:
        """Pull the reset line of the chassis: all nodes restart at once."""
        self.master = None
        for card in list(self.cards.values()):
            card.reset()

    # -- the channel -------------------------------------------------------------------------------------------------

    def connect(self, name: str, node: ChannelNode) -> ChannelEnd | None:
        """Return a new end of the channel for the MSM *name*; None on a stand-alone switch, which has no channel."""
        into = next((wire for sender, wire in self.wires.items() if sender != name), None)
        return ChannelEnd(self.clock, node, self.wires[name], into) if into is not None else None

    @property
    def channel_up(self) -> bool:
        """Return whether no wire of the channel is cut."""
        return not any(wire.cut for wire in self.wires.values())

    def faults(self) -> list[str]:
        """Return what is wrong with the channel, in a few words each."""
        cut = [name for name, wire in self.wires.items() if wire.cut]
        words = [] if not cut else ["channel cut"] if len(cut) == len(self.wires) else [f"channel cut from {cut[0]}"]
        faulty = [wire for wire in self.wires.values() if wire.loss or wire.later or wire.slower]
        for wire in faulty[:1]:
            words += [f"channel loses {wire.loss:.0%}"] if wire.loss else []
            words += [f"channel {wire.later:g} s late"] if wire.later else []
            words += [f"channel at {wire.slower:g} bytes per second"] if wire.slower else []
        return words

    def impair(self, loss: float | None = None, later: float | None = None, slower: float | None = None) -> None:
        """Add a fault to both wires: a share of loss (0 to 1), seconds of delay, or a limit in bytes per second."""
        for wire in self.wires.values():
            wire.set(
                wire.cut,
                wire.loss if loss is None else loss,
                wire.later if later is None else later,
                wire.slower if slower is None else slower,
            )

    def cut(self, sender: str = "") -> None:
        """Cut the channel, or only the wire by which *sender* sends; each node notices by the silence."""
        for name, wire in self.wires.items():
            if sender in ("", name):
                wire.set(True, wire.loss, wire.later, wire.slower)

    def join(self) -> None:
        """Repair the channel: remove every fault of both wires."""
        for wire in self.wires.values():
            wire.set()
