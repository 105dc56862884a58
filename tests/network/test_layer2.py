"""What commands set at layer 2 holds for frames: sharing, VMANs, mirroring, learning, limits, jumbo frames, filters."""

from typing import Any

import pytest

from xos_cli import Network
from xos_cli.packets.frames import Frame, Raw

EDGE = {"chassis": "summit-x450-24t"}


def line(lines: Any = (), far: Any = (), **more: Any) -> Network:
    """Two Summits, joined by ports 1 (and 2 where *double*), with a host at port 10 of each."""
    cables = [("s1 1", "s2 1"), ("pc1", "s1 10"), ("pc2", "s2 10")]
    cables += [("s1 2", "s2 2")] if more.get("double") else []
    cables += [("pc3", "s1 11")] if more.get("third") else []
    hosts = {"pc1": {"address": "10.0.0.1/24"}, "pc2": {"address": "10.0.0.2/24"}}
    hosts |= {"pc3": {"address": "10.0.0.3/24"}} if more.get("third") else {}
    switches = {"s1": EDGE | {"lines": list(lines)}, "s2": EDGE | {"lines": list(far or lines)}}
    return Network.build(switches, hosts, cables)


def reached(network: Network, host: str = "pc1", address: str = "10.0.0.2") -> int:
    """Return how many of two probes are answered."""
    return network.hosts[host].ping(address, count=2, every=0.1).received


def frames(network: Network, switch: str, port: str) -> list[int]:
    """Return the frames that a port has sent and received, by `show ports statistics`."""
    out = network.switches[switch].console().run(f"show ports {port} statistics no-refresh").splitlines()
    words = next(text.split() for text in out if text.startswith(f"{port} "))
    return [int(words[2]), int(words[4])]


def test_shared_ports_are_one() -> None:
    """Two cables between two groups carry traffic without a loop, and one of them is enough."""
    network = line(["enable sharing 1 grouping 1-2"], double=True)
    assert reached(network) == 2
    network.settle()
    for end in ("s1 1", "s1 2"):
        network.cable(end).cut()
        network.advance(1.0)
        assert reached(network) == 2
        network.cable(end).join()
        network.advance(5.0)
    assert {entry.port for entry in network.switches["s1"].fdb()} == {"1", "10"}


def test_a_vman_carries_customers_tags() -> None:
    """Tagged frames of hosts pass a VMAN whole, with its own tag on the cable between the switches."""
    lines = ["enable jumbo-frame ports all", "configure Default delete ports all", "create vman metro"]
    lines += ["configure vman metro tag 100"]
    lines += ["configure vman metro add ports 1 tagged", "configure vman metro add ports 10 untagged"]
    hosts = {name: {"address": f"10.0.0.{n}/24", "vlan": 7} for n, name in ((1, "pc1"), (2, "pc2"))}
    switches = {"s1": EDGE | {"lines": lines}, "s2": EDGE | {"lines": lines}}
    network = Network.build(switches, hosts, [("s1 1", "s2 1"), ("pc1", "s1 10"), ("pc2", "s2 10")])
    seen: list[Any] = []
    network._inside.wire("s1 1").taps.append(lambda at, copy: seen.append(copy.frame))
    assert reached(network) == 2
    inner = [frame for frame in seen if frame.vlan == 7]
    assert inner
    assert all([tag.vlan for tag in frame.outer] == [100] for frame in inner)


def tunnel(*more: str) -> Network:
    """Two BlackDiamonds with a VMAN from port 1:1 of one to that of the other, and hosts there."""
    lines = ["configure Default delete ports 1:1-1:2", "create vman metro", "configure vman metro tag 100"]
    lines += ["configure vman metro add ports 1:2 tagged", "configure vman metro add ports 1:1", *more]
    hosts = {name: {"address": f"10.0.0.{n}/24"} for n, name in ((1, "pc1"), (2, "pc2"))}
    switches = {name: {"chassis": "bd10808", "lines": lines} for name in ("s1", "s2")}
    return Network.build(switches, hosts, [("s1 1:2", "s2 1:2"), ("pc1", "s1 1:1"), ("pc2", "s2 1:1")])


def test_a_vman_carries_full_frames_and_goes_on_over_a_failover() -> None:
    """The frame with two tags is larger than a plain port takes: its ports have jumbo frames by themselves."""
    network = tunnel()
    seen: list[Any] = []
    network._inside.wire("pc2").taps.append(lambda at, copy: seen.append(copy.frame))
    full = Frame(0x020000000001, 0xFFFFFFFFFFFF, 7, Raw(0x9000, bytes(1500)), 3)
    network._inside.hosts["pc1"].transmit(full)
    network.advance(0.01)
    assert full in seen
    assert reached(network) == 2
    network.switches["s1"].console().run("run msm-failover", "y")
    network.settle()
    assert reached(network) == 2
    network.switches["s2"].console().run("configure vman metro delete ports 1:1")
    assert reached(network) == 0


