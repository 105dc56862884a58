"""The I/O modules alone: switching, learning, ageing, groups, VMANs, limits, storms."""

from fabrics import Bench

from xos_cli.network.traffic import Stream
from xos_cli.packets.frames import ECHO_REPLY, Frame, Icmp, Ipv4, Raw
from xos_cli.switch.fabric.fdb import key_of
from xos_cli.switch.fabric.ports import BLOCKING, LEARNING
from xos_cli.switch.fabric.programming import GroupSetting, VlanSetting, set_group, set_mirror, set_states, set_vlan
from xos_cli.switch.hardware.link import Agreed, Copy, Offer, negotiate


def pinged(bench: Bench, one: int = 0, other: int = 1, count: int = 1) -> int:
    """Ping from one host to another; return how many probes were answered."""
    stream = Stream(bench.hosts[one], bench.hosts[other].address, 0.1, count)
    bench.clock.advance(count * 0.1 + 4.0)
    return stream.received


def two_hosts(fabrics: int = 1) -> Bench:
    """Two hosts on one switch, or at the ends of a line of switches."""
    bench = Bench(fabrics)
    for number in range(fabrics - 1):
        bench.cable((number, 1), (number + 1, 2))
    bench.host(0, 5)
    bench.host(fabrics - 1, 6)
    return bench.ready()


def test_an_answer_to_no_probe_is_not_counted() -> None:
    """An echo reply whose number was never sent, as a damaged frame has it, answers nothing."""
    bench = two_hosts()
    stream = Stream(bench.hosts[0], bench.hosts[1].address, 0.1, 3)
    bench.clock.advance(0.05)
    reply = Icmp(ECHO_REPLY, 0, stream.identifier, 7)
    stream.heard(Ipv4(bench.hosts[1].address, bench.hosts[0].address, reply), reply)
    bench.clock.advance(4.0)
    assert stream.received == len(stream.trips) == 3


def test_two_ends_agree_on_speed_and_duplex() -> None:
    """Negotiation finds the best of both; against a fixed end it falls to half duplex; two fixed ends must be alike."""
    fixed = Offer(100, "full", auto=False)
    assert negotiate(Offer(1000), Offer(100)) == (Agreed(100, "full"), Agreed(100, "full"))
    assert negotiate(Offer(1000), fixed) == (Agreed(100, "half"), Agreed(100, "full"))
    assert negotiate(fixed, Offer(1000)) == (Agreed(100, "full"), Agreed(100, "half"))
    assert negotiate(fixed, fixed) == (Agreed(100, "full"), Agreed(100, "full"))
    assert negotiate(fixed, fixed._replace(speed=10)) is None
    assert negotiate(fixed, fixed._replace(duplex="half")) is None
    assert negotiate(None, fixed) is None


def test_hosts_reach_each_other_over_several_switches() -> None:
    """Every probe arrives; addresses are learned on each switch, behind the right port."""
    bench = two_hosts(3)
    assert pinged(bench, count=5) == 5
    middle = bench.fabrics[1]
    assert middle.fdb.entries[key_of(1, bench.hosts[0].mac)].port is middle.ports[1, 2]
    assert middle.fdb.entries[key_of(1, bench.hosts[1].mac)].port is middle.ports[1, 1]


def test_counters_count_what_passed() -> None:
    """The port of a host has received its ARP request and five echo requests, of the right sizes."""
    bench = two_hosts()
    pinged(bench, count=5)
    counters = bench.fabrics[0].ports[1, 5].counters
    assert counters.rx.sizes == {64: 1, 102: 5}
    assert (counters.rx.broadcasts, counters.rx.frames, counters.rx.octets) == (1, 6, 64 + 5 * 102)
    assert counters.tx.sizes == {64: 1, 102: 5}


def test_vlans_keep_hosts_apart_and_tags_join_them() -> None:
    """Hosts in two VLANs do not hear each other; one VLAN reaches over a tagged link to another switch."""
    bench = two_hosts(2)
    for fabric, port in ((0, 5), (1, 6)):
        trunk = (1, 1) if fabric == 0 else (1, 2)
        others = tuple(port_id for port_id in bench.fabrics[fabric].chassis.ports if port_id[1] != port)
        set_vlan(bench.fabrics[fabric], VlanSetting(1, "Default", others))
        set_vlan(bench.fabrics[fabric], VlanSetting(20, "sales", ((1, port),), (trunk,)))
    bench.host(0, 7)
    bench.ready()
    assert pinged(bench) == 1
    assert pinged(bench, 2, 0) == 0


