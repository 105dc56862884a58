"""Return the lines of the device manager in `show configuration`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xos_cli.processes.devmgr.rows import CardInfo, DmSystem, NodePriority
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


from xos_cli.processes.devmgr.rows import TimeInfo


def timezone_command(zone: TimeInfo) -> str:
    """Return the command that sets this time zone.  evidence: inferred"""
    name = f"name {zone.name} " if zone.name else ""
    return f"configure timezone {name}{zone.gmt_offset} {zone.dst or 'noautodst'}"


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """Return the lines of names, time zone, slots and node priorities.  evidence: capture 11.2"""
    system = store.one(DmSystem)
    yield f'configure snmp sysName "{system.sysName}"'
    if system.sysLocation:
        yield f'configure snmp sysLocation "{system.sysLocation}"'
    yield f'configure snmp sysContact "{system.sysContact}"'
    zone = store.one(TimeInfo)
    if zone.gmt_offset is not None:
        yield timezone_command(zone)
    for card in store.rows(CardInfo):
        if card.configured_type:
            yield f"configure slot {card.slot} module {card.configured_type}"
        if card.card_disabled:
            yield f"disable slot {card.slot}"
    for node in store.rows(NodePriority):
        yield f"configure node slot {node.slot} priority {node.priority}"
    yield from _declared(store)


def _declared(store: Store) -> Iterator[str]:
    """Return the lines of declared settings, which are imported when they are needed."""
    from xos_cli.command.settings import lines
    from xos_cli.processes.devmgr.declared import SETTINGS

    yield from lines(SETTINGS, store)
