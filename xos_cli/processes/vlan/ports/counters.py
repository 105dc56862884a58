"""`show ports statistics`, `rxerrors`, `txerrors`, `collisions`, `packet`, `utilization`.

The counters are those of the I/O modules.  A switch that is not part of a network has none, and every counter is 0.

evidence: capture 12.5 (rxerrors, txerrors), recalled (the other layouts)
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from xos_cli.command.call import Call
from xos_cli.command.refresh import refreshes
from xos_cli.language import PortList
from xos_cli.processes.vlan.ports.show import MGMT_PORT, PortView, shown
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.hardware.chassis import Port

if TYPE_CHECKING:
    from xos_cli.switch.fabric.counters import Counters, Load

#: Frames by size, as `show ports packet` counts them.  evidence: recalled
BINS = ((0, 64), (65, 127), (128, 255), (256, 511), (512, 1023), (1024, 1518), (1519, 65535))
RULE = "=" * 80 + "\n"
LEGEND = "          Link State: A-Active, R-Ready, NP-Port Not Present L-Loopback\n"


def _screen(
    call: Call,
    head: str,
    columns: str,
    port_list: PortList | None,
    mgmt: bool = False,
    values: "Callable[[Counters], Sequence[int]] | None" = None,
) -> str:
    """Return a heading, a line for each port, and a legend.

    *columns*: where each counter ends, counted from the left; *values*: the counters of a port, none for zeros.
    """
    ends = [int(word) for word in columns.split()]
    widths = [end - start for start, end in zip([11, *ends], ends, strict=False)]
    lines = []
    for port in shown(call, port_list, mgmt):
        counters = counters_of(call, port.port)
        numbers = values(counters) if counters is not None and values is not None else [0] * len(widths)
        cells = "".join(f"{number:>{width}}" for number, width in zip(numbers, widths, strict=True))
        lines.append(f"{port.name:<9}{port.state:>2}{cells}\n")
    return head + RULE + "".join(lines) + RULE + LEGEND


def counters_of(call: Call, port: Port) -> "Counters | None":
    """Return what the I/O modules have counted on a port up to now; None if the switch is not part of a network."""
    fabric = call.node.fabric
    if fabric is None:
        return None
    found = fabric.management[call.node.name] if port == MGMT_PORT else fabric.ports[port]
    return found.counters.look(call.node.clock.now)


def _errors(prefix: str) -> "Callable[[Counters], Sequence[int]]":
    """Return the counters of errors of one direction, in the order of their columns."""
    return lambda counters: [count for name, count in counters.errors.items() if name.startswith(prefix)]


@refreshes
def show_ports_rxerrors(
    call: Call, port_list: PortList | None = None, mgmt: bool = False, no_refresh: bool = False
) -> str:
    """Show the errors of received frames, by port.  evidence: capture 12.5"""
    head = (
        "Port Rx Error Monitor\n"
        "Port      Link     Rx      Rx      Rx        Rx      Rx         Rx         Rx\n"
        "          State    Crc    Over    Under     Frag    Jabber      Align      Lost\n"
    )
    return _screen(call, head, "20 28 37 46 55 66 77", port_list, mgmt, _errors("rx_"))


@refreshes
def show_ports_txerrors(
    call: Call, port_list: PortList | None = None, mgmt: bool = False, no_refresh: bool = False
) -> str:
    """Show the errors of sent frames, by port.  evidence: capture 12.5"""
    head = (
        "Port Tx Error Monitor\n"
        "Port      Link      Tx          Tx          Tx          Tx       Tx       Tx\n"
        "          State     Coll        Late coll   Deferred    Errors   Lost     Parity\n"
    )
    return _screen(call, head, "21 34 46 56 66 76", port_list, mgmt, _errors("tx_"))


@refreshes
def show_ports_statistics(
    call: Call, port_list: PortList | None = None, mgmt: bool = False, no_refresh: bool = False
) -> str:
    """Show the frames and bytes sent and received, by port.  evidence: recalled"""
    head = (
        "Port Statistics\n"
        "Port      Link       Tx Pkt     Tx Byte      Rx Pkt     Rx Byte      Rx      Rx\n"
        "          Status      Count       Count       Count       Count   Bcast   Mcast\n"
    )
    return _screen(call, head, "27 39 51 63 71 79", port_list, mgmt, _totals)


def _totals(counters: "Counters") -> list[int]:
    rx, tx = counters.rx, counters.tx
    return [tx.frames, tx.octets, rx.frames, rx.octets, rx.broadcasts, rx.multicasts]


@refreshes
def show_ports_collisions(
    call: Call, port_list: PortList | None = None, mgmt: bool = False, no_refresh: bool = False
) -> str:
    """Show how many frames met with one, two ... sixteen collisions.  evidence: recalled"""
    counts = "".join(f"{number:>4}" for number in range(1, 17))
    head = f"Port Collision Monitor\nPort      Link  Collision Histogram\n          State{counts[3:]}\n"
    return _screen(call, head, " ".join(str(16 + 4 * number) for number in range(16)), port_list, mgmt)


@refreshes
def show_ports_packet(
    call: Call, port_list: PortList | None = None, mgmt: bool = False, no_refresh: bool = False
) -> str:
    """Show the frames received, by their size in bytes.  evidence: recalled"""
    head = (
        "Receive Packet Statistics\n"
        "Port      Link                      Packet Sizes\n"
        "          Status     0-64   65-127  128-255  256-511  512-1023  1024-1518   Jumbo\n"
    )
    return _screen(call, head, "25 34 43 52 62 73 81", port_list, mgmt, lambda c: [c.rx.between(*bin) for bin in BINS])


@refreshes
def show_ports_utilization(
    call: Call,
    port_list: PortList | None = None,
    mgmt: bool = False,
    bandwidth: bool = False,
    bytes: bool = False,
    packets: bool = False,
    no_refresh: bool = False,
) -> str:
    """Show average rates, by bandwidth unless the command says otherwise.

    evidence: later 22.x (bandwidth), recalled (the others)
    """
    unit, zero = ("bytes/sec", "0") if bytes else ("pkts/sec", "0") if packets else ("% bandwidth", "0.00")
    head = (
        "Link Utilization Averages\n"
        "Port     Link    Link   Rx             Peak Rx       Tx            Peak Tx\n"
        f"         State   Speed  {unit:<15}{unit:<14}{unit:<14}{unit}\n"
    )
    rows = [_used(call, port, zero, bytes, packets) for port in shown(call, port_list, mgmt)]
    return head + RULE + "".join(rows) + RULE + LEGEND


def _used(call: Call, port: PortView, zero: str, octets: bool, frames: bool) -> str:
    """Return the averages of the last window and their peaks:

    octets or frames a second, or the share of the link's speed.
    """
    speed = port.link.speed if port.link and port.link.up else ""
    counters, cells = counters_of(call, port.port), [zero] * 4
    if counters is not None:
        loads = [load for flow in (counters.rx, counters.tx) for load in (flow.last, flow.peak)]
        whole = (port.link.speed if port.link else 0) or port.speed
        cells = [_cell(load, octets, frames, whole) for load in loads]
    return f"{port.name:<9}{port.state:>2}{speed:>11}{cells[0]:>10}{cells[1]:>14}{cells[2]:>14}{cells[3]:>16}\n"


def _cell(load: "Load", octets: bool, frames: bool, speed: int) -> str:
    """Return one average as text.  A frame takes 20 octets more of the link than it has: preamble and gap."""
    if octets or frames:
        return str(round(load.octets if octets else load.frames))
    return f"{(load.octets + 20 * load.frames) * 8 / (speed * 1e4):.2f}"


def clear_counters(call: Call) -> None:
    """Set the counters of all ports to 0."""
    _clear(call, sets.every(call.chassis))


def clear_counters_ports(call: Call, port_list: PortList | None = None) -> None:
    """Set the counters of ports to 0."""
    _clear(call, sets.given(call.chassis, port_list))


def _clear(call: Call, ports: int) -> None:
    fabric = call.node.fabric
    if fabric is not None:
        for port in sets.each(ports):
            fabric.ports[port].counters.clear(call.node.clock.now)
