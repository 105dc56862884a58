"""The whole MIB of the agent."""

from xos_cli.processes.snmpMaster.mib import (
    bridge,
    extreme,
    interfaces,
    ip,
    ospf,
    software,
    spanning_tree,
    system,
    vendor_ports,
)
from xos_cli.processes.snmpMaster.mib.objects import Mib

GROUPS = system, interfaces, ip, ospf, bridge, spanning_tree, extreme, vendor_ports, software
MIB = Mib([table for group in GROUPS for table in group.TABLES])
