"""Answer questions about the telnet and SSH servers."""

from typing import TYPE_CHECKING

from xos_cli.processes.epm.facts import module_runs
from xos_cli.processes.telnetd.rows import Ssh2, Telnetd
from xos_cli.processes.vlan.rows import VR_MGMT
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.node_parts import NodeParts

#: evidence: capture 12.5
NO_MODULE = "ssh module not loaded."


def ssh2(store: Store) -> Ssh2:
    """Return the settings of the SSH server, which is off and has no key on a new switch.  evidence: later EXOS"""
    return next(iter(store.rows(Ssh2)), Ssh2(enable=0, key=0))


def ssh_loaded(node: "NodeParts") -> bool:
    """Return whether the SSH module runs on this MSM."""
    return module_runs(node, "ssh")


def ssh_port(node: "NodeParts", vr: str = VR_MGMT) -> int:
    """Return the TCP port on which this MSM answers SSH in a virtual router, 0 where it does not."""
    row = ssh2(node.store)
    return row.port if ssh_loaded(node) and row.enable and row.key and row.vrid in ("all", vr) else 0


def telnet_port(node: "NodeParts", vr: str = VR_MGMT) -> int:
    """Return the TCP port on which this MSM answers telnet in a virtual router, 0 where it does not."""
    process = node.processes.get("telnetd")
    row = node.store.one(Telnetd)
    runs = process is None or process.ready
    return row.port if runs and row.enable and row.vrid in ("all", vr) else 0


def profile_of(store: Store, service: str) -> str:
    """Return the policy that says which clients may connect to ``telnet`` or ``ssh``, "" for none."""
    rows: list[Telnetd | Ssh2] = list(store.rows(Telnetd)) if service == "telnet" else list(store.rows(Ssh2))
    return next((row.profile for row in rows if row.profile), "")


def ssh2_access(node: "NodeParts") -> str:
    """Return how SSH can be reached, as `show management` prints it.

    evidence: capture 12.5 (without the module), later EXOS (``Key invalid``), inferred (``Key valid``)
    """
    if not ssh_loaded(node):
        return NO_MODULE
    row = ssh2(node.store)
    key = "valid" if row.key else "invalid"
    return f"{'Enabled' if row.enable else 'Disabled'} (Key {key}, tcp port {row.port} vr {row.vrid})"
