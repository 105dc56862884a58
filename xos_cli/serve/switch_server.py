"""One switch on the network: its time, its listeners, and the connections to it."""

import asyncio
import socket
from collections.abc import Callable, Coroutine
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from xos_cli.errors import host_answer
from xos_cli.lab.commands import Lab
from xos_cli.processes.telnetd.facts import ssh_loaded
from xos_cli.processes.telnetd.rows import PORT as TELNET_PORT
from xos_cli.processes.telnetd.rows import SSH_PORT
from xos_cli.serve.access import Access, AccessSeen, access
from xos_cli.serve.clock_driver import ClockDriver, ClockProgress
from xos_cli.serve.connection import Connection
from xos_cli.serve.console import ConsoleLab, ConsolePort
from xos_cli.serve.listener import ListeningSocket, turn_away
from xos_cli.serve.server_log import LoginJournal
from xos_cli.serve.site import CONSOLES, CabledGroup, ServePlan, Site
from xos_cli.serve.telnet_connection import ConsoleConnection, TelnetConnection
from xos_cli.session.session import Session
from xos_cli.switch.machine import Machine
from xos_cli.switch.node import Node

if TYPE_CHECKING:
    from xos_cli.serve.snmp import Outlet, SnmpSocket
    from xos_cli.serve.ssh_login import SshLogin
    from xos_cli.serve.ssh_server import SshServer

#: Real seconds after which a port that another program has is tried again.
AGAIN = 1.0


