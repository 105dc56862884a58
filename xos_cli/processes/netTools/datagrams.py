"""Datagrams of the switch as a client: log messages to servers, and requests whose answers are noted as rows."""

from typing import TYPE_CHECKING

from xos_cli.packets.addresses import ip_number
from xos_cli.packets.frames import Ipv4, Udp
from xos_cli.packets.syslog import LOCAL0, PORT, Syslog, encode
from xos_cli.processes.netTools.probes import source_of

if TYPE_CHECKING:
    from xos_cli.switch.node import Node


def send(node: "Node", router: str, host: str, ports: tuple[int, int], data: bytes, own: str = "") -> bool:
    """Send a datagram from and to these ports; False where there is no way to the host, or it is no address.

    *own*: the switch's address that it comes from, "" for that on the way.
    """
    try:
        address = ip_number(host)
    except ValueError:
        return False
    source = source_of(node, router, address) if node.fabric is not None else 0
    if not source:
        return False
    source = ip_number(own) if own else source
    node.call("rtmgr", "transmit", router, Ipv4(source, address, Udp(*ports, data)))
    return True


def send_log(node: "Node", server: str, severity: int, text: str) -> None:
    """Send a log message to a server: ``syslog 10.0.0.1 vr VR-Mgmt local0``, or ``10.0.0.1:1514`` for another port."""
    _, address, _, router, facility = server.split()
    host, _, port = address.partition(":")
    message = Syslog(LOCAL0 + int(facility[-1]), severity, text.strip())
    send(node, router, host, (PORT, int(port or PORT)), encode(message))


def send_datagram(node: "Node", router: str, host: str, ports: tuple[int, int], data: bytes, own: str = "") -> bool:
    """Send a datagram for another process, as ``send`` does."""
    return send(node, router, host, ports, data, own)
