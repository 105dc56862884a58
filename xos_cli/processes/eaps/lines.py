"""The lines of EAPS in `show configuration`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xos_cli.processes.eaps.facts import vlans_of
from xos_cli.processes.eaps.rows import ACTIONS, FAIL, HELLO, EapsDomain, EapsGlobal, EapsShared
from xos_cli.processes.eaps.shared import SEGMENT
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """Yield the lines of EAPS in `show configuration`.  evidence: capture 11.2 (the first two lines), later EXOS"""
    common = store.one(EapsGlobal)
    yield f"configure eaps fast-convergence {'on' if common.fast_convergence else 'off'}"
    yield f"{'enable' if common.enable else 'disable'} eaps"
    for row in store.rows(EapsDomain):
        yield f"create eaps {row.name}"
        yield from _settings(row)
        for vlan in vlans_of(store, row.name, 0):
            yield f"configure eaps {row.name} add protected vlan {vlan}"
        for vlan in vlans_of(store, row.name, 1):
            yield f"configure eaps {row.name} add control vlan {vlan}"
        if row.enable:
            yield f"enable eaps {row.name}"
    yield from shared_lines(store)


def _settings(row: EapsDomain) -> Iterator[str]:
    start = f"configure eaps {row.name}"
    if row.mode is not None:
        yield f"{start} mode {'master' if row.mode else 'transit'}"
    if row.primaryPort:
        yield f"{start} primary port {row.primaryPort}"
    if row.secondaryPort:
        yield f"{start} secondary port {row.secondaryPort}"
    yield from _times(row, start)
    if row.failAction:
        yield f"{start} failtime expiry-action {ACTIONS[row.failAction]}"


def _times(row: EapsDomain, start: str) -> Iterator[str]:
    """Yield the lines of the times as later EXOS has them, unless only the longer fail time allows the hello time."""
    hello = [f"{start} hellotime {row.helloTime}"] if row.helloTime != HELLO else []
    fail = [f"{start} failtime {row.failTime}"] if row.failTime != FAIL else []
    yield from fail + hello if row.helloTime >= FAIL else hello + fail


def shared_lines(store: Store) -> Iterator[str]:
    """Yield the lines that make the shared ports."""
    for row in store.rows(EapsShared):
        start = f"configure eaps shared-port {row.port}"
        yield f"create eaps shared-port {row.port}"
        if row.mode is not None:
            yield f"{start} mode {'controller' if row.mode else 'partner'}"
        if row.linkId:
            yield f"{start} link-id {row.linkId}"
        if row.segmentAction:
            yield f"{start} segment-timeout expiry-action {SEGMENT[row.segmentAction]}"
