"""The clients of network login: who is let in at a port, into which VLAN, and what happens when the client is gone.

A port comes into the VLAN of its client and back as if somebody had typed it, so that every protocol follows.

evidence: guide 11.3 p.348 (campus and ISP mode), p.368 (how a port comes back), p.372 (MAC-based VLANs), table 12
(hitless in 11.3), inferred (a VLAN that does not exist, or that other clients of the port are not in, is a refusal)
"""

from typing import TYPE_CHECKING

from xos_cli.packets.addresses import mac_text
from xos_cli.packets.radius import START, STOP
from xos_cli.packets.radius_netlogin import VlanGrant
from xos_cli.processes.aaa.rows import NETLOGIN
from xos_cli.processes.netLogin.facts import moves_of, vlan_named
from xos_cli.processes.netLogin.moves import move_back, move_port, visit
from xos_cli.processes.netLogin.rows import (
    AUTHENTICATED,
    TAGGED,
    TITLES,
    UNTAGGED,
    NetloginClient,
    NetloginPort,
)
from xos_cli.processes.netLogin.watch import program_port
from xos_cli.processes.vlan.facts import members
from xos_cli.processes.vlan.rows import AS_GUEST, BY_USER, FOR_STATIONS
from xos_cli.switch.hardware import portset as sets

if TYPE_CHECKING:
    from xos_cli.switch.node import Node


def clients_at(node: "Node", port: str) -> list[NetloginClient]:
    """Return the clients that are logged in at a port."""
    rows = node.store.where(NetloginClient, "port", port)
    return [row for row in rows if row.state == AUTHENTICATED]


def admit(node: "Node", row: NetloginClient, grant: VlanGrant) -> str:
    """Let a station in, and bring its port into the VLAN that it was granted; return why not, "" if it is in."""
    target = vlan_named(node.store, grant.vlan) if grant.vlan else ""
    if grant.vlan and not target:
        return f"VLAN {grant.vlan} does not exist"
    tagged = _is_tagged(node, row, grant.way)
    moved = target if target.lower() != row.home.lower() or tagged else ""
    if moved and not tagged and not _is_free(node, row, moved):
        return f"port {row.port} is in another VLAN"
    again = node.store.get(NetloginClient, row.port, row.mac)
    known = again is not None and again.state == AUTHENTICATED
    since = again.since if known and again is not None else node.clock.now
    new = row._replace(state=AUTHENTICATED, vlan=moved, tagged=int(tagged and bool(moved)), since=since)
    node.put([new])
    _place(node, new)
    program_port(node, row.port)
    if not known:
        _tell(node, new, START)
    return ""


def _is_tagged(node: "Node", row: NetloginClient, way: str) -> bool:
    """Return whether the port gets into the VLAN with its tag: as granted, or as it is in the VLAN where it is."""
    if way in (TAGGED, UNTAGGED):
        return way == TAGGED
    return bool(members(node.store, row.home).tagged & sets.read(row.port))


def _has_mac_vlans(node: "Node", port: str) -> bool:
    row = node.store.get(NetloginPort, port)
    return row is not None and bool(row.macBasedVlans)


def _is_free(node: "Node", row: NetloginClient, vlan: str) -> bool:
    """Return whether a port can come into a VLAN: no other client needs it in another one."""
    if _has_mac_vlans(node, row.port):
        return True
    others = [other for other in clients_at(node, row.port) if other.mac != row.mac and not other.tagged]
    return all((other.vlan or other.home).lower() == vlan.lower() for other in others)


def _place(node: "Node", row: NetloginClient) -> None:
    """Bring the port of a client into its VLAN; in the mode with MAC-based VLANs only the client is."""
    for move in moves_of(node.store, row.port):
        if move.why == AS_GUEST:
            move_back(node, move)
    leave_vlans(node, row.port)
    if row.vlan and not row.tagged and _has_mac_vlans(node, row.port):
        visit(node, row.port, row.vlan)
    elif row.vlan:
        move_port(node, row.port, row.vlan, BY_USER, bool(row.tagged))


def _tell(node: "Node", row: NetloginClient, status: int) -> None:
    """Report the start or the end of a session to the accounting servers."""
    node.call("aaa", "account_station", NETLOGIN, row.user, row.session, status, row.mac, node.clock.now - row.since)


# -- the end of a session --------------------------------------------------------------------------------------------


def log_out(node: "Node", port: str, mac: int | None = None) -> None:
    """Log the clients of a port out, or one of them; a VLAN that none of the others needs is left."""
    gone = [row for row in node.store.where(NetloginClient, "port", port) if mac in (None, row.mac)]
    if gone:
        with node.change() as transaction:
            for row in gone:
                transaction.delete(NetloginClient, row.port, row.mac)
        for row in gone:
            node.call("netLogin", "forget_station", row.port, row.mac)
            if row.state == AUTHENTICATED:
                _tell(node, row, STOP)
                _tell_logout(node, row)
        program_port(node, port)
        leave_vlans(node, port)


def _tell_logout(node: "Node", row: NetloginClient) -> None:
    """Log that a client is no longer let in.  evidence: recalled"""
    who = f"Network Login {TITLES[row.way]} user {row.user} cleared from MAC {mac_text(row.mac).upper()}"
    text = f'{who} port {row.port} VLAN(s) "{row.vlan or row.home}"'
    node.event("Info", "nl.ClientUnauthenticated", text)


def forget_attempts(node: "Node") -> None:
    """Forget the stations that wait for an answer: the servers' answers are lost.

    evidence: guide 11.3 p.348 (a login that a failover interrupts is repeated)
    """
    with node.change() as transaction:
        for row in node.store.rows(NetloginClient):
            if row.state != AUTHENTICATED:
                transaction.delete(NetloginClient, row.port, row.mac)


def port_down(node: "Node", port: str) -> None:
    """Log the clients of a port without a link out, and bring it back from its guest VLAN."""
    log_out(node, port)
    for move in moves_of(node.store, port):
        if move.why == AS_GUEST:
            move_back(node, move)


def leave_vlans(node: "Node", port: str) -> None:
    """Bring a port back from the VLANs in which none of its users is logged in."""
    needed = {row.vlan.lower() for row in clients_at(node, port)}
    for move in moves_of(node.store, port):
        if move.why in (BY_USER, FOR_STATIONS) and move.vlanName.lower() not in needed:
            move_back(node, move)


def clear_state(node: "Node", port: str = "", mac: int = 0) -> None:
    """Log out the clients of a port, one client, or all."""
    for row in node.store.rows(NetloginClient):
        if port in ("", row.port) and mac in (0, row.mac):
            log_out(node, row.port, row.mac)
