"""Networks that a line gives as one word (10.0.0.0/8), or as an address and a mask."""

from ipaddress import IPv4Address, IPv4Interface


def network_of(
    prefix: IPv4Interface | None, address: IPv4Address | None, mask: IPv4Address | None
) -> IPv4Interface | None:
    """Return the network that a line gives in either form; None if it gives none."""
    if address is None or mask is None:
        return prefix
    return IPv4Interface(f"{address}/{mask}")
