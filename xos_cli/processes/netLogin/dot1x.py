"""The hooks of 802.1X: ports, links, frames, servers, and a failover."""

from typing import TYPE_CHECKING

from xos_cli.packets.frames import Eapol, Frame
from xos_cli.processes.netLogin.authenticator import NEVER, PaeState
from xos_cli.processes.netLogin.facts import ports_with
from xos_cli.processes.netLogin.port_access import Attributes, PortAccess, access_of_node
from xos_cli.processes.netLogin.rows import DOT1X

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Port
    from xos_cli.switch.node import Node


def align_dot1x(node: "Node") -> None:
    """Create authenticators where ports need them, and delete the others."""
    if node.fabric is not None and (ports_with(node.store, DOT1X) or "netLogin dot1x" in node.memory):
        access_of_node(node).align()


def resume_dot1x(node: "Node") -> None:
    """Continue as a new master."""
    if node.fabric is not None and ports_with(node.store, DOT1X):
        access_of_node(node).resume()


def received(node: "Node", port: "Port", vid: int, frame: Frame) -> bool:
    """Take an EAPOL frame; one that is damaged, or comes to a port without 802.1X, is dropped."""
    found = node.memory.get("netLogin dot1x")
    if isinstance(frame.payload, Eapol) and isinstance(found, PortAccess):
        name = node.chassis.port_name(port)
        if any(own == name for own, _ in found.paes):
            found.take(name, frame, frame.payload)
    return True


def server_answered(node: "Node", port: str, mac: int, code: int, attributes: Attributes, server: int) -> None:
    """Process the answer of a RADIUS server about a station."""
    found = node.memory.get("netLogin dot1x")
    if isinstance(found, PortAccess):
        found.answered(port, mac, code, attributes, server)


def forget_station(node: "Node", port: str, mac: int) -> None:
    """Delete the authenticator of a station that was logged out, and request the identity at its port again."""
    found = node.memory.get("netLogin dot1x")
    if isinstance(found, PortAccess) and (port, mac) in found.paes and not found.is_leaving(port, mac):
        found.forget(port, mac)
        node.later(0.0, "netLogin", "align_dot1x")


# -- what the screens ask --------------------------------------------------------------------------------------------


def reauth_seconds(node: "Node", port: str, mac: int) -> int:
    """Return in how many seconds a client is asked again, 0 where it is not."""
    found = node.memory.get("netLogin dot1x")
    pae = found.paes.get((port, mac)) if isinstance(found, PortAccess) else None
    waits = pae is not None and pae.state is PaeState.AUTHENTICATED and pae.until != NEVER
    return round(pae.until - node.clock.now) if pae is not None and waits else 0


def authenticator_states(node: "Node", port: str) -> dict[int, str]:
    """Return the state of each authenticator at a port by its MAC address, 0 for that of anybody."""
    found = node.memory.get("netLogin dot1x")
    paes = found.paes if isinstance(found, PortAccess) else {}
    return {mac: pae.state.value for (own, mac), pae in sorted(paes.items()) if own == port}
