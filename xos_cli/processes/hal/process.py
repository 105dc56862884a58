"""The hardware abstraction layer: the hooks.  It programs the I/O modules, and tests them."""

from typing import TYPE_CHECKING

from xos_cli.processes.hal.rows import Diagnostics

if TYPE_CHECKING:
    from xos_cli.command.call import Call
    from xos_cli.language import Command
    from xos_cli.switch.node import Node

TABLES = (Diagnostics,)


def running(node: "Node") -> None:
    """Reprogram the I/O modules from a new master, once every process has found out what the hardware says."""
    if node.fabric is not None:
        node.later(0.0, "hal", "reprogram")


def port_flags(call: "Call") -> dict[str, int]:
    """Return the ports where code points are looked at, and priorities or code points replaced, by letter."""
    from xos_cli.processes.hal.marks import marked_ports

    return marked_ports(call)


def check_recorded(call: "Call", command: "Command") -> None:
    """Refuse a least bandwidth that makes the sum of all profiles more than 100 percent."""
    if command.entry.handler == "configure_qosprofile":
        from xos_cli.processes.hal.qos import check_bandwidth

        check_bandwidth(call, command)
