"""After any bytes whatever a prompt returns, and a line that is no command has changed nothing.

Ten thousand inputs here.  By hand a million: ``XOS_FUZZ=1000000 python -m pytest -s tests/test_fuzz.py``.
"""

import os
import random
import re
from collections import deque
from collections.abc import Callable, Iterator
from time import perf_counter
from typing import Any

import pytest

from xos_cli.language.grammar_files import grammar
from xos_cli.serve.terminal import Terminal
from xos_cli.session.session import KEY, LINE, TIME, Session
from xos_cli.switch.machine import Machine
from xos_cli.switch.tables import Scope

COUNT = int(os.environ.get("XOS_FUZZ", "10000"))
#: Inputs after which everything the switch knows is looked at.
EVERY = 10
ODD = ["", '"', '""', "?", "\t", "\x00", "\x1b[A", "\x7f", "\u202e", "é", "漢字", "\U0001f600", "%s%n", ",", ":", "#"]
VALUES = ["1:1", "1:1-1:4,2:*", "10.0.0.1", "10.1.300.1/24", "4095", "-1", "9" * 20, "Default", "Mgmt", "A"]


def words() -> list[str]:
    """Every word of the grammar."""
    found = {word for entry in grammar().entries for word in entry.notation.split()}
    return sorted(word.strip("[]{}|") for word in found)


def inputs(count: int, seed: int) -> Iterator[bytes]:
    """Bytes of all kinds: noise, words in any order, commands cut off, garbled or gone on with."""
    dice, known, commands = random.Random(seed), words(), [entry.notation for entry in grammar().entries]
    for _ in range(count):
        match dice.randrange(5):
            case 0:
                yield dice.randbytes(dice.randrange(80))
            case 1:
                yield "".join(chr(dice.randrange(0x20, 0x3000)) for _ in range(dice.randrange(40))).encode()
            case 2:
                pieces = [dice.choice(dice.choice((known, VALUES, ODD))) for _ in range(dice.randrange(9))]
                yield " ".join(pieces).encode()
            case 3:
                command = dice.choice(commands)
                cut = command[: dice.randrange(len(command) + 1)].encode()
                yield cut + dice.randbytes(dice.randrange(4))
            case _:
                yield dice.choice(["a ", "c ", "1:1,", '"', "show vlan ", "é"]).encode() * dice.randrange(300)


_PIECE = re.compile(r"<[^<>]*>|[\[\]{}|]|[^\s\[\]{}|<>]+")
NAMES = ["Default", "Mgmt", "v1", "v2", "s0", "admin", "VR-Default", "a1", "primary", "x" * 33, "x" * 300]
NUMBERS = ["0", "1", "2", "100", "4094", "4095", "65535", "65536", str(2**32 - 1), str(2**32), "-1", "1.5"]
PORTS = ["1:1", "1:1-4", "2:*", "1:1,2:3", "9:1", "1:61", "1:4-2", "all", "1:1-3:2"]
ADDRESSES = [
    "10.0.0.1",
    "10.0.0.1/24",
    "224.0.0.5",
    "0.0.0.0",
    "255.255.255.255",
    "255.255.255.0",
    "10.0.0.0/8",
    "fe80::1/64",
]
STRINGS = [
    *ODD,
    "text",
    '"two words"',
    "00:11:22:33:44:55",
    "ff:ff:ff:ff:ff:ff",
    "10/28/2005",
    "12:30:00",
    "a.cfg",
    "a.pol",
]
POOLS = (NAMES, NUMBERS, PORTS, ADDRESSES, STRINGS)


def _any_value(piece: str, dice: random.Random) -> str:
    """A value for ``<vlan_name>``: mostly one of its kind."""
    pool = dice.choice(POOLS)
    for word, fitting in (("port", PORTS), ("name", NAMES), ("addr", ADDRESSES), ("ip", ADDRESSES), ("num", NUMBERS)):
        if word in piece and dice.random() < 0.7:
            pool = fitting
    return dice.choice(pool)


Value = Callable[[str, random.Random], str]


def spelled(notation: str, dice: random.Random, value: Value = _any_value) -> str:
    """A line that a notation allows, but for its values, which are any."""
    pieces = deque(_PIECE.findall(notation))
    return " ".join(_alternative(pieces, dice, value))


def _alternative(pieces: deque[str], dice: random.Random, value: Value) -> list[str]:
    """One of the alternatives up to the end of a bracket."""
    found: list[list[str]] = [[]]
    while pieces:
        piece = pieces.popleft()
        if piece in "]}":
            break
        if piece == "|":
            found.append([])
        elif piece in "[{":
            inside = _alternative(pieces, dice, value)
            found[-1] += inside if piece == "[" or dice.random() < 0.6 else []
        elif piece.startswith("<"):
            found[-1].append(value(piece, dice))
        else:
            found[-1].append(piece.strip("."))
    return dice.choice(found)


