"""MAC address security in a network: limits and locks of learning, over failovers and reboots, on every platform."""

from random import Random
from typing import Any

import pytest

from xos_cli import Network
from xos_cli.packets.frames import Frame, Raw

BROADCAST = 0xFFFFFFFFFFFF
PLATFORMS = [("bd10808", "1:"), ("bd8810", "1:"), ("summit-x450-24t", "")]


def bench(chassis: str, port: str, *lines: str) -> Network:
    """A switch with three hosts, at ports 1, 2 and 3."""
    hosts = {f"pc{n}": {"address": f"10.0.0.{n}/24"} for n in (1, 2, 3)}
    cables = [(f"pc{n}", f"s1 {port}{n}") for n in (1, 2, 3)]
    return Network.build({"s1": {"chassis": chassis, "lines": list(lines) or ["show vlan"]}}, hosts, cables)


def speak(network: Network, source: int, target: int = BROADCAST, host: str = "pc1") -> int:
    """Send a frame from a host; return how many of the other two get it."""
    seen: list[Frame] = []
    for other in ("pc1", "pc2", "pc3"):
        if other != host:
            network._inside.wire(other).taps.append(lambda at, copy: seen.append(copy.frame))
    network._inside.hosts[host].transmit(Frame(source, target, 0, Raw(0x9000, b"")))
    network.advance(0.01)
    return len([frame for frame in seen if (frame.src, frame.dst) == (source, target)])


def run(network: Network, *lines: str) -> str:
    """Type lines at the master's console."""
    master = network._inside.machines["s1"].master
    assert master is not None
    return network.switches["s1"].console(master.name).run(*lines)


@pytest.mark.parametrize(("chassis", "port"), PLATFORMS)
def test_a_limit_keeps_a_further_sender_out_and_deaf(chassis: str, port: str) -> None:
    """Its frames are dropped, and so are those to it; broadcasts reach the port, and when an address ages, it may in.

    evidence: guide 11.3 p.316
    """
    network = bench(chassis, port, f"configure ports {port}1 vlan Default limit-learning 1")
    assert speak(network, 0x02000000000A) == 2
    assert speak(network, 0x02000000000B) == 0
    assert speak(network, 0x02000000000C, 0x02000000000B, "pc2") == 0
    assert speak(network, 0x02000000000C, 0x02000000000A, "pc2") == 1
    assert speak(network, 0x02000000000C, BROADCAST, "pc2") == 2
    network.advance(301.0)
    assert speak(network, 0x02000000000B) == 2
    assert speak(network, 0x02000000000A) == 0


def test_whom_a_limit_keeps_out_is_a_black_hole() -> None:
    """It stands in the database until it is silent for the aging time, or is cleared, or may be learned."""
    network = bench("bd8810", "1:", "configure ports 1:1 vlan Default limit-learning 1")
    speak(network, 0x02000000000A)
    speak(network, 0x02000000000B)
    row = ["02:00:00:00:00:0b", "Default(0001)", "0000", "dmBb"]
    for command in ("show fdb", "show fdb blackhole", "show fdb vlan Default", "show fdb 02:00:00:00:00:0b"):
        words = [line.split() for line in run(network, command).splitlines()]
        assert row in [[*line[:2], *line[3:]] for line in words]  # whatever its age
    assert "dmBb" not in run(network, "show fdb permanent")
    assert speak(network, 0x02000000000C, 0x02000000000B, "pc2") == 0
    run(network, "clear fdb blackhole")
    assert "dmBb" not in run(network, "show fdb")
    assert speak(network, 0x02000000000C, 0x02000000000B, "pc2") == 2
    speak(network, 0x02000000000B)
    network.advance(300.0)
    assert "dmBb" not in run(network, "show fdb")


def test_a_limit_of_none_and_one_that_is_lifted() -> None:
    """With 0 nobody is learned but configured addresses; without a limit everybody is."""
    network = bench("bd10808", "1:", "create fdbentry 02:00:00:00:00:0a vlan Default ports 1:1")
    run(network, "configure ports 1:1 vlan Default limit-learning 0")
    assert speak(network, 0x02000000000A) == 2
    assert speak(network, 0x02000000000B) == 0
    run(network, "configure ports 1:1 vlan Default unlimited-learning")
    assert speak(network, 0x02000000000B) == 2


