"""Switches and hosts, cabled: links, learning, routing, ARP, ICMP, failover, snapshots."""

from typing import Any

import pytest

from xos_cli import LabError, Network, XosError
from xos_cli.packets.frames import Frame, Raw

EDGE = {"chassis": "summit-x450-24t"}
ROUTER = [
    "configure Default delete ports all",
    *("create vlan red", "configure red add ports 1:1", "configure red ipaddress 10.0.0.254/24"),
    *("create vlan blue", "configure blue add ports 1:2", "configure blue ipaddress 10.0.1.254/24"),
    "enable ipforwarding",
]
HOSTS = {
    "pc1": {"address": "10.0.0.1/24", "gateway": "10.0.0.254"},
    "pc2": {"address": "10.0.1.2/24", "gateway": "10.0.1.254"},
}


def two(**options: Any) -> Network:
    """Two switches with one cable, and a host at each, in one VLAN."""
    hosts = {"pc1": {"address": "10.0.0.1/24"}, "pc2": {"address": "10.0.0.2/24"}}
    cables = [("core 1:1", "edge 20"), ("pc1", "edge 1"), ("pc2", "core 1:2")]
    return Network.build({"core": {}, "edge": EDGE}, hosts, cables, **options)


def routed(chassis: str = "bd10808", **lines: Any) -> Network:
    """One switch that routes between two hosts."""
    core = {"chassis": chassis, "lines": ROUTER + list(lines.get("lines", []))}
    return Network.build({"core": core}, HOSTS, [("pc1", "core 1:1"), ("pc2", "core 1:2")])


# -- links -----------------------------------------------------------------------------------------------------------


def test_links_come_from_cables() -> None:
    """A cabled port has the link of its cable, whatever the chassis file says; events tell of it at both ends."""
    network = two()
    assert network.cable("core 1:1").up
    for switch, port in (("core", "1:1"), ("edge", "20")):
        assert "ctive" in network.switches[switch].console().run(f"show ports {port} information detail")
    before = {name: len(switch.events) for name, switch in network.switches.items()}
    network.cable("core 1:1").cut()
    network.advance(0.1)
    for switch, port in (("core", "1:1"), ("edge", "20")):
        texts = [event.text for event in network.switches[switch].events[before[switch] :]]
        assert f"Port {port} link down" in texts


@pytest.mark.parametrize("way", ["disable", "fail", "power"])
def test_a_link_falls_at_both_ends(way: str) -> None:
    """A disabled port, a broken one and a chassis without power take the link down at the other end, too."""
    network = two()
    core = network.switches["core"]
    if way == "disable":
        core.console().run("disable ports 1:1")
    elif way == "fail":
        core.fail("port", "1:1")
    else:
        core.power_off()
    network.advance(1.0)
    assert not network.cable("edge 20").up
    assert "Port 20 link down" in [event.text for event in network.switches["edge"].events]


def test_auto_against_fixed_is_half_duplex() -> None:
    """The side that negotiates falls back to half duplex; two fixed speeds that differ make no link."""
    network = two()
    network.switches["edge"].console().run("configure ports 20 auto off speed 100 duplex full")
    network.advance(5.0)
    assert network.cable("core 1:1").up
    texts = [event.text for event in network.switches["core"].events]
    assert "Port 1:1 link UP at speed 100 Mbps and half-duplex" in texts
    network.switches["core"].console().run("configure ports 1:1 auto off speed 1000 duplex full")
    network.advance(5.0)
    assert not network.cable("core 1:1").up


# -- layer 2 ---------------------------------------------------------------------------------------------------------


def test_hosts_reach_each_other_and_are_learned() -> None:
    """Every probe is answered; rows of what was learned are on both MSMs and in `show fdb`."""
    network = two()
    traffic = network.hosts["pc1"].ping("10.0.0.2", count=5)
    assert (traffic.sent, traffic.received, traffic.lost) == (5, 5, 0)
    core = network.switches["core"]
    assert {(entry.mac, entry.port) for entry in core.fdb()} == {
        ("02:00:00:00:00:01", "1:1"),
        ("02:00:00:00:00:02", "1:2"),
    }
    assert "02:00:00:00:00:01    Default(0001)" in core.console().run("show fdb")
    network.advance(2.0)
    tables = [node._node.store.content() for node in core.nodes.values()]  # noqa: F841
    core.console().run("clear fdb")
    assert core.fdb() == []


