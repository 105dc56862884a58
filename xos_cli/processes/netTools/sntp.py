"""The time from servers of the network."""

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
