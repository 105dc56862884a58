"""`:policy`: what a policy does with a route."""

import re
from collections.abc import Sequence

from xos_cli.errors import LabError, Refusal
from xos_cli.processes.polMgr.explain import explain, route_of
from xos_cli.processes.polMgr.values import BadValue
from xos_cli.switch.node import Node
from xos_cli.switch.verdict import Verdict

#: What is said of a route, by the words of policies.
NAMES = {
    "as-path": "as_path",
    "community": "communities",
    "next-hop": "next_hop",
    "route-origin": "origin",
    "origin": "bgp_origin",
    "med": "med",
    "cost": "metric",
    "tag": "tag",
}


def policy(node: Node, words: Sequence[str], usage: str) -> Verdict:
    """Return what a policy does with the route that is typed; LabError, with the reason, if it cannot be said."""
    match re.findall(r'"[^"]*"|[^\s"]+', " ".join(words)):
        case [name, "route", prefix, *rest] if len(rest) % 2 == 0:
            return judged(node, name, prefix, dict(zip(rest[::2], rest[1::2], strict=True)))
    raise LabError(usage)


def judged(node: Node, name: str, prefix: str, attributes: dict[str, str]) -> Verdict:
    """Return what a policy does with a route whose attributes have the names of policies."""
    unknown = next((word for word in attributes if word not in NAMES), "")
    if unknown:
        raise LabError(f"a route has no {unknown}; it has {', '.join(NAMES)}")
    try:
        return explain(node, name, route_of(prefix, {NAMES[word]: text for word, text in attributes.items()}))
    except (BadValue, Refusal) as error:
        raise LabError(str(error).removeprefix("Error: ")) from None
