"""`show ports information`, as a table and in detail.

A process that has something to say of ports does so by a function of its module: ``port_flags(call)``, the set of
ports for which each of its letters of the table holds (``{"e": 0b10}``).
"""

from collections.abc import Iterator

from xos_cli.command.call import Call
from xos_cli.command.dialogue import Screen
from xos_cli.language import PortList
from xos_cli.processes.devmgr.facts import local
from xos_cli.processes.vlan.facts import in_order, members, members_of, vman_members
from xos_cli.processes.vlan.ports.config import jumbo_ports, jumbo_size
from xos_cli.processes.vlan.ports.facts import algorithm_of, group_of
from xos_cli.processes.vlan.ports.rows import LoadShare, PortConfig, RedundantPort
from xos_cli.processes.vlan.ports.show import (
    MGMT_PORT,
    PortView,
    master_names,
    master_of_port,
    router_names,
    router_of_port,
    shown,
)
from xos_cli.processes.vlan.rows import ANY, MGMT, PROFILES, Vlan, VlanPort, Vman
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.hardware.chassis import Port
from xos_cli.switch.timing.calendar import stamp

#: The letters at their places.  evidence: later 2x (E or D, m, j, l, a, e, f), inferred (the places of the others)
PLACES = "EmjlaPnoegsf"
RULE = "=" * 80 + "\n"
HEAD = (
    "Port      Flags               Link      Link Num Num  Num   Jumbo QOS     Load\n"
    "                              State     UPS  STP VLAN Proto Size  profile Master\n"
)
LEGEND = """Flags : a - Load Sharing Algorithm address-based, D - Port Disabled,
        e - Extreme Discovery Protocol Enabled, E - Port Enabled,
        f - Flooding Enabled, g - Egress TOS Enabled, j - Jumbo Frame Enabled,
        l - Load Sharing Enabled, m - MACLearning Enabled,
        n - Ingress TOS Enabled, o - Dot1p Replacement Enabled,
        P - Software redundant port(Primary),
        R - Software redundant port(Redundant),
        s - diffserv Replacement Enabled
"""
STATES = {"A": "active", "R": "ready", "NP": "not present"}


def show_ports_information(
    call: Call, port_list: PortList | None = None, mgmt: bool = False, detail: bool = False, no_refresh: bool = False
) -> Screen:
    """Show the settings and the links of ports, as a table or in detail.

    evidence: later 2x (layout), inferred (without what came after 11.3)
    """
    ports = list(shown(call, port_list, mgmt))
    return Screen("".join(_block(call, port)) for port in ports) if detail else Screen(_lines(call, ports))


def _lines(call: Call, ports: list[PortView]) -> Iterator[str]:
    """Yield the table of *ports*; others have their turn while the VLANs are looked through."""
    yield HEAD + RULE
    table = _Table(call)
    for vlan in call.rows(Vlan):
        table.look_at(call, vlan)
        yield ""
    yield from (table.line(port) for port in ports)
    yield RULE + LEGEND


class _Table:
    """The facts that the table needs of every port, looked up once."""

    def __init__(self, call: Call) -> None:
        self.groups, self.jumbo, self.size = master_names(call), jumbo_ports(call), jumbo_size(call)
        self.letters, self.profiles = _letters(call), _profiles(call)
        self.vlans: dict[Port, int] = {}
        self.filters: dict[Port, set[str]] = {}
        self.domains: dict[Port, set[str]] = {}

    def look_at(self, call: Call, vlan: Vlan) -> None:
        """Count a VLAN at its ports."""
        said = str(call.software.ask("stp", "vlan_domains", call.store, vlan.name))
        stp = [domain.partition("(")[0] for domain in said.split()]
        for port in sets.each(members(call.store, vlan.name).all):
            self.vlans[port] = self.vlans.get(port, 0) + 1
            self.filters.setdefault(port, set()).add(vlan.protocolName or ANY)
            self.domains.setdefault(port, set()).update(stp)

    def line(self, port: PortView) -> str:
        """Return the line of one port."""
        link, vlans = port.link, self.vlans.get(port.port, 0)
        filters, stp = len(self.filters.get(port.port, ())), len(self.domains.get(port.port, ()))
        master = master_of_port(self.groups, port.port)
        flags = "".join(self._letter(port, place) for place in PLACES)
        counts = f"{link.ups if link else 0:<5}{stp:<2}{vlans:>4}   {filters:<4}"
        size = self.size if self.jumbo & sets.bit(port.port) else 1522
        profile = self.profiles.get(port.port, "none")
        text = f"{port.name:<10}{flags:<20}{STATES[port.state]:<10}{counts}{size:<6}{profile:<8}{master}"
        return text.rstrip() + "\n"

    def _letter(self, port: PortView, letter: str) -> str:
        """Return the letter at a place, or a dash."""
        bit = sets.bit(port.port)
        if letter == "E":
            return "E" if port.config.enabled else "D"
        if letter == "P":
            return next((one for one in "PR" if self.letters.get(one, 0) & bit), "-")
        return letter if self.letters.get(letter, 0) & bit else "-"


