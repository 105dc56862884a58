"""Bridges of 802.1w beside bridges of 802.1D: what each takes from the other's messages about topology changes."""

from toy_bridges import ToyNetwork

from xos_cli.packets.frames import CONFIG, RST, TCN, Bpdu
from xos_cli.processes.stp.classic import Classic
from xos_cli.processes.stp.tree import TC_ACK, TC_FLAG, TreePort

SETTLED = 70.0


class Mixed(ToyNetwork):
    """A root and a bridge of 802.1w, and behind the latter one of 802.1D; all messages that were sent are kept."""

    def __init__(self) -> None:
        super().__init__("dot1w")
        self.heard: list[tuple[str, Bpdu]] = []
        self.add_bridge("root", 1)
        self.add_bridge("new", 2)
        self.kind = Classic
        self.add_bridge("old", 3)
        self.add_link("up", [("root", 1, 4, 128), ("new", 1, 4, 128)])
        self.add_link("low", [("new", 2, 4, 128), ("old", 1, 4, 128)])
        self.add_link("leaf", [("old", 2, 4, 128), ("new", 3, 4, 128)])
        self.run(SETTLED)
        self.heard.clear()

    def _carry(self, end: tuple[str, int], bpdu: Bpdu) -> None:
        self.heard.append((f"{end[0]} {end[1]}", bpdu))
        super()._carry(end, bpdu)

    def of(self, name: str, number: int) -> TreePort:
        """Return a port."""
        found = self.port((name, number))
        assert found is not None
        return found


def test_a_port_knows_what_its_neighbour_speaks() -> None:
    """The neighbour of 802.1w is one, that of 802.1D is not, and one that changes is noticed at once."""
    network = Mixed()
    assert (network.of("new", 1).partner_rapid, network.of("new", 2).partner_rapid) == (True, False)
    assert (network.of("new", 1).rapid, network.of("new", 2).rapid) == (True, False)
    tree, port = network.trees["new"], network.of("new", 2)
    worse = (0, 4, 0, 4, 1, 0, 5120, 512, 3840)
    assert tree.received((1, 2), Bpdu(RST, *worse), network.now)
    assert (port.partner_rapid, port.rapid) == (True, True)
    assert tree.received((1, 2), Bpdu(CONFIG, *worse), network.now)
    assert (port.partner_rapid, port.rapid) == (False, True)  # it keeps a protocol for three seconds
    network.run(3.1)
    tree.received((1, 2), Bpdu(CONFIG, *worse), network.now)
    assert not port.rapid


def test_a_notification_of_802_1d_is_acknowledged_and_passed_on() -> None:
    """The port that heard it says so once and flags the change itself; the root port tells the root, which floods."""
    network = Mixed()
    tree = network.trees["new"]
    before = network.flushes
    assert tree.received((1, 2), Bpdu(TCN), network.now)
    network._after("new")
    network.run(2.5)
    own = [bpdu.flags for port, bpdu in network.heard if port == "new 2"]
    up = [bpdu.flags for port, bpdu in network.heard if port == "new 1"]
    assert own[0] & TC_ACK
    assert own[0] & TC_FLAG
    assert not any(flags & TC_ACK for flags in own[1:])
    assert up
    assert up[0] & TC_FLAG
    assert network.flushes > before
    assert network.of("new", 2).changing_until > network.now


def test_an_acknowledgement_of_802_1d_ends_the_telling() -> None:
    """A port that tells a bridge of 802.1D of a change stops as soon as that one acknowledges it, and only then."""
    network = Mixed()
    tree, port = network.trees["new"], network.of("new", 2)
    better = (0, 4, 3 | 32768 << 48, 0x8001, 0, 5120, 512, 3840)
    port.changing_until = network.now + 30.0
    tree.received((1, 2), Bpdu(CONFIG, 0, *better), network.now)
    assert port.changing_until == network.now + 30.0
    tree.received((1, 2), Bpdu(CONFIG, TC_ACK, *better), network.now)
    assert port.changing_until == 0.0


def test_a_message_without_the_flag_is_no_change() -> None:
    """Hellos that go round for a minute flush nothing and set no flag; one with the flag does both."""
    network = Mixed()
    before = network.flushes
    network.run(60.0)
    assert network.flushes == before
    assert not any(bpdu.flags & TC_FLAG for _, bpdu in network.heard)
    root = network.trees["root"]
    hello = next(bpdu for port, bpdu in reversed(network.heard) if port == "root 1")
    assert root.root.cost == 0
    network.trees["new"].received((1, 1), hello._replace(flags=hello.flags | TC_FLAG), network.now)
    network._after("new")
    assert network.flushes > before
    network.run(1.0)
    assert any(bpdu.flags & TC_FLAG for port, bpdu in network.heard if port == "new 2")
