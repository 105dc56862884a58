"""The rows of SNMP.

Names are kept in hexadecimal.  evidence: capture 11.2 (elements, fields), inferred from the MIB (``snmpTarget...``)
"""

from typing import Annotated

from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Flag, Octets, Plain, Scope, table

#: How long a row is kept: not over a reboot, until it is deleted, for ever.
VOLATILE, NONVOLATILE, PERMANENT = 2, 3, 4
Storage = Annotated[int, (VOLATILE, NONVOLATILE, PERMANENT)]
#: Security models and levels by their numbers.
MODELS = {1: "snmpv1", 2: "snmpv2c", 3: "usm"}
LEVELS = {1: "noauth", 2: "authnopriv", 3: "authpriv"}
#: The kinds of messages to a target.
MESSAGES = {0: "snmpv1", 1: "snmpv2c", 3: "snmpv3"}
#: Protocols: without, MD5, SHA; without, DES.
_PROTOCOL = "1.3.6.1.6.3.10.1."
AUTHENTICATION = {"": f"{_PROTOCOL}1.1", "md5": f"{_PROTOCOL}1.2", "sha": f"{_PROTOCOL}1.3"}
PRIVACY = {"": f"{_PROTOCOL}2.1", "des": f"{_PROTOCOL}2.2"}
INCLUDED, EXCLUDED = 1, 2
#: Whom a community lets do what, and the tag of everyone who is notified.
READ_ONLY, READ_WRITE, NOTIFY = "v1v2c_ro", "v1v2c_rw", "defaultNotify"
NOTIFY_GROUP = "v1v2cNotifyGroup"


@table("snmpEngineCLI")
class SnmpEngine(NamedTuple):
    """`configure snmpv3 engine-id`: the part behind the vendor's number."""

    snmpEngineID: Plain


@table("usmUserEntryCLI", key=("usmUserName",))
class User(NamedTuple):
    """A user; the secrets are keys for this engine."""

    usmUserName: Octets
    usmUserStorageType: Storage
    numUsers: int
    usmUserAuthProtocol: Plain
    priv_secret: Plain | None = None
    usmUserPrivProtocol: Plain = PRIVACY[""]
    auth_secret: Plain | None = None
    usmUserEngineID: Octets = ""


@table("vacmSecurityToGroupEntryCLI", key=("vacmSecurityModel", "vacmSecurityName"))
class SnmpGroup(NamedTuple):
    """The group of a user under a security model."""

    vacmSecurityToGroupStatus: int
    numGroups: int
    vacmSecurityModel: Annotated[int, MODELS]
    vacmSecurityToGroupStorageType: Storage
    vacmGroupName: Octets
    vacmSecurityName: Octets


@table("vacmAccessEntryCLI", key=("vacmGroupName", "vacmAccessSecurityModel", "vacmAccessSecurityLevel"))
class SnmpAccess(NamedTuple):
    """The views that a group may read, write and be notified of."""

    vacmGroupName: Octets
    vacmAccessContextPrefix: Octets
    vacmAccessStorageType: Storage
    vacmAccessSecurityModel: Annotated[int, MODELS]
    vacmAccessContextMatch: int
    vacmAccessWriteViewName: Octets
    numAccess: int
    vacmAccessReadViewName: Octets
    vacmAccessSecurityLevel: Annotated[int, LEVELS]
    vacmAccessNotifyViewName: Octets
    vacmAccessStatus: int


@table("vacmViewTreeFamilyEntryCLI", key=("vacmViewTreeFamilyViewName", "vacmViewTreeFamilySubtree"))
class View(NamedTuple):
    """A subtree of the MIB that a view includes or excludes."""

    vacmViewTreeFamilyStorageType: Storage
    vacmViewTreeFamilyType: int
    vacmViewTreeFamilyStatus: int
    vacmViewTreeFamilyViewName: Octets
    numViews: int
    vacmViewTreeFamilySubtree: Plain
    vacmViewTreeFamilyMask: Octets


@table("snmpCommunityEntryCLI", key=("snmpCommunityIndex",))
class Community(NamedTuple):
    """A community, and its user."""

    snmpCommunityStorageType: Storage
    snmpCommunitySecurityName: Octets
    snmpCommunityIndex: Octets
    snmpCommunityName: Octets
    snmpCommunityContextEngineID: Plain
    snmpCommunityStatus: int
    snmpCommunityContextName: Plain
    snmpCommunityTransportTag: Octets
    numCommunities: int


@table("snmpNotifyEntryCLI", key=("snmpNotifyName",))
class Notify(NamedTuple):
    """Whom to notify: every target with this tag."""

    snmpNotifyName: Octets
    snmpNotifyTag: Octets
    numNotifys: int
    snmpNotifyType: int
    snmpNotifyStorageType: Storage
    snmpNotifyRowStatus: int


