"""Configure and show the protection against floods of packets for the processor; the I/O modules carry it out.

evidence: capture 11.2 (the row and the lines; the trailing blank), guide 11.3 p.320-321 (commands, what the limits do),
recalled (the screen, `simulated`), inferred (the line of acl-expire, the events, the flows that `detail` prints)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.language import PortList
from xos_cli.record import NamedTuple
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.tables import Plain, Scope, Store, table

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis, Port
    from xos_cli.switch.node import Node

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


@table("dos_block", key=("port", "source"), scope=Scope.LOCAL)
class DosBlock(NamedTuple):
    """A flow that was blocked: *until* in virtual seconds, how many *packets* came in the interval."""

    port: Plain
    source: Plain
    until: float
    packets: int


@table("dos_counts", scope=Scope.LOCAL)
class DosCounts(NamedTuple):
    """How often a threshold was reached since this MSM manages the switch."""

    notices: int = 0
    alerts: int = 0


TABLES = (DosProtect, DosBlock, DosCounts)
FOLLOWS = (DosProtect,)


def running(node: "Node") -> None:
    """Program the protection on a new master."""
    program_guard(node)


def rows_changed(node: "Node") -> None:
    """Apply a change of the settings."""
    if node.is_master:
        program_guard(node)


def program_guard(node: "Node") -> None:
    """Program the I/O modules to count and block as the settings say."""
    if node.fabric is None:
        return
    row = node.store.one(DosProtect)
    if not row.enable:
        node.fabric.guard = None
        return
    from xos_cli.switch.fabric.dos_guard import DosGuard, DosSettings

    trusted = frozenset(sets.each(sets.read(row.trusted_ports)))
    limits = row.interval, row.l3protect_notify, row.l3protect_alert, row.acl_timeout
    settings = DosSettings(*limits, trusted, row.enable == 2)
    if node.fabric.guard is None or node.fabric.guard.settings != settings:
        node.fabric.guard = DosGuard(settings)


def flooded(node: "Node", what: str, packets: int, port: "Port", source: int) -> None:
    """Log that a threshold was reached, and keep the flow that is blocked."""
    row, counts = node.store.one(DosProtect), next(iter(node.store.rows(DosCounts)), DosCounts())
    if what == "notify":
        node.put([counts._replace(notices=counts.notices + 1)])
        node.event("Notice", "DOSProt.Notify", f"Notify threshold reached: {packets} packets for the CPU")
        return
    from xos_cli.packets.addresses import ip_text

    name, address = node.chassis.port_name(port), ip_text(source)
    node.put([counts._replace(alerts=counts.alerts + 1)])
    done = "would be blocked" if row.enable == 2 else f"is blocked for {row.acl_timeout} seconds"
    node.event("Warning", "DOSProt.Alert", f"Alert threshold reached: traffic from {address} at port {name} {done}")
    if row.enable == 1:
        node.put([DosBlock(name, address, node.clock.now + row.acl_timeout, packets)])


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
    screen = (
        f"dos-protect is {state}\ndos-protect settings:\n interval: {row.interval} (measurement interval secs)\n"
        f" acl expire time: {row.acl_timeout} (secs)\n trusted ports:\n  {trusted}\n type L3-Protect:\n"
        f"  notify threshold: {row.l3protect_notify} (level for logging a message)\n"
        f"  alert threshold: {row.l3protect_alert} (level for generating an ACL)\n"
    )
    return screen + _flows(call) if detail else screen


def _flows(call: Call) -> str:
    """Return how often the thresholds were reached, and the flows that are blocked now."""
    counts, now = next(iter(call.rows(DosCounts)), DosCounts()), call.node.clock.now
    rows = [row for row in call.rows(DosBlock) if row.until > now]
    text = f" notices: {counts.notices}\n alerts: {counts.alerts}\n ACLs in place: {len(rows)}\n"
    return text + "".join(f"  port {row.port}, source {row.source}: {row.until - now:.0f} secs left\n" for row in rows)
