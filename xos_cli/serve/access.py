"""Find out from the switch's settings and state which of its servers listen, and on which ports."""

from xos_cli.processes.telnetd.facts import ssh2
from xos_cli.processes.telnetd.rows import Telnetd
from xos_cli.record import NamedTuple
from xos_cli.switch.node import Node


class Access(NamedTuple):
    """The TCP port of each of the switch's servers, 0 while it is off."""

    telnet: int
    ssh: int


NOBODY = Access(0, 0)


def access(master: Node | None) -> Access:
    """Return how the switch can be reached now: through its *master*, once one can log in there."""
    if master is None or not master.login_open:
        return NOBODY
    secure = ssh2(master.store)
    return Access(_telnet(master), secure.port if secure.enable else 0)


class AccessSeen(NamedTuple):
    """What the answer of ``access`` depends on; while it is the same, so is the answer."""

    master: Node | None
    boots: int
    login_open: bool
    ready: bool
    changes: int

    @classmethod
    def of(cls, master: Node | None) -> "AccessSeen":
        """Return the present state of what ``access`` depends on."""
        if master is None:
            return cls(None, 0, False, False, 0)
        process = master.processes.get("telnetd")
        return cls(master, master.boots, master.login_open, process is None or process.ready, master.store.changes)


def _telnet(node: Node) -> int:
    process = node.processes.get("telnetd")
    if process is not None and not process.ready:
        return 0
    row = node.store.one(Telnetd)
    return row.port if row.enable else 0