class SwitchServer:
    """The switch of a *plan* on the network of a *site*."""

    def __init__(self, plan: ServePlan, site: Site) -> None:
        self.plan, self.name, self.site = plan, plan.name, site
        self.loop, self.limits, self.turn = site.loop, site.counter.limits, site.turns.turn
        self.began = self.loop.time()
        # no sets, which are large: of a thousand switches most have nothing in any of these
        self.connections: dict[Connection, None] = {}
        self.ssh_logins: dict[SshLogin, None] = {}
        self._home: tuple[str, int] | None = None
        self._changed: dict[Connection, None] = {}
        self._behind = False  # some that have changed wait for the next round of the event loop
        self._access: Access | None = None
        self._seen: AccessSeen | None = None
        self._refused: dict[ListeningSocket, None] = {}  # the listeners that could not open their port
        self._again: asyncio.TimerHandle | None = None  # when to try those again
        self._closing = False
        self.recorder: Callable[[Session, bytes], None] | None = None
        self._tasks: dict[asyncio.Task[None], None] = {}
        self.listeners = {
            service: ListeningSocket(self.loop, service, site.host, port, partial(self._accept, service), self.note)
            for service, port in plan.ports.items()
            if service != "snmp"
        }
        if "ssh" in self.listeners and not (plan.eager or plan.ssh_module):
            self.listeners["ssh"].close()  # until the module is there; one that is made now follows its settings
        self._outlet: Outlet | None = None
        self.snmp = self._snmp_socket() if "snmp" in plan.ports else None
        self.group = plan.group or CabledGroup()
        self.group.servers.append(self)
        if plan.eager:
            self.settle()

    # -- the switch --------------------------------------------------------------------------------------------------

    @cached_property
    def machine(self) -> Machine:
        """Return the switch itself."""
        machine = self.plan.build(self.site.host_keys if "ssh" in self.plan.ports else None)
        self._clock = machine.clock
        self._journal.watch(machine)
        if self.plan.traps is not None:
            from xos_cli.serve.snmp import Outlet, connect_outlet

            self._outlet = Outlet(self.plan.traps)
            connect_outlet(machine, self._outlet)
        return machine

    @cached_property
    def _journal(self) -> LoginJournal:
        return LoginJournal(self.note)

    @cached_property
    def clock_driver(self) -> ClockDriver:
        """Return the clock driver; the clock of a switch that is made late counts from the program's start."""
        began = self.loop.time() if self.plan.eager else self.began
        self.group.progress = self.group.progress or ClockProgress(began)
        return ClockDriver(self.loop, self.lab, began, self._due, self.turn, self.group.progress, self.machine)

    @cached_property
    def lab(self) -> Lab:
        """Return the lab at its consoles."""
        return self.plan.lab() if self.plan.lab else ConsoleLab(self.machine, self.plan.speed)

    @cached_property
    def consoles(self) -> dict[str, ConsolePort]:
        """Return its consoles, whether they have a port or not, by their service; a stand-alone switch has one."""
        mine = [name for name, session in self.lab.consoles.items() if session.machine is self.machine]
        named = zip(CONSOLES, mine, strict=False)
        return {service: ConsolePort(self.lab, msm, self.site.lab_access, self.fault) for service, msm in named}

    @property
    def master(self) -> Node | None:
        """Return the MSM that answers at the management address, None if there is none."""
        master = self.machine.master
        return master if master is not None and master.login_open else None

    @property
    def is_up(self) -> bool:
        """Return whether clients can connect; a switch that is made late will be up at once."""
        return not self.plan.eager or self.master is not None

    @property
    def lacks_ssh_module(self) -> bool:
        """Return whether it is to be served over SSH, and its SSH module does not run."""
        if "ssh" not in self.listeners:
            return False
        master = self.machine.master if self.plan.eager else None
        return not (self.plan.ssh_module if master is None else ssh_loaded(master))

    def login(self, kind: str, address: str) -> Session | None:
        """Return a session at the management port; None while there is nobody to answer."""
        master = self.master
        if master is None:
            return None
        session = Session(self.machine, master.name, kind, address)
        session.most = self.limits.sessions
        return session

    # -- the log -----------------------------------------------------------------------------------------------------

    def note(self, text: str) -> None:
        """Write a line to the server's log."""
        self.site.log.note(self.name, text)

    def shown(self, session: Session, data: bytes) -> None:
        """Note what *session* shows its client, if somebody wants to know."""
        if self.recorder is not None:
            self.recorder(session, data)

    def fault(self, error: Exception) -> None:
        """Write that the emulator has a fault."""
        self.site.log.fault(self.name, error)

    # -- time --------------------------------------------------------------------------------------------------------

    def catch_up(self) -> None:
        """Begin a turn, and advance virtual time to now; an error of the emulator is logged and ends no connection."""
        self.turn.begin()
        try:
            self.clock_driver.catch_up()
        except Exception as error:
            self.fault(error)

    def settle(self) -> None:
        """Refresh the connections that have changed, follow the switch's settings, and wake up for what comes next."""
        for server in self.group.servers:
            server.follow()
        self.clock_driver.arm()

    def follow(self) -> None:
        """Refresh the connections that have changed, and follow the switch's settings."""
        if self.machine.clock is not self._clock:
            self._restored()
        self._refresh()
        self._follow_settings()

    def _refresh(self) -> None:
        """Refresh the connections that have changed; the rest in the next round, if the turn is over."""
        while self._changed:
            connection = next(iter(self._changed))
            del self._changed[connection]
            try:
                connection.refresh()
            except Exception as error:  # an error of the emulator ends this connection and no other
                self.fault(error)
                connection.ended = True
                connection.abort()
            self._changed.pop(connection, None)  # its own output is shown now, or at its next turn
            if self._changed and self.turn.over():
                self._next_round()
                return

    def _next_round(self) -> None:
        if not self._behind:
            self._behind = True
            self.loop.call_soon(self._go_on)

    def _go_on(self) -> None:
        self._behind = False
        self._due()

    def _due(self) -> None:
        self.catch_up()
        self.settle()

    def has_changed(self, connection: Connection) -> None:
        """Refresh *connection* at the next ``settle``."""
        self._changed[connection] = None

    def wait_for_turn(self, connection: Connection) -> None:
        """Refresh *connection* once the others that wait have had their turn."""
        self.site.turns.later(partial(self._turn_of, connection))

    def _turn_of(self, connection: Connection) -> None:
        connection.waiting = False
        if not connection.ended:
            self.catch_up()
            self.has_changed(connection)
            self.settle()

    def _restored(self) -> None:
        """Handle a restored snapshot: consoles go on, network logins and SSH connections end."""
        self._clock = self.machine.clock
        self._journal.watch(self.machine)
        for session in self.lab.consoles.values():
            session.reattach()
        sessions = [connection.terminal.session for connection in self.connections if connection.terminal is not None]
        for session in sessions:
            if session.kind != "console":
                session.down()
        for login in list(self.ssh_logins):
            login.drop()

    @property
    def home(self) -> tuple[str, int] | None:
        """Return the MSM that one is connected to over the network, and which boot of it."""
        master = self.machine.master
        return (master.name, master.boots) if master is not None else None

    def _follow_settings(self) -> None:
        """Follow the switch where its master, or a setting of its servers, may have changed."""
        master = self.machine.master
        seen = AccessSeen.of(master)
        if seen != self._seen:
            self._seen = seen
            self._follow_access(access(master))
            self._follow_master()

    def _follow_master(self) -> None:
        """End the SSH connections to an MSM that is gone, whether they have a channel or not."""
        home = self.home
        if home != self._home:
            self._home = home
            for login in [login for login in self.ssh_logins if login.home != home]:
                login.drop()

    # -- listeners ---------------------------------------------------------------------------------------------------

    def _follow_access(self, now: Access) -> None:
        """Open and close the listeners as the switch's servers start and stop."""
        if now == self._access or self._closing:
            return
        self._access = now
        for service, port, usual in (("telnet", now.telnet, TELNET_PORT), ("ssh", now.ssh, SSH_PORT)):
            if service in self.listeners:
                self._set(self.listeners[service], port, usual)

    def _set(self, listener: ListeningSocket, port: int, usual: int) -> None:
        """Listen on *port*, 0 for none; the usual port of the service stands for the one that was planned."""
        if not port:
            listener.close()
            return
        try:
            listener.open(listener.planned if port == usual else port)
            self._refused.pop(listener, None)
        except OSError as error:
            if listener not in self._refused:
                self.note(host_answer(error))
            self._refused[listener] = None
            if self._again is None:
                self._again = self.loop.call_later(AGAIN, self._try_again)

    def _try_again(self) -> None:
        self._again = self._access = self._seen = None
        self._due()

    def _accept(self, service: str, connection: socket.socket, address: str) -> None:
        """Accept a client, or refuse it with the reason."""
        refused = self.site.counter.enter(self.name, address)
        if refused:
            self.note(f"{service} connection from {address} refused: {refused}")
            turn_away(connection, refused)
            return
        console = self.consoles.get(service)  # the switch must be there, and somebody at its consoles
        if not self._admits(service, address):
            connection.close()
            self.left(address)
            return
        if service == "ssh":
            self._run(self._ssh.serve(connection, address))
        else:
            line = TelnetConnection(self, address) if console is None else ConsoleConnection(self, address, console)
            self.join(line)
            self._run(self._connect(line, connection, address))

    def _admits(self, service: str, address: str) -> bool:
        """Return whether the switch's access profile lets a client in; a console has none."""
        master = self.master
        if master is None or service in CONSOLES:
            return True
        self.catch_up()
        return bool(master.software.ask("telnetd", "admit_client", master, service, address))

    @cached_property
    def _ssh(self) -> "SshServer":
        from xos_cli.serve.ssh_server import SshServer

        assert self.site.host_keys is not None
        return SshServer(self, self.site.host_keys, self.site.legacy_ssh)

    async def _connect(self, line: TelnetConnection, connection: socket.socket, address: str) -> None:
        try:
            await self.loop.connect_accepted_socket(lambda: line, connection)
        except OSError:
            self.gone(line)
            self.left(address)

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        task = self.loop.create_task(work)
        self._tasks[task] = None
        task.add_done_callback(self._tasks.pop)

    # -- SNMP --------------------------------------------------------------------------------------------------------

    def _snmp_socket(self) -> "SnmpSocket":
        from xos_cli.serve.snmp import SnmpSocket

        where = self.site.host, self.plan.ports["snmp"]
        return SnmpSocket(self.loop, *where, lambda: self.master, self.catch_up, self.settle, self.fault)

    @property
    def ports(self) -> dict[str, int]:
        """Return the ports of its services."""
        found = {service: listener.port for service, listener in self.listeners.items()}
        return found | ({"snmp": self.snmp.port} if self.snmp is not None else {})

    # -- connections -------------------------------------------------------------------------------------------------

    def join(self, connection: Connection) -> None:
        """Count *connection* among those to the switch."""
        self.connections[connection] = None

    def gone(self, connection: Connection) -> None:
        """Remove a closed connection."""
        self._changed.pop(connection, None)
        self.connections.pop(connection, None)

    def left(self, address: str) -> None:
        """Note that a client from *address* has gone."""
        self.site.counter.leave(self.name, address)

    def close(self) -> None:
        """Close every listener and every connection."""
        self._closing = True
        if self.snmp is not None:
            self.snmp.close()
        if self._outlet is not None:
            self._outlet.close()
        for listener in self.listeners.values():
            listener.close()
        if self._again is not None:
            self._again.cancel()
        if "clock_driver" in self.__dict__:
            self.clock_driver.stop()
        for connection in list(self.connections):
            connection.end()
        for task in self._tasks:
            task.cancel()
