"""Answer questions about the SSH server."""

from xos_cli.processes.telnetd.rows import Ssh2
from xos_cli.switch.tables import Store

NO_MODULE = "Error: ssh module not loaded."


def ssh2(store: Store) -> Ssh2:
    """Return the settings of the SSH server, which its module enables."""
    return next(iter(store.rows(Ssh2)), Ssh2())


def ssh2_access(store: Store, module: bool) -> str:
    """Return how SSH can be reached, as `show management` prints it; *module*: the SSH module is installed.

    evidence: capture 12.5
    """
    row = ssh2(store)
    if not module and row == Ssh2():
        return "ssh module not loaded."
    return f"{'Enabled' if row.enable else 'Disabled'} (tcp port {row.port} vr {row.vrid})"
