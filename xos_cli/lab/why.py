"""`:why`: explain the last answer of the switch.

A line that is no command is explained by the place where it could be read no further, and by what could have stood
there.  A refusal is explained by the rule behind it (see ``rules``), else by the words of the command and by what
exists.  A command that was carried out is explained by the grammar's help lines, and by what it changed.
"""

from collections.abc import Iterable, Iterator
from textwrap import fill
from types import FrameType
from typing import TYPE_CHECKING

from xos_cli.command.names import Existing, everything
from xos_cli.command.secret_words import STARS, guarded, masked
from xos_cli.errors import Ambiguous, CommandError, Incomplete, InvalidInput, Refusal
from xos_cli.lab import rules
from xos_cli.language import Command, NextWord
from xos_cli.language.grammar_files import grammar
from xos_cli.language.value import Name
from xos_cli.language.values import value

if TYPE_CHECKING:
    from xos_cli.session.session import Session
    from xos_cli.session.typist import Last

WIDTH = 78
#: How many alternatives are named before the rest is only counted.
NAMED = 8


def why(session: "Session") -> str:
    """Explain the last answer of *session* in a few paragraphs."""
    last = session.last
    if last is None:
        return "Nothing was typed here yet.\n"
    return "".join(
        fill(" ".join(part.split()), WIDTH, break_on_hyphens=False) + "\n" for part in _explained(session, last) if part
    )


def _explained(session: "Session", last: "Last") -> Iterator[str]:
    match last.error:
        case CommandError() as error:
            yield " ".join(filter(None, _misread(session, error)))
        case Refusal(__cause__=CommandError() as error):
            yield " ".join(_elsewhere(session, error))
        case Refusal() as error if last.command is not None:
            yield from _refused(session, last.command, error)
        case None if last.command is not None:
            yield from _done(session, last.command, last.changed)
        case error:
            yield f"That was no answer of the switch but a fault of this program: {error}."


# -- a line that is no command ---------------------------------------------------------------------------------------


def _misread(session: "Session", error: CommandError) -> Iterator[str]:
    """Yield how far the line was understood, what could have followed, and whether it is a command elsewhere."""
    line, start = error.line + " ", _beginning(session, error)
    before, word, right = " ".join(line[:start].split()), line[start:].split(" ", 1)[0], line[start : error.column]
    if word and guarded(f"{before} {word}").endswith(STARS):
        word, right = STARS, ""
    before = guarded(before)
    if before:
        yield f'"{before}" was understood.'
    if isinstance(error, Ambiguous):
        yield f'"{word}" begins {_one_of(error.expected, "and")}: one more letter would tell which.'
    else:
        yield _unfit(right, word, before)
        yield _could_stand(session, line[:start], error)
    yield from _elsewhere(session, error)
    rule = rules.SYNTAX[type(error)]
    yield f"{rule.text} ({rule.where}.)"


def _beginning(session: "Session", error: CommandError) -> int:
    """Return the column of the word that could not be read; the end of the line if all of it was read."""
    line = error.line.rstrip()
    if isinstance(error, Incomplete) and _possible(session, line + " "):
        return len(line) + 1
    return line.rfind(" ", 0, error.column) + 1


def _possible(session: "Session", before: str) -> list[NextWord]:
    """Return what can stand behind the beginning of a line, without the names of objects."""
    try:
        return [item for item in session.candidates(before).items if item.kind != "name"]
    except CommandError:
        return []


def _unfit(right: str, word: str, before: str) -> str:
    """Return what is wrong with the word at the caret, "" if there is none."""
    wrong = word[len(right) :]
    if not word:
        return ""
    if not wrong:
        return f'"{word}" is the beginning of what belongs there.'
    if right:
        return f'The beginning "{right}" of "{word}" could have become something, but "{wrong}" continues nothing.'
    return f'"{word}" begins nothing that can stand there.' if before else f'"{word}" begins no command.'


