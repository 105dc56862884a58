"""SNMP.  Nobody asks over the network: what it would count stays at nothing.

The rows are in ``_snmp_rows``, the commands in ``_snmp_v3`` and, in shorter words, in ``_snmp_v1``.
evidence: capture 11.2 (rows and lines)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.processes._snmp_lines import lines
from xos_cli.processes._snmp_rows import TABLES as TABLES
from xos_cli.processes._snmp_rows import factory_rows
from xos_cli.processes._snmp_show import (
    show_snmpv3_access,
    show_snmpv3_community,
    show_snmpv3_context,
    show_snmpv3_counters,
    show_snmpv3_engine_info,
    show_snmpv3_filter,
    show_snmpv3_filter_profile,
    show_snmpv3_group,
    show_snmpv3_mib_view,
    show_snmpv3_notify,
    show_snmpv3_target_addr,
    show_snmpv3_target_params,
    show_snmpv3_user,
)
from xos_cli.processes._snmp_v1 import (
    configure_snmp_add_community,
    configure_snmp_add_trapreceiver_community,
    configure_snmp_delete_community,
    configure_snmp_delete_trapreceiver,
    disable_snmp_access,
    disable_snmp_traps,
    enable_snmp_access,
    enable_snmp_traps,
)
from xos_cli.processes._snmp_v3 import (
    configure_snmpv3_add_access,
    configure_snmpv3_add_community_name_user,
    configure_snmpv3_add_group_user,
    configure_snmpv3_add_mib_view_subtree,
    configure_snmpv3_add_notify_tag,
    configure_snmpv3_add_target_addr_param_ipaddress,
    configure_snmpv3_add_target_params_user_mp_model_sec_model,
    configure_snmpv3_add_user,
    configure_snmpv3_delete_access,
    configure_snmpv3_delete_community,
    configure_snmpv3_delete_group_user,
    configure_snmpv3_delete_mib_view,
    configure_snmpv3_delete_notify,
    configure_snmpv3_delete_target_addr,
    configure_snmpv3_delete_target_params,
    configure_snmpv3_delete_user,
    configure_snmpv3_engine_id,
)
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.chassis import Chassis

__all__ = [
    "configure_snmp_add_community",
    "configure_snmp_add_trapreceiver_community",
    "configure_snmp_delete_community",
    "configure_snmp_delete_trapreceiver",
    "configure_snmpv3_add_access",
    "configure_snmpv3_add_community_name_user",
    "configure_snmpv3_add_group_user",
    "configure_snmpv3_add_mib_view_subtree",
    "configure_snmpv3_add_notify_tag",
    "configure_snmpv3_add_target_addr_param_ipaddress",
    "configure_snmpv3_add_target_params_user_mp_model_sec_model",
    "configure_snmpv3_add_user",
    "configure_snmpv3_delete_access",
    "configure_snmpv3_delete_community",
    "configure_snmpv3_delete_group_user",
    "configure_snmpv3_delete_mib_view",
    "configure_snmpv3_delete_notify",
    "configure_snmpv3_delete_target_addr",
    "configure_snmpv3_delete_target_params",
    "configure_snmpv3_delete_user",
    "configure_snmpv3_engine_id",
    "disable_snmp_access",
    "disable_snmp_traps",
    "enable_snmp_access",
    "enable_snmp_traps",
    "show_snmpv3_access",
    "show_snmpv3_community",
    "show_snmpv3_context",
    "show_snmpv3_counters",
    "show_snmpv3_engine_info",
    "show_snmpv3_filter",
    "show_snmpv3_filter_profile",
    "show_snmpv3_group",
    "show_snmpv3_mib_view",
    "show_snmpv3_notify",
    "show_snmpv3_target_addr",
    "show_snmpv3_target_params",
    "show_snmpv3_user",
]


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """evidence: capture 11.2"""
    return factory_rows(chassis)


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """evidence: capture 11.2"""
    return lines(store)
