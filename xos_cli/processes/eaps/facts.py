"""Questions about EAPS domains, answered from a store."""

from xos_cli.processes.eaps.rows import EapsVlan
from xos_cli.switch.tables import Store


def vlans_of(store: Store, domain: str, control: int) -> list[str]:
    """Return the control VLAN or the protected VLANs of a ring."""
    rows = store.rows(EapsVlan)
    return [row.vlanName for row in rows if row.domain.lower() == domain.lower() and row.control == control]
