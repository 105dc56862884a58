"""`synchronize`: copy images and files from the master to the backup."""

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from xos_cli.command.answer import answer
from xos_cli.command.call import Call
from xos_cli.command.dialogue import Answer, Dialogue, Question, Step, Wait
from xos_cli.errors import Refusal
from xos_cli.switch.channel.end import Reply
from xos_cli.switch.election import State
from xos_cli.switch.hardware.release import release
from xos_cli.switch.messages import RebootNode, SelectImage
from xos_cli.switch.node import Node

if TYPE_CHECKING:
    from xos_cli.switch.node import Node


#: Seconds within which the backup has to be back.  evidence: later 16.2 (synchronize)
PATIENCE = 120.0
#: The first release whose MSMs can be synchronized.  evidence: guide 11.3 p.71
FIRST = (11, 0)
#: evidence: recalled
WARNING = "DO NOT interrupt synchronization, the backup MSM may become unbootable!\n"


def synchronize(call: Call) -> Dialogue:
    """Copy all images and saved configurations to the backup, which reboots before and after.

    evidence: guide 11.3 p.71 (what it does), later 16.2 (two reboots, time limit, question), recalled (messages)
    """
    node = call.node
    _possible(node)
    if node.config.dirty and not (yield from _saved(call)):
        return
    yield WARNING
    yield "Synchronize currently in progress - 0%\n"
    yield from _restart(node)
    yield "Synchronize currently in progress - 50%\n"
    yield from _copy(node)
    yield Wait(node.chassis.timing.synchronize)
    yield from _restart(node)
    yield "Synchronize currently in progress - 100%\nOK\n"


def _possible(node: Node) -> None:
    """Refuse without a backup that runs, and with software that cannot.  evidence: guide 11.3 p.71, inferred (words)"""
    peer = node.peer
    if peer is None or not node.files.backup_runs:
        raise Refusal("Error: There is no backup MSM to synchronize.")
    for name, version in ((node.name, node.version), (peer.name, dict(peer.images)[peer.image_booted])):
        if release(version) < FIRST:
            raise Refusal(f"Error: {name} runs {version}; synchronize needs version 11.0 or later on both MSMs.")


def _saved(call: Call) -> Generator[Step, Any, bool]:
    """Ask whether to save unsaved changes; return False, which cancels the operation, if they stay unsaved."""
    from xos_cli.processes.cfgmgr.facts import selected

    file = selected(call.node)
    if (yield Question(f"Do you want to save configuration changes to {file}? (y or n) ")) is not Answer.YES:
        return False
    yield from call.software.ask("cfgmgr", "write", call, file)
    return True


def _restart(node: Node) -> Dialogue:
    """Reboot the backup and wait until it stands by again."""
    node.checkpoint.send(RebootNode())
    yield Wait(2.0)
    back = yield Wait(PATIENCE, lambda: node.peer is not None and node.peer.state == State.BACKUP)
    if not back:
        raise Refusal("Error: The backup MSM did not come back within 120 seconds.")  # evidence: inferred (the words)


def _copy(node: Node) -> Dialogue:
    """Send every file, then the images: when these are answered, the files are too."""
    nvram, reply = node.flash.nvram, Reply()
    for name in node.flash.names():
        node.files.send(name)
    images = SelectImage(nvram.image_selected, tuple(sorted(nvram.images.items())), nvram.packages)
    node.checkpoint.send(images, reply.expect())
    taken = yield from answer(reply, PATIENCE)
    if node.files.refused or not taken:
        raise Refusal("Error: The backup MSM cannot write all files.")  # evidence: inferred (the words)
