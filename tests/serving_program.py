"""`xos-cli serve` as a program under measurement, and clients of it, for the benchmarks."""

import asyncio
import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncssh

ROOT = Path(__file__).resolve().parents[1]


class Program:
    """A server under measurement."""

    def __init__(self, process: "subprocess.Popen[bytes]", listeners: list[dict[str, Any]], seconds: float) -> None:
        self.pid, self.listeners, self.seconds = process.pid, listeners, seconds

    def port(self, service: str, index: int = 0) -> int:
        """Where a service is."""
        return int([row["port"] for row in self.listeners if row["service"] == service][index])

    def megabytes(self) -> float:
        """Memory that is its own or shared, as the host counts it."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024

    def cpu(self) -> float:
        """Seconds of a core that it has used."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def environment() -> dict[str, str]:
    """With bytecode kept, as in an installed program."""
    variables = {**os.environ, "PYTHONPATH": str(ROOT)}
    variables.pop("PYTHONDONTWRITEBYTECODE", None)
    return variables


@contextmanager
def serve(folder: Path, *arguments: object, longest_turn: Path | None = None) -> Iterator[Program]:
    """`xos-cli serve`, ready; the longest turn of its event loop is kept in a file, if one is given."""
    ready = folder / "ready.json"
    ready.unlink(missing_ok=True)
    python = [str(ROOT / "tests/benchmarks/timed_server.py")] if longest_turn else ["-m", "xos_cli"]
    words = [sys.executable, *python, "serve", *map(str, arguments), "--ready-file", str(ready)]
    variables = {**environment(), "XOS_LONGEST_TURN": str(longest_turn)}
    start = time.perf_counter()
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=variables) as process:
        try:
            while not ready.exists():
                assert process.poll() is None
                time.sleep(0.002)
            yield Program(process, json.loads(ready.read_text()), time.perf_counter() - start)
        finally:
            process.terminate()


def connect(port: int, account: str = "admin", password: str = "") -> Any:
    """An SSH connection."""
    options = {"known_hosts": None, "client_keys": None, "config": None}
    return asyncssh.connect("127.0.0.1", port, username=account, password=password, **options)


def until(connection: socket.socket, end: bytes) -> None:
    """Read up to *end*."""
    seen = b""
    while not seen.endswith(end):
        seen = (seen + connection.recv(65536))[-64:]


def log_in(port: int) -> socket.socket:
    """A telnet connection that has logged in."""
    connection = socket.create_connection(("127.0.0.1", port))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    for prompt, answer in ((b"login: ", b"admin\r"), (b"password: ", b"\r"), (b".1 # ", b"")):
        until(connection, prompt)
        connection.sendall(answer)
    return connection


@contextlib.asynccontextmanager
async def wire(port: int) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """A telnet connection that has logged in."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for prompt, answer in ((b"login: ", b"admin\r"), (b"password: ", b"\r"), (b".1 # ", b"")):
        await reader.readuntil(prompt)
        writer.write(answer)
    yield reader, writer
    writer.close()
