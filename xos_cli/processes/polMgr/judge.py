"""Judge a route by a policy: the first entry that matches decides, and a route that none matches is denied.

evidence: guide 11.3 p.280 (the order, the implicit permit and denial)
"""

from functools import lru_cache

from xos_cli.processes.polMgr.reader import Reader, Rule
from xos_cli.processes.polMgr.rows import Judgement, RouteView


def judge(text: str, route: RouteView) -> Judgement:
    """Return what the policy with this text says of a route."""
    for rule in compiled(text):
        if not rule.conditions:
            return Judgement("deny" not in rule.actions, route, rule.name)
    return Judgement(False, route)


@lru_cache(maxsize=64)
def compiled(text: str) -> tuple[Rule, ...]:
    """Return the entries of a policy."""
    return tuple(Reader(text).rules())
