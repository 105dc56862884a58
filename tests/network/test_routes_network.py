"""The route manager in a network: what it programs, equal ways, redirects, and the origins on the screen."""

from contextlib import suppress
from random import Random
from typing import Any

from xos_cli import ConsoleError, Network
from xos_cli.processes.hal.routes import program_routes
from xos_cli.processes.rtmgr.rows import LearnedRoute
from xos_cli.switch.node import Node

X450 = "summit-x450-24t"
ROUTER = "VR-Default"


def lan(**more: list[str]) -> Network:
    """Return three switches on a hub, ``x``, ``y`` and ``z``: VLAN lan is 10.0.0.0/24, and each has a loopback."""
    switches: dict[str, Any] = {}
    for number, name in enumerate("xyz", 1):
        lines = ["configure vlan Default delete ports all", "create vlan lan", "configure vlan lan add ports 1"]
        lines += [f"configure vlan lan ipaddress 10.0.0.{number}/24", "create vlan far"]
        lines += [f"configure vlan far ipaddress 10.{number}.0.1/24", "enable loopback-mode vlan far"]
        lines += ["enable ipforwarding"]
        switches[name] = {"chassis": X450, "lines": lines + more.get(name, [])}
    return Network.build(switches, segments=[{"name": "hub", "ends": [f"{name} 1" for name in "xyz"]}])


def master(network: Network, name: str) -> Node:
    """Return the node that manages a switch."""
    node = network.switches[name]._machine.master
    assert node is not None
    return node


def learn(node: Node, *routes: LearnedRoute) -> None:
    """Give routes to the route manager as OSPF does."""
    node.call("rtmgr", "learned", ROUTER, "ospf", list(routes))


def hops(node: Node, address: int) -> list[int]:
    """Return the last octets of the gateways that a packet to an address can take in hardware."""
    assert node.fabric is not None
    return [hop.gateway & 255 for hop in node.fabric.router.tables[ROUTER].find(address)]


def test_equal_ways_of_a_protocol() -> None:
    """Both gateways are programmed while routes are shared, else one; a worse route is not."""
    network = lan()
    node = master(network, "x")
    ways = [LearnedRoute(ROUTER, "OSPFIntra", "20.0.0.0/8", f"10.0.0.{last}", "lan", 5) for last in (2, 3)]
    learn(node, *ways)
    assert hops(node, 20 << 24) == [2]
    network.switches["x"].console().run("enable iproute sharing")
    assert hops(node, 20 << 24) == [2, 3]
    assert [r.next_hops for r in network.switches["x"].routes() if r.prefix == "20.0.0.0/8"] == [
        ("10.0.0.2", "10.0.0.3")
    ]
    learn(node, ways[0], ways[1]._replace(metric=6))
    assert hops(node, 20 << 24) == [2]


def test_what_is_programmed_is_what_the_table_says() -> None:
    """After random changes of routes, settings and links the I/O modules have what programming them anew gives."""
    network, random = lan(), Random(3)
    node = master(network, "x")
    assert node.fabric is not None
    console = network.switches["x"].console()
    origins = ["OSPFIntra", "OSPFExt1"]
    for step in range(60):
        rows = [
            LearnedRoute(ROUTER, random.choice(origins), f"20.{n}.0.0/16", f"10.0.0.{random.randint(2, 4)}", "lan", 5)
            for n in range(random.randint(0, 9))
        ]
        learn(node, *rows)
        lines = [f"configure iproute add 20.{step % 9}.0.0/16 10.0.0.{random.randint(5, 90)}"]
        lines += ["enable iproute sharing", "disable iproute sharing", "disable ports 1", "enable ports 1"]
        lines += [f"configure iproute priority ospf-intra {random.randint(11, 3000)}"]
        lines += [f"configure vlan lan tag {random.randint(2, 4000)}"]
        network.advance(random.choice([0.0, 2.0]))
        if random.random() < 0.5:
            try_line(console, random.choice(lines))
        programmed = shown(node)
        program_routes(node, node.fabric)
        assert programmed == shown(node)


def try_line(console: Any, line: str) -> None:
    """Type a line that may be refused (a route or a number that is there already)."""
    with suppress(ConsoleError):
        console.run(line)


def shown(node: Node) -> dict[str, Any]:
    """Return the routes in the I/O modules, by length and network; no empty tables."""
    assert node.fabric is not None
    tables = {
        name: {bits: dict(nets) for bits, nets in t._prefixes if nets} for name, t in node.fabric.router.tables.items()
    }
    return {name: table for name, table in tables.items() if table}


def test_a_redirect_is_taken_if_it_is_wanted() -> None:
    """Without `enable icmp useredirects` nothing happens; with it the better gateway has a route, until turned off."""
    network = lan(x=["configure iproute add 10.3.0.0/24 10.0.0.2"], y=["configure iproute add 10.3.0.0/24 10.0.0.3"])
    network.switches["z"].console().run("configure iproute add 10.1.0.0/24 10.0.0.1")
    x = network.switches["x"].console()
    assert "4 packets received" in x.run("ping 10.3.0.1")
    assert "routes from ICMP" not in x.run("show iproute")
    x.run("enable icmp useredirects")
    assert "4 packets received" in x.run("ping 10.3.0.1")
    assert "#i  10.3.0.1/32        10.0.0.3        1    UGHD---um-- lan " in x.run("show iproute origin icmp")
    assert "10.0.0.3" in x.run("rtlookup 10.3.0.1")
    assert "10.0.0.2" in x.run("rtlookup 10.3.0.9")
    x.run("disable icmp useredirects")
    assert "10.0.0.2" in x.run("rtlookup 10.3.0.1")


def test_every_origin_has_its_letters() -> None:
    """Each origin stands on the screen as the legend names it, and can be asked for alone."""
    network = lan()
    node, x = master(network, "x"), network.switches["x"].console()
    x.run("configure iproute add 30.0.0.0/8 10.0.0.2")
    x.run("configure iproute add blackhole 31.0.0.0/8")
    brought = {"ospf": ["OSPFIntra", "OSPFInter", "OSPFAsExt", "OSPFExt1", "OSPFExt2"], "rip": ["RIP"]}
    brought |= {"bgp": ["EBGP", "IBGP"], "icmp": ["ICMP"], "bootp": ["Bootp"]}
    for place, (client, origins) in enumerate(brought.items()):
        rows = [
            LearnedRoute(ROUTER, origin, f"4{place}.{number}.0.0/16", "10.0.0.2", "lan", 5)
            for number, origin in enumerate(origins)
        ]
        node.call("rtmgr", "learned", ROUTER, client, rows)
    words = {"direct": "d", "static": "s", "blackhole": "b", "rip": "r", "bootp": "bo", "icmp": "i", "ospf-intra": "oa"}
    words |= {"ospf-inter": "or", "ospf-as-external": "oe", "ospf-extern1": "o1", "ospf-extern2": "o2"}
    words |= {"ebgp": "be", "ibgp": "bi"}
    for word, letters in words.items():
        rows_shown = [line for line in x.run(f"show iproute origin {word}").splitlines() if line.startswith("#")]
        assert {line.split()[0] for line in rows_shown} == {f"#{letters}"}, word
    assert x.run("show iproute origin ospf").count("\n#o") == 5
    assert x.run("show iproute origin bgp").count("\n#b") == 2
