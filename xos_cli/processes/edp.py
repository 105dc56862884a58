"""The Extreme Discovery Protocol: timers, and the ports it is on.

evidence: capture 11.2 (rows and lines), recalled (the screen), inferred (how the ports of a chassis are written)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.language import PortList
from xos_cli.record import NamedTuple
from xos_cli.switch import portset as sets
from xos_cli.switch.tables import Plain, Store, table

if TYPE_CHECKING:
    from xos_cli.switch.chassis import Chassis


@table("edpGlobalCfg")
class EdpGlobal(NamedTuple):
    """Seconds: how long a neighbour is remembered, how often the switch tells of itself."""

    timeout: int = 180
    timer: int = 60


@table("edpPortCfg", key=("port",))
class EdpPort(NamedTuple):
    """Whether a port sends and receives EDP; one that has no row does."""

    port: Plain
    enable: int = 1


TABLES = (EdpGlobal, EdpPort)


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """evidence: capture 11.2"""
    return [EdpGlobal(), *[EdpPort(chassis.port_name(port)) for port in chassis.ports]]


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """evidence: capture 11.2"""
    common, rows = store.one(EdpGlobal), store.keyed(EdpPort)
    yield f"configure edp advertisement-interval {common.timer} holddown-interval {common.timeout}"
    for port in chassis.ports:
        name = chassis.port_name(port)
        row = rows.get((name,))
        yield f"{'disable' if row and not row.enable else 'enable'} edp ports {name}"


def configure_edp_advertisement_interval_holddown_interval(call: Call, timer: int, timeout: int) -> None:
    """Seconds."""
    call.put(EdpGlobal(timeout, timer))


def unconfigure_edp(call: Call) -> None:
    """The timers of a new switch."""
    call.put(EdpGlobal())


def _switch(call: Call, ports: PortList | None, enable: int) -> None:
    for port in sets.each(sets.given(call.chassis, ports)):
        call.put(EdpPort(call.chassis.port_name(port), enable))


def slot_cleared(call: Call, slot: int) -> None:
    """Its ports tell of themselves, and listen."""
    for row in call.rows(EdpPort):
        if sets.in_slot(row.port, slot):
            call.put(EdpPort(row.port))


def enable_edp_ports(call: Call, port_list: PortList | None = None, all: bool = False) -> None:
    """Tell of oneself, and listen."""
    _switch(call, port_list, 1)


def disable_edp_ports(call: Call, port_list: PortList | None = None, all: bool = False) -> None:
    """Neither tell nor listen."""
    _switch(call, port_list, 0)


RULE = "=" * 77 + "\n"
HEAD = (
    "Port  Neighbor              Neighbor-ID              Remote     Age   Num\n"
    "                                                     Port             Vlans\n"
) + RULE


def show_edp(call: Call, ports: bool = False, port_list: PortList | None = None, **_: bool) -> str:
    """The timers and the ports it is on; or who is at the other end of ports: nobody there speaks EDP."""
    asked = sets.given(call.chassis, port_list)
    if ports:
        return HEAD + RULE
    common, rows = call.one(EdpGlobal), call.store.keyed(EdpPort)
    names = [call.chassis.port_name(port) for port in sets.each(asked)]
    on = [name for name in names if not ((name,) in rows and not rows[(name,)].enable)]
    return (
        f"EDP advert-interval    :{common.timer} seconds\nEDP holddown-interval  :{common.timeout} seconds\n"
        f"EDP enabled on ports   :{' '.join(on)}\n"
    )
