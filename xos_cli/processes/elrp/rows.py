"""The rows of ELRP.

evidence: capture 11.2 (the first), inferred (what was counted)
"""

from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Plain, Scope, table


@table("elrpGlobalCfg")
class ElrpGlobal(NamedTuple):
    """The client: sessions there are, packets sent and received (as they were when it was saved)."""

    elrpClients: int = 0
    txpkts: int = 0
    rxpkts: int = 0
    enable: int = 0


@table("elrpPeriodic", key=("vlanName",), refs={"vlanName": "vlan"})
class ElrpPeriodic(NamedTuple):
    """A VLAN that is searched all the time: at which *ports* (``all``, or a list), every so many seconds.

    *action* says what a loop does: ``log``, ``trap`` or ``log-and-trap``.  evidence: inferred (where it is kept)
    """

    vlanName: str
    ports: Plain = "all"
    interval: int = 1
    action: str = "log"


@table("elrp_loop", key=("vlan_name", "ingress", "egress"), scope=Scope.LOCAL, refs={"vlan_name": "vlan"})
class ElrpLoop(NamedTuple):
    """A loop that was found: a packet that left by port *egress* came back at *ingress*; when first."""

    vlan_name: str
    ingress: str
    egress: str
    since: float
