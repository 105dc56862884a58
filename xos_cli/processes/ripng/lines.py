"""The lines of RIPng in `show configuration`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xos_cli.command.settings import lines
from xos_cli.processes.rip.facts import export_line, originate_line
from xos_cli.processes.rip.rows import ALWAYS
from xos_cli.processes.ripng.declared import SETTINGS
from xos_cli.processes.ripng.rows import ORIGINS, RipngExportConf, RipngGlobal
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """Yield the lines of RIPng in `show configuration`.

    evidence: capture 11.2 (which says nothing of what is off); the policy and what is exported: inferred
    """
    ripng = store.one(RipngGlobal)
    yield f"{'enable' if ripng.ripngAdminStatus else 'disable'} ripng "
    yield f"configure ripng garbagetime {ripng.ripngGarbageTimeInterval}"
    yield f"configure ripng updatetime {ripng.ripngUpdateTimeInterval}"
    yield f"configure ripng routetimeout {ripng.ripngRouteTimeoutInterval} "
    if ripng.ripngSysImportPolicyName:
        yield f"configure ripng import-policy {ripng.ripngSysImportPolicyName}"
    if ripng.ripngOriginateDefaultType:
        yield _originate(ripng)
    for word, name in ORIGINS.items():
        row = store.get(RipngExportConf, name)
        if row and row.ripngExportAdminStatus:
            yield _export(word, row)
    yield from lines(SETTINGS, store)


def _originate(ripng: RipngGlobal) -> str:
    always = ripng.ripngOriginateDefaultType == ALWAYS
    return originate_line("ripng", always, ripng.ripngOriginateDefaultMetric, ripng.ripngOriginateDefaultTag)


def _export(word: str, row: RipngExportConf) -> str:
    policy = "" if row.ripngExportPolicyName == "none" else row.ripngExportPolicyName
    return export_line("ripng", word, policy, row.ripngExportMetric, row.ripngExportTag)
