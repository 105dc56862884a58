"""Parts of the served program that no client sees: its log, who may use the lab, open files, warming up."""

import resource
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import booted

from xos_cli.serve import program


class Log:
    """A log that keeps what it is given."""

    def __init__(self) -> None:
        self.lines: list[tuple[object, ...]] = []

    def note(self, name: str, text: str) -> None:
        self.lines.append(("note", name, text))

    def fault(self, name: str, error: BaseException) -> None:
        self.lines.append(("fault", name, error))


def test_what_no_task_has_handled_is_logged() -> None:
    """An error of the host as a line with the loop's message, any other as a fault, a mere message as a line."""
    log: Any = Log()
    fault = ValueError("x")
    program._fault(log, {"message": "accept", "exception": OSError("refused")})
    program._fault(log, {"exception": OSError("reset")})
    program._fault(log, {"message": "ignored", "exception": fault})
    program._fault(log, {"message": "only words"})
    program._fault(log, {})
    assert log.lines == [
        ("note", "xos-cli", "accept: refused"),
        ("note", "xos-cli", "connection: reset"),
        ("fault", "xos-cli", fault),
        ("note", "xos-cli", "only words"),
        ("note", "xos-cli", ""),
    ]


def test_who_may_use_the_lab(options: Callable[..., Any], tmp_path: Path) -> None:
    """Everybody, those with the password of a file, or nobody."""
    file = tmp_path / "password"
    file.write_text("secret\n")
    file.chmod(0o600)
    ways: list[dict[str, Any]] = [{}, {"lab_password_file": file}, {"no-lab": True}]
    found = [program._lab_access(options(**way)) for way in ways]
    assert [(access.password, access.closed) for access in found] == [(None, False), ("secret", False), (None, True)]


def test_the_log_goes_on_in_its_file(tmp_path: Path) -> None:
    """Lines are added to those of an earlier run; without a file there is a log on standard error."""
    path = tmp_path / "server.log"
    for text in ("first", "second"):
        with program._log(str(path)) as log:
            log.note("xos-cli", text)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line.split()[-1] for line in lines] == ["first", "second"]
    with program._log(None) as log:
        assert log is not None


@pytest.mark.parametrize(
    ("soft", "hard", "wanted", "most"),
    [
        (1024, 4096, 2000, 2000),
        (1024, 4096, 9000, 4096),
        (1024, resource.RLIM_INFINITY, 9000, 9000),
        (1024, 4096, 1024, None),
        (resource.RLIM_INFINITY, resource.RLIM_INFINITY, 9000, None),
    ],
)
def test_the_limit_of_open_files(
    monkeypatch: pytest.MonkeyPatch, soft: int, hard: int, wanted: int, most: int | None
) -> None:
    """It is raised to what is needed, at most to what the host allows, and never lowered."""
    limits: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "getrlimit", lambda what: (soft, hard))
    monkeypatch.setattr(resource, "setrlimit", lambda what, new: limits.append(new))
    program._allow_files(wanted)
    assert limits == ([] if most is None else [(most, hard)])


def test_the_first_login_finds_the_grammar_read() -> None:
    """Warming up asks for the candidates of an empty line as an administrator, and leaves no session behind."""
    machine = booted("bd10808")
    server: Any = SimpleNamespace(master=machine.master, machine=machine)
    program._read_grammar(server)
    assert all(not node.sessions for node in machine.nodes.values())
    program._read_grammar(SimpleNamespace(master=None, machine=machine))  # type: ignore[arg-type]
