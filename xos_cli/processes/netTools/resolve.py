"""Find the address of a host's name: the name servers are asked in a network; and `nslookup`.

evidence: guide 11.3 (that the switch has a DNS client), inferred (the order of names, the words)
"""

from collections.abc import Generator, Iterator
from ipaddress import IPv4Address
from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.command.dialogue import Dialogue, Step, Wait
from xos_cli.errors import PacketError, Refusal
from xos_cli.packets import dns
from xos_cli.processes.netTools.datagrams import send
from xos_cli.processes.netTools.rows import DnsDomain, DnsSuffix, NameServer

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

PORT = 53
#: The client's port; seconds that an answer is waited for, how often a server is asked.  evidence: inferred
CLIENT, PATIENCE, TRIES = 1053, 2.0, 2
#: Where the answers are kept, by number.
ANSWERS = "dns answers"
LAST = 65535


def resolved(call: Call, host: str) -> Generator[Step, Any, IPv4Address]:
    """Return the address of a host that is named or written as an address; refuse one that nobody knows."""
    try:
        return IPv4Address(host)
    except ValueError:
        pass
    for name in _names(call, host) if call.node.fabric is not None else ():
        for server in call.rows(NameServer):
            found = yield from _asked(call.node, server, name)
            if found is not None:
                return IPv4Address(found)
    raise Refusal(f"Error: Host {host} cannot be resolved.")


def _names(call: Call, host: str) -> Iterator[str]:
    """Yield what is asked for: the name itself, then with each suffix and the domain of the switch."""
    yield host
    for domain in [row.suffix for row in call.rows(DnsSuffix)] + [row.domain for row in call.rows(DnsDomain)]:
        if domain:
            yield f"{host}.{domain}"


def _answers(node: "Node") -> dict[int, int | None]:
    found = node.memory.setdefault(ANSWERS, {})
    assert isinstance(found, dict)
    return found


def _asked(node: "Node", server: NameServer, name: str) -> Generator[Step, Any, int | None]:
    """Return what a server answers, None if it knows nothing or is silent."""
    answers = _answers(node)
    number = int(node.clock.now * 1000) % LAST + 1
    for _ in range(TRIES):
        if not send(node, server.vr, server.server_addr, (CLIENT, PORT), dns.query(number, name)):
            return None
        yield Wait(PATIENCE, lambda: number in answers, every=0.01)
        if number in answers:
            return answers.pop(number)
    return None


def take_name(node: "Node", data: bytes) -> None:
    """Keep the answer of a name server."""
    try:
        number, address = dns.address_in(data)
    except PacketError:
        return
    _answers(node)[number] = address


def nslookup(call: Call, host_name: str) -> Dialogue:
    """Print the address of a host's name.  evidence: inferred (the layout)"""
    address = yield from resolved(call, host_name)
    yield f"Name:    {host_name}\nAddress: {address}\n"
