"""PIM: on or off, the VLANs it runs on, its timers and thresholds."""

from typing import Any

from xos_cli.command.call import Call
from xos_cli.processes.pim.rows import PimGlobal, PimInterface
from xos_cli.processes.vlan.facts import chosen


def _set(call: Call, **fields: Any) -> None:
    call.put(call.one(PimGlobal)._replace(**fields))


def enable_pim(call: Call) -> None:
    """On every VLAN that was put under it."""
    _set(call, pimEnable=1)


def disable_pim(call: Call) -> None:
    """The VLANs stay under it."""
    _set(call, pimEnable=0)


def configure_pim_add_vlan(
    call: Call, vlan_name: str = "", sparse: bool = False, passive: bool = False, **_: bool
) -> None:
    """Dense mode unless it is said otherwise."""
    for name in chosen(call.store, vlan_name):
        call.put(PimInterface(name, int(sparse), int(passive)))


def configure_pim_delete_vlan(call: Call, vlan_name: str = "", all: bool = False) -> None:
    """PIM no longer runs there."""
    for name in chosen(call.store, vlan_name):
        call.delete(PimInterface, name)


def configure_pim_crp_timer(call: Call, crp_adv_interval: int) -> None:
    """Seconds between two advertisements of a candidate."""
    _set(call, crpAdvInterval=crp_adv_interval)


def configure_pim_cbsr(call: Call, vlan_name: str = "", priority: int = 0, **_: bool) -> None:
    """Stand for bootstrap router with the address of a VLAN, or do not."""
    name = chosen(call.store, vlan_name)[0] if vlan_name else ""
    _set(call, cbsrVlanName=name, cbsrPrio=priority)


def configure_pim_register_suppress_interval_register_probe_interval(
    call: Call, reg_interval: int, probe_interval: int
) -> None:
    """Seconds."""
    _set(call, regSuppressTimer=reg_interval, probeTimer=probe_interval)


def configure_pim_register_checksum_to(call: Call, include_data: bool = False, exclude_data: bool = False) -> None:
    """What the checksum covers."""
    _set(call, regChkSum=int(exclude_data))


def configure_pim_register_rate_limit_interval(call: Call, interval: int) -> None:
    """Seconds, 0 for no limit."""
    _set(call, regActiveInterval=interval)


def configure_pim_spt_threshold(call: Call, leaf_threshold: int, rp_threshold: int = 0) -> None:
    """In kbps."""
    _set(call, sptThreshold=leaf_threshold, rpThreshold=rp_threshold)
