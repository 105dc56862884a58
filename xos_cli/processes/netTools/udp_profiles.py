"""Configure UDP forwarding: a VLAN's profile is a policy of up to eight entries.

evidence: guide 11.3 p.511-512 (the command, what a profile has, eight entries, a VLAN needs an address), inferred (the
words of the refusals)
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.netTools.rows import UdpProfile
from xos_cli.processes.polMgr.facts import checked, the_policy
from xos_cli.processes.vlan.facts import addresses, the_vlan
from xos_cli.processes.vlan.rows import Vlan

if TYPE_CHECKING:
    from xos_cli.processes.polMgr.facts import Rule
    from xos_cli.switch.node import Node

#: Entries of a profile.
ENTRIES = 8


def configure_vlan_udp_profile(call: Call, vlan_name: str, policy_name: str = "", none: bool = False) -> None:
    """Set the policy that forwards broadcast UDP packets of a VLAN, or none."""
    name = the_vlan(call.store, vlan_name)
    if none:
        call.delete(UdpProfile, name)
        return
    if not addresses(call.store, name):
        raise Refusal(f"Error: VLAN {name} has no IP address.")
    policy = the_policy(call.node.flash.names(), policy_name)
    check_profile(call.node, checked(call.node, policy))
    call.put(UdpProfile(name, policy))


def unconfigure_vlan_udp_profile(call: Call, vlan_name: str) -> None:
    """Stop forwarding broadcast UDP packets of a VLAN."""
    call.delete(UdpProfile, the_vlan(call.store, vlan_name))


def check_profile(node: "Node", rules: "Sequence[Rule]") -> None:
    """Refuse a policy that cannot be a profile: too many entries, or a VLAN that does not exist."""
    if len(rules) > ENTRIES:
        raise Refusal(f"Error: Line {rules[ENTRIES].line} : A UDP profile has at most {ENTRIES} entries.")
    for rule in rules:
        for deed in rule.deeds:
            if deed.word == "vlan" and node.store.get(Vlan, str(deed.value)) is None:
                raise Refusal(f"Error: Line {deed.line} : VLAN {deed.value} does not exist.")


def check_refresh(node: "Node", rules: "Sequence[Rule]") -> None:
    """Refuse to refresh a profile with a policy that is no longer a valid profile."""
    check_profile(node, rules)
