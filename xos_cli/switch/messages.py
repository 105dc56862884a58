"""The messages between the two nodes; nothing else passes between them.

``process`` is whose message it is: ``show checkpoint-data`` counts it there.  The configuration manager's names are in
brackets.  evidence: capture 12.5 (debug-cfgmgr-show-stat)
"""

from xos_cli.record import NamedTuple
from xos_cli.switch.flash import Listed
from xos_cli.switch.log import LogEntry
from xos_cli.switch.tables import Change, RowKey


class Hello(NamedTuple):
    """What a node says of itself whenever it changes: for the election and for `show switch` on the other node."""

    name: str
    state: str
    slot: int
    priority: int
    software_health: int
    hardware_health: int
    running: bool
    in_sync: bool
    image_selected: str
    image_booted: str
    images: tuple[tuple[str, str], ...]
    config_selected: str
    config_booted: str
    processes: tuple[tuple[str, float, int, str], ...]  # name, since, restarts, state
    packages: tuple[tuple[str, str], ...] = ()  # partition, file
    waiting: tuple[str, ...] = ()
    bootrom: str = ""
    process: str = "nodemgr"


class CheckpointStart(NamedTuple):
    """The backup asks to be brought in sync (CHKP_START), and lists the *files* of its flash."""

    files: tuple[Listed, ...] = ()
    process: str = "cfgmgr"


class CheckpointBegin(NamedTuple):
    """The master begins to bring the backup in sync (CHKP_START_ACK)."""

    process: str = "cfgmgr"


class File(NamedTuple):
    """A saved file for the backup's flash (SYNC_FILE_DATA); no *data*: it is deleted there."""

    name: str
    data: bytes | None
    modified: float
    process: str = "cfgmgr"


class FileWanted(NamedTuple):
    """The master asks the backup for a file that only the backup has; a ``File`` answers."""

    name: str
    process: str = "cfgmgr"


class Select(NamedTuple):
    """Which file and which dirty mark the master has (CONFIG_DIRTY)."""

    config_selected: str
    dirty: bool
    process: str = "cfgmgr"


class ModuleConfig(NamedTuple):
    """The active configuration of one module (CHKP_PERSISTENT); *order*: that of the tables that modules share."""

    module: str
    rows: tuple[Change, ...]
    order: tuple[tuple[type, tuple[RowKey, ...]], ...] = ()
    process: str = "cfgmgr"


class ConfigDone(NamedTuple):
    """All of the active configuration has been sent (CHKP_DONE); *order*: that of the tables that modules share."""

    config_booted: str
    order: tuple[tuple[type, tuple[RowKey, ...]], ...] = ()
    process: str = "cfgmgr"


class Bulk(NamedTuple):
    """Some of the *total* run-time rows of one process."""

    process: str
    sent: int
    total: int
    rows: tuple[Change, ...]


class BulkDone(NamedTuple):
    """One process has transferred all of its run-time state; *order*: the keys of tables that changed meanwhile."""

    process: str
    order: tuple[tuple[type, tuple[RowKey, ...]], ...] = ()


class Ack(NamedTuple):
    """The backup's configuration manager has carried out a message of the master's (CHKP_CONFIG_ACK)."""

    process: str = "cfgmgr"


class InSync(NamedTuple):
    """Every process has transferred its state: from now on the backup could take over without loss."""

    process: str = "devmgr"


class Dynamic(NamedTuple):
    """Changes of one process, sent at once."""

    process: str
    changes: tuple[Change, ...]


class SetTime(NamedTuple):
    """The system time was set: by how many seconds it differs from the virtual clock."""

    offset: float
    process: str = "devmgr"


class Forwarded(NamedTuple):
    """An event for the other node's log targets (log target primary-msm, backup-msm)."""

    entry: LogEntry
    process: str = "ems"


class Handover(NamedTuple):
    """From the master: it steps down, be master now.  From the backup: step down."""

    process: str = "nodemgr"


class RebootNode(NamedTuple):
    """Reboot yourself, optionally from this image partition."""

    process: str = "devmgr"


class ProcessOrder(NamedTuple):
    """Terminate, start or restart (*verb*) the process *name*."""

    verb: str
    name: str
    process: str = "epm"


class SelectImage(NamedTuple):
    """Boot from this partition next time; *images* and *packages* are those that were copied, if they were."""

    partition: str
    images: tuple[tuple[str, str], ...] = ()
    packages: tuple[tuple[str, str], ...] | None = None
    process: str = "epm"


class ImageOrder(NamedTuple):
    """Keep, install, uninstall or start (*verb*: ``keep``, ``install``, ``uninstall``, ``update``) a software file, or
    install a BootROM (``bootrom``).
    """

    verb: str
    file: str = ""
    partition: str = ""
    process: str = "epm"


class ProcessUsage(NamedTuple):
    """What one process uses: kB of memory; microseconds of the processor in user mode and in the kernel.

    *shares*: per cent of the last 5, 10, 30, 60, 300, 1800 and 3600 seconds; *peak*: the most of any 5 seconds.
    """

    name: str
    memory: int
    user: int
    system: int
    shares: tuple[float, ...]
    peak: float


class UsageWanted(NamedTuple):
    """Ask the other node what its processes use; a ``Usage`` answers."""

    process: str = "epm"


class Usage(NamedTuple):
    """What the processes of a node use, the node as a whole first."""

    name: str
    rows: tuple[ProcessUsage, ...]
    process: str = "epm"


class Failsafe(NamedTuple):
    """The failsafe account, for the NVRAM: its name, its password encrypted."""

    name: str
    password: str
    process: str = "aaa"


Message = (
    Hello
    | CheckpointStart
    | CheckpointBegin
    | File
    | FileWanted
    | Select
    | ModuleConfig
    | ConfigDone
    | Bulk
    | BulkDone
    | Ack
    | InSync
    | Dynamic
    | SetTime
    | Forwarded
    | Handover
    | RebootNode
    | ProcessOrder
    | SelectImage
    | ImageOrder
    | Failsafe
    | UsageWanted
    | Usage
)
#: Messages that are no replication, so that `show checkpoint-data` does not count them.
ASIDE = (UsageWanted, Usage)


def rows_of(message: Message) -> int:
    """Return how many rows a message changes on the node that takes it."""
    if isinstance(message, Dynamic):
        return len(message.changes)
    return len(message.rows) if isinstance(message, Bulk | ModuleConfig) else 0
