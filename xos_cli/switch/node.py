"""One MSM: its state, its own tables, flash, log and console.  It exchanges only messages with the other MSM."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from xos_cli.errors import FlashError
from xos_cli.switch.backplane import Backplane
from xos_cli.switch.boot import Boot
from xos_cli.switch.configuration import ConfigManager
from xos_cli.switch.console import LoginSession, NetworkLogin, SerialConsole
from xos_cli.switch.delivery import deliver
from xos_cli.switch.election import State
from xos_cli.switch.flash import Flash
from xos_cli.switch.hardware.chassis import Chassis, Msm
from xos_cli.switch.hardware.release import compatible
from xos_cli.switch.introduction import introduce
from xos_cli.switch.log import Log, LogEntry
from xos_cli.switch.messages import CheckpointStart, Hello, Message, rows_of
from xos_cli.switch.processor import CALL, CHANGE, MESSAGE, START, Processor, Work
from xos_cli.switch.replication.checkpoint import Checkpoint
from xos_cli.switch.replication.shared_files import SharedFiles
from xos_cli.switch.replication.shared_tables import process_of
from xos_cli.switch.role import Role
from xos_cli.switch.running_process import NODE_MANAGER, RunningProcesses
from xos_cli.switch.software import Software
from xos_cli.switch.tables import Change, Scope, Store, Transaction, info
from xos_cli.switch.timing.clock import Clock, EventKind
from xos_cli.switch.watch import PeerWatch

if TYPE_CHECKING:
    from xos_cli.switch.fabric.fabric import Fabric


class Node:
    """A management module and all that runs on it."""

    def __init__(
        self,
        chassis: Chassis,
        msm: Msm,
        clock: Clock,
        backplane: Backplane,
        flash: Flash,
        software: Software,
        seed: int,
    ) -> None:
        self.chassis, self.msm, self.clock, self.backplane = chassis, msm, clock, backplane
        self.flash, self.software, self.seed = flash, software, seed
        self.name = msm.name
        self.console = SerialConsole()
        self.powered = False
        self.cold = False  # it started with its power, and not by a reset
        self.failure = ""  # why the node is in FAIL; survives no reset
        self.hangs = False  # its software has stopped without a reset
        self.rtc_offset = 0.0  # the hardware clock: seconds that the system time is ahead of the virtual clock
        self.hardware_faults: set[str] = set()
        self.batch: Callable[[Node, str], str] | None = None  # carries out a command; returns why it failed, or ""
        #: Carries out what a loaded file has only recorded and a handler can do; returns what is refused, and why.
        self.renew: Callable[[], list[str]] = list
        #: Makes the session of a login by the network: its kind, and where it comes from.
        self.log_in: Callable[[str, str], NetworkLogin | None] = lambda kind, location: None
        self.boots = 0
        self.channel = backplane.connect(self.name, self)
        self._fresh()

    def _fresh(self) -> None:
        """Set the state to that of a node after a reset."""
        self.state = State.INIT
        self.transitions = 0
        self.booted_at = self.clock.now
        self.image = self.flash.nvram.image_selected
        self.bootrom = self.flash.nvram.bootrom or self.chassis.bootrom
        self.packages = frozenset([file for partition, file in self.flash.nvram.packages if partition == self.image])
        self.running = False
        self.login_open = False
        self.sessions: dict[int, LoginSession] = {}
        self.last_session = 0
        self.peer: Hello | None = None  # what the other node said last, while it can be heard
        self.started = False  # the node manager has started since the last reset
        self.wanted = False  # the other node waits for a checkpoint
        self.store = Store(self.software.tables)
        self.log = Log()
        self.processes = RunningProcesses()
        self.processor = Processor(self.clock, self.processor_busy)
        self.memory: dict[str, object] = {}  # by process: its objects that are no rows, each with its own events
        self.files: SharedFiles = SharedFiles(self)
        self.config: ConfigManager = ConfigManager(self)
        self.checkpoint: Checkpoint = Checkpoint(self)
        self.boot: Boot = Boot(self)
        self.role: Role = Role(self)
        self.watch: PeerWatch = PeerWatch(self)

    # -- facts -----------------------------------------------------------------------------------------------------

    @property
    def linked(self) -> bool:
        """Return whether the channel to the other node is up: both hear each other."""
        return self.channel is not None and self.channel.up

    def time(self) -> float:
        """Return the system time, seconds since the epoch, UTC."""
        return self.clock.now + self.rtc_offset

    def date(self) -> str:
        """Return the system time as the switch writes it into files."""
        from xos_cli.switch.timing.calendar import stamp

        return stamp(self.time())

    @property
    def version(self) -> str:
        """Return the version of the software that runs."""
        return dict(self.flash.nvram.images)[self.image]

    @property
    def compatible(self) -> bool:
        """Return whether the software of the other MSM, if it is heard, can share run-time state with this one's."""
        return self.peer is None or compatible(self.version, dict(self.peer.images)[self.peer.image_booted])

    @property
    def is_master(self) -> bool:
        """Return whether this node manages the switch."""
        return self.state in (State.MASTER, State.OPERATIONAL)

    @property
    def listening(self) -> bool:
        """Return whether the node manager runs, so that messages can be taken."""
        usable = self.powered and self.started and not self.hangs
        return usable and self.state not in (State.FAIL, State.DOWN)

    @property
    def can_manage(self) -> bool:
        """Return whether the node manages the switch, or can take over from the one that does."""
        return self.listening and self.state in (State.MASTER, State.OPERATIONAL, State.BACKUP)

    @property
    def fabric(self) -> "Fabric | None":
        """Return the I/O modules, where the switch is part of a network."""
        return self.backplane.fabric

    def works(self, process: str) -> bool:
        """Return whether a process runs here and does its work; one that does not neither sends nor receives."""
        return process in self.processes.working

    @property
    def peer_name(self) -> str:
        """Return the name of the MSM in the other slot, whether there is one or not; "" on a stand-alone switch."""
        return next((msm.name for msm in self.chassis.msms if msm.name != self.name), "")

    def tables(self, process: str) -> Sequence[type]:
        """Return the row classes of one process."""
        return self.software.tables_of.get(process, ())

    def priority(self) -> int:
        """Return the configured priority, from the saved file as long as no configuration runs."""
        return self.software.priority(self)

    # -- what happens to it ----------------------------------------------------------------------------------------

    def power_on(self) -> None:
        """Switch the power on, and boot."""
        self.powered = True
        self.reset()
        self.cold = True

    def power_off(self) -> None:
        """Switch the power off: everything that is not in the flash is lost."""
        self.powered = False
        self._lose_software()

    def reset(self) -> None:
        """Restart the node, whatever it is doing; without power it stays off."""
        self._lose_software()
        self.failure, self.hangs, self.cold = "", False, False
        if self.powered:
            self.boots += 1
            known = self.flash.nvram
            self.flash.note(boot_count=known.boot_count + 1, first_power=known.first_power or self.time())
            self.boot.start()

    def _lose_software(self) -> None:
        self._stop()
        self._fresh()
        self.console.down()
        self.backplane.release(self)

    def drop_events(self) -> None:
        """Cancel all pending events of this node."""
        for owner in (self, self.boot, self.role, self.checkpoint.agenda, *self.memory.values()):
            self.clock.drop(owner)

    def _stop(self) -> None:
        """Cancel all pending events, and stop the channel."""
        self.drop_events()
        if self.channel is not None:
            self.channel.stop()

    def hang(self) -> None:
        """Hang: stop all software without a reset; the lines of the slot stay as they are."""
        self._stop()
        self.hangs = True
        self.console.hang()
        self.backplane.changed(self)

    def fail(self, why: str) -> None:
        """Enter FAIL, where the node manages nothing until it is repaired or reset."""
        self._lose_software()
        self.failure = why
        self.state = State.FAIL

    # -- roles -----------------------------------------------------------------------------------------------------

    def enter(self, state: str) -> None:
        """Change the node's state, log it, and tell the other node."""
        self.state = state
        self.transitions += 1
        # evidence: later EXOS boot log; the words MASTER and BACKUP in it are inferred
        self.event("Notice", "DM.Notice", f"Node State[{self.transitions}] = {state}")
        if self.fabric is not None and self.can_manage:
            self.fabric.card_ready(self.name)
        self.greet()

    def greet(self) -> None:
        """Send the other node a greeting with the state of this one."""
        if self.linked:
            self.checkpoint.send(self.hello())

    def hello(self) -> Hello:
        """Return the greeting of this node."""
        return introduce(self)

    def run(self) -> None:
        """Begin to run with the loaded configuration, and accept logins."""
        self.running = True
        self.config.enter("RUNNING")
        self.software.running(self)
        self.config.renew()
        self.greet()
        self.open_login()
        self.serve()

    def step_down(self) -> None:
        """Hand the switch over and restart (`run msm-failover`)."""
        self.role.step_down()

    def open_login(self) -> None:
        """Accept logins at this node.  evidence: later EXOS; that a backup says so too is inferred"""
        if not self.login_open:
            self.login_open = True
            role = "backup" if self.state == State.BACKUP else "master"
            self.say(f"\nAuthentication Service (AAA) on the {role} node is now available for login.\n")
            self.console.ready()

    def leave_guests(self) -> None:
        """Forget the logins by the network, whose terminals no snapshot has; one that is still there comes back."""
        self.sessions = {id: login for id, login in self.sessions.items() if login.kind == "console"}

    # -- the other node ----------------------------------------------------------------------------------------------

    def start_channel(self) -> None:
        """Connect to the control channel: the node manager has started."""
        self.started = True
        self.watch.begin()
        self.backplane.changed(self)
        if self.channel is not None:
            self.channel.start()

    def notice(self) -> None:
        """Look at the other slot after a change on the backplane; a backup takes over if there is no master."""
        if self.listening:
            self.watch.look()
            if self.state == State.BACKUP and self.backplane.master is None:
                self.role.take_over()

    def came(self) -> None:
        """Greet the other node, which can be heard now; a backup asks to be brought in sync."""
        self.watch.look()
        self.greet()
        if self.state == State.BACKUP:
            self.role.ask_for_checkpoint()

    def left(self) -> None:
        """Find out why the other node can no longer be heard, and act on it."""
        self.peer = None
        self.watch.look()
        if self.running:
            self.software.tell("peer_moved", self, "")

    def serve(self) -> None:
        """Begin the checkpoint that the other node asked for, once this one runs."""
        if self.wanted and self.running and self.is_master:
            self.wanted = False
            self.checkpoint.start()

    def receive(self, message: Message) -> bool:
        """Carry out a message of the other node; return False if its process does not run here or the flash refuses."""
        if not self.works(message.process):
            return False
        self.checkpoint.count(message)
        self.processor.spend(message.process, MESSAGE)
        if rows := rows_of(message):
            self.processor.spend(message.process, CHANGE, rows)
        try:
            deliver(self, message)
        except FlashError as error:
            self.checkpoint.refuse(message, error)
            return False
        return True

    # -- its processes -----------------------------------------------------------------------------------------------

    def process_stopped(self, name: str, crashed: bool = False) -> None:
        """Lower the health because a process was stopped or crashed; without it this node is not in sync."""
        self.processes.set(name, False)
        if not self.is_master:
            self.checkpoint.in_sync = False
        self.greet()
        self.checkpoint.examine()
        if name == NODE_MANAGER and self.channel is not None:
            self.channel.quit()
        self._tell_process(name, "crashed" if crashed else "stopped")

    def process_started(self, name: str) -> None:
        """Raise the health because a process works again."""
        process = self.processes.set(name, True)
        process.since = self.time()
        process.restarts += 1
        self.processor.spend(name, START)
        if name == NODE_MANAGER and self.channel is not None:
            self.channel.start()
        self.greet()
        self.checkpoint.examine()
        self._tell_process(name, "started")

    def _tell_process(self, name: str, hook: str) -> None:
        """Tell a process of a master that it has stopped or started, if it wants to know."""
        if self.is_master and self.software.handler(name, hook) is not None:
            self.call(name, hook)

    # -- the channel's card ------------------------------------------------------------------------------------------

    def sent(self, message: Message) -> None:
        """Count a message that was sent."""
        self.checkpoint.sent(message)
        self.processor.spend(message.process, MESSAGE)

    def failed(self, message: Message) -> None:
        """Count a message as an error: the channel lost it, and sends it again."""
        self.checkpoint.error(message)

    def begin_checkpoint(self, message: CheckpointStart) -> None:
        """Remember that the other node asked for a checkpoint; begin it as soon as this node runs."""
        self.wanted = True
        self.files.theirs = {listed.name: listed for listed in message.files}
        self.serve()

    # -- what its processes do -------------------------------------------------------------------------------------

    def commit(self, changes: list[Change]) -> None:
        """Mark changes that were made here as unsaved, and send them to the backup."""
        if not changes:
            return
        if any(info(change.table).scope is Scope.CONFIG for change in changes):
            self.config.touch()
        for change in changes:
            self.processor.spend(process_of(self, change.table, change.key), CHANGE)
        self.checkpoint.relay(changes)
        if self.is_master and not self.software.policy_tables.isdisjoint([change.table for change in changes]):
            self.call("polMgr", "changed", changes)
        if self.fabric is not None and self.is_master:
            self.call("hal", "program", changes)
        if self.is_master:
            self._tell_followers(changes)

    def _tell_followers(self, changes: list[Change]) -> None:
        """Tell the processes that follow these rows, each once."""
        followers = self.software.followers
        for process in dict.fromkeys([name for change in changes for name in followers.get(change.table, ())]):
            self.call(process, "rows_changed")

    @contextmanager
    def change(self) -> Iterator[Transaction]:
        """Give a process a transaction outside a command; commit it at the end, roll it back on an error."""
        transaction = Transaction(self.store)
        try:
            yield transaction
        except BaseException:
            transaction.rollback()
            raise
        self.commit(transaction.commit())

    def put(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Put rows of run-time state that a process has found out."""
        with self.change() as transaction:
            for row in rows:
                transaction.put(row)

    def later(
        self, seconds: float, process: str, function: str, *arguments: Any, kind: EventKind = EventKind.TRANSITION
    ) -> None:
        """Call a function of a process on this node in *seconds*, unless the node is reset before."""
        self.clock.after(seconds, self.call, process, function, *arguments, kind=kind)

    def call(self, process: str, function: str, *arguments: Any) -> None:
        """Call a function of a process on this node now."""
        self.processor.spend(process, CALL)
        self.software.call(self, process, function, *arguments)

    def worked(self, process: str, work: Work = CALL, times: int = 1) -> None:
        """Count work that a process does without being called: its own timers, frames from the I/O modules."""
        self.processor.spend(process, work, times)

    def processor_busy(self) -> None:
        """Let the process manager look at a process that takes much of the processor."""
        if self.running:
            self.software.call(self, "epm", "processor_busy")

    def event(self, severity: str, name: str, text: str) -> None:
        """Log an event: pass it to the log targets that want it, and to the journals of the console."""
        node = self.name if self.chassis.modular else ""
        entry = LogEntry(self.time(), severity, name, node, text)
        self.console.happened(self.name, entry)
        self.software.route(self, entry)

    def say(self, text: str) -> None:
        """Print on this node's console."""
        self.console.say(text)
