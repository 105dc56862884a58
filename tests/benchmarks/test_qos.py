"""What quality of service costs; run by hand: pytest tests/benchmarks/test_qos.py -s

Frames are handed to a port one by one and forwarded to a host: without any traffic group, and with all of them.
"""

import time

from xos_cli import Network
from xos_cli.packets.addresses import ip_number
from xos_cli.packets.frames import Frame, Ipv4, Udp

FRAMES, TURNS = 20_000, 5
GROUPS = [
    "enable diffserv examination ports 1",
    "enable diffserv replacement ports 1",
    "enable dot1p replacement ports 1",
    "configure vlan Default qosprofile QP8",
    "configure ports 2 rate-limit egress 1 Gbps max-burst-size 100 Mb",
]


def network(*lines: str) -> Network:
    """Return a switch with two hosts that know each other."""
    hosts = {"pc1": {"address": "10.0.0.1/8"}, "pc2": {"address": "10.0.0.2/8"}}
    switches = {"s1": {"chassis": "summit-x450-24t", "lines": list(lines) or ["show vlan"]}}
    found = Network.build(switches, hosts, [("pc1", "s1 1"), ("pc2", "s1 2")])
    found.hosts["pc1"].ping("10.0.0.2", count=1)
    return found


def cost(found: Network) -> float:
    """Return the least CPU seconds of several turns in which all frames were forwarded."""
    fabric = found._inside.machines["s1"].backplane.fabric
    assert fabric is not None
    packet = Ipv4(ip_number("10.0.0.1"), ip_number("10.0.0.3"), Udp(1024, 53), tos=184)
    frame = Frame(0x020000000001, 0x020000000002, 0, packet)
    port, took = fabric.ports[1, 1], []
    for _ in range(TURNS):
        begun = time.process_time()
        for _ in range(FRAMES):
            port.receive(fabric.copy(frame))
        took.append(time.process_time() - begun)
        found.advance(1.0)
    return min(took)


def test_traffic_groups() -> None:
    """All traffic groups, replacement and a limit make a frame at most three times as dear as none of them."""
    plain, graded = cost(network()), cost(network(*GROUPS))
    each = 1e6 / FRAMES
    print(f"\nplain {plain * each:.2f} us a frame, with QoS {graded * each:.2f} us: {graded / plain:.2f} times")
    assert graded < 3 * plain
