"""Run the CNA agent on a master: it registers with its server, runs the tests that are asked for, and reports.

A test is asked for and reported in one datagram each.  Ping asks a host for an echo; traceroute measures each hop with
UDP packets of a growing time to live; RTP has twenty packets echoed by another agent; TCPconnect opens a connection.

evidence: guide 11.3 p.635-637 (the four tests, UDP, who registers with whom, what is logged), recalled (the ports),
inferred (the contents of the datagrams, which nobody has published; how many packets a test has)
"""

from itertools import pairwise
from statistics import fmean
from typing import TYPE_CHECKING

from xos_cli.packets.addresses import ip_number, ip_text
from xos_cli.packets.frames import ECHO_REPLY, ECHO_REQUEST, Icmp, Ipv4, Udp
from xos_cli.processes.devmgr.facts import sysname
from xos_cli.processes.epm.facts import module_runs
from xos_cli.processes.netTools.datagrams import send
from xos_cli.processes.netTools.facts import cna_counts, cna_settings
from xos_cli.processes.netTools.probes import answer_to, begin, end, source_of
from xos_cli.processes.netTools.rows import CNA_TESTS, CnaRegistration, ProbeAnswer
from xos_cli.processes.netTools.tcp_client import tcp_close, tcp_open, tcp_over
from xos_cli.processes.vlan.facts import primary, vlan_of
from xos_cli.processes.vlan.rows import DEFAULT, Vlan
from xos_cli.switch.tcp_ends import TcpKey
from xos_cli.switch.timing.clock import EventKind

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

#: The ports of the agent, of its RTP test, of the sender of that test, and of the server.
CONTROL, RTP, SENDER, SERVER = 8889, 8888, 8887, 50002
#: Seconds between two registrations, and until one that is not answered counts as lost.
AGAIN, LOST = 60.0, 5.0
#: Seconds until a test begins, and until what came back is looked at.  evidence: guide 11.3 p.637 (100 ms)
BEGIN, GLANCE = 0.05, 3.0
#: Hops of a traceroute and its first port; packets of RTP and seconds between two.
HOPS, FIRST_PORT, PACKETS, PACE = 12, 33434, 20, 0.02


def works(node: "Node") -> bool:
    """Return whether the agent runs and has a server."""
    row = cna_settings(node.store)
    enabled = bool(row.enable and row.scheduler)
    return enabled and node.is_master and node.fabric is not None and module_runs(node, "cna")


def _place(node: "Node") -> tuple[str, str]:
    """Return the virtual router and the address of the agent, "" where its VLAN has none."""
    name = cna_settings(node.store).vlanName
    vlan = vlan_of(node.store, name if node.store.get(Vlan, name) else DEFAULT)
    row = primary(node.store, vlan.name)
    return vlan.vrName, row.ipaddress if row else ""


def _tell(node: "Node", text: str) -> None:
    """Send the server a datagram."""
    router, own = _place(node)
    if own:
        send(node, router, cna_settings(node.store).scheduler, (CONTROL, SERVER), text.encode(), own)


# -- registration ----------------------------------------------------------------------------------------------------


def follow_cna(node: "Node") -> None:
    """Register again, or drop the server, after a change of the settings."""
    number = max([row.number for row in node.store.rows(CnaRegistration)], default=0) + 1
    node.put([CnaRegistration(number=number)])
    if works(node):
        register_cna(node, number)


def register_cna(node: "Node", number: int) -> None:
    """Register with the server periodically; a missing answer ends the registration."""
    row = node.store.one(CnaRegistration)
    if row.number != number or not works(node):
        return
    node.put([row._replace(asked=node.clock.now)])
    _tell(node, f"register {sysname(node.store)}")
    node.later(LOST, "netTools", "lose_cna", number, kind=EventKind.GUARD)
    node.later(AGAIN, "netTools", "register_cna", number, kind=EventKind.BEACON)


def lose_cna(node: "Node", number: int) -> None:
    """Count the server as lost if it has not answered since it was asked last."""
    row = node.store.one(CnaRegistration)
    if row.number == number and row.registered and row.answered < row.asked:
        node.put([row._replace(registered=0)])
        node.event("Warning", "CNA.lost", f"Connection to CNA server {cna_settings(node.store).scheduler} lost")


def take_cna(node: "Node", packet: Ipv4, data: bytes) -> None:
    """Process a datagram of the server; drop those of any other host."""
    server = cna_settings(node.store).scheduler
    if not works(node) or ip_text(packet.src) != server:
        return
    match data.decode("ascii", "replace").split():
        case ["registered"]:
            row = node.store.one(CnaRegistration)
            if not row.registered:
                node.event("Info", "CNA.registered", f"Registered with CNA server {server}")
            node.put([row._replace(registered=1, answered=node.clock.now)])
        case ["test", number, kind, *arguments] if kind in CNA_TESTS and arguments:
            node.event("Info", "CNA.test", f"Test request {number} from {server}: {kind} {' '.join(arguments)}")
            count = cna_counts(node.store, kind)
            node.put([count._replace(requests=count.requests + 1)])
            node.later(BEGIN, "netTools", f"cna_{kind}", number, *arguments)


def _report(node: "Node", number: str, kind: str, target: str, result: str) -> None:
    """Send the result of a test, count it and log it; *result* is "" for a test that found nothing."""
    count = cna_counts(node.store, kind)
    node.put([count._replace(results=count.results + 1, failed=count.failed + (not result))])
    text = f"result {number} {kind} {target} {result or 'failed'}"
    node.event("Info", "CNA.result", f"Test {text}")
    _tell(node, text)


