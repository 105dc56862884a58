"""A terminal at a session: the bytes of its keys in, the bytes of its screen out, and no I/O.

The echo of a line is the line and CR LF; a prompt arrives as its own bytes, with its blank; an answer and the prompt
after it come out of one ``take``.  What is typed while a command is at work waits until it ends.
"""

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from xos_cli.command.dialogue import NORMAL, REST, REVERSE, WIPE
from xos_cli.errors import CommandError
from xos_cli.serve.keys import ENTER, ESCAPE, Key, Keyboard
from xos_cli.serve.line import LONGEST, Line, cells
from xos_cli.session.session import CLOSED, KEY, LINE, SECRET, TIME, Session

if TYPE_CHECKING:
    from xos_cli.serve.console import ConsolePort

#: Characters typed ahead after which nothing more is read until they are used up.
AHEAD = 65536
#: Lines, and characters of answers, after which others have their turn.
LINES, ANSWERS = 32, 65536
CLEAR_SCREEN = "\x1b[H\x1b[2J"
#: evidence: inferred (the words)
TOO_LONG = f"%% Input line is longer than {LONGEST} characters\n"
#: Lines of a terminal that does not say how many it has.
HEIGHT = 24


class Terminal:
    """Somebody's terminal at *session*; *echo*: it shows what is typed; *console*: whose lines may be for the lab."""

    def __init__(self, session: Session, echo: bool = True, console: "ConsolePort | None" = None) -> None:
        self.session, self.echo, self.console = session, echo, console
        self.width = 0
        self.line = Line()
        self._keyboard = Keyboard()
        self._ahead: deque[Key] = deque()
        self._out: list[str] = []
        self._turn = -1  # of the session's questions: the one whose prompt was last shown
        self._stands = ""  # the prompt that stands on the screen and waits for an answer
        self._wiped = False  # it goes without a trace
        self._answered = False  # the key that came last answered a question, and more of its word may follow
        self._lines = 0  # how many were completed in this turn
        self._recalled = 0  # how many lines back the one that is edited is
        self._typed = ""  # the line as it was before another was recalled
        session.height = HEIGHT
        self.refresh()

    # -- for whoever has the connection ------------------------------------------------------------------------------

    @property
    def closed(self) -> bool:
        """Whether the session has ended."""
        return self.session.wants == CLOSED

    @property
    def full(self) -> bool:
        """Whether so much was typed ahead that nothing more should be read."""
        return bool(self._ahead) and sum(len(key.text) + 1 for key in self._ahead) > AHEAD

    @property
    def more(self) -> bool:
        """Whether there are keys that can be used at the next turn."""
        return bool(self._ahead) and self._useful

    @property
    def idle(self) -> bool:
        """Whether nothing that was typed is left to do."""
        return not self._ahead and self.session.wants != TIME

    def resize(self, width: int, height: int) -> None:
        """The terminal has this size; 0 where it does not know."""
        self.width = self.line.width = width
        self.session.height = height or HEIGHT

    def receive(self, data: bytes) -> None:
        """Bytes were typed."""
        self.session.idle.touch()
        self._ahead += self._keyboard.press(data)
        self._work()

    def refresh(self) -> None:
        """The session may have something to show: show it, and go on with what was typed ahead."""
        self._show()
        self._work()

    def take(self) -> bytes:
        """What the terminal is to be sent."""
        text = "".join(self._out)
        self._out.clear()
        return text.encode(errors="replace")

    # -- the keys ----------------------------------------------------------------------------------------------------

    def _work(self) -> None:
        """Use the keys, as long as something is wanted and it is this terminal's turn."""
        self._lines = 0
        while self._useful:
            if self._lines >= LINES or (len(self._out) > LINES and sum(map(len, self._out)) > ANSWERS):
                return
            escape = self._keyboard.release() if self.session.wiped and not self._ahead else None
            key = escape or (self._ahead.popleft() if self._ahead else None)
            if key is None:
                self._answered = False
                return
            self._use(key)
        stop = any(key.name == "ctrl-c" for key in self._ahead)
        if stop or not self.session.under_way:
            self._ahead.clear()
        if stop:
            self.session.interrupt()
            self._show()
        elif self._answered:
            self._skip_enter()

    @property
    def _useful(self) -> bool:
        """Whether there is any use for keys now."""
        if self.session.wants == TIME:
            return self.console is not None and not self.session.under_way
        return self.session.wants != CLOSED

    def _use(self, key: Key) -> None:
        self._answered = False
        if self.session.wants == KEY:
            self._press(key)
        elif self.session.wants == TIME and not self._for_lab and not key.text.startswith(":"):
            return  # at a console where nobody asks for anything all that one can begin is a line for the lab
        elif key == ENTER:
            self._enter()
        elif key.name == "text":
            self._type(key.text)
        else:
            self._edit(key.name)

    def _press(self, key: Key) -> None:
        """A key for a question or the pager."""
        pressed, rest = key.text[:1], key.text[1:]
        if rest:
            self._ahead.appendleft(Key("text", rest))
        if key.name == "ctrl-c":
            pressed = "\x03"
        if not pressed or (key == ESCAPE and not self.session.wiped):
            return
        if self.session.wiped:
            self.session.feed("\x1b" if pressed == "\x03" else pressed)
        else:
            self._stands = ""
            self.session.feed(pressed)
            self._end_answer(pressed, rest)
        self._show()

    def _end_answer(self, pressed: str, rest: str) -> None:
        """Answers are also typed as a word, and with Enter: what came along with the key belongs to it."""
        if pressed in ("\r", "\x03"):
            return
        if rest and rest.lower() == REST.get(pressed.lower()):
            self._ahead.popleft()
        self._answered = True
        self._skip_enter()

    def _skip_enter(self) -> None:
        if self._ahead:
            self._answered = False
            if self._ahead[0] == ENTER:
                self._ahead.popleft()

    def _enter(self) -> None:
        """The line is complete."""
        line = self.line
        self._lines += 1
        self._echo(line.end() + "\r\n")
        self._stands = ""
        if line.too_long:
            self._out.append(_screen(TOO_LONG))
            self._afresh()
            return
        if self._for_lab:
            self._execute(line.text)
        else:
            self.session.feed(line.text)
            self._show()

    def _execute(self, line: str) -> None:
        """A line for the lab."""
        assert self.console is not None
        self._out.append(_screen(self.console.execute(line)))
        self.line, self._recalled = Line(width=self.width), 0
        self._show()
        if not self._stands:
            self._ask()

    def _afresh(self) -> None:
        """The same prompt, and an empty line after it."""
        self.line, self._recalled = Line(width=self.width), 0
        self._ask()

    def _type(self, text: str) -> None:
        """Characters; a question mark asks for help, unless it is part of a text."""
        if not self._in_command or "?" not in text:
            self._echo(self.line.insert(text))
            return
        before, mark, after = text.partition("?")
        self._echo(self.line.insert(before) if before else "")
        if after:
            self._ahead.appendleft(Key("text", after))
        if self.line.text[: self.line.at].count('"') % 2:
            self._echo(self.line.insert(mark))
        else:
            self._explain(mark)

    def _edit(self, name: str) -> None:
        action = _EDITING.get(name)
        if action is not None:
            self._echo(action(self.line))
            return
        match name:
            case "insert":
                self.line.overwrite = not self.line.overwrite
            case "tab" if self._in_command:
                self._explain()
            case "up" | "ctrl-p" if self._in_command:
                self._recall(self._recalled + 1)
            case "down" | "ctrl-n" if self._in_command:
                self._recall(self._recalled - 1)
            case "ctrl-c":
                self._echo(self.line.end() + "\r\n")
                self._afresh()
            case "ctrl-l" if self.session.wants == LINE:
                self._echo(CLEAR_SCREEN)
                self._ask()

    @property
    def _in_command(self) -> bool:
        """Whether the line that is typed is a command."""
        return self.session.at_prompt or self._for_lab

    @property
    def _for_lab(self) -> bool:
        """Whether it is one for the lab."""
        return self.console is not None and self.line.text.startswith(":") and not self.session.asks

    def _recall(self, back: int) -> None:
        """Another line of the session's history, 0 being the one that was typed."""
        history = self.session.history
        if not 0 <= back <= len(history):
            return
        if not self._recalled:
            self._typed = self.line.text
        self._recalled = back
        self._echo(self.line.replace(history[-back] if back else self._typed))

    def _explain(self, mark: str = "") -> None:
        """Help for the line up to the cursor, printed below it after the question *mark*; on Tab its rest."""
        from xos_cli.shell.completion import completed, listing

        typed, line = "", self.line.text[: self.line.at]
        try:
            found = (self.console if self._for_lab and self.console else self.session).candidates(line)
            typed, printed = ("", listing(found)) if mark else completed(line, found)
        except CommandError as error:
            printed = error.screen(cells(self.session.prompt))
        if typed:
            self._echo(self.line.insert(typed))
            return
        at = self.line.at
        self._out += [self.line.end(), f"{mark}\r\n", _screen(printed)]
        self.line.at = at
        self._ask()

    # -- the screen --------------------------------------------------------------------------------------------------

    def _echo(self, text: str) -> None:
        if self.echo:
            self._out.append(text)

    def _show(self) -> None:
        """Show what the session printed since, and what it asks for."""
        said, new = self.session.take(), self.session.turn != self._turn
        self._turn = self.session.turn
        if not said and (not new or (self._stands and self._wiped and self._stands == self.session.prompt)):
            return
        self._make_way(said)
        self._out.append(_screen(said))
        if new:
            self.line = Line(width=self.width)
            self._recalled = 0
        if self.session.prompt or self._for_lab:
            self._ask()

    def _make_way(self, said: str) -> None:
        """Leave the prompt that stands, if any: by itself the session goes on in a new line."""
        if self._stands and self._wiped:
            self._out.append(WIPE)
        elif self._stands and not said.startswith("\n"):
            self._out.append("\r\n")
        self._stands = ""

    def _ask(self) -> None:
        """Show the prompt, and what of the line there is."""
        session = self.session
        self._stands, self._wiped = session.prompt, session.wiped
        if self._wiped:
            self._out.append(f"{REVERSE}{session.prompt}{NORMAL}")
            return
        self._out.append(_screen(session.prompt))
        self.line.start = cells(session.prompt.rpartition("\n")[2])
        self.line.secret = session.wants == SECRET or not self.echo
        self._out.append(self.line.again())


def _screen(text: str) -> str:
    """Text of the switch as a terminal is sent it."""
    return text.replace("\n", "\r\n")


_EDITING: dict[str, Callable[[Line], str]] = {
    "ctrl-b": Line.left,
    "left": Line.left,
    "ctrl-f": Line.right,
    "right": Line.right,
    "ctrl-a": Line.home,
    "home": Line.home,
    "ctrl-e": Line.end,
    "end": Line.end,
    "backspace": Line.backspace,
    "ctrl-d": Line.delete,
    "delete": Line.delete,
    "ctrl-k": Line.kill,
    "ctrl-u": Line.clear,
    "ctrl-w": Line.rub_out_word,
}
