"""What a switch says it does with a packet, in VLANs and between them, and why; and what it then counts."""

from typing import Any

import pytest

from xos_cli import Network
from xos_cli.packets.addresses import BROADCAST, mac_text
from xos_cli.packets.frames import Frame, Icmp, Ipv4, Malformed, Raw
from xos_cli.switch.fabric.ip_counts import IpCounts

LINES = [
    "configure Default delete ports all",
    *(
        "create vlan red",
        "configure red tag 10",
        "configure red add ports 1,3",
        "configure red ipaddress 10.0.0.254/24",
    ),
    *(
        "create vlan blue",
        "configure blue tag 20",
        "configure blue add ports 2",
        "configure blue ipaddress 10.0.1.254/24",
    ),
    *(
        "create vlan gray",
        "configure gray tag 30",
        "configure gray add ports 4",
        "configure gray ipaddress 10.0.2.254/24",
    ),
    *("enable ipforwarding red", "enable ipforwarding blue", "configure iproute add blackhole 10.66.0.0/16"),
    *("configure iproute add 10.7.0.0/16 10.0.1.2", "create fdbentry 02:00:00:00:00:66 vlan red blackhole"),
    *("create fdbentry 02:00:00:00:00:77 vlan red ports 1,3", "configure iparp add 10.0.0.77 02:00:00:00:00:77"),
    "configure iparp add 10.0.0.66 02:00:00:00:00:66",
]
HOSTS = {
    "pc1": {"address": "10.0.0.1/24", "gateway": "10.0.0.254"},
    "pc2": {"address": "10.0.1.2/24", "gateway": "10.0.1.254"},
    "pc3": {"address": "10.0.0.3/24", "gateway": "10.0.0.254"},
    "pc4": {"address": "10.0.2.4/24", "gateway": "10.0.2.254"},
}


@pytest.fixture(scope="module")
def network() -> Network:
    """A switch with three VLANs, of which two are routed; all hosts are known to it."""
    cables = [(name, f"core {number}") for number, name in enumerate(HOSTS, 1)]
    network = Network.build({"core": {"chassis": "summit-x450-24t", "lines": LINES}}, HOSTS, cables)
    for name in HOSTS:
        network.hosts[name].ping(HOSTS[name]["gateway"], count=1)
    return network


@pytest.mark.parametrize(
    ("port", "source", "destination", "action", "out", "why"),
    [
        ("1", "10.0.0.1", "10.0.0.3", "forward", ("3",), "it leaves by port 3, untagged"),
        ("1", "10.0.0.1", "10.0.0.9", "flood", ("3",), "the switch does not know which MAC address 10.0.0.9 has"),
        ("1", "10.0.0.1", "10.0.0.254", "cpu", (), "10.0.0.254 is an address of the switch"),
        ("3", "10.0.0.3", "10.0.0.3", "drop", (), "that is the port it came from"),
        ("1", "10.0.0.1", "10.0.0.77", "forward", ("3",), "it leaves by ports 3"),
        ("2", "10.0.1.2", "10.0.0.77", "forward", ("1", "3"), "it leaves by ports 1, 3"),
        ("1", "10.0.0.1", "10.0.0.66", "drop", (), "the FDB has a black hole for 02:00:00:00:00:66"),
        ("1", "10.0.0.1", "10.0.1.2", "forward", ("2",), "VR-Default routes 10.0.1.2 directly into VLAN blue"),
        ("1", "10.0.0.1", "10.7.0.9", "forward", ("2",), "routes 10.7.0.9 by gateway 10.0.1.2 into VLAN blue"),
        ("1", "10.0.0.1", "10.0.1.9", "cpu", (), "ARP has no entry for 10.0.1.9"),
        ("1", "10.0.0.1", "10.0.1.254", "cpu", (), "10.0.1.254 is an address of the switch"),
        ("1", "10.0.0.1", "192.0.2.1", "drop", (), "VR-Default has no route to 192.0.2.1"),
        ("1", "10.0.0.1", "10.66.1.1", "drop", (), "the route to 10.66.1.1 is a black hole"),
        ("4", "10.0.2.4", "10.0.1.2", "drop", (), "VLAN gray does not forward IP packets"),
    ],
)
def test_what_becomes_of_a_packet(
    network: Network, port: str, source: str, destination: str, action: str, out: tuple[str, ...], why: str
) -> None:
    """Action and ports are what the configuration and the tables make of it, and a step says why."""
    verdict = network.switches["core"].packet(port, source, destination)
    assert (verdict.action, verdict.out) == (action, out), verdict
    assert any(why in step for step in verdict.steps), verdict.steps


