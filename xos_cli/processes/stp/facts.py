"""Answer which VLANs and ports belong to which spanning-tree domain."""

from collections.abc import Collection
from typing import ClassVar

from xos_cli.errors import Refusal
from xos_cli.processes.stp.rows import ENCAPSULATIONS, StpAutoBind, StpDomain, StpEnable, StpVlanPort
from xos_cli.processes.vlan.facts import member_ports, vlan_names
from xos_cli.processes.vlan.rows import Vlan, VlanPort
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.tables import RowKey, Store

TAKEN_OUT = 0


def the_domain(store: Store, name: str) -> StpDomain:
    """Return the domain of this name; raise the switch's error if there is none.  evidence: inferred (the words)"""
    row = store.get(StpDomain, name)
    if row is None:
        raise Refusal(f"Error: STPD {name} does not exist.")
    return row


def enabled(store: Store, stpd_name: str) -> bool:
    """Return whether a domain is enabled."""
    row = store.get(StpEnable, stpd_name)
    return row is not None and row.stpd_enabled == 1


def works(store: Store) -> bool:
    """Return whether any domain is enabled."""
    return any(row.stpd_enabled for row in store.rows(StpEnable))


def auto_bound(store: Store, stpd_name: str, vlan_name: str) -> bool:
    """Return whether auto-bind is enabled for a VLAN: its ports join the domain by themselves."""
    row = store.get(StpAutoBind, vlan_name, stpd_name)
    return row is not None and row.auto_add_enabled == 1


def domains_of(store: Store, vlan_name: str) -> list[tuple[str, bool, bool]]:
    """Return the domains that a VLAN is in:

    name, whether the domain works, whether the VLAN is bound to it by itself.
    """
    found = []
    for domain in store.rows(StpDomain):
        auto = auto_bound(store, domain.name, vlan_name)
        if auto or ports_in(store, domain.name, vlan_name):
            found.append((domain.name, enabled(store, domain.name), auto))
    return found


def layer2_protocol(store: Store, vlan_name: str) -> str:
    """Return ``STP`` if a VLAN is in a domain that works."""
    return "STP" if any(on for _, on, _ in domains_of(store, vlan_name)) else ""


def vlan_flags(store: Store) -> dict[str, str]:
    """Return ``T`` for the VLANs that are in a domain."""
    return {name.lower(): "T" for domain in store.rows(StpDomain) for name in vlans_of(store, domain.name)}


def vlan_domains(store: Store, vlan_name: str) -> str:
    """Return the domains of a VLAN as its block in `show vlan` has them.

    evidence: capture 11.2 (one that does not work, bound by itself)
    """
    return "".join(
        f"{name}({'Enabled' if works else 'Disabled'}{',Auto-bind' if auto else ''}) "
        for name, works, auto in domains_of(store, vlan_name)
    )


def put_in(store: Store, stpd_name: str, vlan_name: str, mode: int) -> int:
    """Return the ports that a command put into a domain with this encapsulation."""
    row = store.get(StpVlanPort, stpd_name, vlan_name, mode)
    return sets.read(row.ports) if row else 0


def carrier(store: Store, domain: StpDomain) -> str:
    """Return the VLAN with the tag of a domain, "" where there is none: its ports are those that the tree has."""
    tagged = (row.name for row in store.rows(Vlan) if row.tagged and row.tag == domain.stpd_tag)
    return next(tagged, "")


class PortsInDomains:
    """A view of the store: the ports of VLANs in domains that were asked for since the last change of either."""

    FOLLOWS: ClassVar[Collection[type]] = (StpDomain, StpVlanPort, StpAutoBind, Vlan, VlanPort)

    def __init__(self) -> None:
        self.found: dict[tuple[str, str], int] = {}

    def follow(self, table: type, key: RowKey, before: object, row: object) -> None:
        """Forget what was found: a row was put or taken away."""
        self.found.clear()

    def stale(self, table: type) -> None:
        """Forget what was found: the rows of a table were replaced."""
        self.found.clear()


def ports_in(store: Store, stpd_name: str, vlan_name: str) -> int:
    """Return the ports of a VLAN that are in a domain: of a protected one those that are the carrier's, too.

    evidence: guide 11.3 p.428
    """
    found = store.view(PortsInDomains).found
    key = stpd_name, vlan_name
    if key not in found:
        found[key] = _ports_in(store, stpd_name, vlan_name)
    return found[key]


def _ports_in(store: Store, stpd_name: str, vlan_name: str) -> int:
    domain = store.get(StpDomain, stpd_name)
    bearer = carrier(store, domain) if domain else ""
    found = _bound(store, stpd_name, vlan_name)
    if found and bearer and bearer != vlan_name:
        bearing = _bound(store, stpd_name, bearer)
        found &= bearing if bearing or auto_bound(store, stpd_name, bearer) else found
    return found


def _bound(store: Store, stpd_name: str, vlan_name: str) -> int:
    """Return the ports of a VLAN that were put into a domain, or come into it by themselves."""
    found = 0
    for mode in ENCAPSULATIONS:
        found |= put_in(store, stpd_name, vlan_name, mode)
    own = member_ports(store, vlan_name)
    if auto_bound(store, stpd_name, vlan_name):
        found |= own & ~put_in(store, stpd_name, vlan_name, TAKEN_OUT)
    return found & own


def tree_ports(store: Store, domain: StpDomain) -> int:
    """Return the ports that the tree of a domain has: those of its carrier, or of all its VLANs where it has none."""
    bearer = carrier(store, domain)
    return (bearer and ports_in(store, domain.name, bearer)) or ports_of_domain(store, domain.name)


def vlans_of(store: Store, stpd_name: str) -> list[str]:
    """Return the VLANs that take part in a domain."""
    bound = {row.vlan_name for row in store.rows(StpAutoBind) if row.stpd_name == stpd_name and row.auto_add_enabled}
    put = {row.vlan_name for row in store.rows(StpVlanPort) if row.stpd_name == stpd_name}
    there = bound | {name for name in put if ports_in(store, stpd_name, name)}
    return [name for name in vlan_names(store) if name in there] if len(there) > 1 else list(there)


def ports_of_domain(store: Store, stpd_name: str) -> int:
    """Return every port of a domain."""
    found = 0
    for vlan_name in vlans_of(store, stpd_name):
        found |= ports_in(store, stpd_name, vlan_name)
    return found


def mode_of(store: Store, domain: StpDomain, port: int) -> int:
    """Return how a port sends in a domain; *port* is the set of it."""
    for row in store.rows(StpVlanPort):
        if row.stpd_name == domain.name and row.mode != TAKEN_OUT and sets.read(row.ports) & port:
            return row.mode
    return domain.default_mode
