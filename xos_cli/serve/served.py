"""One switch on the network: its time, its doors, and the connections to it."""

import asyncio
import socket
import sys
import traceback
from collections.abc import Callable, Coroutine
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from xos_cli.processes.telnetd.process import PORT as TELNET_PORT
from xos_cli.processes.telnetd.ssh2 import SSH_PORT
from xos_cli.serve.access import Access, access
from xos_cli.serve.connection import Connection
from xos_cli.serve.console import Bench, ConsolePort
from xos_cli.serve.door import Door, turn_away
from xos_cli.serve.gate import Gate
from xos_cli.serve.pace import Pace
from xos_cli.serve.telnetline import ConsoleLine, TelnetLine
from xos_cli.session.session import Session
from xos_cli.switch.machine import Machine, SshModule
from xos_cli.switch.node import Node

if TYPE_CHECKING:
    from xos_cli.serve.hostkey import HostKeys
    from xos_cli.serve.sshline import Login, SshServer

#: The services of a switch: its management port over telnet and SSH, and the serial consoles of its MSMs.
CONSOLES = ("console-a", "console-b")
SERVICES = ("telnet", "ssh", *CONSOLES)
#: Real seconds after which a port that somebody else has is tried again.
AGAIN = 1.0


class Plan(NamedTuple):
    """One switch to be served: *build* makes it, with SSH or without it; *ports* says where its services are found (0:
    on any free port).

    *speed* is virtual seconds per second.  *eager*: it is made at once, and not when somebody connects.  *flash*: the
    folder that keeps what it saves, "" for none.
    """

    name: str
    ports: dict[str, int]
    build: Callable[[SshModule | None], Machine]
    speed: float
    eager: bool
    flash: str = ""


class Site(NamedTuple):
    """What all switches of a program share; the keys are there where one of them has SSH."""

    loop: asyncio.AbstractEventLoop
    host: str
    gate: Gate
    host_keys: "HostKeys | None"


