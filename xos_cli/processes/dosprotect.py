"""Configure and show the protection against floods of packets for the processor.  None comes, so nothing is blocked.

evidence: capture 11.2 (the row and the lines; the trailing blank), guide 11.3 p.320-321 (commands, what the limits do),
recalled (the screen, `simulated`), inferred (the line of acl-expire)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.language import PortList
from xos_cli.record import NamedTuple
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.tables import Plain, Store, table

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis

ACL_TIMEOUT = 5


@table("dosprotect")
class DosProtect(NamedTuple):
    """Packets per *interval* (seconds) that are logged and blocked; *enable* 2 only says what would be blocked."""

    l3protect_notify: int = 3500
    acl_timeout: int = ACL_TIMEOUT
    l3protect_alert: int = 4000
    trusted_ports: Plain = ""
    enable: Annotated[int, range(3)] = 0
    interval: int = 1
    debug: int = 0


TABLES = (DosProtect,)


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the rows of a new switch.  evidence: capture 11.2"""
    return [DosProtect()]


STATES = ("disable dos-protect", "enable dos-protect", "enable dos-protect simulated")


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """Return the lines of the protection.  evidence: capture 11.2"""
    row = store.one(DosProtect)
    yield STATES[row.enable]
    yield f"configure dos-protect interval {row.interval}"
    if row.acl_timeout != ACL_TIMEOUT or detail:
        yield f"configure dos-protect acl-expire {row.acl_timeout}"
    yield f"configure dos-protect trusted-ports ports {sets.printed(row.trusted_ports)}"
    yield f"configure dos-protect type l3-protect alert-threshold {row.l3protect_alert}"
    yield f"configure dos-protect type l3-protect notify-threshold {row.l3protect_notify}"


def _change(call: Call, **fields: Any) -> None:
    call.put(call.one(DosProtect)._replace(**fields))


def enable_dos_protect(call: Call, simulated: bool = False) -> None:
    """Count packets and block floods; with *simulated*, only log what would be blocked."""
    _change(call, enable=2 if simulated else 1)


def disable_dos_protect(call: Call) -> None:
    """Stop counting packets and block nothing."""
    _change(call, enable=0)


def unconfigure_dos_protect(call: Call) -> None:
    """Restore the settings of a new switch."""
    call.put(DosProtect())


def configure_dos_protect_interval(call: Call, seconds: int) -> None:
    """Set the seconds over which packets are counted."""
    _change(call, interval=seconds)


def configure_dos_protect_acl_expire(call: Call, seconds: int) -> None:
    """Set the seconds for which a flood is blocked."""
    _change(call, acl_timeout=seconds)


def configure_dos_protect_type_l3_protect_alert_threshold(call: Call, packets: int) -> None:
    """Set the packets above which a flood is blocked; a notify threshold above it comes down with it.

    evidence: inferred (that)
    """
    _change(call, l3protect_alert=packets, l3protect_notify=min(packets, call.one(DosProtect).l3protect_notify))


def configure_dos_protect_type_l3_protect_notify_threshold(call: Call, packets: int) -> None:
    """Set the packets above which a flood is logged, not more than those above which it is blocked.

    evidence: inferred (the rule, the words)
    """
    if packets > call.one(DosProtect).l3protect_alert:
        raise Refusal("Error: The notify threshold cannot be greater than the alert threshold.")
    _change(call, l3protect_notify=packets)


def configure_dos_protect_trusted_ports(
    call: Call,
    ports: bool = False,
    add_ports: bool = False,
    delete_ports: bool = False,
    port_list: PortList | None = None,
    all: bool = False,
) -> None:
    """Set the ports whose packets do not count; `ports` without a list sets none."""
    now = sets.read(call.one(DosProtect).trusted_ports)
    named = sets.given(call.chassis, port_list) if port_list or all else 0
    wanted = now | named if add_ports else now & ~named if delete_ports else named
    _change(call, trusted_ports=sets.text(wanted, call.chassis.modular))


def slot_cleared(call: Call, slot: int) -> None:
    """Count the packets of a slot's ports again."""
    left = sets.read(call.one(DosProtect).trusted_ports) & ~sets.slot_mask(slot)
    _change(call, trusted_ports=sets.text(left, call.chassis.modular))


def show_dos_protect(call: Call, detail: bool = False) -> str:
    """Print the settings of the protection."""
    row = call.one(DosProtect)
    state = ("disabled", "enabled", "enabled in simulated mode")[row.enable]
    trusted = sets.printed(row.trusted_ports) or "no trusted ports configured"
    return (
        f"dos-protect is {state}\ndos-protect settings:\n interval: {row.interval} (measurement interval secs)\n"
        f" acl expire time: {row.acl_timeout} (secs)\n trusted ports:\n  {trusted}\n type L3-Protect:\n"
        f"  notify threshold: {row.l3protect_notify} (level for logging a message)\n"
        f"  alert threshold: {row.l3protect_alert} (level for generating an ACL)\n"
    )
