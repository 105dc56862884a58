"""Collect garbage rarely while a network is built or thousands of lines are replayed: nearly every object is kept."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

#: New objects after which Python collects garbage; its own default is 700.
RARELY = 200_000


@contextmanager
def collect_rarely() -> Iterator[None]:
    """Raise the threshold of the garbage collector inside the ``with``."""
    before = gc.get_threshold()
    gc.set_threshold(RARELY, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
