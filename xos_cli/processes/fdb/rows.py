"""The rows of the forwarding database and the ARP table.

evidence: capture 11.2 (``fdb_op``, ``arp_config``), inferred (the others)
"""

from typing import Any

from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Flag, Ipv4, Plain, Scope, table

ROUTER = {"vr_name": "vr"}


@table("fdb_op")
class FdbOp(NamedTuple):
    """The ageing time of the forwarding database, in seconds; 0 for never."""

    sub_action: int = 1
    age: int = 300


@table("arp_config", key=("vr_name",), refs=ROUTER)
class ArpConfig(NamedTuple):
    """The ARP settings of a virtual router; *timeout* in minutes."""

    checking: Flag = 1
    max_proxy_entries: int = 256
    vr_name: str = ""
    refresh: Flag = 1
    max_entries: int = 4096
    timeout: int = 20
    max_pending_entries: int = 256


@table("fdb_entry", key=("mac", "vlan_name"), refs={"vlan_name": "vlan"})
class PermanentFdbEntry(NamedTuple):
    """A permanent FDB entry: its ports as a list, or none for a black hole."""

    mac: Plain
    vlan_name: str
    ports: Plain = ""


@table("fdb_learned", key=("mac", "vlan_name"), scope=Scope.STATE, refs={"vlan_name": "vlan"})
class FdbLearned(NamedTuple):
    """An address that the I/O modules learned behind a port.  evidence: inferred (that it is checkpointed)"""

    mac: str
    vlan_name: str
    slot: int
    port: int


#: No limit of addresses.
UNLIMITED = -1


@table("fdb_limit", key=("vlan_name", "limit", "locked"), refs={"vlan_name": "vlan"})
class FdbLimit(NamedTuple):
    """Ports of a VLAN that learn at most *limit* addresses, or none more because they are locked."""

    vlan_name: str
    limit: int = UNLIMITED
    locked: Flag = 0
    ports: Plain = ""


@table("fdb_locked", key=("mac", "vlan_name"), refs={"vlan_name": "vlan"})
class FdbLocked(NamedTuple):
    """An address that was learned behind a port of a VLAN before that was locked: it does not age, and is saved."""

    mac: Plain
    vlan_name: str
    slot: int
    port: int


@table("arp_reclaimed", key=("vr_name", "ip_addr"), scope=Scope.LOCAL)
class ArpReclaimed(NamedTuple):
    """When this MSM last told a VLAN that an address is its own, because another station had claimed it."""

    vr_name: str
    ip_addr: str
    at: float


@table("arp_entry", key=("vr_name", "ip_addr"), refs=ROUTER)
class PermanentArpEntry(NamedTuple):
    """A permanent ARP entry."""

    vr_name: str
    ip_addr: Ipv4
    mac: Plain


@table("arp_learned", key=("vr_name", "ip_addr"), scope=Scope.STATE, refs=ROUTER | {"vlan_name": "vlan"})
class ArpLearned(NamedTuple):
    """An address that ARP found out; *since* is the virtual moment from which it ages.

    evidence: inferred (that it is checkpointed)
    """

    vr_name: str
    ip_addr: str
    mac: str
    vlan_name: str
    since: float


@table("arp_pending", key=("vr_name", "ip_addr"), scope=Scope.LOCAL, refs=ROUTER | {"vlan_name": "vlan"})
class ArpPending(NamedTuple):
    """An address that was asked for *tries* times, and the packets that wait for the answer."""

    vr_name: str
    ip_addr: str
    vlan_name: str
    tries: int
    packets: tuple[Any, ...] = ()


@table("arp_counts", scope=Scope.LOCAL)
class ArpCounts(NamedTuple):
    """The ARP counters of this MSM."""

    in_requests: int = 0
    in_replies: int = 0
    out_requests: int = 0
    out_replies: int = 0
    failed: int = 0
    proxied: int = 0
    rx_errors: int = 0
    rejections: int = 0
    rejected: str = ""
    duplicate: str = "0.0.0.0"


@table("arp_proxy", key=("vr_name", "ip_addr", "mask"), refs=ROUTER)
class ArpProxy(NamedTuple):
    """Addresses that the switch answers for, with its own MAC address where *mac* is empty."""

    vr_name: str
    ip_addr: Plain
    mask: Plain
    mac: Plain = ""
    always: int = 0
