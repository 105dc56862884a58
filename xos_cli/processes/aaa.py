"""Accounts, and who may log in; passwords' policy in ``_aaa_policy``, servers in ``_aaa_servers``.

evidence: capture 11.2 (rows and lines), guide 11.3 p.50 (three failures lock an account out, where that is on)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.processes._aaa_accounts import (
    account_lines,
    clear_account_lockout,
    configure_account,
    create_account,
    delete_account,
    show_accounts,
)
from xos_cli.processes._aaa_policy import (
    configure_account_password_policy_char_validation,
    configure_account_password_policy_history,
    configure_account_password_policy_lockout_on_login_failures,
    configure_account_password_policy_max_age,
    configure_account_password_policy_min_length,
    policy_lines,
    show_accounts_password_policy,
)
from xos_cli.processes._aaa_rows import TABLES as _ROWS
from xos_cli.processes._aaa_rows import Account, Locked, account_policy, factory_rows
from xos_cli.processes._aaa_servers import (
    configure_radius_accounting_server_client_ip,
    configure_radius_accounting_shared_secret,
    configure_radius_accounting_timeout,
    configure_radius_server_client_ip,
    configure_radius_shared_secret,
    configure_radius_timeout,
    configure_tacacs_accounting_server_client_ip,
    configure_tacacs_accounting_shared_secret,
    configure_tacacs_accounting_timeout,
    configure_tacacs_server_client_ip,
    configure_tacacs_shared_secret,
    configure_tacacs_timeout,
    disable_radius,
    disable_radius_accounting,
    disable_tacacs,
    disable_tacacs_accounting,
    disable_tacacs_authorization,
    enable_radius,
    enable_radius_accounting,
    enable_tacacs,
    enable_tacacs_accounting,
    enable_tacacs_authorization,
    radius_lines,
    tacacs_lines,
    unconfigure_radius,
    unconfigure_radius_accounting,
    unconfigure_tacacs,
    unconfigure_tacacs_accounting,
)
from xos_cli.processes._aaa_show import show_radius, show_radius_accounting, show_tacacs, show_tacacs_accounting
from xos_cli.processes._failsafe import configure_failsafe_account
from xos_cli.processes._logins import LoginCount, count_failed
from xos_cli.processes._passwords import matches
from xos_cli.processes.cfgmgr import CliSession
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.chassis import Chassis
    from xos_cli.switch.node import Node

__all__ = [
    "Account",
    "clear_account_lockout",
    "configure_account",
    "configure_account_password_policy_char_validation",
    "configure_account_password_policy_history",
    "configure_account_password_policy_lockout_on_login_failures",
    "configure_account_password_policy_max_age",
    "configure_account_password_policy_min_length",
    "configure_failsafe_account",
    "configure_radius_accounting_server_client_ip",
    "configure_radius_accounting_shared_secret",
    "configure_radius_accounting_timeout",
    "configure_radius_server_client_ip",
    "configure_radius_shared_secret",
    "configure_radius_timeout",
    "configure_tacacs_accounting_server_client_ip",
    "configure_tacacs_accounting_shared_secret",
    "configure_tacacs_accounting_timeout",
    "configure_tacacs_server_client_ip",
    "configure_tacacs_shared_secret",
    "configure_tacacs_timeout",
    "create_account",
    "delete_account",
    "disable_radius",
    "disable_radius_accounting",
    "disable_tacacs",
    "disable_tacacs_accounting",
    "disable_tacacs_authorization",
    "enable_radius",
    "enable_radius_accounting",
    "enable_tacacs",
    "enable_tacacs_accounting",
    "enable_tacacs_authorization",
    "show_accounts",
    "show_accounts_password_policy",
    "show_radius",
    "show_radius_accounting",
    "show_tacacs",
    "show_tacacs_accounting",
    "unconfigure_radius",
    "unconfigure_radius_accounting",
    "unconfigure_tacacs",
    "unconfigure_tacacs_accounting",
]

TABLES = (*_ROWS, LoginCount)
NAMES = {"account": Account}
SPARED = "admin"


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """evidence: capture 11.2, guide 11.x (the accounts)"""
    return factory_rows()


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """Servers, accounts, and what is asked of their passwords."""
    yield from radius_lines(store)
    yield from tacacs_lines(store)
    yield from account_lines(store)
    yield from policy_lines(store)


def max_failures(node: "Node") -> int:
    """How many wrong passwords end an attempt to log in."""
    rows = node.store.rows(CliSession)
    return rows[0].maxLogins if rows else 3


def known(node: "Node", name: str) -> bool:
    """Whether there is an account that is spelled so."""
    row = node.store.get(Account, name)
    return row is not None and row.name == name


def authenticate(node: "Node", name: str, password: str) -> Account | None:
    """The account, if this is its password and it is not locked out."""
    row = node.store.get(Account, name)
    if row is None or row.name != name or node.store.get(Locked, name):
        return None
    return row if matches(row.password, password) else None


def failed(node: "Node", name: str) -> None:
    """Somebody failed to log in: it is counted, and may lock the account out; never the default administrator's.

    evidence: guide 11.3 p.52 (as many failures in a row as end a session; who is spared)
    """
    in_a_row = count_failed(node, name)
    guarded = account_policy(node.store, name).acct_lockout_feature_enabled
    if guarded and name != SPARED and in_a_row >= max_failures(node) and not node.store.get(Locked, name):
        node.put([Locked(name)])
        node.event("Warning", "AAA.accountLockout", f"Account {name} is locked out")  # evidence: inferred
