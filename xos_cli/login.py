"""Getting in: ``login:``, ``password:``, and who may.

evidence: clients (the two prompts, ``Login incorrect``); guide 11.x (three failures end the attempt)
"""

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from xos_cli.dialogue import Line, Step
from xos_cli.processes import PROCESSES
from xos_cli.switch.console import LoginSession

if TYPE_CHECKING:
    from xos_cli.session import Session


def login(session: "Session") -> Generator[Step, Any, bool]:
    """Ask for name and password until they are right; False when there were too many failures."""
    aaa = PROCESSES.modules["aaa"]
    failures = 0
    while failures < aaa.max_failures(session.node):
        name = yield Line("\nlogin: ")
        if not name.strip():
            continue
        password = yield Line("password: ", secret=True)
        account = aaa.authenticate(session.node, name.strip(), password)
        if account is not None:
            _enter(session, account.name, bool(account.readwrite))
            return True
        failures += 1
        session.node.event("Warning", "AAA.authFail", f"Login failed for user {name} through {session.location}")
        yield "\nLogin incorrect\n"
    return False


def _enter(session: "Session", name: str, admin: bool) -> None:
    node = session.node
    node.last_session += 1
    session.account, session.admin, session.id = name, admin, node.last_session
    node.sessions[session.id] = LoginSession(session.id, node.time(), name, session.kind, session.location)
    node.event("Info", "AAA.authPass", f"Login passed for user {name} through {session.location}")
