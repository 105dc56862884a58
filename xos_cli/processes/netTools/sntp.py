"""Configure the SNTP client."""

from xos_cli.command.call import Call
from xos_cli.processes.netTools.rows import Sntp, SntpBegun, SntpService
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
    """Set a server for the time by its address or its name."""
    call.put(Sntp(int(secondary), the_router(call.store, vr_name, call.session.context), host_name_or_ip))


def configure_sntp_client_update_interval(call: Call, update_interval: int) -> None:
    """Set the seconds between two requests for the time."""
    call.put(call.one(SntpService)._replace(poll_intvl=update_interval))
    _begin(call)


def unconfigure_sntp_client(call: Call, primary: bool = False, secondary: bool = False) -> None:
    """Delete one server for the time, or all; without a word also reset the interval and turn SNTP off.

    evidence: inferred
    """
    for number, wanted in enumerate((primary, secondary)):
        if wanted or not (primary or secondary):
            call.put(Sntp(number))
    if not (primary or secondary):
        call.put(SntpService())
        _begin(call)


def enable_sntp_client(call: Call) -> None:
    """Begin to ask for the time."""
    call.put(call.one(SntpService)._replace(enable=1))
    _begin(call)


def disable_sntp_client(call: Call) -> None:
    """Stop asking for the time."""
    call.put(call.one(SntpService)._replace(enable=0))
    _begin(call)


def _begin(call: Call) -> None:
    """Note when the first request goes out: now, or never while SNTP is off."""
    if call.one(SntpService).enable:
        call.put(SntpBegun(call.node.clock.now))
        if call.node.fabric is not None:
            call.node.later(0.0, "netTools", "poll_anew")
    else:
        call.delete(SntpBegun)
