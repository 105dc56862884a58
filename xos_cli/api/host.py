"""A host of a network for a Python program: probes, logins to the network, and what its services got."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from xos_cli.api.node import when
from xos_cli.errors import XosError
from xos_cli.network.network import Network as InnerNetwork
from xos_cli.network.traffic import Stream, Trace
from xos_cli.packets.addresses import ip_number, ip_text
from xos_cli.record import NamedTuple

if TYPE_CHECKING:
    from xos_cli.network.browser import Browser


class Gap(NamedTuple):
    """Probes that were lost one after another: when the first was sent, for how many seconds, and how many."""

    start: datetime
    seconds: float
    lost: int


class Traffic:
    """A stream of probes, and what has become of it until now."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream

    def __repr__(self) -> str:
        return f"<{self.sent} sent, {self.received} received, {self.lost} lost, longest gap {self.longest_gap:.3f} s>"

    @property
    def sent(self) -> int:
        """Probes whose fate is known: answered, or not answered in time."""
        return self._stream.sent

    @property
    def received(self) -> int:
        """Probes that were answered."""
        return self._stream.received

    @property
    def lost(self) -> int:
        """Probes that were not answered within two seconds."""
        return self._stream.lost

    @property
    def longest_gap(self) -> float:
        """Seconds of the longest run of lost probes."""
        return self._stream.longest_gap

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The runs of lost probes, oldest first."""
        return tuple([Gap(when(start), seconds, lost) for start, seconds, lost in self._stream.gaps])

    def stop(self) -> "Traffic":
        """Stop sending probes, and return the result."""
        self._stream.stop()
        return self


class WebLogin(NamedTuple):
    """What a login page said: whether the user is in, the title of the page, and the page that it leads to."""

    accepted: bool
    title: str
    page: str


class _HostNetwork(Protocol):
    """The network as its hosts see it."""

    _inside: InnerNetwork

    def advance(self, seconds: float) -> None:
        """Let virtual time pass."""


class Host:
    """A host of the network.  *name*: as the network file has it."""

    def __init__(self, network: _HostNetwork, name: str) -> None:
        self._network, self.name = network, name

    def ping(self, address: str, count: int = 4, every: float = 1.0, dscp: int = 0) -> Traffic:
        """Send *count* echo requests; return the result when the last is answered or lost.

        *every*: seconds.  *dscp*: the DiffServ code point of the requests, which the replies have, too.
        """
        stream = Stream(self._network._inside.hosts[self.name], _address(address), every, count, dscp=dscp)
        self._network._inside.wait(lambda: stream.done, "the end of the ping")
        return Traffic(stream)

    def traceroute(self, address: str) -> list[str]:
        """Return the addresses of the routers on the way, the host's own last; ``*`` where nobody answered."""
        trace = Trace(self._network._inside.hosts[self.name], _address(address))
        self._network._inside.wait(lambda: trace.done, "the end of the traceroute")
        return trace.hops

    def login(self, user: str, password: str, url: str = "") -> WebLogin:
        """Open a page in the host's browser and log in at the login page that comes instead; *url*: any page.

        Raises XosError where there is no page.
        """
        browser = self._browser()
        browser.log_in(user, password, url)
        self._browse("the end of the login")
        return WebLogin("authenticated" in browser.title, browser.title, browser.page)

    def open_page(self, url: str) -> str:
        """Open a page in the host's browser; return its title.  Raises XosError where there is no page."""
        self._browser().visit(url)
        self._browse("the page")
        return self._browser().title

    def logout(self) -> None:
        """Log out with the window that the login has opened."""
        self._browser().log_out()
        self._browse("the end of the logout")

    def close_window(self) -> None:
        """Close the logout window, so that it no longer refreshes the session."""
        self._browser().close_window()

    def _browser(self) -> "Browser":
        return self._network._inside.hosts[self.name].browser

    def _browse(self, what: str) -> None:
        """Let time pass until the browser is done; raise XosError if it has found no page."""
        browser = self._browser()
        self._network._inside.wait(lambda: browser.done, what)
        if browser.failure:
            raise XosError(f"{self.name}: {browser.failure}")

    def dot1x(self, user: str, password: str) -> str:
        """Say by 802.1X (EAP-MD5) who the host is; return ``authenticated``, ``failed`` or ``unanswered``."""
        supplicant = self._network._inside.hosts[self.name].supply(user, password)
        supplicant.begin()
        self._network._inside.wait(lambda: supplicant.state != "connecting", "the end of the authentication")
        return supplicant.state

    def logoff(self) -> None:
        """Leave the port by 802.1X; XosError if the host has no supplicant."""
        supplicant = self._network._inside.hosts[self.name].supplicant
        if supplicant is None:
            raise XosError(f"{self.name} has no supplicant")
        supplicant.log_off()
        self._network.advance(0.1)

    def renew(self) -> None:
        """Release the address that the host has by DHCP, and ask for another one; XosError if it has a fixed one."""
        client = self._network._inside.hosts[self.name].client
        if client is None:
            raise XosError(f"{self.name} has a fixed address")
        client.renew()
        self._network._inside.wait(lambda: bool(client.host.address), "an address")

    @property
    def address(self) -> str:
        """Its IPv4 address, "" while it has none."""
        number = self._network._inside.hosts[self.name].address
        return ip_text(number) if number else ""

    @property
    def log(self) -> list[str]:
        """The messages that its syslog service got."""
        log = self._network._inside.hosts[self.name].log
        return [line.text for line in log.lines] if log else []

    @property
    def accounting(self) -> list[str]:
        """The logins and logouts that its RADIUS or TACACS+ server was told of: ``alice start``, ``alice stop``.

        TACACS+ tells of commands too: ``alice stop show switch``.
        """
        host = self._network._inside.hosts[self.name]
        told = [f"{note.user} {note.status}" for note in host.radius.accounting] if host.radius else []
        notes = host.tacacs.notes if host.tacacs else []
        return told + [f"{note.user} {note.status} {note.command}".rstrip() for note in notes]

    @property
    def files(self) -> Mapping[str, bytes]:
        """The files that its TFTP service has."""
        files = self._network._inside.hosts[self.name].files
        return MappingProxyType(files.files) if files else MappingProxyType({})


def _address(text: str) -> int:
    try:
        return ip_number(text)
    except ValueError:
        raise XosError(f"{text} is no IPv4 address") from None