def test_a_tagged_host_needs_a_tagged_port() -> None:
    """A host that tags its frames reaches one that does not, by a port with the VLAN tagged."""
    bench = Bench()
    bench.host(0, 5, vlan=20)
    bench.host(0, 6)
    bench.ready()
    assert pinged(bench) == 0
    set_vlan(bench.fabrics[0], VlanSetting(1, "Default", ((1, 1),)))
    set_vlan(bench.fabrics[0], VlanSetting(20, "sales", ((1, 6),), ((1, 5),)))
    assert pinged(bench) == 1


def test_a_blocked_port_passes_nothing_and_a_learning_one_learns() -> None:
    """Blocking drops and does not learn; learning drops and learns."""
    bench = two_hosts()
    fabric, mac = bench.fabrics[0], bench.hosts[0].mac
    set_states(fabric, 1, {(1, 5): BLOCKING})
    assert pinged(bench) == 0
    assert key_of(1, mac) not in fabric.fdb.entries
    set_states(fabric, 1, {(1, 5): LEARNING})
    assert pinged(bench) == 0
    assert key_of(1, mac) in fabric.fdb.entries
    set_states(fabric, 1, {})
    assert pinged(bench) == 1


def test_entries_age_move_and_go_with_the_link() -> None:
    """A silent address goes after the ageing time, one that shows up elsewhere moves, a fallen link takes its own."""
    bench = two_hosts()
    fabric, key = bench.fabrics[0], key_of(1, bench.hosts[0].mac)
    pinged(bench)
    bench.clock.advance(290.0)
    assert key in fabric.fdb.entries
    bench.clock.advance(20.0)
    assert key not in fabric.fdb.entries
    pinged(bench)
    fabric.ports[1, 6].receive(Copy(Frame(bench.hosts[0].mac, 0xFFFFFFFFFFFF, 0, Raw(0x9000, b"")), 64, -1))
    assert fabric.fdb.entries[key].port is fabric.ports[1, 6]
    pinged(bench)
    bench.cables[0].cut()
    assert key not in fabric.fdb.entries


def test_a_hurried_vlan_ages_faster() -> None:
    """While a topology change lasts, entries go after the shorter time."""
    bench = two_hosts()
    pinged(bench)
    bench.fabrics[0].fdb.hurry(1, 15.0)
    bench.clock.advance(16.0)
    assert not bench.fabrics[0].fdb.entries


def test_configured_entries_stay_and_black_holes_swallow() -> None:
    """A fixed entry neither moves nor ages; a black hole drops frames to and from its address."""
    bench = two_hosts()
    fabric, key = bench.fabrics[0], key_of(1, bench.hosts[1].mac)
    fabric.fdb.fix(key)
    assert pinged(bench) == 0
    fabric.fdb.fix(key, fabric.ports[1, 9])
    assert pinged(bench) == 0
    bench.clock.advance(1000.0)
    assert fabric.fdb.entries[key].port is fabric.ports[1, 9]
    fabric.fdb.remove([key])
    assert pinged(bench) == 1


def test_a_limit_lets_no_further_address_in() -> None:
    """With a limit of none, a new sender's frames are dropped."""
    bench = two_hosts()
    vlan = bench.fabrics[0].vlans[1]
    vlan.limits[bench.fabrics[0].ports[1, 5]] = 0
    assert pinged(bench) == 0
    vlan.limits[bench.fabrics[0].ports[1, 5]] = 1
    assert pinged(bench) == 1


def test_a_large_frame_needs_jumbo_frames() -> None:
    """A frame above 1518 octets is a receive error until the port takes jumbo frames."""
    bench = two_hosts()
    port = bench.fabrics[0].ports[1, 5]
    large = Copy(Frame(bench.hosts[0].mac, 0xFFFFFFFFFFFF, 0, Raw(0x9000, bytes(2000))), 2018, -1)
    port.receive(large)
    assert (port.counters.errors["rx_over"], port.counters.rx.frames) == (1, 0)
    port.largest = 9216
    port.receive(large)
    assert port.counters.rx.sizes == {2018: 1}
    assert bench.fabrics[0].ports[1, 6].counters.errors["tx_errors"] == 1


