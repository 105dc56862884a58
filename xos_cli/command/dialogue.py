"""What a command may yield: text (``str``), or one of these, which is answered before the command goes on.

A handler that must ask is a generator: ``answer = yield Question(...)``.  Whoever drives it (a person at a terminal, a
script, telnet, a test) is not inside it.
"""

from collections.abc import Callable, Generator
from enum import Enum
from typing import Any, NamedTuple

#: What may follow the key that answers a question at once: the rest of the word.
REST = {"y": "es", "n": "o"}
#: How a terminal shows the prompt of a key, and how it goes.  evidence: clients (the pager in reverse, its wipe)
REVERSE, NORMAL, WIPE = "\x1b[7m", "\x1b[m", "\r\x1b[K"


class Answer(Enum):
    """What was pressed at a question; the value is what the switch echoes in full."""

    YES = "Yes"
    NO = "No"
    CANCEL = ""


class Question(NamedTuple):
    """A question answered by one key: ``y`` is YES, ``n`` is NO.

    Anything else is what *otherwise* says: NO at a ``(y/n)``, CANCEL at the three-way question of ``reboot``.
    The switch echoes the answer as a whole word.  Gives back an ``Answer``.
    """

    text: str
    otherwise: Answer = Answer.NO


class Line(NamedTuple):
    """A line of text asked for with *prompt*; gives back the ``str``.  *secret*: it is not echoed."""

    prompt: str
    secret: bool = False


class Key(NamedTuple):
    """One key (the pager's, a refreshing screen's); gives back the ``str``.  *prompt* is wiped afterwards.

    Gives back ``None`` if none is pressed for as many virtual *seconds*.
    """

    prompt: str
    seconds: float = float("inf")


class Wait(NamedTuple):
    """Virtual time that passes, in seconds; gives back ``None``.

    With *until*, it ends as soon as that is true, looked at *every* so many seconds, and gives back whether it became
    so within *seconds*.  Where it can be broken off, Ctrl+C ends it, and it gives back True.
    """

    seconds: float
    until: Callable[[], bool] | None = None
    breakable: bool = False
    every: float = 0.25


Step = str | Question | Line | Key | Wait
#: A command under way: yields steps, is sent their answers.
Dialogue = Generator[Step, Any, None]
