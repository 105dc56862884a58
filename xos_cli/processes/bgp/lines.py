"""Return the lines of BGP in `show configuration`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xos_cli.command.settings import lines
from xos_cli.processes.bgp.declared import SETTINGS
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """Return a line for each setting that is not as on a new switch."""
    return lines(SETTINGS, store)