@pytest.mark.parametrize(("chassis", "port"), PLATFORMS[:2])
def test_a_lock_outlives_failover_and_reboot(chassis: str, port: str) -> None:
    """Who is known stays known, on the other MSM and after a boot from the file; a stranger stays out.

    evidence: reference 11.5 p.956
    """
    network = bench(chassis, port)
    assert speak(network, 0x02000000000A) == 2
    run(network, f"configure ports {port}1 vlan Default lock-learning")
    run(network, "save", "y")
    network.advance(1000.0)
    for lines in (("run msm-failover", "y"), ("reboot", "y")):
        run(network, *lines)
        network.settle()
        assert speak(network, 0x02000000000B) == 0
        assert speak(network, 0x02000000000A) == 2
        assert "Locked: 1" in run(network, "show fdb")


def test_a_lock_that_ends_forgets_its_addresses() -> None:
    """They are flushed, as any others learned anew; a single one can be deleted while the lock is on."""
    network = bench("bd10808", "1:")
    speak(network, 0x02000000000A)
    speak(network, 0x02000000000B)
    run(network, "configure ports 1:1 vlan Default lock-learning")
    assert "create fdbentry 02:00:00:00:00:0a vlan Default ports 1:1" in run(network, "show configuration fdb")
    run(network, "clear fdb")
    assert "Locked: 2" in run(network, "show fdb")
    run(network, "delete fdbentry 02:00:00:00:00:0a")
    assert "Locked: 1" in run(network, "show fdb")
    assert speak(network, 0x02000000000A) == 0
    run(network, "configure ports 1:1 vlan Default unlock-learning")
    assert "Locked: 0" in run(network, "show fdb")
    assert "create fdbentry" not in run(network, "show configuration fdb")
    assert speak(network, 0x02000000000A) == 2


def test_no_more_than_so_many_addresses_are_locked() -> None:
    """Of 1,100 addresses 1,024 are kept, and the rest is forgotten and kept out.  evidence: reference 11.5 p.956"""
    network = bench("bd10808", "1:")
    for number in range(1100):
        network._inside.hosts["pc1"].transmit(Frame(0x020000010000 | number, BROADCAST, 0, Raw(0x9000, b"")))
    network.advance(1.0)
    run(network, "configure ports 1:1 vlan Default lock-learning")
    assert "Locked: 1024" in run(network, "show fdb vlan Default")
    assert speak(network, 0x020000010000) == 2
    assert speak(network, 0x020000010000 | 1099) == 0


def test_locked_addresses_follow_their_vlan() -> None:
    """Its new name and its new tag; they go with the port that leaves, and with the VLAN."""
    network = bench("bd10808", "1:")
    for line in ("create vlan red", "configure Default delete ports 1:1-1:2", "configure red add ports 1:1-1:2"):
        run(network, line)
    assert speak(network, 0x02000000000A) == 1
    for line in ("configure ports 1:1 vlan red lock-learning", "configure red tag 77", "configure red name blue"):
        run(network, line)
    assert speak(network, 0x02000000000A) == 1
    assert speak(network, 0x02000000000B) == 0
    assert "create fdbentry 02:00:00:00:00:0a vlan blue ports 1:1" in run(network, "show configuration fdb")
    run(network, "configure blue delete ports 1:1")
    assert "fdbentry" not in run(network, "show configuration fdb")


@pytest.mark.parametrize("seed", range(5))
def test_as_many_get_in_as_the_limit_says(seed: int) -> None:
    """Drawn senders behind a port with a drawn limit: the first ones, as a plain list of them says, and no others."""
    random = Random(seed)
    limit = random.randint(0, 6)
    network = bench("bd8810", "1:", f"configure ports 1:1 vlan Default limit-learning {limit}")
    known: list[int] = []
    for _ in range(60):
        source = 0x020000000100 | random.randrange(12)
        if source not in known and len(known) < limit:
            known.append(source)
        assert (speak(network, source) == 2) == (source in known)
    learned: set[Any] = {entry.mac for entry in network.switches["s1"].fdb() if entry.port == "1:1"}
    assert len(learned) == len(known)
