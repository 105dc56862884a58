"""`xos-cli lint` knows the licence and the SSH module as `run` does."""

import pytest
from conftest import Typist, booted

from xos_cli.program.resources import read_chassis
from xos_cli.replay.lint_program import prepared
from xos_cli.switch.hardware.licence import CORE, key_for

X450 = "summit-x450-24t"
KEY = f"enable license {key_for(read_chassis(X450).serial, CORE)}"
INSTALL = ("download image 10.0.0.1 summitX450-11.3.1.3-ssh.xmod", "y", "run update")
LICENCE, MODULE = "cannot be executed at the current license level", "ssh module not loaded"


def errors(*lines: str, ssh_module: bool = False) -> list[tuple[int, str]]:
    """Return the line and the words of each error in a script for a Summit X450."""
    linter, _ = prepared(read_chassis(X450), ssh_module=ssh_module)
    return [(found.line, found.message) for found in linter.read("", list(lines)) if found.severity == "error"]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (("enable bgp",), LICENCE),
        (("show bgp neighbor",), LICENCE),
        (("create eaps shared-port 1",), LICENCE),
        (("enable license 1-2-3",), "not valid for this switch"),
        ((KEY, "enable bgp"), ""),
        ((KEY, "create eaps shared-port 1"), ""),
        (("enable ospf",), ""),
        (("enable ssh2",), MODULE),
        (("enable web https",), MODULE),
        (("show ssl",), MODULE),
        ((*INSTALL, "enable ssh2"), ""),
    ],
)
def test_lint_and_run_agree(lines: tuple[str, ...], words: str) -> None:
    """What the switch refuses for want of a licence or the module is an error at that line, and nothing else is."""
    console = Typist(booted(X450))
    found = errors(*lines)
    if not words:
        assert found == []
        console.say(*lines)
        return
    assert [line for line, _ in found] == [len(lines)]
    assert words in found[0][1]
    assert words in console.refuse(*lines)


def test_the_option_installs_the_module() -> None:
    """With `--ssh-module` the commands of SSH are no errors."""
    assert errors("enable ssh2", "show ssh2 private-key", "enable web https", ssh_module=True) == []
