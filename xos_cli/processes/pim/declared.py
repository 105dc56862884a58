"""Timers and trust of the VLANs of PIM, and rendezvous points, each by its line of `show configuration`."""

from xos_cli.command.settings import Entry, Setting, Subject
from xos_cli.processes.pim.rows import PimCandidateRp, PimStaticRp, PimVlan
from xos_cli.processes.vlan.facts import routed

VLAN = Subject(PimVlan, names=routed)
SETTINGS = (
    Entry(Subject(PimStaticRp), "configure pim crp static <address=ip_address> <policy=policy_name|none> {<priority>}"),
    Entry(
        Subject(PimCandidateRp), "configure pim crp {vlan <vlanName=vlan_name>} <policy=policy_name|none> {<priority>}"
    ),
    Setting(VLAN, "configure pim timer <hello> <joinPrune=join_prune> vlan <vlanName=vlan_name>"),
    Setting(VLAN, "configure pim vlan <vlanName=vlan_name> trusted-gateway <trusted=policy_name>"),
)
