"""The lines of RIP in `show configuration`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xos_cli.processes.rip.facts import export_line, originate_line
from xos_cli.processes.rip.rows import ALWAYS, HABITS, ORIGIN_NAMES, Rip2Conf, Rip2ExportConf, Rip2IfConf
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


VERB = ("disable", "enable")


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """Yield the lines of RIP in `show configuration`.

    evidence: capture 11.2; what is on or set there is off here, and the VLANs: inferred
    """
    rip = store.one(Rip2Conf)
    yield f"configure rip garbagetime {rip.rip2GarbageTimeInterval}"
    yield f"configure rip import-policy {rip.rip2SysImportPolicyName or 'none'}"
    yield f"configure rip routetimeout {rip.rip2RouteTimeoutInterval}"
    yield f"configure rip updatetime {rip.rip2UpdateTimeInterval}"
    yield _originate(rip)
    for word, field in HABITS.items():
        yield f"{VERB[getattr(rip, field)]} rip {word}"
    yield f"{VERB[rip.rip2AdminStatus]} rip"
    for word, name in ORIGIN_NAMES.items():
        yield _export(word, store.get(Rip2ExportConf, name) or Rip2ExportConf(name))
    for row in store.rows(Rip2IfConf):
        yield from _interface(row)


def _originate(rip: Rip2Conf) -> str:
    if not rip.rip2OriginateDefaultType:
        return "disable rip originate-default"
    always = rip.rip2OriginateDefaultType == ALWAYS
    return originate_line("rip", always, rip.rip2OriginateDefaultMetric, rip.rip2OriginateDefaultTag)


def _export(word: str, row: Rip2ExportConf) -> str:
    if not row.rip2ExportAdminStatus:
        return f"disable rip export {word} "
    return export_line("rip", word, row.rip2ExportPolicyName or "", row.rip2ExportMetric, row.rip2ExportTag) + " "


def _interface(row: Rip2IfConf) -> Iterator[str]:
    """Yield the lines of a VLAN under RIP: the settings that differ from the defaults."""
    yield f"configure rip add vlan {row.vlanName}"
    before, start = Rip2IfConf(row.vlanName), f"configure rip vlan {row.vlanName}"
    words = ("cost", "rxmode", "txmode", "trusted-gateway", "route-policy in", "route-policy out")
    for word, value, default in zip(words, row[1:], before[1:], strict=True):
        if value != default:
            yield f"{start} {word} {value}"
