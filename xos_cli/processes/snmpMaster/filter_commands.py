"""`configure snmpv3`: the filters of notifications, and which parameters of targets have them.

evidence: capture 12.5 (`add`), later EXOS (`delete`), inferred (the refusals)
"""

from typing import Any

from xos_cli.command.call import Call
from xos_cli.processes.snmpMaster.rows import EXCLUDED, INCLUDED, Filter, FilterProfile
from xos_cli.processes.snmpMaster.v3 import delete, name, put, storage
from xos_cli.processes.snmpMaster.valid import subtree_of


def configure_snmpv3_add_filter_profile_param(call: Call, **given: Any) -> None:
    """Give the parameters of a target a profile of filters, in place of the one that they have."""
    put(call, FilterProfile(name(given, "param_name"), name(given, "profile_name"), storage(given)))


def configure_snmpv3_add_filter_subtree_type(call: Call, oid: str, **given: Any) -> None:
    """Let a profile include or exclude a subtree, *oid* with a mask behind a slash where needed."""
    kind = EXCLUDED if given.get("excluded") else INCLUDED
    put(call, Filter(name(given, "profile_name"), *subtree_of(oid), kind, storage(given)))


def configure_snmpv3_delete_filter_profile(call: Call, **given: Any) -> None:
    """Take a profile from one target's parameters or from all, or delete all profiles."""
    profile, params = name(given, "profile_name"), name(given, "param_name")

    def fits(row: FilterProfile) -> bool:
        return row.snmpNotifyFilterProfileName == profile and params in ("", row.snmpTargetParamsName)

    delete(call, FilterProfile, "filter profile", fits, _as_others(given))


def configure_snmpv3_delete_filter(call: Call, oid: str = "", **given: Any) -> None:
    """Delete one subtree of a profile or all of them, or the filters of all profiles."""
    profile, subtree = name(given, "profile_name"), subtree_of(oid)[0] if oid else ""

    def fits(row: Filter) -> bool:
        return row.snmpNotifyFilterProfileName == profile and subtree in ("", row.snmpNotifyFilterSubtree)

    delete(call, Filter, "filter", fits, _as_others(given))


def _as_others(given: dict[str, Any]) -> dict[str, Any]:
    """Return the words of a command with `all` as the commands of other tables have it: no filter is a default."""
    return {**given, "all_non_defaults": given.get("all", False)}
