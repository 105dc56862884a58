"""The routing information protocol: the tables, the rows of a new switch, and the hooks."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.processes.rip.rows import ORIGIN_NAMES, Rip2Conf, Rip2ExportConf, Rip2IfConf
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


TABLES = (Rip2Conf, Rip2ExportConf, Rip2IfConf)


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the rows of a new switch: RIP is off, and exports nothing.  evidence: capture 11.2"""
    return [Rip2Conf(), *[Rip2ExportConf(name) for name in ORIGIN_NAMES.values()]]


def vlan_flags(store: Store) -> dict[str, str]:
    """Return ``r`` for the VLANs under RIP."""
    return {row.vlanName.lower(): "r" for row in store.rows(Rip2IfConf)}


def policies(store: Store) -> Iterator[str]:
    """Yield the policies in use: for what comes in, for what is exported, for VLANs."""
    names = [store.one(Rip2Conf).rip2SysImportPolicyName]
    names += [row.rip2ExportPolicyName or "" for row in store.rows(Rip2ExportConf)]
    names += [name for row in store.rows(Rip2IfConf) for name in row[4:]]
    yield from (name for name in names if name not in ("", "none"))
