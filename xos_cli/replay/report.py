"""The report of a run for programs: JSON, or the XML of JUnit for a CI that shows tests."""

import re
from collections import defaultdict
from typing import Any

from xos_cli.record import NamedTuple
from xos_cli.replay.runner import Refused, ScriptLine
from xos_cli.replay.start import Untaken
from xos_cli.replay.summary import Summary
from xos_cli.switch.timing.calendar import moment

_FORBIDDEN = "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"


class LineReport(NamedTuple):
    """A line, what it printed, and when it ended by the virtual clock (seconds since the epoch, UTC)."""

    place: ScriptLine
    said: str
    at: float


class Report(NamedTuple):
    """Everything there is to report about a run."""

    entries: tuple[LineReport, ...]
    summary: Summary
    untaken: tuple[Untaken, ...] = ()

    def difference(self) -> str:
        """Return a unified diff of each module of the configuration that changed."""
        return self.summary.difference.text()

    @property
    def _refused(self) -> dict[tuple[str, int], list[Refused]]:
        found: dict[tuple[str, int], list[Refused]] = defaultdict(list)
        for refused in self.summary.refused:
            found[refused.file, refused.line].append(refused)
        return found

    # -- JSON --------------------------------------------------------------------------------------------------------

    def json(self) -> str:
        """Return JSON: every line with its output and refusals, then the summary and the difference."""
        from json import dumps

        refused = self._refused
        lines = [
            {**entry.place._asdict(), "at": iso(entry.at), "output": entry.said}
            | {"refused": [_words(one) for one in refused[entry.place.file, entry.place.line]]}
            for entry in self.entries
        ]
        changes = {module: "\n".join(diff) + "\n" for module, diff in self.summary.changes.items()}
        untaken = [line._asdict() for line in self.untaken]
        whole = {"lines": lines, "summary": self.summary.data(), "diff": changes, "untaken": untaken}
        return dumps(whole, indent=1, ensure_ascii=False) + "\n"

    # -- JUnit -------------------------------------------------------------------------------------------------------

    def junit(self) -> str:
        """Return XML: a suite for each script, a case for each line."""
        files: dict[str, list[LineReport]] = defaultdict(list)
        for entry in self.entries:
            files[entry.place.file].append(entry)
        refused = self._refused
        suites = "".join(self._suite(file, entries, refused) for file, entries in files.items())
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="xos-cli">\n{suites}</testsuites>\n'

    def _suite(self, file: str, entries: list[LineReport], refused: dict[tuple[str, int], list[Refused]]) -> str:
        cases = "".join(_case(entry, refused.get((file, entry.place.line), [])) for entry in entries)
        failed = sum(1 for entry in entries if (file, entry.place.line) in refused)
        return (
            f'<testsuite name={_attribute(file)} tests="{len(entries)}" failures="{failed}" errors="0">\n'
            f"{cases}</testsuite>\n"
        )


def iso(at: float) -> str:
    """Return a moment as ``2005-11-01T09:00:00.50Z``."""
    m = moment(at)
    return f"{m.year:04}-{m.month:02}-{m.day:02}T{m.hour:02}:{m.minute:02}:{m.second:02}.{m.hundredths:02}Z"


def _words(refused: Refused) -> dict[str, Any]:
    return {"message": refused.message, "column": refused.column, "expected": list(refused.expected)}


def _case(entry: LineReport, refused: list[Refused]) -> str:
    from html import escape

    file, line, typed = entry.place
    failures = "".join(f"<failure message={_attribute(one.message)}/>" for one in refused)
    said = f"<system-out>{escape(_plain(entry.said), quote=False)}</system-out>" if entry.said else ""
    name = _attribute(f"{line}: {typed.strip()}")
    return f'<testcase classname={_attribute(file)} name={name} line="{line}">{failures}{said}</testcase>\n'


def _attribute(words: str) -> str:
    """Return a value of an attribute, in quotes."""
    from html import escape

    return f'"{escape(_plain(words))}"'


def _plain(words: str) -> str:
    """Replace the characters that XML cannot contain."""
    return re.sub(_FORBIDDEN, "\N{REPLACEMENT CHARACTER}", words)
