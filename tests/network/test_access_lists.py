"""Access lists filter what the I/O modules forward: every condition and action, precedence, counters, refusals."""

from pathlib import Path
from typing import Any

import pytest

from xos_cli import CommandRefused, LabError, Network
from xos_cli.errors import NetworkError
from xos_cli.lab.network_change import save
from xos_cli.packets.addresses import ip_number
from xos_cli.packets.frames import Frame, Icmp, Ipv4, Raw, Udp
from xos_cli.switch.fabric.headers import Field, headers

MAC1, MAC2 = 0x020000000001, 0x020000000002
EDGE, CORE = "summit-x450-24t", "bd10808"


def entry(name: str, conditions: str = "", actions: str = "deny;") -> str:
    """Return an entry of a policy."""
    return f"entry {name} {{ if {{ {conditions} }} then {{ {actions} }} }}\n"


def bench(*lines: str, chassis: str = EDGE, policies: dict[str, str] | None = None, **more: Any) -> Network:
    """A switch with two hosts at ports 1 and 2, policies in its flash, and lines typed at its console."""
    port = "1:{}" if chassis == CORE else "{}"
    hosts: dict[str, Any] = {"pc1": {"address": "10.0.0.1/24"}, "pc2": {"address": "10.0.0.2/24"}}
    cables = [(f"pc{n}", f"s1 {port.format(n)}") for n in (1, 2)]
    if more.get("third"):
        hosts["pc3"] = {"address": "10.0.0.3/24"}
        cables.append(("pc3", f"s1 {port.format(3)}"))
    network = Network.build({"s1": {"chassis": chassis, "lines": list(more.get("before", ()))}}, hosts, cables)
    for name, text in (policies or {}).items():
        write(network, name, text)
    typed(network, *lines)
    return network


def typed(network: Network, *lines: str) -> None:
    """Type lines at the console of the switch."""
    for line in lines:
        network.switches["s1"].console().run(line)


def write(network: Network, name: str, text: str) -> None:
    """Write a policy into every flash of the switch."""
    for node in network._inside.machines["s1"].nodes.values():
        node.flash.write(f"{name}.pol", text.encode(), 0.0)


def reached(network: Network, host: str = "pc1", address: str = "10.0.0.2", count: int = 2) -> int:
    """Return how many probes are answered."""
    return network.hosts[host].ping(address, count=count, every=0.1).received


def counter(network: Network, name: str, words: str = "") -> int:
    """Return a counter as `show access-list counter` prints it."""
    out = network.switches["s1"].console().run(f"show access-list counter {name} {words}")
    return next(int(line.split()[1]) for line in out.splitlines() if line.split()[:1] == [name])


def passes(network: Network, frame: Frame, port: str = "1") -> bool:
    """Send a frame into port 1, and return whether it comes out at port 2."""
    seen: list[Frame] = []
    inside = network._inside
    inside.wire("s1 2").taps.append(lambda at, copy: seen.append(copy.frame))
    fabric = inside.machines["s1"].backplane.fabric
    assert fabric is not None
    fabric.ports[1, 1].receive(fabric.copy(frame))
    inside.wire("s1 2").taps.pop()
    return bool(seen)


# -- what is filtered ------------------------------------------------------------------------------------------------


def test_ping_of_a_host_is_filtered() -> None:
    """An entry on a port stops the ping of one host and counts it; without the access list it passes again."""
    network = bench(
        "configure access-list web ports 1 ingress",
        policies={"web": entry("block", "protocol icmp; icmp-type echo-request;", "deny; count hits;")},
    )
    assert reached(network) == 0
    assert counter(network, "hits") == 2
    assert reached(network, "pc2", "10.0.0.1") == 2  # its requests come in by port 2, the replies are no requests
    assert counter(network, "hits") == 2
    network.switches["s1"].console().run("unconfigure access-list ports 1")
    assert reached(network) == 2


