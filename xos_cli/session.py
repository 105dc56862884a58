"""One line into the switch: login, prompt, commands, questions.  It prints nothing and waits for nothing itself.

A session is a dialogue.  Whoever drives it looks at what it ``wants``, shows ``prompt``, and feeds it what was typed;
what the switch prints comes out of ``take()``.  A console's session begins anew whenever its node does; a network
session ends.
"""

from collections.abc import Callable, Generator, Iterator
from typing import Any

from xos_cli.call import Call
from xos_cli.dialogue import Answer, Key, Line, Question, Step, Wait
from xos_cli.errors import CommandError, LabError, Refusal, XosError
from xos_cli.existing import Existing, language
from xos_cli.language import Candidates, Command
from xos_cli.login import login
from xos_cli.processes import PROCESSES
from xos_cli.switch.console import LoginSession
from xos_cli.switch.machine import Machine
from xos_cli.switch.node import Node

#: What a session can want next: a line, a secret line, a key or word for a question, time to pass, or nothing any more.
LINE, SECRET, KEY, TIME, CLOSED = "line", "secret", "key", "time", "closed"

#: evidence: captures (12.5 and later), in the words of 2005; recalled
BANNER = """ExtremeWare XOS
Copyright (C) 2000-2005 Extreme Networks. All rights reserved.
Protected by US Patent Nos: 6,678,248; 6,104,700; 6,766,482; 6,618,388; 6,034,957
==============================================================================

Press the <tab> or '?' key at any time for completions.
Remember to save your configuration changes.

"""
#: evidence: later 16.x (terminate process)
NOT_MASTER = " Error: This command can only be executed on Master."
#: evidence: later EXOS (the words from "cannot" on)
LOADING = "Error: This command cannot be executed during configuration load."
PAGER = "Press <SPACE> to continue or <Q> to quit:"


