"""The command line itself: sessions, paging, history, leaving.

evidence: capture 12.5 (`show session`, `show management`; what came after 11.3 is left out), recalled (the rest of it)
"""

from xos_cli.call import Call
from xos_cli.dialogue import Answer, Dialogue, Question
from xos_cli.processes._zone import zone_offset
from xos_cli.processes.cfgmgr import CliSession, IdleTimeout, selected, write
from xos_cli.switch.calendar import stamp

HEAD = (
    "                                                             CLI\n"
    "    #       Login Time               User     Type    Auth   Auth Location\n" + "=" * 80 + "\n"
)


def show_session(call: Call) -> str:
    """Every login on this MSM; the one that asks has a star."""
    return HEAD + "".join(
        f"{'*' if row.id == call.session.id else ' '}{row.id:<11}{stamp(row.since + zone_offset(call.store)):<25}"
        f"{row.account:<9}{row.kind:<8}{'local':<7}{'dis':<5}{row.location}\n"
        for row in call.node.sessions.values()
    )


def show_management(call: Call) -> str:
    """What is modelled of management access."""
    session, idle = call.one(CliSession), call.one(IdleTimeout)
    timeout = f"Enabled ({idle.minutes} minutes)" if idle.enabled else "Disabled"
    fields = {
        "CLI idle timeout": timeout,
        "CLI max number of login attempts": session.maxLogins,
        "CLI max number of sessions": session.maxSessions,
        "CLI paging": f"{'Enabled' if call.session.paging else 'Disabled'} (this session only)",
        "CLI configuration logging": "Enabled" if session.cmdLogging else "Disabled",
    }
    return "".join(f"{label:<33}: {value}\n" for label, value in fields.items())


def history(call: Call) -> str:
    """The commands of this session, oldest first.  evidence: inferred (the layout)"""
    return "".join(f"{number:>5} {line}\n" for number, line in enumerate(call.session.history, 1))


def enable_clipaging(call: Call) -> None:
    """For this session.  evidence: capture 11.2 (no part of the configuration)"""
    call.session.paging = True


def disable_clipaging(call: Call) -> None:
    """For this session."""
    call.session.paging = False


def exit(call: Call) -> Dialogue:
    """Ends the session; unsaved changes are asked about first.  evidence: clients (the words), recalled (``(y/n)``)"""
    node = call.node
    if node.config.dirty and call.session.admin and node.is_master:
        file = selected(node)
        if (yield Question(f"Do you wish to save your configuration changes to {file}? (y/n) ")) is Answer.YES:
            yield from write(call, file)
    call.session.leave()


quit = logout = exit
