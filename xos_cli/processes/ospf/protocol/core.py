"""The parts of a router: interfaces, areas, databases, and the packets and notes that it leaves to be sent."""

from typing import Any

from xos_cli.packets.ospf_records import (
    CRYPTOGRAPHIC,
    DIGEST,
    E_BIT,
    HEADER,
    N_BIT,
    O_BIT,
    PASSWORD,
    Lsa,
    LsaKey,
    Ospf,
    OspfAuth,
    OspfBody,
    OspfDbd,
    OspfHello,
    OspfLsAck,
    OspfLsr,
    OspfLsu,
)
from xos_cli.processes.ospf.protocol.database import AS, Database, Scope
from xos_cli.processes.ospf.protocol.neighbor import BDR, DR, P2P, Interface, Neighbor
from xos_cli.processes.ospf.protocol.settings import (
    NEVER,
    NORMAL,
    NSSA,
    VIRTUAL,
    AreaSettings,
    Key,
    RouterSettings,
)
from xos_cli.record import NamedTuple

#: The groups of all OSPF routers, and of the designated ones.
ALL_ROUTERS, ALL_DESIGNATED = 0xE0000005, 0xE0000006
#: Seconds from a change until the routes are calculated, so that what belongs together is.  evidence: inferred
SPF_DELAY = 0.25
#: Octets of the IPv4 header, and of its router alert option.
IP_HEADER, ALERT = 20, 4
#: How the kinds of packets are counted.
NAMES = {OspfHello: "hello", OspfDbd: "dd", OspfLsr: "lsr", OspfLsu: "lsu", OspfLsAck: "lsack"}


class Outgoing(NamedTuple):
    """A packet that is to be sent out of an interface, to a group or to a neighbour's address."""

    interface: Interface
    address: int
    packet: Ospf


class Note(NamedTuple):
    """Something that happened, for the log."""

    severity: str
    name: str
    text: str


class Area:
    """An area: its settings, its database, and what was calculated of it."""

    def __init__(self, settings: AreaSettings) -> None:
        self.settings = settings
        self.database: Database = {}
        self.tree: Any = None
        self.runs = 0

    @property
    def id(self) -> int:
        """Return its number."""
        return self.settings.id

    @property
    def options(self) -> int:
        """Return the option bits that its hellos have: what kind of area it is."""
        return {NORMAL: E_BIT, NSSA: N_BIT}.get(self.settings.kind, 0)


