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
from xos_cli.processes.netLogin.facts import local_user, moves_of, ways_at
from xos_cli.processes.netLogin.moves import base_vlan, bring_home
from xos_cli.processes.netLogin.rows import AUTHENTICATED, DOT1X, MAC, PENDING, TITLES, WEB, NetloginClient
from xos_cli.processes.netLogin.sessions import admit, log_out
from xos_cli.processes.vlan.facts import has_vlan
from xos_cli.processes.vlan.rows import BY_USER, FOR_STATIONS
from xos_cli.record import NamedTuple

if TYPE_CHECKING:
    from xos_cli.packets.frames import Frame
    from xos_cli.switch.hardware.chassis import Port
    from xos_cli.switch.node import Node

#: What a login is refused for unless something else is wrong.
REFUSAL = "refused"
#: Who says whether a station is let in, as the log calls them.
RADIUS, LOCAL = "Radius", "Local"
Attributes = tuple[tuple[int, bytes], ...]


class LoginVerdict(NamedTuple):
    """Whether a station is let in, into which VLAN, and the page that it comes to with a word about it.

    *source*: who says so, ``Radius`` or ``Local``.
    """

    accepted: bool
    grant: VlanGrant = VlanGrant()
    page: tuple[str, str] = ("", "")
    source: str = RADIUS


def stranger(node: "Node", port: "Port", vid: int, frame: "Frame") -> None:
    """Process a frame of a station that is not logged in: log its MAC address in, or show the login page."""
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
        _finish(node, port, mac, way, LoginVerdict(False, source=LOCAL))
    else:
        _finish(node, port, mac, way, LoginVerdict(True, VlanGrant(user.vlan, user.way), source=LOCAL))


def _finish(node: "Node", port: str, mac: int, way: str, verdict: LoginVerdict) -> None:
    """Let a station that waits for this verdict in, or keep it out, and log which."""
    row = node.store.get(NetloginClient, port, mac)
    if row is None or (row.state, row.way) != (PENDING, way):
        return
    why = admit(node, row, verdict.grant) if verdict.accepted else REFUSAL
    if why:
        tell_failure(node, row, why)
    else:
        tell_login(node, row, verdict.source)
    if way == WEB:
        node.call("netLogin", "answer_login", row, not why, verdict.page)
    elif why:
        node.call("netLogin", "refuse_mac", row)


def tell_failure(node: "Node", row: NetloginClient, why: str) -> None:
    """Log that a station was not let in; a reason other than the server's refusal is added.

    evidence: recalled (the event), inferred (the reason)
    """
    text = f"Authentication failed for Network Login {TITLES[row.way]} user {row.user} Mac {mac_text(row.mac).upper()}"
    more = "" if why == REFUSAL else f": {why}"
    node.event("Notice", "nl.ClientAuthFailure", f"{text} port {row.port}{more}")


def tell_login(node: "Node", row: NetloginClient, source: str) -> None:
    """Log that a station is let in, and who says so.  evidence: recalled"""
    now = node.store.get(NetloginClient, row.port, row.mac) or row
    who = f"Network Login {TITLES[row.way]} user {row.user} logged in MAC {mac_text(row.mac).upper()} port {row.port}"
    text = f'{who} VLAN(s) "{now.vlan or now.home}", authentication {source}'
    node.event("Info", "nl.ClientAuthenticated", text)


def drop_disabled(node: "Node") -> None:
    """Log out the clients of ways that are no longer enabled where they are."""
    for row in node.store.rows(NetloginClient):
        if row.way not in ways_at(node.store, row.port):
            log_out(node, row.port, row.mac)


def follow_vlans(node: "Node") -> None:
    """Log out the clients whose VLAN was deleted, and bring their ports home; follow VLANs that were renamed.

    evidence: inferred
    """
    for row in node.store.rows(NetloginClient):
        if row.home and not has_vlan(node.store, row.home):
            row = row._replace(home=base_vlan(node.store, row.port))
            node.put([row])
        if row.state == AUTHENTICATED and row.vlan and not has_vlan(node.store, row.vlan):
            _follow(node, row)


def _follow(node: "Node", row: NetloginClient) -> None:
    """Take over the new name of a client's VLAN, or log the client out if there is none."""
    renamed = [move.vlanName for move in moves_of(node.store, row.port) if move.why in (BY_USER, FOR_STATIONS)]
    if len(renamed) == 1:
        node.put([row._replace(vlan=renamed[0])])
    else:
        log_out(node, row.port, row.mac)
        bring_home(node, row.port, row.home)
