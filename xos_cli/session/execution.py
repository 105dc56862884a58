"""Carry out one line: parse it, hand it to its process in one transaction, show its output a page at a time."""

from collections.abc import Generator, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.command.dialogue import KeyPress, Screen, Step
from xos_cli.command.names import Existing, language, stopped_process, unlicensed
from xos_cli.command.secret_words import guarded, readable, secrets_of
from xos_cli.errors import CommandError, LabError, Refusal, XosError
from xos_cli.processes.cfgmgr.command_log import log_command
from xos_cli.processes.epm.facts import module_runs
from xos_cli.session.login_servers import account_command, forbidden
from xos_cli.session.typist import Last as Last
from xos_cli.session.typist import Typist
from xos_cli.switch.hardware.licence import allows
from xos_cli.switch.processor import COMMAND, LINE, READING

if TYPE_CHECKING:
    from xos_cli.language import Command

#: evidence: later 16.x (terminate process)
NOT_MASTER = " Error: This command can only be executed on Master."
#: evidence: later EXOS (the words from "cannot" on)
LOADING = "Error: This command cannot be executed during configuration load."
#: evidence: inferred
NOT_RUNNING = "Error: Process {process} is not running."
#: evidence: later 12.4
NOT_LICENSED = "Error: This command cannot be executed at the current license level."
#: evidence: capture 12.5 (the words of `show management`), inferred (that commands answer with them)
NO_MODULE = "Error: {module} module not loaded."
PAGER = "Press <SPACE> to continue or <Q> to quit:"
#: Commands that a session remembers.  evidence: user guide of ExtremeWare 7 (the number)
REMEMBERED = 49


def execute(session: Typist, line: str) -> Generator[Step, Any, None]:
    """Carry out one line; an empty line or a comment does nothing."""
    session.error = None
    text = line.strip()
    if not text or text.startswith("#"):
        return
    session.last = last = Last(line, session.prompt)
    session.number += 1
    session.history.append(text)
    del session.history[:-REMEMBERED]
    try:
        yield from _command(session, last)
    except CommandError as error:
        _fail(session, error)
        yield error.screen(len(last.prompt))
    except (Refusal, LabError) as error:
        _fail(session, error)
        yield f"{error}\n"
    except Exception as error:  # an error of the emulator must not cost the user the prompt
        _fail(session, XosError(f"Error: Internal error of the emulator: {type(error).__name__}: {error}"))
        yield f"{session.error}\n"


def _fail(session: Typist, error: XosError) -> None:
    session.error = error
    if session.last is not None:
        session.last.error = error


def _command(session: Typist, last: Last) -> Generator[Step, Any, None]:
    node, line = session.node, last.line
    names = Existing(node, session.machine)
    try:
        command = language(node, session.admin).parse(line, names)
    except CommandError as error:
        session.history[-1] = guarded(session.history[-1])
        if stopped := stopped_process(node, line, names):
            raise Refusal(NOT_RUNNING.format(process=stopped)) from error
        if unlicensed(node, line, names):
            raise Refusal(NOT_LICENSED) from error
        raise
    last.command = command
    if secrets_of(command.arguments):
        session.history[-1] = readable(command)
    if not command.entry.backup and not node.is_master:
        raise Refusal(NOT_MASTER)
    if not node.running:
        raise Refusal(LOADING)
    if not allows(node.chassis.licence, command.entry.licence):
        raise Refusal(NOT_LICENSED)
    if command.entry.module and not module_runs(node, command.entry.module):
        raise Refusal(NO_MODULE.format(module=command.entry.module))
    yield from _carry_out(session, command, last)


def _carry_out(session: Typist, command: "Command", last: Last) -> Generator[Step, Any, None]:
    """Run the handler in one transaction, which is undone if it refuses."""
    if why := (yield from forbidden(session, command)):
        raise Refusal(why)
    node = session.node
    call = Call(session.machine, node, session, command.words)
    handler = node.software.handler(command.entry.process, command.entry.handler)
    node.worked("cli", READING)
    node.worked(command.entry.process, COMMAND)
    try:
        result = handler(call, **command.arguments) if handler else _record(call, command)
        if isinstance(result, Generator):
            yield from _converse(session, call, result)
    except BaseException:
        call.rollback()
        raise
    call.commit()
    last.changed = call.changed
    _log(session, command)
    if isinstance(result, str):
        yield from page(session, result)
    elif isinstance(result, Screen):
        yield from _pages(session, result.pieces)


def _log(session: Typist, command: "Command") -> None:
    """Log the command where `enable cli-config-logging` is in force, and tell accounting servers of it."""
    account_command(session, command)
    who = session.node.sessions.get(session.id)
    if who is not None:
        log_command(session.node, who, command.words, command.arguments)


def _converse(session: Typist, call: Call, steps: Generator[Step, Any, None]) -> Generator[Step, Any, None]:
    """Run a handler that asks or waits; its changes before that are final, because others go on meanwhile."""
    reply: Any = None
    while True:
        try:
            step = steps.send(reply)
        except StopIteration:
            return
        reply = None
        if isinstance(step, str):
            yield from page(session, step)
        else:
            call.commit()
            reply = yield step


def page(session: Typist, text: str) -> Generator[Step, Any, None]:
    """Yield text, a screen at a time where the terminal has a height."""
    session.node.worked("cli", LINE, text.count("\n"))
    height = session.height
    if height is None or not session.paging or text.count("\n") < height:
        yield text
        return
    lines, page = text.splitlines(keepends=True), max(1, height - 1)
    for start in range(0, len(lines), page):
        if start and not (yield from _more()):
            return
        yield "".join(lines[start : start + page])


def _pages(session: Typist, pieces: Iterable[str]) -> Generator[Step, Any, None]:
    """Yield a long screen as ``page`` does, working out no more of it than is shown."""
    height = session.height
    if height is None or not session.paging:
        for piece in pieces:
            session.node.worked("cli", LINE, piece.count("\n"))
            yield piece
        return
    lines, page = _lines(pieces), max(1, height - 1)
    ready = list(islice(lines, height))
    if len(ready) < height:
        yield "".join(ready)
        return
    yield "".join(ready[:page])
    ready = ready[page:]
    while ready := [*ready, *islice(lines, page - len(ready))]:
        if not (yield from _more()):
            return
        session.node.worked("cli", LINE, len(ready))
        yield "".join(ready)
        ready = []


def _lines(pieces: Iterable[str]) -> Iterator[str]:
    """Yield the lines of the pieces, with their ends; a line may be in several pieces."""
    begun = ""
    for piece in pieces:
        *whole, begun = (begun + piece).split("\n")
        yield from (f"{line}\n" for line in whole)
    if begun:
        yield begun


def _more() -> Generator[Step, Any, bool]:
    """Ask for another page; return whether the reader wants it.  evidence: clients (text and keys)"""
    while True:
        key = yield KeyPress(PAGER)
        if key.lower() in ("q", "\x1b"):
            return False
        if key in (" ", "\r", "\n", ""):
            return True


def _record(call: Call, command: "Command") -> str:
    """Keep a command whose effect is not modelled."""
    from xos_cli.recorded.record import record

    return record(call, command)