@pytest.mark.parametrize(("ethertype", "answered"), [("0x8100", 2), ("0x88a8", 0)])
def test_a_vman_with_the_type_of_vlans_meets_a_vlan(ethertype: str, answered: int) -> None:
    """Its tag is that of a VLAN to a device that knows no VMANs; with its own type it is not.

    evidence: guide 11.3 p.233 (all types, that of VLANs included)
    """
    lines = [f"configure vman ethertype {ethertype}", "configure Default delete ports 1:1-1:2", "create vman metro"]
    lines += ["configure vman metro tag 100", "configure vman metro add ports 1:2 tagged"]
    far = ["create vlan red", "configure red tag 100", "configure red add ports 1 tagged"]
    far += ["configure Default delete ports 10", "configure red add ports 10"]
    hosts = {name: {"address": f"10.0.0.{n}/24"} for n, name in ((1, "pc1"), (2, "pc2"))}
    switches = {"s1": {"chassis": "bd10808", "lines": [*lines, "configure vman metro add ports 1:1"]}}
    switches["s2"] = EDGE | {"lines": far}
    network = Network.build(switches, hosts, [("s1 1:2", "s2 1"), ("pc1", "s1 1:1"), ("pc2", "s2 10")])
    assert reached(network) == answered


def test_the_priority_of_a_vman_tag_chooses_the_queue() -> None:
    """802.1p of a customer's frame is looked at where it comes in, that of the VMAN's tag between the switches.

    Where 802.1p is replaced at the access port, that is in the outer tag; the customer's own tag keeps its own.
    """
    network = tunnel("enable dot1p replacement ports 1:1", "configure dot1p type 3 qosprofile QP7")
    seen: list[Any] = []
    network._inside.wire("s1 1:2").taps.append(lambda at, copy: seen.append(copy.frame))
    before = queue(network, "s2", "1:1", 7)
    network._inside.hosts["pc1"].transmit(Frame(0x020000000001, 0xFFFFFFFFFFFF, 7, Raw(0x9000, b""), 3))
    network.advance(0.01)
    (frame,) = [frame for frame in seen if frame.src == 0x020000000001]
    assert (frame.outer[0].priority, frame.priority) == (6, 3)
    assert queue(network, "s2", "1:1", 7) == before + 1


def test_the_priority_of_a_vman_tag_counts_for_untagged_customers_too() -> None:
    """An untagged frame that gets a priority in the outer tag at its access port keeps its queue at the far end."""
    network = tunnel("enable dot1p replacement ports 1:1", "configure ports 1:1 qosprofile QP5")
    before = queue(network, "s2", "1:1", 5)
    network._inside.hosts["pc1"].transmit(Frame(0x020000000001, 0xFFFFFFFFFFFF, 0, Raw(0x9000, b"")))
    network.advance(0.01)
    assert queue(network, "s2", "1:1", 5) == before + 1


def test_the_priority_inside_a_vman_tag_chooses_the_queue() -> None:
    """Where the inner tag is examined at the port of entry; the outer tag keeps its own priority."""
    network = tunnel("enable dot1p replacement ports 1:1", "configure dot1p type 3 qosprofile QP7")
    network.switches["s2"].console().run("enable dot1p examination inner-tag ports 1:2")
    before = queue(network, "s2", "1:1", 6), queue(network, "s2", "1:1", 7)
    network._inside.hosts["pc1"].transmit(Frame(0x020000000001, 0xFFFFFFFFFFFF, 7, Raw(0x9000, b""), 5))
    network.advance(0.01)
    assert (queue(network, "s2", "1:1", 6), queue(network, "s2", "1:1", 7)) == (before[0] + 1, before[1])
    network.switches["s1"].console().run("configure dot1p type 5 qosprofile QP2")
    network._inside.hosts["pc1"].transmit(Frame(0x020000000001, 0xFFFFFFFFFFFF, 7, Raw(0x9000, b""), 5))
    network.advance(0.01)
    assert queue(network, "s1", "1:2", 2) == 1
    assert queue(network, "s2", "1:1", 6) == before[0] + 2


def queue(network: Network, switch: str, port: str, number: int) -> int:
    """Return the frames that a port has sent through a queue."""
    out = network.switches[switch].console().run(f"show ports {port} qosmonitor no-refresh").splitlines()
    return next(int(row.split()[number]) for row in out if row.startswith(f"{port} "))


