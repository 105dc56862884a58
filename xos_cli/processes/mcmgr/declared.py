"""Whether IGMP and MLD run on a VLAN, and in which version, each by its line of `show configuration`."""

from xos_cli.command.settings import Setting, Subject
from xos_cli.processes.mcmgr.facts import user_vlans
from xos_cli.processes.mcmgr.rows import VlanIgmp, VlanMld

#: A command that names no VLAN is about all that there are.  evidence: inferred
IGMP, MLD = Subject(VlanIgmp, names=user_vlans), Subject(VlanMld, names=user_vlans)
_VLAN = "{vlan <vlanName=vlan_name>}"
SETTINGS = (
    Setting(IGMP, f"enable igmp {_VLAN} {{<version=IGMPv1|IGMPv3>}}", f"disable igmp {_VLAN}", "enable"),
    Setting(MLD, f"enable MLD {_VLAN} {{<version=MLDv2>}}", f"disable MLD {_VLAN}", "enable"),
    Setting(MLD, f"enable MLD snooping {_VLAN}", f"disable MLD snooping {_VLAN}", "snooping"),
)
