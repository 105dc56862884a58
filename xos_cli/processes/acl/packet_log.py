"""Log the packets that an entry with ``log`` or ``log-raw`` matches, as far as they come to the CPU.

evidence: guide 11.3 p.264 (which packets, and the event KERN:INFO), inferred (the words)
"""

from typing import TYPE_CHECKING

from xos_cli.packets.addresses import ip_text, mac_text
from xos_cli.packets.frames import Frame, Ipv4
from xos_cli.switch.fabric.headers import Field, headers

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Port
    from xos_cli.switch.node import Node

#: Octets that `log-raw` prints: the headers of Ethernet, IP and UDP.
HEADER = 42


def log_packet(node: "Node", owner: str, entry: str, port: "Port", vlan: str, frame: Frame, how: str) -> None:
    """Log the header of a packet, in words or (``log-raw``) as octets."""
    text = _octets(frame) if how == "log-raw" else _words(frame)
    place = f"port {node.chassis.port_name(port)} vlan {vlan}"
    node.event("Info", "KERN.Info", f"ACL {owner} entry {entry} {place}: {text}")


def _words(frame: Frame) -> str:
    packet = frame.payload
    if not isinstance(packet, Ipv4):
        return f"{mac_text(frame.src)} -> {mac_text(frame.dst)}"
    found = headers(frame)
    ports = [found[field] for field in (Field.SOURCE_PORT, Field.DESTINATION_PORT)]
    source, destination = (
        ip_text(address) + (f":{number}" if number is not None else "")
        for address, number in zip((packet.src, packet.dst), ports, strict=True)
    )
    return f"{source} -> {destination} protocol {found[Field.PROTOCOL]} length {packet.length}"


def _octets(frame: Frame) -> str:
    """Return the Ethernet header and the first octets of what follows in hexadecimal."""
    from xos_cli.packets import ethernet

    return ethernet.encode(frame)[:HEADER].hex(" ")
