"""The policy server: policy files are read, checked, shown and refreshed."""

from collections.abc import Callable
from ipaddress import ip_network

import pytest
from conftest import Typist

from xos_cli.errors import Refusal
from xos_cli.processes.polMgr.entries import BadPolicy
from xos_cli.processes.polMgr.facts import Judgement, RouteView, dynamic_rule, judge, rules_of
from xos_cli.processes.polMgr.files import printed
from xos_cli.processes.polMgr.reader import Reader

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


def test_policy_is_read() -> None:
    """Conditions and actions, ``match all`` where nothing is said."""
    rules = Reader(BOUNDARY).rules()
    assert [(rule.name, rule.match) for rule in rules] == [("udpacl", "all"), ("rest", "any")]
    assert rules[0].conditions[2] == "destination-port 1200 - 1400"
    assert rules[0].actions == ("permit", "count udpcount")


@pytest.mark.parametrize(
    ("text", "line"),
    [("entry a {\n", 1), ("entry a { then { permit; } }\nrule b", 2), ("entry a {\nif { x y }\n then { } }", 2)],
)
def test_mistakes_have_their_line(text: str, line: int) -> None:
    """Where the file ends, where a word is wrong, where a semicolon is missing."""
    with pytest.raises(BadPolicy, match=f"Line {line} : "):
        Reader(text).rules()


def test_policy_is_checked(console: Typist) -> None:
    """Good, bad, and none at all."""
    assert console.run("check policy boundary") == "Policy file check successful.\n"
    assert "Line 2" in console.refuse("check policy broken")
    assert "does not exist" in console.refuse("check policy nothing")


def test_policies_in_use(console: Typist, capture: Callable[[str], str]) -> None:
    """Nothing at first, as in the capture; then each with its client, and as the server read it."""
    assert console.run("show policy") == capture("two-node-stack-12.5.4.5/show-policy.txt").partition("\n")[2]
    assert console.run("show policy detail") == "\nPolicies at Policy Server:\n"
    console.run("configure access-list boundary ports 1:1-2 ingress")
    assert f"{'boundary':<33}{'1':<16}{'acl':<16}2\n" in console.run("show policy")
    shown = console.run("show policy boundary")
    assert "if match all { \n    source-address 10.203.134.0/24 ;\n" in shown
    assert "    permit  ;\n" in shown
    assert "Client: acl bound twice\n" in shown
    assert console.refuse("show policy nope") == "Error: Policy nope does not exist."
    assert console.policies("idle").run("show policy idle") == "\nPolicies at Policy Server:\n"


def test_refreshing_needs_a_use(console: Typist) -> None:
    """A policy that nobody uses cannot be refreshed."""
    assert "not in use" in console.refuse("refresh policy boundary")
    console.run("configure access-list boundary any", "refresh policy boundary")


ROUTING = """entry a {
 if match any { nlri 10.203.134.0/24 exact; nlri any/16; as-path "65[0-9]*"; community number 7; med 3; tag 9; }
 then { community add 2:3; med remove; as-path "1000 1000"; cost 5; cost-type ase-type-1; next-hop 10.1.1.1; permit; }
}"""


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (ROUTING, ""),
        ("entry a {\n if { protocol udp;\n nonsense 5; } then { permit; } }", "Line 3 : Attribute nonsense not found"),
        ("entry a { if { } then {\n permit;\n drop; } }", "Line 3 : Attribute drop not found"),
        ("entry a { if { nlri 10.0.0.0/40; } then { permit; } }", "Line 1 : Attribute nlri has an invalid value"),
    ],
)
def test_policy_says_what_is_known(console: Typist, text: str, what: str) -> None:
    """Conditions and actions of routes are known, too; what is not is named with its line."""
    assert console.machine.master
    console.machine.master.flash.write("mine.pol", text.encode(), 0.0)
    assert what in (console.refuse("check policy mine") if what else console.run("check policy mine"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing but a comment",
        "entry a { then { permit; } }",
        "ENTRY a { IF match ANY { protocol udp; } THEN { deny; } }",
        "entry a { if { protocol udp; } then { permit; } } entry b { then { deny; } }",
        '@description "text"\nentry a { if { source-address 10.0.0.0/8; } then { count c1; } }',
    ],
)
def test_what_is_a_policy(text: str) -> None:
    """An empty file, comments, marks, no conditions, several entries, capitals."""
    assert len(Reader(text).rules()) == text.lower().count("entry")


