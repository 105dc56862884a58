"""OSPF between real switches that are cabled: recorded results, authentication, mismatches, failovers."""

import json
from pathlib import Path
from typing import Any

import pytest

from xos_cli.network.network import Network
from xos_cli.network.traffic import Stream, Trace
from xos_cli.packets.addresses import ip_number, ip_text
from xos_cli.packets.frames import ROUTER_ALERT, Ipv4, Raw
from xos_cli.packets.ospf_records import ExternalBody, LsaKey
from xos_cli.processes.ospf.machine import running_router
from xos_cli.processes.ospf.policies import FilteredRouter
from xos_cli.processes.ospf.protocol.database import AS
from xos_cli.processes.rtmgr.facts import routes as table_of
from xos_cli.processes.rtmgr.rows import LearnedRoute
from xos_cli.program.network import build, built_plan
from xos_cli.program.typist import type_lines
from xos_cli.switch.machine import Machine
from xos_cli.switch.node import Node

CASES = sorted((Path(__file__).parent / "cases").glob("ospf-*.json"))
X450, BD10808 = "summit-x450-24t", "bd10808"
#: Virtual seconds after which everything has settled, refused neighbours and dead ones included.
SETTLED = 120.0
VR = "VR-Default"


def master(machine: Machine) -> Node:
    """Return the node that manages a switch."""
    return next(node for node in machine.nodes.values() if node.is_master)


def router_of(network: Network, name: str) -> FilteredRouter:
    """Return OSPF as it runs on a switch."""
    found = running_router(master(network.machines[name]), VR)
    assert found is not None
    return found


def say(network: Network, name: str, *lines: str) -> None:
    """Type lines at a switch; none is refused."""
    refused = list(type_lines(network.machines[name], list(enumerate(lines, 1))))
    assert refused == []


# -- recorded results --------------------------------------------------------------------------------------------------


def lines_of(case: dict[str, Any], name: str) -> list[str]:
    """Return the lines of a router of a case; its ports are numbered in the order of its segments."""
    lines = ["configure default delete ports all"]
    ospf = case["routers"][name]["ospf"]
    areas = {segment["area"] for segment in case["segments"].values() if name in segment["members"]}
    areas |= {ospf.get("loopback_area", "0.0.0.0")}
    lines += [f"create ospf area {area}" for area in sorted(areas) if area != "0.0.0.0"]
    for number, loopback in enumerate(case["routers"][name]["loopbacks"]):
        vlan = f"lo{number}"
        lines += [f"create vlan {vlan}", f"configure vlan {vlan} ipaddress {loopback}", f"enable loopback-mode {vlan}"]
        lines += [f"configure ospf add vlan {vlan} area {ospf.get('loopback_area', '0.0.0.0')}"]
        lines += [f"configure ospf vlan {vlan} cost 1"]
    for port, segment in enumerate(segments_of(case, name), 1):
        lines += segment_lines(case["segments"][segment], segment, name, port)
    for area, peer in ospf.get("virtual_links", ()):
        lines += [f"configure ospf add virtual-link {peer} {area}"]
    return [*lines, "enable ipforwarding", f"configure ospf routerid {ospf['router_id']}", "enable ospf"]


def segments_of(case: dict[str, Any], name: str) -> list[str]:
    """Return the segments that a router of a case is on."""
    return [segment for segment, found in case["segments"].items() if name in found["members"]]


def segment_lines(segment: dict[str, Any], vlan: str, name: str, port: int) -> list[str]:
    """Return the lines of a router's interface."""
    member, length = segment["members"][name], segment["prefix"].partition("/")[2]
    kind = " link-type point-to-point" if segment.get("type") == "p2p" else ""
    return [
        f"create vlan {vlan}",
        f"configure vlan {vlan} add ports {port}",
        f"configure vlan {vlan} ipaddress {member['address']}/{length}",
        f"configure ospf add vlan {vlan} area {segment['area']}{kind}",
        f"configure ospf vlan {vlan} cost {member.get('cost', segment['cost'])}",
        f"configure ospf vlan {vlan} priority {member.get('priority', segment.get('priority', 1))}",
    ]


def from_case(case: dict[str, Any]) -> Network:
    """Return the switches and cables of a case."""
    switches = {name: {"chassis": X450, "lines": lines_of(case, name)} for name in case["routers"]}
    cables, segments = [], []
    for name, segment in case["segments"].items():
        ends = [f"{member} {segments_of(case, member).index(name) + 1}" for member in segment["members"]]
        if segment.get("lan") or len(ends) > 2:
            segments.append({"name": name, "ends": ends})
        else:
            cables.append(ends)
    return build(built_plan(switches, {}, cables, segments))


