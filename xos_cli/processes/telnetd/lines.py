"""Return the lines of the telnet and SSH servers in `show configuration`."""

from typing import TYPE_CHECKING

from xos_cli.processes.telnetd.rows import PORT, Telnetd

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


from collections.abc import Iterator

from xos_cli.processes.telnetd.rows import Ssh2
from xos_cli.switch.tables import Store


def ssh2_lines(store: Store) -> Iterator[str]:
    """Return the lines of the SSH server, if anything was set."""
    for row in store.rows(Ssh2):
        if not row.enable:
            yield "disable ssh2"
            continue
        profile = f" access-profile {row.profile}" if row.profile else ""
        yield f"enable ssh2{profile} port {row.port} vr {row.vrid}"


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """Return the lines of telnet and SSH: the virtual router always, the rest where it differs from a new switch."""
    row = store.one(Telnetd)
    yield f"configure telnet vr {row.vrid}"
    if row.port != PORT or detail:
        yield f"configure telnet port {row.port}"
    if row.profile:
        yield f"configure telnet access-profile {row.profile}"
    if not row.enable:
        yield "disable telnet"
    yield from ssh2_lines(store)
