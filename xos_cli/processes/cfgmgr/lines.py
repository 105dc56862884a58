"""Return the lines of the configuration manager in `show configuration`.

evidence: capture 11.2 (all but a banner), inferred (the banner: its lines can be typed again)
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


from collections.abc import Iterator

from xos_cli.processes.cfgmgr.facts import banner_lines
from xos_cli.processes.cfgmgr.rows import CORE_DUMPS, CliSession, IdleTimeout, SystemDebug
from xos_cli.switch.tables import Store


def limit_lines(store: Store) -> Iterator[str]:
    """Return the lines of the limits; core dumps have a line only if they go somewhere."""
    session, idle = store.one(CliSession), store.one(IdleTimeout)
    yield f"{'enable' if session.cmdLogging else 'disable'} cli-config-logging"
    yield f"configure cli max-sessions {session.maxSessions}"
    yield f"configure cli max-failed-logins {session.maxLogins}"
    yield f"configure idletimeout {idle.minutes}"
    yield f"{'enable' if idle.enabled else 'disable'} idletimeout"
    for debug in store.rows(SystemDebug):
        if debug.coredumps:
            yield f"configure debug core-dumps {CORE_DUMPS[debug.coredumps]}"


def banner_commands(store: "Store") -> Iterator[str]:
    """Return the command that sets the banner, and the banner up to the empty line that ends it."""
    lines = banner_lines(store)
    if lines:
        yield from ("configure banner", *lines, "")


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """Return the lines of the limits and of the banner.  evidence: capture 11.2 (all but a banner)"""
    from xos_cli.processes.cfgmgr.lines import banner_commands

    yield from limit_lines(store)
    yield from banner_commands(store)
