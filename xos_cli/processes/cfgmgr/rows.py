"""The rows of the configuration manager: what the command line allows.

evidence: capture 11.2 (elements and fields), later 16.x (ranges of the two limits), recalled (range of the idle time)
"""

from typing import Annotated

from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Always, table


@table("cliSession")
class CliSession(NamedTuple):
    """Limits of sessions: *maxLogins* failures end one; *loginBanner* stands before the login."""

    maxSessions: Annotated[int, range(1, 17)] = 8
    maxLogins: Annotated[int, range(1, 11)] = 3
    loginBanner: Always = ""
    cmdLogging: int = 0


@table("idleTimeout")
class IdleTimeout(NamedTuple):
    """The idle time in minutes after which a session ends."""

    minutes: Annotated[int, range(1, 241)] = 20
    enabled: int = 1


@table("systemDebug")
class SystemDebug(NamedTuple):
    """`configure debug core-dumps`: 0 nowhere, 1 internal memory, 2 memory card.  evidence: inferred (the numbers)"""

    coredumps: Annotated[int, range(3)] = 0


CORE_DUMPS = ("off", "internal-memory", "memorycard")
