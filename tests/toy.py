"""A bd10808 whose software has four tables and no commands: for tests of the machine alone."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Annotated, Any, ClassVar, NamedTuple

from xos_cli.program.resources import read_chassis
from xos_cli.switch.hardware.chassis import Chassis
from xos_cli.switch.log import LogEntry
from xos_cli.switch.machine import Machine
from xos_cli.switch.node import Node
from xos_cli.switch.saved.savedfile import Unknown
from xos_cli.switch.tables import Ipv4, RowKey, Scope, Store, key_of, table

#: When the power of a toy comes on: Tue Nov  1 09:00:00 2005.
START = 1130835600.0


@table(key=("name",))
class Setting(NamedTuple):
    """Saved and relayed."""

    name: str
    value: int = 0
    kind: Annotated[int, (0, 1)] = 0
    address: Ipv4 = "0.0.0.0"


@table()
class Only(NamedTuple):
    """Saved and relayed; there is one row, and every node needs it."""

    value: int = 7


@table(key=("slot",))
class Priority(NamedTuple):
    """What the election asks for."""

    slot: str
    priority: int


@table()
class NoWatchdog(NamedTuple):
    """The watchdog is disabled."""

    value: int = 0


@table(key=("number",), scope=Scope.STATE)
class Learned(NamedTuple):
    """Checkpointed, and kept over a failover."""

    number: int
    value: int = 0


@table(key=("number",), scope=Scope.STATE, hitless=False)
class Fleeting(NamedTuple):
    """Checkpointed, and lost at a failover."""

    number: int


@table(key=("number",), scope=Scope.LOCAL)
class Own(NamedTuple):
    """Never leaves its MSM."""

    number: int


class Toy:
    """The software of a toy."""

    owners: Mapping[type, str] = {
        Setting: "vlan",
        Only: "aaa",
        Priority: "devmgr",
        Learned: "fdb",
        Fleeting: "eaps",
        Own: "ems",
        NoWatchdog: "epm",
    }
    shared: tuple[type, ...] = (Unknown,)
    names: Mapping[str, type] = {}
    tables: ClassVar[dict[type, None]] = dict.fromkeys([*owners, *shared])
    tables_of: ClassVar[Mapping[str, Sequence[type]]] = {process: (row,) for row, process in owners.items()}

    def __deepcopy__(self, memo: dict[int, Any]) -> "Toy":
        return self

    def factory(self, chassis: Chassis) -> list[tuple[Any, ...]]:
        return [Setting("factory", 1), Only()]

    def factory_tables(self, chassis: Chassis) -> dict[type, dict[RowKey, Any]]:
        return {type(row): {key_of(row): row} for row in self.factory(chassis)}

    receivers: ClassVar[dict[str, str]] = {}
    state_tables: ClassVar[frozenset[type]] = frozenset()
    policy_tables: ClassVar[frozenset[type]] = frozenset()
    fixed_tables: ClassVar[frozenset[type]] = frozenset()
    followers: ClassVar[dict[type, tuple[str, ...]]] = {}

    def ask(self, process: str, hook: str, *arguments: Any) -> Any:
        """No process of the toy answers anything."""

    def gather(self, hook: str, *arguments: Any) -> Iterator[tuple[str, Any]]:
        """No process of the toy has hooks."""
        return iter(())

    def tell(self, hook: str, *arguments: Any) -> None:
        """No process of the toy has hooks."""

    def handler(self, process: str, name: str) -> None:
        """The toy has no commands."""

    def configuration(self, process: str, store: Store, chassis: Chassis, detail: bool) -> Iterator[str]:
        """The toy shows no configuration."""
        return iter(())

    def renew(self, machine: Any, node: Any) -> list[str]:
        """No line of the toy is recorded."""
        return []

    def priority(self, node: Any) -> int:
        rows = node.store.rows(Priority) or node.config.saved_rows(Priority)
        return next((row.priority for row in rows if row.slot == node.msm.letter), 0)

    def watchdog(self, node: Any) -> bool:
        return not node.store.rows(NoWatchdog)

    def running(self, node: Any) -> None:
        """The hardware says nothing."""

    def route(self, node: Any, entry: LogEntry, forwarded: bool = False) -> None:
        node.log.add(entry)

    def call(self, node: Any, process: str, function: str, *arguments: Any) -> None:
        """There is nothing to be called."""


def cold(chassis: str = "bd10808") -> Machine:
    """A toy without power."""
    return Machine(read_chassis(chassis), Toy(), START)


@cache
def _warm(chassis: str) -> Machine:
    machine = cold(chassis)
    machine.power_on()
    machine.settle()
    return machine


def warm(chassis: str = "bd10808") -> Machine:
    """A toy of one's own that is up and in sync."""
    return _warm(chassis).snapshot()


def master(machine: Machine) -> Node:
    """The node that manages the switch."""
    assert machine.master is not None
    return machine.master


def backup(machine: Machine) -> Node:
    """The other one."""
    return next(node for node in machine.nodes.values() if not node.is_master)


def put(machine: Machine, *rows: tuple[Any, ...]) -> None:
    """Have the master's processes put rows, and the backup take them."""
    master(machine).put(rows)
    machine.drain()


def save(machine: Machine, name: str = "primary.cfg") -> bool:
    """Have the master save its configuration; whether the backup has the file too."""
    reply = master(machine).config.save(name, "admin")
    machine.drain()
    return reply.taken


def content(node: Node) -> dict[type, list[tuple[Any, Any]]]:
    """What two nodes in sync have in common, in its order."""
    return node.store.content(Scope.CONFIG, Scope.STATE)
