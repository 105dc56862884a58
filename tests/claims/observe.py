"""Look at the lab: what hosts got, what the cables carried, what the switches show, what happened.

An observation is a table of texts.  Its keys say where something is seen, in the order in which a difference counts.
The command's own settings screen is not looked at, nor what changes with every command: configuration, checkpoints,
memory, CPU, sessions, history and the log.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from claims.lab import Lab
from claims.polls import READS, WRITES, messages, trap_text

from xos_cli import XosError
from xos_cli.api.node import when
from xos_cli.command.dialogue import KeyPress, Wait
from xos_cli.language.grammar_files import grammar
from xos_cli.network.host import Host
from xos_cli.network.services import LogHost
from xos_cli.session.batch import BatchTypist
from xos_cli.session.execution import execute
from xos_cli.switch.hardware.link import Copy
from xos_cli.switch.machine import Machine
from xos_cli.switch.tables import Scope, info

#: (kind of evidence, where it is seen)
Key = tuple[str, str]
Observation = dict[Key, str]
#: Kinds of evidence, the strongest first.
KINDS = ("traffic", "terminal", "neighbour", "frames", "event", "state", "own", "screen")
#: Screens that change with every command, or only with the clock.
NOT_SEEN = re.compile(
    r"show (configuration|checkpoint-data|memory|cpu-monitoring|process|log|session|tech|version|management|ssl|ssh2"
    r"|heartbeat|policy$|accounts|licenses|temperature|fans|lldp$|lldp statistics|snmpv3|banner)"
)
#: The switch's own screens of ports are looked at for the ports with cables only, a neighbour's not: taps count better.
PORTS = re.compile(r"show ports ")
CABLED = "show ports 1:1-24 "
#: Processes that send nothing: their screens have nothing but their own settings.
SILENT = {"bgp", "pim", "mcmgr", "ospfv3", "ripng"}
#: Events that only say that a command was typed, or that somebody logged in to type it.
OWN_EVENTS = re.compile(r"\b(cli|aaa|cm|lab)\.", re.IGNORECASE)
#: A message of the log as a console prints it.
MESSAGE = re.compile(r"^\d\d/\d\d/\d{4} .*<.*$", re.MULTILINE)
#: For so many seconds they may be about the command itself.
AT_ONCE = 10.0
#: Tables of state that say who typed or what was counted for the machinery of the MSMs.
NOT_STATE = {
    "login_count",
    "emsSessionTarget",
    "msm_failover",
    "route_since",
    "address_since",
    "sntp_begun",
    "tags_taken",
    "ports_taken",
}
#: The processes of a neighbour whose screens show what it learned from the switch.
TALKERS = ("vlan", "fdb", "rtmgr", "stp", "eaps", "esrp", "vrrp", "ospf", "rip", "edp", "lldp", "elrp", "netTools")


@cache
def screens(own: str, mine: bool = False) -> list[str]:
    """Return the ``show`` lines without arguments of all processes but *own*; with *mine* of that process only."""
    found = []
    for entry in grammar().entries:
        line = _bare(entry.notation)
        if (
            line.startswith("show ")
            and entry.process not in SILENT - {own}
            and (entry.process == own) is mine
            and not NOT_SEEN.match(line)
        ):
            found.append(PORTS.sub(CABLED, line))
    return list(dict.fromkeys(found))


@cache
def neighbour_screens() -> list[str]:
    """Return the `show` lines that are typed at a neighbour."""
    return [line for name in TALKERS for line in screens(name, mine=True) if not line.startswith(CABLED)]


def _bare(notation: str) -> str:
    """Return a notation without all that can be left out; "" if it needs a choice or a value."""
    while (shorter := re.sub(r"\{[^{}]*\}", "", notation)) != notation:
        notation = shorter
    return "" if re.search(r"[\[<]", notation) else " ".join(notation.split())


def screen(machine: Machine, node: str, line: str) -> str:
    """Return what a `show` line prints, or why it is refused; what is drawn again and again is drawn once."""
    typist = BatchTypist(machine, node)
    steps, said = execute(typist, line), []
    try:
        while True:
            step = next(steps)
            if isinstance(step, str):
                said.append(step)
            else:
                said.append(str(step) if not isinstance(step, KeyPress | Wait) else "")
                break
    except StopIteration:
        pass
    steps.close()
    return "".join(said) or str(typist.error)


def warm_up(lab: Lab) -> None:
    """Work out once what every copy of this process needs: the lists of screens, their text, messages of SNMP."""
    for process in {entry.process for entry in grammar().entries}:
        screens(process, mine=True)
        screens(process)
    neighbour_screens()
    messages(READS)
    messages(WRITES)
    for machine in lab.network._inside.machines.values():
        for line in screens(""):
            screen(machine, "MSM-A", line)


class FrameCounter:
    """A tap that counts what passes a cable, by the content of the frames."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()

    def __call__(self, moment: float, copy: Copy) -> None:
        self.seen[repr(copy.frame)] += 1


