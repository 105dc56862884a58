"""An emulator of the ExtremeWare XOS 11.3 command line on a chassis with two management modules.

    from xos_cli import Switch

    switch = Switch(chassis="bd10808")
    print(switch.console().run("show switch"))

What stands in ``__all__`` is kept from release to release.  It is loaded when it is first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xos_cli.api import Console, Event, Network, Node, Snapshot, Switch
    from xos_cli.errors import (
        CommandRefused,
        ConsoleError,
        LabError,
        NetworkError,
        NotSeen,
        Unanswered,
        XosError,
    )

__version__ = "0.1.0"

__all__ = [
    "CommandRefused",
    "Console",
    "ConsoleError",
    "Event",
    "LabError",
    "Network",
    "NetworkError",
    "Node",
    "NotSeen",
    "Snapshot",
    "Switch",
    "Unanswered",
    "XosError",
]

_ERRORS = frozenset(["CommandRefused", "ConsoleError", "LabError", "NetworkError", "NotSeen", "Unanswered", "XosError"])


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("xos_cli.errors" if name in _ERRORS else "xos_cli.api"), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
