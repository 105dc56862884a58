"""ntc-templates on the tables of a chassis that its templates can read."""

from collections.abc import Callable
from typing import Any

import pytest
from conftest import booted

from xos_cli.serve.exec_commands import ExecCommands
from xos_cli.session.session import Session

#: What is typed first, and then the command whose answer is read.  The other templates are for tables of stackable
#: switches (ports without slots) or of later software (`show fdb` with VLAN tags, `show vlan description`).
SETUP = """create vlan sales
configure vlan sales tag 77
configure vlan sales ipaddress 10.0.7.1/24
configure iparp add 10.0.7.9 vr VR-Default 00:04:96:1f:a5:71
"""


def answer(*lines: str) -> str:
    """What the switch answers to the last of these commands."""
    session = Session(booted("bd10808"), "MSM-A", "ssh", "10.0.0.1")
    for typed in ("admin", "", *SETUP.splitlines()):
        session.feed(typed)
    task = ExecCommands(session, "\n".join(lines))
    task.refresh()
    assert task.status == 0
    return task.take().decode()


@pytest.mark.parametrize(
    ("command", "found"),
    [
        (
            "show iparp",
            {"destination": "10.0.7.9", "mac_address": "00:04:96:1f:a5:71", "static": "YES", "vlan_id": "77"},
        ),
        ("show ipconfig", {"use_redirects": "Disabled", "interface": ["sales"], "ip": ["10.0.7.1"], "subnet": ["/24"]}),
    ],
)
def test_tables(module: Callable[[str], Any], command: str, found: dict[str, Any]) -> None:
    """Every line is understood (a template fails on the first that is not), and the values are right."""
    parse = module("ntc_templates.parse").parse_output
    rows = parse(platform="extreme_exos", command=command, data=answer(command))
    assert any(found.items() <= row.items() for row in rows), rows
