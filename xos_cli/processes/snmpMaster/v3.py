"""`configure snmpv3`: users, groups, access, views, communities, whom to notify.

evidence: capture 11.2 (`add` as `show configuration` writes it), recalled (the other options, `delete`), inferred (the
refusals)
"""

from typing import Any

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.snmpMaster.build import KINDS, arranged
from xos_cli.processes.snmpMaster.factory import default_users
from xos_cli.processes.snmpMaster.keys import coded, decoded, engine, key_of_password, localized
from xos_cli.processes.snmpMaster.rows import (
    AUTHENTICATION,
    EXCLUDED,
    INCLUDED,
    MODELS,
    NONVOLATILE,
    PERMANENT,
    PRIVACY,
    VOLATILE,
    Community,
    Notify,
    SnmpAccess,
    SnmpEngine,
    SnmpGroup,
    TargetAddr,
    TargetAddrExtension,
    TargetParams,
    User,
    View,
)
from xos_cli.processes.snmpMaster.valid import (
    check_code,
    subtree_of,
    valid_configure_snmpv3_add_user,
    valid_configure_snmpv3_engine_id,
)
from xos_cli.switch.tables import key_of

Given = dict[str, Any]


def put(call: Call, row: Any) -> None:
    """Put a row into its table; a row that was permanent stays permanent."""
    table = type(row)
    others: list[Any] = call.rows(table)
    field = KINDS[table].storage
    before: Any = next((other for other in others if key_of(other) == key_of(row)), None)
    if before is not None and getattr(before, field) == PERMANENT:
        row = row._replace(**{field: PERMANENT})
    _keep(call, table, [other for other in others if other is not before] + [row])


def take(call: Call, table: type, gone: list[Any]) -> None:
    """Delete rows of a table, and renumber the rest."""
    rows: list[Any] = call.rows(table)
    _keep(call, table, [row for row in rows if row not in gone])


def _keep(call: Call, table: type, rows: list[Any]) -> None:
    """Replace the rows of a table by these, numbered in their order."""
    wanted = arranged(rows)
    now: list[Any] = call.rows(table)
    if wanted != now:
        for row in now:
            call.drop(row)
        for row in wanted:
            call.put(row)


def engine_id(call: Call) -> str:
    """Return the whole engine ID of this switch."""
    return engine(call.one(SnmpEngine).snmpEngineID)


def name(given: Given, what: str, *others: str) -> str:
    """Return a name of the command in hexadecimal however it was typed, "" if it was not."""
    for word in (what, *others):
        if given.get(word) == "":
            raise Refusal(f"Error: The {word.replace('_', ' ')} cannot be empty.")  # evidence: inferred (the words)
        if isinstance(given.get(word), str):  # it is True where only the keyword of the name was typed
            return coded(given[word])
    code = given.get(f"hex_{what}", "")
    check_code(code)
    return str(code).lower()


def storage(given: Given) -> int:
    """Return how long a row is kept."""
    return VOLATILE if given.get("volatile") else NONVOLATILE


def _model(given: Given, default: int = 3) -> int:
    return next((number for number, word in MODELS.items() if given.get(word)), default)


def _level(given: Given) -> int:
    return 3 if given.get("priv") or given.get("authpriv") else 2 if given.get("authnopriv") else 1


# -- add -------------------------------------------------------------------------------------------------------------


def configure_snmpv3_engine_id(call: Call, hex_engine_id: str) -> None:
    """Set the engine ID. Keys hold for one engine: users that were added go, and the others get new keys."""
    valid_configure_snmpv3_engine_id(call.chassis, hex_engine_id)
    number = hex_engine_id.lower()
    if number != call.one(SnmpEngine).snmpEngineID:
        call.put(SnmpEngine(number))
        _keep(call, User, list(default_users(engine(number))))
        rows = [row._replace(snmpCommunityContextEngineID=engine(number)) for row in call.rows(Community)]
        _keep(call, Community, rows)


