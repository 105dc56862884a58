"""Replication from the master to the backup: configuration, then bulk, then every change.

This module has what both nodes need: the progress, the counters of `show checkpoint-data`, and the way to the channel.
``agenda`` has the steps of the master, ``replica`` what the backup does with what it is sent.

evidence: guide 11.3 p.72-73
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from xos_cli.errors import FlashError
from xos_cli.switch.channel.pieces import Done
from xos_cli.switch.counter import Counter
from xos_cli.switch.messages import ASIDE, CheckpointBegin, Dynamic, InSync, Message
from xos_cli.switch.replication import shared_tables
from xos_cli.switch.replication.agenda import Agenda
from xos_cli.switch.replication.replica import Replica
from xos_cli.switch.running_process import READY
from xos_cli.switch.tables import Change, Scope, info

if TYPE_CHECKING:
    from xos_cli.switch.node_parts import NodeParts

#: The process that sends the files and the configuration of all modules.
CONFIG_MANAGER = "cfgmgr"


class Checkpoint:
    """One node's half of the replication.

    *active*: on the master a checkpoint is under way or complete, on the backup one was begun.  *synced*: everything
    has been sent, and changes follow.  *configured*: this node holds the whole active configuration of a master.
    *missed*: on the master the processes that do not run on one MSM or the other.
    """

    def __init__(self, node: "NodeParts") -> None:
        self.node = node
        self.counters: dict[str, Counter] = {name: Counter() for name in node.chassis.checkpoint_order()}
        self.active = self.synced = self.configured = False
        self.missed: set[str] = set()
        self.agenda: Agenda = Agenda(self)
        self.replica: Replica = Replica(self)

    @property
    def in_sync(self) -> bool:
        """Return whether the backup could take over without loss; not while a file is on its way to it."""
        return self.synced and not self.node.files.under_way

    @in_sync.setter
    def in_sync(self, synced: bool) -> None:
        self.synced = synced

    # -- the channel ---------------------------------------------------------------------------------------------------

    def send(self, message: Message, *done: Done) -> bool:
        """Send *message* to the other node; each of *done* is called with whether the other node took it.

        Return False, and call none, if the channel is down or the process whose message it is does not run.
        """
        node = self.node
        if node.channel is None or not node.works(message.process):
            return False
        return node.channel.send(message, self._answered, *done)

    def _answered(self, message: Message, taken: bool) -> None:
        if not taken:
            self.error(message)
        self.agenda.acknowledged()

    def sent(self, message: Message) -> None:
        """Count a sent message."""
        counter = self._counter(message)
        if counter is not None:
            counter.transmitted += 1

    def error(self, message: Message) -> None:
        """Count a message that was lost, sent again or not taken."""
        counter = self._counter(message)
        if counter is not None:
            counter.errors += 1

    def count(self, message: Message) -> None:
        """Count a received message."""
        counter = self._counter(message)
        if counter is not None:
            counter.received += 1

    def _counter(self, message: Message) -> Counter | None:
        """Return where a message counts; None for one that is no replication."""
        return None if isinstance(message, ASIDE) else self.counters.get(message.process)

    def refuse(self, message: Message, why: FlashError) -> None:
        """Count and log a message that failed in this node's flash; the channel tells the other node."""
        self.error(message)
        self.node.event("Error", "DM.Error", why.what)  # evidence: inferred

    # -- its beginning and its end -------------------------------------------------------------------------------------

    def start(self) -> None:
        """Start a new checkpoint, which brings the backup in sync."""
        self.reset(active=True)
        self.missed = set(self.stopped())
        self.send(CheckpointBegin())
        self.node.config.enter("CHKP_DRAINING")
        self.agenda.begin()

    def stop(self) -> None:
        """End the replication, because the other node cannot be reached; the nodes are out of sync."""
        if self.active:
            self.reset(active=False)
            self.node.config.checkpoint_ended()

    def reset(self, active: bool) -> None:
        """Discard the progress of the last checkpoint; the message counters stay."""
        self.active, self.in_sync = active, False
        self.missed.clear()
        self.agenda.clear()
        self.replica.clear()
        self.node.files.begin()
        for counter in self.counters.values():
            counter.restart()
        self.counters[CONFIG_MANAGER].total = len(self.node.chassis.modules) if active else 0

    def complete(self) -> None:
        """Tell the backup that it has everything, unless something keeps it from being in sync."""
        if not self.agenda.empty or not self.active:
            return
        why = self.obstacle
        if why:
            self.node.event("Warning", "DM.Warning", f"Node {self.node.peer_name} is not in sync: {why}")
        else:
            self.send(InSync(), self._complete_there)

    def _complete_there(self, message: Message, taken: bool) -> None:
        """Mark the nodes as in sync once the backup confirms, unless something has come up since."""
        if not taken or not self.agenda.empty or self.obstacle:
            return
        self.in_sync = True
        self.node.greet()
        self.node.event("Notice", "DM.Notice", f"Node {self.node.peer_name} is in sync")

    @property
    def obstacle(self) -> str:
        """Return what keeps the backup out of sync although all has been sent; "" if nothing does.

        evidence: inferred (the words)
        """
        if not self.node.compatible:
            return "the releases of the MSMs are not compatible"
        stopped = self.stopped()
        if stopped:
            return f"{', '.join(stopped)} {'does' if len(stopped) == 1 else 'do'} not run on both MSMs"
        return "files are missing there" if self.node.files.refused else ""

    @property
    def short(self) -> bool:
        """Return whether all has been sent and an obstacle still keeps the backup out of sync."""
        return self.active and self.agenda.empty and not self.agenda.waits and bool(self.obstacle)

    # -- processes that do not run -------------------------------------------------------------------------------------

    def stopped(self) -> list[str]:
        """Return the processes with a row of `show checkpoint-data` that do not run on one MSM or the other."""
        peer = self.node.peer
        there = {name for name, _, _, state in peer.processes if state == READY} if peer else set()
        return [name for name in self.counters if not self.node.works(name) or (peer and name not in there)]

    def examine(self) -> None:
        """Check which processes run on both MSMs; leave out those that stopped, send those again that are back."""
        if not self.active or not self.node.is_master:
            return
        stopped = set(self.stopped())
        new, back = stopped - self.missed, self.missed - stopped
        self.missed = stopped
        if new:
            self._leave_out(new)
        if CONFIG_MANAGER in back:
            self.start()  # without it nothing of the configuration was sent
        elif back:
            self.agenda.repeat(back)

    def _leave_out(self, names: set[str]) -> None:
        """Stop sending these processes, which puts the backup out of sync."""
        self.agenda.leave_out(names)
        for name in names:
            self.counters[name].restart()
        if self.in_sync:
            self.in_sync = False
            self.node.greet()
            self.complete()

    # -- changes -------------------------------------------------------------------------------------------------------

    def relay(self, changes: Iterable[Change]) -> None:
        """Send changes to the backup, process by process, for the tables that it already has."""
        if not self.active:
            return
        by_process: dict[str, list[Change]] = {}
        for change in changes:
            process = shared_tables.process_of(self.node, change.table, change.key)
            scope = info(change.table).scope
            if self._follows(process, scope):
                if scope is Scope.STATE and not self.counters[process].done:
                    self.agenda.changed.add(change.table)
                by_process.setdefault(process, []).append(change)
        for process, part in by_process.items():
            self.send(Dynamic(process, tuple(part)))

    def _follows(self, process: str, scope: Scope) -> bool:
        """Return whether the backup already has what this change changes."""
        if scope is Scope.CONFIG:
            return process in self.agenda.relayed
        return scope is Scope.STATE and process in self.counters and self.counters[process].on
