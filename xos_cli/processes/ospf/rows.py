"""The rows of OSPF.  evidence: capture 11.2, but for the fields with a default of None, which are inferred"""

from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Flag, Plain, table

#: In MIB fields: 1 is on, 2 off.
ON, OFF = 1, 2
BACKBONE = "0.0.0.0"


@table("ospfGlobal")
class OspfGlobal(NamedTuple):
    """The OSPF settings of the router; times in seconds.

    *def_type*: 0, or the type of the default route.  What it exports are elements inside this one: see ``facts.Leak``.
    """

    ipOptionRA: Flag = 0
    metTabCost10M: int = 10
    opaqueExtEnable: int = 1
    ospfVersionNumber: int = 2
    ospfMulticastExtensions: int = 0
    def_cost: int = 0
    leakFilter: str = ""
    spfHoldTime: int = 3
    metTabCost100M: int = 5
    importPlcy: str = ""
    def_tag: int = 0
    ospfExtLsdbLimit: int = 0
    defRouteEnable: int = 0
    metTabCost1G: int = 4
    ospfTOSSupport: int = 2
    originateRouterId: int = 0
    ospfOperStatus: int = 1
    lsaBatchInterval: int = 30
    ospfExitOverflowInterval: int = 0
    ospfAdminStat: int = OFF
    always: int = 0
    ospfRouterIdAuto: int = 1
    def_type: int = 0
    ospfDemandExtensions: int = 2
    metTabCost10G: int = 2
    ospfRouterId: Plain | None = None
    restart: Plain | None = None
    restartInterval: int | None = None
    restartLsaCheck: int | None = None


@table("ospfArea", key=("ospfAreaId",))
class OspfArea(NamedTuple):
    """An area: *ospfAreaType* 0 normal, 1 stub, 2 NSSA; *ospfAreaSummary* 2 with routes of other areas, 1 without."""

    ospfAreaId: Plain
    ospfStubTOS: int = 0
    ospfSpfRuns: int = 0
    ospfStubMetric: int = 0
    ospfInterAreaFilter: str = ""
    ospfExternalRouteFilter: str = ""
    ospfAreaStatus: int = 1
    ospfAreaLsaCksumSum: int = 0
    ospfAreaType: int = 0
    ospfStubAreaId: Plain = BACKBONE
    ospfImportAsExtern: int = 1
    ospfStubStatus: int = 0
    ospfStubMetricType: int = 0
    ospfAreaBdrRtrCount: int = 0
    ospfEnabled: int = 0
    ospfTranslate: int = 0
    ospfAsBdrRtrCount: int = 0
    ospfRouterId: Plain = BACKBONE
    ospfAuthType: int = 0
    ospfAreaSummary: int = 2
    ospfAreaLsaCount: int = 0


@table("ospfStaticNeighbor", key=("vlanName", "address"), refs={"vlanName": "vlan"})
class OspfStaticNeighbor(NamedTuple):
    """A neighbour that was configured for a VLAN where hellos do not find it.  evidence: recalled"""

    vlanName: str = ""
    address: Plain = ""


@table("ospfAreaInterface", key=("ospfAreaId",), refs={"ospfAreaId": "ospf-area"})
class OspfAreaInterface(NamedTuple):
    """What was set for every VLAN of an area, those to come included; fields as those of a VLAN.  evidence: inferred"""

    ospfAreaId: Plain
    ospfIfTransitDelay: int = 1
    ospfIfRtrDeadInterval: int = 40
    ospfIfAuthKey: Plain = ""
    ospfIfAuthEncrypted: int = 1
    ospfIfRetransInterval: int = 5
    ospfIfRtrPriority: int = 0
    ospfIfMetricValue: int = 5
    ospfIfAuthType: int = 0
    ospfIfWaitInterval: int = 0
    ospfIfHelloInterval: int = 10
    ospfIfMetricStatus: int = 1
    ospfIfAuthKeyId: int | None = None
    restartHelper: Plain | None = None


