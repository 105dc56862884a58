"""The pytest plugin: it is there where the package is installed.

    def test_change(xos_console):
        xos_console.run("create vlan sales")
        assert "sales" in xos_console.run("show vlan")

Terminal sessions in files ``*.xos-session`` are tests, too.
"""

import pathlib
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple  # not the faster one: this loads nothing else

import pytest

if TYPE_CHECKING:
    from xos_cli.api import Console, Switch
    from xos_cli.api.network import Network
    from xos_cli.api.server import Server

SUFFIX = ".xos-session"
#: With this the names of all markers begin, and no other marker does.
PREFIX = "xos_"


class Marker(NamedTuple):
    """A marker: the name of its argument, the value without it, and what the argument means."""

    argument: str
    default: Any
    help: str


MARKERS = {
    "xos_chassis": Marker("name", "bd10808", "the chassis of the switch, or the path of a chassis file"),
    "xos_script": Marker(
        "script",
        None,
        "typed before the test: a path beside the test's file, a text with line ends, or a list of lines",
    ),
    "xos_network": Marker("file", "two-switches", "the network: a file beside the test's, or a sample"),
    "xos_ssh_module": Marker("installed", False, "True: the switch has the SSH module, and SSH is enabled"),
    "xos_speed": Marker("factor", 20.0, "virtual seconds per second on xos_server (default: 20)"),
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the plugin's option."""
    group = parser.getgroup("xos-cli")
    group.addoption("--xos-update", action="store_true", help=f"rewrite *{SUFFIX} files as the switch would have them")


def pytest_configure(config: pytest.Config) -> None:
    """Register the markers."""
    for name, marker in MARKERS.items():
        config.addinivalue_line("markers", f"{name}({marker.argument}): {marker.help}")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse a marker of this plugin that does not exist, or whose argument is missing or unknown."""
    for item in items:
        for mark in item.iter_markers():
            if mark.name in MARKERS:
                _check(item, mark)
            elif mark.name.startswith(PREFIX):
                raise pytest.UsageError(f"{item.nodeid}: there is no marker {mark.name}{_nearest(mark.name)}")


def _nearest(name: str) -> str:
    """Return what the marker may have been meant to be."""
    from difflib import get_close_matches

    near = get_close_matches(name, MARKERS, 1)
    return f"; did you mean {near[0]}?" if near else f" (there are {', '.join(MARKERS)})"


def _check(item: pytest.Item, mark: pytest.Mark) -> None:
    argument = MARKERS[mark.name].argument
    unknown = sorted(set(mark.kwargs) - {argument})
    if unknown:
        raise pytest.UsageError(f"{item.nodeid}: {mark.name} has no {unknown[0]} (it has {argument})")
    if len(mark.args) + len(mark.kwargs) != 1:
        raise pytest.UsageError(f"{item.nodeid}: {mark.name} has one argument: {mark.name}({argument})")


# -- fixtures --------------------------------------------------------------------------------------------------------


@pytest.fixture
def xos_switch(request: pytest.FixtureRequest) -> "Switch":
    """Return a switch of the test's own, booted and in sync: a copy of one that was booted once."""
    from xos_cli.api import Switch

    switch = Switch(chassis=_marked(request, "xos_chassis"), ssh_module=_marked(request, "xos_ssh_module"))
    script = _marked(request, "xos_script")
    if script is not None:
        is_path = isinstance(script, pathlib.PurePath) or (isinstance(script, str) and "\n" not in script)
        switch.console().script(request.path.parent / script if is_path else script)
    return switch


@pytest.fixture
def xos_console(xos_switch: "Switch") -> "Console":
    """Return the console of the first MSM of ``xos_switch`` (or of the only one)."""
    return xos_switch.console()


@pytest.fixture
def xos_network(request: pytest.FixtureRequest) -> "Network":
    """Return the network of the marker ``xos_network``: booted, in sync and quiet."""
    from xos_cli.api.network import Network

    name = str(_marked(request, "xos_network"))
    beside = request.path.parent / name
    return Network.read(beside if beside.exists() else name, ssh_module=_marked(request, "xos_ssh_module"))


@pytest.fixture
def xos_server(request: pytest.FixtureRequest, xos_switch: "Switch") -> Iterator["Server"]:
    """Serve ``xos_switch`` over telnet and SSH, on free ports of this host, until the end of the test."""
    from xos_cli.api.server import serve

    with serve(xos_switch, _marked(request, "xos_speed")) as server:
        yield server


def _marked(request: pytest.FixtureRequest, name: str) -> Any:
    """Return the argument of a marker on the test, its class or its module, else the default."""
    mark = request.node.get_closest_marker(name)
    return MARKERS[name].default if mark is None else [*mark.args, *mark.kwargs.values()][0]


# -- what the report of a failed test shows --------------------------------------------------------------------------


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """Put the transcripts and events of the test's switches into its report, and hide the frames inside the package."""
    loaded = "xos_cli.errors" in sys.modules
    if loaded and call.excinfo is not None:
        _hide_inner_frames(call.excinfo)
    report: pytest.TestReport = yield
    if loaded and report.failed and "xos_cli.api" in sys.modules:
        report.sections += _sections(item)
    return report


def _hide_inner_frames(excinfo: pytest.ExceptionInfo[BaseException]) -> None:
    """Have pytest leave the frames of the package out of the traceback of an error that it raises on purpose."""
    for entry in excinfo.traceback:
        names = entry.frame.f_globals
        if names.get("__name__", "").startswith("xos_cli."):
            names["__tracebackhide__"] = _is_on_purpose


def _is_on_purpose(excinfo: pytest.ExceptionInfo[BaseException]) -> bool:
    from xos_cli.errors import XosError

    return isinstance(excinfo.value, XosError)


def _sections(item: pytest.Item) -> list[tuple[str, str]]:
    """Return titles and texts: what each console and connection showed, and what happened on each switch."""
    from xos_cli.api import Switch

    found: list[tuple[str, str]] = []
    switches: dict[int, Switch] = {}
    for value in getattr(item, "funcargs", {}).values():
        if isinstance(value, Switch):
            switches[id(value)] = value
        elif "xos_cli.api.server" in sys.modules and isinstance(value, sys.modules["xos_cli.api.server"].Server):
            switches[id(value.switch)] = value.switch
            found += [(f"xos-cli, {name}", text) for name, text in value.transcripts.items()]
    if "xos_cli.api.network" in sys.modules:
        found += _network_sections(item)
    for switch in switches.values():
        found += [(f"xos-cli, console of {name}", one.transcript) for name, one in switch.consoles.items()]
        if switch.events:
            found.append(("xos-cli, events", "".join(f"{event}\n" for event in switch.events)))
    return found


def _network_sections(item: pytest.Item) -> list[tuple[str, str]]:
    """Return what the consoles of the test's networks showed, and what happened on all their switches."""
    from xos_cli.api.network import Network

    found: list[tuple[str, str]] = []
    for network in getattr(item, "funcargs", {}).values():
        if isinstance(network, Network):
            for name, switch in network.switches.items():
                consoles = switch.consoles.items()
                found += [(f"xos-cli, console of {name} {msm}", console.transcript) for msm, console in consoles]
            found.append(("xos-cli, events", "".join(f"{event}\n" for event in network.events)))
    return found


# -- transcripts as tests --------------------------------------------------------------------------------------------


def pytest_collect_file(file_path: pathlib.Path, parent: pytest.Collector) -> "SessionFile | None":
    """Collect a terminal session as a test."""
    return SessionFile.from_parent(parent, path=file_path) if file_path.suffix == SUFFIX else None


class Differs(Exception):
    """Raised where the switch prints something else than the transcript has; its text is the difference."""


class SessionFile(pytest.File):
    """A file with one terminal session."""

    def collect(self) -> "Iterator[SessionItem]":
        yield SessionItem.from_parent(self, name=self.path.stem)


class SessionItem(pytest.Item):
    """A test that replays a terminal session, and compares."""

    def runtest(self) -> None:
        """Replay the session; with --xos-update rewrite the file."""
        from xos_cli.replay.check import checked
        from xos_cli.replay.start import as_text

        found = checked(str(self.path), as_text(self.path.read_bytes()))
        if found.ok:
            return
        if not self.config.getoption("--xos-update"):
            raise Differs(found.difference())
        self.path.write_text(found.text(), encoding="utf-8", newline="\n")

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return the difference as the text of the failure."""
        from xos_cli.errors import XosError

        if isinstance(excinfo.value, Differs | XosError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[pathlib.Path, int, str]:
        """Return the file as the test's place."""
        return self.path, 0, self.path.name
