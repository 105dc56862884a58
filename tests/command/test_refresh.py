"""Screens that refresh: when they do, how they are drawn, how they are left."""

from collections.abc import Callable
from typing import Any

import pytest

from xos_cli.command.refresh import FOOTER
from xos_cli.session.session import KEY, LINE, Session

COMMAND = "show ports 1:1-1:40 statistics"


@pytest.fixture
def session(switch: Callable[..., Any]) -> Session:
    """Somebody at a terminal of 24 lines."""
    machine = switch().machine
    machine.nodes["MSM-A"].console.watchers.clear()
    made = Session(machine, "MSM-A")
    made.feed("admin")
    made.feed("")
    made.take()
    made.height = 24
    return made


def typed(session: Session, text: str) -> str:
    """What is printed after *text*."""
    session.feed(text)
    return session.take()


def ports(screen: str) -> list[str]:
    """The ports on a screen."""
    return [line.split()[0] for line in screen.splitlines() if line[:2] == "1:"]


def test_the_screen_fits_and_has_its_footer(session: Session) -> None:
    """As many ports as there is room for, the legend, and how it is left."""
    screen = typed(session, COMMAND)
    assert len(screen.splitlines()) == 23
    assert ports(screen)[0] == "1:1"
    assert (session.wants, session.prompt) == (KEY, FOOTER)


def test_it_is_drawn_again_over_itself(session: Session) -> None:
    """Every two seconds: up by as many lines as it has, and clear.  evidence: clients (``ESC [ 23 A``)"""
    typed(session, COMMAND)
    session.machine.advance(2.0)
    assert session.take().startswith("\r\x1b[23A\x1b[J")
    session.machine.advance(10.0)
    assert session.take().count("\x1b[23A") == 5


def test_links_change_on_it(session: Session) -> None:
    """What happens to the ports is seen."""
    before = typed(session, "show ports 1:1 rxerrors")
    session.machine.break_part("port", "1:1", True)
    session.machine.advance(2.0)
    lines = before.splitlines() + session.take().splitlines()
    assert [line.split()[1] for line in lines if line.startswith("1:1 ")] == ["A", "R"]


def test_pages_are_turned(session: Session) -> None:
    """D and U, in either case, as far as there are pages."""
    first = ports(typed(session, COMMAND))
    second = ports(typed(session, "d"))
    assert second[0] == f"1:{len(first) + 1}"
    assert ports(typed(session, "D"))[-1] == "1:40"
    assert ports(typed(session, "d"))[-1] == "1:40"
    assert ports(typed(session, "u")) == second
    assert ports(typed(session, "U")) == ports(typed(session, "U")) == first


def test_escape_leaves_it(session: Session) -> None:
    """No other key does; the prompt comes in place of the footer, and nothing is drawn any more."""
    typed(session, COMMAND)
    typed(session, "q")
    assert session.prompt == FOOTER
    assert typed(session, "\x1b") == ""
    assert (session.wants, session.prompt) == (LINE, "BD-10808.2 # ")
    session.machine.advance(10.0)
    assert session.take() == ""


@pytest.mark.parametrize("line", [COMMAND + " no-refresh", "disable clipaging"])
def test_it_is_printed_once_where_nothing_is_paged(session: Session, line: str) -> None:
    """With ``no-refresh``, and without paging as on the real switch.  evidence: capture 11.2"""
    typed(session, "disable clipaging")
    screen = typed(session, COMMAND if line.startswith("dis") else line)
    assert len(ports(screen)) == 40
    assert session.wants == LINE


def test_a_reboot_ends_it(session: Session) -> None:
    """As it ends everything."""
    typed(session, COMMAND)
    session.node.reset()
    session.machine.advance(5.0)
    assert session.prompt != FOOTER
    assert "statistics" not in session.take()
