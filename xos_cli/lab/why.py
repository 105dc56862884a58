"""`:why`: what the last answer meant.

What is said is worked out from what happened: where the line could be read no further and what could have stood there,
or which function of which process refused the command and what is written above it.  ``rules`` adds what a person would
have to know beside.
"""

import re
from collections.abc import Iterable, Iterator
from textwrap import fill
from types import FrameType
from typing import TYPE_CHECKING

from xos_cli.command.names import Existing, everything
from xos_cli.errors import Ambiguous, CommandError, Incomplete, InvalidInput, Refusal
from xos_cli.lab import rules
from xos_cli.language import Candidate, Command

if TYPE_CHECKING:
    from xos_cli.session.execution import Last
    from xos_cli.session.session import Session

WIDTH = 78
#: How many alternatives are named before the rest is only counted.
NAMED = 8
_EVIDENCE = re.compile(r"\s*evidence: (.*)", re.DOTALL)
_PAGE = re.compile(r"guide 11\.3 p\.([\d-]+)")


def why(session: "Session") -> str:
    """One paragraph about the last answer of *session*."""
    last = session.last
    if last is None:
        return "Nothing was typed here yet.\n"
    return fill(" ".join(filter(None, _explained(session, last))), WIDTH) + "\n"


def _explained(session: "Session", last: "Last") -> Iterator[str]:
    match last.error:
        case CommandError() as error:
            yield from _misread(session, error)
        case Refusal(__cause__=CommandError() as error):
            yield from _elsewhere(session, error)
        case Refusal() as error if last.command is not None:
            yield from _refused(last.command, error)
        case None if last.command is not None:
            yield from _done(session, last.command)
        case error:
            yield f"That was no answer of the switch but a fault of this program: {error}."


# -- a line that is no command ---------------------------------------------------------------------------------------


def _misread(session: "Session", error: CommandError) -> Iterator[str]:
    """How far the line was understood, what could have followed, and whether it would be a command elsewhere."""
    line, start = error.line + " ", _beginning(session, error)
    before, word = " ".join(line[:start].split()), line[start:].split(" ", 1)[0]
    if before:
        yield f'"{before}" was understood.'
    if isinstance(error, Ambiguous):
        yield f'"{word}" begins {_one_of(error.expected, "and")}: one more letter would tell which.'
    else:
        yield _unfit(line[start : error.column], word, before)
        yield _could_stand(session, line[:start], error)
    yield from _elsewhere(session, error)
    rule = rules.SYNTAX[type(error)]
    yield f"{rule.text} ({rule.where}.)"


def _beginning(session: "Session", error: CommandError) -> int:
    """Where the word begins at which the line could be read no further; its end if it was read to its end."""
    line = error.line.rstrip()
    if isinstance(error, Incomplete) and _possible(session, line + " "):
        return len(line) + 1
    return line.rfind(" ", 0, error.column) + 1


def _possible(session: "Session", before: str) -> list[Candidate]:
    """What can stand after a beginning of a line, names left out; nothing where the beginning is none."""
    try:
        return [item for item in session.candidates(before).items if item.kind != "name"]
    except CommandError:
        return []


def _unfit(right: str, word: str, before: str) -> str:
    """What is wrong with the word at the caret, if one is there."""
    wrong = word[len(right) :]
    if not word:
        return ""
    if not wrong:
        return f'"{word}" is the beginning of what belongs there.'
    if right:
        return f'The beginning "{right}" of "{word}" could have become something, but "{wrong}" continues nothing.'
    return f'"{word}" begins nothing that can stand there.' if before else f'"{word}" begins no command.'


def _could_stand(session: "Session", before: str, error: CommandError) -> str:
    """What was expected, with the kinds of values in words."""
    words = [_named(item) for item in _possible(session, before)] or list(error.expected)
    if not words:
        return ""
    return f"{'Possible were' if isinstance(error, InvalidInput) else 'Still missing:'} {_one_of(words, 'or')}."


def _named(item: Candidate) -> str:
    if item.kind == "cr":
        return "the end of the line"
    return f"{item.text} ({item.help})" if item.kind == "value" and item.help else item.text