class Watch:
    """What is looked at in the lab while a command of the process *own* is tried."""

    def __init__(self, lab: Lab, own: str) -> None:
        self.lab, self.process = lab, own
        self.taps: dict[str, FrameCounter] = {}
        self.events = {name: len(switch.events) for name, switch in lab.network.switches.items()}
        self.notes: dict[Key, str] = {}  # what the probes found
        self.own_screens = [*screens(own, mine=True), *lab.counters.get(own, ())]
        self.begun = lab.now
        self.midway: Callable[[str], object] = len  # called in the midst of a probe, with what happens there
        self.printed = len(self._console())
        self.guest = lab.session("10.1.1.11")  # somebody who is logged in by telnet, and does nothing
        for cable in lab.network._inside.cables:
            tap = self.taps[cable.name] = FrameCounter()
            cable.ends[0].taps.append(tap)

    def typed(self, lines: Sequence[str], noted: bool) -> None:
        """Type lines at the switch, and note the answers if they count."""
        for number, line in enumerate(lines):
            try:
                said = self.lab.type(line)
            except XosError as error:
                said = str(error)
            if noted:
                self.notes["terminal", f"then `{line}` ({number + 1})"] = said

    def untap(self) -> None:
        """Count frames no longer."""
        for cable in self.lab.network._inside.cables:
            cable.ends[0].taps.clear()

    def look(self) -> Observation:
        """Return what is seen now."""
        found = {**self.notes, ("terminal", "a telnet session"): self.guest.wants}
        found["terminal", "messages at the console"] = "\n".join(MESSAGE.findall(self._console()[self.printed :]))
        for part in (
            self._hosts,
            self._neighbours,
            self._frames,
            self._events,
            self._state,
            self._screens,
            lambda: self.own().items(),
        ):
            found |= dict(part())
        self.notes = {}
        return found

    def _hosts(self) -> Iterator[tuple[Key, str]]:
        for name, host in self.lab.network._inside.hosts.items():
            parts = {
                "ARP table": sorted((address, mac) for address, (mac, _) in host.neighbors.items()),
                "address": host.address,
                "gateway": host.gateway,
                "log": "\n".join(self._logged(host.log)) if host.log else "",
                "files": sorted(host.files.files) if host.files else "",
                "TACACS+": self._tacacs(host),
                "traps": "\n".join(map(trap_text, self.lab.traps[name].got)) if name in self.lab.traps else "",
                "RADIUS accounting": host.radius.accounting if host.radius else "",
            }
            for what, value in parts.items():
                yield ("traffic", f"{name}: {what}"), str(value)

    def _tacacs(self, host: Host) -> str:
        """Return what a TACACS+ server was told."""
        return "\n".join(map(str, host.tacacs.notes)) if host.tacacs else ""

    def _console(self) -> str:
        """Return all that the console of the master printed."""
        switch = self.lab.network.switches[self.lab.dut]
        return switch.console(switch.master.name).transcript if switch.master is not None else ""

    def _logged(self, log: LogHost) -> Iterator[str]:
        """Yield what a log host got, but for what it got of the command itself."""
        for line in log.lines:
            if line.at > self.begun + AT_ONCE or not OWN_EVENTS.search(line.text):
                yield line.text

    def _neighbours(self) -> Iterator[tuple[Key, str]]:
        for name in self.lab.network.switches:
            if name != self.lab.dut:
                for line in neighbour_screens():
                    yield ("neighbour", f"{name} `{line}`"), self._show(name, line)

    def _screens(self) -> Iterator[tuple[Key, str]]:
        for line in screens(self.process):
            yield ("screen", f"`{line}`"), self._show(self.lab.dut, line)

    def _show(self, switch: str, line: str) -> str:
        """Return a screen of a switch; no time passes, and nobody logs in for it."""
        machine = self.lab.network._inside.machines[switch]
        return "no master" if machine.master is None else screen(machine, machine.master.name, line)

    def _frames(self) -> Iterator[tuple[Key, str]]:
        for name, tap in self.taps.items():
            yield (
                ("frames", f"frames at {name}"),
                "\n".join(f"{count} x {frame}" for frame, count in sorted(tap.seen.items())),
            )

    def _events(self) -> Iterator[tuple[Key, str]]:
        for name, switch in self.lab.network.switches.items():
            events = switch.events[self.events[name] :]
            soon = when(self.begun + AT_ONCE)
            kept = [
                f"{event.node} {event.name} {event.text}"
                for event in events
                if event.at > soon or not OWN_EVENTS.match(event.name)
            ]
            yield ("event", f"events of {name}"), "\n".join(kept)

    def own(self) -> Observation:
        """Return what the process itself shows now, and what it learned or worked out."""
        shown = {("own", f"`{line}`"): self._show(self.lab.dut, line) for line in self.own_screens}
        return shown | dict(self._state())

    def _state(self) -> Iterator[tuple[Key, str]]:
        """Yield the rows that the process learned or worked out."""
        node = self.lab.machine.master
        if node is None:
            return
        for table in node.tables(self.process):
            about = info(table)
            if about.scope is not Scope.CONFIG and about.element not in NOT_STATE:
                yield ("state", f"{self.process} {about.element}"), "\n".join(map(repr, node.store.rows(table)))


