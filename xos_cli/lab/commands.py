"""Lab commands, typed with a leading colon: handling the chassis, faults, time, snapshots.  No switch has them."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from xos_cli.errors import LabError
from xos_cli.lab.help import COMMANDS as COMMANDS
from xos_cli.lab.help import LATER, LabCommand, explanation, listing
from xos_cli.lab.look import TEXT, Look
from xos_cli.language import Candidates, NextWord
from xos_cli.session.execution import page
from xos_cli.session.session import Session
from xos_cli.switch.machine import Machine
from xos_cli.switch.timing.clock import FASTEST, SLOWEST


class Lab:
    """A switch, the sessions at its consoles, and the console *at* which lines are typed."""

    #: The commands that can be typed.
    commands: Mapping[str, LabCommand] = COMMANDS
    #: Those of them that no abbreviation means that could mean another: they came later.
    later: Collection[str] = LATER

    def __init__(self, machine: Machine, speed: float = 20.0) -> None:
        self.machine = machine
        self.speed = speed
        self.consoles = {name: Session(machine, name) for name in machine.nodes}
        self.at = next(iter(machine.nodes))
        self.snapshots: dict[str, Machine] = {}
        self.left = self.paused = False
        self.look: Look = TEXT  # what the terminal can show at which lines are typed

    @property
    def session(self) -> Session:
        """Return the session at the console where lines are typed."""
        return self.consoles[self.at]

    @property
    def machines(self) -> Mapping[str, Machine]:
        """Return the switches of the lab, by name; a single one has none."""
        return {"": self.machine}

    @property
    def silence(self) -> str:
        """Return what is printed for a console without power; "" for any other."""
        return "" if self.session.node.powered or self.left else f"[{self.at} is off; a colon begins a lab command]\n"

    def takes(self, line: str) -> bool:
        """Return whether the line is a lab command: a colon and a name, or the beginning of one."""
        word = line[1:].split(None, 1)[:1]
        return line[:1] == ":" and bool(not word or self._named(word[0]))

    def execute(self, line: str) -> str:
        """Carry out ``:word ...``; return what there is to print.  LabError where it cannot be done."""
        return "".join(self.steps(line))

    def steps(self, line: str) -> Iterator[str]:
        """Carry out ``:word ...`` in steps, between which a caller can pause; yield what there is to print."""
        typed, *words = line.lstrip(":").split() or ["help"]
        name = self._one_named(typed)
        action: Callable[[list[str]], str | Iterator[None] | None] = getattr(self, f"_{name}")
        said = action(words)
        if isinstance(said, Iterator):
            yield from ("" for _ in said)
        else:
            yield said or ""
        if name in _HANDS:
            self.machine.drain()

    def _one_named(self, name: str) -> str:
        """Return the only command that *name* can mean."""
        matches = self._named(name)
        if len(matches) != 1:
            raise LabError(f"no such lab command: :{name} (:help lists them)")
        return matches[0]

    def _named(self, name: str) -> list[str]:
        """Return the commands that begin with *name*, or the one that is called so."""
        if name.lower() in self.commands:
            return [name.lower()]
        matches = [command for command in self.commands if command.startswith(name.lower())]
        return [command for command in matches if command not in self.later] or matches

    # -- completion --------------------------------------------------------------------------------------------------

    def candidates(self, line: str) -> Candidates:
        """Return what can be typed at the end of a *line* that begins with a colon."""
        *before, begun = line[1:].split(" ")
        items = self._arguments([word for word in before if word]) if before else self._names()
        fitting = tuple(item for item in items if item.kind == "value" or item.text.startswith(begun.lower()))
        return Candidates(len(line) - len(begun), fitting)

    def _names(self) -> list[NextWord]:
        return [NextWord(name, command.help, "keyword") for name, command in sorted(self.commands.items())]

    def _arguments(self, words: list[str]) -> list[NextWord]:
        names = [name for name in self.commands if words and name.startswith(words[0].lower())]
        if len(names) != 1:
            return []
        command, typed = self.commands[names[0]], [names[0], *(word.lower() for word in words[1:])]
        found = [NextWord(word, command.help, "keyword") for word in self._words(typed)]
        value = _VALUES.get(typed[0] if len(typed) == 1 else " ".join(typed))
        return found + ([NextWord(f"<{value}>", command.help, "value")] if value else [])

    def _words(self, typed: list[str]) -> Iterable[str]:
        """Return the words that can follow those *typed*."""
        msms = [name.lower() for name in self.machine.nodes]
        match typed:
            case ["console" | "remove" | "insert" | "hang"] | ["wait", "booted"]:
                return msms
            case ["fail" | "repair", "process", _, "on"]:
                return msms
            case ["fail" | "repair"]:
                return [*msms, "fan", "heat", "port", "process", "psu"]
            case ["fail" | "repair", "process"]:
                return list(self.session.node.processes)
            case ["fail" | "repair", "process", _]:
                return ["on"]
            case ["wait", "checkpoint"]:
                return [*self.machine.chassis.checkpoint_order(), "begin", "end"]
            case ["wait", "checkpoint", _]:
                return ["begin", "end"]
            case ["channel", "cut"]:
                return ["a-to-b", "b-to-a"]
            case ["policy"]:
                names = (self.machine.master or self.session.node).flash.names()
                return [name.removesuffix(".pol") for name in names if name.endswith(".pol")]
            case ["policy", _]:
                return ["route"]
            case ["restore"]:
                return list(self.snapshots)
            case ["help"]:
                return sorted(self.commands)
            case [name]:
                return _FIXED.get(name, ())
        return ()

    # -- looking -----------------------------------------------------------------------------------------------------

    def _help(self, words: list[str]) -> str | None:
        """List the commands, a page at a time on a terminal, or explain one."""
        if words:
            return explanation(only(words, "help"), self.commands)
        text = listing(self.commands)
        if self.session.height is None:
            return text
        self.session.aside(page(self.session, text))
        return None

    def _console(self, words: list[str]) -> str:
        """Go to a console; its output so far comes out of its session."""
        self.at = self.machine.node(only(words, "console")).name
        return f"[console of {self.at}]\n"

    def _quit(self, words: list[str]) -> None:
        """End the shell or the script, which look at *left*."""
        self.left = True

    def _why(self, words: list[str]) -> str:
        from xos_cli.lab.why import why

        return why(self.session)

    def _policy(self, words: list[str]) -> str:
        from xos_cli.lab.policy import policy

        return policy(self.machine.master or self.session.node, words, COMMANDS["policy"].usage).text

    def _chassis(self, words: list[str]) -> str | None:
        """Draw the switch; live only on a terminal."""
        from xos_cli.lab.picture import draw, redraw

        if words not in ([], ["live"]):
            raise LabError(COMMANDS["chassis"].usage)
        look = TEXT if self.session.height is None else self.look
        if not words or not look.moves:
            return draw(self.machine, look)
        self.session.aside(redraw(self.machine, look))
        return None

    # -- time --------------------------------------------------------------------------------------------------------

    def _wait(self, words: list[str]) -> Iterator[None]:
        from xos_cli.lab.waits import waiting

        return waiting(self.machine, words)

    def _step(self, words: list[str]) -> str:
        from xos_cli.lab.steps import step

        return step(self.machine)

    def _pause(self, words: list[str]) -> str:
        self.paused = True
        return "[time stands still where somebody sits; :go lets it pass, :step a step of it]\n"

    def _go(self, words: list[str]) -> str:
        self.paused = False
        return f"[{self.speed:g} virtual seconds per second]\n"

    @property
    def rate(self) -> float:
        """Return the virtual seconds per second of the host's clock; 0 while time is paused."""
        return 0.0 if self.paused else self.speed

    def _speed(self, words: list[str]) -> str:
        speed = number_of(only(words, "speed"), "virtual seconds per second")
        if not SLOWEST <= speed <= FASTEST:
            raise LabError(f"the speed can be from {SLOWEST} to {FASTEST:,}")
        self.speed = speed
        return f"[{self.speed:g} virtual seconds per second; scripts jump all the same]\n"

    # -- hands on the chassis ----------------------------------------------------------------------------------------

    def _remove(self, words: list[str]) -> None:
        self.machine.remove(only(words, "remove"))

    def _insert(self, words: list[str]) -> None:
        self.machine.insert(only(words, "insert"))

    def _power(self, words: list[str]) -> None:
        match only(words, "power"):
            case "on" if not self.machine.powered:
                self.machine.power_on()
            case "off" if self.machine.powered:
                self.machine.power_off()
            case word:
                raise LabError(f"the power is {word} already" if word in ("on", "off") else ":power on | off")

    def _cut(self, words: list[str]) -> None:
        if not self.machine.backplane.channel_up:
            raise LabError("the channel is cut already")
        self.machine.backplane.cut()

    def _join(self, words: list[str]) -> None:
        if not self.machine.backplane.faults():
            raise LabError("the channel is not cut")
        self.machine.backplane.join()

    def _license(self, words: list[str]) -> str:
        from xos_cli.lab.licence_key import licence_key

        return licence_key(self.machine, words)

    def _channel(self, words: list[str]) -> str:
        from xos_cli.lab.channel import channel

        return channel(self.machine, words)

    # -- faults ------------------------------------------------------------------------------------------------------

    def _fail(self, words: list[str]) -> None:
        from xos_cli.lab.faults import fault

        fault(self.machine, words, broken=True)

    def _repair(self, words: list[str]) -> None:
        from xos_cli.lab.faults import fault

        fault(self.machine, words, broken=False)

    def _hang(self, words: list[str]) -> None:
        self.machine.hang(only(words, "hang"))

    # -- snapshots ---------------------------------------------------------------------------------------------------

    def _snapshot(self, words: list[str]) -> None:
        self.snapshots[only(words, "snapshot")] = self.machine.snapshot()

    def _restore(self, words: list[str]) -> None:
        name = only(words, "restore")
        if name not in self.snapshots:
            raise LabError(f"no snapshot {name} (there is {', '.join(self.snapshots) or 'none'})")
        self.machine.restore(self.snapshots[name])
        for session in self.consoles.values():
            session.reattach()
        self.forget_others()

    def forget_others(self) -> None:
        """Log out everybody in a restored snapshot except those who go on at a console."""
        for name, node in self.machine.nodes.items():
            console = self.consoles[name]
            node.sessions = {id: row for id, row in node.sessions.items() if console.account and id == console.id}


