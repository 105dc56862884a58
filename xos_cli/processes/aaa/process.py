"""Tables and hooks of authentication; count failed logins and lock accounts out.

evidence: capture 11.2 (rows and lines), guide 11.3 p.50 (three failures lock an account out, where that is on)
"""

from typing import TYPE_CHECKING, Any

from xos_cli.processes.aaa.facts import account_policy
from xos_cli.processes.aaa.facts import authenticate as authenticate
from xos_cli.processes.aaa.facts import known as known
from xos_cli.processes.aaa.facts import max_failures as max_failures
from xos_cli.processes.aaa.facts import vouched as vouched
from xos_cli.processes.aaa.logins import count_failed
from xos_cli.processes.aaa.rows import (
    MGMT_ACCESS,
    NETLOGIN,
    Account,
    AccountPolicy,
    Locked,
    LoginCount,
    PasswordHistory,
    PasswordPolicy,
    RadiusClient,
    RadiusCounts,
    RadiusRequest,
    RadiusServer,
    RadiusService,
    TacacsClient,
    TacacsCounts,
    TacacsLogin,
    TacacsRequest,
    TacacsServer,
    TacacsService,
)

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis
    from xos_cli.switch.node import Node


TABLES = (
    RadiusService,
    RadiusServer,
    TacacsServer,
    TacacsService,
    Account,
    PasswordPolicy,
    AccountPolicy,
    PasswordHistory,
    Locked,
    LoginCount,
    RadiusClient,
    RadiusRequest,
    RadiusCounts,
    TacacsClient,
    TacacsRequest,
    TacacsCounts,
    TacacsLogin,
)
#: The port from which RADIUS servers are asked.  evidence: inferred (the number)
RECEIVES = ("Udp 49812",)
NAMES = {"account": Account}
SPARED = "admin"


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the rows of a new switch: no servers, the accounts admin and user without passwords.

    evidence: capture 11.2, guide 11.x (the accounts)
    """
    return [
        *[RadiusService(server_set, type) for server_set in (MGMT_ACCESS, NETLOGIN) for type in (0, 1)],
        *[TacacsServer(number, type) for type in (0, 1) for number in (0, 1)],
        *[TacacsService(type) for type in (0, 1, 2)],
        Account("", "admin", 1),
        Account("", "user", 0),
        PasswordPolicy(),
    ]


def failed(node: "Node", name: str) -> None:
    """Count a failed login, and lock the account out if its policy says so; never the default administrator.

    evidence: guide 11.3 p.52 (as many failures in a row as end a session; who is spared)
    """
    in_a_row = count_failed(node, name)
    guarded = account_policy(node.store, name).acct_lockout_feature_enabled
    if guarded and name != SPARED and in_a_row >= max_failures(node) and not node.store.get(Locked, name):
        node.put([Locked(name)])
        node.event("Warning", "AAA.accountLockout", f"Account {name} is locked out")  # evidence: inferred
