"""The login: banner, ``login:``, ``password:``; at a console the failsafe account too.

evidence: clients (the two prompts, ``Login incorrect``); guide 11.3 p.50-52 (three failures end the attempt, lock-
out, the failsafe account's prompt and commands); inferred (the words of its answers)
"""

from collections.abc import Generator
from typing import Any

from xos_cli.command.dialogue import Step, TextInput, Wait
from xos_cli.processes.aaa import process as aaa
from xos_cli.processes.aaa.facts import is_failsafe, opens
from xos_cli.processes.aaa.logins import count_passed
from xos_cli.processes.cfgmgr.facts import banner
from xos_cli.session.typist import Typist
from xos_cli.switch.console import LoginSession

INCORRECT = "\nLogin incorrect\n"
#: How often the failsafe account's password may be tried.
TRIES = 3
#: What can be typed at its prompt.
COMMANDS = {
    "login": "Login     Access the switch CLI as an administrator",
    "reboot": "Reboot    Reboot this MSM",
    "help": "Help      This text",
    "exit": "Exit      Back to the login prompt",
}


def login(session: Typist) -> Generator[Step, Any, bool]:
    """Ask for name and password until they are right; return False after too many failures."""
    yield banner(session.node)
    failures = 0
    while failures < aaa.max_failures(session.node):
        name = (yield TextInput("\nlogin: ")).strip()
        if not name:
            continue
        if not failures and session.kind == "console" and is_failsafe(session.node, name):
            return (yield from _failsafe(session, name))
        if let_in(session, name, (yield TextInput("password: ", secret=True))):
            return True
        failures += 1
        yield INCORRECT
    return False


def let_in(session: Typist, name: str, password: str) -> bool:
    """Log *name* in if the password is right; return whether it was."""
    account = aaa.authenticate(session.node, name, password)
    if account is None:
        refuse(session, name)
        return False
    count_passed(session.node, account.name)
    _enter(session, account.name, bool(account.readwrite))
    return True


def refuse(session: Typist, name: str) -> None:
    """Log a failed login, and count it where there is such an account."""
    node = session.node
    if aaa.known(node, name):
        aaa.failed(node, name)
    node.event("Warning", "AAA.authFail", f"Login failed for user {name} through {session.through}")


def _enter(session: Typist, name: str, admin: bool) -> None:
    """Make *name* the account of this session."""
    node = session.node
    node.last_session += 1
    session.account, session.admin, session.id = name, admin, node.last_session
    node.sessions[session.id] = LoginSession(session.id, node.time(), name, session.kind, session.location)
    node.event("Info", "AAA.authPass", f"Login passed for user {name} through {session.through}")


# -- the failsafe account --------------------------------------------------------------------------------------------


def _failsafe(session: Typist, name: str) -> Generator[Step, Any, bool]:
    """Ask for the failsafe account's password, then for one of its commands; return True for the switch's own CLI."""
    for _ in range(TRIES):
        if opens(session.node, (yield TextInput("password: ", secret=True))):
            return (yield from _last_resort(session, name))
        refuse(session, name)
        yield INCORRECT
    return False


def _last_resort(session: Typist, name: str) -> Generator[Step, Any, bool]:
    """Run the prompt ``failsafe>`` until it is left; return True for the switch's own CLI."""
    session.account = name
    while True:
        typed = (yield TextInput("\nfailsafe> ")).strip().lower()
        match [command for command in COMMANDS if typed and command.startswith(typed)]:
            case ["login"]:
                _enter(session, name, True)
                return True
            case ["reboot"]:
                yield "Rebooting ...\n"
                _restart(session)
                yield Wait(float("inf"))
            case ["exit"]:
                session.account = ""
                return False
            case _:
                yield "".join(f"{line}\n" for line in COMMANDS.values()) if typed else ""


def _restart(session: Typist) -> None:
    """Restart this MSM alone; a master hands over first."""
    node = session.node
    hands_over = node.is_master and node.chassis.modular
    node.clock.after(0.0, node.step_down if hands_over else node.reset)
