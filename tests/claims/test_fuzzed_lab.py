"""Lines with values of every kind, in each situation of the lab: nothing is a fault, what is refused changes nothing.

Fifty lines here.  By hand: ``XOS_FUZZ=100000 python -m pytest -s tests/claims/test_fuzzed_lab.py``.
"""

import os
import random
import re
import traceback
from collections.abc import Callable
from time import perf_counter
from typing import Any

from claims.lab import Lab, Plans, Situation, plans
from claims.lines import Values, examples
from test_fuzz import EVERY, POOLS, spelled

from xos_cli.errors import XosError
from xos_cli.language.grammar_files import grammar
from xos_cli.session.session import CLOSED, KEY, LINE, TIME, Session
from xos_cli.switch.tables import Scope

COUNT = int(os.environ.get("XOS_FUZZ", "50"))
#: Situations that are looked at in every run; more lines are typed in all of them.
QUICK = ("dot1x",)
#: Lines after which the lab is as it was before, and virtual seconds that pass now and then.
AGAIN, PASSING = 200, 7.0
#: What takes minutes of virtual time, or ends the session.
ENDING = ("reboot", "exit", "logout", "quit", "synchronize")


class LockedOut(Exception):
    """Nobody can log in any more with the words that the typist knows."""


class Typist:
    """Somebody at the console of the switch under test."""

    def __init__(self, lab: Lab, dice: random.Random) -> None:
        self.lab, self.dice, self.faults = lab, dice, list[str]()
        self.session = self._sit_down()

    def _sit_down(self) -> Session:
        name = self.lab.master.name
        self.lab.machine.nodes[name].console.watchers.clear()
        session = Session(self.lab.machine, name)
        session.height = 24
        return session

    def content(self) -> Any:
        """Return the configuration, and the names of the files."""
        node = self.session.node
        return node.store.content(Scope.CONFIG), node.flash.names()

    def rest(self) -> None:
        """Answer whatever is asked until a prompt is there; sit down anew after a reboot or a failover."""
        for _ in range(300):
            session = self.session
            if session.wants == CLOSED or not session.node.store:
                self.session = self._sit_down()
            elif session.wants == TIME:
                self.lab.network._inside.wait(lambda at=session: at.wants != TIME, "a prompt", 4000.0)  # type: ignore[misc]
            elif session.at_login:
                session.feed("" if session.prompt == "password: " else "admin")
            elif session.wants == KEY or session.in_text:
                session.feed(self.dice.choice(("q", "\x1b", " ") if session.wiped else ("", "", "y", "x")))
            elif session.away:
                session.feed(self.dice.choice(("exit", "^]", "close", "show vlan", "admin", "")))
            else:
                break
        self.session.take()
        if self.session.at_login:
            raise LockedOut  # a line before has changed who may log in
        assert self.session.wants == LINE, self.session.prompt

    def type(self, line: str, looked_at: bool) -> None:
        """Type a line, and look at what became of it."""
        session, began = self.session, perf_counter()
        before = self.content() if looked_at else None
        session.feed(line)
        refused = session.error is not None and session.wants == LINE
        changed = looked_at and refused and self.content() != before
        self.rest()
        for one in (session, self.session):
            if "Internal error" in str(one.error):
                self.faults.append(f"{line}: {one.error}")
        if changed:
            self.faults.append(f"{line}: was refused, and changed something")
        if perf_counter() - began > 5.0:
            print(f"{perf_counter() - began:.1f} s: {line[:200]}")


def fitted(values: Values, dice: random.Random) -> Callable[[str, random.Random], str]:
    """Return what gives a value for ``<vlan_name>``: mostly one that the lab has."""

    def value(piece: str, _: random.Random) -> str:
        if dice.random() < 0.75:
            return dice.choice(examples(piece[1:-1], values))
        return dice.choice(dice.choice(POOLS))

    return value


class Round:
    """Lines that are typed in a situation, half of them of commands that are tried there."""

    def __init__(self, lab: Lab, found: Plans, situation: Situation) -> None:
        self.lab, self.situation, self.dice = lab, situation, random.Random(situation.name)
        self.attempts = [attempt for attempt in found.attempts if attempt.situation.name == situation.name]
        every = [entry.notation for entry in grammar().entries if not entry.notation.startswith(ENDING)]
        near = [text for text in every if any(re.search(attempt.match, text) for attempt in self.attempts)]
        self.commands = every, near or every

    def type(self, count: int) -> list[str]:
        """Type some lines, after those of an attempt; return the faults."""
        values, number, line = self.situation.values, 0, ""
        if self.attempts:
            attempt = self.dice.choice(self.attempts)
            _prepare(self.lab, attempt.before)
            values = {**values, **attempt.values}
        typist, value = Typist(self.lab, self.dice), fitted(values, self.dice)
        try:
            typist.rest()
            for number in range(count):
                line = spelled(self.dice.choice(self.dice.choice(self.commands)), self.dice, value)
                typist.type(line, number % EVERY == 0)
                if number % 40 == 39:
                    self.lab.network.advance(PASSING)
        except LockedOut:
            print(f"locked out after {number} lines")
        except Exception:
            typist.faults.append(f"{line}: {traceback.format_exc()}")
        return typist.faults


def _prepare(lab: Lab, lines: tuple[str, ...]) -> None:
    try:
        lab.prepare(lines)
    except (ValueError, XosError) as error:
        print(error)


def test_any_line_in_any_situation() -> None:
    """Every prompt comes back, no line is a fault of the program, and a refused one has changed nothing."""
    lab, found, began, faults = Lab(), plans(), perf_counter(), list[str]()
    names = [name for name in found.situations if COUNT > 1000 or name in QUICK]
    start = lab.network.snapshot()
    for name in names:
        lab.network.restore(start)
        lab.enter(found.situations[name])
        inside, here = lab.network.snapshot(), Round(lab, found, found.situations[name])
        for first in range(0, COUNT // len(names), AGAIN):
            lab.network.restore(inside)
            faults += here.type(min(AGAIN, COUNT // len(names) - first))
        print(f"{name}: {COUNT // len(names)} lines, {len(faults)} faults, {perf_counter() - began:.1f} s", flush=True)
    print(*faults, sep="\n")
    assert faults == []
