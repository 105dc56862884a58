"""Accounts, and who may log in.  evidence: capture 11.2 (rows and lines)"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from xos_cli.call import Call
from xos_cli.processes.cfgmgr import CliSession
from xos_cli.switch.tables import Store, table

if TYPE_CHECKING:
    from xos_cli.switch.chassis import Chassis
    from xos_cli.switch.node import Node


@table("account", key=("name",))
class Account(NamedTuple):
    """Who may log in: *password* as MD5-crypt without its ``$1$``, "" for none; *readwrite* 1 is an administrator."""

    password: str
    name: str
    readwrite: int


TABLES = (Account,)
NAMES = {"account": Account}


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """evidence: guide 11.x (admin and user, no passwords)"""
    return [Account("", "admin", 1), Account("", "user", 0)]


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """Accounts that have a password."""
    for row in store.rows(Account):
        if row.password:
            yield f"create account {'admin' if row.readwrite else 'user'} {row.name} encrypted {row.password} "


def max_failures(node: "Node") -> int:
    """How many wrong passwords end an attempt to log in."""
    rows = node.store.rows(CliSession)
    return rows[0].maxLogins if rows else 3


def authenticate(node: "Node", name: str, password: str) -> Account | None:
    """The account, if this is its password."""
    row = node.store.get(Account, name)
    if row is None or row.name != name:
        return None
    return row if matches(row.password, password) else None


def matches(encrypted: str, password: str) -> bool:
    """Whether *password* is the one that was encrypted; no password matches only none."""
    if not encrypted:
        return not password
    from passlib.hash import md5_crypt

    return bool(md5_crypt.verify(password, f"$1${encrypted}"))


def show_accounts(call: Call) -> str:
    """evidence: ExtremeWare 7.4 (the layout, as the nearest there is)"""
    head = "   User Name      Access LoginOK  Failed User Type\n----------------  ------ -------  ------ ---------\n"
    rows = [(row.name, "R/W" if row.readwrite else "RO", "Admin" if row.readwrite else "User") for row in call.rows(Account)]
    return head + "".join(f"{name:>16}    {access:<4}{0:>8}{0:>8} {kind:>9}\n" for name, access, kind in rows)
