"""`traceroute`: the routers on the way to a host, found by packets whose time to live ends at each of them."""

from collections.abc import Generator
from ipaddress import IPv4Address
from typing import Any

from xos_cli.command.call import Call
from xos_cli.command.dialogue import Dialogue, Step, Wait
from xos_cli.packets.addresses import ip_text
from xos_cli.packets.frames import ECHO_REQUEST, TIME_EXCEEDED, Icmp, Ipv4, Udp
from xos_cli.processes.netTools.nslookup import address_of
from xos_cli.processes.netTools.ping import Target, milliseconds
from xos_cli.processes.netTools.probes import answer_to, end
from xos_cli.processes.netTools.rows import ProbeAnswer
from xos_cli.processes.vlan.facts import the_router
from xos_cli.record import NamedTuple

#: Hops that are looked at, probes for each, seconds that each is waited for, and the first UDP port.
#: evidence: inferred (as on other systems)
HOPS, PROBES, PATIENCE, PORT = 30, 3, 3.0, 33434


def traceroute(
    call: Call,
    host_name_or_ip: str,
    ttl: int = HOPS,
    udp_port: int = PORT,
    icmp: bool = False,
    src_ipaddress: IPv4Address | None = None,
    vr_name: str = "",
    **_: object,
) -> Dialogue:
    """Print a line for each hop with the time of each probe, ``*`` for one without an answer.

    evidence: later 12-16 (layout), inferred (the line without a route)
    """
    address = yield from address_of(call, host_name_or_ip)
    target = Target(call, address, the_router(call.store, vr_name, call.session.context), src_ipaddress)
    yield f"traceroute to {address}, {ttl} hops max\n"
    if target.own:
        yield f"{1:>2}    {address!s:<20} 0 ms  0 ms  0 ms\n"
        return
    if not target.source:
        yield "Error: Network is unreachable.\n"
        return
    for number in range(1, ttl + 1):
        hop = yield from _hop(target, number, udp_port + (number - 1) * PROBES, icmp)
        yield hop.line
        if hop.last:
            break
    end(call.node, target.identifier)


class TracedHop(NamedTuple):
    """A hop of a traceroute; *last*: the host answered, or Ctrl+C was pressed."""

    line: str
    last: bool


def _hop(target: Target, number: int, first_key: int, icmp: bool) -> Generator[Step, Any, TracedHop]:
    """Send the probes of one hop, and wait for the answer to each."""
    call, broken = target.call, False
    answers, times = list[ProbeAnswer](), list[str]()
    for key in range(first_key, first_key + PROBES):
        begun = call.node.clock.now
        _send(target, key, number, icmp)
        broken = broken or bool((yield Wait(0.25, breakable=True)))
        if not broken and call.get(ProbeAnswer, target.identifier, key) is None:
            broken = bool((yield Wait(PATIENCE, breakable=True)))
        row = call.get(ProbeAnswer, target.identifier, key)
        answers += [row] if row else []
        times.append(f"{milliseconds(row.at - begun)} ms" if row else "*")
    router = ip_text(answers[0].source) if answers else ""
    arrived = bool(answers) and answers[0].kind != TIME_EXCEEDED
    return TracedHop(f"{number:>2}    {router:<20} {'  '.join(times)}\n", arrived or broken)


def _send(target: Target, key: int, ttl: int, icmp: bool) -> None:
    """Send one probe with this time to live; *key* tells its answer from others."""
    node = target.call.node
    payload = Icmp(ECHO_REQUEST, 0, target.identifier, key) if icmp else Udp(target.identifier, key)
    answer_to(node, target.identifier, key)
    packet = Ipv4(target.source, int(target.address), payload, ttl, identifier=key)
    node.call("rtmgr", "transmit", target.router, packet)
