"""The linter's findings as text, JSON, GitHub annotations or SARIF."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from xos_cli import __version__
from xos_cli.program import colour
from xos_cli.replay.lint import ERROR, Finding
from xos_cli.replay.summary import number

#: How many of the words that could have stood there are listed.
SHOWN = 12
COLOURS = {"error": colour.RED, "warning": colour.YELLOW}


def text(findings: Sequence[Finding], lines: int) -> str:
    """Return ``file:line:column: error: ...``, the line, the caret, and what was expected; on a terminal in colour."""
    paint = colour.painter(sys.stdout)
    return "".join(_text(found, paint) for found in findings) + f"{number(lines, 'line')}: {_count(findings)}\n"


def _text(found: Finding, paint: Callable[..., str]) -> str:
    severity = paint(found.severity, colour.BOLD, COLOURS[found.severity])
    head = f"{found.file}:{found.line}:{found.column}: {severity}: {found.message}\n"
    blanks = "".join("\t" if char == "\t" else " " for char in found.text[: found.column - 1])
    return f"{head}    {found.text}\n    {blanks:<{found.column - 1}}{paint('^', colour.GREEN)}\n" + _expected(found)


def _expected(found: Finding) -> str:
    if not found.expected:
        return ""
    more = len(found.expected) - SHOWN
    words = ", ".join(found.expected[:SHOWN]) + (f", and {more} more" if more > 0 else "")
    return f"    expected: {words}\n"


def _count(findings: Sequence[Finding]) -> str:
    counts = Counter(found.severity for found in findings)
    return ", ".join(number(count, what) for what, count in sorted(counts.items())) or "nothing wrong"


def as_json(findings: Sequence[Finding], lines: int) -> str:
    """Return the findings as JSON."""
    whole = {"lines": lines, "findings": [found._asdict() for found in findings]}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


# -- GitHub ----------------------------------------------------------------------------------------------------------


def github(findings: Sequence[Finding], lines: int) -> str:
    """Return workflow commands, which GitHub shows beside the line."""
    return "".join(
        f"::{found.severity} file={_property(found.file)},line={found.line},col={found.column},"
        f"title=xos-cli lint::{_data(_said(found))}\n"
        for found in findings
    )


def _said(found: Finding) -> str:
    return f"{found.message}: {found.text.strip()}\n{_expected(found).strip()}".strip()


def _data(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")


# -- SARIF -----------------------------------------------------------------------------------------------------------

_RULES = {
    "error": ("not-a-command", "The switch would not read this line"),
    "warning": ("doubtful", "The switch may refuse this line, or take it for something else"),
}


def sarif(findings: Sequence[Finding], lines: int) -> str:
    """Return SARIF 2.1.0 with one run."""
    rules = [{"id": name, "shortDescription": {"text": words}} for name, words in _RULES.values()]
    driver = {"name": "xos-cli lint", "version": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": [_result(f) for f in findings]}
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, indent=1, ensure_ascii=False) + "\n"


def _result(found: Finding) -> dict[str, Any]:
    from urllib.parse import quote

    region = {"startLine": found.line, "startColumn": found.column, "snippet": {"text": found.text}}
    place = {"artifactLocation": {"uri": quote(found.file.replace("\\", "/"))}, "region": region}
    return {
        "ruleId": _RULES[found.severity][0],
        "level": found.severity,
        "message": {"text": _said(found)},
        "locations": [{"physicalLocation": place}],
    }


FORMATS = {"text": text, "json": as_json, "github": github, "sarif": sarif}


def failed(findings: Sequence[Finding], strict: bool) -> bool:
    """Return whether the exit status is 1: for an error, and if *strict* for a warning too."""
    return bool(findings) if strict else any(found.severity == ERROR for found in findings)
