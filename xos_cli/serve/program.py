"""`xos-cli serve`."""

import asyncio
import gc
import ipaddress
import json
import os
import signal
import sys
from argparse import Namespace
from contextlib import suppress
from typing import NamedTuple

from xos_cli.errors import CommandError
from xos_cli.serve.fleet import plans
from xos_cli.serve.gate import Gate, limits
from xos_cli.serve.served import Plan, Served, Site
from xos_cli.session.session import Session

#: Seconds after which the grammar is read, if no command has needed it before.
WARM_UP = 0.5
#: After how many new objects Python looks for garbage: sessions make little that is not thrown away at once.
GARBAGE = (20_000, 20, 50)
#: Files that each switch may need, beside its connections.
FILES = 8


class Listener(NamedTuple):
    """Where one service of a switch is found."""

    service: str
    host: str
    port: int
    switch: str


def serve(options: Namespace) -> int:
    """Serve switches until a signal comes; the program's exit status."""
    gc.disable()  # until everything is there: nothing is thrown away meanwhile
    found = plans(options)
    gate = Gate(limits(len(found), options.max_sessions))
    _allow_files(len(found) * FILES + gate.limits.total)
    return asyncio.run(_serve(options, found, gate))


async def _serve(options: Namespace, found: list[Plan], gate: Gate) -> int:
    loop = asyncio.get_running_loop()
    stop, announced = asyncio.Event(), False
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    keys = None
    if any("ssh" in plan.ports for plan in found):
        from xos_cli.serve.quick import import_asyncssh

        import_asyncssh()
        from xos_cli.serve.hostkey import HostKeys

        keys = HostKeys(loop)
    site = Site(loop, options.host, gate, keys)
    fleet: list[Served] = []
    try:
        fleet += (Served(plan, site) for plan in found)
        await _announce(options, fleet, stop)
        announced = True
        loop.call_later(WARM_UP, _warm_up, fleet[0])
        await stop.wait()
    finally:
        for served in fleet:
            served.close()
        if announced and options.ready_file:
            with suppress(FileNotFoundError):
                os.unlink(options.ready_file)
    return 0


async def _announce(options: Namespace, fleet: list[Served], stop: asyncio.Event) -> None:
    """Say where one can connect, once one can."""
    listeners = [
        Listener(service, options.host, door.port, served.name)
        for served in fleet
        for service, door in served.doors.items()
    ]
    if not _is_loopback(options.host):
        print(f"xos-cli: anybody who can reach {options.host} can log in at these switches", file=sys.stderr)
    while not stop.is_set() and any(not served.is_up for served in fleet):
        await asyncio.sleep(0.05)
    for listener in listeners:
        print(*listener)
    sys.stdout.flush()
    if options.ready_file:
        part = f"{options.ready_file}.part"
        with open(part, "w", encoding="utf-8") as file:
            json.dump([listener._asdict() for listener in listeners], file, indent=1)
        os.replace(part, options.ready_file)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _warm_up(served: Served) -> None:
    """Have the grammar read before somebody waits for it; what is there by then stays, and need not be looked through
    for what can be thrown away."""
    try:
        _read_grammar(served)
    finally:
        gc.freeze()
        gc.set_threshold(*GARBAGE)
        gc.enable()


def _read_grammar(served: Served) -> None:
    master = served.master
    if master is not None:
        session = Session(served.machine, master.name, "telnet", "")
        session.admin = True
        with suppress(CommandError):
            session.candidates("")
        session.close()


def _allow_files(wanted: int) -> None:
    """As many open files as are needed, or as many as the host allows."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
