"""A session at the switch: login, prompt, commands, questions; it does no input or output, and waits for nothing.

A session is a dialogue. Its driver looks at what it ``wants``, shows ``prompt``, and feeds it what was typed; the
switch's output comes out of ``take()``. The session of a console starts again whenever its node does; a network
session ends.
"""

from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from xos_cli.command.dialogue import Answer, KeyPress, Question, Step, TextInput, Wait
from xos_cli.command.names import Existing, language
from xos_cli.errors import Ambiguous, Incomplete, Refusal, XosError
from xos_cli.processes.devmgr.facts import sysname
from xos_cli.session.batch import run
from xos_cli.session.execution import Last, execute
from xos_cli.session.idle_timer import IdleTimer
from xos_cli.session.login import account_logout, login
from xos_cli.session.session_limit import too_many
from xos_cli.session.typist import Vouched
from xos_cli.switch.console import LoginSession
from xos_cli.switch.machine import Machine
from xos_cli.switch.node import Node

if TYPE_CHECKING:
    from xos_cli.language import Candidates

#: What a session can want next: a line, a secret line, a key or word for a question, time to pass, or nothing any more.
LINE, SECRET, KEY, TIME, CLOSED = "line", "secret", "key", "time", "closed"

#: Ctrl+], which leaves another host, and as it is shown.
ESCAPE, AWAY = "\x1d", "^]"

#: evidence: captures (12.5 and later), in the words of 2005; recalled
BANNER = """ExtremeWare XOS
Copyright (C) 2000-2005 Extreme Networks. All rights reserved.
Protected by US Patent Nos: 6,678,248; 6,104,700; 6,766,482; 6,618,388; 6,034,957
==============================================================================

Press the <tab> or '?' key at any time for completions.
Remember to save your configuration changes.

"""


