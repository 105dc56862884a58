"""The SNTP client in a network: it asks its servers, and sets the time by the answer.

evidence: RFC 4330 (the messages), guide 11.3 p.105 (the primary server first, then the secondary), inferred (that an
answer sets the clock at once)
"""

import struct
from typing import TYPE_CHECKING

from xos_cli.packets.addresses import ip_text
from xos_cli.packets.frames import Ipv4
from xos_cli.processes.netTools.datagrams import send
from xos_cli.processes.netTools.resolver import known_address, look_up
from xos_cli.processes.netTools.rows import Sntp, SntpCounts, SntpService
from xos_cli.switch.messages import SetTime
from xos_cli.switch.timing.clock import EventKind

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

PORT = 123
#: Seconds from 1900, where NTP counts from, to 1970.
EPOCH = 2208988800
#: Version 4, mode 3 (client).
REQUEST = bytes([0x23]) + bytes(47)


def ask_for_time(node: "Node", poll: int) -> None:
    """Ask the servers for the time, and again after the interval; a *poll* that another one replaced ends."""
    service, counts = node.store.one(SntpService), counts_of(node)
    if not service.enable or counts.poll != poll:
        return
    sent = list(counts.sent)
    first = node.store.get(Sntp, 0)
    silent = counts.sent[0] > counts.received[0]
    for number in (0, 1) if silent or not (first and first.server_addr) else (0,):
        row = node.store.get(Sntp, number)
        if row and row.server_addr and _ask(node, row):
            sent[number] += 1
    node.put([counts._replace(sent=tuple(sent))])
    node.clock.after(service.poll_intvl, node.call, "netTools", "ask_for_time", poll, kind=EventKind.BEACON)


def _ask(node: "Node", row: Sntp) -> bool:
    """Send a request to a server, as soon as its name is resolved; return whether it was sent now.

    evidence: guide 10.1 p.108 (the event of a name that cannot be resolved)
    """
    address = known_address(node, row.server_addr)
    if address is None:
        look_up(node, row.server_addr, "netTools", "server_found", row.server_no)
        return False
    if not address:
        words = f"The SNTP server parameter value ({row.server_addr}) can not be resolved."
        node.event("Warning", "SNTP.RslvSrvrFail", words)
        return False
    return send(node, row.vr, address, (PORT, PORT), REQUEST)


def server_found(node: "Node", number: int) -> None:
    """Ask a server whose name was looked up."""
    row, counts = node.store.get(Sntp, number), counts_of(node)
    if row is not None and row.server_addr and node.store.one(SntpService).enable and _ask(node, row):
        sent = list(counts.sent)
        sent[number] += 1
        node.put([counts._replace(sent=tuple(sent))])


def poll_anew(node: "Node") -> None:
    """Start to ask for the time in a network now."""
    if node.fabric is not None:
        counts = counts_of(node)
        node.put([counts._replace(poll=counts.poll + 1)])
        node.later(0.0, "netTools", "ask_for_time", counts.poll + 1)


def counts_of(node: "Node") -> SntpCounts:
    """Return the counters of requests and answers."""
    return next(iter(node.store.rows(SntpCounts)), SntpCounts())


def take_time(node: "Node", packet: Ipv4, data: bytes) -> None:
    """Set the time by the answer of a server; anything else is counted as an answer without valid time."""
    counts = counts_of(node)
    servers = {known_address(node, row.server_addr): row.server_no for row in node.store.rows(Sntp) if row.server_addr}
    number = servers.get(ip_text(packet.src))
    if number is None:
        return
    if len(data) < 48 or data[0] & 7 != 4 or not 0 < data[1] < 16:
        node.put([counts._replace(invalid=counts.invalid + 1)])
        return
    seconds, fraction = struct.unpack("!II", data[40:48])
    received = list(counts.received)
    received[number] += 1
    node.rtc_offset = seconds + fraction / 2**32 - EPOCH - node.clock.now
    node.checkpoint.send(SetTime(node.rtc_offset))
    node.put([counts._replace(received=tuple(received), last=node.time())])
