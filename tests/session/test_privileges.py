"""What an account may type, and what can be typed at the backup."""

from collections.abc import Callable
from typing import Any

import pytest

from xos_cli.errors import CommandError
from xos_cli.language.grammar_files import grammar
from xos_cli.session.session import Session
from xos_cli.switch.machine import Machine

#: What a user account may not so much as see.  evidence: guide 10.1 p.49 (accounts), inferred (the others)
FORBIDDEN = [
    "create vlan x",
    "configure vlan Default tag 2",
    "delete vlan Default",
    "enable ports 1:1",
    "clear log",
    "reboot",
    "save",
    "synchronize",
    "run msm-failover",
    "show accounts",
    "configure failsafe-account",
    "unconfigure switch all",
    "use configuration primary",
    "clear session all",
]


def say(session: Session, *typed: str) -> str:
    """Type lines, one after the other; everything printed, the last prompt included."""
    for text in typed:
        session.feed(text)
    return session.take() + session.prompt


@pytest.fixture
def machine(switch: Callable[..., Any]) -> Machine:
    """A switch that is up and in sync."""
    made: Machine = switch().machine
    for node in made.nodes.values():
        node.console.watchers.clear()
    return made


def logged_in(machine: Machine, name: str, node: str = "MSM-A") -> Session:
    """Somebody at a console."""
    session = Session(machine, node)
    say(session, name, "")
    return session


@pytest.fixture
def user(machine: Machine) -> Session:
    """Somebody logged in as ``user``."""
    return logged_in(machine, "user")


def offered(session: Session, line: str) -> list[str]:
    """What ``?`` offers at the end of a line."""
    return [item.text for item in session.candidates(line).items]


def test_the_prompt_says_which_account(machine: Machine, user: Session) -> None:
    """`>` for a user, `#` for an administrator."""
    assert user.prompt == "BD-10808.1 > "
    assert logged_in(machine, "admin").prompt == "BD-10808.1 # "


@pytest.mark.parametrize("line", FORBIDDEN)
def test_what_a_user_may_not_do_does_not_exist(user: Session, line: str) -> None:
    """The parser itself does not know the command: a caret, as for any other word that is none."""
    before = user.node.store.content()
    shown = say(user, line)
    assert "%% Invalid input detected at '^' marker." in shown
    assert user.node.store.content() == before
    assert shown.endswith("BD-10808.2 > ")


def test_a_user_sees_what_there_is(user: Session) -> None:
    """Most of `show`, and leaving."""
    for line in ("show switch", "show vlan", "show node", "show session", "history"):
        assert "%%" not in say(user, line)
    assert say(user, "exit").endswith("\nlogin: ")


def test_help_offers_a_user_only_what_he_may(machine: Machine, user: Session) -> None:
    """No word that begins only commands of administrators."""
    admin = logged_in(machine, "admin")
    assert set(offered(user, "")) < set(offered(admin, ""))
    assert "create" not in offered(user, "")
    assert "accounts" in offered(admin, "show ")
    assert "accounts" not in offered(user, "show ")
    with pytest.raises(CommandError):
        user.candidates("create ")


def test_a_user_leaves_without_the_save_question(machine: Machine, user: Session) -> None:
    """Unsaved changes are somebody else's business."""
    say(logged_in(machine, "admin"), "create vlan x")
    assert user.text_of_prompt().startswith("* ")
    assert say(user, "exit").endswith("\nlogin: ")


def test_every_show_but_the_secret_ones_is_for_all() -> None:
    """`show` commands that a user may not type are few, and each says so in its grammar file."""
    shows = [entry for entry in grammar().entries if entry.notation.startswith("show ")]
    closed = {entry.notation.split()[1] for entry in shows if not entry.user}
    assert "accounts" in closed
    assert closed <= {"accounts", "configuration", "radius", "tacacs", "snmp", "snmpv3", "ssh2", "tech", "ssl"} | {
        "radius-accounting",
        "tacacs-accounting",
        "netlogin",
        "management",
        "log",
    }


# -- the backup ------------------------------------------------------------------------------------------------------


def test_the_backup_looks_and_does_not_touch(machine: Machine) -> None:
    """Its prompt is `>` even for an administrator; what changes the switch is refused, with the reason."""
    backup = logged_in(machine, "admin", "MSM-B")
    assert backup.prompt == "BD-10808.1 > "
    assert "MSM-A  MASTER" in say(backup, "show node")
    before = backup.node.store.content()
    shown = say(backup, "create vlan x")
    assert " Error: This command can only be executed on Master.\n" in shown
    assert backup.node.store.content() == before


def test_the_backup_becomes_a_master_in_mid_session(machine: Machine) -> None:
    """Who is logged in there needs not log in again."""
    backup = logged_in(machine, "admin", "MSM-B")
    machine.remove("msm-a")
    machine.advance(1.0)
    assert say(backup, "create vlan x").endswith("* BD-10808.2 # ")


def test_a_user_at_the_backup_is_still_a_user(machine: Machine) -> None:
    """The account's level and the MSM's role both count."""
    assert "%% Invalid input" in say(logged_in(machine, "user", "MSM-B"), "run msm-failover")