def test_mirroring_copies_to_the_monitor_port() -> None:
    """A host at the monitor port gets copies of what passes the mirrored port."""
    network = line(
        ["enable mirroring to port 11 untagged", "configure mirroring add port 10"], third=True, far=["show vlan"]
    )
    before = frames(network, "s1", "11")[0]
    assert reached(network) == 2
    assert frames(network, "s1", "11")[0] == before + 6  # two requests, two replies, two ARP messages
    network.switches["s1"].console().run("disable mirroring")
    before = frames(network, "s1", "11")[0]
    assert reached(network) == 2
    assert frames(network, "s1", "11")[0] == before


def mirrored(network: Network) -> list[tuple[int, int]]:
    """Send a frame in each VLAN into port 10; return tag and protocol of what the monitor port then sends."""
    seen: list[Any] = []
    network._inside.wire("s1 11").taps.append(lambda at, copy: seen.append(copy.frame))
    for tag, number in ((0, 0x9000), (20, 0x9020)):
        network._inside.hosts["pc1"].transmit(Frame(0x020000000001, 0xFFFFFFFFFFFF, tag, Raw(number, b"")))
    network.advance(0.01)
    return [(frame.vlan, frame.payload.number) for frame in seen if type(frame.payload) is Raw]


TWO_VLANS = ["create vlan sales", "configure sales tag 20", "configure sales add ports 10 tagged"]


@pytest.mark.parametrize(
    ("option", "what", "copies"),
    [
        ("untagged", "vlan sales", [(0, 0x9020)]),
        ("tagged", "vlan sales", [(20, 0x9020)]),
        ("tagged", "vlan Default", [(1, 0x9000)]),
        ("tagged", "port 10", [(1, 0x9000), (20, 0x9020)]),
        ("untagged", "port 10", [(0, 0x9000), (0, 0x9020)]),
        ("tagged", "port 10 vlan sales", [(20, 0x9020)]),
    ],
)
def test_a_filter_copies_its_vlan_and_the_monitor_tags(option: str, what: str, copies: list[tuple[int, int]]) -> None:
    """Only frames of the filter's VLAN or port are copied; they leave all with the VLAN's tag, or all without."""
    lines = [*TWO_VLANS, f"enable mirroring to port 11 {option}", f"configure mirroring add {what}"]
    assert sorted(set(mirrored(line(lines, third=True, far=["show vlan"])))) == copies


def test_a_mirrored_vlan_has_its_new_ports_mirrored() -> None:
    """A port that joins a VLAN after the filter was made is mirrored, too."""
    lines = ["create vlan sales", "configure sales tag 20", "enable mirroring to port 11 untagged"]
    network = line([*lines, "configure mirroring add vlan sales"], third=True, far=["show vlan"])
    assert mirrored(network) == []
    network.switches["s1"].console().run("configure sales add ports 10 tagged")
    assert (0, 0x9020) in mirrored(network)


def test_a_port_that_does_not_learn_floods() -> None:
    """With learning disabled nothing is learned behind the port, and frames to it are flooded."""
    network = line(["disable learning port 10"], far=["show vlan"])
    assert reached(network) == 2
    assert [entry.port for entry in network.switches["s1"].fdb()] == ["1"]


def test_limits_and_locks_hold() -> None:
    """A limit of one address keeps a second host out; a lock keeps what is known, and nothing more."""
    network = line(["configure ports 1 vlan Default limit-learning 1"], third=True, far=["show vlan"])
    assert reached(network) == 2
    console = network.switches["s1"].console()
    console.run("configure ports 1 vlan Default unlimited-learning")
    console.run("configure ports 10 vlan Default lock-learning")
    assert "dlm" in console.run("show fdb")
    assert "10       Unlimited   Locked     0        0           1" in console.run("show vlan Default security")
    network.advance(400.0)
    assert [entry.port for entry in network.switches["s1"].fdb()] == ["10"]
    stranger = Frame(0x02000000AAAA, 0xFFFFFFFFFFFF, 0, Raw(0x9000, b""))
    before = frames(network, "s1", "1")[0]
    network._inside.hosts["pc1"].transmit(stranger)
    network.advance(1.0)
    assert frames(network, "s1", "1")[0] == before


def test_a_limit_counts_learned_addresses_and_what_it_kept_out() -> None:
    """A configured entry takes no place of the limit; two strangers are kept out, one frame or more, and shown."""
    lines = ["create fdbentry 02:00:00:00:00:77 vlan Default ports 10"]
    network = line([*lines, "configure ports 10 vlan Default limit-learning 1"], far=["show vlan"])
    assert reached(network) == 2
    for number in (0xAAAA, 0xAAAA, 0xBBBB):
        stranger = Frame(0x020000000000 | number, 0xFFFFFFFFFFFF, 0, Raw(0x9000, b""))
        network._inside.hosts["pc1"].transmit(stranger)
    network.advance(1.0)
    console = network.switches["s1"].console()
    assert "Dyn: 2  Dropped: 2  Locked: 0" in console.run("show fdb")
    assert "10       1           Unlocked   1        2           0" in console.run("show vlan Default security")
    console.run("configure ports 10 vlan Default unlimited-learning")
    assert "Dropped: 0" in console.run("show fdb")


