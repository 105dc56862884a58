"""Edit the line that is being typed; each method returns what the terminal must be sent to show the change.

Typing at the end echoes what was typed and nothing else.  Elsewhere the cursor goes back by backspaces, or, where the
line takes more than one row of a terminal whose width is known, by rows.  evidence: clients (backspaces, ``ESC [ J``)
"""

from functools import lru_cache
from itertools import accumulate

#: The longest line that is taken, in characters.  evidence: inferred
LONGEST = 4096
_ERASE = "\x1b[J"


class LineEditor:
    """A line after a prompt of *start* columns, on a terminal of *width* columns (0: unknown).  *secret*: not shown."""

    def __init__(self, start: int = 0, width: int = 0, secret: bool = False) -> None:
        self.start, self.width, self.secret = start, width, secret
        self.text, self.at = "", 0
        self.overwrite = self.too_long = False
        self.recalled, self.draft = 0, ""  # how many lines back in the history it is, and what was typed before
        self._pending = False  # the cursor waits behind the last column of a row for the next character
        self._measured, self._cells = "", [0]  # a text that is not ASCII, and the columns before each character

    # -- typing ------------------------------------------------------------------------------------------------------

    def insert(self, typed: str) -> str:
        """Insert *typed* at the cursor."""
        over = len(typed) if self.overwrite else 0
        after = self.text[self.at + over :]
        if len(self.text) - over + len(typed) > LONGEST:
            self.too_long = True
            return "" if self.secret else "\a"
        if self.at == len(self.text):
            self.text += typed
            self.at = len(self.text)
            return self._written(typed, self.at)
        self.text = self.text[: self.at] + typed + after
        self.at += len(typed)
        return self._written(typed + after, len(self.text)) + self._back(len(self.text))

    def backspace(self) -> str:
        """Delete the character left of the cursor."""
        return self._cut(self.at - 1, self.at) if self.at else ""

    def delete(self) -> str:
        """Delete the character under the cursor."""
        return self._cut(self.at, self.at + 1) if self.at < len(self.text) else ""

    def kill(self) -> str:
        """Delete from the cursor to the end of the line."""
        return self._cut(self.at, len(self.text))

    def clear(self) -> str:
        """Delete from the beginning of the line to the cursor."""
        return self._cut(0, self.at)

    def rub_out_word(self) -> str:
        """Delete the word to the left of the cursor."""
        before = self.text[: self.at].rstrip()
        return self._cut(before.rfind(" ") + 1, self.at)

    def replace(self, text: str) -> str:
        """Replace the line by another."""
        shown = self._to(0) + self._erased()
        self.text, self.at, self.too_long = text, len(text), False
        return shown + self._written(text, len(text))

    # -- moving ------------------------------------------------------------------------------------------------------

    def left(self) -> str:
        """Move the cursor one character to the left."""
        return self._to(self.at - 1) if self.at else ""

    def right(self) -> str:
        """Move the cursor one character to the right."""
        return self._to(self.at + 1) if self.at < len(self.text) else ""

    def home(self) -> str:
        """Move the cursor to the beginning of the line."""
        return self._to(0)

    def end(self) -> str:
        """Move the cursor to the end of the line."""
        return "" if self.at == len(self.text) else self._to(len(self.text))

    def again(self) -> str:
        """Return the line as it stands, after its prompt was sent again."""
        return self._written(self.text, len(self.text)) + self._back(len(self.text)) if self.text else ""

    # -- what the terminal is sent -----------------------------------------------------------------------------------

    def _cut(self, first: int, last: int) -> str:
        """Take characters out; the cursor stands where they were.  An empty line is as good as a new one."""
        self.too_long = self.too_long and last - first < len(self.text)
        if first >= last:
            return ""
        simple = last == self.at == len(self.text) and last - first == 1 and not self._folds(first)
        shown = self._unfolded() + self._to(first)
        self.text = self.text[:first] + self.text[last:]
        if simple and not self.secret:
            return f"{shown} {shown}"
        after = self._written(self.text[first:], len(self.text))
        return shown + self._erased() + after + self._back(len(self.text))

    def _erased(self) -> str:
        return "" if self.secret else _ERASE

    def _to(self, at: int) -> str:
        """Move the cursor."""
        before, self.at = self.at, at
        if at > before:
            return self._written(self.text[before:at], at)
        return self._moved_back(before, at)

    def _back(self, end: int) -> str:
        """Move the cursor from *end*, where it stands after writing, back to where it belongs."""
        return self._moved_back(end, self.at)

    def _written(self, text: str, end: int) -> str:
        """Return what the terminal is sent from the cursor on, up to the character *end* of the line."""
        if self.secret or not text:
            return ""
        if self.width:
            self._pending = self._cell(end) % self.width == 0
        return text

    def _unfolded(self) -> str:
        """Move a cursor that waits behind the last column to the beginning of the next row."""
        if not self._pending or self.at == len(self.text):
            return ""
        ahead = self._written(self.text[self.at], self.at + 1)
        return ahead + self._moved_back(self.at + 1, self.at)

    def _moved_back(self, before: int, at: int) -> str:
        if self.secret or at == before:
            return ""
        here, there = self._cell(before), self._cell(at)
        if not self.width or (not self._pending and here // self.width == there // self.width):
            return "\b" * (here - there)
        row = (here - 1 if self._pending else here) // self.width
        self._pending = False
        up, column = row - there // self.width, there % self.width
        return (f"\x1b[{up}A" if up else "") + "\r" + (f"\x1b[{column}C" if column else "")

    def _folds(self, first: int) -> bool:
        """Return whether the way back to *first* is not simply a backspace."""
        here, there = self._cell(self.at), self._cell(first)
        return here - there != 1 or (bool(self.width) and (self._pending or here // self.width != there // self.width))

    def _cell(self, at: int) -> int:
        """Return the column of a character, counted on through the rows from the beginning of the prompt."""
        if self.text.isascii():
            return self.start + at
        if self._measured is not self.text:
            self._measured, self._cells = self.text, list(accumulate(map(_cell, self.text), initial=0))
        return self.start + self._cells[at]


def cells(text: str) -> int:
    """Return how many columns a text takes."""
    return len(text) if text.isascii() else sum(map(_cell, text))


@lru_cache(maxsize=4096)
def _cell(char: str) -> int:
    """Return how many columns a character takes."""
    from unicodedata import combining, east_asian_width

    return 0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1
