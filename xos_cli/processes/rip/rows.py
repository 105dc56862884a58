"""The rows of RIP."""

from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Flag, table

#: The origins of routes: as commands call them, and as rows do, in the order of the file.
ORIGIN_NAMES = {
    "direct": "Direct",
    "static": "Static",
    "ospf-intra": "OSPFIntra",
    "ospf-inter": "OSPFInter",
    "ospf-extern1": "OSPFExt1",
    "ospf-extern2": "OSPFExt2",
    "e-bgp": "E-BGP",
    "i-bgp": "I-BGP",
}


#: The type of a default route that is told of even where there is none.
ALWAYS = 2


@table("rip2Conf")
class Rip2Conf(NamedTuple):
    """The RIP settings, timers in seconds; *rip2OriginateDefaultType* 0 no, 1 yes, 2 always.

    evidence: capture 11.2, inferred (1 and 2)
    """

    rip2VrId: str = ""
    rip2TriggeredUpdtStatus: Flag = 1
    rip2AggregationStatus: Flag = 0
    rip2OperStatusCause: int = 0
    rip2OperStatus: int = 0
    rip2GarbageTimeInterval: int = 120
    rip2RouteTimeoutInterval: int = 180
    rip2AdminStatus: Flag = 0
    rip2OriginateDefaultTag: int = 0
    rip2OriginateDefaultMetric: int = 0
    rip2OriginateDefaultType: int = 0
    rip2UpdateTimeInterval: int = 30
    rip2SysImportPolicyState: int = 0
    rip2SysImportPolicyName: str = ""
    rip2IPRouterAlertStatus: Flag = 1
    rip2PoisonReverseStatus: Flag = 1
    rip2SplitHorizonStatus: Flag = 1


@table("rip2ExportConf", key=("rip2ExportProtoName",))
class Rip2ExportConf(NamedTuple):
    """Whether RIP exports the routes of one origin.  evidence: capture 11.2, inferred (the policy)"""

    rip2ExportProtoName: str
    rip2ExportShutDownPriority: int = 2048
    rip2ExportOperStatus: int = 0
    rip2ExportTag: int = 0
    rip2ExportAdminStatus: int = 0
    rip2ExportOperStatusCause: int = 0
    rip2ExportMetric: int = 0
    rip2ExportPolicyName: str | None = None


@table("rip2IfConf", key=("vlanName",), refs={"vlanName": "vlan"})
class Rip2IfConf(NamedTuple):
    """A VLAN that RIP runs on.  evidence: inferred (where it is kept)"""

    vlanName: str
    cost: int = 1
    rxmode: str = "any"
    txmode: str = "v2only"
    trustedGateway: str = "none"
    inPolicy: str = "none"
    outPolicy: str = "none"


#: The habits that can be turned on and off, in the order of the lines.
HABITS = {
    "use-ip-router-alert": "rip2IPRouterAlertStatus",
    "aggregation": "rip2AggregationStatus",
    "poisonreverse": "rip2PoisonReverseStatus",
    "splithorizon": "rip2SplitHorizonStatus",
    "triggerupdates": "rip2TriggeredUpdtStatus",
}
