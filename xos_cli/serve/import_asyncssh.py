"""Import asyncssh without its search for libnettle and liboqs.

For this search it starts ldconfig, a compiler and a linker, which takes a third of the time of its import.  What the
libraries would add (umac, sntrup761) no client needs.  Only for a program of our own: in somebody else's Python
asyncssh is imported as it is.
"""

import ctypes.util


def import_asyncssh() -> None:
    """Import asyncssh now, with the search for libraries switched off meanwhile."""
    find = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None
    try:
        import asyncssh  # noqa: F401
    finally:
        ctypes.util.find_library = find
