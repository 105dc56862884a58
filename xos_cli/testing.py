"""The pytest plugin: installing the package is enough.

    def test_change(xos_console):
        xos_console.run("create vlan sales")
        assert "sales" in xos_console.run("show vlan")

Fixtures: ``xos_switch`` (a ``xos_cli.Switch`` of one's own, booted and in sync), ``xos_console`` (its first console),
``xos_server`` (a switch on the network: host, ports, account).  Markers: ``xos_chassis(name)``, ``xos_script(path or
lines)``, ``xos_speed(virtual seconds per second)``.  Terminal sessions in files ``*.xos-session`` are tests.
"""

import os
import pathlib
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from xos_cli.api import Console, Switch
    from xos_cli.api.server import Server

SUFFIX = ".xos-session"
MARKERS = (
    "xos_chassis(name): the chassis of the switch, or the path of a chassis file (default: bd10808)",
    "xos_script(script): typed on the switch before the test: a path beside the test's file, or lines",
    "xos_speed(factor): virtual seconds per second on xos_server (default: 20)",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """What pytest can be told."""
    group = parser.getgroup("xos-cli")
    group.addoption("--xos-update", action="store_true", help=f"rewrite *{SUFFIX} files as the switch would have them")


def pytest_configure(config: pytest.Config) -> None:
    """Make the markers known."""
    for marker in MARKERS:
        config.addinivalue_line("markers", marker)


# -- fixtures --------------------------------------------------------------------------------------------------------


@pytest.fixture
def xos_switch(request: pytest.FixtureRequest) -> "Switch":
    """A switch of one's own, booted and in sync; the copy of one that was booted once."""
    from xos_cli.api import Switch

    switch = Switch(chassis=_marked(request, "xos_chassis", "bd10808"))
    script = _marked(request, "xos_script", None)
    if script is not None:
        _type(switch, script, request.path)
    return switch


@pytest.fixture
def xos_console(xos_switch: "Switch") -> "Console":
    """The console of its first MSM (or the only one there is)."""
    return xos_switch.console()


@pytest.fixture
def xos_server(request: pytest.FixtureRequest, xos_switch: "Switch") -> Iterator["Server"]:
    """A switch that is served over telnet and SSH on ports of its own."""
    from xos_cli.api.server import serve

    with serve(xos_switch, _marked(request, "xos_speed", 20.0)) as server:
        yield server


def _marked(request: pytest.FixtureRequest, name: str, default: Any) -> Any:
    """The argument of a marker on the test, its class or its module."""
    marker = request.node.get_closest_marker(name)
    return default if marker is None or not marker.args else marker.args[0]


def _type(switch: "Switch", script: Any, beside: pathlib.Path) -> None:
    """Type a start-up script; CommandRefused fails the test."""
    if isinstance(script, str | os.PathLike):
        switch.console().script(beside.parent / script)
    else:
        switch.console().script(script)


# -- what a failure shows --------------------------------------------------------------------------------------------


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """Put what the consoles showed into the report of a test that failed."""
    report: pytest.TestReport = yield
    if report.failed and "xos_cli.api" in sys.modules:
        for switch in _switches(item):
            for name, console in switch.consoles.items():
                report.sections.append((f"xos-cli, console of {name}", console.transcript))
    return report


def _switches(item: pytest.Item) -> "list[Switch]":
    """The switches that a test was given by its fixtures, whoever made them."""
    from xos_cli.api import Switch

    values = getattr(item, "funcargs", {}).values()
    return list({id(value): value for value in values if isinstance(value, Switch)}.values())


# -- transcripts as tests --------------------------------------------------------------------------------------------


def pytest_collect_file(file_path: pathlib.Path, parent: pytest.Collector) -> "SessionFile | None":
    """Terminal sessions are tests."""
    return SessionFile.from_parent(parent, path=file_path) if file_path.suffix == SUFFIX else None


class Differs(Exception):
    """The switch printed something else than the transcript has."""


class SessionFile(pytest.File):
    """A file with one terminal session in it."""

    def collect(self) -> "Iterator[SessionItem]":
        yield SessionItem.from_parent(self, name=self.path.stem)


class SessionItem(pytest.Item):
    """A terminal session, replayed and compared."""

    def runtest(self) -> None:
        """Replay it."""
        from xos_cli.replay.check import checked
        from xos_cli.replay.start import as_text

        found = checked(str(self.path), as_text(self.path.read_bytes()))
        if found.ok:
            return
        if not self.config.getoption("--xos-update"):
            raise Differs(found.difference())
        self.path.write_text(found.text(), encoding="utf-8", newline="\n")

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The difference, rather than where the comparison stands."""
        from xos_cli.errors import XosError

        if isinstance(excinfo.value, Differs | XosError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[pathlib.Path, int, str]:
        """Where it stands."""
        return self.path, 0, self.path.name
