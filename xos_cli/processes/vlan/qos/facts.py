"""Questions about QoS profiles and about what leads to them, answered from a store.

A BlackDiamond 10808 has all eight profiles, with bandwidth and priority; the other switches have QP1 and QP8 and those
that were made, with weight and buffers.
evidence: guide 11.3 p.293-302 (profiles, defaults)
"""

from typing import TYPE_CHECKING

from xos_cli.processes.vlan.qos.rows import (
    EVERY,
    FIXED,
    Dot1pProfile,
    DscpProfile,
    DscpReplacement,
    EgressLimit,
    QosBandwidth,
    QosProfile,
)
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis, Port


def large(chassis: "Chassis") -> bool:
    """Return whether the hardware has all eight profiles and ingress queues, as a BlackDiamond 10808 has."""
    return chassis.features.queues


def profiles_of(store: Store, chassis: "Chassis") -> list[str]:
    """Return the QoS profiles there are, those that were made included.  evidence: guide 11.3 p.293"""
    return [name for name in EVERY if large(chassis) or name in FIXED or store.get(QosProfile, name) is not None]


def bandwidth_of(store: Store, direction: str, name: str, port: "Port" = (0, 0)) -> QosBandwidth:
    """Return the bandwidth of a queue at a port: the port's own, else that of all ports; port (0, 0) is all ports."""
    found = store.get(QosBandwidth, direction, name, *port) or store.get(QosBandwidth, direction, name, 0, 0)
    return (found or QosBandwidth(direction, name))._replace(slot=port[0], port=port[1])


def usual_profile(chassis: "Chassis", priority: int) -> str:
    """Return the profile that an 802.1p priority leads to on a new switch.  evidence: guide 11.3 p.298"""
    return EVERY[priority] if large(chassis) or priority == 7 else "QP1"


def profiles_of_priorities(store: Store, chassis: "Chassis") -> list[str]:
    """Return the profile of each 802.1p priority."""
    set_ = {row.priority: row.profile for row in store.rows(Dot1pProfile)}
    return [set_.get(priority) or usual_profile(chassis, priority) for priority in range(8)]


def profiles_of_code_points(store: Store, chassis: "Chassis") -> list[str]:
    """Return the profile of each DiffServ code point.  evidence: reference 11.5 p.866 (eight to a profile)"""
    set_ = {row.codePoint: row.profile for row in store.rows(DscpProfile)}
    return [set_.get(point) or usual_profile(chassis, point // 8) for point in range(64)]


def usual_code_point(profile: str) -> int:
    """Return the code point that packets of a profile get on a new switch.  evidence: guide 11.3 p.302"""
    return 8 * (int(profile[2:]) - 1)


def code_point_of(store: Store, profile: str) -> int:
    """Return the code point that packets of a profile get where code points are replaced."""
    row = store.get(DscpReplacement, profile)
    return usual_code_point(profile) if row is None else row.codePoint


def egress_limit(store: Store, port: "Port") -> str:
    """Return the limit of what a port sends, as `show ports information detail` prints it.

    evidence: later 22.x (``No-limit``), inferred (a limit)
    """
    row = store.get(EgressLimit, *port)
    if row is None:
        return "No-limit"
    return f"{row.rate} Kbps" + (f", max-burst-size {row.burst} Kb" if row.burst else "")
