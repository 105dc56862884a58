"""What real switches printed: files beside the checkout, which a user of the project need not have."""

import os
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "captures"
MISSING = "the captures of real switches are not beside this checkout"


def captured(path: str) -> bytes:
    """Return a capture; skip the test where there are none, or fail it if ``XOS_CLI_CAPTURES`` is ``required``."""
    if FOLDER.is_dir():
        return (FOLDER / path).read_bytes()
    if os.environ.get("XOS_CLI_CAPTURES") == "required":
        pytest.fail(MISSING)
    pytest.skip(MISSING)
