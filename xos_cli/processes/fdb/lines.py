"""What `show configuration` prints of the forwarding database and the ARP table."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xos_cli.processes.fdb.facts import _every
from xos_cli.processes.fdb.rows import ArpProxy, FdbLimit, FdbLocked, FdbOp, PermanentArpEntry, PermanentFdbEntry
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis

VERB = ("disable", "enable")


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """Yield the lines of the forwarding database and the ARP table in `show configuration`.

    evidence: capture 11.2, guide 11.1 p.177 (entries), inferred (their place, and that a
    locked address is printed as a static one)
    """
    yield f"configure fdb agingtime {store.one(FdbOp).age}"
    for row in store.rows(PermanentFdbEntry):
        where = f"ports {sets.printed(row.ports)}" if row.ports else "blackhole"
        yield f"create fdbentry {row.mac} vlan {row.vlan_name} {where}"
    for locked in store.rows(FdbLocked):
        where = sets.text(sets.bit((locked.slot, locked.port)), chassis.modular)
        yield f"create fdbentry {locked.mac} vlan {locked.vlan_name} ports {where}"
    yield from limit_lines(store)
    yield from _arp_lines(store)


def _arp_lines(store: Store) -> Iterator[str]:
    """Yield the lines of the ARP table.

    evidence: capture 11.2, recalled (entries and proxies: the commands), inferred (their place)
    """
    for row in _every(store):
        start = f"configure iparp vr {row.vr_name}"
        yield f"{start} max_entries {row.max_entries}"
        yield f"{start} max_pending_entries {row.max_pending_entries}"
        yield f"{start} max_proxy_entries {row.max_proxy_entries}"
        yield f"{start} timeout {row.timeout}"
        yield f"{VERB[row.checking]} iparp vr {row.vr_name} checking"
        yield f"{VERB[row.refresh]} iparp vr {row.vr_name} refresh"
    for entry in store.rows(PermanentArpEntry):
        yield f"configure iparp add {entry.ip_addr} vr {entry.vr_name} {entry.mac}"
    for proxy in store.rows(ArpProxy):
        more = (f" {proxy.mac}" if proxy.mac else "") + (" always" if proxy.always else "")
        yield f"configure iparp add proxy {proxy.ip_addr} {proxy.mask} vr {proxy.vr_name}{more}"


def limit_lines(store: Store) -> Iterator[str]:
    """Yield the lines of the limits and locks of learning.  evidence: inferred (their place)"""
    for row in store.rows(FdbLimit):
        what = "lock-learning" if row.locked else f"limit-learning {row.limit}"
        yield f"configure ports {sets.printed(row.ports)} vlan {row.vlan_name} {what}"
