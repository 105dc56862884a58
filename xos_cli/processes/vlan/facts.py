"""Questions about VLANs and virtual routers, answered from a store."""

from typing import TYPE_CHECKING

from xos_cli.errors import Refusal
from xos_cli.processes.vlan.rows import (
    DEFAULT,
    FOR_STATIONS,
    MGMT,
    PLACED,
    VR_CONTROL,
    VR_DEFAULT,
    VR_MGMT,
    Addressed,
    VirtualRouter,
    VisitingPort,
    Vlan,
    VlanGlobalConfig,
    VlanIpAddress,
    VlanPort,
    Vman,
    VmanPort,
)
from xos_cli.record import NamedTuple
from xos_cli.switch.hardware import portset as sets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xos_cli.switch.hardware.chassis import Port
    from xos_cli.switch.tables import Store

NO_VLAN = "Error: VLAN {name} does not exist."  # evidence: inferred


def numbers(store: "Store") -> VlanGlobalConfig:
    """Return the settings of the VLAN manager for the whole switch."""
    rows = store.rows(VlanGlobalConfig)
    return rows[0] if rows else VlanGlobalConfig()


# -- VLANs -----------------------------------------------------------------------------------------------------------


def in_order(store: "Store") -> list[Vlan]:
    """Return the VLANs as the switch lists them: Default, Mgmt, then the oldest first.  evidence: capture 12.5"""
    return sorted(store.rows(Vlan), key=place_of)


def place_of(row: Vlan) -> tuple[bool, bool, int]:
    """Return the place of a VLAN in the lists of the switch."""
    return row.name != DEFAULT, row.name != MGMT, row.ifIndex


def vlan_names(store: "Store") -> list[str]:
    """Return the names of all VLANs, in the order of the lists of the switch."""
    return [row.name for row in in_order(store)]


def has_vlan(store: "Store", name: str) -> bool:
    """Return whether there is a VLAN of this name."""
    return bool(name) and store.get(Vlan, name) is not None


def vlan_of(store: "Store", name: str) -> Vlan:
    """Return the VLAN of this name; raise the switch's error if there is none."""
    vlan = store.get(Vlan, name)
    if vlan is None:
        raise Refusal(NO_VLAN.format(name=name))
    return vlan


def the_vlan(store: "Store", name: str) -> str:
    """Return a VLAN's name as it is spelled; raise the switch's error if there is no such VLAN."""
    return vlan_of(store, name).name


# -- ports of VLANs --------------------------------------------------------------------------------------------------


class Members(NamedTuple):
    """The ports of a VLAN as sets; *quiet* are those of them that get no broadcasts."""

    untagged: int = 0
    tagged: int = 0
    quiet: int = 0

    @property
    def all(self) -> int:
        """Return every port of the VLAN, tagged or not."""
        return self.untagged | self.tagged


def members(store: "Store", vlan_name: str) -> Members:
    """Return the ports of a VLAN, those that send with its tag apart from the others."""
    return members_of(store.get(VlanPort, vlan_name))


def members_of(row: VlanPort | None) -> Members:
    """Return the ports of a VLAN as its row has them."""
    if row is None:
        return Members()
    return Members(*[sets.read(text or "") for text in (row.untaggedPorts, row.taggedPorts, row.noBroadcastPorts)])


def member_ports(store: "Store", vlan_name: str) -> int:
    """Return all ports of a VLAN as one set."""
    return members(store, vlan_name).all


def untagged(row: VlanPort | None) -> int:
    """Return the ports of a VLAN that send without a tag."""
    return members_of(row).untagged


def tagged(row: VlanPort | None) -> int:
    """Return the ports of a VLAN that send with its tag."""
    return members_of(row).tagged


def ports_of(store: "Store", vlan_name: str) -> "tuple[list[Port], list[Port]]":
    """Return the untagged and the tagged ports of a VLAN as two lists."""
    held = members(store, vlan_name)
    return list(sets.each(held.untagged)), list(sets.each(held.tagged))


def member(store: "Store", port: "Port") -> list[Vlan]:
    """Return the VLANs that a port is in, in the order of the lists of the switch."""
    bit = sets.bit(port)
    names = {row.vlanName for row in store.rows(VlanPort) if members_of(row).all & bit}
    return [vlan for vlan in in_order(store) if vlan.name in names]


def visited_ports(store: "Store", vlan_name: str) -> int:
    """Return the ports behind which single stations are in a VLAN, although the ports are in another one."""
    folded = vlan_name.lower()
    rows = [row for row in store.rows(VisitingPort) if row.why == FOR_STATIONS and row.vlanName.lower() == folded]
    return sets.of([sets.first(sets.read(row.port)) for row in rows])


def present_ports(store: "Store", vlan_name: str) -> int:
    """Return the ports behind which a VLAN is: its members, and those of single stations."""
    return members(store, vlan_name).all | visited_ports(store, vlan_name)


def settled(store: "Store", modular: bool) -> dict[str, VlanPort]:
    """Return the ports of VLANs, by name in lower case, as they are when no client of network login is logged in."""
    return without_visits(store.rows(VlanPort), store.rows(VisitingPort), modular)


