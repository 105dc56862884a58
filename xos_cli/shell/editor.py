"""The line editor on a person's terminal: what each key does at the console where the operator sits."""

import asyncio
import signal
import sys
from collections.abc import Callable
from typing import Any

from prompt_toolkit.document import Document
from prompt_toolkit.key_binding import KeyBindings, KeyPress

from xos_cli.record import NamedTuple
from xos_cli.session.execution import PAGER
from xos_cli.session.session import KEY, LINE, SECRET, TIME, Session
from xos_cli.shell.operator import Operator
from xos_cli.shell.screen import NOTHING, ConsoleScreen

#: Real seconds after the first prompt before the grammar is read: the first key comes first.
WARM_UP = 0.1
#: Real seconds after which a signal ends the program even if a command is at work.
SOON = 0.7


class PromptState(NamedTuple):
    """What the session wants (see ``Session``), at which console, with which prompt."""

    console: str
    wants: str
    prompt: str


class Editor:
    """The terminal of an *operator*; *prompt* stands on it already, and *keys* are bound to the editor's methods."""

    def __init__(self, operator: Operator, prompt: str, keys: KeyBindings) -> None:
        self.operator = operator
        self.shown = self._wanted()
        self.screen = ConsoleScreen(keys, prompt.rpartition("\n")[2])
        self.line, self.app = self.screen.line, self.screen.app
        self.app.key_processor.before_key_press += lambda _: self.session.idle.touch()
        self.in_lab = False
        self.list: list[str] = []
        self.ahead: list[KeyPress] = []
        self.waiting: dict[str, Document] = {}
        self.histories: dict[str, History] = {name: History() for name in operator.lab.consoles}

    @property
    def session(self) -> Session:
        """Return the session at the console where the operator sits."""
        return self.operator.session

    @property
    def mode(self) -> str:
        """Return what keys are used for now: a line, a secret line, the answer to a question, or nothing."""
        return LINE if self.in_lab else KEY if self.list else self.shown.wants

    def _wanted(self) -> PromptState:
        return PromptState(self.operator.lab.at, self.session.wants, self.session.prompt)

    # -- from the first prompt to the last ---------------------------------------------------------------------------

    def run(self, ready: Callable[[], object]) -> int:
        """Edit until the operator leaves; return the program's exit status.  *ready* is called once signals are
        handled."""

        def begin() -> None:
            self._begin()
            ready()

        try:
            return self.app.run(pre_run=begin, set_exception_handler=False)
        except EOFError:
            return 0

    def _begin(self) -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(self._fault)
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda number, frame: self._end_soon(loop, number))
        self.timer = loop.call_later(0, self._tick)
        loop.call_later(WARM_UP, self.operator.warm_up)

    def _end_soon(self, loop: asyncio.AbstractEventLoop, number: int) -> None:
        """Leave at a signal; a long command that has not ended soon is abandoned."""
        loop.call_soon_threadsafe(self.leave, 128 + number)
        signal.signal(signal.SIGALRM, lambda alarm, frame: sys.exit(128 + number))
        signal.setitimer(signal.ITIMER_REAL, SOON)

    def leave(self, status: int) -> None:
        """Leave the editor with this exit status."""
        if not self.app.is_done:
            with self.screen.output.together():
                self.screen.leave()
                self.screen.fresh_line()
            self.app.exit(result=status)

    def _fault(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """End the program if the terminal is gone; print any other error of the program."""
        error = context.get("exception")
        if isinstance(error, OSError) and not self.app.is_done:
            self.app.exit(result=1)
        elif not self.app.is_done:
            self._refresh(f"xos-cli: {context['message']}: {error!r}\n")

    # -- time --------------------------------------------------------------------------------------------------------

    def _tick(self) -> None:
        """Let virtual time catch up, show what was printed, and plan the next tick."""
        try:
            self._refresh(self.operator.pass_time() + self.session.take())
            self.app.key_processor.process_keys()
        finally:
            self._plan()

    def _plan(self) -> None:
        self.timer.cancel()
        self.timer = asyncio.get_running_loop().call_later(self.operator.pause(), self._tick)

    def _refresh(self, said: str) -> None:
        """Show what the switch printed or wants by itself, without a key."""
        same = self._wanted() == self.shown or self.in_lab
        if not said and same:
            return
        with self.screen.output.together():
            below = self.screen.bottom != NOTHING and not same and not said.startswith("\n")
            (self.screen.take_off if same else self.screen.leave)()
            if below:
                self.screen.fresh_line()
            if not same:
                self.line.reset()
                self.list = []
            self.screen.print(said)
            self._show(again=same)

    # -- what is typed -----------------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Carry out the line."""
        typed = self.line.text
        self.histories[self.shown.console].add(typed if self.in_lab or self.operator.in_command else "")
        self._answer(typed, "\n")

    def answer(self, key: str) -> None:
        """Take the key that answers a question or the pager."""
        if self.list:
            self._turn(key.lower() in ("q", "\x1b", "\x03"))
        else:
            self._answer(key, "")

    def _answer(self, typed: str, echo: str) -> None:
        with self.screen.output.together():
            self.screen.leave()
            self.screen.print(echo)
            self.line.reset()
            self.in_lab = False
            self.screen.print(self.operator.enter(typed, self.screen.height))
            if self.operator.lab.left:
                self.leave(0)
            else:
                self._show()
        self._plan()

    def drop(self) -> None:
        """Drop the line, and show the prompt again."""
        with self.screen.output.together():
            self.screen.leave()
            self.screen.print("\n")
            self.line.reset()
            self.in_lab = False
            self._show(again=True)

    def recall(self, step: int) -> None:
        """Put the line that was typed before this one (-1), or after (1), into the editor."""
        if self.in_lab or self.operator.in_command:
            text = self.histories[self.shown.console].go(step, self.line.text)
            self.line.document = Document(text)

    def wait(self, key: KeyPress) -> None:
        """Keep a key until the next prompt; where none is to come, a colon begins a lab command."""
        if self.session.under_way:
            self.ahead.append(key)
        elif key.data == ":":
            with self.screen.output.together():
                self.screen.fresh_line()
                self.in_lab = True
                self.line.insert_text(":")
                self._show()

    def stop(self) -> None:
        """Interrupt the command at work, if it can be interrupted, and drop what was typed ahead."""
        self.ahead = []
        self.session.interrupt()
        self._refresh(self.session.take())

    def change_console(self) -> None:
        """Go to the next console; the line that is being typed is there again when the operator comes back."""
        self.waiting[self.shown.console] = Document() if self.in_lab else self.line.document
        with self.screen.output.together():
            self.screen.leave()
            self.screen.fresh_line()
            self.list, self.ahead, self.in_lab = [], [], False
            self.screen.print(self.operator.other_console())
            self._show()
        self._plan()

    def show_list(self, text: str, echo: str) -> None:
        """Print a list below the line and the *echo* of its key, one screen at a time, and then the line again."""
        position = self.line.cursor_position
        with self.screen.output.together():
            self.screen.leave()
            self.screen.print(echo + "\n")
            self.list = text.splitlines(keepends=True)
            self.line.cursor_position = position
            self._turn()

    def _turn(self, enough: bool = False) -> None:
        """Print the next page of the list, or drop the rest of it if that is *enough*."""
        lines = self.screen.height - 1 if self.session.paging else len(self.list)
        with self.screen.output.together():
            self.screen.leave()
            page, self.list = ([], []) if enough else (self.list[:lines], self.list[lines:])
            self.screen.print("".join(page))
            self._show(again=True)

    # -- what is wanted ----------------------------------------------------------------------------------------------

    def _show(self, again: bool = False) -> None:
        """Show the prompt, question or pager; *again*: the line end before the prompt is on the screen already."""
        before, self.shown = self.shown, self._wanted()
        prompt = self.shown.prompt.rpartition("\n")[2] if again else self.shown.prompt
        if self.shown.console != before.console:
            self.line.document = self.waiting.pop(self.shown.console, Document())
        if self.session.at_login:
            self.histories[self.shown.console].clear()
        if self.in_lab:
            self.screen.fresh_line()
            self.screen.edit("")
        elif self.list:
            self.screen.pause(PAGER)
        elif self.shown.wants in (LINE, SECRET):
            self.screen.edit(prompt, hidden=self.shown.wants == SECRET)
        elif self.shown.wants == KEY:
            (self.screen.pause if self.session.wiped else self.screen.ask)(prompt)
        if self.shown.wants != TIME:
            self.app.key_processor.feed_multiple(self.ahead, first=True)
            self.ahead = []


class History:
    """The lines typed at one console since the login, and the one being typed."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Forget every line."""
        self.lines: list[str] = []
        self.at, self.draft = 0, ""

    def add(self, line: str) -> None:
        """Add a line that was entered; an empty one does not count."""
        self.lines += [line] if line.strip() else []
        self.at = len(self.lines)

    def go(self, step: int, line: str) -> str:
        """Return the line before (-1) or after (1) the current one; *line* is kept as the draft."""
        if self.at == len(self.lines):
            self.draft = line
        self.at = min(max(self.at + step, 0), len(self.lines))
        return self.draft if self.at == len(self.lines) else self.lines[self.at]
