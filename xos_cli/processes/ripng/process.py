"""RIP for IPv6: the tables, the rows of a new switch, and the hooks."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.processes.ripng.rows import ORIGINS, RipngExportConf, RipngGlobal, RipngInterface, RipngMember
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


TABLES = (RipngGlobal, RipngExportConf, RipngMember, RipngInterface)


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the rows of a new switch: RIPng is off, and exports nothing.  evidence: capture 11.2"""
    return [RipngGlobal(), *[RipngExportConf(name) for name in ORIGINS.values()]]


def policies(store: Store) -> Iterator[str]:
    """Yield the policies in use: for imported and for exported routes."""
    names = [store.one(RipngGlobal).ripngSysImportPolicyName]
    names += [row.ripngExportPolicyName for row in store.rows(RipngExportConf)]
    names += [name for row in store.rows(RipngInterface) for name in (row.policyIn, row.policyOut, row.trusted)]
    yield from (name for name in names if name not in ("", "none"))
