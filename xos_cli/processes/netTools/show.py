"""The screens of the network tools: BOOTP relay, DHCP client, DNS client, SNTP client."""

from collections.abc import Iterator

from xos_cli.command.call import Call
from xos_cli.processes.netTools.bootp import COUNTERS
from xos_cli.processes.netTools.rows import (
    SERVERS,
    BootpClient,
    BootpRelay,
    BootpServer,
    DnsSuffix,
    NameServer,
    Sntp,
    SntpBegun,
    SntpService,
)
from xos_cli.processes.vlan.facts import user_routers, vlan_names


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
    return f'Bootprelay : {state} on virtual router "{vr}"\n' + "".join(listed) + "\n\n" + COUNTERS.format(vr=vr)


def show_dhcp_client_state(call: Call) -> str:
    """Show the VLANs that ask for their address; no server answers.

    evidence: capture 12.5 (all but the state of one that asks)
    """
    names = vlan_names(call.store)
    head = "Client VLAN     Protocol Server          Current State\n" + "-" * 15 + " " + "-" * 8 + " " + "-" * 15
    rows = "".join(_client(call, name) for name in names)
    return f"{head} {'-' * 39}\n{rows}\nA total of {len(names)} vlan(s) where displayed.\n"


def _client(call: Call, name: str) -> str:
    """Return the line of a VLAN that asks for its address.  evidence: inferred (``Selecting``, from RFC 2131)"""
    row = call.get(BootpClient, name)
    protocol, state = (row.protocol, "Selecting") if row else ("None", "")
    return f"{name:<16}{protocol:<9}{'0.0.0.0':<16}{state}".rstrip() + "\n"


def show_dns_client(call: Call) -> str:
    """Show the name servers and domains.  evidence: recalled (all of the layout)"""
    suffixes, servers = call.rows(DnsSuffix), call.rows(NameServer)
    out = [f"Number of domain suffixes: {len(suffixes)}\n"]
    out += [f"Domain Suffix {number}:       {row.suffix}\n" for number, row in enumerate(suffixes, 1)]
    out.append(f"Number of name servers: {len(servers)}\n")
    out += [f"Name Server {number}: {row.server_addr} ({row.vr})\n" for number, row in enumerate(servers, 1)]
    return "".join(out)


def show_sntp_client(call: Call) -> str:
    """Show the SNTP client and its counters; no server answers.  evidence: recalled (all of the layout)"""
    service = call.one(SntpService)
    names = [row.server_addr if (row := call.get(Sntp, number)) else "" for number in range(len(SERVERS))]
    lines = [
        f"SNTP client is {'enabled' if service.enable else 'disabled'}",
        "SNTP time is not valid",
        f"Primary server: {names[0]}",
        f"Secondary server: {names[1]}",
        f"Query interval: {service.poll_intvl}",
        "Last valid SNTP update: None",
        "SNTPC Statistics:",
        *_counts([_requests(call) if name else 0 for name in names]),
    ]
    return "".join(f"{line}\n" for line in lines)


def _requests(call: Call) -> int:
    """Return how many requests went out so far."""
    begun = call.get(SntpBegun)
    return 0 if begun is None else 1 + int((call.node.clock.now - begun.at) // call.one(SntpService).poll_intvl)


def _counts(sent: list[int]) -> Iterator[str]:
    """Yield the counters; a request that nobody answered is lost when the next one goes out."""
    yield " Packets transmitted:"
    for name, count in zip(SERVERS, sent, strict=True):
        yield f"  to {name} server:".ljust(33) + str(count)
    for validity in ("with", "without"):
        yield f" Packets received {validity} valid time:"
        for name in ("Primary", "Secondary", "Broadcast"):
            yield f"  from {name} server:".ljust(33) + "0"
    yield " Replies not received to requests:"
    for name, count in zip(SERVERS, sent, strict=True):
        yield f"  from {name.capitalize()} server:".ljust(33) + str(max(count - 1, 0))
