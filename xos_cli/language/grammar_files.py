"""Find ``grammar/`` and ``configs/``: inside the package once it is installed, beside it in a checkout.

``os.path`` and ``open`` are used because ``importlib.resources`` takes longer to import than all of this takes to run.
"""

import os.path
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xos_cli.language.grammar import Grammar

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def folder(name: str) -> str:
    """Return the path of ``grammar`` or ``configs``."""
    inside = os.path.join(_PACKAGE, name)
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(_PACKAGE), name)


def grammar_files() -> list[tuple[str, str]]:
    """Return the name (with its ``.xos``) and the text of each grammar file, sorted by name."""
    path = folder("grammar")
    return [(name, text_of(os.path.join(path, name))) for name in sorted(os.listdir(path)) if name.endswith(".xos")]


def text_of(path: str) -> str:
    """Return the text of a UTF-8 file."""
    with open(path, encoding="utf-8") as file:
        return file.read()


@cache
def grammar() -> "Grammar":
    """Read the grammar files, once."""
    from xos_cli.language.grammar import Grammar

    return Grammar.read(grammar_files())
