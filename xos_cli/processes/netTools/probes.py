"""Probes of `ping` and `traceroute`: their identifiers, their source, and the rows in which answers are noted."""

from typing import TYPE_CHECKING

from xos_cli.packets.frames import Ipv4, Raw
from xos_cli.processes.netTools.rows import ProbeAnswer, SentProbe

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

#: Identifiers begin here, so that they look like the ports of a client.
FIRST = 40000


def begin(node: "Node") -> int:
    """Return an identifier that no other probe of this MSM has."""
    taken = {row.identifier for row in node.store.rows(SentProbe)}
    return next(number for number in range(FIRST, 65536) if number not in taken)


def answer_to(node: "Node", identifier: int, sequence: int) -> None:
    """Note that the answer to a probe is waited for."""
    with node.change() as transaction:
        transaction.delete(ProbeAnswer, identifier, sequence)
        transaction.put(SentProbe(identifier, sequence, node.clock.now))


def end(node: "Node", identifier: int) -> None:
    """Forget the probes of an identifier, and their answers."""
    with node.change() as transaction:
        for probe in node.store.rows(SentProbe):
            if probe.identifier == identifier:
                transaction.delete(SentProbe, identifier, probe.sequence)
                transaction.delete(ProbeAnswer, identifier, probe.sequence)


def source_of(node: "Node", router: str, address: int) -> int:
    """Return the switch's own address on the way to *address*; 0 if there is no way."""
    assert node.fabric is not None
    hop = node.fabric.router.hop(router, Ipv4(0, address, Raw(0, b"")))
    interface = node.fabric.router.interfaces.get(hop.vid) if hop else None
    if hop is None or interface is None:
        return 0
    return interface.subnet_of(hop.gateway or address) or interface.addresses[0][0]
