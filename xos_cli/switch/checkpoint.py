"""Replication from the master to the backup: configuration, then bulk, then every change.

On the master a checkpoint is a list of things still to be sent, each of which takes its time; on the backup it is what
came in.  ``show checkpoint-data`` prints the counters kept here, and they count messages that really went.

evidence: guide 11.3 p.72-73 (steps, order of dependencies); capture 12.5 debug-cfgmgr-show-history (states, times)
"""

from collections import deque
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from xos_cli.errors import FlashError
from xos_cli.record import NamedTuple
from xos_cli.switch.boot import READY
from xos_cli.switch.channel import Done
from xos_cli.switch.counter import Counter
from xos_cli.switch.messages import (
    Ack,
    Bulk,
    BulkDone,
    CheckpointBegin,
    ConfigDone,
    Dynamic,
    File,
    InSync,
    Message,
    ModuleConfig,
    Select,
    SetTime,
)
from xos_cli.switch.tables import Change, RowKey, Scope, info

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

#: The process that sends the files and the configuration of all modules.
CONFIG_MANAGER = "cfgmgr"
#: Rows of run-time state that one message of the bulk checkpoint carries.  evidence: inferred
BATCH = 32


class Work(NamedTuple):
    """Something still to be sent: *what* is a method of Checkpoint, *name* the file, module or process it is about."""

    what: str
    name: str = ""
    keys: tuple[Change, ...] = ()


