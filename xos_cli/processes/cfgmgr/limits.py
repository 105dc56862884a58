"""What the command line allows: sessions, failed logins, idle time, and whether commands are logged.

evidence: capture 11.2 (rows and lines), guide 16.x (ranges of the two limits), recalled (range of the idle time)
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from xos_cli.command.call import Call
from xos_cli.switch.console import LoginSession
from xos_cli.switch.tables import Always, Store, table

if TYPE_CHECKING:
    from xos_cli.switch.node import Node


@table("cliSession")
class CliSession(NamedTuple):
    """Limits of sessions: *maxLogins* failures end one; *loginBanner* stands before the login."""

    maxSessions: Annotated[int, range(1, 17)] = 8
    maxLogins: Annotated[int, range(1, 11)] = 3
    loginBanner: Always = ""
    cmdLogging: int = 0


@table("idleTimeout")
class IdleTimeout(NamedTuple):
    """Minutes after which a session that does nothing ends."""

    minutes: Annotated[int, range(1, 241)] = 20
    enabled: int = 1


@table("systemDebug")
class SystemDebug(NamedTuple):
    """`configure debug core-dumps`: 0 nowhere, 1 internal memory, 2 memory card.  evidence: inferred (the numbers)"""

    coredumps: Annotated[int, range(3)] = 0


CORE_DUMPS = ("off", "internal-memory", "memorycard")


def limit_lines(store: Store) -> Iterator[str]:
    """The lines of these rows; where core dumps go is said only if it is somewhere."""
    session, idle = store.one(CliSession), store.one(IdleTimeout)
    yield f"{'enable' if session.cmdLogging else 'disable'} cli-config-logging"
    yield f"configure cli max-sessions {session.maxSessions}"
    yield f"configure cli max-failed-logins {session.maxLogins}"
    yield f"configure idletimeout {idle.minutes}"
    yield f"{'enable' if idle.enabled else 'disable'} idletimeout"
    for debug in store.rows(SystemDebug):
        if debug.coredumps:
            yield f"configure debug core-dumps {CORE_DUMPS[debug.coredumps]}"


def _change(call: Call, **fields: Any) -> None:
    call.put(call.one(CliSession)._replace(**fields))


def configure_cli_max_sessions(call: Call, max_sessions: int) -> None:
    """Over the network; those there are go on.  The console does not count."""
    _change(call, maxSessions=max_sessions)


def configure_cli_max_failed_logins(call: Call, num_of_logins: int) -> None:
    """Wrong passwords that end an attempt to log in."""
    _change(call, maxLogins=num_of_logins)


def enable_cli_config_logging(call: Call) -> None:
    """Commands that change something are logged."""
    _change(call, cmdLogging=1)


def disable_cli_config_logging(call: Call) -> None:
    """Commands are not logged."""
    _change(call, cmdLogging=0)


def configure_idletimeout(call: Call, minutes: int) -> None:
    """After how many minutes."""
    call.put(call.one(IdleTimeout)._replace(minutes=minutes))


def enable_idletimeout(call: Call) -> None:
    """Sessions that do nothing end."""
    call.put(call.one(IdleTimeout)._replace(enabled=1))


def disable_idletimeout(call: Call) -> None:
    """Sessions that do nothing go on."""
    call.put(call.one(IdleTimeout)._replace(enabled=0))


def configure_debug_core_dumps(call: Call, **where: bool) -> None:
    """Where a process that dies leaves its memory."""
    wanted = next(number for number, word in enumerate(CORE_DUMPS) if where.get(word.replace("-", "_")))
    call.put(SystemDebug(wanted))


# -- logging of commands ---------------------------------------------------------------------------------------------

#: Commands that only look, and the arguments nobody should read in a log.
LOOKING = ("show", "ls", "history", "exit", "quit", "logout", "ping", "traceroute", "top")
SECRETS = ("password", "encrypted_password", "shared_secret", "auth_password", "priv_password", "simple_password")


def log_command(node: "Node", who: LoginSession, words: Sequence[str], arguments: Mapping[str, Any]) -> None:
    """Log a command that was carried out, if that is wanted.  evidence: later EXOS (the events), recalled (the text)"""
    if words[0] in LOOKING or not any(row.cmdLogging for row in node.store.rows(CliSession)):
        return
    secrets = [arguments[name] for name in SECRETS if name in arguments]
    line = " ".join("********" if word.strip('"') in secrets else word for word in words)
    if who.kind == "console":
        node.event("Info", "CLI.logLocalCmd", f"{who.location} {who.account}: {line}")
    else:
        node.event("Info", "CLI.logRemoteCmd", f"{who.location} ({who.kind}) {who.account}: {line}")
