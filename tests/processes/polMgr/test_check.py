"""`check policy`: every value of guide 11.3 p.263-267 and p.280-283 has its limits, and entries must fit each other."""

from collections.abc import Callable

import pytest
from conftest import Typist


@pytest.fixture
def console(switch: Callable[..., Typist]) -> Typist:
    """A booted Summit X450, which has two QoS profiles."""
    return switch("summit-x450-24t")


def check(console: Typist, text: str) -> str:
    """Return what `check policy` says of a text."""
    console.lab.session.node.flash.write("mine.pol", text.encode(), 0.0)
    return console.type("check policy mine")


def one(conditions: str = "", actions: str = "permit;") -> str:
    """Return an entry whose conditions stand on line 2 and whose actions stand on line 3."""
    return f"entry one {{ if {{\n{conditions} }} then {{\n{actions} }} }}"


@pytest.mark.parametrize(
    "condition",
    [
        *("as-path 1;", "as-path 65535;", 'as-path "[1 5-9]* .";', "community 65535:65535;", 'community "no-export";'),
        *("med 4294967295;", "next-hop 1.2.3.4;", 'next-hop "10.*";', "nlri 0.0.0.0/0 exact;", "nlri 2001:db8::/32;"),
        *("origin incomplete;", "tag 0;", "route-origin isis-level-2-external;", "route-origin MBGP;"),
        *("source-port 65535;", "destination-port 0;", "source-port telnet;", "destination-port 1 - 2;"),
        *("source-port > 190;", "source-port <= 0;", "protocol 255;", "protocol OSPF;", "dscp 63;", "ip-tos 255;"),
        *("tcp-flags SYN_ACK;", "tcp-flags ack|fin;", "TCP-flags 0x12;", "icmp-type mask-reply;", "icmp-code 5;"),
        *("igmp-msg-type query;", "ethernet-type ETHER-P-IPV6;", "ethernet-source-address 00:01:02:03:04:05;"),
        *("source-address 10.0.0.1;", "destination-address 2001:db8::1/128;", "first-fragments;"),
    ],
)
def test_condition_is_taken(console: Typist, condition: str) -> None:
    """Each value is at a limit, or one of each kind."""
    assert "successful" in check(console, one(condition))


@pytest.mark.parametrize(
    "condition",
    [
        *("as-path 0;", "as-path 65536;", "as-path x;", 'as-path "[1";', 'as-path "(1";', "community 65536:1;"),
        *("community 4294967296;", "community x;", "med 4294967296;", "med -1;", "next-hop 1.2.3.400;", "nlri any;"),
        *("nlri 10.0.0.0/33;", "nlri 10.0.0.0 mask 255.0.255.0;", "nlri 2001:db8::/129;", "origin ibgp;"),
        *("tag 4294967296;", "tag;", "route-origin ospf-external;", "source-port 65536;", "destination-port 9 - 2;"),
        *("source-port > 65535;", "source-port < 0;", "source-port nonsense;", "protocol 256;", "protocol tpc;"),
        *("dscp 64;", "ip-tos 256;", "tcp-flags nonsense;", "tcp-flags 0x1ff;", "icmp-type 256;", "icmp-code x;"),
        *("igmp-msg-type join;", "ethernet-type 0x10000;", "ethernet-source-address 00:01:02:03:04;"),
        *("source-address 10.0.0.0/33;", "destination-address x;", "fragments 5;", "cost-type internal;"),
        'as-path "1;',
    ],
)
def test_condition_is_refused_with_its_line(console: Typist, condition: str) -> None:
    """A value out of its range, and a word that is no condition."""
    assert "Error: Policy mine has syntax errors\nLine 2 : " in check(console, one(condition))


