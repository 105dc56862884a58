"""A terminal at a session: the bytes of its keys in, the bytes of its screen out, and no I/O.

An answer and the prompt after it come out of one ``take``.  What is typed while a command is at work waits until it
ends.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Protocol

from xos_cli.command.dialogue import REST
from xos_cli.errors import CommandError
from xos_cli.serve.keys import ENTER, ESCAPE, Key, Keyboard
from xos_cli.serve.line_editor import LONGEST, LineEditor, cells
from xos_cli.serve.terminal_screen import CLEAR_SCREEN, TerminalScreen
from xos_cli.serve.turns import Turn
from xos_cli.serve.typed_ahead import TypedAhead
from xos_cli.session.session import AWAY, CLOSED, KEY, LINE, TIME, Session

if TYPE_CHECKING:
    from xos_cli.language import Candidates

#: Characters of output after which a turn is over.
ANSWERS = 65536
#: evidence: inferred (the words)
TOO_LONG = f"%% Input line is longer than {LONGEST} characters\n"
#: Lines of a terminal that does not say how many it has.
HEIGHT = 24


class LabLine(Protocol):
    """The handler of the lines for the lab that are typed at a console; *leaving*: the user typed `:quit`."""

    leaving: bool

    def execute(self, line: str) -> Iterator[str]:
        """Carry out *line* step by step; each item is text to print, often none."""

    def candidates(self, line: str) -> "Candidates":
        """Return what can be typed at the end of *line*."""


class Terminal:
    """Somebody's terminal at *session*.  *echo*: it shows what is typed.  *console*: takes the lines for the lab.

    Its work lasts no longer than a *turn*; ``more`` says whether another one is needed.
    """

    def __init__(
        self, session: Session, echo: bool = True, console: LabLine | None = None, turn: Turn | None = None
    ) -> None:
        self.session, self.console = session, console
        self.screen = TerminalScreen(session, echo, console is not None)
        self._turn = turn or Turn()
        self._keyboard = Keyboard()
        self._ahead = TypedAhead()
        self._lab_at_work: Iterator[str] | None = None
        self._answered = False  # the key that came last answered a question, and more of its word may follow
        session.height = HEIGHT
        session.must_yield = self._turn.over
        self.refresh()

    # -- for the connection ------------------------------------------------------------------------------------------

    @property
    def closed(self) -> bool:
        """Return whether the session has ended, or the user has left the console."""
        return self.session.wants == CLOSED or (self.console is not None and self.console.leaving)

    @property
    def full(self) -> bool:
        """Return whether so much was typed ahead that nothing more should be read."""
        return self._ahead.full

    @property
    def more(self) -> bool:
        """Return whether there is work for another turn."""
        return self.session.yielded or self._lab_at_work is not None or (bool(self._ahead) and self._useful)

    @property
    def idle(self) -> bool:
        """Return whether nothing that was typed is left to do."""
        return not self._ahead and self._lab_at_work is None and self.session.wants != TIME

    def resize(self, width: int, height: int) -> None:
        """Take the terminal's size; 0 where it does not know."""
        self.screen.resize(width)
        self.session.height = height or HEIGHT

    def receive(self, data: bytes) -> None:
        """Take bytes that were typed; they are used at the next ``refresh``."""
        self.session.idle.touch()
        self._ahead.add(self._keyboard.press(data))

    def refresh(self) -> None:
        """Show what the session has printed, and go on with what was typed, until the turn is over."""
        self.screen.show()
        while not self._worked():
            if self._turn.over() or self.screen.size > ANSWERS:
                return
        self._discard()

    def take(self) -> bytes:
        """Return what the terminal is to be sent."""
        return self.screen.take()

    # -- the keys ----------------------------------------------------------------------------------------------------

    def _worked(self) -> bool:
        """Do the next piece of work; return True if there was none."""
        if self._lab_at_work is not None:
            self._go_on_with_lab(self._lab_at_work)
        elif self.session.yielded:
            self.session.go_on()
            self.screen.show()
        elif not self._useful:
            return True
        else:
            key = self._next_key()
            if key is None:
                self._answered = False
                return True
            self._use(key)
        return False

    def _next_key(self) -> Key | None:
        """Return the next key; Escape alone only where the session waits for a single key."""
        if self._ahead:
            return self._ahead.take()
        return self._keyboard.release() if self.session.wiped else None

    def _discard(self) -> None:
        """Drop the keys that the session does not want now, and obey Ctrl+C."""
        if self._useful:
            return
        stop = self._ahead.stops
        if stop or not self.session.under_way:
            self._ahead.clear()
        if stop:
            self.session.interrupt()
            self.screen.show()
        elif self._answered:
            self._skip_enter()

    @property
    def _useful(self) -> bool:
        """Return whether the session, or the lab, wants a key now."""
        if self.session.wants == TIME:
            return self.console is not None and not self.session.under_way
        return self.session.wants != CLOSED

    def _use(self, key: Key) -> None:
        self._answered = False
        if self.session.wants == KEY:
            self._press(key)
        elif self.session.wants == TIME and not self.screen.for_lab and not key.text.startswith(":"):
            return  # at a console that asks for nothing, only a lab line can begin
        elif key == ENTER:
            self._enter()
        elif key.name == "text":
            self._type(key.text)
        else:
            self._edit(key.name)

    def _press(self, key: Key) -> None:
        """Give a question or the pager its key."""
        pressed, rest = key.text[:1], key.text[1:]
        if rest:
            self._ahead.put_back(rest)
        if key.name == "ctrl-c":
            pressed = "\x03"
        if not pressed or (key == ESCAPE and not self.session.wiped):
            return
        if self.session.wiped:
            self.session.feed("\x1b" if pressed == "\x03" else pressed)
        else:
            self.screen.answered()
            self.session.feed(pressed)
            self._end_answer(pressed, rest)
        self.screen.show()

    def _end_answer(self, pressed: str, rest: str) -> None:
        """Drop the rest of an answer that was typed as a word, and its Enter."""
        if pressed in ("\r", "\x03"):
            return
        if rest and rest.lower() == REST.get(pressed.lower()):
            self._ahead.take()
        self._answered = True
        self._skip_enter()

    def _skip_enter(self) -> None:
        if self._ahead:
            self._answered = False
            if self._ahead.first == ENTER:
                self._ahead.take()

    def _enter(self) -> None:
        """Carry out the line, which is complete."""
        screen, line = self.screen, self.screen.line
        for_lab = screen.for_lab
        screen.end_line()
        if line.too_long:
            screen.print(TOO_LONG)
            self._ask_again()
        elif for_lab:
            assert self.console is not None
            self._lab_at_work = self.console.execute(line.text)
            screen.new_line()
        else:
            self.session.feed(line.text)
            screen.show()

    def _go_on_with_lab(self, work: Iterator[str]) -> None:
        """Do the next step of a line for the lab; Ctrl+C ends it."""
        text = next(work, None)
        self.screen.interject(text or "")
        if text is not None and not self._ahead.stops:
            return
        if text is not None:
            self._ahead.clear()
        self._lab_at_work = None
        self.screen.show()
        if not self.screen.prompted:
            self.screen.ask()

    def _ask_again(self) -> None:
        """Show the same prompt, with an empty line after it."""
        self.screen.new_line()
        self.screen.ask()

    def _type(self, text: str) -> None:
        """Insert characters; a question mark asks for help, unless it is part of a text."""
        line = self.screen.line
        if "?" not in text or not self._in_command:
            self.screen.typed(line.insert(text))
            return
        before, mark, after = text.partition("?")
        self.screen.typed(line.insert(before) if before else "")
        if after:
            self._ahead.put_back(after)
        if line.text[: line.at].count('"') % 2:
            self.screen.typed(line.insert(mark))
        else:
            self._explain(mark)

    def _edit(self, name: str) -> None:
        line = self.screen.line
        action = _EDITING.get(name)
        if action is not None:
            self.screen.typed(action(line))
            return
        match name:
            case "insert":
                line.overwrite = not line.overwrite
            case "tab" if self._in_command:
                self._explain()
            case "up" | "ctrl-p" if self._in_command:
                self._recall(line.recalled + 1)
            case "down" | "ctrl-n" if self._in_command:
                self._recall(line.recalled - 1)
            case "ctrl-c":
                self.screen.typed(line.end() + "\r\n")
                self._ask_again()
            case "ctrl-]" if self.session.away:
                self.screen.typed(_EDITING["ctrl-u"](line))
                self._type(AWAY)
                self._enter()
            case "ctrl-l" if self.session.wants == LINE:
                self.screen.typed(CLEAR_SCREEN)
                self.screen.ask()

    @property
    def _in_command(self) -> bool:
        """Return whether the line that is typed is a command."""
        return self.session.at_prompt or self.screen.for_lab

    def _recall(self, back: int) -> None:
        """Show another line of the session's history; 0 is the one that was typed."""
        history, line = self.session.history, self.screen.line
        if not 0 <= back <= len(history):
            return
        if not line.recalled:
            line.draft = line.text
        line.recalled = back
        self.screen.typed(line.replace(history[-back] if back else line.draft))

    def _explain(self, mark: str = "") -> None:
        """Print help for the line up to the cursor after the question *mark*; complete the line on Tab."""
        from xos_cli.shell.completion import (  # not before the first prompt, because loading the language takes time
            completed,
            listing,
        )

        typed, line = "", self.screen.line.text[: self.screen.line.at]
        try:
            found = (self.console if self.screen.for_lab and self.console else self.session).candidates(line)
            typed, printed = ("", listing(found)) if mark else completed(line, found)
        except CommandError as error:
            printed = error.screen(cells(self.session.prompt))
        if typed:
            self.screen.typed(self.screen.line.insert(typed))
        else:
            self.screen.help(mark, printed)


_EDITING: dict[str, Callable[[LineEditor], str]] = {
    "ctrl-b": LineEditor.left,
    "left": LineEditor.left,
    "ctrl-f": LineEditor.right,
    "right": LineEditor.right,
    "ctrl-a": LineEditor.home,
    "home": LineEditor.home,
    "ctrl-e": LineEditor.end,
    "end": LineEditor.end,
    "backspace": LineEditor.backspace,
    "ctrl-d": LineEditor.delete,
    "delete": LineEditor.delete,
    "ctrl-k": LineEditor.kill,
    "ctrl-u": LineEditor.clear,
    "ctrl-w": LineEditor.rub_out_word,
}
