"""An error of the emulator itself costs the user neither the prompt nor the session."""

from collections.abc import Iterator
from typing import Any

import pytest
from conftest import Typist

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
    from xos_cli.processes.vlan import config

    before = console.configuration()
    real = config.create_vlan

    def broken(call: Any, *arguments: Any, **more: Any) -> None:
        real(call, *arguments, **more)
        raise ValueError("after the change")

    monkeypatch.setattr(config, "create_vlan", broken)
    node = console.machine.nodes["MSM-A"]
    assert console.refuse("create vlan v1") == "Error: Internal error of the emulator: ValueError: after the change"
    assert console.configuration() == before
    assert not node.config.dirty
