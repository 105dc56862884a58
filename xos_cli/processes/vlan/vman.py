"""Create, delete and configure VMANs, and print `show vman`.

evidence: guide 11.3 p.233, 11.0 p.94 (the rules), capture 12.5 and 11.2 (the table and the block of VLANs), recalled
(that VMANs are shown alike), inferred (the tag of one that was given none, the words of refusals)
"""

from xos_cli.command.call import Call
from xos_cli.command.name_rules import check_name
from xos_cli.errors import Refusal
from xos_cli.language import PortList
from xos_cli.processes.vlan.facts import Members, numbers, the_router, vman_members, vman_of
from xos_cli.processes.vlan.index import claim_tag, free_tag, give_internal_tag
from xos_cli.processes.vlan.ports.facts import active_ports, config_of, disabled_ports, masters
from xos_cli.processes.vlan.ports.members import check_ports, hold_vman, possible_ports
from xos_cli.processes.vlan.rows import ANY, VR_CONTROL, VR_MGMT, Vlan, Vman, VmanPort
from xos_cli.processes.vlan.show import HEAD, LEGEND, NOTHING, RULE, Marks, listed
from xos_cli.switch.hardware import portset as sets

NO_JUMBO = "Error: Jumbo frames must be enabled before a VMAN is configured on this platform."


# -- VMANs come and go -----------------------------------------------------------------------------------------------


def create_vman(call: Call, new_vman_name: str, vr_name: str = "", vr: bool = False) -> None:
    """Create a VMAN with an internal tag and no ports; some platforms need jumbo frames first.

    evidence: guide 11.3 p.233 (jumbo frames), inferred (that VMANs and VLANs share their names)
    """
    check_name("VMAN", new_vman_name)
    there = call.get(Vman, new_vman_name)
    if there is not None:
        raise Refusal(f"Error: VMAN {there.name} already exists.")
    vlan = call.get(Vlan, new_vman_name)
    if vlan is not None:
        raise Refusal(f"Error: VLAN {vlan.name} already exists.")
    router = the_router(call.store, vr_name, call.session.context)
    if router in (VR_MGMT, VR_CONTROL):
        raise Refusal(f"Error: VMANs cannot be created in virtual router {router}.")
    if not call.chassis.features.jumbo_by_port and not numbers(call.store).globalJumboEnabled:
        raise Refusal(NO_JUMBO)
    call.put(Vman(new_vman_name, router, give_internal_tag(call, numbers(call.store).currVlanId)))


def delete_vman(call: Call, vman_name: str) -> None:
    """Delete a VMAN; its ports join nothing else, and keep jumbo frames enabled."""
    row = vman_of(call.store, vman_name)
    free_tag(call, row.tag)
    call.forget("vman", row.name)
    call.drop(row)


def configure_vman_tag(call: Call, vman_name: str, tag: int) -> None:
    """Set the tag of a VMAN, which no VLAN and no other VMAN has."""
    row = vman_of(call.store, vman_name)
    if not (row.tagged and row.tag == tag):
        claim_tag(call, row, tag)


# -- its ports -------------------------------------------------------------------------------------------------------


def configure_vman_add_ports(
    call: Call,
    vman_name: str,
    port_list: PortList | None = None,
    all: bool = False,
    tagged: bool = False,
    untagged: bool = False,
) -> None:
    """Add ports to a VMAN, as access ports unless the command says otherwise; they let jumbo frames pass from now on.

    evidence: guide 11.0 p.94 (jumbo frames, one VMAN for each access port), inferred (the words)
    """
    row = vman_of(call.store, vman_name)
    ports = sets.given(call.chassis, port_list)
    if all:
        ports &= possible_ports(call, row.vrName)
    check_ports(call, row.vrName, ports)
    _check_access(call, row, ports, tagged)
    held = vman_members(call.store, row.name)
    plain, with_tag = (
        (held.untagged & ~ports, held.tagged | ports)
        if tagged
        else (
            held.untagged | ports,
            held.tagged & ~ports,
        )
    )
    hold_vman(call, row.name, Members(plain, with_tag))
    if call.chassis.features.jumbo_by_port:
        for port in sets.each(ports):
            call.put(config_of(call.store, port)._replace(jumboEnabled=1))


def _check_access(call: Call, row: Vman, ports: int, tagged: bool) -> None:
    """Refuse a port that would be an access port of one VMAN and in another one."""
    for other in call.rows(VmanPort):
        if other.vmanName != row.name:
            held = vman_members(call.store, other.vmanName)
            taken = ports & (held.untagged if tagged else held.all)
            if taken:
                port = call.chassis.port_name(sets.first(taken))
                raise Refusal(f"Error: Port {port} belongs to VMAN {other.vmanName}; an access port has one VMAN only.")


def configure_vman_delete_ports(
    call: Call, vman_name: str, port_list: PortList | None = None, all: bool = False
) -> None:
    """Take ports out of a VMAN: those that are named, or all."""
    row, ports = vman_of(call.store, vman_name), sets.given(call.chassis, port_list)
    held = vman_members(call.store, row.name)
    hold_vman(call, row.name, Members(held.untagged & ~ports, held.tagged & ~ports))


# -- show vman -------------------------------------------------------------------------------------------------------


def show_vman(call: Call, vman_name: str = "", detail: bool = False) -> str:
    """Show the table of all VMANs, or a block for each, or for the one that is named."""
    found = [vman_of(call.store, vman_name)] if vman_name else call.rows(Vman)
    if vman_name or detail:
        return "".join(_block(call, row) for row in found)
    active = active_ports(call.store)
    rows = "".join(_row(call, row, active) for row in found)
    return RULE + HEAD + RULE + rows + RULE + LEGEND + f"\nTotal number of VLAN(s) : {len(found)}\n"


def _row(call: Call, row: Vman, active: int) -> str:
    every = vman_members(call.store, row.name).all
    ports = f"{(every & active).bit_count():<2}/{every.bit_count():<3}"
    return f"{row.name:<15} {row.tag if row.tagged else '':<4} {'-' * NOTHING} {ANY:<6} {ports} {row.vrName}\n"


def _block(call: Call, row: Vman) -> str:
    marks = Marks(active_ports(call.store), disabled_ports(call.store), masters(call.store))
    held = vman_members(call.store, row.name)
    head = f"\nVMAN Interface with name {row.name} created by user\n"
    head += f"\tTagging:\t{f'802.1Q Tag {row.tag} ' if row.tagged else 'Untagged '}\n\tPriority:\t802.1P Priority 0\n"
    head += f"\tVirtual router:\t{row.vrName}\n\tSTPD: \t\tNone\n\tQosProfile: \tNone configured\n"
    counts = (
        f"\tPorts:\t {held.all.bit_count()}. \t  (Number of active ports={(held.all & marks.active).bit_count()})\n"
    )
    return head + counts + listed(call, "Untag:", held.untagged, marks) + listed(call, "Tag:", held.tagged, marks)
