"""UDP forwarding in a network: broadcast UDP packets go on to hosts and VLANs as the profile of their VLAN says.

Every entry whose conditions hold does its work; of several addresses or VLANs in one entry the last counts.  BOOTP and
DHCP are relayed (RFC 1542); other packets get another destination and a shorter time to live.

evidence: guide 11.3 p.511-512, inferred (that an entry without a condition of a profile matches nothing)
"""

from typing import TYPE_CHECKING

from xos_cli.errors import PacketError
from xos_cli.packets import dhcp
from xos_cli.packets.addresses import BROADCAST, ip_number
from xos_cli.packets.frames import Frame, Ipv4, Udp
from xos_cli.processes.netTools.relay import EVERYONE, passed_on, to_servers
from xos_cli.processes.netTools.rows import UdpProfile
from xos_cli.processes.polMgr.facts import rules_in_force
from xos_cli.processes.vlan.rows import Vlan

if TYPE_CHECKING:
    from ipaddress import IPv4Network

    from xos_cli.processes.polMgr.facts import Rule, Statement
    from xos_cli.switch.node import Node

#: The conditions of a profile.
CONDITIONS = ("destination-port", "source-ipaddress")


def forward(node: "Node", vid: int, packet: Ipv4) -> bool:
    """Pass a broadcast UDP packet on by the profile of its VLAN; return whether an entry took it."""
    assert node.fabric is not None
    vlan = node.fabric.vlans.get(vid)
    row = node.store.get(UdpProfile, vlan.name) if vlan is not None else None
    rules = rules_in_force(node, row.policy) if row is not None else ()
    found = [rule for rule in rules if _matches(rule, packet)]
    for rule in found:
        _carry_out(node, vid, packet, rule)
    return bool(found)


def _matches(rule: "Rule", packet: Ipv4) -> bool:
    tests = [_holds(test, packet) for test in rule.tests if test.word in CONDITIONS]
    return bool(tests) and (all(tests) if rule.match == "all" else any(tests))


def _holds(test: "Statement", packet: Ipv4) -> bool:
    """Return whether a condition holds; of a range of ports the last one counts."""
    if test.word == "destination-port":
        return isinstance(packet.payload, Udp) and packet.payload.dst_port == test.value.high
    network: IPv4Network = test.value
    return not (packet.src ^ int(network.network_address)) >> (32 - network.prefixlen)


def _carry_out(node: "Node", vid: int, packet: Ipv4, rule: "Rule") -> None:
    """Send a packet to the last address and into the last VLAN that an entry names."""
    hosts, vlans = rule.values("destination-ipaddress"), rule.values("vlan")
    bootp = isinstance(packet.payload, Udp) and packet.payload.dst_port == dhcp.SERVER_PORT
    if packet.ttl <= 1 and not bootp:
        return
    if hosts:
        _to_host(node, vid, packet, ip_number(str(hosts[-1])), bootp)
    if vlans:
        _to_vlan(node, vid, packet, str(vlans[-1]), bootp)


def _to_host(node: "Node", vid: int, packet: Ipv4, address: int, bootp: bool) -> None:
    assert node.fabric is not None
    interface = node.fabric.router.interfaces[vid]
    if not bootp:
        sent = packet._replace(dst=address, ttl=packet.ttl - 1)
        node.call("rtmgr", "transmit", interface.router, sent)
    elif isinstance(packet.payload, Udp):
        try:
            to_servers(node, interface, dhcp.decode(packet.payload.data), [address])
        except PacketError:
            return


def _to_vlan(node: "Node", vid: int, packet: Ipv4, name: str, bootp: bool) -> None:
    """Send a packet to everybody in another VLAN."""
    assert node.fabric is not None
    row = node.store.get(Vlan, name)
    target = next((vlan.vid for vlan in node.fabric.vlans.values() if row is not None and vlan.name == row.name), None)
    if target is None or target == vid:
        return
    sent: Ipv4 | None = packet._replace(dst=EVERYONE, ttl=packet.ttl - 1)
    if bootp and isinstance(packet.payload, Udp):
        sent = passed_on(node.fabric.router.interfaces[vid], packet.payload.data, EVERYONE)
    if sent is not None:
        node.fabric.send_vlan(target, Frame(node.fabric.mac, BROADCAST, 0, sent))
