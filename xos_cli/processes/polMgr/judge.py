"""Judge a route by a policy: the first entry that matches decides, and a route that none matches is denied.

evidence: guide 11.3 p.280-283 (the order, the implicit permit and denial, what the words look at)
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from xos_cli.processes.polMgr.entries import Rule
from xos_cli.processes.polMgr.expression import Expression, community
from xos_cli.processes.polMgr.reader import compiled
from xos_cli.processes.polMgr.route_words import NAMED, CommunityChange, MedChange, Nlri
from xos_cli.processes.polMgr.rows import Judgement, RouteView
from xos_cli.processes.polMgr.values import BIGGEST
from xos_cli.processes.polMgr.words import Statement

#: The words of policies that mean several origins.  evidence: guide 11.3 p.281
SEVERAL = {
    "ospf": ("ospf-intra", "ospf-inter", "ospf-extern1", "ospf-extern2"),
    "bgp": ("e-bgp", "i-bgp", "e-mbgp", "i-mbgp"),
    "mbgp": ("e-mbgp", "i-mbgp"),
    "isis": ("isis-level-1", "isis-level-2", "isis-level-1-external", "isis-level-2-external"),
}
#: What `show iproute` calls an origin, without its capitals.
SHOWN = {
    "ospfintra": "ospf-intra",
    "ospfinter": "ospf-inter",
    "ospfext1": "ospf-extern1",
    "ospfext2": "ospf-extern2",
    "ebgp": "e-bgp",
    "ibgp": "i-bgp",
    "e-bgp": "e-bgp",
    "i-bgp": "i-bgp",
}
_NAMES = {number: name for name, number in NAMED.items()}


def judge(text: str, route: RouteView) -> Judgement:
    """Return what the policy with this text says of a route."""
    for rule in compiled(text):
        if judges(rule) and _matches(rule, route):
            if rule.denies:
                return Judgement(False, route, rule.name)
            return Judgement(True, changed(rule, route), rule.name)
    return Judgement(False, route)


# -- conditions ------------------------------------------------------------------------------------------------------


def judges(rule: Rule) -> bool:
    """Return whether an entry looks at routes, and not at packets or counters."""
    return all(test.word in _TESTS for test in rule.tests)


def _matches(rule: Rule, route: RouteView) -> bool:
    """Return whether all conditions of an entry hold, or any; an entry without conditions matches every route."""
    found = (holds(test, route) for test in rule.tests)
    return not rule.tests or (any(found) if rule.match == "any" else all(found))


def holds(test: Statement, route: RouteView) -> bool:
    """Return whether a condition holds for a route."""
    return _TESTS[test.word](test.value, route)


def _in_network(nlri: Nlri, route: RouteView) -> bool:
    prefix = route.prefix
    if (nlri.exact and prefix.prefixlen != nlri.length) or prefix.prefixlen < nlri.length:
        return False
    if not nlri.version:
        return True
    shift = prefix.max_prefixlen - nlri.length
    return prefix.version == nlri.version and int(prefix.network_address) >> shift == nlri.bits


def path_of(text: str) -> list[int | str]:
    """Return an AS path as numbers and the signs of its segments."""
    return [int(part) if part.isdecimal() else part for part in re.findall(r"\d+|[{}()]", text)]


def _communities(route: RouteView) -> list[int]:
    return [NAMED[name.lower()] if name.lower() in NAMED else community(name) for name in route.communities]


def _has_community(expression: Expression, route: RouteView) -> bool:
    return expression.found_in(_communities(route))


def _next_hop(wanted: Expression | str, route: RouteView) -> bool:
    if isinstance(wanted, Expression):
        return wanted.found_in([ord(letter) for letter in route.next_hop])
    return wanted == route.next_hop


def _from(word: str, route: RouteView) -> bool:
    origin = SHOWN.get(route.origin.lower(), route.origin.lower())
    return origin == word or origin in SEVERAL.get(word, ())


def _cost(cost: int, route: RouteView) -> bool:
    return cost == (route.metric if route.cost is None else route.cost)


_TESTS: Mapping[str, Callable[[Any, RouteView], bool]] = {
    "nlri": _in_network,
    "as-path": lambda expression, route: expression.found_in(path_of(route.as_path)),
    "community": _has_community,
    "med": lambda med, route: med == route.med,
    "next-hop": _next_hop,
    "origin": lambda word, route: word == route.bgp_origin.lower(),
    "tag": lambda tag, route: tag == route.tag,
    "route-origin": _from,
    "cost": _cost,
}


# -- actions ---------------------------------------------------------------------------------------------------------


def changed(rule: Rule, route: RouteView) -> RouteView:
    """Return a route with the actions of an entry applied, in their order."""
    for deed in rule.deeds:
        action = _ACTIONS.get(deed.word)
        if action is not None:
            route = action(deed.value, route)
    return route


def _prepend(numbers: tuple[int, ...], route: RouteView) -> RouteView:
    return route._replace(as_path=" ".join([*map(str, numbers), *route.as_path.split()]))


def _set_communities(change: CommunityChange, route: RouteView) -> RouteView:
    held = _communities(route)
    after = {
        "set": change.numbers,
        "add": [*held, *[one for one in change.numbers if one not in held]],
        "delete": [one for one in held if one not in change.numbers],
        "remove": (),
    }[change.verb]
    return route._replace(communities=tuple([community_text(one) for one in dict.fromkeys(after)]))


def community_text(number: int) -> str:
    """Return a community as its name, or as ``65001:7``."""
    return _NAMES.get(number) or f"{number >> 16}:{number & 0xFFFF}"


def _set_med(change: MedChange, route: RouteView) -> RouteView:
    """Change the MED; ``internal`` takes the cost of the route.  evidence: guide 11.3 p.283, inferred (the limits)"""
    held = route.med or 0
    after = {
        "set": change.number,
        "add": min(held + change.number, BIGGEST),
        "delete": max(held - change.number, 0),
        "internal": route.metric,
        "remove": None,
    }[change.verb]
    return route._replace(med=after)


def _setter(field: str) -> Callable[[Any, RouteView], RouteView]:
    def action(value: Any, route: RouteView) -> RouteView:
        return route._replace(**{field: value})

    return action


_ACTIONS: Mapping[str, Callable[[Any, RouteView], RouteView]] = {
    "as-path": _prepend,
    "community": _set_communities,
    "med": _set_med,
    "origin": _setter("bgp_origin"),
    **{
        word: _setter(word.replace("-", "_"))
        for word in ("cost", "cost-type", "dampening", "local-preference", "next-hop", "tag", "weight")
    },
}
