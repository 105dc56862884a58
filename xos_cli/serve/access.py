"""Find out from the switch's settings and state which of its servers listen, and on which ports."""

from xos_cli.processes.telnetd.facts import ssh_port, telnet_port
from xos_cli.record import NamedTuple
from xos_cli.switch.node import Node


class Access(NamedTuple):
    """The TCP port of each of the switch's servers, 0 while it is off."""

    telnet: int
    ssh: int


NOBODY = Access(0, 0)


def access(master: Node | None) -> Access:
    """Return how the management port can be reached now: through the *master*, once one can log in there."""
    if master is None or not master.login_open:
        return NOBODY
    return Access(telnet_port(master), ssh_port(master))


class AccessSeen(NamedTuple):
    """What the answer of ``access`` depends on; while it is the same, so is the answer."""

    master: Node | None
    boots: int
    login_open: bool
    ready: bool
    changes: int
    packages: frozenset[str]

    @classmethod
    def of(cls, master: Node | None) -> "AccessSeen":
        """Return the present state of what ``access`` depends on."""
        if master is None:
            return cls(None, 0, False, False, 0, frozenset())
        process = master.processes.get("telnetd")
        ready, store = process is None or process.ready, master.store
        return cls(master, master.boots, master.login_open, ready, store.changes, master.packages)
