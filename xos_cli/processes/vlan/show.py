"""`show vlan`: the table, and the block of one VLAN.

A process that has something to say of a VLAN does so by functions of its module: ``vlan_flags(store)``, the letters of
each VLAN by its name in lower case; ``vlan_domains(store, name)``, the STP domains as ``s0(Disabled,Auto-bind) ``.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from ipaddress import IPv4Interface, IPv4Network

from xos_cli.command.call import Call
from xos_cli.command.dialogue import Screen
from xos_cli.processes.vlan.facts import (
    LETTERS,
    addresses,
    has_vlan,
    in_order,
    members,
    present_ports,
    primary,
    protocols_of,
    router_of,
    visited_ports,
    vlan_of,
)
from xos_cli.processes.vlan.ports.facts import active_ports, disabled_ports, masters
from xos_cli.processes.vlan.protocols import filter_named
from xos_cli.processes.vlan.rows import (
    ANY,
    MGMT,
    PROFILES,
    VR_MGMT,
    Protocol,
    VirtualRouter,
    Vlan,
    VlanIpAddress,
    VlanIpv6Address,
)
from xos_cli.record import NamedTuple
from xos_cli.switch.hardware import portset as sets

RULE = "-" * 87 + "\n"
#: Geometry: capture 12.5.
HEAD = (
    "Name            VID  Protocol Addr        Flags                Proto  Ports  Virtual\n"
    "                                                                      Active router\n"
    "                                                                      /Total\n"
)
#: The letters at their places.  evidence: capture 12.5 (the place of T), recalled (f, L), inferred (the others)
PLACES = "CfLmMnoprvEPTNdDi"
#: Width of the letters, and of what stands there where there is no address.
FLAGS, NOTHING = 25, 45
#: evidence: recalled (which letters 11.x has), capture 12.5 (the words)
LEGEND = """Flags : (C) EAPS Control VLAN, (d) NetLogin Dynamically created VLAN,
        (D) VLAN Admin Disabled, (E) ESRP Enabled, (f) IP Forwarding Enabled,
        (i) ISIS Enabled, (L) Loopback Enabled, (m) IPmc Forwarding Enabled,
        (M) Translation Member VLAN or Subscriber VLAN,
        (n) IP Multinetting Enabled, (N) Network Login VLAN, (o) OSPF Enabled,
        (p) PIM Enabled, (P) EAPS protected VLAN, (r) RIP Enabled,
        (T) Member of STP Domain, (v) VRRP Enabled
"""


def show_vlan(
    call: Call, vlan_name: str = "", detail: bool = False, vr_name: str = "", virtual_router: bool = False
) -> Screen | str:
    """Show one VLAN, all of them in detail, or the table of all or of one virtual router's."""
    if vlan_name:
        return _block(call, vlan_of(call.store, vlan_name), _marks(call))
    vlans = in_order(call.store)
    if detail:
        marks = _marks(call)
        return Screen(_block(call, vlan, marks) for vlan in _remaining(call, vlans))
    if vr_name:
        name = router_of(call.store, vr_name).name
        vlans = [vlan for vlan in vlans if vlan.vrName == name]
    return Screen(_table(call, vlans))


def _remaining(call: Call, vlans: list[Vlan]) -> Iterator[Vlan]:
    """Yield those of the VLANs that still exist when it is their turn."""
    return (vlan for vlan in vlans if has_vlan(call.store, vlan.name))


# -- the table -------------------------------------------------------------------------------------------------------


def _table(call: Call, vlans: list[Vlan]) -> Iterator[str]:
    """Yield the table of these VLANs.  evidence: capture 12.5 (layout)"""
    first: dict[str, VlanIpAddress] = {}
    for row in call.rows(VlanIpAddress):
        if not row.secondaryAddr:
            first[row.vlanName] = row
    letters, active = _letters(call), active_ports(call.store)
    count = 0
    yield RULE + HEAD + RULE
    for vlan in _remaining(call, vlans):
        where = _address(first.get(vlan.name), letters.get(vlan.name.lower(), ""))
        ports = "{:<2}/{:<3}".format(*_counts(call, vlan, active))
        name, protocol = f"{vlan.name:<15} {vlan.tag:<4}", vlan.protocolName or ANY
        count += 1
        yield f"{name} {where} {protocol:<6} {ports} {vlan.vrName}\n"
    yield f"{RULE}{LEGEND}\nTotal number of VLAN(s) : {count}\n"


