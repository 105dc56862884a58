"""`show ipconfig`: how IP is configured."""

from itertools import chain

from xos_cli.command.call import Call
from xos_cli.command.dialogue import Screen
from xos_cli.processes.mcmgr.facts import forwards
from xos_cli.processes.netTools.rows import BootpClient
from xos_cli.processes.rtmgr.rows import (
    BroadcastForwarding,
    IcmpSettings,
    IpOption,
    Irdp,
    IrdpConfig,
    RouteSharing,
    UseRedirects,
)
from xos_cli.processes.vlan.facts import the_vlan
from xos_cli.processes.vlan.ip.facts import IpInterface, interfaces

STATE = ("Disabled", "Enabled")
HEAD = "\nInterface    IP Address          Flags                   nSIA\n"
#: evidence: later 22.x; the clients that read this table (ntc-templates) know these lines and no others, so that flags
#: which came after 11.3 stand here too, though no interface has them
LEGEND = """
Flags: (A) Address Mask Reply Enabled (B) BOOTP Enabled
       (b) Broadcast Forwarding Enabled
       (D) Duplicate address detected on VLAN, (E) Interface Enabled
       (f) Forwarding Enabled (g) Ignore IP Broadcast Enabled
       (h) Directed Broadcast Forwarding by Hardware Enabled
       (I) IRDP Advertisement Enabled, (M) Send Parameter Problem Enabled
       (m) Multicast forwarding Enabled, (n) Multinetted VLAN
       (nSIA ) Number of Secondary IP Addresses
       (P) Send Port Unreachables Enabled, (R) Send Redirects Enabled
       (t) Tentative address, (T) Time Stamp Reply Enabled
       (u) Send Unreachables Enabled, (U) Interface Up
       (v) VRRP Enabled, (X) Send Time Exceeded Enabled
"""


def show_ipconfig(call: Call, ipv4: bool = False, vlan: bool = False, vlan_name: str = "") -> Screen:
    """Show how IP is configured: the settings of the switch, and the IP interfaces with their flags.

    evidence: later 22.x, without the lines that came after 11.3: inferred
    """
    wanted = the_vlan(call.store, vlan_name) if vlan_name else ""
    shown = [item for item in interfaces(call.store) if wanted in ("", item.vlan.name)]
    return Screen(chain([_settings(call) + HEAD], (_row(call, item) for item in shown), [LEGEND]))


def _settings(call: Call) -> str:
    option, irdp = call.one(IpOption), call.one(IrdpConfig)
    settings = {
        "Use Redirects": call.one(UseRedirects).enabled,
        "IpOption LSRR": option.looseSourceRoute,
        "IpOption SSRR": option.strictSourceRoute,
        "IpOption RR": option.recordRoute,
        "IpOption TS": option.recordTimestamp,
        "IpOption RA": option.routerAlert,
        "Route Sharing": call.one(RouteSharing).enabled,
    }
    address = "224.0.0.1" if irdp.mcast else "255.255.255.255"
    return (
        "".join(f"{label:>20} : {STATE[on]}\n" for label, on in settings.items())
        + f"\n      IRDP:\n         Advertisement Address: {address:<19}  Maximum Interval: {irdp.maxinterval}\n"
        f"         Minimum Interval: {irdp.mininterval}     Lifetime: {irdp.lifetime}  Preference: {irdp.preference}\n"
    )


def _row(call: Call, item: IpInterface) -> str:
    length = f"/{item.address.network.prefixlen}"
    start = f"{item.vlan.name[:12]:<13}{item.address.ip!s:<16}{length:<4}"
    return f"{start}{_flags(call, item):<24}{len(item.secondary)}\n"


def _flags(call: Call, item: IpInterface) -> str:
    """Return the letters of an interface at their places.

    evidence: later 22.x (E, U, f, M to X), inferred (the places of the others)
    """
    name = item.vlan.name
    icmp = call.get(IcmpSettings, name) or IcmpSettings(name)
    broadcast = call.get(BroadcastForwarding, name) or BroadcastForwarding(name)
    irdp = call.get(Irdp, name)
    flags = (
        ("E", True),
        ("U", item.up),
        ("f", item.forwarding),
        ("b", broadcast.enabled),
        ("B", call.get(BootpClient, name) is not None),
        ("A", icmp.icmpAddressMask),
        ("M", icmp.icmpParamProblem),
        ("P", icmp.icmpPortUnreachables),
        ("u", icmp.icmpUnreachables),
        ("R", icmp.icmpRedirects),
        ("X", icmp.icmpTimeExceeded),
        ("T", icmp.icmpTimeStamp),
        ("I", irdp is not None and irdp.enabled),
        ("g", broadcast.ignoreEnabled),
        ("h", broadcast.fastEnabled),
        ("m", forwards(call.store, name)),
        ("n", bool(item.secondary)),
        ("v", call.software.ask("vrrp", "runs", call.store, name)),
    )
    return "".join(letter if on else "-" for letter, on in flags).ljust(20, "-")
