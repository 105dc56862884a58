"""The lab of a network: the consoles of all its switches, and the lab commands about hosts and cables."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from xos_cli.errors import LabError, host_answer
from xos_cli.lab.cables import cable, wire_at
from xos_cli.lab.commands import Lab, only
from xos_cli.lab.help import COMMANDS, LATER, LabCommand
from xos_cli.lab.look import TEXT, Look
from xos_cli.lab.network_help import NETWORK_COMMANDS
from xos_cli.lab.probes import ProbeStream, address_of, ping, traceroute, traffic
from xos_cli.network.network import Network
from xos_cli.session.session import Session
from xos_cli.switch.log import LogEntry
from xos_cli.switch.machine import Machine
from xos_cli.switch.timing.calendar import stamp

if TYPE_CHECKING:
    from xos_cli.program.capture import Capture

#: The longest wait for quiet, in virtual seconds.
PATIENCE = 3600.0
#: What a command prints where it has nothing else to say.
DONE = ""


class NetworkLab(Lab):
    """A network, and the console *at* which lines are typed: ``core MSM-A``, or ``edge`` where a switch has one."""

    commands: Mapping[str, LabCommand] = NETWORK_COMMANDS
    later = LATER | (NETWORK_COMMANDS.keys() - COMMANDS.keys())
    #: Whether commands may write files of the host.
    may_write = True

    def __init__(self, network: Network, speed: float = 20.0) -> None:
        self.network, self.speed = network, speed
        self.left = self.paused = False
        self.look: Look = TEXT
        self.consoles: dict[str, Session] = {}
        self.kept: dict[str, Network] = {}
        self.probes: list[ProbeStream] = []
        self.captures: list[Capture] = []
        self.happened: list[tuple[str, LogEntry]] = []
        for name in network.machines:
            self._open(name)
        if not self.consoles:
            raise LabError("there is no switch in the network")
        self.at = next(iter(self.consoles))

    def _open(self, name: str) -> None:
        """Open the consoles of a switch."""
        machine = self.network.machines[name]
        for msm in machine.nodes:
            self.consoles[f"{name} {msm}" if machine.chassis.modular else name] = Session(machine, msm)
        self._listen(name)

    def _listen(self, name: str) -> None:
        for node in self.network.machines[name].nodes.values():
            if not any(isinstance(kept, _Journal) and kept.happened is self.happened for kept in node.console.journals):
                node.console.journals.append(_Journal(name, self.happened))

    # -- which switch ----------------------------------------------------------------------------------------------

    @property
    def switch(self) -> str:
        """Return the name of the switch at whose console lines are typed."""
        return self.at.split()[0]

    @property
    def machine(self) -> Machine:  # type: ignore[override]  # the one at whose console lines are typed
        """Return the switch at whose console lines are typed."""
        return self.network.machines[self.switch]

    @property
    def machines(self) -> Mapping[str, Machine]:
        """Return all switches, by name."""
        return self.network.machines

    def _console(self, words: list[str]) -> str:
        """Go to a console of this switch or of another one."""
        self.network.catch_up()
        self.at = self._named_console([word.lower() for word in words])
        return f"[console of {self.at}]\n"

    def _named_console(self, words: list[str]) -> str:
        names = {name.lower(): name for name in self.network.machines}
        msms = {word for node in self.machine.nodes.values() for word in (node.name.lower(), node.msm.letter.lower())}
        if len(words) == 1 and words[0] in msms and words[0] not in names:
            words = [self.switch.lower(), *words]
        if not words or len(words) > 2 or words[0] not in names:
            raise LabError(f"there is no switch {' '.join(words)} (there is {', '.join(names.values())})")
        name = names[words[0]]
        own = [label for label in self.consoles if label.split()[0] == name]
        if len(words) == 1:
            return own[0]
        node = self.network.machines[name].node(words[1]).name
        return next(label for label in own if label in (name, f"{name} {node}"))

    # -- time and copies -------------------------------------------------------------------------------------------

    def _wait(self, words: list[str]) -> Iterator[None]:
        if words == ["quiet"]:
            self.network.settle(PATIENCE)
            return
        yield from super()._wait(words)
        self.network.catch_up()

    def _snapshot(self, words: list[str]) -> None:
        self.network.catch_up()
        self.kept[only(words, "snapshot")] = self.network.snapshot()

    def _restore(self, words: list[str]) -> None:
        name = only(words, "restore")
        if name not in self.kept:
            raise LabError(f"no snapshot {name} (there is {', '.join(self.kept) or 'none'})")
        self.network.restore(self.kept[name])
        self.probes = [probe for probe in self.probes if probe.source in self.network.hosts]
        self._reattach()
        self.forget_others()

    def _reattach(self) -> None:
        """Connect the consoles with the switches as they are now."""
        for session in self.consoles.values():
            session.reattach()
        for name in self.network.machines:
            self._listen(name)

    def forget_others(self) -> None:
        """Log out everybody in a restored snapshot except those who go on at a console."""
        for label, console in self.consoles.items():
            node = console.node
            node.sessions = {id: row for id, row in node.sessions.items() if console.account and id == console.id}
            assert label

    # -- the network -----------------------------------------------------------------------------------------------

    def _network(self, words: list[str]) -> str | None:
        from xos_cli.lab import network_change as change
        from xos_cli.lab.network_picture import draw

        match words:
            case []:
                self.network.catch_up()
                return draw(self.network, self.probes, TEXT if self.session.height is None else self.look)
            case ["add", "switch", name, chassis]:
                change.add_switch(self.network, name, chassis)
                self._open(name)
            case ["add", "host", name, address, *rest]:
                change.add_host(self.network, name, address, rest)
                self._reattach()
            case ["cable", *ends]:
                self.network.plug(*change.two_ends(ends))
                self._reattach()
            case ["unplug", *end]:
                self.network.unplug(" ".join(end))
            case ["save", file]:
                self._writing()
                change.save(self.network, self.file(file))
            case _:
                raise LabError(NETWORK_COMMANDS["network"].usage)
        return DONE

    def file(self, name: str) -> str:
        """Return the path of a file that a command is to write."""
        return name

    def _writing(self) -> None:
        """Refuse to write a file of the host where that is not allowed."""
        if not self.may_write:
            raise LabError("files of the host are not written from here (serve --capture-dir names a folder for them)")

    def _cable(self, words: list[str]) -> None:
        cable(self.network, self.switch, words)

    # -- hosts -----------------------------------------------------------------------------------------------------

    def _ping(self, words: list[str]) -> str:
        return ping(self.network, words)

    def _login(self, words: list[str]) -> str:
        from xos_cli.lab.login_trial import try_login

        return try_login(self.network, self.switch, words)

    def _host(self, words: list[str]) -> str:
        from xos_cli.lab.host_actions import host_action

        return host_action(self.network, words)

    def _traceroute(self, words: list[str]) -> str:
        return traceroute(self.network, words)

    def _traffic(self, words: list[str]) -> str:
        return traffic(self.network, self.probes, words)

    # -- looking ---------------------------------------------------------------------------------------------------

    def _capture(self, words: list[str]) -> str:
        from xos_cli.program.capture import Capture

        match words:
            case ["stop"]:
                said = "".join(f"{capture.path}: {capture.stop()} frames\n" for capture in self.captures)
                self.captures.clear()
                return said or "nothing is captured\n"
            case [*end, file] if end:
                self._writing()
                try:
                    self.captures.append(Capture(wire_at(self.network, self.switch, end), self.file(file)))
                except OSError as error:
                    raise LabError(f"{file}: {host_answer(error)}") from None
            case _:
                raise LabError(NETWORK_COMMANDS["capture"].usage)
        return DONE

    def _events(self, words: list[str]) -> str:
        """List the events of components; without names those of protocols and links, not of the lab's logins."""
        wanted = [name.lower() for word in words for name in word.split(",") if name]
        lines = [
            f"{stamp(entry.at)} {name:<8} {entry.name}: {entry.text}\n"
            for name, entry in self.happened
            if _fits(entry.name.lower(), wanted)
        ]
        return "".join(lines) or "nothing happened\n"

    def _packet(self, words: list[str]) -> str:
        from xos_cli.lab.packet import attributes, packet_verdict

        usage = NETWORK_COMMANDS["packet"].usage
        match words:
            case [port, source, destination, *rest]:
                ends = address_of(self.network, source), address_of(self.network, destination)
                return packet_verdict(self.machine, port, ends, attributes(rest, usage)).text
        raise LabError(usage)

    # -- completion ------------------------------------------------------------------------------------------------

    def _words(self, typed: list[str]) -> Iterable[str]:
        match typed:
            case ["console"]:
                return [*self.network.machines, *(name.lower() for name in self.machine.nodes)]
            case ["wait"]:
                return ["booted", "in-sync", "quiet"]
            case ["network"]:
                return ["add", "cable", "save", "unplug"]
            case ["network", "add"]:
                return ["host", "switch"]
            case ["cable"]:
                return ["cut", "delay", "join", "loss"]
            case ["ping" | "traceroute" | "traffic" | "host"] | ["traffic", _]:
                return self.network.hosts
            case ["capture"] | ["cable", _] | ["network", "unplug"]:
                return [*self.network.hosts, *self.network.machines]
            case ["host", _]:
                return ["close", "dot1x", "login", "logoff", "logout", "renew"]
            case ["restore"]:
                return self.kept
        return super()._words(typed)


class _Journal:
    """The journal of one switch's log, for `:events`."""

    def __init__(self, name: str, happened: list[tuple[str, LogEntry]]) -> None:
        self.name, self.happened = name, happened

    def __call__(self, node: str, entry: LogEntry) -> None:
        """Note an event."""
        self.happened.append((self.name, entry))


def _fits(event: str, wanted: list[str]) -> bool:
    """Return whether an event is of one of the components, by its full name or by words of it: ``radius``."""
    if not wanted:
        return event.startswith(("aaa.radius.", "aaa.tacacs.")) or not event.startswith(("aaa.", "cli."))
    return any(f".{name}." in f".{event}." for name in wanted)