def _address(address: VlanIpAddress | None, letters: str) -> str:
    """Return the address (or a line instead of it) and the letters."""
    flags = "".join(letter if letter in letters else "-" for letter in PLACES).ljust(FLAGS, "-")
    if address is None:
        return flags.rjust(NOTHING, "-")
    return f"{address.ipaddress:<15}/{_length(address.netmask):<3} {flags}"


@cache
def _length(netmask: str) -> int:
    """Return the length of the prefix that a mask stands for."""
    return IPv4Network(f"0.0.0.0/{netmask}").prefixlen


def _letters(call: Call) -> dict[str, str]:
    """Return the letters of each VLAN: this process's own, then those of the others."""
    found: dict[str, str] = {}
    for row in call.rows(VlanIpAddress):
        own = ("f" if row.ipForwarding == 1 else "") + ("n" if row.secondaryAddr else "")
        found[row.vlanName.lower()] = found.get(row.vlanName.lower(), "") + own
    for vlan in call.rows(Vlan):
        if vlan.loopbackMode == 1:
            found[vlan.name.lower()] = found.get(vlan.name.lower(), "") + "L"
    for _, said in call.software.gather("vlan_flags", call.store):
        for name, letters in said.items():
            found[name] = found.get(name, "") + letters
    return found


def _counts(call: Call, vlan: Vlan, active: int) -> tuple[int, int]:
    """Return how many ports a VLAN has up, and in all."""
    if vlan.name == MGMT:
        return int(call.chassis.management is not None), 1
    ports = present_ports(call.store, vlan.name)
    return (ports & active).bit_count(), ports.bit_count()


# -- one VLAN --------------------------------------------------------------------------------------------------------


class Marks(NamedTuple):
    """The ports that are marked: active, disabled, master of a load-sharing group; *logins*: by letter of netlogin."""

    active: int
    disabled: int
    shared: int
    logins: Mapping[str, int] = {}


def _marks(call: Call) -> Marks:
    logins: dict[str, int] = call.software.ask("netLogin", "login_marks", call.store)
    return Marks(active_ports(call.store), disabled_ports(call.store), masters(call.store), logins)


def _block(call: Call, vlan: Vlan, marks: Marks) -> str:
    """Return the block of one VLAN.

    evidence: capture 11.2 (layout, blanks and tabs), later EXOS (``Untagged``), inferred (other values)
    """
    tag = f"802.1Q Tag {vlan.tag} " if vlan.tagged else f"Untagged (Internal tag {vlan.tag}) "
    profile = PROFILES[vlan.qosProfile - 1] if vlan.qosProfile else "None configured"
    domains = call.software.ask("stp", "vlan_domains", call.store, vlan.name) or "None"
    protocol = f"Match protocol filter {vlan.protocolName}" if vlan.protocolName else "Match all unfiltered protocols"
    return (
        f"\nVLAN Interface with name {vlan.name} created by user\n"
        f"\tTagging:\t{tag}\n\tPriority:\t802.1P Priority 0\n\tVirtual router:\t{vlan.vrName}\n"
        + "".join(_addresses(call, vlan))
        + f"\tSTPD: \t\t{domains}\n\tProtocol: \t{protocol}\n"
        + f"\tLoopback: \t{'Enable' if vlan.loopbackMode == 1 else 'Disable'}\n\tNetLogin: \t{_login(call, vlan)}\n"
        + f"\tRate Shape: \tDisable\n\tQosProfile: \t{profile}\n"
        + (_management(call) if vlan.name == MGMT else _ports(call, vlan, marks))
    )


def _login(call: Call, vlan: Vlan) -> str:
    """Return whether clients log in at ports of a VLAN.  evidence: capture 11.2 (the line), inferred (when it is on)"""
    logins: dict[str, int] = call.software.ask("netLogin", "login_marks", call.store)
    guarded = logins["a"] | logins["u"]
    return "Enabled" if guarded & members(call.store, vlan.name).all else "Disabled"


