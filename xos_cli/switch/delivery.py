"""Carry out each message that arrives from the other node."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from xos_cli.switch.election import State
from xos_cli.switch.messages import (
    Ack,
    Bulk,
    BulkDone,
    CheckpointBegin,
    CheckpointStart,
    ConfigDone,
    Dynamic,
    Failsafe,
    File,
    FileWanted,
    Forwarded,
    Handover,
    Hello,
    ImageOrder,
    InSync,
    Message,
    ModuleConfig,
    ProcessOrder,
    RebootNode,
    Select,
    SelectImage,
    SetTime,
    Usage,
    UsageWanted,
)

if TYPE_CHECKING:
    from xos_cli.switch.node_parts import NodeParts


def deliver(node: "NodeParts", message: Message) -> None:
    """Pass *message* to the part of *node* that carries it out."""
    _TAKERS[type(message)](node, message)


def _hello(node: "NodeParts", message: Hello) -> None:
    """Keep the other node's greeting; tell the master's device manager if that node is new."""
    new, moved = node.peer is None, node.peer is None or node.peer.state != message.state
    node.peer = node.watch.last_word = message
    if new and node.is_master and node.running:
        node.call("devmgr", "other_came")
    if moved and node.running:
        node.software.tell("peer_moved", node, message.state)
    node.checkpoint.examine()


def _start(node: "NodeParts", message: CheckpointStart) -> None:
    node.config.enter(node.config.state, "CHKP_START")
    node.begin_checkpoint(message)


def _counted(node: "NodeParts", message: Ack) -> None:
    """Do nothing: an acknowledgement is only counted."""


def _time(node: "NodeParts", message: SetTime) -> None:
    node.rtc_offset = message.offset


def _forwarded(node: "NodeParts", message: Forwarded) -> None:
    node.software.route(node, message.entry, forwarded=True)


def _handover(node: "NodeParts", message: Handover) -> None:
    """Become master (on the backup), or step down (on the master); a node that boots stands for election later."""
    if node.is_master:
        node.clock.after(0.5, node.step_down)
    elif node.state == State.BACKUP:
        node.role.take_over()


def _reboot(node: "NodeParts", message: RebootNode) -> None:
    node.role.reboot()


def _order(node: "NodeParts", message: ProcessOrder) -> None:
    node.call("epm", "process_ordered", message.verb, message.name)


def _image(node: "NodeParts", message: SelectImage) -> None:
    images = {**node.flash.nvram.images, **dict(message.images)}
    packages = node.flash.nvram.packages if message.packages is None else message.packages
    node.flash.change(image_selected=message.partition, images=images, packages=packages)
    node.greet()


def _install(node: "NodeParts", message: ImageOrder) -> None:
    node.call("epm", "image_ordered", message)


def _failsafe(node: "NodeParts", message: Failsafe) -> None:
    node.flash.change(failsafe=(message.name, message.password))


def _usage_wanted(node: "NodeParts", message: UsageWanted) -> None:
    node.call("epm", "usage_wanted")


def _usage(node: "NodeParts", message: Usage) -> None:
    node.call("epm", "usage_told", message)


_TAKERS: dict[type, Callable[["NodeParts", Any], None]] = {
    Hello: _hello,
    CheckpointStart: _start,
    Ack: _counted,
    SetTime: _time,
    Forwarded: _forwarded,
    Handover: _handover,
    RebootNode: _reboot,
    ProcessOrder: _order,
    SelectImage: _image,
    ImageOrder: _install,
    Failsafe: _failsafe,
    UsageWanted: _usage_wanted,
    Usage: _usage,
    CheckpointBegin: lambda node, message: node.checkpoint.replica.begin(message),
    File: lambda node, message: node.checkpoint.replica.file(message),
    FileWanted: lambda node, message: node.files.wanted(message),
    Select: lambda node, message: node.checkpoint.replica.select(message),
    ModuleConfig: lambda node, message: node.checkpoint.replica.module(message),
    ConfigDone: lambda node, message: node.checkpoint.replica.config_done(message),
    Bulk: lambda node, message: node.checkpoint.replica.bulk(message),
    BulkDone: lambda node, message: node.checkpoint.replica.bulk_done(message),
    InSync: lambda node, message: node.checkpoint.replica.synced(message),
    Dynamic: lambda node, message: node.checkpoint.replica.dynamic(message),
}