def without_visits(held: "Iterable[VlanPort]", visits: "Iterable[VisitingPort]", modular: bool) -> dict[str, VlanPort]:
    """Return the ports of VLANs, by name in lower case, with those that visit a VLAN back at home."""
    rows = {row.vlanName.lower(): row for row in held}
    for visit in visits:
        if visit.why in (PLACED, FOR_STATIONS):
            continue
        port, home = sets.read(visit.port), visit.home.lower()
        others = [ports & ~port for ports in members_of(rows.get(visit.vlanName.lower()))]
        rows[visit.vlanName.lower()] = _row_of(visit.vlanName, Members(*others), modular)
        if home and not visit.tagged:
            before = members_of(rows.get(home))
            rows[home] = _row_of(visit.home, before._replace(untagged=before.untagged | port), modular)
    return {name: row for name, row in rows.items() if members_of(row).all}


def _row_of(vlan_name: str, held: Members, modular: bool) -> VlanPort:
    return VlanPort(vlan_name, *[sets.text(ports, modular) or None for ports in held])


# -- addresses of VLANs ----------------------------------------------------------------------------------------------


def addresses(store: "Store", vlan_name: str) -> list[VlanIpAddress]:
    """Return all IPv4 addresses of a VLAN.

    A node that does not manage the switch has no index of them, so it looks at every row.
    """
    index = store.get(Addressed, vlan_name)
    if index is not None:
        rows = [store.get(VlanIpAddress, vlan_name, address) for address in index.ipaddresses]
        return [row for row in rows if row is not None]
    if store.get(Addressed, "") is not None:
        return []
    folded = vlan_name.lower()
    return [row for row in store.rows(VlanIpAddress) if row.vlanName.lower() == folded]


def primary(store: "Store", vlan_name: str) -> VlanIpAddress | None:
    """Return the primary address of a VLAN, None if it has no address."""
    return next((row for row in addresses(store, vlan_name) if not row.secondaryAddr), None)


def vlans_with_ip(store: "Store") -> list[tuple[Vlan, VlanIpAddress]]:
    """Return every IPv4 address with its VLAN, the VLANs in order, the primary address of each first."""
    found: dict[str, list[VlanIpAddress]] = {}
    for row in store.rows(VlanIpAddress):
        found.setdefault(row.vlanName, []).append(row)
    return [
        (vlan, row)
        for vlan in in_order(store)
        for row in sorted(found.get(vlan.name, ()), key=lambda row: row.secondaryAddr)
    ]


def with_address(store: "Store") -> list[str]:
    """Return the names of the VLANs with an IPv4 address."""
    addressed = {row.vlanName for row in store.rows(VlanIpAddress)}
    return [row.name for row in in_order(store) if row.name in addressed] if addressed else []


def routed(store: "Store") -> list[str]:
    """Return the names of the VLANs with an IPv4 address that carry the traffic of users."""
    return [name for name in with_address(store) if store.one(Vlan, name).vrName != VR_MGMT]


def chosen(store: "Store", name: str) -> list[str]:
    """Return the VLAN that a command names; where it names none, all that routing protocols can run on."""
    return [the_vlan(store, name)] if name else routed(store)


# -- virtual routers -------------------------------------------------------------------------------------------------


def router_of(store: "Store", name: str) -> VirtualRouter:
    """Return the virtual router of this name; raise the switch's error if there is none."""
    router = store.get(VirtualRouter, name)
    if router is None:
        raise Refusal(f"Error: Virtual router {name} does not exist.")  # evidence: inferred
    return router


def the_router(store: "Store", name: str, context: str = "") -> str:
    """Return the name of the virtual router that a command names; where it names none, the one it was typed in."""
    return router_of(store, name or context or VR_DEFAULT).name


def vr_choice(store: "Store", all: bool, vr_name: str) -> str:
    """Return where a server listens: ``all``, or a virtual router, the default one being that of management.

    evidence: recalled (which one is default)
    """
    return "all" if all else the_router(store, vr_name or VR_MGMT)


def user_routers(store: "Store") -> list[str]:
    """Return the names of the virtual routers that carry the traffic of users."""
    return [row.name for row in store.rows(VirtualRouter) if row.name not in (VR_MGMT, VR_CONTROL)]


# -- VMANs -----------------------------------------------------------------------------------------------------------


def vman_members(store: "Store", name: str) -> Members:
    """Return the ports of a VMAN, those that send with its tag apart from the others."""
    row = store.get(VmanPort, name)
    return Members(sets.read(row.untaggedPorts or ""), sets.read(row.taggedPorts or "")) if row else Members()


def vman_of(store: "Store", name: str) -> Vman:
    """Return the VMAN of this name; raise the switch's error if there is none."""
    row = store.get(Vman, name)
    if row is None:
        raise Refusal(f"Error: VMAN {name} does not exist.")  # evidence: inferred
    return row


def vman_ports(store: "Store") -> int:
    """Return the ports that are in a VMAN, as one set."""
    found = 0
    for row in store.rows(VmanPort):
        found |= vman_members(store, row.vmanName).all
    return found


#: The routing protocols and their letters in `show virtual-router`.  evidence: recalled
LETTERS = {"bgp": "b", "ospf": "o", "pim": "p", "rip": "r", "ospfv3": "O", "ripng": "R"}


def protocols_of(router: VirtualRouter) -> list[str]:
    """Return the routing protocols that can run on a virtual router."""
    if router.name == VR_DEFAULT:
        return list(LETTERS)
    return router.protocols.split(",") if router.protocols else []
