"""Tables of a switch as records: the forwarding database, ARP, routes, and what becomes of a packet."""

from collections.abc import Mapping

from xos_cli.errors import XosError
from xos_cli.lab.packet import packet_verdict
from xos_cli.packets.addresses import ip_number
from xos_cli.processes.fdb.rows import ArpLearned, FdbLearned
from xos_cli.processes.fdb.rows import PermanentArpEntry as ConfiguredArp
from xos_cli.processes.fdb.rows import PermanentFdbEntry as ConfiguredFdb
from xos_cli.processes.rtmgr.facts import routes as known_routes
from xos_cli.processes.vlan.rows import VirtualRouter
from xos_cli.record import NamedTuple
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.machine import Machine
from xos_cli.switch.node import Node
from xos_cli.switch.verdict import Verdict


class FdbEntry(NamedTuple):
    """An address in a VLAN and its port ("" for a black hole); *kind*: ``dynamic`` or ``permanent``."""

    mac: str
    vlan: str
    port: str
    kind: str = "dynamic"


class ArpEntry(NamedTuple):
    """An address that ARP knows; *kind*: ``dynamic`` or ``permanent``; *vlan* "" where it is not known."""

    address: str
    mac: str
    vlan: str
    vr: str
    kind: str = "dynamic"


class Route(NamedTuple):
    """A route; *origin* as the screens call it, *best*: packets take it."""

    prefix: str
    origin: str
    metric: int
    next_hops: tuple[str, ...]
    best: bool


def master_of(machine: Machine) -> Node:
    """Return the node that manages the switch; XosError while none does."""
    if machine.master is None:
        raise XosError(f"there is no master ({machine.describe()})")
    return machine.master


def fdb(machine: Machine) -> list[FdbEntry]:
    """Return the forwarding database, what was configured first."""
    node = master_of(machine)
    name = machine.chassis.port_name
    fixed = [
        FdbEntry(row.mac, row.vlan_name, ",".join(map(name, sets.each(sets.read(row.ports)))), "permanent")
        for row in node.store.rows(ConfiguredFdb)
    ]
    return fixed + [FdbEntry(r.mac, r.vlan_name, name((r.slot, r.port))) for r in node.store.rows(FdbLearned)]


def arp(machine: Machine) -> list[ArpEntry]:
    """Return the ARP table, what was configured first."""
    store = master_of(machine).store
    fixed = [ArpEntry(row.ip_addr, row.mac, "", row.vr_name, "permanent") for row in store.rows(ConfiguredArp)]
    return fixed + [ArpEntry(r.ip_addr, r.mac, r.vlan_name, r.vr_name) for r in store.rows(ArpLearned)]


def routes(machine: Machine, vr: str) -> list[Route]:
    """Return the routes of a virtual router, by network."""
    store = master_of(machine).store
    router = store.get(VirtualRouter, vr)
    if router is None:
        raise XosError(f"there is no virtual router {vr}")
    ways: dict[tuple[str, str, int, bool], list[str]] = {}
    for route, unicast, multicast in known_routes(store, router.name):
        key = str(route.network), route.origin, route.metric, unicast or multicast
        ways.setdefault(key, []).append(route.gateway)
    return [
        Route(prefix, origin, metric, tuple(sorted(hops)), best)
        for (prefix, origin, metric, best), hops in ways.items()
    ]


def packet(machine: Machine, port: str, ends: tuple[str, str], given: Mapping[str, str]) -> Verdict:
    """Return step by step what the switch does with a packet that comes in by a port."""
    try:
        return packet_verdict(machine, port, (ip_number(ends[0]), ip_number(ends[1])), given)
    except ValueError as error:
        raise XosError(str(error)) from None
