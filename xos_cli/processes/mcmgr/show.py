"""`show igmp`, `show MLD` and what belongs to them.  No host asks for a group and no router is heard, so nothing is
ever learned; what is there was configured by hand.

evidence: capture 12.5 (the table of snooping), recalled (the other layouts), inferred (MLD looks as IGMP does)
"""

from collections.abc import Iterable, Iterator
from ipaddress import IPv4Address, IPv6Address

from xos_cli.command.call import Call
from xos_cli.command.dialogue import Screen
from xos_cli.processes.mcmgr.facts import user_vlans
from xos_cli.processes.mcmgr.rows import IpmcForwarding, SnoopFilter, SnoopStatic, VlanIgmp, VlanMld, VlanSnooping
from xos_cli.processes.vlan.facts import the_vlan
from xos_cli.processes.vlan.ip.facts import IpInterface, interfaces
from xos_cli.processes.vlan.rows import Vlan, VlanIpv6Address
from xos_cli.switch.hardware import portset as sets

SNOOPING = "Vlan             Vid  Port   #Senders #Receivers Router Enable\n" + "-" * 62 + "\n"
#: Interfaces: the words, and how wide the addresses are.
IGMP, MLD = ("IGMP", 20), ("MLD", 44)
INTERFACE_LEGEND = """
Flags: (f) Forwarding Enabled, (i) {0} Enabled, (m) Multicast Forwarding Enabled,
       (s) {0} Snooping Enabled, (U) Interface Up
       (nLeMA) Number of Learned Multicast Addresses
       (nLRMA) Number of Locally registered Multicast Addresses
"""


def _users(call: Call, vlan_name: str) -> list[str]:
    """Return the VLAN that is named, or all that users have."""
    return [the_vlan(call.store, vlan_name)] if vlan_name else user_vlans(call.store)


# -- snooping --------------------------------------------------------------------------------------------------------


def show_igmp_snooping(call: Call) -> str:
    """Show the VLANs that users have, and whether IGMP snooping is on; no stream was seen in any of them.

    evidence: capture 12.5
    """
    return SNOOPING + "".join(_snooping_row(call, name, _snoops(call, name)) for name in _users(call, ""))


def show_igmp_snooping_vlan(call: Call, vlan_name: str) -> str:
    """Show whether IGMP snooping is on in one VLAN.  evidence: capture 12.5 (the table)"""
    name = the_vlan(call.store, vlan_name)
    return SNOOPING + _snooping_row(call, name, _snoops(call, name))


def show_igmp_snooping_detail(call: Call, vlan: bool = False, vlan_name: str = "") -> str:
    """Show whether IGMP snooping is on in one VLAN or in all, and the routers and groups of each: the static ones.

    evidence: capture 12.5 (the table), recalled (that it has blocks)
    """
    rows = []
    for name in _users(call, vlan_name):
        rows.append(_snooping_row(call, name, _snoops(call, name)))
        for row in call.rows(SnoopStatic):
            if row.vlanName == name and not row.v6:
                ports = sets.printed(row.ports)
                rows.append(f"    {'Router' if row.what == 'router' else row.what:<16}{ports} (static)\n")
    return SNOOPING + "".join(rows)


def show_MLD_snooping(call: Call, vlan: bool = False, vlan_name: str = "") -> str:
    """Show whether MLD snooping is on, in one VLAN or in all.  evidence: capture 12.5 (the table, of IGMP), inferred"""
    rows = [_snooping_row(call, name, _mld(call, name).snooping == 1) for name in _users(call, vlan_name)]
    return SNOOPING + "".join(rows)


def _snooping_row(call: Call, name: str, on: bool) -> str:
    return f"{name:<17}{call.store.one(Vlan, name).tag:<5}{'':<7}{0:<27}{'Yes' if on else 'No'}\n"


def _igmp(call: Call, name: str) -> VlanIgmp:
    return call.get(VlanIgmp, name) or VlanIgmp(name)


def _mld(call: Call, name: str) -> VlanMld:
    return call.get(VlanMld, name) or VlanMld(name)


def _snoops(call: Call, name: str) -> bool:
    return call.get(VlanSnooping, name) is None


def show_igmp_snooping_cache(call: Call) -> str:
    """Show the streams that IGMP snooping has seen: none.  evidence: recalled"""
    return "Type  Group           Sender          Age   InVlan\n\nTotal Cache Entries: 0\n"


# -- what was configured by hand -------------------------------------------------------------------------------------


def _statics(call: Call, router: bool, vlan_name: str, v6: int) -> list[SnoopStatic]:
    """Return the static groups or routers, by VLAN."""
    names = _users(call, vlan_name)
    found = [row for row in call.rows(SnoopStatic) if row.v6 == v6 and (row.what == "router") == router]
    return [row for name in names for row in found if row.vlanName == name]


def show_igmp_snooping_static(
    call: Call, vlan: bool = False, vlan_name: str = "", group: bool = False, router: bool = False
) -> str:
    """Show the static groups or routers, a block for each VLAN that has any.  evidence: recalled"""
    return _static_blocks(call, 0, vlan_name, router)


def show_MLD_snooping_static(
    call: Call, vlan: bool = False, vlan_name: str = "", group: bool = False, router: bool = False
) -> str:
    """Show the static IPv6 groups or routers, a block for each VLAN that has any.  evidence: recalled (as of IGMP)"""
    return _static_blocks(call, 1, vlan_name, router)


