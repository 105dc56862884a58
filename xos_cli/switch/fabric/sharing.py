"""Which port of a load-sharing group a frame leaves by.

evidence: guide 11.3 p.121-122 (what each algorithm looks at), inferred (the hash: any fixed function spreads frames)
"""

from typing import TYPE_CHECKING

from xos_cli.packets.frames import Frame, Ipv4, Udp

if TYPE_CHECKING:
    from xos_cli.switch.fabric.ports import FabricPort

PORT = "port"


def port_of_group(group: "list[FabricPort]", frame: Frame, algorithm: str, source: "FabricPort | None") -> "FabricPort":
    """Return the port for a frame to a known station; frames of one flow always take the same.

    *source* is the port it came in by, None for a frame of the switch itself.  A frame without IPv4 is looked at as by
    L2, whatever else the algorithm takes.
    """
    if algorithm == PORT:
        number = source.id[0] + source.id[1] if source is not None else 0
        return group[number % len(group)]
    packet = frame.payload
    number = 0
    if "L2" in algorithm or type(packet) is not Ipv4:
        number ^= frame.src ^ frame.dst
    if type(packet) is Ipv4:
        number ^= _of_packet(packet, algorithm)
    return group[number % len(group)]


def _of_packet(packet: Ipv4, algorithm: str) -> int:
    number = 0
    if "L3" in algorithm:
        number ^= packet.src ^ packet.dst
    if "L4" in algorithm and type(packet.payload) is Udp:
        number ^= packet.payload.src_port ^ packet.payload.dst_port
    if "CHK_SUM" in algorithm:
        number ^= packet.identifier ^ packet.length
    return number
