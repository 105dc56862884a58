"""The tables of the I/O modules one by one: addresses, entries of several ports, filters, frames of the CPU, routes."""

from typing import Any

import pytest
from fabrics import Bench

from xos_cli.packets.frames import Arp, Bpdu, Frame, Icmp, Ipv4, Lldp, Malformed, Raw, Tag, Udp
from xos_cli.switch.fabric.classify import classify, dressed, protocol_of
from xos_cli.switch.fabric.fdb import key_of
from xos_cli.switch.fabric.programming import GroupSetting, VlanSetting, set_group, set_vlan
from xos_cli.switch.fabric.routing import FabricInterface, FabricRouter, Hop, Table, kind_of
from xos_cli.switch.hardware.link import Copy

MAC, OTHER = 0x020000000077, 0x020000000088
GROUP = 0x01005E000001


def frame(payload: Any = None, src: int = MAC, dst: int = OTHER, vlan: int = 0, outer: tuple[Tag, ...] = ()) -> Frame:
    """Return a frame."""
    return Frame(src, dst, vlan, payload or Raw(0x9000, b""), 0, outer)


def arrive(bench: Bench, port: int, sent: Frame) -> None:
    """Have a frame come in by a port."""
    fabric = bench.fabrics[0]
    fabric.ports[1, port].receive(fabric.copy(sent))


def sent_by(bench: Bench) -> dict[int, int]:
    """Return how many frames each port has sent."""
    ports = bench.fabrics[0].ports.values()
    return {port.id[1]: port.counters.tx.frames for port in ports if port.counters.tx.frames}


def hosts(count: int) -> Bench:
    """Return a fabric with hosts at its first ports."""
    bench = Bench()
    for number in range(count):
        bench.host(0, number + 1)
    return bench.ready()


# -- addresses -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["learned", "fixed", "locked"])
def test_only_a_learned_address_moves(kind: str) -> None:
    """An address that shows up at another port moves there, unless it was configured or locked; only a move is told."""
    bench = hosts(3)
    fabric = bench.fabrics[0]
    fdb, key = fabric.fdb, key_of(1, MAC)
    told: list[Any] = []
    if kind == "fixed":
        fdb.fix(key, fabric.ports[1, 1])
    else:
        arrive(bench, 1, frame())
    if kind == "locked":
        fdb.lock({key: fabric.ports[1, 1]})
    fdb.report = lambda vid, mac, port: told.append((vid, mac, port.id if port else None))
    arrive(bench, 2, frame())
    moved = kind == "learned"
    port = fdb.entries[key].port
    assert port is not None
    assert port.id == ((1, 2) if moved else (1, 1))
    assert told == ([(1, MAC, (1, 2))] if moved else [])


def test_a_lock_holds_an_address_behind_its_port() -> None:
    """Of three addresses the one that is named is locked, known or not; a configured one is not; what is not named
    any more is forgotten.
    """
    bench = hosts(3)
    fabric = bench.fabrics[0]
    set_vlan(fabric, VlanSetting(20, "sales", (), ((1, 1),)))
    for port, source, vlan in ((1, MAC, 0), (1, MAC, 20), (2, OTHER, 0)):
        arrive(bench, port, frame(src=source, dst=GROUP, vlan=vlan))
    fabric.fdb.fix(key_of(1, 5), fabric.ports[1, 1])
    wanted = dict.fromkeys([key_of(1, MAC), key_of(1, 5), key_of(1, 7)], fabric.ports[1, 1])
    fabric.fdb.lock(wanted)
    locked = {key for key, entry in fabric.fdb.entries.items() if entry.locked}
    assert locked == {key_of(1, MAC), key_of(1, 7)}
    fabric.fdb.flush()
    assert set(fabric.fdb.entries) == {key_of(1, MAC), key_of(1, 5), key_of(1, 7)}
    fabric.fdb.lock({key_of(1, MAC): fabric.ports[1, 1]})
    assert set(fabric.fdb.entries) == {key_of(1, MAC), key_of(1, 5)}
    fabric.fdb.flush(locked=True)
    assert set(fabric.fdb.entries) == {key_of(1, 5)}


def test_a_frame_reaches_every_port_of_a_configured_entry() -> None:
    """Of four ports in the VLAN the three of the entry send it, the first and the others alike; a black hole none."""
    bench = hosts(5)
    fabric = bench.fabrics[0]
    before = sent_by(bench)
    fabric.fdb.fix(key_of(1, OTHER), *(fabric.ports[1, number] for number in (2, 3, 4)))
    arrive(bench, 1, frame())
    assert {
        port: count - before.get(port, 0) for port, count in sent_by(bench).items() if count > before.get(port, 0)
    } == {
        2: 1,
        3: 1,
        4: 1,
    }
    fabric.fdb.fix(key_of(1, OTHER))
    before = sent_by(bench)
    arrive(bench, 1, frame())
    assert sent_by(bench) == before


