"""A switch of a Python program on the network, beside the program: for tests that come over telnet or SSH."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from xos_cli.api.switch import Switch
from xos_cli.errors import XosError
from xos_cli.serve.connection_limits import ConnectionCounter, limits
from xos_cli.serve.server_log import ServerLog
from xos_cli.serve.site import SERVICES, Plan, Site
from xos_cli.serve.switch_server import SwitchServer
from xos_cli.switch.machine import Machine, SshModule

if TYPE_CHECKING:
    from xos_cli.serve.host_keys import HostKeys

T = TypeVar("T")
HOST = "127.0.0.1"


class Server:
    """Where the switch is found, and who may log in.

    The switch works in a thread of its own: what is to be done to it, or looked up, goes through ``call``.
    """

    def __init__(self, switch: Switch, served: SwitchServer) -> None:
        self._switch, self._served = switch, served
        ports = {service: listener.port for service, listener in served.listeners.items()}
        self.host = HOST
        self.telnet_port, self._ssh_port = ports["telnet"], ports.get("ssh")
        self.username, self.password = "admin", ""
        consoles = [port for service, port in ports.items() if service.startswith("console")]
        self.console_ports = dict(zip(switch.nodes, consoles, strict=True))

    def __repr__(self) -> str:
        return f"<{self.host}: telnet {self.telnet_port}, ssh {self._ssh_port or 'not installed'}>"

    @property
    def ssh_port(self) -> int:
        """The port of its SSH server; XosError where there is none."""
        if self._ssh_port is None:
            raise XosError("a switch is served over SSH where asyncssh is installed: pip install asyncssh")
        return self._ssh_port

    def call(self, action: Callable[[Switch], T]) -> T:
        """What *action* makes of the switch; it is done between what the clients do, and they see it."""
        done: Future[T] = Future()
        self._served.loop.call_soon_threadsafe(_do, self._served, self._switch, action, done)
        return done.result()


@contextmanager
def serve(switch: Switch, speed: float = 20.0) -> Iterator[Server]:
    """Serve *switch* on free ports, *speed* virtual seconds per second, until the end of the ``with``."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="xos-cli", daemon=True)
    thread.start()
    try:
        served = asyncio.run_coroutine_threadsafe(_open(switch, speed, loop), loop).result()
        try:
            yield Server(switch, served)
        finally:
            asyncio.run_coroutine_threadsafe(_close(served), loop).result()
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _open(switch: Switch, speed: float, loop: asyncio.AbstractEventLoop) -> SwitchServer:
    keys = _keys(loop)
    machine = switch._machine

    def build(ssh: SshModule | None) -> Machine:
        machine.ssh = ssh
        return machine

    services = ["telnet", *(["ssh"] if keys else []), *SERVICES[-2:][: len(machine.nodes)]]
    plan = Plan("switch-1", dict.fromkeys(services, 0), build, speed, eager=True)
    return SwitchServer(plan, Site(loop, HOST, ConnectionCounter(limits(1, 0)), keys, ServerLog.silent()))


def _keys(loop: asyncio.AbstractEventLoop) -> "HostKeys | None":
    """What SSH needs, if asyncssh is installed."""
    try:
        from xos_cli.serve.host_keys import HostKeys
    except ModuleNotFoundError:
        return None
    return HostKeys(loop)


async def _close(served: SwitchServer) -> None:
    served.close()
    served.machine.ssh = None
    await asyncio.sleep(0)
    others = asyncio.all_tasks() - {asyncio.current_task()}
    await asyncio.gather(*others, return_exceptions=True)


def _do(served: SwitchServer, switch: Switch, action: Callable[[Switch], T], done: "Future[T]") -> None:
    try:
        served.catch_up()
        done.set_result(action(switch))
    except BaseException as error:
        done.set_exception(error)
    finally:
        served.settle()
