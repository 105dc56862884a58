"""Commands about sessions with neighbors: none is ever up, so that there is no route to judge and nothing to count."""

from ipaddress import IPv4Address

from xos_cli.command.call import Call
from xos_cli.command.objects import missing
from xos_cli.processes.bgp.rows import BgpNeighbor, BgpPeerGroup

#: What the lab says, in its square brackets.
NO_ROUTES = "[nothing was done: no neighbor has sent a route]\n"
NO_COUNTS = "[nothing was done: no session with a neighbor was ever up]\n"


def _check(call: Call, remoteaddr: IPv4Address | None) -> None:
    """Refuse a neighbor that does not exist."""
    if remoteaddr is not None and call.get(BgpNeighbor, str(remoteaddr)) is None:
        raise missing("bgp-neighbor", str(remoteaddr))


def configure_bgp_soft_reconfiguration(call: Call) -> str:
    """Apply the policies again to the routes of all neighbors: there are none."""
    return NO_ROUTES


def configure_bgp_neighbor_soft_reset(
    call: Call, remoteaddr: IPv4Address | None = None, all: bool = False, in_: bool = False, out: bool = False
) -> str:
    """Apply the policies again to the routes from or to a neighbor: there are none."""
    _check(call, remoteaddr)
    return NO_ROUTES


def clear_bgp_neighbor_counters(call: Call, remoteaddr: IPv4Address | None = None, all: bool = False) -> str:
    """Reset the counters of a neighbor, which are zero already."""
    _check(call, remoteaddr)
    return NO_COUNTS


def configure_bgp_peer_group_soft_reset(call: Call, peer_group_name: str, in_: bool = False, out: bool = False) -> str:
    """Apply the policies again to the routes from or to the neighbors of a group: there are none."""
    if call.get(BgpPeerGroup, peer_group_name) is None:
        raise missing("bgp-peer-group", peer_group_name)
    return NO_ROUTES


def clear_bgp_neighbor_flap_statistics(call: Call, remoteaddr: IPv4Address | None = None, **_: object) -> str:
    """Reset how often the routes of a neighbor flapped: none ever did."""
    _check(call, remoteaddr)
    return NO_ROUTES
