"""What the machine must know of the processes that run on it; the package ``xos_cli.processes`` is one."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from xos_cli.switch.chassis import Chassis
    from xos_cli.switch.log import LogEntry
    from xos_cli.switch.node import Node


class Software(Protocol):
    """The processes of one release.  Shared by every machine that runs it, so it keeps nothing."""

    @property
    def owners(self) -> Mapping[type, str]:
        """Row class -> the process that owns it."""

    @property
    def shared(self) -> tuple[type, ...]:
        """Row classes of which every module can have rows; their field ``module`` says which."""

    @property
    def receivers(self) -> Mapping[str, str]:
        """Kind of payload -> the process that receives it (see ``switch/fabric``)."""

    def ask(self, node: "Node", process: str, function: str, *arguments: Any) -> Any:
        """Call a function of a process on *node*, and return its answer."""

    @property
    def names(self) -> Mapping[str, type]:
        """Kind of object -> the table whose first key field is its name."""

    def factory(self, chassis: "Chassis") -> list[tuple[Any, ...]]:
        """The CONFIG rows of a switch that was never configured."""

    def priority(self, node: "Node") -> int:
        """The priority that the node was given for the election, 0 for none."""

    def watchdog(self, node: "Node") -> bool:
        """Whether the watchdog is enabled in the configuration of *node*."""

    def running(self, node: "Node") -> None:
        """The node has its configuration and the chassis: find out what the hardware says (links, modules, sensors)."""

    def route(self, node: "Node", entry: "LogEntry", forwarded: bool = False) -> None:
        """Give an event to the log targets of *node* that want it; *forwarded*: it came from the other node."""

    def call(self, node: "Node", process: str, function: str, *arguments: Any) -> None:
        """Have a function of a process's module happen on *node*: what a timer of that process does."""
