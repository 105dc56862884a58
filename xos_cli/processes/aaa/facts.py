"""Answer questions about accounts and logins from the rows and the NVRAM.

evidence: guide 11.3 p.49-52 (what is asked at a login, the failsafe account)
"""

from typing import TYPE_CHECKING

from xos_cli.processes.aaa.passwords import matches
from xos_cli.processes.aaa.rows import (
    AUTHENTICATION,
    NO_ADDRESS,
    Account,
    AccountPolicy,
    Locked,
    LoginCount,
    PasswordPolicy,
    RadiusServer,
    RadiusService,
    Server,
    TacacsServer,
    TacacsService,
)
from xos_cli.processes.cfgmgr.rows import CliSession
from xos_cli.switch.secrets import hidden, revealed

if TYPE_CHECKING:
    from xos_cli.switch.node import Node
    from xos_cli.switch.tables import Store


def login_count(store: "Store", name: str) -> LoginCount:
    """Return the login counters of an account."""
    return store.get(LoginCount, name) or LoginCount(name)


def account_policy(store: "Store", name: str) -> AccountPolicy:
    """Return the password policy of one account."""
    own = store.get(AccountPolicy, name)
    common = [AccountPolicy(*row, name=name) for row in store.rows(PasswordPolicy)]
    return own or (common[0] if common else AccountPolicy(name=name))


def is_failsafe(node: "Node", name: str) -> bool:
    """Return whether this is the failsafe account's name; case counts."""
    failsafe = node.flash.nvram.failsafe
    return failsafe is not None and name == failsafe[0]


def opens(node: "Node", password: str) -> bool:
    """Return whether this is the failsafe account's password."""
    failsafe = node.flash.nvram.failsafe
    return failsafe is not None and matches(failsafe[1], password)


def max_failures(node: "Node") -> int:
    """Return how many wrong passwords end an attempt to log in."""
    rows = node.store.rows(CliSession)
    return rows[0].maxLogins if rows else 3


def known(node: "Node", name: str) -> bool:
    """Return whether there is an account that is spelled so."""
    row = node.store.get(Account, name)
    return row is not None and row.name == name


#: A password as it is kept, for comparisons whose outcome is known already.
NOBODYS = "uZSl9I$vR7ekrMugwuY8doNHjUWG1"


def authenticate(node: "Node", name: str, password: str) -> Account | None:
    """Return the account if this is its password and it is not locked out, else None.

    A wrong password takes the same time whether there is such an account or not: one comparison with a password.
    """
    row = node.store.get(Account, name)
    may = row is not None and row.name == name and not node.store.get(Locked, name)
    kept = row.password if row is not None and may else ""
    if may and not kept and not password:
        return row
    right = matches(kept or NOBODYS, password)
    return row if may and kept and right else None


def vouched(node: "Node", name: str) -> Account | None:
    """Return the account of a user who is authenticated already, None if the account may not log in."""
    row = node.store.get(Account, name)
    return row if row is not None and row.name == name and not node.store.get(Locked, name) else None


def radius_servers(store: "Store", server_set: int, type: int) -> list[RadiusServer]:
    """Return the RADIUS servers that are asked, the primary one first; none while the service is disabled.

    Accounting needs authentication, too.  evidence: recalled
    """
    for needed in {AUTHENTICATION, type}:
        service = store.get(RadiusService, server_set, needed)
        if service is None or not service.enable:
            return []
    rows = [row for row in store.rows(RadiusServer) if (row.server_set, row.type) == (server_set, type)]
    return sorted([row for row in rows if _is_set(row)], key=lambda row: row.server_no)


def tacacs_servers(store: "Store", type: int) -> list[TacacsServer]:
    """Return the TACACS+ servers that are asked or told, the primary one first; none while the service is disabled.

    Accounting needs authentication, too.  evidence: inferred (as for RADIUS)
    """
    for needed in {AUTHENTICATION, type}:
        service = store.get(TacacsService, needed)
        if service is None or not service.enable:
            return []
    rows = [row for row in store.rows(TacacsServer) if row.type == type and _is_set(row)]
    return sorted(rows, key=lambda row: row.server_no)


def _is_set(server: Server) -> bool:
    """Return whether a server has an address or a name; its secret may have been set before."""
    return bool(server.hostname) or server.host_ipaddr != NO_ADDRESS


def server_host(server: Server) -> str:
    """Return where a server is: its name, or its address."""
    return server.hostname or server.host_ipaddr


def encrypted_secret(server: Server) -> str:
    """Return the secret of a server as it is shown; files of earlier versions have it in clear."""
    return server.encrypted_secret or (hidden(server.secret) if server.secret else "")


def shared_secret(server: Server) -> str:
    """Return the secret that a server shares with the switch."""
    return revealed(server.encrypted_secret) if server.encrypted_secret else server.secret
