"""Questions about EAPS domains, answered from a store."""

from typing import TYPE_CHECKING

from xos_cli.processes.eaps.rows import (
    MASTER,
    EapsDomain,
    EapsGlobal,
    EapsSegmentState,
    EapsShared,
    EapsSharedState,
    EapsState,
    EapsVlan,
)
from xos_cli.processes.vlan.facts import member_ports, tagged
from xos_cli.processes.vlan.rows import Vlan, VlanPort
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Port

IDLE, READY = "Idle", "Ready"


def vlans_of(store: Store, domain: str, control: int) -> list[str]:
    """Return the control VLAN or the protected VLANs of a ring."""
    rows = store.rows(EapsVlan)
    return [row.vlanName for row in rows if row.domain.lower() == domain.lower() and row.control == control]


def control_vlan(store: Store, domain: str) -> Vlan | None:
    """Return the control VLAN of a ring, None if it has none."""
    names = vlans_of(store, domain, 1)
    return store.get(Vlan, names[0]) if names else None


def port_of(name: str) -> "Port":
    """Return the port that a row names."""
    return sets.first(sets.read(name))


def ring_ports(row: EapsDomain) -> "list[Port]":
    """Return the primary and the secondary port of a ring that has both."""
    return [port_of(row.primaryPort), port_of(row.secondaryPort)]


def complete(store: Store, row: EapsDomain) -> bool:
    """Return whether a domain has a mode, both ring ports, and a control VLAN on both of them.

    evidence: guide 11.3 p.410 (it is Idle without), inferred (what it needs)
    """
    if row.mode is None or not row.primaryPort or not row.secondaryPort:
        return False
    vlan = control_vlan(store, row.name)
    wanted = sets.of(ring_ports(row))
    return vlan is not None and member_ports(store, vlan.name) & wanted == wanted


def runs(store: Store, row: EapsDomain) -> bool:
    """Return whether a domain runs: it is enabled, EAPS is, and its configuration is complete."""
    return bool(row.enable) and bool(store.one(EapsGlobal).enable) and complete(store, row)


def running_domains(store: Store) -> list[EapsDomain]:
    """Return the domains that run."""
    return [row for row in store.rows(EapsDomain) if runs(store, row)]


def state_of(store: Store, row: EapsDomain) -> str:
    """Return the state of a domain; one that does not run is Idle."""
    found = store.get(EapsState, row.name)
    return found.state if found else IDLE


def tag_on(store: Store, vlan: Vlan, port: "Port") -> int:
    """Return the tag with which a port sends into a VLAN, 0 for none."""
    return vlan.tag if tagged(store.get(VlanPort, vlan.name)) & sets.bit(port) else 0


def domains_on(store: Store, port: str) -> list[EapsDomain]:
    """Return the domains that have a port as one of their ring ports."""
    return [row for row in store.rows(EapsDomain) if port in (row.primaryPort, row.secondaryPort)]


def segment_port(row: EapsDomain, shared: EapsShared) -> str:
    """Return the ring port of a domain that is not the shared one."""
    return row.secondaryPort if row.primaryPort == shared.port else row.primaryPort


def segments_of(store: Store, shared: str, vlan: str = "") -> list[EapsSegmentState]:
    """Return the segments of a shared port, in the order of their ports: all, or those that protect a VLAN."""
    found = [row for row in store.rows(EapsSegmentState) if row.shared == shared]
    if vlan:
        wanted = {domain.name for domain in domains_on(store, shared) if _protects(store, domain, vlan)}
        found = [row for row in found if wanted & {domain.name for domain in domains_on(store, row.port)}]
    return sorted(found, key=lambda row: port_of(row.port))


def _protects(store: Store, domain: EapsDomain, vlan: str) -> bool:
    return vlan.lower() in [name.lower() for name in vlans_of(store, domain.name, 0)]


def open_segments(store: Store, shared: EapsShared, vlan: str) -> list[str]:
    """Return the segment ports of a controller that blocks on which a VLAN is forwarded to the other end.

    It is the lowest port whose segment is up; one more where a root blocker cuts the ring.  evidence: guide 11.3 p.413
    """
    state = store.get(EapsSharedState, shared.port)
    up = [row.port for row in segments_of(store, shared.port, vlan) if row.up]
    return up[: 1 + (state.relieved if state else 0)]


def held_back(store: Store, shared: EapsShared, vlan: str) -> "list[Port]":
    """Return the segment ports on which a shared port holds a VLAN back: those of a controller that blocks."""
    state = store.get(EapsSharedState, shared.port)
    if state is None or not shared.mode or state.state == READY:
        return []
    opened = open_segments(store, shared, vlan)
    return [port_of(row.port) for row in segments_of(store, shared.port, vlan) if row.up and row.port not in opened]


def is_master(row: EapsDomain) -> bool:
    """Return whether this switch is the master of a domain."""
    return row.mode == MASTER


def layer2_protocol(store: Store, vlan_name: str) -> str:
    """Return ``EAPS`` if a VLAN is in a domain."""
    folded = vlan_name.lower()
    return "EAPS" if any(row.vlanName.lower() == folded for row in store.rows(EapsVlan)) else ""


def vlan_flags(store: Store) -> dict[str, str]:
    """Return ``C`` for control VLANs and ``P`` for protected ones."""
    found: dict[str, str] = {}
    for row in store.rows(EapsVlan):
        letter = "C" if row.control else "P"
        old = found.get(row.vlanName.lower(), "")
        found[row.vlanName.lower()] = old if letter in old else old + letter
    return found
