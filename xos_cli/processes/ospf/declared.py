"""The neighbours that were configured by hand, by the line of `show configuration`.  evidence: recalled

They are kept: hellos go to the multicast address, and find every neighbour here.
"""

from xos_cli.command.settings import Entry, Subject
from xos_cli.processes.ospf.rows import OspfStaticNeighbor

_VLAN = "configure ospf vlan <vlanName=vlan_name> neighbor"
SETTINGS = (
    Entry(Subject(OspfStaticNeighbor), f"{_VLAN} add <address=ipaddress>", f"{_VLAN} delete <address=ipaddress>"),
)