def act(network: Network, case: dict[str, Any], phase: dict[str, Any]) -> None:
    """Do what a phase of a case does."""
    action = phase["action"] or {}
    for verb in ("down", "up"):
        for text in action.get(verb, ()):
            name, _, member = text.partition("@")
            ends = [f"{m} {segments_of(case, m).index(name) + 1}" for m in case["segments"][name]["members"]]
            wire: Any = network.wire(next((end for end in ends if end.split()[0] == member), ends[0]))
            if hasattr(wire, "cable"):
                wire.cable.cut() if verb == "down" else wire.cable.join()
            else:
                wire.cut = verb == "down"
                wire.look()
    for name in action.get("restart", ()):
        restart_process(network, name, phase["action"]["down_for"])


def restart_process(network: Network, name: str, seconds: float) -> None:
    """Let the OSPF process of a switch die, and start it again."""
    say(network, name, "terminate process ospf forceful")
    network.advance(seconds)
    say(network, name, "start process ospf")


STATES = {"Full": "FULL", "2-Way": "TWO_WAY", "Init": "INIT"}
ROLES = {"DR": "DR", "BDR": "Backup", "ODR": "DROther", "P2P": "Point-To-Point", "DOWN": "Down"}
TYPES = {1: "router", 2: "net", 3: "summary", 4: "asbr-summary", 5: "external", 7: "nssa-external"}
KINDS = {0: "intra-area", 1: "inter-area", 2: "external-1", 3: "external-2"}


def interfaces_seen(router: FilteredRouter) -> dict[str, Any]:
    """Return state, cost, DR, BDR of the interfaces that are up, in the words of a case."""
    found = {}
    for name, interface in router.interfaces.items():
        if interface.up and not name.startswith(("lo", "virtual")):
            ids = {n.address: ip_text(n.id) for n in interface.neighbors.values()}
            ids[interface.address] = ip_text(router.id)
            found[name] = {
                "state": ROLES[interface.state],
                "cost": interface.cost,
                "dr": ids.get(interface.dr),
                "bdr": ids.get(interface.bdr),
                "neighbors": len(interface.neighbors),
                "adjacent": len(interface.full),
            }
    return found


def neighbors_seen(router: FilteredRouter) -> dict[str, set[tuple[str, str]]]:
    """Return the neighbours and their states by interface; virtual links under one name."""
    found: dict[str, set[tuple[str, str]]] = {}
    for name, interface in router.interfaces.items():
        states = {(ip_text(n.id), n.state.name) for n in interface.neighbors.values()}
        if states:
            found["VLINK0" if name.startswith("virtual") else name] = states
    return found


def lsdb_seen(router: FilteredRouter) -> dict[str, set[tuple[str, str]]]:
    """Return the database by area, as (type, ``id router``)."""
    return {
        "as" if scope == AS else ip_text(int(scope)): {
            (TYPES[key.kind], f"{ip_text(key.id)} {ip_text(key.router)}") for key in database
        }
        for scope, database in router.databases()
        if not isinstance(scope, tuple) and database
    }


def routes_seen(router: FilteredRouter, owners: dict[str, str]) -> dict[str, tuple[str, set[str]]]:
    """Return type and next hops of the routes; their costs are compared with those of the loopbacks taken away."""
    return {
        f"{ip_text(network)}/{length}": (
            KINDS[route.kind],
            {owners[ip_text(hop.gateway)] for hop in route.hops if hop.gateway} or {"direct"},
        )
        for (network, length), route in router.routes.items()
    }


def costs_seen(router: FilteredRouter) -> dict[str, int]:
    """Return the costs of the routes; a loopback has a cost of 1 here and of 0 in the cases."""
    return {
        f"{ip_text(network)}/{length}": route.cost - (length == 32)
        for (network, length), route in router.routes.items()
    }


def check_lsdb(
    router: FilteredRouter, name: str, recorded: dict[str, Any], everyone: dict[str, Any], segments: Any
) -> None:
    """Hold a database against the recorded one, which may have LSAs on top that are being flushed (60 s in FRR)."""
    own = lsdb_seen(router)
    for area, kinds in recorded.items():
        there = {(kind, entry) for kind, entries in kinds.items() for entry in entries}
        assert own.get(area, set()) <= there, (name, area)
        for kind, entry in there - own.get(area, set()):
            assert flushed(kind, entry, area, everyone, segments), (name, area, kind, entry)


def flushed(kind: str, entry: str, area: str, everyone: dict[str, Any], segments: Any) -> bool:
    """Return whether a recorded LSA is one that its router does not originate any more, by what else was recorded."""
    id, advertiser = entry.split()
    origin = next(seen["ospf"] for seen in everyone.values() if seen["id"] == advertiser)
    own = origin["interfaces"].values()
    if kind == "net":
        name = next(name for name, found in segments.items() if id in [m["address"] for m in found["members"].values()])
        interface = origin["interfaces"].get(name)
        return interface is None or interface["dr"] != advertiser or not interface["adjacent"]
    prefixes = origin["routes"]["prefixes"]
    routes = [route for prefix, route in prefixes.items() if prefix.split("/")[0] == id]
    crosses = any(r["area"] != area and (r["type"] == "intra-area" or area != "0.0.0.0") for r in routes)
    return kind == "summary" and not (crosses and area in {i["area"] for i in own})


