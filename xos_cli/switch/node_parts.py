"""What the parts of a node offer each other; ``Node`` and the parts themselves have more.

Each part imports these protocols for its types alone, so that no part imports another or the node.
"""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from xos_cli.switch.backplane import Backplane
from xos_cli.switch.channel.end import ChannelEnd
from xos_cli.switch.channel.pieces import Done
from xos_cli.switch.counter import Counter
from xos_cli.switch.flash import Flash, Listed
from xos_cli.switch.hardware.chassis import Chassis, Msm
from xos_cli.switch.messages import (
    Bulk,
    BulkDone,
    CheckpointBegin,
    CheckpointStart,
    ConfigDone,
    Dynamic,
    File,
    FileWanted,
    Hello,
    InSync,
    Message,
    ModuleConfig,
    Select,
)
from xos_cli.switch.processor import Processor
from xos_cli.switch.running_process import RunningProcesses
from xos_cli.switch.software import Software
from xos_cli.switch.tables import Store
from xos_cli.switch.timing.clock import Clock


class FilesPart(Protocol):
    """The files that both MSMs have (``shared_files``)."""

    under_way: int
    refused: set[str]
    theirs: dict[str, Listed]

    def begin(self) -> None:
        """Compare all files anew."""

    def compare(self) -> int | None:
        """Make the next file the same on both MSMs; return its size, or None if all have been compared."""

    def share(self, message: File, *done: Done) -> bool:
        """Have a running backup write or delete a file."""

    def select(self, *done: Done) -> bool:
        """Send the backup the selected file and the dirty mark."""

    def fetched(self, message: File) -> None:
        """Keep a file of the backup that was asked for."""

    def take(self, message: File) -> None:
        """Write or delete a file of the master."""

    def wanted(self, message: FileWanted) -> None:
        """Send the master a file that only this flash has."""

    def selected(self, message: Select) -> None:
        """Take over the master's selected file and dirty mark."""

    def forget(self) -> None:
        """Forget the removals noted here."""


class ConfigPart(Protocol):
    """The configuration manager (``configuration``)."""

    state: str
    dirty: bool
    booted: str

    def enter(self, state: str, event: str = "-") -> None:
        """Go into *state*, and remember it."""

    def read(self) -> None:
        """Read the selected file."""

    def load(self) -> None:
        """Make the file's rows, or the factory's, the running configuration."""

    def load_default(self) -> None:
        """Run with the factory's configuration."""

    def touch(self) -> None:
        """Mark the running configuration as changed."""

    def sound(self, name: str, data: bytes) -> bool:
        """Return whether the other MSM's file may be replaced with this one."""

    def replaced(self, name: str) -> None:
        """Take note that a file has changed or is gone."""

    def received(self, booted: str) -> None:
        """Take note that the master's active configuration is complete on this node."""

    def checkpoint_ended(self) -> None:
        """Go back to RUNNING: a checkpoint was broken off."""


class ReplicaPart(Protocol):
    """What the backup makes of a checkpoint (``replica``)."""

    def begin(self, message: CheckpointBegin) -> None:
        """Begin a checkpoint."""

    def file(self, message: File) -> None:
        """Put a saved file of the other node into this node's flash."""

    def select(self, message: Select) -> None:
        """Take over the master's selected file."""

    def module(self, message: ModuleConfig) -> None:
        """Keep the active configuration of one module."""

    def config_done(self, message: ConfigDone) -> None:
        """Put the whole active configuration in force."""

    def bulk(self, message: Bulk) -> None:
        """Take run-time state of one process."""

    def bulk_done(self, message: BulkDone) -> None:
        """End the turn of one process."""

    def synced(self, message: InSync) -> None:
        """Mark this node as in sync."""

    def dynamic(self, message: Dynamic) -> None:
        """Make a change of the master here too."""


