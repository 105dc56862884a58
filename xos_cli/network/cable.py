"""A cable between two ports: its delay, its seeded loss, faults in one or both directions, and taps for captures."""

from collections.abc import Callable
from random import Random
from typing import Protocol

from xos_cli.switch.hardware.link import Agreed, Copy, Endpoint, negotiate
from xos_cli.switch.timing.clock import Clock, EventKind

#: Seconds that two ports need to agree on a link.  evidence: inferred
AGREEING = 3.0
#: Seconds that a frame takes by default.  evidence: inferred
DELAY = 0.00001
#: Who is told of a frame that passes an end of a cable: the moment, and the frame.
Tap = Callable[[float, Copy], None]
#: Who is told that a link came up or fell: the name of the end.
Ends = tuple[Agreed | None, Agreed | None]
NONE: Ends = (None, None)


class FrameWatch(Protocol):
    """The traced frames that all wires of a network share: by number, the names of the ends they passed."""

    ways: dict[int, list[str]]


class CableEnd:
    """One end of a cable, plugged into *endpoint*.  *cut*: what this end sends is lost."""

    def __init__(self, cable: "Cable", index: int, endpoint: Endpoint) -> None:
        self.cable, self.index, self.endpoint = cable, index, endpoint
        self.cut = False
        self.taps: list[Tap] = []
        self.sent = self.lost = 0

    @property
    def other(self) -> "CableEnd":
        """Return the other end."""
        return self.cable.ends[1 - self.index]

    def send(self, copy: Copy) -> None:
        """Carry a frame to the other end, unless it is lost."""
        cable = self.cable
        self.sent += 1
        if self.taps:
            self._tap(copy)
        if cable.watch.ways and copy.serial in cable.watch.ways:
            cable.watch.ways[copy.serial].append(self.endpoint.name)
        if self.cut or (cable.loss and cable.random.random() < cable.loss):
            self.lost += 1
            return
        other = self.other
        action = other.arrive if other.taps else other.endpoint.receive
        cable.clock.after(cable.delay, action, copy, kind=EventKind.FLIGHT)

    def arrive(self, copy: Copy) -> None:
        """Show the taps a frame that comes in, and hand it on."""
        self._tap(copy)
        self.endpoint.receive(copy)

    def _tap(self, copy: Copy) -> None:
        for tap in self.taps:
            tap(self.cable.clock.now, copy)

    def look(self) -> None:
        """Compare the offers of both ends again."""
        self.cable.look()

    def far(self) -> tuple[Endpoint, ...]:
        """Return what is at the other end."""
        return (self.other.endpoint,)


class Cable:
    """A cable; its two ends have a link when their offers fit and no direction that they need is broken."""

    def __init__(
        self,
        clock: Clock,
        one: Endpoint,
        other: Endpoint,
        watch: FrameWatch,
        seed: str,
        delay: float = DELAY,
        loss: float = 0.0,
    ) -> None:
        self.clock, self.watch, self.delay, self.loss = clock, watch, delay, loss
        self.name = f"{one.name} - {other.name}"
        self.random = Random(f"{seed}/{self.name}")
        self.agreed: Ends = NONE
        self._attempt = 0
        self.ends = CableEnd(self, 0, one), CableEnd(self, 1, other)
        for end in self.ends:
            end.endpoint.attach(end)
        self.look()

    @property
    def up(self) -> bool:
        """Return whether both ends have the link."""
        return all(self.agreed)

    # -- the link --------------------------------------------------------------------------------------------------

    def look(self) -> None:
        """Follow a change at one end: a link that no longer fits falls at once, one that fits comes up soon."""
        wanted = self._wanted()
        if wanted == self.agreed:
            self._attempt += 1
            return
        fallen = tuple([new if new == old else None for new, old in zip(wanted, self.agreed, strict=True)])
        self._carry((fallen[0], fallen[1]))
        self._attempt += 1
        if wanted != self.agreed:
            self.clock.after(AGREEING, self._rise, self._attempt)

    def _wanted(self) -> Ends:
        """Return what both ends agree on.

        An end that hears nothing has no link; with negotiation the other end has none either.
        """
        one, other = (end.endpoint.offer for end in self.ends)
        found = negotiate(one, other)
        if found is None or one is None or other is None:
            return NONE
        deaf = self.ends[1].cut, self.ends[0].cut
        if any(deaf) and (one.auto or other.auto):
            return NONE
        return None if deaf[0] else found[0], None if deaf[1] else found[1]

    def _rise(self, attempt: int) -> None:
        if attempt == self._attempt:
            self._carry(self._wanted())

    def _carry(self, agreed: Ends) -> None:
        if agreed != self.agreed:
            self.agreed = agreed
            for end, one in zip(self.ends, agreed, strict=True):
                end.endpoint.carry(one)

    # -- faults ----------------------------------------------------------------------------------------------------

    def cut(self, end: CableEnd | None = None) -> None:
        """Break the cable, or only the direction in which *end* sends."""
        for one in self.ends if end is None else (end,):
            one.cut = True
        self.look()

    def join(self) -> None:
        """Repair the cable."""
        for end in self.ends:
            end.cut = False
        self.look()

    def unplug(self) -> None:
        """Pull the cable out at both ends."""
        self._attempt += 1
        self._carry(NONE)
        for end in self.ends:
            end.endpoint.attach(None)
        self.clock.drop(self)


