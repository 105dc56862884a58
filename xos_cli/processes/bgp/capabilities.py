"""Turn the capabilities of BGP sessions on and off, which are offered to a neighbor when a session begins.

evidence: guide 11.3 p.567 (that there are commands), later 22.3 (their words)
"""

from ipaddress import IPv4Address
from typing import Any

from xos_cli.command.call import Call
from xos_cli.command.objects import missing
from xos_cli.processes.bgp.rows import BgpNeighbor

#: The fields of the capabilities, by the words of the commands.
FIELDS = {"ipv4_unicast": "ipv4Unicast", "ipv4_multicast": "ipv4Multicast", "route_refresh": "routeRefresh"}


def _set(call: Call, remoteaddr: IPv4Address | None, on: int, words: dict[str, bool]) -> None:
    fields: dict[str, Any] = {field: on for word, field in FIELDS.items() if word in words}
    rows = [row for row in call.rows(BgpNeighbor) if remoteaddr is None or row.address == str(remoteaddr)]
    if remoteaddr is not None and not rows:
        raise missing("bgp-neighbor", str(remoteaddr))
    for row in rows:
        call.put(row._replace(**fields))


def enable_bgp_neighbor_capability(
    call: Call, remoteaddr: IPv4Address | None = None, all: bool = False, **words: bool
) -> None:
    """Offer a capability to a neighbor, or to all."""
    _set(call, remoteaddr, 1, words)


def disable_bgp_neighbor_capability(
    call: Call, remoteaddr: IPv4Address | None = None, all: bool = False, **words: bool
) -> None:
    """Stop offering a capability to a neighbor, or to all."""
    _set(call, remoteaddr, 0, words)
