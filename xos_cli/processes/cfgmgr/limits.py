"""Set what the command line allows: sessions, failed logins, idle time, core dumps and the logging of commands.

evidence: capture 11.2 (rows and lines), later 16.x (ranges of the two limits), recalled (range of the idle time)
"""

from typing import Any

from xos_cli.command.call import Call
from xos_cli.processes.cfgmgr.rows import CORE_DUMPS, CliSession, IdleTimeout, SystemDebug


def _change(call: Call, **fields: Any) -> None:
    call.put(call.one(CliSession)._replace(**fields))


def configure_cli_max_sessions(call: Call, max_sessions: int) -> None:
    """Limit the sessions over the network; those that exist go on, and consoles do not count."""
    _change(call, maxSessions=max_sessions)


def configure_cli_max_failed_logins(call: Call, num_of_logins: int) -> None:
    """Set how many wrong passwords end an attempt to log in."""
    _change(call, maxLogins=num_of_logins)


def enable_cli_config_logging(call: Call) -> None:
    """Log the commands that change something."""
    _change(call, cmdLogging=1)


def disable_cli_config_logging(call: Call) -> None:
    """Stop logging the commands that change something."""
    _change(call, cmdLogging=0)


def configure_idletimeout(call: Call, minutes: int) -> None:
    """Set the minutes after which an idle session ends."""
    call.put(call.one(IdleTimeout)._replace(minutes=minutes))


def enable_idletimeout(call: Call) -> None:
    """End sessions that are idle."""
    call.put(call.one(IdleTimeout)._replace(enabled=1))


def disable_idletimeout(call: Call) -> None:
    """Let idle sessions go on."""
    call.put(call.one(IdleTimeout)._replace(enabled=0))


def configure_debug_core_dumps(call: Call, **where: bool) -> None:
    """Set where a process that dies leaves its memory."""
    wanted = next(number for number, word in enumerate(CORE_DUMPS) if where.get(word.replace("-", "_")))
    call.put(SystemDebug(wanted))
