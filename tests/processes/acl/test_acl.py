"""Access lists: policies and dynamic rules in force at interfaces, their counters, meters."""

from collections.abc import Callable

import pytest
from conftest import Typist

from xos_cli.processes.acl.facts import supported_burst

BOUNDARY = """# who may come in
entry udpacl {
    if {
        source-address 10.203.134.0/24;
        protocol udp;
        destination-port 1200 - 1400;
    } then {
        permit;
        count udpcount;
    }
}
entry rest { if match any { } then { deny; } }
"""


@pytest.fixture
def console(switch: Callable[..., Typist]) -> Typist:
    """A booted bd10808 with a policy and something that is none in its flash."""
    typist = switch()
    for node in typist.machine.nodes.values():
        node.flash.write("boundary.pol", BOUNDARY.encode(), 0.0)
        node.flash.write("broken.pol", b"entry one {\n if { protocol udp }\n}", 0.0)
    return typist


def test_section_is_the_captured_one(switch: Callable[..., Typist], section: Callable[[str], list[str]]) -> None:
    """With its blank at the end."""
    assert switch("summit-x450-24t").lines("acl") == section("acl") == ["enable access-list refresh blackhole "]


def test_access_list_is_put_in_force(console: Typist, switch: Callable[..., Typist]) -> None:
    """On ports, on a VLAN, anywhere; its lines can be typed again."""
    assert console.run("show access-list") == "No entry found!\n"
    console.run(
        "create vlan sales",
        "configure access-list boundary ports 1:1-2",
        "configure access-list boundary vlan sales egress",
        "configure access-list boundary any ingress",
        "disable access-list refresh blackhole",
        "enable clear-flow",
    )
    lines = console.lines("acl")
    assert lines[0] == "disable access-list refresh blackhole "
    assert "configure access-list boundary ports 1:2 ingress" in lines
    assert "configure access-list boundary vlan sales egress" in lines
    console.run(*lines)
    assert console.lines("acl") == lines
    assert console.run("show access-list ports 1:1").splitlines()[2].split() == [
        "*",
        "1:1",
        "boundary",
        "ingress",
        "2",
        "0",
    ]
    console.run("unconfigure access-list ports 1:1", "delete vlan sales")
    assert [line for line in console.lines("acl") if "ports 1:1 " in line or "sales" in line] == []
    console.run("unconfigure access-list")
    assert console.run("show access-list") == "No entry found!\n"


def test_access_list_is_refused(console: Typist) -> None:
    """No such policy, a broken one, no such port, another one there already."""
    assert "does not exist" in console.refuse("configure access-list nothing any")
    assert "syntax errors" in console.refuse("configure access-list broken any")
    assert "Invalid port" in console.refuse("configure access-list boundary ports 7:1")
    for node in console.machine.nodes.values():
        node.flash.write("other.pol", BOUNDARY.encode(), 0.0)
    console.run("configure access-list boundary any")
    assert "already configured" in console.refuse("configure access-list other any")


def test_dynamic_rules_keep_their_order(console: Typist, switch: Callable[..., Typist]) -> None:
    """First, last, before and after another."""
    console.run(
        *[
            f'create access-list {name} "protocol icmp;icmp-type echo-request" "deny"'
            for name in ("one", "two", "three")
        ],
        "configure access-list add one last ports 1:1",
        "configure access-list add two first ports 1:1",
        "configure access-list add three after two ports 1:1",
    )
    lines = console.lines("acl")
    assert [line.split()[3] for line in lines if " add " in line] == ["two", "three", "one"]
    other = switch()
    other.run(*lines)
    assert other.lines("acl") == lines
    assert "in use" in console.refuse("delete access-list two")
    console.run("configure access-list delete two all", "delete access-list two")
    assert "does not exist" in console.refuse("delete access-list two")
    assert "not configured there" in console.refuse("configure access-list add one before three any")


def test_counters(console: Typist) -> None:
    """A head, and for each policy in force the counters of its rules, which stand at 0."""
    for node in console.machine.nodes.values():
        node.flash.write("counts.pol", b"entry one {\n if { protocol udp; }\n then { count mine; permit; }\n}", 0.0)
    head = console.run("show access-list counter")
    console.run("configure access-list counts ports 1:1", "configure access-list counts vlan Default egress")
    rows = console.run("show access-list counter").removeprefix(head).splitlines()
    assert [row.split() for row in rows] == [
        ["counts", "*", "1:1", "ingress"],
        ["mine", "0"],
        ["counts", "Default", "*", "egress"],
        ["mine", "0"],
    ]
    assert "Default" not in console.run("show access-list counter ports 1:1")
    assert "1:1" not in console.run("show access-list counter egress")
    assert "mine" not in console.run("show access-list counter other any")


def test_counters_of_dynamic_rules(console: Typist) -> None:
    """Of those that are in force."""
    console.run('create access-list echo "protocol icmp" "deny; count echoes"')
    assert "echoes" not in console.run("show access-list dynamic counter")
    console.run("configure access-list add echo last any")
    assert "    echoes                         0" in console.run("show access-list dynamic counter")


def test_meters(console: Typist) -> None:
    """Rates and sizes in kilobits; a dash where there is none."""
    console.run("create meter m1", "create meter m2", "configure meter m1 committed-rate 10 Mbps out-actions drop")
    rows = console.run("show meter").splitlines()[3:]
    assert [row.split() for row in rows] == [["m1", "10000", "--"], ["m2", "--", "--"]]
    assert "m1" not in console.run("show meter m2")
    assert console.refuse("show meter m3") == "Error: Meter m3 does not exist."