def _one_of(words: Iterable[str], last: str) -> str:
    """``a, b or c``; of many the first few and how many more."""
    known = list(dict.fromkeys(words))
    if len(known) > NAMED:
        known = [*known[: NAMED - 1], f"{len(known) - NAMED + 1} more"]
    return ", ".join(known[:-1]) + f" {last} " + known[-1] if len(known) > 1 else "".join(known)


def _elsewhere(session: "Session", error: CommandError) -> Iterator[str]:
    """It may be a command, only not for this account or while one of its processes does not run."""
    try:
        command = everything().parse(error.line, Existing(session.node, session.machine))
    except CommandError:
        return
    process, entry = session.node.processes.get(command.entry.process), command.entry
    if process is None or not process.ready:
        yield f"It is a command of the process {entry.process}, which does not run on {session.node_name}."
    elif not entry.user and not session.admin:
        yield f"It is a command, but only administrators have it: {session.account} is a user, so the prompt has a >."


# -- a command that was not carried out --------------------------------------------------------------------------------


def _refused(command: Command, error: Refusal) -> Iterator[str]:
    """Who refused it, and by which rule."""
    entry = command.entry
    yield f'The line was understood as "{" ".join(command.words)}", a command of the process {entry.process}.'
    frames = _frames(error)
    found = [rules.find(_origin(frame), frame.f_globals, str(error)) for frame in frames]
    rule = next(filter(None, found), None)
    if rule is not None:
        yield f"It was refused by a rule: {rule.text} ({rule.where}.)"
        return
    frame = next((frame for frame in frames if _documented(frame)), frames[0])
    text, origin = _documented(frame), _origin(frame)
    said = _EVIDENCE.sub("", text).strip().rstrip(".")
    yield f'It was refused in {origin}, of which is written: "{said}."' if said else f"It was refused in {origin}."
    yield _source(entry.process, text)


def _frames(error: BaseException) -> list[FrameType]:
    """The functions of the switch in which the refusal came about, the innermost first."""
    frames, step = [], error.__traceback__
    while step is not None:
        if step.tb_frame.f_globals["__name__"].startswith("xos_cli."):
            frames.append(step.tb_frame)
        step = step.tb_next
    return frames[::-1]


def _origin(frame: FrameType) -> str:
    """``nodemgr.run_msm_failover``"""
    module = frame.f_globals["__name__"].removeprefix("xos_cli.").removeprefix("processes.")
    return f"{module}.{frame.f_code.co_name}"


def _documented(frame: FrameType) -> str:
    """What is written above the function."""
    if ".processes." not in frame.f_globals["__name__"]:
        return ""
    function = frame.f_globals.get(frame.f_code.co_name)
    return " ".join((getattr(function, "__doc__", None) or "").split())


def _source(process: str, text: str = "") -> str:
    """Where one can read of it, and how well it is known."""
    evidence, page = _EVIDENCE.search(text), _PAGE.search(text)
    known = f"Known by: {evidence[1].rstrip('.')}." if evidence else ""
    chapter = rules.CHAPTERS.get(process)
    at = f", p. {page[1]}" if page else ""
    return " ".join(filter(None, [known, chapter and f'Concepts Guide 11.3, "{chapter}"{at}.']))


# -- a command that was carried out ------------------------------------------------------------------------------------


def _done(session: "Session", command: Command) -> Iterator[str]:
    """What was understood, what the command is for, and what of it lasts."""
    entry = command.entry
    handler = session.node.software.handler(entry.process, entry.handler)
    text = " ".join((getattr(handler, "__doc__", None) or "").split())
    yield f'The line was carried out as "{" ".join(command.words)}": the process {entry.process} has the command'
    yield f'"{entry.notation}"' + (" for everybody." if entry.user else " for administrators.")
    if session.in_dialogue:
        yield "It has not ended: it waits for an answer, or for time to pass."
    if handler is None:
        yield "It is only recorded here: checked, kept, sent to the other MSM, saved and printed back, without effect."
    elif said := _EVIDENCE.sub("", text).strip().rstrip("."):
        yield f'Of it is written: "{said}."'
    if session.node.config.dirty and not entry.backup:
        yield "The running configuration is not saved; the star in the prompt says so."
    yield _source(entry.process, text)
