"""SNMP of a served switch: requests and answers in UDP, and notifications to one real address."""

import asyncio
import socket
from collections.abc import Callable
from typing import Any

from xos_cli.errors import XosError, host_answer
from xos_cli.processes.snmpMaster.notifications import has_library
from xos_cli.switch.machine import Machine
from xos_cli.switch.node import Node

MISSING = "--snmp needs pysnmp: pip install 'xos-cli[snmp]'"


def require_library() -> None:
    """Raise XosError, which says what to install, if the library for SNMP is missing."""
    if not has_library():
        raise XosError(MISSING)


class Outlet:
    """Where notifications of a switch go in the real world; a copy of the switch has the same one.

    OSError if the address cannot be found.
    """

    def __init__(self, address: tuple[str, int]) -> None:
        try:
            family, kind, _, _, where = socket.getaddrinfo(*address, type=socket.SOCK_DGRAM)[0]
        except (OSError, UnicodeError) as error:
            reason = host_answer(error) if isinstance(error, OSError) else "not the name of a host"
            raise OSError(f"--traps {address[0]}:{address[1]}: {reason}") from None
        self._address: Any = where
        self._socket = socket.socket(family, kind)
        self._socket.setblocking(False)

    def __deepcopy__(self, memo: dict[int, Any]) -> "Outlet":
        return self

    def __call__(self, data: bytes) -> None:
        """Send a notification; one that the host does not send is lost, as datagrams are."""
        try:
            self._socket.sendto(data, self._address)
        except OSError:
            return

    def close(self) -> None:
        """Close the socket."""
        self._socket.close()


class SnmpSocket:
    """The UDP port at which the *master* of a switch answers; *before* and *after* run around each answer."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        host: str,
        port: int,
        master: Callable[[], Node | None],
        before: Callable[[], None],
        after: Callable[[], None],
        fault: Callable[[Exception], None],
    ) -> None:
        self.loop, self._master, self._before, self._after, self._fault = loop, master, before, after, fault
        self._socket = _bound(host, port)
        self.port: int = self._socket.getsockname()[1]
        loop.add_reader(self._socket, self._ready)

    def close(self) -> None:
        """Answer no more."""
        self.loop.remove_reader(self._socket)
        self._socket.close()

    def _ready(self) -> None:
        try:
            data, client = self._socket.recvfrom(65535)
        except OSError:
            return
        self._before()
        try:
            answer = self._answer(data, client[0])
        except Exception as error:  # an error of the emulator ends no other service
            self._fault(error)
            answer = b""
        if answer:
            self._send(answer, client)
        self._after()

    def _answer(self, data: bytes, address: str) -> bytes:
        master = self._master()
        return master.software.ask("snmpMaster", "snmp_answer", master, data, address) if master is not None else b""

    def _send(self, answer: bytes, client: Any) -> None:
        try:
            self._socket.sendto(answer, client)
        except OSError:
            return


def _bound(host: str, port: int) -> socket.socket:
    """Return a socket that is bound; OSError with the reason if it cannot be."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)[0]
        found = socket.socket(family, kind)
        found.setblocking(False)
        found.bind(address)
    except OSError as error:
        raise OSError(error.errno, f"snmp on {host} port {port}: {host_answer(error)}") from None
    return found


def connect_outlet(machine: Machine, outlet: Outlet) -> None:
    """Have the notifications of a switch go to an outlet, too."""
    machine.backplane.outside = outlet