def test_the_frame_that_is_routed_has_the_neighbours_address(network: Network) -> None:
    """ARP's entry names the MAC address of the next hop; the FDB says behind which port it is."""
    verdict = network.switches["core"].packet("1", "10.0.0.1", "10.0.1.2")
    mac = mac_text(network._inside.hosts["pc2"].mac)
    assert f"ARP has {mac} for 10.0.1.2" in verdict.steps
    assert f"the FDB has {mac} on port 2" in verdict.steps


# -- counters of the IP stack ----------------------------------------------------------------------------------------

FRAME = Frame(1, 2, 0, Raw(0x800, b""))


@pytest.mark.parametrize(
    ("destination", "name"), [(2, "InUnicast"), (BROADCAST, "InBcast"), (0x01005E000005, "InMcast")]
)
def test_packets_that_come_in_are_counted_by_their_destination(destination: int, name: str) -> None:
    """One host's, all hosts' and a group's, each in its counter and all in one."""
    counts = IpCounts()
    counts.received("VR-Default", FRAME._replace(dst=destination))
    assert counts.of("VR-Default") == {"InReceives": 1, name: 1}
    assert counts.of("VR-Mgmt") == {}
    counts.received("VR-Mgmt", FRAME._replace(dst=destination))
    assert counts.of() == {"InReceives": 2, name: 2}


@pytest.mark.parametrize(
    ("payload", "names"),
    [
        (Malformed("icmp", 0x0800, bytes(27)), ["icmp InTooshort"]),
        (Malformed("icmp", 0x0800, bytes(28)), ["icmp Bad chksum"]),
        (Malformed("ip", 0x0800, b"\x45" + bytes(18)), ["InHdrErr", "Short pkt"]),
        (Malformed("ip", 0x0800, b"\x65" + bytes(19)), ["InHdrErr", "Bad vers"]),
        (Malformed("ip", 0x0800, b"\x44\0\0\x14" + bytes(16)), ["InHdrErr", "Short hdr"]),
        (Malformed("ip", 0x0800, b"\x46\0\0\x14" + bytes(24)), ["InHdrErr", "Bad hdrlen"]),
        (Malformed("ip", 0x0800, b"\x46\0\0\x18" + bytes(16)), ["InHdrErr", "Bad hdrlen"]),
        (Malformed("ip", 0x0800, b"\x45\0\0\x15" + bytes(16)), ["InHdrErr", "Bad length"]),
        (Malformed("ip", 0x0800, b"\x45\0\0\x14" + bytes(16)), ["InHdrErr", "Bad chksum"]),
    ],
)
def test_damaged_packets_are_counted_by_their_first_fault(payload: Any, names: list[str]) -> None:
    """An ICMP message of less than eight octets is too short, a longer one has a wrong checksum; an IP header alike."""
    counts = IpCounts()
    counts.damaged("VR-Default", FRAME._replace(payload=payload))
    assert counts.of() == {"InReceives": 1, "InUnicast": 1, **dict.fromkeys(names, 1)}


