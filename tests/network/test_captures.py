"""Captures of a real network, read by tshark."""

from collections import Counter
from pathlib import Path

from eaps_rings import two_rings
from failover_networks import group
from tshark import failures, layers, needed, tshark

from xos_cli import Network

X450 = "summit-x450-24t"
#: A domain of each encapsulation on the same cable, and every protocol as often as it can be.
LINES = [
    *[
        line
        for name, tag, mode in (("red", 10, "emistp"), ("blue", 20, "pvst-plus"))
        for line in (
            f"create vlan {name}",
            f"configure vlan {name} tag {tag}",
            f"configure vlan {name} add ports 1 tagged",
            f"create stpd s{name}",
            f"configure stpd s{name} tag {tag}",
            f"configure stpd s{name} mode dot1w",
            f"configure stpd s{name} add vlan {name} ports all {mode}",
            f"enable stpd s{name}",
        )
    ],
    "enable stpd s0",
    "configure edp advertisement-interval 2 holddown-interval 10",
    "configure lldp transmit-interval 5",
    "enable lldp ports all",
    "configure lldp ports all advertise system-name",
    "configure lldp ports all advertise system-capabilities",
    "configure lldp ports all advertise management-address",
    "configure vlan default ipaddress 10.1.1.{last}/24",
    "enable elrp-client",
    "configure elrp-client periodic Default ports 1 interval 2 log",
]
AT_LEAST = 100


@needed
def test_every_kind(tmp_path: Path) -> None:
    """Five minutes on a cable: tshark finds a hundred of every kind, no malformed frame and no bad checksum."""
    lines = {name: [line.replace("{last}", last) for line in LINES] for name, last in (("up", "8"), ("down", "9"))}
    switches = {name: {"chassis": X450, "lines": typed} for name, typed in lines.items()}
    hosts = {name: {"address": f"10.1.1.{number}/24"} for number, name in enumerate(("pc1", "pc2"), 1)}
    cables = [("up 1", "down 1"), ("pc1", "up 5"), ("pc2", "down 5")]
    network = Network.build(switches=switches, hosts=hosts, cables=cables)
    capture = network.capture("up 1", str(tmp_path / "cable.pcap"))
    network.hosts["pc1"].ping("10.1.1.2", count=60)
    for number in range(100, 140):
        network.hosts["pc1"].ping(f"10.1.1.{number}", count=1)
    network.advance(400.0)
    capture.stop()
    seen = layers(tmp_path / "cable.pcap")
    assert not failures(seen)
    kinds = Counter(layer for frame in seen for layer in set(frame["frame.protocols"][0].split(":")))
    for kind in ("stp", "edp", "lldp", "icmp", "arp", "vlan"):
        assert kinds[kind] >= AT_LEAST, kinds


@needed
def test_rings_and_groups(tmp_path: Path) -> None:
    """The messages of an EAPS ring and of LACP on a cable: tshark reads every kind that it knows."""
    network = two_rings()
    shared = network.capture("par 2", str(tmp_path / "ring.pcap"))
    network.advance(3.0)
    network.cable("m1 1").cut()
    network.advance(3.0)
    network.cable("m1 1").join()
    network.advance(10.0)
    shared.stop()
    assert not failures(layers(tmp_path / "ring.pcap"))
    kinds = Counter(tshark("-r", str(tmp_path / "ring.pcap"), "-T", "fields", "-e", "edp.eaps.type").split())
    assert {"5", "6", "7", "8"} <= kinds.keys()  # health, ring up, ring down, link down
    lag = group(lacp=True)
    capture = lag.capture("east 1:1", str(tmp_path / "lag.pcap"))
    lag.advance(65.0)
    capture.stop()
    assert not failures(layers(tmp_path / "lag.pcap"))
    states = Counter(tshark("-r", str(tmp_path / "lag.pcap"), "-T", "fields", "-e", "lacp.actor.state").split())
    assert states == {"0x3d": 4}  # active, aggregatable, in sync, collecting and distributing: two from each end
