"""802.1D: whether a message is better than what a port has, and which port does what (802.1D-1998, 8.6).

The names of the standard's procedures stand in the docstrings.
"""

from typing import TYPE_CHECKING

from xos_cli.processes.stp.rows import Vector
from xos_cli.processes.stp.tree import Tree, TreePort, times_of, vector_of

if TYPE_CHECKING:
    from xos_cli.packets.frames import Bpdu


def supersedes(tree: Tree, port: TreePort, bpdu: "Bpdu") -> bool:
    """Return whether a message supersedes the port information (8.6.2.2): it is better, or from the designated port."""
    held = port.vector
    if (bpdu.root, bpdu.cost, bpdu.bridge) != held[:3]:
        return (bpdu.root, bpdu.cost, bpdu.bridge) < held[:3]
    return bpdu.bridge != tree.settings.bridge or bpdu.port <= held.port


def record(port: TreePort, bpdu: "Bpdu", now: float) -> None:
    """Record configuration information (8.6.2) and how old it is."""
    port.vector, port.times, port.received = vector_of(bpdu), times_of(bpdu), True
    port.hear(now)


def is_designated(tree: Tree, port: TreePort) -> bool:
    """Return whether a port is the designated one of its LAN (8.6.5)."""
    return port.vector[2:] == (tree.settings.bridge, port.number)


def designate(tree: Tree, port: TreePort) -> None:
    """Become designated port (8.6.10): say what the bridge itself knows."""
    port.vector = Vector(tree.root.root, tree.root.cost, tree.settings.bridge, port.number)
    port.forget()
    port.times = tree.times


def update(tree: Tree) -> None:
    """Update the configuration (8.6.7): choose the root port and the designated ports."""
    tree.choose_root(port for port in tree.ports.values() if _leads(tree, port))
    for port in tree.ports.values():
        if _wins(tree, port):
            designate(tree, port)


def _leads(tree: Tree, port: TreePort) -> bool:
    """Return whether a port leads to a root that is better than this bridge (8.6.8.3.1)."""
    return not is_designated(tree, port) and port.vector.root < tree.settings.bridge


def _wins(tree: Tree, port: TreePort) -> bool:
    """Return whether a port is to be the designated one of its LAN (8.6.9.3)."""
    if port is tree.root_port:
        return False
    own = Vector(tree.root.root, tree.root.cost, tree.settings.bridge, port.number)
    return is_designated(tree, port) or port.vector.root != own.root or own <= port.vector
