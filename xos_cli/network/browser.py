"""The browser of a host: it opens a page, follows where it leads, logs in at a login page, and keeps its window open.

A name is asked of the name server that the host was told of; without one only addresses can be opened.
"""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from xos_cli.errors import PacketError
from xos_cli.network.services import ServiceHost
from xos_cli.packets import dns, http
from xos_cli.packets.addresses import ip_number, ip_text
from xos_cli.packets.dns import Dns
from xos_cli.packets.frames import Ipv4, Udp
from xos_cli.packets.http import SECURE, HttpRequest, HttpResponse, split_url
from xos_cli.processes.netTools.veil import Veil
from xos_cli.processes.netTools.web_caller import GREETING
from xos_cli.switch.tcp_ends import TcpEnds, TcpKey
from xos_cli.switch.timing.clock import Clock, EventKind

if TYPE_CHECKING:
    from xos_cli.network.streams import Streams

#: The UDP port from which names are asked, seconds between two questions, and how often it is asked.
NAME_PORT, AGAIN, TRIES = 50053, 2.0, 3
#: Seconds until a page is given up, and how often a page may lead to another one.
PATIENCE, HOPS = 60.0, 5
#: A page that anybody would open first.
FIRST_PAGE = "http://www.example.com/"
_TITLE, _WINDOW = re.compile("<title>(.*?)</title>"), re.compile('id="window" href="([^"]*)"')
_PAGE, _REFRESH = re.compile('id="page" href="([^"]*)"'), re.compile('http-equiv="refresh" content="([0-9]+)"')


class BrowsingHost(Protocol):
    """A host as its browser sees it."""

    clock: Clock
    address: int
    gateway: int
    name_server: int
    services: dict[int, Callable[..., None]]

    def tcp(self) -> "Streams":
        """Return its TCP connections."""

    def send(self, packet: Ipv4, serial: int = 0) -> None:
        """Send a packet."""


