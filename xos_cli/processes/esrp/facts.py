"""Questions about ESRP domains, answered from a store."""

from xos_cli.processes.esrp.rows import EsrpDomain, EsrpVlan
from xos_cli.switch.tables import Store


def vlans_of(store: Store, domain: str) -> list[EsrpVlan]:
    """Return the VLANs of a domain, the master and the members."""
    return [row for row in store.rows(EsrpVlan) if row.domain.lower() == domain.lower()]


def layer2_protocol(store: Store, vlan_name: str) -> str:
    """Return ``ESRP`` if a VLAN is in a domain."""
    return "ESRP" if any(row.vlanName.lower() == vlan_name.lower() for row in store.rows(EsrpVlan)) else ""


def has_master(store: Store, row: EsrpDomain) -> bool:
    """Return whether a domain has a master VLAN."""
    return any(vlan.master for vlan in vlans_of(store, row.name))
