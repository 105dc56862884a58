"""Enable PIM, add VLANs to it, and set its timers and thresholds."""

from typing import Any

from xos_cli.command.call import Call
from xos_cli.command.licence_limit import check_interfaces
from xos_cli.processes.pim.rows import PimCandidateRp, PimGlobal, PimInterface, PimStaticRp, PimVlan
from xos_cli.processes.vlan.facts import chosen


def _set(call: Call, **fields: Any) -> None:
    call.put(call.one(PimGlobal)._replace(**fields))


def enable_pim(call: Call) -> None:
    """Enable PIM on every VLAN that was put under it."""
    _set(call, pimEnable=1)


def disable_pim(call: Call) -> None:
    """Disable PIM; the VLANs stay under it."""
    _set(call, pimEnable=0)


def configure_pim_add_vlan(
    call: Call, vlan_name: str = "", sparse: bool = False, passive: bool = False, **_: bool
) -> None:
    """Put a VLAN under PIM, in dense mode unless the command says otherwise, or all VLANs with an address."""
    for name in chosen(call.store, vlan_name):
        call.put(PimInterface(name, int(sparse), int(passive)))
    check_interfaces(call, len(call.rows(PimInterface)))


def configure_pim_delete_vlan(call: Call, vlan_name: str = "", all: bool = False) -> None:
    """Take a VLAN out of PIM, or all."""
    for name in chosen(call.store, vlan_name):
        call.delete(PimInterface, name)


def configure_pim_crp_timer(call: Call, crp_adv_interval: int) -> None:
    """Set the seconds between two advertisements of a candidate rendezvous point."""
    _set(call, crpAdvInterval=crp_adv_interval)


def configure_pim_cbsr(call: Call, vlan_name: str = "", priority: int = 0, **_: bool) -> None:
    """Make the switch a candidate bootstrap router with the address of a VLAN, or not."""
    name = chosen(call.store, vlan_name)[0] if vlan_name else ""
    _set(call, cbsrVlanName=name, cbsrPrio=priority)


def configure_pim_register_suppress_interval_register_probe_interval(
    call: Call, reg_interval: int, probe_interval: int
) -> None:
    """Set for how many seconds registers are suppressed, and how long before the end a probe is sent."""
    _set(call, regSuppressTimer=reg_interval, probeTimer=probe_interval)


def configure_pim_register_checksum_to(call: Call, include_data: bool = False, exclude_data: bool = False) -> None:
    """Choose whether the checksum of a register covers its data."""
    _set(call, regChkSum=int(exclude_data))


def configure_pim_register_rate_limit_interval(call: Call, interval: int) -> None:
    """Set the seconds between two registers, 0 for no limit."""
    _set(call, regActiveInterval=interval)


def configure_pim_spt_threshold(call: Call, leaf_threshold: int, rp_threshold: int = 0) -> None:
    """Set from which rate in kbps a leaf and a rendezvous point join the shortest-path tree."""
    _set(call, sptThreshold=leaf_threshold, rpThreshold=rp_threshold)


def unconfigure_pim(call: Call, vlan: bool = False, vlan_name: str = "") -> None:
    """Reset one VLAN of PIM, or everything but whether PIM is on; the VLANs stay under it.

    evidence: recalled (the command), inferred (what stays)
    """
    names = chosen(call.store, vlan_name) if vlan_name else [row.vlanName for row in call.rows(PimVlan)]
    for name in names:
        call.delete(PimVlan, name)
    if not vlan_name:
        call.put(PimGlobal(pimEnable=call.one(PimGlobal).pimEnable))
        points: list[PimStaticRp | PimCandidateRp] = [*call.rows(PimStaticRp), *call.rows(PimCandidateRp)]
        for point in points:
            call.drop(point)
