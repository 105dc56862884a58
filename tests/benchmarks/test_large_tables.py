"""What commands cost on a switch with large tables, printed and held against what was asked for.

``python -m pytest -s tests/benchmarks/test_large_tables.py``.  Asked for: 4,000 permanent ARP entries in 1 s, `show
iproute` of 16,000 routes in 0.3 s; with 10,000 log lines, and with 100,000 FDB entries, one command takes at most ten
times as long as with a hundred.
"""

from collections.abc import Callable
from time import perf_counter

import pytest
from conftest import booted

from xos_cli.processes.fdb.rows import PermanentFdbEntry
from xos_cli.session.session import Session
from xos_cli.switch.machine import Machine


class User:
    """Somebody at a switch, whose lines are timed."""

    def __init__(self, machine: Machine | None = None) -> None:
        self.machine = machine or booted("bd10808")
        self.session = Session(self.machine, "MSM-A", "telnet", "10.0.0.1")
        self.type("admin", "")
        self.type("disable clipaging")

    def type(self, *lines: str) -> float:
        """Type lines, none of which is refused; how many seconds that takes."""
        start = perf_counter()
        for line in lines:
            self.session.feed(line)
            assert self.session.error is None, (line, str(self.session.error))
        seconds = perf_counter() - start
        self.session.out.clear()
        return seconds

    def best(self, line: str, times: int = 5) -> float:
        """The best of several times."""
        return min(self.type(line) for _ in range(times))


def with_vlans(user: User, count: int) -> None:
    """Make VLANs with an address each."""
    for number in range(count):
        user.type(f"create vlan v{number}", f"configure v{number} ipaddress 10.{number}.0.1/16")


def test_permanent_arp_entries() -> None:
    """4,000 of them."""
    user = User()
    with_vlans(user, 1)
    entries = [
        f"configure iparp add 10.0.{n >> 8}.{n & 255} 00:00:00:00:{n >> 8:02x}:{n & 255:02x}" for n in range(2, 4002)
    ]
    first, rest = user.type(*entries[:1000]), user.type(*entries[1000:])
    print(f"\n4,000 ARP entries: {first + rest:.2f} s (the first 1,000: {first:.2f} s)", end="")
    print(f"; show iparp {user.best('show iparp'):.3f} s, save {user.best('show configuration'):.3f} s")
    assert first + rest < 1.0


def test_static_routes() -> None:
    """16,000 of them."""
    user = User()
    with_vlans(user, 1)
    routes = [f"configure iproute add 20.{n >> 8}.{n & 255}.0/24 10.0.0.2" for n in range(16000)]
    user.type(*routes[:1])
    seconds = user.type(*routes[1:])
    print(f"\n16,000 routes: {seconds:.2f} s; show iproute {user.best('show iproute'):.3f} s", end="")
    print(f"; one more {user.type('configure iproute add 30.0.0.0/8 10.0.0.2') * 1e3:.1f} ms")
    assert user.best("show iproute") < 0.3


#: Commands, none of which prints more where there is more; one that a line makes, the next takes away.
LOG = [
    "show log match Login",
    'show log match "Log[i]n"',
    "show log severity critical",
    "show log configuration",
    "clear log messages nvram",
    "show vlan",
]
FDB = [
    "create fdbentry 00:11:22:33:44:55 vlan v0 port 1:2",
    "delete fdbentry 00:11:22:33:44:55 vlan v0",
    "create fdbentry 00:00:00:00:00:05 vlan v0 port 1:2",
    "delete fdbentry 00:00:00:00:00:05 vlan v0",
    "create vlan other",
    "delete vlan other",
    "disable port 1:1",
    "enable port 1:1",
    "configure v0 add ports 1:3 tagged",
    "configure v0 delete ports 1:3",
    "show vlan",
    "show fdb 00:00:00:00:00:09",
]


def with_log(count: int) -> User:
    """Somebody at a switch whose log has so many lines."""
    user = User()
    user.type("configure log target memory-buffer number-of-messages 20000")
    for number in range(count):
        user.session.node.event("Info", "AAA.logout", f"User u{number} logout from telnet (10.0.0.1)")
    return user


def with_fdb(count: int) -> User:
    """Somebody at a switch with so many permanent FDB entries."""
    user = User()
    user.type("create vlan v0", "configure Default delete ports all", "configure v0 add ports 1:2")
    rows = [PermanentFdbEntry(_mac(number), "v0", "1:2") for number in range(count)]
    user.session.node.put(rows)
    return user


def _mac(number: int) -> str:
    return ":".join(f"{number >> shift & 255:02x}" for shift in (40, 32, 24, 16, 8, 0))


@pytest.mark.parametrize(
    ("build", "many", "lines"), [(with_log, 10_000, LOG), (with_fdb, 100_000, FDB)], ids=["log", "fdb"]
)
def test_one_command(build: Callable[[int], User], many: int, lines: list[str]) -> None:
    """One command with a hundred lines or entries and with many: the best of twenty times each."""
    small, large = build(100), build(many)
    rounds = [([small.type(line) for line in lines], [large.type(line) for line in lines]) for _ in range(20)]
    print()
    ratios = []
    for number, line in enumerate(lines):
        one, other = (min(times[number] for times in user) for user in zip(*rounds, strict=True))
        ratios.append(other / one)
        print(f"  {line:52} 100: {one * 1e3:8.3f} ms, {many:,}: {other * 1e3:8.3f} ms, {other / one:6.1f} times")
    assert max(ratios) <= 10