def test_checkpoint_counters_advance_with_what_is_learned() -> None:
    """Each learned address is a message to the backup."""
    network = two()
    machine = network._inside.machines["core"]
    assert machine.master is not None
    before = machine.master.checkpoint.counters["fdb"].transmitted
    network.hosts["pc1"].ping("10.0.0.2", count=1)
    network.advance(1.0)
    assert machine.master.checkpoint.counters["fdb"].transmitted == before + 2


def test_vlans_of_the_configuration_hold() -> None:
    """Hosts in different VLANs do not reach each other; a tagged cable carries both."""
    network = two()
    for switch, host, trunk in (("core", "1:2", "1:1"), ("edge", "1", "20")):
        console = network.switches[switch].console()
        console.run("create vlan sales")
        console.run("configure sales tag 10")
        console.run(f"configure sales add ports {trunk} tagged")
        console.run(f"configure Default delete ports {host}")
        console.run(f"configure sales add ports {host}")
        reached = network.hosts["pc1"].ping("10.0.0.2", count=1).received
        assert reached == (1 if switch == "edge" else 0)


def test_a_blackhole_entry_and_ageing_are_programmed() -> None:
    """Configured entries and the ageing time reach the I/O modules."""
    network = two()
    console = network.switches["core"].console()
    console.run("create fdbentry 02:00:00:00:00:02 vlan Default blackhole")
    assert network.hosts["pc1"].ping("10.0.0.2", count=1).received == 0
    console.run("delete fdbentry all")
    console.run("configure fdb agingtime 20")
    assert network.hosts["pc1"].ping("10.0.0.2", count=1).received == 1
    network.advance(30.0)
    assert network.switches["core"].fdb() == []


def test_a_storm_is_named_until_a_cable_is_pulled() -> None:
    """Two cables and no STP: the network is not quiet, and says why; a prompt still comes; cutting ends it."""
    network = two()
    network._inside.plug("core 1:5", "edge 5")
    network.advance(5.0)
    network._inside.hosts["pc1"].announce()
    network.advance(1.0)
    with pytest.raises(LabError, match="a storm in VLAN Default of core, VLAN Default of edge"):
        network.settle()
    out = network.switches["core"].console().run("show ports 1:1 statistics no-refresh")
    assert int(out.splitlines()[4].split()[2]) > 1_000_000
    network.cable("core 1:5").cut()
    network.settle()
    assert network.quiet


# -- IPv4 ------------------------------------------------------------------------------------------------------------


def test_a_switch_routes_between_its_vlans() -> None:
    """ARP both ways, TTL one less, the way that traceroute sees, and the ARP table."""
    network = routed()
    assert network.hosts["pc1"].ping("10.0.1.2").lost == 0
    assert network.hosts["pc1"].traceroute("10.0.1.2") == ["10.0.0.254", "10.0.1.2"]
    core = network.switches["core"]
    assert {(entry.address, entry.vlan) for entry in core.arp()} == {("10.0.0.1", "red"), ("10.0.1.2", "blue")}
    assert "10.0.1.2" in core.console().run("show iparp")
    assert core.routes()[0][:4] == ("10.0.0.0/24", "Direct", 1, ("10.0.0.254",))


def test_without_ipforwarding_nothing_is_routed() -> None:
    """The switch answers itself, but forwards nothing."""
    network = routed()
    network.switches["core"].console().run("disable ipforwarding")
    assert network.hosts["pc1"].ping("10.0.0.254").received == 4
    assert network.hosts["pc1"].ping("10.0.1.2", count=2).received == 0


def test_unreachable_and_expired_are_reported() -> None:
    """A destination without a route is "unreachable", unless the VLAN does not send such messages."""
    network = routed()
    traffic = network.hosts["pc1"].ping("10.9.9.9", count=2)
    assert traffic._stream.errors == {"unreachable": 2}
    network.switches["core"].console().run("disable icmp unreachables vlan red")
    assert network.hosts["pc1"].ping("10.9.9.9", count=1)._stream.errors == {}
    assert network.hosts["pc1"].ping("10.0.1.99", count=1).received == 0


