"""The routing information protocol: the tables, the rows of a new switch, and the hooks.

``machine`` is the protocol, ``run`` has the machine of a master; both are imported where RIP runs, and no sooner.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.processes.rip.rows import ORIGIN_NAMES, Rip2Conf, Rip2ExportConf, Rip2IfConf
from xos_cli.processes.vlan.ip.facts import INTERFACE_TABLES
from xos_cli.processes.vlan.rows import VR_DEFAULT
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis
    from xos_cli.switch.node import Node


TABLES = (Rip2Conf, Rip2ExportConf, Rip2IfConf)
RECEIVES = ("Udp 520",)
FOLLOWS = (*TABLES, *INTERFACE_TABLES)


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the rows of a new switch: RIP is off, and exports nothing.  evidence: capture 11.2"""
    return [Rip2Conf(), *[Rip2ExportConf(name) for name in ORIGIN_NAMES.values()]]


def vlan_flags(store: Store) -> dict[str, str]:
    """Return ``r`` for the VLANs under RIP."""
    return {row.vlanName.lower(): "r" for row in store.rows(Rip2IfConf)}


def policies(store: Store) -> Iterator[str]:
    """Yield the policies in use: for imported routes, for exported routes, for VLANs."""
    names = [store.one(Rip2Conf).rip2SysImportPolicyName]
    names += [row.rip2ExportPolicyName or "" for row in store.rows(Rip2ExportConf)]
    names += [name for row in store.rows(Rip2IfConf) for name in row[4:]]
    yield from (name for name in names if name not in ("", "none"))


# -- the machine -----------------------------------------------------------------------------------------------------


def running(node: "Node") -> None:
    """Start RIP on a new master, as soon as the I/O modules forward again."""
    if node.store.one(Rip2Conf).rip2AdminStatus:
        dark = node.fabric.dark_until - node.clock.now if node.fabric is not None else 0.0
        node.later(max(0.0, dark), "rip", "follow")


def rows_changed(node: "Node") -> None:
    """Apply a change of the configuration or of an interface."""
    if node.running and (node.store.one(Rip2Conf).rip2AdminStatus or "rip" in node.memory):
        node.call("rip", "follow")


def routes_changed(node: "Node", router: str) -> None:
    """Check the exported routes again."""
    if router == VR_DEFAULT:
        rows_changed(node)


def policy_refreshed(node: "Node", name: str) -> None:
    """Apply a policy that was read again to all routes."""
    if "rip" in node.memory:
        node.call("rip", "judge_anew")


def stopped(node: "Node") -> None:
    """Forget everything: the process was terminated, and its routes are withdrawn.  evidence: inferred"""
    if "rip" in node.memory:
        node.call("rip", "follow")


def crashed(node: "Node") -> None:
    """Forget everything: the process crashed, and its routes are withdrawn.  evidence: inferred"""
    stopped(node)


def started(node: "Node") -> None:
    """Start again from nothing."""
    rows_changed(node)