def _way(node: "Node", target: str) -> tuple[str, int, int]:
    """Return the virtual router, the agent's own address and the target's; 0 for an address that is none."""
    router, own = _place(node)
    try:
        address = ip_number(target)
    except ValueError:
        return router, 0, 0
    return router, ip_number(own) if own and source_of(node, router, address) else 0, address


# -- ping and traceroute ---------------------------------------------------------------------------------------------


def cna_ping(node: "Node", number: str, target: str, *_: str) -> None:
    """Ask a host for an echo."""
    router, own, address = _way(node, target)
    identifier = begin(node)
    if own:
        answer_to(node, identifier, 1)
        packet = Ipv4(own, address, Icmp(ECHO_REQUEST, 0, identifier, 1, bytes(8)))
        node.call("rtmgr", "transmit", router, packet)
    node.later(GLANCE, "netTools", "cna_pinged", number, target, identifier, node.clock.now)


def cna_pinged(node: "Node", number: str, target: str, identifier: int, begun: float) -> None:
    """Report whether the echo came, and after how many milliseconds."""
    row = node.store.get(ProbeAnswer, identifier, 1)
    came = row is not None and row.kind == ECHO_REPLY
    _report(node, number, "ping", target, f"{_ms(row.at - begun)} ms" if came and row is not None else "")
    end(node, identifier)


def cna_traceroute(node: "Node", number: str, target: str, *_: str) -> None:
    """Send a packet for each hop."""
    router, own, address = _way(node, target)
    identifier = begin(node)
    for ttl in range(1, HOPS + 1) if own else ():
        answer_to(node, identifier, FIRST_PORT + ttl)
        packet = Ipv4(own, address, Udp(identifier, FIRST_PORT + ttl, bytes(12)), ttl)
        node.call("rtmgr", "transmit", router, packet)
    node.later(GLANCE, "netTools", "cna_traced", number, target, identifier, node.clock.now)


def cna_traced(node: "Node", number: str, target: str, identifier: int, begun: float) -> None:
    """Report who answered for each hop, up to the target itself."""
    hops: list[str] = []
    for ttl in range(1, HOPS + 1):
        row = node.store.get(ProbeAnswer, identifier, FIRST_PORT + ttl)
        hops.append(f"{ip_text(row.source)} {_ms(row.at - begun)} ms" if row else "*")
        if row and ip_text(row.source) == target:
            break
    reached = bool(hops) and hops[-1].startswith(f"{target} ")
    _report(node, number, "traceroute", target, ", ".join(hops) if reached else "")
    end(node, identifier)


# -- RTP -------------------------------------------------------------------------------------------------------------


def cna_rtp(node: "Node", number: str, target: str, *_: str) -> None:
    """Send a stream of packets that another agent echoes."""
    node.memory[f"cna rtp {number}"] = []
    for place in range(PACKETS):
        node.later(place * PACE, "netTools", "cna_rtp_packet", number, target)
    node.later(PACKETS * PACE + GLANCE, "netTools", "cna_rtp_over", number, target)


def cna_rtp_packet(node: "Node", number: str, target: str) -> None:
    """Send one packet of the stream, with the moment at which it is sent."""
    router, own, _ = _way(node, target)
    if own:
        data = f"{number} {node.clock.now!r}".encode()
        send(node, router, target, (SENDER, RTP), data, ip_text(own))


def echo_rtp(node: "Node", packet: Ipv4, datagram: Udp) -> None:
    """Send a packet of another agent's stream back, while this agent runs."""
    if works(node):
        send(node, _place(node)[0], ip_text(packet.src), (RTP, datagram.src_port), datagram.data, ip_text(packet.dst))


def take_rtp(node: "Node", data: bytes) -> None:
    """Note how long a packet of a stream was under way."""
    number, _, sent = data.decode("ascii", "replace").partition(" ")
    found = node.memory.get(f"cna rtp {number}")
    if isinstance(found, list):
        found.append(node.clock.now - float(sent))


def cna_rtp_over(node: "Node", number: str, target: str) -> None:
    """Report the mean delay, the jitter and the packets that were lost."""
    delays = node.memory.pop(f"cna rtp {number}", [])
    assert isinstance(delays, list)
    if not delays:
        _report(node, number, "rtp", target, "")
        return
    steps = [abs(after - before) for before, after in pairwise(delays)]
    jitter, lost = fmean(steps) if steps else 0.0, PACKETS - len(delays)
    _report(node, number, "rtp", target, f"delay {_ms(fmean(delays))} ms jitter {_ms(jitter)} ms lost {lost}")


# -- TCPconnect ------------------------------------------------------------------------------------------------------


def cna_tcpconnect(node: "Node", number: str, target: str, port: str = "80", *_: str) -> None:
    """Open a connection to a port."""
    router, own, _address = _way(node, target)
    key = None
    if own and port.isdecimal():
        key = tcp_open(node, router, (ip_text(own), target), int(port), "netTools", "cna_connected")
    if key is None:
        _report(node, number, "tcpconnect", target, "")
        return
    node.memory[f"cna tcp {key}"] = (number, target, node.clock.now)
    node.later(GLANCE, "netTools", "cna_connected", key)


def cna_connected(node: "Node", key: TcpKey) -> None:
    """Report that a connection is open, or that it was refused or not answered."""
    found = node.memory.pop(f"cna tcp {key}", None)
    if isinstance(found, tuple):
        number, target, begun = found
        took = node.clock.now - begun
        opened = took < GLANCE and not tcp_over(node, key)
        tcp_close(node, key)
        _report(node, number, "tcpconnect", target, f"{_ms(took)} ms" if opened else "")


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.3f}".rstrip("0").rstrip(".") or "0"
