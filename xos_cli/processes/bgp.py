"""The border gateway protocol: its commands are recorded, and it has no lines until one is typed.

What is recorded is shown by the modules of ``PARTS``.
evidence: capture 11.2 (no module without a licence), inferred (no lines with one)
"""

from importlib import import_module
from typing import Any

TABLES = ()
PARTS = ("_bgp_show",)


def __getattr__(name: str) -> Any:
    """The handler of a command; its module is imported when it is first needed."""
    if name.startswith("show_"):
        for part in PARTS:
            found = vars(import_module(f"xos_cli.processes.{part}")).get(name)
            if found is not None:
                return found
    raise AttributeError(name)
