"""`show ports` without what is asked for: a line for each port, with its VLAN and its link.

evidence: later 12 (parsers of the screen: columns, letters), recalled (that 11.3 has it)
"""

from collections.abc import Iterator

from xos_cli.command.call import Call
from xos_cli.command.refresh import refreshes
from xos_cli.language import PortList
from xos_cli.processes.vlan.facts import members
from xos_cli.processes.vlan.ports.show import PortView, shown
from xos_cli.processes.vlan.rows import Vlan
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.hardware.chassis import Port

RULE = "=" * 80 + "\n"
HEAD = (
    "Port     Display              VLAN Name           Port  Link  Speed  Duplex\n"
    "#        String               (or # VLANs)        State State Actual Actual\n"
)
LEGEND = "   Port State: D-Disabled, E-Enabled\n   Link State: A-Active, R-Ready, NP-Port Not Present\n"


@refreshes
def show_ports(call: Call, port_list: PortList | None = None, mgmt: bool = False, no_refresh: bool = False) -> str:
    """Show the display string, the VLAN or the number of VLANs, and the link of ports."""
    ports, vlans = list(shown(call, port_list, mgmt)), _vlans(call)
    return HEAD + RULE + "".join(_line(port, vlans.get(port.port, [])) for port in ports) + RULE + LEGEND


def _vlans(call: Call) -> dict[Port, list[str]]:
    """Return the names of the VLANs of each port."""
    found: dict[Port, list[str]] = {}
    for port, name in _members(call):
        found.setdefault(port, []).append(name)
    return found


def _members(call: Call) -> Iterator[tuple[Port, str]]:
    for vlan in call.rows(Vlan):
        yield from ((port, vlan.name) for port in sets.each(members(call.store, vlan.name).all))


def _line(port: PortView, vlans: list[str]) -> str:
    """Return the line of a port; what is too long for its column is cut."""
    named = vlans[0] if len(vlans) == 1 else f"({len(vlans):04})"
    up = port.link is not None and port.link.up
    speed, duplex = (str(port.link.speed), port.link.duplex.upper()) if port.link is not None and up else ("", "")
    text = f"{port.name:<9}{(port.config.displayString or '')[:20]:<21}{named[:19]:<20}"
    return f"{text}{'E' if port.config.enabled else 'D':<6}{port.state:<6}{speed:<7}{duplex}".rstrip() + "\n"
