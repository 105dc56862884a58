"""Return the users, groups, views and communities of a new switch.

evidence: capture 11.2
"""

from typing import TYPE_CHECKING, Any

from xos_cli.processes.snmpMaster.build import access, arranged, community, group, notify, view
from xos_cli.processes.snmpMaster.keys import KEYS, coded, engine, engine_of, localized
from xos_cli.processes.snmpMaster.rows import (
    AUTHENTICATION,
    EXCLUDED,
    NOTIFY,
    NOTIFY_GROUP,
    PERMANENT,
    PRIVACY,
    READ_ONLY,
    READ_WRITE,
    SnmpEnable,
    SnmpEngine,
    User,
)

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


USERS = ("initial", "initialmd5", "initialsha", "initialmd5Priv", "initialshaPriv")
DEFAULT_VIEWS = "defaultUserView", "defaultAdminView", "defaultNotifyView"
_USER, _ADMIN, _NOTIFY = DEFAULT_VIEWS
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


def default_users(engine_id: str) -> list[User]:
    """Return the users that every switch has, with keys for this engine."""
    return arranged([_default_user(name, engine_id) for name in ("initial", *KEYS)])


def _default_user(name: str, engine_id: str) -> User:
    kind = "sha" if "sha" in name else "md5" if name != "initial" else ""
    key = localized(KEYS[name], engine_id, kind) if kind else None
    private = name == "admin" or name.endswith("Priv")
    protocols = AUTHENTICATION[kind], key if private else None, PRIVACY["des" if private else ""], key
    return User(coded(name), PERMANENT, 0, *protocols, engine_id)
