"""The files that both MSMs have: what is written or removed on the master is so in the backup's flash too.

evidence: guide 11.3 p.72 (a backup that comes, a save), recalled (`cp`, `mv`, `rm`), inferred (a flash that refuses)
"""

from typing import TYPE_CHECKING

from xos_cli.errors import FlashError
from xos_cli.switch.flash import NVRAM
from xos_cli.switch.messages import File, Select

if TYPE_CHECKING:
    from xos_cli.switch.node import Node


class SharedFiles:
    """One node's half of it.

    *refused*: on the master the files that the backup could not write, on the backup those that it could not itself.
    """

    def __init__(self, node: "Node") -> None:
        self.node = node
        self.refused: set[str] = set()

    # -- the master ----------------------------------------------------------------------------------------------

    def write(self, name: str, data: bytes) -> None:
        """Make or replace a file; FlashError, and nothing is changed anywhere, if this flash cannot."""
        moment = self.node.time()
        self.node.flash.write(name, data, moment)
        self.node.config.replaced(name)
        self.share(File(name, data, moment))

    def rename(self, old: str, new: str) -> None:
        """Give a file a new name; one that has it already is replaced."""
        flash = self.node.flash
        flash.rename(old, new)
        for name in (old, new):
            self.node.config.replaced(name)
        self.share(File(new, flash.read(new), flash.modified(new)))
        if old != new:
            self.share(File(old, None, self.node.time()))

    def remove(self, name: str) -> None:
        """Delete a file."""
        self.node.flash.remove(name)
        self.node.config.replaced(name)
        self.share(File(name, None, self.node.time()))

    def send(self, name: str) -> int:
        """Send a file as it is, unless it is gone, unreadable or a damaged configuration; its size."""
        flash = self.node.flash
        try:
            data, modified = flash.read(name), flash.modified(name)
        except (KeyError, FlashError):
            return 0
        if self.node.config.sound(name, data):
            self.share(File(name, data, modified))
        return len(data)

    def share(self, message: File) -> bool:
        """Have the backup write or delete a file; whether it has.  It is told later of what is gone."""
        taken = self.node.checkpoint.send(message)
        if self.node.chassis.modular:
            self._remember(message.name, gone=message.data is None and not taken)
        self._judge(message.name, taken)
        return taken

    def _remember(self, name: str, gone: bool) -> None:
        """Remember that the other MSM does not know that a file is gone, or that there is no more to be known."""
        flash = self.node.flash
        known = [other for other in flash.nvram.removed if other != name]
        flash.note(removed=(*known, name) if gone else tuple(known))

    def gone(self) -> list[str]:
        """The files that the other MSM may have and this one removed."""
        there = self.node.flash.names()
        return [name for name in self.node.flash.nvram.removed if name not in there]

    def forget(self) -> None:
        """This node has what the master has: of what it once removed itself nobody need be told."""
        self.node.flash.note(removed=())

    def select(self) -> bool:
        """Let the backup have the same selection and the same dirty mark; whether it has."""
        message = Select(self.node.flash.nvram.config_selected, self.node.config.dirty)
        taken = self.node.checkpoint.send(message)
        self._judge(NVRAM, taken)
        return taken

    def _judge(self, name: str, taken: bool) -> None:
        """Without every file the backup is not in sync; with the last that was missing it is."""
        checkpoint = self.node.checkpoint
        if not taken and checkpoint.active:
            self.refused.add(name)
            checkpoint.in_sync = False
        elif taken and name in self.refused:
            self.refused.remove(name)
            checkpoint.complete()

    # -- the backup ----------------------------------------------------------------------------------------------

    def take(self, message: File) -> None:
        """A file of the master; FlashError if this flash cannot have it."""
        try:
            self.node.flash.put(message.name, message.data, message.modified)
        except FlashError:
            self.refused.add(message.name)
            self.node.checkpoint.in_sync = False
            raise
        self.refused.discard(message.name)

    def selected(self, message: Select) -> None:
        """The master's choice of file and its dirty mark; what this flash could not write is not saved here."""
        flash = self.node.flash
        chosen = flash.nvram.config_selected
        self.node.config.dirty = message.dirty or message.config_selected in self.refused
        flash.change(config_selected=message.config_selected)
        if chosen != message.config_selected or self.refused:  # no InSync will come, with which it would greet
            self.node.greet()
