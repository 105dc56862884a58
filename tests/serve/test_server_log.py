"""The log of a server: logins, refusals and faults, a line each."""

import asyncio
import contextlib
import io
from collections.abc import Callable
from typing import Any

import pytest

from xos_cli.serve.connection_limits import Limits
from xos_cli.serve.server_log import LONGEST, ServerLog, escaped

Serving = Callable[..., contextlib.AbstractAsyncContextManager[Any]]


def notes(stream: io.StringIO) -> list[str]:
    """What was written, without the times."""
    return [line.partition(" ")[2] for line in stream.getvalue().splitlines()]


def test_a_line_of_its_own() -> None:
    """Date and time in UTC, the switch, the text; nothing in it can end the line or move the cursor."""
    stream = io.StringIO()
    ServerLog(stream).note("core-1", "a\r\nb\x1b[2J\u202e\xe9")
    time, _, rest = stream.getvalue().partition(" ")
    assert (len(time), time[10], time[-1]) == (20, "T", "Z")
    assert rest == "core-1: a\\r\\nb\\x1b[2J\\u202e\\xe9\n"
    assert len(escaped("x" * 10_000)) == LONGEST


def test_a_fault_says_where() -> None:
    """Its type, its text, and the line of the program; also where nothing else is written."""
    stream = io.StringIO()
    log = ServerLog.silent()
    log._stream = stream
    log.note("core-1", "nothing of interest")
    try:
        raise KeyError("x")
    except KeyError as error:
        log.fault("core-1", error)
    [line] = notes(stream)
    assert line.startswith("core-1: fault of the emulator: KeyError: 'x' (")
    assert line.endswith("in test_a_fault_says_where)")


def test_logins_and_refusals(serving: Serving, capsys: pytest.CaptureFixture[str]) -> None:
    """Who came in, who failed to, who was turned away, who left; from where, and at which MSM."""

    async def talk() -> None:
        async with serving(limits=Limits(per_address=1)) as network:
            wire = await network.connect()
            await wire.until(b"login: ")
            await wire.say("bob\r", "password: ")
            await wire.say("x\r", "login: ")
            await wire.say("admin\r", "password: ")
            await wire.say("\r", ".1 # ")
            assert b"Too many connections" in await (await network.connect()).rest()
            await wire.say("exit\r", "exit\r\n")
            await wire.rest()

    asyncio.run(talk())
    lines = [line.partition(" ")[2] for line in capsys.readouterr().err.splitlines()]
    assert lines == [
        "switch-1: MSM-A: Login failed for user bob through telnet (127.0.0.1)",
        "switch-1: MSM-A: Login passed for user admin through telnet (127.0.0.1)",
        "switch-1: telnet connection from 127.0.0.1 refused: Too many connections from your address",
        "switch-1: MSM-A: User admin logout from telnet (127.0.0.1)",
    ]


HANDSHAKES = {
    "noise": b"\x00\x1b[2J\xff" * 40,
    "another protocol": b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
    "a version of escape sequences": b"SSH-2.0-\x1b]0;owned\x07\r\n" + b"\x00\x00\x00\x0c\x0a\xff" * 9,
    "a packet of 4 GB": b"SSH-2.0-x\r\n" + b"\xff" * 64,
    "an old version": b"SSH-1.5-x\r\n",
    "a long version": b"SSH-2.0-" + b"x" * 9000,
}


@pytest.mark.parametrize("name", HANDSHAKES)
def test_malformed_handshakes(serving: Serving, capfd: pytest.CaptureFixture[str], name: str) -> None:
    """One line without control characters, no traceback, and the next client is served."""

    async def talk() -> None:
        async with serving("ssh") as network:
            wire = await network.connect("ssh")
            wire.writer.write(HANDSHAKES[name])
            with contextlib.suppress(OSError):
                await wire.rest()
            wire.writer.close()
            for _ in range(200):
                if not network.served[0].site.counter._total:
                    break
                await asyncio.sleep(0.01)
            again = await network.connect("ssh")
            assert (await again.until(b"\n")).startswith(b"SSH-2.0-XOS")
            again.writer.close()
            await asyncio.sleep(0.05)

    asyncio.run(talk())
    lines = capfd.readouterr().err.splitlines()
    assert "switch-1: SSH connection from 127.0.0.1 failed: " in lines[0]
    assert len(lines) <= 2, "one for each connection"
    assert all(line.isprintable() and line.isascii() for line in lines)
