"""Return the lines of Power over Ethernet in `show configuration`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xos_cli.processes.devmgr.facts import UNRESERVED
from xos_cli.processes.devmgr.rows import CardInfo
from xos_cli.processes.poe.rows import LIMIT, PRECEDENCE, PRIORITIES, PseLegacy, PsePort, PseSystem
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """Return the lines of the switch, its slots and its ports.  evidence: capture 11.2 (the first three lines)"""
    row = store.one(PseSystem)
    yield f"{'enable' if row.systemAdminEnable else 'disable'} inline-power"
    yield f"configure inline-power usage-threshold {row.systemUsageThreshold}"
    yield f"configure inline-power disconnect-precedence {PRECEDENCE[row.systemDisconnectPrecedence]}"
    for card in store.rows(CardInfo):
        if card.poe_disabled:
            yield f"disable inline-power slot {card.slot}"
        if card.poe_budget != UNRESERVED:
            yield f"configure inline-power budget {card.poe_budget} slot {card.slot}"
    for legacy in store.rows(PseLegacy):
        yield f"enable inline-power legacy slot {legacy.slot}"
    for port in store.rows(PsePort):
        yield from _port_lines(port)


def _port_lines(row: PsePort) -> Iterator[str]:
    """Return the lines of one port."""
    if row.disabled:
        yield f"disable inline-power ports {row.port}"
    if row.priority:
        yield f"configure inline-power priority {PRIORITIES[row.priority]} ports {row.port}"
    if row.limit != LIMIT:
        yield f"configure inline-power operator-limit {row.limit} ports {row.port}"
    if row.label:
        yield f'configure inline-power label "{row.label}" ports {row.port}'
