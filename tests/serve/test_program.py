"""`xos-cli serve` from its start to its end."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
Program = subprocess.Popen[str]


@contextmanager
def _serve(*arguments: object) -> Iterator[Program]:
    words = [sys.executable, "-m", "xos_cli", "serve", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment) as program:
        try:
            yield program
        finally:
            program.kill()


def lines(program: Program, count: int) -> list[list[str]]:
    """The next lines that it prints, in words."""
    assert program.stdout is not None
    return [program.stdout.readline().split() for _ in range(count)]


def until(connection: socket.socket, end: bytes) -> bytes:
    """Everything up to *end*."""
    connection.settimeout(5.0)
    seen = b""
    while not seen.endswith(end):
        seen += connection.recv(4096)
    return seen


def say(connection: socket.socket, typed: str, end: str) -> str:
    """Type, and read up to *end*."""
    connection.sendall(typed.encode())
    return until(connection, end.encode()).decode()


def test_the_listeners_as_json() -> None:
    """`--format json` prints the same as one document."""
    with _serve("--telnet", 0, "--console-a", 0, "--format", "json") as program:
        assert program.stdout is not None
        text = ""
        while not text.endswith("]\n"):
            text += program.stdout.readline()
        found = json.loads(text)
        assert [(one["service"], one["host"], one["switch"]) for one in found] == [
            ("telnet", "127.0.0.1", "switch-1"),
            ("console-a", "127.0.0.1", "switch-1"),
        ]
        with socket.create_connection(("127.0.0.1", found[0]["port"]), timeout=5) as connection:
            until(connection, b"login: ")


def test_the_listeners(tmp_path: Path) -> None:
    """A line for each as soon as one can connect, the same in the ready file, which goes with the program."""
    ready = tmp_path / "ready.json"
    with _serve(
        "--telnet", 0, "--ssh", 0, "--ssh-module", "--console-a", 0, "--console-b", 0, "--ready-file", ready
    ) as program:
        found = lines(program, 4)
        assert [(line[0], line[1], line[3]) for line in found] == [
            (service, "127.0.0.1", "switch-1") for service in ("telnet", "ssh", "console-a", "console-b")
        ]
        while not ready.exists():
            time.sleep(0.01)
        listed = json.loads(ready.read_text())
        assert [[row["service"], row["host"], str(row["port"]), row["switch"]] for row in listed] == found
        for row in listed:
            greeting = b"SSH-2.0-XOS\r\n" if row["service"] == "ssh" else b"\r\nlogin: "
            with socket.create_connection((row["host"], row["port"])) as connection:
                assert until(connection, greeting).endswith(greeting)
        program.terminate()
        assert program.wait(5) == 0
        assert not ready.exists()


def test_ssh_without_its_module(tmp_path: Path) -> None:
    """One line says that SSH is refused, and how to have it."""
    with _serve("--ssh", 0, "--count", 2) as program:
        [[_, host, port, _], _] = lines(program, 2)
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((host, int(port)), timeout=5)
        program.terminate()
        assert program.stderr is not None
        assert program.stderr.read() == (
            "xos-cli: no SSH module is installed at switch-1, switch-2: SSH is refused (--ssh-module installs it)\n"
        )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_end(tmp_path: Path, number: signal.Signals) -> None:
    """A signal ends it cleanly, whoever is connected; what was saved is there at the next start."""
    for word in ("create vlan blue", "show blue"):
        with _serve("--telnet", 0, "--flash", tmp_path, "--speed", 500) as program:
            [[_, host, port, _]] = lines(program, 1)
            with socket.create_connection((host, int(port))) as connection:
                until(connection, b"login: ")
                say(connection, "admin\r\r", ".1 # ")
                shown = say(connection, f"{word}\r", ".2 # ")
                if word == "create vlan blue":
                    say(connection, "save\ry", "successfully.\r\nBD-10808.3 # ")
                    connection.sendall(b"create vlan green\r")
                else:
                    assert "VLAN Interface" in shown
                program.send_signal(number)
                assert program.wait(5) == 0
                assert program.stderr is not None
                log = program.stderr.read().splitlines()
                assert [line.partition(" ")[2] for line in log] == [
                    "switch-1: MSM-A: Login passed for user admin through telnet (127.0.0.1)",
                    "switch-1: MSM-A: User admin logout from telnet (127.0.0.1)",
                ]


def test_several_switches() -> None:
    """Independent of each other, each with a line."""
    with _serve("--telnet", 0, "--count", 3) as program:
        found = lines(program, 3)
        assert [line[3] for line in found] == ["switch-1", "switch-2", "switch-3"]
        wires = [socket.create_connection((host, int(port))) for _, host, port, _ in found]
        for wire in wires:
            until(wire, b"login: ")
            say(wire, "admin\r\r", ".1 # ")
        say(wires[0], "create vlan red\r", "* BD-10808.2 # ")
        assert say(wires[1], "\r", "# ") == "\r\nBD-10808.1 # "
        for wire in wires:
            wire.close()


def test_a_cold_start_is_shown_on_the_console(tmp_path: Path) -> None:
    """One can connect over telnet once the switch is up; the console has kept what it printed."""
    with _serve("--telnet", 0, "--console-a", 0, "--cold", "--speed", 500) as program:
        [[_, host, telnet, _], [_, _, console, _]] = lines(program, 2)
        with socket.create_connection((host, int(console))) as connection:
            assert b"Loading primary image" in until(connection, b"\r\nlogin: ")
        with socket.create_connection((host, int(telnet))) as connection:
            until(connection, b"login: ")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--telnet", "70000"], "70000 is no port"),
        (["--count", "0"], "0 is no number above 0"),
        (["--chassis", "summit-x450-24t", "--console-b", "0"], "xos-cli: switch-1: summit-x450-24t has no MSM-B"),
        (["--network", "no-such.toml"], "no-such.toml"),
        (["--host", "203.0.113.7", "--telnet", "0"], "xos-cli: "),
    ],
)
def test_what_cannot_be(arguments: list[str], message: str) -> None:
    """It is said, and the status is 2."""
    with _serve(*arguments) as program:
        assert program.wait(10) == 2
        assert program.stderr is not None
        assert message in program.stderr.read()


def test_a_port_that_is_taken() -> None:
    """Which one; and nothing is left listening."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with _serve("--ssh", 0, "--telnet", port, "--ssh-module") as program:
            assert program.wait(10) == 2
            assert program.stderr is not None
            assert f"telnet on 127.0.0.1 port {port}: the port is in use" in program.stderr.read()


