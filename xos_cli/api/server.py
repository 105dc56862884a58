"""A served switch for a Python program: for tests that come over telnet or SSH."""

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
from xos_cli.serve.site import SERVICES, ServePlan, Site
from xos_cli.serve.switch_server import SwitchServer
from xos_cli.session.session import Session
from xos_cli.switch.machine import Machine, SshKeys

if TYPE_CHECKING:
    from xos_cli.serve.host_keys import HostKeys

T = TypeVar("T")
HOST = "127.0.0.1"


class Server:
    """The address of a served switch, and who may log in.

    The switch works in a thread of its own; ``call`` does something to it, or looks something up.

    *host*: the address.  *telnet_port*: the port of telnet.  *console_ports*: MSM -> the port of its serial console.
    *username*, *password*: an account.  *switch*: the switch, to be used inside ``call`` only.
    """

    def __init__(self, switch: Switch, served: SwitchServer) -> None:
        self.switch, self._served = switch, served
        self._transcripts = Transcripts()
        served.recorder = self._transcripts.record
        ports = {service: listener.port for service, listener in served.listeners.items()}
        self.host = HOST
        self.telnet_port = ports["telnet"]
        self.username, self.password = "admin", ""
        consoles = [port for service, port in ports.items() if service.startswith("console")]
        self.console_ports = dict(zip(switch.nodes, consoles, strict=True))

    def __repr__(self) -> str:
        ssh = self._served.listeners.get("ssh")
        return f"<{self.host}: telnet {self.telnet_port}, ssh {ssh.port if ssh and ssh.is_open else 'closed'}>"

    @property
    def ssh_port(self) -> int:
        """The port of SSH.  Raises XosError where asyncssh is not installed, or the switch lets no SSH in."""
        listener = self._served.listeners.get("ssh")
        if listener is None:
            raise XosError("a switch is served over SSH where asyncssh is installed: pip install asyncssh")
        if not listener.is_open:
            raise XosError("the switch lets no SSH in: it needs its SSH module (ssh_module=True) and `enable ssh2`")
        return listener.port

    @property
    def transcripts(self) -> dict[str, str]:
        """What the clients were shown so far: connection -> text."""
        return self._transcripts.texts()

    def call(self, action: Callable[[Switch], T]) -> T:
        """Return what *action* returns for the switch; it is called between two actions of clients, who see its
        effect."""
        done: Future[T] = Future()
        self._served.loop.call_soon_threadsafe(_do, self._served, self.switch, action, done)
        return done.result()


class Transcripts:
    """What the clients of a served switch were shown, by connection."""

    def __init__(self) -> None:
        self._shown: dict[str, bytearray] = {}
        self._names: dict[Session, str] = {}

    def record(self, session: Session, data: bytes) -> None:
        """Add what *session* showed its client."""
        if session not in self._names:
            kind = f"served console of {session.node_name}" if session.kind == "console" else session.kind
            self._names[session] = f"{kind} (connection {len(self._names) + 1})"
        self._shown.setdefault(self._names[session], bytearray()).extend(data)

    def texts(self) -> dict[str, str]:
        """Return connection -> what its terminal showed."""
        return {name: data.decode(errors="replace").replace("\r", "") for name, data in list(self._shown.items())}


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

    def build(ssh: SshKeys | None) -> Machine:
        machine.ssh = ssh
        return machine

    services = ["telnet", *(["ssh"] if keys else []), *SERVICES[-2:][: len(machine.nodes)]]
    plan = ServePlan("switch-1", dict.fromkeys(services, 0), build, speed, eager=True)
    return SwitchServer(plan, Site(loop, HOST, ConnectionCounter(limits(1, 0)), keys, ServerLog.silent()))


def _keys(loop: asyncio.AbstractEventLoop) -> "HostKeys | None":
    """Return the host keys of SSH, None where asyncssh is not installed."""
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
