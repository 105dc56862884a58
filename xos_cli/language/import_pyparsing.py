"""Import pyparsing without the modules that it needs for its own tests, its help and its warnings only.

They take a quarter of the time of its import.  Each is replaced meanwhile, where nobody has imported it yet, and
imported after all when something of it is used.  Where other threads run, pyparsing is imported as it is.
"""

import sys
from _thread import RLock, _count
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType, SimpleNamespace
from typing import Any


class PostponedModule(ModuleType):
    """A module that is imported when something of it is used which it was not given."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


def _signature(function: Callable[..., Any]) -> SimpleNamespace:
    """Return the names of the arguments, of which only the first matters: whether it is ``self``."""
    code = getattr(function, "__code__", None)
    return SimpleNamespace(parameters=code.co_varnames[: code.co_argcount] if code else ())


#: The modules, and what pyparsing uses of them while it is imported.
POSTPONED: dict[str, dict[str, Any]] = {
    "importlib.resources": {},
    "inspect": {"signature": _signature},
    "pprint": {},
    "threading": {"RLock": RLock},
    "unittest": {"TestCase": object},
}


@contextmanager
def postponed() -> Iterator[None]:
    """Replace the modules that have not been imported."""
    modules = {name: PostponedModule(name) for name in POSTPONED if name not in sys.modules and not _count()}
    for name, module in modules.items():
        vars(module).update(POSTPONED[name])
    sys.modules.update(modules)
    try:
        yield
    finally:
        for name, module in modules.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]
            for used in POSTPONED[name]:
                vars(module).pop(used)


with postponed():
    import pyparsing as pp

__all__ = ["pp"]
