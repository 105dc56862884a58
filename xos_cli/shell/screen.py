"""The screen: text that scrolls, and at its bottom the line being edited, a question, the pager, or nothing."""

from collections.abc import Callable
from typing import Any

from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.layout import BufferControl, Layout, Window
from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput
from prompt_toolkit.lexers import SimpleLexer
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.renderer import Renderer
from prompt_toolkit.styles import Style
from prompt_toolkit.utils import get_cwidth

from xos_cli.command.dialogue import NORMAL, REVERSE, WIPE
from xos_cli.shell.output import SwitchOutput, open_output

#: What can stand at the bottom.
EDITED, QUESTION, PAGER, NOTHING = "edited", "question", "pager", ""
#: A colour that is never sent (the depth is one bit): with it, a blank at the end of the line counts as drawn.
TYPED = "class:typed"
STYLE = Style.from_dict({"typed": "ansiwhite"})


class ConsoleScreen:
    """A terminal with these *keys*; *prompt*, if not empty, stands on it already."""

    def __init__(self, keys: KeyBindings, prompt: str) -> None:
        self.output = open_output()
        self.line = Buffer(multiline=False)
        self.bottom = EDITED if prompt else NOTHING
        self.hidden = False
        self.before, self.prompt, self.unfinished = "", prompt, ""
        self.below = False  # the text that was left fills its rows: the cursor is on the next row already
        self.app: Application[int] = Application(
            layout=Layout(LineWindow(self._control(), wrap_lines=True, dont_extend_height=True)),
            key_bindings=keys,
            style=STYLE,
            color_depth=ColorDepth.DEPTH_1_BIT,
            output=self.output,
        )
        self.app.renderer = LineRenderer(self.output, lambda: self.bottom == EDITED, stands=bool(prompt))
        self.app.ttimeoutlen = 0.05

    def _control(self) -> BufferControl:
        return BufferControl(
            self.line,
            input_processors=[Prompted(self)],
            include_default_input_processors=False,
            lexer=SimpleLexer(TYPED),
        )

    @property
    def height(self) -> int:
        """Return the lines of the terminal."""
        return self.output.get_size().rows

    # -- text --------------------------------------------------------------------------------------------------------

    def print(self, text: str) -> None:
        """Print text at the cursor; what stood at the bottom has been left or erased before."""
        if self.below and text.startswith("\n"):
            text, self.unfinished = text[1:], ""
        self.below = self.below and not text
        self.output.write_raw(text.replace("\n", "\r\n"))
        _, end, rest = text.rpartition("\n")
        self.unfinished = rest if end else self.unfinished + rest

    def fresh_line(self) -> None:
        """Go to the beginning of a line, unless the cursor is there."""
        if self.unfinished:
            self.print("\n")

    # -- the bottom --------------------------------------------------------------------------------------------------

    def edit(self, prompt: str, hidden: bool = False) -> None:
        """Show a prompt, and edit the line behind it; *hidden*: do not show the line."""
        above, end, last = prompt.rpartition("\n")
        self.print(above + end)
        if self.unfinished:
            self.output.write_raw("\r")
        self.before, self.unfinished = self.unfinished, ""
        self.bottom, self.prompt, self.hidden = EDITED, self.before + last, hidden
        self._draw()

    def ask(self, prompt: str) -> None:
        """Show a question that one key answers."""
        self.print(prompt)
        self.bottom = QUESTION

    def pause(self, prompt: str) -> None:
        """Show the prompt of the pager, in reverse video."""
        self.output.write_raw(REVERSE + prompt + NORMAL if prompt else "")
        self.bottom = PAGER

    def leave(self) -> None:
        """Go on behind what stands at the bottom; the pager's prompt is erased."""
        if self.bottom == PAGER:
            self.output.write_raw(WIPE)
        elif self.bottom == EDITED:
            self.line.cursor_position = len(self.line.text)
            self._draw()
            self.app.renderer.reset()
            self.unfinished = self.prompt + ("" if self.hidden else self.line.text)
            columns = get_cwidth(self.unfinished)
            self.below = columns > 0 and columns % self.output.get_size().columns == 0
        self.bottom = NOTHING

    def take_off(self) -> None:
        """Erase what stands at the bottom, as far as possible, and go on where it began."""
        if self.bottom == EDITED:
            self.app.renderer.erase()
            self.bottom = NOTHING
            self.print(self.before)
        elif self.bottom == QUESTION:
            self.fresh_line()
        self.leave()

    def _draw(self) -> None:
        self.app.renderer.render(self.app, self.app.layout)


class LineWindow(Window):
    """A window without a style of its own for its last row.

    With one, all rows would be sent again, prompt included, whenever the line grows by a row.
    """

    def _apply_style(self, *_: Any) -> None: ...


class Prompted(Processor):
    """Shows the line behind its prompt, or the prompt alone where the line is hidden."""

    def __init__(self, screen: ConsoleScreen) -> None:
        self.screen = screen

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        """Return the fragments to show, and the cursor's place among them."""
        screen, width = self.screen, len(self.screen.prompt)
        typed = [] if screen.hidden else transformation_input.fragments
        return Transformation(
            [(TYPED, screen.prompt), *typed],
            source_to_display=lambda column: width if screen.hidden else width + column,
            display_to_source=lambda column: max(0, column - width),
        )


class LineRenderer(Renderer):
    """Draws the line being edited; *stands*: its prompt is on the terminal already and is not sent again."""

    def __init__(self, output: SwitchOutput, editing: Callable[[], bool], stands: bool) -> None:
        super().__init__(STYLE, output)
        self.screen, self.editing, self.stands = output, editing, stands

    def render(self, app: Application[Any], layout: Layout, is_done: bool = False) -> None:
        """Draw what has changed, if a line is being edited."""
        if not self.editing() or is_done:
            return
        app.key_processor.key_buffer.clear()  # or the key being processed would be drawn at the cursor
        self.screen.clear_below = self.last_rendered_screen is not None
        with self.screen.together():
            super().render(app, layout)
            if self.stands:
                self.screen.forget()
        self.stands, self.screen.clear_below = False, True