def test_the_first_ageing_time_that_ends_counts() -> None:
    """Of two addresses the silent one goes; the one that is heard again stays as long from then."""
    bench = hosts(2)
    fabric = bench.fabrics[0]
    fabric.fdb.set_age(100.0)
    arrive(bench, 1, frame())
    arrive(bench, 2, frame(src=OTHER, dst=GROUP))
    bench.clock.advance(60.0)
    arrive(bench, 2, frame(src=OTHER, dst=GROUP))
    bench.clock.advance(41.0)
    assert set(fabric.fdb.entries) == {key_of(1, OTHER)}
    bench.clock.advance(60.0)
    assert not fabric.fdb.entries
    fabric.fdb.set_age(0.0)
    arrive(bench, 1, frame())
    bench.clock.advance(1e6)
    assert set(fabric.fdb.entries) == {key_of(1, MAC)}


def test_a_shorter_time_holds_for_its_vlan_until_it_is_ended() -> None:
    """Only the VLAN whose topology changes loses its addresses; afterwards they age as before."""
    bench = hosts(1)
    fabric = bench.fabrics[0]
    set_vlan(fabric, VlanSetting(20, "sales", (), ((1, 1),)))
    for vlan in (0, 20):
        arrive(bench, 1, frame(dst=GROUP, vlan=vlan))
    fabric.fdb.hurry(20, 15.0)
    assert (fabric.fdb.ages(key_of(20, MAC)), fabric.fdb.ages(key_of(1, MAC))) == (15.0, 300.0)
    bench.clock.advance(16.0)
    assert set(fabric.fdb.entries) == {key_of(1, MAC)}
    fabric.fdb.hurry(20, None)
    arrive(bench, 1, frame(dst=GROUP, vlan=20))
    bench.clock.advance(16.0)
    assert key_of(20, MAC) in fabric.fdb.entries


def test_many_topology_changes_ask_the_clock_once() -> None:
    """However often a VLAN is hurried, one event looks for its aged addresses."""
    bench = hosts(1)
    fdb, looks = bench.fabrics[0].fdb, list[object]()
    arrive(bench, 1, frame(dst=GROUP))
    for _ in range(50):
        fdb.hurry(1, 15.0)
    remove = fdb.remove

    def looked(keys: Any, tell: bool = True) -> None:
        looks.append(keys)
        remove(keys, tell)

    fdb.remove = looked  # type: ignore[method-assign]
    bench.clock.advance(20.0)
    assert (len(looks), len(fdb.entries)) == (1, 0)


# -- which VLAN ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("payload", "name"),
    [
        (Ipv4(1, 2, Icmp(8)), "etype 0x0800"),
        (Arp(1, 2, 3, 4, 5), "etype 0x0806"),
        (Raw(0x86DD, b""), "etype 0x86dd"),
        (Malformed("ip", 0x0800, b""), ""),
    ],
)
def test_a_filter_knows_a_protocol_by_its_number(payload: Any, name: str) -> None:
    """IP, ARP and every other Ethernet type by four digits; a damaged frame is of no protocol."""
    assert protocol_of(frame(payload)) == name


def test_a_filter_takes_its_protocol_out_of_the_untagged_frames() -> None:
    """Untagged IP goes to the filter's VLAN, other untagged frames to the port's own, tagged ones by their tag."""
    bench = Bench()
    fabric = bench.fabrics[0]
    set_vlan(fabric, VlanSetting(20, "ip", ((1, 1),), (), filters=("etype 0x0800",)))
    set_vlan(fabric, VlanSetting(30, "tagged", (), ((1, 1),)))
    port = fabric.ports[1, 1]

    def vlan_of(sent: Frame) -> str:
        vlan, copy = classify(fabric.vman_type, port, fabric.copy(sent))
        assert copy.frame == sent
        return vlan.name if vlan else ""

    packet = Ipv4(1, 2, Icmp(8))
    assert [vlan_of(frame(payload)) for payload in (packet, Raw(0x9000, b""))] == ["ip", "Default"]
    assert [vlan_of(frame(packet, vlan=vlan)) for vlan in (30, 40)] == ["tagged", ""]


def test_a_vman_takes_off_its_own_tag_and_puts_it_on() -> None:
    """A frame with the VMAN's tag enters it bare and leaves a tagged port dressed again, an untagged one bare."""
    bench = Bench()
    fabric = bench.fabrics[0]
    set_vlan(fabric, VlanSetting(100, "metro", ((1, 2),), ((1, 1),), vman=True))
    tag = Tag(fabric.vman_type, 100)
    wrapped = frame(vlan=7, outer=(tag,))
    vlan, inner = classify(fabric.vman_type, fabric.ports[1, 1], fabric.copy(wrapped))
    assert vlan is fabric.vlans[100]
    assert (inner.frame, inner.size) == (frame(vlan=7), frame(vlan=7).length)
    back = dressed(vlan, inner, True, fabric.vman_type)
    assert (back.frame, back.size, back.serial) == (wrapped, wrapped.length, inner.serial)
    assert dressed(vlan, inner, False, fabric.vman_type) is inner
    other, _ = classify(fabric.vman_type, fabric.ports[1, 1], fabric.copy(frame(vlan=7, outer=(Tag(0x9999, 100),))))
    assert other is not vlan


