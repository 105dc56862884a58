"""Create and configure EAPS domains: their ports, timers and VLANs.

evidence: guide 11.3 p.391-420 (commands), inferred (the refusals)
"""

from typing import Any

from xos_cli.command.call import Call
from xos_cli.command.name_rules import check_name
from xos_cli.errors import Refusal
from xos_cli.language import PortList
from xos_cli.processes.eaps.facts import runs, vlans_of
from xos_cli.processes.eaps.rows import MASTER, TRANSIT, EapsDomain, EapsGlobal, EapsVlan
from xos_cli.switch.hardware import portset as sets

#: Rings there can be.  evidence: guide 11.3 p.391
MOST = 128


def create_eaps(call: Call, new_eaps_name: str) -> None:
    """Create an EAPS domain, of which there are at most 128;

    its name has at most 32 characters and begins with a letter.
    """
    if call.get(EapsDomain, new_eaps_name):
        raise Refusal(f"Error: EAPS domain {new_eaps_name} already exists.")
    check_name("EAPS domain", new_eaps_name)
    if len(call.rows(EapsDomain)) >= MOST:
        raise Refusal(f"Error: There are {MOST} EAPS domains already.")
    call.put(EapsDomain(new_eaps_name))


def _existing(call: Call, name: str) -> EapsDomain:
    row = call.get(EapsDomain, name)
    if row is None:
        raise Refusal(f"Error: EAPS domain {name} does not exist.")
    return row


def _not_running(call: Call, row: EapsDomain) -> None:
    """Refuse to delete a domain that runs, or to change its control VLAN.  evidence: guide 11.0 p.185"""
    if runs(call.store, row):
        raise Refusal(f"Error: EAPS domain {row.name} is running. Disable it first.")


def delete_eaps(call: Call, eaps_name: str) -> None:
    """Delete an EAPS domain with all that was configured of it."""
    row = _existing(call, eaps_name)
    _not_running(call, row)
    call.drop(row)
    call.forget("eaps", row.name)


def configure_eaps_name(call: Call, eaps_name: str, new_eaps_name: str) -> None:
    """Rename an EAPS domain."""
    row = _existing(call, eaps_name)
    if call.get(EapsDomain, new_eaps_name):
        raise Refusal(f"Error: EAPS domain {new_eaps_name} already exists.")
    check_name("EAPS domain", new_eaps_name)
    call.drop(row)
    call.put(row._replace(name=new_eaps_name))
    call.rename("eaps", row.name, new_eaps_name)


def _switch(call: Call, eaps_name: str, enable: int) -> None:
    if eaps_name:
        call.put(_existing(call, eaps_name)._replace(enable=enable))
    else:
        call.put(call.one(EapsGlobal)._replace(enable=enable))


def enable_eaps(call: Call, eaps_name: str = "") -> None:
    """Enable an EAPS domain, or EAPS as a whole: both must be on."""
    _switch(call, eaps_name, 1)


def disable_eaps(call: Call, eaps_name: str = "") -> None:
    """Disable an EAPS domain, or EAPS as a whole."""
    _switch(call, eaps_name, 0)


def configure_eaps_fast_convergence(call: Call, on: bool = False, off: bool = False) -> None:
    """Set whether the switch reports link changes at once."""
    call.put(call.one(EapsGlobal)._replace(fast_convergence=int(on)))


def configure_eaps_mode(call: Call, eaps_name: str, master: bool = False, transit: bool = False) -> None:
    """Make this switch the master of a ring, or a transit node."""
    call.put(_existing(call, eaps_name)._replace(mode=MASTER if master else TRANSIT))


def _port_field(secondary: bool) -> str:
    return "secondaryPort" if secondary else "primaryPort"


def configure_eaps_port(
    call: Call, eaps_name: str, port: PortList, primary: bool = False, secondary: bool = False
) -> None:
    """Set the primary or the secondary port of a ring."""
    row = _existing(call, eaps_name)
    name = call.chassis.port_name(sets.first(sets.given(call.chassis, port)))
    if name == (row.primaryPort if secondary else row.secondaryPort):
        raise Refusal(f"Error: Port {name} is the other port of EAPS domain {row.name}.")
    fields: dict[str, Any] = {_port_field(secondary): name}
    call.put(row._replace(**fields))