def configure_snmpv3_add_user(call: Call, **given: Any) -> None:
    """Add a user. Passwords are made into keys; *hex* ones are keys already."""
    valid_configure_snmpv3_add_user(call.chassis, **given)
    kind = "md5" if given.get("md5") else "sha" if given.get("sha") else ""
    auth = _key(call, given, "auth_password", kind)
    private = _key(call, given, "priv_password", kind)
    protocols = AUTHENTICATION[kind], private, PRIVACY["des" if private else ""], auth
    put(call, User(name(given, "user_name"), storage(given), 0, *protocols, engine_id(call)))


def _key(call: Call, given: Given, what: str, kind: str) -> str | None:
    if what in given:
        return localized(key_of_password(given[what], kind), engine_id(call), kind)
    code = given.get(f"hex_{what}", "")
    check_code(code)
    return code.lower() or None


def configure_snmpv3_add_group_user(call: Call, **given: Any) -> None:
    """Put a user into a group; there is one group under each security model."""
    put(call, SnmpGroup(1, 0, _model(given), storage(given), name(given, "group_name"), name(given, "user_name")))


def configure_snmpv3_add_access(call: Call, **given: Any) -> None:
    """Set what a group may read and write, and is notified of."""
    read, write, notify = (name(given, view) for view in ("read_view", "write_view", "notify_view"))
    key = name(given, "group_name"), "", storage(given), _model(given), 1
    put(call, SnmpAccess(*key, write, 0, read, _level(given), notify, 1))


def configure_snmpv3_add_mib_view_subtree(call: Call, oid: str, **given: Any) -> None:
    """Add a part of the MIB to a view, *oid* with a mask behind a slash where needed."""
    subtree, mask = subtree_of(oid)
    kind = EXCLUDED if given.get("excluded") else INCLUDED
    put(call, View(storage(given), kind, 1, name(given, "view_name"), 0, subtree, mask))


def configure_snmpv3_add_community_name_user(call: Call, **given: Any) -> None:
    """Add a community that stands for a user of v1 and v2c."""
    names = name(given, "user_name"), name(given, "index", "community_index"), name(given, "community_name")
    tag = name(given, "tag", "transport_tag")
    put(call, Community(storage(given), *names, engine_id(call), 1, "", tag, 0))


def configure_snmpv3_add_notify_tag(call: Call, **given: Any) -> None:
    """Add an entry that notifies every target with this tag."""
    put(call, Notify(name(given, "notify_name"), name(given, "tag", "notify_tag"), 0, 1, storage(given), 1))


def configure_snmpv3_add_target_addr_param_ipaddress(call: Call, ipaddress: object, **given: Any) -> None:
    """Add an address that notifications are sent to."""
    names = name(given, "addr_name"), str(ipaddress), given.get("udp_port", 162)
    more = name(given, "tag", "tag_list"), name(given, "param_name"), str(given.get("src_ipaddress", ""))
    mask = str(given["netmask"]) if "netmask" in given else None
    put(call, TargetAddr(*names, *more, storage(given), 1, 0, mask))


def configure_snmpv3_add_target_params_user_mp_model_sec_model(call: Call, **given: Any) -> None:
    """Set in whose name, and how, a target is notified. The meaning of a keyword depends on the one before it."""
    words = call.words
    message = words[words.index("mp-model") + 1]
    model = words[words.index("sec-model") + 1]
    numbers = {"snmpv1": 0, "snmpv2c": 1, "snmpv3": 3}
    models = {word: number for number, word in MODELS.items()}
    key = name(given, "param_name"), numbers[message], models[model], name(given, "user_name")
    put(call, TargetParams(*key, _level(given), storage(given), 1, 0))


# -- delete ----------------------------------------------------------------------------------------------------------


def delete(call: Call, table: type, what: str, fits: Any, given: Given, among: Any = bool) -> None:
    """Delete the rows that fit, or all *among* some that were added; those that every switch has stay."""
    field = KINDS[table].storage
    rows: list[Any] = call.rows(table)
    if given.get("all_non_defaults"):
        gone = [row for row in rows if getattr(row, field) != PERMANENT and among(row)]
    else:
        gone = [row for row in rows if fits(row)]
        if not gone:
            raise Refusal(f"Error: SNMP {what} does not exist.")
        if table is not Community and any(getattr(row, field) == PERMANENT for row in gone):
            raise Refusal(f"Error: A default SNMP {what} cannot be deleted.")
    take(call, table, gone)


