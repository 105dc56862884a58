"""Print the QoS profiles, the traffic groups that select a profile, the scheduler, and what the queues counted.

evidence: guide 11.3 p.293-302 (profiles, defaults), guide 11.0 p.122 (ingress queues)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xos_cli.command.call import Call
from xos_cli.command.refresh import refreshes
from xos_cli.errors import Refusal
from xos_cli.language import PortList
from xos_cli.processes.vlan.qos.facts import (
    bandwidth_of,
    code_point_of,
    large,
    profiles_of,
    profiles_of_code_points,
    profiles_of_priorities,
)
from xos_cli.processes.vlan.qos.rows import EGRESS, EVERY, INGRESS, QosProfile, QosScheduler
from xos_cli.switch.hardware import portset as sets

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis, Port


def _way(call: Call, ingress: bool) -> None:
    """Refuse ingress queues on platforms without them: only a BlackDiamond 10808 has them.

    evidence: guide 11.3 p.293, inferred (the words)
    """
    _check_way(call.chassis, ingress)


def valid_show_ports_qosmonitor(chassis: "Chassis", ingress: bool = False, **_: object) -> None:
    """Refuse ingress queues on platforms without them."""
    _check_way(chassis, ingress)


def _check_way(chassis: "Chassis", ingress: bool) -> None:
    if ingress and not large(chassis):
        raise Refusal("Error: This command is not supported on this platform.")


def valid_show_qosprofile(chassis: "Chassis", ingress: bool = False, **_: object) -> None:
    """Refuse ingress queues on platforms without them."""
    _check_way(chassis, ingress)


# -- show qosprofile -------------------------------------------------------------------------------------------------


def show_qosprofile(
    call: Call,
    ingress: bool = False,
    egress: bool = False,
    ports: bool = False,
    port_list: PortList | None = None,
    all: bool = False,
) -> str:
    """Show the QoS profiles of the switch, or of ports.

    evidence: later 16 (weight, buffers), later (``QP3 MinBw = 50``), recalled (the rest of a row of bandwidth)
    """
    _way(call, ingress)
    if not ports:
        return "".join(_queues(call, EVERY if ingress else profiles_of(call.store, call.chassis), ingress, (0, 0)))
    return "".join(_block(call, port, ingress) for port in _ports(call, port_list))


def _block(call: Call, port: "Port", ingress: bool) -> str:
    rows = _queues(call, _of_port(call, port, ingress), ingress, port)
    return f"Port: {call.chassis.port_name(port)}\n" + "".join(rows)


def _ports(call: Call, port_list: PortList | None) -> "Iterator[Port]":
    """Return the ports that a command names, all where it names none."""
    return sets.each(sets.given(call.chassis, port_list))


def _of_port(call: Call, port: "Port", ingress: bool) -> list[str]:
    """Return the profiles of a port; coming in it has eight queues at 10 Gbps, two at less.

    evidence: guide 11.0 p.122
    """
    fast = call.chassis.port_type(port).speed >= 10000
    return list(EVERY[: 8 if fast else 2]) if ingress else profiles_of(call.store, call.chassis)


def _queues(call: Call, names: list[str] | tuple[str, ...], ingress: bool, port: "Port") -> Iterator[str]:
    for name in names:
        if large(call.chassis):
            yield _bandwidth(call, name, ingress, port)
        else:
            row = call.get(QosProfile, name) or QosProfile(name)
            yield f"    {name}    Weight = {row.weight:>3}     Max Buffer Percent = {row.maxBuffer}\n"


def _bandwidth(call: Call, name: str, ingress: bool, port: "Port") -> str:
    """Return the row of a queue; a rate stands where it was configured in place of a percentage."""
    row = bandwidth_of(call.store, INGRESS if ingress else EGRESS, name, port)
    least = f"{row.committed} Kbps" if row.committed else f"{row.minBw:>3}%"
    most = f"{row.peak} Kbps" if row.peak else f"{row.maxBw:>3}%"
    label = f"I{name}" if ingress else name
    return f"    {label:<6} MinBw = {least}    MaxBw = {most}    Pri = {row.level}\n"


def valid_show_qosscheduler(chassis: "Chassis") -> None:
    """Refuse the command on a platform whose queues have no common scheduler."""
    if large(chassis):
        raise Refusal("Error: This command is not supported on this platform.")


def show_qosscheduler(call: Call) -> str:
    """Show the method by which the queues are served.  evidence: later 16 (the words), guide 11.3 p.294 (platforms)"""
    valid_show_qosscheduler(call.chassis)
    words = ["strict-priority", *[row.method for row in call.rows(QosScheduler)]]
    return f"\nConfigured Scheduler (global) : {words[-1].title()}\n"


# -- show dot1p, show diffserv ---------------------------------------------------------------------------------------


def show_dot1p(call: Call) -> str:
    """Show which QoS profile each 802.1p priority leads to.

    evidence: guide 11.3 p.297 (defaults), recalled (layout)
    """
    rows = enumerate(profiles_of_priorities(call.store, call.chassis))
    return "802.1p Priority Value   QOS Profile\n" + "".join(f"{number:<24}{name}\n" for number, name in rows)


def show_diffserv(call: Call, examination: bool = False, replacement: bool = False) -> str:
    """Show the DiffServ mappings of examination and replacement, or the one that is named."""
    parts = ([_examination(call)] if not replacement else []) + ([_replacement(call)] if not examination else [])
    return "\n".join(parts)


def _examination(call: Call) -> str:
    """Return the table of code points and profiles; ``*>``: other than on a BlackDiamond 10808.  evidence: later 16"""
    to = enumerate(profiles_of_code_points(call.store, call.chassis))
    cells = [f"{point:02d}{'-' if name == EVERY[point // 8] else '*'}>{name}" for point, name in to]
    rows = [" ".join(cells[at : at + 8]) for at in range(0, 64, 8)]
    return "CodePoint->QOSProfile mapping:\n" + "".join(f"        {row}\n" for row in rows)


def _replacement(call: Call) -> str:
    """Return the table of profiles and code points; a priority is that of its profile.

    evidence: guide 11.3 p.302 (defaults), recalled (layout)
    """
    names = profiles_of(call.store, call.chassis)
    cells = " ".join(f"{name}->{code_point_of(call.store, name):02d}" for name in names)
    return f"QOSProfile->CodePoint mapping:\n        {cells}\n"


# -- show ports qosmonitor -------------------------------------------------------------------------------------------

RULE = "=" * 80 + "\n"


@refreshes
def show_ports_qosmonitor(
    call: Call,
    port_list: PortList | None = None,
    ingress: bool = False,
    egress: bool = False,
    no_refresh: bool = False,
) -> str:
    """Show how many frames went through each queue of ports.

    evidence: recalled (the layout), later 16 (the same of a refreshing screen)
    """
    _way(call, ingress)
    names = [f"I{name}" if ingress else name for name in EVERY]
    words = (names, ["Pkt"] * 8, ["Rcvs" if ingress else "Xmts"] * 8)
    starts = ("Port", "", "")
    head = [f"{start:<8}" + "".join(f"{word:>9}" for word in line) for start, line in zip(starts, words, strict=True)]
    rows = [
        f"{call.chassis.port_name(port):<8}" + "".join(f"{count:>9}" for count in _counted(call, port, ingress))
        for port in _ports(call, port_list)
    ]
    return "Qos Monitor Req Summary\n" + "".join(f"{line}\n" for line in head) + RULE + _lines(rows) + RULE


def _counted(call: Call, port: "Port", ingress: bool) -> list[int]:
    """Return the frames of each queue of a port; without a network there are none."""
    fabric = call.node.fabric
    if fabric is None:
        return [0] * len(EVERY)
    counters = fabric.ports[port].counters.look(fabric.clock.now)
    flow = counters.rx if ingress else counters.tx
    return [flow.of_queue(number) for number in range(1, len(EVERY) + 1)]


def _lines(rows: list[str]) -> str:
    return "".join(f"{row}\n" for row in rows)
