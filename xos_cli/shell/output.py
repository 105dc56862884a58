"""Turn what prompt_toolkit draws into the bytes that a switch sends.

prompt_toolkit hides and shows the cursor, resets colours and clears below each prompt; an expect script that waits for
`` # `` or for its echo would see all that.  Here a prompt arrives as its own bytes, and typing as the characters typed.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from prompt_toolkit.cursor_shapes import CursorShape
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.output.vt100 import Vt100_Output
from prompt_toolkit.styles import Attrs


class SwitchOutput(Vt100_Output):
    """Sends a terminal text, moves of the cursor and little else; what belongs together goes in one write."""

    together_now = 0
    clear_below = True

    @contextmanager
    def together(self) -> Iterator[None]:
        """Send what is printed inside the ``with`` at its end, in one write."""
        self.together_now += 1
        try:
            yield
        finally:
            self.together_now -= 1
            self.flush()

    def flush(self) -> None:
        """Send what was printed, unless inside ``together``."""
        if not self.together_now:
            super().flush()

    def forget(self) -> None:
        """Drop what was printed and not sent."""
        self._buffer.clear()

    def cursor_forward(self, amount: int) -> None:
        """Move right; drop a move right that undoes the move left before it."""
        back = "\b" if amount == 1 else f"\x1b[{amount}D"
        there = "\r" if amount == self.get_size().columns - 1 else back
        if self._buffer and self._buffer[-1] in (back, there):
            self._buffer.pop()
        else:
            super().cursor_forward(amount)

    def erase_down(self) -> None:
        """Erase below the cursor, unless the line is a new one: there is nothing below it."""
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
    """Return the program's terminal.  It is not asked for its cursor's position: no expect script answers that."""
    output: SwitchOutput = SwitchOutput.from_pty(sys.stdout)  # type: ignore[assignment]
    output.enable_cpr = False
    return output
