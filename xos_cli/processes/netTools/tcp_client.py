"""TCP connections that the switch opens for its processes: they are called when a connection has changed.

A connection belongs to its MSM, and ends with the MSM's role.
"""

from typing import TYPE_CHECKING

from xos_cli.packets.addresses import ip_number
from xos_cli.packets.frames import Ipv4
from xos_cli.processes.netTools.probes import source_of
from xos_cli.switch.tcp import TcpState
from xos_cli.switch.tcp_ends import TcpEnds, TcpKey

if TYPE_CHECKING:
    from xos_cli.switch.node import Node


class TcpUsers:
    """Who uses which connection of a switch: its virtual router, and the process and the function that are called."""

    def __init__(self, node: "Node") -> None:
        self.node = node
        self.routers: dict[TcpKey, str] = {}
        self.users: dict[TcpKey, tuple[str, str]] = {}
        self.pending = "", "", ""

    def send(self, key: TcpKey, packet: Ipv4) -> None:
        """Send a packet of a connection; a new one is that of the process that opens it now."""
        if key not in self.routers:
            self.routers[key], *user = self.pending
            self.users[key] = user[0], user[1]
        self.node.call("rtmgr", "transmit", self.routers[key], packet)

    def heard(self, key: TcpKey) -> None:
        """Tell the process that its connection has changed."""
        if key in self.users:
            self.node.call(*self.users[key], key)


def _ends(node: "Node") -> tuple[TcpEnds, TcpUsers]:
    """Return the table of the TCP connections of an MSM."""
    users = node.memory.get("tcp users")
    ends = node.memory.get("tcp")
    if not isinstance(users, TcpUsers) or not isinstance(ends, TcpEnds):
        users = node.memory["tcp users"] = TcpUsers(node)
        ends = node.memory["tcp"] = TcpEnds(node.clock, users.send, users.heard)
    return ends, users


def tcp_open(
    node: "Node", router: str, ends: tuple[str, str], far_port: int, process: str, function: str
) -> TcpKey | None:
    """Open a connection between the addresses *ends*, one's own "" for that on the way; None where there is no way.

    *function* of the process is called with the key whenever the connection has changed.
    """
    own, far = ends
    source = source_of(node, router, ip_number(far)) if node.fabric is not None else 0
    if not source:
        return None
    found, users = _ends(node)
    users.routers = {key: name for key, name in users.routers.items() if key in found.ends}
    users.pending = router, process, function
    return found.open(ip_number(own) if own else source, ip_number(far), far_port)


def tcp_write(node: "Node", key: TcpKey, data: bytes) -> None:
    """Send octets over a connection, as soon as it is open."""
    _ends(node)[0].write(key, data)


def tcp_read(node: "Node", key: TcpKey) -> bytes:
    """Return and forget what came in over a connection."""
    return _ends(node)[0].read(key)


def tcp_over(node: "Node", key: TcpKey) -> bool:
    """Return whether nothing more comes in over a connection: it was closed, refused or lost."""
    end = _ends(node)[0].ends.get(key)
    return end is None or (end.over and end.state != TcpState.SYN_SENT)


def tcp_close(node: "Node", key: TcpKey) -> None:
    """Close a connection; its process is no longer called."""
    ends, users = _ends(node)
    users.users.pop(key, None)
    ends.close(key)
    if key not in ends.ends:
        users.routers.pop(key, None)


def take_segment(node: "Node", packet: Ipv4) -> bool:
    """Process a segment of a connection that a process has opened; return False for any other."""
    return "tcp" in node.memory and _ends(node)[0].take(packet)