def test_a_group_is_one_port() -> None:
    """Two cables in a group carry traffic without a loop; addresses are behind the master port; one cable is enough."""
    bench = Bench(2)
    bench.cable((0, 1), (1, 1))
    second = bench.cable((0, 2), (1, 2))
    bench.host(0, 5)
    bench.host(1, 6)
    for fabric in bench.fabrics:
        set_group(fabric, (1, 1), GroupSetting(((1, 1), (1, 2)), ((1, 1), (1, 2))))
        others = tuple(port for port in fabric.chassis.ports if port != (1, 2))
        set_vlan(fabric, VlanSetting(1, "Default", others))
    bench.ready()
    assert pinged(bench, count=4) == 4
    assert not bench.storms.raging
    fabric = bench.fabrics[0]
    assert fabric.fdb.entries[key_of(1, bench.hosts[1].mac)].port is fabric.ports[1, 1]
    second.cut()
    assert pinged(bench) == 1


def test_a_vman_carries_tagged_frames_whole() -> None:
    """Customers' tags pass a VMAN of two switches unchanged."""
    bench = two_hosts(2)
    for host in bench.hosts:
        host.vlan = 7
    for number, port, trunk in ((0, 5, 1), (1, 6, 2)):
        set_vlan(bench.fabrics[number], VlanSetting(1, "Default"))
        set_vlan(bench.fabrics[number], VlanSetting(100, "tunnel", ((1, port),), ((1, trunk),), vman=True))
    assert pinged(bench) == 1
    assert bench.fabrics[1].ports[1, 2].counters.rx.sizes == {64: 1, 110: 1}


def test_mirroring_copies_both_directions() -> None:
    """The monitor port sends a copy of what the mirrored port received and sent."""
    bench = two_hosts()
    bench.host(0, 9)
    bench.ready()
    set_vlan(bench.fabrics[0], VlanSetting(1, "Default", ((1, 5), (1, 6))))
    set_mirror(bench.fabrics[0], (1, 9), False, [(1, 5)])
    pinged(bench, count=3)
    assert bench.fabrics[0].ports[1, 9].counters.tx.sizes == {64: 2, 102: 6}


def test_a_one_way_fault_takes_the_link_down_at_both_ends() -> None:
    """With negotiation no end keeps a link whose other direction is broken; between fixed ends the sender keeps it."""
    bench = two_hosts(2)
    cable = bench.cables[0]
    assert cable.up
    cable.cut(cable.ends[0])
    assert cable.agreed == (None, None)
    cable.join()
    bench.ready()
    assert cable.up
    for end in cable.ends:
        end.endpoint.set_offer(Offer(1000, "full", auto=False))  # type: ignore[attr-defined]
    bench.ready()
    cable.cut(cable.ends[0])
    assert (bool(cable.agreed[0]), bool(cable.agreed[1])) == (True, False)


def test_a_loop_is_a_storm_until_it_is_cut() -> None:
    """Copies are bounded, counters run at the speed of the link, and pulling a cable ends it."""
    bench = two_hosts(2)
    second = bench.cable((0, 7), (1, 7))
    bench.ready()
    bench.hosts[0].announce()
    events = 0
    limit = bench.clock.now + 1.0
    while bench.clock.step(limit):
        events += 1
    bench.clock.advance_to(limit)
    assert sorted(bench.storms.raging) == [("s0", 1), ("s1", 1)]
    assert events < 1000
    port = bench.fabrics[0].ports[1, 1].counters.look(bench.clock.now)
    assert 1_400_000 < port.tx.frames < 1_500_000  # 64 octets at 1 Gbps: 1,488,095 a second
    assert port.rx.frames > 1_400_000
    assert bench.clock.quiet
    second.unplug()
    bench.clock.advance(0.1)
    assert not bench.storms.raging
    before = port.look(bench.clock.now).tx.frames
    bench.clock.advance(10.0)
    assert port.look(bench.clock.now).tx.frames == before


def test_utilisation_is_averaged_and_has_a_peak() -> None:
    """Ten frames of 1,000 octets in a window are 2,000 octets a second; afterwards the port is idle, the peak stays."""
    bench = two_hosts()
    port = bench.fabrics[0].ports[1, 5]
    frame = Frame(bench.hosts[0].mac, bench.hosts[1].mac, 0, Raw(0x9000, bytes(982)))
    flow = port.counters.look(bench.clock.now).rx
    for _ in range(10):
        port.receive(Copy(frame, frame.length, -1))
    bench.clock.advance(5.0)
    assert port.counters.look(bench.clock.now).rx.last.octets == 2000.0
    bench.clock.advance(60.0)
    assert (port.counters.look(bench.clock.now).rx.last.octets, flow.peak.octets) == (0.0, 2000.0)
