"""The sample scripts run clean, and show what their transcripts say.

To write a transcript anew: ``xos-cli run configs/scripts/NAME.xsf > tests/transcripts/NAME.txt``, and read it.
"""

import pathlib
import subprocess
import sys

import pytest

TOP = pathlib.Path(__file__).resolve().parents[2]
SCRIPTS = sorted((TOP / "configs" / "scripts").glob("*.xsf"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_script_shows_its_transcript(script: pathlib.Path) -> None:
    """Every line is accepted, and the terminal shows the same bytes every time."""
    command = [sys.executable, "-m", "xos_cli", "run", str(script)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=TOP)
    assert done.stderr == ""
    assert done.returncode == 0
    assert done.stdout == (TOP / "tests" / "transcripts" / f"{script.stem}.txt").read_text()
