"""RANCID: a full collection run (``rancid -t extreme``), over telnet and SSH."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


@pytest.mark.parametrize("service", ["telnet", "ssh"])
def test_a_collection(program: Callable[..., str], switch: Any, ssh: list[str], tmp_path: Path, service: str) -> None:
    """It ends cleanly, and has the software, the hardware and the configuration."""
    rancid = program("rancid")
    program("telnet")
    secure = tmp_path / "ssh"
    secure.write_text('#!/bin/sh\nexec {} "$@"\n'.format(" ".join(ssh)))
    secure.chmod(0o755)
    login = tmp_path / ".cloginrc"
    login.write_text(
        "add user * admin\nadd password * {} {}\nadd autoenable * 1\n"
        f"add method * {{{service}:{switch.ports[service]}}}\nadd sshcmd * {{{secure}}}\n"
    )
    login.chmod(0o600)
    path = f"/usr/lib/rancid/bin:{os.environ['PATH']}"
    environment = {**os.environ, "HOME": str(tmp_path), "PATH": path, "TERM": "vt100", "NOPIPE": "NO"}
    done = subprocess.run(
        [rancid, "-t", "extreme", "-d", switch.host],
        cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert "End of run not found" not in done.stderr + done.stdout
    assert "missed cmd" not in done.stderr + done.stdout
    collected = (tmp_path / f"{switch.host}.new").read_text().splitlines()
    assert collected[0] == "#RANCID-CONTENT-TYPE: extreme"
    assert "#Image: ExtremeWare XOS version 11.3.1.3 v1131b3" in collected
    assert "#Primary ver: 11.3.1.3" in collected
    assert any(line.startswith("#Slot-1    : 800114-00-04") for line in collected)
    assert 'configure snmp sysName "BD-10808"' in collected
    assert sum(line.startswith("# Module ") for line in collected) >= 30
