"""Text files are read as UTF-8, whatever the encoding of the host."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_no_file_is_read_in_the_encoding_of_the_host() -> None:
    """Grammar, chassis and releases name their encoding: Python, asked to refuse a file that does not, refuses none."""
    program = (
        "from xos_cli.language.grammar_files import grammar\n"
        "from xos_cli.program.resources import read_chassis\n"
        "grammar(); read_chassis('bd10808'); print('read')\n"
    )
    words = [sys.executable, "-X", "warn_default_encoding", "-W", "error::EncodingWarning", "-c", program]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C", "PYTHONUTF8": "0"}
    done = subprocess.run(words, capture_output=True, text=True, env=environment, cwd=ROOT)
    assert (done.stdout, done.stderr) == ("read\n", "")