def check(network: Network, case: dict[str, Any], seen: dict[str, Any]) -> None:
    """Hold everything that a phase of a case has seen against the switches."""
    owners = {
        member["address"]: name for segment in case["segments"].values() for name, member in segment["members"].items()
    }
    everyone = {name: {**found, "id": case["routers"][name]["ospf"]["router_id"]} for name, found in seen.items()}
    for name, found in seen.items():
        router, ospf = router_of(network, name), found["ospf"]
        there = {n: i for n, i in ospf["interfaces"].items() if n != "lo" and not n.startswith("VLINK")}
        assert interfaces_seen(router) == {n: {k: v for k, v in i.items() if k != "area"} for n, i in there.items()}
        wanted = {
            n: {(one["router_id"], STATES[one["state"]]) for one in some} for n, some in ospf["neighbors"].items()
        }
        assert neighbors_seen(router) == {n: some for n, some in wanted.items() if some}
        check_lsdb(router, name, ospf["lsdb"], everyone, case["segments"])
        prefixes = ospf["routes"]["prefixes"]
        hops = {p: (r["type"], set(r["next_hops"]) - {"direct"} or {"direct"}) for p, r in prefixes.items()}
        assert routes_seen(router, owners) == hops, name
        assert costs_seen(router) == {p: r["cost"] for p, r in prefixes.items()}, name
        check_table(network, name, prefixes)


def trace(network: Network, case: dict[str, Any], start: str, target: str) -> list[str]:
    """Return the routers that packets to an address pass, by what the I/O modules are programmed with."""
    owners = {
        ip_number(member["address"]): name
        for segment in case["segments"].values()
        for name, member in segment["members"].items()
    }
    way: list[str] = []
    at, packet = start, Ipv4(0, ip_number(target), Raw(0, b""))
    while len(way) < len(case["routers"]):
        fabric = network.machines[at].backplane.fabric
        assert fabric is not None
        if (VR, packet.dst) in fabric.router.own:
            return [*way[:-1], "reached"]
        hop = fabric.router.hop(VR, packet)
        if hop is None or not hop.gateway:
            return [*way, "lost"]
        at = owners[hop.gateway]
        way.append(at)
    return [*way, "loop"]


def check_table(network: Network, name: str, prefixes: dict[str, Any]) -> None:
    """Hold the route manager's table against a case: every route by way of another router is taken from there."""
    table = {str(route.network) for route, unicast, _ in table_of(master(network.machines[name]).store, VR) if unicast}
    assert table >= set(prefixes), name


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_recorded(path: Path) -> None:
    """Switches come to the neighbours, databases and routes of FRR, before and after each fault."""
    case = json.loads(path.read_text())
    network = from_case(case)
    for phase in case["phases"]:
        act(network, case, phase)
        network.advance(SETTLED)
        check(network, case, phase["seen"])
        for ends, way in phase.get("traces", {}).items():
            start, _, target = ends.partition(" to ")
            assert trace(network, case, start, target) == way


# -- failover ----------------------------------------------------------------------------------------------------------

#: A chassis between two others, each with a host; ``{restart}`` and ``{helper}`` are lines.
NETS = {"core": ("1:1", "1:2"), "west": ("1", "2"), "east": ("1", "2")}


def line_of_three(core: list[str], edges: list[str], link: str = "", chassis: str = BD10808) -> Network:
    """Return a host at each end of a line of switches that run OSPF: pc1 - west - core - east - pc2."""
    links = {"west": [("n1", "1", "10.0.1.1")], "east": [("n2", "1", "10.0.2.3")]}
    one, two = ("1:1", "1:2") if chassis == BD10808 else ("1", "2")
    links["core"] = [("n1", one, "10.0.1.2"), ("n2", two, "10.0.2.2")]
    hosts = {"west": ("h1", "2", "10.1.1.254"), "east": ("h2", "2", "10.1.2.254")}
    lines: dict[str, list[str]] = {}
    for number, (name, vlans) in enumerate(links.items(), 1):
        lines[name] = ["configure default delete ports all"]
        for vlan, port, address in [*vlans, *([hosts[name]] if name in hosts else [])]:
            lines[name] += [f"create vlan {vlan}", f"configure vlan {vlan} add ports {port}"]
            lines[name] += [f"configure vlan {vlan} ipaddress {address}/24"]
            kind = f" link-type {link}" if link and vlan.startswith("n") else ""
            lines[name] += [f"configure ospf add vlan {vlan} area 0.0.0.0{kind}"]
            lines[name] += [f"configure ospf vlan {vlan} priority 1"]
        lines[name] += [f"configure ospf routerid {number}.{number}.{number}.{number}", "enable ipforwarding"]
        lines[name] += [*(core if name == "core" else edges), "enable ospf"]
    switches = {name: {"chassis": chassis if name == "core" else X450, "lines": lines[name]} for name in lines}
    stations = {
        "pc1": {"address": "10.1.1.1/24", "gateway": "10.1.1.254"},
        "pc2": {"address": "10.1.2.1/24", "gateway": "10.1.2.254"},
    }
    cables = [("west 1", f"core {one}"), (f"core {two}", "east 1"), ("pc1", "west 2"), ("pc2", "east 2")]
    network = build(built_plan(switches, stations, cables))
    network.advance(60.0)
    return network


