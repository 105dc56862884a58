"""What an access list costs; run by hand: pytest tests/benchmarks/test_access_lists.py -s

Frames are handed to a port one by one and forwarded to a host.  Every frame is a new flow: it has a source address and
a port that no other has.
"""

import time

import pytest

from xos_cli import Network
from xos_cli.packets.addresses import ip_number
from xos_cli.packets.frames import Frame, Ipv4, Udp

FLOWS, ENTRIES = 10_000, 1_000
MAC = 0x020000000001


def policy(kind: str) -> str:
    """Return an access list of 1,000 entries: of hosts, of prefixes with ranges of ports, or of ports alone."""
    conditions = {
        "hosts": "source-address 10.2.{high}.{low}/32; protocol udp;",
        "ranges": "source-address 10.{high}.{low}.0/24; destination-port {port} - 60000;",
        "ports": "protocol udp; destination-port {port};",
    }[kind]
    entries = []
    for number in range(ENTRIES):
        test = conditions.format(high=number // 250, low=number % 250, port=20000 + number)
        entries.append(f"entry e{number} {{ if {{ {test} }} then {{ deny; count c{number}; }} }}")
    return "\n".join(entries)


def frames(turn: int) -> list[Frame]:
    """Return frames of which none is denied; they are for no host, so that none spends time on them."""
    to, first = ip_number("10.0.0.3"), ip_number(f"10.{100 + turn}.0.0")
    packets = [Ipv4(first + number, to, Udp(1024 + number, 53)) for number in range(FLOWS)]
    return [Frame(MAC, 0x020000000002, 0, packet) for packet in packets]


def network(text: str) -> Network:
    """Return a switch with two hosts, and an access list at the port of the first one."""
    hosts = {"pc1": {"address": "10.0.0.1/8"}, "pc2": {"address": "10.0.0.2/8"}}
    found = Network.build({"s1": {"chassis": "summit-x450-24t"}}, hosts, [("pc1", "s1 1"), ("pc2", "s1 2")])
    found.hosts["pc1"].ping("10.0.0.2", count=1)
    if text:
        for node in found._inside.machines["s1"].nodes.values():
            node.flash.write("mine.pol", text.encode(), 0.0)
        found.switches["s1"].console().run("configure access-list mine ports 1")
    return found


def cost(found: Network, turn: int) -> float:
    """Return the CPU seconds that it takes to forward all frames, and check that all were forwarded."""
    fabric = found._inside.machines["s1"].backplane.fabric
    assert fabric is not None
    sent = fabric.ports[1, 2].counters.tx.frames
    port, given = fabric.ports[1, 1], frames(turn)
    begun = time.process_time()
    for frame in given:
        port.receive(fabric.copy(frame))
    found.advance(0.001)
    seconds = time.process_time() - begun
    assert fabric.ports[1, 2].counters.tx.frames - sent == FLOWS
    return seconds


@pytest.mark.parametrize("kind", ["hosts", "ranges", "ports"])
def test_thousand_entries(kind: str) -> None:
    """With every frame a new flow it takes at most twice as long as without an access list."""
    bare, listed = network(""), network(policy(kind))
    turns = [(cost(bare, turn), cost(listed, turn), cost(listed, turn)) for turn in range(5)]
    plain, first, again = (min(column) for column in zip(*turns, strict=True))
    print(
        f"\n{ENTRIES} entries ({kind}), {FLOWS} flows: {plain / FLOWS * 1e6:.1f} us a frame without, "
        f"{first / FLOWS * 1e6:.1f} us with every frame a new flow ({first / plain:.2f} times), "
        f"{again / FLOWS * 1e6:.1f} us with known flows ({again / plain:.2f} times)"
    )
    assert first <= 2 * plain
