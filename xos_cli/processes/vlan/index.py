"""Index the tags in use, the untagged ports and the addresses, so that no command scans all rows.

Worked out of the other rows, and checkpointed with them: a backup that takes over in sync need not work them out anew.
"""

from typing import TYPE_CHECKING

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.vlan.facts import members, numbers
from xos_cli.processes.vlan.rows import ANY, Addressed, PortsTaken, TagsTaken, Vlan, VlanIpAddress, Vman

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

#: The highest tag a frame can carry.
LAST_TAG = 4094


def rebuild(node: "Node") -> None:
    """Compute the tags and ports in use, unless the old master has checkpointed them."""
    if node.store.rows(TagsTaken):
        return
    tags, ports = 0, dict[str, int]()
    for vlan in node.store.rows(Vlan):
        tags |= 1 << vlan.tag
        protocol = filter_of(vlan)
        ports[protocol] = ports.get(protocol, 0) | members(node.store, vlan.name).untagged
    for vman in node.store.rows(Vman):
        tags |= 1 << vman.tag
    addressed: dict[str, tuple[str, ...]] = {}
    for row in node.store.rows(VlanIpAddress):
        addressed[row.vlanName] = (*addressed.get(row.vlanName, ()), row.ipaddress)
    node.put([TagsTaken(tags), *[PortsTaken(protocol, taken) for protocol, taken in ports.items()]])
    node.put([Addressed(""), *[Addressed(name, addresses) for name, addresses in addressed.items()]])


def filter_of(vlan: Vlan) -> str:
    """Return the key of a VLAN's protocol filter."""
    return (vlan.protocolName or ANY).lower()


# -- tags ------------------------------------------------------------------------------------------------------------


def tags_taken(call: Call) -> int:
    """Return the tags that are not free, a bit each."""
    rows = call.rows(TagsTaken)
    return rows[0].tags if rows else 0


def take_tag(call: Call, tag: int) -> None:
    """Mark a tag as taken by a VLAN."""
    call.put(TagsTaken(tags_taken(call) | 1 << tag))


def free_tag(call: Call, tag: int) -> None:
    """Mark a tag as free."""
    call.put(TagsTaken(tags_taken(call) & ~(1 << tag)))


def internal_tag(call: Call, start: int) -> int:
    """Return the next free tag from *start* downwards, then from the top.  evidence: capture 11.2 (``currVlanId``)"""
    free = ~tags_taken(call) & ((1 << LAST_TAG + 1) - 1) & ~3
    below = free & ((1 << start + 1) - 1)
    if not free:
        raise Refusal("Error: The maximum number of VLANs has been reached.")  # evidence: inferred
    return (below or free).bit_length() - 1


def give_internal_tag(call: Call, start: int) -> int:
    """Take the next internal tag, and count on."""
    tag = internal_tag(call, start)
    take_tag(call, tag)
    call.put(numbers(call.store)._replace(currVlanId=tag - 1 if tag > 2 else LAST_TAG))
    return tag


def has_tag(call: Call, tag: int) -> Vlan | Vman | None:
    """Return the VLAN or VMAN with this tag, None if there is none."""
    if not tags_taken(call) >> tag & 1:
        return None
    owners: list[Vlan | Vman] = [*call.store.keyed(Vlan).values(), *call.store.keyed(Vman).values()]
    return next((owner for owner in owners if owner.tag == tag), None)


def claim_tag(call: Call, mine: Vlan | Vman, tag: int) -> None:
    """Give a tag to a VLAN or a VMAN; one that another has only internally is taken from it.

    evidence: guide 11.x (unique), inferred (the words, what becomes of internal tags, that VMANs share them)
    """
    other = has_tag(call, tag)
    if other and other.tagged:
        kind = "VLAN" if isinstance(other, Vlan) else "VMAN"
        raise Refusal(f"Error: 802.1Q Tag {tag} is already assigned to {kind} {other.name}.")
    free_tag(call, mine.tag)
    take_tag(call, tag)
    if other and other.tag != mine.tag:
        call.put(other._replace(tag=give_internal_tag(call, numbers(call.store).currVlanId)))
    call.put(mine._replace(tag=tag, tagged=1))


# -- ports -----------------------------------------------------------------------------------------------------------


def ports_taken(call: Call, protocol: str) -> int:
    """Return the ports that are untagged in a VLAN with this filter."""
    row = call.get(PortsTaken, protocol)
    return row.ports if row else 0


def take_ports(call: Call, protocol: str, ports: int) -> None:
    """Mark these ports as untagged in a VLAN with this filter."""
    if ports:
        call.put(PortsTaken(protocol, ports_taken(call, protocol) | ports))


def free_ports(call: Call, protocol: str, ports: int) -> None:
    """Mark these ports as free."""
    if ports:
        call.put(PortsTaken(protocol, ports_taken(call, protocol) & ~ports))
