"""The border gateway protocol: its tables, its policies, and what becomes of the neighbors of a deleted group.

evidence: capture 11.2 (no module without a licence), inferred (no lines with one)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xos_cli.processes.bgp.rows import (
    Bgp,
    BgpAggregate,
    BgpConfederationPeer,
    BgpExport,
    BgpNeighbor,
    BgpNetwork,
    BgpPeerGroup,
)
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.command.call import Call

TABLES = (Bgp, BgpConfederationPeer, BgpNetwork, BgpAggregate, BgpExport, BgpPeerGroup, BgpNeighbor)
NAMES = {"bgp-peer-group": BgpPeerGroup}


def policies(store: Store) -> Iterator[str]:
    """Yield the policies in use: for received routes, for advertised routes, and for dampening."""
    names = [row.importPolicy for row in store.rows(Bgp)]
    names += [row.policy for row in store.rows(BgpNetwork)] + [row.policy for row in store.rows(BgpExport)]
    names += [name for row in store.rows(BgpAggregate) for name in (row.advertisePolicy, row.attributePolicy)]
    peers: list[BgpPeerGroup | BgpNeighbor] = [*store.rows(BgpPeerGroup), *store.rows(BgpNeighbor)]
    for peer in peers:
        names += [peer.policyIn, peer.policyOut, peer.dampPolicy]
    yield from filter(None, names)


def forgotten(call: "Call", kind: str, name: str) -> None:
    """Take neighbors out of a deleted group; delete those that had their AS number from the group.

    evidence: inferred
    """
    if kind == "bgp-peer-group":
        for row in call.rows(BgpNeighbor):
            if row.group.lower() == name.lower():
                call.drop(row)
                if row.asNumber:
                    call.put(row._replace(group="", acquireAll=""))