def _static_blocks(call: Call, v6: int, vlan_name: str, router: bool) -> str:
    width = 40 if v6 else 16
    head = "  Router Port     Flags\n" if router else f"  {'Group':<{width}}Port  Flags\n"
    statics = _statics(call, router, vlan_name, v6)
    names = dict.fromkeys(row.vlanName for row in statics)
    blocks = [_statics_of(call, name, "router" if router else "group", head, statics) for name in names]
    return "\n".join(blocks) + "\n" * bool(blocks) + "  Flags: (s) Static, (a) Active\n"


def _statics_of(call: Call, name: str, kind: str, head: str, statics: list[SnoopStatic]) -> str:
    rows = [(row.what, port) for row in statics if row.vlanName == name for port in sets.each(sets.read(row.ports))]
    start = f" VLAN {name:<16}({call.store.one(Vlan, name).tag})\n{head}"
    names, (title, width) = call.chassis.port_name, ("MLD", 40) if any(row.v6 for row in statics) else ("IGMP", 16)
    lines = [
        f"  {what:<{width}}{names(port):<6}s-\n" if kind == "group" else f"    {names(port):<14}s-\n"
        for what, port in rows
    ]
    return start + "".join(lines) + f"  Total number of configured static {title} {kind}s = {len(rows)}\n"


def show_igmp_snooping_filter(call: Call, vlan: bool = False, vlan_name: str = "") -> str:
    """Show the policies that say which groups a port may join.  evidence: recalled"""
    return _filters(call, 0, vlan_name)


def show_MLD_snooping_filter(call: Call, vlan: bool = False, vlan_name: str = "") -> str:
    """Show the policies that say which IPv6 groups a port may join.  evidence: recalled (as of IGMP)"""
    return _filters(call, 1, vlan_name)


def _filters(call: Call, v6: int, vlan_name: str) -> str:
    found = [row for row in call.rows(SnoopFilter) if row.v6 == v6 and row.vlanName in _users(call, vlan_name)]
    rows = [(row.policy, port) for row in found for port in sets.each(sets.read(row.ports))]
    lines = [f"{policy:<15}{call.chassis.port_name(port):<12}a\n" for policy, port in rows]
    head = f"{'Filter':<15}{'Port':<12}Flags\n"
    return head + "".join(lines) + f"Total number of configured static filters = {len(rows)}\n\nFlags: (a) Active\n"


# -- interfaces and groups -------------------------------------------------------------------------------------------


def show_igmp(call: Call, vlan: bool = False, vlan_name: str = "") -> Screen:
    """Show IGMP on the VLANs that have an address.  evidence: recalled"""
    shown = _with_interface(call, vlan_name)
    return Screen(_interfaces((_igmp_row(call, name, own) for name, own in shown.items()), IGMP))


def _igmp_row(call: Call, name: str, own: IpInterface) -> str:
    speaks, forwards = _igmp(call, name), call.get(IpmcForwarding, name) is not None
    letters = _letters(U=own.up, f=own.forwarding, i=speaks.enable == 1, m=forwards, s=_snoops(call, name))
    address = f"{own.address.ip!s:<15}/{own.address.network.prefixlen}"
    return _interface(name, address, letters, int(speaks.version[-1:] or 2), IGMP)


def show_MLD(call: Call, vlan: bool = False, vlan_name: str = "") -> str:
    """Show MLD on the VLANs that have an IPv6 address.  evidence: inferred (as of IGMP)"""
    rows = []
    up, first = _with_interface(call, vlan_name), _first_addresses(call)
    for name in _users(call, vlan_name):
        if name in first:
            speaks, forwards = _mld(call, name), call.store.one(Vlan, name).ipv6Forwarding == 1
            is_up = name in up and up[name].up
            letters = _letters(U=is_up, f=forwards, i=speaks.enable == 1, m=False, s=speaks.snooping == 1)
            rows.append(_interface(name, first[name], letters, int(speaks.version[-1:] or 1), MLD))
    return "".join(_interfaces(rows, MLD))


def _with_interface(call: Call, vlan_name: str) -> dict[str, IpInterface]:
    """Return those of the VLANs of a screen that have an IPv4 address."""
    found = {item.vlan.name: item for item in interfaces(call.store)}
    return {name: found[name] for name in _users(call, vlan_name) if name in found}


def _first_addresses(call: Call) -> dict[str, str]:
    """Return the IPv6 address of each VLAN that has any: the one it was given first."""
    return {row.vlanName: row.address for row in reversed(call.rows(VlanIpv6Address))}


def _letters(**holds: bool) -> str:
    return "".join(letter if on else "-" for letter, on in holds.items())


def _interface(name: str, address: str, letters: str, version: int, kind: tuple[str, int]) -> str:
    return f"{name[:15]:<16}{address:<{kind[1]}}{letters:<7}{0:>5} {0:>5}  {version}\n"


def _interfaces(rows: Iterable[str], kind: tuple[str, int]) -> Iterator[str]:
    title, width = kind
    yield f"{'Interface':<16}{'IP Address':<{width}}{'Flags':<7}nLRMA nLeMA {title}ver\n"
    yield from rows
    yield INTERFACE_LEGEND.format(title)


def _groups(width: int) -> str:
    return f"{'Group Address':<{width}} Ver Vlan             Port  Age\n\nTotal: 0\n"


def show_igmp_group(call: Call, ip_address: IPv4Address | None = None, vlan: bool = False, vlan_name: str = "") -> str:
    """Show the IPv4 groups that hosts have joined: none.  evidence: recalled"""
    _users(call, vlan_name)
    return _groups(15)


def show_MLD_group(call: Call, ipv6_address: IPv6Address | None = None, vlan: bool = False, vlan_name: str = "") -> str:
    """Show the IPv6 groups that hosts have joined: none.  evidence: inferred (as of IGMP)"""
    _users(call, vlan_name)
    return _groups(39)
