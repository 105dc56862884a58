"""The rows of the policy server, and the records in which other processes ask it about a route."""

from typing import TYPE_CHECKING

from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Scope, table

if TYPE_CHECKING:
    from ipaddress import IPv4Network, IPv6Network


@table("policyInForce", key=("name",), scope=Scope.STATE)
class PolicyInForce(NamedTuple):
    """The text of a policy that a process uses, as it was read last.

    A file that is edited changes nothing before `refresh policy`.  evidence: guide 11.3 p.259
    """

    name: str
    text: str


class RouteView(NamedTuple):
    """A route as a policy looks at it.

    *origin*: where the route comes from, in the words of policies (``ospf-extern1``) or of `show iproute`
    (``OSPFExt1``).  *bgp_origin*: ``igp``, ``egp`` or ``incomplete``.  *metric*: what the route costs; *cost*: what a
    policy sets, None for nothing.  *as_path*: numbers with blanks between them.  *communities*: ``65001:7``,
    ``no-export``.  *dampening*: half-life, reuse limit, suppress limit, longest suppression.
    """

    prefix: "IPv4Network | IPv6Network"
    origin: str = ""
    next_hop: str = ""
    metric: int = 0
    tag: int = 0
    cost: int | None = None
    cost_type: str = ""
    as_path: str = ""
    communities: tuple[str, ...] = ()
    med: int | None = None
    bgp_origin: str = ""
    local_preference: int | None = None
    weight: int | None = None
    dampening: tuple[int, ...] = ()


class Judgement(NamedTuple):
    """What a policy says of a route: *route* has the actions applied; no *entry*: none matched, which is a denial."""

    permit: bool
    route: RouteView
    entry: str = ""