def probes_lost(network: Network, fault: Any, seconds: float) -> tuple[int, float]:
    """Return how many of 100 probes a second between the hosts are lost after a fault, and the longest gap."""
    stream = Stream(network.hosts["pc1"], network.hosts["pc2"].address, 0.01, int((seconds + 4) * 100))
    network.advance(2.0)
    fault()
    network.wait(lambda: stream.done, "the end of the probes")
    return stream.sent - stream.received, stream.longest_gap


LINKS = ["broadcast", "point-to-point"]
HELPER = "configure ospf area 0.0.0.0 restart-helper both"


@pytest.mark.parametrize("link", LINKS)
def test_plain_failover(link: str) -> None:
    """Without graceful restart the routes go a second after the failover, and return with the adjacencies."""
    network = line_of_three([], [], link)
    lost, gap = probes_lost(network, master(network.machines["core"]).power_off, 70.0)
    assert {n.state.name for i in router_of(network, "core").interfaces.values() for n in i.neighbors.values()} == {
        "FULL"
    }
    assert 5.0 < gap < 60.0
    assert lost > 500


@pytest.mark.parametrize("link", LINKS)
def test_graceful_failover(link: str) -> None:
    """With graceful restart and helpers only the I/O modules' gap is lost; no neighbour sees a change of its routes."""
    network = line_of_three(["configure ospf restart unplanned"], [HELPER], link)
    runs = [router_of(network, name).accepted for name in ("west", "east")]
    lost, gap = probes_lost(network, master(network.machines["core"]).power_off, 70.0)
    assert gap < 0.6, (lost, gap)
    assert 0 < lost <= 50
    core = router_of(network, "core")
    assert not core.silent
    assert {n.state.name for i in core.interfaces.values() for n in i.neighbors.values()} == {"FULL"}
    assert runs != [0, 0]


def test_a_failover_without_helpers() -> None:
    """A restart that the neighbours do not wait for ends as soon as that is seen; the rest is as after a plain one."""
    network = line_of_three(["configure ospf restart both"], [])
    _, gap = probes_lost(network, master(network.machines["core"]).power_off, 70.0)
    assert gap > 1.0
    assert not router_of(network, "core").silent
    assert trace_hosts(network) == ["10.1.1.254", "10.0.1.2", "10.0.2.3", "10.1.2.1"]


def trace_hosts(network: Network) -> list[str]:
    """Return the addresses that answer on the way from one host to the other."""
    probe = Trace(network.hosts["pc1"], network.hosts["pc2"].address)
    network.wait(lambda: probe.done, "the end of the trace")
    return probe.hops


def test_planned_restart() -> None:
    """The process tells its neighbours before it ends; they wait, and the I/O modules go on forwarding."""
    network = line_of_three(["configure ospf restart planned"], [HELPER])
    lost, _ = probes_lost(network, lambda: restart_process(network, "core", 20.0), 60.0)
    assert lost == 0
    assert not router_of(network, "core").silent
    assert len(router_of(network, "west").interfaces["n1"].full) == 1


def test_a_restart_that_takes_too_long() -> None:
    """When the grace period is over the neighbours wait no longer."""
    network = line_of_three(["configure ospf restart planned", "configure ospf restart grace-period 60"], [HELPER])
    say(network, "core", "terminate process ospf graceful")
    network.advance(55.0)
    west = router_of(network, "west")
    assert (0x0A010200, 24) in west.routes
    network.advance(10.0)
    assert (0x0A010200, 24) not in west.routes
    assert not west.interfaces["n1"].neighbors


def test_a_change_ends_the_waiting() -> None:
    """A helper does not wait any longer once something else changes in the area."""
    network = line_of_three(["configure ospf restart planned"], [HELPER])
    say(network, "core", "terminate process ospf graceful")
    network.advance(5.0)
    west = router_of(network, "west")
    assert west.interfaces["n1"].full
    say(network, "west", "configure ospf vlan h1 cost 77")
    network.advance(1.0)
    assert not any(neighbor.helped_until for neighbor in west.interfaces["n1"].neighbors.values())


