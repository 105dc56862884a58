"""Mirroring: frames of ports and VLANs are sent to one port as well.  evidence: guide 11.0 p.78 (the rules)"""

from collections.abc import Iterator

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.language import PortList
from xos_cli.processes.vlan.facts import numbers, vlan_of
from xos_cli.processes.vlan.ports.facts import group_of
from xos_cli.processes.vlan.ports.members import remove_everywhere
from xos_cli.processes.vlan.ports.rows import MirrorFilter, MirrorPort
from xos_cli.switch.hardware import portset as sets

#: How many filters there can be.
MOST = 16


def enable_mirroring_to_port(call: Call, port: PortList, tagged: bool = False, untagged: bool = False) -> None:
    """Make a port the monitor port, which takes it out of its VLANs; to name another, take away all filters first."""
    monitor = sets.first(sets.given(call.chassis, port))
    before = _monitor(call)
    if before and (before.slot, before.port) != monitor and call.rows(MirrorFilter):
        raise Refusal("Error: Delete all mirroring filters before changing the monitor port.")
    if group_of(call.store, monitor):
        raise Refusal("Error: The monitor port cannot be in a load sharing group.")
    if call.get(MirrorFilter, "", *monitor):
        raise Refusal("Error: The monitor port cannot be mirrored.")
    remove_everywhere(call, sets.bit(monitor))
    call.put(MirrorPort(*monitor, int(tagged)))
    call.put(numbers(call.store)._replace(mirrorEnable=1))


def disable_mirroring(call: Call) -> None:
    """Disable mirroring, and delete all its filters."""
    call.delete(MirrorPort)
    for row in call.rows(MirrorFilter):
        call.drop(row)
    call.put(numbers(call.store)._replace(mirrorEnable=0))


def _monitor(call: Call) -> MirrorPort | None:
    rows = call.rows(MirrorPort)
    return rows[0] if rows else None


def configure_mirroring_add(
    call: Call, vlan_name: str = "", port: PortList | None = None, vlan: bool = False, **_: bool
) -> None:
    """Mirror a VLAN, a port, or a port's part of a VLAN."""
    row = _filter(call, vlan_name, port)
    monitor = _monitor(call)
    if monitor is None:
        raise Refusal("Error: Mirroring is not enabled.")
    if (monitor.slot, monitor.port) == (row.slot, row.port):
        raise Refusal("Error: The monitor port cannot be mirrored.")
    if len(call.rows(MirrorFilter)) >= MOST and row not in call.rows(MirrorFilter):
        raise Refusal(f"Error: The maximum number of mirroring filters is {MOST}.")
    call.put(row)


def configure_mirroring_delete(
    call: Call, all: bool = False, vlan_name: str = "", port: PortList | None = None, vlan: bool = False, **_: bool
) -> None:
    """Delete one mirroring filter, or all of them."""
    gone = call.rows(MirrorFilter) if all else [_filter(call, vlan_name, port)]
    for row in gone:
        if row not in call.rows(MirrorFilter):
            raise Refusal("Error: There is no such mirroring filter.")
        call.drop(row)


def _filter(call: Call, vlan_name: str, port: PortList | None) -> MirrorFilter:
    name = vlan_of(call.store, vlan_name).name if vlan_name else ""
    return MirrorFilter(name, *(sets.first(sets.given(call.chassis, port)) if port else (0, 0)))


def _lines(call: Call, filters: list[MirrorFilter]) -> Iterator[str]:
    for row in filters:
        name = call.chassis.port_name((row.slot, row.port))
        if not row.slot:
            yield f"       All ports in vlan {row.vlanName}\n"
        else:
            yield f"       Port number {name} in {f'vlan {row.vlanName}' if row.vlanName else 'all vlans'}\n"
