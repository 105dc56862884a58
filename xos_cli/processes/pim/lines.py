"""The lines of PIM in `show configuration`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xos_cli.command.settings import lines
from xos_cli.processes.pim.declared import SETTINGS
from xos_cli.processes.pim.rows import PimGlobal, PimInterface
from xos_cli.processes.vlan.facts import has_vlan
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """Yield the lines of PIM in `show configuration`.  evidence: capture 11.2; from the rate limit on: inferred"""
    pim = store.one(PimGlobal)
    yield f"{'enable' if pim.pimEnable else 'disable'} pim"
    yield f"configure pim crp timer {pim.crpAdvInterval}"
    yield (f"configure pim register-suppress-interval {pim.regSuppressTimer} register-probe-interval {pim.probeTimer}")
    yield f"configure pim register-checksum-to {'exclude' if pim.regChkSum else 'include'}-data"
    if pim.regActiveInterval:
        yield f"configure pim register-rate-limit-interval {pim.regActiveInterval}"
    if pim.sptThreshold or pim.rpThreshold:
        yield f"configure pim spt-threshold {pim.sptThreshold} {pim.rpThreshold}"
    for row in store.rows(PimInterface):
        mode = "sparse" if row.sparse else "dense"
        yield f'configure pim add vlan "{row.vlanName}" {mode}{" passive" if row.passive else ""}'
    if has_vlan(store, pim.cbsrVlanName):
        yield f'configure pim cbsr vlan "{pim.cbsrVlanName}" {pim.cbsrPrio}'
    yield from lines(SETTINGS, store)