PACKET = Ipv4(ip_number("10.0.0.1"), ip_number("10.0.0.2"), Udp(200, 53), tos=0x28)
TCP = Raw(6, bytes.fromhex("00c8 0050 00000000 00000000 5012 0000 0000 0000"))
FRAME = Frame(MAC1, MAC2, 0, PACKET)
ICMP = FRAME._replace(payload=PACKET._replace(payload=Icmp(3, 3)))
SYN_ACK = FRAME._replace(payload=PACKET._replace(payload=TCP))
LATER = FRAME._replace(payload=PACKET._replace(payload=Raw(17, b"x" * 20), fragment=5))
FIRST = FRAME._replace(payload=PACKET._replace(fragment=0x2000))
IPV6 = FRAME._replace(
    payload=Raw(
        0x86DD, bytes.fromhex("60000000 0008 11 40") + b"\x20\x01" + b"\0" * 13 + b"\1" + b"\x20\x02" + b"\0" * 22
    )
)


@pytest.mark.parametrize(
    ("frame", "condition", "matches"),
    [
        (FRAME, "ethernet-type ETHER-P-IP;", True),
        (FRAME, "ethernet-type 0x0806;", False),
        (FRAME, "ethernet-source-address 02:00:00:00:00:01;", True),
        (FRAME, "ethernet-source-address 02:00:00:00:00:02;", False),
        (FRAME, "ethernet-source-address 02:00:00:00:00:ff / ff:ff:ff:ff:ff:00;", True),
        (FRAME, "ethernet-destination-address 02:00:00:00:00:02;", True),
        (FRAME, "source-address 10.0.0.0/24;", True),
        (FRAME, "source-address 10.0.0.0/31;", True),
        (FRAME, "source-address 10.0.1.0/24;", False),
        (FRAME, "destination-address 10.0.0.2/32;", True),
        (FRAME, "destination-address 10.0.0.1/32;", False),
        (FRAME, "protocol udp;", True),
        (FRAME, "protocol tcp;", False),
        (FRAME, "protocol 10 - 20;", True),
        (FRAME, "source-port 200;", True),
        (FRAME, "source-port > 190;", True),
        (FRAME, "source-port < 200;", False),
        (FRAME, "destination-port domain;", True),
        (FRAME, "destination-port 54 - 60;", False),
        (FRAME, "ip-tos 0x28;", True),
        (FRAME, "dscp 10;", True),
        (FRAME, "dscp 11;", False),
        (FRAME, "icmp-type 0;", False),
        (FRAME, "protocol udp; destination-port 53; source-address 10.0.0.1/32;", True),
        (FRAME, "protocol udp; destination-port 54;", False),
        (FRAME, "source-port >= 100; source-port <= 200;", True),
        (FRAME, "first-fragments;", True),
        (ICMP, "icmp-type unreachable; icmp-code port-unreachable;", True),
        (ICMP, "icmp-type unreachable; icmp-code host-unreachable;", False),
        (SYN_ACK, "tcp-flags SYN_ACK;", True),
        (SYN_ACK, "tcp-flags syn;", True),
        (SYN_ACK, "tcp-flags fin;", False),
        (SYN_ACK, "protocol tcp; destination-port http;", True),
        (LATER, "protocol udp;", True),
        (LATER, "source-port 0 - 65535;", False),
        (LATER, "first-fragments;", False),
        (FIRST, "first-fragments; destination-port 53;", True),
        (IPV6, "source-address 2001::1/128;", True),
        (IPV6, "source-address 0.0.0.0/0;", False),
        (IPV6, "ethernet-type 0x86dd;", True),
        (IPV6, "destination-address 2002::/16;", True),
        (FRAME._replace(payload=PACKET._replace(payload=Raw(2, b"\x16\0\0\0"))), "igmp-msg-type v2-report;", True),
        (FRAME._replace(payload=PACKET._replace(payload=Raw(2, b"\x16\0\0\0"))), "igmp-msg-type query;", False),
        (FRAME, "", True),
    ],
)
def test_condition(frame: Frame, condition: str, matches: bool) -> None:
    """A frame that the condition matches is dropped, every other passes."""
    network = bench("configure access-list one ports 1", policies={"one": entry("one", condition)})
    assert passes(network, frame) is not matches


def test_later_fragments_alone() -> None:
    """``fragments`` matches all parts of a packet but the first."""
    network = bench("configure access-list one ports 1", policies={"one": entry("one", "fragments;")})
    assert [passes(network, frame) for frame in (FRAME, FIRST, LATER)] == [True, True, False]


def test_any_condition_is_enough() -> None:
    """With ``match any`` one condition makes the entry match."""
    text = "entry one { if match any { protocol tcp; source-port 200; } then { deny; } }"
    network = bench("configure access-list one ports 1", policies={"one": text})
    assert not passes(network, FRAME)
    assert not passes(network, SYN_ACK)
    assert passes(network, ICMP)


