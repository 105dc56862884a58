"""Same seed, same start, same script: same bytes."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

TOP = Path(__file__).resolve().parents[2]
SCRIPTS = sorted((TOP / "configs" / "scripts").glob("*.xsf"))
LOOK = "show log\nshow process\nshow checkpoint-data\nshow switch\nshow configuration\nshow memory\n"


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_twice_in_one_process(xos: Callable[..., Any], script: Path) -> None:
    """The drills, and a look at everything at their end."""
    runs = [xos("run", "--seed", "5", str(script), "-", typed=LOOK).out for _ in range(2)]
    assert runs[0] == runs[1]


def test_in_other_processes() -> None:
    """Whatever order the interpreter keeps its sets in, and whatever the host's time zone is."""
    outs = set()
    for salt, zone in (("0", "UTC"), ("1", "Asia/Tokyo"), ("4242", "America/New_York")):
        command = [sys.executable, "-m", "xos_cli", "run", *map(str, SCRIPTS), "-"]
        environment = os.environ | {"PYTHONHASHSEED": salt, "TZ": zone}
        done = subprocess.run(
            command, input=LOOK, capture_output=True, text=True, check=False, cwd=TOP, env=environment
        )
        outs.add(done.stdout)
    assert len(outs) == 1
