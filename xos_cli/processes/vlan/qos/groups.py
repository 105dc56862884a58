"""Traffic groups: which QoS profile 802.1p priorities, code points, ports and VLANs lead to; and what is replaced."""

from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.language import PortList
from xos_cli.processes.vlan.facts import vlan_of
from xos_cli.processes.vlan.ports.facts import config_of
from xos_cli.processes.vlan.qos.facts import usual_code_point, usual_profile
from xos_cli.processes.vlan.qos.profiles import check_platform, check_profile
from xos_cli.processes.vlan.qos.rows import (
    EVERY,
    Dot1pProfile,
    DscpProfile,
    DscpReplacement,
    EgressLimit,
    QosBandwidth,
)
from xos_cli.switch.hardware import portset as sets

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis

#: Kilobits in a unit.
UNITS = {"Kbps": 1, "Mbps": 1000, "Gbps": 1000000, "Kb": 1, "Mb": 1000}


# -- 802.1p ----------------------------------------------------------------------------------------------------------


def configure_dot1p_type(call: Call, dot1p_priority: int, qos_profile: str, qosprofile: bool = False) -> None:
    """Set the profile that an 802.1p priority leads to.  evidence: guide 11.3 p.298"""
    row = Dot1pProfile(dot1p_priority, check_profile(call, qos_profile))
    _keep(call, row, row.profile == usual_profile(call.chassis, dot1p_priority))


def enable_dot1p_replacement_ports(call: Call, port_list: PortList | None = None, all: bool = False) -> None:
    """Replace the 802.1p priority of frames that come in by these ports.  evidence: guide 11.3 p.299"""
    _set_ports(call, port_list, dot1pRepEnable=1)


def disable_dot1p_replacement_ports(call: Call, port_list: PortList | None = None, all: bool = False) -> None:
    """Leave the 802.1p priority of frames as it came in by these ports."""
    _set_ports(call, port_list, dot1pRepEnable=0)


def valid_enable_dot1p_examination_inner_tag(chassis: "Chassis", **_: object) -> None:
    """Refuse the command on a platform that does not examine the inner tag."""
    check_platform(chassis, queues=True)


def valid_disable_dot1p_examination_inner_tag(chassis: "Chassis", **_: object) -> None:
    """Refuse the command on a platform that does not examine the inner tag."""
    check_platform(chassis, queues=True)


def enable_dot1p_examination_inner_tag_ports(call: Call, port_list: PortList | None = None, all: bool = False) -> None:
    """Let the priority in the tag inside that of a VMAN choose the profile of what comes in by these ports.

    evidence: capture 11.2 (the field), recalled (the command, of 11.2 and a BlackDiamond 10808)
    """
    check_platform(call.chassis, queues=True)
    _set_ports(call, port_list, dot1pExamInnerEnable=1)


def disable_dot1p_examination_inner_tag_ports(call: Call, port_list: PortList | None = None, all: bool = False) -> None:
    """Let the priority in the tag of a VMAN choose the profile of what comes in by these ports."""
    check_platform(call.chassis, queues=True)
    _set_ports(call, port_list, dot1pExamInnerEnable=0)


# -- DiffServ --------------------------------------------------------------------------------------------------------