# -- precedence ------------------------------------------------------------------------------------------------------


def test_first_entry_that_matches_decides() -> None:
    """Whatever comes after it; what no entry matches passes."""
    text = entry("a", "source-port 200;", "permit;") + entry("b", "protocol udp;") + entry("c", "protocol udp;")
    network = bench("configure access-list one ports 1", policies={"one": text})
    assert passes(network, FRAME)
    assert not passes(network, FRAME._replace(payload=PACKET._replace(payload=Udp(201, 53))))
    assert passes(network, ICMP)


def test_every_entry_counts_on_a_summit() -> None:
    """All entries that match act; on a BlackDiamond 10808 only the first.  evidence: guide 11.3 p.263"""
    text = entry("a", "protocol icmp;", "count first;")
    text += entry("b", "source-address 10.0.0.0/8;", "permit; count second;")
    for chassis, port, counts in ((EDGE, "1", (2, 2)), (CORE, "1:1", (2, 0))):
        network = bench(f"configure access-list one ports {port}", chassis=chassis, policies={"one": text})
        assert reached(network) == 2
        assert (counter(network, "first"), counter(network, "second")) == counts


def test_entry_without_an_action_does_not_hide_a_denial_on_a_summit() -> None:
    """An entry that only counts permits where it decides alone, and leaves the decision to others where all act."""
    text = entry("a", "protocol icmp;", "count one;") + entry("b", "protocol icmp;", "deny;")
    for chassis, port, received in ((EDGE, "1", 0), (CORE, "1:1", 2)):
        network = bench(f"configure access-list one ports {port}", chassis=chassis, policies={"one": text})
        assert reached(network) == received


def test_layer_2_entries_come_last_on_a_black_diamond_10808() -> None:
    """Elsewhere the order of the file alone counts.  evidence: guide 11.3 p.270"""
    text = entry("low", "ethernet-type 0x0800;") + entry("high", "protocol icmp;", "permit;")
    for chassis, port, received in ((EDGE, "1", 0), (CORE, "1:1", 2)):
        network = bench(f"configure access-list one ports {port}", chassis=chassis, policies={"one": text})
        assert reached(network) == received


def test_port_then_vlan_then_wildcard() -> None:
    """The list of the port replaces that of the VLAN; what they do not match goes to the wildcard."""
    policies = {
        "ofport": entry("p", "icmp-type echo-request;", "permit;"),
        "ofvlan": entry("v", "protocol icmp;"),
        "wild": entry("w", "icmp-type echo-reply;", "deny; count replies;"),
    }
    network = bench("configure access-list ofvlan vlan Default", policies=policies)
    assert reached(network) == 0
    console = network.switches["s1"].console()
    console.run("configure access-list ofport ports 1-2")
    assert reached(network) == 2
    console.run("configure access-list wild any")
    assert reached(network) == 0
    assert counter(network, "replies") == 2


def test_dynamic_rules_come_first() -> None:
    """Before the policies of the interface, in their own order."""
    network = bench(
        'create access-list drop "protocol icmp" "deny; count dropped"',
        'create access-list let "protocol icmp" "permit; count passed"',
        "configure access-list one ports 1",
        policies={"one": entry("a", "protocol icmp;", "permit;")},
    )
    console = network.switches["s1"].console()
    assert reached(network) == 2
    console.run("configure access-list add drop first ports 1")
    assert reached(network) == 0
    console.run("configure access-list add let before drop ports 1")
    assert reached(network) == 2
    rows = [line.split() for line in console.run("show access-list dynamic counter").splitlines()]
    assert ["dropped", "4"] in rows  # on a Summit every entry that matches counts
    assert ["passed", "2"] in rows
    console.run("configure access-list delete let all")
    assert reached(network) == 0


def test_egress() -> None:
    """It filters what leaves by a port or a VLAN; an entry without conditions matches nothing there."""
    policies = {"all": entry("a"), "addressed": entry("a", "source-address 0.0.0.0/0;")}
    network = bench("configure access-list all ports 2 egress", policies=policies)
    assert reached(network) == 2
    typed(network, "unconfigure access-list", "configure access-list addressed ports 2 egress")
    assert reached(network) == 0
    typed(network, "unconfigure access-list", "configure access-list addressed ports 3 egress")
    assert reached(network) == 2


