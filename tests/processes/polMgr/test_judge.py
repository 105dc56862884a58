"""Policies that judge a route: what each condition matches, what each action sets, which entry decides."""

from ipaddress import ip_network
from typing import Any

import pytest

from xos_cli.processes.polMgr.judge import judge
from xos_cli.processes.polMgr.rows import RouteView

ROUTE = RouteView(
    ip_network("10.1.0.0/16"),
    origin="OSPFExt1",
    next_hop="10.9.0.1",
    metric=20,
    tag=7,
    as_path="65001 65002",
    communities=("65001:7", "no-export"),
    med=100,
    bgp_origin="igp",
)


def entry(conditions: str, actions: str, name: str = "one", match: str = "all") -> str:
    """Return the text of an entry."""
    return f"entry {name} {{ if match {match} {{ {conditions} }} then {{ {actions} }} }}\n"


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("nlri 10.1.0.0/16;", True),
        ("nlri 10.1.0.0/16 exact;", True),
        ("nlri 10.0.0.0/8;", True),
        ("nlri 10.0.0.0/8 exact;", False),
        ("nlri 10.1.0.0/24;", False),
        ("nlri 10.0.0.0 mask 255.0.0.0;", True),
        ("nlri any/16;", True),
        ("nlri any/17;", False),
        ("nlri any/8 exact;", False),
        ("nlri any mask 255.255.0.0 exact;", True),
        ("nlri 2001:db8::/32;", False),
        ("as-path 65001;", True),
        ("as-path 65003;", False),
        ('as-path "^65001 65002$";', True),
        ("community 65001 : 7;", True),
        ("community no-export;", True),
        ("community no-advertise;", False),
        ("community number 4259905543;", True),
        ('community "65001:6-65001:8";', True),
        ("med 100;", True),
        ("med 101;", False),
        ("next-hop 10.9.0.1;", True),
        ("next-hop 10.9.0.2;", False),
        ('next-hop "^10\\.9";', True),
        ("origin IGP;", True),
        ("origin egp;", False),
        ("tag 7;", True),
        ("tag 8;", False),
        ("route-origin ospf;", True),
        ("route-origin ospf-extern1;", True),
        ("route-origin ospf-intra;", False),
        ("route-origin static;", False),
        ("cost 20;", True),
        ("cost 21;", False),
        ("protocol udp;", False),
        ("", True),
    ],
)
def test_condition(condition: str, holds: bool) -> None:
    """A route that the condition matches is permitted by its entry, every other is denied by none."""
    judgement = judge(entry(condition, "permit;"), ROUTE)
    assert (judgement.permit, judgement.entry) == (holds, "one" if holds else "")


def test_all_or_any() -> None:
    """Of ``match all`` every condition must hold, of ``match any`` one."""
    conditions = "tag 7; med 5;"
    assert not judge(entry(conditions, "permit;"), ROUTE).permit
    assert judge(entry(conditions, "permit;", match="any"), ROUTE).permit
    assert not judge(entry("tag 6; med 5;", "permit;", match="any"), ROUTE).permit


def test_first_match_wins() -> None:
    """Later entries are not looked at, whatever the first one does."""
    text = entry("tag 9;", "permit;", "a") + entry("tag 7;", "cost 5;", "b") + entry("", "deny;", "c")
    judgement = judge(text, ROUTE)
    assert (judgement.permit, judgement.entry, judgement.route.cost) == (True, "b", 5)
    assert judge(text, ROUTE._replace(tag=1))[::2] == (False, "c")


@pytest.mark.parametrize(
    ("action", "field", "value"),
    [
        ('as-path "1 2";', "as_path", "1 2 65001 65002"),
        ("community no-advertise;", "communities", ("no-advertise",)),
        ('community add "1:2 no-export";', "communities", ("65001:7", "no-export", "1:2")),
        ("community delete 65001:7;", "communities", ("no-export",)),
        ("community remove;", "communities", ()),
        ("cost 4261412864;", "cost", 4261412864),
        ("cost-type ase-type-1;", "cost_type", "ase-type-1"),
        (
            "dampening half-life 15 reuse-limit 750 suppress-limit 3000 max-suppress 60;",
            "dampening",
            (15, 750, 3000, 60),
        ),
        ("local-preference 150;", "local_preference", 150),
        ("med add 5;", "med", 105),
        ("med delete 500;", "med", 0),
        ("med set 3;", "med", 3),
        ("med internal;", "med", 20),
        ("med remove;", "med", None),
        ("next-hop 10.9.0.9;", "next_hop", "10.9.0.9"),
        ("origin egp;", "bgp_origin", "egp"),
        ("tag 9;", "tag", 9),
        ("weight 65535;", "weight", 65535),
    ],
)
def test_action(action: str, field: str, value: Any) -> None:
    """It changes one field of the route and nothing else; a denied route is not changed."""
    assert judge(entry("", action), ROUTE) == (True, ROUTE._replace(**{field: value}), "one")
    assert judge(entry("", f"{action} deny;"), ROUTE).route == ROUTE
