"""The login: banner, ``login:``, ``password:``; at a console the failsafe account too.

Where RADIUS or TACACS+ is enabled its servers are asked first, at a console too.

evidence: clients (the two prompts, ``Login incorrect``); guide 11.3 p.50-52 (three failures end the attempt, lock-
out, the failsafe account's prompt and commands), p.322-323 (servers for telnet and console, then the local accounts);
inferred (the words of its answers, that a backup asks no server)
"""

from collections.abc import Generator
from typing import Any

from xos_cli.command.dialogue import Step, TextInput, Wait
from xos_cli.processes.aaa import process as aaa
from xos_cli.processes.aaa.facts import is_failsafe, opens
from xos_cli.processes.aaa.logins import count_passed
from xos_cli.processes.aaa.rows import TacacsLogin
from xos_cli.processes.cfgmgr.facts import banner
from xos_cli.session.login_servers import Entrant, account, judged
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
        if (yield from let_in(session, name, (yield TextInput("password: ", secret=True)))):
            return True
        failures += 1
        yield INCORRECT
    return False


def let_in(session: Typist, name: str, password: str) -> Generator[Step, Any, bool]:
    """Log *name* in if the password is right; return whether it was."""
    entrant = yield from _entrant(session, name, password)
    if entrant is None:
        refuse(session, name)
        return False
    if aaa.known(session.node, name):
        count_passed(session.node, name)
    _enter(session, name, entrant)
    return True


def _entrant(session: Typist, name: str, password: str) -> Generator[Step, Any, Entrant | None]:
    """Ask the servers, and the switch's own accounts if none answers; return None for a wrong password."""
    node, vouched = session.node, session.vouched
    if vouched is not None and vouched.account == name:
        account = aaa.vouched(node, name)
        if account is None and vouched.admin is not None and not aaa.known(node, name):
            return Entrant(vouched.admin)
    else:
        found = yield from judged(session, name, password)
        if found is not None:
            return found if found.accepted else None
        account = aaa.authenticate(node, name, password)
    return Entrant(bool(account.readwrite)) if account is not None else None


def account_logout(session: Typist) -> None:
    """Tell the accounting servers that the session has ended."""
    account(session, login=False)


def refuse(session: Typist, name: str) -> None:
    """Log a failed login, and count it where there is such an account."""
    node = session.node
    if aaa.known(node, name):
        aaa.failed(node, name)
    node.event("Warning", "AAA.authFail", f"Login failed for user {name} through {session.through}")
    node.software.tell("login_refused", node)


def _enter(session: Typist, name: str, entrant: Entrant) -> None:
    """Make *name* the account of this session."""
    node = session.node
    node.last_session += 1
    session.account, session.admin, session.id = name, entrant.administrator, node.last_session
    node.sessions[session.id] = LoginSession(session.id, node.time(), name, session.kind, session.location)
    node.event("Info", "AAA.authPass", f"Login passed for user {name} through {session.through}")
    if entrant.by_tacacs:
        node.put([TacacsLogin(session.id)])
    account(session, login=True)


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
                _enter(session, name, Entrant(True))
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
