"""The steps of a checkpoint that the master still has to send, one after the other; each takes virtual time.

evidence: guide 11.3 p.72-73 (steps, order of dependencies); capture 12.5 debug-cfgmgr-show-history (states, times)
"""

from collections import deque
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from xos_cli.record import NamedTuple
from xos_cli.switch.messages import Bulk, BulkDone, ConfigDone, ModuleConfig, SetTime
from xos_cli.switch.replication import shared_tables
from xos_cli.switch.tables import Change, RowKey, Scope, info

if TYPE_CHECKING:
    from xos_cli.switch.node_parts import CheckpointPart

#: Rows of run-time state that one message of the bulk checkpoint carries.  evidence: inferred
BATCH = 32


class Work(NamedTuple):
    """A step still to be done: *what* is a method of Agenda, *name* the module or process it is about."""

    what: str
    name: str = ""
    keys: tuple[Change, ...] = ()


class Agenda:
    """The work of one checkpoint.  A step waits until the backup has acknowledged what the one before sent.

    *relayed*: the modules whose configuration has been sent, so that their changes follow at once.  *changed*: tables
    that changed during the bulk checkpoint of their process.
    """

    def __init__(self, checkpoint: "CheckpointPart") -> None:
        self.checkpoint, self.node = checkpoint, checkpoint.node
        self.counters = checkpoint.counters
        self.relayed: set[str] = set()
        self.changed: set[type] = set()
        self._work: deque[Work] = deque()
        self._mark = 0  # the number of the last message that the last step sent
        self._blocked = False  # the next step waits until they are acknowledged

    def clear(self) -> None:
        """Drop all planned steps, and the next one that the clock has."""
        self.node.clock.drop(self)
        self._work, self._blocked = deque(), False
        self.relayed.clear()
        self.changed.clear()

    def begin(self) -> None:
        """Plan a whole checkpoint, and schedule its first step."""
        modules, timing = self.node.chassis.modules, self.node.chassis.timing
        self._work += [Work("_sync"), Work("_save"), Work("_files"), Work("_progress")]
        self._work += [Work("_module", name) for name in modules] + [Work("_complete")]
        if self.node.compatible:
            self._work += [Work("_bulk", name) for name in self.counters]
        self._work.append(Work("_finish"))
        self.node.clock.after(timing.drain, self.step)

    def repeat(self, names: set[str]) -> None:
        """Plan these processes once more, from the beginning, before the end of the checkpoint."""
        again = [Work("_module", name) for name in self.node.chassis.modules if name in names]
        again += [
            Work("_turn", name) for name in self.counters if name in names and Work("_bulk", name) not in self._work
        ]
        if self._work:
            self._work.pop()  # the end, which comes after what is added
        else:
            self.node.clock.after(0.0, self.step)
        self._work += [work for work in again if work not in self._work] + [Work("_finish")]

    def leave_out(self, names: set[str]) -> None:
        """Drop the steps of processes that have stopped."""
        self.relayed -= names
        self._work = deque([w for w in self._work if w.name not in names or w.what not in ("_batch", "_done")])

    @property
    def empty(self) -> bool:
        """Return whether everything has been sent."""
        return not self._work

    def concerns(self, process: str) -> bool:
        """Return whether some of the run-time state of a process is still to be sent."""
        return any(work.name == process and work.what != "_module" for work in self._work)

    @property
    def waits(self) -> bool:
        """Return whether something that the last step sent is not acknowledged yet."""
        channel = self.node.channel
        return channel is not None and channel.concluded < self._mark

    @property
    def next(self) -> str:
        """Return the next step in a few words; "" if there is none."""
        if not self._work:
            return ""
        work = self._work[0]
        return f"{WORDS[work.what]} {work.name}".strip()

    def acknowledged(self) -> None:
        """Go on with the next step if it only waited for this acknowledgement."""
        if self._blocked and not self.waits:
            self._blocked = False
            self.node.clock.after(0.0, self.step)

    def step(self) -> None:
        """Do the next step; schedule the one after it for when this one is done and acknowledged."""
        if self.waits:
            self._blocked = True
            return
        work = self._work.popleft()
        seconds: float = getattr(self, work.what)(work)
        self._mark = self.node.channel.issued if self.node.channel is not None else 0
        if self._work and self.checkpoint.active:
            self.node.clock.after(seconds, self.step)

    # -- the steps ---------------------------------------------------------------------------------------------------

    def _sync(self, work: Work) -> float:
        self.node.config.enter("CHKP_SYNC")
        self.checkpoint.send(SetTime(self.node.rtc_offset))
        return self.node.chassis.timing.drain

    def _save(self, work: Work) -> float:
        self.node.config.enter("CHKP_SAVING")
        return self.node.chassis.timing.saving

    def _files(self, work: Work) -> float:
        """Make the next file the same on both MSMs; repeat this step until all files have been compared."""
        size = self.node.files.compare()
        if size is None:
            return 0.0
        self._work.appendleft(work)
        return size * self.node.chassis.timing.byte

    def _progress(self, work: Work) -> float:
        self.node.config.enter("CHKP_INPROGRESS")
        self.node.files.select()
        return 0.0

    def _module(self, work: Work) -> float:
        if work.name in self.checkpoint.missed:
            return 0.0
        rows = self._rows(work.name, Scope.CONFIG)
        self.relayed.add(work.name)
        order = shared_tables.order_of(self.node) if self.counters["cfgmgr"].done else ()
        self.checkpoint.send(ModuleConfig(work.name, rows, order))
        self.counters["cfgmgr"].sent = len(self.relayed)
        timing = self.node.chassis.timing
        return timing.module + len(rows) * timing.row

    def _complete(self, work: Work) -> float:
        self.counters["cfgmgr"].done = True
        self.checkpoint.send(ConfigDone(self.node.config.booted, shared_tables.order_of(self.node)))
        self.node.files.select()
        self.node.config.enter("CHKP_COMPLETE")
        self.node.config.enter("RUNNING")
        return 0.0

    def _rows(self, process: str, scope: Scope) -> tuple[Change, ...]:
        """Return the rows of one process as the changes that would make them."""
        store = self.node.store
        tables = [row for row in self.node.tables(process) if info(row).scope is scope]
        changes: list[Change] = []
        for table in tables:
            rows: Mapping[RowKey, tuple[Any, ...]] = store.keyed(table)
            changes += [Change(table, key, row) for key, row in rows.items()]
        if scope is Scope.CONFIG:
            changes += shared_tables.rows_of(self.node, process)
        return tuple(changes)

    def _bulk(self, work: Work) -> float:
        """Begin the bulk transfer of a process; from now on its changes are sent at once."""
        if work.name in self.checkpoint.missed:
            return 0.0
        counter = self.counters[work.name]
        rows = self._rows(work.name, Scope.STATE)
        counter.on = True
        counter.total += len(rows)
        batches = [rows[i : i + BATCH] for i in range(0, len(rows), BATCH)]
        later = [Work("_batch", work.name, batch) for batch in batches]
        if any(info(row).scope is Scope.STATE for row in self.node.tables(work.name)):
            later.append(Work("_done", work.name))
        self._work.extendleft(reversed(later))
        return self.node.chassis.timing.process if later else 0.0

    def _turn(self, work: Work) -> float:
        """Begin the bulk transfer of a process again, because it had stopped."""
        if work.name not in self.checkpoint.missed:
            self.checkpoint.send(Bulk(work.name, 0, 0, ()))
        return self._bulk(work)

    def _batch(self, work: Work) -> float:
        """Send the rows of one batch as they are now, which may be newer than when the batch was planned."""
        counter = self.counters[work.name]
        store = self.node.store
        rows = tuple([change._replace(row=store.keyed(change.table).get(change.key)) for change in work.keys])
        counter.sent += len(rows)
        self.checkpoint.send(Bulk(work.name, counter.sent, counter.total, rows))
        return len(rows) * self.node.chassis.timing.row

    def _done(self, work: Work) -> float:
        """End the bulk transfer of a process; send the order of tables that changed meanwhile."""
        self.counters[work.name].done = True
        changed = [table for table in self.node.tables(work.name) if table in self.changed]
        self.checkpoint.send(
            BulkDone(work.name, tuple([(table, tuple(self.node.store.keyed(table))) for table in changed]))
        )
        return 0.0

    def _finish(self, work: Work) -> float:
        self.checkpoint.complete()
        return 0.0


#: The name of each step in lab commands.
WORDS = {
    "_sync": "system time",
    "_save": "saved files",
    "_files": "saved files",
    "_progress": "selected file",
    "_module": "configuration of",
    "_complete": "end of the configuration",
    "_bulk": "bulk checkpoint of",
    "_turn": "bulk checkpoint of",
    "_batch": "bulk checkpoint of",
    "_done": "end of the bulk checkpoint of",
    "_finish": "end of the checkpoint",
}
