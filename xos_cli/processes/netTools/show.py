"""The screens of the network tools: BOOTP relay, DHCP client, DNS client, SNTP client."""

from collections.abc import Iterator

from xos_cli.command.call import Call
from xos_cli.packets.addresses import ip_text
from xos_cli.processes.netTools.rows import (
    SERVERS,
    BootpClient,
    BootpRelay,
    BootpServer,
    DhcpClientState,
    DnsSuffix,
    NameServer,
    RelayCounts,
    Sntp,
    SntpBegun,
    SntpCounts,
    SntpService,
)
from xos_cli.processes.vlan.facts import user_routers, vlan_names
from xos_cli.switch.timing.calendar import stamp


def show_bootprelay(call: Call) -> str:
    """Show the BOOTP relay of each virtual router, and its servers.

    evidence: capture 12.5 (disabled), inferred (the servers)
    """
    return "".join(_relay(call, vr) for vr in user_routers(call.store))


def _relay(call: Call, vr: str) -> str:
    relay = call.get(BootpRelay, vr)
    state = "Enabled" if relay and relay.enable else "Disabled"
    servers = [f"    {row.server_addr}\n" for row in call.rows(BootpServer) if row.vrName == vr]
    listed = ["BOOTP relay servers:\n", *servers] if servers else []
    return f'Bootprelay : {state} on virtual router "{vr}"\n' + "".join(listed) + "\n\n" + _relayed(call, vr)


#: The counters of a relay, two a line: label and field, or the type of a DHCP message.  evidence: capture 12.5
COUNTERS: tuple[tuple[tuple[str, str | int], ...], ...] = (
    (("Received from client", "from_client"), ("Received from server", "from_server")),
    (("Requests relayed", "requests"), ("Responses relayed", "replies")),
    (("DHCP Discover", 1), ("DHCP Offer", 2)),
    (("DHCP Request", 3), ("DHCP Ack", 5)),
    (("DHCP Decline", 4), ("DHCP NAck", 6)),
    (("DHCP Release", 7),),
    (("DHCP Inform", 8),),
)


def _relayed(call: Call, vr: str) -> str:
    """Return what the relay of a virtual router counted."""
    row = call.get(RelayCounts, vr) or RelayCounts(vr)
    text = f'DHCP/BOOTP relay statistics for virtual router "{vr}"\n'
    for line in COUNTERS:
        values = [(label, getattr(row, key) if isinstance(key, str) else row.kinds[key]) for label, key in line]
        text += "    " + "  ".join(f"{label:<20} = {number:>10}" for label, number in values) + "\n"
    return text + "\n"


def show_dhcp_client_state(call: Call) -> str:
    """Show the VLANs that ask for their address, whom they have it from, and how far they are.

    evidence: capture 12.5 (all but the state of one that asks)
    """
    names = vlan_names(call.store)
    head = "Client VLAN     Protocol Server          Current State\n" + "-" * 15 + " " + "-" * 8 + " " + "-" * 15
    rows = "".join(_client(call, name) for name in names)
    return f"{head} {'-' * 39}\n{rows}\nA total of {len(names)} vlan(s) where displayed.\n"


def _client(call: Call, name: str) -> str:
    """Return the line of a VLAN that asks for its address.  evidence: inferred (the states, from RFC 2131)"""
    row, now = call.get(BootpClient, name), call.get(DhcpClientState, name)
    server = ip_text(now.server) if row and now else "0.0.0.0"
    protocol, state = (row.protocol, now.state if now else "Selecting") if row else ("None", "")
    return f"{name:<16}{protocol:<9}{server:<16}{state}".rstrip() + "\n"


def show_dns_client(call: Call) -> str:
    """Show the name servers and domains.  evidence: recalled (all of the layout)"""
    suffixes, servers = call.rows(DnsSuffix), call.rows(NameServer)
    out = [f"Number of domain suffixes: {len(suffixes)}\n"]
    out += [f"Domain Suffix {number}:       {row.suffix}\n" for number, row in enumerate(suffixes, 1)]
    out.append(f"Number of name servers: {len(servers)}\n")
    out += [f"Name Server {number}: {row.server_addr} ({row.vr})\n" for number, row in enumerate(servers, 1)]
    return "".join(out)


def show_sntp_client(call: Call) -> str:
    """Show the SNTP client and its counters.  evidence: recalled (all of the layout)"""
    service = call.one(SntpService)
    names = [row.server_addr if (row := call.get(Sntp, number)) else "" for number in range(len(SERVERS))]
    counts = next(iter(call.rows(SntpCounts)), None)
    valid = counts is not None and counts.last > 0
    last = stamp(counts.last) if counts is not None and valid else "None"
    sent = list(counts.sent) if counts is not None else [_requests(call) if name else 0 for name in names]
    lines = [
        f"SNTP client is {'enabled' if service.enable else 'disabled'}",
        f"SNTP time is {'valid' if valid else 'not valid'}",
        f"Primary server: {names[0]}",
        f"Secondary server: {names[1]}",
        f"Query interval: {service.poll_intvl}",
        f"Last valid SNTP update: {last}",
        "SNTPC Statistics:",
        *_counts(sent, list(counts.received) if counts is not None else [0, 0], counts.invalid if counts else 0),
    ]
    return "".join(f"{line}\n" for line in lines)


def _requests(call: Call) -> int:
    """Return how many requests went out so far."""
    begun = call.get(SntpBegun)
    return 0 if begun is None else 1 + int((call.node.clock.now - begun.at) // call.one(SntpService).poll_intvl)


def _counts(sent: list[int], received: list[int], invalid: int) -> Iterator[str]:
    """Yield the counters; a request that nobody answered is lost when the next one goes out."""
    yield " Packets transmitted:"
    for name, count in zip(SERVERS, sent, strict=True):
        yield f"  to {name} server:".ljust(33) + str(count)
    for validity, answers in (("with", [*received, 0]), ("without", [invalid, 0, 0])):
        yield f" Packets received {validity} valid time:"
        for name, count in zip(("Primary", "Secondary", "Broadcast"), answers, strict=True):
            yield f"  from {name} server:".ljust(33) + str(count)
    yield " Replies not received to requests:"
    for name, count, answered in zip(SERVERS, sent, received, strict=True):
        lost = max(count - answered - (not answered), 0)
        yield f"  from {name.capitalize()} server:".ljust(33) + str(lost)
