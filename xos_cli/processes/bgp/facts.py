"""Answer questions about the router and its neighbors."""

from xos_cli.processes.bgp.rows import Bgp, BgpExport, BgpNeighbor, BgpPeerGroup
from xos_cli.switch.tables import Store

#: The origins of routes, as commands call them and as the switch shows them.  evidence: recalled
ORIGINS = {
    "direct": "Direct",
    "static": "Static",
    "rip": "RIP",
    "blackhole": "BlackHole",
    "ospf-intra": "OSPFIntra",
    "ospf-inter": "OSPFInter",
    "ospf-extern1": "OSPFExt1",
    "ospf-extern2": "OSPFExt2",
}


def router(store: Store) -> Bgp:
    """Return the settings of the router."""
    return store.get(Bgp) or Bgp()


def exports(store: Store) -> dict[str, str]:
    """Return the exported origins with their policies; the word ``ospf`` means its four kinds."""
    return {
        origin: row.policy or "None"
        for row in store.rows(BgpExport)
        for origin in ORIGINS
        if row.origin in (origin, origin.partition("-")[0])
    }


def as_number(store: Store, row: BgpNeighbor) -> int:
    """Return the autonomous system of a neighbor: its own, else that of its group; 0 where neither has one."""
    group = store.get(BgpPeerGroup, row.group) if row.group else None
    return row.asNumber or (0 if group is None else group.asNumber)
