"""Quality of service for frames of a network: profiles, queues, replacement, limits, and what `:packet` says."""

from collections import Counter
from random import Random
from typing import Any

import pytest

from xos_cli import Network
from xos_cli.errors import LabError, NetworkError
from xos_cli.packets.frames import Frame, Ipv4, Raw, Udp
from xos_cli.switch.fabric.fabric import Fabric

LARGE, SMALL = {"chassis": "bd10808"}, {"chassis": "bd8810"}
BROADCAST = 0xFFFFFFFFFFFF
IN, OUT = "1:1", "1:2"
VLANS = ["create vlan red", "configure red tag 20", "configure red add ports 1:1-1:2 tagged"]


def bench(chassis: dict[str, Any], *lines: str) -> Network:
    """A switch with a host at ports 1:1 and 1:2, in Default untagged and in red tagged."""
    hosts = {"pc1": {"address": "10.0.0.1/24"}, "pc2": {"address": "10.0.0.2/24"}}
    cables = [("pc1", f"s1 {IN}"), ("pc2", f"s1 {OUT}")]
    return Network.build({"s1": chassis | {"lines": [*VLANS, *lines]}}, hosts, cables)


def send(network: Network, *frames: Frame) -> list[Frame]:
    """Send frames from pc1; return those that leave by the other port, in their order."""
    seen: list[Frame] = []
    network._inside.wire(f"s1 {OUT}").taps.append(lambda at, copy: seen.append(copy.frame))
    for frame in frames:
        network._inside.hosts["pc1"].transmit(frame)
    network.advance(0.01)
    return [frame for frame in seen if frame.src == 0x020000000001]


def fabric(network: Network) -> Fabric:
    """Return the I/O modules of the switch."""
    found = network._inside.machines["s1"].backplane.fabric
    assert found is not None
    return found


def frame(tag: int = 0, priority: int = 0, dscp: int | None = None) -> Frame:
    """Return a broadcast frame, with an IPv4 packet if a code point is named."""
    payload: Any = Raw(0x9000, b"") if dscp is None else Ipv4(1, 2, Udp(5, 6), tos=dscp << 2)
    return Frame(0x020000000001, BROADCAST, tag, payload, priority)


def queues(network: Network, port: str = OUT, way: str = "egress") -> list[int]:
    """Return the counts of `show ports qosmonitor`."""
    out = network.switches["s1"].console().run(f"show ports {port} qosmonitor {way} no-refresh")
    return next([int(word) for word in row.split()[1:]] for row in out.splitlines() if row.startswith(f"{port} "))


def counted(network: Network, *frames: Frame) -> dict[int, int]:
    """Send frames; return by how much the queues of the other port have grown, without those that have not."""
    before = queues(network)
    send(network, *frames)
    return {n: new - old for n, (old, new) in enumerate(zip(before, queues(network), strict=True), 1) if new - old}


PORT_AND_VLAN = ["configure ports 1:1 qosprofile QP3", "configure vlan Default qosprofile QP2"]
EXAMINE = "enable diffserv examination ports 1:1"


@pytest.mark.parametrize(
    ("lines", "sent", "queue"),
    [
        ([], frame(), 1),
        ([], frame(20, 5), 6),
        ([], frame(20, 5, dscp=63), 6),
        ([EXAMINE], frame(20, 5, dscp=63), 8),
        ([EXAMINE], frame(20, 5), 6),
        ([EXAMINE, *PORT_AND_VLAN], frame(dscp=8), 2),
        (PORT_AND_VLAN, frame(), 3),
        (PORT_AND_VLAN[1:], frame(), 2),
        ([*PORT_AND_VLAN, "configure vlan red qosprofile QP5"], frame(20, 1), 2),
        (["configure dot1p type 0 qosprofile QP4"], frame(20), 4),
        (["configure dot1p type 0 qosprofile QP4"], frame(), 1),
        ([EXAMINE, "configure diffserv examination code-point 46 QP7"], frame(dscp=46), 7),
    ],
)
def test_the_first_traffic_group_chooses_the_profile(lines: list[str], sent: Frame, queue: int) -> None:
    """DiffServ before 802.1p, both before port and VLAN, which hold for untagged frames only."""
    assert counted(bench(LARGE, *lines), sent) == {queue: 1}