# -- neighbours that do not fit ----------------------------------------------------------------------------------------

FITS = (
    ("configure ospf vlan n1 timer 5 1 9 40", "hello interval mismatch: 9 there, 10 here"),
    ("configure ospf vlan n1 timer 5 1 10 39", "dead interval mismatch: 39 there, 40 here"),
    ("configure vlan n1 ipaddress 10.0.1.2/25", "network mask mismatch: 255.255.255.128 there, 255.255.255.0 here"),
    ("configure vlan n1 ipaddress 10.0.9.2/24", "subnet mismatch: 10.0.9.2 is not in 10.0.1.0/24"),
    ("configure ospf vlan n1 area 0.0.0.1", "area mismatch: 0.0.0.1 there, 0.0.0.0 here"),
    ("configure ospf vlan n1 authentication simple-password abc", "authentication type mismatch"),
    ("configure ospf routerid 1.1.1.1", "duplicate router id"),
)


@pytest.mark.parametrize(("line", "why"), FITS)
def test_mismatch(line: str, why: str) -> None:
    """Two switches whose settings do not fit have no adjacency, and the log says why, once."""
    network = line_of_three(["create ospf area 0.0.0.1", line], [], chassis=X450)
    west = router_of(network, "west")
    assert not west.interfaces["n1"].full
    said = [entry.text for entry in master(network.machines["west"]).log.entries if entry.name == "OSPF.CfgErr"]
    assert [text for text in said if text.endswith(f"on n1: {why}")] == said[:1] != []


def test_keys() -> None:
    """A password, or a key with its number, must be the same at both ends; then there is an adjacency."""
    for ours, theirs, adjacent in (
        ("simple-password abc", "simple-password abc", True),
        ("simple-password abc", "simple-password abd", False),
        ("md5 3 secret", "md5 3 secret", True),
        ("md5 3 secret", "md5 3 secreT", False),
        ("md5 3 secret", "md5 4 secret", False),
    ):
        start = "configure ospf vlan n1 authentication"
        network = line_of_three([f"{start} {ours}"], [], chassis=X450)
        assert not router_of(network, "west").interfaces["n1"].full
        say(network, "west", f"{start} {theirs}")
        network.advance(90.0)
        assert bool(router_of(network, "west").interfaces["n1"].full) is adjacent, (ours, theirs)
        assert bool(router_of(network, "core").interfaces["n1"].full) is adjacent


def test_mtu() -> None:
    """A neighbour whose packets are larger than an interface takes does not become FULL; the log says why."""
    network = line_of_three([], [], chassis=X450)
    say(network, "core", "configure ip-mtu 9000 vlan n1")
    network.cable_at("west 1").cut()
    network.cable_at("west 1").join()
    network.advance(100.0)
    west, core = router_of(network, "west"), router_of(network, "core")
    assert [n.state.name for n in west.interfaces["n1"].neighbors.values()] == ["EX_START"]
    assert not core.interfaces["n1"].full
    said = [entry.text for entry in master(network.machines["west"]).log.entries if entry.name == "OSPF.CfgErr"]
    assert said == ["Neighbor 3.3.3.3 (10.0.1.2) on n1: MTU mismatch: 9000 there, 1500 here"]
    network.settle(5.0)


def test_priority_0() -> None:
    """Two switches with priority 0, as a Summit X450 has it, become no more than 2WAY; one with 1 is designated."""
    network = line_of_three([], [], chassis=X450)
    for name in ("west", "core"):
        say(network, name, "configure ospf vlan n1 priority 0")
    network.cable_at("west 1").cut()
    network.cable_at("west 1").join()
    network.advance(100.0)
    interface = router_of(network, "west").interfaces["n1"]
    assert [n.state.name for n in interface.neighbors.values()] == ["TWO_WAY"]
    assert (interface.dr, interface.bdr, interface.state) == (0, 0, "ODR")
    say(network, "core", "configure ospf vlan n1 priority 1")
    network.advance(60.0)
    assert (ip_text(interface.dr), interface.bdr, interface.state) == ("10.0.1.2", 0, "ODR")
    assert interface.full


# -- other origins ----------------------------------------------------------------------------------------------------


def learned(network: Network, name: str) -> dict[str, tuple[str, int, int]]:
    """Return the routes that a switch has from OSPF: origin, metric, tag by prefix."""
    rows = master(network.machines[name]).store.rows(LearnedRoute)
    return {row.destination: (row.origin, row.metric, row.tag) for row in rows}


STATIC = ["configure iproute add 192.0.2.0/24 10.1.2.1", "configure iproute add 198.51.100.0/24 10.1.2.1"]