@table("snmpTargetAddrEntryCLI", key=("snmpTargetAddrName",))
class TargetAddr(NamedTuple):
    """A target of notifications: *snmpTargetAddrFrom* is the address they come from, "" for any."""

    snmpTargetAddrName: Octets
    snmpTargetAddrAddress: Plain
    snmpTargetAddrPort: int
    snmpTargetAddrTagList: Octets
    snmpTargetAddrParams: Octets
    snmpTargetAddrFrom: Plain
    snmpTargetAddrStorageType: Storage
    snmpTargetAddrRowStatus: int
    numTargetAddrs: int
    snmpTargetAddrMask: str | None = None  # evidence: guide 11.1 p.64 (that there is one), inferred (where it is kept)


@table("snmpTargetParamsEntryCLI", key=("snmpTargetParamsName",))
class TargetParams(NamedTuple):
    """The user, the security level and the message format with which a target is notified."""

    snmpTargetParamsName: Octets
    snmpTargetParamsMPModel: Annotated[int, MESSAGES]
    snmpTargetParamsSecurityModel: Annotated[int, MODELS]
    snmpTargetParamsSecurityName: Octets
    snmpTargetParamsSecurityLevel: Annotated[int, LEVELS]
    snmpTargetParamsStorageType: Storage
    snmpTargetParamsRowStatus: int
    numTargetParams: int


@table("snmpNotifyFilterProfileEntryCLI", key=("snmpTargetParamsName",))
class FilterProfile(NamedTuple):
    """The profile of filters of a target's parameters.  evidence: RFC 3413 6 (one for each)"""

    snmpTargetParamsName: Octets
    snmpNotifyFilterProfileName: Octets
    snmpNotifyFilterProfileStorType: Storage
    snmpNotifyFilterProfileRowStatus: int = 1
    numFilterProfiles: int = 0


@table("snmpNotifyFilterEntryCLI", key=("snmpNotifyFilterProfileName", "snmpNotifyFilterSubtree"))
class Filter(NamedTuple):
    """A subtree of notifications and objects that a profile lets through or holds back."""

    snmpNotifyFilterProfileName: Octets
    snmpNotifyFilterSubtree: Plain
    snmpNotifyFilterMask: Octets
    snmpNotifyFilterType: int
    snmpNotifyFilterStorageType: Storage
    snmpNotifyFilterRowStatus: int = 1
    numFilters: int = 0


@table("extremeTargetAddrExtEntryCLI", key=("snmpTargetAddrName",))
class TargetAddrExtension(NamedTuple):
    """The mode of a target's traps, where it was given.  evidence: the vendor's MIB, inferred (where it is kept)"""

    snmpTargetAddrName: Octets
    standardMode: Flag = 0


@table("snmpEnableCLI")
class SnmpEnable(NamedTuple):
    """Whether SNMP, its traps, and SNMPv1 and v2c are enabled, and the policy that says who may ask."""

    snmpTrapsEnabled: int = 1
    snmpEnabled: int = 1
    snmpV1V2CEnabled: int = 1
    snmpAccessProfile: str | None = None  # evidence: inferred (where it is kept)


@table("snmp_counters", scope=Scope.LOCAL)
class SnmpCounters(NamedTuple):
    """The SNMP counters of an MSM since it started, as `show management` and the MIB have them.

    *auth_errors*: wrong communities; *bad_uses*: what a community may not do; those from *unknown_models* on are
    counters of SNMPv3.  *salts* and *notifications*: how many were used.
    """

    in_packets: int = 0
    out_packets: int = 0
    errors: int = 0
    auth_errors: int = 0
    gets: int = 0
    get_nexts: int = 0
    sets: int = 0
    drops: int = 0
    traps: int = 0
    bad_versions: int = 0
    bad_uses: int = 0
    parse_errors: int = 0
    unknown_models: int = 0
    invalid_messages: int = 0
    unknown_handlers: int = 0
    unsupported_levels: int = 0
    not_in_time: int = 0
    unknown_users: int = 0
    unknown_engines: int = 0
    wrong_digests: int = 0
    decryption_errors: int = 0
    salts: int = 0
    notifications: int = 0


@table("snmp_engine_time", scope=Scope.STATE)
class SnmpEngineTime(NamedTuple):
    """How often the engine started, and when it did last, in virtual seconds: a new master starts it anew."""

    boots: int
    since: float


@table("msm_failover", scope=Scope.LOCAL)
class MsmFailover(NamedTuple):
    """Why this MSM became master, as the vendor's MIB numbers it: 1 is at the start of the switch."""

    cause: int = 1


@table("snmpSilentPort", key=("slot", "port"))
class SilentPort(NamedTuple):
    """A port of whose link no target is told.  evidence: inferred (where it is kept)"""

    slot: int
    port: int


TABLES = (
    SnmpEngine,
    User,
    SnmpGroup,
    SnmpAccess,
    View,
    Community,
    Notify,
    TargetAddr,
    TargetParams,
    FilterProfile,
    Filter,
    TargetAddrExtension,
    SnmpEnable,
    SilentPort,
    SnmpEngineTime,
    SnmpCounters,
    MsmFailover,
)