def test_routed_packets_are_filtered() -> None:
    """Between two VLANs the list of the VLAN where the packet comes in counts, and that of the port where it goes."""
    lines = ["create vlan a", "create vlan b", "configure Default delete ports all"]
    lines += ["configure a add ports 1", "configure b add ports 2"]
    lines += ["configure a ipaddress 10.0.0.254/24", "configure b ipaddress 10.9.0.254/24", "enable ipforwarding"]
    hosts = {
        "pc1": {"address": "10.0.0.1/24", "gateway": "10.0.0.254"},
        "pc2": {"address": "10.9.0.2/24", "gateway": "10.9.0.254"},
    }
    network = Network.build({"s1": {"chassis": EDGE, "lines": lines}}, hosts, [("pc1", "s1 1"), ("pc2", "s1 2")])
    write(network, "one", entry("a", "destination-address 10.9.0.0/24; protocol icmp;"))
    assert reached(network, address="10.9.0.2") == 2
    console = network.switches["s1"].console()
    for line in ("configure access-list one vlan a", "configure access-list one ports 2 egress"):
        console.run(line)
        assert reached(network, address="10.9.0.2") == 0
        console.run("unconfigure access-list")
    assert reached(network, address="10.9.0.2") == 2


# -- actions ---------------------------------------------------------------------------------------------------------


def test_counters_are_cleared() -> None:
    """All, or one by its name; each interface has its own."""
    text = entry("a", "icmp-type echo-request;", "count asked;") + entry("b", "icmp-type echo-reply;", "count told;")
    network = bench("configure access-list one ports 1-2", policies={"one": text})
    reached(network, count=3)
    assert (counter(network, "asked", "ports 1"), counter(network, "asked", "ports 2")) == (3, 0)
    assert (counter(network, "told", "ports 1"), counter(network, "told", "ports 2")) == (0, 3)
    console = network.switches["s1"].console()
    console.run("clear access-list counter asked")
    assert (counter(network, "asked", "ports 1"), counter(network, "told", "ports 2")) == (0, 3)
    console.run("clear access-list counter")
    assert counter(network, "told", "ports 2") == 0


def test_meter_limits_the_rate() -> None:
    """Of packets sent at four times the rate of a meter about a quarter passes; without a rate all pass."""
    network = bench("create meter m1", policies={})
    write(network, "one", entry("a", "protocol icmp;", "meter m1;"))
    network.switches["s1"].console().run("configure access-list one ports 1")
    assert reached(network, count=20) == 20
    network.switches["s1"].console().run(
        "configure meter m1 max-burst-size 32 Kb committed-rate 64 Kbps out-actions drop"
    )
    probes = network.hosts["pc1"].ping("10.0.0.2", count=400, every=0.102 * 8 / 64 / 4)
    assert 120 <= probes.received <= 145  # 102 octets each, 64 kbit/s, and a bucket of 32 kbit


def test_meter_marks_what_is_above_the_rate() -> None:
    """With a code point the packets pass, marked."""
    network = bench("create meter m1", policies={"one": entry("a", "protocol udp;", "permit;")})
    write(network, "two", entry("a", "protocol udp;", "meter m1;"))
    console = network.switches["s1"].console()
    console.run("configure meter m1 committed-rate 64 Kbps out-actions set-drop-precedence dscp 46")
    console.run("configure access-list two ports 1")
    seen: list[int] = []
    network._inside.wire("s1 2").taps.append(lambda at, copy: seen.append(headers(copy.frame)[Field.DSCP] or 0))
    fabric = network._inside.machines["s1"].backplane.fabric
    assert fabric is not None
    big = FRAME._replace(payload=PACKET._replace(payload=Udp(1, 2, b"x" * 1400)))
    for _ in range(3):
        fabric.ports[1, 1].receive(fabric.copy(big))
    assert seen == [10, 46, 46]


