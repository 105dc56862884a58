"""The line editor on a person's terminal: what becomes of the keys, at the console one sits at."""

import asyncio
import signal
from typing import Any, NamedTuple

from prompt_toolkit.document import Document
from prompt_toolkit.key_binding import KeyPress

from xos_cli.session.execution import PAGER
from xos_cli.session.session import KEY, LINE, SECRET, TIME, Session
from xos_cli.shell.desk import Desk
from xos_cli.shell.keys import bindings
from xos_cli.shell.screen import NOTHING, Screen

#: Real seconds after the first prompt in which the grammar is not read yet: the first key goes before.
WARM_UP = 0.1


class Wanted(NamedTuple):
    """What is wanted, at which console, with which prompt (as ``Session`` has it)."""

    console: str
    wants: str
    prompt: str


class Editor:
    """Somebody at a *desk* with a terminal, where *prompt* stands already."""

    def __init__(self, desk: Desk, prompt: str) -> None:
        self.desk = desk
        self.shown = self._wanted()
        self.screen = Screen(bindings(self), prompt.rpartition("\n")[2])
        self.line, self.app = self.screen.line, self.screen.app
        self.app.key_processor.before_key_press += lambda _: self.session.idle.touch()
        self.in_lab = False
        self.list: list[str] = []
        self.ahead: list[KeyPress] = []
        self.waiting: dict[str, Document] = {}
        self.histories: dict[str, History] = {name: History() for name in desk.lab.consoles}

    @property
    def session(self) -> Session:
        """The session at the console one sits at."""
        return self.desk.session

    @property
    def mode(self) -> str:
        """What the keys are for: a line of some kind, a key, or nothing now."""
        return LINE if self.in_lab else KEY if self.list else self.shown.wants

    def _wanted(self) -> Wanted:
        return Wanted(self.desk.lab.at, self.session.wants, self.session.prompt)

    # -- from the first prompt to the last ---------------------------------------------------------------------------

    def run(self) -> int:
        """Sit there until one leaves; the program's exit status."""
        try:
            return self.app.run(pre_run=self._begin, set_exception_handler=False)
        except EOFError:
            return 0

    def _begin(self) -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(self._fault)
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self.leave, 128 + number)
        self.timer = loop.call_later(0, self._tick)
        loop.call_later(WARM_UP, self.desk.warm_up)

    def leave(self, status: int) -> None:
        """End the program."""
        if not self.app.is_done:
            with self.screen.output.together():
                self.screen.leave()
                self.screen.fresh_line()
            self.app.exit(result=status)

    def _fault(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """The terminal is gone, or the program has a fault of its own."""
        error = context.get("exception")
        if isinstance(error, OSError) and not self.app.is_done:
            self.app.exit(result=1)
        elif not self.app.is_done:
            self._refresh(f"xos-cli: {context['message']}: {error!r}\n")

    # -- time --------------------------------------------------------------------------------------------------------

    def _tick(self) -> None:
        """Let time pass until now, and come again when something is to happen."""
        try:
            self._refresh(self.desk.pass_time() + self.session.take())
            self.app.key_processor.process_keys()
        finally:
            self._plan()

    def _plan(self) -> None:
        self.timer.cancel()
        self.timer = asyncio.get_running_loop().call_later(self.desk.pause(), self._tick)

    def _refresh(self, said: str) -> None:
        """The switch printed something, or wants something else, without having been asked."""
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
        """The line is complete."""
        typed = self.line.text
        self.histories[self.shown.console].add(typed if self.in_lab or self.desk.in_command else "")
        self._answer(typed, "\n")

    def answer(self, key: str) -> None:
        """A key is pressed at a question or at the pager."""
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
            self.screen.print(self.desk.enter(typed, self.screen.height))
            if self.desk.lab.left:
                self.leave(0)
            else:
                self._show()
        self._plan()

    def drop(self) -> None:
        """Forget the line."""
        with self.screen.output.together():
            self.screen.leave()
            self.screen.print("\n")
            self.line.reset()
            self.in_lab = False
            self._show(again=True)

    def recall(self, step: int) -> None:
        """The line typed before this one, or after."""
        if self.in_lab or self.desk.in_command:
            text = self.histories[self.shown.console].go(step, self.line.text)
            self.line.document = Document(text)

    def wait(self, key: KeyPress) -> None:
        """A key for which there is no use now: kept for the prompt to come, or the beginning of a line for the lab."""
        if self.session.under_way:
            self.ahead.append(key)
        elif key.data == ":":
            with self.screen.output.together():
                self.screen.fresh_line()
                self.in_lab = True
                self.line.insert_text(":")
                self._show()

    def stop(self) -> None:
        """Break off the command that is at work, if it can be, and forget what was typed ahead."""
        self.ahead = []
        self.session.interrupt()
        self._refresh(self.session.take())

    def change_console(self) -> None:
        """Sit down at the next console; a line that is typed waits."""
        self.waiting[self.shown.console] = Document() if self.in_lab else self.line.document
        with self.screen.output.together():
            self.screen.leave()
            self.screen.fresh_line()
            self.list, self.ahead, self.in_lab = [], [], False
            self.screen.print(self.desk.other_console())
            self._show()
        self._plan()

    def show_list(self, text: str, echo: str) -> None:
        """Print a list below the line and the *echo* of its key, a screen at a time, and then the line again."""
        position = self.line.cursor_position
        with self.screen.output.together():
            self.screen.leave()
            self.screen.print(echo + "\n")
            self.list = text.splitlines(keepends=True)
            self.line.cursor_position = position
            self._turn()

    def _turn(self, enough: bool = False) -> None:
        """The next page of the list."""
        lines = self.screen.height - 1 if self.session.paging else len(self.list)
        with self.screen.output.together():
            self.screen.leave()
            page, self.list = ([], []) if enough else (self.list[:lines], self.list[lines:])
            self.screen.print("".join(page))
            self._show(again=True)

    # -- what is wanted ----------------------------------------------------------------------------------------------

    def _show(self, again: bool = False) -> None:
        """Show what is wanted; *again*: the line end before the prompt, if it has one, is there already."""
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
    """The lines typed at one console since the login, and the one that is being typed."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Nothing has been typed."""
        self.lines: list[str] = []
        self.at, self.draft = 0, ""

    def add(self, line: str) -> None:
        """A line is complete."""
        self.lines += [line] if line.strip() else []
        self.at = len(self.lines)

    def go(self, step: int, line: str) -> str:
        """The line before or after this one."""
        if self.at == len(self.lines):
            self.draft = line
        self.at = min(max(self.at + step, 0), len(self.lines))
        return self.draft if self.at == len(self.lines) else self.lines[self.at]
