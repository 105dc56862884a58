"""What the chassis itself does between the MSMs: presence, power, the master line, and the control channel.

The master line is a hardware latch that one node at most can hold.  It is what keeps a cut control channel from
making two masters: a node that hears nothing from its peer still sees that the line is held.  evidence: inferred
"""

from typing import TYPE_CHECKING, Protocol

from xos_cli.switch.clock import Clock
from xos_cli.switch.messages import Message

if TYPE_CHECKING:
    from xos_cli.switch.fabric.fabric import Fabric


class Card(Protocol):
    """A node as the backplane sees it."""

    name: str
    failure: str

    def receive(self, message: Message) -> bool: ...
    @property
    def listening(self) -> bool: ...
    def notice(self) -> None: ...
    def reset(self) -> None: ...


#: Seconds from a master's loss until the other node acts on it.  evidence: guide 11.3 p.78 (less than half a second)
DETECTION = 0.25


class Backplane:
    """The slots of the MSMs, the master line and the channel (*channel_up*) between them.

    *modules*: by slot, when the I/O module there works (virtual seconds); it goes on working without a master.
    """

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.cards: dict[str, Card] = {}
        self.fabric: Fabric | None = None  # the I/O modules, where the switch is part of a network
        self._master: str | None = None
        self.channel_up = True
        self.modules: dict[int, float] = {}

    @property
    def master(self) -> str | None:
        """The name of the node that holds the master line, if one does."""
        return self._master

    @master.setter
    def master(self, name: str | None) -> None:
        if self.fabric is not None and name is None and self._master is not None:
            self.fabric.orphaned()
        self._master = name

    def others(self, card: Card) -> list[Card]:
        """The MSMs in the other slots, in whatever state."""
        return [other for other in self.cards.values() if other is not card]

    def reaches(self, card: Card) -> bool:
        """Whether *card* can talk to another node now."""
        return self.channel_up and any(other.listening for other in self.others(card))

    def lamp(self, name: str) -> str:
        """What one sees of the MSM in a slot without a word from it: EMPTY, FAIL or INIT."""
        card = self.cards.get(name)
        return "EMPTY" if card is None else "FAIL" if card.failure else "INIT"

    def plug(self, card: Card) -> None:
        """*card* is put into its slot."""
        self.cards[card.name] = card

    def unplug(self, card: Card) -> None:
        """*card* leaves its slot; what it held is free."""
        del self.cards[card.name]
        self.release(card)

    def claim(self, card: Card) -> bool:
        """Take the master line; False if another node holds it."""
        if self.master is None:
            self.master = card.name
        return self.master == card.name

    def release(self, card: Card) -> None:
        """*card* is gone (reset, removed, without power): free its line and let the others know."""
        if self.master == card.name:
            self.master = None
        for other in self.cards.values():
            if other is not card:
                self.clock.after(DETECTION, other.notice)
        if self.fabric is not None:
            self.fabric.card_left(card)

    def send(self, card: Card, message: Message) -> bool:
        """Carry *message* to the other node; False if it did not arrive, or was not taken there."""
        if not self.channel_up:
            return False
        taken = [other.receive(message) for other in self.others(card) if other.listening]
        return bool(taken) and all(taken)

    def cut(self) -> None:
        """Break the control channel; both nodes notice."""
        if self.channel_up:
            self.channel_up = False
            for card in self.cards.values():
                self.clock.after(DETECTION, card.notice)

    def join(self) -> None:
        """Mend the control channel."""
        if not self.channel_up:
            self.channel_up = True
            for card in list(self.cards.values()):
                card.notice()

    def reset(self, name: str) -> None:
        """Pull the reset line of one slot.  evidence: inferred"""
        self.cards[name].reset()

    def reset_all(self) -> None:
        """Pull the reset line: every node starts anew at once."""
        self.master = None
        for card in list(self.cards.values()):
            card.reset()
