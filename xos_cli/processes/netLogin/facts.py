"""Answer questions about network login and the DHCP server from the rows."""

from typing import TYPE_CHECKING

from xos_cli.packets.addresses import mac_number
from xos_cli.processes.netLogin.rows import (
    AS_IT_COMES,
    AUTHENTICATED,
    DEFAULT_MAC,
    DOT1X,
    MAC,
    WEB,
    DhcpServer,
    GuestPorts,
    GuestVlan,
    LocalUser,
    LocalUserVlan,
    MacEntry,
    NetloginClient,
    NetloginMethod,
    NetloginPort,
    NetloginVlan,
)
from xos_cli.processes.vlan.facts import member, members
from xos_cli.processes.vlan.rows import AS_GUEST, VisitingPort, Vlan
from xos_cli.record import NamedTuple
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.secrets import revealed

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Port
    from xos_cli.switch.tables import Store

#: Seconds of a lease where none are configured, and before a client has logged in.  evidence: recalled
LEASE, NETLOGIN_LEASE = 7200, 10
#: Bits of a MAC address.
MAC_BITS = 48


def dhcp_server(store: "Store", vlan_name: str) -> DhcpServer:
    """Return the DHCP server of a VLAN, one without settings where nothing is configured."""
    return store.get(DhcpServer, vlan_name) or DhcpServer(vlan_name)


# -- ports -----------------------------------------------------------------------------------------------------------


def methods(store: "Store") -> list[str]:
    """Return the ways to log in that are enabled for the switch."""
    return [row.method for row in store.rows(NetloginMethod)]


def netlogin_vlan(store: "Store") -> str:
    """Return the VLAN of the ports at which nobody has logged in, "" if none is configured."""
    return next((row.vlanName for row in store.rows(NetloginVlan)), "")


def port_of(row: NetloginPort) -> "Port":
    """Return the port of a row."""
    return sets.first(sets.read(row.port))


def netlogin_ports(store: "Store") -> list[NetloginPort]:
    """Return the ports with network login, in order."""
    return sorted(store.rows(NetloginPort), key=port_of)


def ports_with(store: "Store", way: str) -> int:
    """Return the ports at which this way to log in works; none while it is disabled for the switch."""
    if store.get(NetloginMethod, way) is None:
        return 0
    return sets.of([port_of(row) for row in store.rows(NetloginPort) if way in row.ways])


def all_netlogin_ports(store: "Store") -> int:
    """Return the ports for which a way to log in is configured, whether it is enabled for the switch or not."""
    return sets.of(map(port_of, store.rows(NetloginPort)))


def guarded_ports(store: "Store") -> int:
    """Return the ports at which only stations that are logged in may send."""
    return ports_with(store, DOT1X) | ports_with(store, MAC) | ports_with(store, WEB)


def ways_at(store: "Store", port: str) -> list[str]:
    """Return the ways to log in that are enabled at a port and for the switch."""
    row, on = store.get(NetloginPort, port), methods(store)
    return [way for way in row.ways if way in on] if row is not None else []


def moves_of(store: "Store", port: str) -> list[VisitingPort]:
    """Return the VLANs in which a port is by network login."""
    return store.where(VisitingPort, "port", port)


def home_of(store: "Store", port: str) -> str:
    """Return the VLAN in which a port is untagged, "" for none."""
    bit = sets.read(port)
    found = (vlan.name for vlan in member(store, sets.first(bit)) if members(store, vlan.name).untagged & bit)
    return next(found, "")


def is_guest_port(store: "Store", port: str) -> bool:
    """Return whether a port is in its guest VLAN now."""
    return any(move.why == AS_GUEST for move in moves_of(store, port))


def vlan_named(store: "Store", name: str) -> str:
    """Return the VLAN of this name, or with this tag if it is a number, "" if there is none."""
    for vlan in store.rows(Vlan):
        if (name.isdecimal() and vlan.tagged and vlan.tag == int(name)) or vlan.name.lower() == name.lower():
            return vlan.name
    return ""