@pytest.mark.parametrize(
    ("conditions", "actions", "what"),
    [
        ("foo bar", "deny", "Error: Attribute foo not found in schema."),
        ("protocol udp; TCP-flagz SYN", "deny", "Error: Attribute TCP-flagz not found in schema."),
        ("protocol udp", "frobnicate", "Error: Attribute frobnicate not found in schema."),
        ("source-address 300.1.1.1/64", "permit", "Error: Attribute source-address has an invalid value."),
        ("source-address", "permit", "Error: Attribute source-address has an invalid value."),
        ("ethernet-source-address 00:01", "permit", "Error: Attribute ethernet-source-address has an invalid value."),
        ("protocol udp", "redirect here", "Error: Attribute redirect has an invalid value."),
        ("nlri 10.0.0.0/8", "permit", "Error: Attribute nlri not found in schema."),
        ("source-address 10.0.0.0/8;destination-address ::/0", "deny", "Error: IPv4 and IPv6 addresses are mixed."),
        ("protocol tcp", "meter m9", "Error: Meter m9 does not exist."),
        (
            "protocol tcp; destination-port 9 - 3",
            "deny",
            "Error: Attribute destination-port has an invalid value: 9 - 3 does not ascend.",
        ),
        (
            "ethernet-type 0x0800; protocol tcp",
            "deny",
            "Error: Attributes ethernet-type and protocol cannot be used in one entry.",
        ),
    ],
)
def test_dynamic_rule_that_means_nothing(console: Typist, conditions: str, actions: str, what: str) -> None:
    """A word that no access list knows is refused, and so is a value that its word cannot have."""
    assert console.refuse(f'create access-list one "{conditions}" "{actions}"') == what


@pytest.mark.parametrize(
    "conditions",
    [
        "source-address 10.1.1.0/24;destination-address 10.0.0.0/8",
        "source-address 2001:db8::1/128;destination-address 2001:db8::/32",
        "Source-Port > 190; destination-port 1200 - 1400; protocol 6",
        "TCP-flags SYN_ACK; IGMP-msg-type v2-report; icmp-code 3",
        "ethernet-type 0x0800; ethernet-destination-address 00:01:02:03:04:05; fragments",
        "",
    ],
)
def test_dynamic_rule_of_the_guide(console: Typist, conditions: str) -> None:
    """The conditions of the guide are taken, in capitals or not.  evidence: guide 11.3 p.262-267"""
    console.run(f'create access-list one "{conditions}" "count hits; log; redirect 10.1.1.1; permit"')
    assert console.typed_back() == console.configuration()


def test_meters_are_printed_back_and_found_by_an_old_file(console: Typist) -> None:
    """One line says all of a meter; a line that an older flash has recorded is carried out at a boot."""
    console.run("create meter m1", "configure meter m1 committed-rate 5 Mbps", "configure m1 max-burst-size 10 Kb")
    console.run("configure meter m1 out-actions set-drop-precedence dscp 3")
    mine = [line for line in console.lines("acl") if "meter" in line]
    assert mine == [
        "create meter m1",
        "configure meter m1 max-burst-size 10 Kb committed-rate 5000 Kbps out-actions set-drop-precedence dscp 3",
    ]
    console.run("configure meter m1 out-actions drop", "delete meter m1")
    assert not [line for line in console.lines("acl") if "meter" in line]


def test_meter_in_use_stays(console: Typist) -> None:
    """It cannot be deleted while a policy in force or a dynamic rule names it."""
    console.run("create meter m1", 'create access-list one "protocol udp" "meter m1"')
    assert console.refuse("delete meter m1") == "Error: Meter m1 is in use by one."
    console.run("delete access-list one", "delete meter m1")


def test_counters_of_dynamic_rules_are_their_own(console: Typist) -> None:
    """Two dynamic rules cannot share one; a rule that mirrors needs mirroring.  evidence: guide 11.3 p.264, p.269"""
    console.run('create access-list one "protocol udp" "count hits; mirror"')
    said = console.refuse('create access-list two "protocol tcp" "count HITS"')
    assert said == "Error: Counter hits is already used by access list one."
    assert "mirroring is not enabled" in console.refuse("configure access-list add one last any")


@pytest.mark.parametrize(
    ("asked", "given"), [(0, 0), (5, 32), (32, 32), (63, 32), (64, 64), (1000, 512), (2_000_000, 1_048_576)]
)
def test_bursts_are_rounded_down_to_what_the_hardware_has(asked: int, given: int) -> None:
    """In kilobits, by powers of two from 32 Kb to 1 Gb.  evidence: reference 11.5 p.872"""
    assert supported_burst(asked) == given


@pytest.mark.parametrize("rate", ["63 Kbps", "11 Gbps"])
def test_a_rate_that_no_meter_has(console: Typist, rate: str) -> None:
    """Below 64 Kbps and above 10 Gbps.  evidence: reference 11.5 p.872"""
    console.run("create meter m1", "configure meter m1 committed-rate 64 Kbps")
    before = console.lines("acl")
    assert console.refuse(f"configure meter m1 max-burst-size 1 Mb committed-rate {rate}") == (
        "Error: The committed rate must be from 64 Kbps to 10 Gbps."
    )
    assert console.lines("acl") == before
