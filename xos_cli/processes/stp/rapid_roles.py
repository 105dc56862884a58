"""802.1w: how a port comes to the state of its role, and topology changes (802.1D-2004, 17.29 to 17.31)."""

from xos_cli.processes.stp.rapid_info import begin_telling
from xos_cli.processes.stp.rows import NEVER
from xos_cli.processes.stp.tree import (
    ALTERNATE,
    BACKUP,
    BLOCKING,
    DESIGNATED,
    FORWARDING,
    LEARNING,
    LISTENING,
    ROOT,
    Tree,
    TreePort,
)


def step(tree: Tree, port: TreePort, now: float) -> bool:
    """Take the next step of a port; False if there is none."""
    if port.role != port.selected:
        _take_role(tree, port, now)
        return True
    if port.inconsistent:
        return False
    if port.role == ROOT:
        return _root_step(tree, port, now)
    if port.role == DESIGNATED:
        return _designated_step(tree, port, now)
    return _blocked_step(tree, port)


# -- roles -------------------------------------------------------------------------------------------------------------


def _take_role(tree: Tree, port: TreePort, now: float) -> None:
    """Change the role.  A port that leaves the root or backup role is not trusted for a while.

    evidence: guide 11.3 p.441 (the timers), later 22.2 (their lengths)
    """
    if port.role == ROOT:
        port.recent_root_until = now + tree.times.forward_delay
    if port.role == BACKUP:
        port.recent_backup_until = now + 2 * tree.times.hello
    port.new_info = True
    port.role = port.selected
    if port.role in (ALTERNATE, BACKUP):
        port.turn(BLOCKING, now)
        port.forward_at, port.recent_root_until = NEVER, 0.0
        port.synced, port.sync, port.reroot = True, False, False
    elif port.state == BLOCKING and not port.inconsistent:
        _listen(tree, port, now)


def _listen(tree: Tree, port: TreePort, now: float) -> None:
    port.turn(LISTENING, now)
    port.forward_at = now + tree.times.forward_delay


def _advance(tree: Tree, port: TreePort, now: float) -> bool:
    """Take the next of the states listening, learning and forwarding."""
    if port.state == LEARNING:
        port.turn(FORWARDING, now)
        port.forward_at, port.proposing = NEVER, False
    else:
        port.turn(LEARNING, now)
        port.forward_at = now + tree.times.forward_delay
    return True


# -- the root port -----------------------------------------------------------------------------------------------------


def _root_step(tree: Tree, port: TreePort, now: float) -> bool:
    if _answer(tree, port):
        return True
    if port.state == FORWARDING:
        port.reroot, before = False, port.reroot
        return before
    if port.state == BLOCKING:
        _listen(tree, port, now)
        return True
    if port.point_to_point and not port.reroot:
        for other in tree.ports.values():
            other.reroot = True
        return True
    if port.forward_at <= now or _may_take_over(tree, port, now):
        return _advance(tree, port, now)
    return False


def _may_take_over(tree: Tree, port: TreePort, now: float) -> bool:
    """Return whether a new root port may forward at once: no port was root port lately, and it was no backup port."""
    if not port.point_to_point or port.recent_backup_until > now:
        return False
    return all(other.recent_root_until <= now for other in tree.others(port))


def _answer(tree: Tree, port: TreePort) -> bool:
    """Agree to a proposal as soon as every other port is in step; until then bring them into step."""
    if port.proposed and not port.agree:
        for other in tree.ports.values():
            other.sync = True
        port.proposed = False
        return True
    if port.proposed or (not port.agree and _all_synced(tree)):
        port.proposed = port.sync = False
        port.agree = port.new_info = True
        return True
    return False


def _all_synced(tree: Tree) -> bool:
    return all(port.synced for port in tree.ports.values() if port.role != ROOT)


# -- designated ports --------------------------------------------------------------------------------------------------


def _designated_step(tree: Tree, port: TreePort, now: float) -> bool:
    if port.state == BLOCKING:
        _listen(tree, port, now)
    elif _must_propose(port):
        port.proposing = port.new_info = True
    elif (not port.synced and (not port.learns or port.agreed or port.edge)) or (port.sync and port.synced):
        port.synced, port.sync, port.recent_root_until = True, False, 0.0
    elif port.reroot and port.recent_root_until <= now:
        port.reroot = False
    elif _must_discard(port):
        _listen(tree, port, now)
        port.disputed, port.recent_root_until = False, 0.0
    elif port.state != FORWARDING and not port.sync and (port.forward_at <= now or port.agreed or port.edge):
        return _advance(tree, port, now)
    else:
        return False
    return True


def _must_propose(port: TreePort) -> bool:
    rapid = port.point_to_point and port.rapid
    return rapid and not (port.state == FORWARDING or port.agreed or port.proposing or port.edge)


def _must_discard(port: TreePort) -> bool:
    """Return whether a port that learns or forwards has to stop: out of step, root port till now, or disputed."""
    return port.learns and not port.edge and ((port.sync and not port.synced) or port.reroot or port.disputed)


def _blocked_step(tree: Tree, port: TreePort) -> bool:
    if _answer(tree, port):
        return True
    port.synced, port.sync, port.reroot, before = True, False, False, (port.synced, port.sync, port.reroot)
    return before != (True, False, False)


# -- topology changes --------------------------------------------------------------------------------------------------


def topology_step(tree: Tree, port: TreePort, now: float) -> bool:
    """Detect a port that begins to forward, and pass on what other ports heard (17.31)."""
    carries = port.role in (ROOT, DESIGNATED) and not port.edge
    propagate, port.propagate = port.propagate, False
    if not carries:
        if port.active:
            port.active, port.changing_until = False, 0.0
            tree.flushed.append(port)
        return False
    if not port.active and port.state == FORWARDING:
        _detect(tree, port, now)
        return True
    if propagate and port.active:
        begin_telling(tree, port, now)
        tree.flushed.append(port)
    return False


def _detect(tree: Tree, port: TreePort, now: float) -> None:
    port.active = True
    tree.changes, tree.last_change = tree.changes + 1, now
    begin_telling(tree, port, now)
    for other in tree.others(port):
        other.propagate = True
