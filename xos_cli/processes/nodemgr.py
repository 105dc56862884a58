"""Show the states of the MSMs, set their priorities in the election, and hand over from one to the other."""

from typing import TYPE_CHECKING

from xos_cli.command.call import Call
from xos_cli.command.dialogue import Answer, Dialogue, Question, Wait
from xos_cli.errors import Refusal
from xos_cli.processes.devmgr.rows import NodePriority
from xos_cli.record import NamedTuple
from xos_cli.switch.election import State
from xos_cli.switch.introduction import hardware_health, software_health
from xos_cli.switch.messages import Hello
from xos_cli.switch.watch import Sight

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis
    from xos_cli.switch.node import Node

#: evidence: guide 11.3 p.71 (what is refused), inferred (the words)
NOT_IN_SYNC = 'Error: The backup MSM is not in sync. Use "synchronize", or "run msm-failover force".'
NO_BACKUP = "Error: There is no backup MSM to fail over to."
SINGLE = "Error: This command is not supported on a stand-alone switch."


def priority(node: "Node") -> int:
    """Return the priority in the running configuration, or while there is none in the file that will be loaded."""
    rows = node.store.rows(NodePriority) or node.config.saved_rows(NodePriority)
    return next((int(row.priority) for row in rows if row.slot == node.msm.letter), 0)


class Row(NamedTuple):
    """One MSM as `show node` shows it."""

    slot: int
    name: str
    state: str
    priority: int
    software_health: int
    hardware_health: int


def rows(node: "Node") -> list[Row]:
    """Return every MSM in its slot, in the order of the slots: this one at first hand, the other as far as it is known
    here.

    The priority of the other, too, is that of the configuration in force here: it may have greeted before it.
    The health of one that cannot be heard is unknown, and shown as 0.  evidence: guide 11.3 p.73, inferred (the 0)
    """
    own = software_health(node), hardware_health(node)
    known = [Row(node.msm.index, node.name, node.state, node.priority(), *own)]
    configured = node.is_master or node.checkpoint.configured
    if node.peer is not None:
        known.append(_row(node.peer, _priority(node, node.peer.name) if configured else node.peer.priority))
    elif state := node.watch.state() if node.chassis.modular else "":
        msm = next(msm for msm in node.chassis.msms if msm.name == node.peer_name)
        known.append(Row(msm.index, msm.name, state, _priority(node, msm.name), 0, 0))
    return sorted(known)


def _row(hello: Hello, priority: int) -> Row:
    return Row(hello.slot, hello.name, hello.state, priority, hello.software_health, hello.hardware_health)


def _priority(node: "Node", name: str) -> int:
    """Return the priority that an MSM has in the running configuration."""
    letter = next(msm.letter for msm in node.chassis.msms if msm.name == name)
    return next((row.priority for row in node.store.rows(NodePriority) if row.slot == letter), 0)


def show_node(call: Call, detail: bool = False) -> str:
    """Print the state, priority and health of each node.

    evidence: later 12.4 p.117 (re-badged, NETGEAR 8800: words of the table), recalled (the labels of detail)
    """
    known = rows(call.node)
    if detail:
        return "\n".join(_block(row) for row in known)
    head = "Node   State      Priority  SwHealth HwHealth\n" + "-" * 47 + "\n"
    return head + "".join(
        f"{r.name:<7}{r.state:<10} {r.priority:<10}{r.software_health:<9}{r.hardware_health}\n" for r in known
    )


def _block(row: Row) -> str:
    fields = {
        "Node State": row.state,
        "Node Priority": row.priority,
        "Sw Health": row.software_health,
        "Hw Health": row.hardware_health,
    }
    return f"Node {row.name} information:\n" + "".join(
        f"  {label + ':':<16}{value}\n" for label, value in fields.items()
    )


def configure_node_slot_priority(call: Call, slot_id: str, node_pri: int) -> None:
    """Set the priority of an MSM at the next election; a working master is not pre-empted."""
    if not call.chassis.modular:
        raise Refusal(SINGLE)
    if node_pri:
        call.put(NodePriority(slot_id, node_pri))
    else:
        call.delete(NodePriority, slot_id)


def _successor(node: "Node", force: bool) -> bool:
    """Return whether an MSM can take over; unless it is forced, refuse where none can without loss."""
    peer = node.peer if node.watch.sight() is Sight.LINKED else None
    if peer is None or peer.state not in (State.BACKUP, State.MASTER):
        if not (force and node.is_master):
            raise Refusal(NO_BACKUP)
        return False
    if not node.checkpoint.in_sync and not force:
        raise Refusal(NOT_IN_SYNC)
    return True


def valid_run_msm_failover(chassis: "Chassis", **_: object) -> None:
    """Refuse the command on a switch without a second MSM."""
    if not chassis.modular:
        raise Refusal(SINGLE)


def run_msm_failover(call: Call, force: bool = False) -> Dialogue:
    """Hand over to the backup and restart; typed on the backup, ask the master to.

    Forced without a backup the master stands for election again, and wins.  evidence: guide 11.3 p.71, reference 10.1
    p.276
    """
    node = call.node
    valid_run_msm_failover(call.chassis)
    _successor(node, force)
    # evidence: vendor automation (the words up to the question mark)
    if (yield Question("Are you sure you want to failover? (y/n) ")) is not Answer.YES:
        return
    if not _successor(node, force):
        node.role.stand_again()
        yield Wait(1.0, lambda: node.is_master)
        return
    if node.is_master:
        node.clock.after(0.5, node.step_down)
    else:
        node.role.ask_for_mastership()
    yield Wait(float("inf") if node.is_master else 1.0)
