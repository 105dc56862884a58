"""The objects there are while a script is read and not run: those of the switch, and those that its lines create."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

from xos_cli.command.name_rules import TITLES, check_name
from xos_cli.errors import Refusal
from xos_cli.language import Command, CommandEntry, PortList
from xos_cli.language.value import Name, Ports
from xos_cli.language.values import OBJECT_KEYWORDS, value
from xos_cli.processes import PROCESSES
from xos_cli.processes.cfgmgr.facts import new_name
from xos_cli.record import NamedTuple
from xos_cli.switch.hardware.chassis import Chassis

#: Commands that create the file that they name, or name one that is not on the switch.
_MAKES_FILE = ("save", "download", "tftp", "upload", "edit", "install")
#: Arguments that only a chassis with modules has.
_MODULAR = ("slot_id", "primary_msm", "backup_msm")
#: Commands that give a file its name.
_NAMES_FILE = ("save", "cp", "mv")
#: Kinds of which no line creates one; a module of `show configuration` may be named by its beginning.
_FIXED = ("process", "module", "module_type")
#: Kinds of which a printed configuration creates those again that every switch has, and the VLANs that it does.
_MADE_AGAIN, _SYSTEM = ("vr", "log_filter", "filter", "account"), ("default", "mgmt")


class Unmet(NamedTuple):
    """An object that a line names and that does not exist: the word, and the message."""

    word: str
    message: str


class Known:
    """The names of objects, as the language asks for them (``Names``); *rows*: those of the switch before the script.

    *assumed*: a kind and a word that is taken for the name of an object of that kind.
    """

    def __init__(self, chassis: Chassis, rows: Iterable[tuple[Any, ...]], files: Iterable[str] = ()) -> None:
        self.chassis, self.modular = chassis, chassis.modular
        self.assumed: tuple[str, str] | None = None  # kind and word
        self._names: dict[str, dict[str, str]] = {}
        self._made: set[tuple[str, str]] = set()  # since the last restart
        kinds: dict[type, list[str]] = {}
        for kind, table in PROCESSES.names.items():
            kinds.setdefault(table, []).append(kind)
        for row in rows:
            for kind in kinds.get(type(row), ()):
                self.add(kind, str(row.name))  # type: ignore[attr-defined]
        for kind, names in _fixed(chassis).items():
            for name in names:
                self.add(kind, name)
        for name in files:
            self.add("file", name)
        self._ports: dict[PortList, tuple[Any, ...]] = {}

    def find(self, kind: str, word: str) -> str | None:
        """Return the object's name as it was spelled when it was created, None if there is none."""
        folded = word.lower()
        if self.assumed == (kind, folded):
            return word
        return self._names.get(kind, {}).get(folded)

    def all(self, kind: str) -> Iterable[str]:
        """Return every object of this kind."""
        return self._names.get(kind, {}).values()

    def add(self, kind: str, name: str) -> None:
        """Add an object."""
        self._names.setdefault(kind, {})[name.lower()] = name

    def restarted(self) -> None:
        """Take note that what was created may be gone: the switch may have restarted with another configuration."""
        self._made.clear()

    def discard(self, kind: str, name: str) -> None:
        """Remove an object."""
        self._names.get(kind, {}).pop(name.lower(), None)
        self._made.discard((kind, name.lower()))

    # -- commands ----------------------------------------------------------------------------------------------------

    def unmet(self, command: Command) -> Iterator[Unmet]:
        """Yield the objects and ports that the command names and that do not exist."""
        about = plan(command.entry)
        for argument, kind, title in about.names:
            given = command.arguments.get(argument)
            if kind not in _FIXED and isinstance(given, str) and self._find(kind, given) is None:
                yield Unmet(given, f"{title} {given} does not exist: no earlier line creates it")
        for argument in about.ports:
            given = command.arguments.get(argument)
            if isinstance(given, PortList):
                for slot, first, last in self._missing(given):
                    number = f"{first}-{last}" if last not in (None, first) else str(first)
                    port = f"{slot}:{number}" if self.modular else number
                    yield Unmet("", f"there is no port {port} in a {self.chassis.product}")

    def refused(self, command: Command) -> Iterator[Unmet]:
        """Yield what every switch refuses: a name that nothing can have, a value out of bounds."""
        kinds = dict(plan(command.entry).made)
        yield from self._never(command)
        if "" in command.arguments.values() and _needs_values(command.entry):
            yield Unmet("", "an empty value is refused")
        if not self.modular and any(command.arguments.get(argument) for argument in _MODULAR):
            yield Unmet("", "this command is not supported on a stand-alone switch")
        for argument, title in TITLES.items():
            name = command.arguments.get(argument)
            if isinstance(name, str) and self.find(kinds.get(argument, ""), name) is None:
                yield from _refusal(name, check_name, title, name)
        for argument, kind in kinds.items():
            given = command.arguments.get(argument)
            verb, made = command.words[0], isinstance(given, str)
            if made and verb in _NAMES_FILE and kind == "file":
                yield from _refusal("", new_name, str(given), ".cfg")
            elif made and verb == "create" and self._is_there(kind, str(given)):
                yield Unmet(str(given), f"{given} already exists")
        if not list(self.unmet(command)):
            for valid in _checks(command.entry):
                yield from _refusal("", valid, self.chassis, **command.arguments)

    def _never(self, command: Command) -> Iterator[Unmet]:
        """Yield the modules and processes that the command names and that the switch does not have."""
        for argument, kind, title in plan(command.entry).names:
            given = command.arguments.get(argument)
            if kind not in ("process", "module") or not isinstance(given, str) or self.find(kind, given) is not None:
                continue
            if kind == "process" or not any(name.lower().startswith(given.lower()) for name in self.all(kind)):
                yield Unmet(given, f"{title} {given} does not exist")

    def _is_there(self, kind: str, name: str) -> bool:
        """Return whether a line has created such an object, and no second line may."""
        return kind not in _MADE_AGAIN and name.lower() not in _SYSTEM and (kind, name.lower()) in self._made

    def _find(self, kind: str, word: str) -> str | None:
        found = self.find(kind, word)
        return self.find(kind, f"{word}.cfg") if found is None and kind == "file" else found

    def _missing(self, ports: PortList) -> tuple[Any, ...]:
        if ports not in self._ports:
            self._ports[ports] = ports.missing(self.chassis.ports)
        return self._ports[ports]

    def take(self, command: Command) -> None:
        """Add the objects that the command creates; remove those that it deletes or renames."""
        about = plan(command.entry)
        for argument, kind in about.gone:
            if argument in command.arguments:
                self.discard(kind, str(command.arguments[argument]))
        for argument, kind in about.made:
            if argument in command.arguments:
                name = str(command.arguments[argument])
                self.add(kind, f"{name}.cfg" if kind == "file" and "." not in name else name)
                self._made.add((kind, name.lower()))


