"""Return the lines of access lists in `show configuration`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xos_cli.processes.acl.facts import where, words
from xos_cli.processes.acl.rows import AclBinding, AclMeter, AclRefresh, ClearFlow, DynamicBinding, DynamicRule
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """Return the lines of access lists.  evidence: capture 11.2 (the first line)"""
    yield f"{'enable' if store.one(AclRefresh).blackhole else 'disable'} access-list refresh blackhole "
    if store.one(ClearFlow).enable:
        yield "enable clear-flow"
    for meter in store.rows(AclMeter):
        yield f"create meter {meter.name}"
        yield from _meter(meter)
    for rule in store.rows(DynamicRule):
        yield f'create access-list {rule.name} "{rule.conditions}" "{rule.actions}"'
    for row in store.rows(AclBinding):
        yield f"configure access-list {row.policy} {words(where(row))}"
    for binding in store.rows(DynamicBinding):
        yield f"configure access-list add {binding.rule} last {words(where(binding))}"


def _meter(row: AclMeter) -> Iterator[str]:
    burst = f" max-burst-size {row.burst} Kb" if row.burst else ""
    rate = f" committed-rate {row.rate} Kbps" if row.rate else ""
    dscp = f" dscp {row.dscp}" if row.dscp is not None else ""
    action = f" out-actions set-drop-precedence{dscp}" if row.lower else ""
    if burst or rate or action:
        yield f"configure meter {row.name}{burst}{rate}{action}"