def test_a_switch_pings_and_traces() -> None:
    """`ping` really sends and really times out; `traceroute` finds the way."""
    network = routed()
    console = network.switches["core"].console()
    assert "4 packets transmitted, 4 packets received, 0% loss" in console.run("ping 10.0.1.2")
    assert "2 packets transmitted, 0 packets received, 100% loss" in console.run("ping count 2 10.0.1.77")
    assert " 1    10.0.1.2 " in console.run("traceroute 10.0.1.2")
    network.cable("pc2").cut()
    assert "100% loss" in console.run("ping count 1 10.0.1.2")


def test_static_routes_and_equal_ways() -> None:
    """Two routers between two networks: packets of one pair of hosts take one way; with one way gone, the other."""
    lines = ["configure Default delete ports all"]
    for name, port, address in (("l1", 1, "10.0.1.1"), ("l2", 2, "10.0.2.1"), ("lan", 10, "10.1.0.1")):
        lines += [
            f"create vlan {name}",
            f"configure {name} add ports {port}",
            f"configure {name} ipaddress {address}/24",
        ]
    far = [line.replace("10.1.0.1", "10.2.0.1").replace(".1/24", ".2/24") for line in lines]
    near = [*lines, "enable ipforwarding", "enable iproute sharing"]
    switches = {
        "r1": EDGE | {"lines": [*near, *[f"configure iproute add 10.2.0.0/24 10.0.{n}.2" for n in (1, 2)]]},
        "r2": EDGE
        | {"lines": [*far, "enable ipforwarding", *[f"configure iproute add 10.1.0.0/24 10.0.{n}.1" for n in (1, 2)]]},
    }
    hosts = {
        "pc1": {"address": "10.1.0.9/24", "gateway": "10.1.0.1"},
        "pc2": {"address": "10.2.0.9/24", "gateway": "10.2.0.2"},
    }
    network = Network.build(switches, hosts, [("r1 1", "r2 1"), ("r1 2", "r2 2"), ("pc1", "r1 10"), ("pc2", "r2 10")])
    assert network.hosts["pc1"].ping("10.2.0.9").lost == 0
    route = next(route for route in network.switches["r1"].routes() if route.prefix == "10.2.0.0/24")
    assert route.next_hops == ("10.0.1.2", "10.0.2.2")
    for end in ("r1 1", "r1 2"):
        network.cable(end).cut()
        network.advance(1.0)
        assert network.hosts["pc1"].ping("10.2.0.9").lost == 0
        network.cable(end).join()
        network.advance(5.0)


def test_virtual_routers_may_have_the_same_addresses() -> None:
    """Two virtual routers with one subnet each do not see each other's hosts."""
    lines = [
        "configure Default delete ports all",
        "configure vr VR-Default delete ports 1:2",
        "create virtual-router v2",
    ]
    lines += ["configure vr v2 add ports 1:2", "create vlan one", "configure one add ports 1:1"]
    lines += ["configure one ipaddress 10.0.0.254/24", "create vlan two vr v2", "configure two add ports 1:2"]
    lines += ["configure two ipaddress 10.0.0.254/24"]
    hosts = {"pc1": {"address": "10.0.0.1/24"}, "pc2": {"address": "10.0.0.2/24"}}
    network = Network.build({"s": {"lines": lines}}, hosts, [("pc1", "s 1:1"), ("pc2", "s 1:2")])
    console = network.switches["s"].console()
    assert "1 packets received" in console.run("ping count 1 10.0.0.1")
    assert "0 packets received" in console.run("ping count 1 10.0.0.2")
    assert "1 packets received" in console.run("ping count 1 vr v2 10.0.0.2")


def test_the_management_port_reaches_a_host() -> None:
    """A host at the management port of the master answers in VR-Mgmt."""
    lines = ["configure vlan Mgmt ipaddress 10.9.0.1/24"]
    hosts = {"noc": {"address": "10.9.0.9/24"}}
    network = Network.build({"core": {"lines": lines}}, hosts, [("noc", "core mgmt-a")])
    assert "1 packets received" in network.switches["core"].console().run("ping count 1 vr VR-Mgmt 10.9.0.9")
    assert network.hosts["noc"].ping("10.9.0.1", count=1).received == 1


def test_secondary_addresses_and_loopback_answer() -> None:
    """A second address of a VLAN, and that of a VLAN in loopback mode without ports."""
    more = [
        "configure red add secondary-ipaddress 10.7.0.254/24",
        "create vlan lo",
        "configure lo ipaddress 10.8.8.8/32",
    ]
    network = routed(lines=[*more, "enable loopback-mode vlan lo", "enable ipforwarding"])
    assert network.hosts["pc1"].ping("10.7.0.254", count=1).received == 1
    assert network.hosts["pc1"].ping("10.8.8.8", count=1).received == 1