def exporting(*east: str, west: tuple[str, ...] = (), policies: dict[str, str] | None = None) -> Network:
    """Return the line of three; the switch at its east end has static routes, and these lines."""
    network = line_of_three([], [], chassis=X450)
    for name in ("east", "west"):
        flash = master(network.machines[name]).flash
        for policy, text in (policies or {}).items():
            flash.write(f"{policy}.pol", text.encode(), network.now)
    say(network, "east", *STATIC, *east)
    if west:
        say(network, "west", *west)
    network.advance(30.0)
    return network


def test_export() -> None:
    """Static and direct routes are told with their cost, type and tag, and taken back."""
    network = exporting(
        "enable ospf export static cost 33 type ase-type-1 tag 5",
        "configure ospf delete vlan h2",
        "enable ospf export direct cost 44 type ase-type-2 tag 6",
    )
    found = learned(network, "west")
    assert found["192.0.2.0/24"] == ("OSPFExt1", 33 + 8, 5)
    assert found["10.1.2.0/24"] == ("OSPFExt2", 44, 6)
    assert "10.0.2.0/24" in found
    say(network, "east", "configure iproute delete 192.0.2.0/24 10.1.2.1", "disable ospf export direct")
    network.advance(30.0)
    assert not {"192.0.2.0/24", "10.1.2.0/24"} & set(learned(network, "west"))


def test_export_with_a_policy() -> None:
    """A policy says which routes are told, and with which cost and tag."""
    text = "entry one { if { nlri 192.0.2.0/24; } then { cost 70; tag 9; permit; } }"
    network = exporting("enable ospf export static mine", policies={"mine": text})
    assert learned(network, "west")["192.0.2.0/24"] == ("OSPFExt2", 70, 9)
    assert "198.51.100.0/24" not in learned(network, "west")


def test_import_policy() -> None:
    """What the import policy denies is in the database, and not in the table."""
    text = "entry one { if { nlri 192.0.2.0/24; } then { deny; } } entry two { if { } then { permit; } }"
    network = exporting(
        "enable ospf export static cost 1 type ase-type-2",
        west=("configure ospf import-policy mine",),
        policies={"mine": text},
    )
    assert {"198.51.100.0/24"} == {"192.0.2.0/24", "198.51.100.0/24"} & set(learned(network, "west"))
    assert ("external", "192.0.2.0 2.2.2.2") in lsdb_seen(router_of(network, "west"))["as"]


def test_filter_of_an_area() -> None:
    """The border router tells an area only of those networks of others that the area's filter permits."""
    network = line_of_three([], [], chassis=X450)
    text = "entry one { if { nlri 10.1.2.0/24; } then { deny; } } entry two { if { } then { permit; } }"
    master(network.machines["core"]).flash.write("mine.pol", text.encode(), network.now)
    for name in ("west", "core"):
        say(network, name, "create ospf area 0.0.0.1", "configure ospf vlan n1 area 0.0.0.1")
    say(network, "west", "configure ospf vlan h1 area 0.0.0.1")
    network.advance(90.0)
    assert {"10.1.2.0/24", "10.0.2.0/24"} <= set(learned(network, "west"))
    say(network, "core", "configure ospf area 0.0.0.1 interarea-filter mine")
    network.advance(30.0)
    assert "10.1.2.0/24" not in learned(network, "west")
    assert learned(network, "west")["10.0.2.0/24"][0] == "OSPFInter"


def test_external_filter_of_an_area() -> None:
    """A border router keeps external LSAs that the policy denies out of an area; once it permits them they come in."""
    network = line_of_three(["create ospf area 0.0.0.1", "configure ospf vlan n1 area 0.0.0.1"], [], chassis=X450)
    say(network, "west", "create ospf area 0.0.0.1", "configure ospf vlan n1 area 0.0.0.1")
    deny = "entry one { if { nlri 192.0.2.0/24; } then { deny; } } entry two { if { } then { permit; } }"
    flash = master(network.machines["core"]).flash
    flash.write("mine.pol", deny.encode(), network.now)
    say(network, "core", "configure ospf area 0.0.0.1 external-filter mine")
    network.advance(90.0)
    say(network, "east", *STATIC, "enable ospf export static cost 5 type ase-type-2")

    def told() -> set[str]:
        network.advance(30.0)
        return {ip_text(key.id) for key in router_of(network, "west").external}

    assert told() == {"198.51.100.0"}
    network.cable_at("west 1").cut()
    network.advance(60.0)
    network.cable_at("west 1").join()
    network.advance(90.0)
    assert told() == {"198.51.100.0"}
    flash.write("mine.pol", b"entry two { if { } then { permit; } }", network.now)
    say(network, "core", "refresh policy mine")
    assert told() == {"192.0.2.0", "198.51.100.0"}
    flash.write("mine.pol", deny.encode(), network.now)
    say(network, "core", "refresh policy mine", "configure ospf area 0.0.0.1 external-filter none")
    say(network, "east", "configure iproute add 203.0.113.0/24 10.1.2.1")
    assert told() == {"192.0.2.0", "198.51.100.0", "203.0.113.0"}


