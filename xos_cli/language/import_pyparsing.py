"""Import the core of pyparsing, and nothing that only its ready-made expressions, its tests and its warnings need.

They take two thirds of the time of its import.  The package's own module, which imports all its parts, runs when
something of it is used that the core does not have.  Modules of the standard library are replaced meanwhile, where
nobody has imported them yet, and imported after all when something of them is used.  Where other threads run, pyparsing
is imported as it is.
"""

import sys
from _thread import RLock, _count
from collections.abc import Callable
from importlib import import_module
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any

from xos_cli.postponed import PostponedClass, postponed
from xos_cli.record import NamedTuple


class PostponedPackage(ModuleType):
    """A package whose own module runs when something is used that is not there, or another part of it is imported."""

    _running = RLock()
    _left: tuple[Callable[[ModuleType], object], object] | None = None

    def postpone(self, run: Callable[[ModuleType], object]) -> None:
        """Let *run* do the rest: to import a part of the package, Python asks for its path first."""
        self._left = run, vars(self).pop("__path__")

    def __getattr__(self, name: str) -> Any:
        with self._running:
            if self._left is not None:
                (run, vars(self)["__path__"]), self._left = self._left, None
                run(self)
        return ModuleType.__getattribute__(self, name)


class CallPlace(NamedTuple):
    """Where a call stands, as ``traceback.FrameSummary`` has it, without the text of the line."""

    filename: str
    lineno: int
    name: str
    line: str = ""


def _extract_stack(limit: int) -> list[CallPlace]:
    """Return the last *limit* calls, the latest last, without reading source files."""
    frame, found = sys._getframe(1), list[CallPlace]()
    while frame is not None and len(found) < limit:
        found.append(CallPlace(frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name))
        frame = frame.f_back  # type: ignore[assignment]
    return found[::-1]


def _signature(function: Callable[..., Any]) -> SimpleNamespace:
    """Return the names of the arguments, of which only the first matters: whether it is ``self``."""
    code = getattr(function, "__code__", None)
    return SimpleNamespace(parameters=code.co_varnames if code else ())


#: The modules, and what pyparsing uses of them while it is imported.
POSTPONED: dict[str, dict[str, Any]] = {
    "inspect": {"signature": _signature},
    "pathlib": {"Path": PostponedClass("Path", (), {"__module__": "pathlib"})},
    "pprint": {},
    "threading": {"RLock": RLock},
    "traceback": {},
}
#: What pyparsing goes on with afterwards: ``traceback.extract_stack`` reads source files, each time anew.
_KEPT = {"traceback": {"extract_stack": _extract_stack}}


def _core() -> ModuleType:
    """Import ``pyparsing.core`` alone, where that is possible; return it or all of pyparsing."""
    spec = None if "pyparsing" in sys.modules or _count() else PathFinder.find_spec("pyparsing")
    if spec is None or spec.loader is None:
        return import_module("pyparsing")
    package = sys.modules["pyparsing"] = PostponedPackage("pyparsing")
    vars(package).update(vars(module_from_spec(spec)))
    try:
        with postponed(POSTPONED, _KEPT):
            core = import_module("pyparsing.core")
    except ImportError:  # a version whose core needs more than itself
        for name in [name for name in sys.modules if name.partition(".")[0] == "pyparsing"]:
            del sys.modules[name]
        return import_module("pyparsing")
    package.postpone(spec.loader.exec_module)
    return core


if TYPE_CHECKING:
    import pyparsing as pp
else:
    pp = _core()

__all__ = ["pp"]
