"""A terminal at a booted switch, and switches on the network, for the tests beside this file."""

import asyncio
import contextlib
import socket
from argparse import Namespace
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from conftest import booted

from xos_cli.program.ssh_module import enable_ssh, install_ssh
from xos_cli.serve.connection_limits import ConnectionCounter, Limits
from xos_cli.serve.site import ServePlan, Site
from xos_cli.serve.switch_server import SwitchServer
from xos_cli.serve.terminal import Terminal
from xos_cli.session.session import Session
from xos_cli.switch.machine import Machine, SshKeys

#: Virtual seconds per second: what takes the switch a minute takes a test a blink.
SPEED = 2000.0


class Keys:
    """Somebody at a terminal of the switch *machine*."""

    def __init__(self, machine: Machine, kind: str = "telnet", node: str = "MSM-A") -> None:
        self.machine = machine
        self.session = Session(machine, node, kind, "10.0.0.1" if kind != "console" else "serial")
        self.terminal = Terminal(self.session)
        self.take()

    def press(self, typed: str | bytes) -> str:
        """What the terminal shows of these bytes and of what comes of them."""
        self.terminal.receive(typed.encode() if isinstance(typed, str) else typed)
        return self.take()

    def take(self) -> str:
        """What the terminal shows by itself."""
        self.terminal.refresh()
        return self.terminal.take().decode()

    def wait(self, seconds: float) -> str:
        """Let time pass; what the terminal shows of it."""
        self.machine.advance(seconds)
        return self.take()

    def log_in(self, name: str = "admin") -> "Keys":
        """Log in, with an empty password."""
        assert self.press(f"{name}\r\r").endswith((".1 # ", ".1 > "))
        return self


@pytest.fixture
def keys() -> Keys:
    """Somebody who has logged in at a booted bd10808 over telnet."""
    return Keys(booted("bd10808")).log_in()


@pytest.fixture
def newcomer() -> Callable[..., Keys]:
    """Make somebody at a terminal who has not logged in: ``newcomer()``, ``newcomer("console")``."""
    return lambda kind="telnet", machine=None, node="MSM-A": Keys(machine or booted("bd10808"), kind, node)


class Wire:
    """One TCP connection to a switch."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    async def until(self, end: bytes, seconds: float = 5.0) -> bytes:
        """Everything up to *end*."""
        return await asyncio.wait_for(self.reader.readuntil(end), seconds)

    async def rest(self, seconds: float = 5.0) -> bytes:
        """Everything up to the end of the connection."""
        return await asyncio.wait_for(self.reader.read(), seconds)

    async def say(self, typed: str, end: str = "# ") -> str:
        """Type, and read up to *end*."""
        self.writer.write(typed.encode())
        return (await self.until(end.encode())).decode(errors="replace")

    async def log_in(self, name: str = "admin", end: str = "# ") -> "Wire":
        """Log in over telnet, with an empty password."""
        await self.until(b"login: ")
        await self.say(f"{name}\r\n", "password: ")
        await self.say("\r\n", f".1 {end}")
        return self


class Network:
    """Switches on the network, inside a running event loop."""

    def __init__(self, served: list[SwitchServer]) -> None:
        self.served = served

    async def connect(self, service: str = "telnet", index: int = 0) -> Wire:
        """Connect to a service of a switch."""
        port = self.served[index].listeners[service].port
        return Wire(*await asyncio.open_connection("127.0.0.1", port, limit=2**24))

    async def telnet(self) -> Wire:
        """Log in as admin over telnet."""
        return await (await self.connect()).log_in()

    async def back(self, service: str = "telnet") -> Wire:
        """Connect as soon as the switch answers again."""
        for _ in range(500):
            with contextlib.suppress(ConnectionRefusedError):
                return await self.connect(service)
            await asyncio.sleep(0.01)
        raise TimeoutError


@contextlib.asynccontextmanager
async def _serving(
    *services: str,
    limits: Limits | None = None,
    chassis: str = "bd10808",
    count: int = 1,
    speed: float = SPEED,
    module: bool = True,
) -> AsyncIterator[Network]:
    """Serve booted switches on free ports of this host."""
    loop = asyncio.get_running_loop()
    keys = None
    if "ssh" in services:
        from xos_cli.serve.host_keys import HostKeys

        keys = HostKeys(loop)

    def build(ssh: SshKeys | None) -> Machine:
        machine = booted(chassis)
        machine.ssh = ssh
        if ssh is not None and module:
            install_ssh(machine)
            enable_ssh(machine)
            machine.settle()
        return machine

    ports = dict.fromkeys(services or ("telnet",), 0)
    site = Site(loop, "127.0.0.1", ConnectionCounter(limits or Limits()), keys)
    plans = [ServePlan(f"switch-{n + 1}", ports, build, speed, False, ssh_module=module) for n in range(count)]
    fleet = [SwitchServer(plan, site) for plan in plans]
    try:
        yield Network(fleet)
    finally:
        for served in fleet:
            served.close()
        await asyncio.sleep(0)


@pytest.fixture
def serving() -> Callable[..., contextlib.AbstractAsyncContextManager[Network]]:
    """Serve switches while a test is at it: ``async with serving("telnet", "ssh") as network``."""
    return _serving


@pytest.fixture
def options() -> Callable[..., Namespace]:
    """The program's options for `serve`, some of them changed."""

    def make(**changes: Any) -> Namespace:
        from xos_cli.__main__ import parser

        words = ["serve"]
        for name, value in changes.items():
            words += [f"--{name.replace('_', '-')}", *([] if value is True else [str(value)])]
        return parser().parse_args(words)

    return make


@pytest.fixture
def free_ports() -> Callable[[int], list[int]]:
    """Ports that nobody listens on."""

    def find(count: int) -> list[int]:
        with contextlib.ExitStack() as stack:
            servers = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
            return [int(server.getsockname()[1]) for server in servers]

    return find
