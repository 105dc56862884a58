"""The ICMP errors of a switch that routes: kind, code, what is quoted, and when none is sent."""

from typing import Any

import pytest

from xos_cli import Network
from xos_cli.packets.addresses import ip_number
from xos_cli.packets.frames import (
    ECHO_REQUEST,
    REDIRECT,
    TIME_EXCEEDED,
    UNREACHABLE,
    Frame,
    Icmp,
    Ipv4,
    Raw,
    Udp,
)

LINES = [
    *("configure Default delete ports all", "enable jumbo-frame ports all"),
    *("create vlan red", "configure red add ports 1,3", "configure red ipaddress 10.0.0.254/24"),
    *("create vlan blue", "configure blue add ports 2", "configure blue ipaddress 10.0.1.254/24"),
    *("enable ipforwarding", "configure iproute add 10.7.0.0/16 10.0.0.2"),
]
HOSTS = {
    "pc1": {"address": "10.0.0.1/24", "gateway": "10.0.0.254"},
    "pc2": {"address": "10.0.1.2/24", "gateway": "10.0.1.254"},
    "pc3": {"address": "10.0.0.2/24", "gateway": "10.0.0.254"},
}
ECHO = Icmp(ECHO_REQUEST, 0, 1, 1, bytes(8))


class Lab:
    """A switch that routes between red and blue, and what it sends to the host pc1."""

    def __init__(self, *lines: str) -> None:
        core = {"chassis": "summit-x450-24t", "lines": [*LINES, *lines]}
        self.network = Network.build({"core": core}, HOSTS, [("pc1", "core 1"), ("pc2", "core 2"), ("pc3", "core 3")])
        self.network.hosts["pc1"].ping("10.0.0.254", count=1)
        self.sent: list[Frame] = []
        self.network._inside.wire("core 1").taps.append(lambda at, copy: self.sent.append(copy.frame))

    def send(self, packet: Ipv4) -> list[tuple[str, int, int, Ipv4 | None]]:
        """Send a packet from pc1; return what errors come back: from whom, kind, code and the packet that is quoted."""
        fabric = self.network._inside.machines["core"].backplane.fabric
        assert fabric is not None
        host = self.network._inside.hosts["pc1"]
        self.sent.clear()
        host.transmit(Frame(host.mac, fabric.mac, 0, packet))
        self.network.advance(5.0)
        packets: list[Any] = [frame.payload for frame in self.sent if type(frame.payload) is Ipv4]
        errors = [one for one in packets if type(one.payload) is Icmp and one.dst == packet.src and one != packet]
        return [(self._name(one.src), one.payload.kind, one.payload.code, one.payload.quoted) for one in errors]

    def _name(self, address: int) -> str:
        return ".".join(str(address >> shift & 255) for shift in (24, 16, 8, 0))


def packet(to: str, payload: Any = ECHO, source: str = "10.0.0.1", **more: Any) -> Ipv4:
    """Return a packet of pc1."""
    return Ipv4(ip_number(source), ip_number(to), payload, **({"ttl": 64} | more))


LARGE = Raw(253, bytes(1600))


@pytest.mark.parametrize(
    ("sent", "kind", "code"),
    [
        (packet("192.0.2.1"), UNREACHABLE, 0),
        (packet("10.0.1.77"), UNREACHABLE, 1),
        (packet("10.0.1.2", ttl=1), TIME_EXCEEDED, 0),
        (packet("10.0.1.2", LARGE), UNREACHABLE, 4),
    ],
    ids=["no route", "no neighbour", "expired", "too large"],
)
def test_an_error_has_its_code_and_quotes_its_packet(sent: Ipv4, kind: int, code: int) -> None:
    """One error comes, from the address of the VLAN that the packet came from, with the codes of RFC 792."""
    [(source, *found, quoted)] = Lab().send(sent)
    assert (source, *found) == ("10.0.0.254", kind, code)
    assert quoted is not None
    assert (quoted.src, quoted.dst) == (sent.src, sent.dst)


def test_a_better_gateway_is_told() -> None:
    """A packet that goes back into its VLAN is forwarded, and its sender is told of the gateway there."""
    lab = Lab()
    lab.network.switches["core"].console().run("ping count 1 10.0.0.2")
    lab.send(packet("10.7.0.1"))
    redirects = [message for frame in lab.sent for message in _redirect(frame)]
    assert [(r.code, r.identifier << 16 | r.sequence) for r in redirects] == [(1, ip_number("10.0.0.2"))]


def _redirect(frame: Frame) -> list[Icmp]:
    """Return the redirect that a frame carries, if it does."""
    message = frame.payload.payload if type(frame.payload) is Ipv4 else None
    return [message] if type(message) is Icmp and message.kind == REDIRECT else []


@pytest.mark.parametrize(
    ("setting", "sent", "answered"),
    [
        ("unreachables", packet("192.0.2.1"), 1),
        ("time-exceeded", packet("192.0.2.1"), 0),
        ("time-exceeded", packet("10.0.1.2", ttl=1), 1),
        ("unreachables", packet("10.0.1.2", ttl=1), 0),
        ("port-unreachables", packet("192.0.2.1"), 0),
    ],
)
def test_each_message_has_its_own_switch(setting: str, sent: Ipv4, answered: int) -> None:
    """A VLAN in which a kind of message is disabled does not send it, and sends the other kinds."""
    lab = Lab()
    console = lab.network.switches["core"].console()
    console.run(f"disable icmp {setting} vlan red")
    assert len(lab.send(sent)) == 1 - answered
    console.run(f"enable icmp {setting} vlan red")
    assert len(lab.send(sent)) == 1


@pytest.mark.parametrize(
    "sent",
    [
        packet("192.0.2.1", Icmp(UNREACHABLE, 1, quoted=packet("10.0.0.1"))),
        packet("192.0.2.1", fragment=0x2001),
        packet("192.0.2.1", source="0.0.0.0"),
    ],
    ids=["an error", "a later fragment", "nobody's packet"],
)
def test_what_is_never_answered_with_an_error(sent: Ipv4) -> None:
    """An ICMP error, a fragment but the first, and a packet without a sender draw no error (RFC 1812 4.3.2.7)."""
    assert Lab().send(sent) == []


@pytest.mark.parametrize("kind", [ECHO_REQUEST, 0, 13, 17])
def test_questions_and_answers_of_icmp_are_answered_with_errors(kind: int) -> None:
    """An echo request or reply, a time-stamp and a mask request are no errors: they draw one."""
    assert len(Lab().send(packet("192.0.2.1", Icmp(kind, 0, 1, 1)))) == 1


def test_a_datagram_to_no_process_is_answered_as_the_protocols_say() -> None:
    """A first fragment without a route is answered as a whole packet is."""
    assert len(Lab().send(packet("192.0.2.1", Udp(1024, 9, b"x"), fragment=0x2000))) == 1
