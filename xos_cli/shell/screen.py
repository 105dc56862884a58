"""The screen: text that runs on, and at its bottom the line that is edited, a question, the pager, or nothing."""

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

#: What can be at the bottom.
EDITED, QUESTION, PAGER, NOTHING = "edited", "question", "pager", ""
#: The line has a colour that is never sent (the depth is one bit): so a blank at its end counts as drawn, and is sent.
TYPED = "class:typed"
STYLE = Style.from_dict({"typed": "ansiwhite"})


class Screen:
    """A terminal with *keys*; *prompt* stands on it already, if there is one."""

    def __init__(self, keys: KeyBindings, prompt: str) -> None:
        self.output = open_output()
        self.line = Buffer(multiline=False)
        self.bottom = EDITED if prompt else NOTHING
        self.hidden = False
        self.before, self.prompt, self.unfinished = "", prompt, ""
        self.below = False  # what was left fills its rows: the cursor is at the beginning of the next already
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
        """Lines of the terminal."""
        return self.output.get_size().rows

    # -- text --------------------------------------------------------------------------------------------------------

    def print(self, text: str) -> None:
        """Print text where the cursor is; the bottom has been left or taken off."""
        if self.below and text.startswith("\n"):
            text, self.unfinished = text[1:], ""
        self.below = self.below and not text
        self.output.write_raw(text.replace("\n", "\r\n"))
        _, end, rest = text.rpartition("\n")
        self.unfinished = rest if end else self.unfinished + rest

    def fresh_line(self) -> None:
        """Go to the beginning of a line."""
        if self.unfinished:
            self.print("\n")

    # -- the bottom --------------------------------------------------------------------------------------------------

    def edit(self, prompt: str, hidden: bool = False) -> None:
        """Have the line edited, after its prompt; *hidden*: without showing it."""
        above, end, last = prompt.rpartition("\n")
        self.print(above + end)
        if self.unfinished:
            self.output.write_raw("\r")
        self.before, self.unfinished = self.unfinished, ""
        self.bottom, self.prompt, self.hidden = EDITED, self.before + last, hidden
        self._draw()

    def ask(self, prompt: str) -> None:
        """Have a key pressed."""
        self.print(prompt)
        self.bottom = QUESTION

    def pause(self, prompt: str) -> None:
        """Have a key pressed that leaves no trace."""
        self.output.write_raw(REVERSE + prompt + NORMAL if prompt else "")
        self.bottom = PAGER

    def leave(self) -> None:
        """What is at the bottom stays as it is, and text goes on after it; but no trace of the pager."""
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
        """What is at the bottom goes, as far as it can, and text goes on where it began."""
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
    """A window whose rows all look alike: with a style of its own for the last one, every row but the new one would be
    sent again, prompt and all, when the line grows a row."""

    def _apply_style(self, *_: Any) -> None: ...


class Prompted(Processor):
    """The line as it is shown: after its prompt, or the prompt alone."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        """The fragments, and where the cursor is among them."""
        screen, width = self.screen, len(self.screen.prompt)
        typed = [] if screen.hidden else transformation_input.fragments
        return Transformation(
            [(TYPED, screen.prompt), *typed],
            source_to_display=lambda column: width if screen.hidden else width + column,
            display_to_source=lambda column: max(0, column - width),
        )


class LineRenderer(Renderer):
    """Draws the line that is edited, and nothing while none is; one that *stands* already is not sent again."""

    def __init__(self, output: SwitchOutput, editing: Callable[[], bool], stands: bool) -> None:
        super().__init__(STYLE, output)
        self.screen, self.editing, self.stands = output, editing, stands

    def render(self, app: Application[Any], layout: Layout, is_done: bool = False) -> None:
        """Bring the terminal up to date."""
        if not self.editing() or is_done:
            return
        app.key_processor.key_buffer.clear()  # or the key that is being dealt with would be drawn at the cursor
        self.screen.clear_below = self.last_rendered_screen is not None
        with self.screen.together():
            super().render(app, layout)
            if self.stands:
                self.screen.forget()
        self.stands, self.screen.clear_below = False, True
