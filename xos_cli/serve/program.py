"""`xos-cli serve`: serve switches over telnet and SSH until a signal comes."""

import asyncio
import gc
import ipaddress
import json
import os
import signal
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from xos_cli.errors import CommandError
from xos_cli.program.secret_file import secret
from xos_cli.record import NamedTuple
from xos_cli.serve.connection_limits import ConnectionCounter, limits
from xos_cli.serve.console import LabAccess
from xos_cli.serve.fleet import plans
from xos_cli.serve.server_log import ServerLog
from xos_cli.serve.site import ServePlan, Site
from xos_cli.serve.switch_server import SwitchServer
from xos_cli.session.session import Session

if TYPE_CHECKING:
    from xos_cli.serve.host_keys import HostKeys

#: Real seconds after which the grammar is read, if no command has needed it before.
WARM_UP = 0.5
#: The thresholds of the garbage collector of Python.  Sessions make few objects that reference counts do not free; to
#: look through more young ones at once would hold up other sessions for longer than a turn.
GARBAGE = (4_000, 50, 50)
#: Real seconds after which a signal ends the program even if the event loop is at work.
LAST = 0.8
#: File descriptors that each switch may need, beside its connections.
FILES = 8


class ServiceAddress(NamedTuple):
    """Where one service of a switch is found."""

    service: str
    host: str
    port: int
    switch: str


def serve(options: Namespace) -> int:
    """Serve switches until a signal comes; return the program's exit status."""
    gc.disable()  # until everything is there: nothing is thrown away meanwhile
    found = plans(options)
    counter = ConnectionCounter(limits(len(found), options.max_sessions))
    _allow_files(len(found) * FILES + counter.limits.total)
    with _log(options.log) as log:
        return asyncio.run(_serve(options, found, counter, log))


@contextmanager
def _log(path: str | None) -> Iterator[ServerLog]:
    """Write the log to the file *path*, which is appended to; None for standard error."""
    if path is None:
        yield ServerLog()
        return
    with open(path, "a", encoding="utf-8") as file:
        yield ServerLog(file)


def _lab_access(options: Namespace) -> LabAccess:
    """Return who may use the lab at the consoles."""
    password = secret(options.lab_password_file) if options.lab_password_file else None
    return LabAccess(password, options.no_lab)


async def _serve(options: Namespace, found: list[ServePlan], counter: ConnectionCounter, log: ServerLog) -> int:
    loop = asyncio.get_running_loop()
    stop, announced = asyncio.Event(), False
    _stop_on_signals(loop, stop)
    loop.set_exception_handler(lambda loop, context: _fault(log, context))
    keys = None
    if any("ssh" in plan.ports for plan in found):
        keys = _host_keys(loop, log)
    site = Site(loop, options.host, counter, keys, log, options.ssh_legacy, _lab_access(options))
    fleet: list[SwitchServer] = []
    try:
        for plan in found:
            fleet.append(SwitchServer(plan, site))
            await asyncio.sleep(0)  # a signal is obeyed between two switches
            if stop.is_set():
                return 0
        await _announce(options, fleet, stop)
        announced = True
        loop.call_later(WARM_UP, _warm_up, fleet[0])
        await stop.wait()
    finally:
        for server in fleet:
            server.close()
        if announced and options.ready_file:
            with suppress(FileNotFoundError):
                os.unlink(options.ready_file)
    return 0


def _stop_on_signals(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    """Set *stop* at SIGINT and SIGTERM; end the program all the same if the loop has not obeyed soon."""

    def obey(number: int, frame: object) -> None:
        loop.call_soon_threadsafe(stop.set)
        signal.signal(signal.SIGALRM, lambda number, frame: os._exit(0))
        signal.setitimer(signal.ITIMER_REAL, LAST)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, obey)


def _host_keys(loop: asyncio.AbstractEventLoop, log: ServerLog) -> "HostKeys":
    """Return the host keys, after importing asyncssh; what it logs goes to the server's log."""
    from xos_cli.serve.import_asyncssh import import_asyncssh

    import_asyncssh()
    import logging
    import warnings

    from xos_cli.serve.host_keys import HostKeys
    from xos_cli.serve.library_log import LibraryLog

    warnings.filterwarnings("ignore", module=r"asyncssh\.")  # what a later version of cryptography will not have
    for name in ("asyncssh", "asyncio"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [LibraryLog(log)], False
    return HostKeys(loop)


def _fault(log: ServerLog, context: dict[str, Any]) -> None:
    """Log an error of the event loop that no task has handled."""
    error = context.get("exception")
    if isinstance(error, OSError):
        log.note("xos-cli", f"{context.get('message', 'connection')}: {error}")
    elif isinstance(error, BaseException):
        log.fault("xos-cli", error)
    else:
        log.note("xos-cli", str(context.get("message", "")))


async def _announce(options: Namespace, fleet: list[SwitchServer], stop: asyncio.Event) -> None:
    """Print the ports once clients can connect."""
    endpoints = [
        ServiceAddress(service, options.host, port, server.name)
        for server in fleet
        for service, port in server.ports.items()
    ]
    if not _is_loopback(options.host) and not options.admin_password_file:
        print(
            f"xos-cli: admin has no password, and anybody who can reach {options.host} can log in at these switches "
            "(--admin-password-file FILE sets one)",
            file=sys.stderr,
        )
    while not stop.is_set() and any(not server.is_up for server in fleet):
        await asyncio.sleep(0.05)
    _warn_without_ssh([server.name for server in fleet if server.lacks_ssh_module])
    if options.format == "json":
        print(json.dumps([endpoint._asdict() for endpoint in endpoints], indent=1))
    else:
        for endpoint in endpoints:
            print(*endpoint)
    sys.stdout.flush()
    if options.ready_file:
        part = f"{options.ready_file}.part"
        with open(part, "w", encoding="utf-8") as file:
            json.dump([endpoint._asdict() for endpoint in endpoints], file, indent=1)
        os.replace(part, options.ready_file)


def _warn_without_ssh(names: list[str]) -> None:
    """Print in one line at which switches SSH clients are refused because the SSH module is missing."""
    if names:
        where = ", ".join(names) if len(names) < 4 else f"{names[0]} to {names[-1]}"
        print(
            f"xos-cli: no SSH module is installed at {where}: SSH is refused (--ssh-module installs it)",
            file=sys.stderr,
        )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _warm_up(server: SwitchServer) -> None:
    """Read the grammar before the first client needs it; exempt all objects so far from garbage collection."""
    try:
        _read_grammar(server)
    finally:
        gc.freeze()
        gc.set_threshold(*GARBAGE)
        gc.enable()


def _read_grammar(server: SwitchServer) -> None:
    master = server.master
    if master is not None:
        session = Session(server.machine, master.name, "telnet", "")
        session.admin = True
        with suppress(CommandError):
            session.candidates("")
        session.close()


def _allow_files(wanted: int) -> None:
    """Raise the limit of open files to what is needed, or to what the host allows."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
