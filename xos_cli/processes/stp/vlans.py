"""VLANs of a domain: which of their ports are in it."""

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.language import PortList
from xos_cli.processes.stp.changes import follow, hold
from xos_cli.processes.stp.facts import (
    TAKEN_OUT,
    auto_bound,
    carrier,
    domains_of,
    ports_in,
    put_in,
    the_domain,
    vlans_of,
)
from xos_cli.processes.stp.ports import encapsulation, forget_settings
from xos_cli.processes.stp.rows import ENCAPSULATIONS, StpAutoBind, StpDomain, StpVlanPort
from xos_cli.processes.vlan.facts import member_ports, the_vlan
from xos_cli.switch.hardware import portset as sets

#: evidence: reference 11.5 p.1205 (the words)
CANNOT_ADD = "Error: Cannot add VLAN {vlan} port {port} to STP domain"


def configure_stpd_add_vlan_ports(
    call: Call, stpd_name: str, vlan_name: str, port_list: PortList | None = None, all: bool = False, **mode: bool
) -> None:
    """Add ports of a VLAN to a domain:

    those that are in no other domain with it, and in the carrier VLAN if there is one.

    evidence: reference 11.5 p.1205
    """
    domain, vlan = the_domain(call.store, stpd_name), the_vlan(call.store, vlan_name)
    own = member_ports(call.store, vlan)
    ports = own if all else sets.given(call.chassis, port_list)
    refused = ports & ~(own & _allowed(call, domain, vlan))
    if refused:
        raise Refusal(CANNOT_ADD.format(vlan=vlan, port=call.chassis.port_name(sets.first(refused))))
    wanted = encapsulation(mode, domain)
    for number in ENCAPSULATIONS:
        held = put_in(call.store, domain.name, vlan, number)
        hold(call, domain.name, vlan, number, held | ports if number == wanted else held & ~ports)
    hold(call, domain.name, vlan, TAKEN_OUT, put_in(call.store, domain.name, vlan, TAKEN_OUT) & ~ports)
    follow(call)


def _allowed(call: Call, domain: StpDomain, vlan_name: str) -> int:
    """Return the ports that a VLAN may bring into a domain."""
    every = sets.every(call.chassis)
    for other in call.rows(StpDomain):
        if other.name != domain.name:
            every &= ~ports_in(call.store, other.name, vlan_name)
    bearer = carrier(call.store, domain)
    if bearer and bearer != vlan_name and bearer in vlans_of(call.store, domain.name):
        every &= ports_in(call.store, domain.name, bearer)
    return every


def configure_vlan_add_ports_stpd(
    call: Call,
    vlan_name: str,
    stpd_name: str,
    port_list: PortList | None = None,
    all: bool = False,
    tagged: bool = False,
    untagged: bool = False,
    **mode: bool,
) -> None:
    """Add ports to a VLAN, and to a spanning-tree domain with it."""
    call.software.ask("vlan", "configure_vlan_add_ports", call, vlan_name, port_list, all, tagged, untagged)
    configure_stpd_add_vlan_ports(call, stpd_name, vlan_name, port_list, all, **mode)


def configure_stpd_delete_vlan_ports(
    call: Call, stpd_name: str, vlan_name: str, port_list: PortList | None = None, all: bool = False
) -> None:
    """Take ports of a VLAN out of a domain; of a VLAN that binds itself this is remembered.

    evidence: recalled (that it is)
    """
    domain, vlan = the_domain(call.store, stpd_name), the_vlan(call.store, vlan_name)
    ports = member_ports(call.store, vlan) if all else sets.given(call.chassis, port_list)
    if auto_bound(call.store, domain.name, vlan):
        hold(call, domain.name, vlan, TAKEN_OUT, put_in(call.store, domain.name, vlan, TAKEN_OUT) | ports)
    leave(call, domain, vlan, ports)
    follow(call)


def leave(call: Call, domain: StpDomain, vlan_name: str, ports: int) -> None:
    """Take ports of a VLAN out of a domain; those of the carrier VLAN leave it with every VLAN.

    evidence: recalled (that)
    """
    bears = vlan_name == carrier(call.store, domain)
    for row in call.rows(StpVlanPort):
        if row.stpd_name == domain.name and row.mode != TAKEN_OUT and (bears or row.vlan_name == vlan_name):
            hold(call, domain.name, row.vlan_name, row.mode, sets.read(row.ports) & ~ports)
    forget_settings(call, domain)


def enable_stpd_auto_bind_vlan(call: Call, stpd_name: str, vlan_name: str) -> None:
    """Enable auto-bind: the ports of a VLAN join the domain by themselves; one domain for each VLAN.

    evidence: inferred (the words)
    """
    domain, vlan = the_domain(call.store, stpd_name), the_vlan(call.store, vlan_name)
    for name, _, auto in domains_of(call.store, vlan):
        if auto and name != domain.name:
            raise Refusal(f"Error: VLAN {vlan} is bound to STPD {name} already.")
    call.put(StpAutoBind(vlan, 1, domain.name))
    follow(call)


def disable_stpd_auto_bind_vlan(call: Call, stpd_name: str, vlan_name: str) -> None:
    """Disable auto-bind of a VLAN; ports that joined by it stay in the domain, as if they had been added.

    evidence: recalled
    """
    domain, vlan = the_domain(call.store, stpd_name), the_vlan(call.store, vlan_name)
    if auto_bound(call.store, domain.name, vlan):
        ports = ports_in(call.store, domain.name, vlan)
        for number in ENCAPSULATIONS:
            if number != domain.default_mode:
                ports &= ~put_in(call.store, domain.name, vlan, number)
        hold(call, domain.name, vlan, domain.default_mode, ports)
        hold(call, domain.name, vlan, TAKEN_OUT, 0)
    call.put(StpAutoBind(vlan, 0, domain.name))