class Served:
    """The switch of a *plan* on the network of a *site*."""

    def __init__(self, plan: Plan, site: Site) -> None:
        self.plan, self.name, self.site = plan, plan.name, site
        self.loop, self.gate, self.limits = site.loop, site.gate, site.gate.limits
        self.began = self.loop.time()
        self.connections: set[Connection] = set()
        self.logins: set[Login] = set()  # connections over SSH
        self._home: tuple[str, int] | None = None
        self.changed: dict[Connection, None] = {}
        self._access: Access | None = None
        self._refused: set[Door] = set()  # doors that could not be opened
        self._again: asyncio.TimerHandle | None = None  # when to try those again
        self._closing = False
        self._tasks: set[asyncio.Task[None]] = set()
        self.doors = {
            service: Door(self.loop, service, site.host, port, partial(self._accept, service))
            for service, port in plan.ports.items()
        }
        if plan.eager:
            self.settle()

    # -- the switch --------------------------------------------------------------------------------------------------

    @cached_property
    def machine(self) -> Machine:
        """The switch itself."""
        machine = self.plan.build(self.site.host_keys if "ssh" in self.plan.ports else None)
        self._clock = machine.clock
        return machine

    @cached_property
    def pace(self) -> Pace:
        """Its time: that of a switch made late has passed all the same."""
        began = self.loop.time() if self.plan.eager else self.began
        return Pace(self.loop, self.bench, began, self._due)

    @cached_property
    def bench(self) -> Bench:
        """The lab at its consoles."""
        return Bench(self.machine, self.plan.speed)

    @cached_property
    def consoles(self) -> dict[str, ConsolePort]:
        """Its consoles, whether they have a port or not, by their service; a stand-alone switch has one."""
        named = zip(CONSOLES, self.bench.consoles, strict=False)
        return {service: ConsolePort(self.bench, msm) for service, msm in named}

    @property
    def master(self) -> Node | None:
        """The MSM that one reaches over the network, if there is one."""
        master = self.machine.master
        return master if master is not None and master.login_open else None

    @property
    def is_up(self) -> bool:
        """Whether it is known where one can connect: one that is made late will be up at once."""
        return not self.plan.eager or self.master is not None

    def login(self, kind: str, address: str) -> Session | None:
        """A session at the management port, None while there is nobody to answer."""
        master = self.master
        if master is None:
            return None
        session = Session(self.machine, master.name, kind, address)
        session.most = self.limits.sessions
        return session

    # -- time --------------------------------------------------------------------------------------------------------

    def catch_up(self) -> None:
        """Let everything happen that should have by now; a fault of the emulator ends no connection."""
        try:
            self.pace.catch_up()
        except Exception:
            traceback.print_exc()

    def settle(self) -> None:
        """Show what has changed, wherever it can be seen, and wake up for what comes next."""
        if self.machine.clock is not self._clock:
            self._restored()
        while self.changed:
            connection = next(iter(self.changed))
            del self.changed[connection]
            try:
                connection.refresh()
            except Exception:  # a fault of the emulator: it ends this connection and no other
                traceback.print_exc()
                connection.ended = True
                connection.abort()
        self._mind_the_doors()
        self._mind_the_logins()
        self.pace.arm()

    def _due(self) -> None:
        self.catch_up()
        self.settle()

    def go_on(self, connection: Connection) -> None:
        """Have *connection* refreshed once the others have had their turn."""
        self.loop.call_soon(self._turn, connection)

    def _turn(self, connection: Connection) -> None:
        if not connection.ended:
            self.catch_up()
            connection.changed()
            self.settle()

    def _restored(self) -> None:
        """The machine went back to a snapshot: the consoles go on, and over the network nobody is logged in there."""
        self._clock = self.machine.clock
        for session in self.bench.consoles.values():
            session.reattach()
        sessions = [connection.terminal.session for connection in self.connections if connection.terminal is not None]
        for session in sessions:
            if session.kind != "console":
                session.down(session.node)
        for login in list(self.logins):
            login.drop()

    @property
    def home(self) -> tuple[str, int] | None:
        """The MSM that one is connected to over the network, since which boot."""
        master = self.machine.master
        return (master.name, master.boots) if master is not None else None

    def _mind_the_logins(self) -> None:
        """With the MSM the SSH connections to it go, whether they have a channel or not."""
        home = self.home
        if home != self._home:
            self._home = home
            for login in [login for login in self.logins if login.home != home]:
                login.drop()

    # -- doors -------------------------------------------------------------------------------------------------------

    def _mind_the_doors(self) -> None:
        """Open and shut them as the switch's servers start and stop."""
        now = access(self.machine)
        if now == self._access or self._closing:
            return
        self._access = now
        for service, port, usual in (("telnet", now.telnet, TELNET_PORT), ("ssh", now.ssh, SSH_PORT)):
            if service in self.doors:
                self._set(self.doors[service], port, usual)

    def _set(self, door: Door, port: int, usual: int) -> None:
        """The usual port of the service stands for the one that was planned; any other is meant as it is."""
        if not port:
            door.close()
            return
        try:
            door.open(door.planned if port == usual else port)
            self._refused.discard(door)
        except OSError as error:
            if door not in self._refused:
                print(f"xos-cli: {self.name}: {error.strerror}", file=sys.stderr)
            self._refused.add(door)
            if self._again is None:
                self._again = self.loop.call_later(AGAIN, self._try_again)

    def _try_again(self) -> None:
        self._again = self._access = None
        self._due()

    def _accept(self, service: str, connection: socket.socket, address: str) -> None:
        """Somebody connects."""
        refused = self.gate.enter(self.name, address)
        if refused:
            turn_away(connection, refused)
            return
        self.consoles  # noqa: B018  (the switch must be there, and somebody at its consoles)
        if service == "ssh":
            self._run(self._ssh.serve(connection, address))
        else:
            line = TelnetLine(self, address) if service == "telnet" else ConsoleLine(self, address, service)
            self.connections.add(line)
            self._run(self._connect(line, connection, address))

    @cached_property
    def _ssh(self) -> "SshServer":
        from xos_cli.serve.sshline import SshServer

        assert self.site.host_keys is not None
        return SshServer(self, self.site.host_keys)

    async def _connect(self, line: TelnetLine, connection: socket.socket, address: str) -> None:
        try:
            await self.loop.connect_accepted_socket(lambda: line, connection)
        except OSError:
            self.left(line, address)

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        task = self.loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # -- the end -----------------------------------------------------------------------------------------------------

    def gone(self, connection: Connection) -> None:
        """A session's connection is over."""
        self.changed.pop(connection, None)
        self.connections.discard(connection)

    def left(self, line: TelnetLine, address: str) -> None:
        """A telnet client has gone."""
        self.gone(line)
        self.gate.leave(self.name, address)

    def close(self) -> None:
        """Close every door and every connection."""
        self._closing = True
        for door in self.doors.values():
            door.close()
        if self._again is not None:
            self._again.cancel()
        if "pace" in self.__dict__:
            self.pace.stop()
        for connection in list(self.connections):
            connection.end()
        for task in self._tasks:
            task.cancel()