def login_marks(store: "Store") -> dict[str, int]:
    """Return the ports with network login by their letters: ``a`` where a client is logged in, ``u`` the others."""
    guarded = guarded_ports(store)
    used = sets.of(
        [sets.first(sets.read(row.port)) for row in store.rows(NetloginClient) if row.state == AUTHENTICATED]
    )
    return {"a": guarded & used, "u": guarded & ~used}


def port_login(store: "Store", port: str) -> tuple[bool, bool]:
    """Return whether a port has network login, and whether each MAC address there has a VLAN of its own."""
    row = store.get(NetloginPort, port)
    return row is not None, row is not None and bool(row.macBasedVlans)


# -- guests ----------------------------------------------------------------------------------------------------------


def guest_ports(store: "Store") -> int:
    """Return the ports at which guest VLANs are enabled."""
    return next((sets.read(row.portList) for row in store.rows(GuestPorts)), 0)


def ports_of_guests(store: "Store", row: GuestVlan) -> int:
    """Return the ports of a guest VLAN; one that names no ports has those that no other guest VLAN names."""
    if row.portList:
        return sets.read(row.portList)
    named = 0
    for other in store.rows(GuestVlan):
        named |= sets.read(other.portList)
    return all_netlogin_ports(store) & ~named


def guest_vlan(store: "Store", port: int) -> str:
    """Return the guest VLAN of a port (a set of one), "" if there is none or it is not enabled there."""
    if not port & guest_ports(store):
        return ""
    found = (row.vlanName for row in store.rows(GuestVlan) if ports_of_guests(store, row) & port)
    return next(found, "")


# -- MAC addresses and users -----------------------------------------------------------------------------------------


class MacCredentials(NamedTuple):
    """The name and the password with which a MAC address logs in."""

    user: str
    password: str


def mac_mask(bits: int) -> int:
    """Return the mask that keeps the first bits of a MAC address."""
    return (1 << MAC_BITS) - (1 << MAC_BITS - bits)


def mac_credentials(store: "Store", mac: int, port: int) -> MacCredentials | None:
    """Return with what a MAC address logs in at a port (a set of one), None if no entry of the list matches.

    The entry with the most bits counts, the default entry last.  The user is the address under the mask in twelve
    digits; without a password it is the password, too.
    evidence: guide 11.3 p.368 (the default entry, the password), later 32 (best match, the mask on the name)
    """
    found = [row for row in store.rows(MacEntry) if _matches(row, mac) and _is_at(row, port)]
    if not found:
        return None
    row = max(found, key=lambda row: -1 if row.mac == DEFAULT_MAC else row.mask)
    user = f"{mac if row.mac == DEFAULT_MAC else mac & mac_mask(row.mask):012X}"
    return MacCredentials(user, revealed(row.password) if row.password else user)


def _matches(row: MacEntry, mac: int) -> bool:
    return row.mac == DEFAULT_MAC or not (mac_number(row.mac) ^ mac) & mac_mask(row.mask)


def _is_at(row: MacEntry, port: int) -> bool:
    return not row.portList or bool(sets.read(row.portList) & port)


#: Characters of the name of somebody who logs in.
LONGEST_NAME = 64


def readable_name(name: str) -> str:
    """Return the name that somebody has typed as rows and the log have it: printable, and not too long."""
    return "".join([letter for letter in name if letter.isprintable()])[:LONGEST_NAME]


class UserGrant(NamedTuple):
    """What a local user gets: the password that is asked, and the VLAN, "" for none, and how the port gets into it."""

    password: str
    vlan: str = ""
    way: str = AS_IT_COMES


def local_user(store: "Store", name: str) -> UserGrant | None:
    """Return what a local user of network login gets, None if there is none of this name."""
    row = store.get(LocalUser, name)
    if row is None:
        return None
    place = store.get(LocalUserVlan, name)
    password = revealed(row.password)
    return UserGrant(password, place.vlanName, place.way) if place is not None else UserGrant(password)
