"""`show edp`: the timers, and the neighbours of ports.

evidence: recalled (both screens), inferred (``detail``)
"""

from collections.abc import Iterator

from xos_cli.command.call import Call
from xos_cli.language import PortList
from xos_cli.packets.addresses import mac_text
from xos_cli.processes.edp.rows import EdpGlobal, EdpNeighbor
from xos_cli.switch.discovery import Discoverer
from xos_cli.switch.hardware import portset as sets

RULE = "=" * 77 + "\n"
HEAD = (
    "Port  Neighbor              Neighbor-ID              Remote     Age   Num\n"
    "                                                     Port             Vlans\n"
) + RULE


def show_edp(
    call: Call, ports: bool = False, port_list: PortList | None = None, detail: bool = False, **_: bool
) -> str:
    """Show the timers and the ports that EDP is on, or who is at the other end of ports."""
    asked = sets.given(call.chassis, port_list)
    if not ports:
        return _timers(call, asked)
    known = [row for row in call.rows(EdpNeighbor) if sets.bit((row.slot, row.port)) & asked]
    known.sort()
    if detail:
        return "".join(_block(call, port, known) for port in sets.each(asked) if _is_worth(call, port, known))
    return HEAD + "".join(_row(call, row) for row in known) + RULE


def _timers(call: Call, asked: int) -> str:
    from xos_cli.processes.edp.run import is_on

    common = call.one(EdpGlobal)
    names = [call.chassis.port_name(port) for port in sets.each(asked) if is_on(call.node, port)]
    return (
        f"EDP advert-interval    :{common.timer} seconds\nEDP holddown-interval  :{common.timeout} seconds\n"
        f"EDP enabled on ports   :{' '.join(names)}\n"
    )


def _row(call: Call, row: EdpNeighbor) -> str:
    start = f"{call.chassis.port_name((row.slot, row.port)):<6}{row.name[:20]:<22}00:00:{mac_text(row.mac):<19}"
    return f"{start}{row.remote_slot}:{row.remote_port:<9}{_age(call, row):<6}{len(row.vlans)}\n"


def _age(call: Call, row: EdpNeighbor) -> int:
    """Return the seconds since the neighbour was last heard."""
    found = call.node.memory.get("edp")
    assert isinstance(found, Discoverer)
    return int(call.node.clock.now - found.discovery.heard.get((row.slot, row.port, row.mac), call.node.clock.now))


def _counted(call: Call, port: tuple[int, int]) -> list[int]:
    found = call.node.memory.get("edp")
    names = ("sent", "received", "errors")
    return [found.counted[port, name] for name in names] if isinstance(found, Discoverer) else [0, 0, 0]


def _is_worth(call: Call, port: tuple[int, int], known: list[EdpNeighbor]) -> bool:
    """Return whether anything was sent or heard at a port."""
    return any(_counted(call, port)) or any((row.slot, row.port) == port for row in known)


def _block(call: Call, port: tuple[int, int], known: list[EdpNeighbor]) -> str:
    sent, received, errors = _counted(call, port)
    lines = [
        f"Port: {call.chassis.port_name(port)}",
        f"  EDP packets sent: {sent}  received: {received}  errors: {errors}",
        *[line for row in known if (row.slot, row.port) == port for line in _neighbor(call, row)],
    ]
    return "".join(f"{line}\n" for line in lines) + "\n"


def _neighbor(call: Call, row: EdpNeighbor) -> Iterator[str]:
    yield f"  Neighbor: {row.name}  Neighbor-ID: 00:00:{mac_text(row.mac)}"
    yield f"  Remote Port: {row.remote_slot}:{row.remote_port}  Age: {_age(call, row)}  Version: {row.version}"
    for vlan in row.vlans:
        yield f"    Vlan: {vlan.name}  Tag: {vlan.tag}{f'  Address: {vlan.address}' if vlan.address else ''}"
