"""The rows of access lists.

evidence: capture 11.2 (the first two), inferred (the others: no saved file of a switch with access lists is known)
"""

from typing import Annotated

from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Flag, Plain, Scope, table

INGRESS, EGRESS = "ingress", "egress"


@table("aclRefreshConfig")
class AclRefresh(NamedTuple):
    """Whether packets are dropped while an access list changes."""

    blackhole: int = 1


@table("cflwCfg")
class ClearFlow(NamedTuple):
    """`enable clear-flow`."""

    enable: int = 0


class AclInterface(NamedTuple):
    """The place where packets are filtered; an empty *port* and *vlan* mean any interface."""

    port: str = ""
    vlan: str = ""
    direction: str = INGRESS


@table("aclBinding", key=("port", "vlanName", "direction"), refs={"vlanName": "vlan"})
class AclBinding(NamedTuple):
    """A policy that filters the packets of a port, of a VLAN, or (neither is named) of all."""

    port: Plain
    vlanName: str
    direction: Plain
    policy: str


@table("aclMeter", key=("name",))
class AclMeter(NamedTuple):
    """A meter: *rate* in kbps and *burst* in kilobits, 0 for none, and what is done with what is above the rate.

    *lower* 1: its drop precedence is raised, and it gets the code point *dscp*, if there is one; 0: it is dropped.
    """

    name: str
    rate: int = 0
    burst: int = 0
    lower: Flag = 0
    dscp: Annotated[int, range(64)] | None = None


@table("aclDynamicRule", key=("name",))
class DynamicRule(NamedTuple):
    """A dynamic rule: it is created by a command and stands in no policy file."""

    name: str
    conditions: str
    actions: str


@table(
    "aclDynamicBinding", key=("rule", "port", "vlanName", "direction"), refs={"vlanName": "vlan", "rule": "acl_rule"}
)
class DynamicBinding(NamedTuple):
    """A dynamic rule in force; the rows of one interface are in the order they are looked at."""

    rule: str
    port: Plain
    vlanName: str
    direction: Plain


@table(
    "aclModified",
    key=("port", "vlanName", "direction", "entry"),
    scope=Scope.STATE,
    refs={"vlanName": "vlan"},
)
class AclModified(NamedTuple):
    """What CLEAR-Flow has changed of an entry at an interface; "" stands for what it has left alone.

    *action*: ``permit`` or ``deny``.  *mirror*: ``add`` or ``delete``.
    """

    port: Plain
    vlanName: str
    direction: Plain
    entry: str
    action: Plain = ""
    profile: Plain = ""
    mirror: Plain = ""


class FlowKey(NamedTuple):
    """A CLEAR-Flow rule at an interface."""

    port: str
    vlanName: str
    direction: str
    rule: str


@table("flowSample", key=("port", "vlanName", "direction", "rule"), scope=Scope.LOCAL, refs={"vlanName": "vlan"})
class FlowSample(NamedTuple):
    """What the last evaluation of a CLEAR-Flow rule at an interface found.

    *counters*: of each expression.  *values*: what each came to, None for nothing yet.  *truths*: which were true.
    *trueCount*: how often the rule was true.  *at*: when it was evaluated, *since*: when it was triggered.
    """

    port: Plain
    vlanName: str
    direction: Plain
    rule: str
    counters: tuple[tuple[int, ...], ...] = ()
    values: tuple[float | None, ...] = ()
    truths: tuple[bool, ...] = ()
    trueCount: int = 0
    at: float = 0.0
    since: float = 0.0


@table("flowTriggered", key=("port", "vlanName", "direction", "rule"), scope=Scope.STATE, refs={"vlanName": "vlan"})
class FlowTriggered(NamedTuple):
    """A CLEAR-Flow rule that is triggered at an interface; a new master goes on with it."""

    port: Plain
    vlanName: str
    direction: Plain
    rule: str
