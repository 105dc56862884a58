"""ICMP router discovery: a switch advertises itself, and hosts without a gateway use it."""

from itertools import pairwise
from typing import Any

from xos_cli import Network
from xos_cli.packets.addresses import ip_number
from xos_cli.packets.frames import ROUTER_ADVERTISEMENT, Icmp, Ipv4

LINES = [
    *("configure Default delete ports all", "enable ipforwarding"),
    *("create vlan red", "configure red add ports 1,3", "configure red ipaddress 10.0.0.254/24"),
    *("create vlan blue", "configure blue add ports 2", "configure blue ipaddress 10.0.1.254/24"),
    *("enable ipforwarding vlan red", "enable ipforwarding vlan blue"),
]
HOSTS = {"pc": {"address": "10.0.0.1/24"}, "far": {"address": "10.0.1.2/24", "gateway": "10.0.1.254"}}


def network(*lines: str) -> Network:
    """A host without a gateway in VLAN red, one with a gateway in VLAN blue, and a switch that routes."""
    core = {"chassis": "summit-x450-24t", "lines": [*LINES, *lines]}
    return Network.build({"core": core}, HOSTS, [("pc", "core 1"), ("far", "core 2")])


def two_routers() -> Network:
    """The same with a second switch in VLAN red, which routes nowhere."""
    other = ["configure Default ipaddress 10.0.0.253/24", "configure irdp 3 4 9 7", "enable irdp vlan Default"]
    switches = {
        "core": {"chassis": "summit-x450-24t", "lines": [*LINES, "enable irdp vlan red"]},
        "other": {"chassis": "summit-x450-24t", "lines": other},
    }
    return Network.build(switches, HOSTS, [("pc", "core 1"), ("far", "core 2"), ("core 3", "other 1")])


def advertisements(net: Network, seconds: float) -> list[tuple[float, Ipv4, Icmp]]:
    """The advertisements that pass the cable of the host in so many seconds: when, and what."""
    found: list[tuple[float, Ipv4, Icmp]] = []

    def tap(at: float, copy: Any) -> None:
        packet = copy.frame.payload
        message = packet.payload if isinstance(packet, Ipv4) else None
        if isinstance(message, Icmp) and message.kind == ROUTER_ADVERTISEMENT:
            found.append((at, packet, message))

    wire = net._inside.wire("core 1")
    wire.taps.append(tap)
    net.advance(seconds)
    wire.taps.remove(tap)
    return found


def reaches(net: Network) -> bool:
    """Whether the host in red reaches the one in blue, once what is under way has come."""
    net.advance(0.1)
    return net.hosts["pc"].ping("10.0.1.2", count=1).received == 1


def test_a_host_without_a_gateway_finds_one() -> None:
    """It reaches other subnets once IRDP is enabled in its VLAN, and no longer when it is disabled."""
    net = network()
    console = net.switches["core"].console()
    assert not reaches(net)
    console.run("enable irdp vlan red")
    assert reaches(net)
    console.run("disable irdp vlan red")
    assert not reaches(net)


def test_what_is_advertised() -> None:
    """The addresses of the VLAN, with preference and lifetime, to everybody or to the group of all hosts."""
    net = network("configure vlan red add secondary-ipaddress 10.9.0.1/24", "configure irdp 3 4 9 5")
    console = net.switches["core"].console()
    console.run("enable irdp vlan red")
    _, packet, message = advertisements(net, 5.0)[0]
    assert (packet.src, packet.dst, packet.ttl) == (ip_number("10.0.0.254"), 0xFFFFFFFF, 1)
    assert (message.identifier, message.sequence) == (2 << 8 | 2, 9)
    entries = [ip_number("10.0.0.254"), 5, ip_number("10.9.0.1"), 5]
    assert message.data == b"".join(number.to_bytes(4, "big") for number in entries)
    console.run("configure irdp multicast")
    assert advertisements(net, 5.0)[0][1].dst == ip_number("224.0.0.1")
    assert "router advertisement" in console.run("show ipstats")


def test_how_often() -> None:
    """The first three follow each other within 16 seconds, the others between the two intervals."""
    net = network("configure irdp 100 200 1800 0")
    net.switches["core"].console().run("enable irdp vlan red")
    moments = [at for at, _, _ in advertisements(net, 1000.0)]
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    assert all(gap <= 16.0 for gap in gaps[:2])
    assert len(gaps) > 5
    assert all(100.0 <= gap <= 200.0 for gap in gaps[3:])


def test_the_preferred_router_is_used() -> None:
    """Of two routers the host takes that with the higher preference, and the other when that is gone."""
    net = two_routers()
    net.advance(20.0)
    assert not reaches(net)
    net.switches["other"].console().run("disable irdp vlan Default")
    assert reaches(net)


def test_a_lifetime_ends() -> None:
    """A router that is not heard any more is forgotten when its lifetime is over."""
    net = network("configure irdp 3 4 9 0", "enable irdp vlan red")
    net.advance(20.0)
    assert reaches(net)
    net.switches["core"].console().run("configure red delete ports 1")
    host = net._inside.hosts["pc"]
    assert host.gateway == ip_number("10.0.0.254")
    net.advance(10.0)
    assert host.gateway == 0
