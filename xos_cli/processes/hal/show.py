"""Print the QoS profiles, the traffic groups that select a profile, and the scheduler.

What was configured is in the recorded lines.  A BlackDiamond 10808 has all eight profiles, with bandwidth and priority;
the other switches have QP1 and QP8 and those that were made, with weight and buffers.
evidence: guide 11.3 p.293-302 (profiles, defaults), guide 11.0 p.122 (ingress queues)
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from xos_cli.command.call import Call
from xos_cli.command.refresh import refreshes
from xos_cli.errors import Refusal
from xos_cli.language import PortList
from xos_cli.processes.hal.qos import large, profiles, settings_of
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.qos_profiles import EVERY
from xos_cli.switch.recorded import told

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis, Port


def _way(call: Call, ingress: bool) -> None:
    """Refuse ingress where there are no queues for what comes in: only a BlackDiamond 10808 has them.

    evidence: guide 11.3 p.293, inferred (the words)
    """
    _check_way(call.chassis, ingress)


def _check_way(chassis: "Chassis", ingress: bool) -> None:
    if ingress and not chassis.features.queues:
        raise Refusal("Error: This command is not supported on this platform.")


def valid_show_qosprofile(chassis: "Chassis", ingress: bool = False, **_: object) -> None:
    """Refuse ingress where there are no queues for what comes in."""
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
        return "".join(_queues(call, EVERY if ingress else profiles(call), ingress))
    blocks = [(call.chassis.port_name(port), _of_port(call, port, ingress)) for port in _ports(call, port_list)]
    return "".join(f"Port: {name}\n" + "".join(_queues(call, names, ingress)) for name, names in blocks)


def _ports(call: Call, port_list: PortList | None) -> "Iterator[Port]":
    """Return the ports that a command names, all where it names none."""
    return sets.each(sets.given(call.chassis, port_list))


def _of_port(call: Call, port: "Port", ingress: bool) -> list[str]:
    """Return the profiles of a port; coming in it has eight queues at 10 Gbps, two at less.

    evidence: guide 11.0 p.122
    """
    fast = call.chassis.port_type(port).speed >= 10000
    return list(EVERY[: 8 if fast else 2]) if ingress else profiles(call)


def _queues(call: Call, names: list[str] | tuple[str, ...], ingress: bool) -> Iterator[str]:
    for name in names:
        said: Mapping[str, str] = {} if ingress else settings_of(call, name)
        if large(call):
            least, most = f"{said.get('minbw', '0'):>3}%", f"{said.get('maxbw', '100'):>3}%"
            label = f"I{name}" if ingress else name
            yield f"    {label:<6} MinBw = {least}    MaxBw = {most}    Pri = {said.get('priority', name[2:])}\n"
        else:
            weight, buffers = said.get("weight", "1"), said.get("maxbuffer", "100")
            yield f"    {name}    Weight = {weight:>3}     Max Buffer Percent = {buffers}\n"


def show_qosscheduler(call: Call) -> str:
    """Show the method by which the queues are served.  evidence: later 16"""
    words = ["strict-priority", *[line[0] for line in told(call.store, "configure qosscheduler")]]
    return f"\nConfigured Scheduler (global) : {words[-1].title()}\n"


# -- show dot1p, show diffserv ---------------------------------------------------------------------------------------


def show_dot1p(call: Call) -> str:
    """Show which QoS profile each 802.1p priority leads to.

    evidence: guide 11.3 p.297 (defaults), recalled (layout)
    """
    to = {number: EVERY[number] if large(call) or number == 7 else "QP1" for number in range(8)}
    to |= {int(words[0]): words[-1] for words in told(call.store, "configure dot1p type")}
    return "802.1p Priority Value   QOS Profile\n" + "".join(f"{number:<24}{to[number]}\n" for number in to)


def show_diffserv(call: Call, examination: bool = False, replacement: bool = False) -> str:
    """Show the DiffServ mappings of examination and replacement, or the one that is named."""
    parts = ([_examination(call)] if not replacement else []) + ([_replacement(call)] if not examination else [])
    return "\n".join(parts)


def _examination(call: Call) -> str:
    """Return the table of code points and profiles; ``*>``: other than on a BlackDiamond 10808.  evidence: later 16"""
    usual = {point: EVERY[point // 8] for point in range(64)}
    to = {point: name if large(call) or point >= 56 else "QP1" for point, name in usual.items()}
    to |= {int(words[0]): words[-1] for words in told(call.store, "configure diffserv examination code-point")}
    cells = [f"{point:02d}{'-' if name == usual[point] else '*'}>{name}" for point, name in to.items()]
    rows = [" ".join(cells[at : at + 8]) for at in range(0, 64, 8)]
    return "CodePoint->QOSProfile mapping:\n" + "".join(f"        {row}\n" for row in rows)


def _replacement(call: Call) -> str:
    """Return the table of profiles and code points; a priority is that of its profile.

    evidence: guide 11.3 p.302 (defaults), recalled (layout)
    """
    to = {name: 8 * (int(name[2:]) - 1) for name in profiles(call)}
    for words in told(call.store, "configure diffserv replacement"):
        name = EVERY[int(words[1])] if words[0] == "priority" else words[1] if words[0] == "qosprofile" else words[0]
        to |= {name: int(words[-1])} if name in to else {}
    cells = " ".join(f"{name}->{point:02d}" for name, point in to.items())
    return f"QOSProfile->CodePoint mapping:\n        {cells}\n"


# -- show ports qosmonitor -------------------------------------------------------------------------------------------

RULE = "=" * 80 + "\n"


@refreshes
def show_ports_qosmonitor(
    call: Call, port_list: PortList, ingress: bool = False, egress: bool = False, no_refresh: bool = False
) -> str:
    """Show what went through each queue of ports: nothing.  evidence: recalled"""
    _way(call, ingress)
    names = [f"I{name}" if ingress else name for name in EVERY]
    words = (names, ["Pkt"] * 8, ["Rcvs" if ingress else "Xmts"] * 8)
    starts = ("Port", "", "")
    head = [f"{start:<8}" + "".join(f"{word:>9}" for word in line) for start, line in zip(starts, words, strict=True)]
    rows = [f"{call.chassis.port_name(port):<8}" + f"{0:>9}" * 8 for port in _ports(call, port_list)]
    return "Qos Monitor Req Summary\n" + "".join(f"{line}\n" for line in head) + RULE + _lines(rows) + RULE


def _lines(rows: list[str]) -> str:
    return "".join(f"{row}\n" for row in rows)
