"""What STP logs of a tree, and how often an 802.1D bridge sends."""

from toy_bridges import ToyNetwork

from xos_cli import Network
from xos_cli.packets.frames import TCN, Bpdu
from xos_cli.processes.stp.classic import HOLD

EDGE = {"chassis": "summit-x450-24t", "lines": ["enable stpd s0"]}


def test_states_and_changes_are_logged() -> None:
    """A port on its way to forwarding, a topology change, a new root: name, severity and text of each."""
    network = Network.build({"s1": EDGE, "s2": EDGE}, {}, [("s1 1", "s2 1")])
    network.advance(60.0)
    network.cable("s1 1").cut()
    network.advance(1.0)
    network.cable("s1 1").join()
    network.advance(60.0)
    for name in ("s1", "s2"):
        events = [e for e in network.switches[name].events if e.name.startswith("STP.")]
        assert {event.severity for event in events} == {"Debug-Summary"}
        texts = {event.name: [one.text for one in events if one.name == event.name] for event in events}
        states = [text.split()[6] for text in texts["STP.System.PortState"]]
        assert states[-3:] == ["LISTENING", "LEARNING", "FORWARDING"]
        assert set(texts["STP.System.TopologyChange"]) == {"Topology change in STPD s0"}
    roots = [e.text for name in ("s1", "s2") for e in network.switches[name].events if e.name == "STP.System.Root"]
    assert all(text.startswith("Root of STPD s0 is 8000") for text in roots)


class Timed(ToyNetwork):
    """A network that notes when the bridge b1 sends."""

    def __init__(self, mode: str) -> None:
        super().__init__(mode)
        self.sent: list[float] = []

    def _carry(self, end: tuple[str, int], bpdu: Bpdu) -> None:
        if end[0] == "b1":
            self.sent.append(self.now)
        super()._carry(end, bpdu)


def test_messages_of_802_1d_keep_their_distance() -> None:
    """Of several that are due within the hold time the first goes at once and one more goes when it is over."""
    network = Timed("dot1d")
    network.add_bridge("b1", 1)
    network.add_bridge("b2", 2)
    network.add_link("l", [("b1", 1, 19, 128), ("b2", 1, 19, 128)])
    network.run(70.0)
    while network.now - network.sent[-1] < HOLD + 0.1:
        network.run(0.1)
    network.sent.clear()
    began = network.now
    for _ in range(3):
        network.trees["b1"].received((1, 1), Bpdu(TCN), network.now)
        network._after("b1")
    assert len(network.sent) == 1
    network.run(HOLD + 0.01)
    assert [round(moment - began, 2) for moment in network.sent[:2]] == [0.0, HOLD]
