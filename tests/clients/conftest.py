"""Switches as a program of their own, for clients as they come from their makers.

A client that is not installed is a test skipped, with its reason; where ``XOS_CLI_CLIENTS=required`` is set, as in CI,
it is a failure.
"""

import importlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest

ROOT = Path(__file__).resolve().parents[2]
#: Virtual seconds per second: a reboot takes two, and nobody is idle for twenty minutes.
SPEED = 50


class Switch:
    """A program that serves one switch, and the ports of its services."""

    def __init__(self, program: "subprocess.Popen[bytes]", listeners: list[dict[str, Any]]) -> None:
        self.program = program
        self.host = "127.0.0.1"
        self.ports: dict[str, int] = {row["service"]: row["port"] for row in listeners}


def _missing(reason: str) -> NoReturn:
    if os.environ.get("XOS_CLI_CLIENTS") == "required":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture
def module() -> Callable[[str], Any]:
    """Import a client's module; skip without it."""

    def load(name: str) -> Any:
        try:
            return importlib.import_module(name)
        except ImportError:
            _missing(f"{name.partition('.')[0]} is not installed (pip install '.[clients]')")

    return load


@pytest.fixture
def program() -> Callable[[str], str]:
    """The path of a client's program; skip without it."""

    def find(name: str, package: str = "") -> str:
        places = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", ""), "/usr/lib/rancid/bin"])
        found = shutil.which(name, path=places)
        if found is None:
            _missing(f"{name} is not installed (the Debian package {package or name})")
        return found

    return find


@pytest.fixture
def switch(tmp_path: Path) -> Iterator[Switch]:
    """A bd10808 of its own, with all its services, up."""
    ready = tmp_path / "ready.json"
    services = [word for service in ("telnet", "ssh", "console-a", "console-b") for word in (f"--{service}", "0")]
    words = [
        sys.executable,
        "-m",
        "xos_cli",
        "serve",
        *services,
        "--ssh-module",
        "--speed",
        str(SPEED),
        "--ready-file",
        str(ready),
    ]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, cwd=ROOT) as running:
        try:
            while not ready.exists():
                assert running.poll() is None, "xos-cli serve has ended"
                time.sleep(0.02)
            yield Switch(running, json.loads(ready.read_text()))
        finally:
            running.terminate()


@pytest.fixture
def ssh(program: Callable[..., str], tmp_path: Path) -> list[str]:
    """The words of OpenSSH's client, which asks no questions about host keys."""
    return [
        program("ssh", "openssh-client"),
        *("-F", "/dev/null", "-o", "StrictHostKeyChecking=no", "-o", f"UserKnownHostsFile={tmp_path}/known_hosts"),
        *("-o", "LogLevel=ERROR", "-o", "PreferredAuthentications=password"),
    ]


@pytest.fixture(params=["telnet", "ssh"])
def terminal(request: pytest.FixtureRequest, switch: Switch, program: Callable[..., str], ssh: list[str]) -> list[str]:
    """The words of a terminal client that connects to the switch: telnet's and SSH's."""
    if request.param == "telnet":
        return [program("telnet"), switch.host, str(switch.ports["telnet"])]
    return [*ssh, "-p", str(switch.ports["ssh"]), f"admin@{switch.host}"]
