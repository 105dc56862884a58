"""`show vman`: VMANs, which are recorded, in the table that VLANs have.

evidence: capture 12.5 and 11.2 (the table and the block of VLANs), recalled (that VMANs are shown alike), inferred (the
tag of one that was given none)
"""

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.vlan.facts import Vman, vmans
from xos_cli.processes.vlan.ports.facts import active_ports, disabled_ports, masters
from xos_cli.processes.vlan.rows import ANY
from xos_cli.processes.vlan.show import HEAD, LEGEND, NOTHING, RULE, Marks, listed


def show_vman(call: Call, vman_name: str = "", detail: bool = False) -> str:
    """Show the table of all VMANs, or a block for each, or for the one that is named."""
    found = [row for row in vmans(call.store, call.chassis) if not vman_name or row.name.lower() == vman_name.lower()]
    if vman_name and not found:
        raise Refusal(f"Error: VMAN {vman_name} does not exist.")  # evidence: inferred (the words)
    if vman_name or detail:
        return "".join(_block(call, row) for row in found)
    active = active_ports(call.store)
    rows = "".join(_row(row, active) for row in found)
    return RULE + HEAD + RULE + rows + RULE + LEGEND + f"\nTotal number of VLAN(s) : {len(found)}\n"


def _row(row: Vman, active: int) -> str:
    every = row.untagged | row.tagged
    ports = f"{(every & active).bit_count():<2}/{every.bit_count():<3}"
    return f"{row.name:<15} {row.tag:<4} {'-' * NOTHING} {ANY:<6} {ports} {row.vr}\n"


def _block(call: Call, row: Vman) -> str:
    marks = Marks(active_ports(call.store), disabled_ports(call.store), masters(call.store))
    every = row.untagged | row.tagged
    head = f"\nVMAN Interface with name {row.name} created by user\n"
    head += f"\tTagging:\t{f'802.1Q Tag {row.tag} ' if row.tag else 'Untagged '}\n\tPriority:\t802.1P Priority 0\n"
    head += f"\tVirtual router:\t{row.vr}\n\tSTPD: \t\tNone\n\tQosProfile: \tNone configured\n"
    counts = f"\tPorts:\t {every.bit_count()}. \t  (Number of active ports={(every & marks.active).bit_count()})\n"
    return head + counts + listed(call, "Untag:", row.untagged, marks) + listed(call, "Tag:", row.tagged, marks)