def test_listening_to_everybody_is_said() -> None:
    """Not on the loopback address: anybody could log in."""
    with _serve("--host", "0.0.0.0", "--telnet", 0) as program:
        lines(program, 1)
        program.terminate()
        assert program.wait(5) == 0
        assert program.stderr is not None
        assert "anybody who can reach 0.0.0.0 can log in" in program.stderr.read()


def test_what_is_not_imported() -> None:
    """Neither prompt_toolkit nor rich for serving, asyncssh only for SSH."""
    script = (
        "import sys, asyncio, xos_cli.serve.program, xos_cli.serve.switch_server, xos_cli.serve.fleet, xos_cli.lab\n"
        "from xos_cli.replay.runner import Runner\n"
        "print([name for name in ('prompt_toolkit', 'rich', 'asyncssh', 'cryptography') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.stdout == "[]\n"


def test_the_example_is_served(tmp_path: Path, free_ports: Callable[[int], list[int]]) -> None:
    """A network file with scripts beside it."""
    one, other = free_ports(2)
    (tmp_path / "fleet.toml").write_text(
        f'[switch.one]\nsysname = "alpha"\nscript = "a.xsf"\ntelnet = {one}\n'
        f'[switch.two]\nchassis = "bd8806"\ntelnet = {other}\n'
    )
    (tmp_path / "a.xsf").write_text("create vlan red\n")
    with _serve("--network", tmp_path / "fleet.toml") as program:
        assert lines(program, 2) == [
            ["telnet", "127.0.0.1", str(one), "one"],
            ["telnet", "127.0.0.1", str(other), "two"],
        ]
        with socket.create_connection(("127.0.0.1", one)) as connection:
            until(connection, b"login: ")
            assert say(connection, "admin\r\r", ".1 # ").endswith("\nalpha.1 # ")
            assert "VLAN Interface" in say(connection, "show red\r", ".2 # ")


def test_a_network_is_served(free_ports: Callable[[int], list[int]]) -> None:
    """Two cabled switches: what is done at one shows at the other, and probes run between their hosts."""
    with _serve("--network", "two-switches") as program:
        (_, _, core, _), (_, _, edge, _) = lines(program, 2)
        with (
            socket.create_connection(("127.0.0.1", int(core))) as one,
            socket.create_connection(("127.0.0.1", int(edge))) as other,
        ):
            for connection in (one, other):
                until(connection, b"login: ")
                say(connection, "admin\r\r", ".1 # ")
                say(connection, "disable clipaging\r", ".2 # ")
            assert "Active" in say(other, "show ports 25 information detail\r", ".3 # ")
            say(one, "disable ports 1:1\r", ".3 # ")
            assert "Ready" in say(other, "show ports 25 information detail\r", ".4 # ")
