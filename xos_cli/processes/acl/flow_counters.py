"""The counters that CLEAR-Flow rules can use without an access list: those of the IP stack of the CPU.

evidence: guide 11.3 p.386-389 (the names), inferred (which counter of `show ipstats` each of them is)
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

#: What is counted here; a counter that is not named stands at 0.
COUNTERS: Mapping[str, str] = {
    "sys_ipinreceives": "InReceives",
    "sys_ipinhdrerrors": "InHdrErr",
    "sys_ipinaddrerrors": "Bad IPdest",
    "sys_ipforwdatagrams": "Forwards",
    "sys_ipindelivers": "InDelivers",
    "sys_ipoutrequests": "OutRequest",
    "sys_ipoutdiscards": "OutDiscard",
    "sys_ipoutnoroutes": "OutNoRoute",
    "sys_icmpinerrors": "icmp Bad chksum",
    "sys_icmpindestunreachs": "icmp In destination unreachable",
    "sys_icmpintimeexcds": "icmp In time exceeded",
    "sys_icmpinredirects": "icmp In redirect",
    "sys_icmpinechos": "icmp In echo",
    "sys_icmpinechoreps": "icmp In echo reply",
    "sys_icmpoutdestunreachs": "icmp Out destination unreachable",
    "sys_icmpouttimeexcds": "icmp Out time exceeded",
    "sys_icmpoutredirects": "icmp Out redirect",
    "sys_icmpoutechos": "icmp Out echo",
    "sys_icmpoutechoreps": "icmp Out echo reply",
    "sys_igmpinqueries": "In Query",
    "sys_igmpinreports": "In Report",
    "sys_igmpinleaves": "In Leave",
    "sys_igmpoutqueries": "Out Query",
    "sys_igmpoutreports": "Out Report",
    "sys_igmpoutleaves": "Out Leave",
}
#: Counters that are sums of others: all ICMP messages in one direction.
SUMS: Mapping[str, str] = {"sys_icmpinmsgs": "icmp In ", "sys_icmpoutmsgs": "icmp Out "}


def predefined(node: "Node", name: str) -> int:
    """Return a counter of the IP stack, over all virtual routers; 0 without a network."""
    if node.fabric is None:
        return 0
    counts = node.fabric.router.counts.of()
    if name in SUMS:
        return sum(count for what, count in counts.items() if what.startswith(SUMS[name]) and " - " not in what)
    return counts[COUNTERS[name]] if name in COUNTERS else 0
