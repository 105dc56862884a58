"""Protection against floods of packets for the processor.  None comes, so nothing is ever blocked.

evidence: capture 11.2 (the row and the lines; the trailing blank), guide 11.3 p.320-321 (commands, what the limits do),
recalled (the screen, `simulated`), inferred (the line of acl-expire)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.language import PortList
from xos_cli.record import NamedTuple
from xos_cli.switch import portset as sets
from xos_cli.switch.tables import Plain, Store, table

if TYPE_CHECKING:
    from xos_cli.switch.chassis import Chassis

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
    """evidence: capture 11.2"""
    return [DosProtect()]


STATES = ("disable dos-protect", "enable dos-protect", "enable dos-protect simulated")


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """evidence: capture 11.2"""
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
    """*simulated*: log what would be blocked, and block nothing."""
    _change(call, enable=2 if simulated else 1)


def disable_dos_protect(call: Call) -> None:
    """Count nothing."""
    _change(call, enable=0)


def unconfigure_dos_protect(call: Call) -> None:
    """As on a new switch."""
    call.put(DosProtect())


def configure_dos_protect_interval(call: Call, seconds: int) -> None:
    """Over which packets are counted."""
    _change(call, interval=seconds)


def configure_dos_protect_acl_expire(call: Call, seconds: int) -> None:
    """How long a flood is blocked."""
    _change(call, acl_timeout=seconds)


def configure_dos_protect_type_l3_protect_alert_threshold(call: Call, packets: int) -> None:
    """More are blocked; a notify threshold above it comes down with it.  evidence: inferred (that)"""
    _change(call, l3protect_alert=packets, l3protect_notify=min(packets, call.one(DosProtect).l3protect_notify))


def configure_dos_protect_type_l3_protect_notify_threshold(call: Call, packets: int) -> None:
    """More are logged; what is blocked before is not.  evidence: inferred (the rule, the words)"""
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
    """Ports whose packets do not count; `ports` with nothing behind it: none."""
    now = sets.read(call.one(DosProtect).trusted_ports)
    named = sets.given(call.chassis, port_list) if port_list or all else 0
    wanted = now | named if add_ports else now & ~named if delete_ports else named
    _change(call, trusted_ports=sets.text(wanted, call.chassis.modular))


def slot_cleared(call: Call, slot: int) -> None:
    """The packets of its ports count."""
    left = sets.read(call.one(DosProtect).trusted_ports) & ~sets.slot_mask(slot)
    _change(call, trusted_ports=sets.text(left, call.chassis.modular))


def show_dos_protect(call: Call, detail: bool = False) -> str:
    """What is configured."""
    row = call.one(DosProtect)
    state = ("disabled", "enabled", "enabled in simulated mode")[row.enable]
    trusted = sets.printed(row.trusted_ports) or "no trusted ports configured"
    return (
        f"dos-protect is {state}\ndos-protect settings:\n interval: {row.interval} (measurement interval secs)\n"
        f" acl expire time: {row.acl_timeout} (secs)\n trusted ports:\n  {trusted}\n type L3-Protect:\n"
        f"  notify threshold: {row.l3protect_notify} (level for logging a message)\n"
        f"  alert threshold: {row.l3protect_alert} (level for generating an ACL)\n"
    )