def _profiles(call: Call) -> dict[Port, str]:
    """Return the QoS profile of each port that was given one."""
    return {(row.slot, row.port): PROFILES[row.qosProfile - 1] for row in call.rows(PortConfig) if row.qosProfile}


def _letters(call: Call) -> dict[str, int]:
    """Return the ports for which each letter holds."""
    found: dict[str, int] = {"j": jumbo_ports(call)}
    for port in shown(call, None):
        config = port.config
        own = {"m": config.fdbLearning, "f": not config.flood_mask, "n": config.diffServEnable}
        own |= {"o": config.dot1pRepEnable, "s": config.diffServRepEnable}
        for letter, holds in own.items():
            found[letter] = found.get(letter, 0) | (sets.bit(port.port) if holds else 0)
    for group in call.rows(LoadShare):
        ports = sets.read(group.portList)
        found["l"] = found.get("l", 0) | ports
        found["a"] = found.get("a", 0) | (ports if group.algorithm != "port" else 0)
    for pair in call.rows(RedundantPort):
        found["P"] = found.get("P", 0) | sets.bit((pair.slot, pair.port))
        found["R"] = found.get("R", 0) | sets.bit((pair.redundantSlot, pair.redundantPort))
    for _, said in call.software.gather("port_flags", call):
        for letter, ports_said in said.items():
            found[letter] = found.get(letter, 0) | ports_said
    return found


# -- in detail -------------------------------------------------------------------------------------------------------


def _block(call: Call, port: PortView) -> Iterator[str]:
    """Yield the lines of one port in detail.  evidence: later 22.x (layout, tabs), inferred (which lines 11.3 has)"""
    config = port.config
    yield f"Port:\t{port.name}\n"
    if config.displayString:
        yield f'\tDescription String: "{config.displayString}"\n'
    yield f"\tVirtual-router:\t{router_of_port(router_names(call), port.port)}\n"
    yield f"\tType:\t\t{_medium(call, port)}\n\tAdmin state:\t{_admin(port)}\n"
    yield from _link(call, port)
    yield from _vlans(call, port)
    yield from _trunk(call, port)
    yield f"\tLearning:\t{_on(config.fdbLearning)}\n\tFlooding:\t{_on(not config.flood_mask)}\n"
    jumbo = bool(jumbo_ports(call) & sets.bit(port.port))
    yield f"\tJumbo:\t{_on(jumbo)}{f', MTU= {jumbo_size(call)}' if jumbo else ''}\n"
    yield from _quality(call, port)
    yield from _logins(call, port)
    yield f"\tSmart redundancy: \t\t{_on(not config.smartRedundancyDisabled)}\n"
    yield f"\tSoftware redundant port: \t{_redundant(call, port)}\n\n"


def _quality(call: Call, port: PortView) -> Iterator[str]:
    """Yield the lines of quality of service; a limit of the port only where there can be one."""
    config = port.config
    if not call.chassis.features.queues:
        rate: str = call.software.ask("vlan", "egress_limit", call.store, port.port)
        yield f"\tEgress Port Rate:\t{rate}\n"
    yield f"\tQoS Profile:\t{PROFILES[config.qosProfile - 1] if config.qosProfile else 'None configured'}\n"
    yield f"\tIngress IPTOS Examination: \t{_on(config.diffServEnable)}\n"
    if call.chassis.features.queues:
        yield f"\tIngress 802.1p Inner Exam: \t{_on(config.dot1pExamInnerEnable)}\n"
    yield f"\tEgress IPTOS Replacement:\t{_on(config.diffServRepEnable)}\n"
    yield f"\tEgress 802.1p Replacement:\t{_on(config.dot1pRepEnable)}\n"


