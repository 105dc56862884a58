"""Network login by web page: answer the requests of stations, and end sessions that are not refreshed.

evidence: guide 11.3 p.364-368 (redirection, logout window, session refresh, 20 minutes without activity), inferred (the
slack of a refresh; without a logout window there is no refresh)
"""

from typing import TYPE_CHECKING

from xos_cli.packets.addresses import ip_text
from xos_cli.packets.http import HttpRequest, HttpResponse, split_url
from xos_cli.processes.netLogin import page_text
from xos_cli.processes.netLogin.facts import readable_name
from xos_cli.processes.netLogin.logins import ask
from xos_cli.processes.netLogin.moves import base_vlan
from xos_cli.processes.netLogin.rows import AUTHENTICATED, WEB, NetloginClient, WebLogin, WebSession
from xos_cli.processes.netLogin.sessions import log_out
from xos_cli.record import NamedTuple
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.timing.clock import EventKind

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

#: Seconds without a frame at the port that end a session, and between two looks.
IDLE, LOOK = 1200.0, 60.0
#: Seconds that a refresh may be late.
SLACK = 30.0
#: Seconds after which a logout takes effect, so that its page still arrives.
LOGOUT_DELAY = 0.1


class WebStation(NamedTuple):
    """Where a request comes from: port, MAC address, VLAN, the tag of its frames, and the IPv4 address."""

    port: str
    mac: int
    vid: int
    tag: int
    address: int


def respond(node: "Node", station: WebStation, request: HttpRequest, own: str) -> HttpResponse | None:
    """Return the page that a station gets, None while its login is asked about; *own*: the switch's own address."""
    web = node.store.one(WebLogin)
    row = node.store.get(NetloginClient, station.port, station.mac)
    if row is not None and row.state == AUTHENTICATED:
        return _for_client(node, web, row, request)
    host = split_url(web.base_url)[0]
    if request.host.lower() not in (host.lower(), own):
        return HttpResponse(302, location=f"http://{host}/login")
    if request.method != "POST":
        return HttpResponse(200, page_text.login_page(web))
    assert node.fabric is not None
    home = node.fabric.vlans[station.vid].name if station.tag else base_vlan(node.store, station.port)
    user = readable_name(request.field("username"))
    client = NetloginClient(station.port, station.mac, user, "", home, way=WEB)
    ask(node, client._replace(address=station.address), request.field("password"))
    return None


def _for_client(node: "Node", web: WebLogin, row: NetloginClient, request: HttpRequest) -> HttpResponse:
    """Return the page of somebody who has logged in: the logout window, or the end of the session."""
    session = node.store.get(WebSession, row.port, row.mac)
    if request.path == "/logout" and web.logout_popup:
        node.later(LOGOUT_DELAY, "netLogin", "log_out", row.port, row.mac)
        return HttpResponse(200, page_text.ended_page())
    if session is not None:
        node.put([session._replace(refreshed=node.clock.now)])
    return HttpResponse(200, page_text.session_page(web, row.user))


def verdict_page(node: "Node", row: NetloginClient, passed: bool, page: tuple[str, str], address: int) -> HttpResponse:
    """Return the page after a login; one that succeeded begins a session, another may be tried again."""
    web = node.store.one(WebLogin)
    if not passed:
        log_out(node, row.port, row.mac)
        return HttpResponse(200, page_text.login_page(web, page_text.FAILED))
    begin_session(node, row.port, row.mac)
    place = ip_text(address) if address else split_url(web.base_url)[0]
    return HttpResponse(200, page_text.passed_page(web, f"http://{place}/session" if web.logout_popup else "", page))


# -- sessions --------------------------------------------------------------------------------------------------------


def begin_session(node: "Node", port: str, mac: int) -> None:
    """Start to check whether a client refreshes its session and whether its port is in use."""
    now = node.clock.now
    node.put([WebSession(port, mac, now, now, _frames(node, port))])
    node.later(LOOK, "netLogin", "check_session", port, mac, now, kind=EventKind.GUARD)


def resume_sessions(node: "Node") -> None:
    """Continue the sessions of the clients that the old master let in."""
    for row in node.store.rows(NetloginClient):
        if (row.state, row.way) == (AUTHENTICATED, WEB) and node.store.get(WebSession, row.port, row.mac) is None:
            begin_session(node, row.port, row.mac)


def _frames(node: "Node", port: str) -> int:
    """Return how many frames have come in by a port."""
    assert node.fabric is not None
    counters = node.fabric.ports[sets.first(sets.read(port))].counters
    return counters.rx.frames


def check_session(node: "Node", port: str, mac: int, begun: float) -> None:
    """Log a client out whose session was not refreshed in time, or whose port was not used for 20 minutes."""
    row, client = node.store.get(WebSession, port, mac), node.store.get(NetloginClient, port, mac)
    if row is None or row.begun != begun:
        return
    if client is None or client.state != AUTHENTICATED:
        with node.change() as transaction:
            transaction.delete(WebSession, port, mac)
        return
    now, frames = node.clock.now, _frames(node, port)
    active = now if frames != row.frames else row.active
    node.put([row._replace(frames=frames, active=active)])
    web = node.store.one(WebLogin)
    limit = web.session_refresh * 60 + SLACK if web.session_refresh and web.logout_popup else float("inf")
    if now - (active or begun) >= IDLE or now - row.refreshed > limit:
        log_out(node, port, mac)
    node.later(LOOK, "netLogin", "check_session", port, mac, begun, kind=EventKind.GUARD)
