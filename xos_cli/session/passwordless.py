"""Log somebody in without a password: a replayed script tests no passwords, and an SSH connection has proved itself."""

from collections.abc import Iterator
from contextlib import contextmanager

from xos_cli.processes.aaa.rows import Account
from xos_cli.switch.node import Node
from xos_cli.switch.tables import key_of


@contextmanager
def without_password(node: Node, account: str) -> Iterator[None]:
    """Let the account log in without a password inside the block; nothing is marked as changed or relayed."""
    row = node.store.get(Account, account)
    if row is None:
        yield
        return
    node.store.set(Account, key_of(row), row._replace(password=""))
    try:
        yield
    finally:
        now = node.store.get(Account, account)
        if now is not None:
            node.store.set(Account, key_of(now), now._replace(password=row.password))