def _could_stand(session: "Session", before: str, error: CommandError) -> str:
    """Return what was expected, with the kinds of values in words."""
    words = [_named(item) for item in _possible(session, before)] or list(error.expected)
    if not words:
        return ""
    return f"{'Possible were' if isinstance(error, InvalidInput) else 'Still missing:'} {_one_of(words, 'or')}."


def _named(item: NextWord) -> str:
    if item.kind == "cr":
        return "the end of the line"
    return f"{item.text} ({item.help})" if item.kind == "value" and item.help else item.text


def _one_of(words: Iterable[str], last: str) -> str:
    """Return ``a, b or c``; of many the first few, and how many more there are."""
    known = list(dict.fromkeys(words))
    if len(known) > NAMED:
        known = [*known[: NAMED - 1], f"{len(known) - NAMED + 1} more"]
    return ", ".join(known[:-1]) + f" {last} " + known[-1] if len(known) > 1 else "".join(known)


def _elsewhere(session: "Session", error: CommandError) -> Iterator[str]:
    """Yield that the line is a command for administrators, or of a process that does not run, if it is."""
    try:
        command = everything().parse(error.line, Existing(session.node, session.machine))
    except CommandError:
        return
    process, entry = session.node.processes.get(command.entry.process), command.entry
    if process is None or not process.ready:
        yield f"It is a command of the process {entry.process}, which does not run on {session.node_name}."
    elif not entry.user and not session.admin:
        yield f"It is a command, but only administrators have it: {session.account} is a user, so the prompt has a >."


# -- the words of a command ------------------------------------------------------------------------------------------


def _line(command: Command) -> str:
    """Return the line of a command, with stars for its secrets."""
    return masked(command.words, command.arguments)


def _meanings(command: Command) -> str:
    """Return what the words and values of the line mean, from the grammar's help lines."""
    known = grammar()
    file = next(file for file in known.files if file.name == command.entry.file)
    literal = _keywords(command)
    keywords = [word for word in command.words[1:] if word.lower() in literal] or list(command.words[:1])
    values = [f"<{name}>" for name, given in command.arguments.items() if given is not True]
    found = [(word, known.help(file, word)) for word in dict.fromkeys([*keywords, *values])]
    named = [f'{word} is "{help}"' for word, help in found if help and not _says_the_same(word, help)]
    return f"Of its words, {_one_of(named, 'and')}." if named else ""


def _says_the_same(word: str, help: str) -> bool:
    """Return whether a help line only repeats the word that it explains."""
    return word.strip("<>").replace("-", " ").replace("_", " ").lower() == help.replace("-", " ").lower()


def _keywords(command: Command) -> set[str]:
    """Return the keywords of a command's notation, in lower case."""
    pieces = command.entry.notation.translate(str.maketrans("[]{}|", "     ")).lower().split()
    return {piece for piece in pieces if piece[0] != "<"}


def _source(command: Command) -> str:
    """Return where the manual has the subject of a command."""
    chapter = rules.chapter(command.entry.process, command.words)
    return f'See Concepts Guide 11.3, "{chapter}".' if chapter else ""


# -- a command that was not carried out --------------------------------------------------------------------------------


def _refused(session: "Session", command: Command, error: Refusal) -> Iterator[str]:
    """Yield which process refused the command, by which rule, and the state of the switch that matters."""
    entry = command.entry
    yield f'The line was understood as "{_line(command)}", a command of the process {entry.process}.'
    frames = _frames(error)
    found = (rules.find(_origin(one), one.f_globals, str(error), one is frames[0]) for one in frames)
    rule = next(filter(None, found), None)
    if rule is not None:
        yield f"It was refused by a rule: {rule.text} ({rule.where}.)"
    else:
        yield f'It was refused by the process {entry.process}: "{_plain(str(error))}".'
        yield _meanings(command)
    yield " ".join(_state(session, command))
    yield "" if rule is not None else _source(command)


def _plain(text: str) -> str:
    """Return a message without its ``Error:`` and its last full stop."""
    return " ".join(text.split()).removeprefix("Error: ").removeprefix("ERROR: ").rstrip(".")