class Core:
    """The base of a router: its interfaces, areas and databases."""

    def __init__(self, settings: RouterSettings, now: float) -> None:
        self.settings = settings
        self.interfaces: dict[str, Interface] = {}
        self.areas: dict[int, Area] = {}
        self._members: dict[int, list[Interface]] = {}
        self.external: Database = {}
        self.sent: list[Outgoing] = []
        self.notes: list[Note] = []
        self.moves: list[tuple[int, int, int]] = []  # neighbours that got on or fell back: address, identifier, state
        self.outgoing: dict[str, dict[LsaKey, Lsa]] = {}  # by interface: the LSAs that the next updates have
        self.stale: dict[int, None] = {}  # areas whose router LSA may have changed
        self.stale_networks: dict[str, None] = {}  # interfaces whose network LSA may have changed
        self.spf_at = NEVER
        self.spf_last = -NEVER
        self.spf_runs = 0
        self.originated = self.accepted = 0

    @property
    def id(self) -> int:
        """Return the router's identifier."""
        return self.settings.id

    # -- where things belong to --------------------------------------------------------------------------------------

    def database(self, scope: Scope) -> Database | None:
        """Return the database of an area, of the AS, or of a link; None if there is no such area or link."""
        if isinstance(scope, tuple):
            found = self.interfaces.get(scope[1])
            return found.links if found else None
        if scope == AS:
            return self.external
        area = self.areas.get(scope)
        return area.database if area else None

    def databases(self) -> list[tuple[Scope, Database]]:
        """Return all databases."""
        areas: list[tuple[Scope, Database]] = [(id, area.database) for id, area in self.areas.items()]
        links: list[tuple[Scope, Database]] = [(("link", name), i.links) for name, i in self.interfaces.items()]
        return [*areas, (AS, self.external), *links]

    def area_of(self, interface: Interface) -> Area:
        """Return the area of an interface."""
        return self.areas[interface.settings.area]

    def interfaces_of(self, area: int) -> list[Interface]:
        """Return the interfaces of an area."""
        return self._members.get(area, [])

    def sort_interfaces(self) -> None:
        """Update the lists of interfaces by area after a change."""
        self._members = {}
        for interface in self.interfaces.values():
            self._members.setdefault(interface.settings.area, []).append(interface)

    def attached(self) -> list[int]:
        """Return the areas with an interface that is up."""
        return list(dict.fromkeys([i.settings.area for i in self.interfaces.values() if i.up]))

    @property
    def border(self) -> bool:
        """Return whether the router joins several areas."""
        return len(self.attached()) > 1

    def opaque_options(self) -> int:
        """Return the option bit of opaque LSAs, if the router takes them."""
        return O_BIT if self.settings.opaque else 0

    # -- sending -----------------------------------------------------------------------------------------------------

    def send(self, interface: Interface, address: int, body: OspfBody) -> None:
        """Queue a packet to be sent out of an interface."""
        packet = self.sealed(interface, Ospf(self.id, interface.settings.area, body))
        self.emit(interface, address, packet)

    def emit(self, interface: Interface, address: int, packet: Ospf) -> None:
        """Queue a packet that is authenticated already."""
        if interface.settings.passive:
            return
        interface.count(f"tx_{NAMES[type(packet.body)]}")
        if interface.settings.kind == VIRTUAL:
            address = interface.peer_address
        self.sent.append(Outgoing(interface, address, packet))

    def sealed(self, interface: Interface, packet: Ospf) -> Ospf:
        """Return a packet with the password or the digest of the interface."""
        key = interface.settings.key
        if key.kind == PASSWORD:
            return packet._replace(auth=OspfAuth(PASSWORD, key.secret[:8].rstrip(b"\0")))
        if key.kind == CRYPTOGRAPHIC:
            interface.crypto += 1
            return _digested(packet, key, interface.crypto)
        return packet

    def everyone(self, interface: Interface) -> int:
        """Return where updates and acknowledgements of an interface go."""
        return ALL_ROUTERS if interface.state in (DR, BDR, P2P) else ALL_DESIGNATED

    def room(self, interface: Interface) -> int:
        """Return how many octets a packet's body may have."""
        trailer = DIGEST if interface.settings.key.kind == CRYPTOGRAPHIC else 0
        option = ALERT if self.settings.alert else 0
        return interface.settings.mtu - IP_HEADER - option - HEADER - trailer

    # -- what others are told ----------------------------------------------------------------------------------------

    def note(self, severity: str, name: str, text: str) -> None:
        """Note something for the log."""
        self.notes.append(Note(severity, name, text))

    def recalculate(self, now: float) -> None:
        """Schedule the calculation of the routes, after the hold time."""
        self.spf_at = min(self.spf_at, max(now + SPF_DELAY, self.spf_last + self.settings.hold))

    def touched(self, interface: Interface) -> None:
        """Mark the LSAs that describe an interface for a check."""
        self.stale = dict.fromkeys(self.areas)
        self.stale_networks[interface.name] = None


def _digested(packet: Ospf, key: Key, sequence: int) -> Ospf:
    """Return a packet with a digest that is made with a key."""
    from xos_cli.packets.ospf import digest

    bare = packet._replace(auth=OspfAuth(CRYPTOGRAPHIC, b"", key.number, sequence))
    return bare._replace(auth=bare.auth._replace(data=digest(bare, key.secret)))


def refusal(key: Key, packet: Ospf, last: int) -> str:
    """Return why a packet is not authentic, "" if it is; *last*: the sequence number of the last one with a digest."""
    auth = packet.auth
    if auth.kind != key.kind:
        return "authentication type mismatch"
    if key.kind == PASSWORD and auth.data != key.secret[:8].rstrip(b"\0"):
        return "authentication key mismatch"
    if key.kind == CRYPTOGRAPHIC:
        if auth.key != key.number or _digested(packet, key, auth.sequence).auth.data != auth.data:
            return "authentication key mismatch"
        if auth.sequence < last:
            return "authentication sequence number"
    return ""


def names_of(neighbor: Neighbor) -> str:
    """Return the name of a neighbour in the log."""
    from xos_cli.packets.addresses import ip_text

    return f"{ip_text(neighbor.id)} ({ip_text(neighbor.address)})"
