"""The facilities that all switches of one program share, and the plan of each switch."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from xos_cli.record import NamedTuple
from xos_cli.serve.connection_limits import ConnectionCounter
from xos_cli.serve.console import LabAccess
from xos_cli.serve.server_log import ServerLog
from xos_cli.serve.turns import Turns
from xos_cli.switch.machine import Machine, SshKeys

if TYPE_CHECKING:
    from xos_cli.lab.commands import Lab
    from xos_cli.serve.clock_driver import ClockProgress
    from xos_cli.serve.host_keys import HostKeys

#: The services of a switch: its management port over telnet, SSH and SNMP, and the serial consoles of its MSMs.
CONSOLES = ("console-a", "console-b")
SERVICES = ("telnet", "ssh", "snmp", *CONSOLES)


class Follower(Protocol):
    """The server of one switch, as the others of its group see it."""

    def follow(self) -> None:
        """Refresh the connections that have changed, and follow the switch's settings."""


class CabledGroup:
    """A group of switches that are cabled together and share one clock, which is driven once."""

    def __init__(self) -> None:
        self.servers: list[Follower] = []
        self.progress: ClockProgress | None = None


class ServePlan(NamedTuple):
    """One switch to be served: *build* makes it, with the host keys of SSH where that is served; *ports* says where its
    services are found (0: on any free port).

    *speed* is virtual seconds per second.  *eager*: it is made at once, and not when somebody connects.  *flash*: the
    folder that keeps what it saves, "" for none.  *group*: the switches it is cabled together with, and *lab* returns
    the lab of their network.  *traps*: the real address that gets its SNMP notifications, too.  *ssh_module*: it has
    the SSH module from the start.
    """

    name: str
    ports: dict[str, int]
    build: Callable[[SshKeys | None], Machine]
    speed: float
    eager: bool
    flash: str = ""
    group: CabledGroup | None = None
    lab: "Callable[[], Lab] | None" = None
    traps: tuple[str, int] | None = None
    ssh_module: bool = False


class Site:
    """The event loop, the address, and the limits of a program; *host_keys* are there where a switch has SSH."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        host: str,
        counter: ConnectionCounter,
        host_keys: "HostKeys | None" = None,
        log: ServerLog | None = None,
        legacy_ssh: bool = False,
        lab_access: LabAccess | None = None,
    ) -> None:
        self.loop, self.host, self.counter, self.host_keys = loop, host, counter, host_keys
        self.log = log or ServerLog()
        self.legacy_ssh = legacy_ssh
        self.lab_access = lab_access or LabAccess()
        self.turns = Turns(loop)
