"""Questions about ESRP domains, answered from a store."""

from xos_cli.processes.esrp.rows import EsrpDomain, EsrpVlan
from xos_cli.switch.tables import Store


def vlans_of(store: Store, domain: str) -> list[EsrpVlan]:
    return [row for row in store.rows(EsrpVlan) if row.domain.lower() == domain.lower()]


def has_master(store: Store, row: EsrpDomain) -> bool:
    return any(vlan.master for vlan in vlans_of(store, row.name))
