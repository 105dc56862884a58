"""The whole MIB of the agent."""

from xos_cli.processes.snmpMaster.mib import bridge, extreme, interfaces, ip, system
from xos_cli.processes.snmpMaster.mib.objects import Mib

MIB = Mib([*system.TABLES, *interfaces.TABLES, *ip.TABLES, *bridge.TABLES, *extreme.TABLES])
