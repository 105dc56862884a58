"""A booted switch for every test: a copy of one that was booted once."""

import os
import pathlib
import sys
from collections.abc import Callable
from functools import cache

import pytest
from captures import captured
from hypothesis import settings

from xos_cli.lab.commands import Lab
from xos_cli.processes import PROCESSES
from xos_cli.program.resources import read_chassis
from xos_cli.program.ssh_module import install_ssh
from xos_cli.program.switch_on import START, moment
from xos_cli.replay import Runner
from xos_cli.switch.machine import Machine

# No test fails because the machine is busy: an example may take as long as it takes.
# Examples are the same in every run; ``XOS_RANDOM=1`` draws others.
settings.register_profile("any-machine", deadline=None, derandomize="XOS_RANDOM" not in os.environ)
settings.load_profile("any-machine")


@cache
def _booted(chassis: str) -> Machine:
    machine = Machine(read_chassis(chassis), PROCESSES, moment(START) - 600)
    machine.power_on()
    machine.settle()
    machine.clock.advance_to(moment(START))
    for node in machine.nodes.values():
        node.console.take()
    return machine


def booted(chassis: str) -> Machine:
    """A switch of one's own that is up and in sync, at ``START``."""
    return _booted(chassis).snapshot()


def pytest_ignore_collect(collection_path: pathlib.Path, config: pytest.Config) -> bool | None:
    """Benchmarks run only when they are asked for: ``python -m pytest tests/benchmarks``."""
    asked = any("benchmarks" in argument for argument in config.args)
    return None if asked or "benchmarks" not in collection_path.parts else True


def calls(action: Callable[[], object]) -> int:
    """How many functions *action* calls, of Python and of C: a cost that is the same on a busy machine."""
    many = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal many
        many += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        action()
    finally:
        sys.setprofile(None)
    return many


class Typist:
    """Somebody at the consoles of a switch; answers are typed as the lines that follow a command."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.screen: list[str] = []
        self.lab = Lab(machine)
        self.runner = Runner(self.lab, self.screen.append)

    def type(self, *lines: str) -> str:
        """Type the lines; everything that the terminal shows."""
        self.screen.clear()
        self.runner.run("test", lines)
        self.runner.attempt(self.runner.ended)
        return "".join(self.screen)

    def press(self, *lines: str) -> str:
        """Type as a person does, who may press any key at a question; return everything that the terminal shows."""
        session, shown = self.lab.session, []
        if session.at_login:
            session.feed("admin")
            session.feed("")
            session.take()
        for line in lines:
            shown.append(f"{session.prompt}{line}\n" if session.at_prompt else session.prompt)
            session.feed(line)
            shown.append(session.take())
        return "".join(shown)

    def run(self, *lines: str) -> str:
        """What the switch prints between the last line typed and the next prompt; none may be refused."""
        before = len(self.runner.refused)
        out = self.type(*lines)
        assert self.runner.refused[before:] == []
        echo = lines[-1] + "\n"
        return out[out.rindex(echo) + len(echo) :] if echo in out else out

    def say(self, *lines: str) -> str:
        """Everything that the terminal shows, questions and answers included; none may be refused."""
        before = len(self.runner.refused)
        out = self.type(*lines)
        assert self.runner.refused[before:] == []
        return out

    def refuse(self, *lines: str) -> str:
        """The words with which the last line is refused."""
        before = len(self.runner.refused)
        self.type(*lines)
        assert len(self.runner.refused) > before, "was accepted"
        return self.runner.refused[-1].message

    def policies(self, *names: str) -> "Typist":
        """Have policies of these names, empty ones, in every flash."""
        for node in self.machine.nodes.values():
            for name in names:
                node.flash.write(f"{name}.pol", b"", 0.0)
        return self

    def with_ssh(self) -> "Typist":
        """Have the SSH module installed and started on every MSM; SSH itself is off, as after `run update`."""
        install_ssh(self.machine)
        return self

    def lines(self, module: str) -> list[str]:
        """The lines of one module of `show configuration`."""
        return lines_of(self.configuration(), module)

    def configuration(self) -> str:
        """`show configuration`, without the prompts."""
        return self.run("show configuration")

    def typed_back(self) -> str:
        """What a new bd10808 prints that took every line of this configuration."""
        again = Typist(booted("bd10808")).with_ssh()
        again.run(*self.configuration().splitlines())
        return again.configuration()


def lines_of(configuration: str, module: str) -> list[str]:
    """The lines of one module of what `show configuration` printed."""
    text = configuration.partition(f"# Module {module} configuration.\n#\n")[2]
    return text[: text.index("\n\n") + 1].splitlines() if not text.startswith("\n") else []


@pytest.fixture
def switch() -> Callable[..., Typist]:
    """Make a booted switch of some chassis and sit down at its console: ``switch()``, ``switch("summit-x450-24t")``."""
    return lambda chassis="bd10808": Typist(booted(chassis))


@pytest.fixture
def console(switch: Callable[..., Typist]) -> Typist:
    """A booted bd10808."""
    return switch()


@pytest.fixture
def capture() -> Callable[[str], str]:
    """Return what a real switch printed, by its path among the captures."""

    return lambda path: captured(path).decode()


@pytest.fixture
def section(capture: Callable[[str], str]) -> Callable[[str], list[str]]:
    """The lines of one module of the captured `show configuration`."""
    return lambda module: lines_of(capture("summit-x450-11.2.3.3/show-configuration.txt"), module)