def test_summary_of_externals() -> None:
    """Routes that an aggregate covers are told as one."""
    network = exporting(
        "configure ospf ase-summary add 192.0.0.0/16 cost 7 tag 8", "enable ospf export static cost 33 type ase-type-2"
    )
    assert learned(network, "west")["192.0.0.0/16"] == ("OSPFExt2", 7, 8)
    assert "192.0.2.0/24" not in learned(network, "west")


def test_aggregates_with_bits_of_hosts() -> None:
    """An aggregate that is typed with an address in it and a mask is that of its network; deleted, it hides nothing."""
    network = exporting(
        "configure ospf ase-summary add 192.0.2.77 255.255.0.0 cost 7",
        "enable ospf export static cost 33 type ase-type-2",
        "create ospf area 0.0.0.1",
        "configure ospf area 0.0.0.1 add range 10.1.9.9 255.255.0.0 advertise type-3",
        "configure ospf vlan h2 area 0.0.0.1",
    )
    network.advance(60.0)
    found = learned(network, "west")
    assert found["192.0.0.0/16"] == ("OSPFExt2", 7, 0)
    assert found["10.1.0.0/16"][0] == "OSPFInter"
    assert not {"192.0.2.0/24", "10.1.2.0/24"} & set(found)
    say(network, "east", "configure ospf area 0.0.0.1 delete range 10.1.0.0/16")
    say(network, "east", "configure ospf ase-summary delete 192.0.0.0 255.255.0.0")
    network.advance(60.0)
    assert {"192.0.2.0/24", "10.1.2.0/24"} <= set(learned(network, "west"))


def test_limit_of_externals() -> None:
    """A router that reaches the limit says so and tells of its own externals no more, until there is room again."""
    network = exporting("enable ospf export static cost 33 type ase-type-2", "configure ospf ase-limit 3 timeout 60")
    both = {"192.0.2.0/24", "198.51.100.0/24"}
    assert both <= set(learned(network, "west"))
    say(network, "east", "configure iproute add 203.0.113.0/24 10.1.2.1")
    network.advance(30.0)
    assert router_of(network, "east").overflowing
    assert not both & set(learned(network, "west"))
    log = master(network.machines["east"]).log.entries
    assert any("The limit of 3 external LSAs is reached" in entry.text for entry in log)
    say(network, "east", "configure iproute delete 203.0.113.0/24 10.1.2.1")
    network.advance(90.0)
    assert both <= set(learned(network, "west"))


def test_externals_beyond_the_limit_are_not_taken() -> None:
    """A router takes as many external LSAs of others as its limit says, and no more; a higher limit lets them in."""
    network = exporting(
        "enable ospf export static cost 33 type ase-type-2", west=("configure ospf ase-limit 1 timeout 60",)
    )
    assert len(router_of(network, "west").external) == 1
    assert router_of(network, "east").interfaces["n2"].neighbors
    say(network, "west", "configure ospf ase-limit 9 timeout 60")
    network.advance(30.0)
    assert {"192.0.2.0/24", "198.51.100.0/24"} <= set(learned(network, "west"))


def test_router_alert() -> None:
    """OSPF's packets carry the router alert option where it is enabled, and none otherwise."""
    network = line_of_three([], [], chassis=X450)
    sent: list[Ipv4] = []

    def tap(now: float, copy: Any) -> None:
        if isinstance(copy.frame.payload, Ipv4) and copy.frame.payload.src == ip_number("10.0.1.1"):
            sent.append(copy.frame.payload)

    network.wire("west 1").taps.append(tap)
    for verb, options in (("enable", ROUTER_ALERT), ("disable", b"")):
        say(network, "west", f"{verb} ospf use-ip-router-alert")
        network.advance(1.0)
        sent.clear()
        network.advance(30.0)
        assert sent
        assert {packet.options for packet in sent} == {options}


def test_restart_helper_of_one_vlan() -> None:
    """A restart helper that is set on a VLAN counts there only, and `unconfigure ospf` takes it away."""
    network = line_of_three([], [], chassis=X450)
    say(network, "core", "configure ospf vlan n1 restart-helper planned")
    network.advance(1.0)
    settings = {name: i.settings.helper for name, i in router_of(network, "core").interfaces.items()}
    assert settings == {"n1": "planned", "n2": ""}
    say(network, "core", "unconfigure ospf vlan n1")
    network.advance(1.0)
    assert {i.settings.helper for i in router_of(network, "core").interfaces.values()} == {""}