def test_an_access_list_comes_before_all() -> None:
    """Its profile counts, and nothing is replaced but what the entry says.  evidence: guide 11.3 p.295-299"""
    lines = [EXAMINE, "enable diffserv replacement ports 1:1", "enable dot1p replacement ports 1:1"]
    lines += [
        'create access-list one "protocol udp" "permit; qosprofile qp5"',
        "configure access-list add one first ports 1:1",
    ]
    network = bench(LARGE, *lines)
    assert counted(network, frame(20, 3, dscp=63)) == {5: 1}
    (left,) = send(network, frame(20, 3, dscp=63))
    assert (left.priority, left.payload.tos >> 2) == (3, 63)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("lines", "sent", "left"),
    [
        ([], frame(20, 3, dscp=9), (3, 9)),
        (["enable dot1p replacement ports 1:1", EXAMINE], frame(20, 3, dscp=63), (7, 63)),
        (["enable dot1p replacement ports 1:2", EXAMINE], frame(20, 3, dscp=63), (3, 63)),
        (["enable diffserv replacement ports 1:1"], frame(20, 3, dscp=9), (3, 24)),
        (
            ["enable diffserv replacement ports 1:1", "configure diffserv replacement qosprofile QP4 code-point 11"],
            frame(20, 3, dscp=9),
            (3, 11),
        ),
        (["enable dot1p replacement ports 1:1", "configure ports 1:1 qosprofile QP6"], frame(dscp=9), (0, 9)),
    ],
)
def test_what_the_port_of_entry_has_replaced(lines: list[str], sent: Frame, left: tuple[int, int]) -> None:
    """Priority by the queue, code point by the profile; without a tag there is no priority to replace."""
    (seen,) = send(bench(LARGE, *lines), sent)
    assert (seen.priority, seen.payload.tos >> 2) == left  # type: ignore[union-attr]


def test_untagged_frames_are_tagged_with_the_priority_of_their_queue() -> None:
    """Where 802.1p is replaced at the port they came in by."""
    lines = ["configure red delete ports 1:1", "configure Default delete ports 1:1", "configure red add ports 1:1"]
    network = bench(LARGE, *lines, "configure ports 1:1 qosprofile QP6", "enable dot1p replacement ports 1:1")
    (seen,) = send(network, frame())
    assert (seen.vlan, seen.priority) == (20, 5)


