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

from typing import TYPE_CHECKING, Any

from xos_cli.api.console import Console
from xos_cli.api.node import Event, Node
from xos_cli.api.switch import Snapshot, Switch

if TYPE_CHECKING:
    from xos_cli.api.network import Network

__all__ = ["Console", "Event", "Network", "Node", "Snapshot", "Switch"]


def __getattr__(name: str) -> Any:
    """Load the network when it is first asked for: a single switch needs nothing of it."""
    if name != "Network":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from xos_cli.api.network import Network

    return Network
