"""What `show configuration` prints of quality of service.  evidence: inferred (the order)"""

from collections.abc import Iterator

from xos_cli.processes.vlan.qos.rows import (
    EVERY,
    FIXED,
    INGRESS,
    Dot1pProfile,
    DscpProfile,
    DscpReplacement,
    EgressLimit,
    QosBandwidth,
    QosProfile,
    QosScheduler,
)
from xos_cli.processes.vlan.rows import Vlan
from xos_cli.switch.tables import Store

WHOLE = 100


def qos_lines(store: Store, modular: bool) -> Iterator[str]:
    """Yield the lines of profiles and of what leads to them; those of ports and VLANs stand with theirs."""
    for profile in store.rows(QosProfile):
        if profile.name not in FIXED:
            yield f"create qosprofile {profile.name}"
    for profile in store.rows(QosProfile):
        yield from _profile(profile)
    for row in sorted(store.rows(QosBandwidth), key=lambda row: (row.slot, row.port)):
        yield _bandwidth(row, modular)
    for scheduler in store.rows(QosScheduler):
        yield f"configure qosscheduler {scheduler.method}"
    for one in store.rows(Dot1pProfile):
        yield f"configure dot1p type {one.priority} qosprofile {one.profile}"
    for point in store.rows(DscpProfile):
        yield f"configure diffserv examination code-point {point.codePoint} qosprofile {point.profile}"
    for new in store.rows(DscpReplacement):
        yield f"configure diffserv replacement qosprofile {new.profile} code-point {new.codePoint}"
    for limit in store.rows(EgressLimit):
        yield _limit(limit, modular)


def vlan_lines(vlan: Vlan) -> Iterator[str]:
    """Yield the line of the profile of a VLAN."""
    if vlan.qosProfile:
        yield f"configure vlan {vlan.name} qosprofile {EVERY[vlan.qosProfile - 1]}"


def _profile(row: QosProfile) -> Iterator[str]:
    buffers = f" maxbuffer {row.maxBuffer}" if row.maxBuffer != 100 else ""
    weight = f" weight {row.weight}" if row.weight != 1 else ""
    if buffers or weight:
        yield f"configure qosprofile {row.name}{buffers}{weight}"


def _bandwidth(row: QosBandwidth, modular: bool) -> str:
    """Return the line of a queue; one of a single port says all, for it may differ from that of all ports."""
    own = bool(row.port)
    parts = (
        (f" committed_rate {row.committed} k", bool(row.committed)),
        (f" minbw {row.minBw}", not row.committed and (own or row.minBw != 0)),
        (f" peak_rate {row.peak} k", bool(row.peak)),
        (f" maxbw {row.maxBw}", not row.peak and (own or row.maxBw != WHOLE)),
        (f" priority {row.level}", own or bool(row.priority)),
    )
    said = "".join(text for text, is_said in parts if is_said)
    name = f"ingress I{row.name}" if row.direction == INGRESS else row.name
    where = f" ports {_port(row.slot, row.port, modular)}" if own else ""
    return f"configure qosprofile {name}{said}{where}"


def _limit(row: EgressLimit, modular: bool) -> str:
    burst = f" max-burst-size {row.burst} Kb" if row.burst else ""
    return f"configure ports {_port(row.slot, row.port, modular)} rate-limit egress {row.rate} Kbps{burst}"


def _port(slot: int, port: int, modular: bool) -> str:
    return f"{slot}:{port}" if modular else str(port)
