"""The rows of ELRP.

evidence: capture 11.2 (the first), inferred (what was counted)
"""

from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Scope, table


@table("elrpGlobalCfg")
class ElrpGlobal(NamedTuple):
    """The client: sessions there are, packets sent and received (as they were when it was saved)."""

    elrpClients: int = 0
    txpkts: int = 0
    rxpkts: int = 0
    enable: int = 0


@table("elrp_loop", key=("vlan_name", "ingress", "egress"), scope=Scope.LOCAL, refs={"vlan_name": "vlan"})
class ElrpLoop(NamedTuple):
    """A loop that was found: a packet that left by port *egress* came back at *ingress*; when first."""

    vlan_name: str
    ingress: str
    egress: str
    since: float