def _logins(call: Call, port: PortView) -> Iterator[str]:
    """Yield the lines of network login.  evidence: later 22.x (the lines), guide 11.3 p.373 (that the mode is shown)"""
    enabled, by_mac = call.software.ask("netLogin", "port_login", call.store, port.name)
    yield f"\tNetLogin: \t\t\t{_on(enabled)}\n"
    if call.chassis.features.mac_vlans:
        yield f"\tNetLogin port mode: \t\t{'MAC' if by_mac else 'Port'} based VLANs\n"


def _on(on: object) -> str:
    return "Enabled" if on else "Disabled"


def _medium(call: Call, port: PortView) -> str:
    return "UTP" if port.port == MGMT_PORT else call.chassis.port_type(port.port).media[0]


def _admin(port: PortView) -> str:
    config = port.config
    if config.speed is None:
        return f"{_on(config.enabled)} with auto-duplex auto-speed sensing"
    return f"{_on(config.enabled)} with {_speed(config.speed)} {config.duplex}-duplex"


def _speed(mbps: int) -> str:
    return f"{mbps // 1000}G" if mbps >= 1000 else f"{mbps}M"


def _link(call: Call, port: PortView) -> Iterator[str]:
    link = port.link
    if link is None:
        yield "\tLink State:\tNot present\n"
        return
    yield f"\tLink State:\t{f'Active, {_speed(link.speed)}, {link.duplex}-duplex' if link.up else 'Ready'}\n"
    for label, count, last in (("Ups", link.ups, link.last_up), ("Downs", link.downs, link.last_down)):
        moment = f"    Last: {stamp(local(call.node, last))}" if count else ""
        yield f"\tLink {label + ':':<9}{count:<5}{moment}".rstrip() + "\n"


def _vlans(call: Call, port: PortView) -> Iterator[str]:
    bit = sets.bit(port.port)
    inside = {row.vlanName for row in call.rows(VlanPort) if members_of(row).all & bit}
    vlans = [
        vlan for vlan in in_order(call.store) if vlan.name in inside or (port.port, vlan.name) == (MGMT_PORT, MGMT)
    ]
    limits: dict[str, int] = call.software.ask("fdb", "limits_of_port", call.store, port.port)
    yield "\n\tVLAN cfg:\n"
    for vlan in vlans:
        plain = members(call.store, vlan.name).untagged & bit
        tag = f"Internal Tag = {vlan.tag}" if plain or not vlan.tagged else f"802.1Q Tag = {vlan.tag}"
        limit = limits.get(vlan.name, "No-limit")
        yield f"\t\t Name: {vlan.name}, {tag}, MAC-limit = {limit}, Virtual router:   {vlan.vrName}\n"
    yield from _vmans(call, bit)
    yield "\n\tProtocol:\n"
    for vlan in vlans:
        match = f"Match {vlan.protocolName}." if vlan.protocolName else "Match all protocols."
        yield f"\t\t Name: {vlan.name:<13}Protocol: {vlan.protocolName or ANY:<9}{match}\n"


def _vmans(call: Call, bit: int) -> Iterator[str]:
    """Yield the lines of the VMANs of a port, which stand among its VLANs.  evidence: reference 11.5 p.884"""
    for vman in call.rows(Vman):
        held = vman_members(call.store, vman.name)
        if held.all & bit:
            tag = f"{'802.1Q Tag' if held.tagged & bit and vman.tagged else 'Internal Tag'} = {vman.tag}"
            yield f"\t\t Name: {vman.name}, {tag}, MAC-limit = No-limit, Virtual router:   {vman.vrName}\n"


def _trunk(call: Call, port: PortView) -> Iterator[str]:
    group = group_of(call.store, port.port)
    if group is None:
        yield "\tTrunking:\tLoad sharing is not enabled.\n\n"
        return
    ports = sets.read(group.portList)
    what = "Master" if (group.slot, group.port) == port.port else "Member"
    algorithm = algorithm_of(call.store, group)
    how = "port based" if algorithm == "port" else f"address based - {algorithm}"
    yield f"\tTrunking:\t{what} port with {ports.bit_count()} members using algorithm {how}\n"
    yield f"\tMembers: \t{sets.printed(group.portList)}\n\n"


def _redundant(call: Call, port: PortView) -> str:
    for pair in call.rows(RedundantPort):
        if (pair.slot, pair.port) == port.port:
            return "Enabled (Primary)"
        if (pair.redundantSlot, pair.redundantPort) == port.port:
            return "Enabled (Redundant)"
    return "Disabled"
