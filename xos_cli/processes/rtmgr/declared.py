"""Tunnels, router discovery and neighbors of IPv6, and the UDP echo server, each by the line that is printed of it."""

from collections.abc import Iterator, Mapping
from typing import Any

from xos_cli.command.call import Call
from xos_cli.command.settings import Entry, Handler, NamedEntry, Setting, Subject
from xos_cli.errors import Refusal
from xos_cli.processes.rtmgr.rows import Ipv6Neighbor, RouterDiscovery, RouterPrefix, Tunnel, TunnelAddress, UdpEcho
from xos_cli.processes.vlan.facts import routed

DISCOVERY = Subject(RouterDiscovery, names=routed)
_VLAN = "configure vlan <vlanName=vlan_name> router-discovery"
_NEIGHBOR = "configure neighbor-discovery cache {vr <vrName=vr_name>}"
_ADDRESS = "<address=ipv6_address|scoped_link_local>"
_PREFIX = "<prefix=ipv6_prefix>"
PREFIX = Subject(RouterPrefix)


class OfPrefix(Setting):
    """A setting of a prefix, which must have been added.  evidence: inferred (that it must)"""

    def turn_on(self, call: Call, rows: list[Any], given: Mapping[str, Any]) -> None:
        """Set a field of the prefix; one that was not added is refused."""
        for row in rows:
            if call.get(RouterPrefix, row.vlanName, row.prefix) is None:
                raise Refusal(f"Error: Prefix {row.prefix} is not configured on VLAN {row.vlanName}.")
            call.put(row._replace(**self.values(given)))


class TunnelAddresses(Entry):
    """The addresses of a tunnel; without one, all of them go."""

    def turn_off(self, call: Call, rows: list[Any], given: Mapping[str, Any]) -> None:
        """Delete one address of a tunnel, or all; one that it does not have is refused."""
        for row in rows:
            gone = [
                found
                for found in call.rows(TunnelAddress)
                if found.tunnelName == row.tunnelName and row.address in ("", found.address)
            ]
            if row.address and not gone:
                raise Refusal(f"Error: {row.address} is not an IPv6 address of tunnel {row.tunnelName}.")
            for found in gone:
                call.drop(found)


class TunnelForwarding(Setting):
    """Whether a tunnel forwards IPv6; its commands are those of VLANs too."""

    def handlers(self) -> Iterator[tuple[str, Handler]]:
        """Yield nothing: the commands are carried out by functions of their own."""
        yield from ()


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
    Entry(PREFIX, f"{_VLAN} add prefix {_PREFIX}", f"{_VLAN} delete prefix {_PREFIX}"),
    OfPrefix(PREFIX, f"{_VLAN} set prefix {_PREFIX} autonomous-flag <autonomous=on|off>"),
    OfPrefix(PREFIX, f"{_VLAN} set prefix {_PREFIX} onlink-flag <onlink=on|off>"),
    OfPrefix(PREFIX, f"{_VLAN} set prefix {_PREFIX} preferred-lifetime <preferred=lifetime_seconds>"),
    OfPrefix(PREFIX, f"{_VLAN} set prefix {_PREFIX} valid-lifetime <valid=lifetime_seconds>"),
    NamedEntry(
        Subject(Tunnel, "tunnel"),
        "create tunnel <name=new_tunnel_name> {ipv6-in-ipv4 destination <destination=dst_ipaddress>} {<kind=6to4>}"
        " {source <source=src_ipaddress>}",
        "delete tunnel <name=tunnel_name>",
    ),
    TunnelAddresses(
        Subject(TunnelAddress),
        "configure tunnel <tunnelName=tunnel_name> ipaddress {<eui64>} <address=ipv6_address_mask|ipv6-link-local>",
        "unconfigure tunnel <tunnelName=tunnel_name> ipaddress {<address=ipv6_address_mask>}",
    ),
    TunnelForwarding(
        Subject(Tunnel, "tunnel"),
        "enable ipforwarding ipv6 tunnel <name=tunnel_name>",
        "disable ipforwarding ipv6 tunnel <name=tunnel_name>",
        "forwards",
    ),
)
