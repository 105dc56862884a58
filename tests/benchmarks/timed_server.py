"""Run xos-cli and keep the longest turn of its event loop, in seconds of the processor, in the file XOS_LONGEST_TURN.

The file has the longest turn since it was last removed.
"""

import asyncio
import os
import time
from pathlib import Path
from typing import Any

from xos_cli.__main__ import program

FILE = Path(os.environ["XOS_LONGEST_TURN"])


def timed(run: Any) -> Any:
    """Return *run*, which runs a callback of the event loop, with a clock around it."""
    longest = 0.0

    def timed_run(handle: Any) -> None:
        nonlocal longest
        start = time.process_time()
        run(handle)
        seconds = time.process_time() - start
        if seconds > 0.001 and (seconds > longest or not FILE.exists()):
            longest = seconds
            FILE.write_text(str(seconds))

    return timed_run


if __name__ == "__main__":
    asyncio.Handle._run = timed(asyncio.Handle._run)  # type: ignore[method-assign]
    program()
