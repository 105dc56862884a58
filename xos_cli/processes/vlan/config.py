"""Create, delete and change VLANs: names, tags, loopback mode, MTU."""

from typing import TYPE_CHECKING

from xos_cli.command.call import Call
from xos_cli.command.name_rules import check_name
from xos_cli.errors import Refusal
from xos_cli.processes.vlan.facts import members, numbers, the_router, vlan_of
from xos_cli.processes.vlan.index import claim_tag, free_tag, give_internal_tag
from xos_cli.processes.vlan.ports.members import EVERY, remove_ports
from xos_cli.processes.vlan.rows import DEFAULT, MGMT, VR_CONTROL, VR_MGMT, VisitingPort, Vlan, Vman

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis

#: A VLAN that every switch has.
SYSTEM = (DEFAULT, MGMT)
EXISTS = "Error: VLAN {name} already exists."  # evidence: inferred
#: evidence: client (up to ``VLAN``), inferred (the rest)
NO_SUCH_VLAN = "Error: The specified VLAN {name} does not exist."


def create_vlan(call: Call, new_vlan_name: str, vr_name: str = "", vr: bool = False) -> None:
    """Create a VLAN with an internal tag and no ports.

    One of the system's, which a replayed configuration names, is there already; where it is named in quotes, as
    only a printed configuration does, it loses its ports.
    """
    there = call.get(Vlan, new_vlan_name)
    if there:
        if there.name not in SYSTEM:
            raise Refusal(EXISTS.format(name=there.name))
        if f'"{there.name}"' in call.words:
            remove_ports(call, there, members(call.store, there.name).all)
        return
    check_name("VLAN", new_vlan_name)
    check_free(call, new_vlan_name)
    router = the_router(call.store, vr_name, call.session.context)
    if router in (VR_MGMT, VR_CONTROL):
        raise Refusal(f"Error: VLANs cannot be created in virtual router {router}.")  # evidence: inferred
    tag = give_internal_tag(call, numbers(call.store).currVlanId)
    counts = numbers(call.store)
    index = counts.currVlanIfInstance
    call.put(counts._replace(currVlanIfInstance=index + 1))
    call.put(Vlan(index, new_vlan_name, vrName=router, vlanIfInstance=index, tag=tag))


def valid_delete_vlan(chassis: "Chassis", vlan_name: str, **_: object) -> None:
    """Refuse to delete a VLAN that every switch has.  evidence: inferred (the words)"""
    for name in SYSTEM:
        if name.lower() == vlan_name.lower():
            raise Refusal(f"Error: VLAN {name} cannot be deleted.")


def delete_vlan(call: Call, vlan_name: str) -> None:
    """Delete a VLAN with all settings about it in any process; its ports join no other VLAN."""
    vlan = call.get(Vlan, vlan_name)
    if vlan is None:
        raise Refusal(NO_SUCH_VLAN.format(name=vlan_name))
    valid_delete_vlan(call.chassis, vlan.name)
    free_tag(call, vlan.tag)
    remove_ports(call, vlan, EVERY)
    call.forget("vlan", vlan.name)
    call.drop(vlan)


def valid_configure_vlan_name(chassis: "Chassis", vlan_name: str, **_: object) -> None:
    """Refuse to rename a VLAN that every switch has.  evidence: inferred"""
    for name in SYSTEM:
        if name.lower() == vlan_name.lower():
            raise Refusal(f"Error: VLAN {name} cannot be renamed.")


def configure_vlan_name(call: Call, vlan_name: str, new_vlan_name: str) -> None:
    """Rename a VLAN in the rows of all processes; Default and Mgmt keep their names."""
    vlan = vlan_of(call.store, vlan_name)
    valid_configure_vlan_name(call.chassis, vlan.name)
    if vlan.name == new_vlan_name:
        return
    check_name("VLAN", new_vlan_name)
    check_free(call, new_vlan_name)
    other = call.get(Vlan, new_vlan_name)
    if other and other.name != vlan.name:
        raise Refusal(EXISTS.format(name=other.name))
    call.drop(vlan)
    call.put(vlan._replace(name=new_vlan_name))
    call.rename("vlan", vlan.name, new_vlan_name)
    for visit in call.rows(VisitingPort):
        if visit.home.lower() == vlan.name.lower():
            call.put(visit._replace(home=new_vlan_name))


def valid_configure_vlan_tag(chassis: "Chassis", vlan_name: str, **_: object) -> None:
    """Refuse another tag for the Mgmt VLAN."""
    if vlan_name.lower() == MGMT.lower():
        raise Refusal("Error: The tag of the Mgmt VLAN cannot be changed.")


def configure_vlan_tag(call: Call, vlan_name: str, tag: int) -> None:
    """Set the tag of a VLAN.

    One that another VLAN has only internally is taken from it, so that the order of commands does not matter.
    """
    vlan = vlan_of(call.store, vlan_name)
    valid_configure_vlan_tag(call.chassis, vlan.name)
    if vlan.tagged and vlan.tag == tag:
        return
    claim_tag(call, vlan, tag)


def enable_loopback_mode_vlan(call: Call, vlan_name: str) -> None:
    """Keep a VLAN up even if none of its ports is."""
    call.put(vlan_of(call.store, vlan_name)._replace(loopbackMode=1))


def disable_loopback_mode_vlan(call: Call, vlan_name: str) -> None:
    """Let a VLAN be up only while one of its ports is."""
    call.put(vlan_of(call.store, vlan_name)._replace(loopbackMode=2))


def configure_ip_mtu_vlan(call: Call, mtu: int, vlan_name: str) -> None:
    """Set the largest IP packet of a VLAN, 1500 to 9194 bytes.  evidence: later 30.x (the range)"""
    call.put(vlan_of(call.store, vlan_name)._replace(ipMtu=mtu))


# -- ethertypes ------------------------------------------------------------------------------------------------------


def configure_dot1q_ethertype(call: Call, ethertype: int) -> None:
    """Set the Ethernet type in the tags of all VLANs."""
    call.put(numbers(call.store)._replace(dot1qEtherType=_ethertype(ethertype)))


def configure_vman_ethertype(call: Call, ethertype: int) -> None:
    """Set the Ethernet type in the tags of all VMANs."""
    call.put(numbers(call.store)._replace(vManEtherType=_ethertype(ethertype)))


def unconfigure_vman_ethertype(call: Call) -> None:
    """Set the Ethernet type of VMAN tags to 0x88a8 again.  evidence: capture 11.2"""
    call.put(numbers(call.store)._replace(vManEtherType="0x88a8"))


def valid_configure_dot1q_ethertype(chassis: "Chassis", ethertype: int, **_: object) -> None:
    """Refuse a length instead of an Ethernet type."""
    _ethertype(ethertype)


def valid_configure_vman_ethertype(chassis: "Chassis", ethertype: int, **_: object) -> None:
    """Refuse a length instead of an Ethernet type."""
    _ethertype(ethertype)


def _ethertype(value: int) -> str:
    if not 0x600 <= value <= 0xFFFF:
        raise Refusal(f"Error: {value:#x} is not a valid ethertype.")
    return f"{value:#06x}"


def check_free(call: Call, name: str) -> None:
    """Refuse a VLAN the name of a VMAN: each would hide the other where the keyword is left out.  evidence: inferred"""
    other = call.get(Vman, name)
    if other is not None:
        raise Refusal(f"Error: VMAN {other.name} already exists.")
