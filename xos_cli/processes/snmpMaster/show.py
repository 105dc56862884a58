"""`show snmpv3`: a block for each row.  evidence: recalled (the labels)"""

from typing import Any

from xos_cli.command.call import Call
from xos_cli.processes.snmpMaster.build import KINDS
from xos_cli.processes.snmpMaster.keys import coded, decoded
from xos_cli.processes.snmpMaster.lines import HASH
from xos_cli.processes.snmpMaster.rows import (
    EXCLUDED,
    MESSAGES,
    MODELS,
    Community,
    Notify,
    SnmpAccess,
    SnmpGroup,
    TargetAddr,
    TargetParams,
    User,
    View,
)
from xos_cli.processes.snmpMaster.v3 import engine_id
from xos_cli.switch.recorded import told

STORAGE = {2: "Volatile", 3: "NonVolatile", 4: "Permanent"}
LEVELS = {1: "No-Authentication No-Privacy", 2: "Authentication No-Privacy", 3: "Authentication Privacy"}
WIDTH = 26


def _block(fields: dict[str, Any], row: Any) -> str:
    fields = {**fields, "Storage Type": STORAGE[getattr(row, KINDS[type(row)].storage)], "Row Status": "Active"}
    return "".join(f"{label:<{WIDTH}}: {value}".rstrip() + "\n" for label, value in fields.items())


def _blocks(call: Call, table: type, fields: Any, field: str, name: str, title: str) -> str:
    """Return the rows of a table, or those whose *field* is *name*, and how many there are."""
    every: list[Any] = call.rows(table)
    rows = [row for row in every if not name or getattr(row, field).lower() == coded(name).lower()]
    return "\n".join(_block(fields(row), row) for row in rows) + f"\nTotal num. of entries in {title} : {len(rows)}\n"


def show_snmpv3_engine_info(call: Call) -> str:
    """Print the engine ID, its boots, and the seconds since it started."""
    said = next(told(call.store, "configure snmpv3 engine-boots"), [call.node.boots])
    fields = {
        "SNMP Engine-ID": f"{engine_id(call)} 'H'",
        "SNMP Engine Boots": said[0],
        "SNMP Engine Time": int(call.node.clock.now - call.node.booted_at),
    }
    return "".join(f"{label:<{WIDTH}}: {value}\n" for label, value in fields.items())


def show_snmpv3_user(call: Call, user_name: str = "") -> str:
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

    return _blocks(call, User, fields, "usmUserName", user_name, "usmUserTable")


def show_snmpv3_group(call: Call, group_name: str = "") -> str:
    """Print which user belongs to which group."""

    def fields(row: SnmpGroup) -> dict[str, Any]:
        return {
            "Group Name": decoded(row.vacmGroupName),
            "Security Name": decoded(row.vacmSecurityName),
            "Security Model": MODELS[row.vacmSecurityModel],
        }

    return _blocks(call, SnmpGroup, fields, "vacmGroupName", group_name, "vacmSecurityToGroupTable")


def show_snmpv3_access(call: Call, group_name: str = "") -> str:
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

    return _blocks(call, SnmpAccess, fields, "vacmGroupName", group_name, "vacmAccessTable")


def show_snmpv3_mib_view(call: Call, view_name: str = "") -> str:
    """Print the parts of each view."""

    def fields(row: View) -> dict[str, Any]:
        return {
            "View Name": decoded(row.vacmViewTreeFamilyViewName),
            "MIB Subtree": row.vacmViewTreeFamilySubtree,
            "Mask": row.vacmViewTreeFamilyMask,
            "View Type": "Excluded" if row.vacmViewTreeFamilyType == EXCLUDED else "Included",
        }

    return _blocks(call, View, fields, "vacmViewTreeFamilyViewName", view_name, "vacmViewTreeFamilyTable")


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

    return _blocks(call, Community, fields, "snmpCommunityIndex", "", "snmpCommunityTable")


def show_snmpv3_notify(call: Call, notify_name: str = "") -> str:
    """Print which targets are notified, by their tags."""

    def fields(row: Notify) -> dict[str, Any]:
        return {
            "Notify Name": decoded(row.snmpNotifyName),
            "Notify Tag": decoded(row.snmpNotifyTag),
            "Type": "Trap",
        }

    return _blocks(call, Notify, fields, "snmpNotifyName", notify_name, "snmpNotifyTable")