def test_arp_ages_and_is_refreshed() -> None:
    """After its timeout an entry is asked for again; a host that is gone is forgotten."""
    network = routed()
    network.switches["core"].console().run("configure iparp timeout 1")
    network.hosts["pc1"].ping("10.0.1.2", count=1)
    network.advance(130.0)
    assert len(network.switches["core"].arp()) == 2
    network.cable("pc2").cut()
    network.advance(130.0)
    assert [entry.address for entry in network.switches["core"].arp()] == ["10.0.0.1"]


def test_an_entry_is_asked_for_before_it_ends() -> None:
    """While hosts talk over two timeouts, the hardware always has their entries; without refresh it loses them."""
    network = routed()
    console = network.switches["core"].console()
    console.run("configure iparp timeout 1")
    network.hosts["pc1"].ping("10.0.1.2", count=1)
    asked = console.run("show iparp").partition("Out Request")[2].split()[1]
    network.advance(54.0)
    assert console.run("show iparp").partition("Out Request")[2].split()[1] == asked
    network.advance(4.0)
    assert console.run("show iparp").partition("Out Request")[2].split()[1] > asked
    traffic = network.traffic("pc1", "pc2", every=0.5)
    network.advance(130.0)
    assert traffic.lost <= 1  # the one on its way
    assert "Forwards   =          1 ForwardOK  =          1" in console.run("show ipstats")
    console.run("disable iparp refresh")
    network.advance(130.0)
    assert "Forwards   =          1 " not in console.run("show ipstats")


def test_proxy_arp_answers_for_others() -> None:
    """A host that takes everything for its own subnet reaches one behind the switch, which answers for it."""
    lines = ["configure iparp add proxy 10.0.1.0 255.255.255.0"]
    core = {"lines": ROUTER + lines}
    hosts = {"pc1": {"address": "10.0.0.1/16"}, "pc2": HOSTS["pc2"]}
    network = Network.build({"core": core}, hosts, [("pc1", "core 1:1"), ("pc2", "core 1:2")])
    assert network.hosts["pc1"].ping("10.0.1.2", count=2).received == 2


# -- failover --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("network", [two(), routed()], ids=["one VLAN", "routed"])
def test_a_failover_loses_less_than_half_a_second(network: Network) -> None:
    """With 100 probes a second more than none and at most 50 are lost; FDB and ARP stay as they were."""
    target = "pc2"
    network.hosts["pc1"].ping("10.0.0.2" if "edge" in network.switches else "10.0.1.2", count=1)
    core = network.switches["core"]
    known = core.fdb(), core.arp()
    traffic = network.traffic("pc1", target, every=0.01)
    network.advance(1.0)
    core.fail("MSM-A")
    network.advance(10.0)
    assert core.master is not None
    assert core.master.name == "MSM-B"
    assert 0 < traffic.stop().lost <= 50
    assert traffic.longest_gap < 0.5
    assert (core.fdb(), [entry[:4] for entry in core.arp()]) == (known[0], [entry[:4] for entry in known[1]])


def test_the_ports_of_an_8800s_msm_are_away_for_two_minutes() -> None:
    """A host at the old master's own port is back after 110 to 130 s."""
    hosts = {"pc1": {"address": "10.0.0.1/24"}, "pc2": {"address": "10.0.0.2/24"}}
    network = Network.build({"core": {"chassis": "bd8810"}}, hosts, [("pc1", "core 1:1"), ("pc2", "core 5:1")])
    assert network.hosts["pc1"].ping("10.0.0.2", count=1).received == 1
    traffic = network.traffic("pc1", "pc2", every=0.1)
    network.advance(1.0)
    network.switches["core"].console().run("run msm-failover", "y")
    network.advance(200.0)
    assert 110 < traffic.stop().longest_gap < 130


# -- the whole -------------------------------------------------------------------------------------------------------


