"""802.1w: what a message means for a port, and which role each port has (802.1D-2004, 17.27, 17.28, 17.21)."""

from enum import Enum

from xos_cli.packets.frames import RST, TCN, Bpdu
from xos_cli.processes.stp.rows import NEVER, Times, Vector
from xos_cli.processes.stp.tree import (
    AGE_INCREMENT,
    AGREEMENT,
    ALTERNATE,
    BACKUP,
    DESIGNATED,
    LEARNING_FLAG,
    PROPOSAL,
    ROLE_SHIFT,
    ROOT,
    TC_ACK,
    TC_FLAG,
    WORST,
    Tree,
    TreePort,
    times_of,
    vector_of,
)

DESIGNATED_BITS = 3


class Sense(Enum):
    """What a message is, compared with what a port has (17.21.8)."""

    SUPERIOR = 0
    REPEATED = 1
    INFERIOR = 2
    ANSWER = 3
    OTHER = 4


# -- receiving ---------------------------------------------------------------------------------------------------------


def take(tree: Tree, port: TreePort, bpdu: Bpdu, now: float) -> bool:
    """Record a message; return False if it changes nothing but the age of the information."""
    if bpdu.kind == TCN:
        _tell(tree, port, now, notified=True)
        return True
    vector, times = vector_of(bpdu), times_of(bpdu)
    if bpdu.message_age >= bpdu.max_age or vector[2:] == (tree.settings.bridge, port.number):
        return False
    sense = _sense(port, vector, times, _is_designated(bpdu))
    if sense is Sense.REPEATED:
        doubted = port.expires != NEVER
        port.hear(now, AGE_INCREMENT)
        if not doubted and not bpdu.flags & (TC_FLAG | TC_ACK) and not _asks(port, bpdu):
            return False
    return _record(tree, port, bpdu, vector, times, sense, now)


def _is_designated(bpdu: Bpdu) -> bool:
    """Return whether a message comes from a designated port; those of 802.1D always do."""
    return bpdu.kind != RST or bpdu.flags >> ROLE_SHIFT & 3 == DESIGNATED_BITS


def _sense(port: TreePort, vector: Vector, times: Times, designated: bool) -> Sense:
    held = port.vector
    if not designated:
        return Sense.ANSWER if vector >= held else Sense.OTHER
    if port.received and vector == held and times == port.times:
        return Sense.REPEATED
    if vector < held or (port.received and vector[2:] == held[2:]):
        return Sense.SUPERIOR
    return Sense.INFERIOR


def _asks(port: TreePort, bpdu: Bpdu) -> bool:
    """Return whether a repeated message proposes, or agrees to what the port proposes."""
    return port.point_to_point and bool(bpdu.flags & (PROPOSAL | AGREEMENT))


def _record(tree: Tree, port: TreePort, bpdu: Bpdu, vector: Vector, times: Times, sense: Sense, now: float) -> bool:
    """Carry out 17.27: what the message says counts from now on, or is answered."""
    if sense is Sense.SUPERIOR:
        port.agreed = port.proposing = port.disputed = False
        port.agree = port.agree and port.received and vector <= port.vector
        _note_flags(tree, port, bpdu, now)
        port.synced = port.synced and port.agreed
        port.vector, port.times, port.received = vector, times, True
        port.hear(now, AGE_INCREMENT)
    elif sense is Sense.REPEATED:
        _note_flags(tree, port, bpdu, now)
    elif sense is Sense.INFERIOR:
        _dispute(port, bpdu)
    elif port.received and vector[2:] == port.vector[2:]:
        age_out(port)
    elif sense is Sense.ANSWER:
        _agree(port, bpdu)
        _note_change(tree, port, bpdu, now)
    return True


def _note_flags(tree: Tree, port: TreePort, bpdu: Bpdu, now: float) -> None:
    if port.point_to_point and bpdu.kind == RST and bpdu.flags & PROPOSAL:
        port.proposed = True
    _agree(port, bpdu)
    _note_change(tree, port, bpdu, now)