def show_snmpv3_target_addr(call: Call, addr_name: str = "") -> str:
    """Print the addresses of the targets of notifications."""

    def fields(row: TargetAddr) -> dict[str, Any]:
        return {
            "Target Addr Name": decoded(row.snmpTargetAddrName),
            "TAddress": f"{row.snmpTargetAddrAddress}, {row.snmpTargetAddrPort}",
            "Tag List": decoded(row.snmpTargetAddrTagList),
            "Parameters": decoded(row.snmpTargetAddrParams),
            "From": row.snmpTargetAddrFrom,
        }

    return _blocks(call, TargetAddr, fields, "snmpTargetAddrName", addr_name, "snmpTargetAddrTable")


def show_snmpv3_target_params(call: Call, param_name: str = "") -> str:
    """Print the user and the security of the targets of notifications."""

    def fields(row: TargetParams) -> dict[str, Any]:
        return {
            "Target Params Name": decoded(row.snmpTargetParamsName),
            "MP Model": MESSAGES[row.snmpTargetParamsMPModel],
            "Security Model": MODELS[row.snmpTargetParamsSecurityModel],
            "User Name": decoded(row.snmpTargetParamsSecurityName),
            "Security Level": LEVELS[row.snmpTargetParamsSecurityLevel],
        }

    return _blocks(call, TargetParams, fields, "snmpTargetParamsName", param_name, "snmpTargetParamsTable")


def show_snmpv3_context(call: Call) -> str:
    """Print the one context that there is.  evidence: recalled"""
    return 'VACM Context Name : \n\nNote : This Version Supports one global context ("")\n'


#: evidence: the names of RFC 3412 and RFC 3414, recalled (that these are shown)
COUNTERS = (
    *("snmpUnknownSecurityModels", "snmpInvalidMessages", "snmpUnknownPDUHandlers"),
    *("usmStatsUnsupportedSecLevels", "usmStatsNotInTimeWindows", "usmStatsUnknownUserNames"),
    *("usmStatsUnknownEngineIDs", "usmStatsWrongDigests", "usmStatsDecryptionErrors"),
)


def show_snmpv3_counters(call: Call) -> str:
    """Print the counters of SNMPv3: no message ever came."""
    return "".join(f"{name:<29}: 0\n" for name in COUNTERS)


def show_snmpv3_filter_profile(call: Call) -> str:
    """Print which parameters have which filters.  evidence: recalled (the labels, as of the other tables)"""
    rows = [_named(words) for words in told(call.store, "configure snmpv3 add filter-profile")]
    fields = [
        {"Filter Profile Params Name": words[2], "Filter Profile Name": words[0], "Storage Type": _kept(words)}
        for words in rows
    ]
    return _recorded(fields, "snmpNotifyFilterProfileTable")


def show_snmpv3_filter(call: Call) -> str:
    """Print what a filter lets through.  evidence: recalled (the labels, as of the other tables)"""
    rows = [_named(words) for words in told(call.store, "configure snmpv3 add filter")]
    fields = [
        {"Filter Profile Name": w[0], "Filter Subtree": w[2], "Filter Type": w[4].title(), "Storage Type": _kept(w)}
        for w in rows
    ]
    return _recorded(fields, "snmpNotifyFilterTable")


def _named(words: list[str]) -> list[str]:
    """Return a recorded line without the words that say how a name is written; a name itself can be ``hex``."""
    words = words[1:] if words[0] == "hex" and words[1] not in ("subtree", "param") else words
    written = len(words) > 3 and words[1:3] == ["param", "hex"] and words[3] != "volatile"
    return [*words[:2], *words[3:]] if written else words


def _kept(words: list[str]) -> str:
    return "Volatile" if words[-1] == "volatile" else "NonVolatile"


def _recorded(rows: list[dict[str, str]], title: str) -> str:
    blocks = ["".join(f"{label:<{WIDTH}}: {value}\n" for label, value in row.items()) for row in rows]
    return "\n".join(blocks) + f"\nTotal num. of entries in {title} : {len(rows)}\n"
