"""The rows of SNMP, and what a switch has of them when it is new.

Names are kept in hexadecimal; each row says how many there are of its kind, and the rows stand in the order in which
SNMP walks them.  evidence: capture 11.2 (elements, fields, order), inferred from the MIB (``snmpTarget...``)
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

from xos_cli.processes.snmpMaster.keys import KEYS, coded, engine, engine_of, localized
from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Octets, Plain, Scope, table

if TYPE_CHECKING:
    from xos_cli.switch.chassis import Chassis

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
class Group(NamedTuple):
    """The group of a user under a security model."""

    vacmSecurityToGroupStatus: int
    numGroups: int
    vacmSecurityModel: Annotated[int, MODELS]
    vacmSecurityToGroupStorageType: Storage
    vacmGroupName: Octets
    vacmSecurityName: Octets


@table("vacmAccessEntryCLI", key=("vacmGroupName", "vacmAccessSecurityModel", "vacmAccessSecurityLevel"))
class Access(NamedTuple):
    """What a group may read and write, and is notified of."""

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
    """A part of the MIB that belongs to a view, or does not."""

    vacmViewTreeFamilyStorageType: Storage
    vacmViewTreeFamilyType: int
    vacmViewTreeFamilyStatus: int
    vacmViewTreeFamilyViewName: Octets
    numViews: int
    vacmViewTreeFamilySubtree: Plain
    vacmViewTreeFamilyMask: Octets


@table("snmpCommunityEntryCLI", key=("snmpCommunityIndex",))
class Community(NamedTuple):
    """A community, and the user it stands for."""

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


@table("snmpTargetParamsEntryCLI", key=("snmpTargetParamsName",))
class TargetParams(NamedTuple):
    """In whose name, and how, a target is notified."""

    snmpTargetParamsName: Octets
    snmpTargetParamsMPModel: Annotated[int, MESSAGES]
    snmpTargetParamsSecurityModel: Annotated[int, MODELS]
    snmpTargetParamsSecurityName: Octets
    snmpTargetParamsSecurityLevel: Annotated[int, LEVELS]
    snmpTargetParamsStorageType: Storage
    snmpTargetParamsRowStatus: int
    numTargetParams: int


@table("snmpEnableCLI")
class SnmpEnable(NamedTuple):
    """Whether SNMP answers, and whether it answers to communities."""

    snmpTrapsEnabled: int = 1
    snmpEnabled: int = 1
    snmpV1V2CEnabled: int = 1


@table("snmp_counters", scope=Scope.LOCAL)
class SnmpCounters(NamedTuple):
    """What an MSM has counted of SNMP since it started: nobody has asked it anything yet."""

    in_packets: int = 0
    out_packets: int = 0
    errors: int = 0
    auth_errors: int = 0
    gets: int = 0
    get_nexts: int = 0
    sets: int = 0
    drops: int = 0
    traps: int = 0


TABLES = (
    SnmpEngine,
    User,
    Group,
    Access,
    View,
    Community,
    Notify,
    TargetAddr,
    TargetParams,
    SnmpEnable,
    SnmpCounters,
)


class Kind(NamedTuple):
    """What a table of many rows is: the field with their number, that says how long a row is kept, and their order."""

    number: str
    storage: str
    order: Callable[[Any], Any]


def _sized(name: str) -> tuple[int, str]:
    """Return the place of a name in the order of SNMP: shorter names come first."""
    return len(name), name


def _numbers(oid: str) -> tuple[int, list[int]]:
    parts = [int(part) for part in oid.split(".") if part.isdecimal()]
    return len(parts), parts


KINDS: dict[type, Kind] = {
    User: Kind("numUsers", "usmUserStorageType", lambda row: _sized(row.usmUserName)),
    Group: Kind(
        "numGroups",
        "vacmSecurityToGroupStorageType",
        lambda row: (row.vacmSecurityModel, _sized(row.vacmSecurityName)),
    ),
    Access: Kind(
        "numAccess",
        "vacmAccessStorageType",
        lambda row: (_sized(row.vacmGroupName), row.vacmAccessSecurityModel, row.vacmAccessSecurityLevel),
    ),
    View: Kind(
        "numViews",
        "vacmViewTreeFamilyStorageType",
        lambda row: (_sized(row.vacmViewTreeFamilyViewName), _numbers(row.vacmViewTreeFamilySubtree)),
    ),
    Community: Kind("numCommunities", "snmpCommunityStorageType", lambda row: row.snmpCommunityIndex),
    Notify: Kind("numNotifys", "snmpNotifyStorageType", lambda row: row.snmpNotifyName),
    TargetAddr: Kind("numTargetAddrs", "snmpTargetAddrStorageType", lambda row: row.snmpTargetAddrName),
    TargetParams: Kind("numTargetParams", "snmpTargetParamsStorageType", lambda row: row.snmpTargetParamsName),
}


def arranged(rows: list[Any]) -> list[Any]:
    """Return the rows of one table in their order, each with their number."""
    if not rows:
        return []
    kind = KINDS[type(rows[0])]
    return [row._replace(**{kind.number: len(rows)}) for row in sorted(rows, key=kind.order)]


# -- a new switch ----------------------------------------------------------------------------------------------------


def default_users(engine_id: str) -> list[User]:
    """Return the users that every switch has, with keys for this engine."""
    return arranged([_default_user(name, engine_id) for name in ("initial", *KEYS)])


def _default_user(name: str, engine_id: str) -> User:
    kind = "sha" if "sha" in name else "md5" if name != "initial" else ""
    key = localized(KEYS[name], engine_id, kind) if kind else None
    private = name == "admin" or name.endswith("Priv")
    protocols = AUTHENTICATION[kind], key if private else None, PRIVACY["des" if private else ""], key
    return User(coded(name), PERMANENT, 0, *protocols, engine_id)


def group(name: str, user: str, model: int, storage: int = PERMANENT) -> Group:
    """Return the row of a user in a group."""
    return Group(1, 0, model, storage, coded(name), coded(user))


def access(
    name: str, model: int, level: int, read: str = "", write: str = "", notify: str = "", storage: int = PERMANENT
) -> Access:
    """Return the row of what a group may do."""
    views = coded(write), 0, coded(read), level, coded(notify)
    return Access(coded(name), "", storage, model, 1, *views, 1)


def view(name: str, subtree: str, kind: int = INCLUDED, mask: str = "", storage: int = PERMANENT) -> View:
    """Return the row of a part of a view."""
    return View(storage, kind, 1, coded(name), 0, subtree, mask)


def community(name: str, user: str, engine_id: str, storage: int = PERMANENT) -> Community:
    """Return the row of a community whose index is its name."""
    return Community(storage, coded(user), coded(name), coded(name), engine_id, 1, "", "", 0)


def notify(name: str, tag: str, storage: int = PERMANENT) -> Notify:
    """Return the row of those who are notified."""
    return Notify(coded(name), coded(tag), 0, 1, storage, 1)


USERS = ("initial", "initialmd5", "initialsha", "initialmd5Priv", "initialshaPriv")
_USER, _ADMIN, _NOTIFY = "defaultUserView", "defaultAdminView", "defaultNotifyView"
#: Parts of the MIB that no ordinary user sees: access control, communities, keys.
SECRET = ("1.3.6.1.6.3.16", "1.3.6.1.6.3.18", *(f"1.3.6.1.6.3.15.1.2.2.1.{n}" for n in (4, 6, 9)))


def factory_rows(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the users, groups, accesses, views and communities of a new switch."""
    number = engine_of(chassis.mac)
    engine_id = engine(number)
    groups = [group(name, name, model) for model in (1, 2) for name in (READ_ONLY, READ_WRITE)]
    groups += [group("admin", "admin", 3), *[group("initial", user, 3) for user in USERS]]
    accesses = [
        access("admin", 3, 3, _ADMIN, _ADMIN, _NOTIFY),
        access("initial", 3, 1, _USER, "", _NOTIFY),
        access("initial", 3, 2, _USER, _USER, _NOTIFY),
    ]
    for model in (1, 2):
        accesses.append(access(READ_ONLY, model, 1, _USER, "", _NOTIFY))
        accesses.append(access(READ_WRITE, model, 1, _USER, _USER, _NOTIFY))
        accesses.append(access(NOTIFY_GROUP, model, 1, "", "", _NOTIFY))
    views = [view(_USER, "1"), *[view(_USER, part, EXCLUDED) for part in SECRET], view(_ADMIN, "1"), view(_NOTIFY, "1")]
    communities = [community("private", READ_WRITE, engine_id), community("public", READ_ONLY, engine_id)]
    many = groups, accesses, views, communities, [notify(NOTIFY, NOTIFY)]
    rows = [row for rows in many for row in arranged(rows)]
    return [SnmpEngine(number), *default_users(engine_id), *rows, SnmpEnable()]