class Browser:
    """What is being opened, and what came of it: *title* of the last page, *page* that a login leads to.

    *done*: nothing is under way.  *failure* says why there is no page.
    """

    def __init__(self, host: BrowsingHost) -> None:
        self.host = host
        self.title = self.page = self.failure = self.window = self.certificate = ""
        self.done = True
        self.refresh = 0.0
        self._form: tuple[tuple[str, str], ...] = ()
        self._wanted = HttpRequest("GET", "", "/")
        self._key: TcpKey | None = None
        self._secure = False
        self._turn = self._hops = self._watch = 0
        self._asked = 0
        host.services[NAME_PORT] = self._take_name

    # -- what a person does ----------------------------------------------------------------------------------------

    def log_in(self, user: str, password: str, url: str = "") -> None:
        """Open a page, and log in at the login page that comes instead."""
        self._form = ("username", user), ("password", password)
        self.close_window()
        self._begin(url or self._first_page())

    def visit(self, url: str) -> None:
        """Open a page, and log in nowhere."""
        self._form = ()
        self._begin(url)

    def log_out(self) -> None:
        """Use the logout window."""
        self._form = ()
        if self.window:
            place = split_url(self.window)[0]
            self.close_window()
            self._begin(f"http://{place}/logout")
        else:
            self.failure = "there is no logout window"

    def close_window(self) -> None:
        """Close the logout window without logging out."""
        self.window, self.refresh = "", 0.0
        self._watch += 1

    def _first_page(self) -> str:
        return FIRST_PAGE if self.host.name_server else f"http://{ip_text(self.host.gateway)}/"

    def _begin(self, url: str) -> None:
        self._hops = 0
        self.title = self.page = self.failure = self.certificate = ""
        self._open(url)

    def _open(self, url: str, form: tuple[tuple[str, str], ...] = ()) -> None:
        """Open a page: find its address first."""
        host, path = split_url(url)
        self._secure = url.startswith(SECURE)
        self.done = False
        self._turn += 1
        self._wanted = HttpRequest("POST" if form else "GET", host, path, form)
        self.host.clock.after(PATIENCE, self._give_up, self._turn)
        try:
            self._connect(ip_number(host))
        except ValueError:
            self._ask(self._turn, TRIES)

    def _give_up(self, turn: int) -> None:
        if turn == self._turn and not self.done:
            self._end("no answer")

    def _end(self, failure: str = "") -> None:
        self.failure, self.done = failure, True
        self._turn += 1

    # -- names -----------------------------------------------------------------------------------------------------

    def _ask(self, turn: int, tries: int) -> None:
        """Ask for the address of the host of the wanted page, a few times."""
        if turn != self._turn or self._asked == turn:
            return
        if not tries or not self.host.name_server:
            self._end(f"the name {self._wanted.host} is not known")
            return
        if not dns.is_name(self._wanted.host):
            self._end(f"{self._wanted.host} is no name")
            return
        data = dns.encode(Dns(turn & 0xFFFF, self._wanted.host))
        self.host.send(Ipv4(self.host.address, self.host.name_server, Udp(NAME_PORT, dns.PORT, data)))
        self.host.clock.after(AGAIN, self._ask, turn, tries - 1)

    def _take_name(self, host: ServiceHost, packet: Ipv4, datagram: Udp) -> None:
        """Take the answer to the last question."""
        try:
            found = dns.decode(datagram.data)
        except PacketError:
            return
        if found.number != self._turn & 0xFFFF or self._asked == self._turn or self.done:
            return
        if found.addresses:
            self._connect(found.addresses[0])
        else:
            self._end(f"the name {found.name} is not known")

    # -- pages -----------------------------------------------------------------------------------------------------

    def _connect(self, address: int) -> None:
        self._asked = self._turn
        streams = self.host.tcp()
        self._key = streams.ends.open(self.host.address, address, http.SECURE_PORT if self._secure else http.PORT)
        streams.services[self._key.port] = self
        streams.ends.write(self._key, Veil(self._secure).mix(http.encode_request(self._wanted)))

    def hear(self, ends: TcpEnds, key: TcpKey) -> None:
        """Take a page that is whole, or the end of a connection without one."""
        end = ends.ends.get(key)
        if key != self._key or self.done:
            return
        try:
            response = http.decode_response(self._opened(end.heard)) if end is not None else None
        except PacketError:
            response = None
        if response is not None:
            ends.read(key)
            ends.close(key)
            self._key = None
            self._take_page(response)
        elif end is None or end.refused:
            self._end("the connection was refused")

    def _opened(self, octets: bytes) -> bytes:
        """Return what a server has said, in clear; over SSL its certificate comes first, and is kept."""
        if not self._secure:
            return octets
        first, _, rest = octets.partition(b"\n")
        self.certificate = first.removeprefix(GREETING).decode("utf-8", "replace")
        return Veil(True).mix(rest)

    def _take_page(self, response: HttpResponse) -> None:
        """Follow a page that leads on, fill in the form of a login page, else show it."""
        self._hops += 1
        if response.location and self._hops <= HOPS:
            self._open(response.location)
        elif 'name="username"' in response.body and self._form:
            form, self._form = self._form, ()
            self._open(f"http://{self._wanted.host}/login", form)
        else:
            self._show(response.body)

    def _show(self, body: str) -> None:
        self.title = _first(_TITLE, body)
        self.page = _first(_PAGE, body) or self.page
        window = _first(_WINDOW, body)
        if window:
            self.window, self.refresh = window, float(_first(_REFRESH, body) or 0)
            self._watch += 1
        if self.window and self.refresh:
            kind = EventKind.GUARD
            self.host.clock.after(self.refresh, self._reload, self._watch, kind=kind)
        self._end()

    def _reload(self, watch: int) -> None:
        """Load the logout window again, which refreshes the session."""
        if watch == self._watch and self.window:
            self._hops = 0
            self._open(self.window)


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1] if found else ""
