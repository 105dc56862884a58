"""`show ipstats` counts what came up to the IP stack of a switch, and what it sent."""

import re

from xos_cli import Network
from xos_cli.packets.frames import Frame, Malformed

LINES = [
    "configure Default delete ports all",
    *("create vlan red", "configure red add ports 1", "configure red ipaddress 10.0.0.254/24"),
    *("create vlan blue", "configure blue add ports 2", "configure blue ipaddress 10.0.1.254/24"),
    "enable ipforwarding",
]
HOSTS = {
    "pc1": {"address": "10.0.0.1/24", "gateway": "10.0.0.254"},
    "pc2": {"address": "10.0.1.2/24", "gateway": "10.0.1.254"},
}


def routed() -> Network:
    """Return one switch that routes between two hosts."""
    core = {"chassis": "summit-x450-24t", "lines": LINES}
    return Network.build({"core": core}, HOSTS, [("pc1", "core 1"), ("pc2", "core 2")])


def counts(network: Network, router: str = "") -> dict[str, int]:
    """Return the counters that are not 0; of ICMP messages ``In`` and ``Out``."""
    out = network.switches["core"].console().run(f"show ipstats{' vr ' * bool(router)}{router}")
    messages = re.findall(r"^(.{32})In = *(\d+) +Out = *(\d+)$", out, re.M)
    found = {
        f"{way} {name.strip()}": int(n) for name, *both in messages for way, n in zip(("In", "Out"), both, strict=True)
    }
    plain = "\n".join(line for line in out.splitlines() if not re.match(r".{32}In =", line))
    found |= {name.strip(): int(n) for name, n in re.findall(r"([A-Z][A-Za-z ]+?) *= *(\d+)", plain) if int(n)}
    return {name: n for name, n in found.items() if n}


def test_echo_requests_to_the_switch_are_counted() -> None:
    """Three requests come in and are answered; the other virtual router has counted nothing."""
    network = routed()
    assert network.hosts["pc1"].ping("10.0.0.254", count=3, every=0.1).received == 3
    expected = {"InReceives": 3, "InUnicast": 3, "InDelivers": 3, "OutRequest": 3, "OutResp": 3}
    expected |= {"In echo": 3, "Out echo reply": 3}
    assert counts(network) == expected
    assert counts(network, "VR-Default") == expected
    assert counts(network, "VR-Mgmt") == {}


def test_a_ping_of_the_switch_is_counted() -> None:
    """What the switch asks and is answered counts the other way round."""
    network = routed()
    network.switches["core"].console().run("ping count 2 10.0.0.1")
    found = counts(network)
    assert (found["Out echo"], found["In echo reply"], found["OutRequest"], found["InDelivers"]) == (2, 2, 2, 2)


def test_only_what_the_hardware_leaves_is_counted() -> None:
    """Of ten packets between two hosts the first alone waits for ARP in the CPU; it is forwarded."""
    network = routed()
    assert network.hosts["pc1"].ping("10.0.1.2", count=10, every=0.1).received == 10
    assert counts(network) == {"InReceives": 1, "InUnicast": 1, "Forwards": 1, "ForwardOK": 1}


def test_packets_that_cannot_go_on_are_counted_by_reason() -> None:
    """No route, a neighbour that does not answer, an ended life: each has its counter, and its ICMP message."""
    network = routed()
    network.hosts["pc1"].ping("192.0.2.1", count=2, every=0.1)
    network.hosts["pc1"].ping("10.0.1.99", count=1)
    network.advance(5.0)
    found = counts(network)
    assert (found["No route"], found["Output err"], found["Fwd Err"], found["Forwards"]) == (2, 1, 3, 3)
    assert (found["Out destination unreachable"], found["OutError"]) == (3, 3)
    network.hosts["pc1"].traceroute("10.0.1.2")
    found = counts(network)
    assert found["Bad TTL"] == found["Out time exceeded"] >= 1


def test_packets_of_a_vlan_that_does_not_forward_are_counted() -> None:
    """With forwarding off the packet goes nowhere, and `NoFwding` says how many did."""
    network = routed()
    network.switches["core"].console().run("disable ipforwarding")
    assert network.hosts["pc1"].ping("10.0.1.2", count=2, every=0.1).received == 0
    assert counts(network) == {"NoFwding": 2}


def test_damaged_packets_are_counted_by_fault() -> None:
    """A header of another version, and one that is cut off."""
    network = routed()
    fabric = network._inside.machines["core"].backplane.fabric
    assert fabric is not None
    for octets in (b"\x65" + bytes(40), b"\x45\0\0"):
        frame = Frame(0x020000000001, fabric.mac, 0, Malformed("ip", 0x0800, octets))
        fabric.receive(fabric.ports[fabric.chassis.ports[0]], fabric.copy(frame))
    assert counts(network) == {"InReceives": 2, "InUnicast": 2, "InHdrErr": 2, "Bad vers": 1, "Short pkt": 1}


def test_a_new_master_counts_from_0() -> None:
    """The counters are those of one MSM's stack: after a failover they begin anew."""
    lines = [line.replace("add ports ", "add ports 1:") for line in LINES]
    network = Network.build({"core": {"lines": lines}}, HOSTS, [("pc1", "core 1:1"), ("pc2", "core 1:2")])
    network.hosts["pc1"].ping("10.0.0.254", count=3, every=0.1)
    assert counts(network)["In echo"] == 3
    network.switches["core"].fail("msm-a")
    network.advance(5.0)
    assert network.hosts["pc1"].ping("10.0.0.254", count=2, every=0.1).received == 2
    fabric = network._inside.machines["core"].backplane.fabric
    assert fabric is not None
    assert fabric.router.counts.of()["icmp In echo"] == 2