class CheckpointPart(Protocol):
    """The replication (``checkpoint``)."""

    counters: dict[str, Counter]
    active: bool
    synced: bool
    configured: bool
    missed: set[str]

    @property
    def node(self) -> "NodeParts":
        """Return the node that this is part of."""

    @property
    def replica(self) -> ReplicaPart:
        """Return the backup's half."""

    @property
    def in_sync(self) -> bool:
        """Return whether the backup could take over without loss."""

    @in_sync.setter
    def in_sync(self, synced: bool) -> None: ...

    def send(self, message: Message, *done: Done) -> bool:
        """Send *message* to the other node."""

    def reset(self, active: bool) -> None:
        """Forget the last checkpoint."""

    def stop(self) -> None:
        """Send nothing any more."""

    def complete(self) -> None:
        """Tell the backup that it has everything, if so."""

    def examine(self) -> None:
        """Look which processes run on both MSMs."""


class RolePart(Protocol):
    """Election and takeover (``role``)."""

    def decide(self) -> None:
        """Take the master line, or be a backup."""

    def take_over(self) -> None:
        """Manage the switch in the place of a master that is gone."""

    def reboot(self) -> None:
        """Restart because a user wants it so."""


class BootPart(Protocol):
    """The boot (``boot``)."""

    def catch_up(self, names: list[str]) -> None:
        """Start processes that a licence allows only now."""

    def load(self) -> None:
        """Load the master's configuration."""


class WatchPart(Protocol):
    """What is seen of the other MSM (``watch``)."""

    last_word: Hello | None


class NodeParts(Protocol):
    """A node as its parts see it."""

    chassis: Chassis
    msm: Msm
    clock: Clock
    backplane: Backplane
    flash: Flash
    software: Software
    seed: int
    name: str
    failure: str
    hangs: bool
    rtc_offset: float
    hardware_faults: set[str]
    boots: int
    channel: ChannelEnd | None
    state: str
    booted_at: float
    image: str
    bootrom: str
    packages: frozenset[str]
    renew: Callable[[], list[str]]
    running: bool
    login_open: bool
    peer: Hello | None
    started: bool
    wanted: bool
    store: Store
    processes: RunningProcesses
    processor: Processor

    @property
    def files(self) -> FilesPart:
        """Return the files that both MSMs have."""

    @property
    def config(self) -> ConfigPart:
        """Return the configuration manager."""

    @property
    def checkpoint(self) -> CheckpointPart:
        """Return the replication."""

    @property
    def boot(self) -> BootPart:
        """Return the boot."""

    @property
    def role(self) -> RolePart:
        """Return election and takeover."""

    @property
    def watch(self) -> WatchPart:
        """Return what is seen of the other MSM."""

    @property
    def linked(self) -> bool:
        """Return whether both nodes hear each other."""

    @property
    def version(self) -> str:
        """Return the version of the software that runs."""

    @property
    def compatible(self) -> bool:
        """Return whether the software of the other MSM can share run-time state with this one's."""

    @property
    def is_master(self) -> bool:
        """Return whether this node manages the switch."""

    @property
    def peer_name(self) -> str:
        """Return the name of the MSM in the other slot."""

    def time(self) -> float:
        """Return the system time, seconds since the epoch, UTC."""

    def date(self) -> str:
        """Return the system time as the switch writes it into files."""

    def works(self, process: str) -> bool:
        """Return whether a process runs here and does its work."""

    def tables(self, process: str) -> Sequence[type]:
        """Return the row classes of one process."""

    def priority(self) -> int:
        """Return the configured priority."""

    def reset(self) -> None:
        """Start anew."""

    def drop_events(self) -> None:
        """Forget everything that was to come on this node."""

    def enter(self, state: str) -> None:
        """Change the node's state."""

    def greet(self) -> None:
        """Tell the other node how this one is."""

    def hello(self) -> Hello:
        """Return what this node says of itself."""

    def run(self) -> None:
        """Run the switch."""

    def step_down(self) -> None:
        """Hand the switch over and restart."""

    def open_login(self) -> None:
        """Let people log in here."""

    def start_channel(self) -> None:
        """Connect to the control channel."""

    def notice(self) -> None:
        """Look at the other slot."""

    def begin_checkpoint(self, message: CheckpointStart) -> None:
        """Bring the other node in sync once this one runs."""

    def call(self, process: str, function: str, *arguments: Any) -> None:
        """Call a function of a process on this node now."""

    def event(self, severity: str, name: str, text: str) -> None:
        """Log an event."""

    def say(self, text: str) -> None:
        """Print on this node's console."""