def test_mirror() -> None:
    """What an entry mirrors comes out at the monitor port; mirroring must be enabled first."""
    policies = {"one": entry("a", "protocol udp;", "mirror;")}
    network = bench(third=True, policies=policies)
    console = network.switches["s1"].console()
    with pytest.raises(CommandRefused, match="mirroring is not enabled"):
        console.run("configure access-list one ports 1")
    write(network, "two", entry("a", "protocol udp;"))
    console.run("configure access-list two ports 2")
    write(network, "two", policies["one"])
    with pytest.raises(CommandRefused, match="mirroring is not enabled"):
        console.run("refresh policy two")
    console.run("enable mirroring to port 3 untagged")
    console.run("configure access-list one ports 1")
    seen: list[Frame] = []
    network._inside.wire("s1 3").taps.append(lambda at, copy: seen.append(copy.frame))
    fabric = network._inside.machines["s1"].backplane.fabric
    assert fabric is not None
    fabric.ports[1, 1].receive(fabric.copy(FRAME))
    assert seen[0].payload == PACKET


def test_quality_of_service() -> None:
    """The packet gets the code point and the priority of its profile where the entry says so."""
    text = entry("a", "protocol udp;", "qosprofile qp8; replace-dscp; replace-dot1p;")
    network = bench("configure access-list one ports 1:1", chassis=CORE, policies={"one": text})
    seen: list[Frame] = []
    network._inside.wire("s1 1:2").taps.append(lambda at, copy: seen.append(copy.frame))
    fabric = network._inside.machines["s1"].backplane.fabric
    assert fabric is not None
    fabric.ports[1, 1].receive(fabric.copy(FRAME))
    assert isinstance(seen[0].payload, Ipv4)
    assert (seen[0].payload.tos >> 2, seen[0].priority) == (56, 7)


def test_log() -> None:
    """A packet that goes to the CPU is logged; one that does not only with ``mirror-cpu``."""
    policies = {
        "one": entry("a", "protocol icmp;", "log;"),
        "two": entry("a", "protocol icmp;", "log-raw; mirror-cpu;"),
    }
    network = bench("configure Default ipaddress 10.0.0.254/24", policies=policies)
    typed(network, "configure access-list one ports 1")
    said: list[str] = []

    def logged() -> list[str]:
        said[:] = [event.text for event in network.events if event.name == "KERN.Info"]
        return said

    reached(network)
    assert logged() == []
    reached(network, address="10.0.0.254", count=1)
    assert logged() == ["ACL one entry a port 1 vlan Default: 10.0.0.1 -> 10.0.0.254 protocol 1 length 84"]
    typed(network, "unconfigure access-list", "configure access-list two ports 1")
    reached(network, count=1)
    assert logged()[-1].startswith("ACL two entry a port 1 vlan Default: ")
    assert len(said[-1].split(": ")[1].split()) == 42


def test_log_is_not_kept_unless_it_is_asked_for() -> None:
    """A rule of the log filter for all events passes none of the kernel's information.  evidence: guide 11.3 p.264"""
    network = bench(policies={"one": entry("a", "protocol icmp;", "log; mirror-cpu;")})
    typed(network, "configure access-list one ports 1")
    console = network.switches["s1"].console()
    reached(network, count=1)
    assert "KERN.Info" not in console.run("show log")
    console.run("configure log filter DefaultFilter add event KERN.Info")
    reached(network, count=1)
    assert "KERN.Info" in console.run("show log")


def test_redirect() -> None:
    """The packet goes to another gateway than the routing table says; to an unknown one it goes its usual way."""
    lines = ["create vlan a", "create vlan b", "create vlan c", "configure Default delete ports all"]
    lines += [f"configure {name} add ports {port}" for name, port in (("a", 1), ("b", 2), ("c", 3))]
    lines += [f"configure {name} ipaddress 10.{n}.0.254/24" for name, n in (("a", 1), ("b", 2), ("c", 3))]
    hosts = {f"pc{n}": {"address": f"10.{n}.0.{n}/24", "gateway": f"10.{n}.0.254"} for n in (1, 2, 3)}
    cables = [(f"pc{n}", f"s1 {n}") for n in (1, 2, 3)]
    switch = {"chassis": EDGE, "lines": [*lines, "enable ipforwarding"]}
    network = Network.build({"s1": switch}, hosts, cables)
    assert reached(network, address="10.2.0.2") == reached(network, address="10.3.0.3") == 2
    write(network, "one", entry("a", "destination-address 10.2.0.0/24;", "redirect 10.3.0.3;"))
    console = network.switches["s1"].console()
    console.run("configure access-list one vlan a")
    assert reached(network, address="10.2.0.2") == 0  # pc3 gets them, and is no router
    write(network, "one", entry("a", "destination-address 10.2.0.0/24;", "redirect 10.3.0.9;"))
    console.run("refresh policy one")
    assert reached(network, address="10.2.0.2") == 2