def _state(session: "Session", command: Command) -> Iterator[str]:
    """Yield the existing objects of the kinds that the line names, and the state of the MSM."""
    names = Existing(session.node, session.machine)
    for kind, title in _kinds(command).items():
        there = list(names.all(kind))
        yield f"{title} on this switch: {_one_of(there, 'and') or 'none'}."
    if not session.node.is_master and session.machine.chassis.modular:
        master = session.machine.master
        yield f"{session.node_name} is {session.node.state}; the master is {master.name if master else 'missing'}."


def _kinds(command: Command) -> dict[str, str]:
    """Return the kinds of objects that the line names, each with its title: VLAN for ``<vlan_name>``."""
    kinds: dict[str, str] = {}
    for argument, given in command.arguments.items():
        meant = value(argument.removeprefix("new_").rstrip("_"))
        if isinstance(meant, Name) and meant.kind and isinstance(given, str):
            kinds.setdefault(meant.kind, meant.help.removesuffix(" name"))
    return kinds


def _frames(error: BaseException) -> list[FrameType]:
    """Return the frames of the switch's functions in which the refusal arose, the innermost first."""
    frames, step = [], error.__traceback__
    while step is not None:
        if step.tb_frame.f_globals["__name__"].startswith("xos_cli."):
            frames.append(step.tb_frame)
        step = step.tb_next
    return frames[::-1]


def _origin(frame: FrameType) -> str:
    """Return the name under which ``rules`` has a function: ``nodemgr.process.run_msm_failover``."""
    module = frame.f_globals["__name__"].removeprefix("xos_cli.").removeprefix("processes.")
    return f"{module}.{frame.f_code.co_name}"


# -- a command that was carried out ------------------------------------------------------------------------------------


def _done(session: "Session", command: Command, changed: set[type]) -> Iterator[str]:
    """Yield the command in full, the meaning of its words, what it changed, and what is saved."""
    entry = command.entry
    yield (
        f'The line was carried out as "{_line(command)}": the process {entry.process} has the command '
        f'"{entry.notation}" for {"everybody" if entry.user else "administrators"}.'
    )
    yield _meanings(command)
    yield " ".join(_outcome(session, command, changed))
    remarks = session.node.software.handler(entry.process, "remarks")
    if remarks is not None:
        yield from remarks(session.node, command.words)
    yield _source(command)


def _outcome(session: "Session", command: Command, changed: set[type]) -> Iterator[str]:
    """Yield the outcome of a command: an open question, that it has no effect, its changes, whether they are saved."""
    if session.in_dialogue:
        question = " ".join(session.prompt.split())
        yield "It has not ended: " + (f'it asks "{question}".' if question else "it waits for time to pass.")
    shows = command.words[0] == "show"
    if command.entry.recorded:
        yield _recorded(shows)
    if changed:
        yield _change(session, command, changed)
    elif not session.in_dialogue and not command.entry.recorded:
        yield "It only shows; nothing was changed." if shows else "It changed nothing in the configuration."
    if changed and session.node.config.dirty:
        yield "The running configuration is not saved; the star in the prompt says so."


def _recorded(shows: bool) -> str:
    """Return what a command without a handler does."""
    if shows:
        return "Its layout is not known: it prints the lines of the configuration about its subject."
    return "It has no effect here: only its syntax and the objects that it names were checked."


def _change(session: "Session", command: Command, changed: set[type]) -> str:
    """Return whose rows were changed, and whether the other MSM knows."""
    software = session.node.software
    owners = {**software.owners, **dict.fromkeys(software.shared, command.entry.process)}
    processes = sorted({owners[table] for table in changed if table in owners})
    said = f"It changed rows of {_one_of(processes, 'and') or 'this MSM alone'}"
    if not session.machine.chassis.modular:
        return f"{said}."
    if session.machine.in_sync:
        return f"{said}; the other MSM has them, too."
    return f"{said}; the other MSM may not have them: the two are not in sync."
