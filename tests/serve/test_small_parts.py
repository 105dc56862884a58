"""Small parts of serving: what libraries log, options that do not go together, files and snapshots of a served lab."""

import logging
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from xos_cli.errors import LabError, XosError
from xos_cli.serve.console import SNAPSHOTS
from xos_cli.serve.fleet import plans
from xos_cli.serve.library_log import LibraryLog
from xos_cli.serve.network_plan import ServedLab


def test_what_a_library_logs_is_a_line() -> None:
    """Warnings and errors with their exception's type and text, nothing below, and no traceback."""
    lines: list[tuple[str, str]] = []
    log: Any = SimpleNamespace(note=lambda name, text: lines.append((name, text)))
    logger = logging.Logger("asyncio")
    logger.addHandler(LibraryLog(log))
    logger.info("hello")
    logger.warning("slow %s", "callback")
    try:
        raise ValueError("no")
    except ValueError:
        logger.exception("failed")
    assert lines == [("asyncio", "slow callback"), ("asyncio", "failed: ValueError: no")]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"flash": "x"}, "--flash concerns one switch: it is refused with --network"),
        ({"count": 2}, "--count: the network file says how many switches there are"),
        ({"telnet": 0}, "the network file says on which ports its switches are served"),
        ({"console_b": 0}, "the network file says on which ports its switches are served"),
    ],
)
def test_options_that_a_network_file_replaces(options: Callable[..., Any], changes: Any, message: str) -> None:
    """They are refused beside one, by name."""
    with pytest.raises(XosError) as error:
        plans(options(network="fleet", **changes))
    assert str(error.value) == message


def test_a_cold_switch_takes_no_password(options: Callable[..., Any], tmp_path: Path) -> None:
    """There is nobody yet who could be given it; without --cold there is."""
    (tmp_path / "password").write_text("secret\n")
    (tmp_path / "password").chmod(0o600)
    with pytest.raises(
        XosError, match=r"^--admin-password-file: a switch that was just powered on \(--cold\) takes no"
    ):
        plans(options(admin_password_file=tmp_path / "password", cold=True))
    [plan] = plans(options(admin_password_file=tmp_path / "password"))
    assert plan.eager


@pytest.mark.parametrize("name", ["../x", "a/b", "/etc/x", "", ".", ".."])
def test_a_served_lab_writes_into_one_folder(name: str) -> None:
    """A name that leads out of it is refused; any other is a file in it."""
    lab: Any = object.__new__(ServedLab)
    lab._folder = "/captures"
    with pytest.raises(LabError) as error:
        ServedLab.file(lab, name)
    assert str(error.value) == f"{name}: a file here has a name without a folder"
    assert ServedLab.file(lab, "one.pcap") == "/captures/one.pcap"


def test_a_served_lab_keeps_so_many_snapshots() -> None:
    """One more is refused with the names there are; under one of these names it is taken anew."""
    lab: Any = object.__new__(ServedLab)
    lab.kept = {f"s{number}": None for number in range(SNAPSHOTS)}
    with pytest.raises(LabError) as error:
        ServedLab._snapshot(lab, ["new"])
    assert str(error.value) == f"there are {SNAPSHOTS} snapshots already: {', '.join(lab.kept)} (use a name again)"
