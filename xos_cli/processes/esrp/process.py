"""The Extreme Standby Router Protocol: the tables, the names, the row of a new switch, and the hooks.

A domain is configuration only: no hello is sent or heard.  What it tracks is recorded.
"""

from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.processes.esrp.facts import has_master
from xos_cli.processes.esrp.facts import layer2_protocol as layer2_protocol
from xos_cli.processes.esrp.rows import EsrpDomain, EsrpGlobal, EsrpVlan

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


TABLES = (EsrpGlobal, EsrpDomain, EsrpVlan)
NAMES = {"esrp": EsrpDomain}


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the row of a new switch, which has no ESRP domains.  evidence: capture 11.2"""
    return [EsrpGlobal()]


# -- domains ---------------------------------------------------------------------------------------------------------


def forgotten(call: Call, kind: str, name: str) -> None:
    """Disable the domains whose master VLAN was deleted: they could not be enabled so.  evidence: inferred"""
    for row in call.rows(EsrpDomain) if kind == "vlan" else ():
        if row.enable and not has_master(call.store, row):
            call.put(row._replace(enable=0))
