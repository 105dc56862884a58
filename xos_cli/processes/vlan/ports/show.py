"""`show ports configuration`, and what the screens of ports have in common."""

from collections.abc import Iterator

from xos_cli.command.call import Call
from xos_cli.command.refresh import refreshes
from xos_cli.language import PortList
from xos_cli.processes.vlan.ports.facts import config_of
from xos_cli.processes.vlan.ports.rows import LoadShare, PortConfig, PortLink
from xos_cli.processes.vlan.rows import VR_MGMT, VirtualRouter
from xos_cli.record import NamedTuple
from xos_cli.switch import portset as sets
from xos_cli.switch.chassis import Port

#: The management port, which is in no slot.
MGMT_PORT = (0, 0)


class Shown(NamedTuple):
    """A port as screens show it: its name, what it is set to, its link (None: no module that works)."""

    name: str
    port: Port
    config: PortConfig
    link: PortLink | None
    speed: int

    @property
    def state(self) -> str:
        """A: active, R: ready, NP: not present."""
        return "NP" if self.link is None else "A" if self.link.up else "R"


def shown(call: Call, port_list: PortList | None, mgmt: bool = False) -> Iterator[Shown]:
    """The ports that are asked for, all if none are named."""
    if mgmt:
        yield _management(call)
        return
    for port in sets.each(sets.given(call.chassis, port_list)):
        config, link = config_of(call.store, port), call.get(PortLink, *port)
        yield Shown(call.chassis.port_name(port), port, config, link, call.chassis.port_type(port).speed)


def _management(call: Call) -> Shown:
    """The management port of the MSM one is at.  evidence: inferred (10/100 Mbps, and how it is shown)"""
    partner = call.chassis.management
    link = PortLink(*MGMT_PORT, 1, partner.speed, partner.duplex) if partner else PortLink(*MGMT_PORT)
    return Shown("Mgmt", MGMT_PORT, PortConfig(*MGMT_PORT), link, 100)


def router_names(call: Call) -> list[tuple[int, str]]:
    """The ports of each virtual router."""
    return [(sets.read(row.portListInVr), row.name) for row in call.rows(VirtualRouter)]


def router_of_port(routers: list[tuple[int, str]], port: Port) -> str:
    """The virtual router that a port is in."""
    if port == MGMT_PORT:
        return VR_MGMT
    return next((name for ports, name in routers if ports & sets.bit(port)), "")


def master_names(call: Call) -> list[tuple[int, str]]:
    """The ports of each load-sharing group, and its master."""
    names = call.chassis.port_name
    return [(sets.read(row.portList), names((row.slot, row.port))) for row in call.rows(LoadShare)]


def master_of_port(groups: list[tuple[int, str]], port: Port) -> str:
    """The master of the group a port is in, if it is in one."""
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
    """evidence: capture 11.2 (all but OFF and the load master), clients (the columns of these)"""
    routers, groups = router_names(call), master_names(call)
    rows = [_row(call, port, routers, groups) for port in shown(call, port_list, mgmt)]
    return HEAD + RULE + "".join(rows) + RULE + LEGEND


def _row(call: Call, port: Shown, routers: list[tuple[int, str]], groups: list[tuple[int, str]]) -> str:
    config, link = port.config, port.link
    up = link is not None and link.up
    auto = config.speed is None
    set_to = ("AUTO", "AUTO") if auto else (str(config.speed), (config.duplex or "").upper())
    found = (str(link.speed), link.duplex.upper(), "NONE") if link and up else ("", "", "")
    router, state = router_of_port(routers, port.port), "E" if config.enabled else "D"
    first = f"{port.name:<9}{router[:12]:<13}{state}{port.state:>6}{'ON' if auto else 'OFF':>6}"
    speeds = f"{set_to[0]:>6}{found[0]:>6} {set_to[1]:<4} {found[1]:<4}{found[2]:>8}"
    return f"{first}{speeds} {master_of_port(groups, port.port):<5}{_media(call, port):<11}".rstrip() + "\n"


def _media(call: Call, port: Shown) -> str:
    """The primary medium, then the other one; a link on a port with both is on copper, as in the capture."""
    media = ("UTP",) if port.port == MGMT_PORT else call.chassis.port_type(port.port).media
    up = port.link is not None and port.link.up
    if len(media) > 1 and (up or port.config.mediumPreferred):
        media = tuple(sorted(media, key=lambda medium: medium != "UTP"))
    return f"{media[0]:>6}" + (f"{media[1]:>5}" if len(media) > 1 else "")
