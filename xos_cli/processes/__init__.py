"""The processes of the switch: a package or a module for each, named as the switch names them (see README.md).

The main module of a process (``process`` in a package) may have
    TABLES                     its row classes, in the order of the saved file
    FIXED                      those of them whose rows follow the hardware, so that they take no more memory
    NAMES                      kind of object -> row class whose first key field is the name: ``{"vlan": Vlan}``
    factory(chassis)           return the CONFIG rows of a switch that was never configured
    running(node)              a node manages the switch from now on: find out what the hardware says (STATE rows)
    tree_moved(node, stpd, events)          a spanning tree has another root, or another topology
    vrrp_mastered(node, vlan, vrid, own)    the switch has become the master of a VRRP router
    ospf_neighbor_moved(node, ...)          an OSPF neighbour has another state
    overheated(node, which)                 an MSM or a slot is too hot
    alarm_fired(node, index, rising, value) an alarm of RMON crossed a threshold
    login_refused(node)                     somebody failed to log in
    module_moved(node, number, state)       a module in a slot has another state
    peer_moved(node, state)                 the other MSM has another state, "" where it is not heard any more
    synced(node)               this node is the backup, and has got all rows of the master
    stopped(node), crashed(node), started(node)    the process itself was stopped, crashed or started on the master
    policies(store)            return the name of a policy for each use its process makes of one
    renewing(call, command)                 an earlier version only kept this line: do first what it needs by now
    profile_users(node, profile)            return the names of what uses a QoS profile, which cannot be deleted then
    check_refresh(node, rules)              refuse the rules of a policy that is to be read again
    policy_refreshed(node, name)            a policy that its process uses was read again: judge anew
    forgotten(call, kind, name)             an object was deleted with every row that names it (see ``refs``)
    slot_cleared(call, slot)                a slot is as on a new switch: forget what was configured of it and its ports
    ports_left(call, vlan_name, ports)      ports are no longer in a VLAN: forget what needed them there
    address_given(call, vlan_name, address) a VLAN has one more IPv4 address
    address_taken(call, vlan_name, address) a VLAN has lost an IPv4 address
    subnets_changed(call, vlan_name)        a VLAN has other subnets than before: forget what does not go with them
    vlan_flags(store), port_flags(call)     return the letters of VLANs and ports in `show vlan` and `show ports`
    remarks(node, words)       say more about a command that was carried out: why a screen is as it is (`:why`)
    sealed_words(node, command)             return the words of a command with its secrets encrypted, for a transcript
    RECEIVES                   the kinds of payload that it receives from the network; see ``switch/fabric``
    received(node, port, vid, frame)        a frame with such a payload came in
    STATES                     the row classes on which it depends how far its ports are
    port_states(store, vlan_name)           return how far the ports of a VLAN are: the fabric is programmed with it
    FOLLOWS                    the row classes of any process that it follows
    rows_changed(node)                      the master has changed such rows, by a command or by what a process learned
    layer2_protocol(store, vlan_name)       return the protocol that chooses which ports of a VLAN forward, "" for none
    link_changed(node, port, up)            the link of a port came up or fell, on a switch in a network
    vlans_changed(node)                     VLANs have other ports than before, or others of them have a link: follow
    packets(node)                           return how many packets it has sent and received without an event for each
    held(node)                              return the octets that it holds beside its tables, for `show memory`
    environment_changed(node)               a power supply or a fan tray failed, or was repaired
    watched_hosts(store)                    return the hosts that netTools is to ping, each a WatchedHost
    hosts_changed(node)                     a watched host no longer answers, or answers again
    virtual_addresses(store)                return the addresses that the switch answers for with a virtual MAC address
``configuration(store, chassis, detail)``, the lines of a process in `show configuration`, may stand in any of its
modules, as what another process asks by name (``Processes.ask``) may.

A handler carries out one command of the grammar file and is named after the words outside brackets.  It stands in any
module of its process: the ``def`` lines are scanned, and the module is imported when the handler is needed.  A command
that only sets fields of a row may be declared in ``declared.py`` instead (see ``xos_cli/command/settings.py``).
"""

import os
import re
import sys
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from xos_cli.switch.recorded import Recorded
from xos_cli.switch.saved.savedfile import Unknown
from xos_cli.switch.tables import RowKey, Scope, info, key_of

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis
    from xos_cli.switch.log import LogEntry
    from xos_cli.switch.software import SwitchNode
    from xos_cli.switch.tables import Store


_HERE = os.path.dirname(os.path.abspath(__file__))
_DEFINITION = re.compile(r"^def ([a-zA-Z]\w*)\(", re.MULTILINE)


