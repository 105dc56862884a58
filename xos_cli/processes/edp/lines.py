"""Return the lines of EDP in `show configuration`.

evidence: capture 11.2, inferred (how the ports of a chassis are written)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xos_cli.processes.edp.rows import EdpGlobal, EdpPort
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """Yield the lines of EDP in `show configuration`.  evidence: capture 11.2"""
    common, rows = store.one(EdpGlobal), store.keyed(EdpPort)
    yield f"configure edp advertisement-interval {common.timer} holddown-interval {common.timeout}"
    for port in chassis.ports:
        name = chassis.port_name(port)
        row = rows.get((name,))
        yield f"{'disable' if row and not row.enable else 'enable'} edp ports {name}"
