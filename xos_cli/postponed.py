"""Import a module of another project without modules that it needs for other uses than the program's.

Such a module is replaced meanwhile, where nobody has imported it yet, and imported after all when something of it is
used that it was not given.
"""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any


class PostponedModule(ModuleType):
    """A module that is imported when something of it is used which it was not given."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


class PostponedClass(type):
    """A class that is imported when an object is compared with it."""

    def __instancecheck__(cls, one: object) -> bool:
        return isinstance(one, getattr(import_module(cls.__module__), cls.__name__))


@contextmanager
def postponed(given: Mapping[str, Mapping[str, Any]], kept: Mapping[str, Mapping[str, Any]]) -> Iterator[None]:
    """Replace modules that have not been imported; each has what it is *given* inside the ``with``.

    Whoever imports it there has what is *kept* afterwards, too.
    """
    modules = {name: PostponedModule(name) for name in given if name not in sys.modules}
    for name, module in modules.items():
        vars(module).update(given[name])
        vars(module).update(kept.get(name, {}))
    sys.modules.update(modules)
    try:
        yield
    finally:
        for name, module in modules.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]
            for used in given[name]:
                vars(module).pop(used)
