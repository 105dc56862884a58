"""`show ports statistics`, `rxerrors`, `txerrors`, `collisions`, `packet`, `utilization`.

No frame passes through this switch, so every counter stands at 0; what changes is the links.

evidence: capture 12.5 (rxerrors, txerrors), recalled (the other layouts)
"""

from xos_cli.command.call import Call
from xos_cli.command.refresh import refreshes
from xos_cli.language import PortList
from xos_cli.processes.vlan.ports.show import Shown, shown
from xos_cli.switch import portset as sets

RULE = "=" * 80 + "\n"
LEGEND = "          Link State: A-Active, R-Ready, NP-Port Not Present L-Loopback\n"


def _screen(call: Call, head: str, columns: str, port_list: PortList | None, mgmt: bool = False) -> str:
    """A heading, a line for each port, a legend.  *columns*: where each counter ends, counted from the left."""
    ends = [int(word) for word in columns.split()]
    widths = [end - start for start, end in zip([11, *ends], ends, strict=False)]
    zeros = "".join(f"{0:>{width}}" for width in widths)
    return head + RULE + "".join(_line(port, zeros) for port in shown(call, port_list, mgmt)) + RULE + LEGEND


def _line(port: Shown, counters: str) -> str:
    return f"{port.name:<9}{port.state:>2}{counters}\n"


@refreshes
def show_ports_rxerrors(
    call: Call, port_list: PortList | None = None, mgmt: bool = False, no_refresh: bool = False
) -> str:
    """evidence: capture 12.5"""
    head = (
        "Port Rx Error Monitor\n"
        "Port      Link     Rx      Rx      Rx        Rx      Rx         Rx         Rx\n"
        "          State    Crc    Over    Under     Frag    Jabber      Align      Lost\n"
    )
    return _screen(call, head, "20 28 37 46 55 66 77", port_list, mgmt)


@refreshes
def show_ports_txerrors(
    call: Call, port_list: PortList | None = None, mgmt: bool = False, no_refresh: bool = False
) -> str:
    """evidence: capture 12.5"""
    head = (
        "Port Tx Error Monitor\n"
        "Port      Link      Tx          Tx          Tx          Tx       Tx       Tx\n"
        "          State     Coll        Late coll   Deferred    Errors   Lost     Parity\n"
    )
    return _screen(call, head, "21 34 46 56 66 76", port_list, mgmt)


@refreshes
def show_ports_statistics(
    call: Call, port_list: PortList | None = None, mgmt: bool = False, no_refresh: bool = False
) -> str:
    """evidence: recalled"""
    head = (
        "Port Statistics\n"
        "Port      Link       Tx Pkt     Tx Byte      Rx Pkt     Rx Byte      Rx      Rx\n"
        "          Status      Count       Count       Count       Count   Bcast   Mcast\n"
    )
    return _screen(call, head, "27 39 51 63 71 79", port_list, mgmt)


@refreshes
def show_ports_collisions(
    call: Call, port_list: PortList | None = None, mgmt: bool = False, no_refresh: bool = False
) -> str:
    """How many frames met with one, two ... sixteen collisions.  evidence: recalled"""
    counts = "".join(f"{number:>4}" for number in range(1, 17))
    head = f"Port Collision Monitor\nPort      Link  Collision Histogram\n          State{counts[3:]}\n"
    return _screen(call, head, " ".join(str(16 + 4 * number) for number in range(16)), port_list, mgmt)


@refreshes
def show_ports_packet(
    call: Call, port_list: PortList | None = None, mgmt: bool = False, no_refresh: bool = False
) -> str:
    """Frames received, by their size in bytes.  evidence: recalled"""
    head = (
        "Receive Packet Statistics\n"
        "Port      Link                      Packet Sizes\n"
        "          Status     0-64   65-127  128-255  256-511  512-1023  1024-1518   Jumbo\n"
    )
    return _screen(call, head, "25 34 43 52 62 73 81", port_list, mgmt)


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
    """Averages, by bandwidth unless it says otherwise.  evidence: later 22.x (bandwidth), recalled (the others)"""
    unit, zero = ("bytes/sec", "0") if bytes else ("pkts/sec", "0") if packets else ("% bandwidth", "0.00")
    head = (
        "Link Utilization Averages\n"
        "Port     Link    Link   Rx             Peak Rx       Tx            Peak Tx\n"
        f"         State   Speed  {unit:<15}{unit:<14}{unit:<14}{unit}\n"
    )
    rows = [_used(port, zero) for port in shown(call, port_list, mgmt)]
    return head + RULE + "".join(rows) + RULE + LEGEND


def _used(port: Shown, zero: str) -> str:
    speed = port.link.speed if port.link and port.link.up else ""
    return f"{port.name:<9}{port.state:>2}{speed:>11}{zero:>10}{zero:>14}{zero:>14}{zero:>16}\n"


def clear_counters(call: Call) -> None:
    """Nothing is left to clear: every counter stands at 0."""


def clear_counters_ports(call: Call, port_list: PortList | None = None) -> None:
    """Nothing is left to clear: every counter stands at 0."""
    sets.given(call.chassis, port_list)