def test_a_snapshot_is_the_networks() -> None:
    """Cables, tables, hosts and consoles go back; a switch has no snapshot of its own."""
    network = two()
    console = network.switches["core"].console()
    console.run("create vlan early")
    snapshot = network.snapshot()
    network.hosts["pc1"].ping("10.0.0.2")
    network.cable("pc1").cut()
    console.run("create vlan late")
    for _ in range(2):
        network.restore(snapshot)
        assert network.cable("pc1").up
        assert network.switches["core"].fdb() == []
        out = console.run("show vlan")
        assert "early" in out
        assert "late" not in out
        assert network.hosts["pc1"].ping("10.0.0.2").lost == 0
    with pytest.raises(XosError, match=r"use network.snapshot"):
        network.switches["core"].snapshot()


def test_the_same_seed_gives_the_same_network() -> None:
    """Events and captures of two runs are equal; loss is drawn from the seed."""

    def run(seed: int) -> tuple[Any, ...]:
        network = two(seed=seed)
        network.cable("core 1:1").loss = 0.3
        traffic = network.hosts["pc1"].ping("10.0.0.2", count=50, every=0.1)
        return traffic.received, traffic.gaps, network.events

    assert run(1) == run(1)
    assert run(1)[:2] != run(2)[:2]
    assert 0 < run(1)[0] < 50


def test_switches_that_are_cabled_later_share_a_clock() -> None:
    """Two islands become one: their events go on, and frames pass between them."""
    hosts = {"pc1": {"address": "10.0.0.1/24"}, "pc2": {"address": "10.0.0.2/24"}}
    network = Network.build({"r1": EDGE, "r2": EDGE}, hosts, [("pc1", "r1 1"), ("pc2", "r2 1")])
    inside = network._inside
    assert len(inside.islands) == 2
    inside.plug("r1 10", "r2 10")
    assert len(inside.islands) == 1
    network.advance(5.0)
    assert network.hosts["pc1"].ping("10.0.0.2").lost == 0
    network._inside.unplug("r1 10")
    assert network.hosts["pc1"].ping("10.0.0.2", count=1).received == 0


def test_a_hub_keeps_the_links_of_others() -> None:
    """On a segment a broken end leaves the others up, and everybody hears everybody."""
    hosts = {f"pc{n}": {"address": f"10.0.0.{n}/24"} for n in (1, 2)}
    segment = {"name": "lan", "ends": ["core 1:1", "pc1", "pc2"]}
    network = Network.build(
        {"core": {"lines": ["configure vlan Default ipaddress 10.0.0.254/24"]}}, hosts, (), [segment]
    )
    assert network.hosts["pc1"].ping("10.0.0.254", count=1).received == 1
    network.cable("pc2").cut()
    assert network.cable("core 1:1").up
    assert network.hosts["pc1"].ping("10.0.0.2", count=1).received == 0
    assert network.hosts["pc1"].ping("10.0.0.254", count=1).received == 1


def test_a_damaged_arp_message_is_counted_and_nothing_else() -> None:
    """A malformed payload leaves a counted error."""
    from xos_cli.packets.frames import Malformed

    network = routed()
    before = network.switches["core"].arp()
    network._inside.hosts["pc1"].transmit(Frame(2, 0xFFFFFFFFFFFF, 0, Malformed("arp", 0x806, b"x")))
    network._inside.hosts["pc1"].transmit(Frame(2, 0xFFFFFFFFFFFF, 0, Raw(0x9999, b"x")))
    network.advance(1.0)
    assert network.switches["core"].arp() == before
    assert "Rx Error         :           1" in network.switches["core"].console().run("show iparp")


@pytest.mark.parametrize("sample", ["two-switches", "triangle", "ring"])
def test_samples_work(sample: str) -> None:
    """The networks that come with the program become quiet, and their hosts reach each other."""
    network = Network.read(sample)
    assert network.quiet
    far = {"two-switches": "10.1.1.20", "triangle": "10.0.0.3", "ring": "10.3.0.10"}[sample]
    assert network.hosts["pc1"].ping(far, count=3).lost == 0


@pytest.mark.parametrize("every", [0.0, -1.0, float("nan"), float("inf")])
def test_probes_need_time_between_them(every: float) -> None:
    """A stream that would send without end at one moment is refused, and so is a ping of no probes."""
    network = Network.read("two-switches")
    with pytest.raises(XosError, match="some time between them"):
        network.traffic("pc1", "pc2", every=every)
    with pytest.raises(XosError, match="at least one probe"):
        network.hosts["pc1"].ping("10.1.1.20", count=0)