@pytest.mark.parametrize(
    "text",
    [
        "entry",
        "entry a",
        "entry a { if { protocol udp; } }",
        "entry a { if match some { protocol udp; } then { permit; } }",
        "entry a { if { protocol udp; } then { permit; }",
        "entry a { if { protocol udp; } then { permit } }",
        "if { protocol udp; } then { permit; }",
        "entry a { then { permit; } } }",
    ],
)
def test_what_is_no_policy(text: str) -> None:
    """Each of these files is refused, whatever is missing or too much."""
    with pytest.raises(BadPolicy):
        Reader(text).rules()


def test_a_rule_is_written_as_it_was_read() -> None:
    """What the server prints can be read again and is the same rule."""
    rules = Reader(BOUNDARY).rules()
    text = "".join(part for rule in rules for part in printed(rule))
    again = Reader(text).rules()
    assert [(rule.name, rule.match) for rule in again] == [(rule.name, rule.match) for rule in rules]
    assert [(rule.conditions, rule.actions) for rule in again] == [(rule.conditions, rule.actions) for rule in rules]


def test_a_policy_that_does_not_exist(console: Typist) -> None:
    """Other processes that ask for its rules are refused."""
    with pytest.raises(Refusal, match=r"^Error: Policy nothing does not exist\.$"):
        rules_of(console.lab.session.node.flash, "nothing")


@pytest.mark.parametrize(
    ("conditions", "actions", "fault"),
    [
        ("protocol udp", "permit", ""),
        ("protocol udp;; destination-port 80;", "deny; count c", ""),
        ("nlri 10.0.0.0/8", "permit", "Attribute nlri not found in schema."),
        ("protocol", "drop", "Attribute protocol has an invalid value."),
        ("protocol udp", "drop", "Attribute drop not found in schema."),
        ("ethernet-source-address 00:01:02:03:04:05 / ff:ff:ff:00:00:00; fragments", "redirect 10.1.1.1", ""),
        ("source-address 10.0.0.300/8", "redirect here", "Attribute source-address has an invalid value."),
        ("source-address 10.0.0.0/8", "redirect here", "Attribute redirect has an invalid value."),
    ],
)
def test_dynamic_rule(conditions: str, actions: str, fault: str) -> None:
    """Conditions of routes and words that nobody knows are no rule for packets, and neither are wrong values."""
    if not fault:
        assert len(dynamic_rule("one", conditions, actions).tests) == len(list(filter(None, conditions.split(";"))))
        return
    with pytest.raises(Refusal) as refused:
        dynamic_rule("one", conditions, actions)
    assert str(refused.value) == f"Error: {fault}"


def test_a_policy_that_was_spoiled_in_use(console: Typist) -> None:
    """It cannot be refreshed; those that use it keep it, and `show policy` prints what is in force."""
    console.run("configure access-list boundary any")
    node = console.lab.session.node
    node.flash.write("boundary.pol", b"entry one {", 0.0)
    assert "has syntax errors" in console.refuse("refresh policy boundary")
    assert f"{'boundary':<33}{'1':<16}{'acl':<16}1\n" in console.run("show policy")
    assert "entry rest { \nif match any { \n}\nthen {\n    deny ;\n" in console.run("show policy boundary")
    assert "configure access-list boundary any ingress" in console.lines("acl")


def test_the_end_of_a_use(console: Typist) -> None:
    """A policy that was taken out of force is no longer listed."""
    console.run("configure access-list boundary ports 1:1 ingress", "unconfigure access-list")
    assert "boundary" not in console.run("show policy")


def test_a_refreshed_policy_is_in_force_at_once(console: Typist) -> None:
    """An edit changes nothing until the refresh, and then the judgement of the next route."""
    node = console.lab.session.node
    node.flash.write("mine.pol", b"entry one { then { permit; } }", 0.0)
    route = RouteView(ip_network("10.1.0.0/16"))
    console.run("configure rip import-policy mine", "refresh policy mine")
    assert judge(node, "mine", route) == Judgement(True, route, "one")
    node.flash.write("mine.pol", b"entry two { then { deny; } }", 0.0)
    assert judge(node, "mine", route).permit
    console.run("refresh policy mine")
    assert judge(node, "mine", route) == Judgement(False, route, "two")


def test_no_policy_permits(console: Typist) -> None:
    """A client that was given no policy keeps every route; a policy without a file denies every one."""
    route = RouteView(ip_network("10.1.0.0/16"))
    assert judge(console.lab.session.node, "none", route) == Judgement(True, route)
    assert judge(console.lab.session.node, "nothing", route) == Judgement(False, route)
