"""Record classes made quickly: what ``typing.NamedTuple`` gives, they give."""

import copy
import inspect
import pickle
import typing
from typing import Any

import pytest

from xos_cli.record import NamedTuple


class Quick(NamedTuple):
    """A row."""

    name: str
    ports: tuple[str, ...] = ()
    tag: int | None = None

    @property
    def shown(self) -> str:
        """Something worked out."""
        return f"{self.name}/{self.tag}"


class Known(typing.NamedTuple):
    """A row."""

    name: str
    ports: tuple[str, ...] = ()
    tag: int | None = None

    @property
    def shown(self) -> str:
        """Something worked out."""
        return f"{self.name}/{self.tag}"


class Empty(NamedTuple):
    """No field."""


ROWS = [(("a",), {}), (("a", ("1:1",), 3), {}), ((), {"name": "a", "tag": 4})]


@pytest.mark.parametrize(("values", "named"), ROWS)
def test_a_row(values: Any, named: Any) -> None:
    """Made, printed, compared, hashed, taken apart, copied and pickled alike."""
    quick, known = Quick(*values, **named), Known(*values, **named)
    assert tuple(quick) == tuple(known)
    assert repr(quick) == repr(known).replace("Known", "Quick")
    assert (hash(quick), quick.shown, quick._asdict()) == (hash(known), known.shown, known._asdict())
    assert tuple(quick._replace(tag=9)) == tuple(known._replace(tag=9))
    for other in (copy.deepcopy(quick), pickle.loads(pickle.dumps(quick)), Quick._make(known)):
        assert (type(other), other) == (Quick, quick)


def test_the_class() -> None:
    """Its fields, defaults, annotations, signature and documentation are there."""
    for name in ("_fields", "_field_defaults", "__annotations__", "__match_args__", "__doc__", "__slots__"):
        assert getattr(Quick, name) == getattr(Known, name)
    assert [*inspect.signature(Quick).parameters] == [*inspect.signature(Known).parameters]
    assert (Empty(), Empty._fields) == ((), ())
    match Quick("a", (), 3):
        case Quick(name, _, tag):
            assert (name, tag) == ("a", 3)


@pytest.mark.parametrize(("values", "named"), [((), {}), ((1, 2, 3, 4), {}), (("a",), {"colour": 1})])
def test_wrong_arguments(values: Any, named: Any) -> None:
    """They are refused."""
    with pytest.raises(TypeError, match="argument"):
        Quick(*values, **named)
    with pytest.raises(TypeError, match="Expected 3 arguments, got 2"):
        Quick._make(["a", ()])
    with pytest.raises(ValueError, match="colour"):
        Quick("a")._replace(colour=1)  # type: ignore[call-arg]


def test_fields_in_the_wrong_order() -> None:
    """A field without a default cannot follow one with a default."""
    with pytest.raises(TypeError, match="without a default"):
        exec("class Wrong(NamedTuple):\n    a: int = 1\n    b: int", {"NamedTuple": NamedTuple})