class Session:
    """A serial console (*kind* ``console``) or a network login at one MSM."""

    account: str
    id: int
    idle: IdleTimer
    _steps: Generator[Step, Any, None]
    _asked: Step
    _asides: list[tuple[Generator[Step, Any, None], Step]]

    def __init__(self, machine: Machine, node: str, kind: str = "console", location: str = "serial") -> None:
        self.machine, self.node_name, self.kind, self.location = machine, node, kind, location
        self.height: int | None = None
        self.out: list[str] = []
        self.error: XosError | None = None
        self.last: Last | None = None
        #: Called when there may be something to show: text was printed, or something else is wanted than before.
        self.on_output: Callable[[], None] = lambda: None
        #: Whether others must have their turn: a long output is then interrupted, until ``go_on``.
        self.must_yield: Callable[[], bool] = lambda: False
        self.yielded = False
        self.most = 0  # network logins at one MSM; 0: as many as the switch's own limit allows
        self.node.batch = partial(run, machine)
        self.vouched: Vouched | None = None  # who may log in without a password now
        self.turned_away = False  # the login exceeded the session limit
        self.turn = 0  # how often something was asked for, by which a driver recognises a new prompt
        self._begin()

    # -- for whoever drives it -----------------------------------------------------------------------------------

    @property
    def node(self) -> Node:
        """Return the MSM at the other end; it is looked up each time, because a restored snapshot has other objects."""
        return self.machine.nodes[self.node_name]

    @property
    def at_login(self) -> bool:
        """Return whether the session is at ``login:`` or ``password:``."""
        return not self.account and self.wants in (LINE, SECRET)

    @property
    def in_text(self) -> bool:
        """Return whether a command asks for a line of text."""
        return bool(self.account) and self.wants in (LINE, SECRET) and not self._at_prompt and not self.away

    @property
    def away(self) -> bool:
        """Return whether the user works on another host, which has a prompt of its own."""
        return isinstance(self._asked, TextInput) and self._asked.remote and not self._asked.secret

    @property
    def at_prompt(self) -> bool:
        """Return whether a command can be typed."""
        return self.wants == LINE and self._at_prompt

    @property
    def asks(self) -> bool:
        """Return whether a question is open: a key, a secret or a text is wanted."""
        return self.wants in (SECRET, KEY) or self.in_text

    @property
    def under_way(self) -> bool:
        """Return whether a command runs, so that nothing can be typed until it or the node ends."""
        return bool(self.account) and self.wants == TIME

    @property
    def through(self) -> str:
        """Return how the user is connected, as events name it: ``serial``, ``telnet (10.0.0.9)``.

        evidence: capture 12.5, syslog
        """
        return self.location if self.kind == "console" else f"{self.kind} ({self.location})"

    @property
    def in_dialogue(self) -> bool:
        """Return whether a command has begun and not ended; at the prompt of another host none has."""
        return bool(self.account) and not self._at_prompt and not self.away

    @property
    def wiped(self) -> bool:
        """Return whether the prompt disappears once its key is pressed, as the pager's does."""
        return self.wants == KEY and isinstance(self._asked, KeyPress)

    @property
    def cut_off(self) -> bool:
        """Return whether the session was ended by the switch, by somebody else or with the node, not by its user."""
        return self.wants == CLOSED and (self.turned_away or not self._leaving)

    def take(self) -> str:
        """Return what was printed since the last call."""
        text = "".join(self.out)
        self.out.clear()
        return text

    def feed(self, text: str) -> None:
        """Take what was typed: a line without its end, or the key (or word) that answers a question."""
        if self.wants in (TIME, CLOSED):
            return
        self.idle.touch()
        self._resume(self._reply(text))

    def go_on(self) -> None:
        """Continue an output that was interrupted so that other sessions could run."""
        if self.yielded:
            self._resume(None)

    def interrupt(self) -> None:
        """Handle Ctrl+C: end a running command if it can be interrupted."""
        if isinstance(self._asked, Wait) and self._asked.breakable:
            self.idle.touch()
            self._resume(True)

    def wake(self) -> None:
        """Let a command that is connected to another host look at what came from there."""
        if getattr(self._asked, "remote", False):
            self._resume(None)

    def noted(self, refusal: str) -> None:
        """Take note that another host, on which this session works, has refused a line."""
        self.error = Refusal(refusal)

    def aside(self, steps: Generator[Step, Any, None]) -> None:
        """Run a dialogue of the lab; the session's present prompt or question comes back when it ends."""
        self._asides.append((self._steps, self._asked))
        self._steps = steps
        self._resume(None)

    def close(self) -> None:
        """End the session: the terminal is gone."""
        self.sign_off()
        self._steps.close()
        self.wants, self.yielded = CLOSED, False
        self.node.console.watchers = [w for w in self.node.console.watchers if w is not self]

    def candidates(self, line: str) -> "Candidates":
        """Return what could be typed at the end of *line*; CommandError as on Enter if no line begins so."""
        spoken, names = language(self.node, self.admin), Existing(self.node, self.machine)
        found = spoken.candidates(line, names)
        if not found.items:
            with suppress(Incomplete, Ambiguous):
                spoken.parse(line, names)
        return found

    # -- what befalls the node -----------------------------------------------------------------------------------

    def said(self, text: str) -> None:
        """Print what the node printed on its console."""
        if self.kind == "console":
            self.write(text)

    def told(self, session: int, text: str) -> None:
        """Print a text that is meant for one login alone."""
        if session == self.id:
            self.write(text)

    def ready(self) -> None:
        """Continue to the login prompt: the node accepts logins now."""
        if self.wants == TIME and not self.account and self._asked == Wait(float("inf")):
            self._resume(None)

    def down(self) -> None:
        """Start again, or end a network session: the node's software is gone."""
        self.idle.stop()
        self._restart()
        self.account = ""
        if self.kind == "console":
            self._resume(None)
        else:
            self.wants, self.prompt = CLOSED, ""
            self.on_output()

    def hung(self) -> None:
        """Answer nothing, and show no prompt, until the node is reset."""
        self.idle.stop()
        self._steps, self._asides, self._at_prompt = self._dead(), [], False
        self.account = ""
        self._resume(None)

    def _dead(self) -> Generator[Step, Any, None]:
        while True:
            yield Wait(float("inf"))

    def _restart(self) -> None:
        """Begin anew; whatever was waited for does not matter any more."""
        self._steps, self._asides, self._at_prompt, self.yielded = self._life(), [], False, False
        self._asked = ""

    def ended(self, id: int, why: str) -> None:
        """End the login session *id* from outside; *why* is the last text that it prints."""
        if not self.account or id != self.id:
            return
        self.sign_off()
        self._steps.close()
        self._restart()
        self.wants, self.prompt = CLOSED, ""
        self.write(why)
        if self.kind == "console":
            self._resume(None)

    # -- the dialogue --------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        self.account, self.admin, self.id = "", False, 0
        self._leaving = False
        self.paging, self.number, self.context = True, 1, ""
        self.history: list[str] = []
        self.wants, self.prompt = TIME, ""
        self.idle = IdleTimer(self)
        self._asked = ""
        self._asides = []
        self._at_prompt = False
        self._steps = self._life()
        self.attach()
        self.write(self.node.console.take() if self.kind == "console" else "")
        self._resume(None)

    def attach(self) -> None:
        """Watch the node's console."""
        self.node.console.watchers.append(self)

    def reattach(self) -> None:
        """Continue after the machine was restored: a session at its prompt goes on, any other starts again."""
        node = self.node
        if self in node.console.watchers:
            return
        self.attach()
        node.console.take()
        if self._at_prompt and node.login_open:
            node.sessions.setdefault(
                self.id, LoginSession(self.id, node.time(), self.account, self.kind, self.location)
            )
            node.last_session = max(node.last_session, self.id)
            self.prompt = self.text_of_prompt()
            self.idle.start()
        else:
            self.down()

    def write(self, text: str) -> None:
        """Print a text."""
        if text:
            self.out.append(text)
            self.on_output()

    def _resume(self, reply: Any) -> None:
        """Run the dialogue until it wants something.

        A reset of the node always comes from the clock or from another session, so it never ends the dialogue that is
        running.
        """
        self.yielded = False
        for step in self._until_asked(reply):
            self.write(step)
            if self.must_yield():
                self._yield()
                break
        self.on_output()

    def _yield(self) -> None:
        """Stop after a piece of output; the driver calls ``go_on`` at its next turn."""
        self.yielded = True
        self._asked, self.wants, self.prompt = Wait(float("inf")), TIME, ""

    def _until_asked(self, reply: Any) -> Iterator[str]:
        while True:
            try:
                step = self._steps.send(reply)
            except StopIteration:
                if not self._asides:
                    self.wants, self.prompt = CLOSED, ""
                    return
                self._steps, step = self._asides.pop()
                if isinstance(step, Wait) or getattr(step, "remote", False):  # it may be over by now
                    reply = None
                    continue
            if not isinstance(step, str):
                return self._want(step)
            yield step
            reply = None

    def _want(self, step: Step) -> None:
        self._asked = step
        self.turn += 1
        if isinstance(step, Wait):
            self.wants, self.prompt = TIME, ""
            self._sleep(step)
        elif isinstance(step, TextInput):
            self.wants, self.prompt = SECRET if step.secret else LINE, step.prompt
        elif isinstance(step, Question):
            self.wants, self.prompt = KEY, step.text
        elif isinstance(step, KeyPress):
            self.wants, self.prompt = KEY, step.prompt
            if step.seconds != float("inf"):
                self.machine.clock.visit(step.seconds, self._unanswered, step)

    def _sleep(self, wait: Wait) -> None:
        clock = self.machine.clock
        if wait.seconds != float("inf"):
            clock.visit(wait.every if wait.until else wait.seconds, self._woken, wait, clock.now + wait.seconds)

    def _unanswered(self, key: KeyPress) -> None:
        if self._asked is key:
            self._resume(None)

    def _woken(self, wait: Wait, limit: float) -> None:
        if self._asked is not wait:
            return
        if wait.until is None or wait.until():
            self._resume(True if wait.until else None)
        elif self.machine.clock.now >= limit:
            self._resume(False)
        else:
            self.machine.clock.visit(wait.every, self._woken, wait, limit)

    def _reply(self, text: str) -> Any:
        """Return what was typed in the form that the dialogue expects; print the switch's echo of an answer."""
        if isinstance(self._asked, TextInput):
            return ESCAPE if self._asked.remote and ESCAPE in text else printable(text)
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
        """Run a login session from its banner to its end."""
        self.number, self.history, self.paging, self.context = 1, [], True, ""
        self._leaving = self.turned_away = bool(refused := too_many(self))
        self.idle.start()
        yield refused or BANNER
        while not self._leaving:
            self._at_prompt = True
            line = yield TextInput(self.text_of_prompt())
            self._at_prompt = False
            yield from execute(self, line)
        self.sign_off()

    def text_of_prompt(self) -> str:
        """Return the prompt: ``* (vr) BD-10808.5 # ``.  evidence: capture 11.2; the backup's ``>``: later EXOS"""
        node = self.node
        star = "* " if node.config.dirty else ""
        context = f"({self.context}) " if self.context else ""
        end = "#" if self.admin and node.is_master else ">"
        return f"{star}{context}{sysname(node.store)}.{self.number} {end} "

    def leave(self) -> None:
        """End the session when the command is done."""
        self._leaving = True

    def sign_off(self) -> None:
        """Remove the login session from the node's list."""
        self.idle.stop()
        if self.account:
            self.node.sessions.pop(self.id, None)
            self.node.event("Info", "AAA.logout", f"User {self.account} logout from {self.through}")
            account_logout(self)
            self.account = ""


def printable(text: str) -> str:
    """Return a line without characters that would break the screen or a saved file; white space becomes a blank."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else " " if char.isspace() else "" for char in text)


Machine.sessions = Session
