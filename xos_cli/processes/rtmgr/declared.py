"""Tunnels, router discovery and neighbors of IPv6, and the UDP echo server, each by the line that is printed of it."""

from xos_cli.command.settings import Entry, NamedEntry, Setting, Subject
from xos_cli.processes.rtmgr.rows import Ipv6Neighbor, RouterDiscovery, RouterPrefix, Tunnel, UdpEcho
from xos_cli.processes.vlan.facts import routed

DISCOVERY = Subject(RouterDiscovery, names=routed)
_VLAN = "configure vlan <vlanName=vlan_name> router-discovery"
_NEIGHBOR = "configure neighbor-discovery cache {vr <vrName=vr_name>}"
_ADDRESS = "<address=ipv6_address|scoped_link_local>"
_PREFIX = "<prefix=ipv6_prefix>"
SETTINGS = (
    Setting(
        Subject(UdpEcho),
        "enable udp-echo-server {vr <vrName=vr_name>} {udp-port <port=udp_port>}",
        "disable udp-echo-server {vr <vrName=vr_name>}",
        "enabled",
    ),
    Entry(Subject(Ipv6Neighbor), f"{_NEIGHBOR} add {_ADDRESS} <mac>", f"{_NEIGHBOR} delete {_ADDRESS}"),
    Setting(
        DISCOVERY,
        "enable router-discovery {vlan <vlanName=vlan_name>}",
        "disable router-discovery {vlan <vlanName=vlan_name>}",
        "enabled",
    ),
    Setting(DISCOVERY, f"{_VLAN} default-lifetime <lifetime=seconds>"),
    Setting(DISCOVERY, f"{_VLAN} link-mtu <linkMtu=mtu>"),
    Setting(DISCOVERY, f"{_VLAN} managed-config-flag <managed=on|off>"),
    Setting(DISCOVERY, f"{_VLAN} other-config-flag <other=on|off>"),
    Setting(DISCOVERY, f"{_VLAN} max-interval <maxInterval=seconds>"),
    Setting(DISCOVERY, f"{_VLAN} min-interval <minInterval=seconds>"),
    Setting(DISCOVERY, f"{_VLAN} reachable-time <reachable=milliseconds>"),
    Setting(DISCOVERY, f"{_VLAN} retransmit-time <retransmit=milliseconds>"),
    Setting(DISCOVERY, f"{_VLAN} current-hop-limit <hopLimit=number>"),
    Entry(Subject(RouterPrefix), f"{_VLAN} add prefix {_PREFIX}", f"{_VLAN} delete prefix {_PREFIX}"),
    NamedEntry(
        Subject(Tunnel, "tunnel"),
        "create tunnel <name=new_tunnel_name> {ipv6-in-ipv4 destination <destination=dst_ipaddress>} {<kind=6to4>}"
        " {source <source=src_ipaddress>}",
        "delete tunnel <name=tunnel_name>",
    ),
)
