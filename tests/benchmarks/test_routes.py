"""What routes cost on a switch that has few and many of them; run by hand: pytest tests/benchmarks/test_routes.py -s

Asked for: `show iproute PREFIX` takes the same time with 100 routes and with 16,000; the whole `show iproute` of 16,000
at most 0.3 s, in pieces.
"""

from collections.abc import Callable
from time import process_time
from typing import Any

from conftest import booted

from xos_cli import Network
from xos_cli.processes.rtmgr.rows import LearnedRoute
from xos_cli.session.session import Session
from xos_cli.switch.node import Node

ROUTER = "VR-Default"


def best(action: Callable[[], object], times: int = 5) -> float:
    """Return the seconds of the fastest of several runs."""
    found = []
    for _ in range(times):
        begun = process_time()
        action()
        found.append(process_time() - begun)
    return min(found)


def rows(count: int, metric: int = 2) -> list[LearnedRoute]:
    """Return so many routes of OSPF, by two gateways."""
    return [
        LearnedRoute(ROUTER, "OSPFExt2", f"20.{n >> 8}.{n & 255}.0/24", f"10.0.0.{2 + n % 2}", "v0", metric)
        for n in range(count)
    ]


def learn(node: Node, routes: list[LearnedRoute]) -> None:
    """Give routes to the route manager as OSPF does."""
    node.call("rtmgr", "learned", ROUTER, "ospf", routes)


class User:
    """Somebody at a switch with so many learned routes."""

    def __init__(self, count: int) -> None:
        self.session = Session(booted("bd10808"), "MSM-A", "telnet", "10.0.0.1")
        for line in ("admin", "", "disable clipaging", "create vlan v0", "configure v0 ipaddress 10.0.0.1/16"):
            self.session.feed(line)
        self.session.feed("enable loopback-mode v0")
        self.node = self.session.node
        begun = process_time()
        learn(self.node, rows(count))
        self.learned = process_time() - begun

    def type(self, line: str) -> None:
        """Type a line that is not refused."""
        self.session.feed(line)
        assert self.session.error is None
        self.session.out.clear()


def test_commands_with_few_and_many_routes() -> None:
    """One prefix, one lookup, one more route, one route that changes, the whole table."""
    few, many = User(100), User(16_000)
    print(f"\n100 routes learned in {few.learned * 1e3:.1f} ms, 16,000 in {many.learned * 1e3:.0f} ms")
    for line in ("show iproute 20.0.50.0/24", "rtlookup 20.0.50.9"):
        one, other = best(lambda: few.type(line), 20), best(lambda: many.type(line), 20)  # noqa: B023
        print(f"  {line:28} 100: {one * 1e3:7.3f} ms, 16,000: {other * 1e3:7.3f} ms")
        assert other < 2 * one + 0.001
    for line in ("configure iproute add 30.0.0.0/8 10.0.0.9", "configure iproute delete 30.0.0.0/8 10.0.0.9"):
        times = []
        for user in (few, many):
            begun = process_time()
            user.type(line)
            times.append(process_time() - begun)
        print(f"  {line:28} 100: {times[0] * 1e3:7.3f} ms, 16,000: {times[1] * 1e3:7.3f} ms")
    changed = rows(16_000)
    changed[77] = changed[77]._replace(metric=9)
    begun = process_time()
    learn(many.node, changed)
    print(f"  one of 16,000 learned routes changes: {(process_time() - begun) * 1e3:.1f} ms")
    for line in ("show iproute", "show iproute summary", "show iproute origin ospf", "show iproute vlan v0"):
        print(f"  {line:28} 100: {best(lambda: few.type(line)) * 1e3:7.2f} ms,", end="")  # noqa: B023
        print(f" 16,000: {best(lambda: many.type(line)) * 1e3:7.1f} ms")  # noqa: B023
    assert best(lambda: many.type("show iproute")) < 0.3


def test_the_fabric_follows_what_changes() -> None:
    """16,000 routes are programmed; then one of them changes, and the link they lead to falls."""
    lines = ["create vlan v0", "configure Default delete ports all", "configure v0 add ports 1"]
    lines += ["configure v0 ipaddress 10.0.0.1/16", "enable ipforwarding"]
    switches: dict[str, Any] = {
        "one": {"chassis": "summit-x450-24t", "lines": lines},
        "two": {"chassis": "summit-x450-24t"},
    }
    network = Network.build(switches, cables=[("one 1", "two 1")])
    node = network.switches["one"]._machine.master
    assert node is not None
    begun = process_time()
    learn(node, rows(16_000))
    print(f"\n16,000 routes learned and programmed: {process_time() - begun:.3f} s", end="")
    changed = rows(16_000)
    changed[77] = changed[77]._replace(gateway="10.0.0.7")
    begun = process_time()
    learn(node, changed)
    print(f"; one of them changes: {(process_time() - begun) * 1e3:.1f} ms", end="")
    begun = process_time()
    network.cable("one 1").cut()
    print(f"; their link falls: {process_time() - begun:.3f} s")
    assert node.fabric is not None
    assert node.fabric.router.tables[ROUTER].find(20 << 24) == ()