class Session:
    """A serial console (*kind* ``console``) or a network login at one MSM."""

    def __init__(self, machine: Machine, node: str, kind: str = "console", location: str = "serial") -> None:
        self.machine, self.node_name, self.kind, self.location = machine, node, kind, location
        self.height: int | None = None
        self.out: list[str] = []
        self.error: XosError | None = None
        self.on_output: Callable[[], None] = lambda: None
        self._begin()

    # -- for whoever drives it -----------------------------------------------------------------------------------

    @property
    def node(self) -> Node:
        """The MSM at the other end (looked up each time: a restored snapshot has others)."""
        return self.machine.nodes[self.node_name]

    @property
    def at_login(self) -> bool:
        """Whether the line stands at ``login:`` or ``password:``."""
        return not self.account and self.wants in (LINE, SECRET)

    @property
    def in_text(self) -> bool:
        """Whether a command asks for a line of text of its own."""
        return bool(self.account) and self.wants in (LINE, SECRET) and not self._at_prompt

    @property
    def under_way(self) -> bool:
        """Whether a command is at work, and nothing can be typed until it ends (or the node does)."""
        return bool(self.account) and self.wants == TIME

    def take(self) -> str:
        """What was printed since the last call."""
        text = "".join(self.out)
        self.out.clear()
        return text

    def feed(self, text: str) -> None:
        """What was typed: a line without its end, or the key (or word) that answers a question."""
        if self.wants in (TIME, CLOSED):
            return
        self._resume(self._reply(text))

    def close(self) -> None:
        """The terminal is gone."""
        self._leave()
        self._steps.close()
        self.wants = CLOSED
        self.node.console.watchers = [w for w in self.node.console.watchers if w is not self]

    def candidates(self, line: str) -> Candidates:
        """What could be typed at the end of *line*."""
        return language(self.node, self.admin).candidates(line, Existing(self.node, self.machine))

    # -- what befalls the node -----------------------------------------------------------------------------------

    def said(self, node: Node, text: str) -> None:
        """The node printed something on its console."""
        if self.kind == "console":
            self.write(text)

    def ready(self, node: Node) -> None:
        """One can log in now."""
        if self.wants == TIME and not self.account:
            self._resume(None)

    def down(self, node: Node) -> None:
        """The node's software is gone, and the session with it."""
        self._steps = self._life()
        self.account = ""
        if self.kind == "console":
            self._resume(None)
        else:
            self.wants = CLOSED

    # -- the dialogue --------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        self.account, self.admin, self.id = "", False, 0
        self.paging, self.number, self.context = True, 1, ""
        self.history: list[str] = []
        self.wants, self.prompt = TIME, ""
        self._asked: Step = ""
        self._at_prompt = False
        self._steps = self._life()
        self.attach()
        self.write(self.node.console.take() if self.kind == "console" else "")
        self._resume(None)

    def attach(self) -> None:
        """Be told what befalls the node."""
        self.node.console.watchers.append(self)

    def reattach(self) -> None:
        """The machine went back to a snapshot: a session at its prompt goes on, any other begins anew."""
        node = self.node
        node.console.watchers = [self]
        node.console.take()
        if self._at_prompt and node.login_open:
            node.sessions.setdefault(
                self.id, LoginSession(self.id, node.time(), self.account, self.kind, self.location)
            )
            self.prompt = self.text_of_prompt()
        else:
            self.down(node)

    def write(self, text: str) -> None:
        """Print."""
        if text:
            self.out.append(text)
            self.on_output()

    def _resume(self, reply: Any) -> None:
        """Go on with the dialogue until it wants something.  (A reset of the node always comes from the clock or from
        another session, so the dialogue is never pulled away from under itself.)"""
        for step in self._until_asked(reply):
            self.write(step)

    def _until_asked(self, reply: Any) -> Iterator[str]:
        while True:
            try:
                step = self._steps.send(reply)
            except StopIteration:
                self.wants, self.prompt = CLOSED, ""
                return
            if not isinstance(step, str):
                return self._want(step)
            yield step
            reply = None

    def _want(self, step: Step) -> None:
        self._asked = step
        if isinstance(step, Wait):
            self.wants, self.prompt = TIME, ""
            self._sleep(step)
        elif isinstance(step, Line):
            self.wants, self.prompt = SECRET if step.secret else LINE, step.prompt
        elif isinstance(step, Question):
            self.wants, self.prompt = KEY, step.text
        elif isinstance(step, Key):
            self.wants, self.prompt = KEY, step.prompt

    def _sleep(self, wait: Wait) -> None:
        clock = self.machine.clock
        if wait.seconds != float("inf"):
            clock.visit(0.25 if wait.until else wait.seconds, self._woken, wait, clock.now + wait.seconds)

    def _woken(self, wait: Wait, limit: float) -> None:
        if self._asked is not wait:
            return
        if wait.until is None or wait.until():
            self._resume(True if wait.until else None)
        elif self.machine.clock.now >= limit:
            self._resume(False)
        else:
            self.machine.clock.visit(0.25, self._woken, wait, limit)

    def _reply(self, text: str) -> Any:
        """What was typed, as the dialogue takes it; the echo of it is the terminal's, of an answer the switch's."""
        if not isinstance(self._asked, Question):
            return text
        letter = text.strip()[:1].lower()
        answer = {"y": Answer.YES, "n": Answer.NO}.get(letter, self._asked.otherwise)
        self.write(answer.value + "\n")
        return answer

    # -- the life of a line --------------------------------------------------------------------------------------

    def _life(self) -> Generator[Step, Any, None]:
        while True:
            while not self.node.login_open:
                yield Wait(float("inf"))
            if (yield from login(self)):
                yield from self._commands()
            if self.kind != "console":
                return

    def _commands(self) -> Generator[Step, Any, None]:
        """From the banner to the end of the session."""
        self.number, self.history, self.paging, self.context = 1, [], True, ""
        self._leaving = False
        yield BANNER
        while not self._leaving:
            self._at_prompt = True
            line = yield Line(self.text_of_prompt())
            self._at_prompt = False
            yield from self.execute(line)
        self._leave()

    def text_of_prompt(self) -> str:
        """``* (vr) BD-10808.5 # ``  evidence: capture 11.2; the backup's ``>``: later EXOS"""
        star = "* " if self.node.config.dirty else ""
        context = f"({self.context}) " if self.context else ""
        end = "#" if self.admin and self.node.is_master else ">"
        return f"{star}{context}{Existing(self.node, self.machine).sysname}.{self.number} {end} "

    def leave(self) -> None:
        """End the session when the command is done."""
        self._leaving = True

    def _leave(self) -> None:
        if self.account:
            self.node.sessions.pop(self.id, None)
            self.node.event("Info", "AAA.logout", f"User {self.account} logout from {self.location}")
            self.account = ""

    # -- commands ------------------------------------------------------------------------------------------------

    def execute(self, line: str) -> Generator[Step, Any, None]:
        """Carry out one line.  An empty one does not count, nor does a comment."""
        self.error = None
        text = line.strip()
        if not text or text.startswith("#"):
            return
        width = len(self.text_of_prompt())
        self.number += 1
        self.history.append(text)
        try:
            yield from self._command(line)
        except CommandError as error:
            self.error = error
            yield error.screen(width)
        except (Refusal, LabError) as error:
            self.error = error
            yield f"{error}\n"
        except Exception as error:  # a fault of the emulator: whoever types must not lose the prompt over it
            self.error = XosError(f"Error: Internal error of the emulator: {type(error).__name__}: {error}")
            yield f"{self.error}\n"

    def _command(self, line: str) -> Generator[Step, Any, None]:
        node = self.node
        command = language(node, self.admin).parse(line, Existing(node, self.machine))
        if not command.entry.backup and not node.is_master:
            raise Refusal(NOT_MASTER)
        if not node.running:
            raise Refusal(LOADING)
        yield from self._carry_out(command)

    def _carry_out(self, command: Command) -> Generator[Step, Any, None]:
        """One transaction: kept if the handler ends, taken back if it refuses."""
        call = Call(self.machine, self.node, self, command.words)
        handler = PROCESSES.handler(command.entry.process, command.entry.handler)
        try:
            result = handler(call, **command.arguments) if handler else _record(call, command)
            if isinstance(result, Generator):
                yield from self._converse(call, result)
        except BaseException:
            call.rollback()
            raise
        call.commit()
        if isinstance(result, str):
            yield from self._page(result)

    def _converse(self, call: Call, steps: Generator[Step, Any, None]) -> Generator[Step, Any, None]:
        """A handler that asks or waits; what it changed before is final, for others go on meanwhile."""
        reply: Any = None
        while True:
            try:
                step = steps.send(reply)
            except StopIteration:
                return
            reply = None
            if isinstance(step, str):
                yield from self._page(step)
            else:
                call.commit()
                reply = yield step

    def _page(self, text: str) -> Generator[Step, Any, None]:
        """Text, a screen at a time where the terminal has a height."""
        if self.height is None or not self.paging or text.count("\n") < self.height:
            yield text
            return
        lines = text.splitlines(keepends=True)
        for start in range(0, len(lines), self.height - 1):
            if start and not (yield from self._more()):
                return
            yield "".join(lines[start : start + self.height - 1])

    def _more(self) -> Generator[Step, Any, bool]:
        """Whether the reader wants another page.  evidence: clients (text and keys)"""
        while True:
            key = yield Key(PAGER)
            if key.lower() in ("q", "\x1b"):
                return False
            if key in (" ", "\r", "\n", ""):
                return True


def _record(call: Call, command: Command) -> str:
    """A command whose effect is not modelled."""
    from xos_cli.recorded import record

    return record(call, command)
