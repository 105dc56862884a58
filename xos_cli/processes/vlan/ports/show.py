"""`show ports configuration`, and what the screens of ports have in common."""

from collections.abc import Iterator

from xos_cli.command.call import Call
from xos_cli.command.refresh import refreshes
from xos_cli.language import PortList
from xos_cli.processes.vlan.ports.facts import active_members, algorithm_of, config_of
from xos_cli.processes.vlan.ports.mirroring import _lines, _monitor
from xos_cli.processes.vlan.ports.redundant import _line
from xos_cli.processes.vlan.ports.rows import LoadShare, MirrorFilter, PortConfig, PortLink, RedundantPort
from xos_cli.processes.vlan.rows import VR_MGMT, VirtualRouter
from xos_cli.record import NamedTuple
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.hardware.chassis import Port

#: The management port, which is in no slot.
MGMT_PORT = (0, 0)


class PortView(NamedTuple):
    """A port as screens show it: its name, configuration and link (None: its module does not work)."""

    name: str
    port: Port
    config: PortConfig
    link: PortLink | None
    speed: int

    @property
    def state(self) -> str:
        """Return the state of the link: A active, R ready, NP not present."""
        return "NP" if self.link is None else "A" if self.link.up else "R"


def shown(call: Call, port_list: PortList | None, mgmt: bool = False) -> Iterator[PortView]:
    """Yield the ports that are asked for, all if none are named."""
    if mgmt:
        yield _management(call)
        return
    for port in sets.each(sets.given(call.chassis, port_list)):
        config, link = config_of(call.store, port), call.get(PortLink, *port)
        yield PortView(call.chassis.port_name(port), port, config, link, call.chassis.port_type(port).speed)


def _management(call: Call) -> PortView:
    """Return the management port of the MSM one is at.  evidence: inferred (10/100 Mbps, and how it is shown)"""
    partner = call.chassis.management
    link = PortLink(*MGMT_PORT, 1, partner.speed, partner.duplex) if partner else PortLink(*MGMT_PORT)
    return PortView("Mgmt", MGMT_PORT, PortConfig(*MGMT_PORT), link, 100)


def router_names(call: Call) -> list[tuple[int, str]]:
    """Return the ports of each virtual router with its name."""
    return [(sets.read(row.portListInVr), row.name) for row in call.rows(VirtualRouter)]


def router_of_port(routers: list[tuple[int, str]], port: Port) -> str:
    """Return the virtual router that a port is in."""
    if port == MGMT_PORT:
        return VR_MGMT
    return next((name for ports, name in routers if ports & sets.bit(port)), "")


def master_names(call: Call) -> list[tuple[int, str]]:
    """Return the ports of each load-sharing group with the name of its master."""
    names = call.chassis.port_name
    return [(sets.read(row.portList), names((row.slot, row.port))) for row in call.rows(LoadShare)]


def master_of_port(groups: list[tuple[int, str]], port: Port) -> str:
    """Return the master of the group a port is in, "" if it is in none."""
    return next((name for ports, name in groups if ports & sets.bit(port)), "")


# -- show ports configuration ----------------------------------------------------------------------------------------

RULE = "=" * 80 + "\n"
HEAD = (
    "\nPort Configuration\n"
    "Port     Virtual    Port  Link  Auto   Speed      Duplex   Flow  Load   Media\n"
    "         router     State State Neg  Cfg Actual Cfg Actual Cntrl Master Primary\n"
)
LEGEND = (
    "                 Link Status: A-Active, R-Ready, NP-Port not present \n"
    "                 Port State:  D-Disabled, E-Enabled \n"
    "                 Media:  !- Unsupported XENPAK\n"
)


@refreshes
def show_ports_configuration(
    call: Call, port_list: PortList | None = None, mgmt: bool = False, no_refresh: bool = False
) -> str:
    """Show how ports are configured, and what their links are.

    evidence: capture 11.2 (all but OFF and the load master), clients (the columns of these)
    """
    routers, groups = router_names(call), master_names(call)
    rows = [_row(call, port, routers, groups) for port in shown(call, port_list, mgmt)]
    return HEAD + RULE + "".join(rows) + RULE + LEGEND


