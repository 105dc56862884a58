"""`xos_cli/api/README.md` is the reference of the Python interface, made from its docstrings.

To write it anew: ``XOS_REFERENCE=write python -m pytest tests/api/test_reference.py``.
"""

import inspect
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from xos_cli import errors, testing
from xos_cli.api import console, host, network, node, policy, protocols, server, switch, tables

PATH = Path(__file__).resolve().parents[2] / "xos_cli" / "api" / "README.md"
MODULES = (switch, console, node, tables, policy, protocols, network, host, server)
#: Classes that the interface uses itself.
INTERNAL = ("Seat", "Transcripts")
#: Classes that a program makes; it is given the others.
MADE = ("Switch", "Network")
CLASSES = [
    one
    for module in MODULES
    for one in vars(module).values()
    if inspect.isclass(one) and one.__module__ == module.__name__ and not one.__name__.startswith("_")
    if one.__name__ not in INTERNAL
]
ERRORS = ("XosError", "ConsoleError", "CommandRefused", "Unanswered", "NotSeen", "LabError")
FIXTURES = ("xos_switch", "xos_console", "xos_server")
HEAD = """\
# The Python interface and the pytest plugin

This page is made from the docstrings; `python -m pytest tests/api/test_reference.py` checks it.

    from xos_cli import Switch

    switch = Switch(chassis="bd10808")
    console = switch.console("MSM-A")
    console.run("create vlan sales")
    console.run("save", "y")

Virtual time passes while something is waited for, when a line is typed, and by `Switch.advance`.
"""


def words(text: str | None) -> str:
    """A docstring in one line per paragraph, in Markdown."""
    paragraphs = re.split(r"\n\s*\n", inspect.cleandoc(text or ""))
    return "\n\n".join(" ".join(part.split()).replace("``", "`") for part in paragraphs)


def signature(name: str, function: Any) -> str:
    """``name(argument, other="")``, without types."""
    found = inspect.signature(function)
    plain = [one.replace(annotation=inspect.Parameter.empty) for one in found.parameters.values() if one.name != "self"]
    return f"{name}{found.replace(parameters=plain, return_annotation=inspect.Signature.empty)}"


def members(one: type) -> Iterator[str]:
    """A list item for each public attribute and method, in the order of the class."""
    for name, member in vars(one).items():
        if name.startswith("_"):
            continue
        if isinstance(member, property):
            yield f"- `{name}`: {words(member.__doc__)}"
        elif inspect.isfunction(member):
            yield f"- `{signature(name, member)}`: {' '.join(words(member.__doc__).split())}"


def reference() -> str:
    """The whole page."""
    parts = [HEAD, "## pytest\n", "Installing the package is enough.\n", "Fixtures:\n"]
    parts += [f"- `{name}`: {words(getattr(testing, name).__doc__)}" for name in FIXTURES]
    parts += ["\nMarkers, of a test, a class or a module; the argument may be given by its name:\n"]
    parts += [f"- `{name}({marker.argument})`: {marker.help}" for name, marker in testing.MARKERS.items()]
    parts += [f"\nFiles `*{testing.SUFFIX}` are terminal sessions, and are tests; `--xos-update` rewrites them.\n"]
    parts += ["The report of a failed test has the transcripts of its consoles and connections, and the events."]
    for one in CLASSES:
        shown = one.__name__ in MADE or issubclass(one, tuple)
        constructed = f"`{signature(one.__name__, one)}`\n\n" if shown else ""
        parts += [
            f"\n## {one.__name__}\n",
            constructed + words(one.__doc__),
            *(["", *members(one)] if one.__doc__ else []),
        ]
    described = {name: " ".join(words(getattr(errors, name).__doc__).split()) for name in ERRORS}
    parts += ["\n## Errors\n", *(f"- `{name}`: {text}" for name, text in described.items())]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(parts)).rstrip() + "\n"


def test_the_reference_is_that_of_the_docstrings() -> None:
    """Every marker, fixture, attribute, method and error, as it is documented in the code."""
    if os.environ.get("XOS_REFERENCE") == "write":
        PATH.write_text(reference(), encoding="utf-8")
    current = PATH.read_text(encoding="utf-8") == reference()
    assert current, "a docstring has changed: XOS_REFERENCE=write python -m pytest tests/api/test_reference.py"


@pytest.mark.parametrize("one", CLASSES)
def test_everything_is_documented(one: type) -> None:
    """Each public attribute and method has a sentence of its own."""
    for line in members(one):
        assert len(line.split("`: ", 1)[1].split()) > 2, line