def _agree(port: TreePort, bpdu: Bpdu) -> None:
    """Record agreement (17.21.9): only a neighbour on a point-to-point link can agree for the whole LAN."""
    port.agreed = port.point_to_point and bpdu.kind == RST and bool(bpdu.flags & AGREEMENT)
    if port.agreed:
        port.proposing = False


def _dispute(port: TreePort, bpdu: Bpdu) -> None:
    """Answer a worse bridge that believes itself designated; while it learns, this port must not (17.21.10).

    evidence: guide 11.3 p.441 (the answer)
    """
    if bpdu.kind == RST and bpdu.flags & LEARNING_FLAG:
        port.disputed, port.agreed = port.learns, False
    port.new_info = True


def age_out(port: TreePort) -> None:
    """Forget what a neighbour said; an edge port that heard no more messages is one again."""
    port.forget()
    if port.inconsistent:
        port.inconsistent, port.edge = False, True
    else:
        port.agreed, port.vector = False, WORST


# -- topology changes that are heard of --------------------------------------------------------------------------------


def _note_change(tree: Tree, port: TreePort, bpdu: Bpdu, now: float) -> None:
    if bpdu.flags & TC_FLAG:
        _tell(tree, port, now)
    if bpdu.kind != RST and bpdu.flags & TC_ACK:
        port.changing_until = 0.0


def _tell(tree: Tree, port: TreePort, now: float, notified: bool = False) -> None:
    """Propagate a topology change to all other ports; acknowledge a notification of 802.1D."""
    if not port.active:
        return
    if notified:
        begin_telling(tree, port, now)
        port.acknowledge = port.role == DESIGNATED
    for other in tree.others(port):
        other.propagate = True


def begin_telling(tree: Tree, port: TreePort, now: float) -> None:
    """Set the topology change flag for a while (17.21.7).  evidence: later 22.2 (twice the hello time)"""
    if port.changing_until <= now:
        times = tree.times
        port.changing_until = now + (2 * times.hello if port.rapid else times.max_age + times.forward_delay)
        port.new_info = True


# -- roles -------------------------------------------------------------------------------------------------------------


def select_roles(tree: Tree, now: float) -> None:
    """Choose the root port and the role of every other (17.21.25)."""
    tree.choose_root(port for port in tree.ports.values() if _leads(tree, port))
    tree.designated_times = _passed_on(tree.times) if tree.root_port else tree.settings.times
    for port in tree.ports.values():
        _select(tree, port)


def _leads(tree: Tree, port: TreePort) -> bool:
    """Return whether a port leads to a better root by another bridge."""
    own = tree.settings.bridge
    return port.received and port.vector.bridge != own and port.vector.root < own


def _passed_on(times: Times) -> Times:
    return times._replace(message_age=times.message_age + AGE_INCREMENT)


def _select(tree: Tree, port: TreePort) -> None:
    own = Vector(tree.root.root, tree.root.cost, tree.settings.bridge, port.number)
    if port is tree.root_port:
        port.selected = ROOT
    elif not port.received or own < port.vector:
        port.selected = DESIGNATED
        if port.received or port.vector != own or port.times != tree.designated_times:
            _become_designated(tree, port, own)
    else:
        port.selected = BACKUP if port.vector.bridge == tree.settings.bridge else ALTERNATE


def _become_designated(tree: Tree, port: TreePort, own: Vector) -> None:
    """Send this bridge's own vector (17.27, UPDATE); an agreement stays if the vector is not worse."""
    port.proposing = port.proposed = port.agree = False
    port.agreed = port.agreed and not port.received and own <= port.vector
    port.synced = port.synced and port.agreed
    port.vector, port.times = own, tree.designated_times
    if not port.inconsistent:
        port.forget()
    port.new_info = True
