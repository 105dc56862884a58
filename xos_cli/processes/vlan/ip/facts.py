"""Questions about VLANs as IP interfaces, answered from a store."""

from collections.abc import Collection
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

from xos_cli.processes.vlan.facts import addresses, in_order, present_ports
from xos_cli.processes.vlan.ports.facts import active_ports
from xos_cli.processes.vlan.ports.rows import LacpMember, LoadShare, PortLink
from xos_cli.processes.vlan.rows import MGMT, MgmtLink, VisitingPort, Vlan, VlanIpAddress, VlanPort, VlanStandby
from xos_cli.record import NamedTuple
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.tables import RowKey, Store

if TYPE_CHECKING:
    from ipaddress import IPv4Interface

#: The rows on which it depends which IP interfaces there are, and whether they are up.
INTERFACE_TABLES = (Vlan, VlanIpAddress, VlanPort, VisitingPort, VlanStandby, MgmtLink, PortLink, LoadShare, LacpMember)


class IpInterface(NamedTuple):
    """A VLAN with an IP address: *since* it came up, seconds since the epoch, 0 if it never was down."""

    vlan: Vlan
    address: "IPv4Interface"
    up: bool
    since: float
    forwarding: bool
    secondary: "tuple[IPv4Interface, ...]"


def interface(store: Store, vlan_name: str) -> IpInterface | None:
    """Return a VLAN as an IP interface, None if it has no address."""
    vlan, rows = store.get(Vlan, vlan_name), addresses(store, vlan_name)
    return _interface(store, vlan, rows, active_ports(store)) if vlan and rows else None


def interfaces(store: Store) -> list[IpInterface]:
    """Return every VLAN with an address as an IP interface."""
    return list(store.view(IpInterfaces).all(store))


class IpInterfaces:
    """A view of the store: the IP interfaces; after a change of one VLAN only that one is looked at again."""

    FOLLOWS: ClassVar[Collection[type]] = INTERFACE_TABLES

    def __init__(self) -> None:
        self._found: dict[str, IpInterface] = {}  # by the name of the VLAN in lower case
        self._changed: set[str] | None = None  # the VLANs to look at again; None: all of them
        self._all: list[IpInterface] | None = None

    def follow(self, table: type, key: RowKey, before: object, row: object) -> None:
        """Note a change of a VLAN, or of the ports, on which all of them depend."""
        self._all = None
        if table not in (Vlan, VlanIpAddress, VlanPort):
            self._changed = None
        elif self._changed is not None:
            self._changed.add(key[0])

    def stale(self, table: type) -> None:
        """Mark all interfaces as outdated."""
        self._changed = self._all = None

    def all(self, store: Store) -> list[IpInterface]:
        """Return the interfaces in the order of the VLANs; to be read, not to be kept."""
        if self._all is None:
            self._look(store)
            self._all = [item for vlan in in_order(store) if (item := self._found.get(vlan.name.lower()))]
        return self._all

    def _look(self, store: Store) -> None:
        if self._changed is None:
            self._found.clear()
            self._changed = {row.vlanName.lower() for row in store.rows(VlanIpAddress)}
        active = active_ports(store)
        for name in self._changed:
            vlan, rows = store.get(Vlan, name), store.where(VlanIpAddress, "vlanName", name)
            item = _interface(store, vlan, rows, active) if vlan and rows else None
            if item is not None:
                self._found[name] = item
            else:
                self._found.pop(name, None)
        self._changed = set()


def _interface(store: Store, vlan: Vlan, rows: list[VlanIpAddress], active: int) -> IpInterface | None:
    first = next((row for row in rows if not row.secondaryAddr), None)
    if first is None:
        return None
    managed = vlan.name == MGMT and any(row.up for row in store.rows(MgmtLink))
    loopback = vlan.loopbackMode == 1 or managed
    working = present_ports(store, vlan.name) & active
    since = 0.0 if loopback else _since(store, working)
    more = tuple([_address(row.ipaddress, row.netmask) for row in rows if row.secondaryAddr])
    up = (bool(working) or loopback) and store.get(VlanStandby, vlan.name) is None
    return IpInterface(vlan, _address(first.ipaddress, first.netmask), up, since, first.ipForwarding == 1, more)


@lru_cache(maxsize=8192)
def _address(address: str, netmask: str) -> "IPv4Interface":
    """Return an address with its mask; those of all VLANs are asked for again when a port changes."""
    from ipaddress import IPv4Interface  # it takes its time, and most switches start without an address

    return IPv4Interface(f"{address}/{netmask}")


def _since(store: Store, working: int) -> float:
    """Return when the first of these ports came up; a load-sharing group came up with the first of its members."""
    for row in store.rows(LoadShare):
        if working & sets.bit((row.slot, row.port)):
            working |= sets.read(row.portList)
    moments = [row.last_up for row in store.rows(PortLink) if row.up and working & sets.bit((row.slot, row.port))]
    return min(moments, default=0.0)
