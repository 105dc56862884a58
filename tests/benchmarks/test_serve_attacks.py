"""How long another session waits while somebody attacks a switch, printed and held against 50 ms.

``python -m pytest -s tests/benchmarks/test_serve_attacks.py``.  Each attack comes over a connection of its own; beside
it a session that is logged in types `show node` again and again.
"""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from serving_program import connect, serve, wire

#: Seconds within which another session's answer comes.
LATEST = 0.05
SIZE = 32_768


async def typist(port: int, stop: asyncio.Event, taken: list[float]) -> None:
    """Type a line again and again, and take the time of each answer."""
    async with wire(port) as (reader, writer):
        writer.write(b"disable idletimeout\r")  # a long `:wait` would end the session
        await reader.readuntil(b"# ")
        while not stop.is_set():
            start = time.perf_counter()
            writer.write(b"show node\r")
            await reader.readuntil(b"# ")
            taken.append(time.perf_counter() - start)
            await asyncio.sleep(0.002)


async def drain(reader: asyncio.StreamReader, quiet: float = 0.5) -> int:
    """Read until nothing comes for a while; how much it was."""
    many = 0
    with contextlib.suppress(asyncio.TimeoutError):
        while data := await asyncio.wait_for(reader.read(1 << 20), quiet):
            many += len(data)
    return many


Attack = Callable[[dict[str, int]], Awaitable[int]]


def at_login(data: bytes) -> Attack:
    """Type *data* at ``login:``."""

    async def attack(ports: dict[str, int]) -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", ports["telnet"])
        await reader.readuntil(b"login: ")
        writer.write(data)
        many = await drain(reader)
        writer.close()
        return many

    return attack


def logged_in(*pieces: bytes, service: str = "telnet", quiet: float = 0.5) -> Attack:
    """Log in and type the *pieces*, a moment between them."""

    async def attack(ports: dict[str, int]) -> int:
        async with wire(ports[service]) as (reader, writer):
            for piece in pieces:
                writer.write(piece)
                await asyncio.sleep(0.05)
            return await drain(reader, quiet)

    return attack


async def exec_commands(ports: dict[str, int]) -> int:
    """Many commands in one SSH exec channel."""
    async with connect(ports["ssh"]) as connection:
        done = await connection.run("show configuration\n" * 300, encoding=None)
        return len(done.stdout or b"")


SETUP = b"disable clipaging\r" + b"".join(
    b"create vlan v%d\rconfigure v%d tag %d\rconfigure v%d ipaddress 10.%d.%d.1/24\r"
    % (n, n, n + 2, n, n >> 8, n & 255)
    for n in range(400)
)
ATTACKS: dict[str, Attack] = {
    "32 kB of Ctrl+U at login:": at_login(b"\x15" * SIZE),
    "32 kB of Ctrl+A": at_login(b"\x01" * SIZE),
    "32 kB of Ctrl+K": at_login(b"\x0b" * SIZE),
    "32 kB of Backspace": at_login(b"\x7f" * SIZE),
    "32 kB of arrows": at_login(b"\x1b[D\x1b[C" * (SIZE // 6)),
    "32 kB of a and Ctrl+A": at_login(b"a\x01" * (SIZE // 2)),
    "32 kB of two-column letters and Ctrl+B": at_login("\u6f22\x02".encode() * (SIZE // 4)),
    "32 kB of telnet negotiations": at_login(b"\xff\xfd\x22\xff\xfe\x22" * (SIZE // 6)),
    "32 kB of are-you-there": at_login(b"\xff\xf6" * (SIZE // 2)),
    "32 kB of Enter at login:": at_login(b"\r" * SIZE),
    "64 kB of text at the pager": logged_in(b"show configuration\r", b"x" * 65536),
    "32 kB of ?": logged_in(b"?" * SIZE),
    "4,000 blanks and ?": logged_in(b"show" + b" " * 4000 + b"?" * 50),
    "32 kB of Tab": logged_in(b"sh\t" * (SIZE // 3)),
    "a paste of 1,200 lines": logged_in(SETUP),
    "3 long screens": logged_in(b"disable clipaging\r", b"show configuration\r" * 100),
    "an exec channel with 300 commands": exec_commands,
    ":wait 2,000,000": logged_in(b":wait 2000000\r", service="console-a", quiet=3.0),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_another_session(tmp_path: Path, name: str) -> None:
    """The longest that another session waits for its answer during the attack."""

    async def talk(ports: dict[str, int]) -> tuple[int, float, list[float]]:
        stop, taken = asyncio.Event(), list[float]()
        other = asyncio.create_task(typist(ports["telnet"], stop, taken))
        await asyncio.sleep(0.3)
        taken.clear()
        start = time.perf_counter()
        many = await ATTACKS[name](ports)
        seconds = time.perf_counter() - start
        stop.set()
        await other
        return many, seconds, sorted(taken)

    with serve(tmp_path, "--telnet", 0, "--ssh", 0, "--ssh-module", "--console-a", 0) as program:
        time.sleep(0.8)  # until the grammar is read
        ports = {row["service"]: row["port"] for row in program.listeners}
        many, seconds, taken = asyncio.run(talk(ports))
    middle, worst = taken[len(taken) // 2], taken[-1]
    print(
        f"\n{name}: {seconds:.1f} s, {many:,} bytes; another session's answer: median {1000 * middle:.1f} ms, ", end=""
    )
    print(f"longest {1000 * worst:.1f} ms of {len(taken)}")
    assert worst < LATEST