def test_the_gateway_of_an_exported_route_on_a_network_of_ospf() -> None:
    """It is the forwarding address, to which others count the way; once OSPF has left its network there is none."""
    network = exporting("enable ospf export static cost 33 type ase-type-1", "configure ospf vlan h2 cost 20")
    key = LsaKey(5, ip_number("192.0.2.0"), router_of(network, "east").id)

    def forward() -> str:
        body = router_of(network, "west").external[key].lsa.body
        assert isinstance(body, ExternalBody)
        return ip_text(body.forward)

    assert forward() == "10.1.2.1"
    assert learned(network, "west")["192.0.2.0/24"] == ("OSPFExt1", 33 + 8 + 20, 0)
    say(network, "east", "configure ospf delete vlan h2")
    network.advance(30.0)
    assert forward() == "0.0.0.0"
    assert learned(network, "west")["192.0.2.0/24"] == ("OSPFExt1", 33 + 8, 0)


def test_default_route() -> None:
    """A default route is told always, or while there is one of another origin."""
    network = exporting("enable ospf originate-default cost 4 type ase-type-2 tag 3")
    assert "0.0.0.0/0" not in learned(network, "west")
    say(network, "east", "configure iproute add default 10.1.2.1")
    network.advance(30.0)
    assert learned(network, "west")["0.0.0.0/0"] == ("OSPFExt2", 4, 3)
    say(network, "east", "configure iproute delete default 10.1.2.1")
    network.advance(30.0)
    assert "0.0.0.0/0" not in learned(network, "west")
    say(network, "east", "enable ospf originate-default always cost 4 type ase-type-1 tag 3")
    network.advance(30.0)
    assert learned(network, "west")["0.0.0.0/0"] == ("OSPFExt1", 4 + 8, 3)


def test_disabled() -> None:
    """A switch on which OSPF is disabled has no routes of it at once; its neighbour forgets it when it is dead."""
    network = line_of_three([], [], chassis=X450)
    assert learned(network, "core")
    say(network, "core", "disable ospf")
    network.advance(1.0)
    assert not learned(network, "core")
    network.advance(45.0)
    assert not learned(network, "west")


def test_a_virtual_router_of_its_own() -> None:
    """OSPF runs in a virtual router to which it was added, apart from VR-Default."""
    lines = [
        "configure default delete ports all",
        "create virtual-router red",
        "configure vr red add protocol ospf",
        "configure vr VR-Default delete ports 1:5",
        "configure vr red add ports 1:5",
        "create vlan r1 vr red",
        "configure vlan r1 add ports 1:5",
        "create vlan d1",
        "configure vlan d1 add ports 1:6",
    ]
    switches = {
        name: {
            "chassis": BD10808,
            "lines": [
                *lines,
                f"configure vlan r1 ipaddress 10.5.0.{number}/24",
                f"configure vlan d1 ipaddress 10.6.0.{number}/24",
                *[f"configure ospf add vlan {vlan} area 0.0.0.0" for vlan in ("r1", "d1")],
                *[f"configure ospf vlan {vlan} priority 1" for vlan in ("r1", "d1")],
                "enable ospf",
            ],
        }
        for number, name in enumerate(("ab", "cd"), 1)
    }
    network = build(built_plan(switches, {}, [("ab 1:5", "cd 1:5"), ("ab 1:6", "cd 1:6")], []))
    network.advance(60.0)
    for router, vlan, id in (("red", "r1", "10.5.0.2"), (VR, "d1", "10.6.0.2")):
        found = running_router(master(network.machines["ab"]), router)
        assert found is not None
        assert {i.name: [ip_text(n.id) for n in i.full] for i in found.interfaces.values()} == {vlan: [id]}


def test_steady_time_is_skipped() -> None:
    """Five hours with refreshes are computed, not stepped through; counters and database are as if they were."""

    def seen(network: Network) -> list[Any]:
        found: list[Any] = []
        for name in network.machines:
            router, fabric = router_of(network, name), network.machines[name].backplane.fabric
            assert fabric is not None
            found += [(i.name, dict(sorted(i.counts.items()))) for i in router.interfaces.values()]
            found += [stored.lsa for _, database in router.databases() for stored in database.values()]
            found += [(p.name, p.counters.rx.sizes, p.counters.tx.sizes) for p in fabric.ports.values()]
        return found

    skipped, whole = (line_of_three([], [], "point-to-point", X450) for _ in range(2))
    orders = skipped.islands[0].clock._order
    skipped.advance(18000.0)
    events = skipped.islands[0].clock._order - orders
    orders = whole.islands[0].clock._order
    whole.islands[0].clock.advance(18000.0)
    assert events < 0.7 * (whole.islands[0].clock._order - orders)
    assert seen(skipped) == seen(whole)