# -- what stays in force ---------------------------------------------------------------------------------------------


def test_access_list_survives_a_failover() -> None:
    """The I/O modules go on filtering and counting, and the new master knows the counters."""
    text = entry("block", "icmp-type echo-request;", "deny; count hits;")
    network = bench("configure access-list one ports 1:1", chassis=CORE, policies={"one": text})
    assert reached(network) == 0
    write(network, "one", "entry {")
    network.switches["s1"].console().run("run msm-failover", "y")
    network.settle()
    assert reached(network) == 0
    out = network.switches["s1"].console("MSM-B").run("show access-list counter")
    assert ["hits", "4"] in [line.split() for line in out.splitlines()]


def test_refused_refresh_leaves_the_policy_in_force() -> None:
    """A file that does not parse, and one that names a missing meter, are refused with line and reason."""
    network = bench("configure access-list one ports 1", policies={"one": entry("block", "protocol icmp;")})
    console = network.switches["s1"].console()
    for text, fault in (
        ("entry block {\n if { protocol icmp; }\n then { permit }\n}", "Line 3 : ; is missing before }"),
        (entry("a", "", "\nmeter nothing;"), "Line 2 : Meter nothing does not exist."),
        (entry("a", "", "qosprofile QP5;"), "Line 1 : QoS profile QP5 does not exist."),
    ):
        write(network, "one", text)
        with pytest.raises(CommandRefused, match=fault.replace("}", r"\}")):
            console.run("refresh policy one")
        assert reached(network) == 0
    write(network, "one", entry("a", "protocol udp;"))
    console.run("refresh policy one")
    assert reached(network) == 2


# -- :packet ---------------------------------------------------------------------------------------------------------


def test_packet_names_the_entry() -> None:
    """Policy, entry, port, what the entry does, and what becomes of the packet; nothing is counted."""
    text = entry("web", "protocol tcp; destination-port 80;", "deny; count hits;") + entry("rest", "", "permit;")
    network = bench("configure access-list edge ports 1", policies={"edge": text})
    switch = network.switches["s1"]
    verdict = switch.packet("1", "10.0.0.1", "10.0.0.2", protocol="tcp", port=80)
    assert verdict.action == "drop"
    assert verdict.steps[2:] == (
        "entry web of policy edge on port 1 ingress matches",
        "entry web: counter hits counts the packet",
        "entry rest of policy edge on port 1 ingress matches",
        "entry web denies: the packet is dropped",
    )
    assert switch.packet("1", "10.0.0.1", "10.0.0.2", protocol="tcp", port=81).action == "flood"
    assert counter(network, "hits") == 0


def test_tagged_packet() -> None:
    """It belongs to the VLAN of its tag; a tag that no VLAN has is dropped."""
    network = bench("create vlan a", "configure a tag 7", "configure a add ports 1 tagged")
    switch = network.switches["s1"]
    assert "the frame belongs to VLAN a (7)" in switch.packet("1", "10.0.0.1", "10.0.0.2", tag=7).steps
    assert switch.packet("1", "10.0.0.1", "10.0.0.2", tag=8).steps[-1] == "no VLAN takes frames with tag 8 on this port"


def test_packet_without_a_match() -> None:
    """It says which lists were looked at; a port without any has no such step."""
    network = bench("configure access-list edge ports 1", policies={"edge": entry("web", "protocol tcp;")})
    steps = network.switches["s1"].packet("1", "10.0.0.1", "10.0.0.2").steps
    assert "policy edge on port 1 ingress: no entry matches" in steps
    assert "no ingress access list has an entry for the packet: it is permitted" in steps
    assert not any("access list" in step for step in network.switches["s1"].packet("2", "10.0.0.2", "10.0.0.1").steps)


