"""Store the state of a domain as rows."""

from xos_cli.processes.esrp.facts import vlans_of
from xos_cli.processes.esrp.machine import Domain
from xos_cli.processes.esrp.machine_records import Factors
from xos_cli.processes.esrp.rows import EsrpNeighbor, EsrpState
from xos_cli.processes.vlan.rows import Vlan
from xos_cli.switch.tables import Store, Transaction


def keep(transaction: Transaction, name: str, domain: Domain, now: float) -> None:
    """Put those rows of a domain that have changed."""
    store = transaction.store
    row = store.get(EsrpState, name)
    since = row.since if row and row.state == domain.state else now
    transaction.put(EsrpState(name, domain.state, domain.sticky, int(domain.standard), since))
    for known in store.rows(EsrpNeighbor):
        if known.domain == name and known.mac not in domain.neighbors:
            transaction.delete(EsrpNeighbor, name, known.mac)
    for mac, neighbor in domain.neighbors.items():
        factors = neighbor.factors
        offered = factors.sticky, factors.ports, factors.weight, factors.track, factors.priority
        transaction.put(EsrpNeighbor(name, mac, neighbor.state, *offered))


def remove(transaction: Transaction, name: str) -> None:
    """Delete the rows of a domain that no longer runs."""
    transaction.delete(EsrpState, name)
    for known in transaction.store.rows(EsrpNeighbor):
        if known.domain == name:
            transaction.delete(EsrpNeighbor, name, known.mac)


def factors_in(row: EsrpNeighbor) -> Factors:
    """Return the election factors of a neighbour."""
    return Factors(row.sticky, row.ports, row.weight, row.track, row.priority, row.mac)


def vids_of(store: Store, name: str) -> list[int]:
    """Return the numbers of the VLANs of a domain."""
    found = [store.get(Vlan, row.vlanName) for row in vlans_of(store, name)]
    return [vlan.tag for vlan in found if vlan is not None]
