"""Carry out what a domain's state requires: IP interfaces down, ports restarted, addresses announced."""

from typing import TYPE_CHECKING

from xos_cli.packets.addresses import BROADCAST, ip_number
from xos_cli.packets.frames import REQUEST, Arp, Esrp, Frame
from xos_cli.processes.esrp.facts import idle_domains, vlans_of
from xos_cli.processes.esrp.keep import vids_of
from xos_cli.processes.esrp.machine_records import MASTER
from xos_cli.processes.esrp.rows import EsrpAware, EsrpDomain, EsrpRestart, EsrpVlan
from xos_cli.processes.esrp.wire import STATES, mac_of
from xos_cli.processes.vlan.facts import addresses
from xos_cli.processes.vlan.rows import Vlan
from xos_cli.switch.hardware import portset as sets

if TYPE_CHECKING:
    from xos_cli.switch.node import Node


def stand_by(node: "Node") -> None:
    """Take down the IP interfaces of the VLANs whose domain is not master.  evidence: guide 11.3 p.463"""
    names = [row.vlanName for domain in idle_domains(node.store) for row in vlans_of(node.store, domain)]
    node.call("vlan", "stand_by_vlans", names)


def bounce_ports(node: "Node", name: str) -> None:
    """Take down the links of the ports that restart, so that their neighbours forget what they learned.

    evidence: guide 11.3 p.472 (they come back after 3 seconds)
    """
    row = node.store.get(EsrpRestart, name)
    if row is not None:
        node.call("vlan", "bounce_links", tuple(sets.each(sets.read(row.ports))))


def announce(node: "Node", name: str) -> None:
    """Announce the addresses of this master in the VLANs of a domain (gratuitous ARP)."""
    fabric, domain = node.fabric, node.store.get(EsrpDomain, name)
    if fabric is None or domain is None:
        return
    mac = mac_of(domain.group)
    for row in vlans_of(node.store, name):
        vlan = node.store.get(Vlan, row.vlanName)
        for address in addresses(node.store, row.vlanName) if vlan else ():
            own = ip_number(address.ipaddress)
            fabric.send_vlan(vlan.tag if vlan else 0, Frame(mac, BROADCAST, 0, Arp(REQUEST, mac, own, 0, own)))


def pass_through(node: "Node", vlan: Vlan, message: Esrp) -> None:
    """Note the master of a group that this switch is only aware of, and flush addresses when the master changes.

    evidence: guide 11.3 p.458 (ESRP-aware switches)
    """
    if message.state != STATES[MASTER]:
        return
    known = node.store.get(EsrpAware, vlan.name, message.group)
    if known is not None and known.master == message.mac:
        return
    node.put([EsrpAware(vlan.name, message.group, message.domain, message.mac, node.time())])
    domains = [row.domain for row in node.store.rows(EsrpVlan) if row.master and row.vlanName == vlan.name]
    if node.fabric is not None:
        node.fabric.fdb.flush(vids_of(node.store, domains[0]) if domains else [vlan.tag])