class Checkpoint:
    """One node's half of the replication."""

    def __init__(self, node: "Node") -> None:
        self.node = node
        self.counters: dict[str, Counter] = {name: Counter() for name in node.chassis.checkpoint_order()}
        self.active = False  # master: a checkpoint is under way or complete; backup: one was begun
        self.in_sync = False
        self.configured = False  # backup: holds the whole active configuration of the master
        self._work: deque[Work] = deque()
        self._mark = 0  # the messages up to this one are those that the last step sent
        self._blocked = False  # the next step waits until they are acknowledged
        self._missed: set[str] = set()  # master: processes that do not run on one MSM or the other
        self._relayed: set[str] = set()  # modules whose configuration has been sent: their changes follow at once
        self._changed: set[type] = set()  # master: tables that changed during the bulk checkpoint of their process
        self._staged: dict[str, list[Change]] = {}  # backup: the configuration that comes, until it is complete
        self._sent: dict[str, dict[type, dict[RowKey, None]]] = {}  # backup: by process, the rows of an unfinished turn

    # -- both sides ----------------------------------------------------------------------------------------------

    def send(self, message: Message, *done: Done) -> bool:
        """Send *message* to the other node; each of *done* is told whether it has taken it.

        False, and nobody is told, if the channel is down or the process whose message it is does not run.
        """
        node = self.node
        if node.channel is None or not node.works(message.process):
            return False
        return node.channel.send(message, self._answered, *done)

    def _answered(self, message: Message, taken: bool) -> None:
        """Go on with a checkpoint that waits until everything it has sent is acknowledged."""
        if not taken:
            self.error(message)
        if self._blocked and not self._waits:
            self._blocked = False
            self.node.clock.after(0.0, self.step)

    @property
    def _waits(self) -> bool:
        """Whether something that the checkpoint has sent is not acknowledged yet."""
        channel = self.node.channel
        return channel is not None and channel.concluded < self._mark

    def sent(self, message: Message) -> None:
        """Count a message that has left."""
        counter = self.counters.get(message.process)
        if counter is not None:
            counter.transmitted += 1

    def error(self, message: Message) -> None:
        """Count a message that was lost, sent again or not taken."""
        counter = self.counters.get(message.process)
        if counter is not None:
            counter.errors += 1

    def count(self, message: Message) -> None:
        """Count a message that came in."""
        counter = self.counters.get(message.process)
        if counter is not None:
            counter.received += 1

    def refuse(self, message: Message, why: FlashError) -> None:
        """Count and log a message that this node's flash cannot carry out; the other node is told by the channel."""
        self.error(message)
        self.node.event("Error", "DM.Error", why.what)  # evidence: inferred

    def stop(self) -> None:
        """The other node is out of reach: nothing is sent any more, nothing is in sync."""
        if self.active:
            self._begin_anew(active=False)
            self.node.config.checkpoint_ended()

    def _begin_anew(self, active: bool) -> None:
        """Forget the last checkpoint: nothing of it is under way or complete."""
        self.node.clock.drop(self)
        self.active, self.in_sync, self._blocked = active, False, False
        self._work = deque()
        self._staged.clear()
        self._relayed.clear()
        self._changed.clear()
        self._missed.clear()
        self.node.files.begin()
        for counter in self.counters.values():
            counter.restart()

    # -- the master ----------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Bring the backup in sync from the beginning."""
        self._begin_anew(active=True)
        self._missed = set(self.stopped())
        timing = self.node.chassis.timing
        self._work += [Work("_sync"), Work("_save")]
        self._work += [Work("_files"), Work("_progress")]
        self._work += [Work("_module", name) for name in self.node.chassis.modules]
        self._work += [Work("_complete")]
        if self.node.compatible:
            self._work += [Work("_bulk", name) for name in self.counters]
        self._work += [Work("_finish")]
        self.send(CheckpointBegin())
        self.counters["cfgmgr"].total = len(self.node.chassis.modules)
        self.node.config.enter("CHKP_DRAINING")
        self.node.clock.after(timing.drain, self.step)

    def step(self) -> None:
        """Send the next thing; what comes after it waits for as long as it takes, and until all is acknowledged."""
        if self._waits:
            self._blocked = True
            return
        work = self._work.popleft()
        seconds: float = getattr(self, work.what)(work)
        self._mark = self.node.channel.issued if self.node.channel is not None else 0
        if self._work and self.active:
            self.node.clock.after(seconds, self.step)

    def _sync(self, work: Work) -> float:
        self.node.config.enter("CHKP_SYNC")
        self.send(SetTime(self.node.rtc_offset))
        return self.node.chassis.timing.drain

    def _save(self, work: Work) -> float:
        self.node.config.enter("CHKP_SAVING")
        return self.node.chassis.timing.saving

    def _files(self, work: Work) -> float:
        """Make one file after the other the same on both MSMs: those there are when its turn comes."""
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
        if work.name in self._missed:
            return 0.0
        rows = self._rows(work.name, Scope.CONFIG)
        self._relayed.add(work.name)
        self.send(ModuleConfig(work.name, rows))
        self.counters["cfgmgr"].sent = len(self._relayed)
        timing = self.node.chassis.timing
        return timing.module + len(rows) * timing.row

    def _complete(self, work: Work) -> float:
        self.counters["cfgmgr"].done = True
        self.send(ConfigDone(self.node.config.booted))
        self.node.files.select()
        self.node.config.enter("CHKP_COMPLETE")
        self.node.config.enter("RUNNING")
        return 0.0

    def _rows(self, process: str, scope: Scope) -> tuple[Change, ...]:
        """The rows of one process as the changes that would make them."""
        store = self.node.store
        tables = [row for row in self.node.tables(process) if info(row).scope is scope]
        changes: list[Change] = []
        for table in tables:
            rows: Mapping[RowKey, tuple[Any, ...]] = store.keyed(table)
            changes += [Change(table, key, row) for key, row in rows.items()]
        return tuple(changes)

    def _bulk(self, work: Work) -> float:
        """A process begins: all it depends on have finished.  From here on its changes go out at once."""
        if work.name in self._missed:
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
        """A process that had stopped begins once more."""
        if work.name not in self._missed:
            self.send(Bulk(work.name, 0, 0, ()))
        return self._bulk(work)

    def _batch(self, work: Work) -> float:
        """Send the rows as they are now: one that changed since has been sent already, and the same again."""
        counter = self.counters[work.name]
        store = self.node.store
        rows = tuple([change._replace(row=store.keyed(change.table).get(change.key)) for change in work.keys])
        counter.sent += len(rows)
        self.send(Bulk(work.name, counter.sent, counter.total, rows))
        return len(rows) * self.node.chassis.timing.row

    def _done(self, work: Work) -> float:
        """End the turn of a process: rows that changed meanwhile went in another order than they have here."""
        self.counters[work.name].done = True
        changed = [table for table in self.node.tables(work.name) if table in self._changed]
        self.send(BulkDone(work.name, tuple([(table, tuple(self.node.store.keyed(table))) for table in changed])))
        return 0.0

    def _finish(self, work: Work) -> float:
        self.complete()
        return 0.0

    def complete(self) -> None:
        """All has been sent: the backup is in sync, unless something keeps it from that."""
        if self._work or not self.active:
            return
        why = self.obstacle
        if why:
            self.node.event("Warning", "DM.Warning", f"Node {self.node.peer_name} is not in sync: {why}")
        else:
            self.send(InSync(), self._complete_there)

    def _complete_there(self, message: Message, taken: bool) -> None:
        """The backup knows that it has everything; unless something was refused since."""
        if not taken or self._work or self.obstacle:
            return
        self.in_sync = True
        self.node.greet()
        self.node.event("Notice", "DM.Notice", f"Node {self.node.peer_name} is in sync")

    @property
    def obstacle(self) -> str:
        """What keeps the backup out of sync although all has been sent; "" if nothing does.

        evidence: inferred (the words)
        """
        if not self.node.compatible:
            return "its software is not compatible"
        stopped = self.stopped()
        if stopped:
            return f"{', '.join(stopped)} {'does' if len(stopped) == 1 else 'do'} not run on both MSMs"
        return "files are missing there" if self.node.files.refused else ""

    @property
    def short(self) -> bool:
        """Whether nothing more is to come, and the backup is not in sync for all that."""
        return self.active and not self._work and not self._waits and bool(self.obstacle)

    # -- processes that do not run -------------------------------------------------------------------------------

    def stopped(self) -> list[str]:
        """The processes with a row of `show checkpoint-data` that do not run on one MSM or the other."""
        peer = self.node.peer
        there = {name for name, _, _, state in peer.processes if state == READY} if peer else set()
        return [name for name in self.counters if not self.node.works(name) or (peer and name not in there)]

    def examine(self) -> None:
        """A process stopped or started, here or there: without it the backup is not in sync."""
        if not self.active or not self.node.is_master:
            return
        stopped = set(self.stopped())
        new, back = stopped - self._missed, self._missed - stopped
        self._missed = stopped
        for name in new:
            self._relayed.discard(name)
            self.counters[name].restart()
        self._work = deque([w for w in self._work if w.name not in new or w.what not in ("_batch", "_done")])
        if new and self.in_sync:
            self.in_sync = False
            self.node.greet()
            self.complete()
        if CONFIG_MANAGER in back:
            self.start()  # without it nothing of the configuration was sent
        elif back:
            self._send_again(back)

    def _send_again(self, names: set[str]) -> None:
        """Bring processes in sync that run again, each from the beginning, and then the backup."""
        again = [Work("_module", name) for name in self.node.chassis.modules if name in names]
        again += [Work("_turn", name) for name in self.counters if name in names]
        if self._work:
            self._work.pop()  # the end, which comes after what is added
        else:
            self.node.clock.after(0.0, self.step)
        self._work += [work for work in again if work not in self._work] + [Work("_finish")]

    def relay(self, changes: Iterable[Change]) -> None:
        """Send what has changed, process by process, as far as the backup is."""
        if not self.active:
            return
        by_process: dict[str, list[Change]] = {}
        for change in changes:
            process = self.node.software.owners[change.table]
            scope = info(change.table).scope
            if self._follows(process, scope):
                if scope is Scope.STATE and not self.counters[process].done:
                    self._changed.add(change.table)
                by_process.setdefault(process, []).append(change)
        for process, part in by_process.items():
            self.send(Dynamic(process, tuple(part)))

    def _follows(self, process: str, scope: Scope) -> bool:
        """Whether the backup already has what this change changes."""
        if scope is Scope.CONFIG:
            return process in self._relayed
        return scope is Scope.STATE and process in self.counters and self.counters[process].on

    # -- the backup ----------------------------------------------------------------------------------------------

    def begin(self, message: CheckpointBegin) -> None:
        """The master starts from the beginning: what this node was sent before stays until it is sent anew."""
        self.active, self.in_sync = True, False
        self._staged.clear()
        self._sent = {name: {} for name in self.counters}
        self.node.files.begin()
        for counter in self.counters.values():
            counter.restart()
        self.counters["cfgmgr"].total = len(self.node.chassis.modules)
        self.acknowledge(message)

    def file(self, message: File) -> None:
        """A saved file of the other node goes into this node's own flash."""
        if self.node.is_master:
            self.node.files.fetched(message)
            return
        self.node.files.take(message)
        self.acknowledge(message)

    def select(self, message: Select) -> None:
        """The master's choice of file and its dirty mark."""
        self.node.files.selected(message)
        self.acknowledge(message)

    def module(self, message: ModuleConfig) -> None:
        """The active configuration of one module; it is in force when that of all is here."""
        counter = self.counters["cfgmgr"]
        if counter.done:
            self._replace(message.module, message.rows)
        else:
            self._staged[message.module] = list(message.rows)
        counter.sent = min(counter.sent + 1, counter.total)
        self.acknowledge(message)

    def config_done(self, message: ConfigDone) -> None:
        """This node now holds the whole active configuration: it replaces what was here."""
        for module, changes in self._staged.items():
            self._replace(module, changes)
        self._staged.clear()
        self._drop_orphans()
        self.configured = self.counters["cfgmgr"].done = True
        self.node.config.received(message.config_booted)
        self.acknowledge(message)

    def _replace(self, module: str, changes: Iterable[Change]) -> None:
        """Put the configuration of one module in the place of what was here."""
        for table in self.node.tables(module):
            if info(table).scope is Scope.CONFIG:
                self.node.store.empty(table)
        self.node.store.apply(changes)

    def bulk(self, message: Bulk) -> None:
        """Run-time state of one process; none at all is the beginning of another turn."""
        counter = self.counters[message.process]
        if not message.sent:
            self._sent[message.process] = {}
        counter.on, counter.sent, counter.total = True, message.sent, message.total
        self._apply_state(message.process, message.rows)

    def bulk_done(self, message: BulkDone) -> None:
        """One process is complete; it may have had nothing to send."""
        counter = self.counters[message.process]
        counter.on = counter.done = True
        self._drop_old(message.process)
        for table, keys in message.order:
            self.node.store.arrange(table, keys)

    def _apply_state(self, process: str, changes: Iterable[Change]) -> None:
        """Make changes of run-time state, and during the turn of the process remember which rows it has sent."""
        self.node.store.apply(changes)
        if process in self._sent:
            for table, key, row in changes:
                sent = self._sent[process].setdefault(table, {})
                sent.pop(key, None)
                if row is not None:
                    sent[key] = None

    def _drop_old(self, process: str) -> None:
        """Drop the rows of an earlier checkpoint that the process has not sent in this one."""
        sent, store = self._sent.pop(process, {}), self.node.store
        for table in self.node.tables(process):
            if info(table).scope is Scope.STATE:
                keys = sent.get(table, {})
                store.apply([Change(table, key, None) for key in store.keyed(table) if key not in keys])
                store.arrange(table, keys)

    def _drop_orphans(self) -> None:
        """Drop state of an earlier checkpoint about objects that the new configuration does not have."""
        store, names = self.node.store, self.node.software.names
        for table in [table for table in store.tables() if info(table).scope is Scope.STATE]:
            rows: Mapping[RowKey, tuple[Any, ...]] = store.keyed(table)
            for field, kind in info(table).refs.items():
                known = {key[0] for key in store.keyed(names[kind])}
                gone = [key for key, row in rows.items() if str(getattr(row, field)).lower() not in known]
                store.apply([Change(table, key, None) for key in gone])

    def synced(self, message: InSync) -> None:
        """Everything is here."""
        self.in_sync = True
        self.node.files.forget()
        for counter in self.counters.values():
            counter.on = True
        self.node.greet()

    def dynamic(self, message: Dynamic) -> None:
        """A change on the master, to be made here too; not into this node's flash."""
        config = [change for change in message.changes if info(change.table).scope is Scope.CONFIG]
        state = [change for change in message.changes if info(change.table).scope is Scope.STATE]
        if config:
            self.node.config.touch()
        if message.process in self._staged:
            self._staged[message.process] += config
        else:
            self.node.store.apply(config)
        self._apply_state(message.process, state)

    def acknowledge(self, message: Message) -> None:
        """Tell the master's configuration manager that a message of its was carried out (CHKP_CONFIG_ACK)."""
        self.send(Ack())
