"""`ping`: echo requests to a host of the network; without a network only the switch's own addresses answer."""

from ipaddress import IPv4Address

from xos_cli.command.call import Call
from xos_cli.command.dialogue import Dialogue, Wait
from xos_cli.packets.frames import ECHO_REPLY, ECHO_REQUEST, Icmp, Ipv4, Udp
from xos_cli.processes.netTools.nslookup import address_of
from xos_cli.processes.netTools.probes import answer_to, begin, end, source_of
from xos_cli.processes.netTools.rows import ProbeAnswer
from xos_cli.processes.vlan.facts import the_router
from xos_cli.processes.vlan.ip.facts import interfaces

#: Packets, bytes of data, seconds between two packets; the header's bytes, the time to live of an answer.
COUNT, SIZE, INTERVAL, HEADER, TTL = 4, 8, 1, 8, 64  # evidence: command-line reference (the count), recalled (the rest)
#: Seconds after which an answer is looked for first.
GLANCE = 0.25
#: The port of UDP probes (discard).  evidence: inferred
DISCARD = 9
DONT_FRAGMENT = 0x4000
#: What the lab says, in its square brackets.
NO_IPV6 = "[nothing was sent: no IPv6 packets are modelled]\n"


class Target:
    """The target of a `ping`: destination, source, and the identifier of the probes."""

    def __init__(self, call: Call, address: IPv4Address, router: str, source: IPv4Address | None) -> None:
        self.call, self.address, self.router = call, address, router
        self.own = _is_own(call, address, router)
        self.identifier = begin(call.node) if call.node.fabric is not None and not self.own else 0
        self.source = 0  # without a network nothing can be sent
        if self.identifier:
            self.source = int(source) if source else source_of(call.node, router, int(address))

    def send(self, sequence: int, size: int, udp: bool, ttl: int, tos: int, fixed: bool) -> None:
        """Send one probe."""
        if not self.identifier or not self.source:
            return
        node, data = self.call.node, bytes(size)
        probe = Icmp(ECHO_REQUEST, 0, self.identifier, sequence, data)
        payload = Udp(self.identifier, DISCARD, data) if udp else probe
        packet = Ipv4(self.source, int(self.address), payload, ttl, tos, sequence, DONT_FRAGMENT if fixed else 0)
        answer_to(node, self.identifier, DISCARD if udp else sequence)
        node.call("rtmgr", "transmit", self.router, packet)

    def answered(self, sequence: int) -> ProbeAnswer | None:
        """Return the host's own answer to a probe, None if none came."""
        row = self.call.get(ProbeAnswer, self.identifier, sequence)
        return row if row and (row.kind == ECHO_REPLY or row.source == int(self.address)) else None


def ping(
    call: Call,
    host_name_or_ip: str,
    count: int = COUNT,
    start_size: int = SIZE,
    interval: int = INTERVAL,
    ttl: int = TTL,
    tos: int = 0,
    vr: bool = False,
    vr_name: str = "",
    udp: bool = False,
    dont_fragment: bool = False,
    src_ipaddress: IPv4Address | None = None,
    **words: object,
) -> Dialogue:
    """Send echo requests or UDP datagrams to a host, and show what comes back.

    evidence: clients (the line of the counts), recalled (the other lines)
    """
    if words.get("ipv6") or ":" in host_name_or_ip:
        yield NO_IPV6
        return
    address = yield from address_of(call, host_name_or_ip)
    target = Target(call, address, the_router(call.store, vr_name, call.session.context), src_ipaddress)
    plural = f"{count} packets, {start_size} data bytes, interval {interval} second(s)."
    yield f"Ping({'UDP' if udp else 'ICMP'}) {address}: {plural}\n"
    sent, trips, broken = 0, list[float](), None
    while sent < count and not broken:
        sent += 1
        begun = call.node.clock.now
        target.send(sent, start_size, udp, ttl, tos, dont_fragment)
        found: float | None = None
        for rest in (GLANCE, interval - GLANCE):
            row = target.answered(DISCARD if udp else sent) if found is None else None
            if found is None and (target.own or row):
                found = row.at - begun if row else 0.0
                yield _line(address, sent, start_size, row.ttl if row else TTL, found)
            if not broken:  # evidence: recalled (Ctrl+C ends it, with the statistics)
                broken = yield Wait(rest, breakable=True)
        trips += [] if found is None else [found]
    end(call.node, target.identifier)
    yield _statistics(address, sent, trips)


def _line(address: IPv4Address, sent: int, size: int, ttl: int, took: float) -> str:
    return f"{size + HEADER} bytes from {address}: icmp_seq={sent - 1} ttl={ttl} time={milliseconds(took)} ms\n"


def _statistics(address: IPv4Address, sent: int, trips: list[float]) -> str:
    loss = 100 * (sent - len(trips)) // sent
    text = f"\n--- {address} ping statistics ---\n"
    text += f"{sent} packets transmitted, {len(trips)} packets received, {loss}% loss\n"
    if trips:
        least, most, mean = min(trips), max(trips), sum(trips) / len(trips)
        text += f"round-trip min/avg/max = {'/'.join(milliseconds(trip) for trip in (least, mean, most))} ms\n"
    return text


def milliseconds(seconds: float) -> str:
    """Return a time in milliseconds, with up to three places.  evidence: inferred (the places)"""
    return f"{seconds * 1000:.3f}".rstrip("0").rstrip(".") or "0"


def _is_own(call: Call, address: IPv4Address, router: str) -> bool:
    here = [item for item in interfaces(call.store) if item.up and item.vlan.vrName == router]
    return any(address == own.ip for item in here for own in (item.address, *item.secondary))
