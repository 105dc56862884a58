"""Commands that came with the connection (``ssh switch "show version"``): their output, without banner and prompts.

What a command asks is shown, and answered by what comes in.
"""

from collections import deque

from xos_cli.serve.turns import Turn
from xos_cli.session.session import CLOSED, KEY, LINE, TIME, Session

#: Characters of input that wait for a question.
AHEAD = 65536
#: Characters of output after which a turn is over.
ANSWERS = 65536


class ExecCommands:
    """Carry out *commands* one after the other in *session*, which has logged in; then end it.

    ``status`` is the exit status: 0, or 1 if a command was refused, a question was not answered, or the session was
    cut off.
    """

    def __init__(self, session: Session, commands: str, line_end: str = "\n", turn: Turn | None = None) -> None:
        self.session, self._line_end = session, line_end
        self.status = 0
        self.closed = self.at_end = False
        self._turn = turn or Turn()
        self._commands = deque(commands.splitlines())
        self._input: deque[str] = deque()  # lines without their ends
        self._begun = ""  # a line whose end has not come
        self._waiting = 0  # characters of both
        self._out: list[str] = []
        self._size = 0
        self._question = -1
        self._more = False
        session.height = None
        session.must_yield = self._turn.over
        if session.account:
            session.take()

    @property
    def full(self) -> bool:
        """Return whether no more input should be read for now."""
        return self._waiting > AHEAD

    @property
    def more(self) -> bool:
        """Return whether there is work for another turn."""
        return self._more and not self.closed

    def resize(self, width: int, height: int) -> None:
        """Ignore the size: nothing is folded to the width of a terminal."""

    def receive(self, data: bytes) -> None:
        """Take input for what the commands ask."""
        text = data.decode(errors="ignore").replace("\r\n", "\n").replace("\r", "\n")
        self._waiting += len(text)
        first, *others = text.split("\n")
        self._begun += first
        for line in others:
            self._input.append(self._begun)
            self._begun = line

    def end_of_input(self) -> None:
        """Answer questions by Enter from now on, because no more input will come."""
        self.at_end = True

    def refresh(self) -> None:
        """Work until a command waits for time or for an answer, or the turn is over."""
        self._more = False
        while not self.closed:
            self._print(self.session.take())
            if self.session.yielded:
                self.session.go_on()
            elif self.session.wants == TIME or not self._go_on():
                return
            if self._turn.over() or self._size > ANSWERS:
                self._more = True
                return

    def take(self) -> bytes:
        """Return the output."""
        text = "".join(self._out)
        self._out.clear()
        self._size = 0
        return text.replace("\n", self._line_end).encode(errors="replace")

    def _print(self, text: str) -> None:
        if text:
            self._out.append(text)
            self._size += len(text)

    def _go_on(self) -> bool:
        """Give the session the command or answer that it wants; return False if none is there yet."""
        session = self.session
        if session.wants == CLOSED:
            self._close()
        elif session.wants == LINE and not session.in_text:
            self._next()
        else:
            return self._answer()
        return True

    def _next(self) -> None:
        """Carry out the next command, or end the session."""
        self._note()
        if self._commands:
            self.session.feed(self._commands.popleft())
        else:
            self._close()

    def _close(self) -> None:
        self._note()
        if self.session.cut_off:
            self.status = 1
        self._print(self.session.take())
        self.session.close()
        self.closed = True

    def _note(self) -> None:
        if self.session.error is not None:
            self.status, self.session.error = 1, None

    def _answer(self) -> bool:
        """Answer a question with a line, or with a key and the line end after it; False if nothing has come yet."""
        if self._question != self.session.turn:
            self._question = self.session.turn
            self._print(self.session.prompt)
        line = self._next_answer()
        if line is None:
            return False
        if self.session.wants != KEY:
            self._print("\n")
        self.session.feed(line)
        return True

    def _next_answer(self) -> str | None:
        """Return the next line of input, an unfinished one for a single key, or Enter if nothing more will come."""
        if self._input:
            line = self._input.popleft()
            self._waiting -= len(line) + 1
        elif self.at_end or (self._begun and self.session.wants == KEY):
            if not self._begun:
                self.status = 1
            line, self._begun = self._begun, ""
            self._waiting -= len(line)
        else:
            return None
        return line
