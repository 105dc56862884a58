"""The backup's half of the replication: collect what the master sends, and put it in force.

What an earlier checkpoint brought stays until the new one has brought it anew.  evidence: guide 11.3 p.72-73
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

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
)
from xos_cli.switch.replication import shared_tables
from xos_cli.switch.tables import Change, RowKey, Scope, info

if TYPE_CHECKING:
    from xos_cli.switch.node_parts import CheckpointPart


class Replica:
    """The receiver of a checkpoint, and of the changes that follow it."""

    def __init__(self, checkpoint: "CheckpointPart") -> None:
        self.node, self.checkpoint, self.counters = checkpoint.node, checkpoint, checkpoint.counters
        self._staged: dict[str, list[Change]] = {}  # the configuration received so far, by module
        self._sent: dict[str, dict[type, dict[RowKey, None]]] = {}  # by process, the rows of an open transfer

    def clear(self) -> None:
        """Discard the configuration of a checkpoint that was broken off."""
        self._staged.clear()

    def begin(self, message: CheckpointBegin) -> None:
        """Begin a checkpoint: what this node was sent before stays until it is sent anew."""
        self.checkpoint.reset(active=True)
        self._sent = {name: {} for name in self.counters}
        self.acknowledge(message)

    def file(self, message: File) -> None:
        """Put a saved file of the other node into this node's own flash."""
        if self.node.is_master:
            self.node.files.fetched(message)
            return
        self.node.files.take(message)
        self.acknowledge(message)

    def select(self, message: Select) -> None:
        """Take over the master's choice of file and its dirty mark."""
        self.node.files.selected(message)
        self.acknowledge(message)

    def module(self, message: ModuleConfig) -> None:
        """Keep the active configuration of one module until that of all modules has arrived."""
        counter = self.counters["cfgmgr"]
        if counter.done:
            self._replace(message.module, message.rows)
            shared_tables.arrange(self.node, message.order)
        else:
            self._staged[message.module] = list(message.rows)
        counter.sent = min(counter.sent + 1, counter.total)
        self.acknowledge(message)

    def config_done(self, message: ConfigDone) -> None:
        """Replace the running configuration by the complete one that has arrived."""
        for module, changes in self._staged.items():
            self._replace(module, changes)
        self._staged.clear()
        shared_tables.arrange(self.node, message.order)
        self._drop_orphans()
        self.checkpoint.configured = self.counters["cfgmgr"].done = True
        self.node.config.received(message.config_booted)
        self.acknowledge(message)

    def _replace(self, module: str, changes: Iterable[Change]) -> None:
        """Put the configuration of one module in the place of what was here."""
        tables = [table for table in self.node.tables(module) if info(table).scope is Scope.CONFIG]
        wanted: dict[type, dict[RowKey, Any]] = {table: {} for table in tables}
        shared_tables.drop_rows(self.node, module)
        for change in changes:
            if change.table not in wanted:
                self.node.store.set(*change)
            elif change.row is not None:
                wanted[change.table][change.key] = change.row
            else:
                wanted[change.table].pop(change.key, None)
        for table, rows in wanted.items():
            self.node.store.replace(table, rows)

    def bulk(self, message: Bulk) -> None:
        """Store run-time state of one process; a message without rows begins its transfer again."""
        counter = self.counters[message.process]
        if not message.sent:
            self._sent[message.process] = {}
        counter.on, counter.sent, counter.total = True, message.sent, message.total
        self._apply_state(message.process, message.rows)

    def bulk_done(self, message: BulkDone) -> None:
        """End the bulk transfer of one process."""
        counter = self.counters[message.process]
        counter.on = counter.done = True
        self._drop_old(message.process)
        for table, keys in message.order:
            self.node.store.arrange(table, keys)

    def _apply_state(self, process: str, changes: Iterable[Change]) -> None:
        """Apply changes of run-time state; during the bulk transfer remember which rows were sent."""
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
        """Mark this node as in sync: everything has arrived."""
        self.checkpoint.in_sync = True
        self.node.files.forget()
        for counter in self.counters.values():
            counter.on = True
        self.node.software.tell("synced", self.node)
        self.node.greet()

    def dynamic(self, message: Dynamic) -> None:
        """Apply a change of the master to this node's tables, but not to its flash."""
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
        self.checkpoint.send(Ack())
