"""The lines of ESRP in `show configuration`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xos_cli.processes.esrp.facts import vlans_of
from xos_cli.processes.esrp.rows import HELLO, POLICY, STANDARD, EsrpDomain, EsrpGlobal
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """Yield the lines of ESRP in `show configuration`.  evidence: capture 11.2 (the first line)"""
    yield f"configure esrp mode {'standard' if store.one(EsrpGlobal).version == STANDARD else 'extended'}"
    for row in store.rows(EsrpDomain):
        yield f"create esrp {row.name}"
        for vlan in vlans_of(store, row.name):
            yield f"configure esrp {row.name} add {'master' if vlan.master else 'member'} {vlan.vlanName}"
        yield from _settings(row)
        if row.enable:
            yield f"enable esrp {row.name}"


def _settings(row: EsrpDomain) -> Iterator[str]:
    start = f"configure esrp {row.name}"
    if row.domainId:
        yield f"{start} domain-id {row.domainId}"
    if row.group:
        yield f"{start} group {row.group}"
    if row.priority:
        yield f"{start} priority {row.priority}"
    if row.hello != HELLO:
        yield f"{start} timer hello {row.hello}"
    if row.policy != POLICY:
        yield f"{start} election-policy {row.policy}"
