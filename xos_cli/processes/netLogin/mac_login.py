"""Network login by MAC address in a network: a new station is asked about, let in, and brought into its VLAN.

The user is the address in twelve digits.  RADIUS servers are asked where RADIUS is enabled for it, the local users
otherwise, and where no server answers.  The port comes back into its VLAN when the last client is logged out.

evidence: guide 11.3 p.341-376 (the way), table 12 (hitless in 11.3), inferred (the spelling of the user, that a refused
station is asked about again after the quiet period)
"""

from typing import TYPE_CHECKING

from xos_cli.processes.aaa.facts import radius_servers
from xos_cli.processes.aaa.rows import AUTHENTICATION, NETLOGIN
from xos_cli.processes.netLogin.facts import local_user, mac_credentials, ports_with
from xos_cli.processes.netLogin.rows import MAC, Dot1xTimers, NetloginClient
from xos_cli.processes.vlan.facts import vlan_names
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.timing.clock import EventKind

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Port
    from xos_cli.switch.node import Node

PENDING, REFUSED, AUTHENTICATED = "Pending", "Refused", "Authenticated"


def watch_ports(node: "Node") -> None:
    """Hold strangers back at the ports with network login by MAC address, and at no others."""
    if node.fabric is None:
        return
    wanted = ports_with(node.store, MAC)
    for port in node.fabric.ports.values():
        watched = bool(port.id[0] or not node.chassis.modular) and bool(wanted & sets.bit(port.id))
        if watched and port.clients is None:
            name = node.chassis.port_name(port.id)
            rows = [row for row in node.store.rows(NetloginClient) if row.port == name and row.state == AUTHENTICATED]
            port.clients = {row.mac for row in rows}
            if not rows:
                node.fabric.fdb.flush(port=port)
        elif not watched and port.clients is not None:
            port.clients = None
            log_out(node, node.chassis.port_name(port.id))


def stranger(node: "Node", port: "Port", vid: int, mac: int) -> None:
    """Find out whether a station may use a port."""
    assert node.fabric is not None
    name = node.chassis.port_name(port)
    found = mac_credentials(node.store, mac, sets.bit(port))
    if found is None or node.store.get(NetloginClient, name, mac) is not None:
        return
    node.put([NetloginClient(name, mac, found.user, PENDING, _home(node, name) or node.fabric.vlans[vid].name)])
    if radius_servers(node.store, NETLOGIN, AUTHENTICATION):
        node.call("aaa", "ask_for_client", *found, (name, mac))
    else:
        judged(node, name, mac, None, "")


def _home(node: "Node", port: str) -> str:
    """Return the VLAN in which a port was before a client brought it into another, "" if none did."""
    return next((row.home for row in node.store.rows(NetloginClient) if row.port == port and row.vlan), "")


def judged(node: "Node", port: str, mac: int, accepted: bool | None, vlan: str) -> None:
    """Let a station in or keep it out, as a server said; None: no server answered, so the local users are asked."""
    row = node.store.get(NetloginClient, port, mac)
    if row is None or row.state != PENDING:
        return
    if accepted is None:
        number = next(at for at in node.chassis.ports if node.chassis.port_name(at) == port)
        user = local_user(node.store, row.user)
        found = mac_credentials(node.store, mac, sets.bit(number))
        accepted = user is not None and found is not None and user.password == found.password
        vlan = user.vlan if user is not None else ""
    if accepted:
        _let_in(node, row, vlan)
    else:
        node.put([row._replace(state=REFUSED)])
        quiet = node.store.one(Dot1xTimers).quietPeriod
        node.later(quiet, "netLogin", "forget_refused", port, mac, kind=EventKind.GUARD)


def _let_in(node: "Node", row: NetloginClient, vlan: str) -> None:
    assert node.fabric is not None
    names = {name.lower(): name for name in vlan_names(node.store)}
    target = names.get(vlan.lower(), "")
    moved = target if target != row.home else ""
    node.put([row._replace(state=AUTHENTICATED, vlan=moved)])
    for port in node.fabric.ports.values():
        if port.clients is not None and node.chassis.port_name(port.id) == row.port:
            port.clients.add(row.mac)
    if moved:
        _move(node, row.port, row.home, moved)


def _move(node: "Node", port: str, out: str, into: str) -> None:
    """Bring a port from one VLAN into another, untagged."""
    if node.batch is not None:
        node.batch(node, f'configure vlan "{out}" delete ports {port}')
        node.batch(node, f'configure vlan "{into}" add ports {port} untagged')


def forget_refused(node: "Node", port: str, mac: int) -> None:
    """Ask about a refused station again when it sends the next time."""
    row = node.store.get(NetloginClient, port, mac)
    if row is not None and row.state == REFUSED:
        with node.change() as transaction:
            transaction.delete(NetloginClient, port, mac)


def log_out(node: "Node", port: str, mac: int | None = None) -> None:
    """Log the clients of a port out, or one of them; the last one's port comes back into its VLAN."""
    assert node.fabric is not None
    gone = [row for row in node.store.rows(NetloginClient) if row.port == port and mac in (None, row.mac)]
    if not gone:
        return
    with node.change() as transaction:
        for row in gone:
            transaction.delete(NetloginClient, row.port, row.mac)
    for at in node.fabric.ports.values():
        if at.clients is not None and node.chassis.port_name(at.id) == port:
            at.clients -= {row.mac for row in gone}
            node.fabric.fdb.flush(port=at)
    moved = next((row for row in gone if row.vlan), None)
    if moved is not None and not _home(node, port):
        _move(node, port, moved.vlan, moved.home)