class Moving:
    """What moves while nothing is typed, from the looks of a run without the command.

    On a process's own screens only what moves is compared.  On all other screens the counters and ages that move are
    not: a hello that comes a second later is no effect.
    """

    def __init__(self, looks: Sequence[Observation], own: str = "") -> None:
        self.looks, self.own = looks, own  # the process whose commands are tried
        self._known: dict[Key, list[list[str]]] = {}

    def difference(self, before: Observation, after: Observation) -> tuple[str, str]:
        """Return the kind and a short line of the strongest difference; "" if there is none."""
        for kind in KINDS:
            seen = before.keys() & after.keys() if kind == "own" else before.keys() | after.keys()
            for key in sorted((key for key in seen if key[0] == kind), key=self._rank):
                text = self._compared(key, before.get(key, ""), after.get(key, ""))
                if text:
                    return kind, f"{key[1]}: {text}"
        return "", ""

    def _rank(self, key: Key) -> tuple[bool, str]:
        """Return the place of a key: what a neighbour shows of the same process comes first."""
        return not any(f"`{line}`" in key[1] for line in screens(self.own, mine=True)), key[1]

    def _compared(self, key: Key, old: str, new: str) -> str:
        """Return how a text changed; "" if it did not in what is compared of it."""
        if old == new:
            return ""
        if key[0] == "frames":
            return frames_changed(old, new)
        if key[0] == "own":
            ours, theirs = self._moving(key, old), self._moving(key, new)
            return changed(ours, theirs) if ours is not None and theirs is not None and ours != theirs else ""
        if key[0] in ("neighbour", "screen"):
            return "" if self._resting(key, old) == self._resting(key, new) else self._shown(key, old, new)
        return changed(old, new)

    def _shown(self, key: Key, old: str, new: str) -> str:
        masked = [self._resting(key, text) for text in (old, new)]
        gone = [line for line, mask in zip(old.splitlines(), masked[0], strict=True) if mask not in masked[1]]
        come = [line for line, mask in zip(new.splitlines(), masked[1], strict=True) if mask not in masked[0]]
        return f"{_short(gone)} -> {_short(come)}"

    def _texts(self, key: Key) -> list[list[str]]:
        if key not in self._known:
            self._known[key] = [look[key].splitlines() for look in self.looks if key in look]
        return self._known[key]

    def _cells(self, key: Key, place: int, words: list[str]) -> list[bool] | None:
        """Return which words of a line move; None if the line's number of words does."""
        others = [text[place].split() for text in self._texts(key)]
        if any(len(other) != len(words) for other in others):
            return None
        return [len({other[at] for other in others}) > 1 for at in range(len(words))]

    def _even(self, key: Key, lines: list[str]) -> bool:
        return {len(text) for text in self._texts(key)} == {len(lines)}

    def _moving(self, key: Key, text: str) -> str | None:
        """Return what moves in a screen; None for one that has lines or words that it never had."""
        lines = text.splitlines()
        if not self._even(key, lines):
            varies = len({len(text) for text in self._texts(key)}) > 1
            return f"{len(lines)} lines" if varies else None
        found = []
        for place, line in enumerate(lines):
            words = line.split()
            cells = self._cells(key, place, words) or []
            moving = [word for word, moves in zip(words, cells, strict=False) if moves]
            found += [f"{words[0]} {' '.join(moving)}"] if moving else []
        return "\n".join(found)

    def _resting(self, key: Key, text: str) -> list[str]:
        """Return the lines of a screen with # for numbers that move by themselves."""
        lines = text.splitlines()
        if not self._even(key, lines):
            return [DIGITS.sub("#", " ".join(line.split())) for line in lines]
        return [self._masked(key, place, line.split()) for place, line in enumerate(lines)]

    def _masked(self, key: Key, place: int, words: list[str]) -> str:
        cells = self._cells(key, place, words)
        if cells is None:
            return DIGITS.sub("#", " ".join(words))
        return " ".join(
            "#" if moves and any(map(str.isdigit, word)) else word for word, moves in zip(words, cells, strict=True)
        )