def test_a_static_entry_with_several_ports_reaches_all_of_them() -> None:
    """A frame to its address leaves by each of its ports, and by no other."""
    network = line(["create fdbentry 02:00:00:00:00:77 vlan Default ports 1,11"], third=True, far=["show vlan"])
    before = [frames(network, "s1", port)[0] for port in ("1", "11", "10")]
    network._inside.hosts["pc1"].transmit(Frame(0x020000000001, 0x020000000077, 0, Raw(0x9000, b"")))
    network.advance(0.001)
    after = [frames(network, "s1", port)[0] for port in ("1", "11", "10")]
    assert [new - old for new, old in zip(after, before, strict=True)] == [1, 1, 0]


def test_the_way_of_a_packet_names_all_ports_of_a_static_entry() -> None:
    """What the switch does with a packet is told with each port that the entry has."""
    lines = ["configure Default ipaddress 10.0.0.254/24", "create fdbentry 02:00:00:00:00:02 vlan Default ports 1,11"]
    network = line(lines, third=True, far=["show vlan"])
    assert reached(network, "pc2", "10.0.0.254") == 2
    verdict = network.switches["s1"].packet("10", source="10.0.0.1", destination="10.0.0.2")
    assert (verdict.action, verdict.out) == ("forward", ("1", "11"))


def test_jumbo_frames_pass_where_they_are_enabled() -> None:
    """A frame of 4,000 octets is a receive error until jumbo frames are enabled on all ports of its way."""
    network = line()
    large = Frame(0x020000000001, 0x020000000002, 0, Raw(0x9000, bytes(4000)))
    network._inside.hosts["pc1"].transmit(large)
    network.advance(1.0)
    out = network.switches["s1"].console().run("show ports 10 rxerrors no-refresh")
    assert out.splitlines()[4].split()[3] == "1"
    for name in ("s1", "s2"):
        network.switches[name].console().run("enable jumbo-frame ports all")
    received = network._inside.hosts["pc2"].received
    network._inside.hosts["pc1"].transmit(large)
    network.advance(1.0)
    assert network._inside.hosts["pc2"].received == received + 1


def test_a_protocol_filter_sorts_untagged_frames() -> None:
    """IP goes into the VLAN with the filter IP, everything else stays in the other VLAN of the port."""
    lines = ["create vlan ip", "configure ip protocol IP", "configure ip add ports 10 untagged"]
    network = line(lines, far=["show vlan"])
    assert reached(network) == 0
    seen = frames(network, "s2", "1")[1]
    network._inside.hosts["pc1"].transmit(Frame(0x020000000001, 0xFFFFFFFFFFFF, 0, Raw(0x9000, b"")))
    network.advance(1.0)
    assert frames(network, "s2", "1")[1] == seen + 1


def test_clear_counters_begins_anew() -> None:
    """Counters of sizes and of utilisation count real frames, and begin at 0 after `clear counters`."""
    network = line()
    reached(network)
    network.advance(10.0)
    console = network.switches["s1"].console()
    packet = console.run("show ports 10 packet no-refresh").splitlines()[4].split()
    assert packet[2:5] == ["1", "2", "0"]
    assert "0.00" in console.run("show ports 10 utilization no-refresh")
    console.run("clear counters")
    assert frames(network, "s1", "10") == [0, 0]


def test_a_module_that_boots_drops_the_link_at_both_ends() -> None:
    """A slot that is disabled takes the links of its ports down; enabled again, they come back when it has booted."""
    hosts = {"pc1": {"address": "10.0.0.1/24"}}
    network = Network.build({"core": {}, "edge": EDGE}, hosts, [("core 1:1", "edge 1"), ("pc1", "edge 2")])
    console = network.switches["core"].console()
    console.run("disable slot 1")
    network.advance(1.0)
    assert not network.cable("edge 1").up
    console.run("enable slot 1")
    network.advance(120.0)
    assert network.cable("edge 1").up


def test_sflow_counts_samples_of_real_frames() -> None:
    """One frame of every 256 that a sampled port received is a sample; a port that is not sampled does not count."""
    network = line(["configure sflow sample-rate 256", "enable sflow", "enable sflow ports 10"], far=["show vlan"])
    assert network.hosts["pc1"].ping("10.0.0.2", count=600, every=0.01).received == 600
    out = network.switches["s1"].console().run("show sflow statistics")
    assert "Received frames          : 601\n" in out  # an ARP request and the echo requests
    assert "Sampled Frames           : 2\n" in out
    assert "Broadcast Frames         : 1\n" in out