def test_a_frame_leaves_with_the_tag_of_its_vlan_or_without() -> None:
    """Priority and payload stay; a frame that has the right tag already is not made anew."""
    fabric = Bench().fabrics[0]
    vlan = fabric.vlans[1]
    sent = Copy(Frame(MAC, OTHER, 0, Raw(0x9000, b"x"), 5), 64, 9)
    tagged = dressed(vlan, sent, True, fabric.vman_type)
    assert tagged.frame == Frame(MAC, OTHER, 1, Raw(0x9000, b"x"), 5)
    assert (tagged.size, tagged.serial) == (tagged.frame.length, 9)
    assert dressed(vlan, tagged, True, fabric.vman_type) is tagged
    assert dressed(vlan, tagged, False, fabric.vman_type).frame == sent.frame


# -- what the CPU sends ----------------------------------------------------------------------------------------------


def test_a_frame_of_the_cpu_leaves_a_group_by_a_port_that_is_up() -> None:
    """By the port itself while it is up, by another of its group while it is not, and by none in the dark."""
    bench = Bench()
    set_group(bench.fabrics[0], (1, 1), GroupSetting(((1, 1), (1, 2)), ((1, 1), (1, 2))))
    set_vlan(bench.fabrics[0], VlanSetting(1, "Default", tuple((1, port) for port in range(3, 25))))
    bench.host(0, 1)
    bench.host(0, 2)
    bench.ready()
    fabric = bench.fabrics[0]

    def by() -> list[int]:
        before = sent_by(bench)
        fabric.send((1, 1), frame())
        return [port for port, count in sent_by(bench).items() if count > before.get(port, 0)]

    assert by() == [1]
    bench.cables[0].cut()
    assert by() == [2]
    fabric.dark_until = bench.clock.now + 10.0
    assert by() == []
    bench.clock.advance(11.0)
    assert by() == [2]


def test_a_frame_of_the_cpu_into_a_vlan_goes_to_its_destination() -> None:
    """To a known address by its port, to a group by all but one port; into a VLAN there is not, nowhere."""
    bench = hosts(4)
    fabric = bench.fabrics[0]
    arrive(bench, 3, frame(src=OTHER, dst=GROUP))

    def by(vid: int, sent: Frame, but: Any = None) -> list[int]:
        before = sent_by(bench)
        fabric.send_vlan(vid, sent, but)
        return sorted(port for port, count in sent_by(bench).items() if count > before.get(port, 0))

    assert by(1, frame()) == [3]
    assert by(1, frame(dst=GROUP)) == [1, 2, 3, 4]
    assert by(1, frame(dst=GROUP), (1, 2)) == [1, 3, 4]
    assert by(99, frame()) == []


# -- routes ----------------------------------------------------------------------------------------------------------


def test_the_longest_prefix_wins_and_equal_ways_are_shared_by_hosts() -> None:
    """A default route is the last resort; of two equal hops a pair of hosts always takes the same one."""
    table = Table()
    table.load([(0, 0, (Hop(1, 9),)), (0x0A000000, 8, (Hop(2), Hop(3))), (0x0A010000, 16, (Hop(0),))])
    assert table.find(0x0A010203) == (Hop(0),)
    assert table.find(0x0A020304) == (Hop(2), Hop(3))
    assert table.find(0xC0000001) == (Hop(1, 9),)
    table.load([])
    assert table.find(0x0A010203) == ()
    router = FabricRouter(Bench().fabrics[0])
    router.tables["VR-Default"] = table
    table.load([(0x0A000000, 8, (Hop(2), Hop(3)))])
    hops = [router.hop("VR-Default", Ipv4(source, 0x0A000001, Raw(0, b""))) for source in range(4)]
    assert hops == [Hop(3), Hop(2), Hop(3), Hop(2)]
    assert router.hop("VR-Other", Ipv4(1, 0x0A000001, Raw(0, b""))) is None


def test_an_interface_knows_its_address_in_each_subnet() -> None:
    """The one of the longest match of its own; None outside all of them."""
    interface = FabricInterface(1, "VR-Default", True, ((0x0A000001, 24), (0x0A000101, 24)))
    assert [interface.subnet_of(a) for a in (0x0A0000FE, 0x0A0001FE, 0x0A0002FE)] == [0x0A000001, 0x0A000101, None]


@pytest.mark.parametrize(
    ("payload", "name"),
    [(Udp(1, 520), "Udp 520"), (Raw(89, b""), "Ip 89"), (Icmp(8), "Icmp")],
)
def test_a_process_receives_packets_by_their_kind(payload: Any, name: str) -> None:
    """UDP by its port, other protocols by their number, ICMP by name."""
    assert kind_of(Ipv4(1, 2, payload)) == name


def test_other_protocols_of_layer_2_have_names_for_filters() -> None:
    """BPDUs by their LLC, LLDP by its Ethernet type."""
    names = {type(p): protocol_of(frame(p)) for p in (_empty(Bpdu), _empty(Lldp))}
    assert names == {Bpdu: "llc 0x4242", Lldp: "etype 0x88cc"}


def _empty(kind: Any) -> Any:
    return kind._make([0] * len(kind._fields))