@table("ospfInterface", key=("ospfIfName",), refs={"ospfIfName": "vlan"})
class OspfInterface(NamedTuple):
    """A VLAN: *ospfIfAdminStat* 1 runs OSPF; *ospfIfMetricStatus* 1 has the cost of the metric table.

    *ospfIfAuthType* 0 none, 1 a password, 2 an MD5 key, whose number is *ospfIfAuthKeyId*; *ospfIfLinkType* 0 auto,
    1 broadcast, 2 point-to-point.
    """

    ospfIfName: str
    ospfIfIpAddress: Plain = BACKBONE
    ospfIfTransitDelay: int = 1
    ospfIfRtrDeadInterval: int = 40
    ospfIfShutDownPriority: int = 1024
    ospfIfAuthKey: Plain = ""
    ospfIfPassive: int = OFF
    ospfIfLinkType: int = 0
    ospfIfAuthEncrypted: int = 1
    ospfIfRetransInterval: int = 5
    ospfIfMulticastForwarding: int = 1
    ospfIfNeighborIP: Plain = BACKBONE
    ospfIfWaitIntervalAuto: int = 0
    ospfIfRtrPriority: int = 0
    ospfIfType: int = 1
    ospfIfMetricValue: int = 5
    ospfIfAuthType: int = 0
    ospfIfStatus: int = 1
    ospfIfPollInterval: int = 120
    ospfIfMetricType: int = 1
    ospfAddressLessIf: int = 0
    ospfIfAdminStat: int = OFF
    ospfIfWaitInterval: int = 0
    ospfIfNeighborNum: int = 0
    ospfIfHelloInterval: int = 10
    ospfIfDemand: int = 2
    ospfIfAreaId: Plain = BACKBONE
    ospfIfMetricStatus: int = 1
    ospfIfAuthKeyId: int | None = None
    restartHelper: Plain | None = None


@table("ospfAreaAggregate", key=("ospfAreaId", "network", "lsdbType"), refs={"ospfAreaId": "ospf-area"})
class OspfAreaAggregate(NamedTuple):
    """An aggregate of an area: *lsdbType* 3 of its networks, 7 of its external ones.  evidence: inferred (the fields)

    *network* as ``10.0.0.0/8``; *advertise*: others are told of it; otherwise it hides its networks.
    """

    ospfAreaId: Plain
    network: Plain
    lsdbType: int = 3
    advertise: Flag = 1


@table("ospfAseSummary", key=("network",))
class OspfAseSummary(NamedTuple):
    """An aggregate of routes of other origins, *network* as ``10.0.0.0/8``.  evidence: inferred (the fields)"""

    network: Plain
    cost: int
    tag: int = 0


@table("ospfVirtualInterface", key=("ospfVirtIfNeighbor", "ospfAreaId"), refs={"ospfAreaId": "ospf-area"})
class OspfVirtualInterface(NamedTuple):
    """A virtual link to a router through an area; fields as those of a VLAN.  evidence: inferred (the fields)"""

    ospfVirtIfNeighbor: Plain
    ospfAreaId: Plain
    ospfIfRetransInterval: int = 5
    ospfIfTransitDelay: int = 1
    ospfIfHelloInterval: int = 10
    ospfIfRtrDeadInterval: int = 40
    ospfIfAuthType: int = 0
    ospfIfAuthKey: Plain = ""
    ospfIfAuthEncrypted: int = 1
    ospfIfAuthKeyId: int | None = None
    restartHelper: Plain | None = None

    @property
    def name(self) -> str:
        """Return what the link is called, in commands and among the interfaces of the machine."""
        return f"virtual-link {self.ospfVirtIfNeighbor} {self.ospfAreaId}"


@table("ospfTrapControlObj")
class OspfTrapControl(NamedTuple):
    """The traps of OSPF."""

    ospfPacketType: int = 1
    ospfPacketSrc: Plain = BACKBONE
    ospfConfigErrorType: int = 1
    ospfSetTrap: Plain = "00:00:00:00"
