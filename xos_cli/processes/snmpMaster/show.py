"""`show snmpv3`: a block for each row.  evidence: recalled (the labels)"""

from typing import Any

from xos_cli.command.call import Call
from xos_cli.processes.snmpMaster.build import KINDS
from xos_cli.processes.snmpMaster.engine import engine_boots, engine_time
from xos_cli.processes.snmpMaster.keys import decoded
from xos_cli.processes.snmpMaster.lines import HASH, MODES
from xos_cli.processes.snmpMaster.rows import (
    EXCLUDED,
    MESSAGES,
    MODELS,
    Community,
    Filter,
    FilterProfile,
    Notify,
    SnmpAccess,
    SnmpCounters,
    SnmpGroup,
    TargetAddr,
    TargetAddrExtension,
    TargetParams,
    User,
    View,
)
from xos_cli.processes.snmpMaster.v3 import engine_id, name

STORAGE = {2: "Volatile", 3: "NonVolatile", 4: "Permanent"}
LEVELS = {1: "No-Authentication No-Privacy", 2: "Authentication No-Privacy", 3: "Authentication Privacy"}
WIDTH = 26


def _block(fields: dict[str, Any], row: Any) -> str:
    fields = {**fields, "Storage Type": STORAGE[getattr(row, KINDS[type(row)].storage)], "Row Status": "Active"}
    return "".join(f"{label:<{WIDTH}}: {value}".rstrip() + "\n" for label, value in fields.items())


def _blocks(call: Call, table: type, fields: Any, wanted: dict[str, str], title: str) -> str:
    """Return the rows of a table whose fields are as *wanted* ("" for any), and how many there are."""
    every: list[Any] = call.rows(table)
    rows = [row for row in every if all(code in ("", getattr(row, field)) for field, code in wanted.items())]
    return "\n".join(_block(fields(row), row) for row in rows) + f"\nTotal num. of entries in {title} : {len(rows)}\n"


def show_snmpv3_engine_info(call: Call) -> str:
    """Print the engine ID, its boots, and the seconds since it started."""
    fields = {
        "SNMP Engine-ID": f"{engine_id(call)} 'H'",
        "SNMP Engine Boots": engine_boots(call.node),
        "SNMP Engine Time": engine_time(call.node),
    }
    return "".join(f"{label:<{WIDTH}}: {value}\n" for label, value in fields.items())


def show_snmpv3_user(call: Call, **given: Any) -> str:
    """Print the users, without their keys."""

    def fields(row: User) -> dict[str, Any]:
        kind = HASH.get(row.usmUserAuthProtocol, "")
        return {
            "Engine-ID": f"{row.usmUserEngineID} 'H'",
            "User Name": decoded(row.usmUserName),
            "Security Name": decoded(row.usmUserName),
            "Authentication": f"HMAC-{kind.upper()}" if kind else "No Authentication",
            "Privacy": "DES" if row.priv_secret else "No Privacy",
        }

    return _blocks(call, User, fields, {"usmUserName": name(given, "user_name")}, "usmUserTable")


def show_snmpv3_group(call: Call, **given: Any) -> str:
    """Print which user belongs to which group."""

    def fields(row: SnmpGroup) -> dict[str, Any]:
        return {
            "Group Name": decoded(row.vacmGroupName),
            "Security Name": decoded(row.vacmSecurityName),
            "Security Model": MODELS[row.vacmSecurityModel],
        }

    wanted = {"vacmGroupName": name(given, "group_name"), "vacmSecurityName": name(given, "user_name")}
    return _blocks(call, SnmpGroup, fields, wanted, "vacmSecurityToGroupTable")


def show_snmpv3_access(call: Call, **given: Any) -> str:
    """Print what each group may do."""

    def fields(row: SnmpAccess) -> dict[str, Any]:
        return {
            "Group Name": decoded(row.vacmGroupName),
            "Context Prefix": row.vacmAccessContextPrefix,
            "Security Model": MODELS[row.vacmAccessSecurityModel].upper(),
            "Security Level": LEVELS[row.vacmAccessSecurityLevel],
            "Context Match": "Exact",
            "Read View": decoded(row.vacmAccessReadViewName),
            "Write View": decoded(row.vacmAccessWriteViewName),
            "Notify View": decoded(row.vacmAccessNotifyViewName),
        }

    return _blocks(call, SnmpAccess, fields, {"vacmGroupName": name(given, "group_name")}, "vacmAccessTable")


def show_snmpv3_mib_view(call: Call, oid: str = "", **given: Any) -> str:
    """Print the parts of each view."""

    def fields(row: View) -> dict[str, Any]:
        return {
            "View Name": decoded(row.vacmViewTreeFamilyViewName),
            "MIB Subtree": row.vacmViewTreeFamilySubtree,
            "Mask": row.vacmViewTreeFamilyMask,
            "View Type": "Excluded" if row.vacmViewTreeFamilyType == EXCLUDED else "Included",
        }

    wanted = {"vacmViewTreeFamilyViewName": name(given, "view_name"), "vacmViewTreeFamilySubtree": oid.strip(".")}
    return _blocks(call, View, fields, wanted, "vacmViewTreeFamilyTable")


def show_snmpv3_community(call: Call) -> str:
    """Print the communities, and the users they stand for."""

    def fields(row: Community) -> dict[str, Any]:
        return {
            "Community Index": decoded(row.snmpCommunityIndex),
            "Community Name": decoded(row.snmpCommunityName),
            "Security Name": decoded(row.snmpCommunitySecurityName),
            "Context EngineID": f"{row.snmpCommunityContextEngineID} 'H'",
            "Context Name": row.snmpCommunityContextName,
            "Transport Tag": decoded(row.snmpCommunityTransportTag),
        }

    return _blocks(call, Community, fields, {}, "snmpCommunityTable")


