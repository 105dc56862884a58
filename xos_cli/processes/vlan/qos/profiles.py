"""Create, delete and configure QoS profiles, and the scheduler of their queues."""

from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.language import PortList
from xos_cli.processes.vlan.ports.rows import PortConfig
from xos_cli.processes.vlan.qos.facts import bandwidth_of, large, profiles_of
from xos_cli.processes.vlan.qos.rows import (
    EGRESS,
    EVERY,
    FIXED,
    INGRESS,
    Dot1pProfile,
    DscpProfile,
    DscpReplacement,
    QosBandwidth,
    QosProfile,
    QosScheduler,
)
from xos_cli.processes.vlan.rows import Vlan
from xos_cli.switch.hardware import portset as sets

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis

#: The levels of priority by name, the lowest first.  evidence: guide 11.0 p.111
LEVELS = ("low", "lowHi", "normal", "normalHi", "medium", "mediumHi", "high", "highHi")
UNSUPPORTED = "Error: This command is not supported on this platform."  # evidence: inferred (the words)
TOO_MUCH = "Error: The sum of the minimum bandwidths of all QoS profiles is more than 100 percent."
#: What the lab says, in its square brackets.
NOTHING_SET = "[nothing was done: the line names no setting]\n"
#: The most that can be promised together.  evidence: guide 11.3 p.291
WHOLE = 100


def check_profile(call: Call, name: str) -> str:
    """Return the name of a profile; refuse one that does not exist here."""
    if name not in profiles_of(call.store, call.chassis):
        raise Refusal(f"Error: QoS profile {name} does not exist.")  # evidence: inferred (the words)
    return name


def check_platform(chassis: "Chassis", queues: bool) -> None:
    """Refuse what only switches with queues as a BlackDiamond 10808 has them can do, or only the others."""
    if large(chassis) is not queues:
        raise Refusal(UNSUPPORTED)


# -- profiles come and go --------------------------------------------------------------------------------------------


def valid_create_qosprofile(chassis: "Chassis", qosprofile: str) -> None:
    """Refuse a profile that every switch of the platform has."""
    if qosprofile in FIXED or large(chassis):
        raise Refusal(f"Error: QoS profile {qosprofile} already exists.")


def create_qosprofile(call: Call, qosprofile: str) -> None:
    """Create a profile; QP1 and QP8 are always there, and all eight on a BlackDiamond 10808.

    evidence: guide 11.3 p.293, inferred (the words)
    """
    if qosprofile in profiles_of(call.store, call.chassis):
        raise Refusal(f"Error: QoS profile {qosprofile} already exists.")
    call.put(QosProfile(qosprofile))


def valid_delete_qosprofile(chassis: "Chassis", qosprofile: str) -> None:
    """Refuse to delete a profile that every switch of the platform has."""
    if qosprofile in FIXED or large(chassis):
        raise Refusal(f"Error: QoS profile {qosprofile} cannot be deleted.")


def delete_qosprofile(call: Call, qosprofile: str) -> None:
    """Delete a created profile; priorities that selected it get their defaults; refuse one that an access list uses.

    evidence: guide 11.3 p.294 (default profiles stay), inferred (what becomes of traffic groups, the words)
    """
    valid_delete_qosprofile(call.chassis, qosprofile)
    call.drop(call.get(QosProfile, check_profile(call, qosprofile)) or QosProfile(qosprofile))
    owner = next(
        (name for _, found in call.software.gather("profile_users", call.node, qosprofile) for name in found), ""
    )
    if owner:
        raise Refusal(f"Error: QoS profile {qosprofile} is in use by {owner}.")
    tables: tuple[Any, ...] = (Dot1pProfile, DscpProfile, DscpReplacement)
    for row in [row for table in tables for row in call.rows(table)]:
        if row.profile == qosprofile:
            call.drop(row)
    owners: list[Any] = [*call.rows(PortConfig), *call.rows(Vlan)]
    for row in owners:
        if row.qosProfile == int(qosprofile[2:]):
            call.put(row._replace(qosProfile=0))


# -- their settings --------------------------------------------------------------------------------------------------


def unconfigure_qosprofile(
    call: Call, port_list: PortList | None = None, all: bool = False, ports: bool = False
) -> None:
    """Reset the bandwidth and the priority of the profiles at ports, or all that was set of every profile.

    evidence: recalled (the command), inferred (what it resets)
    """
    chosen = set(sets.each(sets.given(call.chassis, port_list)))
    for row in call.rows(QosBandwidth):
        if not ports or (row.slot, row.port) in chosen:
            call.drop(row)
    for profile in () if ports else call.rows(QosProfile):
        _keep_profile(call, QosProfile(profile.name))