@pytest.mark.parametrize(
    "action",
    [
        *('as-path "1 65535";', "cost 0;", "cost 4261412864;", "cost-type external;", "local-preference 4294967295;"),
        *("dampening half-life 45 reuse-limit 20000 suppress-limit 1 max-suppress 255;", "med internal;", "weight 0;"),
        *('community "1:2 3:4";', "community remove;", "community add no-export;", "nlri 224.0.0.0/4;", "tag 9;"),
        *("count hits;", "qosprofile qp8;", "log;", "log-raw;", "mirror;", "mirror-cpu;", "redirect 10.1.1.1;"),
        *("replace-dscp;", "replace-dot1p;", "deny;", "next-hop 10.1.1.1;", "origin egp;"),
    ],
)
def test_action_is_taken(console: Typist, action: str) -> None:
    """Each value is at a limit, or one of each kind; groups of an RP stand in ``then``."""
    assert "successful" in check(console, one(actions=action))


@pytest.mark.parametrize(
    "action",
    [
        *('as-path "0";', 'as-path "";', "cost 4261412865;", "cost-type ase-type-3;", "local-preference x;"),
        "dampening half-life 46 reuse-limit 1 suppress-limit 1 max-suppress 1;",
        "dampening half-life 0 reuse-limit 1 suppress-limit 1 max-suppress 1;",
        "dampening half-life 1 reuse-limit 20001 suppress-limit 1 max-suppress 1;",
        "dampening half-life 1 reuse-limit 1 suppress-limit 20001 max-suppress 1;",
        "dampening half-life 1 reuse-limit 1 suppress-limit 1 max-suppress 256;",
        *("dampening half-life 1;", "med more;", 'community "x";', "community add;", "nlri 10.0.0.0/40;"),
        *("permit all;", "count;", "qosprofile gold;", "qosprofile qp3;", "meter nothing;", "redirect here;"),
        *("origin none;", "next-hop x;", "weight 65536;", "drop;", "cli;"),
    ],
)
def test_action_is_refused_with_its_line(console: Typist, action: str) -> None:
    """A value out of its range, a QoS profile or a meter that does not exist, a word that is no action."""
    assert "Error: Policy mine has syntax errors\nLine 3 : " in check(console, one(actions=action))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (one() + "\n" + one().replace("one", "ONE"), "Line 4 : There is another entry ONE."),
        (
            one("source-address 10.0.0.0/8;\ndestination-address 2001:db8::/32;"),
            "Line 3 : IPv4 and IPv6 addresses are mixed.",
        ),
        (
            one("source-address 10.0.0.0/8;") + "\n" + one("source-address 2001:db8::/32;").replace("one", "two"),
            "Line 5 : IPv4 and IPv6 addresses are mixed.",
        ),
        (
            one("fragments;\nsource-port 5;"),
            "Line 2 : Attribute fragments cannot be used with attributes of layer 4.",
        ),
    ],
)
def test_entries_must_fit(console: Typist, text: str, fault: str) -> None:
    """Two entries of one name, addresses of both families, fragments with a port."""
    assert fault in check(console, text)


def test_profile_and_meter_that_exist(console: Typist) -> None:
    """They are taken as soon as they were created."""
    console.run("create qosprofile QP3", "create meter slow")
    assert "successful" in check(console, one(actions="qosprofile QP3; meter SLOW;"))


def test_layers_on_a_black_diamond_10808(switch: Callable[..., Typist]) -> None:
    """It cannot look at the Ethernet header and at an address in one entry.  evidence: guide 11.3 p.270"""
    mixed = one("ethernet-type 0x0800;\nsource-address 10.0.0.0/8;")
    fault = "Line 3 : Attributes ethernet-type and source-address cannot be used in one entry."
    assert fault in check(switch("bd10808"), mixed)
    assert "successful" in check(switch("summit-x450-24t"), mixed)


def test_attributes_are_listed(console: Typist) -> None:
    """All conditions and actions; one with the words that stand for its numbers; a word that is none is refused."""
    rows = [line.split() for line in console.run("check policy attribute").splitlines()]
    assert ["source-address", "Match", "L3"] in rows
    assert ["replace-dscp", "Action"] in rows
    rows = [line.split() for line in console.run("check policy attribute IGMP-msg-type").splitlines()]
    assert ["v2-leave", "23"] in rows
    assert console.refuse("check policy attribute colour") == "Error: Attribute colour not found in schema."