def plain_queue(setting: dict[str, Any], sent: Frame) -> int:
    """Return the queue of a frame, worked out by looking at one group after the other."""
    payload: Any = sent.payload
    if setting["examine"] and isinstance(payload, Ipv4):
        return int(setting["points"].get(payload.tos >> 2, (payload.tos >> 2) // 8 + 1))
    if sent.vlan:
        return int(setting["priorities"].get(sent.priority, sent.priority + 1))
    return setting["port"] or setting["vlan"] or 1


def drawn_setting(random: Random) -> tuple[dict[str, Any], list[str]]:
    """Draw traffic groups; return them, and the lines that configure them."""
    points = {random.randrange(64): random.randint(1, 8) for _ in range(9)}
    priorities = {random.randrange(8): random.randint(1, 8) for _ in range(3)}
    port, vlan, examine = random.choice([0, random.randint(1, 8)]), random.randint(1, 8), random.random() < 0.5
    lines = [f"configure diffserv examination code-point {n} QP{to}" for n, to in points.items()]
    lines += [f"configure dot1p type {n} QP{to}" for n, to in priorities.items()]
    lines += [f"configure vlan Default qosprofile QP{vlan}"]
    lines += [f"configure ports 1:1 qosprofile QP{port}"] if port else []
    setting = {"examine": examine, "port": port, "vlan": vlan, "points": points, "priorities": priorities}
    return setting, lines + ([EXAMINE] if examine else [])


@pytest.mark.parametrize("seed", range(6))
def test_queues_count_what_was_sent(seed: int) -> None:
    """Drawn traffic through drawn traffic groups: each queue has as many frames as a plain count says."""
    random = Random(seed)
    setting, lines = drawn_setting(random)
    network = bench(LARGE, *lines)
    sent = [frame(random.choice([0, 20]), 0, random.choice([None, random.randrange(64)])) for _ in range(200)]
    sent = [one._replace(priority=random.randrange(8)) if one.vlan else one for one in sent]
    assert counted(network, *sent) == dict(sorted(Counter(plain_queue(setting, one) for one in sent).items()))
    assert sum(queues(network)) == fabric(network).ports[1, 2].counters.tx.frames


def test_processes_send_through_the_last_queue() -> None:
    """Hellos and replies of the switch leave by QP8; `clear counters` sets the queues to nothing."""
    network = bench(LARGE, "configure Default ipaddress 10.0.0.254/24")
    before = queues(network)
    assert network.hosts["pc2"].ping("10.0.0.254", count=3, every=0.1).received == 3
    assert queues(network)[7] >= before[7] + 3
    network.switches["s1"].console().run("clear counters")
    assert queues(network) == [0] * 8


def test_a_routed_packet_keeps_its_profile_and_priority() -> None:
    """Across VLANs, too.  evidence: guide 11.3 p.297"""
    lines = [
        "configure Default ipaddress 10.0.0.254/24",
        "configure red ipaddress 10.0.1.254/24",
        "enable ipforwarding",
    ]
    hosts: dict[str, dict[str, Any]] = {
        "pc1": {"address": "10.0.0.1/24", "gateway": "10.0.0.254"},
        "pc2": {"address": "10.0.1.2/24", "gateway": "10.0.1.254", "vlan": 20},
    }
    cables = [("pc1", f"s1 {IN}"), ("pc2", f"s1 {OUT}")]
    lines = [*VLANS, *lines, "configure ports 1:1 qosprofile QP4", "enable dot1p replacement ports 1:1"]
    network = Network.build({"s1": LARGE | {"lines": lines}}, hosts, cables)
    assert network.hosts["pc1"].ping("10.0.1.2", count=1).received == 1
    seen: list[Frame] = []
    network._inside.wire(f"s1 {OUT}").taps.append(lambda at, copy: seen.append(copy.frame))
    before = queues(network)
    network.hosts["pc1"].ping("10.0.1.2", count=5, every=0.1)
    assert queues(network)[3] == before[3] + 5
    assert [one.priority for one in seen if one.vlan == 20 and one.dst != BROADCAST and one.priority] == [3] * 5


def test_ingress_queues_count_and_limit() -> None:
    """Of two queues of a port of 1 Gbps the second counts the upper profiles; above its limit nothing comes in."""
    network = bench(LARGE, "configure qosprofile ingress IQP2 peak_rate 64 k ports 1:1")
    before = queues(network, IN, "ingress")
    assert len(send(network, *[frame(20, 1)] * 9)) == 9
    left = len(send(network, *[frame(20, 6)] * 90))
    after = queues(network, IN, "ingress")
    assert (after[0] - before[0], after[1] - before[1]) == (9, 90)
    assert left == 12144 // 512  # frames of 64 octets in the least bucket


@pytest.mark.parametrize(
    ("chassis", "line"),
    [(LARGE, "configure qosprofile QP1 peak_rate 64 k"), (SMALL, "configure ports 1:2 rate-limit egress 64 Kbps")],
)
def test_above_a_limit_nothing_leaves(chassis: dict[str, Any], line: str) -> None:
    """In a second the bucket and the rate of a second pass; the rest counts as lost, and none after the limit ends."""
    network = bench(chassis, line)
    passed = sum(len(send(network, frame())) for _ in range(1))
    assert passed == 1
    seen: list[Frame] = []
    network._inside.wire(f"s1 {OUT}").taps.append(lambda at, copy: seen.append(copy.frame))
    for _ in range(400):
        network._inside.hosts["pc1"].transmit(frame())
        network.advance(0.0025)
    assert 12144 / 512 + 64000 / 512 - 3 <= len([one for one in seen if one.src == 0x020000000001]) <= 150
    out = network.switches["s1"].console().run(f"show ports {OUT} txerrors no-refresh")
    lost = int(next(row for row in out.splitlines() if row.startswith(f"{OUT} ")).split()[-2])
    assert lost > 200


def test_a_percentage_is_one_of_the_link() -> None:
    """One percent of 1 Gbps is 10 Mbps; nothing at all of a profile with 0 percent."""
    network = bench(LARGE, "configure qosprofile QP1 maxbw 1", "configure qosprofile QP6 maxbw 0")
    assert len(send(network, *[frame()] * 3000)) == 1_000_000 // 512
    assert send(network, frame(20, 5)) == []


def test_the_verdict_names_the_profile() -> None:
    """`:packet` says which traffic group chose it, and what is replaced."""
    lines = ["enable diffserv replacement ports 1:1", "enable dot1p replacement ports 1:1", EXAMINE]
    switch = bench(LARGE, *lines).switches["s1"]
    steps = switch.packet("1:1", source="10.0.0.1", destination="10.0.0.2", dscp=46).steps
    assert "QoS: code point 46 leads to profile QP6" in steps
    assert "QoS: the packet gets code point 40" in steps
    steps = switch.packet("1:2", source="10.0.0.1", destination="10.0.0.2", tag=20, priority=4).steps
    assert "QoS: 802.1p priority 4 leads to profile QP5" in steps


def test_profiles_hold_over_a_failover_and_in_saved_files() -> None:
    """The new master programs the same, and so does the switch that boots from the file."""
    network = bench(LARGE, *PORT_AND_VLAN, "configure dot1p type 2 QP8", "configure qosprofile QP2 maxbw 50")
    console = network.switches["s1"].console()
    before = console.run("show configuration vlan")
    console.run("run msm-failover", "y")
    network.settle()
    assert sorted(frame.priority for frame in send(network, frame(), frame(20, 2))) == [0, 2]
    other = network.switches["s1"].console("msm-b")
    assert [line for line in other.run("show configuration vlan").splitlines() if "qos" in line] == [
        line for line in before.splitlines() if "qos" in line
    ]
    assert (fabric(network).ports[1, 1].qos.profile, fabric(network).qos.priorities[2]) == (3, 8)


# -- hosts that mark their packets -----------------------------------------------------------------------------------


def test_hosts_mark_their_packets() -> None:
    """A ping has the code point that is named, a tagged host the priority of the network file; both choose queues."""
    hosts: dict[str, dict[str, Any]] = {
        "pc1": {"address": "10.0.0.1/24", "vlan": 20, "priority": 5},
        "pc2": {"address": "10.0.0.2/24", "vlan": 20},
    }
    network = Network.build({"s1": LARGE | {"lines": VLANS}}, hosts, [("pc1", f"s1 {IN}"), ("pc2", f"s1 {OUT}")])
    network.hosts["pc1"].ping("10.0.0.2", count=1)
    before = queues(network)
    assert network.hosts["pc1"].ping("10.0.0.2", count=3, every=0.1).received == 3
    assert queues(network)[5] == before[5] + 3
    network.switches["s1"].console().run(EXAMINE)
    assert network.hosts["pc1"].ping("10.0.0.2", count=3, every=0.1, dscp=10).received == 3
    assert queues(network)[1] == before[1] + 3
    with pytest.raises(LabError, match="from 0 to 63"):
        network.hosts["pc1"].ping("10.0.0.2", dscp=64)


@pytest.mark.parametrize(("vlan", "priority"), [(0, 3), (20, 8), (20, -1)])
def test_a_priority_that_no_host_can_have(vlan: int, priority: int) -> None:
    """One out of range, or without a tag, is refused with the place in the file."""
    hosts = {"pc1": {"address": "10.0.0.1/24", "vlan": vlan, "priority": priority}}
    with pytest.raises(NetworkError, match=r"host.pc1: priority: expected"):
        Network.build({"s1": SMALL}, hosts, [("pc1", "s1 1:1")])
