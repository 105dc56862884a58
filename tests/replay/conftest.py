"""The program's subcommands, run in this process."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from xos_cli.__main__ import main


class Done(NamedTuple):
    """What a run of the program came to."""

    status: int
    out: str
    err: str


class _Input(io.TextIOWrapper):
    """Standard input with bytes in it."""


@pytest.fixture
def xos(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    """Run the program: ``xos("lint", "x.xsf", typed="what stands on standard input")``."""

    def run(*arguments: str, typed: str = "") -> Done:
        monkeypatch.setattr("sys.stdin", _Input(io.BytesIO(typed.encode())))
        capsys.readouterr()
        status = main(arguments)
        return Done(status, *capsys.readouterr())

    return run


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., str]:
    """Write a file of lines: its path."""

    def write(name: str, *lines: str) -> str:
        path = tmp_path / name
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return str(path)

    return write
