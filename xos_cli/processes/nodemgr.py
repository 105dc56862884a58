"""The node manager: the states of the MSMs, their election, failover."""

from typing import TYPE_CHECKING

from xos_cli.call import Call
from xos_cli.dialogue import Answer, Dialogue, Question, Wait
from xos_cli.errors import Refusal
from xos_cli.processes._devices import NodePriority
from xos_cli.switch.election import State
from xos_cli.switch.messages import Hello

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

#: evidence: guide 11.3 p.71 (what is refused), inferred (the words)
NOT_IN_SYNC = 'Error: The backup MSM is not in sync. Use "synchronize", or "run msm-failover force".'
NO_BACKUP = "Error: There is no backup MSM to fail over to."
SINGLE = "Error: This command is not supported on a stand-alone switch."


def priority(node: "Node") -> int:
    """The priority in the running configuration, or while there is none in the file that will be loaded."""
    rows = node.store.rows(NodePriority) or node.config.saved_rows(NodePriority)
    return next((int(row.priority) for row in rows if row.slot == node.msm.letter), 0)


def hellos(node: "Node") -> list[Hello]:
    """What is known of the nodes, in the order of their slots: of this one at first hand, of the other what it said.

    The priority of the other, too, is that of the configuration in force here: the other may have greeted before it.
    """
    known = [node.hello()]
    if node.peer is not None:
        configured = node.is_master or node.checkpoint.configured
        peer = node.peer._replace(priority=_priority(node, node.peer.name)) if configured else node.peer
        known.append(peer)
    return sorted(known, key=lambda hello: hello.slot)


def _priority(node: "Node", name: str) -> int:
    """The priority that an MSM has in the running configuration."""
    letter = next(msm.letter for msm in node.chassis.msms if msm.name == name)
    return next((row.priority for row in node.store.rows(NodePriority) if row.slot == letter), 0)


def show_node(call: Call, detail: bool = False) -> str:
    """evidence: guide 12.4 p.117 (words of the table), recalled (the labels of detail)"""
    rows = hellos(call.node)
    if detail:
        return "\n".join(_block(row) for row in rows)
    head = "Node   State      Priority  SwHealth HwHealth\n" + "-" * 47 + "\n"
    return head + "".join(
        f"{r.name:<7}{r.state:<10} {r.priority:<10}{r.software_health:<9}{r.hardware_health}\n" for r in rows
    )


def _block(row: Hello) -> str:
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
    """Takes effect at the next election: a master that works is not pre-empted."""
    if not call.chassis.modular:
        raise Refusal(SINGLE)
    if node_pri:
        call.put(NodePriority(slot_id, node_pri))
    else:
        call.delete(NodePriority, slot_id)


def _possible(node: "Node", force: bool) -> None:
    """A refusal if there is nobody now who could take over, or who could without loss."""
    peer = node.peer
    if peer is None or peer.state not in (State.BACKUP, State.MASTER):
        raise Refusal(NO_BACKUP)
    if not node.checkpoint.in_sync and not force:
        raise Refusal(NOT_IN_SYNC)


def run_msm_failover(call: Call, force: bool = False) -> Dialogue:
    """The master hands over and restarts; typed on the backup it asks the master to.  evidence: guide 11.3 p.71"""
    node = call.node
    if not call.chassis.modular:
        raise Refusal(SINGLE)
    _possible(node, force)
    # evidence: vendor automation (the words up to the question mark)
    if (yield Question("Are you sure you want to failover? (y/n) ")) is not Answer.YES:
        return
    _possible(node, force)
    if node.is_master:
        node.clock.after(0.5, node.step_down)
    else:
        node.ask_for_mastership()
    yield Wait(float("inf") if node.is_master else 1.0)
