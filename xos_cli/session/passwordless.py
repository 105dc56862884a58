"""Log somebody in without a password: a replayed script tests no passwords, and an SSH connection has proved itself."""

from collections.abc import Iterator
from contextlib import contextmanager

from xos_cli.session.typist import Typist, Vouched


@contextmanager
def without_password(session: Typist, account: str, admin: bool | None = None) -> Iterator[None]:
    """Let the account log in at the session inside the block whatever is typed as its password; nobody is asked.

    *admin*: the rights of one who has no account at the switch, because a server let them in.
    """
    session.vouched = Vouched(account, admin)
    try:
        yield
    finally:
        session.vouched = None
