"""Keep the files in the flash of both MSMs the same: changes on the master go to the backup at once, a checkpoint
compares the two flashes.

evidence: guide 11.3 p.70 and p.72 (a running backup gets each file, one that comes gets the master's), recalled (`cp`,
`mv`, `rm`), inferred (which of two versions wins, a flash that refuses)
"""

from contextlib import suppress
from typing import TYPE_CHECKING

from xos_cli.errors import FlashError
from xos_cli.switch.channel.pieces import Done
from xos_cli.switch.election import State
from xos_cli.switch.flash import NVRAM, Listed
from xos_cli.switch.messages import File, FileWanted, Message, Select
from xos_cli.switch.timing.calendar import stamp

if TYPE_CHECKING:
    from xos_cli.switch.node_parts import NodeParts


class SharedFiles:
    """One node's half of the file synchronization.

    *refused*: on the master the files that are not the same on the backup because a flash refused, on the backup those
    that it could not write.  *theirs*: on the master the files of the backup, as it listed them and took them since.
    *through*: on the master whether this checkpoint has compared all files.  *under_way*: how many files and selections
    the backup has not answered yet.
    """

    def __init__(self, node: "NodeParts") -> None:
        self.node = node
        self.refused: set[str] = set()
        self.theirs: dict[str, Listed] = {}
        self.through = False
        self.under_way = 0
        self._compared: set[str] = set()
        self._fetching: set[str] = set()

    # -- the master: commands --------------------------------------------------------------------------------------

    def write(self, name: str, data: bytes) -> None:
        """Make or replace a file; FlashError, and nothing is changed anywhere, if this flash cannot."""
        moment = self.node.time()
        self.node.flash.write(name, data, moment)
        self.node.config.replaced(name)
        self.share(File(name, data, moment))

    def rename(self, old: str, new: str) -> None:
        """Give a file a new name; one that has it already is replaced."""
        flash = self.node.flash
        when = self._removal_time(old)
        flash.rename(old, new)
        for name in (old, new):
            self.node.config.replaced(name)
        self.share(File(new, flash.read(new), flash.modified(new)))
        if old != new:
            self.share(File(old, None, when))

    def remove(self, name: str) -> None:
        """Delete a file."""
        when = self._removal_time(name)
        self.node.flash.remove(name)
        self.node.config.replaced(name)
        self.share(File(name, None, when))

    def _removal_time(self, name: str) -> float:
        """Return now, or the file's own time if the clock was set back since it was written."""
        return max(self.node.time(), self.node.flash.modified(name))

    def share(self, message: File, *done: Done) -> bool:
        """Have a running backup write or delete a file; each of *done* is told whether it has.

        False, and nobody is told, if there is no such backup.  It is told of a removal later if it cannot be now.
        evidence: guide 11.3 p.70 (a backup that runs)
        """
        self._fetching.discard(message.name)
        self._note_removal(message)
        if not self.backup_runs:
            return False
        return self._send(message, message.name, self._shared, *done)

    def _send(self, message: File | Select, name: str, *done: Done) -> bool:
        """Send what the backup must have to be in sync; False, and it has not, if nothing can be sent."""
        going = self.node.checkpoint.send(message, self._arrived, *done)
        self.under_way += going
        if not going:
            self._judge(name, taken=False)
        return going

    def _arrived(self, message: Message, taken: bool) -> None:
        self.under_way -= 1

    def _shared(self, message: Message, taken: bool) -> None:
        """Handle the backup's answer to a file."""
        assert isinstance(message, File)
        if taken:
            self._told(message)
        self._judge(message.name, taken)

    @property
    def backup_runs(self) -> bool:
        """Return whether there is an MSM that runs as the backup."""
        return self.node.peer is not None and self.node.peer.state == State.BACKUP

    def _note_removal(self, message: File) -> None:
        """Note a removal until the other MSM has carried it out; a file that is made again ends the note."""
        name, data, when = message[:3]
        if not self.node.chassis.modular:
            return
        removals = [removal for removal in self.node.flash.nvram.removals if removal[0] != name]
        if data is None:
            removals.append((name, when))
        self.node.flash.note(removals=tuple(removals))

    def _told(self, message: File) -> None:
        """Note that the backup has carried out a change of a file."""
        name, data, when = message[:3]
        if data is not None:
            self.theirs[name] = Listed.of(name, data, when)
            return
        self.theirs.pop(name, None)
        removals = self.node.flash.nvram.removals
        if (name, when) in removals:
            self.node.flash.note(removals=tuple([removal for removal in removals if removal != (name, when)]))

    def select(self, *done: Done) -> bool:
        """Let the backup have the same selection and the same dirty mark; each of *done* is told whether it has.

        False, and nobody is told, if it cannot be told or does not have the file yet: it is at the end of a comparison.
        """
        selected = self.node.flash.nvram.config_selected
        if not self.through and not self._both_have(selected):
            return False
        return self._send(Select(selected, self.node.config.dirty), NVRAM, self._selected, *done)

    def _selected(self, message: Message, taken: bool) -> None:
        self._judge(NVRAM, taken)

    def _both_have(self, name: str) -> bool:
        """Return whether the backup has the same file; no name is the factory's configuration, which it always has."""
        there, flash = self.theirs.get(name), self.node.flash
        try:
            return not name or (there is not None and there.digest == Listed.of(name, flash.read(name), 0.0).digest)
        except (KeyError, FlashError):
            return False

    def _judge(self, name: str, taken: bool) -> None:
        """Take the backup out of sync for a file that it lacks; bring it in sync with the last that was missing."""
        checkpoint = self.node.checkpoint
        if not taken and checkpoint.active:
            self.refused.add(name)
            checkpoint.in_sync = False
        elif taken and name in self.refused:
            self.refused.remove(name)
            if self.refused == {NVRAM}:
                self.select()
            else:
                checkpoint.complete()

    # -- the master: a checkpoint ------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Compare all files anew."""
        self.through = False
        self.refused.clear()
        self._compared.clear()
        self._fetching.clear()

    def compare(self) -> int | None:
        """Make the next file the same on both MSMs; its size, or None if all have been compared."""
        mine = set(self.node.flash.names())
        removed = dict(self.node.flash.nvram.removals)
        for name in sorted(mine | self.theirs.keys() | removed.keys()):
            if name not in self._compared:
                self._compared.add(name)
                return self.send(name) if name in mine else self._absent(name, removed.get(name))
        self.through = True
        return None

    def _absent(self, name: str, removed: float | None) -> int:
        """Settle a file that this node does not have: it was removed here, or made on the other MSM."""
        there = self.theirs.get(name)
        if there is None:
            removals = self.node.flash.nvram.removals
            self.node.flash.note(removals=tuple([removal for removal in removals if removal[0] != name]))
            return 0
        if removed is not None and removed >= there.modified:
            self.share(File(name, None, removed))
            return 0
        if removed is not None:
            own = f"{self.node.name} of {stamp(removed)}"
            self._log(f"{name}: the removal on {own} is older than the file of {self._theirs(there)}, which stays")
        return self._fetch(there)

    def send(self, name: str) -> int:
        """Send a file; its size.  A damaged configuration or an unreadable file gives way to a sound one there."""
        flash, there = self.node.flash, self.theirs.get(name)
        try:
            data, modified = flash.read(name), flash.modified(name)
        except (KeyError, FlashError):
            return self._fetch(there) if there else self._unreadable(name)
        mine = Listed.of(name, data, modified)
        if there and there.digest != mine.digest and not self.node.config.sound(name, data):
            return self._fetch(there)
        if there and there.digest != mine.digest:
            own = f"the file of {self.node.name} of {stamp(modified)}"
            self._log(f"{name}: {own} replaces that of {self._theirs(there)}")
        self.share(File(name, data, modified))
        return len(data)

    def _unreadable(self, name: str) -> int:
        self._judge(name, taken=False)
        return 0

    def _fetch(self, there: Listed) -> int:
        """Have the backup send a file that this node lacks; its size.  Until it is here the two are not the same."""
        self._fetching.add(there.name)
        self.refused.add(there.name)
        self.node.checkpoint.send(FileWanted(there.name))
        return there.size

    def _theirs(self, there: Listed) -> str:
        return f"{self.node.peer_name} of {stamp(there.modified)}"

    def _log(self, text: str) -> None:
        """Log which of two versions of a file wins.  evidence: inferred (the event and its words)"""
        self.node.event("Warning", "cm.file.version", text)

    def fetched(self, message: File) -> None:
        """Keep a file of the backup that was asked for, unless a command has made or removed it since."""
        name, data, modified = message[:3]
        if name not in self._fetching:
            return
        self._fetching.remove(name)
        if data is None:
            self.theirs.pop(name, None)
            self._judge(name, taken=name not in self.node.flash.names())
            return
        if name in self.node.flash.names() and not self.node.config.sound(name, data):
            self._send_own(name)
            return
        self.node.flash.write(name, data, modified)
        self.node.config.replaced(name)
        self._log(f"{name}: the file of {self.node.peer_name} of {stamp(modified)} is copied to {self.node.name}")
        self._note_removal(message)
        self._told(message)
        self._judge(name, taken=True)

    def _send_own(self, name: str) -> None:
        """Send a damaged file whose other version is no better; what cannot be read stays different."""
        flash = self.node.flash
        with suppress(KeyError, FlashError):
            self.share(File(name, flash.read(name), flash.modified(name)))

    # -- the backup --------------------------------------------------------------------------------------------------

    def take(self, message: File) -> None:
        """Write or delete a file of the master; FlashError if this flash cannot."""
        try:
            self.node.flash.put(message.name, message.data, message.modified)
        except FlashError:
            self.refused.add(message.name)
            self.node.checkpoint.in_sync = False
            raise
        self.refused.discard(message.name)

    def wanted(self, message: FileWanted) -> None:
        """Send the master a file that only this flash has; FlashError if it cannot be read."""
        flash, name = self.node.flash, message.name
        there = name in flash.names()
        file = File(name, flash.read(name), flash.modified(name)) if there else File(name, None, self.node.time())
        self.node.checkpoint.send(file)

    def selected(self, message: Select) -> None:
        """Take over the master's selection and dirty mark; FlashError, and the old selection stays, if the file could
        not be written here."""
        flash = self.node.flash
        chosen, wanted = flash.nvram.config_selected, message.config_selected
        missing = wanted in self.refused
        self.node.config.dirty = message.dirty or missing
        keep = missing and chosen != wanted
        if not keep:
            flash.change(config_selected=wanted)
        if chosen != wanted or self.refused:  # no InSync message will come, which would make the node greet
            self.node.greet()
        if keep:
            raise FlashError(f"Cannot select {wanted}: it is not in this flash")  # evidence: inferred (the words)

    def forget(self) -> None:
        """Forget the removals noted here: both MSMs have the same files now."""
        self.node.flash.note(removals=())