def _addresses(call: Call, vlan: Vlan) -> Iterator[str]:
    first = primary(call.store, vlan.name)
    if first:
        yield f"\tPrimary IP    : {_with_length(first)}\n"
    others = [_with_length(row) for row in addresses(call.store, vlan.name) if row.secondaryAddr]
    if others:
        yield f"\tSecondary IPs : {', '.join(others)}\n"
    six = [row.address for row in call.rows(VlanIpv6Address) if row.vlanName == vlan.name]
    yield f"\tIPv6: \t{', '.join(six) or 'NONE'}\n"


def _with_length(row: VlanIpAddress) -> str:
    return str(IPv4Interface(f"{row.ipaddress}/{row.netmask}"))


def _management(call: Call) -> str:
    """Return the line of the management port of the MSM one is at."""
    up = call.chassis.management is not None
    state = "up" if up else "down"
    return f"\tPorts:\t 1. \t  (Number of active ports={up:d})\n\t Untag: Mgmt-port on Mgmt is {state}\n\n"


def _ports(call: Call, vlan: Vlan, marks: Marks) -> str:
    held = members(call.store, vlan.name)
    held = held._replace(untagged=held.untagged | visited_ports(call.store, vlan.name))
    counts = held.all.bit_count(), (held.all & marks.active).bit_count()
    out = "\tPorts:\t {}. \t  (Number of active ports={})\n".format(*counts)
    if not held.all:
        return out
    out += listed(call, "Untag:", held.untagged, marks) + listed(call, "Tag:", held.tagged, marks)
    return out + (
        "\tFlags:    (*) Active, (!) Disabled, (g) Load Sharing port\n"
        "                  (b) Port blocked on the vlan, (a) Authenticated NetLogin port\n"
        "                  (u) Unauthenticated NetLogin port\n"
    )


def listed(call: Call, label: str, ports: int, marks: Marks) -> str:
    """Return a list of ports, seven to a line, each with its marks."""
    words = []
    for port in sets.each(ports):
        bit = sets.bit(port)
        mark = "!" if bit & marks.disabled else "*" if bit & marks.active else ""
        letters = "g" if bit & marks.shared else ""
        letters += "".join(letter for letter, found in marks.logins.items() if bit & found)
        words.append(f"{mark}{call.chassis.port_name(port)}{letters}")
    lines = [",".join(f"{word:>7}" for word in words[at : at + 7]) for at in range(0, len(words), 7)]
    return f"           {label:<6} " + (",\n" + " " * 18).join(lines) + "\n" if words else ""


def show_protocol(call: Call, protocol_name: str = "") -> str:
    """Show the protocol filters, or one of them.

    evidence: guide 11.0 p.93 (the three columns), recalled (the layout)
    """
    rows = [filter_named(call, protocol_name)] if protocol_name else call.rows(Protocol)
    head = f"Protocol Name     Type    Value\n{'-' * 16}  {'-' * 7} {'-' * 6}\n"
    return head + "".join(line for row in rows for line in _lines(row))


def _lines(row: Protocol) -> Iterator[str]:
    name = row.name
    for protocol in row.protocols.split(",") if row.protocols else [" "]:
        kind, value = protocol.split(" ", 1)
        yield f"{name:<17} {kind:<7} {value}".rstrip() + "\n"
        name = ""


ROUTER_RULE = "-" * 73 + "\n"


def show_virtual_router(call: Call, vr_name: str = "") -> str:
    """Show the virtual routers, or one of them.

    evidence: recalled (the table), inferred (the legend, and that one alone is a table as well)
    """
    routers = [router_of(call.store, vr_name)] if vr_name else call.rows(VirtualRouter)
    head = "Virtual      Number of    Number of   Flags\nRouter       Vlans        Ports\n"
    lines = [_line(call, router) for router in sorted(routers, key=lambda row: row.name.lower())]
    legend = "Flags : " + ", ".join(f"({letter}) {name.upper()}" for name, letter in LETTERS.items()) + "\n"
    return ROUTER_RULE + head + RULE + "".join(lines) + RULE + legend


def _line(call: Call, router: VirtualRouter) -> str:
    vlans = sum(1 for vlan in call.rows(Vlan) if vlan.vrName == router.name)
    ports = 1 if router.name == VR_MGMT else sets.read(router.portListInVr).bit_count()
    has = protocols_of(router)
    flags = "".join(letter if name in has else "-" for name, letter in LETTERS.items())
    return f"{router.name:<12} {vlans:<12} {ports:<11} {flags}\n"
