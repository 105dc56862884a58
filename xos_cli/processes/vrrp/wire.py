"""Encode the messages of VRRP routers, and check received advertisements (RFC 3768, 7.1)."""

from xos_cli.packets.addresses import BROADCAST, VRRP_GROUP, VRRP_GROUP_MAC, VRRP_MAC
from xos_cli.packets.frames import REQUEST, Arp, Frame, Ipv4, Vrrp
from xos_cli.packets.vrrp import PASSWORD, fault
from xos_cli.processes.vrrp.machine import OWNER
from xos_cli.processes.vrrp.rows import VrrpRouter
from xos_cli.switch.secrets import revealed

GROUP_MAC = VRRP_GROUP_MAC
TTL, SIMPLE = 255, 1
#: What an advertisement that cannot be read counts as.
FAULTS = {
    "length": "Packet Length Errors",
    "checksum": "Checksum Errors",
    "version": "Version Errors",
    "type": "Invalid Type Packets Received",
}


def mac_of(vrid: int) -> int:
    """Return the virtual MAC address of a VRID."""
    return VRRP_MAC | vrid


def password_of(row: VrrpRouter) -> bytes:
    """Return the octets that authenticate a router's advertisements."""
    return revealed(row.password or "").encode("latin-1", "replace")[:PASSWORD].ljust(PASSWORD, b"\0")


def advertisement(row: VrrpRouter, priority: int, source: int, addresses: tuple[int, ...]) -> Ipv4:
    """Return an advertisement of a router."""
    kind = SIMPLE if row.password else 0
    message = Vrrp(row.vrid, priority, row.interval, addresses, kind, password_of(row))
    return Ipv4(source, VRRP_GROUP, message, TTL)


def announcement(vrid: int, address: int) -> Frame:
    """Return the frame that tells everybody who has a virtual address (gratuitous ARP)."""
    mac = mac_of(vrid)
    return Frame(mac, BROADCAST, 0, Arp(REQUEST, mac, address, 0, address))


def error(row: VrrpRouter, addresses: list[int], packet: Ipv4, message: Vrrp) -> str:
    """Return what an advertisement with an error counts as, "" for one without."""
    if packet.ttl != TTL:
        return "IP TTL Errors"
    if message.authentication not in (0, SIMPLE):
        return "Invalid Authentication Type"
    if message.authentication != (SIMPLE if row.password else 0):
        return "Authentication Type Mismatch"
    if row.password and message.password != password_of(row):
        return "Authentication Failures"
    if message.priority != OWNER and set(message.addresses) != set(addresses):
        return "Address List Errors"
    return "" if message.interval == row.interval else "Advertisement Interval Errors"


def fault_of(octets: bytes) -> str:
    """Return what is wrong with the advertisement in an IPv4 packet."""
    return fault(octets[(octets[0] & 15) * 4 :])
