"""An error of the emulator itself costs the user neither the prompt nor the session."""

from collections.abc import Iterator
from typing import Any

import pytest
from conftest import Typist

from xos_cli.command.call import Call
from xos_cli.session import execution


def test_an_error_of_the_emulator_is_told_and_the_prompt_comes_back(
    console: Typist, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its type and text are printed as an error of the command, which is no success; the next command works."""

    def broken(session: Any, last: Any) -> Iterator[Any]:
        raise ValueError("no such thing")
        yield

    with monkeypatch.context() as patch:
        patch.setattr(execution, "_command", broken)
        words = "Error: Internal error of the emulator: ValueError: no such thing"
        assert console.refuse("show version") == words
        assert f"{words}\n" in console.type("show version")
    assert "Image" in console.run("show version")


def test_a_change_before_an_error_of_the_emulator_is_undone(console: Typist, monkeypatch: pytest.MonkeyPatch) -> None:
    """A command is a transaction: what it had put is gone, and nothing is unsaved."""
    before = console.configuration()
    real = Call.put

    def broken(call: Call, row: Any) -> None:
        real(call, row)
        raise ValueError("after the change")

    monkeypatch.setattr(Call, "put", broken)
    assert console.refuse("create vlan v1") == "Error: Internal error of the emulator: ValueError: after the change"
    monkeypatch.undo()
    assert console.configuration() == before
    assert not console.machine.nodes["MSM-A"].config.dirty
    console.run("create vlan v1")
