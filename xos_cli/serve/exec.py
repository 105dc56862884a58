"""A command that came with the connection (``ssh switch "show version"``): its output, without banner and prompts.

What it asks is shown, and answered by what comes in.  It has the interface of a ``Terminal``.
"""

from xos_cli.session.session import CLOSED, KEY, LINE, TIME, Session

#: Bytes of input that wait for a question.
AHEAD = 65536


class Exec:
    """The *commands* carried out one after the other in *session*, which has logged in; then it ends."""

    more = False

    def __init__(self, session: Session, commands: str, line_end: str = "\n") -> None:
        self.session, self.line_end = session, line_end
        self.status = 0
        self.closed = self.at_end = False
        self._commands = commands.splitlines()
        self._input = ""
        self._out: list[str] = []
        self._turn = -1
        session.height = None
        if session.account:
            session.take()

    @property
    def full(self) -> bool:
        """Whether no more input should be read for now."""
        return len(self._input) > AHEAD

    def resize(self, width: int, height: int) -> None:
        """Nothing is folded to the width of a terminal."""

    def receive(self, data: bytes) -> None:
        """Input for what the commands ask."""
        self._input += data.decode(errors="ignore").replace("\r\n", "\n").replace("\r", "\n")
        self.refresh()

    def end_of_input(self) -> None:
        """Nothing more will come: questions are answered by Enter."""
        self.at_end = True
        self.refresh()

    def refresh(self) -> None:
        """Go on as far as it goes."""
        while not self.closed:
            self._out.append(self.session.take())
            if self.session.wants == TIME or not self._go_on():
                return

    def take(self) -> bytes:
        """The output."""
        text = "".join(self._out)
        self._out.clear()
        return text.replace("\n", self.line_end).encode(errors="replace")

    def _go_on(self) -> bool:
        """Give the session the next thing that it wants; False if there is none yet."""
        session = self.session
        if session.wants == CLOSED:
            self._close()
        elif session.wants == LINE and not session.in_text:
            self._next()
        else:
            return self._answer()
        return True

    def _next(self) -> None:
        self._note()
        if self._commands:
            self.session.feed(self._commands.pop(0))
        else:
            self._close()

    def _close(self) -> None:
        self._note()
        if self.session.cut_off:
            self.status = 1
        self._out.append(self.session.take())
        self.session.close()
        self.closed = True

    def _note(self) -> None:
        if self.session.error is not None:
            self.status, self.session.error = 1, None

    def _answer(self) -> bool:
        """Answer with a line, or with a key and the line end after it."""
        if self._turn != self.session.turn:
            self._turn = self.session.turn
            self._out.append(self.session.prompt)
        line, end, rest = self._input.partition("\n")
        if not end and not self.at_end and not (line and self.session.wants == KEY):
            return False
        self._input = rest
        if self.session.wants != KEY:
            self._out.append("\n")
        self.session.feed(line)
        return True
