"""Follow the long chains of a large network: a port refers to its cable, that to the next switch, and so on."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

#: Enough for the chains of thousands of switches; they are Python's own frames, which take no room on the C stack.
DEEP = 1_000_000


@contextmanager
def deep() -> Iterator[None]:
    """Let functions call each other as deep as a network is large."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, DEEP))
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)