class Processes:
    """All process modules, as the machine and the session need them."""

    #: The factory's rows of the chassis they were last asked for: they never change, so every switch shares them.
    _made: "tuple[Chassis, dict[type, dict[RowKey, Any]]] | None" = None

    #: Row classes of which every module can have rows; the row itself says which.
    shared = (Recorded, Unknown)

    def __deepcopy__(self, memo: dict[int, Any]) -> "Processes":
        return self

    @cached_property
    def modules(self) -> dict[str, ModuleType]:
        """Return the modules by process name."""
        return {name: import_module(modules[0]) for name, modules in self.files.items()}

    @cached_property
    def files(self) -> dict[str, list[str]]:
        """Return the names of each process's modules, the one with its tables and hooks first."""
        return {name: _modules(file, name) for name, file in _entries()}

    @cached_property
    def owners(self) -> dict[type, str]:
        """Return a mapping: row class -> its process."""
        return {row: name for name, module in self.modules.items() for row in getattr(module, "TABLES", ())}

    @cached_property
    def tables(self) -> dict[type, None]:
        """Return the row classes of all tables, those that modules share last."""
        return dict.fromkeys([*self.owners, *self.shared])

    @cached_property
    def tables_of(self) -> dict[str, tuple[type, ...]]:
        """Return the row classes that each process owns."""
        return {name: tuple(getattr(module, "TABLES", ())) for name, module in self.modules.items()}

    @cached_property
    def names(self) -> dict[str, type]:
        """Return a mapping: kind of object -> the table whose first key field is its name."""
        return {k: row for module in self.modules.values() for k, row in getattr(module, "NAMES", {}).items()}

    def factory(self, chassis: "Chassis") -> list[tuple[Any, ...]]:
        """Return the rows of a switch that was never configured."""
        return [row for rows in self.factory_tables(chassis).values() for row in rows.values()]

    def factory_tables(self, chassis: "Chassis") -> dict[type, dict[RowKey, Any]]:
        """Return the same by table and key; not to be changed."""
        if self._made is None or self._made[0] is not chassis:
            tables: dict[type, dict[RowKey, Any]] = {}
            for _, made in self.gather("factory", chassis):
                for row in made:
                    tables.setdefault(type(row), {})[key_of(row)] = row
            self._made = chassis, tables
        return self._made[1]

    def running(self, node: "SwitchNode") -> None:
        """Tell every process that *node* runs as master, so that it looks at the hardware."""
        self.tell("running", node)

    def configuration(self, process: str, store: "Store", chassis: "Chassis", detail: bool) -> Iterator[str]:
        """Return the lines of one process in `show configuration`."""
        render = self.handler(process, "configuration")
        if render:
            yield from render(store, chassis, detail)

    def renew(self, machine: Any, node: Any) -> list[str]:
        """Carry out the recorded lines of the loaded file; return those refused, and why."""
        if not node.store.count(Recorded):
            return []
        from xos_cli.command.renewal import renew

        return renew(machine, node)

    def gather(self, hook: str, *arguments: Any) -> Iterator[tuple[str, Any]]:
        """Call a hook of every process that has it, and return each process with its answer."""
        having = self._having.get(hook)
        if having is None:
            having = [(name, module) for name, module in self.modules.items() if hook in vars(module)]
            self._having[hook] = having
        for name, module in having:
            yield name, vars(module)[hook](*arguments)

    @cached_property
    def _having(self) -> dict[str, list[tuple[str, ModuleType]]]:
        """Return a mapping: hook -> the processes that have it, with their modules."""
        return {}

    def tell(self, hook: str, *arguments: Any) -> None:
        """Call a hook of every process that has it, for what it does."""
        for _ in self.gather(hook, *arguments):
            pass

    def route(self, node: "SwitchNode", entry: "LogEntry", forwarded: bool = False) -> None:
        """Give an event to the log targets of *node* that want it; *forwarded*: it came from the other node."""
        self.modules["ems"].route(node, entry, forwarded)

    def call(self, node: "SwitchNode", process: str, function: str, *arguments: Any) -> None:
        """Call a function of a process on *node*."""
        self.ask(process, function, node, *arguments)

    def ask(self, process: str, hook: str, *arguments: Any) -> Any:
        """Call a hook of one process, and return its answer; it may stand in any module of the process."""
        found = self.handler(process, hook)
        if found is None:
            raise AttributeError(f"{process} has no {hook}")
        return found(*arguments)

    @cached_property
    def receivers(self) -> dict[str, str]:
        """Return a mapping: kind of payload -> the process that receives it from the network."""
        return {kind: name for name, module in self.modules.items() for kind in getattr(module, "RECEIVES", ())}

    @cached_property
    def state_tables(self) -> frozenset[type]:
        """Return the row classes whose changes change how far the ports of VLANs are."""
        return frozenset([row for module in self.modules.values() for row in getattr(module, "STATES", ())])

    @cached_property
    def followers(self) -> dict[type, tuple[str, ...]]:
        """Return a mapping: row class -> the processes that follow it."""
        found: dict[type, tuple[str, ...]] = {}
        for name, module in self.modules.items():
            for row in getattr(module, "FOLLOWS", ()):
                found[row] = (*found.get(row, ()), name)
        return found

    @cached_property
    def fixed_tables(self) -> frozenset[type]:
        """Return the row classes whose rows follow the hardware, not the configuration or the network."""
        return frozenset([row for module in self.modules.values() for row in getattr(module, "FIXED", ())])

    @cached_property
    def policy_tables(self) -> frozenset[type]:
        """Return the row classes that can name a policy: the configuration of every process that uses policies."""
        users = [module for module in self.modules.values() if hasattr(module, "policies")]
        found = [row for module in users for row in module.TABLES if info(row).scope is Scope.CONFIG]
        return frozenset(found)

    def priority(self, node: "SwitchNode") -> int:
        """Return the priority that the node has in its configuration, 0 for none."""
        return int(self.ask("nodemgr", "priority", node))

    def watchdog(self, node: "SwitchNode") -> bool:
        """Return whether the watchdog is enabled in the configuration of *node*."""
        return bool(self.modules["epm"].watchdog(node))

    def handler(self, process: str, name: str) -> Callable[..., Any] | None:
        """Return the function that carries out a command, or None where there is none."""
        key = process, name
        if key not in self._handlers:
            self._handlers[key] = self._found(process, name)
        return self._handlers[key]

    @cached_property
    def _handlers(self) -> dict[tuple[str, str], Callable[..., Any] | None]:
        return {}

    def _found(self, process: str, name: str) -> Callable[..., Any] | None:
        """Import the module of *process* that defines the function *name*, and return the function.

        Those that are imported already are looked at first: reading the text of the others takes longer.
        """
        for module in self.files.get(process, ()):
            found: Callable[..., Any] | None = getattr(sys.modules.get(module), name, None)
            if getattr(found, "__module__", None) == module:
                return found
        for module in self.files.get(process, ()):
            if _defines(module, name):
                return vars(import_module(module))[name]  # type: ignore[no-any-return]
        return self.declared(process).get(name)

    def declared(self, process: str) -> "dict[str, Callable[..., Any]]":
        """Return the handlers of the commands that the module ``declared`` of a process has, by name."""
        if process not in self._declared:
            found = self.settings(process)
            self._declared[process] = {name: handler for setting in found for name, handler in setting.handlers()}
        return self._declared[process]

    def settings(self, process: str) -> "tuple[Any, ...]":
        """Return the settings (``xos_cli.command.settings``) that a process declares."""
        module = f"{__name__}.{process}.declared"
        return tuple(import_module(module).SETTINGS) if module in self.files.get(process, ()) else ()

    @cached_property
    def _declared(self) -> "dict[str, dict[str, Callable[..., Any]]]":
        return {}

    def defined(self, process: str) -> dict[str, str]:
        """Return the module of each public function that the modules of *process* define."""
        return {name: module for module in reversed(self.files.get(process, ())) for name in definitions(module)}


