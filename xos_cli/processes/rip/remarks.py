"""Explain why RIP learns nothing, for `:why` after a screen of RIP."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from xos_cli.processes.rip.own import enabled
from xos_cli.processes.rip.rows import Rip2IfConf
from xos_cli.processes.rip.run import rip_of
from xos_cli.processes.rip.updates import dotted
from xos_cli.processes.vlan.ip.facts import interface
from xos_cli.processes.vlan.rows import VR_DEFAULT

if TYPE_CHECKING:
    from xos_cli.switch.node import Node


def remarks(node: "Node", words: Sequence[str]) -> Iterator[str]:
    """Yield why RIP does not run on VLANs that are under it, and whose messages are refused, after its screens."""
    if tuple(words[:2]) != ("show", "rip"):
        return
    if not enabled(node.store):
        yield "RIP is disabled: it neither sends nor receives."
        return
    for row in node.store.rows(Rip2IfConf):
        reason = _idle(node, row)
        if reason:
            yield f"RIP does not run on VLAN {row.vlanName}: {reason}."
    running = rip_of(node)
    for (vlan, peer), why in running.machine.complaints.items() if running is not None else ():
        yield f"The messages of {dotted(peer)} on VLAN {vlan} are refused: {why}."


def _idle(node: "Node", row: Rip2IfConf) -> str:
    """Return why RIP neither sends nor receives on a VLAN, "" if it does."""
    item = interface(node.store, row.vlanName)
    if item is None:
        return "it has no IP address"
    if item.vlan.vrName != VR_DEFAULT:
        return f"it belongs to the virtual router {item.vlan.vrName}"
    if not item.up:
        return "none of its ports has a link"
    if not item.forwarding:
        return "it does not forward IP packets (enable ipforwarding)"
    return "both its modes are none" if (row.rxmode, row.txmode) == ("none", "none") else ""
