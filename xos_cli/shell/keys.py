"""The keys of the switch's line editor.  Each is bound eagerly, so that no binding of prompt_toolkit's own is left.

evidence: recalled (the table of editing keys); Ctrl+C, Ctrl+D: inferred; Ctrl+T: ours (no switch has it)
"""

from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, KeyPress, KeyPressEvent
from prompt_toolkit.key_binding.bindings.named_commands import get_by_name
from prompt_toolkit.keys import Keys

from xos_cli.command.dialogue import REST
from xos_cli.session.session import AWAY, KEY, LINE, SECRET
from xos_cli.shell.completion import Found, complete, explain
from xos_cli.shell.editor import Editor

EDITING = {
    "left": "backward-char",
    "c-b": "backward-char",
    "right": "forward-char",
    "c-f": "forward-char",
    "c-h": "backward-delete-char",
    "delete": "delete-char",
    "c-k": "kill-line",
    "c-a": "beginning-of-line",
    "home": "beginning-of-line",
    "c-e": "end-of-line",
    "end": "end-of-line",
    "c-l": "clear-screen",
    "c-u": "unix-line-discard",
    "c-w": "unix-word-rubout",
}
ENTER = ("\r", "\n")
#: Keys that may follow a carriage return as the rest of a line end.
LINE_ENDS = (Keys.ControlJ, Keys.ControlAt)


class Typing:
    """What the keys do in an *editor*, and what they remember of the keys before them."""

    def __init__(self, editor: Editor) -> None:
        self.editor = editor
        self.overwrite = False
        self.answered: list[KeyPress] = []

    # -- in a line ---------------------------------------------------------------------------------------------------

    def character(self, event: KeyPressEvent) -> None:
        """Insert a printable character; any other key does nothing."""
        if len(event.data) == 1 and event.data.isprintable():
            event.current_buffer.insert_text(event.data, overwrite=self.overwrite)

    def question_mark(self, event: KeyPressEvent) -> None:
        """List what can follow; in a quoted string, or in text that is no command, insert the character."""
        line = event.current_buffer.document.text_before_cursor
        if line.count('"') % 2 or not self._completes(line):
            self.character(event)
        else:
            self._use(event, explain(self.editor.operator.lab, line), "?")

    def tab(self, event: KeyPressEvent) -> None:
        """Complete the word, or list what it can be."""
        line = event.current_buffer.document.text_before_cursor
        if self._completes(line):
            self._use(event, complete(self.editor.operator.lab, line), "")

    def _completes(self, line: str) -> bool:
        operator = self.editor.operator
        return self.editor.in_lab or operator.in_command or (line.startswith(":") and operator.at_lab)

    def _use(self, event: KeyPressEvent, found: Found, echo: str) -> None:
        if found.typed:
            event.current_buffer.insert_text(found.typed)
        else:
            self.editor.show_list(found.printed, echo)

    def insert(self, event: KeyPressEvent) -> None:
        """Switch between inserting and overwriting."""
        self.overwrite = not self.overwrite

    def delete_or_leave(self, event: KeyPressEvent) -> None:
        """Delete the character under the cursor; on an empty line at a prompt or at ``login:``, leave the program."""
        if event.current_buffer.text or self.editor.in_lab or not self.editor.operator.can_leave:
            event.current_buffer.delete()
        else:
            self.editor.leave(0)

    def up(self, event: KeyPressEvent) -> None:
        """Go to the line before."""
        self.editor.recall(-1)

    def down(self, event: KeyPressEvent) -> None:
        """Go to the line after."""
        self.editor.recall(1)

    def enter(self, event: KeyPressEvent) -> None:
        """Enter the line."""
        self._whole_line_end(event)
        self.editor.enter()

    def away(self, event: KeyPressEvent) -> None:
        """Leave another host, on which the session works, for the prompt of its client."""
        event.current_buffer.text = AWAY
        self.editor.enter()

    # -- at a question, and while nothing is wanted ------------------------------------------------------------------

    def answer(self, event: KeyPressEvent) -> None:
        """Answer with a key, and take the rest of its word and the Enter that come with it."""
        wiped = self.editor.session.wiped or self.editor.list
        if len(event.data) != 1 or event.data == "\x00" or (event.data == "\x1b" and not wiped):
            return
        self._whole_line_end(event)
        if not wiped:
            self._rest_of_answer(event)
            self.answered = event.key_sequence
        self.editor.answer(event.data)

    def _rest_of_answer(self, event: KeyPressEvent) -> None:
        queue, rest = event.key_processor.input_queue, REST.get(event.data.lower(), "")
        if "".join(key.data for key in list(queue)[: len(rest)]).lower() == rest:
            for _ in rest:
                queue.popleft()
        if queue and queue[0].data in ENTER and event.data not in ENTER:
            end = queue.popleft()
            if end.data == "\r" and queue and queue[0].key in LINE_ENDS:
                queue.popleft()

    def early(self, event: KeyPressEvent) -> None:
        """Keep a key that comes while nothing is wanted; the Enter behind an answer is dropped."""
        if event.data in ENTER and event.previous_key_sequence is self.answered:
            self._whole_line_end(event)
        else:
            self.editor.wait(event.key_sequence[0])

    def _whole_line_end(self, event: KeyPressEvent) -> None:
        """Take the line feed or NUL that belongs to a carriage return."""
        queue = event.key_processor.input_queue
        if event.data == "\r" and queue and queue[0].key in LINE_ENDS:
            queue.popleft()

    # -- at any time -------------------------------------------------------------------------------------------------

    def interrupt(self, event: KeyPressEvent) -> None:
        """Drop the line, decline the question, or interrupt the command and drop what was typed ahead."""
        match self.editor.mode:
            case "line" | "secret":
                self.editor.drop()
            case "key":
                self.editor.answer("q" if self.editor.session.wiped else "\x03")
            case _:
                self.editor.stop()

    def console(self, event: KeyPressEvent) -> None:
        """Go to the next console."""
        self.editor.change_console()

    def end(self, event: KeyPressEvent) -> None:
        """End the program: it got SIGINT."""
        self.editor.leave(130)


def bind(keys: KeyBindings, editor: Editor) -> None:
    """Bind every key to what it does in the editor."""
    typing = Typing(editor)
    in_line = Condition(lambda: editor.mode in (LINE, SECRET))
    for key, name in EDITING.items():
        keys.add(key, filter=in_line, eager=True)(get_by_name(name))
    for key, handler in (
        (Keys.Any, typing.character),
        ("?", typing.question_mark),
        ("c-i", typing.tab),
        ("c-d", typing.delete_or_leave),
        ("insert", typing.insert),
        ("up", typing.up),
        ("c-p", typing.up),
        ("down", typing.down),
        ("c-n", typing.down),
        ("c-m", typing.enter),
        ("c-j", typing.enter),
    ):
        keys.add(key, filter=in_line, eager=True, save_before=never)(handler)
    is_away = Condition(lambda: editor.session.away)
    keys.add("c-]", filter=in_line & is_away, eager=True, save_before=never)(typing.away)
    at_key = Condition(lambda: editor.mode == KEY)
    keys.add(Keys.Any, filter=at_key, eager=True, save_before=never)(typing.answer)
    keys.add(Keys.Any, filter=~in_line & ~at_key, eager=True, save_before=never)(typing.early)
    for key, handler in (("c-c", typing.interrupt), ("c-t", typing.console), (Keys.SIGINT, typing.end)):
        keys.add(key, eager=True)(handler)


def never(event: KeyPressEvent) -> bool:
    """Return False: the line is not kept for an undo."""
    return False
