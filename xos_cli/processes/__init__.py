"""The processes of the switch, one module each, named as the switch names them.

A module may have
    TABLES                     its row classes, in the order of the saved file
    NAMES                      kind of object -> row class whose first key field is the name: ``{"vlan": Vlan}``
    factory(chassis)           the CONFIG rows of a switch that was never configured
    running(node)              the node manages the switch from now on: find out what the hardware says (STATE rows)
    configuration(store, chassis, detail)   its lines of `show configuration`
    policies(store)            the name of a policy for each use its process makes of one
    forgotten(call, kind, name)             an object went, and every row that names it (see ``refs``): the rest of it
    slot_cleared(call, slot)                a slot is as on a new switch: forget what was configured of it and its ports
    ports_left(call, vlan_name, ports)      these ports are no longer in a VLAN: forget what needed them there
    check_recorded(call, command)           a command of the process is to be recorded: refuse it if a rule forbids it
    subnets_changed(call, vlan_name)        a VLAN has other addresses than before: forget what does not go with them
    RECEIVES                   the kinds of payload that it receives from the network; see ``switch/fabric``
    received(node, port, vid, frame)        a frame with such a payload came in
    STATES                     the row classes on which it depends how far its ports are
    port_states(store, vlan_name)           how far they are: the fabric is programmed with it
    link_changed(node, port, up)            the link of a port came up or fell, on a switch in a network
    PARTS                      modules with more of its functions, which are imported when one of them is needed
and one handler for each command of its grammar file, named after the words outside brackets.
"""

import os
from collections.abc import Callable, Iterator
from functools import cached_property
from importlib import import_module
from itertools import chain
from types import ModuleType
from typing import TYPE_CHECKING, Any

from xos_cli.processes._kept import Recorded, known
from xos_cli.switch.savedfile import Unknown

if TYPE_CHECKING:
    from xos_cli.call import Call
    from xos_cli.switch.chassis import Chassis
    from xos_cli.switch.log import LogEntry
    from xos_cli.switch.node import Node
    from xos_cli.switch.tables import Store


class Processes:
    """All process modules, as the machine and the session need them."""

    #: The factory's rows of the chassis they were last asked for: they never change, so every switch shares them.
    _made: "tuple[Chassis, list[tuple[Any, ...]]] | None" = None

    #: Row classes of which every module can have rows; the row itself says which.
    shared = (Recorded, Unknown)

    def __deepcopy__(self, memo: dict[int, Any]) -> "Processes":
        return self

    @cached_property
    def modules(self) -> dict[str, ModuleType]:
        """The modules by process name."""
        names = sorted(file[:-3] for file in os.listdir(os.path.dirname(__file__)) if file.endswith(".py"))
        return {name: import_module(f"xos_cli.processes.{name}") for name in names if not name.startswith("_")}

    @cached_property
    def owners(self) -> dict[type, str]:
        """Row class -> its process; rows that every module can have are the configuration manager's."""
        owners = {row: name for name, module in self.modules.items() for row in getattr(module, "TABLES", ())}
        return owners | dict.fromkeys(self.shared, "cfgmgr")

    @cached_property
    def names(self) -> dict[str, type]:
        """Kind of object -> the table whose first key field is its name."""
        return {k: row for module in self.modules.values() for k, row in getattr(module, "NAMES", {}).items()}

    def factory(self, chassis: "Chassis") -> list[tuple[Any, ...]]:
        """The rows of a switch that was never configured."""
        if self._made is None or self._made[0] is not chassis:
            rows = [row for module in self.having("factory") for row in module.factory(chassis)]
            self._made = chassis, rows
        return self._made[1]

    def running(self, node: "Node") -> None:
        """Let every process find out what the hardware says."""
        for module in self.having("running"):
            module.running(node)

    def configuration(self, process: str, store: "Store", chassis: "Chassis", detail: bool) -> Iterator[str]:
        """The lines of one module of `show configuration`."""
        module = self.modules.get(process)
        render = getattr(module, "configuration", None)
        if render:
            yield from render(store, chassis, detail)
        yield from known(store, process)

    def forgotten(self, call: "Call", kind: str, name: str) -> None:
        """An object went, and the rows that name it: every process draws its conclusions."""
        for module in self.having("forgotten"):
            module.forgotten(call, kind, name)

    def slot_cleared(self, call: "Call", slot: int) -> None:
        """A slot is as on a new switch: every process forgets what was configured of it and of its ports."""
        for module in self.having("slot_cleared"):
            module.slot_cleared(call, slot)

    def ports_left(self, call: "Call", vlan_name: str, ports: int) -> None:
        """Ports are no longer in a VLAN: every process forgets what needed them there."""
        for module in self.having("ports_left"):
            module.ports_left(call, vlan_name, ports)

    def subnets_changed(self, call: "Call", vlan_name: str) -> None:
        """A VLAN has other addresses than before: every process forgets what does not go with them."""
        for module in self.having("subnets_changed"):
            module.subnets_changed(call, vlan_name)

    def route(self, node: "Node", entry: "LogEntry", forwarded: bool = False) -> None:
        """Give an event to the log targets of *node* that want it; *forwarded*: it came from the other node."""
        self.modules["ems"].route(node, entry, forwarded)

    def call(self, node: "Node", process: str, function: str, *arguments: Any) -> None:
        """Have a function of a process's module happen on *node*."""
        found = self.handler(process, function)
        if found is None:
            raise AttributeError(f"{process} has no {function}")
        found(node, *arguments)

    def ask(self, node: "Node", process: str, function: str, *arguments: Any) -> Any:
        """Call a function of a process on *node*, and return its answer."""
        found = self.handler(process, function)
        if found is None:
            raise AttributeError(f"{process} has no {function}")
        return found(node, *arguments)

    @cached_property
    def receivers(self) -> dict[str, str]:
        """Kind of payload -> the process that receives it from the network."""
        return {kind: name for name, module in self.modules.items() for kind in getattr(module, "RECEIVES", ())}

    @cached_property
    def state_tables(self) -> frozenset[type]:
        """The row classes whose changes change how far the ports of VLANs are."""
        return frozenset([row for module in self.modules.values() for row in getattr(module, "STATES", ())])

    def priority(self, node: "Node") -> int:
        """The priority that the node has in its configuration, 0 for none."""
        return int(self.modules["nodemgr"].priority(node))

    def watchdog(self, node: "Node") -> bool:
        """Whether the watchdog is enabled in the configuration of *node*."""
        return bool(self.modules["epm"].watchdog(node))

    def handler(self, process: str, name: str) -> Callable[..., Any] | None:
        """The function that carries out a command, or None where it is only recorded."""
        key = process, name
        if key not in self._handlers:
            self._handlers[key] = self._found(process, name)
        return self._handlers[key]

    @cached_property
    def _handlers(self) -> dict[tuple[str, str], Callable[..., Any] | None]:
        return {}

    def _found(self, process: str, name: str) -> Callable[..., Any] | None:
        """A function of a process: of its module, or of one of the module's parts."""
        module = self.modules.get(process)
        parts = (import_module(f"{__name__}.{part}") for part in getattr(module, "PARTS", ()))
        return next((vars(where)[name] for where in chain((module,), parts) if where and name in vars(where)), None)

    def having(self, function: str) -> Iterator[ModuleType]:
        """The modules that have this themselves: to look into their parts would import them all."""
        return (module for module in self.modules.values() if function in vars(module))


#: The processes of this release.
PROCESSES = Processes()
