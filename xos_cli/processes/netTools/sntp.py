"""The time from servers of the network."""

from collections.abc import Iterator

from xos_cli.command.call import Call
from xos_cli.processes.netTools.rows import SERVERS, Sntp, SntpBegun, SntpService
from xos_cli.processes.vlan.facts import the_router


def configure_sntp_client(
    call: Call,
    host_name_or_ip: str,
    primary: bool = False,
    secondary: bool = False,
    server: bool = False,
    vr: bool = False,
    vr_name: str = "",
) -> None:
    """A server by its address or its name."""
    call.put(Sntp(int(secondary), the_router(call.store, vr_name, call.session.context), host_name_or_ip))


def configure_sntp_client_update_interval(call: Call, update_interval: int) -> None:
    """In seconds."""
    call.put(call.one(SntpService)._replace(poll_intvl=update_interval))
    _begin(call)


def unconfigure_sntp_client(call: Call, primary: bool = False, secondary: bool = False) -> None:
    """No server, or no longer one of them; without a word also the default interval, and off.

    evidence: inferred
    """
    for number, wanted in enumerate((primary, secondary)):
        if wanted or not (primary or secondary):
            call.put(Sntp(number))
    if not (primary or secondary):
        call.put(SntpService())
        _begin(call)


def enable_sntp_client(call: Call) -> None:
    """Ask for the time from now on."""
    call.put(call.one(SntpService)._replace(enable=1))
    _begin(call)


def disable_sntp_client(call: Call) -> None:
    """Ask no more."""
    call.put(call.one(SntpService)._replace(enable=0))
    _begin(call)


def _begin(call: Call) -> None:
    """The first request goes out now, if any."""
    if call.one(SntpService).enable:
        call.put(SntpBegun(call.node.clock.now))
    else:
        call.delete(SntpBegun)


def show_sntp_client(call: Call) -> str:
    """No server answers: the emulator has none.  evidence: recalled (all of the layout)"""
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
    """How many requests went out so far."""
    begun = call.get(SntpBegun)
    return 0 if begun is None else 1 + int((call.node.clock.now - begun.at) // call.one(SntpService).poll_intvl)


def _counts(sent: list[int]) -> Iterator[str]:
    """A request that nobody answered is lost when the next one goes out."""
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
