"""Route priorities, one setting for each origin of either protocol; and the origins that RIP and OSPF pass on."""

import pytest
from conftest import Typist

IPV4 = "blackhole static icmp ebgp ibgp ospf-intra ospf-inter rip ospf-as-external ospf-extern1 ospf-extern2 bootp"
IPV6 = "blackhole static icmp ospfv3-intra ospfv3-inter RIPng ospfv3-as-external ospfv3-extern1 ospfv3-extern2"


def priorities(console: Typist) -> set[str]:
    """Return the lines of priorities."""
    return {line.strip() for line in console.lines("rtmgr") if " priority " in line}


@pytest.mark.parametrize("origin", IPV4.split())
def test_each_origin_has_its_priority(console: Typist, origin: str) -> None:
    """Setting it changes that line alone; unconfigured, it is what a new switch has."""
    before = priorities(console)
    for words in ("", "ipv4 "):
        console.run(f"configure iproute {words}priority {origin} 77")
        new, old = priorities(console) - before, before - priorities(console)
        assert new == {f"configure iproute priority {origin} 77"}
        assert [line.rpartition(" ")[0] for line in old] == [f"configure iproute priority {origin}"]
        console.run(f"unconfigure iproute {words}priority {origin}")
        assert priorities(console) == before


@pytest.mark.parametrize("origin", IPV6.split())
def test_each_origin_of_ipv6_has_its_priority(console: Typist, origin: str) -> None:
    """Setting it changes that line alone, and none of IPv4."""
    before = priorities(console)
    console.run(f"configure iproute ipv6 priority {origin} 77")
    new, old = priorities(console) - before, before - priorities(console)
    assert new == {f"configure iproute ipv6 priority {origin} 77"}
    assert [line.rpartition(" ")[0] for line in old] == [f"configure iproute ipv6 priority {origin}"]


def test_all_priorities_at_once(console: Typist) -> None:
    """Those of IPv4 are what a new switch has; those of IPv6 stay."""
    before = priorities(console)
    console.run(*[f"configure iproute priority {origin} 99" for origin in IPV4.split()])
    console.run("configure iproute ipv6 priority static 99", "unconfigure iproute priority all")
    assert priorities(console) - before == {"configure iproute ipv6 priority static 99"}


@pytest.mark.parametrize("protocol", ["rip", "ripng"])
def test_exports_of_rip(console: Typist, protocol: str) -> None:
    """Each origin that is exported has a line, and only that one; disabled, it has none again."""
    before = console.lines(protocol)
    for origin in ("static", "direct"):
        console.run(f"enable {protocol} export {origin} cost 3 tag 7")
        changed = [line.strip() for line in console.lines(protocol) if line not in before]
        assert changed == [f"enable {protocol} export {origin} cost 3 tag 7"]
        console.run(f"disable {protocol} export {origin}")
        assert console.lines(protocol) == before


def test_the_default_route_that_ospf_tells_of(console: Typist) -> None:
    """Its screen has cost, type and tag, and whether it is told without having one."""
    start = "Originate Default   : "

    def shown() -> str:
        [line] = [line for line in console.run("show ospf").splitlines() if line.startswith(start)]
        return line.removeprefix(start)

    assert shown() == "Disabled"
    console.run("enable ospf originate-default cost 5 type ase-type-1 tag 3")
    assert shown() == "Enabled, Cost: 5, Type: 1, Tag: 3"
    console.run("enable ospf originate-default always cost 6 type ase-type-2")
    assert shown() == "Enabled (always), Cost: 6, Type: 2, Tag: 0"


def test_routes_of_its_own_networks_have_no_priority_to_set(console: Typist) -> None:
    """``direct`` is refused: guide 11.3 p.498 has the command without it, guide 11.0 p.265 with it."""
    for line in ("configure iproute priority direct 77", "unconfigure iproute priority direct"):
        assert "Invalid input" in console.refuse(line)
