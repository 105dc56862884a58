"""Log stations in: who they are is asked of RADIUS servers or of the local users, and then they are let in or not.

evidence: guide 11.3 p.355 (local users for web and MAC; 802.1X has none), inferred (local users where RADIUS is not
enabled, or where no server answers)
"""

from typing import TYPE_CHECKING

from xos_cli.packets.addresses import mac_text
from xos_cli.packets.radius import ACCESS_ACCEPT
from xos_cli.packets.radius_netlogin import VlanGrant, page_of, vlan_grant
from xos_cli.processes.aaa.facts import radius_servers
from xos_cli.processes.aaa.rows import AUTHENTICATION, NETLOGIN
from xos_cli.processes.netLogin.facts import local_user, ways_at
from xos_cli.processes.netLogin.moves import base_vlan
from xos_cli.processes.netLogin.rows import DOT1X, MAC, PENDING, WEB, NetloginClient
from xos_cli.processes.netLogin.sessions import admit, log_out
from xos_cli.record import NamedTuple

if TYPE_CHECKING:
    from xos_cli.packets.frames import Frame
    from xos_cli.switch.hardware.chassis import Port
    from xos_cli.switch.node import Node

Attributes = tuple[tuple[int, bytes], ...]


class LoginVerdict(NamedTuple):
    """Whether a station is let in, into which VLAN, and the page that it comes to with a word about it."""

    accepted: bool
    grant: VlanGrant = VlanGrant()
    page: tuple[str, str] = ("", "")


def stranger(node: "Node", port: "Port", vid: int, frame: "Frame") -> None:
    """Do what a frame of a station that is not logged in asks for: log its address in, or show it the login page."""
    assert node.fabric is not None
    if not node.works("netLogin"):
        return
    name = node.chassis.port_name(port)
    home = node.fabric.vlans[vid].name if frame.vlan else base_vlan(node.store, name)
    ways = ways_at(node.store, name)
    if MAC in ways and node.store.get(NetloginClient, name, frame.src) is None:
        node.call("netLogin", "log_in_by_mac", name, frame.src, home)
    if WEB in ways:
        node.call("netLogin", "show_page", port, vid, frame)


def ask(node: "Node", row: NetloginClient, password: str) -> None:
    """Ask who a station is; ``judged`` or ``unanswered`` is called with the answer."""
    node.put([row._replace(state=PENDING)])
    station = row.port, row.mac, row.way
    if radius_servers(node.store, NETLOGIN, AUTHENTICATION):
        node.call("aaa", "ask_for_station", station, row.user, password)
    else:
        unanswered(node, *station, password)


def judged(node: "Node", port: str, mac: int, way: str, code: int, attributes: Attributes, server: int) -> None:
    """Let a station in or keep it out, as a RADIUS server said."""
    if way == DOT1X:
        node.call("netLogin", "server_answered", port, mac, code, attributes, server)
        return
    grant, page = vlan_grant(attributes), page_of(attributes)
    _finish(node, port, mac, way, LoginVerdict(code == ACCESS_ACCEPT, grant, page))


def unanswered(node: "Node", port: str, mac: int, way: str, password: str | None) -> None:
    """Ask the local users about a station, as no server answers; 802.1X has none."""
    if way == DOT1X:
        node.call("netLogin", "server_answered", port, mac, 0, (), 0)
        return
    row = node.store.get(NetloginClient, port, mac)
    user = local_user(node.store, row.user) if row is not None else None
    if user is None or user.password != password:
        _finish(node, port, mac, way, LoginVerdict(False))
    else:
        _finish(node, port, mac, way, LoginVerdict(True, VlanGrant(user.vlan, user.way)))


def _finish(node: "Node", port: str, mac: int, way: str, verdict: LoginVerdict) -> None:
    """Let a station that waits for this verdict in, or keep it out, and log which."""
    row = node.store.get(NetloginClient, port, mac)
    if row is None or (row.state, row.way) != (PENDING, way):
        return
    why = "" if verdict.accepted else "authentication failed"
    why = why or admit(node, row, verdict.grant)
    tell_login(node, row, why)
    if way == WEB:
        node.call("netLogin", "answer_login", row, not why, verdict.page)
    elif why:
        node.call("netLogin", "refuse_mac", row)


def tell_login(node: "Node", row: NetloginClient, why: str) -> None:
    """Log that a client has logged in, or why it has not.  evidence: later 12 (the words), inferred (the names)"""
    who = f"user {row.user or 'unknown'} with MAC {mac_text(row.mac).upper()}"
    if why:
        node.event("Notice", "nl.ClientAuthFailure", f"Authentication failed for Network Login {row.way} {who}: {why}")
    else:
        node.event(
            "Info", "nl.ClientAuthenticated", f"Network Login {row.way} {who} is authenticated on port {row.port}"
        )


def drop_disabled(node: "Node") -> None:
    """Log out the clients of ways that are no longer enabled where they are."""
    for row in node.store.rows(NetloginClient):
        if row.way not in ways_at(node.store, row.port):
            log_out(node, row.port, row.mac)
