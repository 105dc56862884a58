"""A switch of a Python program on the network: what the program does to it is seen by whoever is connected."""

import socket
import time
from collections.abc import Iterator
from datetime import datetime

import pytest

from xos_cli.api import Snapshot, Switch
from xos_cli.api.server import Server, serve


@pytest.fixture
def server() -> Iterator[Server]:
    """A bd10808, a hundred times as fast as the wall's clock."""
    with serve(Switch(), speed=100.0) as running:
        yield running


class Client:
    """A telnet connection; what ``say`` gives back ends with what it waited for."""

    def __init__(self, host: str, port: int) -> None:
        self.wire = socket.create_connection((host, port), timeout=5)
        self.until("login: ")
        self.say("admin", "password: ")
        self.say("", ".1 # ")

    def until(self, end: str) -> str:
        seen = b""
        while not seen.endswith(end.encode()):
            more = self.wire.recv(65536)
            if not more:
                return seen.decode() + "(closed)"
            seen += more
        return seen.decode(errors="replace")

    def say(self, typed: str, end: str = "# ") -> str:
        self.wire.sendall(f"{typed}\r".encode())
        return self.until(end)


def test_time_that_the_program_jumped_over(server: Server) -> None:
    """It goes on from there: an MSM that was inserted after the jump is up as soon as ever."""
    server.call(lambda switch: switch.remove("MSM-B"))
    server.call(lambda switch: switch.advance(3600.0))
    server.call(lambda switch: switch.insert("MSM-B"))
    for _ in range(500):
        if server.call(lambda switch: switch.in_sync):
            return
        time.sleep(0.01)
    pytest.fail("the backup never came up")


def test_a_snapshot(server: Server) -> None:
    """The consoles go on in it, network logins end, and whoever comes back finds what was there then."""
    console, remote = Client(server.host, server.console_ports["MSM-A"]), Client(server.host, server.telnet_port)
    snapshot, then = server.call(lambda switch: (switch.snapshot(), switch.now))
    assert console.say("create vlan sales").endswith("\r\n* BD-10808.2 # ")
    assert server.call(lambda switch: restored(switch, snapshot)) == then
    assert remote.until("never").endswith("(closed)")
    assert "\r\nError: The specified VLAN sales does not exist.\r\nBD-10808.3 # " in console.say("delete vlan sales")
    assert Client(server.host, server.telnet_port).say("create vlan sales").endswith("* BD-10808.2 # ")
    assert later(server, then), "time goes on from the snapshot's"


def restored(switch: Switch, snapshot: Snapshot) -> datetime:
    """Let a minute pass and go back to *snapshot*; the time that it is then."""
    switch.advance(60.0)
    switch.restore(snapshot)
    return switch.now


def later(server: Server, moment: datetime) -> bool:
    """Whether the switch's time goes beyond *moment* before the host's patience ends."""
    for _ in range(500):
        if server.call(lambda switch: switch.now) > moment:
            return True
        time.sleep(0.01)
    return False