def unconfigure_eaps_port(call: Call, eaps_name: str, primary: bool = False, secondary: bool = False) -> None:
    """Take a port out of a ring, which is open there.  evidence: later EXOS (that it asks first came in 11.4)"""
    fields: dict[str, Any] = {_port_field(secondary): ""}
    call.put(_existing(call, eaps_name)._replace(**fields))


def configure_eaps_hellotime(call: Call, eaps_name: str, seconds: int) -> None:
    """Set the seconds between two control packets of the master."""
    row = _existing(call, eaps_name)
    if seconds >= row.failTime:
        raise Refusal("Error: The hello time must be less than the fail time.")
    call.put(row._replace(helloTime=seconds))


def configure_eaps_failtime(call: Call, eaps_name: str, seconds: int) -> None:
    """Set after how many seconds without its packets the master believes the ring broken."""
    row = _existing(call, eaps_name)
    if seconds <= row.helloTime:
        raise Refusal("Error: The fail time must be more than the hello time.")
    call.put(row._replace(failTime=seconds))


def configure_eaps_failtime_expiry_action(
    call: Call, eaps_name: str, open_secondary_port: bool = False, send_alert: bool = False
) -> None:
    """Set what the master does when its fail timer expires."""
    call.put(_existing(call, eaps_name)._replace(failAction=int(open_secondary_port)))


def _vlan(call: Call, name: str) -> str:
    from xos_cli.command.names import Existing

    found = Existing(call.node, call.machine).find("vlan", name)
    if found is None:
        raise Refusal(f"Error: VLAN {name} does not exist.")
    return found


def _add(call: Call, eaps_name: str, vlan_name: str, control: int) -> None:
    row, vlan = _existing(call, eaps_name), _vlan(call, vlan_name)
    others = [other for other in call.rows(EapsVlan) if other.vlanName == vlan and other.domain != row.name]
    if any(other.control or control for other in others):
        raise Refusal(f"Error: VLAN {vlan} is already in EAPS domain {others[0].domain}.")
    if vlan in vlans_of(call.store, row.name, 1 - control):
        role = "protected" if control else "control"
        raise Refusal(f"Error: VLAN {vlan} is already a {role} VLAN of EAPS domain {row.name}.")
    if control and vlans_of(call.store, row.name, 1) not in ([], [vlan]):
        raise Refusal(f"Error: EAPS domain {row.name} already has a control VLAN.")
    call.software.ask("vlan", "check_protocol", call, vlan, "EAPS")
    call.put(EapsVlan(row.name, vlan, control))


def configure_eaps_add_control_vlan(call: Call, eaps_name: str, vlan_name: str) -> None:
    """Add the control VLAN of a ring, which carries its control packets."""
    _add(call, eaps_name, vlan_name, 1)


def configure_eaps_add_protected_vlan(call: Call, eaps_name: str, vlan_name: str) -> None:
    """Add a VLAN that a ring protects from loops."""
    _add(call, eaps_name, vlan_name, 0)


def configure_eaps_delete_control_vlan(call: Call, eaps_name: str, vlan_name: str) -> None:
    """Take the control VLAN out of a ring."""
    _delete(call, eaps_name, vlan_name, 1)


def configure_eaps_delete_protected_vlan(call: Call, eaps_name: str, vlan_name: str) -> None:
    """Take a protected VLAN out of a ring."""
    _delete(call, eaps_name, vlan_name, 0)


def _delete(call: Call, eaps_name: str, vlan_name: str, control: int) -> None:
    row = _existing(call, eaps_name)
    if vlan_name.lower() not in [name.lower() for name in vlans_of(call.store, row.name, control)]:
        raise Refusal(f"Error: VLAN {vlan_name} is not in EAPS domain {row.name}.")
    if control:
        _not_running(call, row)
    call.delete(EapsVlan, row.name, vlan_name)
