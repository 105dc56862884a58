"""The rows of PIM."""

from xos_cli.record import NamedTuple
from xos_cli.switch.tables import table


@table("pimGlobal")
class PimGlobal(NamedTuple):
    """The PIM settings: timers in seconds, thresholds in kbps; *regChkSum* 1 leaves the data out.

    evidence: capture 11.2, inferred
    """

    rpThreshold: int = 0
    regSuppressTimer: int = 60
    cbsrPrio: int = 0
    regActiveInterval: int = 0
    cbsrVlanName: str = ""
    regChkSum: int = 0
    crpAdvInterval: int = 60
    probeTimer: int = 5
    pimJoinPruneInterval: int = 60
    pimEnable: int = 0
    sptThreshold: int = 0


@table("pimInterface", key=("vlanName",), refs={"vlanName": "vlan"})
class PimInterface(NamedTuple):
    """A VLAN that PIM runs on.  evidence: inferred (where it is kept)"""

    vlanName: str
    sparse: int = 0
    passive: int = 0


@table("pimVlan", key=("vlanName",), refs={"vlanName": "vlan"})
class PimVlan(NamedTuple):
    """The timers of a VLAN in seconds, and the policy that says which of its neighbors are trusted.

    evidence: recalled (the time between two hellos)
    """

    vlanName: str = ""
    hello: int = 30
    joinPrune: int = 60
    trusted: str = ""


@table("pimStaticRp", key=("address",))
class PimStaticRp(NamedTuple):
    """A rendezvous point that was configured by hand: for the groups of a policy, or for all."""

    address: str = ""
    policy: str = ""
    priority: int = 0


@table("pimCandidateRp", key=("vlanName",), refs={"vlanName": "vlan"})
class PimCandidateRp(NamedTuple):
    """A VLAN whose address stands for election as rendezvous point: for the groups of a policy, or for all."""

    vlanName: str = ""
    policy: str = ""
    priority: int = 0