class Socket:
    """One socket of a segment, with a port plugged in.  *cut*: this connection is broken."""

    def __init__(self, segment: "Segment", endpoint: Endpoint) -> None:
        self.segment, self.endpoint = segment, endpoint
        self.cut = False
        self.agreed: Agreed | None = None
        self.attempt = 0
        self.taps: list[Tap] = []

    def send(self, copy: Copy) -> None:
        """Repeat a frame to all other sockets."""
        segment = self.segment
        for tap in self.taps:
            tap(segment.clock.now, copy)
        if segment.watch.ways and copy.serial in segment.watch.ways:
            segment.watch.ways[copy.serial].append(self.endpoint.name)
        for other in segment.sockets:
            if other is not self and other.agreed is not None:
                segment.clock.after(segment.delay, other.arrive, copy, kind=EventKind.FLIGHT)

    def arrive(self, copy: Copy) -> None:
        """Hand on a frame that the segment repeats."""
        for tap in self.taps:
            tap(self.segment.clock.now, copy)
        self.endpoint.receive(copy)

    def far(self) -> list[Endpoint]:
        """Return what is in the other sockets."""
        return [socket.endpoint for socket in self.segment.sockets if socket is not self]

    def look(self) -> None:
        """Follow a change of this socket's port alone."""
        offer = self.endpoint.offer
        wanted = None if self.cut or offer is None else Agreed(offer.speed, "half")
        self.attempt += 1
        if wanted != self.agreed:
            self._carry(None)
            if wanted is not None:
                self.segment.clock.after(AGREEING, self.rise, self.attempt, wanted)

    def rise(self, attempt: int, wanted: Agreed) -> None:
        """Bring the link up, unless something changed since this was scheduled."""
        if attempt == self.attempt:
            self._carry(wanted)

    def _carry(self, agreed: Agreed | None) -> None:
        if agreed != self.agreed:
            self.agreed = agreed
            self.endpoint.carry(agreed)


class Segment:
    """A hub: what one of its sockets sends, all others receive; links to it are half duplex."""

    def __init__(self, clock: Clock, name: str, watch: FrameWatch, delay: float = DELAY) -> None:
        self.clock, self.name, self.watch, self.delay = clock, name, watch, delay
        self.sockets: list[Socket] = []

    def plug(self, endpoint: Endpoint) -> Socket:
        """Plug a port in."""
        socket = Socket(self, endpoint)
        self.sockets.append(socket)
        endpoint.attach(socket)
        socket.look()
        return socket

    def unplug(self, socket: Socket) -> None:
        """Pull a port out."""
        self.sockets.remove(socket)
        socket.cut = True
        socket.look()
        socket.endpoint.attach(None)