def test_packet_that_may_not_leave() -> None:
    """An egress list drops it at the port where it would leave."""
    network = bench("configure access-list out ports 2 egress", policies={"out": entry("a", "dscp 46;")})
    reached(network)
    switch = network.switches["s1"]
    assert switch.packet("1", "10.0.0.1", "10.0.0.2", dscp=46).action == "flood"
    assert "entry a of policy out on port 2 egress matches" in switch.packet("1", "10.0.0.1", "10.0.0.2", dscp=46).steps
    assert switch.packet("1", "10.0.0.1", "10.0.0.2", dscp=46).out == ()


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"protocol": "tcp", "port": 70000}, "tcp is a number from 0 to 65535"),
        ({"protocol": "sctp", "port": 5}, "a packet has no sctp"),
        ({"dscp": 64}, "dscp is a number from 0 to 63"),
        ({"entry": "99"}, "there is no port 99"),
    ],
)
def test_packet_that_cannot_be(given: dict[str, Any], reason: str) -> None:
    """Each mistake is refused with its reason."""
    network = bench()
    with pytest.raises(LabError, match=reason):
        network.switches["s1"].packet(**{"entry": "1", "source": "10.0.0.1", "destination": "10.0.0.2"} | given)


def test_policies_of_a_network_file(tmp_path: Path) -> None:
    """They are in the flash of every MSM before anything is typed, and a saved network has them too."""
    switch = {"lines": ["configure access-list mine ports 1:1"], "policies": {"mine": entry("a", "protocol icmp;")}}
    hosts = {"pc1": {"address": "10.0.0.1/24"}, "pc2": {"address": "10.0.0.2/24"}}
    network = Network.build({"s1": switch}, hosts, [("pc1", "s1 1:1"), ("pc2", "s1 1:2")])
    assert reached(network) == 0
    save(network._inside, str(tmp_path / "saved.toml"))
    assert reached(Network.read(str(tmp_path / "saved.toml"))) == 0
    with pytest.raises(NetworkError, match="policies: expected a table of names and texts"):
        Network.build({"s1": {"policies": {"mine": 5}}}, {}, [])


def test_counters_grow_with_time() -> None:
    """An hour in which a VRRP master advertises every second counts all of it, computed or stepped through."""
    text = entry("adverts", "protocol 112;", "permit; count adverts;")
    start = ["create vrrp vlan Default vrid 1", "configure vrrp vlan Default vrid 1 add 10.0.0.254", "enable vrrp"]
    switches: dict[str, Any] = {
        name: {"chassis": EDGE, "lines": [f"configure Default ipaddress 10.0.0.{number}/24", *start]}
        for number, name in enumerate(("s1", "s2"), 1)
    }
    switches["s1"]["policies"] = {"mine": text}
    network = Network.build(switches, {}, [("s1 1", "s2 1")])
    network.switches["s1"].console().run("configure access-list mine ports 1")
    network.advance(600)
    before = counter(network, "adverts")
    network.advance(3600)
    assert counter(network, "adverts") - before == 3600


def test_neighbours_that_an_access_list_keeps_apart() -> None:
    """An entry for OSPF drops its hellos: the neighbour is lost after its dead interval, and comes back without it."""
    start = ["configure ospf add vlan Default area 0.0.0.0", "configure ospf vlan Default priority 1", "enable ospf"]
    switches: dict[str, Any] = {
        name: {"chassis": EDGE, "lines": [f"configure Default ipaddress 10.0.0.{number}/24", *start]}
        for number, name in enumerate(("s1", "s2"), 1)
    }
    switches["s1"]["policies"] = {"mine": entry("hellos", "protocol ospf;", "deny; count hellos;")}
    network = Network.build(switches, {}, [("s1 1", "s2 1")])
    switch = network.switches["s1"]
    network.advance(120)
    assert "FULL" in switch.console().run("show ospf neighbor")
    switch.console().run("configure access-list mine ports 1")
    network.advance(60)
    assert "FULL" not in switch.console().run("show ospf neighbor")
    assert counter(network, "hellos") >= 4
    switch.console().run("unconfigure access-list")
    network.advance(120)
    assert "FULL" in switch.console().run("show ospf neighbor")


def test_a_policy_that_is_wrong_at_boot_is_logged() -> None:
    """The access list stays configured and filters nothing, and the log says which policy it lacks and why."""
    network = bench("configure access-list web ports 1 ingress", policies={"web": entry("block", "protocol icmp;")})
    console = network.switches["s1"].console()
    console.run("save", "y")
    assert reached(network) == 0
    write(network, "web", "entry block { if {\n protocol nonsense; } then { deny; } }")
    assert reached(network) == 0
    console.run("reboot", "y")
    network.settle()
    assert reached(network) == 2
    log = console.run("show log")
    assert "Policy web is not loaded: Policy web has syntax errors; Line 2" in log
    assert "configure access-list web ports 1" in console.run("show configuration acl")
