"""The hardware abstraction layer: the hooks.  It programs the I/O modules, and tests them."""

from typing import TYPE_CHECKING

from xos_cli.processes.hal.rows import Diagnostics

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

TABLES = (Diagnostics,)


def running(node: "Node") -> None:
    """Reprogram the I/O modules from a new master, once every process has read the state of the hardware."""
    if node.fabric is not None:
        node.later(0.0, "hal", "reprogram")
