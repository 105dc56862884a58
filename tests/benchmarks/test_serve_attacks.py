"""How long another session waits while somebody attacks a switch, printed and held against 50 ms.

``python -m pytest -s tests/benchmarks/test_serve_attacks.py`` runs all of them.  Each attack comes over a connection of
its own; beside it a session that is logged in, a process of its own, types `show node` again and again.  What other
programs on the host take away is seen in the first line, where nobody attacks; of three times each, the best counts.
The longest turn of the server is measured in time of the processor.
"""

import asyncio
import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from serving_program import connect, serve, wire

#: Seconds within which another session's answer comes.
LATEST = 0.05
SIZE = 32_768


class OtherSession:
    """A session beside the attack, in a process of its own."""

    def __init__(self, port: int) -> None:
        words = [sys.executable, str(Path(__file__).with_name("other_session.py")), str(port)]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(words, stdin=pipe, stdout=pipe, text=True)

    def _line(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()

    begin = _line

    def end(self) -> list[float]:
        """Return the seconds of each answer, sorted."""
        self._line()
        found: list[float] = json.loads(self._process.communicate()[0])
        return sorted(found)


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


async def nothing(ports: dict[str, int]) -> int:
    """Attack nobody."""
    await asyncio.sleep(2.0)
    return 0


SETUP = b"disable clipaging\r" + b"".join(
    b"create vlan v%d\rconfigure v%d tag %d\rconfigure v%d ipaddress 10.%d.%d.1/24\r"
    % (n, n, n + 2, n, n >> 8, n & 255)
    for n in range(400)
)
#: Handlers that change rows of all the VLANs, and screens of all of them.
LONG = b"\r".join(
    [
        *(b"disable ipforwarding", b"enable ipforwarding", b"disable irdp", b"enable irdp", b"disable igmp"),
        *(b"enable sharing 1:1 grouping 1:1-2", b"disable sharing 1:1", b"show vlan", b"show dhcp-server"),
        *(
            b"show ospf interfaces",
            b"show ipconfig",
            b"show vlan detail",
            b"show configuration",
            b"disable slot 1",
            b"",
        ),
    ]
)
ATTACKS: dict[str, Attack] = {
    "nothing": nothing,
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
    "long handlers and screens, 400 VLANs": logged_in(SETUP, *[LONG] * 4, quiet=1.0),
    "an exec channel with 300 commands": exec_commands,
    ":wait 2,000,000": logged_in(b":wait 2000000\r", service="console-a", quiet=3.0),
}


class Attacked(NamedTuple):
    """What an attack came to: what the attacker was sent, how long it took, answers to others, the longest turn."""

    many: int
    seconds: float
    taken: list[float]
    turn: float


async def _run(attack: Attack, ports: dict[str, int]) -> int:
    return await attack(ports)


def attacked(folder: Path, name: str) -> Attacked:
    """Attack a new server once."""
    longest = folder / "longest"
    services = ("--telnet", 0, "--ssh", 0, "--ssh-module", "--console-a", 0)
    with serve(folder, *services, longest_turn=longest) as program:
        ports = {row["service"]: row["port"] for row in program.listeners}
        other = OtherSession(ports["telnet"])
        time.sleep(2.0)  # until the grammar is read
        longest.unlink(missing_ok=True)
        other.begin()
        start = time.perf_counter()
        many = asyncio.run(_run(ATTACKS[name], ports))
        seconds = time.perf_counter() - start
        return Attacked(many, seconds, other.end(), float(longest.read_text()) if longest.exists() else 0.0)


@pytest.mark.parametrize("name", ATTACKS)
def test_another_session(tmp_path: Path, name: str) -> None:
    """The longest that another session waits for its answer during the attack."""
    tries = [attacked(tmp_path, name)]
    while len(tries) < 3 and tries[-1].taken[-1] >= LATEST:
        tries.append(attacked(tmp_path, name))
    many, seconds, taken, _ = best = min(tries, key=lambda found: found.taken[-1])
    worst, turn = best.taken[-1], best.turn
    print(f"\n{name:<40} {seconds:4.1f} s {many:>11,} bytes; another session: ", end="")
    print(f"median {1000 * taken[len(taken) // 2]:4.1f} ms, longest {1000 * worst:5.1f} ms of {len(taken):4}", end="")
    print(f" (try {len(tries)}); longest turn {1000 * turn:.1f} ms", end=" ")
    assert worst < LATEST
