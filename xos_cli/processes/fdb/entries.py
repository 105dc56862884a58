"""Create, delete and clear entries of the forwarding database."""

from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.language import PortList
from xos_cli.processes.fdb.facts import of_mac
from xos_cli.processes.fdb.rows import FdbLocked, FdbOp, PermanentFdbEntry
from xos_cli.processes.vlan.facts import member_ports, the_vlan
from xos_cli.switch.hardware import portset as sets

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis

#: The shortest aging time but none, in seconds.  evidence: guide 11.1 p.177
SHORTEST = 15

# -- entries ---------------------------------------------------------------------------------------------------------


def valid_configure_fdb_agingtime(chassis: "Chassis", seconds: int) -> None:
    """Refuse an aging time that is too short.  evidence: guide 11.1 p.177 (the range), inferred (the words)"""
    if 0 < seconds < SHORTEST:
        raise Refusal(f"Error: The aging time must be 0 or from {SHORTEST} to 1000000 seconds.")


def configure_fdb_agingtime(call: Call, seconds: int) -> None:
    """Set after how many seconds a learned MAC address is forgotten, 0 for never."""
    valid_configure_fdb_agingtime(call.chassis, seconds)
    call.put(call.one(FdbOp)._replace(age=seconds))


def create_fdbentry_vlan(
    call: Call,
    mac_addr: str,
    vlan_name: str,
    ports: bool = False,
    port_list: PortList | None = None,
    blackhole: bool = False,
) -> None:
    """Create a static entry for a MAC address on ports of a VLAN, or one that drops its frames."""
    vlan = the_vlan(call.store, vlan_name)
    found = 0 if blackhole else of_vlan(call, port_list, vlan)
    call.put(PermanentFdbEntry(mac_addr, vlan, sets.text(found, call.chassis.modular)))


def of_vlan(call: Call, port_list: PortList | None, vlan: str) -> int:
    """Return the ports of a list; refuse one that is not in a VLAN.  evidence: inferred (the words)"""
    found = sets.given(call.chassis, port_list)
    strange = found & ~member_ports(call.store, vlan)
    if strange:
        port = call.chassis.port_name(sets.first(strange))
        raise Refusal(f"Error: Port {port} is not a member of VLAN {vlan}.")
    return found


def delete_fdbentry(
    call: Call, all: bool = False, mac_address: str = "", vlan: bool = False, vlan_name: str = ""
) -> None:
    """Delete all static and locked entries, or those of one MAC address.  evidence: inferred (the words)"""
    wanted = the_vlan(call.store, vlan_name) if vlan_name else ""
    found: list[Any] = [*(call.rows(PermanentFdbEntry) if all else of_mac(call.store, PermanentFdbEntry, mac_address))]
    found += call.rows(FdbLocked) if all else of_mac(call.store, FdbLocked, mac_address)
    rows = [row for row in found if wanted in ("", row.vlan_name)]
    if not rows and not all:
        raise Refusal(f"Error: There is no permanent FDB entry for {mac_address}.")
    for row in rows:
        call.drop(row)


def clear_fdb(
    call: Call,
    vlan_name: str = "",
    port_list: PortList | None = None,
    mac_addr: str = "",
    blackhole: bool = False,
    **_: object,
) -> None:
    """Delete learned addresses: all, those of a VLAN or of ports, or one; configured ones stay.

    *blackhole*: delete those that limits of learning keep out.
    """
    wanted = the_vlan(call.store, vlan_name) if vlan_name else ""
    ports = sets.given(call.chassis, port_list)
    if call.node.fabric is not None and blackhole:
        for one in call.node.fabric.vlans.values():
            one.refused = {} if wanted in ("", one.name) else one.refused
    elif call.node.fabric is not None:
        call.node.call("fdb", "forget_learned", wanted, None if port_list is None else ports, mac_addr)