def _entries() -> list[tuple[str, str]]:
    """Return the name of each process and the file or folder of its code, by name."""
    entries = sorted(entry for entry in os.listdir(_HERE) if not entry.startswith(("_", ".")))
    return [(entry.removesuffix(".py"), entry) for entry in entries if "." not in entry or entry.endswith(".py")]


def _modules(file: str, name: str) -> list[str]:
    """Return the names of the modules in a file or in a folder and those below it.

    ``process`` comes first, then ``lines``: what is asked for most stands there.
    """
    package = f"{__name__}.{name}"
    if file.endswith(".py"):
        return [package]
    first = f"{package}.process", f"{package}.lines"
    return sorted(
        _below(os.path.join(_HERE, file), package),
        key=lambda module: (module not in first[:1], module not in first, module),
    )


def _below(folder: str, package: str) -> Iterator[str]:
    """Yield the names of the modules in a folder and those below it."""
    for entry in os.listdir(folder):
        stem, dot, ending = entry.partition(".")
        if ending == "py" and stem != "__init__":
            yield f"{package}.{stem}"
        elif not dot and stem != "__pycache__":
            yield from _below(os.path.join(folder, entry), f"{package}.{stem}")


def _defines(module: str, name: str) -> bool:
    """Return whether a module of a process defines a function: its text is looked through, for that is faster."""
    with open(_file_of(module), "rb") as file:
        return b"\ndef %s(" % name.encode() in file.read()


def _file_of(module: str) -> str:
    return os.path.join(_HERE, *module.removeprefix(f"{__name__}.").split(".")) + ".py"


@cache
def definitions(module: str) -> frozenset[str]:
    """Return the public functions that a module of a process defines, read from its text without importing it."""
    with open(_file_of(module), encoding="utf-8") as file:
        return frozenset(_DEFINITION.findall(file.read()))


#: The processes of this release.
PROCESSES = Processes()
