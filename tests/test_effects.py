"""No command is accepted without a trace: it changes or prints something, is refused, or says that it did nothing.

One of five commands here.  All: ``XOS_EFFECTS=all python -m pytest tests/test_effects.py``.
"""

import os
import re
from collections import deque
from collections.abc import Iterator

import pytest
from examples import OBJECTS, example

from xos_cli import Console, Switch, XosError
from xos_cli.language.grammar import CommandEntry
from xos_cli.language.grammar_files import grammar

OPPOSITES = {"enable": "disable", "disable": "enable", "create": "delete"}
#: Commands that take back, clear or set what a new switch has already, and so may change nothing.
MAY_BE_SO = re.compile(
    r"(unconfigure|clear|delete|disable|ls|virtual-router)\b|configure .*\b(delete|none|off|auto|all|any|automatic)\b"
    r"|configure (banner|esrp mode extended|sharing address-based L2|sys-recovery-level all)"
    r"|configure (inline-power disconnect-precedence deny-port|pim register-checksum-to include-data)"
    r"|configure (netlogin dot1x eapol-transmit-version v1|stpd st1 mode dot1d|vr VR-Default add ports)"
    r"|configure stpd st1 add vlan red ports all|configure eaps fast-convergence off|(enable|disable) clipaging"
    r"|hidden configure thttp vr all|enable (vrrp|stpd st1 ports all)|restart ports|configure ports 1:1 auto on"
    r"|configure (time|ospf spf-hold-time 3|snmpv3 engine-boots|diffserv examination code-point 3)|use image primary"
    r"|configure meter m1$|configure dos-protect trusted-ports|configure \w+ add vlan red"
    r"|show (banner|vrrp|ospf lsdb|vlan red stpd|inline-power stats|clear-flow)"
)
_PIECE = re.compile(r"<[^<>]*>|[\[\]{}|]|[^\s\[\]{}|<>]+")


def line_of(notation: str) -> str:
    """Return the shortest line that a notation allows: the first alternatives, nothing that can be left out."""
    return " ".join(_alternative(deque(_PIECE.findall(notation))))


def _alternative(pieces: deque[str]) -> list[str]:
    found: list[list[str]] = [[]]
    while pieces and (piece := pieces.popleft()) not in "]}":
        if piece == "|":
            found.append([])
        elif piece in "[{":
            inside = _alternative(pieces)
            found[-1] += inside if piece == "[" else []
        else:
            found[-1].append(example(piece) if piece.startswith("<") else piece.strip("."))
    return next((words for words in found if words), [])


def entries() -> Iterator[CommandEntry]:
    """The commands that are looked at, without those that end the session or wait for minutes."""
    every = [
        entry for entry in grammar().entries if not entry.notation.startswith(("exit", "quit", "logout", "reb", "sy"))
    ]
    yield from every if os.environ.get("XOS_EFFECTS") == "all" else every[::5]


def trace(switch: Switch, console: Console, line: str) -> bool:
    """Return whether a line prints something, is refused, or changes the configuration."""
    before = switch.configuration()
    try:
        return bool(console.run(line)) or switch.configuration() != before
    except XosError:
        return True


def test_no_command_is_accepted_without_a_trace() -> None:
    """Where a line changes nothing because it is so already, its opposite is typed first."""
    switch = Switch("bd10808")
    for line in OBJECTS:
        switch.console().run(line)
    snapshot, silent = switch.snapshot(), []
    for entry in entries():
        switch.restore(snapshot)
        line, console = line_of(entry.notation), switch.console()
        verb, _, rest = line.partition(" ")
        if trace(switch, console, line):
            continue
        if verb in OPPOSITES and trace(switch, console, f"{OPPOSITES[verb]} {rest}"):
            continue
        if not MAY_BE_SO.match(line):
            silent.append(line)
    assert silent == []


@pytest.mark.parametrize("line", ["show ospfv3 memory", "show bgp memory"])
def test_a_screen_without_a_layout_says_so(line: str) -> None:
    """It does not look like a switch that has nothing to show."""
    assert Switch("bd10808").console().run(line).startswith("[the layout of this screen is not known")
