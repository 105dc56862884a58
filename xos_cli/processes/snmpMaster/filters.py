"""The filters of notifications (RFC 3413 6): what a target's parameters let through."""

from collections.abc import Sequence

from xos_cli.processes.snmpMaster.access_control import Family, masked_family
from xos_cli.processes.snmpMaster.mib.objects import Oid
from xos_cli.processes.snmpMaster.rows import INCLUDED, Filter, FilterProfile
from xos_cli.switch.tables import Store


def _families(store: Store, profile: str) -> list[Family]:
    """Return the subtrees of a profile, the longest first."""
    found = [
        masked_family(row.snmpNotifyFilterSubtree, row.snmpNotifyFilterMask, row.snmpNotifyFilterType == INCLUDED)
        for row in store.rows(Filter)
        if row.snmpNotifyFilterProfileName == profile
    ]
    return sorted(found, key=lambda one: (len(one.subtree), one.subtree), reverse=True)


def passes(store: Store, params: str, oid: Oid, objects: Sequence[Oid]) -> bool:
    """Return whether a notification passes the filters: it is included, and none of its objects is excluded."""
    profile = store.get(FilterProfile, params)
    if profile is None:
        return True
    families = _families(store, profile.snmpNotifyFilterProfileName)
    included = next((family.included for family in families if family.has(oid)), False)
    return included and all(next((one.included for one in families if one.has(part)), True) for part in objects)
