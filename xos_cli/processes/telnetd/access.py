"""Let a client in, or turn it away, by the access profile of telnet or SSH.

evidence: later 16.2 (source addresses count, what matches nothing is denied), inferred (that the connection is closed
at once, and the event)
"""

from typing import TYPE_CHECKING

from xos_cli.processes.polMgr.facts import admits
from xos_cli.processes.telnetd.facts import profile_of

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

#: What is logged of a client that is turned away.
REJECTED = "Rejected {service} connection from {address}: access profile {profile} denies it"


def admit_client(node: "Node", service: str, address: str) -> bool:
    """Return whether a client may connect to ``telnet`` or ``ssh``; log one that may not."""
    profile = profile_of(node.store, service)
    if not profile or admits(node, profile, address):
        return True
    node.event("Warning", "telnetd.RejConn", REJECTED.format(service=service, address=address, profile=profile))
    return False
