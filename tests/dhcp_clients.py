"""A network with a client in one VLAN and a DHCP server in another, for the tests of relays."""

from xos_cli import Network

RELAYED = [
    "configure vlan Default delete ports 1:1-1:2",
    "create vlan red",
    "configure vlan red add ports 1:1",
    "configure vlan red ipaddress 10.1.0.254/24",
    "create vlan noc",
    "configure vlan noc add ports 1:2",
    "configure vlan noc ipaddress 10.9.0.254/24",
    "enable ipforwarding",
    "configure bootprelay add 10.9.0.1 vr VR-Default",
    "enable bootprelay vr VR-Default",
]
POOL = {"ranges": {"10.1.0.0/24": "10.1.0.50-10.1.0.60"}, "lease": 600}


def address(found: Network, name: str) -> str:
    """The address that a host has, "" for none."""
    number = found._inside.hosts[name].address
    return ".".join(str(octet) for octet in number.to_bytes(4, "big")) if number else ""
