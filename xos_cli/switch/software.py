"""The protocol by which the machine uses the processes; the package ``xos_cli.processes`` implements it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis
    from xos_cli.switch.log import LogEntry
    from xos_cli.switch.tables import RowKey, Store


class SwitchNode(Protocol):
    """A node as the machine hands it to its software, which knows the rest."""

    name: str


class Software(Protocol):
    """The processes of one release.  Shared by every machine that runs it, so it keeps nothing."""

    @property
    def owners(self) -> Mapping[type, str]:
        """Return the process that owns each row class."""

    @property
    def shared(self) -> tuple[type, ...]:
        """Return the row classes of which every module can have rows; the key of a row begins with the module."""

    @property
    def tables(self) -> dict[type, None]:
        """Return the row classes of all tables, in their order; not to be changed."""

    @property
    def tables_of(self) -> Mapping[str, Sequence[type]]:
        """Return the row classes that each process owns."""

    @property
    def receivers(self) -> Mapping[str, str]:
        """Return a mapping: kind of payload -> the process that receives it (see ``switch/fabric``)."""

    @property
    def state_tables(self) -> frozenset[type]:
        """Return the row classes whose changes change how far the ports of VLANs are."""

    @property
    def followers(self) -> Mapping[type, tuple[str, ...]]:
        """Return a mapping: row class -> the processes that are told when the master has changed such rows."""

    @property
    def fixed_tables(self) -> frozenset[type]:
        """Return the row classes whose rows follow the hardware, not the configuration or the network."""

    @property
    def policy_tables(self) -> frozenset[type]:
        """Return the row classes that can name a policy."""

    def ask(self, process: str, hook: str, *arguments: Any) -> Any:
        """Call a hook of one process, and return its answer."""

    def gather(self, hook: str, *arguments: Any) -> Iterator[tuple[str, Any]]:
        """Call a hook of every process that has it, and return each process with its answer."""

    def tell(self, hook: str, *arguments: Any) -> None:
        """Call a hook of every process that has it, for what it does."""

    def handler(self, process: str, name: str) -> Callable[..., Any] | None:
        """Return the function that carries out a command, or None where its line is only recorded."""

    def configuration(self, process: str, store: "Store", chassis: "Chassis", detail: bool) -> Iterator[str]:
        """Return the lines of one module of `show configuration`."""

    def renew(self, machine: Any, node: Any) -> list[str]:
        """Carry out the recorded lines of the loaded file that have a handler now; return those refused, and why."""

    @property
    def names(self) -> Mapping[str, type]:
        """Return a mapping: kind of object -> the table whose first key field is its name."""

    def factory(self, chassis: "Chassis") -> list[tuple[Any, ...]]:
        """Return the CONFIG rows of a switch that was never configured."""

    def factory_tables(self, chassis: "Chassis") -> "dict[type, dict[RowKey, Any]]":
        """Return the same by table and key; not to be changed."""

    def priority(self, node: SwitchNode) -> int:
        """Return the priority that the node was given for the election, 0 for none."""

    def watchdog(self, node: SwitchNode) -> bool:
        """Return whether the watchdog is enabled in the configuration of *node*."""

    def running(self, node: SwitchNode) -> None:
        """Tell every process that the node runs as master, so that it looks at links, modules and sensors."""

    def route(self, node: SwitchNode, entry: "LogEntry", forwarded: bool = False) -> None:
        """Give an event to the log targets of *node* that want it; *forwarded*: it came from the other node."""

    def call(self, node: SwitchNode, process: str, function: str, *arguments: Any) -> None:
        """Call a function of a process on *node*, as the timers of that process do."""