def show_snmpv3_notify(call: Call, **given: Any) -> str:
    """Print which targets are notified, by their tags."""

    def fields(row: Notify) -> dict[str, Any]:
        return {
            "Notify Name": decoded(row.snmpNotifyName),
            "Notify Tag": decoded(row.snmpNotifyTag),
            "Type": "Trap",
        }

    return _blocks(call, Notify, fields, {"snmpNotifyName": name(given, "notify_name")}, "snmpNotifyTable")


def show_snmpv3_target_addr(call: Call, **given: Any) -> str:
    """Print the addresses of the targets of notifications."""

    def fields(row: TargetAddr) -> dict[str, Any]:
        return {
            "Target Addr Name": decoded(row.snmpTargetAddrName),
            "TAddress": f"{row.snmpTargetAddrAddress}, {row.snmpTargetAddrPort}",
            "Tag List": decoded(row.snmpTargetAddrTagList),
            "Parameters": decoded(row.snmpTargetAddrParams),
            "From": row.snmpTargetAddrFrom,
        }

    return _blocks(call, TargetAddr, fields, {"snmpTargetAddrName": name(given, "addr_name")}, "snmpTargetAddrTable")


def show_snmpv3_target_params(call: Call, **given: Any) -> str:
    """Print the user and the security of the targets of notifications."""

    def fields(row: TargetParams) -> dict[str, Any]:
        return {
            "Target Params Name": decoded(row.snmpTargetParamsName),
            "MP Model": MESSAGES[row.snmpTargetParamsMPModel],
            "Security Model": MODELS[row.snmpTargetParamsSecurityModel],
            "User Name": decoded(row.snmpTargetParamsSecurityName),
            "Security Level": LEVELS[row.snmpTargetParamsSecurityLevel],
        }

    return _blocks(
        call, TargetParams, fields, {"snmpTargetParamsName": name(given, "param_name")}, "snmpTargetParamsTable"
    )


def show_snmpv3_context(call: Call) -> str:
    """Print the one context that there is.  evidence: recalled"""
    return 'VACM Context Name : \n\nNote : This Version Supports one global context ("")\n'


#: evidence: the names of RFC 3412 and RFC 3414, recalled (that these are shown)
COUNTERS = {
    "snmpUnknownSecurityModels": "unknown_models",
    "snmpInvalidMessages": "invalid_messages",
    "snmpUnknownPDUHandlers": "unknown_handlers",
    "usmStatsUnsupportedSecLevels": "unsupported_levels",
    "usmStatsNotInTimeWindows": "not_in_time",
    "usmStatsUnknownUserNames": "unknown_users",
    "usmStatsUnknownEngineIDs": "unknown_engines",
    "usmStatsWrongDigests": "wrong_digests",
    "usmStatsDecryptionErrors": "decryption_errors",
}


def show_snmpv3_counters(call: Call) -> str:
    """Print the counters of SNMPv3 on this MSM."""
    counted = next(iter(call.rows(SnmpCounters)), SnmpCounters())
    return "".join(f"{name:<29}: {getattr(counted, field)}\n" for name, field in COUNTERS.items())


def show_snmpv3_filter_profile(call: Call, **given: Any) -> str:
    """Print which parameters have which filters.  evidence: recalled (the labels, as of the other tables)"""

    def fields(row: FilterProfile) -> dict[str, Any]:
        return {
            "Filter Profile Params Name": decoded(row.snmpTargetParamsName),
            "Filter Profile Name": decoded(row.snmpNotifyFilterProfileName),
        }

    wanted = {"snmpNotifyFilterProfileName": name(given, "profile_name")}
    return _blocks(call, FilterProfile, fields, wanted, "snmpNotifyFilterProfileTable")


def show_snmpv3_filter(call: Call, **given: Any) -> str:
    """Print what a filter lets through.  evidence: recalled (the labels, as of the other tables)"""

    def fields(row: Filter) -> dict[str, Any]:
        return {
            "Filter Profile Name": decoded(row.snmpNotifyFilterProfileName),
            "Filter Subtree": row.snmpNotifyFilterSubtree,
            "Filter Mask": row.snmpNotifyFilterMask,
            "Filter Type": "Excluded" if row.snmpNotifyFilterType == EXCLUDED else "Included",
        }

    return _blocks(
        call, Filter, fields, {"snmpNotifyFilterProfileName": name(given, "profile_name")}, "snmpNotifyFilterTable"
    )


def show_snmpv3_extreme_target_addr_ext(call: Call, **given: Any) -> str:
    """Print the vendor's additions to targets.  evidence: the vendor's MIB (the fields), inferred (the labels)"""
    modes = {row.snmpTargetAddrName: row.standardMode for row in call.rows(TargetAddrExtension)}

    def fields(row: TargetAddr) -> dict[str, Any]:
        return {
            "Target Addr Name": decoded(row.snmpTargetAddrName),
            "Ignore MP Model": "No",
            "Target Mode": MODES[modes.get(row.snmpTargetAddrName, 0)].capitalize(),
            "Source IP Address": row.snmpTargetAddrFrom,
        }

    wanted = {"snmpTargetAddrName": name(given, "addr_name")}
    return _blocks(call, TargetAddr, fields, wanted, "extremeTargetAddrExtTable")
