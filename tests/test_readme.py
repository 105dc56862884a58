"""What the README shows and counts is what the program prints and has."""

import re
from pathlib import Path

import pytest

from xos_cli.program.listing import counts, rows
from xos_cli.replay.check import checked

README = (Path(__file__).resolve().parents[1] / "README.md").read_text(encoding="utf-8")
SESSIONS = re.findall(r"```\n(BD-10808\.1 # .*?)```\n", README, re.DOTALL)


@pytest.mark.parametrize("session", SESSIONS, ids=range(len(SESSIONS)))
def test_a_session(session: str) -> None:
    """Typed again, it prints the same."""
    assert checked("README.md", session).text() == session


def test_there_are_sessions() -> None:
    """A failover, and the question before a reboot."""
    assert ["run msm-failover" in SESSIONS[0], "# reboot\n" in SESSIONS[1]] == [True, True]


def test_the_number_of_commands() -> None:
    """As `xos-cli commands` counts them."""
    listed = rows()
    found = counts(listed)
    words = (
        f"{len(listed)} commands: {found['modelled']} do what the switch does; {found['recorded']} are only *recorded*"
    )
    assert words in README