#: Fixed words and values that can follow a command.
_FIXED = {
    "wait": ["booted", "checkpoint", "in-sync", "quiet"],
    "power": ["off", "on"],
    "chassis": ["live"],
    "license": ["advanced-edge", "core", "edge"],
    "channel": ["cut", "delay", "join", "loss", "slow"],
}
#: The commands after which the lab waits until the MSMs have exchanged their messages.
_HANDS = {"remove", "insert", "fail", "repair", "hang", "cut", "join", "channel", "power"}
_VALUES = {"wait": "seconds", "snapshot": "name", "speed": "factor"}
_VALUES |= {"channel loss": "share", "channel delay": "seconds", "channel slow": "bytes/s"} | {
    f"{verb} {part}": value
    for verb in ("fail", "repair")
    for part, value in {"psu": "number", "fan": "number", "port": "port", "heat": "part"}.items()
}


def only(words: list[str], command: str) -> str:
    """Return the only word of a command; LabError, with its usage, if there is not exactly one."""
    if len(words) != 1:
        raise LabError(COMMANDS[command].usage)
    return words[0]


def number_of(word: str, what: str) -> float:
    """Return a number from 0 to a billion; LabError if *word* is none."""
    try:
        number = float(word)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1e9:
        raise LabError(f"{word} is not a number of {what}")
    return number