def configure_snmpv3_delete_user(call: Call, **given: Any) -> None:
    """Delete a user, or all that were added."""
    delete(call, User, "user", lambda row: row.usmUserName == name(given, "user_name"), given)


def configure_snmpv3_delete_group_user(call: Call, **given: Any) -> None:
    """Take a user out of one group or of all, under one security model or under all."""
    group, user, model = name(given, "group_name"), name(given, "user_name"), _model(given, 0)
    delete(
        call,
        SnmpGroup,
        "group",
        lambda row: group in ("", row.vacmGroupName) and _under(row, user, model),
        given,
        lambda row: group in ("", row.vacmGroupName),
    )


def _under(row: SnmpGroup, user: str, model: int) -> bool:
    return row.vacmSecurityName == user and model in (0, row.vacmSecurityModel)


def configure_snmpv3_delete_access(call: Call, **given: Any) -> None:
    """Delete what a group may do, under one security model and level or under all."""
    wanted, model = name(given, "group_name"), _model(given, 0)
    level = _level(given) if "sec-level" in call.words else 0
    delete(
        call,
        SnmpAccess,
        "access",
        lambda row: (
            row.vacmGroupName == wanted
            and model in (0, row.vacmAccessSecurityModel)
            and level in (0, row.vacmAccessSecurityLevel)
        ),
        given,
    )


def configure_snmpv3_delete_mib_view(call: Call, oid: str = "", **given: Any) -> None:
    """Delete a part of a view, or the view."""
    wanted, part = name(given, "view_name"), oid.partition("/")[0]
    before = _views(call)
    delete(
        call,
        View,
        "MIB view",
        lambda row: row.vacmViewTreeFamilyViewName == wanted and part in ("", row.vacmViewTreeFamilySubtree),
        given,
    )
    _check_unused(call, before - _views(call))


def _views(call: Call) -> set[str]:
    """Return the names of the views that have a part."""
    return {row.vacmViewTreeFamilyViewName for row in call.rows(View)}


def _check_unused(call: Call, gone: set[str]) -> None:
    """Refuse that a view goes that a group reads, writes or is notified by.

    evidence: guide 11.3 p.88 (that it is refused), inferred (the words)
    """
    fields = ("vacmAccessReadViewName", "vacmAccessWriteViewName", "vacmAccessNotifyViewName")
    used = {getattr(row, field) for row in call.rows(SnmpAccess) for field in fields}
    for view in sorted(gone & used):
        raise Refusal(f"Error: MIB view {decoded(view)} is in use.")


def configure_snmpv3_delete_community(call: Call, **given: Any) -> None:
    """Delete a community by its index or by its name; those of a new switch too."""
    index, called = name(given, "index", "community_index"), name(given, "community_name")
    delete(
        call,
        Community,
        "community",
        lambda row: (index and row.snmpCommunityIndex == index) or (called and row.snmpCommunityName == called),
        given,
    )


def configure_snmpv3_delete_notify(call: Call, **given: Any) -> None:
    """Delete a notification, or all that were added."""
    delete(call, Notify, "notify", lambda row: row.snmpNotifyName == name(given, "notify_name"), given)


def configure_snmpv3_delete_target_addr(call: Call, **given: Any) -> None:
    """Delete the address of a target, or all of them."""
    wanted = name(given, "addr_name")
    delete(call, TargetAddr, "target address", lambda row: row.snmpTargetAddrName == wanted, given)
    for row in call.rows(TargetAddrExtension):
        if call.get(TargetAddr, row.snmpTargetAddrName) is None:
            call.drop(row)


def configure_snmpv3_delete_target_params(call: Call, **given: Any) -> None:
    """Delete the parameters of a target, or all of them."""
    wanted = name(given, "param_name")
    delete(call, TargetParams, "target parameter", lambda row: row.snmpTargetParamsName == wanted, given)
