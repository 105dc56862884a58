"""asyncssh without its search for libnettle and liboqs, for which it starts ldconfig, a compiler and a linker: a third
of the time it takes to import.  What it could use them for (umac, sntrup761) no client needs.

For a program of our own only: in somebody else's Python asyncssh is imported as it is.
"""

import ctypes.util


def import_asyncssh() -> None:
    """Have it imported."""
    find = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None
    try:
        import asyncssh  # noqa: F401
    finally:
        ctypes.util.find_library = find
