"""The UDP echo server of a switch: it sends datagrams back, at its port and in its virtual router."""

from typing import Any

import pytest

from xos_cli import Network
from xos_cli.packets.addresses import ip_number
from xos_cli.packets.frames import UNREACHABLE, Icmp, Ipv4, Udp

HOSTS = {"pc": {"address": "10.0.0.1/24", "gateway": "10.0.0.254"}}


def answer(lines: list[str], port: int) -> Any:
    """What the switch sends for a datagram to a port of its own, once these lines were typed."""
    core = {"chassis": "summit-x450-24t", "lines": ["configure Default ipaddress 10.0.0.254/24", *lines]}
    network = Network.build({"core": core}, HOSTS, [("pc", "core 1")])
    host, found = network._inside.hosts["pc"], []
    network._inside.wire("core 1").taps.append(lambda at, copy: found.append(copy.frame.payload))
    host.send(Ipv4(host.address, ip_number("10.0.0.254"), Udp(4000, port, b"hello")))
    network.advance(5.0)
    return next(one.payload for one in found if isinstance(one, Ipv4) and one.src == ip_number("10.0.0.254"))


@pytest.mark.parametrize(
    ("lines", "port"),
    [
        (["enable udp-echo-server"], 7),
        (["enable udp-echo-server vr VR-Default udp-port 2007"], 2007),
    ],
)
def test_a_datagram_comes_back(lines: list[str], port: int) -> None:
    """With what was in it, to the port that it came from."""
    assert answer(lines, port) == Udp(port, 4000, b"hello")


@pytest.mark.parametrize(
    ("lines", "port"),
    [
        ([], 7),
        (["enable udp-echo-server"], 9),
        (["enable udp-echo-server udp-port 2007"], 7),
        (["enable udp-echo-server", "disable udp-echo-server"], 7),
    ],
)
def test_at_other_ports_nobody_answers(lines: list[str], port: int) -> None:
    """The port is unreachable, as it is without the server."""
    said = answer(lines, port)
    assert isinstance(said, Icmp)
    assert (said.kind, said.code) == (UNREACHABLE, 3)
