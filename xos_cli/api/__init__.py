"""The Python interface: a booted switch, its consoles, faults and time.

    switch = Switch(chassis="bd10808")
    console = switch.console("MSM-A")
    console.run("create vlan sales")
    console.run("save", "y")
    switch.remove("MSM-A")
    switch.settle()
    assert switch.nodes["MSM-B"].state == "MASTER"

Virtual time passes while something is waited for, when a line is typed, and by ``advance``.
"""

from xos_cli.api.console import Console
from xos_cli.api.node import Event, Node
from xos_cli.api.switch import Snapshot, Switch

__all__ = ["Console", "Event", "Node", "Snapshot", "Switch"]