class Victim:
    """A switch, and somebody at its console who types whatever comes."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.node = next(iter(machine.nodes))
        machine.nodes[self.node].console.watchers.clear()
        self.session = Session(machine, self.node)
        self.rest()
        self.known = self.content()

    def content(self) -> Any:
        """Everything that the switch's processes know, but who logged in how often, and its files."""
        node = self.machine.nodes[self.node]
        return node.store.content(Scope.CONFIG, Scope.STATE), node.flash.names()

    def rest(self) -> None:
        """Answer whatever is asked, so that nothing happens, until a prompt is there."""
        session = self.session
        for _ in range(200):
            if session.wants == TIME:
                self.machine.wait(lambda: session.wants != TIME, "a prompt")
            elif session.at_login:
                session.feed("" if session.prompt == "password: " else "admin")
            elif session.wants == KEY or session.in_text:
                session.feed("q" if session.wiped else "")
            else:
                break
        assert session.wants == LINE
        assert session.prompt.endswith(f".{session.number} # ")
        session.take()

    def check(self, typed: object) -> None:
        """Nothing has changed since a command was last carried out."""
        assert self.content() == self.known, typed


@pytest.fixture
def victim(switch: Callable[..., Any]) -> Victim:
    """At a prompt."""
    return Victim(switch().machine)


def test_any_line_gives_the_prompt_back(victim: Victim) -> None:
    """Half of the inputs as lines of text."""
    session, began = victim.session, perf_counter()
    slowest, slow = 0.0, ""
    for number, data in enumerate(inputs(COUNT // 2, 1)):
        line = data.decode(errors="replace").replace("\r", " ").replace("\n", " ")
        start = perf_counter()
        before = session.number
        session.feed(line)
        if perf_counter() - start > slowest:
            slowest, slow = perf_counter() - start, line
        assert "Internal error" not in str(session.error), line
        carried_out = session.error is None and session.number != before
        victim.rest()
        if carried_out:
            victim.known = victim.content()
        elif number % EVERY == 0:
            victim.check(line)
    seconds = perf_counter() - began
    print(f"\n{COUNT // 2} lines: {seconds:.1f} s, slowest {slowest * 1e3:.1f} ms: {slow[:60]!r}")


def test_any_keys_give_the_prompt_back(victim: Victim) -> None:
    """The other half as keys, `?` and Tab among them, pressed at a terminal; the line is cleared after each."""
    session, terminal, began = victim.session, Terminal(victim.session), perf_counter()
    for number, data in enumerate(inputs(COUNT - COUNT // 2, 2)):
        before = session.number
        terminal.receive(data + b"?\t")
        terminal.refresh()
        victim.rest()
        terminal.refresh()
        terminal.receive(b"\x03")
        terminal.refresh()
        assert terminal.take().endswith(session.prompt.encode()), data
        assert "Internal error" not in str(session.error), data
        if session.number != before:
            victim.known = victim.content()
        elif number % EVERY == 0:
            victim.check(data)
    print(f"\n{COUNT - COUNT // 2} bursts of keys: {perf_counter() - began:.1f} s")


def test_a_hundred_thousand_commands_take_no_memory(victim: Victim) -> None:
    """What a session keeps does not grow with what was typed: here for two thousand, by hand for 100,000."""
    import gc
    import tracemalloc

    session = victim.session
    lines = ["show switch", "show vlan", "show frobnicate", "create vlan x", "delete vlan x", ""]

    def type_all(count: int) -> None:
        for number in range(count):
            session.feed(lines[number % len(lines)])
            session.take()
            victim.machine.advance(0.1)  # what a command sent to the other MSM arrives

    type_all(1200)
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    type_all(max(2000, COUNT // 10))
    gc.collect()
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    print(f"\n{max(2000, COUNT // 10)} commands: {grown / 1024:.0f} KiB more")
    assert grown < 400_000


#: Commands after which somebody must sit down anew.
LEAVING = (
    "reboot",
    "exit",
    "logout",
    "quit",
    "run msm-failover",
    "synchronize",
    "download",
    "use image",
    "telnet",
    "ssh2",
)


#: Chassis on which commands are tried in turn, and how many on each.
CHASSIS, IN_TURN = ("bd10808", "summit-x450-24t", "bd8810"), 2500


def test_any_values_give_the_prompt_back(switch: Callable[..., Any]) -> None:
    """Commands of the grammar with values of every kind: whatever is refused changes nothing, nothing is a fault."""
    dice, began = random.Random(3), perf_counter()
    commands = [entry.notation for entry in grammar().entries if not entry.notation.startswith(LEAVING)]
    for number in range(COUNT):
        if number % IN_TURN == 0:
            victim = Victim(switch(chassis=CHASSIS[number // IN_TURN % len(CHASSIS)]).machine)
        line = spelled(dice.choice(commands), dice)
        before = victim.content() if number % (10 * EVERY) == 0 else None
        victim.session.feed(line)
        victim.rest()
        assert "Internal error" not in str(victim.session.error), (line, str(victim.session.error))
        if before is not None and victim.session.error is not None:
            assert victim.content() == before, line
    print(f"\n{COUNT} commands: {perf_counter() - began:.1f} s")
