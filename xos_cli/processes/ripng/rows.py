"""The rows of RIPng."""

from xos_cli.record import NamedTuple
from xos_cli.switch.tables import table


@table("ripngGlobal")
class RipngGlobal(NamedTuple):
    """The RIPng settings, timers in seconds; *ripngOriginateDefaultType* 0 no, 1 yes, 2 always.

    evidence: capture 11.2, inferred (1 and 2)
    """

    ripngOperStatusCause: int = 0
    ripngOperStatus: int = 0
    ripngOriginateDefaultTag: int = 0
    ripngUpdateTimeInterval: int = 30
    ripngRouteTimeoutInterval: int = 180
    ripngAggregationStatus: int = 0
    ripngSysImportPolicyName: str = ""
    ripngHoldDownTimeInterval: int = 0
    ripngOriginateDefaultType: int = 0
    ripngSysImportPolicyState: int = 0
    ripngAdminStatus: int = 0
    ripngGarbageTimeInterval: int = 120
    ripngOriginateDefaultMetric: int = 0
    ripngTotalAggregPfix: int = 0


@table("ripngExportConf", key=("ripngExportProtoName",))
class RipngExportConf(NamedTuple):
    """Whether RIPng exports the routes of one origin.  evidence: capture 11.2"""

    ripngExportProtoName: str
    ripngExportMetric: int = 0
    ripngExportPolicyName: str = "none"
    ripngExportShutDownPriority: int = 0
    ripngExportTag: int = 0
    ripngExportOperStatus: int = 0
    ripngExportOperStatusCause: int = 0
    ripngExportAdminStatus: int = 0


INTERFACE = {"vlanName": "vlan", "tunnelName": "tunnel"}
#: A setting that was not made: the switch's own choice, or what holds for all interfaces.
UNSET = -1


@table("ripngMember", key=("vlanName", "tunnelName"), refs=INTERFACE)
class RipngMember(NamedTuple):
    """A VLAN or a tunnel that RIPng runs on.  evidence: inferred (where it is kept)"""

    vlanName: str = ""
    tunnelName: str = ""


@table("ripngInterface", key=("vlanName", "tunnelName"), refs=INTERFACE)
class RipngInterface(NamedTuple):
    """The settings of a VLAN, of a tunnel, or, where neither is named, of all.  evidence: inferred"""

    vlanName: str = ""
    tunnelName: str = ""
    poisonReverse: int = UNSET
    splitHorizon: int = UNSET
    triggerUpdates: int = UNSET
    cost: int = 1
    policyIn: str = ""
    policyOut: str = ""
    trusted: str = ""


#: The origins as commands call them, in the order of the file.
ORIGINS = {
    "direct": "Direct",
    "static": "Static",
    "ospfv3-intra": "Ospfv3-intra",
    "ospfv3-inter": "Ospfv3-inter",
    "ospfv3-extern1": "Ospfv3-extern1",
    "ospfv3-extern2": "Ospfv3-extern2",
}
