"""Tcl expect: a whole working day at a terminal, over telnet and SSH, and both consoles at once."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

SCRIPTS = Path(__file__).parent / "expect"


def run(expect: str, script: str, *words: str) -> None:
    """Run a script; it says on standard error what did not come."""
    done = subprocess.run([expect, str(SCRIPTS / script), *words], capture_output=True, text=True, timeout=90)
    assert (done.stderr, done.stdout) == ("", "done\n")


def test_a_dialogue(program: Callable[..., str], terminal: list[str]) -> None:
    """Login, paging, save, leaving, failover, reboot."""
    run(program("expect"), "dialogue.exp", *terminal)


def test_both_consoles(program: Callable[..., str], switch: Any) -> None:
    """A failover seen from both sides."""
    ports = [str(switch.ports[service]) for service in ("console-a", "console-b")]
    run(program("expect"), "consoles.exp", program("telnet"), switch.host, *ports)
