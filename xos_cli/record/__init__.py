"""``NamedTuple`` as ``typing`` has it, for record classes that are made quickly.

``typing.NamedTuple`` compiles a constructor for each class and checks each annotation.  The program has more than 250
such classes at its start, and would spend a quarter of its start-up time on them.  Here the constructors of all classes
with as many fields share their code, and only the names of the arguments differ.  Type checkers see
``typing.NamedTuple``.
"""

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:
    from collections import _tuplegetter as _getter
    from functools import cache
    from types import CodeType, FunctionType

    _new = tuple.__new__
    _GLOBALS = {"__builtins__": {}, "_new": _new}

    @cache
    def _constructor(count: int) -> CodeType:
        """Return the code of a constructor with so many arguments."""
        names = "".join(f", a{number}" for number in range(count))
        row = f"({names[2:]},)" if count else "()"
        constructor: Any = eval(f"lambda _cls{names}: _new(_cls, {row})", dict(_GLOBALS))
        return constructor.__code__

    @classmethod
    def _make(cls, iterable: Any) -> Any:
        """Make a row of its fields in order."""
        row = _new(cls, iterable)
        if len(row) != len(cls._fields):
            raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(row)}")
        return row

    def _replace(self: Any, /, **changes: Any) -> Any:
        """Return the row with other values in some fields."""
        row = self._make(map(changes.pop, self._fields, self))
        if changes:
            raise ValueError(f"Got unexpected field names: {list(changes)!r}")
        return row

    def _asdict(self: Any) -> dict[str, Any]:
        """Return the fields by name."""
        return dict(zip(self._fields, self, strict=True))

    def _repr(self: Any) -> str:
        fields = ", ".join(f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True))
        return f"{type(self).__name__}({fields})"

    def _getnewargs(self: Any) -> tuple[Any, ...]:
        return tuple(self)

    _SHARED = {"_make": _make, "_replace": _replace, "_asdict": _asdict, "__repr__": _repr}
    _SHARED |= {"__getnewargs__": _getnewargs, "__slots__": ()}

    def _annotations(namespace: dict[str, Any]) -> dict[str, Any]:
        """Return the annotations in the body of a class; from Python 3.14 on they are worked out when asked for."""
        if "__annotations__" in namespace or sys.version_info < (3, 14):
            return namespace.get("__annotations__", {})
        import annotationlib

        annotate = annotationlib.get_annotate_from_class_namespace(namespace)
        form = annotationlib.Format.FORWARDREF
        return annotationlib.call_annotate_function(annotate, form) if annotate else {}

    class _Maker(type):
        """Makes a class with annotated fields into one of tuples."""

        def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> type:
            fields = tuple(_annotations(namespace))
            defaults = {field: namespace.pop(field) for field in fields if field in namespace}
            if tuple(defaults) != fields[len(fields) - len(defaults) :]:
                raise TypeError(f"{name}: a field without a default follows one with a default")
            code = _constructor(len(fields)).replace(
                co_varnames=("_cls", *fields), co_name="__new__", co_qualname=f"{name}.__new__"
            )
            new = FunctionType(code, _GLOBALS, "__new__", tuple(defaults.values()))
            getters = {field: _getter(number, "") for number, field in enumerate(fields)}
            facts = {"__new__": new, "_fields": fields, "_field_defaults": defaults, "__match_args__": fields}
            return type(name, (tuple,), {**_SHARED, **facts, **getters, **namespace})

    _base = type.__new__(_Maker, "_Base", (), {})

    class _NamedTuple:
        """What a class names as its base."""

        def __mro_entries__(self, bases: tuple[Any, ...]) -> tuple[type, ...]:
            return (_base,)

    NamedTuple = _NamedTuple()
