"""A transcript: a terminal session as text, with its prompts, what was typed there, and what was printed.

Lines of ``# name: value`` before the first prompt say which switch it was: chassis, start, seed, on (a configuration),
account, password, network (a network file), ssh-module (yes or no).  Other lines of that kind are comments.
"""

import re

from xos_cli.errors import XosError
from xos_cli.program.switch_on import START
from xos_cli.record import NamedTuple

#: The settings at the head of a transcript, and their defaults.
SETTINGS = {"chassis": "bd10808", "start": START, "seed": "0", "on": "", "account": "admin", "password": ""} | {
    "network": "",
    "ssh-module": "no",
}
_SETTING = re.compile(rf"#\s*({'|'.join(SETTINGS)}):\s*(.*?)\s*$")
#: ``* (vr) BD-10808.5 # show vlan``
_PROMPT = re.compile(r"(?:\* )?(?:\([^)]*\) )?[^\s\"]+\.(?P<number>\d+) [#>](?: (?P<typed>.*))?$")
_LOGIN = re.compile(r"login:(?: (?P<typed>.*))?$")
_LAB = re.compile(r"(?P<typed>:[a-z].*)$")

COMMAND, LOGIN = "command", "login"


class Item(NamedTuple):
    """A line that was typed at a prompt or at ``login:``, or a lab command.

    *line*: its line in the body, from 0.  *number*: that of the prompt.  *bare*: there was no prompt, because the MSM
    was down.
    """

    kind: str
    text: str
    line: int
    number: int = 0
    bare: bool = False


class Transcript(NamedTuple):
    """A transcript.  *head*: its first lines, with the *settings*.  *body*: the session.  *items*: what was typed."""

    name: str
    head: tuple[str, ...]
    settings: dict[str, str]
    body: tuple[str, ...]
    items: tuple[Item, ...]

    @property
    def ends_at_prompt(self) -> bool:
        """Return whether the last line is a prompt at which nothing was typed."""
        found = _PROMPT.match(self.body[-1]) if self.body else None
        return found is not None and not (found["typed"] or "").strip()

    def printed(self, item: Item) -> tuple[str, ...]:
        """Return the lines between this item and the next."""
        after = (other.line for other in self.items if other.line > item.line)
        return self.body[item.line + 1 : next(after, len(self.body))]

    def text(self, body: list[str]) -> str:
        """Return the text of the transcript with another body."""
        return "".join(f"{line}\n" for line in (*self.head, *body))


def parse(name: str, text: str) -> Transcript:
    """Read a transcript.  XosError if nothing was typed in it."""
    lines = [line.rstrip("\r") for line in text.removesuffix("\n").split("\n")]
    count = next((at for at, line in enumerate(lines) if not line.startswith("#")), len(lines))
    settings = {found[1]: found[2] for line in lines[:count] if (found := _SETTING.match(line))}
    body = tuple(lines[count:])
    items = [item for at, line in enumerate(body) if (item := _item(at, line))]
    if items and items[-1].line == len(body) - 1 and items[-1].kind == COMMAND and not items[-1].text.strip():
        del items[-1]
    if not items:
        raise XosError(f"{name}: no transcript: there is no prompt with something typed at it")
    return Transcript(name, tuple(lines[:count]), settings, body, tuple(items))


def _item(at: int, line: str) -> Item | None:
    """Return what was typed on a line, None if nothing was."""
    if found := _PROMPT.match(line):
        return Item(COMMAND, found["typed"] or "", at, int(found["number"]))
    if found := _LOGIN.match(line):
        typed = found["typed"] or ""
        return Item(COMMAND if typed.startswith(":") else LOGIN, typed, at)
    if found := _LAB.match(line):
        return Item(COMMAND, found["typed"], at, bare=True)
    return None
