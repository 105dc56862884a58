"""Control sessions of the command line: list and end them, paging, history, leaving.

evidence: capture 12.5 (`show session`; what came after 11.3 is left out), recalled (the rest of it)
"""

from xos_cli.command.call import Call
from xos_cli.command.dialogue import Answer, Dialogue, Question
from xos_cli.errors import Refusal
from xos_cli.processes.cfgmgr.facts import selected
from xos_cli.processes.devmgr.facts import local
from xos_cli.switch.console import LoginSession
from xos_cli.switch.timing.calendar import stamp

HEAD = (
    "                                                             CLI\n"
    "    #       Login Time               User     Type    Auth   Auth Location\n" + "=" * 80 + "\n"
)


def show_session(call: Call, session_id: int = 0, detail: bool = False, history: bool = False) -> str:
    """Print every login on this MSM, or one of them; the session that asks has a star.

    *detail*: a block for each.  evidence: inferred (its layout; that only sessions of now are known)
    """
    rows = [row for row in call.node.sessions.values() if session_id in (0, row.id)]
    if session_id and not rows:
        raise Refusal(f"Error: Session {session_id} does not exist.")
    if detail:
        return "\n".join(_session_block(call, row) for row in rows)
    ended = "[sessions that have ended are not kept]\n" if history else ""
    lines = [
        f"{'*' if row.id == call.session.id else ' '}{row.id:<11}{stamp(local(call.node, row.since)):<25}"
        f"{row.account:<9}{row.kind:<8}{'local':<7}{'dis':<5}{row.location}\n"
        for row in rows
    ]
    return HEAD + "".join(lines) + ended


def _session_block(call: Call, row: LoginSession) -> str:
    fields = {
        "Session": f"{row.id}{' (this session)' if row.id == call.session.id else ''}",
        "Login Time": stamp(local(call.node, row.since)),
        "User": row.account,
        "Type": row.kind,
        "Location": row.location,
    }
    return "".join(f"{label:<11}: {text}\n" for label, text in fields.items())


def clear_session(call: Call, session_id: int = 0, all: bool = False) -> None:
    """End login sessions on this MSM: any one, or *all* from the network.  evidence: inferred (what is printed)"""
    rows = [row for row in call.node.sessions.values() if (row.kind != "console" if all else row.id == session_id)]
    if not rows and not all:
        raise Refusal(f"Error: Session {session_id} does not exist.")
    for row in rows:
        if row.id == call.session.id:
            call.session.leave()
        else:
            call.node.console.end(row.id, "\n\nThis session was ended by another.\n")


def history(call: Call) -> str:
    """Print the commands of this session, oldest first, by their numbers in the prompt.

    evidence: inferred (the layout)
    """
    session = call.session
    first = session.number - len(session.history)
    return "".join(f"{number:>5} {line}\n" for number, line in enumerate(session.history, first))


def enable_clipaging(call: Call) -> None:
    """Page long output in this session.  evidence: capture 11.2 (no part of the configuration)"""
    call.session.paging = True


def disable_clipaging(call: Call) -> None:
    """Print long output without a stop in this session."""
    call.session.paging = False


def exit(call: Call) -> Dialogue:
    """End the session; ask about unsaved changes first.  evidence: clients (the words), recalled (``(y/n)``)"""
    node = call.node
    if node.config.dirty and call.session.admin and node.is_master:
        file = selected(node)
        if (yield Question(f"Do you wish to save your configuration changes to {file}? (y/n) ")) is Answer.YES:
            yield from call.software.ask("cfgmgr", "write", call, file)
    call.session.leave()


def quit(call: Call) -> Dialogue:
    """End the session, as `exit` does."""
    yield from exit(call)


def logout(call: Call) -> Dialogue:
    """End the session, as `exit` does."""
    yield from exit(call)