@cache
def _checks(entry: CommandEntry) -> list[Callable[..., None]]:
    """Return the checks of a command that need no switch: ``valid_`` with the first words of its handler's name."""
    words = entry.handler.split("_")
    names = ["_".join(("valid", *words[:count])) for count in range(1, len(words) + 1)]
    found = (PROCESSES.handler(entry.process, name) for name in names)
    return [check for check in found if check is not None]


def _needs_values(entry: CommandEntry) -> bool:
    """Return whether every value of a command must be more than an empty text."""
    return entry.recorded or entry.handler in PROCESSES.declared(entry.process)


def _refusal(word: str, check: Callable[..., object], *given: Any, **arguments: Any) -> Iterator[Unmet]:
    """Yield the refusal of a check, if it refuses."""
    try:
        check(*given, **arguments)
    except Refusal as refusal:
        yield Unmet(word, str(refusal).removeprefix("Error: ").removesuffix("."))


def _fixed(chassis: Chassis) -> dict[str, Iterable[str]]:
    """Return the names of hardware and processes."""
    return {
        "process": [name for name, process in chassis.processes.items() if process.licensed],
        "module": chassis.modules,
        "msm": [msm.letter for msm in chassis.msms if chassis.modular],
        "slot": [str(number) for number in chassis.slots],
        "module_type": chassis.fitting(),
    }


# -- what a command does to names -------------------------------------------------------------------------------------


class Effects(NamedTuple):
    """What the arguments of a command do to objects.

    *names*: they name an existing object (argument, kind, title).  *made*, *gone*: they create or remove one.
    *ports*: they are ports.
    """

    names: tuple[tuple[str, str, str], ...]
    made: tuple[tuple[str, str], ...]
    gone: tuple[tuple[str, str], ...]
    ports: tuple[str, ...]


@cache
def plan(entry: CommandEntry) -> Effects:
    """Return what a command does to objects, by its words and the names of its values."""
    from xos_cli.language.grammar_files import grammar

    verb, what = (*entry.notation.split(), "")[:2]
    arguments = [(name, meant) for name in grammar().parameters(entry) if (meant := value(name.rstrip("_")))]
    named = [(name, meant.kind, meant) for name, meant in arguments if isinstance(meant, Name)]
    made = _made(verb, what, [name for name, _ in arguments])
    if verb in _MAKES_FILE:
        made += [(name, kind) for name, kind, _ in named if kind == "file"]
    new = {name for name, _ in made}
    gone = [(name, kind) for name, kind, _ in named if name not in new and _goes(verb, what, kind, made)]
    there = tuple((name, kind, _title(meant)) for name, kind, meant in named if name not in new)
    return Effects(
        there, tuple(made), tuple(gone), tuple(name for name, meant in arguments if isinstance(meant, Ports))
    )


def _made(verb: str, what: str, names: list[str]) -> list[tuple[str, str]]:
    """Return the ``new_`` arguments with their kinds; that of a `create` may have the kind of the word after it."""
    found = []
    for name in names:
        if name.startswith("new_"):
            meant = value(name[4:])
            kind = meant.kind if meant and meant.kind else _kind(what) if verb == "create" else ""
            if kind:
                found.append((name, kind))
    return found


def _kind(word: str) -> str:
    """Return the kind of object that a keyword names (``virtual-router``: vr)."""
    if word not in OBJECT_KEYWORDS:
        return word
    meant = value(word.replace("-", "_"))
    return meant.kind if meant and meant.kind else word


@cache
def object_kinds() -> tuple[str, ...]:
    """Return the kinds whose keyword may be left out before a name, VLANs first."""
    return tuple(dict.fromkeys(_kind(word) for word in ("vlan", *sorted(OBJECT_KEYWORDS))))


def _goes(verb: str, what: str, kind: str, made: list[tuple[str, str]]) -> bool:
    """Return whether the command removes an object of this kind: deletes, moves or renames it."""
    if verb in ("delete", "rm", "mv"):
        return kind == "file" or _kind(what) == kind
    return verb == "configure" and kind in [of for _, of in made]


def _title(meant: Name) -> str:
    """Return the title of a kind: VLAN for the help ``VLAN name``."""
    return meant.help.removesuffix(" name")
