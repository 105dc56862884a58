"""The channel between the MSMs: each message arrives once, complete and in order, or is given up.

evidence: inferred (all of it)
"""

from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xos_cli.switch.channel.end import WINDOW, ChannelEnd
from xos_cli.switch.channel.pieces import HEADER, PIECE, size_of
from xos_cli.switch.channel.wire import SILENCE, ChannelWire
from xos_cli.switch.messages import Ack, File, Message
from xos_cli.switch.timing.clock import Clock

DELAY, RATE = 0.0005, 1e6


class Board:
    """A node that only remembers what the channel tells it."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.received: list[tuple[float, Message]] = []
        self.answers: list[tuple[str, bool]] = []
        self.sent_messages = self.lost = 0
        self.link: list[str] = []
        self.takes = True

    def came(self) -> None:
        self.link.append("came")

    def left(self) -> None:
        self.link.append("left")

    def receive(self, message: Message) -> bool:
        self.received.append((self.clock.now, message))
        return self.takes

    def sent(self, message: Message) -> None:
        self.sent_messages += 1

    def failed(self, message: Message) -> None:
        self.lost += 1

    def answered(self, message: Message, taken: bool) -> None:
        self.answers.append((name(message), taken))


class Pair:
    """Two ends that hear each other."""

    def __init__(self, seed: int = 0) -> None:
        self.clock = Clock(0.0)
        self.wires = [ChannelWire(self.clock, name, DELAY, RATE, seed) for name in "AB"]
        self.a, self.b = Board(self.clock), Board(self.clock)
        self.ends = [ChannelEnd(self.clock, self.a, *self.wires), ChannelEnd(self.clock, self.b, *self.wires[::-1])]
        for end in self.ends:
            end.start()
        self.clock.advance(1.0)

    def send(self, *names: str, size: int = 0) -> None:
        """Have A send files of these names."""
        for each in names:
            assert self.ends[0].send(File(each, b"x" * size, 0.0), self.a.answered)

    def drain(self) -> None:
        """Go on until A has an answer to everything."""
        while self.ends[0].concluded < self.ends[0].issued:
            assert self.clock.step()

    def names(self) -> list[str]:
        """What B received."""
        return [name(message) for _, message in self.b.received]


def name(message: Message) -> str:
    assert isinstance(message, File)
    return message.name


def test_a_message_takes_its_time_and_is_answered() -> None:
    """It arrives after its size at the rate and the delay; the answer says whether it was taken; then all is quiet."""
    pair = Pair()
    before = pair.clock.now
    pair.send("a", size=1000)
    assert not pair.clock.quiet
    pair.drain()
    assert pair.b.received[0][0] - before == pytest.approx((1000 + HEADER) / RATE + DELAY)
    pair.b.takes = False
    pair.send("b")
    pair.drain()
    assert pair.a.answers == [("a", True), ("b", False)]
    assert (pair.a.sent_messages, pair.a.lost) == (2, 0)
    assert pair.clock.next is None


def test_an_undisturbed_channel_costs_no_events() -> None:
    """A day of keep-alives passes without one."""
    pair = Pair()
    assert (pair.a.link, pair.b.link) == (["came"], ["came"])
    assert pair.clock.next is None
    pair.clock.advance(86400.0)
    assert (pair.a.link, pair.clock.next) == (["came"], None)


def test_a_large_message_is_not_there_until_its_last_piece_is() -> None:
    """A file of several windows travels in pieces; a sender that dies before the last one has sent nothing."""
    pair = Pair()
    size = PIECE * (3 * WINDOW + 2)
    pair.send("large", size=size)
    copy = deepcopy(pair)
    pair.clock.advance(size / RATE * 0.9)
    assert pair.names() == []
    assert pair.ends[0].waiting[0] == 1
    assert 0 < pair.ends[0].waiting[1] < size
    pair.ends[0].stop()
    pair.clock.advance(5.0)
    assert pair.names() == []
    copy.drain()
    assert copy.names() == ["large"]
    assert copy.b.received[0][0] > size / RATE


def test_what_is_under_way_is_lost_with_its_sender_and_reaches_no_later_boot() -> None:
    """Neither the receiver nor the sender's next boot hears of it; nor does the receiver's next boot."""
    pair = Pair()
    pair.send("a")
    pair.ends[0].stop()
    pair.clock.advance(0.1)
    pair.ends[0].start()
    pair.clock.advance(5.0)
    assert (pair.names(), pair.a.answers) == ([], [])
    pair.wires[0].set(later=2.0)
    pair.clock.advance(5.0)
    pair.send("b")
    pair.ends[1].stop()
    pair.clock.advance(0.1)
    pair.ends[1].start()
    pair.clock.advance(10.0)
    assert (pair.names(), pair.a.answers) == ([], [("b", False)])
    assert pair.a.link[-2:] == ["left", "came"]
    pair.send("c")
    pair.drain()
    assert pair.names() == ["c"]


@pytest.mark.parametrize("cut", [(0,), (1,), (0, 1)])
def test_a_cut_gives_up_what_was_sent(cut: tuple[int, ...]) -> None:
    """One way or both: each end notices by the silence, what was sent is given up, and a mended channel starts anew."""
    pair = Pair()
    for number in cut:
        pair.wires[number].set(cut=True)
    pair.send("a")
    assert len(pair.a.answers) == 0
    pair.clock.advance(SILENCE + 0.1)
    assert pair.a.answers == [("a", False)]
    assert (pair.a.link, pair.b.link) == (["came", "left"], ["came", "left"])
    assert not pair.ends[0].send(Ack(), pair.a.answered)
    for wire in pair.wires:
        wire.set()
    pair.clock.advance(0.1)
    assert (pair.a.link[-1], pair.b.link[-1]) == ("came", "came")
    pair.send("b")
    pair.drain()
    assert pair.names()[-1] == "b"
    assert pair.clock.next is None


def test_a_short_cut_is_bridged() -> None:
    """What was lost in it is sent again: it counts as an error, arrives once, and nobody notices the cut."""
    pair = Pair()
    pair.wires[0].set(cut=True)
    pair.send("a", "b")
    pair.clock.advance(0.15)
    pair.wires[0].set()
    pair.drain()
    assert (pair.names(), pair.a.lost, pair.ends[0].repeats) == (["a", "b"], 2, 2)
    assert (pair.a.sent_messages, pair.a.link) == (2, ["came"])


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 2**16),
    loss=st.sampled_from([0.0, 0.05, 0.1, 0.3]),
    later=st.sampled_from([0.0, 0.01, 0.5]),
    slower=st.sampled_from([0.0, 9600.0]),
    sizes=st.lists(st.integers(0, 3 * PIECE), min_size=1, max_size=12),
)
def test_nothing_is_lost_doubled_or_out_of_order(
    seed: int, loss: float, later: float, slower: float, sizes: list[int]
) -> None:
    """On a channel that loses, delays and is slow, what is taken is what was sent, once and in order.

    Where the loss is so great that the keep-alives fail, a part is given up; what is answered as taken was received.
    """
    pair = Pair(seed)
    for wire in pair.wires:
        wire.set(loss=loss, later=later, slower=slower)
    sent = [f"{number}" for number in range(len(sizes))]
    for each, size in zip(sent, sizes, strict=True):
        if pair.ends[0].up:
            pair.send(each, size=size)
    pair.drain()
    taken = [each for each, good in pair.a.answers if good]
    assert [each for each, _ in pair.a.answers] == sent
    assert pair.names()[: len(taken)] == taken
    assert len(set(pair.names())) == len(pair.names())
    if "left" not in pair.a.link + pair.b.link:
        assert taken == sent
        assert pair.ends[0].repeats > 0 or not pair.wires[0].lost


def test_late_messages_do_no_harm() -> None:
    """A delay longer than the patience has messages sent twice; each is taken once, and the patience grows."""
    pair = Pair()
    for wire in pair.wires:
        wire.set(later=0.5)
    pair.clock.advance(2.0)
    for number in range(20):
        pair.send(f"{number}")
        pair.drain()
    assert pair.names() == [f"{number}" for number in range(20)]
    assert 0 < pair.ends[0].repeats < 10


def test_the_same_seed_loses_the_same() -> None:
    """What a wire loses is drawn from the seed, and not from what else happens."""

    def run(seed: int) -> tuple[int, float]:
        pair = Pair(seed)
        pair.wires[0].set(loss=0.2)
        pair.send(*map(str, range(50)))
        pair.drain()
        return pair.wires[0].lost, pair.clock.now

    assert run(1) == run(1) != run(2)


def test_the_share_that_is_lost() -> None:
    """It is about what it should be."""
    pair = Pair()
    pair.wires[1].set(loss=0.1)
    lost = sum(pair.wires[1]._loses(f"frame/{number}") for number in range(10000))
    assert 850 < lost < 1150


def test_the_size_of_a_message() -> None:
    """Data and rows count; so does an empty message."""
    assert size_of(File("a", b"x" * 1000, 0.0)) == HEADER + 1000
    assert size_of(Ack()) == HEADER
