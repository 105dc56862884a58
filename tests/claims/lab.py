"""The lab: its network, what is typed there, and how much time passes."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from xos_cli import Network, Unanswered, XosError
from xos_cli.lab.host_actions import host_action
from xos_cli.packets.frames import Ipv4, Udp
from xos_cli.record import NamedTuple
from xos_cli.session.session import TIME, Session
from xos_cli.switch.machine import Machine
from xos_cli.switch.node import Node

HERE = Path(__file__).parent
#: UDP ports of SNMP: where traps come, and where the lab's manager asks from.
TRAP, MANAGER = 162, 40000
#: What a question about a secret is answered with, and any other.
SECRET, YES = "secret", "y"
#: What leaves a switch as it was, but for the question whether to save: no command shall differ by that alone.
UNSAVED = ("create vlan unsaved", "delete vlan unsaved")
#: The switch at which the commands are typed, unless a situation says otherwise.
CORE = "core"


class Situation(NamedTuple):
    """What is configured before a command is tried; *dut*: the switch where it is typed."""

    name: str
    lines: Mapping[str, list[str]]
    wait: float
    values: Mapping[str, list[str]]
    dut: str
    cut: tuple[str, ...]


class Attempt(NamedTuple):
    """The commands that are tried in a situation.

    *before*: lines that are typed before the command.  *lines*: what is typed instead of what its notation allows.
    *then*: lines that are typed later, with the command and without.  *after*: the same, and their answers count.
    *only*: later attempts are not made.  *probes*: what happens in the lab besides the usual.
    """

    match: str
    situation: Situation
    before: tuple[str, ...]
    lines: tuple[str, ...]
    values: Mapping[str, list[str]]
    only: bool
    probes: tuple[str, ...]
    then: tuple[str, ...]
    after: tuple[str, ...]


class Plans:
    """The situations and attempts of ``situations.toml`` and of the files of single processes, which come first."""

    def __init__(self, text: str, others: Iterable[str] = ()) -> None:
        parts = [*map(tomllib.loads, others), tomllib.loads(text)]
        common = parts[-1]["values"]
        self.situations = {
            name: _situation(name, table, {**common, **part.get("values", {})})
            for part in parts
            for name, table in part.get("situation", {}).items()
        }
        self.screens: Mapping[str, list[str]] = _joined(parts, "screens")
        self.reasons: Mapping[str, str] = _joined(parts, "reasons")
        self.attempts = [self._attempt(table) for part in parts for table in part.get("try", ())]

    def _attempt(self, table: Mapping[str, Any]) -> Attempt:
        situation = self.situations[table.get("situation", "static")]
        values = {**situation.values, **table.get("values", {})}
        before, lines, then, after, probes = (
            tuple(table.get(key, ())) for key in ("before", "lines", "then", "after", "probes")
        )
        return Attempt(table["match"], situation, before, lines, values, table.get("only", False), probes, then, after)

    def reason(self, notation: str) -> str:
        """Return why a command that does not act has no effect, "" if nobody knows."""
        return next((why for pattern, why in self.reasons.items() if re.search(pattern, notation)), "")

    def of(self, notation: str) -> list[Attempt]:
        """Return the attempts for a command, up to the first that shall be the only one."""
        found: list[Attempt] = []
        for attempt in self.attempts:
            if re.search(attempt.match, notation):
                found.append(attempt)
                if attempt.only:
                    break
        return found


def _joined(parts: Iterable[Mapping[str, Any]], key: str) -> dict[str, Any]:
    """Return what a table has in all files."""
    return {name: value for part in parts for name, value in part.get(key, {}).items()}


def _situation(name: str, table: Mapping[str, Any], common: Mapping[str, list[str]]) -> Situation:
    lines = {switch: table[switch] for switch in ("core", "edge", "far") if switch in table}
    values = {**common, **table.get("values", {})}
    return Situation(
        name, lines, float(table.get("wait", 30)), values, table.get("dut", CORE), tuple(table.get("cut", ()))
    )


def plans() -> Plans:
    """Return what ``situations.toml`` has, and ``situations/PROCESS.toml`` before it."""
    others = [path.read_text(encoding="utf-8") for path in sorted((HERE / "situations").glob("*.toml"))]
    return Plans((HERE / "situations.toml").read_text(encoding="utf-8"), others)


class Unprepared(Exception):
    """A line that stands before a command is refused."""


class Mailbox:
    """What a host got at a UDP port."""

    def __init__(self) -> None:
        self.got: list[bytes] = []

    def take(self, host: object, packet: Ipv4, datagram: Udp) -> None:
        """Keep a datagram."""
        self.got.append(datagram.data)


class Lab:
    """The network of ``lab.toml``, booted and quiet."""

    def __init__(self) -> None:
        plan = tomllib.loads((HERE / "lab.toml").read_text(encoding="utf-8"))
        self.network = Network.build(plan["switch"], plan["host"], plan["cable"], plan.get("segment", ()))
        self.dut = CORE
        self.counters = plans().screens  # screens of counters with arguments, by process
        self.traps = {name: Mailbox() for name in ("server", "noc")}
        self.answers = Mailbox()
        for name, box in self.traps.items():
            self.network._inside.hosts[name].services[TRAP] = box.take
        self.network._inside.hosts["server"].services[MANAGER] = self.answers.take

    @property
    def now(self) -> float:
        """Return the virtual time, in seconds."""
        return self.network._inside.now

    def until(self, moment: float) -> None:
        """Let time pass until a moment."""
        self.network.advance(max(0.0, moment - self.now))

    def enter(self, situation: Situation) -> None:
        """Type the lines of a situation at each switch; Unprepared if one is refused."""
        self.dut = situation.dut
        for end in situation.cut:
            self.network.cable(end).cut()
        for switch, lines in situation.lines.items():
            self._insist(switch, lines)
        self._insist(self.dut, UNSAVED)
        self.network.advance(situation.wait)

    def prepare(self, lines: Iterable[str]) -> None:
        """Type lines at the switch under test; Unprepared if one is refused."""
        for line in lines:
            switch, _, rest = line.partition(": ")
            if switch == "ping":
                host, address = rest.split()
                self.network.hosts[host].ping(address, count=2)
                continue
            if switch == "login":
                self.log_in(*rest.split())
            else:
                self._insist("", [line])

    def session(self, address: str) -> Session:
        """Return a session of an administrator who came by telnet from *address*."""
        return self._session("admin", "", address)

    def log_in(self, account: str, password: str) -> None:
        """Try to log in by telnet at the switch under test, and hang up."""
        self._session(account, password, "10.1.1.10").close()

    @property
    def machine(self) -> Machine:
        """Return the switch under test."""
        return self.network._inside.machines[self.dut]

    @property
    def master(self) -> Node:
        """Return its master; AssertionError if it has none."""
        found = self.machine.master
        assert found is not None
        return found

    def _session(self, account: str, password: str, address: str) -> Session:
        session = Session(self.machine, self.master.name, "telnet", address)
        for text in (account, password):
            session.feed(text)
            self.network._inside.wait(lambda: session.wants != TIME, "an answer", 600.0)
        return session

    def _insist(self, switch: str, lines: Iterable[str]) -> None:
        for line in lines:
            try:
                self.type(line, switch)
            except XosError as error:
                raise Unprepared(f"{switch or self.dut}: {line}: {error}") from None

    def type(self, line: str, switch: str = "") -> str:
        """Type a line at the switch under test, or another; every question is answered.  Return what was printed.

        ``edge: LINE`` is typed at another switch, ``:hang msm-a`` is a lab command, ``:host pc1 open 10.1.1.1`` lets a
        host do something.
        """
        elsewhere, _, rest = line.partition(": ")
        if not switch and elsewhere in self.network.switches:
            switch, line = elsewhere, rest
        there = self.network.switches[switch or self.dut]
        if line.startswith(":host "):
            return host_action(self.network._inside, line.split()[1:])
        if line.startswith(":"):
            return there._lab.execute(line)
        console = there.console(there.master.name if there.master else "")
        line, *answers = line.split(" <- ")
        try:
            if not answers:
                return console.run(line)
            console.send(line)
            for answer in answers:
                there._lab.consoles[console.name].feed(answer)
            return ""
        except Unanswered:
            pass
        for _ in range(5):
            secret = "assword" in console.question or "ecret" in console.question
            console.answer(SECRET if secret else YES)
            console._end()
            if not console.question:
                break
        console._check()
        return "".join(console._runner.said)
