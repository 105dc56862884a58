"""Questions about ESRP domains, answered from a store."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xos_cli.processes.esrp.rows import (
    AUTO,
    DEFAULT_POLICY,
    EXTENDED_POLICY,
    STANDARD,
    STANDARD_POLICY,
    EsrpDomain,
    EsrpGlobal,
    EsrpPort,
    EsrpState,
    EsrpTrack,
    EsrpVlan,
)
from xos_cli.processes.vlan.facts import member_ports
from xos_cli.processes.vlan.ports.facts import active_members, active_ports
from xos_cli.processes.vlan.ports.rows import LoadShare, PortLink
from xos_cli.processes.vlan.rows import Vlan
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Port

#: Mbps that count as one of weight.  evidence: guide 11.0 p.232 (by bandwidth), inferred (the number)
UNIT = 10


def vlans_of(store: Store, domain: str) -> list[EsrpVlan]:
    """Return the VLANs of a domain, the master and the members."""
    return [row for row in store.rows(EsrpVlan) if row.domain.lower() == domain.lower()]


def layer2_protocol(store: Store, vlan_name: str) -> str:
    """Return ``ESRP`` if a VLAN is in a domain."""
    return "ESRP" if any(row.vlanName.lower() == vlan_name.lower() for row in store.rows(EsrpVlan)) else ""


def domain_on(store: Store, vlan_name: str) -> str:
    """Return the ESRP domain that is enabled on a VLAN, "" if none is."""
    folded = vlan_name.lower()
    held = {row.domain for row in store.rows(EsrpVlan) if row.vlanName.lower() == folded}
    return next((row.name for row in store.rows(EsrpDomain) if row.enable and row.name in held), "")


def has_master(store: Store, row: EsrpDomain) -> bool:
    """Return whether a domain has a master VLAN."""
    return master_vlan(store, row.name) is not None


def master_vlan(store: Store, domain: str) -> Vlan | None:
    """Return the master VLAN of a domain, None if it has none."""
    names = [row.vlanName for row in vlans_of(store, domain) if row.master]
    return store.get(Vlan, names[0]) if names else None


def tracks_of(store: Store, domain: str) -> list[EsrpTrack]:
    """Return what a domain tracks."""
    return [row for row in store.rows(EsrpTrack) if row.domain.lower() == domain.lower()]


def standard(store: Store) -> bool:
    """Return whether the switch is in standard mode."""
    return store.one(EsrpGlobal).version == STANDARD


def policy_of(store: Store, row: EsrpDomain) -> str:
    """Return the election policy of a domain: its own, or the default of the mode."""
    if row.policy != DEFAULT_POLICY:
        return " > ".join(row.policy.replace(" ", "").split(">"))
    return STANDARD_POLICY if standard(store) else EXTENDED_POLICY


def domain_id(store: Store, row: EsrpDomain) -> int:
    """Return the number that stands in a domain's hellos: its own, or the tag of its master VLAN; 0 for none.

    evidence: guide 11.3 p.460
    """
    vlan = master_vlan(store, row.name)
    return row.domainId or (vlan.tag if vlan and vlan.tagged else 0)


# -- ports -----------------------------------------------------------------------------------------------------------


def counted_ports(store: Store, domain: str) -> int:
    """Return the ports of a domain that work and count: all but those of weight 0."""
    ports = 0
    for row in vlans_of(store, domain):
        ports |= member_ports(store, row.vlanName)
    return ports & active_ports(store) & ~_of_weight(store, 0)


def _of_weight(store: Store, weight: int) -> int:
    ports = 0
    for row in store.rows(EsrpPort):
        ports |= sets.bit((row.slot, row.port)) if row.weight == weight else 0
    return ports


def weight_of(store: Store, port: "Port") -> int:
    """Return the weight of a port: its own, or by the speed of its link or of the links of its group."""
    row = store.get(EsrpPort, *port)
    if row is not None and row.weight != AUTO:
        return row.weight
    group = store.get(LoadShare, *port)
    links = [store.get(PortLink, *member) for member in (active_members(store, group) if group else (port,))]
    return sum(link.speed for link in links if link) // UNIT


def host_ports(store: Store) -> int:
    """Return the host ports: they forward whatever the state of their domain is."""
    ports = 0
    for row in store.rows(EsrpPort):
        ports |= sets.bit((row.slot, row.port)) if row.host else 0
    return ports


def idle_domains(store: Store) -> Iterator[str]:
    """Yield the domains that run and are not master."""
    for row in store.rows(EsrpState):
        if row.state != "Master":
            yield row.domain