def configure_diffserv_examination_code_point(
    call: Call, code_point: int, qos_profile: str, qosprofile: bool = False
) -> None:
    """Set the profile that a code point leads to where code points are examined.  evidence: guide 11.3 p.300"""
    row = DscpProfile(code_point, check_profile(call, qos_profile))
    _keep(call, row, row.profile == usual_profile(call.chassis, code_point // 8))


def configure_diffserv_replacement_code_point(
    call: Call, dscp_value: int, qosprofile: str | bool = "", dot1p_priority: int | None = None, priority: bool = False
) -> None:
    """Set the code point that packets of a profile get; a priority stands for the profile of its number.

    evidence: guide 11.3 p.302
    """
    name = str(qosprofile) if dot1p_priority is None else EVERY[dot1p_priority]
    row = DscpReplacement(check_profile(call, name), dscp_value)
    _keep(call, row, dscp_value == usual_code_point(name))


def unconfigure_diffserv(call: Call) -> None:
    """Let code points and profiles belong to each other as on a new switch.  evidence: recalled"""
    unconfigure_diffserv_examination(call)
    unconfigure_diffserv_replacement(call)


def unconfigure_diffserv_examination(call: Call) -> None:
    """Restore the default profile of every code point."""
    for row in call.rows(DscpProfile):
        call.drop(row)


def unconfigure_diffserv_replacement(call: Call) -> None:
    """Restore the default code point of every profile."""
    for row in call.rows(DscpReplacement):
        call.drop(row)


def enable_diffserv_examination_ports(call: Call, port_list: PortList | None = None, all: bool = False) -> None:
    """Let the code point of packets that come in by these ports choose their profile."""
    _set_ports(call, port_list, diffServEnable=1)


def disable_diffserv_examination_ports(call: Call, port_list: PortList | None = None, all: bool = False) -> None:
    """Let the code point of packets that come in by these ports choose nothing."""
    _set_ports(call, port_list, diffServEnable=0)


def enable_diffserv_replacement_ports(call: Call, port_list: PortList | None = None, all: bool = False) -> None:
    """Replace the code point of packets that come in by these ports.  evidence: guide 11.3 p.301"""
    _set_ports(call, port_list, diffServRepEnable=1)


def disable_diffserv_replacement_ports(call: Call, port_list: PortList | None = None, all: bool = False) -> None:
    """Leave the code point of packets as it came in by these ports."""
    _set_ports(call, port_list, diffServRepEnable=0)


# -- ports and VLANs -------------------------------------------------------------------------------------------------


def configure_ports(call: Call, port_list: PortList, qos_profile: str, qosprofile: bool = False) -> None:
    """Set the profile of untagged frames that come in by these ports.  evidence: guide 11.3 p.296"""
    _set_ports(call, port_list, qosProfile=int(check_profile(call, qos_profile)[2:]))


def configure_vlan(call: Call, vlan_name: str, qos_profile: str, qosprofile: bool = False) -> None:
    """Set the profile of untagged frames of a VLAN.  evidence: guide 11.3 p.296"""
    vlan = vlan_of(call.store, vlan_name)
    call.put(vlan._replace(qosProfile=int(check_profile(call, qos_profile)[2:])))


def valid_configure_ports_rate_limit_egress(
    chassis: "Chassis", no_limit: bool = False, cir_rate: int = 0, **_: object
) -> None:
    """Refuse a rate of nothing, and the command on a platform where each queue has its own limit."""
    check_platform(chassis, queues=False)
    if not no_limit and not cir_rate:
        raise Refusal("Error: The rate must be at least 1 Kbps.")


def configure_ports_rate_limit_egress(
    call: Call,
    port_list: PortList,
    no_limit: bool = False,
    cir_rate: int = 0,
    burst_size: int = 0,
    Kbps: bool = False,
    Mbps: bool = False,
    Gbps: bool = False,
    max_burst_size: bool = False,
    Kb: bool = False,
    Mb: bool = False,
) -> None:
    """Limit what ports send, or end the limit.  evidence: guide 11.3 p.309 (platforms), inferred (a rate of nothing)"""
    valid_configure_ports_rate_limit_egress(call.chassis, no_limit, cir_rate)
    rate = cir_rate * (1000000 if Gbps else 1000 if Mbps else 1)
    for port in sets.each(sets.given(call.chassis, port_list)):
        if no_limit:
            call.delete(EgressLimit, *port)
        else:
            call.put(EgressLimit(*port, rate, burst_size * (1000 if Mb else 1)))


def _set_ports(call: Call, port_list: PortList | None, **fields: int) -> None:
    for port in sets.each(sets.given(call.chassis, port_list)):
        call.put(config_of(call.store, port)._replace(**fields))  # type: ignore[arg-type]


def _keep(call: Call, row: tuple[Any, ...], usual: bool) -> None:
    """Put a row, or delete it where it says what is so on a new switch."""
    call.drop(row) if usual else call.put(row)


def clear_limits(call: Call, slot: int) -> None:
    """End the limits and the bandwidths of single ports of a slot."""
    rows: list[Any] = [*call.rows(QosBandwidth), *call.rows(EgressLimit)]
    for row in rows:
        if row.slot == slot:
            call.drop(row)
