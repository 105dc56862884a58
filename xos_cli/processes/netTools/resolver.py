"""The DNS client: it asks the name servers one after another for the address of a name, with each suffix behind it.

What was found is kept for its time to live; that a name is not known, for ten seconds.
evidence: RFC 1035 (messages), later EXOS (suffixes behind a name that is not found), inferred (times, order: the name
itself, with the default domain, with each suffix)
"""

from collections.abc import Generator
from ipaddress import IPv4Address
from typing import TYPE_CHECKING, Any

from xos_cli.command.dialogue import Step, Wait
from xos_cli.errors import PacketError
from xos_cli.packets import dns
from xos_cli.packets.addresses import ip_text
from xos_cli.packets.dns import Dns
from xos_cli.packets.frames import Ipv4
from xos_cli.processes.netTools.datagrams import send
from xos_cli.processes.netTools.rows import DnsDomain, DnsQuery, DnsSuffix, NameServer
from xos_cli.switch.timing.clock import EventKind

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

#: The port that questions come from.  evidence: inferred (the number)
PORT = 49853
#: Seconds for an answer, how often all servers are asked, seconds for which an unknown name is not asked again.
WAIT, ROUNDS, UNKNOWN = 2.0, 2, 10.0
LOOK = 0.01


def is_address(text: str) -> bool:
    """Return whether a text is an IPv4 address."""
    try:
        IPv4Address(text)
    except ValueError:
        return False
    return True


def known_address(node: "Node", name: str) -> str | None:
    """Return the address that a host's text is or was found to be; "" for an unknown name, None before it is asked."""
    if is_address(name):
        return name
    row = node.store.get(DnsQuery, name)
    if row is None or not row.done or node.clock.now >= row.until:
        return None
    return row.address


def look_up(node: "Node", name: str, *then: Any) -> None:
    """Ask for the address of a name; *then*, a process, its function and arguments, is called when that is over."""
    row = node.store.get(DnsQuery, name)
    if row is not None and not row.done:
        node.put([row._replace(then=(*row.then, then) if then else row.then)])
        return
    number = max([other.number for other in node.store.rows(DnsQuery)], default=0) + 1
    row = DnsQuery(name, number & 0xFFFF, _candidates(node, name), then=(then,) if then else ())
    node.put([row])
    _ask(node, row)


def _candidates(node: "Node", name: str) -> tuple[str, ...]:
    """Return the names that are asked for in place of a name."""
    if name.endswith("."):
        return (name,)
    domains = [row.domain for row in node.store.rows(DnsDomain)] + [row.suffix for row in node.store.rows(DnsSuffix)]
    return (name, *[f"{name}.{domain}" for domain in domains if domain])


def _ask(node: "Node", row: DnsQuery) -> None:
    """Send the question to the server whose turn it is; end where there is none or no way to any."""
    servers = node.store.rows(NameServer)
    if not servers or row.tries >= ROUNDS * len(servers) or not dns.is_name(row.names[row.place]):
        _end(node, row, "", UNKNOWN)
        return
    server = servers[row.tries % len(servers)]
    question = dns.encode(Dns(row.number, row.names[row.place]))
    sent = send(node, server.vr, server.server_addr, (PORT, dns.PORT), question)
    now = row._replace(tries=row.tries + 1, asked=row.asked + 1)
    node.put([now])
    node.later(WAIT if sent else 0.0, "netTools", "dns_expired", row.name, now.asked, kind=EventKind.GUARD)


def dns_expired(node: "Node", name: str, asked: int) -> None:
    """Ask the next server, if the one before did not answer in time."""
    row = node.store.get(DnsQuery, name)
    if row is not None and not row.done and row.asked == asked:
        _ask(node, row)


def take_answer(node: "Node", packet: Ipv4, data: bytes) -> None:
    """Process the answer of a name server."""
    try:
        answer = dns.decode(data)
    except PacketError:
        return
    row = next((row for row in node.store.rows(DnsQuery) if row.number == answer.number and not row.done), None)
    asked = {server.server_addr for server in node.store.rows(NameServer)}
    if row is None or not answer.flags & dns.RESPONSE or ip_text(packet.src) not in asked:
        return
    if answer.name.lower() != row.names[row.place].rstrip(".").lower():
        return
    if answer.code == dns.NO_ERROR and answer.addresses:
        _end(node, row, ip_text(answer.addresses[0]), float(answer.ttl))
    elif answer.code in (dns.NO_ERROR, dns.NO_NAME):
        _next_name(node, row)
    else:
        _ask(node, row)


def _next_name(node: "Node", row: DnsQuery) -> None:
    """Ask for the name with the next suffix; without one the name is not known."""
    if row.place + 1 < len(row.names):
        now = row._replace(place=row.place + 1, tries=0)
        node.put([now])
        _ask(node, now)
    else:
        _end(node, row, "", UNKNOWN)


def _end(node: "Node", row: DnsQuery, address: str, seconds: float) -> None:
    """Store the address that was found, and call the process that waits for it."""
    node.put([row._replace(done=True, address=address, until=node.clock.now + seconds, then=())])
    if not address:
        why = "no name server is configured" if not node.store.count(NameServer) else "no name server knows it"
        node.event("Warning", "netTools.DNS.notResolved", f"Host {row.name} cannot be resolved: {why}")
    for process, function, *arguments in row.then:
        node.later(0.0, process, function, *arguments)


def resolved(node: "Node", name: str) -> Generator[Step, Any, str]:
    """Return the address of a host, "" if no server knows it; ask for it unless that is known."""
    address = known_address(node, name)
    if address is None:
        look_up(node, name)
        address = known_address(node, name)
    if address is None:
        longest = ROUNDS * WAIT * (len(node.store.rows(NameServer)) or 1) * len(_candidates(node, name))
        yield Wait(longest + WAIT, lambda: known_address(node, name) is not None, every=LOOK)
        address = known_address(node, name)
    return address or ""