#: Numbers; of a frame, what differs from each to the next.
DIGITS = re.compile(r"\d+")
SERIAL = re.compile(r"(sequence|number|identifier|at|age|xid)=[\d.]+")
#: Of frames of one content, so many more or less are no matter of chance: the share, and the number.
SHARE, NUMBER = 0.3, 4


def frames_changed(old: str, new: str) -> str:
    """Return the first content of frames that only one side has, or has far more of; "" if there is none."""
    olds, news = _counted(old), _counted(new)
    for frame in sorted(olds | news):
        many, now = olds[frame], news[frame]
        if not many or not now or abs(many - now) > max(NUMBER, SHARE * max(many, now)):
            return f"{many} -> {now} {frame}"[:200]
    return ""


def _counted(text: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for line in text.splitlines():
        count, _, frame = line.partition(" x ")
        found[SERIAL.sub(r"\1=#", frame)] += int(count)
    return found


def changed(old: str, new: str) -> str:
    """Return the first line that two texts do not share, as it was and as it is."""
    olds, news = old.splitlines(), new.splitlines()
    gone = [line for line in olds if line not in news]
    come = [line for line in news if line not in olds]
    if not gone and not come:
        return f"{len(olds)} lines -> {len(news)} lines, in another order or number"
    return f"{_short(gone)} -> {_short(come)}"


def _short(lines: list[str]) -> str:
    text = " ".join(lines[0].split()) if lines else ""
    return f"'{text[:100]}'" if text else "nothing"
