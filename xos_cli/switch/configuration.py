"""The configuration manager of one node: the selected file, unsaved changes, and its own states.

evidence: capture 12.5 debug-cfgmgr-show-history (names and order of the states), debug-cfgmgr-show (the flags)
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from xos_cli.errors import DamagedFile, FlashError
from xos_cli.record import NamedTuple
from xos_cli.switch.channel.end import Reply
from xos_cli.switch.messages import File
from xos_cli.switch.replication.shared_tables import process_of
from xos_cli.switch.saved.comparison import differ
from xos_cli.switch.saved.foreign import not_applied, remarks
from xos_cli.switch.saved.reader import Header, Saved
from xos_cli.switch.saved.savedfile import Unknown, read, rows_of, write
from xos_cli.switch.tables import Scope, info, innate, key_of

if TYPE_CHECKING:
    from xos_cli.switch.node_parts import NodeParts

#: A cache, because both MSMs read the same file, and a drill boots with it again and again.
_read = lru_cache(maxsize=4)(read)


class CmChange(NamedTuple):
    """One line of the configuration manager's history."""

    node_state: str
    cm_state: str
    event: str
    at: float


class ConfigManager:
    """The state of a node's configuration beside the rows: selected file, dirty mark, history.

    *dirty*: the running configuration is not saved.  *booted*: the file it came from, "" for the factory defaults.
    *kept_in*: the file that it was last written to, "" once it has changed since.  *said*: what was printed about it.
    """

    def __init__(self, node: "NodeParts") -> None:
        self.node = node
        self.state = ""
        self.history: deque[CmChange] = deque(maxlen=64)
        self.dirty = False
        self.booted = self.kept_in = self.said = ""
        self._found: list[tuple[Any, ...]] | None = None  # the rows of the file read at boot, until they are loaded
        self._data = b""  # that file
        self._fresh = False  # the rows are as the file has them: its recorded lines were not looked at
        self._renewed: tuple[bytes, list[tuple[Any, ...]]] = b"", []  # a file, and what became of its rows

    def enter(self, state: str, event: str = "-") -> None:
        """Go into *state*, and remember it."""
        self.state = state
        self.history.append(CmChange(self.node.state, state, event, self.node.time()))

    # -- booting ---------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the selected file; print on the console what is wrong with it, and keep the file."""
        self.enter("BOOT_INIT")
        name = self.node.flash.nvram.config_selected
        self._found, self.booted, self.said = None, "", ""
        if not name:
            return
        try:
            self._data = self.node.flash.read(name)
            saved = _read(self._data)
            self._found = self._loaded(saved)
            self.booted = name
            self._remark(remarks(self.node, name, saved.header, self._found))
        except (DamagedFile, FlashError, KeyError) as error:
            reason = _reason(error)
            # evidence: inferred
            self._say(f"\nError: Configuration file {name} cannot be loaded: {reason}.\n")
            kept = "" if isinstance(error, KeyError) else "; the file is kept"
            self._say(f"The switch comes up with factory default configuration{kept}.\n")
            self.node.event("Error", "cm.file.loadFail", f"Failed to load configuration file {name}: {reason}")

    def sound(self, name: str, data: bytes) -> bool:
        """Return whether a file is one that the other MSM's may be replaced with: a damaged configuration is not."""
        try:
            if name.endswith(".cfg"):
                _read(data)
        except DamagedFile as error:
            # evidence: inferred
            self.node.event("Warning", "cm.file.syncFail", f"Configuration file {name} is not sent: {error}")
            return False
        return True

    def _remark(self, sentences: list[str]) -> None:
        """Print and log the parts of a file that do not apply to this switch."""
        for sentence in sentences:
            self._say(f"\nWarning: {sentence}\n")
            self.node.event("Warning", "cm.file.Warning", sentence)

    def _say(self, text: str) -> None:
        self.said += text
        self.node.say(text)

    def saved_rows(self, table: type) -> list[Any]:
        """Return the rows of one table in the file read at boot, before the configuration is loaded."""
        return [row for row in self._found or () if type(row) is table]

    def load_default(self) -> None:
        """Load the factory defaults, with which a backup runs until it has the master's configuration."""
        self.node.store.share(self.node.software.factory_tables(self.node.chassis))

    def load(self) -> None:
        """Make the file's rows, or the factory's, the running configuration."""
        if self._found is None:
            self.load_default()
        else:
            self.node.store.clear()
            self.node.store.fill(self._found)
        self._found, self._fresh = None, True
        self.dirty = False

    def renew(self) -> None:
        """Carry out those recorded lines of the loaded file that are commands with a handler now.

        A line that is refused is kept as an element of the file, and reported like any other that does not apply.
        """
        if not self._fresh:
            return
        self._fresh, before = False, self.dirty
        self.dirty = False
        if refused := self.node.renew():
            self._remark([not_applied(self.booted, refused)])
        if self.dirty:
            self._renewed = self._data, self._running()
        self.dirty = before

    def touch(self) -> None:
        """Mark the running configuration as changed."""
        self.dirty, self.kept_in = True, ""

    @contextmanager
    def passing(self) -> Iterator[None]:
        """Keep the marks of both MSMs while a process changes what it will change back (hook ``lasting_rows``)."""
        before = self.dirty, self.kept_in
        try:
            yield
        finally:
            changed = (self.dirty, self.kept_in) != before
            self.dirty, self.kept_in = before
            if changed:
                self.share()

    @property
    def unsaved(self) -> bool:
        """Return whether the selected file would restore another configuration than the one that runs.

        A file that cannot be loaded restores the factory's.

        *dirty* is not the same: a command can undo another, and a file can be replaced after it was selected.
        """
        return differ(self._lasting(self._running()), self._lasting(self._restored()))

    def _lasting(self, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """Return the rows without changes that end by themselves (``passing``)."""
        for _, lasting in self.node.software.gather("lasting_rows", rows, self.node.chassis.modular):
            rows = lasting
        return rows

    def _running(self) -> list[tuple[Any, ...]]:
        """Return the rows of the running configuration."""
        store = self.node.store
        tables: list[Any] = [table for table in store.tables() if info(table).scope is Scope.CONFIG]
        return [row for table in tables for row in store.rows(table)]

    def _restored(self) -> list[tuple[Any, ...]]:
        """Return the rows with which this node would boot now."""
        name = self.node.flash.nvram.config_selected
        try:
            if name:
                data = self.node.flash.read(name)
                return self._renewed[1] if data == self._renewed[0] else self._loaded(_read(data))
        except (DamagedFile, FlashError, KeyError):
            pass
        return self.node.software.factory(self.node.chassis)

    def _loaded(self, saved: Saved) -> list[tuple[Any, ...]]:
        """Return the rows of a file, and factory rows: innate ones, and those of modules and tables it lacks."""
        node = self.node
        rows: list[tuple[Any, ...]] = []
        for module in saved.modules:
            rows += rows_of(
                module, {info(row).element: row for row in (*node.tables(module.name), *node.software.shared)}
            )
        present = {module.name for module in saved.modules}
        tables = {type(row) for row in rows}
        needed = [
            row
            for row in node.software.factory(node.chassis)
            if process_of(node, type(row), key_of(row)) not in present
            or innate(row)
            or not (info(type(row)).key or type(row) in tables)
        ]
        return needed + rows

    def received(self, booted: str) -> None:
        """Note that this node has the whole active configuration of the master."""
        self.booted, self._found = booted, None
        self.node.open_login()

    def checkpoint_ended(self) -> None:
        """Go back to RUNNING: a checkpoint was broken off."""
        if self.state.startswith("CHKP_"):
            self.enter("RUNNING")

    def shown(self) -> None:
        """Go through the states that `show configuration` causes.  evidence: capture 12.5"""
        for state in ("SHCFG_DRAINING", "SHCFG_SYNC", "SHCFG_COMPLETE", "RUNNING"):
            self.enter(state)

    # -- saving ----------------------------------------------------------------------------------------------------

    def text(self, creator: str) -> bytes:
        """Return the running configuration as the file that the switch writes."""
        node = self.node
        header = Header(node.version, node.date(), creator, node.chassis.platform)
        versions = {row.module: row.version for row in node.store.rows(Unknown)}
        versions |= {name: node.chassis.processes[name].version for name in node.chassis.modules}
        unsaved = {row for row in node.software.factory(node.chassis) if innate(row)}
        return write(header, [(name, version, self._rows(name, unsaved)) for name, version in versions.items()])

    def _rows(self, module: str, unsaved: set[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        node, shared = self.node, self.node.software.shared
        own = [table for table in node.tables(module) if info(table).scope is Scope.CONFIG]
        rows: list[Any] = []
        for table in own:
            mine: list[Any] = node.store.rows(table)
            rows += [row for row in mine if row not in unsaved]
        for table in shared:
            common: list[Any] = node.store.rows(table)
            rows += [row for row in common if row.module == module]
        return rows

    def save(self, name: str, creator: str) -> Reply:
        """Write the running configuration into both flashes; return the backup's answer, which may still be to come.

        Raise FlashError, and change neither flash, if this node's cannot be written.
        """
        file = File(name, self.text(creator), self.node.time())
        if self.node.flash.nvram.config_selected:
            self.node.flash.put(*file[:3])
        else:
            self._write_first(file)
        self.kept_in = name
        self.dirty = self.dirty and name != self.node.flash.nvram.config_selected
        reply = Reply()
        if self.node.files.share(file, reply.expect()):
            self.share(reply)
        else:
            reply.withdraw()
        return reply

    def _write_first(self, file: File) -> None:
        """Write the file and select it: both or neither."""
        flash, name = self.node.flash, file.name
        before = flash.read(name) if name in flash.names() else None
        flash.put(name, file.data, file.modified)
        try:
            flash.change(config_selected=name)
        except FlashError:
            with suppress(FlashError):
                flash.put(name, before, file.modified)
            raise

    def select(self, name: str) -> None:
        """Use the file *name* at the next boot, on both MSMs."""
        self.node.flash.change(config_selected=name)
        self.dirty = self.dirty and name != self.kept_in
        self.share()

    def share(self, reply: Reply | None = None) -> None:
        """Send the backup the selected file and the dirty mark; *reply* awaits its answer."""
        self.node.greet()
        if reply is None:
            self.node.files.select()
        elif not self.node.files.select(reply.expect()):
            reply.withdraw()

    def replaced(self, name: str) -> None:
        """Note that a file was replaced or deleted, so the running configuration is no longer in it."""
        if name == self.kept_in:
            self.kept_in = ""


def _reason(error: DamagedFile | FlashError | KeyError) -> str:
    """Return why a file cannot be loaded."""
    if isinstance(error, KeyError):
        return "no such file"
    return error.what if isinstance(error, FlashError) else str(error)
