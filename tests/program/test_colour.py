"""Colour on a terminal, and nowhere else."""

import io

import pytest

from xos_cli.program import colour


class Terminal(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [({"TERM": "xterm"}, True), ({"TERM": "dumb"}, False), ({}, False), ({"TERM": "xterm", "NO_COLOR": "1"}, False)],
)
def test_where_colour_is_wanted(environment: dict[str, str], wanted: bool) -> None:
    """On a terminal that has it, unless NO_COLOR is set."""
    assert colour.wanted(Terminal(), environment) is wanted
    assert not colour.wanted(io.StringIO(), environment)


def test_a_diff_in_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines that are added are green, lines that go red; without the colours it is the same diff."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    diff = "--- a\n+++ b\n@@ -1 +1 @@\n same\n-old\n+new\n"
    painted = colour.unified_diff(diff, Terminal())
    assert "\x1b[31m-old\x1b[m\n\x1b[32m+new\x1b[m\n" in painted
    assert colour.unified_diff(diff, io.StringIO()) == diff
    for code in ("\x1b[1m", "\x1b[36m", "\x1b[31m", "\x1b[32m", "\x1b[m"):
        painted = painted.replace(code, "")
    assert painted == diff
