"""The multicast manager: the tables, the rows of a new switch, and the hooks."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from xos_cli.processes.mcmgr.rows import (
    FloodList,
    ForwardToRouters,
    Igmp6SnoopTimer,
    Igmp6Timer,
    IgmpSnoopTimer,
    IgmpTimer,
    IpmcForwarding,
    McCache,
    SnoopFilter,
    SnoopProxy,
    SnoopStatic,
    VlanIgmp,
    VlanMld,
    VlanSnooping,
)
from xos_cli.processes.vlan.rows import VR_DEFAULT
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.command.call import Call
    from xos_cli.switch.hardware.chassis import Chassis

TABLES = (
    McCache,
    IgmpSnoopTimer,
    Igmp6SnoopTimer,
    ForwardToRouters,
    IgmpTimer,
    Igmp6Timer,
    SnoopProxy,
    FloodList,
    VlanSnooping,
    IpmcForwarding,
    VlanIgmp,
    VlanMld,
    SnoopStatic,
    SnoopFilter,
)
R = TypeVar("R", bound=tuple[Any, ...])


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the rows of a new switch: the settings of VR-Default.  evidence: capture 11.2"""
    by_router = IgmpSnoopTimer, Igmp6SnoopTimer, ForwardToRouters, IgmpTimer, Igmp6Timer, SnoopProxy
    flood = [FloodList(VR_DEFAULT, v6) for v6 in (0, 1)]
    return [McCache(), *[kind(VR_DEFAULT) for kind in by_router], *flood]


def vlan_flags(store: Store) -> dict[str, str]:
    """Return ``m`` for the VLANs to and from which multicast traffic is forwarded."""
    return {row.vlanName.lower(): "m" for row in store.rows(IpmcForwarding)}


def policies(store: Store) -> Iterator[str]:
    """Yield the policies in use: the groups that are flooded, and those that ports may join."""
    yield from (row.profileName for row in store.rows(FloodList) if row.profileName != "none")
    yield from (row.policy for row in store.rows(SnoopFilter))


def ports_left(call: "Call", vlan_name: str, ports: int) -> None:
    """Forget what was configured by hand of ports that left a VLAN.  evidence: inferred"""
    from xos_cli.processes.mcmgr.static import with_ports

    rows: list[SnoopStatic | SnoopFilter] = [*call.rows(SnoopStatic), *call.rows(SnoopFilter)]
    for row in rows:
        has = sets.read(row.ports)
        if row.vlanName == vlan_name and has & ports:
            with_ports(call, row, has & ~ports)
