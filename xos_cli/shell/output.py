"""What prompt_toolkit draws, as the bytes that a switch would send.

It hides and shows the cursor, resets colours and clears below each prompt; a client that waits for `` # `` after the
end of a line, or for the echo of what it typed, would see all that.  Here a prompt arrives as its own bytes and typing
as the characters typed.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from prompt_toolkit.cursor_shapes import CursorShape
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.output.vt100 import Vt100_Output
from prompt_toolkit.styles import Attrs


class SwitchOutput(Vt100_Output):
    """A terminal that is sent text, moves of the cursor and little else; in one write what belongs together."""

    together_now = 0
    clear_below = True

    @contextmanager
    def together(self) -> Iterator[None]:
        """Send what is printed within at its end, all at once."""
        self.together_now += 1
        try:
            yield
        finally:
            self.together_now -= 1
            self.flush()

    def flush(self) -> None:
        """Send what was printed, unless more is to come."""
        if not self.together_now:
            super().flush()

    def forget(self) -> None:
        """Do not send what was printed."""
        self._buffer.clear()

    def cursor_forward(self, amount: int) -> None:
        """A move back and forth is none; nor is one from the last column to the last column."""
        back = "\b" if amount == 1 else f"\x1b[{amount}D"
        there = "\r" if amount == self.get_size().columns - 1 else back
        if self._buffer and self._buffer[-1] in (back, there):
            self._buffer.pop()
        else:
            super().cursor_forward(amount)

    def erase_down(self) -> None:
        """Below a new line there is nothing to erase."""
        if self.clear_below:
            super().erase_down()

    def set_attributes(self, attrs: Attrs, color_depth: ColorDepth) -> None: ...

    def reset_attributes(self) -> None: ...

    def hide_cursor(self) -> None: ...

    def show_cursor(self) -> None: ...

    def set_cursor_shape(self, cursor_shape: CursorShape) -> None: ...

    def reset_cursor_shape(self) -> None: ...

    def disable_autowrap(self) -> None: ...

    def enable_autowrap(self) -> None: ...

    def enable_bracketed_paste(self) -> None: ...

    def disable_bracketed_paste(self) -> None: ...

    def reset_cursor_key_mode(self) -> None: ...


def open_output() -> SwitchOutput:
    """The program's terminal.  It is not asked where its cursor is: no script would answer, and each prompt wait."""
    output: SwitchOutput = SwitchOutput.from_pty(sys.stdout)  # type: ignore[assignment]
    output.enable_cpr = False
    return output
