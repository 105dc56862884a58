"""Build rows of SNMP from names, and number and order the rows of a table.

Each row says how many there are of its kind, and the rows stand in the order in which SNMP walks them.
evidence: capture 11.2 (order)
"""

from collections.abc import Callable
from typing import Any

from xos_cli.processes.snmpMaster.keys import coded
from xos_cli.processes.snmpMaster.rows import (
    INCLUDED,
    PERMANENT,
    Community,
    Filter,
    FilterProfile,
    Notify,
    SnmpAccess,
    SnmpGroup,
    TargetAddr,
    TargetParams,
    User,
    View,
)
from xos_cli.record import NamedTuple


class RowOrder(NamedTuple):
    """How the rows of a table are kept: the fields *number* and *storage*, and the key by which rows are sorted."""

    number: str
    storage: str
    order: Callable[[Any], Any]


def _sized(name: str) -> tuple[int, str]:
    """Return the place of a name in the order of SNMP: shorter names come first."""
    return len(name), name


def _numbers(oid: str) -> tuple[int, list[int]]:
    parts = [int(part) for part in oid.split(".") if part.isdecimal()]
    return len(parts), parts


KINDS: dict[type, RowOrder] = {
    User: RowOrder("numUsers", "usmUserStorageType", lambda row: _sized(row.usmUserName)),
    SnmpGroup: RowOrder(
        "numGroups",
        "vacmSecurityToGroupStorageType",
        lambda row: (row.vacmSecurityModel, _sized(row.vacmSecurityName)),
    ),
    SnmpAccess: RowOrder(
        "numAccess",
        "vacmAccessStorageType",
        lambda row: (_sized(row.vacmGroupName), row.vacmAccessSecurityModel, row.vacmAccessSecurityLevel),
    ),
    View: RowOrder(
        "numViews",
        "vacmViewTreeFamilyStorageType",
        lambda row: (_sized(row.vacmViewTreeFamilyViewName), _numbers(row.vacmViewTreeFamilySubtree)),
    ),
    Community: RowOrder("numCommunities", "snmpCommunityStorageType", lambda row: row.snmpCommunityIndex),
    Notify: RowOrder("numNotifys", "snmpNotifyStorageType", lambda row: row.snmpNotifyName),
    TargetAddr: RowOrder("numTargetAddrs", "snmpTargetAddrStorageType", lambda row: row.snmpTargetAddrName),
    TargetParams: RowOrder("numTargetParams", "snmpTargetParamsStorageType", lambda row: row.snmpTargetParamsName),
    FilterProfile: RowOrder(
        "numFilterProfiles", "snmpNotifyFilterProfileStorType", lambda row: row.snmpTargetParamsName
    ),
    Filter: RowOrder(
        "numFilters",
        "snmpNotifyFilterStorageType",
        lambda row: (_sized(row.snmpNotifyFilterProfileName), _numbers(row.snmpNotifyFilterSubtree)),
    ),
}


def arranged(rows: list[Any]) -> list[Any]:
    """Return the rows of one table in their order, each with their number."""
    if not rows:
        return []
    kind = KINDS[type(rows[0])]
    return [row._replace(**{kind.number: len(rows)}) for row in sorted(rows, key=kind.order)]


def group(name: str, user: str, model: int, storage: int = PERMANENT) -> SnmpGroup:
    """Return the row of a user in a group."""
    return SnmpGroup(1, 0, model, storage, coded(name), coded(user))


def access(
    name: str, model: int, level: int, read: str = "", write: str = "", notify: str = "", storage: int = PERMANENT
) -> SnmpAccess:
    """Return the row of what a group may do."""
    views = coded(write), 0, coded(read), level, coded(notify)
    return SnmpAccess(coded(name), "", storage, model, 1, *views, 1)


def view(name: str, subtree: str, kind: int = INCLUDED, mask: str = "", storage: int = PERMANENT) -> View:
    """Return the row of a part of a view."""
    return View(storage, kind, 1, coded(name), 0, subtree, mask)


def community(name: str, user: str, engine_id: str, storage: int = PERMANENT) -> Community:
    """Return the row of a community whose index is its name."""
    return Community(storage, coded(user), coded(name), coded(name), engine_id, 1, "", "", 0)


def notify(name: str, tag: str, storage: int = PERMANENT) -> Notify:
    """Return the row of those who are notified."""
    return Notify(coded(name), coded(tag), 0, 1, storage, 1)
