"""How far a long script is, on the terminal of a person who waits for it and sees nothing of it elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

#: Scripts of fewer lines than these are over before a bar could be read.
LONG = 1000


@contextmanager
def progress(total: int) -> Iterator[Callable[[], None]]:
    """What to call after each line of *total*."""
    if total < LONG or not sys.stderr.isatty() or sys.stdout.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("lines", total=total)
        yield lambda: bar.advance(task)
