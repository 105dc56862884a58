"""The steps that a handler may yield: text (``str``), or a request that is answered before the command goes on.

A handler that must ask is a generator: ``answer = yield Question(...)``. The same handler then serves a person at a
terminal, a script, telnet and a test.
"""

from collections.abc import Callable, Generator, Iterable
from enum import Enum
from typing import Any

from xos_cli.record import NamedTuple

#: What may follow the key that answers a question at once: the rest of the word.
REST = {"y": "es", "n": "o"}
#: How a terminal shows the prompt of a key, and how it goes.  evidence: clients (the pager in reverse, its wipe)
REVERSE, NORMAL, WIPE = "\x1b[7m", "\x1b[m", "\r\x1b[K"


class Answer(Enum):
    """The answer to a question; the value is the word that the switch echoes."""

    YES = "Yes"
    NO = "No"
    CANCEL = ""


class Screen(NamedTuple):
    """A long screen that a handler returns: its *pieces* are worked out one after the other when they are shown.

    Others may have their turn in between, so each piece reads what is there then.  The handler changes nothing.
    """

    pieces: Iterable[str]


class Question(NamedTuple):
    """A question that is answered by one key: ``y`` is YES, ``n`` is NO; the yield returns an ``Answer``.

    Any other key counts as *otherwise*: NO at a ``(y/n)``, CANCEL at the three-way question of ``reboot``. The switch
    echoes the answer as a whole word.
    """

    text: str
    otherwise: Answer = Answer.NO


class TextInput(NamedTuple):
    """A request for a line of text after *prompt*; the yield returns the ``str``.  *secret*: it is not echoed.

    *remote*: another host asks; the yield returns ``None`` as soon as that has something else to say.
    """

    prompt: str
    secret: bool = False
    remote: bool = False


class KeyPress(NamedTuple):
    """A request for one key (of the pager or a refreshing screen), whose *prompt* is wiped; the yield returns the
    ``str``.

    It returns ``None`` if no key is pressed within *seconds* of virtual time, or, where it is *remote*, if the other
    host has something else to say.
    """

    prompt: str
    seconds: float = float("inf")
    remote: bool = False


class Wait(NamedTuple):
    """A pause of virtual *seconds*; the yield returns ``None``.

    With *until*, it ends as soon as that is true, looked at *every* so many seconds, and returns whether it became
    true in time. Where it is *breakable*, Ctrl+C ends it, and it returns True. A *remote* one ends as soon as the
    other host says something.
    """

    seconds: float
    until: Callable[[], bool] | None = None
    breakable: bool = False
    every: float = 0.25
    remote: bool = False


Step = str | Question | TextInput | KeyPress | Wait


def automatic(step: Step) -> Any:
    """Return what a step is answered with where nobody types: yes, no text, no key; nothing is waited for."""
    if isinstance(step, Question):
        return Answer.YES
    if isinstance(step, TextInput):
        return ""
    return None if isinstance(step, KeyPress) else False


#: A command under way: yields steps, is sent their answers.
Dialogue = Generator[Step, Any, None]