@pytest.mark.parametrize(
    ("payload", "received", "sent"),
    [
        (Icmp(8), ["icmp In echo"], ["icmp Out echo"]),
        (Icmp(0), ["icmp In echo reply"], ["icmp Out echo reply", "icmp OutResp"]),
        (
            Icmp(3, 2),
            ["icmp In destination unreachable", "icmp In  - protocol unreachable"],
            ["icmp Out destination unreachable", "icmp Out  - protocol unreachable"],
        ),
        (Icmp(3, 99), ["icmp In destination unreachable", "icmp InBadcode"], ["icmp Out destination unreachable"]),
        (
            Icmp(3, 1, quoted=Ipv4(1, 2, Raw(0, b""))),
            ["icmp In destination unreachable"],
            ["icmp Out destination unreachable", "icmp OutError"],
        ),
        (Raw(2, b"\x99"), ["In Error"], []),
        (Raw(2, b""), ["In Error"], []),
        (Raw(89, b""), [], []),
    ],
)
def test_messages_are_counted_by_kind_both_ways(payload: Any, received: list[str], sent: list[str]) -> None:
    """An ICMP message has a counter each way, some have a second; a message of IGMP that there is not is an error."""
    counts = IpCounts()
    counts.delivered("VR-Default", Ipv4(1, 2, payload))
    assert counts.of() == {"InDelivers": 1, **dict.fromkeys(received, 1)}
    counts = IpCounts()
    counts.sent("VR-Default", Ipv4(1, 2, payload))
    assert counts.of() == {"OutRequest": 1, **dict.fromkeys(sent, 1)}


def test_packets_that_waited_are_counted_by_what_became_of_them(network: Network) -> None:
    """Of a host: forwarded or in error; of the switch itself: sent, or discarded if nobody answered."""
    fabric = network._inside.machines["core"].backplane.fabric
    assert fabric is not None
    router = fabric.router
    own, other = 0x0A0000FE, 0x0A000001

    def after(action: str, source: int, destination: int) -> dict[str, int]:
        before = router.counts.of("VR-Default").copy()
        getattr(router, action)("VR-Default", Ipv4(source, destination, Icmp(8)))
        return dict(router.counts.of("VR-Default") - before)

    assert after("release", other, 0x0A000102) == {"ForwardOK": 1}
    assert after("release", other, 0xC0000201) == {"Fwd Err": 1, "Output err": 1}
    assert after("release", own, 0x0A000102) == {}
    assert after("release", own, 0xC0000201) == {}
    assert after("discard", other, 0x0A000102) == {"Fwd Err": 1, "Output err": 1}
    assert after("discard", own, 0x0A000102) == {"OutDiscard": 1}


def test_an_access_list_sees_the_addresses_of_the_frame() -> None:
    """What the switch says of a packet agrees with what it does where a rule names the MAC address of a neighbour."""
    lines = [*LINES, "configure access-list mac ports 1 ingress"]
    policy = "entry a {{ if {{ ethernet-{}-address {}; }} then {{ deny; }} }}"
    for side, of, action in (
        ("destination", "pc3", "drop"),
        ("destination", "pc1", "forward"),
        ("source", "pc1", "drop"),
    ):
        cables = [(name, f"core {number}") for number, name in enumerate(HOSTS, 1)]
        switch = {"core": {"chassis": "summit-x450-24t", "lines": lines[:-1]}}
        network = Network.build(switch, HOSTS, cables)
        for name in HOSTS:
            network.hosts[name].ping(HOSTS[name]["gateway"], count=1)
        mac = mac_text(network._inside.hosts[of].mac)
        for node in network._inside.machines["core"].nodes.values():
            node.flash.write("mac.pol", policy.format(side, mac).encode(), 0.0)
        network.switches["core"].console().run(lines[-1])
        verdict = network.switches["core"].packet("1", "10.0.0.1", "10.0.0.3")
        assert verdict.action == action, verdict
        received = network.hosts["pc1"].ping("10.0.0.3", count=1).received
        assert bool(received) is (action == "forward")
