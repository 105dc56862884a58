"""Network login by MAC address: a new station is asked about, let in, and brought into its VLAN.

RADIUS servers are asked where RADIUS is enabled for it, the local users otherwise, and where no server answers.

evidence: guide 11.3 p.368 (the way), inferred (that a refused station is asked about again after the quiet period)
"""

from typing import TYPE_CHECKING

from xos_cli.processes.netLogin.facts import mac_credentials
from xos_cli.processes.netLogin.logins import ask
from xos_cli.processes.netLogin.rows import MAC, REFUSED, Dot1xTimers, NetloginClient
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.timing.clock import EventKind

if TYPE_CHECKING:
    from xos_cli.switch.node import Node


def log_in_by_mac(node: "Node", port: str, mac: int, home: str) -> None:
    """Ask about a station that the MAC list has an entry for."""
    found = mac_credentials(node.store, mac, sets.read(port))
    if found is not None:
        ask(node, NetloginClient(port, mac, found.user, "", home, way=MAC), found.password)


def refuse_mac(node: "Node", row: NetloginClient) -> None:
    """Keep a station out; it is asked about again when it sends after the quiet period."""
    node.put([row._replace(state=REFUSED)])
    quiet = node.store.one(Dot1xTimers).quietPeriod
    node.later(quiet, "netLogin", "forget_refused", row.port, row.mac, kind=EventKind.GUARD)


def forget_refused(node: "Node", port: str, mac: int) -> None:
    """Ask about a refused station again when it sends the next time."""
    row = node.store.get(NetloginClient, port, mac)
    if row is not None and row.state == REFUSED:
        with node.change() as transaction:
            transaction.delete(NetloginClient, port, mac)
