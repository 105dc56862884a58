"""`ping`: the switch's own addresses answer, for the emulator has no neighbours that could."""

from ipaddress import IPv4Address

from xos_cli.command.call import Call
from xos_cli.command.dialogue import Dialogue, Wait
from xos_cli.errors import Refusal
from xos_cli.processes.vlan.facts import the_router
from xos_cli.processes.vlan.ip.facts import interfaces

#: Packets, bytes of data, seconds between two packets; the header's bytes, the time to live of an answer.
COUNT, SIZE, INTERVAL, HEADER, TTL = 4, 8, 1, 8, 64  # evidence: command-line reference (the count), recalled (the rest)


def ping(
    call: Call,
    host_name_or_ip: str,
    count: int = COUNT,
    start_size: int = SIZE,
    interval: int = INTERVAL,
    vr: bool = False,
    vr_name: str = "",
    udp: bool = False,
    **_: object,
) -> Dialogue:
    """evidence: clients (the line of the counts), recalled (the other lines)"""
    address = _address(host_name_or_ip)
    answers = _is_own(call, address, the_router(call.store, vr_name, call.session.context))
    kind = "UDP" if udp else "ICMP"
    plural = f"{count} packets, {start_size} data bytes, interval {interval} second(s)."
    yield f"Ping({kind}) {address}: {plural}\n"
    sent = 0
    for sent in range(1, count + 1):
        if answers:
            yield f"{start_size + HEADER} bytes from {address}: icmp_seq={sent - 1} ttl={TTL} time=0 ms\n"
        if (yield Wait(interval, breakable=True)):  # evidence: recalled (Ctrl+C ends it, with the statistics)
            break
    received = sent if answers else 0
    loss = 100 * (sent - received) // sent
    yield f"\n--- {address} ping statistics ---\n"
    yield f"{sent} packets transmitted, {received} packets received, {loss}% loss\n"
    if answers:
        yield "round-trip min/avg/max = 0/0/0 ms\n"


def _address(host: str) -> IPv4Address:
    """evidence: inferred (the words)"""
    try:
        return IPv4Address(host)
    except ValueError:
        raise Refusal(f"Error: Host {host} cannot be resolved.") from None


def _is_own(call: Call, address: IPv4Address, router: str) -> bool:
    here = [item for item in interfaces(call.store) if item.up and item.vlan.vrName == router]
    return any(address == own.ip for item in here for own in (item.address, *item.secondary))
