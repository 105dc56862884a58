"""The rows of ESRP.

evidence: capture 11.2 (the row of the whole switch), inferred (all others)
"""

from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Plain, Scope, table

STANDARD, EXTENDED = 1, 2

#: The election policies that a domain has by default.  evidence: guide 11.3 p.465-466
EXTENDED_POLICY = "sticky > ports > weight > track > priority > mac"
STANDARD_POLICY = "ports > track > priority > mac"
#: What stands in the row of a domain that follows the default of the mode; earlier versions saved it so.  A policy of
#: its own is kept without blanks.
DEFAULT_POLICY = "ports > track > priority > mac"
#: Kinds of what a domain tracks.
VLAN, ROUTE, HOST, ENVIRONMENT = "vlan", "iproute", "ping", "environment"
#: The weight of a port that follows its speed.
AUTO = -1


@table("esrpCreateGlobalCfg")
class EsrpGlobal(NamedTuple):
    """The ESRP mode of the switch: *version* 1 is standard, 2 extended."""

    enableEsrp: int = 1
    enableAutoDomains: int = 0
    enablePortTlv: int = 0
    version: int = EXTENDED


@table("esrpDomain", key=("name",))
class EsrpDomain(NamedTuple):
    """A group of VLANs with one master: *domainId* 0 is the tag of its master VLAN.

    Times are in seconds; *postmaster* has no effect, because nothing is known of it.  ELRP: *premasterPolls* packets
    before it is master, *masterPoll* seconds between two while it is; 0 is off; *pollPorts* "" are all ports of the
    master VLAN.
    """

    name: str
    enable: int = 0
    domainId: int = 0
    group: int = 0
    priority: int = 0
    hello: int = 2
    policy: str = DEFAULT_POLICY
    neighbor: int = 8
    neutral: int = 4
    premaster: int = 8
    restart: int = 30
    premasterPolls: int = 0
    premasterInterval: int = 1
    masterPoll: int = 0
    pollPorts: str = ""
    postmaster: int = 0


@table("esrpVlan", key=("domain", "vlanName"), refs={"domain": "esrp", "vlanName": "vlan"})
class EsrpVlan(NamedTuple):
    """A VLAN of a domain: its master (*master* 1) or a member."""

    domain: str
    vlanName: str
    master: int = 0


@table("esrpTrack", key=("domain", "kind", "what"), refs={"domain": "esrp"})
class EsrpTrack(NamedTuple):
    """What a domain tracks; of the ``environment`` *failover* is the priority that a failure leaves."""

    domain: str
    kind: Plain
    what: str = ""
    frequency: int = 0
    miss: int = 0
    failover: int = 0


@table("esrpPort", key=("slot", "port"))
class EsrpPort(NamedTuple):
    """A port that is a host port, or has a weight of its own; with weight 0 it does not count."""

    slot: int
    port: int
    host: int = 0
    weight: int = AUTO


@table("esrpRestart", key=("domain",), refs={"domain": "esrp"})
class EsrpRestart(NamedTuple):
    """The ports whose link falls for a moment when the domain becomes slave."""

    domain: str
    ports: str


@table("esrp_state", key=("domain",), scope=Scope.STATE, refs={"domain": "esrp"})
class EsrpState(NamedTuple):
    """A domain that runs: its state, *since* when, and whether it runs in standard mode."""

    domain: str
    state: Plain
    sticky: int
    standard: int
    since: float


@table("esrp_neighbor", key=("domain", "mac"), scope=Scope.STATE, refs={"domain": "esrp"})
class EsrpNeighbor(NamedTuple):
    """Another switch in a domain, and its election factors."""

    domain: str
    mac: int
    state: Plain
    sticky: int
    ports: int
    weight: int
    track: int
    priority: int


@table("esrp_aware", key=("vlanName", "group"), scope=Scope.LOCAL, refs={"vlanName": "vlan"})
class EsrpAware(NamedTuple):
    """A group that this switch is only aware of: its master, known *since* when."""

    vlanName: str
    group: int
    domainId: int
    master: int
    since: float