def configure_qosprofile(
    call: Call,
    qosprofile: str,
    minbw: bool = False,
    percent: int | None = None,
    maxbw: bool = False,
    max_percent: int | None = None,
    bps: int | None = None,
    high_bps: int | None = None,
    level: int | None = None,
    buffer_percentage: int | None = None,
    weight: int | None = None,
    port_list: PortList | None = None,
    all: bool = False,
    ports: bool = False,
    **words: bool,
) -> str:
    """Set the bandwidth and the priority of a profile, of all ports or of some; or its weight and buffers.

    evidence: guide 11.3 p.293-294 (which platform has what), guide 11.0 p.123 (bandwidth by ports)
    """
    check_profile(call, qosprofile)
    if weight is not None or buffer_percentage is not None:
        check_platform(call.chassis, queues=False)
        row = call.get(QosProfile, qosprofile) or QosProfile(qosprofile)
        row = row._replace(weight=weight or row.weight, maxBuffer=buffer_percentage or row.maxBuffer)
        _keep_profile(call, row)
    rates = _rates(call, percent, max_percent, bps, high_bps)
    named = next((number for number, word in enumerate(LEVELS, 1) if words.get(word)), level)
    if rates or named:
        check_platform(call.chassis, queues=True)
        _put_bandwidth(call, EGRESS, qosprofile, port_list, rates | ({"priority": named} if named else {}))
    return "" if rates or named or weight is not None or buffer_percentage is not None else NOTHING_SET


def valid_configure_qosprofile(
    chassis: "Chassis", weight: int | None = None, buffer_percentage: int | None = None, **given: object
) -> None:
    """Refuse the settings of queues that the platform does not have."""
    if weight is not None or buffer_percentage is not None:
        check_platform(chassis, queues=False)
    if any(name not in ("qosprofile", "port_list", "all", "ports") for name in given):
        check_platform(chassis, queues=True)


def configure_qosprofile_ingress(
    call: Call,
    iqp: str,
    percent: int | None = None,
    max_percent: int | None = None,
    bps: int | None = None,
    high_bps: int | None = None,
    level: int | None = None,
    port_list: PortList | None = None,
    **words: bool,
) -> str:
    """Set the bandwidth and the priority of an ingress queue at ports.  evidence: guide 11.0 p.123"""
    check_platform(call.chassis, queues=True)
    rates = _rates(call, percent, max_percent, bps, high_bps)
    named = next((number for number, word in enumerate(LEVELS, 1) if words.get(word)), level)
    changes = rates | ({"priority": named} if named else {})
    if not changes:
        return NOTHING_SET
    _put_bandwidth(call, INGRESS, iqp.removeprefix("I"), port_list, changes)
    return ""


def _keep_profile(call: Call, row: QosProfile) -> None:
    """Put the settings of a profile; one that every switch has needs no row while it is as on a new one."""
    if row.name in FIXED and row == QosProfile(row.name):
        call.delete(QosProfile, row.name)
    else:
        call.put(row)


def _rates(call: Call, least: int | None, most: int | None, bps: int | None, peak: int | None) -> dict[str, int]:
    """Return the fields of a row that a command sets; a rate replaces a percentage, and the other way round."""
    found: dict[str, int] = {}
    if least is not None:
        found |= {"minBw": least, "committed": 0}
    if most is not None:
        found |= {"maxBw": most, "peak": 0}
    for word, field, value in (("committed_rate", "committed", bps), ("peak_rate", "peak", peak)):
        if value is not None:
            mega = call.words[call.words.index(word) + 2 :][:1] == ("m",)
            found[field] = value * (1000 if mega else 1)
    return found


def _put_bandwidth(call: Call, direction: str, name: str, port_list: PortList | None, changes: dict[str, int]) -> None:
    """Set the bandwidth of a queue, of all ports or of some."""
    given = sets.each(sets.given(call.chassis, port_list)) if port_list is not None else [(0, 0)]
    for port in given:
        row = bandwidth_of(call.store, direction, name, port)._replace(**changes)  # type: ignore[arg-type]
        others = [bandwidth_of(call.store, direction, other, port).minBw for other in EVERY if other != name]
        if row.minBw + sum(others) > WHOLE:
            raise Refusal(TOO_MUCH)  # evidence: guide 11.3 p.291 (the sum), inferred (the words)
        common = bandwidth_of(call.store, direction, name)
        if row == (QosBandwidth(direction, name) if port == (0, 0) else common._replace(slot=port[0], port=port[1])):
            call.delete(QosBandwidth, direction, name, *port)
        else:
            call.put(row)


def valid_configure_qosscheduler(chassis: "Chassis", **_: object) -> None:
    """Refuse the command on a platform whose queues have no common scheduler."""
    check_platform(chassis, queues=False)


def configure_qosscheduler(call: Call, strict_priority: bool = False, weighted_round_robin: bool = False) -> None:
    """Set how the queues of all ports are served.  evidence: reference 11.5 p.892 (default, platforms)"""
    check_platform(call.chassis, queues=False)
    if weighted_round_robin:
        call.put(QosScheduler("weighted-round-robin"))
    else:
        call.delete(QosScheduler)
