"""Accounts, and who may log in; passwords' policy in ``_aaa_policy``, servers in ``_aaa_servers``.

evidence: capture 11.2 (rows and lines), guide 11.3 p.50 (three failures lock an account out, where that is on)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.processes.aaa.accounts import (
    account_lines,
)
from xos_cli.processes.aaa.logins import LoginCount, count_failed
from xos_cli.processes.aaa.passwords import matches
from xos_cli.processes.aaa.policy import (
    policy_lines,
)
from xos_cli.processes.aaa.rows import TABLES as _ROWS
from xos_cli.processes.aaa.rows import Account, Locked, account_policy, factory_rows
from xos_cli.processes.aaa.servers import (
    radius_lines,
    tacacs_lines,
)
from xos_cli.processes.cfgmgr.limits import CliSession
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.chassis import Chassis
    from xos_cli.switch.node import Node


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
