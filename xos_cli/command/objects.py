"""The objects that a command names: what the switch calls them in its errors, and whether they exist."""

from xos_cli.command.call import Call
from xos_cli.command.names import Existing
from xos_cli.errors import Refusal

#: What an object of a kind is called in the switch's errors.
TITLES = {
    "vlan": "VLAN",
    "stpd": "STPD",
    "vr": "Virtual router",
    "policy": "Policy",
    "account": "Account",
    "eaps": "EAPS domain",
    "esrp": "ESRP domain",
    "vman": "VMAN",
    "meter": "Meter",
    "tunnel": "Tunnel",
    "bgp-neighbor": "BGP neighbor",
    "bgp-peer-group": "BGP peer group",
    "ospfv3-area": "OSPFv3 area",
}


def missing(kind: str, name: str) -> Refusal:
    """Return the error about an object that does not exist.  evidence: inferred (the words)"""
    return Refusal(f"Error: {TITLES[kind]} {name} does not exist.")


def the_object(call: Call, kind: str, name: str) -> str:
    """Return the name of an object as it is spelled where it was created; refuse one that does not exist."""
    found = Existing(call.node, call.machine).find(kind, name)
    if found is None:
        raise missing(kind, name)
    return found
