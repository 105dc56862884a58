"""Protect the addresses of the switch against stations that claim them by gratuitous ARP.

evidence: later 32.2 (the command is of 11.2; what is done, and that it is off at first), capture 11.2 (the field)
"""

from xos_cli.command.call import Call
from xos_cli.processes.vlan.facts import vlan_of


def enable_iparp_gratuitous_protect_vlan(call: Call, vlan_name: str) -> None:
    """Answer a station that claims an address of the switch in a VLAN with a gratuitous ARP message of its own."""
    call.put(vlan_of(call.store, vlan_name)._replace(arpGratuitousInspection=1))


def disable_iparp_gratuitous_protect_vlan(call: Call, vlan_name: str) -> None:
    """Only log a station that claims an address of the switch in a VLAN."""
    call.put(vlan_of(call.store, vlan_name)._replace(arpGratuitousInspection=0))