def _row(call: Call, port: PortView, routers: list[tuple[int, str]], groups: list[tuple[int, str]]) -> str:
    config, link = port.config, port.link
    up = link is not None and link.up
    auto = config.speed is None
    set_to = ("AUTO", "AUTO") if auto else (str(config.speed), (config.duplex or "").upper())
    found = (str(link.speed), link.duplex.upper(), "NONE") if link and up else ("", "", "")
    router, state = router_of_port(routers, port.port), "E" if config.enabled else "D"
    first = f"{port.name:<9}{router[:12]:<13}{state}{port.state:>6}{'ON' if auto else 'OFF':>6}"
    speeds = f"{set_to[0]:>6}{found[0]:>6} {set_to[1]:<4} {found[1]:<4}{found[2]:>8}"
    return f"{first}{speeds} {master_of_port(groups, port.port):<5}{_media(call, port):<11}".rstrip() + "\n"


def _media(call: Call, port: PortView) -> str:
    """Return the primary medium, then the other one; a link on a port with both is on copper, as in the capture."""
    media = ("UTP",) if port.port == MGMT_PORT else call.chassis.port_type(port.port).media
    up = port.link is not None and port.link.up
    if len(media) > 1 and (up or port.config.mediumPreferred):
        media = tuple(sorted(media, key=lambda medium: medium != "UTP"))
    return f"{media[0]:>6}" + (f"{media[1]:>5}" if len(media) > 1 else "")


def show_mirroring(call: Call) -> str:
    """Show the monitor port and the mirroring filters.

    evidence: recalled (layout), inferred (the line where there is none)
    """
    monitor = _monitor(call)
    if monitor is None:
        return "Mirroring is disabled\n"
    link = call.get(PortLink, monitor.slot, monitor.port)
    name = call.chassis.port_name((monitor.slot, monitor.port))
    filters = call.rows(MirrorFilter)
    head = (
        f"Mirror port: {name} is {'up' if link and link.up else 'down'}\nNumber of Mirroring filters: {len(filters)}\n"
    )
    return head + "Mirror Port configuration:\n" + "".join(_lines(call, filters))


def show_ports_redundant(call: Call, port_list: PortList | None = None) -> str:
    """Show the redundant pairs of ports.  evidence: later 30.x (layout)"""
    ports = sets.given(call.chassis, port_list)
    pairs = [pair for pair in call.rows(RedundantPort) if sets.bit((pair.slot, pair.port)) & ports]
    legend = "        Flags: (*)Active, (!) Disabled, (g) Load Share Group\n"
    return "".join(_line(call, pair) for pair in pairs) + legend


SHARING_RULE = "=" * 78 + "\n"


SHARING_HEAD = (
    "Load Sharing Monitor\n"
    "Config    Current    Agg       Ld Share    Ld Share  Agg   Link    Link Up\n"
    "Master    Master     Control   Algorithm   Group     Mbr   State   Transitions\n"
)


SHARING_LEGEND = (
    "Link State: A-Active, D-Disabled, R-Ready, NP-Port not present\n"
    "Load Sharing Algorithm: (L2) Layer 2 address based, (L3) Layer 3 address based\n"
    "                        (port) Port based\n"
)


def show_sharing(call: Call) -> str:
    """Show the load-sharing groups and their ports.

    evidence: capture 12.5 (frame), later 30.x (rows), reference 11.5 (the algorithms of 11.3)
    """
    groups = call.rows(LoadShare)
    rows = "".join(line for group in groups for line in _group_rows(call, group)) or "\n"
    return (
        SHARING_HEAD
        + SHARING_RULE
        + rows
        + SHARING_RULE
        + SHARING_LEGEND
        + f"Number of load sharing trunks: {len(groups)}\n"
    )


def show_ports_sharing(call: Call) -> str:
    """Show the load-sharing groups, as `show sharing` does."""
    return show_sharing(call)


def _group_rows(call: Call, group: LoadShare) -> Iterator[str]:
    """Yield the rows of a group;

    a port takes part if its link is up, with LACP only if its partner has agreed.
    """
    ports = list(sets.each(sets.read(group.portList)))
    links = {port: call.get(PortLink, *port) for port in ports}
    agreed = active_members(call.store, group)
    taking = [port for port, link in links.items() if link and link.up and port in agreed]
    names = call.chassis.port_name
    first = f"{names((group.slot, group.port)):>6} {names(taking[0]) if taking else '':>6}"
    head = f"{first}{'':8}{'LACP' if group.lacp else 'Static':<10}"
    for port in ports:
        member = "Y" if port in taking else "-"
        link = links[port]
        line = f"{head}{algorithm_of(call.store, group):<12}{names(port):<11}{member:<7}"
        line += f"{_link_state(call, port, link):<7}"
        yield f"{line}{link.ups if link else 0:>3}\n"
        head = " " * 31


def _link_state(call: Call, port: Port, link: PortLink | None) -> str:
    if not config_of(call.store, port).enabled:
        return "D"
    return "NP" if link is None else "A" if link.up else "R"
